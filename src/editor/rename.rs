//! Another id for something, everywhere at once.

use std::ops::Range;

use super::cursor::{Cursor, id_around};
use super::goto::{everywhere, subject};
use super::subject::Subject;
use crate::files::{FileId, Span};
use crate::report::Report;
use crate::wording::fold::slug;

/// Returns the id under the cursor, if it can be changed: it stands there as it is declared, and not as a name.
pub(crate) fn renamed(report: &Report, file: FileId, offset: usize) -> Option<Range<usize>> {
    let (bytes, found) = named(report, file, offset)?;
    let id = &report.files.text(file)[bytes.clone()];
    (found.id(report).as_deref() == Some(id)).then_some(bytes)
}

/// Returns every place at which another id is to be written.
///
/// # Errors
///
/// Returns the reason if there is nothing that can be changed, or if the new id is none or is another's.
pub(crate) fn rename(
    report: &Report,
    file: FileId,
    offset: usize,
    new: &str,
) -> Result<Vec<Span>, String> {
    let found = renamed(report, file, offset).and_then(|_| named(report, file, offset));
    let Some((_, found)) = found else {
        return Err("there is no id here that can be changed".to_owned());
    };
    let old = found.id(report).unwrap_or_default();
    if new.is_empty() || slug(new) != new {
        return Err(format!(
            "“{new}” is no id: small letters, digits and hyphens, such as “{}”",
            slug(new)
        ));
    }
    if new != old && Subject::find(found.referent(), report, file, new).is_some() {
        return Err(format!("“{new}” is there already"));
    }
    // Where it stands as a name, the name stays.
    let places = everywhere(report, file, found);
    let places: Vec<Span> = places.filter(|place| text(report, *place) == old).collect();
    let is_declared = found.declared(report).is_some();
    if is_declared && !places.iter().any(|place| declares(report, *place)) {
        return Err(format!(
            "“{old}” is the id because the file has that name: write id = \"{old}\" into its [source] first"
        ));
    }
    Ok(places)
}

fn named(report: &Report, file: FileId, offset: usize) -> Option<(Range<usize>, Subject)> {
    let Cursor::Value { key, spot, .. } = Cursor::at(report.files.text(file), offset) else {
        return None;
    };
    let found = subject(report, file, offset, &key, &spot)?;
    let bytes = if key == "holds" {
        id_around(report.files.text(file), &spot.inner, offset)
    } else {
        spot.inner
    };
    // Beside the quotation marks there is nothing to change.
    let touches = bytes.start <= offset && offset <= bytes.end;
    touches.then_some((bytes, found))
}

/// Says whether a word is the value of the key `id`.
fn declares(report: &Report, place: Span) -> bool {
    let before = &report.files.text(place.file)[..place.start as usize];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key = line.split_once('=').map(|(key, _)| key.trim());
    key == Some("id")
}

fn text(report: &Report, place: Span) -> &str {
    &report.files.text(place.file)[place.start as usize..place.end as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::file_named;
    use crate::testing::report_of;

    const TOPIC: &str = "[topic]\ntitle = 'é'\n[[event]]\nid = 'ford'\n[[event]]\nid = 'dam'\nwithin = 'ford'\n\
        [[attribute]]\nid = 'killed'\nkind = 'count'\n[[attribute]]\nid = 'dead'\nkind = 'count'\n\
        [[rule]]\nholds = 'killed <= dead'\n[[speaker]]\nid = 'army'\nname = 'The Army'\n";
    const CLAIMS: &str = "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 1\nby = 'army'\nquote = 'ford'\n\
        [[claim]]\nevent = 'dam'\nattribute = 'killed'\nvalue = 1\nby = 'The Army'\n";

    /// Renames what stands at the first place of some words in a file, and returns what changes, or why nothing does.
    fn changed(file: &str, at: &str, new: &str) -> Result<Vec<String>, String> {
        let report = report_of(&[
            ("north/topic.toml", TOPIC),
            ("north/post.toml", CLAIMS),
            ("south/topic.toml", "[topic]\n[[event]]\nid = 'ford'\n"),
        ]);
        let id = file_named(&report, file).unwrap();
        let offset = report.files.text(id).find(at).unwrap() + at.len() - 1;
        let places = rename(&report, id, offset, new)?;
        let shown = places.iter().map(|place| {
            let line = report.files.position(*place).line;
            format!("{}:{line}", report.files.name(place.file))
        });
        Ok(shown.collect())
    }

    #[test]
    fn an_id_is_changed_wherever_it_is_meant() {
        for (file, at, new, places) in [
            // Not in quotes, and not in another topic.
            (
                "north/topic.toml",
                "id = 'ford",
                "bridge",
                &[
                    "north/post.toml:2",
                    "north/topic.toml:4",
                    "north/topic.toml:7",
                ][..],
            ),
            (
                "north/post.toml",
                "attribute = 'killed",
                "shot",
                &[
                    "north/post.toml:3",
                    "north/post.toml:9",
                    "north/topic.toml:15",
                    "north/topic.toml:9",
                ],
            ),
            (
                "north/topic.toml",
                "holds = 'killed <= dead",
                "died",
                &["north/topic.toml:12", "north/topic.toml:15"],
            ),
            // Not where it stands as a name.
            (
                "north/post.toml",
                "by = 'army",
                "red-army",
                &["north/post.toml:5", "north/topic.toml:17"],
            ),
        ] {
            let mut found = changed(file, at, new).unwrap();
            found.sort();
            assert_eq!(found, places, "{at}");
        }
    }

    #[test]
    fn what_cannot_be_changed_is_refused() {
        for (file, at, new, why) in [
            ("north/topic.toml", "id = 'ford", "dam", "is there already"),
            (
                "north/topic.toml",
                "id = 'ford",
                "The Bridge",
                "such as “the-bridge”",
            ),
            ("north/topic.toml", "id = 'ford", "", "is no id"),
            ("north/topic.toml", "title = 'é", "x", "no id here"),
            ("north/post.toml", "by = 'The Army", "x", "no id here"),
        ] {
            let told = changed(file, at, new).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }
}

//! Which file a claim goes into.

use std::collections::BTreeSet;

use crate::files::FileId;
use crate::load::suggest::nearest;
use crate::model::{AttributeId, Event, Record, SpeakerId, TopicId};
use crate::report::Report;
use crate::wording::fold::{fold_name, slug};

/// The file of a source in one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination {
    /// Its name, relative to the folder of all claims, with `/`.
    pub(crate) file: String,
    /// The id of the source.
    pub(crate) source: String,
    /// True if the file is there.
    pub(crate) exists: bool,
}

/// Why nothing can be written, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal(pub String);

/// Returns the file of a source for claims about an event: its own in the topic of that event, else a new
/// one named after it. The source is named by its id or its name.
pub(crate) fn destination(
    report: &Report,
    source: &str,
    event: &str,
) -> Result<Destination, Refusal> {
    let record = &report.record;
    let known = speaker(record, source);
    let id = known.map_or_else(|| slug(source), |known| record[known].name.id.clone());
    // A stranger's id may have "/" and ".." in it.
    if id.is_empty() || slug(&id) != id {
        return Err(Refusal(format!(
            "“{id}” is no id after which a file can be named: say with --file where the claim goes"
        )));
    }
    let files = known.map_or(BTreeSet::new(), |known| files_of(report, known));
    let homes: BTreeSet<TopicId> = files
        .iter()
        .filter_map(|file| home(record, report.files.name(*file)))
        .collect();
    let topic = topic(record, event, &homes)?;
    let mut own = files.into_iter().map(|file| report.files.name(file));
    match own.find(|file| home(record, file) == topic) {
        Some(own) => Ok(Destination {
            file: own.to_owned(),
            source: id,
            exists: true,
        }),
        None => new_file(report, known, id, topic),
    }
}

/// Returns a new file named after a source.
fn new_file(
    report: &Report,
    known: Option<SpeakerId>,
    id: String,
    topic: Option<TopicId>,
) -> Result<Destination, Refusal> {
    let record = &report.record;
    let declared = known.and_then(|known| record[known].name.declared);
    let declared = declared.map(|span| report.files.name(span.file));
    if let Some(file) = declared.filter(|file| home(record, file) == topic) {
        return Err(Refusal(format!(
            "“{id}” is a [[speaker]] in “{file}” and has no file: name the source that relays it, and “{id}” as \
             --by; or take that [[speaker]] out first"
        )));
    }
    let folder = topic.map_or("", |topic| record[topic].folder.as_str());
    let file = match folder {
        "" => format!("{id}.toml"),
        folder => format!("{folder}/{id}.toml"),
    };
    if file_named(report, &file).is_some() {
        return Err(Refusal(format!(
            "“{file}” is there and is not the file of the source “{id}”: name another with --file"
        )));
    }
    Ok(Destination {
        file,
        source: id,
        exists: false,
    })
}

/// Returns a file that was named, with its source. A new one is named after its source, if that is not
/// given.
pub(crate) fn destination_at(
    report: &Report,
    file: &str,
    source: Option<&str>,
) -> Result<Destination, Refusal> {
    let record = &report.record;
    let there = file_named(report, file);
    let own = there.map(|there| source_of(report, there).unwrap_or_else(|| slug(stem(file))));
    let wanted = source.map(|words| {
        speaker(record, words).map_or_else(|| slug(words), |known| record[known].name.id.clone())
    });
    if let (Some(own), Some(wanted)) = (&own, &wanted)
        && own != wanted
    {
        return Err(Refusal(format!(
            "“{file}” is the file of the source “{own}”, not of “{wanted}”"
        )));
    }
    Ok(Destination {
        file: file.to_owned(),
        exists: own.is_some(),
        source: own.or(wanted).unwrap_or_else(|| slug(stem(file))),
    })
}

/// Returns the attribute of that id in the topic of a file.
pub(crate) fn attribute(record: &Record, file: &str, id: &str) -> Option<AttributeId> {
    let topic = home(record, file)?;
    let mut attributes = record.attributes.iter();
    attributes
        .position(|attribute| attribute.topic == topic && attribute.name.id == id)
        .map(AttributeId::from)
}

/// Returns a source or a speaker that is declared: by an id, else by a name.
pub(crate) fn speaker(record: &Record, words: &str) -> Option<SpeakerId> {
    let folded = fold_name(words);
    let declared = (0..record.speakers.len())
        .map(SpeakerId::from)
        .filter(|id| record[*id].name.declared.is_some());
    let mut by_id = declared.clone().filter(|id| record[*id].name.id == words);
    let mut by_name = declared.filter(|id| fold_name(&record[*id].full) == folded);
    by_id.next().or_else(|| by_name.next())
}

fn file_named(report: &Report, name: &str) -> Option<FileId> {
    let mut files = report.files.read();
    files.find(|file| report.files.name(*file) == name)
}

/// Returns the name of a file without its folder and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.trim_end_matches(".toml")
}

/// Lists the files of a source, in their order: those with its claims, and the one named after it.
fn files_of(report: &Report, source: SpeakerId) -> BTreeSet<FileId> {
    let record = &report.record;
    let name = &record[source].name;
    let declared = name.declared.map(|span| span.file);
    let named_after = declared.filter(|file| slug(stem(report.files.name(*file))) == name.id);
    let claims = record.claims.iter().filter(|claim| claim.source == source);
    claims.map(|claim| claim.file).chain(named_after).collect()
}

/// Returns the id of the source whose claims a file has, else of the one that it declares.
fn source_of(report: &Report, file: FileId) -> Option<String> {
    let record = &report.record;
    let mut claims = record.claims.iter();
    let of_claims = claims
        .find(|claim| claim.file == file)
        .map(|claim| &record[claim.source]);
    let mut declared = record.speakers.iter().filter(|speaker| {
        let place = speaker.name.declared;
        place.is_some_and(|span| span.file == file)
    });
    // A vocabulary declares several: none of them is its source.
    let only = declared.next().filter(|_| declared.next().is_none());
    let source = of_claims.or(only)?;
    Some(source.name.id.clone())
}

/// Returns the topic of a file: that of the nearest folder above it.
fn home(record: &Record, file: &str) -> Option<TopicId> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    (0..record.topics.len())
        .map(TopicId::from)
        .filter(|topic| is_in(folder, &record[*topic].folder))
        .max_by_key(|topic| record[*topic].folder.len())
}

/// Returns true if a folder is another one or below it. "" is the folder of all claims.
fn is_in(folder: &str, above: &str) -> bool {
    let rest = folder.strip_prefix(above);
    above.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the topic that declares an event; if there are several, the one in which the source has a file.
fn topic(
    record: &Record,
    event: &str,
    homes: &BTreeSet<TopicId>,
) -> Result<Option<TopicId>, Refusal> {
    let events = record.events.iter();
    let declared: Vec<&Event> = events
        .filter(|event| event.name.declared.is_some())
        .collect();
    let same = declared.iter().filter(|known| known.name.id == event);
    let topics: BTreeSet<TopicId> = same.map(|known| known.topic).collect();
    // An event that nobody knows is not filed under what happens to be there, which may be an example.
    let is_used = record.events.iter().any(|known| known.name.id == event);
    let all = (0..record.topics.len()).map(TopicId::from);
    let all: BTreeSet<TopicId> = all.filter(|_| is_used).collect();
    let both = topics.intersection(homes).copied().collect();
    let choices = [&both, &topics, homes, &all];
    let Some(choice) = choices.into_iter().find(|choice| !choice.is_empty()) else {
        return match record.topics.len() {
            0 => Ok(None),
            _ => Err(no_topic(event, &declared)),
        };
    };
    match choice.len() {
        1 => Ok(choice.first().copied()),
        _ if topics.is_empty() => Err(no_topic(event, &declared)),
        _ => {
            let folders: Vec<&str> = topics
                .iter()
                .map(|topic| record[*topic].folder.as_str())
                .collect();
            Err(Refusal(format!(
                "several topics have an event “{event}” ({}): say with --file where the claim goes",
                folders.join(", ")
            )))
        }
    }
}

fn no_topic(event: &str, declared: &[&Event]) -> Refusal {
    let ids = declared.iter().map(|known| known.name.id.as_str());
    let near = nearest(event, ids).map(|near| format!(" Did you mean “{near}”?"));
    Refusal(format!(
        "no topic has an event “{event}”.{} --event-title makes it; or say with --file where the claim goes",
        near.unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    const CLAIM: &str = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\n";

    fn report() -> Report {
        let texts = [
            (
                "north/topic.toml",
                "[topic]\n[[event]]\nid = 'e'\n[[event]]\nid = 'n'\n[[attribute]]\nid = 'a'\nkind = 'count'\n[[speaker]]\nid = 'army'\n",
            ),
            ("north/red.toml", CLAIM),
            (
                "north/deep/odd-name.toml",
                "[source]\nid = 'blue'\nname = 'Blue Army'\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\n",
            ),
            ("south/topic.toml", "[topic]\n[[event]]\nid = 'e'\n"),
            ("south/white.toml", "[source]\nid = 'grey'\n"),
        ];
        Report::new(load_texts(texts), &Selection::default())
    }

    /// Returns the file and if it is there, or why not.
    fn shown(found: Result<Destination, Refusal>) -> String {
        match found {
            Ok(Destination {
                file,
                source,
                exists,
            }) => format!("{file} of {source}{}", if exists { "" } else { ", new" }),
            Err(Refusal(why)) => format!("! {why}"),
        }
    }

    #[test]
    fn a_claim_goes_into_the_file_of_its_source_and_topic() {
        let report = report();
        for (source, event, found) in [
            ("red", "n", "north/red.toml of red"),
            // Two topics have this event: the source has a file in one of them.
            ("red", "e", "north/red.toml of red"),
            ("Blue Army", "n", "north/deep/odd-name.toml of blue"),
            (
                "Green Paper",
                "n",
                "north/green-paper.toml of green-paper, new",
            ),
            ("…", "n", "! “” is no id after which"),
            (
                "army",
                "n",
                "! “army” is a [[speaker]] in “north/topic.toml”",
            ),
            ("white", "n", "north/white.toml of white, new"),
            (
                "green",
                "e",
                "! several topics have an event “e” (north, south)",
            ),
            (
                "green",
                "m",
                "! no topic has an event “m”. Did you mean “e”?",
            ),
        ] {
            let destination = shown(destination(&report, source, event));
            assert!(
                destination.starts_with(found),
                "{source} {event}: {destination}"
            );
        }
    }

    #[test]
    fn a_file_that_is_there_has_its_source() {
        let report = report();
        for (file, source, found) in [
            ("north/red.toml", None, "north/red.toml of red"),
            ("north/red.toml", Some("red"), "north/red.toml of red"),
            (
                "north/red.toml",
                Some("blue"),
                "! “north/red.toml” is the file of the source “red”",
            ),
            ("south/white.toml", None, "south/white.toml of grey"),
            ("north/new.toml", None, "north/new.toml of new, new"),
            (
                "north/new.toml",
                Some("Blue Army"),
                "north/new.toml of blue, new",
            ),
        ] {
            let destination = shown(destination_at(&report, file, source));
            assert!(
                destination.starts_with(found),
                "{file} {source:?}: {destination}"
            );
        }
    }

    #[test]
    fn a_folder_is_in_itself_and_in_those_above() {
        for (folder, above, inside) in [
            ("a", "a", true),
            ("a/b", "a", true),
            ("ab", "a", false),
            ("a", "a/b", false),
            ("a", "", true),
        ] {
            assert_eq!(is_in(folder, above), inside, "{folder} in {above}");
        }
    }

    #[test]
    fn an_attribute_is_that_of_the_files_topic() {
        let record = &report().record;
        assert!(attribute(record, "north/new.toml", "a").is_some());
        assert!(attribute(record, "north/deep/new.toml", "a").is_some());
        assert_eq!(attribute(record, "south/new.toml", "a"), None);
        assert_eq!(attribute(record, "north/new.toml", "b"), None);
    }
}

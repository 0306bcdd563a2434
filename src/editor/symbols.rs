//! What a file, or all files, are made of: the outline, and the search for a name.

use std::ops::Range;

use super::line::{EditedLine, lines};
use crate::files::{FileId, Span};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};
use crate::wording::fold::fold;

/// No more than this are listed.
const MOST: usize = 1_000;

/// A table of a claim file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// The name of the table, such as `claim`.
    pub(crate) table: String,
    /// What it is about.
    pub(crate) name: Shown,
    /// What it covers.
    pub(crate) whole: Range<usize>,
    /// Its header.
    pub(crate) header: Range<usize>,
}

/// Returns the tables of a file, in their order.
pub(crate) fn outline(report: &Report, file: FileId) -> Vec<Symbol> {
    let text = report.files.text(file);
    let lines: Vec<EditedLine> = lines(text).collect();
    let starts: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].is_header())
        .collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let tables = starts.iter().zip(ends);
    let symbols = tables.map(|(start, end)| symbol(text, &lines[*start..end]));
    symbols.flatten().take(MOST).collect()
}

/// Returns what the lines of a table make up.
fn symbol(text: &str, lines: &[EditedLine]) -> Option<Symbol> {
    let (first, last) = (lines.first()?, lines.last()?);
    let table = text[first.table.as_ref()?.name.clone()].to_owned();
    let value = |key: &str| {
        let mut words = lines.iter().flat_map(|line| &line.words);
        let word =
            words.find(|word| word.key.as_ref().is_some_and(|of| text[of.clone()] == *key))?;
        Some(safe(&text[word.inner.clone()]))
    };
    let name = match table.as_str() {
        "claim" | "resolution" => {
            let parts = ["event", "attribute", "value"]
                .iter()
                .filter_map(|key| value(key));
            Shown::join(parts, " · ")
        }
        "rule" => value("holds").unwrap_or_default(),
        _ => {
            let words = ["title", "name", "label"].iter().find_map(|key| value(key));
            match (value("id"), words) {
                (Some(id), Some(words)) => shown!("{} · {}", id, words),
                (id, words) => id.or(words).unwrap_or_default(),
            }
        }
    };
    Some(Symbol {
        name: if name.is_empty() { safe(&table) } else { name },
        table,
        whole: first.range.start..last.range.end,
        header: first.range.clone(),
    })
}

/// Something that is declared, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The table that declares it.
    pub(crate) table: &'static str,
    /// Its id and its name.
    pub(crate) name: Shown,
    /// Where it is declared.
    pub(crate) place: Span,
}

/// Returns what is declared with some words in its id or name.
pub(crate) fn search(report: &Report, words: &str) -> Vec<Found> {
    let record = &report.record;
    let events = record.events.iter();
    let events = events.map(|event| ("event", &event.name, event.title.as_str()));
    let attributes = record.attributes.iter();
    let attributes = attributes.map(|known| ("attribute", &known.name, known.label.as_str()));
    let speakers = record.speakers.iter();
    let speakers = speakers.map(|known| ("speaker", &known.name, known.full.as_str()));
    let parties = record.parties.iter();
    let parties = parties.map(|known| ("party", &known.name, known.full.as_str()));
    let words = fold(words);
    let all = events.chain(attributes).chain(speakers).chain(parties);
    let found = all.filter_map(|(table, name, title)| {
        let place = name.declared?;
        let fits = fold(&name.id).contains(&words) || fold(title).contains(&words);
        fits.then(|| Found {
            table,
            name: shown!("{} · {}", safe(&name.id), safe(title)),
            place,
        })
    });
    found.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::file_named;
    use crate::testing::report_of;

    const TEXT: &str = "[topic]\ntitle = 'War'\n\n[[event]]\nid = 'ford'\ntitle = 'Fight at the ford'\n\
        [[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 5\n[[rule]]\nholds = 'a <= b'\n[[party]]\n";

    #[test]
    fn the_outline_names_each_table() {
        let report = report_of(&[("t.toml", TEXT)]);
        let file = file_named(&report, "t.toml").unwrap();
        let outline = outline(&report, file);
        let names: Vec<String> = outline
            .iter()
            .map(|symbol| format!("{}: {}", symbol.table, symbol.name))
            .collect();
        assert_eq!(
            names,
            [
                "topic: War",
                "event: ford · Fight at the ford",
                "claim: ford · killed · 5",
                "rule: a <= b",
                "party: party",
            ]
        );
        assert!(TEXT[outline[2].whole.clone()].ends_with("value = 5"));
    }

    #[test]
    fn what_is_declared_is_found_by_its_words() {
        let report = report_of(&[("t.toml", TEXT)]);
        for (words, count) in [("FORD", 1), ("fight", 1), ("killed", 0), ("", 2)] {
            assert_eq!(search(&report, words).len(), count, "{words}");
        }
    }
}

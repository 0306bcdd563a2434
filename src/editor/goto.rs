//! Where to go from what is under the cursor.

use super::cursor::{Cursor, Spot, id_around};
use super::line::lines;
use super::others::Others;
use super::subject::{Subject, claim_at, referent, topic_of, value_place};
use crate::files::{FileId, Span};
use crate::report::Report;

/// No more places than this are listed.
const MOST: usize = 1_000;

/// From a value to the values that contradict it, from an id to where it is declared.
pub(crate) fn definitions(report: &Report, file: FileId, offset: usize) -> Vec<Span> {
    let text = report.files.text(file);
    match Cursor::at(text, offset) {
        Cursor::Value { key, spot, .. } if is_value(&key, &spot) => {
            let claim = claim_at(report, file, offset, spot.header);
            let others = claim.and_then(|claim| Others::of(report, claim));
            let against = others.map(|others| others.against).unwrap_or_default();
            against
                .into_iter()
                .take(MOST)
                .map(|claim| value_place(report, claim))
                .collect()
        }
        Cursor::Value { key, spot, .. } => subject(report, file, offset, &key, &spot)
            .and_then(|found| found.declared(report))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns every place at which the id under the cursor is written.
pub(crate) fn references(report: &Report, file: FileId, offset: usize) -> Vec<Span> {
    let Cursor::Value { key, spot, .. } = Cursor::at(report.files.text(file), offset) else {
        return Vec::new();
    };
    let Some(sought) = subject(report, file, offset, &key, &spot) else {
        return Vec::new();
    };
    everywhere(report, file, sought).take(MOST).collect()
}

/// Returns every place at which something is named, where a file can name it.
pub(super) fn everywhere(
    report: &Report,
    file: FileId,
    sought: Subject,
) -> impl Iterator<Item = Span> {
    let in_all_topics = matches!(sought, Subject::Speaker(_) | Subject::Party(_));
    let topic = topic_of(report, file);
    let among = report
        .files
        .read()
        .filter(move |other| in_all_topics || topic_of(report, *other) == topic);
    among.flat_map(move |file| standing(report, file, sought))
}

/// Returns the places in a file at which something is named.
fn standing(report: &Report, file: FileId, sought: Subject) -> Vec<Span> {
    let text = report.files.text(file);
    let mut found = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for line in lines(text) {
        let Some(table) = line.table.as_ref().map(|table| &text[table.name.clone()]) else {
            continue;
        };
        for word in &line.words {
            let Some(key) = word.key.as_ref().map(|key| &text[key.clone()]) else {
                continue;
            };
            if referent(table, key) != Some(sought.referent()) {
                continue;
            }
            let inner = &text[word.inner.clone()];
            for (at, id) in ids(key, inner) {
                let is = known.entry(id).or_insert_with(|| {
                    Subject::find(sought.referent(), report, file, id) == Some(sought)
                });
                if *is {
                    let start = word.inner.start + at;
                    found.push(Span::new(file, start..start + id.len()));
                }
            }
        }
    }
    found
}

/// Returns the ids in a value, each after its offset in bytes: a rule has several.
fn ids<'t>(key: &str, value: &'t str) -> Vec<(usize, &'t str)> {
    if key != "holds" {
        return vec![(0, value)];
    }
    let mut at = 0;
    let pieces = value.split_inclusive(is_between).map(|piece| {
        at += piece.len();
        (at - piece.len(), piece.trim_end_matches(is_between))
    });
    pieces.collect()
}

/// Returns true if a letter separates ids in a rule.
fn is_between(letter: char) -> bool {
    !(letter.is_ascii_alphanumeric() || letter == '-')
}

/// Returns true if the key is that of the value of a claim.
pub(super) fn is_value(key: &str, spot: &Spot) -> bool {
    // A claim in braces has no header of its own.
    key == "value" && matches!(spot.table.as_str(), "claim" | "")
}

/// Returns what the id under the cursor names.
pub(super) fn subject(
    report: &Report,
    file: FileId,
    offset: usize,
    key: &str,
    spot: &Spot,
) -> Option<Subject> {
    let text = report.files.text(file);
    let inner = if key == "holds" {
        id_around(text, &spot.inner, offset)
    } else {
        spot.inner.clone()
    };
    Subject::find(referent(&spot.table, key)?, report, file, &text[inner])
}

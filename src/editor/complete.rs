//! What can be written at the cursor: tables, keys, ids of what is declared, and the words of a choice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cursor::{Cursor, Spot, id_around};
use super::line::lines;
use super::subject::{What, topic_of};
use crate::files::FileId;
use crate::load::shape;
use crate::model::{Claim, Kind, Name};
use crate::render::safe::safe;
use crate::report::Report;

/// No more than this is offered at once; with the next letter it is asked again.
const MOST: usize = 500;

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it is called in the list.
    pub label: String,
    /// What more is known of it.
    pub detail: String,
    /// What is written.
    pub text: String,
    /// What it is.
    pub sort: Sort,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The header of a table.
    Table,
    /// A key.
    Key,
    /// The id of something.
    Id,
    /// A word of a choice.
    Word,
}

/// What can be written, and what it replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced.
    pub bytes: Range<usize>,
    /// What can stand there.
    pub items: Vec<Completion>,
    /// Whether there is more than is listed.
    pub cut: bool,
}

/// What can be written at a place.
pub fn complete(report: &Report, file: FileId, offset: usize) -> Option<Completions> {
    let text = report.files.text(file);
    let (bytes, items) = match Cursor::at(text, offset) {
        Cursor::Header(range) => (range, headers()),
        Cursor::Key(spot) if spot.table.is_empty() => (spot.range, headers()),
        Cursor::Key(spot) => (spot.range.clone(), keys(text, &spot)),
        Cursor::Value { key, quoted, spot } => value(report, file, offset, &key, quoted, &spot)?,
        Cursor::Nothing => return None,
    };
    Some(cut(
        bytes.clone(),
        items,
        text.get(bytes.start..offset.max(bytes.start))
            .unwrap_or_default(),
    ))
}

/// The first of them that have what was written so far, where there are too many.
fn cut(bytes: Range<usize>, mut items: Vec<Completion>, written: &str) -> Completions {
    let cut = items.len() > MOST;
    if cut {
        let wanted = written.trim_start_matches(['"', '\'']).to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        items.retain(|item| has(&item.label) || has(&item.detail));
        items.truncate(MOST);
    }
    Completions { bytes, items, cut }
}

/// The tables of a claim file, each with its brackets.
fn headers() -> Vec<Completion> {
    let header = |(name, single, _): &(&str, bool, _)| {
        let text = if *single {
            format!("[{name}]")
        } else {
            format!("[[{name}]]")
        };
        Completion {
            label: text.clone(),
            detail: String::new(),
            text,
            sort: Sort::Table,
        }
    };
    TABLES.iter().map(header).collect()
}

/// The tables, whether a file has only one of them, and their keys.
const TABLES: [(&str, bool, &[&str]); 9] = [
    ("topic", true, shape::Topic::KEYS),
    ("source", true, shape::Source::KEYS),
    ("event", false, shape::Event::KEYS),
    ("attribute", false, shape::Attribute::KEYS),
    ("speaker", false, shape::Speaker::KEYS),
    ("party", false, shape::Party::KEYS),
    ("claim", false, shape::Claim::KEYS),
    ("rule", false, shape::Rule::KEYS),
    ("resolution", false, shape::Resolution::KEYS),
];

/// The keys of a table that it does not have yet.
fn keys(text: &str, spot: &Spot) -> Vec<Completion> {
    let Some((.., keys)) = TABLES.iter().find(|(name, ..)| *name == spot.table) else {
        return Vec::new();
    };
    let own =
        lines(text).filter(|line| line.table.as_ref().map(|table| table.start) == spot.header);
    let given: BTreeSet<&str> = own
        .filter_map(|line| line.words.first().map(|word| word.inner.clone()))
        .filter(|word| *word != spot.inner)
        .map(|word| &text[word])
        .collect();
    let rest = &text[spot.range.end..];
    let has_value = rest.trim_start_matches([' ', '\t']).starts_with('=');
    let key = |key: &&str| Completion {
        label: (*key).to_owned(),
        detail: String::new(),
        text: if has_value {
            (*key).to_owned()
        } else {
            format!("{key} = ")
        },
        sort: Sort::Key,
    };
    keys.iter()
        .filter(|key| !given.contains(*key))
        .map(key)
        .collect()
}

/// What can be the value of a key, and what it replaces.
fn value(
    report: &Report,
    file: FileId,
    offset: usize,
    key: &str,
    quoted: bool,
    spot: &Spot,
) -> Option<(Range<usize>, Vec<Completion>)> {
    // Beside the quotation marks nothing can be written.
    if quoted && !(spot.inner.start..=spot.inner.end).contains(&offset) {
        return None;
    }
    let choice = choice(&spot.table, key);
    let mut items = match What::of(&spot.table, key) {
        Some(_) if key == "id" => return None,
        Some(what) => ids(report, file, what),
        None if choice.is_empty() => return None,
        None => choice
            .iter()
            .map(|word| item(word, String::new(), Sort::Word))
            .collect(),
    };
    if !quoted && key != "holds" {
        for item in &mut items {
            item.text = format!("\"{}\"", item.text);
        }
    }
    let text = report.files.text(file);
    let bytes = match key {
        "holds" => id_around(text, &spot.inner, offset),
        // A text without its closing mark reaches to the end of the line: only what stands before the
        // cursor was written for it.
        _ if spot.inner.end == spot.range.end && quoted => {
            spot.inner.start..offset.max(spot.inner.start)
        }
        _ => spot.inner.clone(),
    };
    Some((bytes, items))
}

/// The words from which a key takes one.
fn choice(table: &str, key: &str) -> Vec<&'static str> {
    match (table, key) {
        ("attribute", "kind") => Kind::ALL.iter().map(|(_, word)| *word).collect(),
        ("attribute", "over_time") => vec!["fixed", "grows", "varies"],
        _ => Vec::new(),
    }
}

/// An id, where it can stand between quotation marks as it is.
fn id(id: &str, detail: &str) -> Option<Completion> {
    let plain =
        !id.contains(|letter: char| letter.is_control() || matches!(letter, '"' | '\'' | '\\'));
    plain.then(|| item(id, safe(detail), Sort::Id))
}

fn item(label: &str, detail: String, sort: Sort) -> Completion {
    Completion {
        label: safe(label),
        detail,
        text: label.to_owned(),
        sort,
    }
}

/// The ids of everything of one sort that is declared where a file can name it.
fn ids(report: &Report, file: FileId, what: What) -> Vec<Completion> {
    let record = &report.record;
    let topic = topic_of(report, file);
    let id = |name: &Name, detail: &str| name.declared.and_then(|_| id(&name.id, detail));
    match what {
        What::Event => {
            let events = record
                .events
                .iter()
                .filter(|event| Some(event.topic) == topic);
            events
                .filter_map(|event| id(&event.name, &event.title))
                .collect()
        }
        What::Attribute => {
            let attributes = record
                .attributes
                .iter()
                .filter(|attribute| Some(attribute.topic) == topic);
            attributes
                .filter_map(|attribute| id(&attribute.name, &attribute.label))
                .collect()
        }
        What::Speaker => record
            .speakers
            .iter()
            .filter_map(|speaker| id(&speaker.name, &speaker.full))
            .collect(),
        What::Party => record
            .parties
            .iter()
            .filter_map(|party| id(&party.name, &party.full))
            .collect(),
        What::Claim => claims(report, file),
    }
}

/// The ids of a file's own claims: a claim replaces one of the same speaker.
fn claims(report: &Report, file: FileId) -> Vec<Completion> {
    let own = report
        .record
        .claims
        .iter()
        .filter(|claim| claim.file == file && claim.has_id);
    let written = |claim: &Claim| report.record[claim.value].written.clone();
    own.filter_map(|claim| id(&report.details(claim).id?, &written(claim)))
        .collect()
}

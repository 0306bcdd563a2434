//! What can be written at the cursor: tables, keys, ids of what is declared, and the words of a choice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cursor::{Cursor, Spot, id_around};
use super::line::lines;
use super::subject::topic_of;
use crate::files::FileId;
use crate::load::shape;
use crate::load::table::{Referent, Table, Takes};
use crate::model::{Kind, Name};
use crate::report::Report;
use crate::safe::safe;

/// No more than this is offered at once; with the next letter it is asked again.
const MOST: usize = 500;

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completion {
    /// What it is called in the list.
    pub(crate) label: String,
    /// What more is known of it.
    pub(crate) detail: String,
    /// What is written.
    pub(crate) text: String,
    /// What it is.
    pub(crate) sort: Sort,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
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
pub(crate) struct Completions {
    /// What is replaced.
    pub(crate) bytes: Range<usize>,
    /// What can stand there.
    pub(crate) items: Vec<Completion>,
    /// True if there is more than is listed.
    pub(crate) cut: bool,
}

/// Returns what can be written at a place.
pub(crate) fn complete(report: &Report, file: FileId, offset: usize) -> Option<Completions> {
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

/// Keeps the first completions that contain what was written so far, if there are too many.
fn cut(bytes: Range<usize>, mut items: Vec<Completion>, written: &str) -> Completions {
    let cut = items.len() > MOST;
    if cut {
        let wanted = written.trim_start_matches(['"', '\'']).to_lowercase();
        items.retain(|item| {
            [&item.label, &item.detail]
                .into_iter()
                .any(|text| text.to_lowercase().contains(&wanted))
        });
        items.truncate(MOST);
    }
    Completions { bytes, items, cut }
}

/// Returns the tables of a claim file, each with its brackets.
fn headers() -> Vec<Completion> {
    shape::TABLES.iter().map(header).collect()
}

fn header(table: &Table) -> Completion {
    let text = if table.repeats {
        format!("[[{}]]", table.name)
    } else {
        format!("[{}]", table.name)
    };
    Completion {
        label: text.clone(),
        detail: String::new(),
        text,
        sort: Sort::Table,
    }
}

/// Returns the keys of a table that it does not have yet.
fn keys(text: &str, spot: &Spot) -> Vec<Completion> {
    let Some(table) = shape::table(&spot.table) else {
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
    let keys = table.keys.iter().map(|key| key.name);
    keys.filter(|key| !given.contains(key))
        .map(|key| Completion {
            label: key.to_owned(),
            detail: String::new(),
            text: if has_value {
                key.to_owned()
            } else {
                format!("{key} = ")
            },
            sort: Sort::Key,
        })
        .collect()
}

/// Returns what can be the value of a key, and what it replaces.
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
    let mut items = match shape::table(&spot.table)?.key(key)?.takes {
        Takes::NewId(_) => return None,
        Takes::Value if is_answer(report, file, spot) => ANSWERS
            .iter()
            .map(|(word, means)| item(word, (*means).to_owned(), Sort::Word))
            .collect(),
        Takes::OneOf(words) => words
            .iter()
            .map(|word| item(word, String::new(), Sort::Word))
            .collect(),
        takes => ids(report, file, takes.referent()?),
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

/// The answers to a question of yes or no.
const ANSWERS: [(&str, &str); 3] = [
    ("yes", "may go on: yes, if …"),
    ("no", "may go on: no, unless …"),
    ("unknown", "the source does not know"),
];

/// Says whether the value that is written is the answer to a question of yes or no.
fn is_answer(report: &Report, file: FileId, spot: &Spot) -> bool {
    let text = report.files.text(file);
    let own =
        lines(text).filter(|line| line.table.as_ref().map(|table| table.start) == spot.header);
    let mut words = own.flat_map(|line| line.words);
    let attribute = words.find(|word| {
        let key = word.key.as_ref();
        key.is_some_and(|key| &text[key.clone()] == "attribute")
    });
    let topic = topic_of(report, file);
    attribute.is_some_and(|word| {
        report.record.attributes.iter().any(|known| {
            Some(known.topic) == topic
                && known.name.id == text[word.inner.clone()]
                && known.kind == Kind::YesNo
        })
    })
}

/// Completes a name by its id; `None` if nothing declares it.
fn declared(name: &Name, detail: &str) -> Option<Completion> {
    name.declared.and_then(|_| id(&name.id, detail))
}

/// Completes an id; `None` if it cannot be written between quotation marks as it is.
fn id(id: &str, detail: &str) -> Option<Completion> {
    let plain =
        !id.contains(|letter: char| letter.is_control() || matches!(letter, '"' | '\'' | '\\'));
    plain.then(|| item(id, safe(detail).into_string(), Sort::Id))
}

fn item(label: &str, detail: String, sort: Sort) -> Completion {
    Completion {
        label: safe(label).into_string(),
        detail,
        text: label.to_owned(),
        sort,
    }
}

/// Returns the ids of everything of one sort that is declared where a file can name it.
fn ids(report: &Report, file: FileId, what: Referent) -> Vec<Completion> {
    let record = &report.record;
    let topic = topic_of(report, file);
    match what {
        Referent::Event => {
            let events = record
                .events
                .iter()
                .filter(|event| Some(event.topic) == topic);
            events
                .filter_map(|event| declared(&event.name, &event.title))
                .collect()
        }
        Referent::Attribute => {
            let attributes = record
                .attributes
                .iter()
                .filter(|attribute| Some(attribute.topic) == topic);
            attributes
                .filter_map(|attribute| declared(&attribute.name, &attribute.label))
                .collect()
        }
        Referent::Speaker => record
            .speakers
            .iter()
            .filter_map(|speaker| declared(&speaker.name, &speaker.full))
            .collect(),
        Referent::Party => record
            .parties
            .iter()
            .filter_map(|party| declared(&party.name, &party.full))
            .collect(),
        Referent::Scope => {
            let scopes = record
                .scopes
                .iter()
                .filter(|scope| Some(scope.topic) == topic);
            scopes
                .filter_map(|scope| declared(&scope.name, &scope.label))
                .collect()
        }
        Referent::Claim => claims(report, file),
    }
}

/// Returns the ids of a file's own claims: a claim replaces one of the same speaker.
fn claims(report: &Report, file: FileId) -> Vec<Completion> {
    let own = report
        .record
        .claims
        .iter()
        .filter(|claim| claim.file == file && claim.has_id);
    own.filter_map(|claim| {
        let written = &report.record[claim.value].written;
        id(report.details(claim).id.as_deref()?, written)
    })
    .collect()
}

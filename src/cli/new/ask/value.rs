//! The question for the value: what it is taken to mean and contradicts stands below it, with every letter.

use std::path::Path;
use std::rc::Rc;

use crate::author;
use crate::model::Kind;
use crate::phrase::value::meaning;
use crate::safe::safe;
use crate::wording::guess;

use super::super::super::Failure;
use super::super::super::choices::kind_in_words;
use super::super::super::prompt::{Look, NoAnswer, Question, Terminal};
use super::super::draft::ClaimsFolder;
use super::super::entry::ClaimEntry;

/// With more claims than this it takes too long to compare them all at every letter.
const MOST_COMPARED: usize = 20_000;

/// A value, and the unit that its words say, if it is not the attribute's.
pub(super) struct ValueAnswer {
    pub(super) value: Vec<String>,
    pub(super) unit: Option<String>,
}

/// Asks for the first value of an attribute that is to be made: it says what the attribute looks like.
pub(super) fn first(terminal: &mut Terminal, initial: &str) -> Result<Vec<String>, NoAnswer> {
    let look: Look = Rc::new(|typed: &str| {
        let looks = kind_in_words(guess::kind(typed));
        vec![format!("looks like: {looks}")]
    });
    let question = Question {
        text: "Value:",
        help: "as the source words it: 58, over 50, 26 February 2019, yes, a name",
        initial,
        look: Some(&look),
        ..Question::default()
    };
    Ok(vec![question.needed(terminal)?])
}

/// Asks for the value of an entry that has everything else that a claim needs.
pub(super) fn ask(
    terminal: &mut Terminal,
    folder: &Rc<ClaimsFolder>,
    entry: &ClaimEntry,
    file: Option<&Path>,
) -> Result<ValueAnswer, NoAnswer> {
    let kind = kind(folder, entry, file);
    let initial = entry.value.join("; ");
    let held = (Rc::clone(folder), entry.clone(), file.map(Path::to_owned));
    let reads = move |words: &str| {
        let (folder, entry, file) = &held;
        let value = values(words, kind);
        let entry = ClaimEntry {
            value,
            ..entry.clone()
        };
        standing(folder, &entry, file.as_deref()).map(|lines| (entry.value, lines))
    };
    let reads = Rc::new(reads);
    let seen = Rc::clone(&reads);
    let look: Look = Rc::new(move |typed: &str| match seen(typed) {
        Ok((_, lines)) => lines,
        Err(told) => vec![told],
    });
    let question = Question {
        text: "Value:",
        help: help(kind),
        initial: &initial,
        look: Some(&look),
        ..Question::default()
    };
    let is_number = matches!(kind, Some(Kind::Count | Kind::Amount));
    let (value, unit) = question.ask(terminal, &|answer| {
        let counted = guess::counted(answer).filter(|_| is_number);
        match (reads(answer), counted) {
            (Ok((value, _)), _) => Ok((value, None)),
            (Err(told), None) => Err(told),
            (Err(told), Some(counted)) => {
                let (value, _) = reads(&counted.value).map_err(|_| told)?;
                Ok((value, counted.unit))
            }
        }
    })?;
    let unit = match unit {
        Some(unit) => another_unit(terminal, folder, entry, &value, unit)?,
        None => entry.unit.clone(),
    };
    Ok(ValueAnswer { value, unit })
}

/// Asks what the words behind a number are: another unit, or what the attribute counts anyway.
fn another_unit(
    terminal: &mut Terminal,
    folder: &ClaimsFolder,
    entry: &ClaimEntry,
    value: &[String],
    unit: String,
) -> Result<Option<String>, NoAnswer> {
    let attribute = entry.attribute.as_deref().unwrap_or_default();
    let attributes = folder.before.record.attributes.iter();
    let mut own = attributes.filter(|known| known.name.id == attribute);
    let own = own.find_map(|known| known.unit.clone());
    if own.as_deref() == Some(unit.as_str()) {
        return Ok(None);
    }
    let own = own.map_or(String::new(), |own| format!(" than {own}"));
    let value = value.join("; ");
    let question = format!("The value is {value}. Is “{unit}” another unit{own}?");
    Ok(terminal.confirm(&question, false)?.then_some(unit))
}

/// Returns what a value is taken to mean and how it stands to what others say; an error is what is wrong with it.
fn standing(
    folder: &ClaimsFolder,
    entry: &ClaimEntry,
    file: Option<&Path>,
) -> Result<Vec<String>, String> {
    let record = &folder.before.record;
    let place = folder.place(entry, file).map_err(|Failure(told)| told)?;
    let attribute = author::attribute(
        record,
        &place.file,
        entry.attribute.as_deref().unwrap_or_default(),
    );
    let meant = attribute.map(|attribute| {
        author::value(record, attribute, &entry.value).map(|value| {
            let meant = meaning(&record[attribute], &value);
            format!("leaves possible: {meant}")
        })
    });
    let meant = meant
        .transpose()
        .map_err(|problem| safe(&format!("{}: {}", problem.what, problem.help)).into_string())?;
    if record.claims.len() > MOST_COMPARED {
        return Ok(meant.into_iter().collect());
    }
    let draft = folder.draft(entry, file).map_err(|Failure(told)| told)?;
    Ok(draft.standing())
}

fn kind(folder: &ClaimsFolder, entry: &ClaimEntry, file: Option<&Path>) -> Option<Kind> {
    let place = folder.place(entry, file).ok()?;
    let id = entry.attribute.as_deref().unwrap_or_default();
    let record = &folder.before.record;
    author::attribute(record, &place.file, id).map(|known| record[known].kind)
}

/// Splits an answer into the names of a list, which have a semicolon between them.
pub(super) fn values(typed: &str, kind: Option<Kind>) -> Vec<String> {
    match kind {
        Some(Kind::Names) => typed
            .split(';')
            .map(|name| name.trim().to_owned())
            .collect(),
        _ => vec![typed.to_owned()],
    }
}

fn help(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Count | Kind::Amount) => {
            "as the source words it: 58, over 50, 50 to 60, several, unknown"
        }
        Some(Kind::Date) => {
            "as the source words it: 2025-10-12, November 2025, Friday 6 November 2025"
        }
        Some(Kind::YesNo) => "yes, no, or with a condition: yes, as long as …",
        Some(Kind::Names) => "the names, with a semicolon between them",
        Some(Kind::Text | Kind::Statement) | None => "as the source words it",
    }
}

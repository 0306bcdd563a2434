//! Dates with one open end: "after 1930", "not later than 6 November 2025".

use jiff::civil::Date;

use super::fault::DateFault;
use super::{Moment, WrittenDate};

/// What words before a date leave possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Everything up to the day before it.
    Before,
    /// Everything up to its last day.
    UpTo,
    /// Everything from its first day.
    From,
    /// Everything from the day after it.
    After,
}

/// The words that open one end, the longer ones first.
const WORDS: [(&str, Open); 13] = [
    ("on or before ", Open::UpTo),
    ("on or after ", Open::From),
    ("not later than ", Open::UpTo),
    ("no later than ", Open::UpTo),
    ("not earlier than ", Open::From),
    ("no earlier than ", Open::From),
    ("not before ", Open::From),
    ("not after ", Open::UpTo),
    ("before ", Open::Before),
    ("until ", Open::UpTo),
    ("after ", Open::After),
    ("since ", Open::From),
    ("by ", Open::UpTo),
];

/// Returns what the first words of a folded text leave open, and the date after them.
pub(super) fn opened(text: &str) -> Option<(Open, &str)> {
    WORDS
        .iter()
        .find_map(|(words, open)| Some((*open, text.strip_prefix(words)?.trim_start())))
}

impl Open {
    /// Opens one end of a date that has whole days at both.
    pub(super) fn end_of(self, date: &WrittenDate) -> Result<WrittenDate, DateFault> {
        // Of a time it cannot be said for certain if the minute itself is meant.
        let (Some(Moment::Day(first)), Some(Moment::Day(last))) = (date.first, date.last) else {
            return Err(DateFault::Vague);
        };
        match self {
            Self::Before => WrittenDate::span(None, whole(first.yesterday().ok())?),
            Self::UpTo => WrittenDate::span(None, whole(Some(last))?),
            Self::From => WrittenDate::span(whole(Some(first))?, None),
            Self::After => WrittenDate::span(whole(last.tomorrow().ok())?, None),
        }
    }
}

/// Returns a day as an end, if its year is one that is read.
fn whole(day: Option<Date>) -> Result<Option<Moment>, DateFault> {
    let day = day.filter(|day| day.year() >= 1).ok_or(DateFault::Year)?;
    Ok(Some(Moment::Day(day)))
}

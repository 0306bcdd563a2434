//! Words that are no date, and what they are instead.

use super::fault::DateFault;
use super::hedge::PARTS_OF_DAY;
use super::names::{is_month, weekday_of};

/// What people write where no date is known.
const NO_DATE: [&str; 16] = [
    "n/a",
    "na",
    "n.a.",
    "n.d.",
    "nd",
    "-",
    "--",
    "?",
    "??",
    "tbd",
    "tba",
    "undated",
    "no date",
    "not known",
    "not reported",
    "unclear",
];

/// The words whose meaning depends on the day on which they are said.
const RELATIVE: [&str; 12] = [
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "ago",
    "last",
    "next",
    "this",
    "previous",
    "recently",
    "now",
    "same",
];

/// The words that leave open which days are meant, where they stand elsewhere than before a date.
const VAGUE: [&str; 19] = [
    "early",
    "late",
    "mid",
    "about",
    "around",
    "circa",
    "ca",
    "c",
    "roughly",
    "before",
    "after",
    "since",
    "by",
    "beginning",
    "middle",
    "end",
    "week",
    "earlier",
    "later",
];

/// The seasons. "fall" and "spring" are also what prices do, but not in a date.
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// Marks of years that are counted from before or after the birth of Christ.
const ERAS: [&str; 4] = ["bc", "bce", "ad", "ce"];

/// Words of other calendars.
const OTHER_CALENDARS: [&str; 12] = [
    "ah",
    "muharram",
    "safar",
    "rajab",
    "shaban",
    "ramadan",
    "shawwal",
    "nisan",
    "tishri",
    "sivan",
    "brumaire",
    "thermidor",
];

/// Returns the fault of a whole text, if it has words that make it no date whatever else it says.
pub(super) fn of(text: &str) -> Option<DateFault> {
    if NO_DATE.contains(&text) {
        return Some(DateFault::NoDate);
    }
    let has = |list: &[&str]| words(text).any(|word| list.contains(&word));
    let year = text
        .split(|letter: char| !letter.is_ascii_digit())
        .any(|figures| figures.len() == 4);
    match () {
        () if has(&["bc", "bce"]) => Some(DateFault::Year),
        () if has(&ERAS) => Some(DateFault::Era),
        () if has(&OTHER_CALENDARS) => Some(DateFault::OtherCalendar),
        () if has_date_in_brackets(text) => Some(DateFault::Several),
        () if has(&RELATIVE) || (has(&PARTS_OF_DAY) && !year) => Some(DateFault::Relative),
        () if has(&SEASONS) => Some(DateFault::Season),
        () => None,
    }
}

/// Returns the fault of days in words, if they have words that leave open which days are meant.
pub(super) fn of_days(text: &str) -> Option<DateFault> {
    let has = |list: &[&str]| words(text).any(|word| list.contains(&word));
    if has(&VAGUE) {
        return Some(DateFault::Vague);
    }
    let month = words(text).any(is_month);
    let weekday = words(text).any(|word| weekday_of(word).is_some());
    (weekday && !month).then_some(DateFault::WeekdayElsewhere)
}

/// Returns true for "25 October 1917 (7 November 1917 N.S.)".
fn has_date_in_brackets(text: &str) -> bool {
    text.split_once('(')
        .is_some_and(|(before, after)| words(before).any(is_month) && words(after).any(is_month))
}

/// Returns the runs of letters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
}

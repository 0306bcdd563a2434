//! Dates: from EDTF, a date-time or words to the interval of seconds that they leave possible.

mod edtf;
mod fault;
mod moment;
mod open;
mod written;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::civil::Weekday;

use self::fault::DateFault;
use super::Problem;
use super::fold::folded;

use moment::Grain;
pub(crate) use moment::{Moment, WrittenDate, day_in, show_span, up_to};

/// The most characters of a date. Longer texts are refused unread.
const LONGEST: usize = 200;

/// The months, as folded words.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The weekdays, as folded words.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The words whose meaning depends on the day on which they are said.
const RELATIVE: [&str; 14] = [
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "overnight",
    "ago",
    "last",
    "next",
    "this",
    "previous",
    "earlier",
    "recently",
    "now",
    "same",
];

/// The words for parts of a day: without a date they depend on the day on which they are said.
const PARTS_OF_DAY: [&str; 5] = ["morning", "afternoon", "evening", "night", "dawn"];

/// The words that leave open which days are meant.
const VAGUE: [&str; 13] = [
    "early", "late", "mid", "about", "around", "circa", "ca", "c", "roughly", "before", "after",
    "since", "by",
];

/// The seasons. "fall" and "spring" are also what prices do, but not in a date.
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// Reads a date: EDTF of levels 0 and 1, a date-time, or words such as "6–7 November 2025".
///
/// # Errors
///
/// Returns a problem if the text is no date, or leaves open which days it means.
pub(crate) fn read(text: &str) -> Result<WrittenDate, Problem> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(DateFault::TooLong.problem(text));
    }
    // Most dates are a day in figures, which needs none of the rest: twenty times as fast.
    if let Some(day) = edtf::plain_day(text.trim()) {
        return Ok(WrittenDate {
            first: Some(Moment::Day(day)),
            last: Some(Moment::Day(day)),
            slip: None,
        });
    }
    read_folded(&plain(text)).map_err(|fault| fault.problem(text))
}

/// Folds a text and makes its dashes plain.
fn plain(text: &str) -> Cow<'_, str> {
    let folded = folded(text);
    if folded.is_ascii() {
        return folded;
    }
    let dashed = folded.replace(['–', '—', '‐', '‑', '‒', '―', '−'], "-");
    Cow::Owned(dashed.trim().to_owned())
}

fn read_folded(text: &str) -> Result<WrittenDate, DateFault> {
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    match weekday_before(text) {
        Some((_, "")) => Err(DateFault::WeekdayAlone),
        Some((weekday, rest)) => read_bare(rest)?.with_weekday(weekday),
        None => read_bare(text),
    }
}

/// Reads a date without a weekday before it.
fn read_bare(text: &str) -> Result<WrittenDate, DateFault> {
    if let Some((open, date)) = open::opened(text) {
        return open.end_of(&read_bare(date)?);
    }
    let all: Vec<&str> = words(text).collect();
    let in_words = all.iter().any(|word| month_of(word).is_some());
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|figures| figures.len() == 4);
    match () {
        () if has_any(&all, &RELATIVE) || (has_any(&all, &PARTS_OF_DAY) && !year) => {
            Err(DateFault::Relative)
        }
        () if has_clock(text) && in_words => Err(DateFault::TimeInWords),
        () if has_clock(text) && !year => Err(DateFault::TimeAlone),
        () if has_any(&all, &SEASONS) => Err(DateFault::Season),
        () if has_any(&all, &VAGUE) => Err(DateFault::Vague),
        () if in_words => written::read(text),
        () if all.iter().any(|word| weekday_of(word).is_some()) => Err(DateFault::WeekdayElsewhere),
        () if year && (has_any(&all, &["am", "pm", "noon", "midnight"]) || has_half_day(text)) => {
            Err(DateFault::TimeForm)
        }
        () => edtf::read(&text.to_ascii_uppercase()),
    }
}

fn has_any(words: &[&str], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(word))
}

/// Returns the runs of letters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
}

/// Returns true if a text has a time of day: "22:15", "10 pm", "noon".
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    let colon = bytes
        .windows(3)
        .any(|at| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit());
    colon
        || has_half_day(text)
        || words(text).any(|word| ["noon", "midnight", "hours", "hrs"].contains(&word))
}

/// Returns true if a text has a time with "am" or "pm", in any spelling.
fn has_half_day(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '.'))
        .collect();
    let bytes = bare.as_bytes();
    bytes.windows(3).enumerate().any(|(at, half)| {
        let ends = bytes
            .get(at + 3)
            .is_none_or(|after| !after.is_ascii_lowercase() || *after == b'o');
        half[0].is_ascii_digit() && matches!(half[1], b'a' | b'p') && half[2] == b'm' && ends
    })
}

/// Returns the number of a month from its name or a short form of it.
fn month_of(word: &str) -> Option<i16> {
    let short = if word == "sept" { "sep" } else { word };
    let index = MONTHS
        .iter()
        .position(|name| *name == short || (short.len() == 3 && name.starts_with(short)));
    index.and_then(|index| i16::try_from(index + 1).ok())
}

/// Returns true if a folded word names a month or a weekday.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    MONTHS.contains(&word) || WEEKDAYS.iter().any(|(name, _)| *name == word)
}

/// Returns a weekday from its whole name.
pub(crate) fn weekday_of_name(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, weekday)| *weekday)
}

/// Returns the name of a weekday with a capital.
pub(crate) fn weekday_name(weekday: Weekday) -> String {
    WEEKDAYS
        .iter()
        .find(|(_, day)| *day == weekday)
        .map(|(name, _)| capital(name))
        .unwrap_or_default()
}

/// Returns the name of a month (1 to 12) with a capital.
pub(crate) fn month_name(month: i8) -> String {
    let index = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1));
    index
        .and_then(|index| MONTHS.get(index))
        .map(|name| capital(name))
        .unwrap_or_default()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

/// Returns a weekday from its name or a short form of it.
pub(super) fn weekday_of(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word || is_short_weekday(word, name))
        .map(|(_, weekday)| *weekday)
}

fn is_short_weekday(word: &str, name: &str) -> bool {
    match word {
        "tues" | "weds" | "thur" | "thurs" => name.starts_with(&word[..3]),
        _ => word.len() == 3 && name.starts_with(word),
    }
}

/// Returns the weekday with which a text begins, and the rest of the text.
fn weekday_before(text: &str) -> Option<(Weekday, &str)> {
    let text = text.strip_prefix("on ").unwrap_or(text);
    let end = text
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let weekday = weekday_of(word)?;
    Some((weekday, rest.trim_start_matches(['.', ',', ' '])))
}

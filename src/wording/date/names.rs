//! The names of months and weekdays.

use jiff::civil::Weekday;

/// The months, as folded words.
pub(crate) const MONTHS: [&str; 12] = [
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
pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Returns true if a folded word is the name of a month or a short form of it.
pub(super) fn is_month(word: &str) -> bool {
    month_of(word).is_some()
}

/// Returns the number of a month from its name or a short form of it.
pub(super) fn month_of(word: &str) -> Option<i16> {
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

pub(super) fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

/// Returns a weekday from its name or a short form of it.
pub(crate) fn weekday_of(word: &str) -> Option<Weekday> {
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

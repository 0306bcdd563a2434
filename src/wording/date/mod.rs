//! Dates: from EDTF, a date-time or words to the interval of seconds that they leave possible.

mod clock;
mod edtf;
mod fault;
mod hedge;
mod moment;
mod names;
mod reading;
mod refusal;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::Span;
use jiff::civil::Weekday;

use self::fault::DateFault;
use self::reading::DateReading;
use super::Problem;
use super::fold::folded;

pub(crate) use moment::{Moment, WrittenDate, day_in, show_span, up_to};
pub(crate) use names::{
    MONTHS, is_calendar_word, month_name, weekday_name, weekday_of, weekday_of_name,
};

/// The most characters of a date. Longer texts are refused unread.
const LONGEST: usize = 200;

/// Reads a date: EDTF of levels 0 and 1, a date-time, or words such as "6–7 November 2025". "about" widens it
/// by one unit of what was written.
///
/// # Errors
///
/// Returns a problem if the text is no date, or leaves open which days it means.
pub(crate) fn read(text: &str) -> Result<WrittenDate, Problem> {
    read_within(text, None)
}

/// Reads a date, in which "about" widens by a span of time if one is given.
///
/// # Errors
///
/// Returns a problem if the text is no date, or leaves open which days it means.
pub(crate) fn read_within(text: &str, about: Option<&Span>) -> Result<WrittenDate, Problem> {
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
    whole(&plain(text))
        .and_then(|reading| reading.widened(about))
        .map_err(|fault| fault.problem(text))
}

/// Returns true if the words of a date only name its days: no hedge, no time, no mark of doubt.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.contains(['?', '~', '%', '[', '{', ':', '≈'])
        && words_of(&plain(text)).all(|word| {
            weekday_of(word).is_some() || words::is_plain_word(word) || names::is_month(word)
        })
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

/// Reads a folded text.
fn whole(text: &str) -> Result<DateReading, DateFault> {
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    refusal::of(text).map_or(Ok(()), Err)?;
    let bare = text.replace("(?)", "");
    let bare = bare.trim_end();
    if !names_month(bare) {
        return hedged(bare);
    }
    // Figures have these marks in EDTF, words have them as figures do.
    let marked = bare.trim_end_matches(['?', '~', '%']);
    let reading = hedged(&marked.replace(['(', ')'], " "))?;
    let about = bare[marked.len()..].contains(['~', '%']);
    Ok(if about { reading.about() } else { reading })
}

/// Reads a date that may have words before it which open an end or widen both.
fn hedged(text: &str) -> Result<DateReading, DateFault> {
    let text = text.trim();
    if let Some((hedge, date)) = hedge::behind(text).or_else(|| hedge::leading(text)) {
        return hedge.of(&hedged(date)?);
    }
    if names_month(text) {
        return timed(text, None);
    }
    let figures = edtf::read(&text.to_ascii_uppercase());
    figures.or_else(|fault| timed(text, Some(fault)))
}

/// Reads a date that may have a time of day beside it. `fault` says why it is no date in figures.
fn timed(text: &str, fault: Option<DateFault>) -> Result<DateReading, DateFault> {
    if let Some((first, last)) = two_whole(text) {
        return hedged(first)?.to(&hedged(last)?);
    }
    match (clock::find(text), fault) {
        // "2025-10-11T9:15": what is wrong is said of the time in figures.
        (Ok(Some(_)) | Err(_), Some(fault)) if edtf::has_time(text) => Err(fault),
        (Ok(Some(clocks)), _) => clocks.on(&days(clocks.day, None)?),
        (Ok(None), fault) => days(text, fault),
        (Err(fault), _) => Err(fault),
    }
}

/// Takes apart a span of which each end has a time of day, and both have a year.
fn two_whole(text: &str) -> Option<(&str, &str)> {
    let bare = text.strip_prefix("from ").unwrap_or(text);
    let between = text.strip_prefix("between ");
    let sides = match between {
        Some(rest) => rest.split_once(" and "),
        None => [" to ", " until ", " till ", " - "]
            .iter()
            .find_map(|joint| bare.split_once(joint)),
    };
    sides.filter(|sides| {
        <[&str; 2]>::from(*sides)
            .iter()
            .all(|side| names_year(side) && matches!(clock::find(side), Ok(Some(_))))
    })
}

/// Reads days. `fault` says why they are none in figures.
fn days(text: &str, fault: Option<DateFault>) -> Result<DateReading, DateFault> {
    match weekday_before(text) {
        Some((_, "")) => return Err(DateFault::WeekdayAlone),
        Some((_, rest)) if weekday_before(rest).is_some() => {
            return Err(DateFault::WeekdayElsewhere);
        }
        Some((weekday, rest)) => return days(rest, None)?.with_weekday(weekday),
        None => {}
    }
    if let Some((third, month)) = hedge::third(text) {
        return third.of(&days(month, None)?);
    }
    if let Some(rest) = hedge::without_part_of_day(text) {
        let days = days(rest, None)?;
        return if days.is_a_day_or_two() {
            Ok(days)
        } else {
            Err(DateFault::Vague)
        };
    }
    refusal::of_days(text).map_or(Ok(()), Err)?;
    match fault {
        _ if names_month(text) => words::read(text),
        Some(fault) => Err(fault),
        None => edtf::read(&text.to_ascii_uppercase()),
    }
}

fn names_month(text: &str) -> bool {
    words_of(text).any(names::is_month)
}

fn names_year(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_digit())
        .any(|figures| figures.len() == 4)
}

/// Returns the runs of letters in a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
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

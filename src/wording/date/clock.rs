//! Times of day beside a day: "6 November 2025, 10:30 pm", "at 2230 hours on 14 July 2016".

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::fault::DateFault;
use super::hedge::{self, Hedge};
use super::moment::Moment;
use super::reading::DateReading;
use crate::model::Grain;

/// A time of day, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    time: Time,
    grain: Grain,
    /// How far it is ahead of UTC, if that is written.
    offset: Option<Offset>,
}

/// One or two times of day in a text, and what stands around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clocks<'t> {
    first: Clock,
    /// The second of a span: "22:30–23:00".
    last: Clock,
    /// What the words right before it leave possible on its day.
    hedge: Option<Hedge>,
    /// The words of the day.
    pub(super) day: &'t str,
}

/// Finds the times of day in a folded text with plain dashes. Returns `None` if there are none.
pub(super) fn find(text: &str) -> Result<Option<Clocks<'_>>, DateFault> {
    let starts = text.char_indices().filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|letter| matches!(letter, ' ' | ',' | '~' | '(' | '≈'))
    });
    for (at, _) in starts {
        if let Some((first, after)) = clock(&text[at..])? {
            return clocks(&text[..at], first, after).map(Some);
        }
    }
    Ok(None)
}

/// Takes apart the words before and after the first time.
fn clocks<'t>(before: &'t str, first: Clock, after: &'t str) -> Result<Clocks<'t>, DateFault> {
    let before = trimmed(before);
    let (before, between) = match before.strip_suffix("between") {
        Some(rest) => (trimmed(rest), true),
        None => (
            trimmed(before.strip_suffix("from").unwrap_or(before)),
            false,
        ),
    };
    let (last, after) = match second(after, between)? {
        Some((last, rest)) => (last, rest),
        None if between => return Err(DateFault::TimeForm),
        None => (first, after),
    };
    let (hedge, before) = match hedge::trailing(before) {
        Some((hedge, rest)) => (Some(hedge), trimmed(rest)),
        None => (None, before),
    };
    let before = ["at", "on"]
        .iter()
        .find_map(|word| {
            let rest = before.strip_suffix(word)?;
            (rest.is_empty() || rest.ends_with([' ', ','])).then(|| trimmed(rest))
        })
        .unwrap_or(before);
    let after = trimmed(after);
    let after = ["on ", "of "]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    let day = match (before, after) {
        ("", "") => return Err(DateFault::TimeAlone),
        ("", day) | (day, "") => day,
        // "22:15 CET", "3 am Moscow time".
        (_, rest) if rest.starts_with(char::is_alphabetic) => return Err(DateFault::Zone),
        _ => return Err(DateFault::TimeForm),
    };
    // One offset is that of both: "22:30–23:00 UTC".
    let offset = first.offset.or(last.offset);
    Ok(Clocks {
        first: Clock { offset, ..first },
        last: Clock {
            offset: last.offset.or(offset),
            ..last
        },
        hedge,
        day,
    })
}

/// Reads the second time of a span.
fn second(after: &str, between: bool) -> Result<Option<(Clock, &str)>, DateFault> {
    let joints: &[&str] = if between {
        &["and"]
    } else {
        &["-", "to", "until", "till"]
    };
    let after = after.trim_start();
    let rest = joints.iter().find_map(|joint| after.strip_prefix(joint));
    rest.map_or(Ok(None), |rest| clock(rest.trim_start()))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', ',', ';', '(', ')'])
}

impl Clocks<'_> {
    /// Returns the times on a day.
    pub(super) fn on(&self, date: &DateReading) -> Result<DateReading, DateFault> {
        let (from, to) = date.day_of_time()?;
        let (first, last) = (self.first.on(from)?, self.last.on(to)?);
        match self.hedge {
            None => date.at(first, last),
            Some(Hedge::About) => Ok(date.at(first, last)?.about()),
            // The day is certain, and so is its other end.
            Some(Hedge::Before) => date.at(Moment::Day(from), first.before()?),
            Some(Hedge::UpTo) => date.at(Moment::Day(from), last),
            Some(Hedge::From) => date.at(first, Moment::Day(to)),
            Some(Hedge::After) => date.at(last.after()?, Moment::Day(to)),
        }
    }
}

impl Clock {
    fn new(hour: i8, minute: i8, second: i8, grain: Grain) -> Result<Self, DateFault> {
        let time = Time::new(hour, minute, second, 0).map_err(|_| DateFault::NoSuchTime)?;
        Ok(Self {
            time,
            grain,
            offset: None,
        })
    }

    fn on(self, day: Date) -> Result<Moment, DateFault> {
        let local = day.to_datetime(self.time);
        match self.offset {
            None => Ok(Moment::Local(local, self.grain)),
            Some(offset) => offset
                .to_timestamp(local)
                .map(|instant| Moment::Instant(instant, self.grain))
                .map_err(|_| DateFault::Year),
        }
    }
}

/// Reads the time with which a text begins. Returns it with the rest of the text.
fn clock(text: &str) -> Result<Option<(Clock, &str)>, DateFault> {
    if let Some(rest) = word(text, "noon").or_else(|| word(text, "midday")) {
        return Ok(Some(zone(Clock::new(12, 0, 0, Grain::Minute)?, rest)));
    }
    if word(text, "midnight").is_some() {
        return Err(DateFault::Midnight);
    }
    let (figures, rest) = figures(text);
    let Ok(number) = figures.parse::<i16>() else {
        return Ok(None);
    };
    if figures.len() == 4 {
        return match hours(rest) {
            Some(rest) => {
                let [hour, minute] = [number / 100, number % 100].map(small);
                let clock = Clock::new(hour, minute, 0, Grain::Minute)?;
                Ok(Some(zone(clock, rest)))
            }
            None => Ok(None),
        };
    }
    if figures.len() > 2 {
        return Ok(None);
    }
    let (parts, rest) = parts_after(rest);
    let (clock, rest) = match (parts, half_of_day(rest)) {
        ((None, _), None) => match hour_and_minute(rest) {
            Some((minute, rest)) => {
                let grain = minute.map_or(Grain::Hour, |_| Grain::Minute);
                (
                    Clock::new(small(number), minute.unwrap_or(0), 0, grain)?,
                    rest,
                )
            }
            None => return Ok(None),
        },
        ((minute, second), half) => {
            let hour = match half {
                Some(_) if !(1..=12).contains(&number) => return Err(DateFault::NoSuchTime),
                Some((after_noon, _)) => number % 12 + if after_noon { 12 } else { 0 },
                None => number,
            };
            let grain = match (minute, second) {
                (_, Some(_)) => Grain::Second,
                (Some(_), None) => Grain::Minute,
                (None, None) => Grain::Hour,
            };
            let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
            let rest = half.map_or(rest, |(_, rest)| rest);
            (Clock::new(small(hour), minute, second, grain)?, rest)
        }
    };
    Ok(Some(zone(clock, hours(rest).unwrap_or(rest))))
}

/// Returns the rest of a text that begins with a word.
fn word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// Returns the digits with which a text begins, and its rest.
fn figures(text: &str) -> (&str, &str) {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

fn small(number: i16) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}

/// Reads the minutes and the seconds after an hour: ":30", ".30", ":30:15".
fn parts_after(text: &str) -> ((Option<i8>, Option<i8>), &str) {
    let Some((minute, rest)) = two_after(text, &[':', '.']) else {
        return ((None, None), text);
    };
    let Some((second, rest)) = two_after(rest, &[':']) else {
        // In "6.11.2025" these are no minutes.
        let date = text.starts_with('.') && rest.starts_with('.');
        return if date {
            ((None, None), text)
        } else {
            ((Some(minute), None), rest)
        };
    };
    let fraction = rest.strip_prefix('.').map(figures);
    let rest = fraction.map_or(rest, |(_, rest)| rest);
    ((Some(minute), Some(second)), rest)
}

/// Reads two digits, and no more, after a mark.
fn two_after<'t>(text: &'t str, marks: &[char]) -> Option<(i8, &'t str)> {
    let (digits, rest) = figures(text.strip_prefix(marks)?);
    let number = digits.parse().ok().filter(|_| digits.len() == 2)?;
    Some((number, rest))
}

/// Reads "am" or "pm" in any spelling. Returns true if it is after noon.
fn half_of_day(text: &str) -> Option<(bool, &str)> {
    const SPELLINGS: [(&str, bool); 6] = [
        ("a.m.", false),
        ("a.m", false),
        ("am", false),
        ("p.m.", true),
        ("p.m", true),
        ("pm", true),
    ];
    let text = text.trim_start();
    SPELLINGS
        .iter()
        .find_map(|(spelling, after_noon)| Some((*after_noon, word(text, spelling)?)))
}

/// Reads what follows the hour in "22h30" and "22h".
fn hour_and_minute(text: &str) -> Option<(Option<i8>, &str)> {
    let rest = text.strip_prefix('h')?;
    let (digits, after) = figures(rest);
    match digits.len() {
        0 if !rest.starts_with(char::is_alphabetic) => Some((None, rest)),
        2 => Some((digits.parse().ok(), after)),
        _ => None,
    }
}

/// Returns what follows "hours" in a text that begins with it.
fn hours(text: &str) -> Option<&str> {
    let text = text.trim_start();
    ["hours", "hrs", "hr", "h"]
        .iter()
        .find_map(|name| word(text, name))
        .map(|rest| rest.strip_prefix('.').unwrap_or(rest))
}

/// Reads the zone after a time: "UTC", "GMT+5", "+04:30", or "local time", which is that of the attribute.
fn zone(clock: Clock, text: &str) -> (Clock, &str) {
    let rest = text.trim_start();
    for local in ["local time", "local"] {
        if let Some(rest) = word(rest, local) {
            return (clock, rest);
        }
    }
    let universal = ["utc", "gmt", "z"].iter().find_map(|name| {
        let after = rest.strip_prefix(name)?;
        (!after.starts_with(char::is_alphabetic)).then_some(after)
    });
    let ahead = match universal {
        Some(after) => offset(after),
        // A dash may also lead to a second time.
        None => text.starts_with('+').then(|| offset(text)).flatten(),
    };
    match (ahead, universal) {
        (Some((offset, rest)), _) => (with_offset(clock, offset), rest),
        (None, Some(after)) => (with_offset(clock, Offset::UTC), after),
        (None, None) => (clock, text),
    }
}

fn with_offset(clock: Clock, offset: Offset) -> Clock {
    Clock {
        offset: Some(offset),
        ..clock
    }
}

/// Reads "+5", "+05", "+0530", "-04:30".
fn offset(text: &str) -> Option<(Offset, &str)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (digits, mut rest) = figures(&text[1..]);
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => match two_after(rest, &[':']) {
            Some((minutes, after)) => {
                rest = after;
                (digits.parse().ok()?, i32::from(minutes))
            }
            None => (digits.parse().ok()?, 0),
        },
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    let seconds = Some(hours * 3_600 + minutes * 60).filter(|_| hours < 24 && minutes < 60)?;
    Offset::from_seconds(sign * seconds)
        .ok()
        .map(|offset| (offset, rest))
}

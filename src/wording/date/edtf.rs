//! Dates in figures: EDTF of levels 0 and 1, and date-times with or without an offset.

use std::ops::Range;

use edtf_core::{Bound, BoundDate, Edtf, Precision};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::fault::DateFault;
use super::moment::Moment;
use super::reading::DateReading;
use crate::model::Grain;

/// Reads a date in figures, in capital letters.
pub(super) fn read(text: &str) -> Result<DateReading, DateFault> {
    match other_order(text).as_deref() {
        Some([day]) => return Ok(DateReading::day(*day)),
        Some(dates) => return Err(DateFault::Order(dates.to_vec())),
        None => {}
    }
    if three_parts(text).is_some_and(|parts| parts.iter().all(|part| part.len() <= 2)) {
        return Err(DateFault::ShortYear);
    }
    if let Some(reading) = month_and_year(text).or_else(|| years(text)) {
        return reading;
    }
    if let Some((one, other)) = text.split_once(" OR ") {
        return end(one.trim())?.or(&end(other.trim())?);
    }
    match sides(text) {
        Some((first, last)) => span(text, first.trim(), last.trim()),
        None => end(text),
    }
}

/// Takes apart a span: "2025-10-11/2025-10-12", "2025-10-11 to 2025-10-12", "2025-10-11–2025-10-12".
fn sides(text: &str) -> Option<(&str, &str)> {
    if let Some(between) = text.strip_prefix("BETWEEN ") {
        return between.split_once(" AND ");
    }
    let bare = text.strip_prefix("FROM ").unwrap_or(text);
    let joined = ["/", " TO ", " UNTIL ", " - "];
    let joined = joined.iter().find_map(|joint| bare.split_once(joint));
    joined.or_else(|| is_shape(text, "dddd-dd-dd-dddd-dd-dd").then(|| (&text[..10], &text[11..])))
}

/// Reads a month and its year in figures, where no other reading is possible: "11/2025", "2025/11". `None` if
/// the text is something else.
fn month_and_year(text: &str) -> Option<Result<DateReading, DateFault>> {
    let (first, last) = text.split_once(['/', '.'])?;
    let numbers = || Some((first.parse::<i16>().ok()?, last.parse::<i16>().ok()?));
    let (month, year) = match (first.len(), last.len()) {
        (1 | 2, 4) => numbers()?,
        // "2005/06" may also be two years.
        (4, 1 | 2) => numbers()
            .map(|(year, month)| (month, year))
            .filter(|(month, year)| *month <= year % 100)?,
        _ => return None,
    };
    let first = calendar(year, month, 1);
    Some(first.map(|first| DateReading::whole(first, first.last_of_month())))
}

/// Reads years: "1937-38", "1937-1938", "1937/38". `None` if the text is something else.
fn years(text: &str) -> Option<Result<DateReading, DateFault>> {
    let (first, last) = text.split_once(['-', '/'])?;
    let (first, last) = (first.trim_end(), last.trim_start());
    let from: i16 = figures_in(first, 0..4).filter(|_| is_shape(first, "dddd"))?;
    let to = match last.len() {
        4 if is_shape(last, "dddd") => last.parse().ok()?,
        2 if is_shape(last, "dd") => from - from % 100 + last.parse::<i16>().ok()?,
        _ => return None,
    };
    if last.len() == 2 {
        // "2004-06" is a month in EDTF, and "2021-22" a season.
        let in_edtf = text.contains('-');
        match to % 100 {
            _ if to <= from => return None,
            0..=12 if in_edtf => return None,
            0..=12 => return Some(Err(DateFault::YearsOrPart(from, to))),
            21..=24 if in_edtf => return Some(Err(DateFault::YearsOrPart(from, to))),
            _ => {}
        }
    }
    let year = |year| {
        let (first, last) = (calendar(year, 1, 1)?, calendar(year, 12, 31)?);
        Ok(DateReading::whole(first, last))
    };
    Some(year(from).and_then(|from: DateReading| from.to(&year(to)?)))
}

/// Reads a span. Its ends are read one by one, because EDTF itself has no spans of date-times.
fn span(text: &str, first: &str, last: &str) -> Result<DateReading, DateFault> {
    let from = open_or_end(first)?;
    let to = open_or_end(last)?;
    if from.is_none() && to.is_none() {
        return Err(DateFault::NoEnds);
    }
    // "2004-06-XX/2004-07-03" is of level 2 although each of its ends is of level 1.
    if Edtf::parse(text).is_ok_and(|whole| whole.level() > 1) {
        return Err(DateFault::Level2);
    }
    DateReading::between(from.and_then(|end| end.first), to.and_then(|end| end.last))
}

fn open_or_end(text: &str) -> Result<Option<DateReading>, DateFault> {
    if text.is_empty() || text == ".." {
        Ok(None)
    } else {
        end(text).map(Some)
    }
}

/// Reads one date or date-time, and its marks of doubt: "~" and "%" say that it is approximate.
fn end(text: &str) -> Result<DateReading, DateFault> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let marks = &text[bare.len()..];
    let day = text.get(..10).filter(|day| is_shape(day, "dddd-dd-dd"));
    let reading = match day.and_then(|day| bare.strip_prefix(day)) {
        Some(rest) if rest.starts_with(['T', ' ']) => {
            let moment = date_time(civil(&text[..10])?, rest[1..].trim_start())?;
            DateReading::time(moment)
        }
        // An older draft of EDTF had "?~" for "%".
        _ if matches!(marks, "?~" | "~?") => date(bare)?,
        _ => date(text)?,
    };
    let about = marks.contains(['~', '%']);
    Ok(if about { reading.about() } else { reading })
}

/// Returns true if a folded text has a time as ISO 8601 writes it, after a "t".
pub(super) fn has_time(text: &str) -> bool {
    let after = text.split_once('t').map(|(_, after)| after);
    after.is_some_and(|after| after.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Reads a date without a time, through the EDTF crate.
fn date(text: &str) -> Result<DateReading, DateFault> {
    let Ok(parsed) = Edtf::parse(text) else {
        return Err(refusal(text));
    };
    match &parsed {
        Edtf::Date(date) if date.precision() == Precision::Season => return Err(DateFault::Season),
        _ if is_far_year(text) => return Err(DateFault::Year),
        Edtf::Date(_) if parsed.level() <= 1 => {}
        // A second "/" in a span.
        Edtf::Interval(_) => return Err(DateFault::Unknown),
        _ => return Err(DateFault::Level2),
    }
    let bounds = parsed.bounds();
    Ok(DateReading::whole(
        bound(bounds.earliest)?,
        bound(bounds.latest)?,
    ))
}

fn bound(bound: Bound) -> Result<Date, DateFault> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            let date = i16::try_from(year)
                .ok()
                .zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()))
                .and_then(|(year, (month, day))| Date::new(year, month, day).ok());
            date.filter(|date| date.year() >= 1).ok_or(DateFault::Year)
        }
        _ => Err(DateFault::Year),
    }
}

/// Returns true for years such as "Y12025" and "-0044".
fn is_far_year(text: &str) -> bool {
    let digits = text.strip_prefix(['Y', '-', '+']);
    digits.is_some_and(|digits| {
        digits
            .trim_start_matches('-')
            .starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Finds out why the EDTF crate does not read a text, as far as people can do something about it.
fn refusal(text: &str) -> DateFault {
    let bare = text.trim_end_matches(['?', '~', '%']);
    match () {
        () if is_shape(bare, "ddddS") || is_shape(bare, "dddd'S") => return DateFault::Decade,
        () if bare.ends_with(" CENTURY") => return DateFault::Century,
        () if has_part_of_year(bare) => return DateFault::PartOfYear,
        () if is_shape(bare, "dddd-dd-00") || is_shape(bare, "dddd-00-00") => {
            return DateFault::Zeros;
        }
        () if is_shape(bare, "dd-dd-dd") || is_shape(bare, "d") || is_shape(bare, "dd") => {
            return DateFault::ShortYear;
        }
        () => {}
    }
    if is_shape(bare, "dddd-dd-dd") {
        return civil(bare).err().unwrap_or(DateFault::Unknown);
    }
    if is_shape(bare, "dddd-dd") {
        return DateFault::NoSuchMonth;
    }
    if bare
        .trim_start_matches('T')
        .find(':')
        .is_some_and(|at| at <= 2)
    {
        return DateFault::TimeAlone;
    }
    if is_far_year(text) || (bare.len() > 4 && bare.bytes().all(|byte| byte.is_ascii_digit())) {
        return DateFault::Year;
    }
    if bare.starts_with(['{', '[']) || bare.contains("..") {
        DateFault::Level2
    } else {
        DateFault::Unknown
    }
}

/// Returns true for a quarter or a week: "2015 Q3", "2015-W31".
fn has_part_of_year(text: &str) -> bool {
    ["dddd Qd", "dddd-Qd", "dddd Wdd", "dddd-Wdd", "Qd dddd"]
        .iter()
        .any(|shape| is_shape(text, shape))
}

/// Reads a day in figures, if the text is nothing else and the calendar has it.
pub(super) fn plain_day(text: &str) -> Option<Date> {
    if is_shape(text, "dddd-dd-dd") {
        civil(text).ok()
    } else {
        None
    }
}

/// Reads a day of the calendar from "2025-11-06".
fn civil(text: &str) -> Result<Date, DateFault> {
    let (Some(year), Some(month), Some(day)) = (
        figures_in(text, 0..4),
        figures_in(text, 5..7),
        figures_in(text, 8..10),
    ) else {
        return Err(DateFault::Unknown);
    };
    calendar(year, month, day)
}

fn figures_in<N: std::str::FromStr>(text: &str, range: Range<usize>) -> Option<N> {
    text.get(range)?.parse().ok()
}

/// Returns a day of the calendar, or the fault if there is none.
pub(super) fn calendar(year: i16, month: i16, day: i16) -> Result<Date, DateFault> {
    if !(1..=9999).contains(&year) {
        return Err(DateFault::Year);
    }
    let first = i8::try_from(month)
        .ok()
        .and_then(|month| Date::new(year, month, 1).ok());
    let first = first.ok_or(DateFault::NoSuchMonth)?;
    let date = i8::try_from(day)
        .ok()
        .and_then(|day| Date::new(year, first.month(), day).ok());
    date.ok_or(DateFault::NoSuchDay(first))
}

/// Reads "22:15", "22:15:00.5Z", "22:15+04:30" on a day.
fn date_time(day: Date, text: &str) -> Result<Moment, DateFault> {
    let clock = text.find(['Z', '+', '-', '−']).unwrap_or(text.len());
    let (time, offset) = text.split_at(clock);
    let (local, grain) = clock_time(day, time.trim_end())?;
    match offset {
        "" => Ok(Moment::Local(local, grain)),
        _ => shift(offset)?
            .to_timestamp(local)
            .map(|instant| Moment::Instant(instant, grain))
            .map_err(|_| DateFault::Year),
    }
}

fn clock_time(day: Date, text: &str) -> Result<(DateTime, Grain), DateFault> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let seconds = is_shape(whole, "dd:dd:dd");
    if !is_digits(fraction) || !(seconds || is_shape(whole, "dd:dd") && whole == text) {
        return Err(DateFault::TimeForm);
    }
    // A leap second is counted to the second before it, as everywhere since 1970.
    let second = match figures_in(whole, 6..8) {
        Some(60) => 59,
        second => second.unwrap_or(0),
    };
    let local = DateTime::new(
        day.year(),
        day.month(),
        day.day(),
        figures_in(whole, 0..2).unwrap_or(0),
        figures_in(whole, 3..5).unwrap_or(0),
        second,
        0,
    );
    let grain = if seconds {
        Grain::Second
    } else {
        Grain::Minute
    };
    local
        .map(|local| (local, grain))
        .map_err(|_| DateFault::NoSuchTime)
}

/// Reads an offset from UTC: "Z", "+04:30", "+0430", "-05".
fn shift(text: &str) -> Result<Offset, DateFault> {
    if text == "Z" {
        return Ok(Offset::UTC);
    }
    let digits = text.trim_start_matches(['+', '-', '−']);
    let sign = if text.starts_with('+') { 1 } else { -1 };
    if !["dd:dd", "dddd", "dd"]
        .iter()
        .any(|shape| is_shape(digits, shape))
        || text.chars().count() != digits.len() + 1
    {
        return Err(DateFault::TimeForm);
    }
    let from = if digits.contains(':') { 3 } else { 2 };
    let hours: i32 = figures_in(digits, 0..2).unwrap_or(0);
    let minutes: i32 = figures_in(digits, from..from + 2).unwrap_or(0);
    if hours > 23 || minutes > 59 {
        return Err(DateFault::NoSuchTime);
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map_err(|_| DateFault::NoSuchTime)
}

/// Returns the dates that "06/11/2025", "6.11.2025", "2025/11/6" or "20251106" can be, or `None` if the
/// figures have no such order.
fn other_order(text: &str) -> Option<Vec<Date>> {
    let eight = is_shape(text, "dddddddd").then(|| vec![&text[..4], &text[4..6], &text[6..]]);
    let parts = eight.or_else(|| three_parts(text))?;
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let figures: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let [a, b, c] = figures[..] else { return None };
    let readings = match lengths[..] {
        [4, 1..=2, 1..=2] => vec![(a, b, c)],
        [1..=2, 1..=2, 4] => vec![(c, b, a), (c, a, b)],
        _ => return None,
    };
    let mut dates: Vec<Date> = readings
        .into_iter()
        .filter_map(|(year, month, day)| calendar(year, month, day).ok())
        .collect();
    dates.dedup();
    Some(dates)
}

/// Splits three runs of figures with one sign between them that is not the proper one.
fn three_parts(text: &str) -> Option<Vec<&str>> {
    let sign = text.chars().find(|letter| !letter.is_ascii_digit())?;
    if !['/', '.', '-', ' '].contains(&sign) || is_shape(text, "dddd-dd-dd") {
        return None;
    }
    let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
    let figures = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (parts.len() == 3 && figures).then_some(parts)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true if a text has the letters of a shape, in which `d` means any ASCII digit.
fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(letter, wanted)| match wanted {
                b'd' => letter.is_ascii_digit(),
                _ => letter == wanted,
            })
}

//! Dates in words: "6 November 2025", "31 October – 2 November 2025".

use jiff::civil::Date;

use super::edtf::calendar;
use super::fault::DateFault;
use super::names::{capital, month_of, weekday_of};
use super::reading::DateReading;

/// A word, a number or a sign in a date in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateToken {
    /// One or two figures: "6", "6th".
    Day(i16),
    /// Four figures.
    Year(i16),
    Month(i16),
    /// A dash or "to".
    To,
    And,
    /// "or", or "/" between two days.
    Or,
    Between,
    From,
}

/// One date in words; parts of it may be left out.
#[derive(Debug, Clone, Copy, Default)]
struct PartialDate {
    year: Option<i16>,
    month: Option<i16>,
    day: Option<i16>,
}

/// Reads a date in words, folded, with plain dashes and without a weekday before it.
pub(super) fn read(text: &str) -> Result<DateReading, DateFault> {
    let tokens = tokens(text)?;
    // In "6-Nov-2025" the dashes hold one date together.
    if let [
        first,
        DateToken::To,
        month @ DateToken::Month(_),
        DateToken::To,
        last,
    ] = tokens[..]
    {
        return single(parts(&[first, month, last])?, text);
    }
    let (connector, rest) = match tokens.split_first() {
        Some((DateToken::Between, rest)) => (DateToken::And, rest),
        Some((DateToken::From, rest)) => (DateToken::To, rest),
        _ => (DateToken::To, &tokens[..]),
    };
    if let Some((first, last)) = two_sides(rest, connector) {
        let (from, to) = pair(parts(first)?, parts(last)?, text)?;
        return from.to(&to);
    }
    if rest.len() < tokens.len() {
        return Err(DateFault::Unknown);
    }
    match two_sides(rest, DateToken::Or) {
        Some((first, last)) => {
            let (one, other) = pair(parts(first)?, parts(last)?, text)?;
            one.or(&other)
        }
        None => single(parts(rest)?, text),
    }
}

/// Returns what stands before and after a connector, if it is there once.
fn two_sides(tokens: &[DateToken], connector: DateToken) -> Option<(&[DateToken], &[DateToken])> {
    let mut sides = tokens.split(|token| *token == connector);
    match (sides.next(), sides.next(), sides.next()) {
        (Some(first), Some(last), None) => Some((first, last)),
        _ => None,
    }
}

fn single(parts: PartialDate, text: &str) -> Result<DateReading, DateFault> {
    let (first, last) = parts.ends(text)?;
    Ok(DateReading::whole(first, last))
}

/// Reads two dates. Either may leave out what both have in common.
fn pair(
    mut from: PartialDate,
    mut to: PartialDate,
    text: &str,
) -> Result<(DateReading, DateReading), DateFault> {
    if to.month.is_none() && from.day.is_some() && to.day.is_some() {
        to.month = from.month;
    }
    if from.month.is_none() && from.day.is_some() && to.day.is_some() {
        from.month = to.month;
    }
    // "16 March 1937 or 1938": the second is a year alone.
    if to.month.is_none() && to.day.is_none() && from.year.is_some() {
        (to.month, to.day) = (from.month, from.day);
    }
    from.year = from.year.or(to.year);
    Ok((single(from, text)?, single(to, text)?))
}

impl PartialDate {
    /// Returns the first and the last day of the day or month.
    fn ends(self, text: &str) -> Result<(Date, Date), DateFault> {
        let month = self.month.ok_or(DateFault::Unknown)?;
        let Some(year) = self.year else {
            return Err(DateFault::NoYear(with_year(text)));
        };
        let first = calendar(year, month, self.day.unwrap_or(1))?;
        Ok((
            first,
            if self.day.is_some() {
                first
            } else {
                first.last_of_month()
            },
        ))
    }
}

/// Returns the words with a year after them and capitals on their names, as an example to follow.
fn with_year(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let named = word.trim_end_matches([',', '.']);
        let name = month_of(named).is_some() || weekday_of(named).is_some();
        if name { capital(word) } else { word.to_owned() }
    });
    format!(
        "{} 2025",
        words
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end_matches([',', '.'])
    )
}

/// Reads the parts of one date, in any of the orders that people write.
fn parts(tokens: &[DateToken]) -> Result<PartialDate, DateFault> {
    use DateToken::{Day, Month, Year};
    let (year, month, day) = match *tokens {
        [Day(d)] => (None, None, Some(d)),
        [Year(y)] => (Some(y), None, None),
        [Month(m)] => (None, Some(m), None),
        [Day(d), Month(m)] | [Month(m), Day(d)] => (None, Some(m), Some(d)),
        [Month(m), Year(y)] => (Some(y), Some(m), None),
        [Day(d), Year(y)] => (Some(y), None, Some(d)),
        [Day(d), Month(m), Year(y)] | [Month(m), Day(d), Year(y)] | [Year(y), Month(m), Day(d)] => {
            (Some(y), Some(m), Some(d))
        }
        [Day(_), Month(_), Day(_)] | [Month(_), Day(_), Day(_)] => {
            return Err(DateFault::ShortYear);
        }
        _ if tokens.contains(&DateToken::And) => return Err(DateFault::And),
        _ => return Err(DateFault::Unknown),
    };
    Ok(PartialDate { year, month, day })
}

fn tokens(text: &str) -> Result<Vec<DateToken>, DateFault> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '-' | ',' | ' ' | '/' => 1,
            _ => rest.find(['-', ',', ' ', '/']).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(length);
        match word {
            "," | " " => {}
            _ => found.extend(token(word)?),
        }
        rest = after;
    }
    Ok(found)
}

/// Returns the meaning of a word, or `None` if it adds nothing.
fn token(word: &str) -> Result<Option<DateToken>, DateFault> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return number(word).map(Some);
    }
    let bare = word.strip_suffix('.').unwrap_or(word);
    if let Some(month) = month_of(bare) {
        return Ok(Some(DateToken::Month(month)));
    }
    match bare {
        "-" | "to" | "until" | "till" | "through" => Ok(Some(DateToken::To)),
        "and" | "&" => Ok(Some(DateToken::And)),
        "or" | "/" => Ok(Some(DateToken::Or)),
        "between" => Ok(Some(DateToken::Between)),
        "from" => Ok(Some(DateToken::From)),
        "of" | "the" | "on" | "in" => Ok(None),
        _ if weekday_of(bare).is_some() => Err(DateFault::WeekdayElsewhere),
        _ => Err(DateFault::Unknown),
    }
}

/// Reads "6", "6th", "2025".
fn number(word: &str) -> Result<DateToken, DateFault> {
    let digits = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let figure = digits.parse::<i16>().map_err(|_| DateFault::Unknown)?;
    match (digits.len(), &word[digits.len()..]) {
        (1 | 2, "" | "." | "st" | "nd" | "rd" | "th") => Ok(DateToken::Day(figure)),
        (4, "" | ".") => Ok(DateToken::Year(figure)),
        _ => Err(DateFault::Unknown),
    }
}

/// Returns true if a folded word only joins the parts of a date.
pub(super) fn is_plain_word(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th") || token(word).is_ok()
}

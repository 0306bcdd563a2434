//! The forms of a date in prose.

use super::parts::{SHORT_MONTHS, counts, day, is_mark, month, year, year_after};
use crate::wording::date::MONTHS;
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::numeral::ORDINALS;
use crate::wording::sieve::Sieve;

/// A date in prose; some of its parts may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::wording) struct ProseDate {
    pub(in crate::wording) year: Option<i16>,
    pub(in crate::wording) month: Option<i8>,
    /// The first and the last day.
    pub(in crate::wording) days: Option<(i8, i8)>,
    /// True if it may be no date, or only an end of a span: it never speaks against a value.
    pub(in crate::wording) weak: bool,
    /// The index of its first token.
    pub(in crate::wording) start: usize,
    /// The index of the first token after it.
    pub(in crate::wording) next: usize,
}

/// The words with which a date can begin.
static FIRST_WORDS: Sieve = Sieve::new(&MONTHS).and(&SHORT_MONTHS).and(&ORDINALS);

/// Reads the date that begins at a token: several if its parts can be read in several orders.
pub(super) fn dates_at(tokens: &[Token<'_>], at: usize) -> Vec<ProseDate> {
    match tokens[at].kind {
        TokenKind::Mark => return Vec::new(),
        TokenKind::Word if !FIRST_WORDS.may_hold(tokens[at].hash) => return Vec::new(),
        _ => {}
    }
    let in_figures = figures(tokens, at);
    if !in_figures.is_empty() {
        return in_figures;
    }
    let date = day_month(tokens, at)
        .or_else(|| month_first(tokens, at))
        .or_else(|| lone_year(tokens, at));
    date.or_else(|| lone_day(tokens, at)).into_iter().collect()
}

/// Reads "2025-10-11", "11/10/2025", "11.10.2025".
fn figures(tokens: &[Token<'_>], at: usize) -> Vec<ProseDate> {
    let Some((parts, next)) = figure_parts(tokens, at) else {
        return Vec::new();
    };
    let [first, second, third] = parts;
    // A year of two digits leaves the century open: the other parts are compared.
    let orders = if four_digits(first).is_some() {
        vec![[first, second, third]]
    } else if four_digits(third).is_some() || third.len() == 2 {
        vec![[third, second, first], [third, first, second]]
    } else {
        return Vec::new();
    };
    orders
        .into_iter()
        .filter_map(|order| in_order(order, at, next))
        .collect()
}

/// Reads figures in the order of year, month and day.
fn in_order([year, month, day]: [&str; 3], start: usize, next: usize) -> Option<ProseDate> {
    let year = four_digits(year);
    let month = two_digits(month).filter(|month| (1..=12).contains(month))?;
    let day = two_digits(day).filter(|day| (1..=31).contains(day))?;
    Some(ProseDate {
        year,
        month: Some(month),
        days: Some((day, day)),
        weak: year.is_none(),
        start,
        next,
    })
}

fn two_digits(figures: &str) -> Option<i8> {
    figures.parse().ok().filter(|_| figures.len() <= 2)
}

fn four_digits(figures: &str) -> Option<i16> {
    figures.parse().ok().filter(|_| figures.len() == 4)
}

/// Returns three groups of digits with one mark between them, and the index of the next token.
fn figure_parts<'a>(tokens: &'a [Token<'_>], at: usize) -> Option<([&'a str; 3], usize)> {
    let token = tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number)?;
    let mut dotted = token.text.split('.');
    if let (Some(first), Some(second), Some(third), None) =
        (dotted.next(), dotted.next(), dotted.next(), dotted.next())
    {
        return Some(([first, second, third], at + 1));
    }
    let mark = tokens.get(at + 1).filter(|mark| mark.is_any(&["-", "/"]))?;
    if mark.spaced || !is_mark(tokens, at + 3, &mark.text) {
        return None;
    }
    let second = glued_number(tokens, at + 2)?;
    let third = glued_number(tokens, at + 4)?;
    Some(([&token.text, second, third], at + 5))
}

/// Returns the digits of a number without space before it.
fn glued_number<'a>(tokens: &'a [Token<'_>], at: usize) -> Option<&'a str> {
    tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number && !token.spaced)
        .map(|token| &*token.text)
}

/// Reads "11 October", "6th November 2025", "11–12 October", "the third of October".
fn day_month(tokens: &[Token<'_>], at: usize) -> Option<ProseDate> {
    const JOINTS: [&str; 7] = ["-", "–", "—", "to", "and", "or", "&"];
    let (first, mut next) = day(tokens, at)?;
    let mut last = first;
    while let Some((later, after)) = tokens
        .get(next)
        .filter(|joint| joint.is_any(&JOINTS))
        .and_then(|_| day(tokens, next + 1))
        .filter(|(later, _)| *later > last)
    {
        (last, next) = (later, after);
    }
    next += usize::from(tokens.get(next).is_some_and(|token| token.is("of")));
    let (month, next) = month(tokens, next)?;
    let (year, next) = year_after(tokens, next);
    let days = Some((first, last));
    Some(ProseDate {
        year,
        month: Some(month),
        days,
        weak: false,
        start: at,
        next,
    })
}

/// Reads "October 11", "October 11-12, 2025", "October 2025", "October".
fn month_first(tokens: &[Token<'_>], at: usize) -> Option<ProseDate> {
    let (month, next) = month(tokens, at)?;
    let alone = ProseDate {
        year: None,
        month: Some(month),
        days: None,
        weak: false,
        start: at,
        next,
    };
    if let Some((days, next)) = days_after(tokens, next) {
        let (year, next) = year_after(tokens, next);
        return Some(ProseDate {
            year,
            days: Some(days),
            next,
            ..alone
        });
    }
    if let (Some(year), next) = year_after(tokens, next) {
        return Some(ProseDate {
            year: Some(year),
            next,
            ..alone
        });
    }
    // "May" and "March" begin sentences that speak of no month.
    let word = tokens[at].is_any(&["may", "march", "mar", "jan", "sept"]);
    let said = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is_any(&["in", "of", "last", "since"]));
    Some(ProseDate {
        weak: word && !said,
        ..alone
    })
}

/// Returns the days after a month, unless they count something ("October 11 soldiers").
fn days_after(tokens: &[Token<'_>], at: usize) -> Option<((i8, i8), usize)> {
    let the = usize::from(tokens.get(at).is_some_and(|token| token.is("the")));
    let (first, next) = day(tokens, at + the).filter(|(_, next)| !counts(tokens, *next))?;
    let joint = tokens
        .get(next)
        .filter(|token| token.is_any(&["-", "–", "—", "to"]));
    let last = joint
        .and_then(|_| day(tokens, next + 1))
        .filter(|(last, _)| *last > first);
    Some(last.map_or(((first, first), next), |(last, next)| ((first, last), next)))
}

/// Reads a year alone.
fn lone_year(tokens: &[Token<'_>], at: usize) -> Option<ProseDate> {
    let year = year(tokens, at)?;
    let next = at + 1;
    let glued = tokens
        .get(next)
        .is_some_and(|token| !token.spaced && token.is_any(&["s", "-", "–", "/", "%"]));
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let fused = before
        .is_some_and(|token| !tokens[at].spaced && !token.is_any(&["(", "[", "“", "\"", "‘"]));
    let hedged = before.is_some_and(|token| {
        token.is_any(&["over", "about", "around", "some", "than", "least", "to"])
    });
    let weak = glued || fused || hedged || counts(tokens, next) || is_clock(tokens, at, year);
    Some(ProseDate {
        year: Some(year),
        month: None,
        days: None,
        weak,
        start: at,
        next,
    })
}

/// Returns true if four figures may be a time of day: "at 1945", "2230 hours", "2245".
fn is_clock(tokens: &[Token<'_>], at: usize, year: i16) -> bool {
    const BEFORE: [&str; 6] = ["at", "approximately", "approx", "circa", "ca", "c"];
    const AFTER: [&str; 8] = ["hours", "hrs", "hr", "h", "z", "utc", "gmt", "local"];
    // Nobody reports from a year that is so far ahead.
    const LATEST_YEAR: i16 = 2100;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let after = tokens.get(at + 1);
    year / 100 < 24
        && year % 100 < 60
        && (year > LATEST_YEAR
            || before.is_some_and(|token| token.is_any(&BEFORE))
            || after.is_some_and(|token| token.is_any(&AFTER)))
}

/// Reads "the 11th": a day, or the eleventh of something else.
fn lone_day(tokens: &[Token<'_>], at: usize) -> Option<ProseDate> {
    let (day, next) = day(tokens, at).filter(|(_, next)| *next == at + 2)?;
    Some(ProseDate {
        year: None,
        month: None,
        days: Some((day, day)),
        weak: true,
        start: at,
        next,
    })
}

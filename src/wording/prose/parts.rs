//! The parts of a date in prose: days, months and years.

use crate::wording::date::MONTHS;
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::numeral::ordinal;

/// Reads a day of the month in digits, or an ordinal in words. Returns it with the index of the next token.
pub(super) fn day(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    if token.kind == TokenKind::Word {
        let ordinal = ordinal(token)?;
        return Some((i8::try_from(ordinal).ok()?, at + 1));
    }
    if token.kind != TokenKind::Number || token.text.len() > 2 {
        return None;
    }
    let day = token
        .text
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let ending = tokens.get(at + 1).is_some_and(is_ordinal_ending);
    Some((day, at + 1 + usize::from(ending)))
}

fn is_ordinal_ending(token: &Token<'_>) -> bool {
    !token.spaced && token.is_any(&["st", "nd", "rd", "th"])
}

/// The short names of the months.
pub(super) const SHORT_MONTHS: [&str; 13] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Reads a month by name, with the point of a short one. In small letters "may" and "march" are verbs.
pub(super) fn month(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    let capital = token.raw.starts_with(char::is_uppercase);
    let short = token.text.len() == 3 || token.is("sept");
    if !capital && (short || token.is("march")) {
        return None;
    }
    let index = MONTHS
        .iter()
        .position(|month| token.is(month) || (short && month.starts_with(&*token.text)))?;
    let point = short && !token.is("may") && is_mark(tokens, at + 1, ".");
    Some((i8::try_from(index + 1).ok()?, at + 1 + usize::from(point)))
}

/// Returns the year after a day or a month, if one follows, and the index of the next token.
pub(super) fn year_after(tokens: &[Token<'_>], at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
    match year(tokens, at + comma).filter(|_| !counts(tokens, at + comma + 1)) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

/// Reads a year of four digits, from 1000 to 2999.
pub(super) fn year(tokens: &[Token<'_>], at: usize) -> Option<i16> {
    let token = tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number && token.text.len() == 4)?;
    token
        .text
        .parse()
        .ok()
        .filter(|year| (1000..=2999).contains(year))
}

/// Returns true if the word at a token looks like things that the number before it counts.
pub(super) fn counts(tokens: &[Token<'_>], at: usize) -> bool {
    const THINGS: [&str; 9] = [
        "people",
        "men",
        "women",
        "children",
        "km",
        "kg",
        "dead",
        "wounded",
        "personnel",
    ];
    const NO_THINGS: [&str; 5] = ["was", "is", "has", "as", "this"];
    tokens.get(at).is_some_and(|token| {
        let small = token.kind == TokenKind::Word && token.spaced && token.raw == token.text;
        small && (token.is_any(&THINGS) || (token.text.ends_with('s') && !token.is_any(&NO_THINGS)))
    })
}

/// Returns true if a token is this mark, without space before it.
pub(super) fn is_mark(tokens: &[Token<'_>], at: usize, mark: &str) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.is(mark) && !token.spaced)
}

//! The numbers of a quote that are no part of a date or a time.

use super::forms::dates_at;
use super::parts::is_mark;
use crate::model::About;
use crate::wording::lexer::{Kind, Token, lex};
use crate::wording::number::{Domain, Found, prose};

/// The numbers of a quote that are no part of a date or a time.
pub(super) fn numbers(quote: &str, domain: Domain, about: &About) -> Vec<Found> {
    let tokens = lex(quote);
    let mut all = Vec::new();
    let mut from = 0;
    for (start, next) in moments(&tokens) {
        all.extend(part(quote, &tokens, (from, start), domain, about));
        from = next;
    }
    all.extend(part(quote, &tokens, (from, tokens.len()), domain, about));
    all
}

/// The numbers between two dates.
fn part(
    quote: &str,
    tokens: &[Token<'_>],
    (from, to): (usize, usize),
    domain: Domain,
    about: &About,
) -> Vec<Found> {
    let Some(tokens) = tokens.get(from..to) else { return Vec::new() };
    let mut found = prose(quote, tokens, domain, about);
    // "October 11 attacks", "October 11 soldiers": a number right after a month may be either.
    if let (Some(first), Some(token)) = (found.first_mut(), tokens.first()) {
        first.weak |= from > 0 && first.start == token.start;
    }
    found
}

/// Where dates and clock times stand, from left to right: the first token and the one after.
fn moments(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let date = dates_at(tokens, at).into_iter().find(|date| date.month.is_some()).map(|date| date.next);
        match date.or_else(|| clock(tokens, at)) {
            Some(next) => {
                all.push((at, next));
                at = next;
            }
            None => at += 1,
        }
    }
    all
}

/// "22:15", "10 pm", "7 o'clock", "0930 GMT".
fn clock(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if tokens[at].kind != Kind::Number {
        return None;
    }
    let mut next = at + 1;
    while is_mark(tokens, next, ":") && tokens.get(next + 1).is_some_and(|token| token.kind == Kind::Number) {
        next += 2;
    }
    let after = tokens.get(next);
    let half = after.is_some_and(|token| token.is_any(&["a", "p"]) && token.raw != "A")
        && is_mark(tokens, next + 1, ".")
        && tokens.get(next + 2).is_some_and(|token| token.is("m"));
    let oclock = after.is_some_and(|token| token.is("o"))
        && tokens.get(next + 1).is_some_and(|token| token.is_any(&["'", "’"]));
    if half || oclock {
        return Some((next + 3).min(tokens.len()));
    }
    if after.is_some_and(|token| token.is_any(&["am", "pm", "gmt", "utc"])) {
        return Some(next + 1);
    }
    (next > at + 1).then_some(next)
}

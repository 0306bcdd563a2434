//! The numbers in prose that are no part of a date or a clock time.

use super::forms::dates_at;
use super::parts::is_mark;
use crate::model::About;
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::number::{Domain, ProseNumber, prose};

/// Returns the numbers in prose that are no part of a date or a clock time, one by one.
pub(in crate::wording) fn numbers<'a>(
    quote: &'a str,
    tokens: &'a [Token<'a>],
    domain: Domain,
    about: &'a About,
) -> impl Iterator<Item = ProseNumber> + 'a {
    gaps(tokens).into_iter().flat_map(move |(from, to)| {
        let tokens = &tokens[from..to];
        // "October 11 attacks", "October 11 soldiers": a number right after a month may be either.
        let doubtful = tokens.first().filter(|_| from > 0).map(|token| token.start);
        prose(quote, tokens, domain, about).map(move |found| ProseNumber {
            weak: found.weak || doubtful == Some(found.start),
            ..found
        })
    })
}

/// Returns what lies before, between and after dates and clock times, from left to right: the index of its
/// first token and of the one after it.
fn gaps(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < tokens.len() {
        let date = dates_at(tokens, at)
            .into_iter()
            .find(|date| date.month.is_some())
            .map(|date| date.next);
        match date.or_else(|| clock(tokens, at)) {
            Some(next) => {
                all.push((from, at));
                (from, at) = (next, next);
            }
            None => at += 1,
        }
    }
    all.push((from, tokens.len()));
    all
}

/// Returns the index of the token after a clock time: "22:15", "10 pm", "7 o'clock", "0930 GMT".
fn clock(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if tokens[at].kind != TokenKind::Number {
        return None;
    }
    let mut next = at + 1;
    while is_mark(tokens, next, ":")
        && tokens
            .get(next + 1)
            .is_some_and(|token| token.kind == TokenKind::Number)
    {
        next += 2;
    }
    let after = tokens.get(next);
    let half = after.is_some_and(|token| token.is_any(&["a", "p"]) && token.raw != "A")
        && is_mark(tokens, next + 1, ".")
        && tokens.get(next + 2).is_some_and(|token| token.is("m"));
    let oclock = after.is_some_and(|token| token.is("o"))
        && tokens
            .get(next + 1)
            .is_some_and(|token| token.is_any(&["'", "’"]));
    if half || oclock {
        return Some((next + 3).min(tokens.len()));
    }
    if after.is_some_and(|token| token.is_any(&["am", "pm", "gmt", "utc"])) {
        return Some(next + 1);
    }
    (next > at + 1).then_some(next)
}

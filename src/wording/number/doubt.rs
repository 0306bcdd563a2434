//! Doubts about number phrases in prose: a phrase may be no number of things.

use super::phrase::Phrase;
use crate::model::Decimal;
use crate::wording::hedge::Hedge;
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::literal::Flaw;
use crate::wording::numeral::{Doubt, Numeral, ordinal};

/// The most bytes of a bare number in prose. A longer one is a code.
const LONGEST_IN_PROSE: usize = 40;

/// Returns true if a phrase in prose may be no number of things.
pub(super) fn is_weak(tokens: &[Token<'_>], at: usize, phrase: &Phrase) -> bool {
    let hard = phrase
        .hedges
        .iter()
        .any(|found| !found.loose && !matches!(found.hedge, Hedge::About | Hedge::Exactly));
    let doubtful = phrase.numerals().all(|numeral| match numeral.doubt {
        Doubt::None => numeral.flaw == Some(Flaw::Groups) || (!hard && is_year(tokens, numeral)),
        Doubt::Some => !hard,
        Doubt::Much => true,
    });
    let span = phrase.last.is_some() && !hard && is_year(tokens, &phrase.first);
    let long = phrase
        .numerals()
        .any(|numeral| tokens[numeral.next - 1].raw.len() > LONGEST_IN_PROSE);
    doubtful
        || span
        || long
        || is_part_of_name(tokens, at)
        || is_of_another_kind(tokens, phrase.next)
}

/// Words after which "over" and "under" are prepositions more often than hedges: "a dispute over 3 islands",
/// "children under 5".
const BEFORE_PREPOSITIONS: [&str; 44] = [
    "dispute", "disputes", "row", "fight", "fighting", "war", "battle", "clash", "clashes",
    "control", "power", "concern", "concerns", "anger", "talks", "protest", "protests", "flew",
    "flying", "fell", "spread", "took", "taken", "take", "hand", "handed", "turned", "cross",
    "crossed", "rule", "men", "women", "boys", "girls", "children", "child", "people", "persons",
    "those", "adults", "aged", "anyone", "fired", "victory",
];

/// Units of time and length: a number of them after "over" is more often a period or a distance.
const MEASURES: [&str; 20] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights",
    "week", "weeks", "month", "months", "year", "years", "km", "miles", "metres", "meters",
];

/// Returns true if the loose hedges of a phrase may be no hedges where they stand. "Over" and "under" before a
/// number of things are hedges unless the words around them say otherwise.
pub(super) fn is_preposition(tokens: &[Token<'_>], at: usize, phrase: &Phrase) -> bool {
    const LEAVES_OUT: [Hedge; 2] = [Hedge::Over, Hedge::Under];
    let leaves_out = phrase
        .hedges
        .iter()
        .any(|found| LEAVES_OUT.contains(&found.hedge));
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    !leaves_out
        || before.is_some_and(|token| token.is_any(&BEFORE_PREPOSITIONS))
        || tokens
            .get(phrase.next)
            .is_some_and(|token| token.is_any(&MEASURES))
}

/// Returns true if these tokens make the number before them a part of a fraction or of a longer ordinal:
/// "two-thirds", "twenty-first".
fn is_fraction(tokens: &[Token<'_>]) -> bool {
    let hyphen = usize::from(
        tokens
            .first()
            .is_some_and(|token| token.is("-") && !token.spaced),
    );
    let Some(part) = tokens.get(hyphen) else {
        return false;
    };
    ordinal(part).is_some() && hyphen == 1
        || part.is_any(&[
            "half", "halves", "thirds", "quarters", "fifths", "sixths", "tenths",
        ])
}

/// Returns true if a numeral is four digits that may be a year.
fn is_year(tokens: &[Token<'_>], numeral: &Numeral) -> bool {
    let digits = &tokens[numeral.next - 1];
    digits.kind == TokenKind::Number
        && digits.text.len() == 4
        && numeral.value >= Decimal::from(1900)
        && numeral.value <= Decimal::from(2100)
}

/// Returns true if the token before makes the phrase a part of something else: "a third", "F-16",
/// "as many".
fn is_part_of_name(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    let glued = !tokens[at].spaced && tokens[at].kind == TokenKind::Number;
    let fused = glued && before.kind == TokenKind::Word;
    let hyphened = glued
        && before.is_any(&["-", "/", "#"])
        && at >= 2
        && !before.spaced
        && tokens[at - 2].kind == TokenKind::Word;
    let marked = glued && before.is_any(&[":", "'", "’", "№", "#", "/"]);
    fused
        || hyphened
        || marked
        || is_label(&tokens[..at])
        || before.is_any(&["a", "an", "so", "as", "too", "how", "not"])
}

/// Returns true if the words before a number make it a label: "Resolution 2593", "No. 5".
fn is_label(before: &[Token<'_>]) -> bool {
    const LABELS: [&str; 20] = [
        "resolution",
        "article",
        "flight",
        "route",
        "unit",
        "section",
        "chapter",
        "page",
        "brigade",
        "battalion",
        "division",
        "phase",
        "level",
        "category",
        "number",
        "line",
        "part",
        "highway",
        "version",
        "sector",
    ];
    match before {
        [.., label] if label.is_any(&LABELS) => true,
        [.., number, point] => number.is_any(&["no", "nos"]) && point.is(".") && !point.spaced,
        _ => false,
    }
}

/// Returns true if what follows the phrase makes it no number of things: a share, a clock time, a decade.
fn is_of_another_kind(tokens: &[Token<'_>], next: usize) -> bool {
    let Some(after) = tokens.get(next) else {
        return false;
    };
    let glued = !after.spaced && after.is_any(&["s", ":", "%", "°", "/"]);
    let clock = ["am", "pm", "a.m", "p.m", "gmt", "utc", "o"];
    let dotted = after.is_any(&["a", "p"])
        && tokens
            .get(next + 1)
            .is_some_and(|dot| dot.is(".") && !dot.spaced);
    let world = [
        "party",
        "parties",
        "world",
        "country",
        "countries",
        "time",
        "person",
    ];
    glued
        || dotted
        || is_fraction(&tokens[next..])
        || after.is_any(&clock)
        || after.is_any(&world)
        || after.is_any(&["percent", "%"])
        || (after.is("per") && tokens.get(next + 1).is_some_and(|cent| cent.is("cent")))
}

//! An article cut into sentences.

use std::ops::Range;

use crate::wording::lexer::{Token, TokenKind};

/// Words whose point ends no sentence.
const SHORT: [&str; 27] = [
    "mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "maj", "sgt", "capt", "brig", "adm", "cmdr",
    "gov", "sen", "rep", "prof", "rev", "hon", "no", "nos", "approx", "ca", "etc", "vs", "inc",
];

/// The most tokens of a sentence. What is longer is cut: a list of names must not take long.
const MOST_TOKENS: usize = 400;

/// Cuts tokens into sentences.
pub(crate) fn sentences(text: &str, tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let last = at + 1 == tokens.len() || at + 1 - start == MOST_TOKENS;
        if last || is_paragraph_end(text, &tokens[at], &tokens[at + 1]) || is_end(tokens, at) {
            all.push(start..at + 1);
            start = at + 1;
        }
    }
    all
}

fn is_paragraph_end(text: &str, token: &Token<'_>, next: &Token<'_>) -> bool {
    text[token.end()..next.start]
        .bytes()
        .filter(|byte| *byte == b'\n')
        .count()
        > 1
}

/// Returns true if a token ends a sentence: a point, or what closes a quotation or a bracket after one.
fn is_end(tokens: &[Token<'_>], at: usize) -> bool {
    let next = &tokens[at + 1];
    let goes_on = next.kind == TokenKind::Word && next.raw.starts_with(char::is_lowercase);
    if !next.spaced || goes_on {
        return false;
    }
    let mut point = at;
    while point > 0 && is_closer(&tokens[point]) && !tokens[point].spaced {
        point -= 1;
    }
    tokens[point].is_any(&["!", "?"]) || (tokens[point].is(".") && !is_short(tokens, point))
}

/// Returns true if a point belongs to the word before it: "Gen.", "J.".
pub(super) fn is_short(tokens: &[Token<'_>], point: usize) -> bool {
    let Some(word) = point.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    let initial = word.raw.chars().count() == 1 && word.raw.starts_with(char::is_uppercase);
    !tokens[point].spaced && word.kind == TokenKind::Word && (initial || word.is_any(&SHORT))
}

/// Returns true if a mark closes a quotation or a bracket.
pub(super) fn is_closer(token: &Token<'_>) -> bool {
    token.is_any(&["”", "’", "\"", "'", "»", ")", "]"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::lexer::lex;

    #[test]
    fn texts_and_their_sentences() {
        for (text, count) in [
            ("", 0),
            ("One. Two! “Three?” Four", 4),
            ("Gen. J. Smith said 5.5 million. He left", 2),
            ("“Is it so?” he asked.", 1),
            ("A headline\n\nThe text goes on\nhere.", 2),
            ("It failed (he said.) Then it rained.", 2),
        ] {
            assert_eq!(sentences(text, &lex(text)).len(), count, "{text}");
        }
    }
}

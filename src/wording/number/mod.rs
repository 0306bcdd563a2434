//! Numbers: from a value as written, and from running prose.

mod doubt;
mod meaning;
mod phrase;
mod prose;

#[cfg(test)]
mod tests;

use self::meaning::reading;
use self::phrase::{Phrase, joins, phrase};
pub(crate) use self::prose::ProseNumber;
pub(super) use self::prose::prose;
use super::Problem;
use super::lexer::{Token, TokenKind, lex};
use crate::model::{About, Decimal, Interval};

/// The numbers that a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Domain {
    /// Whole numbers from 0 up.
    Count,
    /// Any decimal number.
    Amount,
}

/// The meaning of a number phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberReading {
    /// The numbers that it leaves possible.
    pub(crate) interval: Interval,
    /// True for a vague word (several, dozens).
    pub(crate) vague: bool,
    /// The bare numbers in the words: N, or A and B.
    pub(crate) stated: Vec<Decimal>,
}

/// The most bytes of a number.
const LONGEST: usize = 200;

/// Reads a value: the whole text is one number phrase.
///
/// # Errors
///
/// Returns a problem if the text is no number, leaves no number possible, or is no count although the
/// domain is counts.
pub(crate) fn read(text: &str, domain: Domain, about: &About) -> Result<NumberReading, Problem> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Problem::new(
            format!("these {} letters are not a number", text.chars().count()),
            "write the number alone; what else the source says goes in note",
        ));
    }
    let tokens = lex(text);
    let whole = joins(&tokens)
        .iter()
        .filter_map(|joins| phrase(&tokens, 0, *joins))
        .filter(|phrase| ends_well(&tokens, phrase))
        .map(|phrase| reading(&phrase, text, domain, about));
    let mut problem = None;
    for result in whole {
        match result {
            Ok(reading) => return Ok(reading),
            Err(why) => problem = problem.or(Some(why)),
        }
    }
    Err(problem.unwrap_or_else(|| unreadable(text, &tokens)))
}

/// Returns true if nothing is left over but the "of …" that may follow a vague word.
fn ends_well(tokens: &[Token<'_>], phrase: &Phrase) -> bool {
    let rest = tokens.get(phrase.next..).unwrap_or_default();
    rest.is_empty()
        || phrase.first.vague
            && rest[0].is("of")
            && rest.len() > 1
            && rest.iter().all(|token| token.kind == TokenKind::Word)
}

fn unreadable(text: &str, tokens: &[Token<'_>]) -> Problem {
    if text.is_empty() {
        return Problem::new(
            "there is no number",
            "write a number, such as 58, or \"unknown\"",
        );
    }
    if tokens.len() > 1 && tokens.iter().all(|token| token.kind == TokenKind::Number) {
        return odd_groups(text);
    }
    Problem::new(
        format!("“{text}” is not a number that I can read"),
        "write the number alone, such as 58 or \"over 58\"; the unit goes in unit",
    )
}

fn odd_groups(text: &str) -> Problem {
    Problem::new(
        format!("the digits of “{text}” are not in groups of three"),
        "write the digits without marks, such as 1200, or in groups of exactly three: \"1,200\"",
    )
}

//! The form of a number phrase: hedges around a number, or around two with a range between them.

use crate::wording::hedge::{self, JOINTS, Match};
use crate::wording::lexer::Token;
use crate::wording::numeral::{Numeral, is_scale, numeral, ordinal};

/// The most hedges on one side of a phrase.
const MOST_HEDGES: usize = 4;

/// A number phrase: hedges around a number or a range.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// The hedges, from the inside out.
    pub(super) hedges: Vec<Match>,
    pub(super) first: Numeral,
    pub(super) last: Option<Last>,
    /// The index of the first token after it.
    pub(super) next: usize,
}

/// The second end of a range.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub(super) numeral: Numeral,
    pub(super) joint: Joint,
}

/// The word or mark between the ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A word, or two points.
    Open,
    /// A dash, which is unreadable beside a minus sign.
    Dash,
    /// The word "or", which joins only neighbours to a range.
    Or,
}

/// The ways to read "and" inside the first and the last number of a phrase: "two hundred and three" is one
/// number (`true`) or two.
const JOINS: [(bool, bool); 4] = [(true, true), (false, true), (true, false), (false, false)];

/// Returns the ways to read "and" in these tokens: it makes a difference only right after a scale word, and
/// without one there a phrase is read once and not four times.
pub(super) fn joins(tokens: &[Token<'_>]) -> &'static [(bool, bool)] {
    let parting = tokens
        .windows(2)
        .any(|pair| pair[1].is("and") && is_scale(&pair[0]));
    if parting { &JOINS } else { &JOINS[..1] }
}

impl Phrase {
    /// Returns the number, or both ends of the range.
    pub(super) fn numerals(&self) -> impl Iterator<Item = &Numeral> + Clone {
        std::iter::once(&self.first).chain(self.last.as_ref().map(|last| &last.numeral))
    }
}

/// Reads the phrase that begins at a token.
pub(super) fn phrase(tokens: &[Token<'_>], at: usize, joins: (bool, bool)) -> Option<Phrase> {
    let mut hedges = Vec::new();
    let mut from = at;
    while let Some(found) = hedge::before(&tokens[from..]).filter(|_| hedges.len() < MOST_HEDGES) {
        from += found.length;
        hedges.insert(0, found);
    }
    let mut phrase = range(tokens, from, joins)?;
    for _ in 0..MOST_HEDGES {
        let Some(found) = hedge::after(&tokens[phrase.next..]) else {
            break;
        };
        phrase.next += found.length;
        phrase.hedges.push(found);
    }
    phrase.hedges.extend(hedges);
    Some(phrase)
}

/// Reads a number, or a range between two.
fn range(tokens: &[Token<'_>], at: usize, joins: (bool, bool)) -> Option<Phrase> {
    let opening = tokens.get(at)?;
    if opening.is_any(&["between", "from"]) {
        let word = if opening.is("between") { "and" } else { "to" };
        let first = numeral(tokens, at + 1, joins.0)?;
        let last = last(tokens, first.next, word, Joint::Open, joins.1)?;
        return Some(pair(first, last));
    }
    let first = numeral(tokens, at, joins.0)?;
    let marks = JOINTS.iter().map(|joint| {
        let dash = joint
            .chars()
            .any(|letter| matches!(letter, '-' | '–' | '—'));
        (*joint, if dash { Joint::Dash } else { Joint::Open })
    });
    let mut lasts = marks
        .chain([("or", Joint::Or)])
        .filter_map(|(joint, kind)| last(tokens, first.next, joint, kind, joins.1));
    Some(match lasts.next() {
        Some(last) => pair(first, last),
        None => Phrase {
            hedges: Vec::new(),
            next: first.next,
            first,
            last: None,
        },
    })
}

fn last(tokens: &[Token<'_>], at: usize, joint: &str, kind: Joint, join: bool) -> Option<Last> {
    if !tokens.get(at)?.is(joint) {
        return None;
    }
    // "twenty-first" is no range.
    if kind == Joint::Dash
        && tokens
            .get(at + 1)
            .is_some_and(|token| ordinal(token).is_some())
    {
        return None;
    }
    Some(Last {
        numeral: numeral(tokens, at + 1, join)?,
        joint: kind,
    })
}

fn pair(first: Numeral, last: Last) -> Phrase {
    let first = first.with_scale_of(&last.numeral);
    Phrase {
        hedges: Vec::new(),
        next: last.numeral.next,
        first,
        last: Some(last),
    }
}

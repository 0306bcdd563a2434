//! The form of a number phrase: hedges around a number, or around two with a range between them.

use crate::wording::hedge::{self, Hedge, JOINTS, Match};
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
    /// True if the first end alone is hedged: "between about 20 and 30".
    pub(super) about_first: bool,
    pub(super) last: Option<Last>,
    /// The other side of "more than 10 but fewer than 20".
    pub(super) limit: Option<Limit>,
    /// The index of the first token after it.
    pub(super) next: usize,
}

/// The second end of a range.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub(super) numeral: Numeral,
    /// True if this end alone is hedged: "from 20 to about 30".
    pub(super) about: bool,
    pub(super) joint: Joint,
}

/// A second hedge with its own number, after one that bounds the other side.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    pub(super) hedge: Hedge,
    pub(super) numeral: Numeral,
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
        let last = self.last.as_ref().map(|last| &last.numeral);
        let limit = self.limit.as_ref().map(|limit| &limit.numeral);
        std::iter::once(&self.first).chain(last).chain(limit)
    }

    /// Returns true if one of its numbers is a vague word.
    pub(super) fn is_vague(&self) -> bool {
        self.numerals().any(|numeral| numeral.vague)
    }

    /// Returns a number without hedges.
    fn bare(first: Numeral) -> Self {
        Self {
            hedges: Vec::new(),
            next: first.next,
            first,
            about_first: false,
            last: None,
            limit: None,
        }
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
    if let Some(limit) = limit(tokens, &phrase, joins) {
        phrase.next = limit.numeral.next;
        phrase.limit = Some(limit);
    }
    Some(phrase)
}

/// Reads "but fewer than 20" after "more than 10": a hedge of the other side, with a number of its own.
fn limit(tokens: &[Token<'_>], phrase: &Phrase, joins: (bool, bool)) -> Option<Limit> {
    let [hedge] = phrase.hedges[..] else {
        return None;
    };
    let comma = usize::from(tokens.get(phrase.next)?.is(","));
    let word = tokens.get(phrase.next + comma)?;
    let joined = comma + usize::from(word.is_any(&["but", "and", "yet"]));
    let from = phrase.next + joined;
    let other =
        hedge::before(tokens.get(from..)?).filter(|_| joined > 0 && phrase.last.is_none())?;
    let (left, right) = (hedge.hedge, other.hedge);
    let apart = (left.bounds_below() && right.bounds_above())
        || (left.bounds_above() && right.bounds_below());
    Some(Limit {
        hedge: right,
        numeral: numeral(tokens, from + other.length, joins.1).filter(|_| apart)?,
    })
}

/// Reads a number, or a range between two.
fn range(tokens: &[Token<'_>], at: usize, joins: (bool, bool)) -> Option<Phrase> {
    let at = at + usize::from(tokens.get(at)?.is("anywhere"));
    let opening = tokens.get(at)?;
    if opening.is_any(&["between", "from"]) {
        let word = if opening.is("between") { "and" } else { "to" };
        let (about_first, from) = about(tokens, at + 1);
        let first = numeral(tokens, from, joins.0)?;
        let last = last(tokens, first.next, word, Joint::Open, joins.1)?;
        return Some(Phrase {
            about_first,
            ..pair(first, last)
        });
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
        None => Phrase::bare(first),
    })
}

/// Passes over the word "about" before one end of a range. Returns true if it is there.
fn about(tokens: &[Token<'_>], at: usize) -> (bool, usize) {
    let found = tokens.get(at..).and_then(hedge::before);
    match found.filter(|found| found.hedge == Hedge::About) {
        Some(found) => (true, at + found.length),
        None => (false, at),
    }
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
    let (about, from) = about(tokens, at + 1);
    Some(Last {
        numeral: numeral(tokens, from, join)?,
        about,
        joint: kind,
    })
}

fn pair(first: Numeral, last: Last) -> Phrase {
    let first = first.with_scale_of(&last.numeral);
    Phrase {
        next: last.numeral.next,
        last: Some(last),
        ..Phrase::bare(first)
    }
}

//! Numbers in running prose, in which a word may mean several things or none of them.

use super::doubt::{is_preposition, is_weak};
use super::meaning::{other_size, reading};
use super::phrase::{Phrase, joins, phrase};
use super::{Domain, NumberReading};
use crate::model::{About, Decimal, Interval};
use crate::wording::lexer::{Token, TokenKind};

/// A number phrase in running prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProseNumber {
    /// The phrase as written.
    pub(crate) text: String,
    /// The offset of its first byte.
    pub(crate) start: usize,
    /// All that it can mean, the most likely first: prose may hedge with a word that means something else.
    pub(crate) readings: Vec<NumberReading>,
    /// True if it may be no number of things at all ("a", "one", a year): it can support a value and never
    /// speaks against one.
    pub(crate) weak: bool,
}

/// Returns the same one by one, for prose that has been cut into tokens: a caller who has found what fits
/// need not read on.
pub(in crate::wording) fn prose<'a>(
    text: &'a str,
    tokens: &'a [Token<'a>],
    domain: Domain,
    about: &'a About,
) -> impl Iterator<Item = ProseNumber> + 'a {
    let prose = Prose {
        tokens,
        joins: joins(tokens),
        domain,
        about,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tokens.len() {
            let start = at;
            let Some(phrase) = prose.longest(start) else {
                at += 1;
                continue;
            };
            at = phrase.next.max(start + 1);
            let readings = prose.readings(start, &phrase);
            if !readings.is_empty() {
                let weak = is_weak(tokens, start, &phrase);
                let written = &text[tokens[start].start..tokens[at - 1].end()];
                return Some(ProseNumber {
                    text: written.to_owned(),
                    start: tokens[start].start,
                    readings,
                    weak,
                });
            }
        }
        None
    })
}

/// Returns true if a mark joins words and is no sign: "F-16".
fn is_hyphen(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].kind != TokenKind::Mark);
    before && !tokens[at].spaced && tokens[at].is("-")
}

/// Prose, and the way to read the numbers in it.
struct Prose<'a> {
    tokens: &'a [Token<'a>],
    joins: &'static [(bool, bool)],
    domain: Domain,
    about: &'a About,
}

impl Prose<'_> {
    /// Returns all phrases that begin at a token.
    fn phrases(&self, at: usize) -> impl Iterator<Item = Phrase> {
        self.joins
            .iter()
            .filter_map(move |joins| phrase(self.tokens, at, *joins))
    }

    fn longest(&self, at: usize) -> Option<Phrase> {
        let longest = self.phrases(at).max_by_key(|phrase| phrase.next)?;
        (!is_hyphen(self.tokens, at)).then_some(longest)
    }

    /// Returns all that a phrase can mean.
    fn readings(&self, at: usize, longest: &Phrase) -> Vec<NumberReading> {
        let mut all = Vec::new();
        // If "and" has one reading, the phrase is not read again: a sixth less time for a number.
        if self.joins.len() == 1 && !is_joined(longest) {
            add_new(&mut all, self.meanings(at, longest));
            return all;
        }
        let mut from = at;
        // If an "and" may part two numbers, both of them and their sum are possible.
        while from < longest.next {
            for phrase in self.phrases(from) {
                add_new(&mut all, self.meanings(from, &phrase));
            }
            if !is_joined(longest) {
                break;
            }
            from += 1;
        }
        all
    }

    /// Returns a phrase without the hedges that may be other words, the phrase with all of them, and its bare
    /// numbers if it is no phrase by the rules.
    fn meanings(&self, at: usize, phrase: &Phrase) -> Vec<NumberReading> {
        let whole = self.read(phrase);
        let bare = phrase.hedges.iter().all(|found| found.loose)
            && is_preposition(self.tokens, at, phrase);
        let unhedged = (bare && !phrase.hedges.is_empty())
            .then(|| {
                self.read(&Phrase {
                    hedges: Vec::new(),
                    ..phrase.clone()
                })
            })
            .flatten();
        let apart = whole.is_none();
        let larger = other_size(phrase).and_then(|larger| self.read_from(phrase, larger));
        let mut all: Vec<NumberReading> = unhedged.into_iter().chain(whole).chain(larger).collect();
        for numeral in phrase.numerals() {
            let value = apart.then(|| numeral.value.clone());
            let also = numeral.also.clone().filter(|_| bare);
            all.extend(value.into_iter().chain(also).map(exactly));
        }
        all
    }

    /// Reads a range whose first end may be meant in another size.
    fn read_from(&self, phrase: &Phrase, first: Decimal) -> Option<NumberReading> {
        let mut phrase = phrase.clone();
        phrase.first.value = first;
        phrase.first.grouped = true;
        self.read(&phrase)
    }

    /// Reads a phrase by the rules; one that is no count is an amount.
    fn read(&self, phrase: &Phrase) -> Option<NumberReading> {
        reading(phrase, "", self.domain, self.about)
            .or_else(|_| reading(phrase, "", Domain::Amount, self.about))
            .ok()
    }
}

/// Adds the readings that are not there yet.
fn add_new(all: &mut Vec<NumberReading>, readings: Vec<NumberReading>) {
    for reading in readings {
        if !all.contains(&reading) {
            all.push(reading);
        }
    }
}

fn is_joined(phrase: &Phrase) -> bool {
    phrase.numerals().any(|numeral| numeral.joined)
}

fn exactly(number: Decimal) -> NumberReading {
    NumberReading {
        interval: Interval::exactly(number.clone()),
        vague: None,
        last_digits: None,
        stated: vec![number],
    }
}

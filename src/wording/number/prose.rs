//! Numbers in running prose, where a word may mean several things or nothing of the kind.

use super::doubt::is_weak;
use super::meaning::reading;
use super::phrase::{Phrase, joins, phrase};
use super::{Domain, NumberReading};
use crate::model::{About, Decimal, Interval};
use crate::wording::lexer::{Token, TokenKind, lex};

/// A number phrase in running prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseNumber {
    /// The phrase as written.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// All it can mean, the most likely first: prose may hedge with a word that means something else.
    pub readings: Vec<NumberReading>,
    /// Whether it may be no number of things at all ("a", "one", a year): it can support a value
    /// and never speaks against one.
    pub weak: bool,
}

/// Every number phrase in running prose, from left to right, each as long as it can be.
pub fn read_prose(text: &str, domain: Domain, about: &About) -> Vec<ProseNumber> {
    prose(text, &lex(text), domain, about).collect()
}

/// The same, one by one, for prose that has been cut into tokens: who has found what fits need not
/// read on.
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

/// Whether a mark joins words, and is no sign: "F-16".
fn is_hyphen(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].kind != TokenKind::Mark);
    before && !tokens[at].spaced && tokens[at].is("-")
}

/// Prose, and how to read the numbers in it.
struct Prose<'a> {
    tokens: &'a [Token<'a>],
    joins: &'static [(bool, bool)],
    domain: Domain,
    about: &'a About,
}

impl Prose<'_> {
    /// All phrases that begin at a token.
    fn phrases(&self, at: usize) -> impl Iterator<Item = Phrase> {
        self.joins
            .iter()
            .filter_map(move |joins| phrase(self.tokens, at, *joins))
    }

    fn longest(&self, at: usize) -> Option<Phrase> {
        let longest = self.phrases(at).max_by_key(|phrase| phrase.next)?;
        (!is_hyphen(self.tokens, at)).then_some(longest)
    }

    /// All that a phrase can mean.
    fn readings(&self, at: usize, longest: &Phrase) -> Vec<NumberReading> {
        let mut all = Vec::new();
        // Where "and" has one reading, the phrase is not read again: a sixth less time for a number.
        if self.joins.len() == 1 && !is_joined(longest) {
            meanings(longest, self.domain, self.about, &mut all);
            return all;
        }
        let mut from = at;
        // Where an "and" may part two numbers, both of them and their sum are possible.
        while from < longest.next {
            for phrase in self.phrases(from) {
                meanings(&phrase, self.domain, self.about, &mut all);
            }
            if !is_joined(longest) {
                break;
            }
            from += 1;
        }
        all
    }
}

fn is_joined(phrase: &Phrase) -> bool {
    phrase.first.joined || phrase.last.as_ref().is_some_and(|last| last.numeral.joined)
}

/// A phrase with its hedges, without those that may be other words, and its bare numbers where
/// it is none by the rules.
fn meanings(phrase: &Phrase, domain: Domain, about: &About, all: &mut Vec<NumberReading>) {
    let mut add = |reading: NumberReading| {
        if !all.contains(&reading) {
            all.push(reading);
        }
    };
    let read = |phrase: &Phrase| {
        let counted = reading(phrase, "", domain, about);
        counted
            .or_else(|_| reading(phrase, "", Domain::Amount, about))
            .ok()
    };
    let whole = read(phrase);
    let bare = phrase.hedges.iter().all(|found| found.loose);
    if bare && !phrase.hedges.is_empty() {
        read(&Phrase {
            hedges: Vec::new(),
            ..phrase.clone()
        })
        .into_iter()
        .for_each(&mut add);
    }
    let apart = whole.is_none();
    whole.into_iter().for_each(&mut add);
    for numeral in
        std::iter::once(&phrase.first).chain(phrase.last.as_ref().map(|last| &last.numeral))
    {
        if apart {
            add(exactly(numeral.value.clone()));
        }
        if let Some(also) = numeral.also.clone().filter(|_| bare) {
            add(exactly(also));
        }
    }
}

fn exactly(number: Decimal) -> NumberReading {
    NumberReading {
        interval: Interval::exactly(number.clone()),
        vague: false,
        stated: vec![number],
    }
}

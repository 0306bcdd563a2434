//! Numbers in running prose, where a word may mean several things or nothing of the kind.

use super::doubt::is_weak;
use super::meaning::reading;
use super::phrase::{JOINS, Phrase, phrase};
use super::{Domain, Reading};
use crate::model::{About, Decimal, Interval};
use crate::wording::lexer::{Kind, Token, lex};

/// A number phrase in running prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The phrase as written.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// All it can mean, the most likely first: prose may hedge with a word that means something else.
    pub readings: Vec<Reading>,
    /// Whether it may be no number of things at all ("a", "one", a year): it can support a value
    /// and never speaks against one.
    pub weak: bool,
}

/// Every number phrase in running prose, from left to right, each as long as it can be.
pub fn read_prose(text: &str, domain: Domain, about: &About) -> Vec<Found> {
    prose(text, &lex(text), domain, about)
}

/// The same for prose that has been cut into tokens.
pub(in crate::wording) fn prose(
    text: &str,
    tokens: &[Token<'_>],
    domain: Domain,
    about: &About,
) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(phrase) = longest(tokens, at).filter(|_| !is_hyphen(tokens, at)) else {
            at += 1;
            continue;
        };
        let next = phrase.next.max(at + 1);
        let span = &text[tokens[at].start..tokens[next - 1].end()];
        let readings = readings(tokens, at, &phrase, domain, about);
        if !readings.is_empty() {
            let weak = is_weak(tokens, at, &phrase);
            all.push(Found { text: span.to_owned(), start: tokens[at].start, readings, weak });
        }
        at = next;
    }
    all
}

/// Whether a mark joins words, and is no sign: "F-16".
fn is_hyphen(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|before| tokens[before].kind != Kind::Mark);
    before && !tokens[at].spaced && tokens[at].is("-")
}

fn longest(tokens: &[Token<'_>], at: usize) -> Option<Phrase> {
    let phrases = JOINS.iter().filter_map(|joins| phrase(tokens, at, *joins));
    phrases.max_by_key(|phrase| phrase.next)
}

/// All that a phrase in prose can mean.
fn readings(
    tokens: &[Token<'_>],
    at: usize,
    longest: &Phrase,
    domain: Domain,
    about: &About,
) -> Vec<Reading> {
    let mut all = Vec::new();
    let mut from = at;
    // Where an "and" may part two numbers, both of them and their sum are possible.
    while from < longest.next {
        for phrase in JOINS.iter().filter_map(|joins| phrase(tokens, from, *joins)) {
            meanings(&phrase, domain, about, &mut all);
        }
        if !is_joined(longest) {
            break;
        }
        from += 1;
    }
    all
}

fn is_joined(phrase: &Phrase) -> bool {
    phrase.first.joined || phrase.last.as_ref().is_some_and(|last| last.numeral.joined)
}

/// A phrase with its hedges, without those that may be other words, and its bare numbers where
/// it is none by the rules.
fn meanings(phrase: &Phrase, domain: Domain, about: &About, all: &mut Vec<Reading>) {
    let mut add = |reading: Reading| {
        if !all.contains(&reading) {
            all.push(reading);
        }
    };
    let read = |phrase: &Phrase| {
        let counted = reading(phrase, "", domain, about);
        counted.or_else(|_| reading(phrase, "", Domain::Amount, about)).ok()
    };
    let whole = read(phrase);
    let bare = phrase.hedges.iter().all(|found| found.loose);
    if bare && !phrase.hedges.is_empty() {
        read(&Phrase { hedges: Vec::new(), ..phrase.clone() }).into_iter().for_each(&mut add);
    }
    let apart = whole.is_none();
    whole.into_iter().for_each(&mut add);
    for numeral in std::iter::once(&phrase.first).chain(phrase.last.as_ref().map(|last| &last.numeral)) {
        if apart {
            add(exactly(numeral.value.clone()));
        }
        if let Some(also) = numeral.also.clone().filter(|_| bare) {
            add(exactly(also));
        }
    }
}

fn exactly(number: Decimal) -> Reading {
    Reading { interval: Interval::exactly(number.clone()), vague: false, stated: vec![number] }
}

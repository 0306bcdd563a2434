//! Numbers: each with its hedge, its noun and whoever gives it.

use super::{Article, Proposal, Value};
use crate::model::About;
use crate::wording::lexer::Kind;
use crate::wording::number::{Domain, read};
use crate::wording::prose::{Mention, What};

/// How many words a quote has behind its number.
const WORDS_AFTER: usize = 7;

/// Words that end what a number counts.
const NO_NOUNS: [&str; 16] = [
    "was", "were", "is", "are", "has", "have", "had", "also", "will", "would", "could", "been", "died",
    "killed", "wounded", "injured",
];

/// A proposal for every number that is one.
pub(super) fn proposals(article: &Article<'_>) -> Vec<Proposal> {
    let numbers = article.mentions.iter().filter(|mention| mention.what == What::Number && !mention.weak);
    numbers.filter_map(|number| proposal(article, number)).collect()
}

fn proposal(article: &Article<'_>, number: &Mention) -> Option<Proposal> {
    let written = article.words(number.start..number.end);
    let about = About::default();
    let readable =
        [Domain::Count, Domain::Amount].iter().any(|domain| read(&written, *domain, &about).is_ok());
    if !readable {
        return None;
    }
    let first = article.token_at(number.start);
    let next = article.token_at(number.end);
    let sentence = article.sentence_of(first);
    let end = article.quote_end(next, &sentence, WORDS_AFTER);
    Some(Proposal {
        quote: article.quote(with_verb(article, first, sentence.start)..end),
        value: Value::Number(written),
        counted: counted(article, next, end),
        speaker: article.speaker_at(first),
        by: None,
        event: None,
        attribute: None,
        notes: Vec::new(),
    })
}

/// Where the quote begins: at the verb right before the number, where there is one ("killing 58").
fn with_verb(article: &Article<'_>, number: usize, start: usize) -> usize {
    let before = number.checked_sub(1).filter(|before| *before >= start);
    let verb = |before: &usize| {
        let token = &article.tokens[*before];
        let verbal = token.text.ends_with("ing") || token.text.ends_with("ed");
        token.kind == Kind::Word && verbal
    };
    before.filter(verb).unwrap_or(number)
}

/// The noun that is counted, in the words after the number.
fn counted(article: &Article<'_>, next: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let skip = |at: &usize| article.tokens[*at].is_any(&["of", "its", "the", "their", "his", "her"]);
    let start = (next..end).find(|at| !skip(at))?;
    let stops = |at: &usize| article.tokens[*at].is_any(&NO_NOUNS);
    let stop = (start..end).find(stops).unwrap_or(end);
    (start < stop && article.tokens[start].kind == Kind::Word).then(|| article.bytes(start..stop))
}

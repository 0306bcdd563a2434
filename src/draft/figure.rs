//! Numbers, each with its hedge, its noun and its speaker.

use super::extent::BREAKS;
use super::{Article, Note, ProposedClaim, ProposedValue};
use crate::model::About;
use crate::speech::SpeechAct;
use crate::wording::lexer::TokenKind;
use crate::wording::number::{Domain, read};
use crate::wording::prose::{Mention, MentionKind};

/// The most words of a quote after its number.
const WORDS_AFTER: usize = 7;

/// The words that end what a number counts.
const NO_NOUNS: [&str; 16] = [
    "was", "were", "is", "are", "has", "have", "had", "also", "will", "would", "could", "been",
    "died", "killed", "wounded", "injured",
];

/// The words for a change: the old figure follows "from", and the new one "to".
const CHANGES: [&str; 29] = [
    "rose",
    "risen",
    "rise",
    "rising",
    "fell",
    "fallen",
    "fall",
    "falling",
    "increased",
    "increase",
    "decreased",
    "decrease",
    "went",
    "climbed",
    "dropped",
    "drop",
    "jumped",
    "up",
    "down",
    "grew",
    "grown",
    "declined",
    "shrank",
    "soared",
    "surged",
    "revised",
    "raised",
    "lowered",
    "reduced",
];

/// The most tokens between the word for a change and its "from".
const CHANGE_WITHIN: usize = 4;

/// The most tokens between a "not" and its number.
const NOT_WITHIN: usize = 4;

/// The words that make a count of the "nobody" before them.
const OF_NOBODY: [&str; 6] = ["was", "were", "has", "have", "had", "died"];

/// Proposes a claim for every number that is one.
pub(super) fn proposals(article: &Article<'_>) -> Vec<ProposedClaim> {
    let numbers = article
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Number && !mention.weak);
    let nobody = (0..article.tokens.len()).filter_map(|at| nobody(article, at));
    let all = numbers.cloned().chain(nobody);
    all.filter_map(|number| proposal(article, &number))
        .collect()
}

/// Finds "nobody was killed", a number although prose uses the word for other things too.
fn nobody(article: &Article<'_>, at: usize) -> Option<Mention> {
    let last = if article.is_any_at(at, &["no"]) && article.is_any_at(at + 1, &["one"]) {
        at + 1
    } else {
        at
    };
    let counts = (last > at || article.is_any_at(at, &["nobody", "none"]))
        && article.is_any_at(last + 1, &OF_NOBODY);
    let (start, end) = (article.tokens[at].start, article.tokens[last].end());
    counts.then_some(Mention {
        start,
        end,
        kind: MentionKind::Number,
        weak: false,
    })
}

/// Returns the index of the word for a change before the "from" at a token.
fn change_before(article: &Article<'_>, from: usize) -> Option<usize> {
    let start = article
        .sentence_of(from)
        .start
        .max(from.saturating_sub(CHANGE_WITHIN));
    let is_from = article.tokens[from].is("from");
    (start..from)
        .rev()
        .find(|at| is_from && article.tokens[*at].is_any(&CHANGES))
}

/// Returns the index of a "not" before a number in the same words: "did not kill 40 people".
fn not_before(article: &Article<'_>, number: usize) -> Option<usize> {
    let start = article
        .sentence_of(number)
        .start
        .max(number.saturating_sub(NOT_WITHIN));
    let mut near = (start..number).rev().take_while(|at| {
        let token = &article.tokens[*at];
        token.kind == TokenKind::Word && !token.is_any(&["that", "and", "but", "said"])
    });
    near.find(|at| article.tokens[*at].is_any(&["not", "never", "cannot"]))
}

/// Returns true if a number is no figure of the speaker: denied, outdated ("up from 12") or the whole that a
/// part was counted of ("two of five").
fn is_no_figure(article: &Article<'_>, first: usize) -> bool {
    let denied = article
        .speech_at(first)
        .is_some_and(|speech| speech.act == SpeechAct::Denies);
    let before = first.checked_sub(1);
    let outdated = before.is_some_and(|before| change_before(article, before).is_some());
    let of = before
        .filter(|before| article.tokens[*before].is("of"))
        .map(|of| article.tokens[of].start);
    denied || outdated || of.is_some_and(|of| follows_number(article, of))
}

/// Returns true if only spaces separate a byte from a number before it.
fn follows_number(article: &Article<'_>, start: usize) -> bool {
    let near = article
        .mentions
        .partition_point(|mention| mention.end <= start)
        .checked_sub(1);
    near.map(|near| &article.mentions[near])
        .is_some_and(|near| {
            let between = article.text[near.end..start].trim();
            near.kind == MentionKind::Number && !near.weak && between.is_empty()
        })
}

fn proposal(article: &Article<'_>, number: &Mention) -> Option<ProposedClaim> {
    let (first, next) = (article.token_at(number.start), article.token_at(number.end));
    if is_no_figure(article, first) {
        return None;
    }
    let (change, not) = (change_before(article, first), not_before(article, first));
    let new = (first..next)
        .rev()
        .find(|at| change.is_some() && article.tokens[*at].is("to"));
    let written = article.words(article.bytes(new.map_or(first, |to| to + 1)..next));
    let about = About::default();
    let readable = [Domain::Count, Domain::Amount]
        .iter()
        .any(|domain| read(&written, *domain, &about).is_ok());
    if !readable {
        return None;
    }
    let sentence = article.sentence_of(first);
    let end = article.quote_end(next, &sentence, WORDS_AFTER);
    Some(ProposedClaim {
        quote: article.quote(
            change
                .or(not)
                .unwrap_or_else(|| with_verb(article, first, sentence.start))..end,
        ),
        value: ProposedValue::Number(written),
        counted: counted(article, next, end),
        speaker: article.speaker_at(first),
        by: None,
        event: None,
        attribute: None,
        notes: not.map(|_| Note::Negated).into_iter().collect(),

        confirmed: false,
    })
}

/// Returns the first token of a quote: the verb right before the number ("killing 58"), else the number.
fn with_verb(article: &Article<'_>, number: usize, start: usize) -> usize {
    let before = number.checked_sub(1).filter(|before| *before >= start);
    before
        .filter(|before| {
            let token = &article.tokens[*before];
            let verbal = token.text.ends_with("ing") || token.text.ends_with("ed");
            token.kind == TokenKind::Word && verbal
        })
        .unwrap_or(number)
}

/// Returns the noun that is counted, in the words after the number.
fn counted(article: &Article<'_>, next: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let start = (next..end)
        .find(|at| !article.is_any_at(*at, &["of", "its", "the", "their", "his", "her"]))?;
    let stop = (start..end)
        .find(|at| article.is_any_at(*at, &NO_NOUNS))
        .unwrap_or(end);
    let noun =
        article.tokens[start].kind == TokenKind::Word && !article.tokens[start].is_any(&BREAKS);
    (start < stop && noun).then(|| article.bytes(start..stop))
}

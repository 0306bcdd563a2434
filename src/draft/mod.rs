//! Proposes claims from an article in plain text: its numbers, its dates and the speech that it reports.
//! The room reads words and not meanings, and decides nothing: somebody has to confirm every proposal.

mod day;
mod extent;
mod figure;
mod reported;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;

use std::ops::Range;

use jiff::civil::Date;

use self::vocabulary::Vocabulary;
use crate::speech::{MOST_BACK, Speech, sentences, speeches};
use crate::wording::lexer::{Token, lex};
use crate::wording::prose::{Mention, mentions};

/// A claim that the article may make. Ranges are of bytes in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProposedClaim {
    /// The words to quote.
    pub(crate) quote: Range<usize>,
    /// The value that is claimed.
    pub(crate) value: ProposedValue,
    /// The words for what a number counts.
    pub(crate) counted: Option<Range<usize>>,
    /// The words for the speaker; `None` if the article speaks for itself.
    pub(crate) speaker: Option<Range<usize>>,
    /// The id of that speaker, if the vocabulary has one.
    pub(crate) by: Option<String>,
    /// The id of the event that it may be about.
    pub(crate) event: Option<String>,
    /// The id of the attribute that may be claimed.
    pub(crate) attribute: Option<String>,
    /// The notes for whoever confirms it.
    pub(crate) notes: Vec<Note>,
    /// True if somebody has compared it with the article, and it counts.
    pub(crate) confirmed: bool,
}

/// A value that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProposedValue {
    /// Words or digits, as a count or an amount has them.
    Number(String),
    /// A date in words, which can be read or lacks its year.
    Date(String),
    /// A day in figures.
    Day(Date),
    /// "yes", "no", or "yes" under a condition.
    Answer(String),
    /// A name.
    Name(String),
}

/// A note for whoever confirms a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    /// The text gives no year, and the year was worked out from the day of publication.
    Reckoned,
    /// The text gives no year, and nothing says when it was published.
    NoYear,
    /// The words hold a "not": the question may be the other way round.
    Negated,
}

/// The knowledge beside the article.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// The day on which it was published.
    pub(crate) published: Option<Date>,
    /// The events, attributes and speakers of a topic.
    pub(crate) vocabulary: Vocabulary,
}

/// An article, cut and read.
struct Article<'t> {
    text: &'t str,
    published: Option<Date>,
    tokens: Vec<Token<'t>>,
    sentences: Vec<Range<usize>>,
    mentions: Vec<Mention>,
    speeches: Vec<Speech>,
}

/// Proposes claims, in the order of the article.
pub(crate) fn draft(text: &str, known: &Context) -> Vec<ProposedClaim> {
    let tokens = lex(text);
    let sentences = sentences(text, &tokens);
    let speeches = speeches(&tokens, &sentences);
    let article = Article {
        text,
        published: known.published,
        tokens,
        sentences,
        mentions: mentions(text),
        speeches,
    };
    let mut proposals = figure::proposals(&article);
    proposals.extend(day::proposals(&article));
    proposals.extend(reported::proposals(&article));
    proposals.sort_by_key(|proposal| (proposal.quote.start, proposal.quote.end));
    known.vocabulary.match_up(&article, &mut proposals);
    proposals
}

impl Article<'_> {
    /// Returns the index of the token that holds a byte, or of the next one.
    fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.end() <= byte)
    }

    /// Returns the index of the sentence that holds a token.
    fn sentence_number(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.end <= token)
    }

    /// Returns the sentence that holds a token.
    fn sentence_of(&self, token: usize) -> Range<usize> {
        self.sentences
            .get(self.sentence_number(token))
            .cloned()
            .unwrap_or(token..token)
    }

    /// Returns the bytes of some tokens.
    fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(tokens.start),
            tokens
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end() => first.start..last.end(),
            _ => 0..0,
        }
    }

    /// Returns the words for whoever says the word at a token.
    fn speaker_at(&self, token: usize) -> Option<Range<usize>> {
        Some(self.bytes(self.speech_at(token)?.speaker.clone()?))
    }

    /// Returns the narrowest speech that holds a token.
    fn speech_at(&self, token: usize) -> Option<&Speech> {
        // A quotation ends not far before its verb.
        let first = self
            .speeches
            .partition_point(|speech| speech.at < self.sentence_of(token).start);
        let near = self.speeches[first..]
            .iter()
            .take_while(|speech| speech.at < token + MOST_BACK);
        near.filter(|speech| speech.content.contains(&token))
            .min_by_key(|speech| (speech.covers, speech.content.len()))
    }

    /// Returns some words with single spaces between them.
    fn words(&self, bytes: Range<usize>) -> String {
        let words = self.text.get(bytes).unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }
}

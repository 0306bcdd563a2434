//! The extent of a short quote.

use std::ops::Range;

use super::Article;
use crate::speech::verb;
use crate::wording::lexer::TokenKind;
use crate::wording::verbatim::is_between_words;

/// Words before which a quote may end.
pub(super) const BREAKS: [&str; 24] = [
    "in",
    "on",
    "at",
    "by",
    "during",
    "after",
    "before",
    "along",
    "near",
    "from",
    "with",
    "when",
    "while",
    "which",
    "who",
    "that",
    "as",
    "for",
    "because",
    "since",
    "under",
    "across",
    "according",
    "amid",
];

/// Marks before which a quote ends.
const ENDS: [&str; 14] = [
    ",", ";", ":", ".", "!", "?", "(", ")", "“", "”", "\"", "–", "—", "…",
];

impl Article<'_> {
    /// Returns the end of a quote that must hold the tokens before `from` and may have `most` words more.
    pub(super) fn quote_end(&self, from: usize, sentence: &Range<usize>, most: usize) -> usize {
        let (mut end, mut words) = (from, 0);
        while end < sentence.end && words < most {
            let token = &self.tokens[end];
            let breaks = words > 0 && (token.is_any(&BREAKS) || self.begins_another(end, sentence));
            let of_all = end > from && self.tokens[end - 1].is("of");
            if breaks || token.is_any(&ENDS) || (self.begins_mention(end) && !of_all) {
                break;
            }
            words += usize::from(token.kind != TokenKind::Mark && token.spaced);
            end += 1;
        }
        while end > from
            && self.tokens[end - 1].is_any(&["and", "or", "but", "the", "a", "of", "to", "its"])
        {
            end -= 1;
        }
        end
    }

    /// Returns the end of a quote of speech, which only its limit or `most` words end.
    pub(super) fn speech_end(&self, from: usize, limit: usize, most: usize) -> usize {
        let mut words = 0;
        (from..limit)
            .find(|at| {
                words += usize::from(
                    self.tokens[*at].kind != TokenKind::Mark && self.tokens[*at].spaced,
                );
                words > most
            })
            .unwrap_or(limit)
    }

    /// Returns the end with which a quote closes the bracket that it opens, or leaves it out.
    pub(super) fn outside_brackets(&self, quote: &Range<usize>) -> usize {
        let open = quote
            .clone()
            .rev()
            .find(|at| self.tokens[*at].is_any(&["(", ")"]));
        match open.filter(|at| self.tokens[*at].is("(") && *at > quote.start) {
            Some(_) if self.tokens.get(quote.end).is_some_and(|next| next.is(")")) => quote.end + 1,
            Some(at) => at,
            None => quote.end,
        }
    }

    /// Returns the bytes of a quote, widened to whole words and numbers.
    pub(super) fn quote(&self, tokens: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = self.bytes(tokens);
        while start > 0 && !is_between_words(self.text, start) {
            start = self.text.floor_char_boundary(start - 1);
        }
        while end < self.text.len() && !is_between_words(self.text, end) {
            end = self.text.ceil_char_boundary(end + 1);
        }
        start..end
    }

    /// Returns true if another thing begins with an "and": "and several others", "and destroying 20 outposts".
    fn begins_another(&self, token: usize, sentence: &Range<usize>) -> bool {
        let joint = self.tokens[token].is_any(&["and", "or", "but"]);
        let speech = self.tokens[..sentence.end]
            .get(token + 1)
            .is_some_and(|next| verb(next).is_some());
        joint
            && (speech
                || (token + 1..sentence.end.min(token + 3)).any(|at| self.begins_mention(at)))
    }

    /// Returns true if the token at an index is one of these words or marks.
    pub(super) fn is_any_at(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_any(words))
    }

    fn begins_mention(&self, token: usize) -> bool {
        let start = self.tokens[token].start;
        let at = self
            .mentions
            .partition_point(|mention| mention.start < start);
        self.mentions
            .get(at)
            .is_some_and(|mention| mention.start == start && !mention.weak)
    }
}

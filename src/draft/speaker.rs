//! Who speaks: the words for a person or a body before or after a verb.

use std::ops::Range;

use crate::wording::date::is_calendar_word;
use crate::wording::lexer::{Kind, Token};

/// No name has more words than this.
const MOST_WORDS: usize = 9;

/// Words that stand between a speaker and the verb.
const BETWEEN: [&str; 17] = [
    "has",
    "have",
    "had",
    "also",
    "further",
    "later",
    "then",
    "earlier",
    "repeatedly",
    "meanwhile",
    "however",
    "again",
    "himself",
    "herself",
    "themselves",
    "separately",
    "publicly",
];

/// Words with which a name begins.
const DETERMINERS: [&str; 12] =
    ["the", "a", "an", "its", "their", "his", "her", "one", "some", "both", "another", "several"];

/// Words that stand for somebody who was named before.
const PRONOUNS: [&str; 5] = ["he", "she", "they", "it", "i"];

/// Small words that belong to no name.
const OTHERS: [&str; 68] = [
    "and", "or", "but", "that", "which", "who", "whom", "whose", "when", "while", "where", "after", "before",
    "as", "if", "because", "since", "until", "though", "although", "in", "on", "at", "to", "from", "by",
    "with", "for", "of", "over", "under", "about", "into", "during", "through", "along", "near", "is", "was",
    "are", "were", "be", "been", "being", "will", "would", "can", "could", "may", "might", "must", "shall",
    "should", "do", "does", "did", "not", "than", "this", "these", "those", "there", "so", "yet", "what",
    "how", "you", "we",
];

/// Lower-case words before a name that belong to it.
const ROLES: [&str; 40] = [
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokesmen",
    "minister",
    "president",
    "official",
    "officials",
    "leader",
    "leaders",
    "commander",
    "general",
    "police",
    "army",
    "chief",
    "secretary",
    "ministry",
    "governor",
    "mayor",
    "ambassador",
    "analyst",
    "correspondent",
    "reporter",
    "agency",
    "prime",
    "foreign",
    "defence",
    "defense",
    "interior",
    "military",
    "government",
    "deputy",
    "former",
    "senior",
    "director",
    "head",
    "judge",
    "professor",
    "doctor",
    "local",
];

/// Who is meant by some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// These tokens name somebody.
    Named(Range<usize>),
    /// Somebody who was named before.
    Before,
}

/// Who is named right before a token.
pub(super) fn before(tokens: &[Token<'_>], sentence: &Range<usize>, verb: usize) -> Option<(Who, usize)> {
    let mut end = verb;
    while end > sentence.start && tokens[end - 1].is_any(&BETWEEN) {
        end -= 1;
    }
    // "the minister, Ali Khan, said": what stands between commas names the same person.
    let apposed = end > sentence.start + 1 && tokens[end - 1].is(",");
    let end = if apposed { end - 1 } else { end };
    if end > sentence.start && tokens[end - 1].is_any(&PRONOUNS) {
        return (!apposed).then_some((Who::Before, end - 1));
    }
    let start = name_start(tokens, sentence, end)?;
    if apposed {
        let title = start.checked_sub(1).filter(|comma| *comma > sentence.start && tokens[*comma].is(","))?;
        let start = name_start(tokens, sentence, title)?;
        return Some((Who::Named(start..end), start));
    }
    Some((Who::Named(start..end), start))
}

/// Where the name begins that ends before a token.
fn name_start(tokens: &[Token<'_>], sentence: &Range<usize>, end: usize) -> Option<usize> {
    let head = end.checked_sub(1).filter(|head| *head >= sentence.start && is_name_word(&tokens[*head]))?;
    let proper = is_capital(&tokens[head]);
    let mut start = head;
    while start > sentence.start && end - start < MOST_WORDS {
        let token = &tokens[start - 1];
        if token.is_any(&DETERMINERS) {
            start -= 1;
            break;
        }
        if !goes_on(tokens, start - 1, proper) {
            break;
        }
        start -= 1;
    }
    Some(with_possessor(tokens, sentence, trimmed_start(tokens, start, end)?))
}

/// "a spokesman for the army": a name that hangs on another by "of" or "for".
fn with_possessor(tokens: &[Token<'_>], sentence: &Range<usize>, start: usize) -> usize {
    let joint = start.checked_sub(1).filter(|joint| *joint > sentence.start);
    let role = joint.filter(|joint| tokens[*joint].is_any(&["of", "for"])).map(|joint| joint - 1);
    let Some(role) = role.filter(|role| tokens[*role].is_any(&ROLES)) else { return start };
    let determined = role > sentence.start && tokens[role - 1].is_any(&DETERMINERS);
    role - usize::from(determined)
}

/// Whether a token belongs to the name that follows it.
fn goes_on(tokens: &[Token<'_>], at: usize, proper: bool) -> bool {
    let token = &tokens[at];
    if token.kind != Kind::Word {
        // "Pakistan's", "vice-president": marks inside a word.
        let inside = tokens.get(at + 1).is_some_and(|next| !next.spaced);
        return inside && !token.spaced && token.is_any(&["’", "'", "-"]);
    }
    let possessive = token.is("s") && at > 0 && tokens[at - 1].is_any(&["’", "'"]) && !token.spaced;
    possessive || (is_name_word(token) && (is_capital(token) || !proper || token.is_any(&ROLES)))
}

/// Without marks at the beginning, and without the "s" of a possessor that was cut off.
fn trimmed_start(tokens: &[Token<'_>], start: usize, end: usize) -> Option<usize> {
    let cut_off = |token: &Token<'_>| token.is("s") && !token.spaced;
    (start..end).find(|at| tokens[*at].kind == Kind::Word && !cut_off(&tokens[*at]))
}

/// Who is named from a token on, and the token after the name.
pub(super) fn after(tokens: &[Token<'_>], sentence: &Range<usize>, at: usize) -> Option<(Who, usize)> {
    if tokens.get(at)?.is_any(&PRONOUNS) {
        return Some((Who::Before, at + 1));
    }
    let mut end = at;
    while end < sentence.end && end - at < MOST_WORDS {
        let token = &tokens[end];
        let determiner = token.is_any(&DETERMINERS) && (end == at || tokens[end - 1].is_any(&["of", "for"]));
        let joint = token.is_any(&["of", "for"]) && end > at && tokens[end - 1].is_any(&ROLES);
        let inside = token.kind == Kind::Mark
            && !token.spaced
            && token.is_any(&["’", "'", "-"])
            && tokens.get(end + 1).is_some_and(|next| !next.spaced);
        if !(determiner || joint || inside || is_name_word(token)) {
            break;
        }
        end += 1;
    }
    (at..end).any(|at| is_name_word(&tokens[at])).then_some((Who::Named(at..end), end))
}

/// Whether a word can belong to a name.
fn is_name_word(token: &Token<'_>) -> bool {
    let small = token.is_any(&OTHERS) || token.is_any(&DETERMINERS) || token.is_any(&BETWEEN);
    token.kind == Kind::Word && !small && !token.is_any(&PRONOUNS) && !is_calendar_word(&token.text)
}

fn is_capital(token: &Token<'_>) -> bool {
    token.raw.starts_with(char::is_uppercase)
}

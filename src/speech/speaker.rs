//! Speakers: the words for a person or a body before or after a verb.

use std::ops::Range;

use super::sentence::is_short;
use crate::wording::date::is_calendar_word;
use crate::wording::lexer::{Token, TokenKind};

/// The most words of a name.
const MOST_WORDS: usize = 9;

/// Words between a speaker and the verb.
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
const DETERMINERS: [&str; 12] = [
    "the", "a", "an", "its", "their", "his", "her", "one", "some", "both", "another", "several",
];

/// Words for somebody who was named before.
const PRONOUNS: [&str; 5] = ["he", "she", "they", "it", "i"];

/// Small words that belong to no name.
const OTHERS: [&str; 68] = [
    "and", "or", "but", "that", "which", "who", "whom", "whose", "when", "while", "where", "after",
    "before", "as", "if", "because", "since", "until", "though", "although", "in", "on", "at",
    "to", "from", "by", "with", "for", "of", "over", "under", "about", "into", "during", "through",
    "along", "near", "is", "was", "are", "were", "be", "been", "being", "will", "would", "can",
    "could", "may", "might", "must", "shall", "should", "do", "does", "did", "not", "than", "this",
    "these", "those", "there", "so", "yet", "what", "how", "you", "we",
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

/// Words that are in no name of people or bodies in small letters.
const NO_NAMES: [&str; 12] = [
    "almost", "nearly", "initial", "early", "latest", "new", "more", "missing", "killed", "dead",
    "wounded", "injured",
];

/// The speaker that some words mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SpeakerReference {
    /// These tokens name somebody.
    Named(Range<usize>),
    /// Somebody who was named before.
    Before,
}

/// Finds the speaker right before a token, and the index of the first token of the words.
pub(super) fn before(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    verb: usize,
) -> Option<(SpeakerReference, usize)> {
    let mut end = verb;
    while end > sentence.start && tokens[end - 1].is_any(&BETWEEN) {
        end -= 1;
    }
    // "the minister, Ali Khan, said": what stands between commas names the same person.
    let apposed = end > sentence.start + 1 && tokens[end - 1].is(",");
    let end = if apposed { end - 1 } else { end };
    if let Some(name_end) = before_clause(tokens, sentence, end) {
        let start = name_start(tokens, sentence, name_end)?;
        return Some((SpeakerReference::Named(start..name_end), start));
    }
    if end > sentence.start && tokens[end - 1].is_any(&PRONOUNS) {
        return (!apposed).then_some((SpeakerReference::Before, end - 1));
    }
    let start = name_start(tokens, sentence, end)?;
    if apposed {
        let title = start
            .checked_sub(1)
            .filter(|comma| *comma > sentence.start && tokens[*comma].is(","))?;
        let start = name_start(tokens, sentence, title)?;
        return Some((SpeakerReference::Named(start..end), start));
    }
    Some((SpeakerReference::Named(start..end), start))
}

/// Returns the end of the name before a clause such as "who asked not to be named", if one ends before a token.
fn before_clause(tokens: &[Token<'_>], sentence: &Range<usize>, end: usize) -> Option<usize> {
    const PARTS: [&str; 13] = [
        ",", ";", ":", "“", "”", "\"", "(", ")", "–", "—", "and", "but", "while",
    ];
    let start = (sentence.start..end)
        .rev()
        .find(|at| tokens[*at].is_any(&PARTS))
        .map_or(sentence.start, |mark| mark + 1);
    let who = (start..end)
        .rev()
        .find(|at| tokens[*at].is_any(&["who", "which"]))?;
    // "which the army said": here the clause is only begun.
    let named = tokens.get(who + 1).is_some_and(|next| {
        next.is_any(&DETERMINERS) || next.is_any(&PRONOUNS) || is_capital(next) || who + 1 == end
    });
    let comma = usize::from(who > sentence.start && tokens[who - 1].is(","));
    (!named && who > sentence.start).then(|| who - comma)
}

/// Returns the first token of the name that ends before a token.
fn name_start(tokens: &[Token<'_>], sentence: &Range<usize>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|last| *last >= sentence.start)?;
    // "the U.N. said"
    let head = if tokens[last].is(".") && is_short(tokens, last) {
        last.checked_sub(1)?
    } else {
        last
    };
    if head < sentence.start || !is_name_word(&tokens[head]) {
        return None;
    }
    let start = walked_back(tokens, sentence, head, is_capital(&tokens[head]));
    // "almost tripling initial estimates" names nobody.
    let names_somebody = is_capital(&tokens[head])
        || !tokens[start..end]
            .iter()
            .any(|token| token.text.ends_with("ing") || token.is_any(&NO_NAMES));
    if !names_somebody {
        return None;
    }
    Some(with_possessor(
        tokens,
        sentence,
        trimmed_start(tokens, start, end)?,
    ))
}

/// Returns true if a sentence begins with somebody or something of which it speaks, and not with words for when or
/// how, or with a pronoun.
pub(super) fn is_subject(sentence: &[Token<'_>]) -> bool {
    sentence.first().is_some_and(|first| {
        let name = first.is_any(&DETERMINERS) || is_name_word(first);
        name && first.kind == TokenKind::Word
            && !first.text.ends_with("ly")
            && !first.text.ends_with("ing")
    })
}

/// Returns the first word of a name, from one of its words backwards.
fn walked_back(tokens: &[Token<'_>], sentence: &Range<usize>, head: usize, proper: bool) -> usize {
    let (mut start, end) = (head, head + 1);
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
    start
}

/// Widens a name to one that it belongs to: "a spokesman for the army", "the Southern Ministry of Defence".
fn with_possessor(tokens: &[Token<'_>], sentence: &Range<usize>, start: usize) -> usize {
    let joint = start.checked_sub(1).filter(|joint| *joint > sentence.start);
    let Some(joint) = joint.filter(|joint| hangs_on(&tokens[joint - 1], &tokens[*joint])) else {
        return start;
    };
    let role = joint - 1;
    let start = walked_back(tokens, sentence, role, true);
    trimmed_start(tokens, start, role + 1).unwrap_or(role)
}

/// Returns true if a token belongs to the name that follows it.
fn goes_on(tokens: &[Token<'_>], at: usize, proper: bool) -> bool {
    let token = &tokens[at];
    if token.is(".") && is_short(tokens, at) {
        return true;
    }
    if token.kind != TokenKind::Word {
        // "Pakistan's", "vice-president": marks inside a word.
        let inside = tokens.get(at + 1).is_some_and(|next| !next.spaced);
        return inside && !token.spaced && token.is_any(&["’", "'", "-"]);
    }
    let possessive = token.is("s") && at > 0 && tokens[at - 1].is_any(&["’", "'"]) && !token.spaced;
    possessive || (is_name_word(token) && (is_capital(token) || !proper || token.is_any(&ROLES)))
}

/// Skips marks at the beginning, and the "s" of a possessor that was cut off.
fn trimmed_start(tokens: &[Token<'_>], start: usize, end: usize) -> Option<usize> {
    (start..end).find(|at| {
        let token = &tokens[*at];
        let cut_off = token.is("s") && !token.spaced;
        token.kind == TokenKind::Word && !cut_off
    })
}

/// Finds the speaker from a token on, and the index of the token after the words.
pub(crate) fn after(
    tokens: &[Token<'_>],
    sentence: &Range<usize>,
    at: usize,
) -> Option<(SpeakerReference, usize)> {
    if tokens.get(at)?.is_any(&PRONOUNS) {
        return Some((SpeakerReference::Before, at + 1));
    }
    let mut end = at;
    while end < sentence.end && end - at < MOST_WORDS {
        let token = &tokens[end];
        let determiner =
            token.is_any(&DETERMINERS) && (end == at || tokens[end - 1].is_any(&["of", "for"]));
        let joint = end > at && hangs_on(&tokens[end - 1], token);
        let point = token.is(".") && end > at && is_short(tokens, end);
        let inside = token.kind == TokenKind::Mark
            && !token.spaced
            && token.is_any(&["’", "'", "-"])
            && tokens.get(end + 1).is_some_and(|next| !next.spaced);
        if !(determiner || joint || inside || point || is_name_word(token)) {
            break;
        }
        end += 1;
    }
    (at..end)
        .any(|at| is_name_word(&tokens[at]))
        .then_some((SpeakerReference::Named(at..end), end))
}

/// Returns true if a word can belong to a name.
fn is_name_word(token: &Token<'_>) -> bool {
    let small = token.is_any(&OTHERS) || token.is_any(&DETERMINERS) || token.is_any(&BETWEEN);
    token.kind == TokenKind::Word
        && !small
        && !token.is_any(&PRONOUNS)
        && !is_calendar_word(&token.text)
}

/// Returns true if a word may take another name: "spokesman for", "Ministry of".
fn hangs_on(word: &Token<'_>, joint: &Token<'_>) -> bool {
    let proper = is_capital(word) && is_name_word(word);
    (joint.is_any(&["of", "for"]) && word.is_any(&ROLES)) || (joint.is("of") && proper)
}

fn is_capital(token: &Token<'_>) -> bool {
    token.raw.starts_with(char::is_uppercase)
}

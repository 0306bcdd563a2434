//! Reported speech without a number: somebody affirms, denies, accuses or blames.

use std::ops::Range;

use super::{Article, Note, ProposedClaim, ProposedValue};
use crate::speech::{Speech, SpeechAct, speaker_after};
use crate::wording::answer::{self, Answer};
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::prose::MentionKind;

/// The most words of a quote.
const MOST_WORDS: usize = 14;

/// The fewest words that say something by themselves.
const FEWEST_WORDS: usize = 3;

/// The words with which a condition begins.
const CONDITIONS: [&[&str]; 6] = [
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["provided"],
    &["unless"],
    &["if"],
    &["on", "condition"],
];

/// Proposes a claim for each thing that somebody is reported to have said.
pub(super) fn proposals(article: &Article<'_>) -> Vec<ProposedClaim> {
    let said = article.speeches.iter().filter(|speech| !speech.covers);
    said.flat_map(|speech| of_speech(article, speech)).collect()
}

fn of_speech(article: &Article<'_>, speech: &Speech) -> Vec<ProposedClaim> {
    if speech.act == SpeechAct::Blames {
        return blamed(article, speech).into_iter().collect();
    }
    if speech.quote_from != speech.content.start {
        return answer(article, speech, &(speech.quote_from..speech.content.end))
            .into_iter()
            .collect();
    }
    let pieces = pieces(article, &speech.content);
    pieces
        .into_iter()
        .filter_map(|piece| answer(article, speech, &piece))
        .collect()
}

/// Cuts what is said into its coordinate parts: "…, and it will …", "…, while it did not …".
fn pieces(article: &Article<'_>, content: &Range<usize>) -> Vec<Range<usize>> {
    const JOINTS: [&str; 4] = ["and", "but", "while", "whereas"];
    let tokens = &article.tokens;
    let mut all = Vec::new();
    let mut start = content.start;
    for at in content.clone() {
        let joint = tokens[at].is(",") && at + 1 < content.end && tokens[at + 1].is_any(&JOINTS);
        if joint || tokens[at].is(";") {
            all.push(start..at);
            start = at + 1 + usize::from(joint);
        }
    }
    all.push(start..content.end);
    all
}

fn words(article: &Article<'_>, tokens: &Range<usize>) -> usize {
    article.tokens[tokens.clone()]
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.spaced)
        .count()
}

/// Returns true if there is a number among some tokens: it is proposed by itself, with its speaker.
fn has_number(article: &Article<'_>, tokens: &Range<usize>) -> bool {
    let bytes = article.bytes(tokens.clone());
    let first = article
        .mentions
        .partition_point(|mention| mention.end <= bytes.start);
    article.mentions[first..]
        .iter()
        .take_while(|mention| mention.start < bytes.end)
        .any(|mention| !mention.weak && mention.kind == MentionKind::Number)
}

fn answer(article: &Article<'_>, speech: &Speech, piece: &Range<usize>) -> Option<ProposedClaim> {
    let denied = speech.act == SpeechAct::Denies;
    let numbered = !denied && has_number(article, piece);
    if piece.is_empty() || words(article, piece) < FEWEST_WORDS || numbered {
        return None;
    }
    let condition = condition(article, piece);
    let negated = negated(article, &(piece.start..condition.unwrap_or(piece.end)))?;
    let plain = if denied == negated { "yes" } else { "no" };
    let conditional =
        condition.map(|from| format!("{plain}, {}", article.words(article.bytes(from..piece.end))));
    let conditional =
        conditional.filter(|words| matches!(answer::read(words), Ok(Answer::Conditional(_))));
    let note = negated.then_some(Note::Negated);
    let end = article.speech_end(piece.start, piece.end, MOST_WORDS);
    let value = ProposedValue::Answer(conditional.unwrap_or_else(|| plain.to_owned()));
    Some(proposal(article, speech, piece.start..end, value, note))
}

/// Returns true if there is a "not" among some tokens, or `None` if the words leave open what it negates.
fn negated(article: &Article<'_>, tokens: &Range<usize>) -> Option<bool> {
    const NONE: [&str; 6] = ["nobody", "none", "nothing", "neither", "nor", "nowhere"];
    let count = tokens.clone().filter(|at| is_not(article, *at)).count();
    let nobody = tokens.clone().any(|at| {
        article.is_any_at(at, &NONE)
            || (article.is_any_at(at, &["no"]) && article.is_any_at(at + 1, &["one"]))
    });
    (count < 2 && !nobody).then_some(count == 1)
}

fn is_not(article: &Article<'_>, at: usize) -> bool {
    let short = article.is_any_at(at, &["t"]) && !article.tokens[at].spaced;
    let no = article.is_any_at(at, &["no"]) && !article.is_any_at(at + 1, &["doubt"]);
    short || no || article.is_any_at(at, &["not", "never", "cannot"])
}

/// Returns the index of the token with which a condition begins.
fn condition(article: &Article<'_>, piece: &Range<usize>) -> Option<usize> {
    (piece.start + 1..piece.end).find(|at| {
        let rest = &article.tokens[*at..piece.end];
        CONDITIONS.iter().any(|words| begin_with(rest, words))
    })
}

fn begin_with(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word))
}

/// Proposes the name after a verb of blame.
fn blamed(article: &Article<'_>, speech: &Speech) -> Option<ProposedClaim> {
    let content = &speech.content;
    let (_, next) = speaker_after(&article.tokens, content, content.start)?;
    let possessed = (content.start..next).find(|at| article.tokens[*at].is_any(&["’", "'"]));
    let responsible = (content.start..next).find(|at| article.tokens[*at].is("responsible"));
    let name = content.start..possessed.or(responsible).unwrap_or(next);
    let from = name
        .clone()
        .find(|at| !article.tokens[*at].is_any(&["the", "a", "an"]))?;
    let value = ProposedValue::Name(article.words(article.bytes(from..name.end)));
    let end = article.speech_end(speech.quote_from, content.end, MOST_WORDS);
    Some(proposal(
        article,
        speech,
        speech.quote_from..end.max(name.end),
        value,
        None,
    ))
}

fn proposal(
    article: &Article<'_>,
    speech: &Speech,
    quote: Range<usize>,
    value: ProposedValue,
    note: Option<Note>,
) -> ProposedClaim {
    let mut end = article.outside_brackets(&quote);
    while end > quote.start && article.tokens[end - 1].is_any(&[",", ";", ":"]) {
        end -= 1;
    }
    ProposedClaim {
        quote: article.quote(quote.start..end),
        value,
        counted: None,
        speaker: speech.speaker.clone().map(|speaker| article.bytes(speaker)),
        by: None,
        event: None,
        attribute: None,
        notes: note.into_iter().collect(),

        confirmed: false,
    }
}

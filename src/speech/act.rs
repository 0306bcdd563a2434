//! Reported speech: the speaker, what is said, and the words of the article for it.

use std::ops::Range;

use super::sentence::is_closer;
use super::speaker::{self, SpeakerReference};
use super::verbs::{NOUNS, SpeechAct, Verb, verb};
use crate::wording::date::is_calendar_word;
use crate::wording::lexer::{Token, TokenKind};

/// The most tokens between a verb and its "that" ("said on Saturday that").
const THAT_WITHIN: usize = 9;

/// The most tokens between a noun and its "is that".
const NOUN_WITHIN: usize = 8;

/// Words in small letters for those whom a speaker addresses.
const HEARERS: [&str; 18] = [
    "reporters",
    "journalists",
    "media",
    "press",
    "parliament",
    "lawmakers",
    "state",
    "local",
    "television",
    "radio",
    "news",
    "agency",
    "them",
    "him",
    "her",
    "us",
    "me",
    "viewers",
];

/// Words for when, where and how something was said.
const CIRCUMSTANCES: [&str; 40] = [
    "on",
    "in",
    "at",
    "to",
    "by",
    "with",
    "during",
    "late",
    "early",
    "earlier",
    "later",
    "a",
    "an",
    "the",
    "his",
    "her",
    "its",
    "their",
    "morning",
    "afternoon",
    "evening",
    "night",
    "yesterday",
    "last",
    "week",
    "day",
    "st",
    "nd",
    "rd",
    "th",
    "statement",
    "press",
    "news",
    "conference",
    "interview",
    "briefing",
    "release",
    "post",
    "reporters",
    "journalists",
];

/// Words before a verb of speech that make it no speech of a speaker.
const NO_SUBJECTS: [&str; 16] = [
    "if", "when", "once", "unless", "until", "as", "is", "was", "are", "were", "be", "been",
    "being", "not", "never", "yet",
];

/// The most tokens between the beginning of a quotation and its verb.
pub(crate) const MOST_BACK: usize = 600;

/// Something that the article says somebody said. Ranges are of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speech {
    /// The index of its verb.
    pub(crate) at: usize,
    /// The words for the speaker; `None` if nobody was named.
    pub(crate) speaker: Option<Range<usize>>,
    pub(crate) act: SpeechAct,
    /// The words that are said.
    pub(crate) content: Range<usize>,
    /// The first token of a short quote: the verb if it says more than the content.
    pub(crate) quote_from: usize,
    /// True if it covers its whole sentence ("according to …") and proposes nothing by itself.
    pub(crate) covers: bool,
}

/// Finds all reported speech, from left to right.
pub(crate) fn speeches(tokens: &[Token<'_>], sentences: &[Range<usize>]) -> Vec<Speech> {
    let mut finder = Finder {
        tokens,
        all: Vec::new(),
        last: None,
    };
    for sentence in sentences {
        finder.sentence(sentence);
    }
    finder.all
}

struct Finder<'t> {
    tokens: &'t [Token<'t>],
    all: Vec<Speech>,
    /// The speaker who was named last.
    last: Option<Range<usize>>,
}

impl Finder<'_> {
    fn sentence(&mut self, sentence: &Range<usize>) {
        let first = self.all.len();
        for at in sentence.clone() {
            let Some((speech, begins)) = self.speech(sentence, at, first) else {
                continue;
            };
            // What comes before ends where this begins.
            if let Some(before) = self.all[first..]
                .last_mut()
                .filter(|before| !before.covers && !speech.covers)
            {
                before.content.end = before.content.end.min(begins).max(before.content.start);
            }
            self.last = speech.speaker.clone().or(self.last.take());
            self.all.push(speech);
        }
    }

    /// Returns the speech that a token reports, and the index of its own first word.
    fn speech(&self, sentence: &Range<usize>, at: usize, first: usize) -> Option<(Speech, usize)> {
        self.according(sentence, at)
            .or_else(|| self.passive(sentence, at))
            .or_else(|| self.responsible(sentence, at))
            .or_else(|| self.noun(sentence, at))
            .or_else(|| self.active(sentence, at, first))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    /// Returns the words for a speaker of a sentence. A pronoun stands for whoever was named as a speaker last,
    /// unless the sentence begins with somebody else ("The United Nations counted 9; it said …").
    fn named(&self, who: SpeakerReference, sentence: &Range<usize>) -> Option<Range<usize>> {
        match who {
            SpeakerReference::Named(words) => Some(words),
            SpeakerReference::Before => {
                let last = self.last.clone()?;
                let here = last.start >= sentence.start;
                let other = speaker::is_subject(&self.tokens[sentence.clone()]);
                (here || !other).then_some(last)
            }
        }
    }

    /// Reads "according to the ministry", "as per reports", "as confirmed by the spokesman".
    fn according(&self, sentence: &Range<usize>, at: usize) -> Option<(Speech, usize)> {
        let name = if (self.is(at, "according") && self.is(at + 1, "to"))
            || (self.is(at, "as") && self.is(at + 1, "per"))
        {
            at + 2
        } else if self.is(at, "as")
            && verb(self.tokens.get(at + 1)?).is_some()
            && self.is(at + 2, "by")
        {
            at + 3
        } else {
            return None;
        };
        let (who, next) = speaker::after(self.tokens, sentence, name)?;
        let content = if at == sentence.start {
            next..sentence.end
        } else {
            sentence.start..at
        };
        let speech = Speech {
            at,
            speaker: self.named(who, sentence),
            act: SpeechAct::Says,
            quote_from: content.start,
            content,
            covers: true,
        };
        Some((speech, at))
    }

    /// Reads "an allegation denied by the Taliban".
    fn passive(&self, sentence: &Range<usize>, at: usize) -> Option<(Speech, usize)> {
        let Verb { act, .. } = verb(&self.tokens[at])?;
        let by = self.is(at + 1, "by") && !(at > sentence.start && self.is(at - 1, "as"));
        if !by || matches!(act, SpeechAct::Accuses | SpeechAct::Blames) {
            return None;
        }
        let (who, next) = speaker::after(self.tokens, sentence, at + 2)?;
        let start = clause_start(self.tokens, sentence, at);
        let speech = Speech {
            at,
            speaker: self.named(who, sentence),
            act,
            content: start..next,
            quote_from: start,
            covers: false,
        };
        Some((speech, start))
    }

    /// Reads "holds the TTP responsible for several attacks".
    fn responsible(&self, sentence: &Range<usize>, at: usize) -> Option<(Speech, usize)> {
        if !self.tokens[at].is_any(&["holds", "hold", "held", "holding"]) {
            return None;
        }
        let (_, next) = speaker::after(self.tokens, sentence, at + 1)?;
        let responsible = (next.saturating_sub(1)..=next).find(|at| self.is(*at, "responsible"))?;
        let (who, begins) = speaker::before(self.tokens, sentence, at)?;
        let content = at + 1..clause_end(self.tokens, sentence, responsible);
        let speech = Speech {
            at,
            speaker: self.named(who, sentence),
            act: SpeechAct::Blames,
            content,
            quote_from: at,
            covers: false,
        };
        Some((speech, begins))
    }

    /// Reads "Pakistan's grievance with the Taliban is that it failed".
    fn noun(&self, sentence: &Range<usize>, at: usize) -> Option<(Speech, usize)> {
        let that = self.is(at, "that")
            && at > sentence.start
            && self.tokens[at - 1].is_any(&["is", "was"]);
        if !that {
            return None;
        }
        let noun = (sentence.start..at)
            .rev()
            .take(NOUN_WITHIN)
            .find(|at| self.tokens[*at].is_any(&NOUNS))?;
        let possessor = noun
            .checked_sub(2)
            .filter(|mark| *mark > sentence.start && self.is(noun - 1, "s"))?;
        let (who, begins) = speaker::before(self.tokens, sentence, possessor)?;
        let content = at + 1..sentence.end;
        let speech = Speech {
            at,
            speaker: self.named(who, sentence),
            act: SpeechAct::Says,
            quote_from: content.start,
            content,
            covers: false,
        };
        Some((speech, begins))
    }

    /// Reads "the army said that …", "“…,” said the minister", "and added that …".
    fn active(&self, sentence: &Range<usize>, at: usize, first: usize) -> Option<(Speech, usize)> {
        let verb = verb(&self.tokens[at])?;
        // "if confirmed" and "was denied" say of nobody that he did so.
        if at > sentence.start && self.tokens[at - 1].is_any(&NO_SUBJECTS) {
            return None;
        }
        let quoted =
            at > sentence.start && (is_closer(&self.tokens[at - 1]) || self.is(at - 1, ","));
        // After "told" come those who hear it, never the one who tells.
        let inverts =
            !self.tokens[at].text.ends_with("ing") && !self.tokens[at].is_any(&["told", "tells"]);
        if quoted
            && inverts
            && let Some((who, next)) = speaker::after(self.tokens, sentence, at + 1)
            && self
                .tokens
                .get(next)
                .is_none_or(|token| token.kind == TokenKind::Mark)
        {
            let content = self.quotation(sentence, at)?;
            return Some((
                told(
                    at,
                    self.named(who, sentence),
                    verb,
                    content.clone(),
                    content.start,
                ),
                content.start,
            ));
        }
        let (speaker, begins) = self.subject(sentence, at, first)?;
        let (content, joined) = self.object(sentence, at);
        let quoted = !joined && self.closes_quotation(sentence, begins);
        if content.is_empty() || (quoted && !self.opens_quotation(&content)) {
            let content = self.quotation(sentence, begins)?;
            return Some((
                told(at, speaker, verb, content.clone(), content.start),
                content.start,
            ));
        }
        if !joined && verb.takes_thing {
            let content = content.start..self.thing_end(&content);
            return Some((told(at, speaker, verb, content, at), begins));
        }
        // "struck the hospital" alone would be the reverse of "denied that it struck the hospital".
        let from = if verb.act == SpeechAct::Denies {
            at
        } else {
            content.start
        };
        Some((told(at, speaker, verb, content, from), begins))
    }

    /// Returns true if a quotation ends right before a token.
    fn closes_quotation(&self, sentence: &Range<usize>, before: usize) -> bool {
        let mark = before.checked_sub(1).filter(|mark| *mark > sentence.start);
        mark.is_some_and(|mark| {
            let token = &self.tokens[mark];
            token.is("”") || (token.is("\"") && !token.spaced)
        })
    }

    fn opens_quotation(&self, content: &Range<usize>) -> bool {
        self.tokens[content.clone()]
            .iter()
            .any(|token| token.is_any(&["“", "\""]))
    }

    /// Returns the speaker of a verb and the index of the first word: "and added" goes on with the last speaker.
    fn subject(
        &self,
        sentence: &Range<usize>,
        at: usize,
        first: usize,
    ) -> Option<(Option<Range<usize>>, usize)> {
        let joint = at.checked_sub(1).filter(|joint| *joint >= sentence.start)?;
        let goes_on = self.tokens[joint].is_any(&["and", "but", "while"])
            || (self.is(joint, ",") && self.tokens[at].text.ends_with("ing"));
        if goes_on {
            let before = self.all[first..].last()?;
            return Some((before.speaker.clone(), joint));
        }
        let (who, begins) = speaker::before(self.tokens, sentence, at)?;
        Some((self.named(who, sentence), begins))
    }

    /// Returns what follows a verb, and true if a "that" comes before it.
    fn object(&self, sentence: &Range<usize>, at: usize) -> (Range<usize>, bool) {
        let within = at + 1..sentence.end.min(at + 1 + THAT_WITHIN);
        let that = within
            .clone()
            .take_while(|at| {
                let token = &self.tokens[*at];
                !token.is_any(&[",", "“", "\"", ";", "and", "but"]) && verb(token).is_none()
            })
            .find(|at| self.is(*at, "that"));
        let mut start = that.map_or_else(|| self.after_hearers(sentence, at), |that| that + 1);
        while start < sentence.end && self.tokens[start].is_any(&[":", ","]) {
            start += 1;
        }
        let mut end = sentence.end;
        while end > start && self.tokens[end - 1].kind == TokenKind::Mark {
            end -= 1;
        }
        if that.is_some() {
            return (start..end, true);
        }
        // "said on Monday": what was said is elsewhere. In "said on Monday, revising its figure, that …" it comes
        // after that.
        // "180 drowned, police said, tripling their figure": what was said is before, too.
        let mut next = self.tokens[(at + 1).min(end)..end].iter().take(3);
        let closed = next.next().is_some_and(|token| token.is(","))
            && next.any(|token| token.text.ends_with("ing"));
        let comma = if closed { start } else { end };
        let comma = (start..end)
            .find(|at| self.is(*at, ","))
            .unwrap_or(end)
            .min(comma);
        if self.tokens[start.min(end)..comma]
            .iter()
            .all(is_circumstance)
        {
            let that = (comma..end).find(|at| self.is(*at, ",") && self.is(at + 1, "that"));
            return match that {
                Some(comma) => (comma + 2..end, true),
                None => (start..start, false),
            };
        }
        (start..end, false)
    }

    /// Returns the index of the token after a verb and its hearers: "told the BBC".
    fn after_hearers(&self, sentence: &Range<usize>, verb: usize) -> usize {
        let mut at = verb + 1;
        if !self.tokens[verb].is_any(&["told", "tells"]) {
            return at;
        }
        at += usize::from(at < sentence.end && self.is(at, "the"));
        while at < sentence.end && is_hearer(&self.tokens[at]) {
            at += 1;
        }
        at
    }

    /// Returns the end of a thing that was announced or denied: at a comma, or before its day.
    fn thing_end(&self, content: &Range<usize>) -> usize {
        content
            .clone()
            .find(|at| {
                self.tokens[*at].is_any(&[",", ";", ":"])
                    || (self.is(*at, "on") && self.is_day(*at + 1))
            })
            .unwrap_or(content.end)
    }

    /// Returns true if a token is there and names a day or is a number.
    fn is_day(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|day| is_calendar_word(&day.text) || day.kind == TokenKind::Number)
    }

    /// Returns the quotation that ends right before a token, else what the sentence says before it.
    fn quotation(&self, sentence: &Range<usize>, before: usize) -> Option<Range<usize>> {
        let mut end = before;
        while end > 0 && self.tokens[end - 1].kind == TokenKind::Mark {
            end -= 1;
        }
        let closes = (end..before).find(|at| self.tokens[*at].is_any(&["”", "\""]));
        let start = match closes {
            Some(_) => {
                let mut back = (end.saturating_sub(MOST_BACK)..end).rev();
                back.find(|at| self.tokens[*at].is_any(&["“", "\""]))? + 1
            }
            None => sentence.start,
        };
        (start < end).then_some(start..end)
    }
}

fn is_hearer(token: &Token<'_>) -> bool {
    token.raw.starts_with(char::is_uppercase) || token.is_any(&HEARERS)
}

fn is_circumstance(token: &Token<'_>) -> bool {
    token.kind != TokenKind::Word || is_calendar_word(&token.text) || token.is_any(&CIRCUMSTANCES)
}

fn told(
    at: usize,
    speaker: Option<Range<usize>>,
    verb: Verb,
    content: Range<usize>,
    quote_from: usize,
) -> Speech {
    Speech {
        at,
        speaker,
        act: verb.act,
        content,
        quote_from,
        covers: false,
    }
}

/// Returns the first token of the clause around a token, between commas.
fn clause_start(tokens: &[Token<'_>], sentence: &Range<usize>, at: usize) -> usize {
    (sentence.start..at)
        .rev()
        .find(|at| tokens[*at].is_any(&[",", ";", ":", "“", "”", "\"", "(", ")", "–", "—"]))
        .map_or(sentence.start, |mark| mark + 1)
}

/// Returns the end of the clause after a token, at a comma.
fn clause_end(tokens: &[Token<'_>], sentence: &Range<usize>, at: usize) -> usize {
    (at..sentence.end)
        .find(|at| tokens[*at].is_any(&[",", ";", ":", ".", "!", "?"]))
        .unwrap_or(sentence.end)
}

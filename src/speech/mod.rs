//! Finds who says what in a text: its sentences, its verbs of saying, and the words for the speaker of each.
//! The room reads words and not meanings.

mod act;
mod sentence;
mod speaker;
mod verbs;

pub(crate) use self::act::{MOST_BACK, Speech, speeches};
pub(crate) use self::sentence::sentences;
pub(crate) use self::speaker::after as speaker_after;
pub(crate) use self::verbs::{SpeechAct, verb};
use crate::wording::lexer::lex;

/// The verbs that say of nothing but a speaker that it says something. "The attack claimed 12 lives" and "the
/// agency reported 5 dead" may be something else.
const PLAINLY_SAID: [&str; 7] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "stated",
    "according",
];

/// Returns the words of a text that name who says something in it, where that is certain.
pub(crate) fn named_speakers(text: &str) -> Vec<&str> {
    // Most texts hold none of these verbs, and are read no further.
    if !PLAINLY_SAID.iter().any(|verb| text.contains(verb)) {
        return Vec::new();
    }
    let tokens = lex(text);
    let speeches = speeches(&tokens, &sentences(text, &tokens));
    let certain = speeches.into_iter().filter(|speech| {
        let verb = &tokens[speech.at];
        verb.is_any(&PLAINLY_SAID)
            || tokens[speech.at..]
                .get(1)
                .is_some_and(|next| next.is("that"))
    });
    let named = certain.filter_map(|speech| speech.speaker);
    named
        .filter_map(|words| {
            let last = words.end.checked_sub(1)?;
            text.get(tokens.get(words.start)?.start..tokens.get(last)?.end())
        })
        .collect()
}

//! The one table of words that report speech, with the act of speech that each is.

use crate::wording::lexer::Token;

/// The act of a speaker towards what is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeechAct {
    /// Says that it is so.
    Says,
    /// Says that it is not so.
    Denies,
    /// Says that somebody did it.
    Accuses,
    /// Says that it is somebody's fault.
    Blames,
}

/// A verb of speech.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verb {
    pub(crate) act: SpeechAct,
    /// True if a noun can follow in place of a sentence ("announced the failure of the talks").
    pub(crate) takes_thing: bool,
}

const SAYS: [&str; 49] = [
    "said",
    "says",
    "added",
    "adds",
    "adding",
    "stated",
    "states",
    "told",
    "tells",
    "claimed",
    "claiming",
    "reported",
    "reporting",
    "insisted",
    "insists",
    "noted",
    "warned",
    "warns",
    "argued",
    "argues",
    "maintained",
    "maintains",
    "declared",
    "asserted",
    "explained",
    "stressed",
    "emphasised",
    "emphasized",
    "estimated",
    "estimates",
    "wrote",
    "tweeted",
    "vowed",
    "promised",
    "pledged",
    "acknowledged",
    "conceded",
    "admitted",
    "revealed",
    "recalled",
    "remarked",
    "replied",
    "responded",
    "testified",
    "alleged",
    "alleging",
    "alleges",
    "contended",
    "believes",
];

const ANNOUNCES: [&str; 6] = [
    "announced",
    "announces",
    "announcing",
    "confirmed",
    "confirms",
    "confirming",
];

const DENIES: [&str; 12] = [
    "denied",
    "denies",
    "denying",
    "rejected",
    "rejects",
    "rejecting",
    "refuted",
    "refutes",
    "dismissed",
    "dismisses",
    "disputed",
    "disputes",
];

const ACCUSES: [&str; 3] = ["accused", "accuses", "accusing"];

const BLAMES: [&str; 3] = ["blamed", "blames", "blaming"];

/// Nouns for what somebody says ("its grievance is that …").
pub(super) const NOUNS: [&str; 8] = [
    "grievance",
    "allegation",
    "accusation",
    "claim",
    "complaint",
    "charge",
    "position",
    "argument",
];

/// Returns the verb of speech that a token is.
pub(crate) fn verb(token: &Token<'_>) -> Option<Verb> {
    let (act, takes_thing) = match () {
        () if token.is_any(&SAYS) => (SpeechAct::Says, false),
        () if token.is_any(&ANNOUNCES) => (SpeechAct::Says, true),
        () if token.is_any(&DENIES) => (SpeechAct::Denies, true),
        () if token.is_any(&ACCUSES) => (SpeechAct::Accuses, true),
        () if token.is_any(&BLAMES) => (SpeechAct::Blames, true),
        () => return None,
    };
    Some(Verb { act, takes_thing })
}

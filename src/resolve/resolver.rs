//! The resolver at which a record is put together: what is known so far, and how to look it up.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Span};
use crate::load::raw::Spanned;
use crate::load::suggest::nearest;
use crate::load::whole::WholeClaims;
use crate::load::words::Words;
use crate::model::{
    AttributeId, Event, EventId, Name, Party, PartyId, Record, Speaker, SpeakerId, TopicId,
};
use crate::wording::Problem;
use crate::wording::fold::{fold, slug};

/// What is known so far.
pub(super) struct Resolver<'a> {
    pub(super) files: &'a Files,
    pub(super) words: &'a Words,
    pub(super) kept: &'a WholeClaims,
    pub(super) record: Record,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) events: BTreeMap<(TopicId, String), EventId>,
    pub(super) attributes: BTreeMap<(TopicId, String), AttributeId>,
    pub(super) speakers: BTreeMap<String, SpeakerId>,
    pub(super) speaker_names: BTreeMap<String, Vec<SpeakerId>>,
    pub(super) parties: BTreeMap<String, PartyId>,
    /// Attributes that are declared without a kind that can be read: it is taken from their values.
    pub(super) kindless: Vec<AttributeId>,
    /// What claims name, also those that cannot be read: their declarations are used.
    pub(super) mentions: Mentions,
    /// The ids of speakers that `by` names, also where the chain leads on to another.
    pub(super) mentioned_speakers: BTreeSet<String>,
    /// For how many ids that nothing declares the nearest known one was looked for.
    suggested: usize,
}

/// For more undeclared ids than this no nearest known one is looked for: that is no slip of the hand.
const MOST_SUGGESTIONS: usize = 1_000;

/// What claims name: ids of events and attributes by topic, and the sources in whose files they stand.
#[derive(Default)]
pub(super) struct Mentions {
    pub(super) events: BTreeSet<(TopicId, String)>,
    pub(super) attributes: BTreeSet<(TopicId, String)>,
    pub(super) sources: BTreeSet<SpeakerId>,
}

/// What is wrong with some words, wherever they stand.
#[derive(Debug, Clone)]
pub(super) struct Complaint {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
    /// The text that may be meant.
    pub(super) near: Option<String>,
}

impl Complaint {
    pub(super) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            near: None,
        }
    }

    /// A value that cannot be read.
    pub(super) fn value(problem: Problem) -> Self {
        Self::new(Code::BadValue, problem.what, problem.help)
    }

    /// The complaint where it has no words of its own.
    pub(super) fn beside(&self, span: Span) -> Diagnostic {
        Diagnostic::at(self.code, span, self.message.clone(), self.help.clone())
    }

    /// The complaint at the words themselves.
    pub(super) fn at(&self, span: Span) -> Diagnostic {
        self.beside(span).with_text(span, self.near.as_deref())
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn new(files: &'a Files, words: &'a Words, kept: &'a WholeClaims) -> Self {
        Self {
            files,
            words,
            kept,
            record: Record::default(),
            diagnostics: Vec::new(),
            events: BTreeMap::new(),
            attributes: BTreeMap::new(),
            speakers: BTreeMap::new(),
            speaker_names: BTreeMap::new(),
            parties: BTreeMap::new(),
            kindless: Vec::new(),
            mentions: Mentions::default(),
            mentioned_speakers: BTreeSet::new(),
            suggested: 0,
        }
    }

    pub(super) fn diagnose(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::at(code, span, message, help));
    }

    /// Whether a look for the nearest known id is still worth its time.
    pub(super) fn may_suggest(&self) -> bool {
        self.suggested < MOST_SUGGESTIONS
    }

    /// Counts a look for the nearest known id.
    pub(super) fn has_suggested(&mut self) {
        self.suggested += 1;
    }

    /// Tells a complaint, where there is one.
    pub(super) fn complain(&mut self, complaint: Option<&Complaint>, span: Span) {
        self.diagnostics
            .extend(complaint.map(|complaint| complaint.at(span)));
    }

    /// An event by its id; where nothing declares it, that is to be told, and it stands all the same.
    pub(super) fn event(&mut self, topic: TopicId, id: &str) -> (EventId, Option<Complaint>) {
        if let Some(&event) = self.events.get(&(topic, id.to_owned())) {
            let declared = self.record[event].name.declared.is_some();
            return (
                event,
                (!declared).then(|| unknown(Code::UnknownEvent, "event", id, None)),
            );
        }
        let declared = |id: &&str| {
            let known = self.events.get(&(topic, (*id).to_owned()));
            known.is_some_and(|event| self.record[*event].name.declared.is_some())
        };
        let near = if self.may_suggest() {
            nearest(id, ids_of(&self.events, topic).filter(declared))
        } else {
            None
        };
        let complaint = unknown(Code::UnknownEvent, "event", id, near);
        self.suggested += 1;
        let event = EventId::from(self.record.events.len());
        let name = Name {
            id: id.to_owned(),
            declared: None,
        };
        let title = id.to_owned();
        self.record.events.push(Event {
            topic,
            name,
            title,
            date: None,
            begins: None,
            place: None,
            within: None,
            disjoint: false,
        });
        self.events.insert((topic, id.to_owned()), event);
        (event, Some(complaint))
    }

    /// A party by its id; where nothing declares it, it is told, and stands all the same.
    pub(super) fn party(&mut self, id: &Spanned<String>, span: Span) -> PartyId {
        let id = id.get_ref();
        if let Some(&party) = self.parties.get(id) {
            return party;
        }
        let near = nearest(id, self.parties.keys().map(String::as_str));
        let complaint = unknown(Code::UnknownParty, "party", id, near);
        self.complain(Some(&complaint), span);
        self.add_party(Party {
            name: Name {
                id: id.clone(),
                declared: None,
            },
            full: id.clone(),
        })
    }

    pub(super) fn add_party(&mut self, party: Party) -> PartyId {
        let id = PartyId::from(self.record.parties.len());
        self.parties.insert(party.name.id.clone(), id);
        self.record.parties.push(party);
        id
    }

    /// A speaker by what `by` or `via` says: an id, else a name, else the words made an id.
    pub(super) fn speaker(&mut self, words: &str) -> (SpeakerId, Option<Complaint>) {
        if let Some(&speaker) = self.speakers.get(words) {
            return (speaker, None);
        }
        match self.speaker_names.get(&fold(words)).map(Vec::as_slice) {
            Some([speaker]) => return (*speaker, None),
            Some(several) => {
                let ids: Vec<_> = several
                    .iter()
                    .map(|id| self.record[*id].name.id.clone())
                    .collect();
                let message = format!("“{words}” is the name of more than one: {}", ids.join(", "));
                let help = "write the id of the one that is meant";
                return (
                    several[0],
                    Some(Complaint::new(Code::BadValue, message, help)),
                );
            }
            None => {}
        }
        let id = slug(words);
        if let Some(&speaker) = self.speakers.get(&id) {
            let declared = self.record[speaker].name.declared.is_some();
            return (
                speaker,
                (!declared).then(|| unknown(Code::UnknownSpeaker, "speaker", words, None)),
            );
        }
        let near = if self.may_suggest() {
            nearest(words, self.speakers.keys().map(String::as_str))
        } else {
            None
        };
        let complaint = unknown(Code::UnknownSpeaker, "speaker", words, near);
        self.suggested += 1;
        let speaker = self.add_speaker(Speaker {
            name: Name { id, declared: None },
            full: words.to_owned(),
            short: words.to_owned(),
            party: None,
            kind: None,
            unnamed_in: None,
        });
        (speaker, Some(complaint))
    }

    pub(super) fn add_speaker(&mut self, speaker: Speaker) -> SpeakerId {
        let id = SpeakerId::from(self.record.speakers.len());
        self.speakers.insert(speaker.name.id.clone(), id);
        let names = self.speaker_names.entry(fold(&speaker.full)).or_default();
        if !names.contains(&id) {
            names.push(id);
        }
        self.record.speakers.push(speaker);
        id
    }
}

/// What to say of an id that nothing declares.
pub(super) fn unknown(code: Code, what: &str, id: &str, near: Option<&str>) -> Complaint {
    let declare = format!("eclare it: [[{what}]] with id = \"{}\"", slug(id));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Else d{declare}"),
        None => format!("d{declare}"),
    };
    let complaint = Complaint::new(code, format!("no [[{what}]] has the id “{id}”"), help);
    Complaint {
        near: near.map(str::to_owned),
        ..complaint
    }
}

/// The ids of one topic.
pub(super) fn ids_of<T>(
    ids: &BTreeMap<(TopicId, String), T>,
    topic: TopicId,
) -> impl Iterator<Item = &str> {
    ids.range((topic, String::new())..)
        .take_while(move |((of, _), _)| *of == topic)
        .map(|((_, id), _)| id.as_str())
}

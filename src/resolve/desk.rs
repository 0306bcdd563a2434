//! The desk at which a record is put together: what is known so far, and how to look it up.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Span};
use crate::load::shape::Spanned;
use crate::load::suggest::nearest;
use crate::model::{AttributeId, Event, EventId, Name, Party, PartyId, Record, Speaker, SpeakerId, TopicId};
use crate::wording::fold::{fold, slug};

/// What is known so far.
pub(super) struct Desk<'a> {
    pub(super) files: &'a Files,
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
    pub(super) named: Named,
    /// The ids of speakers that `by` names, also where the chain leads on to another.
    pub(super) named_in_passing: BTreeSet<String>,
}

/// What claims name: ids of events and attributes by topic, and the sources in whose files they stand.
#[derive(Default)]
pub(super) struct Named {
    pub(super) events: BTreeSet<(TopicId, String)>,
    pub(super) attributes: BTreeSet<(TopicId, String)>,
    pub(super) sources: BTreeSet<SpeakerId>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(files: &'a Files) -> Self {
        Self {
            files,
            record: Record::default(),
            diagnostics: Vec::new(),
            events: BTreeMap::new(),
            attributes: BTreeMap::new(),
            speakers: BTreeMap::new(),
            speaker_names: BTreeMap::new(),
            parties: BTreeMap::new(),
            kindless: Vec::new(),
            named: Named::default(),
            named_in_passing: BTreeSet::new(),
        }
    }

    pub(super) fn tell(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::at(code, span, message, help));
    }

    /// An event by its id; where nothing declares it, it is told, and stands all the same.
    pub(super) fn event(&mut self, topic: TopicId, id: &str, span: Span) -> EventId {
        if let Some(&event) = self.events.get(&(topic, id.to_owned())) {
            if self.record.events[event.index()].name.declared.is_none() {
                self.unknown(Code::UnknownEvent, "event", id, span, None);
            }
            return event;
        }
        let declared = |id: &&str| {
            let known = self.events.get(&(topic, (*id).to_owned()));
            known.is_some_and(|event| self.record.events[event.index()].name.declared.is_some())
        };
        let near = nearest(id, ids_of(&self.events, topic).filter(declared)).map(str::to_owned);
        self.unknown(Code::UnknownEvent, "event", id, span, near.as_deref());
        let event = EventId::from(self.record.events.len());
        let name = Name { id: id.to_owned(), declared: None };
        let title = id.to_owned();
        self.record.events.push(Event { topic, name, title, date: None, begins: None, place: None });
        self.events.insert((topic, id.to_owned()), event);
        event
    }

    /// Tells an undeclared id.
    pub(super) fn unknown(&mut self, code: Code, what: &str, id: &str, span: Span, near: Option<&str>) {
        let help = match near {
            Some(near) => {
                format!("did you mean `{near}`? Else declare it: [[{what}]] with id = \"{}\"", slug(id))
            }
            None => format!("declare it: [[{what}]] with id = \"{}\"", slug(id)),
        };
        self.tell(code, span, format!("no [[{what}]] has the id “{id}”"), help);
    }

    /// A party by its id; where nothing declares it, it is told, and stands all the same.
    pub(super) fn party(&mut self, id: &Spanned<String>, span: Span) -> PartyId {
        let id = id.get_ref();
        if let Some(&party) = self.parties.get(id) {
            return party;
        }
        let near = nearest(id, self.parties.keys().map(String::as_str)).map(str::to_owned);
        self.unknown(Code::UnknownParty, "party", id, span, near.as_deref());
        self.add_party(Party { name: Name { id: id.clone(), declared: None }, full: id.clone() })
    }

    pub(super) fn add_party(&mut self, party: Party) -> PartyId {
        let id = PartyId::from(self.record.parties.len());
        self.parties.insert(party.name.id.clone(), id);
        self.record.parties.push(party);
        id
    }

    /// A speaker by what `by` or `via` says: an id, else a name, else the words made an id.
    pub(super) fn speaker(&mut self, words: &str, span: Span) -> SpeakerId {
        if let Some(&speaker) = self.speakers.get(words) {
            return speaker;
        }
        match self.speaker_names.get(&fold(words)).map(Vec::as_slice) {
            Some([speaker]) => return *speaker,
            Some(several) => {
                let ids: Vec<_> =
                    several.iter().map(|id| self.record.speakers[id.index()].name.id.clone()).collect();
                let message = format!("“{words}” is the name of more than one: {}", ids.join(", "));
                let first = several[0];
                self.tell(Code::BadValue, span, message, "write the id of the one that is meant");
                return first;
            }
            None => {}
        }
        let id = slug(words);
        if let Some(&speaker) = self.speakers.get(&id) {
            if self.record.speakers[speaker.index()].name.declared.is_none() {
                self.unknown(Code::UnknownSpeaker, "speaker", words, span, None);
            }
            return speaker;
        }
        let near = nearest(words, self.speakers.keys().map(String::as_str)).map(str::to_owned);
        self.unknown(Code::UnknownSpeaker, "speaker", words, span, near.as_deref());
        self.add_speaker(Speaker {
            name: Name { id, declared: None },
            full: words.to_owned(),
            short: words.to_owned(),
            party: None,
            kind: None,
            unnamed_in: None,
        })
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

/// The ids of one topic.
pub(super) fn ids_of<T>(ids: &BTreeMap<(TopicId, String), T>, topic: TopicId) -> impl Iterator<Item = &str> {
    ids.range((topic, String::new())..)
        .take_while(move |((of, _), _)| *of == topic)
        .map(|((_, id), _)| id.as_str())
}

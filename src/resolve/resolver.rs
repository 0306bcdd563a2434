//! A record that is being put together: what is known so far, and how to look it up.

use std::collections::{BTreeMap, BTreeSet};

use super::complaint::Complaint;
use super::details::{Details, details};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{FileId, Files, Span};
use crate::load::raw::Spanned;
use crate::load::suggest::nearest;
use crate::load::whole::Whole;
use crate::load::whole::WholeClaims;
use crate::load::words::Words;
use crate::model::{
    AttributeId, ClaimId, Event, EventId, Name, Party, PartyId, Record, Scope, ScopeId, Speaker,
    SpeakerId, TopicId,
};
use crate::wording::Problem;
use crate::wording::fold::{fold_name, slug};

/// Finds a key in a claim.
pub(super) type KeySpan = fn(&Whole<'_>) -> Option<Span>;

/// Names the key of a claim as a [`KeySpan`]: `key!(by)`.
macro_rules! key {
    ($name:ident) => {
        |claim| Some(claim.span(claim.shape().$name.as_ref()?))
    };
}
pub(super) use key;

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
    /// The speakers by their folded names.
    speaker_names: BTreeMap<String, Vec<SpeakerId>>,
    pub(super) parties: BTreeMap<String, PartyId>,
    pub(super) scopes: BTreeMap<(TopicId, String), ScopeId>,
    /// Attributes that are declared without a kind that can be read: it is taken from their values.
    pub(super) kindless: Vec<AttributeId>,
    /// What claims name, also claims that cannot be read: its declaration is used.
    pub(super) mentions: Mentions,
    /// The ids of speakers that `by` and `via` name, also if the chain leads on to another.
    pub(super) mentioned_speakers: BTreeSet<String>,
    /// For how many undeclared ids the nearest declared one was looked for.
    suggested: usize,
    /// What is said once for all its places, by its message.
    said_once: BTreeMap<String, SaidOnce>,
}

/// A diagnostic that is said once, however many places have the words.
struct SaidOnce {
    /// Which of the diagnostics it is.
    diagnostic: usize,
    /// At how many places the words are.
    places: usize,
}

/// No more places than this are shown of what is said once.
const MOST_PLACES: usize = 3;

/// No more ids than this are listed of the speakers of one name.
const MOST_IDS: usize = 12;

/// For more undeclared ids than this no nearest one is looked for: that is no slip of the hand.
const MOST_SUGGESTIONS: usize = 1_000;

/// What claims name: ids of events and attributes by topic, and the sources of their files.
#[derive(Default)]
pub(super) struct Mentions {
    pub(super) events: BTreeSet<(TopicId, String)>,
    pub(super) attributes: BTreeSet<(TopicId, String)>,
    pub(super) sources: BTreeSet<SpeakerId>,
    pub(super) scopes: BTreeSet<ScopeId>,
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
            scopes: BTreeMap::new(),
            kindless: Vec::new(),
            mentions: Mentions::default(),
            mentioned_speakers: BTreeSet::new(),
            suggested: 0,
            said_once: BTreeMap::new(),
        }
    }

    /// Adds a diagnostic.
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

    /// Adds a complaint about the words at a place, if there is one.
    pub(super) fn complain(&mut self, complaint: Option<&Complaint>, span: Span) {
        if let Some(complaint) = complaint.filter(|complaint| !self.counts(complaint)) {
            self.add(complaint, complaint.at(span));
        }
    }

    /// Returns true for a complaint that is said once and whose places are shown already: one more is counted.
    pub(super) fn counts(&mut self, complaint: &Complaint) -> bool {
        let said = complaint.said_once();
        let said = said.and_then(|message| self.said_once.get_mut(message));
        let Some(said) = said.filter(|said| said.places >= MOST_PLACES) else {
            return false;
        };
        said.places += 1;
        true
    }

    /// Adds the diagnostic of a complaint at a place; to one that is said once, the place alone.
    pub(super) fn add(&mut self, complaint: &Complaint, diagnostic: Diagnostic) {
        let Some(message) = complaint.said_once() else {
            self.diagnostics.push(diagnostic);
            return;
        };
        if let (Some(said), Place::At(span)) = (self.said_once.get_mut(message), &diagnostic.place)
        {
            said.places += 1;
            let also = (*span, "also here".to_owned());
            self.diagnostics[said.diagnostic].also.push(also);
            return;
        }
        let said = SaidOnce {
            diagnostic: self.diagnostics.len(),
            places: 1,
        };
        self.said_once.insert(message.to_owned(), said);
        self.diagnostics.push(diagnostic);
    }

    /// Adds to what is said once how many places are not shown.
    pub(super) fn count_places(&mut self) {
        for said in std::mem::take(&mut self.said_once).into_values() {
            if said.places > MOST_PLACES {
                let message = &mut self.diagnostics[said.diagnostic].message;
                message.push_str(&format!("; at {} places", said.places));
            }
        }
    }

    /// Adds what is wrong with a value at a place, and returns the value if nothing is.
    pub(super) fn accept<T>(&mut self, read: Result<T, Problem>, span: Span) -> Option<T> {
        read.map_err(|problem| self.complain(Some(&Complaint::from_problem(problem)), span))
            .ok()
    }

    /// Returns the place of a key in a claim, or of the claim if it has no such key.
    pub(super) fn key_place(&self, claim: ClaimId, key: KeySpan) -> Span {
        let extent = self.record.extent(&self.record[claim]);
        let claim = self.kept.claim(self.files, extent);
        claim.as_ref().and_then(key).unwrap_or(extent)
    }

    /// Reads the details of a claim from its file again.
    pub(super) fn details(&self, claim: ClaimId) -> Details {
        let claim = &self.record[claim];
        let text = self.files.text(claim.file);
        details(text, self.kept, &self.record, claim)
    }

    /// Returns the nearest of some ids; `None` after many undeclared ones.
    pub(super) fn suggest<'i>(
        &self,
        id: &str,
        known: impl Iterator<Item = &'i str>,
    ) -> Option<&'i str> {
        (self.suggested < MOST_SUGGESTIONS)
            .then(|| nearest(id, known))
            .flatten()
    }

    /// Counts an undeclared id for which the nearest was looked for.
    pub(super) fn count_suggestion(&mut self) {
        self.suggested += 1;
    }

    /// Returns an event by its id, with what to say if nothing declares it. It is added all the same.
    pub(super) fn event(&mut self, topic: TopicId, id: &str) -> (EventId, Option<Complaint>) {
        if let Some(&event) = self.events.get(&(topic, id.to_owned())) {
            let declared = self.record[event].name.declared.is_some();
            let complaint = Complaint::unknown(Code::UnknownEvent, "event", id, None);
            return (event, (!declared).then_some(complaint));
        }
        let declared = ids_of(&self.events, topic).filter(|id| self.declares_event(topic, id));
        let near = self.suggest(id, declared);
        let complaint = Complaint::unknown(Code::UnknownEvent, "event", id, near);
        self.count_suggestion();
        let name = Name {
            id: id.to_owned(),
            declared: None,
        };
        let event = self.add_event(Event::new(topic, name));
        (event, Some(complaint))
    }

    fn declares_event(&self, topic: TopicId, id: &str) -> bool {
        let event = self.events.get(&(topic, id.to_owned()));
        event.is_some_and(|event| self.record[*event].name.declared.is_some())
    }

    pub(super) fn add_event(&mut self, event: Event) -> EventId {
        let id = EventId::from(self.record.events.len());
        self.events.insert((event.topic, event.name.id.clone()), id);
        self.record.events.push(event);
        id
    }

    /// Returns the party of a key by its id. If nothing declares it, it is added all the same.
    pub(super) fn party(&mut self, id: &Spanned<String>, file: FileId) -> PartyId {
        let span = Span::new(file, id.span());
        let id = id.get_ref();
        if let Some(&party) = self.parties.get(id) {
            return party;
        }
        let near = nearest(id, self.parties.keys().map(String::as_str));
        let complaint = Complaint::unknown(Code::UnknownParty, "party", id, near);
        self.complain(Some(&complaint), span);
        self.add_party(Party {
            name: Name {
                id: id.clone(),
                declared: None,
            },
            full: id.clone(),
        })
    }

    /// Returns a scope by its id, with what to say if nothing declares it. It is added all the same.
    pub(super) fn scope(&mut self, topic: TopicId, id: &str) -> (ScopeId, Option<Complaint>) {
        let is_known = |scope: &ScopeId| self.record[*scope].name.declared.is_some();
        let known = self.scopes.get(&(topic, id.to_owned())).copied();
        if let Some(scope) = known.filter(is_known) {
            return (scope, None);
        }
        let ids = ids_of(&self.scopes, topic);
        let declared = ids.filter(|id| {
            self.scopes
                .get(&(topic, (*id).to_owned()))
                .is_some_and(is_known)
        });
        let near = self.suggest(id, declared);
        let complaint = Complaint::unknown(Code::UnknownScope, "scope", id, near);
        self.count_suggestion();
        let scope = known.unwrap_or_else(|| {
            let name = Name {
                id: id.to_owned(),
                declared: None,
            };
            self.add_scope(Scope::new(topic, name))
        });
        (scope, Some(complaint))
    }

    pub(super) fn add_scope(&mut self, scope: Scope) -> ScopeId {
        let id = ScopeId::from(self.record.scopes.len());
        self.scopes.insert((scope.topic, scope.name.id.clone()), id);
        self.record.scopes.push(scope);
        id
    }

    pub(super) fn add_party(&mut self, party: Party) -> PartyId {
        let id = PartyId::from(self.record.parties.len());
        self.parties.insert(party.name.id.clone(), id);
        self.record.parties.push(party);
        id
    }

    /// Returns the speaker that `by` or `via` means: by an id, else by a name, else by the words made an id.
    pub(super) fn speaker(&mut self, words: &str) -> (SpeakerId, Option<Complaint>) {
        if let Some(&speaker) = self.speakers.get(words) {
            return (speaker, None);
        }
        match self.speaker_names.get(&fold_name(words)).map(Vec::as_slice) {
            Some([speaker]) => (*speaker, None),
            Some(several) => (several[0], Some(self.ambiguous(words, several))),
            None => self.undeclared_speaker(words),
        }
    }

    fn ambiguous(&self, words: &str, speakers: &[SpeakerId]) -> Complaint {
        let shown = speakers.iter().take(MOST_IDS);
        let ids: Vec<&str> = shown.map(|id| self.record[*id].name.id.as_str()).collect();
        let more = match speakers.len() - ids.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let ids = ids.join(", ");
        let message = format!("“{words}” is the name of more than one: {ids}{more}");
        let help = "write the id of the one that is meant";
        Complaint::new(Code::BadValue, message, help).once()
    }

    fn undeclared_speaker(&mut self, words: &str) -> (SpeakerId, Option<Complaint>) {
        let id = slug(words);
        if let Some(&speaker) = self.speakers.get(&id) {
            let declared = self.record[speaker].name.declared.is_some();
            let complaint = Complaint::unknown(Code::UnknownSpeaker, "speaker", words, None);
            return (speaker, (!declared).then_some(complaint));
        }
        let near = self.suggest(words, self.speakers.keys().map(String::as_str));
        let complaint = Complaint::unknown(Code::UnknownSpeaker, "speaker", words, near);
        self.count_suggestion();
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
        let folded = fold_name(&speaker.full);
        self.speaker_names.entry(folded).or_default().push(id);
        self.record.speakers.push(speaker);
        id
    }
}

/// Lists the ids of one topic.
pub(super) fn ids_of<T>(
    ids: &BTreeMap<(TopicId, String), T>,
    topic: TopicId,
) -> impl Iterator<Item = &str> {
    ids.range((topic, String::new())..)
        .take_while(move |((of, _), _)| *of == topic)
        .map(|((_, id), _)| id.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record, resolved};
    use super::*;

    const DECLARED: &str = "
        [[event]]
        id = 'clash'
        [[attribute]]
        id = 'killed'
        kind = 'count'
        [[speaker]]
        id = 'army'
        name = 'The Army'
        [source]
        id = 'paper'
        [[claim]]
        attribute = 'killed'
        value = 3
    ";

    fn with(keys: &str) -> String {
        format!("{DECLARED}\n{keys}")
    }

    #[test]
    fn ids_are_looked_up_and_the_nearest_is_named() {
        check(&[
            (&with("event = 'clash'"), &[]),
            (
                &with("event = 'clush'"),
                &["unknown-event: no [[event]] has the id “clush”"],
            ),
            (&with("event = 'clash'\nby = 'army'"), &[]),
            (&with("event = 'clash'\nby = 'THE ARMY'"), &[]),
            (
                &with("event = 'clash'\nby = 'navy'"),
                &["unknown-speaker: no [[speaker]] has the id “navy”"],
            ),
            (
                &with(
                    "event = 'clash'\nby = 'two'\n[[speaker]]\nid = 'army-2'\nname = 'Two'\n[[speaker]]\nid = 'army-3'\nname = 'TWO'",
                ),
                &[
                    "bad-value: “two” is the name of more than one: army-2, army-3",
                    "confusable-id: two speakers have the name “Two”, and each counts as a voice of its own",
                ],
            ),
        ]);
    }

    /// Returns as many speakers of one name, each with a claim by that name.
    fn namesakes(many: usize) -> String {
        let mut text = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n".to_owned();
        for at in 0..many {
            text += &format!(
                "[[speaker]]\nid = 's{at:02}'\nname = 'N'\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {at}\nby = 'N'\n"
            );
        }
        text
    }

    #[test]
    fn a_name_of_many_speakers_is_said_once() {
        let name = "bad-value: “N” is the name of more than one";
        for (many, said) in [
            (2, format!("{name}: s00, s01")),
            (3, format!("{name}: s00, s01, s02")),
            (
                14,
                format!(
                    "{name}: s00, s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11 and 2 more; at 14 places"
                ),
            ),
        ] {
            let (_, mut diagnostics) = resolved(&[("a.toml", &namesakes(many))]);
            diagnostics.retain(|diagnostic| diagnostic.starts_with(name));
            assert_eq!(diagnostics, [said]);
        }
    }

    #[test]
    fn what_nothing_declares_is_added_once() {
        let twice = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\nby = 'x y'\n".repeat(2);
        let record = record(&twice);
        assert_eq!(record.events.len(), 1);
        let ids: Vec<&str> = record
            .speakers
            .iter()
            .map(|speaker| speaker.name.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "x-y"]);
    }

    #[test]
    fn ids_are_those_of_one_topic() {
        let [first, second] = [0, 1].map(TopicId::from);
        let ids = BTreeMap::from([
            ((first, "a".to_owned()), 0),
            ((second, "b".to_owned()), 0),
            ((second, "c".to_owned()), 0),
        ]);
        assert_eq!(ids_of(&ids, first).collect::<Vec<_>>(), ["a"]);
        assert_eq!(ids_of(&ids, second).collect::<Vec<_>>(), ["b", "c"]);
    }
}

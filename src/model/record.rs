//! Everything that the claim files say, looked up and understood.

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

use jiff::civil::Date;

use super::attribute::Attribute;
use super::claim::{AsOf, Claim, Site};
use super::ids::{
    AsOfId, AttributeId, ClaimId, EventId, Name, PartyId, ScopeId, SiteId, SpeakerId, TopicId,
    ValueId,
};
use super::interval::{Cut, Interval};
use super::value::Value;
use crate::files::{FileId, Span};

/// A folder of claims about one subject, with a vocabulary of its own.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    /// The folder, relative to the one that was named.
    pub(crate) folder: String,
    /// Its title; the folder's name if none is given.
    pub(crate) title: String,
    /// True if it is declared, and nobody has filed a claim yet.
    pub(crate) is_open: bool,
}

/// An incident, at a time and a place.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// The topic to which it belongs.
    pub(crate) topic: TopicId,
    /// Its id, and where it is declared.
    pub(crate) name: Name,
    /// Words for a heading.
    pub(crate) title: String,
    /// When, as written in EDTF.
    pub(crate) date: Option<String>,
    /// The first second of its date in UTC, to put events in order.
    pub(crate) begins: Option<i64>,
    /// Where.
    pub(crate) place: Option<String>,
    /// The larger event that it is part of.
    pub(crate) within: Option<EventId>,
    /// True if its parts share nothing: nobody is counted in two of them.
    pub(crate) disjoint: bool,
    /// True if its parts make up all of it.
    pub(crate) complete: bool,
}

impl Event {
    /// Returns an event of which nothing is known but its name.
    pub(crate) fn new(topic: TopicId, name: Name) -> Self {
        Self {
            topic,
            title: name.id.clone(),
            name,
            date: None,
            begins: None,
            place: None,
            within: None,
            disjoint: false,
            complete: false,
        }
    }
}

/// Arithmetic that must hold within every event of a topic.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// The topic to which it belongs.
    pub(crate) topic: TopicId,
    /// Its text: ids of attributes, factors and a comparison. It can be read.
    pub(crate) holds: String,
    /// The place of the text.
    pub(crate) place: Span,
}

/// A part of what questions count, such as only what is confirmed.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The topic to which it belongs.
    pub(crate) topic: TopicId,
    /// Its id, and where it is declared.
    pub(crate) name: Name,
    /// Words for a table cell.
    pub(crate) label: String,
    /// The wider scope that has all of it.
    pub(crate) within: Option<ScopeId>,
}

impl Scope {
    /// Returns a scope of which nothing is known but its id.
    pub(crate) fn new(topic: TopicId, name: Name) -> Self {
        Self {
            topic,
            label: name.id.clone(),
            name,
            within: None,
        }
    }
}

/// An editor has looked at a question.
#[derive(Debug, Clone)]
pub(crate) struct Resolution {
    /// The event of the question.
    pub(crate) event: EventId,
    /// What is asked about it.
    pub(crate) attribute: AttributeId,
    /// Who looked at it.
    pub(crate) by: Option<String>,
    /// The day on which that was: what came later was not looked at.
    pub(crate) date: Date,
    /// What was found.
    pub(crate) note: Option<String>,
    /// The place of its header.
    pub(crate) place: Span,
}

/// Somebody who makes claims or publishes them: a source is a speaker with a file of its own.
#[derive(Debug, Clone)]
pub(crate) struct Speaker {
    /// Its id, and where it is declared.
    pub(crate) name: Name,
    /// The name in full.
    pub(crate) full: String,
    /// A name for table cells.
    pub(crate) short: String,
    /// The side for which it speaks.
    pub(crate) party: Option<PartyId>,
    /// A free word: media, government, witness …
    pub(crate) kind: Option<String>,
    /// For a speaker of kind "unnamed": the source that cites it. It is another one in each source
    /// and corroborates nothing.
    pub(crate) unnamed_in: Option<SpeakerId>,
}

/// A side.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    /// Its id, and where it is declared.
    pub(crate) name: Name,
    /// The name in full.
    pub(crate) full: String,
}

/// What a `[source]` says for all claims of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Defaults {
    /// Where to read it.
    pub(crate) url: Option<String>,
    /// When it was published, as written.
    pub(crate) published: Option<String>,
    /// The same from its first to its last second in UTC.
    pub(crate) published_in: Option<Interval>,
    /// The language of its words, as a BCP 47 tag.
    pub(crate) lang: Option<String>,
}

/// Everything that the claim files say. Claims are in the order of the files and of their lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// The topics, in the order of their folders.
    pub(crate) topics: Vec<Topic>,
    /// The events of all topics.
    pub(crate) events: Vec<Event>,
    /// The attributes of all topics.
    pub(crate) attributes: Vec<Attribute>,
    /// Sources, declared speakers and undeclared ones.
    pub(crate) speakers: Vec<Speaker>,
    /// The parties.
    pub(crate) parties: Vec<Party>,
    /// The scopes of all topics.
    pub(crate) scopes: Vec<Scope>,
    /// What must hold within every event.
    pub(crate) rules: Vec<Rule>,
    /// What editors have looked at, in the order of the files.
    pub(crate) resolutions: Vec<Resolution>,
    /// The distinct values of all claims, each of one attribute.
    pub(crate) values: Vec<Value>,
    /// The distinct times for which figures were given.
    pub(crate) times: Vec<AsOf>,
    /// The claims.
    pub(crate) claims: Vec<Claim>,
    /// The places of the claims in their files.
    pub(crate) sites: Vec<Site>,
    /// What the sources of the files say for all their claims.
    pub(crate) defaults: BTreeMap<FileId, Defaults>,
    /// When claims were published that say so themselves: from the first to the last second in UTC.
    pub(crate) published: BTreeMap<ClaimId, Interval>,
    /// When claims were taken back, if the date can be read: likewise.
    pub(crate) withdrawn: BTreeMap<ClaimId, Interval>,
    /// The claims that replace another of the same speaker on the same question, and which one.
    pub(crate) supersedes: BTreeMap<ClaimId, ClaimId>,
    /// Whom a claim names, where it is somebody else's word: its chain leads on, or whoever is named has no name.
    /// Sorted.
    pub(crate) named: Vec<(ClaimId, SpeakerId)>,
}

impl Record {
    /// Lists the claims with their ids.
    pub(crate) fn numbered_claims(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        (0..).map(ClaimId::from).zip(&self.claims)
    }

    /// Returns for each speaker if it has a file with claims of its own.
    pub(crate) fn speakers_with_file(&self) -> Vec<bool> {
        let mut with_file = vec![false; self.speakers.len()];
        for claim in &self.claims {
            with_file[claim.source.index()] = true;
        }
        with_file
    }

    /// Returns the time for which a claim was given.
    pub(crate) fn as_of(&self, claim: &Claim) -> Option<&AsOf> {
        claim.as_of.map(|time| &self[time])
    }

    /// Returns when a claim was published, by its own word or by its source's, in seconds since 1970 in UTC.
    pub(crate) fn published(&self, id: ClaimId) -> Option<&Interval> {
        let own = self.published.get(&id);
        own.or_else(|| self.defaults.get(&self[id].file)?.published_in.as_ref())
    }

    /// Returns when a claim came: when it was published, or else the beginning of its time.
    pub(crate) fn came(&self, id: ClaimId) -> Option<&Cut> {
        let as_of = || Some(&self.as_of(&self[id])?.span);
        self.published(id).or_else(as_of).map(Interval::low)
    }

    /// Returns the extent of a claim's table.
    pub(crate) fn extent(&self, claim: &Claim) -> Span {
        self[claim.site].extent(claim.file)
    }
}

/// Lets each kind of id index the list of the record that it is a place in.
macro_rules! indexed {
    ($($id:ident => $list:ident: $item:ty;)*) => {$(
        impl Index<$id> for Record {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$list[id.index()]
            }
        }

        impl IndexMut<$id> for Record {
            fn index_mut(&mut self, id: $id) -> &mut $item {
                &mut self.$list[id.index()]
            }
        }
    )*};
}

indexed! {
    TopicId => topics: Topic;
    EventId => events: Event;
    AttributeId => attributes: Attribute;
    SpeakerId => speakers: Speaker;
    PartyId => parties: Party;
    ScopeId => scopes: Scope;
    ValueId => values: Value;
    AsOfId => times: AsOf;
    ClaimId => claims: Claim;
    SiteId => sites: Site;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(source: usize, file: FileId) -> Claim {
        Claim {
            file,
            site: SiteId::from(0),
            source: SpeakerId::from(source),
            speaker: SpeakerId::from(1),
            publisher: SpeakerId::from(source),
            event: EventId::from(0),
            attribute: AttributeId::from(0),
            value: ValueId::from(0),
            as_of: None,
            relayed: false,
            withdrawn: false,
            has_id: false,
        }
    }

    fn speaker(id: &str) -> Speaker {
        Speaker {
            name: Name {
                id: id.to_owned(),
                declared: None,
            },
            full: id.to_owned(),
            short: id.to_owned(),
            party: None,
            kind: None,
            unnamed_in: None,
        }
    }

    #[test]
    fn a_claim_is_published_by_its_own_word_or_its_sources() {
        let [file, other] = [0, 1].map(FileId::at);
        let [own, default] = [1, 2].map(|day| Interval::exactly(day.into()));
        let record = Record {
            claims: vec![claim(0, file), claim(0, file), claim(0, other)],
            published: [(ClaimId::from(0), own.clone())].into(),
            defaults: [(
                file,
                Defaults {
                    published_in: Some(default.clone()),
                    ..Defaults::default()
                },
            )]
            .into(),
            ..Record::default()
        };
        let published: Vec<Option<&Interval>> = record
            .numbered_claims()
            .map(|(id, _)| record.published(id))
            .collect();
        assert_eq!(published, [Some(&own), Some(&default), None]);
    }

    #[test]
    fn a_speaker_has_a_file_if_claims_are_in_it() {
        let record = Record {
            speakers: ["a", "b"].map(speaker).into(),
            claims: vec![claim(0, FileId::at(0))],
            ..Record::default()
        };
        // The second is only cited.
        assert_eq!(record.speakers_with_file(), [true, false]);
        assert_eq!(record[record.claims[0].speaker].name.id, "b");
    }
}

//! What an id names, by the table and the key whose value it is.

use crate::files::{FileId, Span};
use crate::load::shape;
use crate::load::table::Referent;
use crate::model::{AttributeId, ClaimId, EventId, PartyId, ScopeId, Speaker, SpeakerId, TopicId};
use crate::report::Report;
use crate::wording::fold::{fold_name, slug};

/// The thing that an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Event(EventId),
    Attribute(AttributeId),
    Speaker(SpeakerId),
    Party(PartyId),
    Scope(ScopeId),
    Claim(ClaimId),
}

/// Returns what the value of a key is an id of.
pub(super) fn referent(table: &str, key: &str) -> Option<Referent> {
    shape::table(table)?.key(key)?.takes.referent()
}

impl Subject {
    /// Returns what has that id in a file's topic.
    pub(super) fn find(
        referent: Referent,
        report: &Report,
        file: FileId,
        id: &str,
    ) -> Option<Self> {
        let record = &report.record;
        let topic = topic_of(report, file);
        match referent {
            Referent::Event => {
                let found = record
                    .events
                    .iter()
                    .position(|event| Some(event.topic) == topic && event.name.id == id);
                Some(Self::Event(found?.into()))
            }
            Referent::Attribute => {
                let found = record.attributes.iter().position(|attribute| {
                    Some(attribute.topic) == topic && attribute.name.id == id
                });
                Some(Self::Attribute(found?.into()))
            }
            Referent::Speaker => speaker(report, id).map(Self::Speaker),
            Referent::Party => {
                let found = record.parties.iter().position(|party| party.name.id == id);
                Some(Self::Party(found?.into()))
            }
            Referent::Scope => {
                let found = record
                    .scopes
                    .iter()
                    .position(|scope| Some(scope.topic) == topic && scope.name.id == id);
                Some(Self::Scope(found?.into()))
            }
            Referent::Claim => claim(report, topic, id).map(Self::Claim),
        }
    }

    /// Returns the sort of thing it is.
    pub(super) fn referent(self) -> Referent {
        match self {
            Self::Event(_) => Referent::Event,
            Self::Attribute(_) => Referent::Attribute,
            Self::Speaker(_) => Referent::Speaker,
            Self::Party(_) => Referent::Party,
            Self::Scope(_) => Referent::Scope,
            Self::Claim(_) => Referent::Claim,
        }
    }

    /// Returns its id.
    pub(super) fn id(self, report: &Report) -> Option<String> {
        let record = &report.record;
        let name = match self {
            Self::Event(id) => &record[id].name,
            Self::Attribute(id) => &record[id].name,
            Self::Speaker(id) => &record[id].name,
            Self::Party(id) => &record[id].name,
            Self::Scope(id) => &record[id].name,
            Self::Claim(id) => return report.details(&record[id]).id,
        };
        Some(name.id.clone())
    }

    /// Returns the place at which it is declared.
    pub(super) fn declared(self, report: &Report) -> Option<Span> {
        let record = &report.record;
        match self {
            Self::Event(id) => record[id].name.declared,
            Self::Attribute(id) => record[id].name.declared,
            Self::Speaker(id) => record[id].name.declared,
            Self::Party(id) => record[id].name.declared,
            Self::Scope(id) => record[id].name.declared,
            Self::Claim(id) => Some(value_place(report, id)),
        }
    }
}

/// Returns the topic of a file: that of the nearest folder upward which is one.
pub(super) fn topic_of(report: &Report, file: FileId) -> Option<TopicId> {
    let name = report.files.name(file);
    let mut folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        if let Some(at) = report
            .record
            .topics
            .iter()
            .position(|topic| topic.folder == folder)
        {
            return Some(at.into());
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// Finds a speaker by its id, else by its name, else by the words made an id.
fn speaker(report: &Report, words: &str) -> Option<SpeakerId> {
    let speakers = &report.record.speakers;
    let folded = fold_name(words);
    with_id(speakers, words)
        .or_else(|| {
            speakers
                .iter()
                .position(|speaker| fold_name(&speaker.full) == folded)
        })
        .or_else(|| with_id(speakers, &slug(words)))
        .map(SpeakerId::from)
}

fn with_id(speakers: &[Speaker], id: &str) -> Option<usize> {
    speakers.iter().position(|speaker| speaker.name.id == id)
}

fn claim(report: &Report, topic: Option<TopicId>, id: &str) -> Option<ClaimId> {
    let record = &report.record;
    let mut with_id = (0..)
        .map(ClaimId::from)
        .zip(&record.claims)
        .filter(|(_, claim)| claim.has_id);
    with_id
        .find(|(_, claim)| {
            Some(record[claim.event].topic) == topic
                && report.details(claim).id.as_deref() == Some(id)
        })
        .map(|(claim, _)| claim)
}

/// Finds the claim whose table is around an offset, or whose header begins at `header`: if a file has
/// faults, only that is known of a table.
pub(super) fn claim_at(
    report: &Report,
    file: FileId,
    offset: usize,
    header: Option<usize>,
) -> Option<ClaimId> {
    let record = &report.record;
    // Claims are in the order of the files and of their lines.
    let at = record
        .claims
        .partition_point(|claim| (claim.file, record[claim.site].start as usize) <= (file, offset))
        .checked_sub(1)?;
    let claim = &record.claims[at];
    let site = &record[claim.site];
    let around = offset <= site.end as usize || Some(site.start as usize) == header;
    (claim.file == file && around).then(|| ClaimId::from(at))
}

/// Returns the place of the value of a claim.
pub(super) fn value_place(report: &Report, id: ClaimId) -> Span {
    let claim = &report.record[id];
    report
        .details(claim)
        .value_place
        .unwrap_or_else(|| report.record.extent(claim))
}

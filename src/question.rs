//! Questions: one attribute of one event, with every claim on it.

use crate::model::{AttributeId, ClaimId, EventId, Record};
use crate::parallel;

/// One attribute of one event: "how many soldiers were killed in the clash of 11 October?"
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// The event.
    pub(crate) event: EventId,
    /// What is asked about it.
    pub(crate) attribute: AttributeId,
    /// Every claim on it, live or not, in the order of the files and their lines.
    pub(crate) claims: Box<[ClaimId]>,
}

/// The questions of a record in the order of the report. A question takes shape where it is shown: of
/// the others there is only the run of their claims.
#[derive(Debug)]
pub(crate) struct Questions {
    claims: Vec<ClaimId>,
    /// Where each question's claims begin.
    starts: Vec<u32>,
}

impl Questions {
    /// Returns the claims of each question: at least one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[ClaimId]> {
        let ends = self
            .starts
            .iter()
            .skip(1)
            .map(|start| *start as usize)
            .chain([self.claims.len()]);
        self.starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &self.claims[*start as usize..end])
    }
}

impl Question {
    /// Returns the question on which these claims are.
    pub(crate) fn new(record: &Record, claims: &[ClaimId]) -> Option<Self> {
        let first = &record[*claims.first()?];
        Some(Self {
            event: first.event,
            attribute: first.attribute,
            claims: claims.into(),
        })
    }
}

/// Groups the claims of a record: events by topic, then by date, then as they are declared; the
/// questions of an event as their attributes are declared, and undeclared ones last, by their ids.
pub(crate) fn group(record: &Record) -> Questions {
    let events = ranks(&record.events, |event| {
        let declared = (event.name.declared.is_none(), event.name.declared);
        (
            event.topic,
            event.begins.unwrap_or(i64::MAX),
            declared,
            &event.name.id,
        )
    });
    let attributes = ranks(&record.attributes, |attribute| {
        (
            (attribute.name.declared.is_none(), attribute.name.declared),
            &attribute.name.id,
        )
    });
    let mut placed: Vec<(u32, u32, ClaimId)> = record
        .numbered_claims()
        .map(|(id, claim)| {
            (
                events[claim.event.index()],
                attributes[claim.attribute.index()],
                id,
            )
        })
        .collect();
    parallel::sort(&mut placed);
    let mut starts = Vec::new();
    let mut before = None;
    for (at, (event, attribute, _)) in (0..).zip(&placed) {
        if before.replace((event, attribute)) != Some((event, attribute)) {
            starts.push(at);
        }
    }
    Questions {
        claims: placed.into_iter().map(|(_, _, id)| id).collect(),
        starts,
    }
}

/// Returns the rank of each item in the order of a key.
fn ranks<'i, T, K: Ord>(items: &'i [T], key: impl Fn(&'i T) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|at| (key(&items[*at]), *at));
    let mut ranks = vec![0; items.len()];
    for (rank, at) in (0..).zip(order) {
        ranks[at] = rank;
    }
    ranks
}

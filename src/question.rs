//! Questions: one attribute of one event, with every claim on it.

use std::collections::BTreeMap;

use crate::model::{AttributeId, ClaimId, EventId, Record};

/// One attribute of one event: "how many soldiers were killed in the clash of 11 October?"
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The event.
    pub event: EventId,
    /// What is asked about it.
    pub attribute: AttributeId,
    /// Every claim on it, live or not, in the order of the files and their lines.
    pub claims: Vec<ClaimId>,
}

/// Groups the claims of a record: events by topic, then by date, then as they are declared; the
/// questions of an event as their attributes are declared, and undeclared ones last, by their ids.
pub fn group(record: &Record) -> Vec<Question> {
    let mut claims: BTreeMap<(EventId, AttributeId), Vec<ClaimId>> = BTreeMap::new();
    for (at, claim) in (0..).zip(&record.claims) {
        claims.entry((claim.event, claim.attribute)).or_default().push(ClaimId(at));
    }
    let mut questions: Vec<Question> = claims
        .into_iter()
        .map(|((event, attribute), claims)| Question { event, attribute, claims })
        .collect();
    questions.sort_by_cached_key(|question| {
        let event = &record.events[question.event.index()];
        let attribute = &record.attributes[question.attribute.index()];
        (
            event.topic,
            event.begins.unwrap_or(i64::MAX),
            (event.name.declared.is_none(), event.name.declared),
            event.name.id.clone(),
            (attribute.name.declared.is_none(), attribute.name.declared),
            attribute.name.id.clone(),
        )
    });
    questions
}

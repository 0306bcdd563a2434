//! Which findings are told to a person: of the sums of one event that do not add up only the first ones.

use std::collections::BTreeMap;

use super::{Detail, Finding};
use crate::model::EventId;

/// No more sums of one event are told: whoever has seen so many looks at the claims themselves.
pub(crate) const MOST_SUMS: usize = 20;

/// The findings that are told, and the sums that are not.
pub(crate) struct Told<'f> {
    /// The findings, in their order: of sums a speaker's own come first, then those of few claims.
    pub(crate) findings: Vec<&'f Finding>,
    /// How many sums of an event are not among them, where any are not.
    pub(crate) left_out: BTreeMap<EventId, usize>,
}

/// Picks the findings that are told.
pub(crate) fn told<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Told<'f> {
    let mut told = Told {
        findings: Vec::new(),
        left_out: BTreeMap::new(),
    };
    let mut sums: BTreeMap<EventId, usize> = BTreeMap::new();
    for finding in findings {
        if matches!(finding.detail, Detail::Impossible(_)) {
            let count = sums.entry(finding.event).or_default();
            *count += 1;
            if *count > MOST_SUMS {
                told.left_out.insert(finding.event, *count - MOST_SUMS);
                continue;
            }
        }
        told.findings.push(finding);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Clash;
    use crate::model::AttributeId;

    fn finding(event: usize, detail: Detail) -> Finding {
        Finding {
            detail,
            event: EventId::from(event),
            attribute: AttributeId::from(0),
            claims: Vec::new(),
        }
    }

    #[test]
    fn of_the_sums_of_an_event_only_the_first_are_told() {
        let sum = Clash {
            claims: Vec::new(),
            speakers: Vec::new(),
            lines: Vec::new(),
            besides: Vec::new(),
            gap: None,
        };
        let sums =
            |event, count| vec![finding(event, Detail::Impossible(Box::new(sum.clone()))); count];
        let mut all = sums(0, MOST_SUMS + 3);
        all.extend(vec![finding(0, Detail::Contradiction(1)); MOST_SUMS + 1]);
        all.extend(sums(1, MOST_SUMS));
        let told = told(&all);
        assert_eq!(told.findings.len(), all.len() - 3);
        assert_eq!(told.left_out, BTreeMap::from([(EventId::from(0), 3)]));
    }
}

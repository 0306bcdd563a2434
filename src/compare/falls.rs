//! Running totals that fell (docs/format.md, "Time").

use std::collections::BTreeMap;

use super::conflicts::dated_ranges;
use super::rule::{Rule, Testimony};
use super::sweep::{Dated, falls_from_peaks};
use crate::model::{ClaimId, SpeakerId};

/// A running total that fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fall {
    /// The earlier, higher claim.
    pub(crate) earlier: ClaimId,
    /// The later, lower claim.
    pub(crate) later: ClaimId,
}

/// Finds each claim that lies below what its speaker gave for an earlier time. It fell from the highest low
/// end before it: not from the claim before it, which may have fallen already. If that end was given several
/// times, the last of them says when it fell.
pub(super) fn falls(rule: &Rule, claims: &[&Testimony]) -> Vec<Fall> {
    if !rule.grows() {
        return Vec::new();
    }
    let mut speakers: BTreeMap<SpeakerId, Vec<&Testimony>> = BTreeMap::new();
    for claim in claims {
        speakers.entry(claim.speaker).or_default().push(claim);
    }
    speakers
        .values()
        .flat_map(|own| falls_of_one(own))
        .collect()
}

fn falls_of_one(claims: &[&Testimony]) -> Vec<Fall> {
    let mut found = Vec::new();
    for dated in dated_ranges(claims).into_values() {
        let values: Vec<Dated> = dated.iter().map(|(_, dated)| *dated).collect();
        let falls = falls_from_peaks(&values).into_iter();
        found.extend(falls.map(|(later, earlier)| Fall {
            earlier: claims[dated[earlier].0].claim,
            later: claims[dated[later].0].claim,
        }));
    }
    found
}

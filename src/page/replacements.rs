//! Which claim replaced which on one question.

use std::collections::BTreeMap;

use crate::compare::{Comparison, Status};
use crate::model::ClaimId;

/// The claims on a question, and for each that was replaced the end of its chain.
pub(super) struct Replacements {
    /// The status and the position of each claim.
    claims: BTreeMap<ClaimId, (Status, usize)>,
    /// The last claim of the chain, and the number of steps to it.
    ends: BTreeMap<ClaimId, (ClaimId, usize)>,
}

impl Replacements {
    /// Follows all replacements on a question.
    pub(super) fn new(comparison: &Comparison) -> Self {
        let positions = comparison.positions.iter().enumerate();
        let claims = positions.flat_map(|(at, position)| {
            let claims = position.claims.iter();
            claims.map(move |held| (held.claim, (held.status, at)))
        });
        Self::from_claims(claims.collect())
    }

    fn from_claims(claims: BTreeMap<ClaimId, (Status, usize)>) -> Self {
        let all: Vec<ClaimId> = claims.keys().copied().collect();
        let mut replacements = Self {
            claims,
            ends: BTreeMap::new(),
        };
        for claim in all {
            replacements.follow(claim);
        }
        replacements
    }

    /// Follows a chain to its end. Every claim is passed once, however long the chain is.
    fn follow(&mut self, from: ClaimId) {
        let (mut passed, mut at) = (Vec::new(), from);
        while let Some(by) = self.replaced_by(at)
            && !self.ends.contains_key(&at)
        {
            // A circle of replacements must not keep us here.
            self.ends.insert(at, (at, 0));
            passed.push(at);
            at = by;
        }
        let (last, mut distance) = self.ends.get(&at).copied().unwrap_or((at, 0));
        for claim in passed.into_iter().rev() {
            distance += 1;
            self.ends.insert(claim, (last, distance));
        }
    }

    fn replaced_by(&self, claim: ClaimId) -> Option<ClaimId> {
        self.claims.get(&claim)?.0.replaced_by()
    }

    /// Returns the claims with their statuses, in the order of their ids.
    pub(super) fn claims(&self) -> impl Iterator<Item = (ClaimId, Status)> {
        self.claims
            .iter()
            .map(|(claim, (status, _))| (*claim, *status))
    }

    /// Returns the position of a claim.
    pub(super) fn position(&self, claim: ClaimId) -> Option<usize> {
        self.claims.get(&claim).map(|(_, position)| *position)
    }

    /// Returns the last claim of a chain: the claim itself if none replaced it.
    pub(super) fn last(&self, claim: ClaimId) -> ClaimId {
        self.ends.get(&claim).map_or(claim, |(last, _)| *last)
    }

    /// Returns the number of steps to the last claim of a chain.
    pub(super) fn distance(&self, claim: ClaimId) -> usize {
        self.ends.get(&claim).map_or(0, |(_, distance)| *distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_followed_to_their_ends() {
        for (by, ends) in [
            // Nobody replaced anything.
            (&[None, None][..], &[(0, 0), (1, 0)][..]),
            // 0 by 2, 2 by 1: whatever the order of the ids.
            (&[Some(2), None, Some(1)], &[(1, 2), (1, 0), (1, 1)]),
            // Two by the same.
            (&[Some(2), Some(2), None], &[(2, 1), (2, 1), (2, 0)]),
            // A circle ends somewhere.
            (&[Some(1), Some(0)], &[(0, 2), (0, 1)]),
        ] {
            let claims = by.iter().enumerate().map(|(at, by)| {
                let status = by.map_or(Status::Live, |by| Status::Revised(ClaimId::from(by)));
                (ClaimId::from(at), (status, at))
            });
            let replacements = Replacements::from_claims(claims.collect());
            for (at, (last, distance)) in ends.iter().enumerate() {
                let claim = ClaimId::from(at);
                assert_eq!(replacements.last(claim), ClaimId::from(*last), "{by:?}");
                assert_eq!(replacements.distance(claim), *distance, "{by:?}");
            }
        }
    }
}

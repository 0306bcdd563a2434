//! What the other claims on a question say of one of them.

use crate::compare::{Comparer, Comparison, Contest, Relation, Status};
use crate::model::ClaimId;
use crate::report::Report;

/// What the other claims on a question say of one of them, each list in the order of the positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Others {
    /// Its status.
    pub(super) status: Status,
    /// Those that contradict it.
    pub(super) against: Vec<ClaimId>,
    /// Those that say the same.
    pub(super) same: Vec<ClaimId>,
    /// Those that say something else with which it can be reconciled.
    pub(super) beside: Vec<ClaimId>,
}

impl Others {
    /// Returns what is said of a claim. Only a live claim is compared with others.
    pub(super) fn of(report: &Report, id: ClaimId) -> Option<Self> {
        let claim = &report.record[id];
        let comparison = report.comparison(claim.event, claim.attribute)?;
        let mut held = comparison
            .positions
            .iter()
            .flat_map(|position| &position.claims);
        let status = held.find(|held| held.claim == id)?.status;
        let (against, same, beside) = (Vec::new(), Vec::new(), Vec::new());
        let mut others = Self {
            status,
            against,
            same,
            beside,
        };
        if status == Status::Live {
            others.hear(
                comparison,
                &Comparer::new(&report.record).contest(comparison),
                id,
            );
        }
        Some(others)
    }

    fn hear(&mut self, comparison: &Comparison, contest: &Contest, id: ClaimId) {
        let words = contest.words();
        let Some(own) = words.iter().position(|word| word.claims.contains(&id)) else {
            return;
        };
        for (at, word) in words.iter().enumerate() {
            let claims = word.claims.iter().copied().filter(|other| *other != id);
            if contest.contradict(own, at) {
                self.against.extend(claims);
            } else if word.position == words[own].position {
                self.same.extend(claims);
            } else if meet(comparison, word.position, words[own].position) {
                self.beside.extend(claims);
            }
        }
    }
}

/// Returns true if two positions have something in common, as far as that is listed.
fn meet(comparison: &Comparison, left: usize, right: usize) -> bool {
    let between = [left.min(right), left.max(right)];
    let related = comparison
        .relations
        .iter()
        .find(|related| related.between == between);
    related.is_some_and(|related| {
        matches!(related.relation, Relation::Refines(_) | Relation::Overlaps)
    })
}

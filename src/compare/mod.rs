//! Comparing: the claims on a question become positions, and the claims are held against each other.
//! Values arrive here as sets; no words are read.
//!
//! [`rule`] says which two claims contradict each other, and it alone. Everything that is counted comes
//! from [`conflicts`], which counts what the rule says without listing pairs.

mod comparison;
mod conflicts;
mod contest;
mod evidence;
mod falls;
mod names;
mod outcome;
mod pairs;
mod places;
mod position;
mod rank;
mod relation;
mod rule;
mod settled;
mod status;
mod sweep;
#[cfg(test)]
mod tests;
mod widest;

use crate::model::{ClaimId, Record};
use crate::question::Question;
use rank::Ranking;

pub(crate) use comparison::Comparison;
pub(crate) use contest::{Contest, Word};
pub(crate) use evidence::day_of;
pub use outcome::Outcome;
pub(crate) use pairs::Pairs;
pub(crate) use position::{Held, Position};
pub(crate) use relation::{Related, Relation};
pub(crate) use settled::Settled;
pub(crate) use status::Status;
pub(crate) use widest::{DateHint, Gap, WidestGap};

/// Compares the claims of a record, question by question.
pub(crate) struct Comparer<'r> {
    record: &'r Record,
    ranking: Ranking,
}

impl<'r> Comparer<'r> {
    /// Prepares to compare the claims of a record.
    pub(crate) fn new(record: &'r Record) -> Self {
        Self {
            record,
            ranking: Ranking::new(record),
        }
    }

    /// Returns the outcome of the question with these claims; `None` if there are none. Costs a tenth of
    /// the whole comparison, except if the question may be contradicted.
    pub(crate) fn outcome(&self, claims: &[ClaimId]) -> Option<Outcome> {
        outcome::quick_outcome(self.record, &self.ranking, claims)
            .or_else(|| Some(self.comparison(Question::new(self.record, claims)?).outcome))
    }

    /// Returns the whole comparison of a question.
    pub(crate) fn comparison(&self, question: Question) -> Comparison {
        comparison::compare(self.record, &self.ranking, question)
    }

    /// Returns the words on a question that was compared, and which of them contradict each other.
    pub(crate) fn contest(&self, comparison: &Comparison) -> Contest {
        Contest::new(self.record, &self.ranking, comparison)
    }
}

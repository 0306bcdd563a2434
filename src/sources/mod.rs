//! Sources: what each side claims of the other's losses against what that side concedes, and how often
//! each speaker agrees, stands alone or contradicts. Counts and ratios, and no judgement: who claims more
//! may be right.

mod leaning;
mod ratio;
mod sides;
#[cfg(test)]
mod tests;
mod track;

pub use leaning::{Accusations, Lean, Leaning, Loss, Spread};
pub use ratio::{Quotient, Ratio};
pub use sides::Figures;
pub use track::Track;

use crate::report::Report;

/// Who leans where, and how each speaker fares.
#[derive(Debug, Clone, PartialEq)]
pub struct Sources {
    /// What one party claims of another, for each two of which one does: in the order of their ids.
    pub leanings: Vec<Leaning>,
    /// The named speakers with a claim, in the order of their ids.
    pub tracks: Vec<Track>,
    /// How many claims are of unnamed speakers, who are in neither list.
    pub unnamed: usize,
}

impl Sources {
    /// Counts what is shown of a report.
    pub fn of(report: &Report) -> Self {
        let named = |claim: &&crate::model::ClaimId| {
            let speaker = report.record[**claim].speaker;
            report.record[speaker].unnamed_in.is_none()
        };
        let all = || {
            report
                .comparisons
                .iter()
                .flat_map(|comparison| &comparison.question.claims)
        };
        Self {
            leanings: leaning::leanings(report),
            tracks: track::tracks(report),
            unnamed: all().filter(|claim| !named(claim)).count(),
        }
    }
}

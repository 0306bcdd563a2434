//! The crux: which claims to check next. The few whose withdrawal would clear the most contradictions,
//! event by event. That a claim clears much says nothing about whether it holds: it says that much hangs
//! on it.

mod choice;
mod field;
mod gather;
#[cfg(test)]
mod tests;

pub use choice::Proof;

use crate::compare::{Comparer, Word};
use crate::model::EventId;
use crate::parallel;
use crate::report::Report;

/// Below so many groups one thread works on them all.
const WORTH_THREADS: usize = 64;

/// What to check next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crux {
    /// The events with contradictions, in the order of the report.
    pub groups: Vec<Group>,
}

/// An event with contradictions; several where a sum runs through all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The events.
    pub events: Vec<EventId>,
    /// How many pairs of words contradict each other.
    pub pairs: u64,
    /// How many sets of words cannot all hold, although no two contradict each other.
    pub sums: u64,
    /// What to check, in this order.
    pub steps: Vec<Step>,
    /// How good the choice of these is known to be.
    pub proof: Proof,
}

impl Group {
    /// How many contradictions there are: pairs and sums.
    pub fn total(&self) -> u64 {
        self.pairs + self.sums
    }

    /// How many of them would be left.
    pub fn remaining(&self) -> u64 {
        self.steps
            .last()
            .map_or(self.total(), |step| step.remaining)
    }
}

/// A word of a speaker on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The index of the question's comparison in the report.
    pub comparison: usize,
    /// The word.
    pub word: Word,
}

/// A word to check, and what would come of its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The word.
    pub pick: Pick,
    /// How many contradictions would go that those before it leave.
    pub clears: u64,
    /// How many would then be left.
    pub remaining: u64,
    /// Whether nothing would then contradict on its question any more.
    pub settles: bool,
    /// Words that contradict it, or stand in a sum with it, and would clear as many in its place: the
    /// first of them.
    pub as_many: Vec<Pick>,
    /// How many words would clear as many in its place, these and others. None is itself a step.
    pub all_as_many: usize,
}

impl Crux {
    /// Chooses at most `top` words for each event; for these only, by id, if any are named. The report must
    /// be a whole one: what is not shown in it cannot be cleared.
    pub fn of(report: &Report, events: &[String], top: usize) -> Self {
        let comparer = Comparer::new(&report.record);
        let ids = |event: &EventId| &report.record[*event].name.id;
        let mut gathered = gather::groups(report);
        gathered.retain(|group| {
            events.is_empty() || group.events.iter().any(|event| events.contains(ids(event)))
        });
        let groups = parallel::each(&gathered, WORTH_THREADS, |group| {
            Some(group.solved(report, &comparer, top))
        });
        Self { groups }
    }
}

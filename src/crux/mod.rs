//! The claims to check next: the few whose withdrawal would clear the most contradictions, event by event.
//! If a claim clears much, much depends on it; that says nothing about whether it holds.

mod choice;
mod field;
mod gather;
#[cfg(test)]
mod tests;

pub(crate) use choice::Proof;

use crate::compare::{Comparer, Word};
use crate::model::EventId;
use crate::parallel;
use crate::report::Report;

/// Below so many groups one thread works on them all.
const WORTH_THREADS: usize = 64;

/// The claims to check next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crux {
    /// The events with contradictions, in the order of the report.
    pub(crate) groups: Vec<Group>,
}

/// An event with contradictions; several if a sum runs through all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The events.
    pub events: Vec<EventId>,
    /// The number of pairs of words that contradict each other.
    pub pairs: u64,
    /// The number of sets of words that cannot all hold, although no two contradict each other.
    pub sums: u64,
    /// The words to check, in this order.
    pub steps: Vec<Step>,
    /// What is proved about the choice of these.
    pub proof: Proof,
}

impl Group {
    /// Counts the contradictions: pairs and sums.
    pub(crate) fn total(&self) -> u64 {
        self.pairs + self.sums
    }

    /// Counts the contradictions that would be left.
    pub(crate) fn remaining(&self) -> u64 {
        self.steps
            .last()
            .map_or(self.total(), |step| step.remaining)
    }
}

/// A word of a speaker on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pick {
    /// The index of the question's comparison in the report.
    pub comparison: usize,
    /// The word.
    pub word: Word,
}

/// A word to check, and what would come of its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The word.
    pub pick: Pick,
    /// The number of contradictions that would go, of those that the steps before it leave.
    pub clears: u64,
    /// The number that would then be left.
    pub remaining: u64,
    /// True if nothing would then contradict on its question any more.
    pub settles: bool,
    /// The first of the words that contradict it, or take part in a sum with it, and would clear as many in
    /// its place.
    pub as_many: Vec<Pick>,
    /// The number of words that would clear as many in its place, these and others. None is itself a step.
    pub all_as_many: usize,
}

impl Crux {
    /// Chooses at most `top` words for each event; for these only, by id, if any are named. The report must
    /// be a whole one: what is not shown in it cannot be cleared.
    ///
    /// ```
    /// use crosscheck::crux::Crux;
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::wire::CruxJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let crux = Crux::new(&report, &[], 3);
    /// let document = CruxJson::new(&report, &crux);
    /// assert!(document.groups.into_iter().all(|group| group.cleared <= group.pairs + group.sums));
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &Report, events: &[String], top: usize) -> Self {
        let comparer = Comparer::new(&report.record);
        let mut gathered = gather::groups(report);
        gathered.retain(|group| {
            let mut ids = group
                .events
                .iter()
                .map(|event| &report.record[*event].name.id);
            events.is_empty() || ids.any(|id| events.contains(id))
        });
        let groups = parallel::each(&gathered, WORTH_THREADS, |group| {
            Some(group.solved(report, &comparer, top))
        });
        Self { groups }
    }
}

//! The document of `crosscheck crux`.

use serde::{Deserialize, Serialize};

use super::claim::{ClaimJson, speaker_id};
use super::head::{SCHEMA, SummaryJson};
use super::text::Text;
use crate::compare::{Held, Status};
use crate::crux::{Crux, Group, Pick, Proof, Step};
use crate::model::ClaimId;
use crate::report::Report;

/// What to check first: the document of `crosscheck crux`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CruxJson<'a> {
    /// The version, [`SCHEMA`].
    #[serde(borrow)]
    pub schema: Text<'a>,
    /// The counts.
    pub summary: SummaryJson<'a>,
    /// The events with contradictions, in the order of the report.
    pub groups: Vec<CruxGroupJson<'a>>,
}

/// An event with contradictions; several if a sum runs through all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CruxGroupJson<'a> {
    /// The ids of the events.
    #[serde(borrow)]
    pub events: Vec<Text<'a>>,
    /// Contradictions: the pairs and the sums.
    pub contradictions: u64,
    /// Pairs of words that contradict each other.
    pub pairs: u64,
    /// Sets of words that cannot all hold, although no two contradict each other.
    pub sums: u64,
    /// Contradictions that would be gone after all steps.
    pub cleared: u64,
    /// Contradictions that would be left.
    pub remaining: u64,
    /// True if no other choice of so many words clears more, and none of fewer as much.
    pub exact: bool,
    /// The most that any choice of so many words could clear.
    pub at_most: u64,
    /// What to check, in this order.
    pub steps: Vec<CruxStepJson<'a>>,
}

/// A word to check, and what would come of its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CruxStepJson<'a> {
    /// The word.
    #[serde(flatten, borrow)]
    pub word: CruxWordJson<'a>,
    /// Contradictions that would go, of those that the steps before it leave.
    pub clears: u64,
    /// Contradictions that would then be left.
    pub remaining: u64,
    /// True if nothing would then contradict on its question any more.
    pub settles: bool,
    /// Words against it that would clear as many in its place: the first of them.
    pub as_many: Vec<CruxWordJson<'a>>,
    /// The number of words that would clear as many in its place, these and others.
    pub all_as_many: usize,
}

/// A word of a speaker on a question, with all claims that tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CruxWordJson<'a> {
    /// The id of the event.
    #[serde(borrow)]
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// The name of the attribute.
    pub label: Text<'a>,
    /// The value of the position.
    pub value: Text<'a>,
    /// The id of the speaker.
    pub speaker: Text<'a>,
    /// The claims, which are all live.
    pub claims: Vec<ClaimJson<'a>>,
}

impl<'a> CruxJson<'a> {
    /// Returns what to check first, as a document.
    ///
    /// ```
    /// use crosscheck::crux::Crux;
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::wire::CruxJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let crux = Crux::new(&report, &[], 3);
    /// let document = CruxJson::new(&report, &crux);
    /// assert_eq!(document.schema, crosscheck::wire::SCHEMA);
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &'a Report, crux: &Crux) -> Self {
        Self {
            schema: Text::from(SCHEMA),
            summary: SummaryJson::new(report),
            groups: crux
                .groups
                .iter()
                .map(|group| CruxGroupJson::new(report, group))
                .collect(),
        }
    }
}

impl<'a> CruxGroupJson<'a> {
    fn new(report: &'a Report, group: &Group) -> Self {
        let cleared = group.total() - group.remaining();
        Self {
            events: group
                .events
                .iter()
                .map(|event| Text::from(&report.record[*event].name.id))
                .collect(),
            contradictions: group.total(),
            pairs: group.pairs,
            sums: group.sums,
            cleared,
            remaining: group.remaining(),
            exact: group.proof == Proof::Exact,
            at_most: match group.proof {
                Proof::Exact => cleared,
                Proof::AtMost(most) => most,
            },
            steps: group
                .steps
                .iter()
                .map(|step| CruxStepJson::new(report, step))
                .collect(),
        }
    }
}

impl<'a> CruxStepJson<'a> {
    fn new(report: &'a Report, step: &Step) -> Self {
        Self {
            word: CruxWordJson::new(report, &step.pick),
            clears: step.clears,
            remaining: step.remaining,
            settles: step.settles,
            as_many: step
                .as_many
                .iter()
                .map(|pick| CruxWordJson::new(report, pick))
                .collect(),
            all_as_many: step.all_as_many,
        }
    }
}

impl<'a> CruxWordJson<'a> {
    fn new(report: &'a Report, pick: &Pick) -> Self {
        let comparison = &report.comparisons[pick.comparison];
        let attribute = &report.record[comparison.question.attribute];
        Self {
            event: Text::from(&report.record[comparison.question.event].name.id),
            attribute: Text::from(&attribute.name.id),
            label: Text::from(&attribute.label),
            value: Text::from(&comparison.positions[pick.word.position].value),
            speaker: speaker_id(report, pick.word.speaker),
            claims: pick
                .word
                .claims
                .iter()
                .map(|claim| ClaimJson::new(report, live(*claim)))
                .collect(),
        }
    }
}

fn live(claim: ClaimId) -> Held {
    Held {
        claim,
        status: Status::Live,
    }
}

//! Findings: what was found out about the reports, as data that points at every claim involved.

mod rules;

use crate::accounts::Clash;
use crate::code::Code;
use crate::compare::Comparison;
use crate::model::{AttributeId, ClaimId, EventId, Record, SpeakerId, WeekdaySlip};

/// Something found out about the reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is.
    pub detail: Detail,
    /// The event it is about.
    pub event: EventId,
    /// The attribute it is about.
    pub attribute: AttributeId,
    /// Every claim involved, in the order of the files.
    pub claims: Vec<ClaimId>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Speakers contradict each other: so many pairs of live claims.
    Contradiction(u64),
    /// A speaker contradicts itself.
    SelfContradiction(SpeakerId),
    /// Publishers tell a speaker's words differently.
    Misquote(SpeakerId),
    /// A running total that fell: the claim that is lower, and the earlier one that was higher.
    FallingTotal {
        /// The earlier, higher claim.
        earlier: ClaimId,
        /// The later, lower claim.
        later: ClaimId,
    },
    /// A weekday that does not fit its date.
    WeekdayMismatch(WeekdaySlip),
    /// Figures that cannot all hold, although no two of them contradict each other.
    Impossible(Box<Clash>),
    /// Two positions (their indices in the comparison) that meet only through an open end.
    Strained([usize; 2]),
    /// A speaker replaced a claim by another.
    Revised {
        /// What stood before.
        from: ClaimId,
        /// What replaced it.
        to: ClaimId,
    },
    /// A claim that its speaker took back is still repeated.
    WithdrawnStillCited {
        /// The claim that was taken back.
        withdrawn: ClaimId,
    },
}

impl Finding {
    /// Its code.
    pub fn code(&self) -> Code {
        match self.detail {
            Detail::Contradiction(_) => Code::Contradiction,
            Detail::SelfContradiction(_) => Code::SelfContradiction,
            Detail::Misquote(_) => Code::Misquote,
            Detail::FallingTotal { .. } => Code::FallingTotal,
            Detail::WeekdayMismatch(_) => Code::WeekdayMismatch,
            Detail::Impossible(_) => Code::Impossible,
            Detail::Strained(_) => Code::Strained,
            Detail::Revised { .. } => Code::Revised,
            Detail::WithdrawnStillCited { .. } => Code::WithdrawnStillCited,
        }
    }

    /// Whether it tells that claims on its question contradict each other.
    pub fn contradicts(&self) -> bool {
        match self.detail {
            Detail::Contradiction(_)
            | Detail::SelfContradiction(_)
            | Detail::Misquote(_)
            | Detail::FallingTotal { .. } => true,
            Detail::WeekdayMismatch(_)
            | Detail::Impossible(_)
            | Detail::Strained(_)
            | Detail::Revised { .. }
            | Detail::WithdrawnStillCited { .. } => false,
        }
    }
}

/// Finds what there is to find on a question.
pub fn find(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    rules::of_question(record, comparison)
}

/// The finding that figures do not add up. It stands by the question of its first claim.
pub fn impossible(record: &Record, clash: Clash) -> Option<Finding> {
    let first = &record[*clash.claims.first()?];
    let (event, attribute, claims) = (first.event, first.attribute, clash.claims.clone());
    Some(Finding {
        detail: Detail::Impossible(Box::new(clash)),
        event,
        attribute,
        claims,
    })
}

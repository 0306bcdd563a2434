//! A finding, as data.

use crate::accounts::Clash;
use crate::code::Code;
use crate::model::{AttributeId, ClaimId, EventId, SpeakerId, WeekdaySlip};

/// Something found out about the reports.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    /// The kind of finding, with what belongs to it.
    pub(crate) detail: Detail,
    /// The event it is about.
    pub(crate) event: EventId,
    /// The attribute it is about.
    pub(crate) attribute: AttributeId,
    /// Every claim involved, in the order of the files.
    pub(crate) claims: Vec<ClaimId>,
}

/// A kind of finding, with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Detail {
    /// Speakers contradict each other: so many pairs of live claims.
    Contradiction(u64),
    /// A speaker contradicts itself.
    SelfContradiction(SpeakerId),
    /// Publishers report a speaker's words differently.
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
        /// The earlier claim.
        from: ClaimId,
        /// The claim that replaced it.
        to: ClaimId,
    },
    /// A value that its speaker gave up for that of another claim was repeated after that.
    OutdatedRepeat {
        /// The claim that took its place.
        by: ClaimId,
    },
    /// A claim that its speaker withdrew is still repeated.
    WithdrawnStillCited {
        /// The claim that was withdrawn.
        withdrawn: ClaimId,
    },
}

impl Finding {
    /// Returns its code.
    pub(crate) fn code(&self) -> Code {
        match self.detail {
            Detail::Contradiction(_) => Code::Contradiction,
            Detail::SelfContradiction(_) => Code::SelfContradiction,
            Detail::Misquote(_) => Code::Misquote,
            Detail::FallingTotal { .. } => Code::FallingTotal,
            Detail::WeekdayMismatch(_) => Code::WeekdayMismatch,
            Detail::Impossible(_) => Code::Impossible,
            Detail::Strained(_) => Code::Strained,
            Detail::Revised { .. } => Code::Revised,
            Detail::OutdatedRepeat { .. } => Code::OutdatedRepeat,
            Detail::WithdrawnStillCited { .. } => Code::WithdrawnStillCited,
        }
    }

    /// Returns true if it says that claims on its question contradict each other.
    pub(crate) fn contradicts(&self) -> bool {
        self.code().is_contradiction()
    }
}

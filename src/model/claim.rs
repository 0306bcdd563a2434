//! A claim: one speaker's value for one question, as one source gives it.

use super::interval::Interval;
use super::record::{AttributeId, EventId, SpeakerId};
use super::value::Value;
use crate::files::Span;

/// The number of a claim in [`super::Record::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u32);

impl ClaimId {
    /// The place in its list.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The time for which a figure was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsOf {
    /// As it stands in the file.
    pub written: String,
    /// Its first to its last second, in seconds since 1970 in UTC.
    pub span: Interval,
    /// Whether it is a time of day and not a day.
    pub timed: bool,
}

/// One speaker's value for one question, as one source gives it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Where its `[[claim]]` stands.
    pub place: Span,
    /// Where its value stands.
    pub value_place: Span,
    /// The source in whose file it stands.
    pub source: SpeakerId,
    /// Who says so.
    pub speaker: SpeakerId,
    /// Where it was read.
    pub publisher: SpeakerId,
    /// Whether somebody else than the speaker tells it (`by` or `via`).
    pub relayed: bool,
    /// About what.
    pub event: EventId,
    /// What is claimed.
    pub attribute: AttributeId,
    /// The value.
    pub value: Value,
    /// The unit of a number that could not be converted to the attribute's unit.
    pub unit: Option<String>,
    /// Whether the number was brought into the attribute's unit: its words have another.
    pub converted: bool,
    /// The time for which it was given.
    pub as_of: Option<AsOf>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// The words themselves.
    pub quote: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// A copy that stays.
    pub archived: Option<String>,
    /// What the value cannot say.
    pub note: Option<String>,
    /// The claim of the same speaker on the same question that this one replaces.
    pub supersedes: Option<ClaimId>,
    /// The day on which the speaker took it back, as written.
    pub withdrawn: Option<String>,
}

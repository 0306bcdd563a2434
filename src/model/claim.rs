//! A claim: one speaker's value for one question, as one source gives it.
//!
//! There may be a million of them, so a claim is a row of numbers, 40 bytes: what many claims share,
//! values above all, is kept once in the record. What only matters where a claim is shown, such as its
//! quote, stays in the file.

use super::ids::{AsOfId, AttributeId, EventId, SiteId, SpeakerId, ValueId};
use super::interval::Interval;
use crate::files::{FileId, Span};

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

/// Where a claim stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// The offset at which its table begins.
    pub start: u32,
    /// The offset at which it ends.
    pub end: u32,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// How far behind `start` its quote stands; 0 where there is none.
    pub quote: u32,
    /// A digest of its quote, note and dates: it tells claims of one value apart.
    pub said: u64,
}

impl Site {
    /// The extent of its table.
    pub fn extent(&self, file: FileId) -> Span {
        Span {
            file,
            start: self.start,
            end: self.end,
        }
    }
}

/// One speaker's value for one question, as one source gives it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The file in which it stands.
    pub file: FileId,
    /// Where it stands there.
    pub site: SiteId,
    /// The source in whose file it stands.
    pub source: SpeakerId,
    /// Who says so.
    pub speaker: SpeakerId,
    /// Where it was read.
    pub publisher: SpeakerId,
    /// About what.
    pub event: EventId,
    /// What is claimed.
    pub attribute: AttributeId,
    /// The value.
    pub value: ValueId,
    /// The time for which it was given.
    pub as_of: Option<AsOfId>,
    /// Whether somebody else than the speaker tells it (`by` or `via`).
    pub relayed: bool,
    /// Whether its speaker took it back.
    pub withdrawn: bool,
    /// Whether it has an id of its own.
    pub has_id: bool,
}

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
pub(crate) struct AsOf {
    /// As the file has it.
    pub(crate) written: String,
    /// Its first to its last second, in seconds since 1970 in UTC.
    pub(crate) span: Interval,
    /// True for a time of day, false for days.
    pub(crate) timed: bool,
}

/// The place of a claim in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Site {
    /// The offset at which its table begins.
    pub(crate) start: u32,
    /// The offset at which it ends.
    pub(crate) end: u32,
    /// The line on which it begins, from 1.
    pub(crate) line: u32,
    /// How many bytes behind `start` its quote is; 0 if it has none.
    pub(crate) quote: u32,
    /// A digest of its quote, note and dates: it tells claims of one value apart.
    pub(crate) said: u64,
}

impl Site {
    /// Returns the extent of its table.
    pub(crate) fn extent(&self, file: FileId) -> Span {
        Span {
            file,
            start: self.start,
            end: self.end,
        }
    }
}

/// One speaker's value for one question, as one source gives it.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// Its file.
    pub(crate) file: FileId,
    /// Its place there.
    pub(crate) site: SiteId,
    /// The source whose file it is in.
    pub(crate) source: SpeakerId,
    /// Who says so.
    pub(crate) speaker: SpeakerId,
    /// Where it was read.
    pub(crate) publisher: SpeakerId,
    /// About what.
    pub(crate) event: EventId,
    /// What is claimed.
    pub(crate) attribute: AttributeId,
    /// The value.
    pub(crate) value: ValueId,
    /// The time for which it was given.
    pub(crate) as_of: Option<AsOfId>,
    /// True if somebody else than the speaker reports it (`by` or `via`).
    pub(crate) relayed: bool,
    /// True if its speaker took it back.
    pub(crate) withdrawn: bool,
    /// True if it has an id of its own.
    pub(crate) has_id: bool,
}

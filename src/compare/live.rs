//! Which claims still stand (the contract, §5 and §9 "Live").

use crate::model::ClaimId;

/// Whether a claim still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    /// It stands.
    Live,
    /// Its speaker took it back.
    Withdrawn,
    /// A claim of the same speaker says that it replaces this one.
    Superseded(ClaimId),
    /// The same speaker gave a value for a later time.
    Revised(ClaimId),
}

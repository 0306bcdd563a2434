//! The bounds on the search for clashes.

/// The most clashes that are listed for one set of items before the search gives up.
pub(super) const MAX_CLASHES: usize = 1_000;

/// A bound that the search hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Limit {
    /// There are too many ways to add up the rules. Clashes may be missing, and a listed one may hold a
    /// smaller one.
    Rules,
    /// There are too many combinations of items to try. Clashes may be missing.
    Checks,
    /// There are too many clashes. Only some are listed.
    Listed,
}

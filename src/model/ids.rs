//! The numbers by which things are known inside the program, and the names by which files know them.
//!
//! A number is a place in one of the lists of a [`super::Record`], and the record is indexed by it:
//! `record[claim.event]` is the event.

use std::num::NonZeroU32;

use crate::files::{Span, narrow};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(u32);

        impl $name {
            /// Returns the place in its list.
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// Fewer than 4 Gi of anything come of the claims that are read.
            fn from(index: usize) -> Self {
                Self(narrow(index))
            }
        }
    )*};
}

ids! {
    /// The number of a topic in [`super::Record::topics`].
    TopicId;
    /// The number of an event in [`super::Record::events`].
    EventId;
    /// The number of an attribute in [`super::Record::attributes`].
    AttributeId;
    /// The number of a speaker in [`super::Record::speakers`].
    SpeakerId;
    /// The number of a party in [`super::Record::parties`].
    PartyId;
    /// The number of a scope in [`super::Record::scopes`].
    ScopeId;
    /// The number of a value in [`super::Record::values`].
    ValueId;
    /// The number of a claim in [`super::Record::claims`].
    ClaimId;
    /// The number of a place in [`super::Record::sites`].
    SiteId;
}

/// The number of a time in [`super::Record::times`]. Many claims have none, and `Option<AsOfId>` takes no
/// more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AsOfId(NonZeroU32);

impl AsOfId {
    /// Returns the place in its list.
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl From<usize> for AsOfId {
    /// Fewer than 4 Gi of anything come of the claims that are read.
    fn from(index: usize) -> Self {
        match NonZeroU32::new(narrow(index + 1)) {
            Some(number) => Self(number),
            None => unreachable!("one more than a place is not 0"),
        }
    }
}

/// An id as files write it, and where it is declared.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// Lower-case ASCII letters, digits and `-` if it is declared; as written if it is not.
    pub(crate) id: String,
    /// The place of its declaration; `None` if claims use it and nothing declares it.
    pub(crate) declared: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_place_in_a_list() {
        for index in [0, 1, 4_000_000_000] {
            assert_eq!(ClaimId::from(index).index(), index);
            assert_eq!(AsOfId::from(index).index(), index);
        }
        assert_eq!(size_of::<Option<AsOfId>>(), size_of::<AsOfId>());
    }
}

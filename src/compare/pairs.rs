//! Contradicting pairs of claims, counted by kind.

use std::ops::{AddAssign, Div};

/// The kind of a contradicting pair of live claims (docs/format.md, "Who is compared with whom").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PairKind {
    /// Two speakers.
    BetweenSpeakers,
    /// One speaker, reported differently by two publishers for times that are not one after the other.
    Misquote,
    /// One speaker against itself.
    Own,
}

/// A number of contradicting pairs of live claims, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pairs {
    /// Pairs of two speakers.
    pub(crate) between_speakers: u64,
    /// Pairs of one speaker, reported differently by two publishers.
    pub(crate) misquote: u64,
    /// Pairs of one speaker against itself.
    pub(crate) own: u64,
}

impl Pairs {
    /// Returns how many there are of all kinds.
    pub(crate) fn total(self) -> u64 {
        self.between_speakers + self.misquote + self.own
    }

    /// Returns the word of the first kind that occurs, as the output names it.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self {
                between_speakers: 1..,
                ..
            } => "between-speakers",
            Self { misquote: 1.., .. } => "misquote",
            Self { .. } => "self",
        }
    }

    /// Returns the pairs of one speaker's claims, of which each pair of its own was counted at both ends.
    pub(super) fn with_own_halved(self) -> Self {
        Self {
            between_speakers: self.between_speakers,
            ..self / 2
        }
    }

    /// Counts one more pair.
    pub(super) fn add(&mut self, kind: PairKind) {
        match kind {
            PairKind::BetweenSpeakers => self.between_speakers += 1,
            PairKind::Misquote => self.misquote += 1,
            PairKind::Own => self.own += 1,
        }
    }
}

impl AddAssign for Pairs {
    fn add_assign(&mut self, more: Self) {
        self.between_speakers += more.between_speakers;
        self.misquote += more.misquote;
        self.own += more.own;
    }
}

impl Div<u64> for Pairs {
    type Output = Self;

    fn div(self, by: u64) -> Self {
        Self {
            between_speakers: self.between_speakers / by,
            misquote: self.misquote / by,
            own: self.own / by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_kind_that_occurs_names_the_pair() {
        for (pairs, word) in [
            ([1, 1, 1], "between-speakers"),
            ([0, 1, 1], "misquote"),
            ([0, 0, 1], "self"),
        ] {
            let [between_speakers, misquote, own] = pairs;
            let pairs = Pairs {
                between_speakers,
                misquote,
                own,
            };
            assert_eq!(pairs.kind(), word);
            assert_eq!(pairs.total(), between_speakers + misquote + own);
        }
    }
}

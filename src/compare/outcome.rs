//! What comes out where the claims on a question are compared, and a quick look at it.

use super::rank::{RankInterval, Ranking};
use super::status::{Status, statuses};
use crate::model::{ClaimId, Meaning, Record, SpeakerId};

/// What comes out where the claims on a question are compared (docs/format.md, "Who is compared with
/// whom").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// At least one pair of live claims cannot both be right.
    Contradicted,
    /// Two or more speakers whose values differ and do not contradict.
    Compatible,
    /// Two or more speakers, all with the same value.
    Agreed,
    /// One speaker's word.
    Uncorroborated,
    /// Nobody gives a live value.
    Unknown,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Contradicted,
        Self::Compatible,
        Self::Agreed,
        Self::Uncorroborated,
        Self::Unknown,
    ];

    /// Returns the first that fits contradicting pairs, positions with a value and independent speakers.
    pub(super) fn new(contradicting_pairs: u64, positions: usize, speakers: usize) -> Self {
        match (contradicting_pairs, positions, speakers) {
            (1.., _, _) => Self::Contradicted,
            (_, 0, _) => Self::Unknown,
            (_, _, 0 | 1) => Self::Uncorroborated,
            (_, 1, _) => Self::Agreed,
            _ => Self::Compatible,
        }
    }

    /// Returns its word in the output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Compatible => "compatible",
            Self::Agreed => "agreed",
            Self::Uncorroborated => "uncorroborated",
            Self::Unknown => "unknown",
        }
    }
}

/// Returns the outcome of a question if that shows without holding claims against each other: most
/// questions need no closer look than at the highest beginning and the lowest end of their values.
pub(super) fn quick_outcome(
    record: &Record,
    ranking: &Ranking,
    claims: &[ClaimId],
) -> Option<Outcome> {
    let mut look = QuickLook::default();
    for (id, status) in statuses(record, ranking, claims) {
        if status == Status::Live {
            look.take(record, ranking, id);
        }
    }
    (!look.may_contradict).then(|| Outcome::new(0, look.positions.count(), look.speakers.count()))
}

/// What a look at one claim after the other shows.
#[derive(Default)]
struct QuickLook {
    /// The keys of the claims with a value.
    positions: AtMostTwo<u32>,
    speakers: AtMostTwo<SpeakerId>,
    /// What all ranges so far have in common, whatever their units and times.
    common: Option<RankInterval>,
    may_contradict: bool,
}

impl QuickLook {
    fn take(&mut self, record: &Record, ranking: &Ranking, id: ClaimId) {
        let claim = &record[id];
        let meaning = &record[claim.value].meaning;
        if *meaning == Meaning::Unknown {
            return;
        }
        // Prose is a position of its own even in the same words.
        if *meaning == Meaning::Prose && self.positions.count() > 0 {
            self.positions = AtMostTwo::More;
        }
        self.positions.add(ranking.key(claim));
        if record[claim.speaker].unnamed_in.is_none() {
            self.speakers.add(claim.speaker);
        }
        match ranking.reach(claim) {
            Some(reach) => {
                let common = self.common.unwrap_or(reach).intersection(reach);
                self.may_contradict |= common.is_empty();
                self.common = Some(common);
            }
            None => {
                self.may_contradict |= *meaning != Meaning::Prose && self.positions.count() > 1;
            }
        }
    }
}

/// Counts different things up to two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum AtMostTwo<T> {
    #[default]
    None,
    One(T),
    More,
}

impl<T: PartialEq> AtMostTwo<T> {
    fn add(&mut self, thing: T) {
        *self = match std::mem::replace(self, Self::More) {
            Self::None => Self::One(thing),
            Self::One(known) if known == thing => Self::One(known),
            Self::One(_) | Self::More => Self::More,
        };
    }

    fn count(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::More => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_outcome_that_fits_is_the_outcome() {
        for (pairs, positions, speakers, outcome) in [
            (1, 2, 1, Outcome::Contradicted),
            (0, 0, 0, Outcome::Unknown),
            (0, 2, 1, Outcome::Uncorroborated),
            (0, 1, 0, Outcome::Uncorroborated),
            (0, 1, 2, Outcome::Agreed),
            (0, 2, 2, Outcome::Compatible),
        ] {
            assert_eq!(
                Outcome::new(pairs, positions, speakers),
                outcome,
                "{pairs} {positions} {speakers}"
            );
        }
    }

    #[test]
    fn what_is_counted_up_to_two_is_counted_once_each() {
        for (things, count) in [
            (vec![], 0),
            (vec![7, 7], 1),
            (vec![7, 8], 2),
            (vec![7, 8, 7], 2),
        ] {
            let mut counted = AtMostTwo::default();
            for thing in things {
                counted.add(thing);
            }
            assert_eq!(counted.count(), count);
        }
    }
}

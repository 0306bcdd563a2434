//! The rule: which claims are compared, and which of them contradict each other (docs/format.md, "Who
//! is compared with whom").
//!
//! [`Rule::contradict`] and [`kind`] are the specification, for two claims. [`Rule::cohorts`] says the
//! same of many at once, so that [`super::conflicts`] can count pairs without listing them.

use std::collections::BTreeMap;

use super::names::NameLists;
use super::pairs::PairKind;
use super::rank::RankInterval;
use crate::model::{ClaimId, OverTime, SpeakerId};

/// What the rule looks at in a live claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Testimony {
    pub(super) claim: ClaimId,
    /// The index of its position in the comparison.
    pub(super) position: usize,
    pub(super) value: Extent,
    pub(super) time: Option<Time>,
    pub(super) speaker: SpeakerId,
    pub(super) publisher: SpeakerId,
}

/// A value, as far as values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// A range with its tolerance, in the scope and unit of that rank.
    Range { unit: usize, reach: RankInterval },
    /// The names of the position with that index.
    Names(usize),
    /// Prose or "unknown": compared with nothing.
    Incomparable,
}

/// The time for which a claim was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time {
    pub(super) span: RankInterval,
    /// The rank of its day, if only claims for one day are compared.
    pub(super) day: Option<usize>,
    /// True if it is a time of day and not a day.
    pub(super) is_moment: bool,
    /// How often a running total had started anew when it began, and when it ended.
    pub(super) restarts: [usize; 2],
}

/// How the claims on one question are compared.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    over_time: OverTime,
    /// The names of the positions.
    pub(super) names: NameLists,
}

/// Claims that are compared with each other, except those for different moments of one day.
#[derive(Debug, Default)]
pub(super) struct Cohort<'c> {
    /// Claims that are compared with every claim of the cohort, by their places in the list.
    pub(super) general: Vec<Placed<'c>>,
    /// Claims for one moment each, which are compared with those for the same moment and `general`.
    pub(super) moments: Vec<Vec<Placed<'c>>>,
}

/// A claim with its place in a list.
pub(super) type Placed<'c> = (usize, &'c Testimony);

impl Rule {
    /// Takes the names of the positions.
    pub(super) fn new(over_time: OverTime, names: NameLists) -> Self {
        Self { over_time, names }
    }

    /// Returns whether two claims cannot both be right: they are compared, and their values have nothing
    /// in common, even after the tolerance. A running total contradicts an earlier one only by falling, and
    /// only one since it last started anew.
    pub(super) fn contradict(&self, left: &Testimony, right: &Testimony) -> bool {
        match self.over_time {
            OverTime::Fixed => self.are_apart(left.value, right.value),
            OverTime::Varies => {
                are_for_one_moment(left.time, right.time) && self.are_apart(left.value, right.value)
            }
            OverTime::Grows => match (left.time, right.time) {
                (Some(a), Some(b)) if a.restarts != b.restarts => false,
                (Some(a), Some(b)) if a.span == b.span => self.are_apart(left.value, right.value),
                (Some(a), Some(b)) if a.span.is_before(b.span) => right.value.is_below(left.value),
                (Some(a), Some(b)) if b.span.is_before(a.span) => left.value.is_below(right.value),
                _ => false,
            },
        }
    }

    /// Returns whether two values have nothing in common, even after the tolerance.
    pub(super) fn are_apart(&self, left: Extent, right: Extent) -> bool {
        match (left, right) {
            (Extent::Names(left), Extent::Names(right)) => !self.names.are_compatible(left, right),
            _ => left.is_below(right) || right.is_below(left),
        }
    }

    /// Returns whether a running total may not fall.
    pub(super) fn grows(&self) -> bool {
        self.over_time == OverTime::Grows
    }

    /// Returns the claims that are compared with each other if their values are apart. Every such pair
    /// is in exactly one cohort. Falls of a running total come on top.
    pub(super) fn cohorts<'c>(&self, claims: &[&'c Testimony]) -> Vec<Cohort<'c>> {
        let claims = claims.iter().copied().enumerate();
        match self.over_time {
            OverTime::Fixed => vec![Cohort {
                general: claims.collect(),
                moments: Vec::new(),
            }],
            OverTime::Grows => {
                let spans = grouped(claims, |time| Some(time.span)).into_iter();
                spans
                    .map(|general| Cohort {
                        general,
                        moments: Vec::new(),
                    })
                    .collect()
            }
            OverTime::Varies => {
                let days = grouped(claims, |time| time.day).into_iter();
                days.map(cohort_of_a_day).collect()
            }
        }
    }
}

impl Extent {
    /// Returns whether all of it lies below all of the other.
    pub(super) fn is_below(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Range { unit, reach },
                Self::Range {
                    unit: other_unit,
                    reach: other_reach,
                },
            ) => unit == other_unit && reach.is_before(other_reach),
            _ => false,
        }
    }
}

/// Returns the kind of a pair of claims that contradict each other.
pub(super) fn kind(left: &Testimony, right: &Testimony) -> PairKind {
    if left.speaker != right.speaker {
        PairKind::BetweenSpeakers
    } else if left.publisher != right.publisher && !are_successive(left, right) {
        PairKind::Misquote
    } else {
        PairKind::Own
    }
}

/// Returns whether one claim was given for a time wholly before that of the other.
pub(super) fn are_successive(left: &Testimony, right: &Testimony) -> bool {
    left.time
        .zip(right.time)
        .is_some_and(|(left, right)| left.span.is_disjoint(right.span))
}

/// Returns whether two times are of one day and, if both are times of day, the same.
fn are_for_one_moment(left: Option<Time>, right: Option<Time>) -> bool {
    left.zip(right).is_some_and(|(left, right)| {
        left.day.is_some()
            && left.day == right.day
            && (left.span == right.span || !(left.is_moment && right.is_moment))
    })
}

fn cohort_of_a_day(claims: Vec<Placed<'_>>) -> Cohort<'_> {
    let (moments, general): (Vec<Placed<'_>>, Vec<Placed<'_>>) = claims
        .into_iter()
        .partition(|(_, claim)| claim.time.is_some_and(|time| time.is_moment));
    Cohort {
        general,
        moments: grouped(moments.into_iter(), |time| Some(time.span)),
    }
}

/// Groups claims by something about their times. Those that do not have it are in no group.
fn grouped<'c, K: Ord>(
    claims: impl Iterator<Item = Placed<'c>>,
    key: impl Fn(Time) -> Option<K>,
) -> Vec<Vec<Placed<'c>>> {
    let mut groups: BTreeMap<K, Vec<Placed<'c>>> = BTreeMap::new();
    for placed in claims {
        if let Some(key) = placed.1.time.and_then(&key) {
            groups.entry(key).or_default().push(placed);
        }
    }
    groups.into_values().collect()
}

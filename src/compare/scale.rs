//! Every value and every time placed on a scale of whole numbers, once: to compare two of a million
//! claims is to compare two integers then. Exact decimals are kept for what is shown.

use crate::model::{Claim, Cut, Interval, Meaning, Record, Value};
use crate::parallel;

/// A stretch of a scale: it holds something in common with another where neither ends at or before
/// the place at which the other begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) low: u32,
    pub(super) high: u32,
}

impl Stretch {
    /// Whether all of it lies below all of the other.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.high <= other.low
    }

    /// What lies in both; it ends before it begins where that is nothing.
    pub(super) fn overlap(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

    /// The same on a scale that runs the other way.
    pub(super) fn mirrored(self) -> Self {
        Self {
            low: u32::MAX - self.high,
            high: u32::MAX - self.low,
        }
    }

    /// Whether the two have nothing in common.
    pub(super) fn is_disjoint(self, other: Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }
}

/// Where the values and the times of a record lie.
pub(super) struct Scale {
    keys: Vec<u32>,
    reaches: Vec<Option<Stretch>>,
    times: Vec<Stretch>,
}

impl Scale {
    pub(super) fn of(record: &Record) -> Self {
        let reaches: Vec<Option<Interval>> = record
            .values
            .iter()
            .map(|value| match &value.meaning {
                Meaning::Range { interval, .. } => {
                    Some(record[value.attribute].tolerance.reach(interval))
                }
                Meaning::Unknown | Meaning::Names(_) | Meaning::Prose => None,
            })
            .collect();
        let spans: Vec<Option<&Interval>> =
            record.times.iter().map(|time| Some(&time.span)).collect();
        Self {
            keys: keys(record),
            reaches: stretches(&reaches.iter().map(Option::as_ref).collect::<Vec<_>>()),
            times: stretches(&spans).into_iter().flatten().collect(),
        }
    }

    /// Returns the number of a claim's key: two claims have the same if they are one position. In the
    /// order of the numbers, positions go from low to high.
    pub(super) fn key(&self, claim: &Claim) -> u32 {
        self.keys[claim.value.index()]
    }

    /// A claim's value with half of what the tolerance allows a pair, where it is a range.
    pub(super) fn reach(&self, claim: &Claim) -> Option<Stretch> {
        self.reaches[claim.value.index()]
    }

    /// The time for which a claim was given.
    pub(super) fn time(&self, claim: &Claim) -> Option<Stretch> {
        claim.as_of.map(|time| self.times[time.index()])
    }
}

fn keys(record: &Record) -> Vec<u32> {
    let mut order: Vec<_> = record
        .values
        .iter()
        .map(Value::position_key)
        .zip(0_u32..)
        .collect();
    parallel::sort(&mut order);
    let mut keys = vec![0; order.len()];
    let mut number = 0;
    for (at, (key, value)) in order.iter().enumerate() {
        if at > 0 && order[at - 1].0 != *key {
            number += 1;
        }
        keys[*value as usize] = number;
    }
    keys
}

/// The intervals on one scale.
fn stretches(intervals: &[Option<&Interval>]) -> Vec<Option<Stretch>> {
    let mut ends: Vec<(&Cut, u32)> = Vec::with_capacity(intervals.len() * 2);
    for (interval, at) in intervals.iter().zip((0_u32..).step_by(2)) {
        if let Some(interval) = interval {
            ends.extend([(interval.low(), at), (interval.high(), at + 1)]);
        }
    }
    parallel::sort(&mut ends);
    let mut ranks = vec![0; intervals.len() * 2];
    let mut rank = 0;
    for (at, (cut, end)) in ends.iter().enumerate() {
        if at > 0 && ends[at - 1].0 != *cut {
            rank += 1;
        }
        ranks[*end as usize] = rank;
    }
    let ranked = ranks.chunks(2).zip(intervals);
    ranked
        .map(|(ends, interval)| {
            interval.map(|_| Stretch {
                low: ends[0],
                high: ends[1],
            })
        })
        .collect()
}

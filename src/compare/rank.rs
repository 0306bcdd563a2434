//! Every value and every time as ranks, once: comparing two of a million claims is then comparing two
//! integers. Exact decimals are kept for what is shown.

use crate::model::{
    Attribute, Claim, Cut, Decimal, Interval, Kind, Meaning, Record, Tolerance, Value,
};
use crate::parallel;

/// An interval by the ranks of its ends among the ends of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RankInterval {
    pub(super) low: u32,
    pub(super) high: u32,
}

impl RankInterval {
    /// Returns whether all of it lies below all of the other.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.high <= other.low
    }

    /// Returns whether the two have nothing in common.
    pub(super) fn is_disjoint(self, other: Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }

    /// Returns whether anything lies between its ends.
    pub(super) fn is_empty(self) -> bool {
        self.low >= self.high
    }

    /// Returns what lies in both: an empty interval if that is nothing.
    pub(super) fn intersection(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

    /// Returns the same interval on a scale that runs the other way.
    pub(super) fn reversed(self) -> Self {
        Self {
            low: u32::MAX - self.high,
            high: u32::MAX - self.low,
        }
    }
}

/// The ranks of the values and the times of a record.
pub(super) struct Ranking {
    keys: Vec<u32>,
    reaches: Vec<Option<RankInterval>>,
    times: Vec<RankInterval>,
}

impl Ranking {
    /// Ranks everything in a record, in O(n log n).
    pub(super) fn new(record: &Record) -> Self {
        let reaches: Vec<Option<Interval>> = record
            .values
            .iter()
            .map(|value| reach(&record[value.attribute], value))
            .collect();
        let spans: Vec<Option<&Interval>> =
            record.times.iter().map(|time| Some(&time.span)).collect();
        Self {
            keys: ranked_keys(record),
            reaches: ranked(&reaches.iter().map(Option::as_ref).collect::<Vec<_>>()),
            times: ranked(&spans).into_iter().flatten().collect(),
        }
    }

    /// Returns the rank of the key of a claim's value: two claims have the same if they are one
    /// position. In the order of the ranks positions go from low to high.
    pub(super) fn key(&self, claim: &Claim) -> u32 {
        self.keys[claim.value.index()]
    }

    /// Returns a claim's value, widened by half of what the tolerance allows a pair, if it is a range.
    pub(super) fn reach(&self, claim: &Claim) -> Option<RankInterval> {
        self.reaches[claim.value.index()]
    }

    /// Returns the time for which a claim was given.
    pub(super) fn time(&self, claim: &Claim) -> Option<RankInterval> {
        claim.as_of.map(|time| self.times[time.index()])
    }
}

/// Returns a value widened by half of what the tolerance allows a pair, if it is a range. A tolerance without
/// a percent sign is in the attribute's own unit, and between days it is counted in whole days.
fn reach(attribute: &Attribute, value: &Value) -> Option<Interval> {
    let Meaning::Range {
        interval, timed, ..
    } = &value.meaning
    else {
        return None;
    };
    let tolerance = match &attribute.tolerance {
        Tolerance::Distance(_) if value.unit.is_some() => &Tolerance::None,
        Tolerance::Distance(seconds) if attribute.kind == Kind::Date && timed.is_none() => {
            &Tolerance::Distance(whole_days(seconds))
        }
        tolerance => tolerance,
    };
    Some(tolerance.reach(interval))
}

/// Returns the whole days in a number of seconds, in seconds.
fn whole_days(seconds: &Decimal) -> Decimal {
    let day = 86_400;
    let days = seconds.quotient(day, 0);
    days.map_or_else(|| seconds.clone(), |days| &days * &Decimal::from(day))
}

fn ranked_keys(record: &Record) -> Vec<u32> {
    let mut order: Vec<_> = record
        .values
        .iter()
        .map(Value::position_key)
        .zip(0_u32..)
        .collect();
    parallel::sort(&mut order);
    let mut keys = vec![0; order.len()];
    let mut rank = 0;
    for (at, (key, value)) in order.iter().enumerate() {
        if at > 0 && order[at - 1].0 != *key {
            rank += 1;
        }
        keys[*value as usize] = rank;
    }
    keys
}

/// Ranks the ends of all intervals together.
fn ranked(intervals: &[Option<&Interval>]) -> Vec<Option<RankInterval>> {
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
    let [low, high] = [0, 1];
    let ends = ranks.chunks_exact(2).zip(intervals);
    ends.map(|(ends, interval)| {
        interval.map(|_| RankInterval {
            low: ends[low],
            high: ends[high],
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decimal;

    fn between(low: i64, high: i64) -> Interval {
        Interval::between(Decimal::from(low), Decimal::from(high)).unwrap()
    }

    #[test]
    fn ranks_compare_as_the_intervals_do() {
        let intervals = [(1, 3), (3, 5), (4, 9), (1, 9), (10, 10)].map(|(l, h)| between(l, h));
        let ranked = ranked(&intervals.each_ref().map(Some));
        for (left, left_rank) in intervals.iter().zip(&ranked) {
            for (right, right_rank) in intervals.iter().zip(&ranked) {
                let (a, b) = (left_rank.unwrap(), right_rank.unwrap());
                assert_eq!(a.is_before(b), left.is_before(right), "{left:?} {right:?}");
                assert_eq!(
                    a.reversed().is_before(b.reversed()),
                    right.is_before(left),
                    "reversed: {left:?} {right:?}"
                );
                assert_eq!(
                    a.intersection(b).is_empty(),
                    left.is_disjoint(right),
                    "{left:?} {right:?}"
                );
            }
        }
    }

    #[test]
    fn what_has_no_interval_has_no_ranks() {
        let interval = between(1, 2);
        let ranked = ranked(&[None, Some(&interval)]);
        assert_eq!(ranked[0], None);
        assert_eq!(ranked[1], Some(RankInterval { low: 0, high: 1 }));
    }
}

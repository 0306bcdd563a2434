//! Counting pairs without listing them: two pointers over sorted cuts, and one sweep with a Fenwick
//! tree where time counts too. Everything here is O(n log n).

use crate::model::{Cut, Interval};

/// How many pairs of a left and a right interval have the left one wholly before the right one.
/// Both lists of cuts must be sorted.
pub(super) fn count_before(left_highs: &[&Cut], right_lows: &[&Cut]) -> u64 {
    let mut passed = 0;
    let mut pairs = 0;
    for low in right_lows {
        while left_highs.get(passed).is_some_and(|high| high <= low) {
            passed += 1;
        }
        pairs += passed as u64;
    }
    pairs
}

/// The cuts of some intervals, sorted.
pub(super) struct Cuts<'a> {
    pub(super) lows: Vec<&'a Cut>,
    pub(super) highs: Vec<&'a Cut>,
}

impl<'a> Cuts<'a> {
    pub(super) fn of(intervals: impl Iterator<Item = &'a Interval> + Clone) -> Self {
        let mut lows: Vec<_> = intervals.clone().map(Interval::low).collect();
        let mut highs: Vec<_> = intervals.map(Interval::high).collect();
        lows.sort_unstable();
        highs.sort_unstable();
        Self { lows, highs }
    }

    /// How many unordered pairs have nothing in common.
    pub(super) fn disjoint_pairs(&self) -> u64 {
        count_before(&self.highs, &self.lows)
    }
}

/// A value given for a time, both as intervals.
#[derive(Clone, Copy)]
pub(super) struct Timed<'a> {
    pub(super) time: &'a Interval,
    pub(super) value: &'a Interval,
}

/// How many pairs fell: one's time wholly before the other's, and its value wholly above.
pub(super) fn falling_pairs(claims: &[Timed<'_>]) -> u64 {
    let mut lows: Vec<&Cut> = claims.iter().map(|claim| claim.value.low()).collect();
    lows.sort_unstable();
    let mut earlier: Vec<&Timed<'_>> = claims.iter().collect();
    earlier.sort_by(|left, right| left.time.high().cmp(right.time.high()));
    let mut later: Vec<&Timed<'_>> = claims.iter().collect();
    later.sort_by(|left, right| left.time.low().cmp(right.time.low()));
    let (mut passed, mut pairs) = (0, 0);
    let mut seen = Counts::new(lows.len());
    for claim in later {
        while let Some(before) = earlier.get(passed).filter(|before| before.time.high() <= claim.time.low()) {
            seen.add(lows.partition_point(|low| *low < before.value.low()));
            passed += 1;
        }
        let below = lows.partition_point(|low| *low < claim.value.high());
        pairs += passed as u64 - seen.up_to(below);
    }
    pairs
}

/// A Fenwick tree: how many of the numbers added so far are below a given one.
struct Counts(Vec<u64>);

impl Counts {
    fn new(size: usize) -> Self {
        Self(vec![0; size + 1])
    }

    fn add(&mut self, at: usize) {
        let mut node = at + 1;
        while node < self.0.len() {
            self.0[node] += 1;
            node += node & node.wrapping_neg();
        }
    }

    fn up_to(&self, end: usize) -> u64 {
        let mut node = end;
        let mut sum = 0;
        while node > 0 {
            sum += self.0[node];
            node -= node & node.wrapping_neg();
        }
        sum
    }
}

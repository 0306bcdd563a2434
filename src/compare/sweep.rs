//! Counting in sorted lists what has nothing in common, without listing pairs: binary searches among
//! ends, and one sweep over time with a Fenwick tree. Everything here is O(n log n).

use super::rank::RankInterval;

/// The ends of intervals that occur a number of times each.
pub(super) struct Ends {
    lows: Cumulated,
    highs: Cumulated,
}

impl Ends {
    /// Takes intervals with how often each occurs.
    pub(super) fn new(intervals: &[(RankInterval, u64)]) -> Self {
        let lows = intervals
            .iter()
            .map(|(interval, times)| (interval.low, *times));
        let highs = intervals
            .iter()
            .map(|(interval, times)| (interval.high, *times));
        Self {
            lows: Cumulated::new(lows.collect()),
            highs: Cumulated::new(highs.collect()),
        }
    }

    /// Counts the intervals that have nothing in common with another one.
    pub(super) fn disjoint_from(&self, interval: RankInterval) -> u64 {
        let below = self.highs.up_to(interval.low);
        below + self.lows.from(interval.high)
    }
}

/// Places on a scale, sorted, each with how many there are up to it.
struct Cumulated(Vec<(u32, u64)>);

impl Cumulated {
    fn new(mut places: Vec<(u32, u64)>) -> Self {
        places.sort_unstable();
        let mut sum = 0;
        for (_, times) in &mut places {
            sum += *times;
            *times = sum;
        }
        Self(places)
    }

    /// Counts the places that are not above one.
    fn up_to(&self, place: u32) -> u64 {
        self.before(self.0.partition_point(|(at, _)| *at <= place))
    }

    /// Counts the places that are not below one.
    fn from(&self, place: u32) -> u64 {
        let all = self.before(self.0.len());
        all - self.before(self.0.partition_point(|(at, _)| *at < place))
    }

    fn before(&self, index: usize) -> u64 {
        index.checked_sub(1).map_or(0, |last| self.0[last].1)
    }
}

/// A value given for a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) time: RankInterval,
    pub(super) value: RankInterval,
}

impl Dated {
    fn reversed(self) -> Self {
        Self {
            time: self.time.reversed(),
            value: self.value.reversed(),
        }
    }
}

/// Counts for each value from how many earlier ones it fell and how many later ones fell from it: one's
/// time lies wholly before the other's, and its value wholly above.
pub(super) fn falls_of_each(values: &[Dated]) -> Vec<u64> {
    // Seen in a mirror, what fell from a value is what the value fell from.
    let mirrored: Vec<Dated> = values.iter().map(|value| value.reversed()).collect();
    added(drops(values), drops(&mirrored))
}

/// Counts for each value how many that are wholly before or after it in time have nothing in common
/// with it.
pub(super) fn changes_of_each(values: &[Dated]) -> Vec<u64> {
    // A rise is a fall upside down.
    let upside_down: Vec<Dated> = values
        .iter()
        .map(|value| Dated {
            value: value.value.reversed(),
            ..*value
        })
        .collect();
    added(falls_of_each(values), falls_of_each(&upside_down))
}

fn added(mut left: Vec<u64>, right: Vec<u64>) -> Vec<u64> {
    for (left, right) in left.iter_mut().zip(right) {
        *left += right;
    }
    left
}

/// Counts for each value the earlier ones that lie wholly above it.
fn drops(values: &[Dated]) -> Vec<u64> {
    let mut lows: Vec<u32> = values.iter().map(|value| value.value.low).collect();
    lows.sort_unstable();
    let times: Vec<RankInterval> = values.iter().map(|value| value.time).collect();
    let mut drops = vec![0; values.len()];
    let (mut seen, mut passed) = (Counts::new(lows.len()), 0);
    for step in in_time(&times) {
        match step {
            TimeStep::Ends(at) => {
                seen.add(lows.partition_point(|low| *low < values[at].value.low));
                passed += 1;
            }
            TimeStep::Begins(at) => {
                let below = lows.partition_point(|low| *low < values[at].value.high);
                drops[at] = passed - seen.below(below);
            }
        }
    }
    drops
}

/// A time that is over, or one that begins, by its place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeStep {
    /// It is over: what begins from now on lies wholly after it.
    Ends(usize),
    /// It begins.
    Begins(usize),
}

/// Goes through times as they begin and end. What has ended when a time begins lies wholly before it.
pub(super) fn in_time(times: &[RankInterval]) -> Vec<TimeStep> {
    let mut steps = Vec::with_capacity(times.len() * 2);
    for (at, time) in times.iter().enumerate() {
        steps.push((time.high, false, at));
        steps.push((time.low, true, at));
    }
    steps.sort_unstable();
    steps
        .into_iter()
        .map(|(_, begins, at)| {
            if begins {
                TimeStep::Begins(at)
            } else {
                TimeStep::Ends(at)
            }
        })
        .collect()
}

/// Returns for each value that fell from an earlier one the earlier one with the highest low end: of
/// several, the one that ended last. In the order in which the lower ones begin, as (lower, higher).
pub(super) fn falls_from_peaks(values: &[Dated]) -> Vec<(usize, usize)> {
    let times: Vec<RankInterval> = values.iter().map(|value| value.time).collect();
    let (mut peak, mut falls) = (None, Vec::new());
    for step in in_time(&times) {
        match step {
            TimeStep::Ends(at) => {
                let low = values[at].value.low;
                if peak.is_none_or(|known: usize| low >= values[known].value.low) {
                    peak = Some(at);
                }
            }
            TimeStep::Begins(at) => {
                let fell = peak.filter(|peak| values[at].value.is_before(values[*peak].value));
                falls.extend(fell.map(|peak| (at, peak)));
            }
        }
    }
    falls
}

/// A Fenwick tree that counts numbers.
struct Counts(Vec<u64>);

impl Counts {
    /// Makes room for numbers below a size.
    fn new(size: usize) -> Self {
        Self(vec![0; size + 1])
    }

    fn add(&mut self, number: usize) {
        let mut node = number + 1;
        while node < self.0.len() {
            self.0[node] += 1;
            node += node & node.wrapping_neg();
        }
    }

    /// Counts the numbers added so far that are below an end.
    fn below(&self, end: usize) -> u64 {
        let mut node = end;
        let mut sum = 0;
        while node > 0 {
            sum += self.0[node];
            node -= node & node.wrapping_neg();
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval((low, high): (u32, u32)) -> RankInterval {
        RankInterval { low, high }
    }

    /// Takes times and values, by their ends.
    fn dated(values: &[[(u32, u32); 2]]) -> Vec<Dated> {
        values
            .iter()
            .map(|[time, value]| Dated {
                time: interval(*time),
                value: interval(*value),
            })
            .collect()
    }

    #[test]
    fn what_meets_at_an_end_has_nothing_in_common() {
        let ends = Ends::new(&[
            (interval((0, 2)), 1),
            (interval((2, 4)), 3),
            (interval((6, 8)), 2),
        ]);
        for (with, disjoint) in [
            ((2, 4), 3),
            ((0, 1), 5),
            ((4, 6), 6),
            ((0, 8), 0),
            ((1, 3), 2),
        ] {
            assert_eq!(ends.disjoint_from(interval(with)), disjoint, "{with:?}");
        }
    }

    #[test]
    fn falls_and_rises_are_counted_on_both_sides() {
        let values = dated(&[
            [(0, 1), (4, 5)],
            [(1, 2), (2, 3)],
            [(1, 3), (6, 7)],
            [(3, 4), (4, 6)],
        ]);
        assert_eq!(falls_of_each(&values), [1, 1, 1, 1]);
        assert_eq!(changes_of_each(&values), [2, 2, 2, 2]);
    }

    #[test]
    fn a_fall_is_from_the_last_of_the_highest() {
        let values = dated(&[
            [(0, 1), (5, 6)],
            [(1, 2), (5, 9)],
            [(2, 3), (3, 4)],
            [(3, 4), (1, 2)],
        ]);
        assert_eq!(falls_from_peaks(&values), [(2, 1), (3, 1)]);
    }
}

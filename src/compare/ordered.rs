//! Counting pairs without listing them: two pointers over sorted cuts, and one sweep with a Fenwick
//! tree where time counts too. Everything here is O(n log n).

use super::scale::Stretch;

/// How many pairs of a left and a right stretch have the left one wholly before the right one. Both
/// lists of ends must be sorted.
pub(super) fn count_before(left_highs: &[u32], right_lows: &[u32]) -> u64 {
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

/// The ends of some stretches, sorted.
pub(super) struct Ends {
    pub(super) lows: Vec<u32>,
    pub(super) highs: Vec<u32>,
}

impl Ends {
    pub(super) fn of(stretches: impl Iterator<Item = Stretch> + Clone) -> Self {
        let mut lows: Vec<_> = stretches.clone().map(|stretch| stretch.low).collect();
        let mut highs: Vec<_> = stretches.map(|stretch| stretch.high).collect();
        lows.sort_unstable();
        highs.sort_unstable();
        Self { lows, highs }
    }

    /// With how many of them another stretch has nothing in common.
    pub(super) fn disjoint_from(&self, stretch: Stretch) -> u64 {
        let lower = self.highs.partition_point(|high| *high <= stretch.low);
        let higher = self.lows.len() - self.lows.partition_point(|low| *low < stretch.high);
        (lower + higher) as u64
    }

    /// How many unordered pairs have nothing in common.
    pub(super) fn disjoint_pairs(&self) -> u64 {
        count_before(&self.highs, &self.lows)
    }
}

/// A value given for a time.
#[derive(Clone, Copy)]
pub(super) struct Timed {
    pub(super) time: Stretch,
    pub(super) value: Stretch,
}

impl Timed {
    fn mirrored(self) -> Self {
        Self {
            time: self.time.mirrored(),
            value: self.value.mirrored(),
        }
    }
}

/// How many pairs fell: one's time wholly before the other's, and its value wholly above.
pub(super) fn falling_pairs(claims: &[Timed]) -> u64 {
    drops(claims).iter().sum()
}

/// For each claim, from how many earlier ones it fell and how many later ones fell from it.
pub(super) fn falls_of_each(claims: &[Timed]) -> Vec<u64> {
    // Seen in a mirror, what fell from a claim is what the claim fell from.
    let mirrored: Vec<Timed> = claims.iter().map(|claim| claim.mirrored()).collect();
    drops(claims)
        .into_iter()
        .zip(drops(&mirrored))
        .map(|(before, after)| before + after)
        .collect()
}

/// For each claim, how many claims for a time wholly before lie wholly above it.
fn drops(claims: &[Timed]) -> Vec<u64> {
    let mut lows: Vec<u32> = claims.iter().map(|claim| claim.value.low).collect();
    lows.sort_unstable();
    let mut earlier: Vec<&Timed> = claims.iter().collect();
    earlier.sort_by_key(|claim| claim.time.high);
    let mut later: Vec<usize> = (0..claims.len()).collect();
    later.sort_by_key(|at| claims[*at].time.low);
    let (mut passed, mut drops) = (0, vec![0; claims.len()]);
    let mut seen = Counts::new(lows.len());
    for at in later {
        let claim = claims[at];
        while let Some(before) = earlier
            .get(passed)
            .filter(|before| before.time.is_before(claim.time))
        {
            seen.add(lows.partition_point(|low| *low < before.value.low));
            passed += 1;
        }
        drops[at] = passed as u64 - seen.up_to(lows.partition_point(|low| *low < claim.value.high));
    }
    drops
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

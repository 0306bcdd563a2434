//! Sets of positions: short ones as lists, long ones as bits. Where thousands of lists of names share some, 64
//! positions are looked at in one step.

/// The positions that one word of bits holds.
const WORD: usize = u64::BITS as usize;

/// A set of positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Places {
    /// Sorted, each once.
    Few(Vec<usize>),
    /// A bit for each.
    Many(Vec<u64>),
}

impl Places {
    /// Takes positions below a size, sorted and each once.
    pub(super) fn new(places: Vec<usize>, size: usize) -> Self {
        if places.len() <= words(size) {
            return Self::Few(places);
        }
        let mut bits = vec![0; words(size)];
        for place in places {
            set(&mut bits, place);
        }
        Self::Many(bits)
    }

    /// Returns what is in any of some sets.
    pub(super) fn union<'p>(sets: impl Iterator<Item = &'p Self> + Clone, size: usize) -> Self {
        let counts = sets.clone().map(|set| match set {
            Self::Few(places) => places.len(),
            Self::Many(_) => size,
        });
        if counts.sum::<usize>() <= words(size) {
            let mut places: Vec<usize> = sets.flat_map(Self::iter).collect();
            places.sort_unstable();
            places.dedup();
            return Self::Few(places);
        }
        let mut bits = vec![0; words(size)];
        for places in sets {
            match places {
                Self::Few(places) => places.iter().for_each(|place| set(&mut bits, *place)),
                Self::Many(other) => bits
                    .iter_mut()
                    .zip(other)
                    .for_each(|(bits, other)| *bits |= other),
            }
        }
        Self::Many(bits)
    }

    /// Keeps what is in another set, too.
    pub(super) fn intersect(self, other: &Self, size: usize) -> Self {
        match (self, other) {
            (Self::Many(mut bits), Self::Many(other)) => {
                bits.iter_mut()
                    .zip(other)
                    .for_each(|(bits, other)| *bits &= other);
                Self::Many(bits)
            }
            (Self::Few(places), other) => Self::new(others_in(&places, other), size),
            (many, Self::Few(places)) => Self::new(others_in(places, &many), size),
        }
    }

    /// Returns true if it holds a position.
    pub(super) fn contains(&self, place: usize) -> bool {
        match self {
            Self::Few(places) => places.binary_search(&place).is_ok(),
            Self::Many(bits) => bits
                .get(place / WORD)
                .is_some_and(|word| word >> (place % WORD) & 1 == 1),
        }
    }

    /// Lists its positions, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let (few, many): (&[usize], &[u64]) = match self {
            Self::Few(places) => (places, &[]),
            Self::Many(bits) => (&[], bits),
        };
        let of_word = |(at, word): (usize, &u64)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let next = (rest != 0).then(|| at * WORD + rest.trailing_zeros() as usize);
                rest &= rest.wrapping_sub(1);
                next
            })
        };
        few.iter()
            .copied()
            .chain(many.iter().enumerate().flat_map(of_word))
    }
}

/// How many claims there are of each position: the digits of the counts in base 2, each a set of positions. So the
/// claims of a set are counted 64 positions at a time.
#[derive(Debug)]
pub(super) struct Tally {
    digits: Vec<Vec<u64>>,
    size: usize,
}

impl Tally {
    /// Makes room for positions below a size.
    pub(super) fn new(size: usize) -> Self {
        Self {
            digits: Vec::new(),
            size,
        }
    }

    /// Adds claims of a position.
    pub(super) fn add(&mut self, place: usize, claims: u64) {
        let (word, bit) = (place / WORD, 1 << (place % WORD));
        let mut carried = false;
        for digit in 0.. {
            let added = claims.checked_shr(digit).unwrap_or_default();
            if added == 0 && !carried {
                break;
            }
            let at = digit as usize;
            if at == self.digits.len() {
                self.digits.push(vec![0; words(self.size)]);
            }
            let held = self.digits[at][word] & bit != 0;
            let ones = u8::from(held) + u8::from(added & 1 == 1) + u8::from(carried);
            if held != (ones % 2 == 1) {
                self.digits[at][word] ^= bit;
            }
            carried = ones > 1;
        }
    }

    /// Counts the claims of the positions in a set.
    pub(super) fn of(&self, places: &Places) -> u64 {
        let digits = self.digits.iter().enumerate();
        let ones = digits.map(|(digit, held)| {
            let ones: u64 = match places {
                Places::Few(places) => {
                    let ones = places
                        .iter()
                        .filter(|place| held[**place / WORD] >> (**place % WORD) & 1 == 1);
                    ones.count() as u64
                }
                Places::Many(bits) => {
                    let both = bits.iter().zip(held).map(|(bits, held)| bits & held);
                    both.map(|both| u64::from(both.count_ones())).sum()
                }
            };
            ones << digit
        });
        ones.sum()
    }
}

/// Returns the positions of a list that a set holds.
fn others_in(places: &[usize], set: &Places) -> Vec<usize> {
    let both = places.iter().copied();
    both.filter(|place| set.contains(*place)).collect()
}

fn set(bits: &mut [u64], place: usize) {
    bits[place / WORD] |= 1 << (place % WORD);
}

/// Returns how many words hold the bits of positions below a size.
fn words(size: usize) -> usize {
    size.div_ceil(WORD)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    const SIZE: usize = 300;

    fn places() -> impl Strategy<Value = BTreeSet<usize>> {
        let few = prop::collection::btree_set(0..SIZE, 0..6);
        prop_oneof![few, prop::collection::btree_set(0..SIZE, 0..SIZE)]
    }

    fn of(places: &BTreeSet<usize>) -> Places {
        Places::new(places.iter().copied().collect(), SIZE)
    }

    proptest! {
        #[test]
        fn sets_of_either_form_are_the_same_sets(sets in prop::collection::vec(places(), 1..4)) {
            let held: Vec<Places> = sets.iter().map(of).collect();
            let all: BTreeSet<usize> = sets.iter().flatten().copied().collect();
            let union = Places::union(held.iter(), SIZE);
            prop_assert!(union.iter().eq(all.iter().copied()));
            let both = held.iter().fold(union, |both, set| both.intersect(set, SIZE));
            let in_all = all.iter().copied().filter(|place| sets.iter().all(|set| set.contains(place)));
            prop_assert!(both.iter().eq(in_all));
            prop_assert!((0..SIZE).all(|place| both.contains(place) == sets.iter().all(|set| set.contains(&place))));
        }

        #[test]
        fn claims_are_counted(added in prop::collection::vec((0..SIZE, 0..1_000_u64), 0..60), set in places()) {
            let (mut tally, mut counts) = (Tally::new(SIZE), BTreeMap::new());
            for (place, claims) in added {
                tally.add(place, claims);
                *counts.entry(place).or_default() += claims;
            }
            let expected: u64 = set.iter().filter_map(|place| counts.get(place)).sum();
            prop_assert_eq!(tally.of(&of(&set)), expected);
        }
    }

    #[test]
    fn a_word_holds_64_positions() {
        for size in [1_000, 2_000, 4_000] {
            let Places::Many(bits) = Places::new((0..size).collect(), size) else {
                panic!("it is long");
            };
            assert_eq!(bits.len(), size.div_ceil(64));
        }
    }
}

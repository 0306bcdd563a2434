//! Ratios of what is claimed to what is conceded, kept as two exact numbers.

use std::cmp::Ordering;

use crate::model::{Decimal, Interval};

/// One number divided by another, which is above 0. Two are equal if they come to the same.
#[derive(Debug, Clone)]
pub(crate) struct Quotient {
    above: Decimal,
    below: Decimal,
}

impl Quotient {
    /// Divides one number by another; `None` if that is not above 0.
    fn new(above: &Decimal, below: &Decimal) -> Option<Self> {
        below.is_positive().then(|| Self {
            above: above.clone(),
            below: below.clone(),
        })
    }

    /// Returns the quotient as a float, to be shown and never to be compared.
    pub(crate) fn figure(&self) -> Option<f64> {
        self.above.ratio(&self.below)
    }

    /// Returns the number in the middle between two.
    #[must_use]
    pub(crate) fn mean(&self, other: &Self) -> Self {
        let above = &(&self.above * &other.below) + &(&other.above * &self.below);
        Self {
            above,
            below: &Decimal::from(2) * &(&self.below * &other.below),
        }
    }
}

impl PartialEq for Quotient {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quotient {}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quotient {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.above * &other.below).cmp(&(&other.above * &self.below))
    }
}

/// The ratio of one figure to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ratio {
    /// Both are exact.
    Exactly(Quotient),
    /// No less and no more than these, as far as the words say so: one of them at least.
    Between(Option<Quotient>, Option<Quotient>),
}

impl Ratio {
    /// Returns what the words leave possible for the ratio of a claimed to a conceded figure. `None` if they
    /// leave everything possible, if 0 is conceded, or if one may be below 0.
    pub(crate) fn of(claimed: &Interval, conceded: &Interval) -> Option<Self> {
        let ((claimed_low, claimed_high), (conceded_low, conceded_high)) =
            (ends_from_zero(claimed)?, ends_from_zero(conceded)?);
        let low = conceded_high
            .as_ref()
            .and_then(|below| Quotient::new(&claimed_low, below));
        let high = claimed_high
            .as_ref()
            .and_then(|above| Quotient::new(above, &conceded_low));
        let exact = claimed_high.as_ref() == Some(&claimed_low)
            && conceded_high.as_ref() == Some(&conceded_low);
        if exact {
            return low.map(Self::Exactly);
        }
        // At least 0 times: that goes without saying.
        let low = low.filter(|low| low.above.is_positive());
        (low.is_some() || high.is_some()).then_some(Self::Between(low, high))
    }

    /// Returns the ratio if it is a single number.
    pub(crate) fn exactly(&self) -> Option<&Quotient> {
        match self {
            Self::Exactly(quotient) => Some(quotient),
            Self::Between(..) => None,
        }
    }
}

/// Returns the ends of a set of numbers, of which none is below 0.
fn ends_from_zero(set: &Interval) -> Option<(Decimal, Option<Decimal>)> {
    let low = set.low_end()?.number.clone();
    let high = set.high_end().map(|end| end.number.clone());
    (!low.is_negative()).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Cut, Side};

    fn set(low: i64, high: Option<i64>) -> Interval {
        let high = high.map_or(Cut::Highest, |high| {
            Cut::At(Decimal::from(high), Side::After)
        });
        Interval::new(Cut::At(Decimal::from(low), Side::Before), high).unwrap()
    }

    #[test]
    fn a_ratio_says_what_the_words_leave_possible() {
        for (claimed, conceded, said) in [
            (
                (58, Some(58)),
                (23, Some(23)),
                Some((Some(58.0 / 23.0), Some(58.0 / 23.0))),
            ),
            ((201, None), (100, Some(100)), Some((Some(2.01), None))),
            (
                (100, Some(100)),
                (201, None),
                Some((None, Some(100.0 / 201.0))),
            ),
            (
                (50, Some(60)),
                (20, Some(30)),
                Some((Some(50.0 / 30.0), Some(3.0))),
            ),
            ((5, Some(5)), (0, Some(0)), None),
            ((5, Some(5)), (0, Some(2)), Some((Some(2.5), None))),
            ((0, Some(0)), (5, Some(5)), Some((Some(0.0), Some(0.0)))),
            ((0, Some(5)), (5, Some(5)), Some((None, Some(1.0)))),
            ((3, None), (3, None), None),
        ] {
            let ratio = Ratio::of(&set(claimed.0, claimed.1), &set(conceded.0, conceded.1));
            let figure = |quotient: &Quotient| quotient.figure().unwrap();
            let shown = ratio.map(|ratio| match ratio {
                Ratio::Exactly(both) => (Some(figure(&both)), Some(figure(&both))),
                Ratio::Between(low, high) => (low.as_ref().map(figure), high.as_ref().map(figure)),
            });
            assert_eq!(shown, said, "{claimed:?} {conceded:?}");
        }
        let below_zero = Interval::exactly(Decimal::from(-5));
        assert_eq!(Ratio::of(&below_zero, &set(1, Some(1))), None);
        assert_eq!(Ratio::of(&set(1, Some(1)), &below_zero), None);
    }

    proptest! {
        #[test]
        fn whatever_the_words_leave_possible_lies_within_the_ratio(
            claimed in 0..20_i64, wider in prop::option::of(0..5_i64),
            conceded in 0..20_i64, wider_still in prop::option::of(0..5_i64),
            some in 0..5_i64, more in 0..5_i64,
        ) {
            let reach = |low: i64, wider: Option<i64>| (set(low, wider.map(|wider| low + wider)), wider);
            let ((claims, most), (concedes, most_conceded)) = (reach(claimed, wider), reach(conceded, wider_still));
            let real = claimed + most.map_or(some, |most| some.min(most));
            let real_conceded = conceded + most_conceded.map_or(more, |most| more.min(most));
            let real = Quotient::new(&Decimal::from(real), &Decimal::from(real_conceded));
            match (Ratio::of(&claims, &concedes), real) {
                (Some(Ratio::Exactly(ratio)), Some(real)) => prop_assert_eq!(ratio, real),
                (Some(Ratio::Between(low, high)), Some(real)) => {
                    prop_assert!(low.is_none_or(|low| low <= real));
                    prop_assert!(high.is_none_or(|high| high >= real));
                }
                _ => {}
            }
        }

        #[test]
        fn a_mean_lies_in_the_middle(a in 0..50_i64, b in 1..50_i64, c in 0..50_i64, d in 1..50_i64) {
            let quotient = |above, below| Quotient::new(&Decimal::from(above), &Decimal::from(below)).unwrap();
            let (left, right) = (quotient(a, b), quotient(c, d));
            let mean = left.mean(&right);
            prop_assert!(*(&left).min(&right) <= mean && mean <= *(&left).max(&right));
            let wanted = f64::midpoint(left.figure().unwrap(), right.figure().unwrap());
            prop_assert!((mean.figure().unwrap() - wanted).abs() < 1e-9);
        }
    }
}

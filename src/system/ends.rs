//! The ends of items, and the tightest of several.

use std::collections::BTreeMap;

use super::certificate::{Bound, Hold, Holder};
use super::constraint::{Item, Numbers};
use crate::model::{Cut, Decimal, Interval, Side};

/// The weight of an end in a sum: a number, which the sum may have to exceed.
///
/// A larger weight is stronger evidence against a set: a sum of weights above [`EndWeight::none`] is more than
/// 0 although it had to be 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EndWeight {
    /// The number.
    pub(super) number: Decimal,
    /// True if the end itself is excluded.
    pub(super) beyond: bool,
}

impl Default for EndWeight {
    fn default() -> Self {
        Self::none()
    }
}

impl EndWeight {
    /// Returns the weight of exactly 0.
    pub(super) fn none() -> Self {
        Self {
            number: Decimal::from(0),
            beyond: false,
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            number: &self.number + &other.number,
            beyond: self.beyond || other.beyond,
        }
    }

    pub(super) fn times(&self, factor: i64) -> Self {
        Self {
            number: &self.number * &Decimal::from(factor),
            beyond: self.beyond,
        }
    }

    /// Returns true if a sum that must be 0 would be more than 0.
    pub(super) fn clashes(&self) -> bool {
        *self > Self::none()
    }
}

/// Both ends of one holder; an open end is `None`.
#[derive(Debug, Clone)]
pub(super) struct ItemEnds {
    /// The holder of the ends.
    pub(super) by: Holder,
    /// The variable that they bound.
    pub(super) variable: usize,
    low: Option<EndWeight>,
    high: Option<EndWeight>,
}

impl ItemEnds {
    /// Returns the ends of an item, narrowed to whole numbers if its variable has no others.
    pub(super) fn new(item: &Item, by: Holder, numbers: Numbers) -> Self {
        let (low, high) = (low(&item.interval, numbers), high(&item.interval, numbers));
        Self {
            by,
            variable: item.variable,
            low,
            high,
        }
    }

    /// Returns the end that a term with this factor uses: the low one if the factor is above 0, since then the
    /// term is at least factor times it, and else the high one.
    pub(super) fn used(&self, factor: i64) -> Option<&EndWeight> {
        if factor > 0 {
            self.low.as_ref()
        } else {
            self.high.as_ref()
        }
    }

    /// Returns the weight in a sum of the end that a factor uses.
    pub(super) fn weight(&self, factor: i64) -> Option<EndWeight> {
        self.used(factor).map(|end| end.times(factor))
    }

    /// Returns the end that a factor uses, as a part of an argument.
    pub(super) fn hold(&self, factor: i64) -> Option<Hold> {
        let end = self.used(factor)?;
        Some(Hold {
            by: self.by,
            variable: self.variable,
            bound: if factor > 0 { Bound::Low } else { Bound::High },
            number: end.number.clone(),
            excluded: end.beyond,
            times: factor,
        })
    }
}

/// The tightest of several holders, for each end of each variable.
#[derive(Debug, Default)]
pub(super) struct Pool<'e> {
    low: BTreeMap<usize, &'e ItemEnds>,
    high: BTreeMap<usize, &'e ItemEnds>,
}

impl<'e> Pool<'e> {
    /// Gathers the holders. Of two that end at the same number the first one counts.
    pub(super) fn new(holders: impl Iterator<Item = &'e ItemEnds>) -> Self {
        let mut pool = Self::default();
        for ends in holders {
            tighten(&mut pool.low, ends, 1);
            tighten(&mut pool.high, ends, -1);
        }
        pool
    }

    /// Returns the holder that is tightest at the end that a factor uses.
    pub(super) fn tightest(&self, variable: usize, factor: i64) -> Option<&'e ItemEnds> {
        let side = if factor > 0 { &self.low } else { &self.high };
        side.get(&variable).copied()
    }

    /// Returns the numbers of the variables that have only one, and the ends of those that have more and are
    /// an item's.
    pub(super) fn exact(&self) -> Vec<Hold> {
        let closed = self.closed();
        let ends = closed.filter_map(|variable| {
            let [low, high] = [1, -1].map(|factor| self.tightest(variable, factor)?.hold(factor));
            let (low, high) = (low?, high?);
            (low.number == high.number).then_some(if matches!(low.by, Holder::Item(_)) {
                low
            } else {
                high
            })
        });
        ends.collect()
    }

    /// Returns the variables with a low and a high end.
    pub(super) fn closed(&self) -> impl Iterator<Item = usize> {
        self.low
            .keys()
            .copied()
            .filter(|variable| self.high.contains_key(variable))
    }
}

fn tighten<'e>(side: &mut BTreeMap<usize, &'e ItemEnds>, ends: &'e ItemEnds, sign: i64) {
    let Some(weight) = ends.weight(sign) else {
        return;
    };
    let known = side
        .get(&ends.variable)
        .and_then(|known| known.weight(sign));
    if known.is_none_or(|known| weight > known) {
        side.insert(ends.variable, ends);
    }
}

fn low(interval: &Interval, numbers: Numbers) -> Option<EndWeight> {
    let Cut::At(number, side) = interval.low() else {
        return None;
    };
    let excluded = *side == Side::After;
    Some(match numbers {
        Numbers::Real => EndWeight {
            number: number.clone(),
            beyond: excluded,
        },
        Numbers::Whole if excluded => whole(&number.floor() + &Decimal::from(1)),
        Numbers::Whole => whole(number.ceil()),
    })
}

fn high(interval: &Interval, numbers: Numbers) -> Option<EndWeight> {
    let Cut::At(number, side) = interval.high() else {
        return None;
    };
    let excluded = *side == Side::Before;
    Some(match numbers {
        Numbers::Real => EndWeight {
            number: number.clone(),
            beyond: excluded,
        },
        Numbers::Whole if excluded => whole(&number.ceil() - &Decimal::from(1)),
        Numbers::Whole => whole(number.floor()),
    })
}

fn whole(number: Decimal) -> EndWeight {
    EndWeight {
        number,
        beyond: false,
    }
}

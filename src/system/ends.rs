//! Where items end, and which of several items ends tightest.

use std::collections::BTreeMap;

use super::certificate::{Bound, Hold, Holder};
use super::constraint::{Item, Numbers};
use crate::model::{Cut, Decimal, Interval, Side};

/// An end that counts in a sum: a number, and whether the sum lies truly beyond it.
///
/// In this order a larger weight speaks louder against a set: a sum of weights above
/// [`EndWeight::none`] is more than 0 although it had to be 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EndWeight {
    /// The number.
    pub(super) number: Decimal,
    /// Whether the end itself is excluded.
    pub(super) beyond: bool,
}

impl Default for EndWeight {
    fn default() -> Self {
        Self::none()
    }
}

impl EndWeight {
    /// Exactly 0.
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

    /// Whether a sum that must be 0 would be more than 0.
    pub(super) fn clashes(&self) -> bool {
        *self > Self::none()
    }
}

/// Both ends of one holder, `None` where open.
#[derive(Debug, Clone)]
pub(super) struct ItemEnds {
    /// Whose they are.
    pub(super) by: Holder,
    /// The variable that they bound.
    pub(super) variable: usize,
    low: Option<EndWeight>,
    high: Option<EndWeight>,
}

impl ItemEnds {
    /// The ends of an item, narrowed to whole numbers where its variable has no others.
    pub(super) fn of(item: &Item, by: Holder, numbers: Numbers) -> Self {
        let (low, high) = (low(&item.interval, numbers), high(&item.interval, numbers));
        Self {
            by,
            variable: item.variable,
            low,
            high,
        }
    }

    /// The end that a term with this factor uses: the low one where the factor is above 0, since
    /// then the term is at least factor times it, and else the high one.
    pub(super) fn used(&self, factor: i64) -> Option<&EndWeight> {
        if factor > 0 {
            self.low.as_ref()
        } else {
            self.high.as_ref()
        }
    }

    /// What the end that is used comes to in a sum.
    pub(super) fn weight(&self, factor: i64) -> Option<EndWeight> {
        self.used(factor).map(|end| end.times(factor))
    }

    /// The end that is used, as an argument tells it.
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

/// Of several holders the one that ends tightest, for each end of each variable.
#[derive(Debug, Default)]
pub(super) struct Pool<'e> {
    low: BTreeMap<usize, &'e ItemEnds>,
    high: BTreeMap<usize, &'e ItemEnds>,
}

impl<'e> Pool<'e> {
    /// Gathers them. Of two that end at the same place the first one stands.
    pub(super) fn of(holders: impl Iterator<Item = &'e ItemEnds>) -> Self {
        let mut pool = Self::default();
        for ends in holders {
            tighten(&mut pool.low, ends, 1);
            tighten(&mut pool.high, ends, -1);
        }
        pool
    }

    /// Who ends tightest at the end that a factor needs.
    pub(super) fn tightest(&self, variable: usize, factor: i64) -> Option<&'e ItemEnds> {
        let side = if factor > 0 { &self.low } else { &self.high };
        side.get(&variable).copied()
    }

    /// The variables with a low and a high end.
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

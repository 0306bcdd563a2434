//! The bounds that the rules and some items imply for a variable.

use std::cmp::Ordering;

use super::System;
use super::certificate::{Argument, Bound, Certificate, Holder};
use super::constraint::{Item, Numbers};
use super::ends::{EndWeight, ItemEnds, Pool};
use super::ways::Way;
use crate::model::{Cut, Decimal, Interval, Side};

/// The digits after the point of a quotient that never ends.
const DIGITS: u32 = 12;

/// The bounds that the rules, the facts and some items imply for a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// The low end; `None` if it is open.
    pub(crate) low: Option<ImpliedEnd>,
    /// The high end; `None` if it is open.
    pub(crate) high: Option<ImpliedEnd>,
    /// The proof that the items clash among themselves, if they do. They then imply nothing, and both ends
    /// are open.
    pub(crate) clash: Option<Certificate>,
    /// True if all ways to add up the rules were tried. Else the ends hold, but may not be the tightest.
    pub(crate) complete: bool,
}

/// An end that is implied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImpliedEnd {
    /// The number: for a whole variable the nearest whole number inside, else `total` divided by `times`,
    /// with at most twelve digits after the point and then rounded to the outside.
    pub(crate) number: Decimal,
    /// True if the number itself is possible.
    pub(crate) included: bool,
    /// True if the number is not the quotient itself.
    pub(crate) rounded: bool,
    /// The factor of the variable, above 0.
    pub(crate) times: i64,
    /// The least (low end) or most (high end) that `times` times the variable is.
    pub(crate) total: Decimal,
    /// The rules and the ends that it follows from. If one of its items is taken away, the rest imply no
    /// end as tight.
    pub(crate) argument: Argument,
}

impl Bounds {
    /// Leaves both ends open if the items clash among themselves.
    fn open_in_a_clash(self) -> Self {
        if self.clash.is_none() {
            return self;
        }
        Self {
            low: None,
            high: None,
            ..self
        }
    }

    /// Returns the ends as an interval, or `None` if no number lies between them or the items clash among
    /// themselves.
    pub(crate) fn interval(&self) -> Option<Interval> {
        if self.clash.is_some() {
            return None;
        }
        let low = self
            .low
            .as_ref()
            .map_or(Cut::Lowest, |end| end.cut(Side::Before, Side::After));
        let high = self
            .high
            .as_ref()
            .map_or(Cut::Highest, |end| end.cut(Side::After, Side::Before));
        Interval::new(low, high)
    }
}

impl ImpliedEnd {
    fn cut(&self, included: Side, excluded: Side) -> Cut {
        let side = if self.included { included } else { excluded };
        Cut::At(self.number.clone(), side)
    }
}

impl System {
    /// Works out what the rules, the facts and the items imply for some variables that have no items. Several
    /// items of one variable are taken together.
    pub(crate) fn bounds_of(&self, variables: &[usize], items: &[Item]) -> Vec<Bounds> {
        if variables.is_empty() || self.ways.all.is_empty() {
            return Vec::new();
        }
        self.bounds_from(variables, &self.ends(items, Holder::Item))
    }

    fn bounds_from(&self, variables: &[usize], ends: &[ItemEnds]) -> Vec<Bounds> {
        let pool = self.pool(ends);
        let clash = self.clash(&pool);
        variables
            .iter()
            .map(|variable| Bounds {
                low: self.resting_on_few(*variable, Bound::Low, ends, &pool),
                high: self.resting_on_few(*variable, Bound::High, ends, &pool),
                clash: clash.clone(),
                complete: self.ways.complete,
            })
            .map(Bounds::open_in_a_clash)
            .collect()
    }

    /// Works out what the rules, the facts and the items of other variables imply for a variable. Its own
    /// items are passed over.
    #[cfg(test)]
    pub(crate) fn bounds(&self, variable: usize, items: &[Item]) -> Bounds {
        let mut others = self.ends(items, Holder::Item);
        others.retain(|ends| ends.variable != variable);
        self.bounds_from(&[variable], &others).remove(0)
    }

    /// Returns the tightest end that some items imply, resting on none that it does not need: if a fact ends
    /// at the same number, an item that only excludes that number may do so in vain.
    fn resting_on_few(
        &self,
        variable: usize,
        bound: Bound,
        items: &[ItemEnds],
        pool: &Pool<'_>,
    ) -> Option<ImpliedEnd> {
        let mut end = self.tightest(variable, bound, pool)?;
        for away in end.argument.items() {
            let needed = end.argument.items();
            let kept = items.iter().filter(|ends| match ends.by {
                Holder::Item(at) => at != away && needed.contains(&at),
                Holder::Fact(_) => false,
            });
            let rest = self.tightest(variable, bound, &self.pool(kept));
            end = rest
                .filter(|rest| self.is_as_tight(variable, rest, &end))
                .unwrap_or(end);
        }
        Some(end)
    }

    fn tightest(&self, variable: usize, bound: Bound, pool: &Pool<'_>) -> Option<ImpliedEnd> {
        let numbers = self.numbers_of(variable);
        let plain = Way::plain(variable);
        let ways = std::iter::once(&plain).chain(self.ways.with(variable));
        let implied = ways.flat_map(|way| implied_by(way, variable, numbers, pool));
        let ends = implied
            .filter(|(side, _)| *side == bound)
            .map(|(_, end)| end);
        ends.min_by(|left, right| compare(bound, numbers, left, right))
    }

    /// Returns true if one end is as tight as another. It must be known to be no tighter.
    fn is_as_tight(&self, variable: usize, one: &ImpliedEnd, other: &ImpliedEnd) -> bool {
        by_number(self.numbers_of(variable), one, other).is_eq() && one.included == other.included
    }
}

/// Returns the ends that one way implies for a variable: it puts in the ends of the others.
fn implied_by<'w>(
    way: &'w Way,
    variable: usize,
    numbers: Numbers,
    pool: &'w Pool<'_>,
) -> impl Iterator<Item = (Bound, ImpliedEnd)> + 'w {
    let own = way
        .slots
        .iter()
        .enumerate()
        .filter(move |(_, slot)| slot.0 == variable);
    own.filter_map(move |(at, (_, factor))| {
        let total = way.total_but(pool, Some(at))?;
        let argument = way.argument(pool, Some(at));
        Some(implied(*factor, &total, numbers, argument))
    })
}

/// Returns what is left for the variable: the sum of all is 0, and the others come to at least `others`.
fn implied(
    factor: i64,
    others: &EndWeight,
    numbers: Numbers,
    argument: Argument,
) -> (Bound, ImpliedEnd) {
    let times = factor.abs();
    let (bound, total) = if factor > 0 {
        (Bound::High, -&others.number)
    } else {
        (Bound::Low, others.number.clone())
    };
    let excluded = others.beyond;
    let (number, included) = match numbers {
        Numbers::Whole => (inside(bound, &total, times, excluded), true),
        Numbers::Real => outside(bound, &total, times, excluded),
    };
    let rounded = &number * &Decimal::from(times) != total;
    (
        bound,
        ImpliedEnd {
            number,
            included,
            rounded,
            times,
            total,
            argument,
        },
    )
}

/// Returns the quotient rounded down to `digits` digits after the point, and true if it is exact.
fn floor(total: &Decimal, times: i64, digits: u32) -> (Decimal, bool) {
    // A factor is never 0, so there always is a quotient.
    let floor = total
        .quotient(times, digits)
        .unwrap_or_else(|| total.clone());
    let exact = &floor * &Decimal::from(times) == *total;
    (floor, exact)
}

/// Returns the nearest whole number inside.
fn inside(bound: Bound, total: &Decimal, times: i64, excluded: bool) -> Decimal {
    let (floor, exact) = floor(total, times, 0);
    let one = Decimal::from(1);
    match bound {
        Bound::High if exact && excluded => &floor - &one,
        Bound::Low if !exact || excluded => &floor + &one,
        Bound::High | Bound::Low => floor,
    }
}

/// Returns the number, rounded to the outside if it never ends, and true if it is possible itself.
fn outside(bound: Bound, total: &Decimal, times: i64, excluded: bool) -> (Decimal, bool) {
    let (floor, exact) = floor(total, times, DIGITS);
    if exact {
        return (floor, !excluded);
    }
    match bound {
        Bound::Low => (floor, true),
        // Rounding up is rounding the negative down.
        Bound::High => (-&self::floor(&-total, times, DIGITS).0, true),
    }
}

/// Compares two ends: the tighter one comes first; of two that are alike the one with fewer items, then the
/// one with fewer rules.
fn compare(bound: Bound, numbers: Numbers, left: &ImpliedEnd, right: &ImpliedEnd) -> Ordering {
    let ascending = by_number(numbers, left, right);
    let tightness = match bound {
        Bound::Low => ascending.reverse(),
        Bound::High => ascending,
    };
    tightness
        .then(left.included.cmp(&right.included))
        .then_with(|| size(&left.argument).cmp(&size(&right.argument)))
}

/// Returns the number of items and of rules that an argument rests on.
fn size(argument: &Argument) -> (usize, usize) {
    (argument.items().len(), argument.rules.len())
}

fn by_number(numbers: Numbers, left: &ImpliedEnd, right: &ImpliedEnd) -> Ordering {
    match numbers {
        Numbers::Whole => left.number.cmp(&right.number),
        Numbers::Real => by_quotient(left, right),
    }
}

fn by_quotient(left: &ImpliedEnd, right: &ImpliedEnd) -> Ordering {
    let (one, other) = (
        &left.total * &Decimal::from(right.times),
        &right.total * &Decimal::from(left.times),
    );
    one.cmp(&other)
}

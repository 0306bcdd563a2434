//! Rules over numbers. The room finds the numbers that cannot all hold, and what the rules imply for others.
//!
//! A [`LinearRule`] is a rule as a file has it, `aboard = survivors + killed`. Over variables it becomes a
//! [`Constraint`]. A [`System`] is all constraints that share variables, together with what is known anyway:
//! [`System::new`]'s facts, such as "a count is at least 0". Claims are [`Item`]s, each an interval of one
//! variable. [`System::clashes`] finds every smallest set of items that cannot hold, and [`System::bounds`]
//! works out what they imply for a variable.
//!
//! # What is proved
//!
//! All arithmetic is exact. Every clash comes with a [`Certificate`] that adds up by hand, so no clash is
//! reported that is none. "Cannot hold" is proved over all numbers, fractions included. For counts that
//! proves a little less than it could: 2 a = b with b = 5 holds with a = 2.5 and passes. In one rule over
//! whole variables with factors 1 and −1 and a whole constant nothing passes wrongly: if fractions satisfy
//! it, so do whole numbers.
//!
//! If there is one rule, or no two share a variable, each clash is numbers put into one rule, and there is
//! nothing to search. Else the rules are added up in every way that matters, see `ways`; of rules too many for
//! that, sets of items are tried, see `sets`, and proved step by step, see `steps`. The searches are bounded,
//! and every answer says if a bound was hit.

mod bounds;
mod certificate;
mod clashes;
mod constraint;
mod ends;
mod limit;
mod rule;
mod sets;
mod steps;
#[cfg(test)]
mod tests;
mod ways;
mod whole;

pub(crate) use bounds::Bounds;
pub(crate) use certificate::{Bound, Certificate, Hold, Holder};
pub(crate) use constraint::{Constraint, Item, LinearRelation, Numbers};
pub(crate) use limit::Limit;
pub(crate) use rule::{LinearForm, LinearRule};

use ends::{ItemEnds, Pool};
use ways::{Way, Ways};

/// Rules over variables, and the facts that are known of the variables anyway.
#[derive(Debug, Clone)]
pub(crate) struct System {
    numbers: Vec<Numbers>,
    constraints: Vec<Constraint>,
    facts: Vec<ItemEnds>,
    ways: Ways,
    /// True if whole numbers satisfy the rules wherever fractions do.
    is_plain: bool,
}

impl System {
    /// Creates the system. `numbers` holds for each variable the numbers that it can be; a variable beyond
    /// its end can be any. A constraint with a factor that does not fit 64 bits is left out, and no answer
    /// is then complete.
    pub(crate) fn new(numbers: Vec<Numbers>, constraints: Vec<Constraint>, facts: &[Item]) -> Self {
        let tidied: Vec<Option<Constraint>> =
            constraints.into_iter().map(Constraint::tidied).collect();
        let large = tidied.iter().any(Option::is_none);
        // One that always holds takes its place, so that the others keep their index.
        let constraints: Vec<Constraint> = tidied
            .into_iter()
            .map(|constraint| constraint.unwrap_or_else(Constraint::always))
            .collect();
        let mut ways = Ways::new(&constraints);
        ways.complete &= !large;
        let is_plain = constraint::are_plain(&constraints);
        let mut system = Self {
            is_plain,
            numbers,
            constraints,
            facts: Vec::new(),
            ways,
        };
        system.facts = system.ends(facts, Holder::Fact);
        system
    }

    /// Returns a constraint by its index, with each variable once.
    pub(crate) fn constraint(&self, rule: usize) -> Option<&Constraint> {
        self.constraints.get(rule)
    }

    fn ends(&self, items: &[Item], by: fn(usize) -> Holder) -> Vec<ItemEnds> {
        items
            .iter()
            .enumerate()
            .map(|(at, item)| ItemEnds::new(item, by(at), self.numbers_of(item.variable)))
            .collect()
    }

    fn numbers_of(&self, variable: usize) -> Numbers {
        self.numbers.get(variable).copied().unwrap_or(Numbers::Real)
    }

    /// Returns the tightest ends of the facts and of some items.
    fn pool<'e>(&'e self, items: impl IntoIterator<Item = &'e ItemEnds>) -> Pool<'e> {
        Pool::new(self.facts.iter().chain(items))
    }

    /// Proves that the ends in the pool clash, by the first way that shows it.
    fn clash(&self, pool: &Pool<'_>) -> Option<Certificate> {
        pool.closed()
            .find_map(|variable| Way::plain(variable).clash(pool))
            .or_else(|| self.ways.all.iter().find_map(|way| way.clash(pool)))
    }
}

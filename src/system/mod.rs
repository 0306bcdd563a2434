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
//! nothing to search. Else the rules are added up in every way that matters, see `ways`. The searches are
//! bounded, and every answer says if a bound was hit.
//!
//! ```
//! use crosscheck::model::{Decimal, Interval};
//! use crosscheck::system::{Item, Numbers, LinearRule, System};
//!
//! let names = ["aboard", "passengers", "crew", "survivors", "killed"];
//! let rules = ["aboard = passengers + crew", "aboard = survivors + killed"];
//! let constraints = rules.map(|rule| {
//!     let rule = LinearRule::parse(rule).unwrap();
//!     rule.constraint(|name| names.iter().position(|known| *known == name)).unwrap()
//! });
//! let system = System::new(vec![Numbers::Whole; 5], constraints.to_vec(), &[]);
//!
//! let claims = [(1, 1266), (2, 696), (3, 761), (4, 1195)];
//! let items = claims.map(|(variable, number)| {
//!     Item { variable, interval: Interval::exactly(Decimal::from(number)) }
//! });
//! let found = system.clashes(&items);
//! assert!(found.complete());
//! let [clash] = &found.clashes[..] else { unreachable!() };
//! assert_eq!(clash.items, [0, 1, 2, 3]);
//! assert_eq!(clash.certificate.gap, Decimal::from(6));
//! let totals = clash.certificate.argument.steps(&system).into_iter().map(|step| step.total.to_string());
//! assert!(totals.eq(["1962", "1956"]));
//! ```

mod bounds;
mod certificate;
mod clashes;
mod constraint;
mod ends;
mod rule;
#[cfg(test)]
mod tests;
mod ways;

pub use bounds::{Bounds, ImpliedEnd};
pub use certificate::{Argument, Bound, Certificate, Hold, Holder, ProofStep};
pub use clashes::{Clashes, Limit, SmallestClash};
pub use constraint::{Constraint, Item, LinearRelation, Numbers};
pub use rule::{LinearRule, RuleFault};

use ends::{ItemEnds, Pool};
use ways::{Way, Ways};

/// Rules over variables, and the facts that are known of the variables anyway.
#[derive(Debug, Clone)]
pub struct System {
    numbers: Vec<Numbers>,
    constraints: Vec<Constraint>,
    facts: Vec<ItemEnds>,
    ways: Ways,
}

/// The answer to the question if numbers can all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They can, with fractions if not with whole numbers.
    Holds,
    /// They cannot.
    Clash(Certificate),
    /// No clash was found, but not every way to add up the rules was tried: there are too many.
    TooLarge,
}

impl System {
    /// Creates the system. `numbers` holds for each variable the numbers that it can be; a variable beyond
    /// its end can be any. A constraint with a factor that does not fit 64 bits is left out, and no answer
    /// is then complete.
    pub fn new(numbers: Vec<Numbers>, constraints: Vec<Constraint>, facts: &[Item]) -> Self {
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
        let mut system = Self {
            numbers,
            constraints,
            facts: Vec::new(),
            ways,
        };
        system.facts = system.ends(facts, Holder::Fact);
        system
    }

    /// Returns a constraint by its index, with each variable once.
    pub fn constraint(&self, rule: usize) -> Option<&Constraint> {
        self.constraints.get(rule)
    }

    /// Answers if the items can all hold, together with the rules and the facts.
    pub fn verdict(&self, items: &[Item]) -> Verdict {
        let ends = self.ends(items, Holder::Item);
        match self.clash(&self.pool(&ends)) {
            Some(certificate) => Verdict::Clash(certificate),
            None if self.ways.complete => Verdict::Holds,
            None => Verdict::TooLarge,
        }
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

//! Rules over numbers: which numbers cannot all hold, and what the rules imply for the others.
//!
//! A [`LinearRule`] is what a file says, `aboard = survivors + killed`. Over variables it becomes a
//! [`Constraint`], and a [`System`] is all constraints that share them, with what is known anyway
//! ([`System::new`]'s facts, such as "a count is at least 0"). Claims are [`Item`]s, each an interval
//! of one variable. [`System::clashes`] finds every smallest set of them that cannot hold,
//! [`System::bounds`] what they imply for a variable.
//!
//! # What is proved
//!
//! All arithmetic is exact. Every clash comes with a [`Certificate`] that adds up by hand, so a clash
//! that is told is always one. "Cannot hold" is proved over all numbers: not even with fractions. For
//! counts that says a little less than it could: 2 a = b with b = 5 holds with a = 2.5 and is let
//! pass. Where whole variables stand in one rule whose factors are 1 and −1 and whose constant is
//! whole, nothing is let pass: if fractions do it, so do whole numbers.
//!
//! Where there is one rule, or no two that share a variable, each clash is numbers put into one rule,
//! and nothing is searched for. Else the rules are added up in every way that matters, see `ways`.
//! The searches are bounded, and every answer says whether a bound was hit.
//!
//! ```
//! use crosscheck::model::{Decimal, Interval};
//! use crosscheck::system::{Item, Numbers, LinearRule, System};
//!
//! let names = ["aboard", "passengers", "crew", "survivors", "killed"];
//! let variable = |name: &str| names.iter().position(|known| *known == name);
//! let rules = ["aboard = passengers + crew", "aboard = survivors + killed"];
//! let constraints = rules.map(|text| LinearRule::parse(text).unwrap().constraint(variable).unwrap());
//! let system = System::new(vec![Numbers::Whole; 5], constraints.to_vec(), &[]);
//!
//! let claims = [(1, 1266), (2, 696), (3, 761), (4, 1195)];
//! let item = |(variable, number)| Item { variable, interval: Interval::exactly(Decimal::from(number)) };
//! let found = system.clashes(&claims.map(item));
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

/// Rules over variables, and what is known of these anyway.
#[derive(Debug, Clone)]
pub struct System {
    numbers: Vec<Numbers>,
    constraints: Vec<Constraint>,
    facts: Vec<ItemEnds>,
    ways: Ways,
}

/// Whether numbers can all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They can, if not with whole numbers then with fractions.
    Holds,
    /// They cannot.
    Clash(Certificate),
    /// No clash was found, but not every way to add up the rules was tried: there are too many.
    TooLarge,
}

impl System {
    /// Builds the system. `numbers` says for each variable which numbers it can be; a variable
    /// beyond its end can be any. A constraint of which a factor does not fit 64 bits is left out, and
    /// no answer is then complete.
    pub fn new(numbers: Vec<Numbers>, constraints: Vec<Constraint>, facts: &[Item]) -> Self {
        let tidied: Vec<Option<Constraint>> =
            constraints.into_iter().map(Constraint::tidied).collect();
        let large = tidied.iter().any(Option::is_none);
        // In its place one that always holds, so that the others keep their index.
        let constraints: Vec<Constraint> = tidied
            .into_iter()
            .map(|constraint| constraint.unwrap_or_else(Constraint::always))
            .collect();
        let mut ways = Ways::of(&constraints);
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

    /// A constraint by its index, with each variable once.
    pub fn constraint(&self, rule: usize) -> Option<&Constraint> {
        self.constraints.get(rule)
    }

    /// Whether the items can all hold, together with the rules and the facts.
    pub fn verdict(&self, items: &[Item]) -> Verdict {
        let ends = self.ends(items, Holder::Item);
        match self.clash(&self.pool(&ends)) {
            Some(certificate) => Verdict::Clash(certificate),
            None if self.ways.complete => Verdict::Holds,
            None => Verdict::TooLarge,
        }
    }

    fn ends(&self, items: &[Item], by: fn(usize) -> Holder) -> Vec<ItemEnds> {
        let ends =
            |(at, item): (usize, &Item)| ItemEnds::of(item, by(at), self.numbers_of(item.variable));
        items.iter().enumerate().map(ends).collect()
    }

    fn numbers_of(&self, variable: usize) -> Numbers {
        self.numbers.get(variable).copied().unwrap_or(Numbers::Real)
    }

    /// The tightest ends of the facts and of some items.
    fn pool<'e>(&'e self, items: impl IntoIterator<Item = &'e ItemEnds>) -> Pool<'e> {
        Pool::of(self.facts.iter().chain(items))
    }

    /// The first way in which the ends in the pool clash.
    fn clash(&self, pool: &Pool<'_>) -> Option<Certificate> {
        let plain = || {
            pool.closed()
                .find_map(|variable| Way::plain(variable).clash(pool))
        };
        plain().or_else(|| self.ways.all.iter().find_map(|way| way.clash(pool)))
    }
}

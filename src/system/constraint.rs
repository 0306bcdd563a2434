//! The parts of a system: variables, rules over them, and items that bound one of them.

use std::collections::BTreeMap;

use crate::model::{Decimal, Interval};

/// The relation between the two sides of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum LinearRelation {
    /// Both are the same: `=`.
    Equal,
    /// The left one is at most the right one: `<=`.
    AtMost,
    /// The left one is at least the right one: `>=`.
    AtLeast,
}

impl LinearRelation {
    /// Returns the sign that a rule is written with.
    #[cfg(test)]
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
        }
    }

    /// Returns true if it bounds the sum from above (`up`), or else from below.
    pub(super) fn bounds(self, up: bool) -> bool {
        match self {
            Self::Equal => true,
            Self::AtMost => up,
            Self::AtLeast => !up,
        }
    }
}

/// The numbers that a variable can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Numbers {
    /// Whole ones: a count. An interval is narrowed to the whole numbers in it.
    Whole,
    /// All of them: an amount.
    Real,
}

/// A rule over variables: the sum of factors times variables, compared with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constraint {
    /// The variables and the factor of each.
    pub(crate) terms: Vec<(usize, i64)>,
    /// The relation between the sum and the constant.
    pub(crate) relation: LinearRelation,
    /// The number that the sum is compared with.
    pub(crate) constant: Decimal,
}

impl Constraint {
    /// Creates a constraint that always holds.
    pub(super) fn always() -> Self {
        Self {
            terms: Vec::new(),
            relation: LinearRelation::Equal,
            constant: Decimal::from(0),
        }
    }

    /// Gives each variable one factor, which is not 0. Returns `None` if a factor grows too large.
    pub(super) fn tidied(self) -> Option<Self> {
        let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
        for (variable, factor) in &self.terms {
            *sums.entry(*variable).or_insert(0) += i128::from(*factor);
        }
        let mut terms = Vec::new();
        for (variable, _) in &self.terms {
            if let Some(factor) = sums.remove(variable).filter(|factor| *factor != 0) {
                // Not `i64::MIN`, which has no negative.
                let factor = i64::try_from(factor).ok()?;
                factor.checked_neg()?;
                terms.push((*variable, factor));
            }
        }
        Some(Self { terms, ..self })
    }
}

/// Something that bounds one variable: a claim, or a fact such as "a count is at least 0".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The variable.
    pub(crate) variable: usize,
    /// The numbers that it leaves possible.
    pub(crate) interval: Interval,
}

/// Returns true if whole numbers satisfy the constraints wherever fractions do: all factors are 1 or −1, the
/// constants are whole, and no way leads from one constraint over shared variables back to it.
pub(super) fn are_plain(constraints: &[Constraint]) -> bool {
    let mut ties = Tied::default();
    let mut terms = constraints.iter().enumerate();
    terms.all(|(at, constraint)| {
        let of = Tied::CONSTRAINTS + at;
        let mut terms = constraint.terms.iter();
        constraint.constant.is_whole()
            && terms.all(|(variable, factor)| factor.abs() == 1 && ties.tie(*variable, of))
    })
}

/// Constraints and variables that are tied together, each to one before it.
#[derive(Default)]
struct Tied(BTreeMap<usize, usize>);

impl Tied {
    /// Constraints are numbered from here on, after all variables.
    const CONSTRAINTS: usize = usize::MAX / 2;

    /// Ties two together. Returns false if they were tied already.
    fn tie(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            self.0.insert(other, one);
        }
        one != other
    }

    fn root(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(next) = self.0.get(&at).copied() {
            // Every second one is passed over the next time.
            if let Some(after) = self.0.get(&next).copied() {
                self.0.insert(at, after);
            }
            at = next;
        }
        at
    }
}

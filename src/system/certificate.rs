//! Why numbers cannot all hold, in a form that anybody can add up.

use super::System;
use super::constraint::{Constraint, LinearRelation};
use crate::model::Decimal;

/// Who bounds a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A fact of the system, by index.
    Fact(usize),
    /// An item that was given, by index.
    Item(usize),
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// At least.
    Low,
    /// At most.
    High,
}

/// One end of one item or fact, as an argument uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Whose end it is.
    pub by: Holder,
    /// The variable it bounds.
    pub variable: usize,
    /// Which end is used.
    pub bound: Bound,
    /// Where it ends, narrowed to whole numbers where the variable has no others.
    pub number: Decimal,
    /// Whether the number itself is excluded.
    pub excluded: bool,
    /// How many times it counts: above 0 for a low end, below 0 for a high end.
    pub times: i64,
}

/// Rules and ends that are added up, each so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The rules by index, each with how many times it counts: above 0 where the rule is used as
    /// "at least", below 0 where it is used as "at most".
    pub rules: Vec<(usize, i64)>,
    /// The ends, by variable.
    pub holds: Vec<Hold>,
}

/// A proof that rules, facts and items cannot all hold, not even with fractions.
///
/// Multiply each rule and each end by its `times` and add them up: every variable falls out, so the
/// sum is 0. But each product is at least what its constant comes to, and these come to `gap`.
/// So 0 >= `gap`, which is false: the gap is above 0, or it is 0 and an excluded end makes the sum
/// more than 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// What is added up.
    pub argument: Argument,
    /// By how much the sum misses 0. Where every factor is 1, what is missing or too much. 0 where
    /// the numbers only touch at an end that is excluded.
    pub gap: Decimal,
}

/// What one rule says once the known numbers are put into it: `open` compared with `total`.
///
/// "1,266 + 696 = 1,962 aboard" is the step with the two known numbers, `aboard` open, and the
/// total 1,962.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofStep {
    /// The rule, by index.
    pub rule: usize,
    /// The terms into which a number was put: index in the argument's `holds`, and the factor that
    /// the total has it with.
    pub known: Vec<(usize, i64)>,
    /// The terms that stay, the first one with a factor above 0.
    pub open: Vec<(usize, i64)>,
    /// How the open terms compare with the total, as the argument uses the rule.
    pub relation: LinearRelation,
    /// The rule's constant, on the side of the total.
    pub constant: Decimal,
    /// The constant and the known numbers, each times its factor.
    pub total: Decimal,
}

impl Argument {
    /// The items it rests on, in ascending order. Facts cost nothing and are left out.
    pub fn items(&self) -> Vec<usize> {
        let item = |hold: &Hold| match hold.by {
            Holder::Item(item) => Some(item),
            Holder::Fact(_) => None,
        };
        let mut items: Vec<usize> = self.holds.iter().filter_map(item).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// Whether it follows from putting numbers into one rule.
    pub fn is_single_rule(&self) -> bool {
        self.rules.len() == 1
    }

    /// What each of its rules comes to with the known numbers in it.
    ///
    /// Multiplied by their times the steps add up to the gap. Each step also holds by itself where
    /// its numbers are exact values, or stand in no other step; an end of a range that two rules
    /// share is used as the whole argument needs it.
    pub fn steps(&self, system: &System) -> Vec<ProofStep> {
        let step = |(rule, times): &(usize, i64)| {
            Some(self.step(*rule, *times, system.constraint(*rule)?))
        };
        self.rules.iter().filter_map(step).collect()
    }

    fn step(&self, rule: usize, times: i64, constraint: &Constraint) -> ProofStep {
        let at = |variable: usize| self.holds.iter().position(|hold| hold.variable == variable);
        let left = || {
            constraint
                .terms
                .iter()
                .filter(|(variable, _)| at(*variable).is_none())
        };
        let turn = if left().next().is_some_and(|(_, factor)| *factor < 0) {
            -1
        } else {
            1
        };
        let open = left()
            .map(|(variable, factor)| (*variable, factor * turn))
            .collect();
        let known = constraint
            .terms
            .iter()
            .filter_map(|(variable, factor)| Some((at(*variable)?, -factor * turn)));
        let known: Vec<(usize, i64)> = known.collect();
        let constant = &constraint.constant * &Decimal::from(turn);
        let product =
            |(hold, factor): &(usize, i64)| &self.holds[*hold].number * &Decimal::from(*factor);
        let total = known
            .iter()
            .fold(constant.clone(), |sum, term| &sum + &product(term));
        ProofStep {
            rule,
            known,
            open,
            relation: used(constraint.relation, times, turn),
            constant,
            total,
        }
    }
}

/// How a rule is used, after both its sides were multiplied by 1 or −1.
fn used(relation: LinearRelation, times: i64, turn: i64) -> LinearRelation {
    match relation {
        LinearRelation::Equal => LinearRelation::Equal,
        _ if (times > 0) == (turn > 0) => LinearRelation::AtLeast,
        _ => LinearRelation::AtMost,
    }
}

//! Proofs that numbers cannot all hold, in a form that anybody can add up.

use super::System;
use super::constraint::{Constraint, LinearRelation};
use crate::model::Decimal;

/// The fact or item that bounds a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Holder {
    /// A fact of the system, by index.
    Fact(usize),
    /// An item that was given, by index.
    Item(usize),
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Bound {
    /// At least.
    Low,
    /// At most.
    High,
}

/// One end of one item or fact, as an argument uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hold {
    /// The holder of the end.
    pub(crate) by: Holder,
    /// The variable it bounds.
    pub(crate) variable: usize,
    /// The end that is used.
    pub(crate) bound: Bound,
    /// The number at the end, narrowed to whole numbers if the variable has no others.
    pub(crate) number: Decimal,
    /// True if the number itself is excluded.
    pub(crate) excluded: bool,
    /// The multiplier: above 0 for a low end, below 0 for a high end.
    pub(crate) times: i64,
}

/// Rules and ends that are added up, each times a multiplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The rules by index, each with its multiplier: above 0 if the rule is used as "at least", below 0 if it
    /// is used as "at most".
    pub(crate) rules: Vec<(usize, i64)>,
    /// The ends, by variable.
    pub(crate) holds: Vec<Hold>,
}

/// A proof that rules, facts and items cannot all hold: not even with fractions, or, without a `gap`, only not
/// with whole numbers. Without one it names the rules and the variables of which one number is left.
///
/// Multiply each rule and each end by its `times` and add them up: every variable falls out, so the sum is
/// 0. But each product is at least what its constant comes to, and these come to `gap`. So 0 >= `gap`, which
/// is false: the gap is above 0, or it is 0 and an excluded end makes the sum more than 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// The rules and ends that are added up.
    pub(crate) argument: Argument,
    /// The distance of the sum from 0: what is missing or too much, if every factor is 1. It is 0 if the
    /// numbers only touch at an end that is excluded. `None` if only fractions satisfy the rules.
    pub(crate) gap: Option<Decimal>,
}

/// One rule with the known numbers put into it: `open` compared with `total`.
///
/// "1,266 + 696 = 1,962 aboard" is the step with the two known numbers, `aboard` open, and the
/// total 1,962.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProofStep {
    /// The rule, by index.
    pub(crate) rule: usize,
    /// The terms that a number was put into: the index in the argument's `holds`, and its factor in the total.
    pub(crate) known: Vec<(usize, i64)>,
    /// The variables that stay and their factors, the first one above 0.
    pub(crate) open: Vec<(usize, i64)>,
    /// The relation between the open terms and the total, as the argument uses the rule.
    pub(crate) relation: LinearRelation,
    /// The rule's constant, on the side of the total.
    pub(crate) constant: Decimal,
    /// The constant and the known numbers, each times its factor.
    pub(crate) total: Decimal,
}

impl Argument {
    /// Returns the items that it rests on, in ascending order. Facts cost nothing and are left out.
    pub(crate) fn items(&self) -> Vec<usize> {
        let items = self.holds.iter().filter_map(|hold| match hold.by {
            Holder::Item(item) => Some(item),
            Holder::Fact(_) => None,
        });
        let mut items: Vec<usize> = items.collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// Works out what each of its rules comes to with the known numbers in it.
    ///
    /// Times their multipliers the steps add up to the gap. Each step also holds by itself if its numbers are
    /// exact values, or occur in no other step; an end of a range that two rules share is used as the whole
    /// argument needs it.
    pub(crate) fn steps(&self, system: &System) -> Vec<ProofStep> {
        self.rules
            .iter()
            .filter_map(|(rule, times)| Some(self.step(*rule, *times, system.constraint(*rule)?)))
            .collect()
    }

    fn step(&self, rule: usize, times: i64, constraint: &Constraint) -> ProofStep {
        let (mut open, mut known) = (Vec::new(), Vec::new());
        for (variable, factor) in &constraint.terms {
            match self
                .holds
                .iter()
                .position(|hold| hold.variable == *variable)
            {
                Some(hold) => known.push((hold, -factor)),
                None => open.push((*variable, *factor)),
            }
        }
        let turn = open.first().map_or(1, |(_, factor)| factor.signum());
        for (_, factor) in open.iter_mut().chain(&mut known) {
            *factor *= turn;
        }
        let constant = &constraint.constant * &Decimal::from(turn);
        let total = known.iter().fold(constant.clone(), |sum, (hold, factor)| {
            &sum + &(&self.holds[*hold].number * &Decimal::from(*factor))
        });
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

/// Returns the relation as a rule is used, after both its sides were multiplied by 1 or −1.
fn used(relation: LinearRelation, times: i64, turn: i64) -> LinearRelation {
    match relation {
        LinearRelation::Equal => LinearRelation::Equal,
        _ if (times > 0) == (turn > 0) => LinearRelation::AtLeast,
        _ => LinearRelation::AtMost,
    }
}

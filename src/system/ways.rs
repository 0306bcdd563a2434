//! The ways to add up rules so that a clash may show.
//!
//! Multiply some rules and add them: the variables that do not fall out are left to the items, and the sum
//! clashes if the ends of these come to more than 0. It is enough to look at sums that cannot be made of
//! fewer rules and variables: by Farkas' lemma a set of ends clashes if and only if some sum shows it, and a
//! set from which nothing can be taken away has one whose rules and variables are fewest in that sense. These
//! sums are finitely many and depend on the rules alone, so they are found once; then every question about
//! items is an addition.

use std::collections::BTreeMap;

use super::certificate::{Argument, Certificate};
use super::constraint::Constraint;
use super::ends::{EndWeight, Pool};
use crate::model::Decimal;

/// The most pairs of sums that are combined before the search for more gives up.
const MAX_PAIRS: usize = 50_000;

/// The most sums that are kept before the search for more gives up.
const MAX_SUMS: usize = 1_000;

/// A sum of rules: the multiplier of each rule, and the factor that each variable is left with.
///
/// If the left sides of the rules are s₁, s₂ …, the sum Σ times·s + Σ factor·variable is 0 whatever the
/// variables are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// The rules by index, each with its multiplier: above 0 as "at least", below 0 as "at most".
    pub(super) rules: Vec<(usize, i64)>,
    /// The variables and their factors. Above 0 a low end is needed, below 0 a high end. A way without rules
    /// has one variable twice: its lowest end against its highest.
    pub(super) slots: Vec<(usize, i64)>,
    /// The sum of the constants of the rules.
    pub(super) constants: EndWeight,
}

impl Way {
    /// Creates the way that holds one variable's lowest end against its highest, without any rule.
    pub(super) fn plain(variable: usize) -> Self {
        Self {
            rules: Vec::new(),
            slots: vec![(variable, 1), (variable, -1)],
            constants: EndWeight::none(),
        }
    }

    /// Sums up the constants and the ends: they clash if that is above 0. Returns `None` if an end that is
    /// needed is open.
    pub(super) fn total(&self, pool: &Pool<'_>) -> Option<EndWeight> {
        self.total_but(pool, None)
    }

    /// Sums up the same without one of the slots.
    pub(super) fn total_but(&self, pool: &Pool<'_>, left_out: Option<usize>) -> Option<EndWeight> {
        let mut total = self.constants.clone();
        for (at, (variable, factor)) in self.slots.iter().enumerate() {
            if left_out != Some(at) {
                total = total.plus(&pool.tightest(*variable, *factor)?.weight(*factor)?);
            }
        }
        Some(total)
    }

    /// Returns the rules and the ends that are added up, without one of the slots.
    pub(super) fn argument(&self, pool: &Pool<'_>, left_out: Option<usize>) -> Argument {
        let slots = self
            .slots
            .iter()
            .enumerate()
            .filter(|(at, _)| left_out != Some(*at));
        let holds = slots
            .filter_map(|(_, (variable, factor))| pool.tightest(*variable, *factor)?.hold(*factor));
        Argument {
            rules: self.rules.clone(),
            holds: holds.collect(),
        }
    }

    /// Returns true if it shows that the ends in the pool cannot all hold.
    pub(super) fn shows(&self, pool: &Pool<'_>) -> bool {
        self.total(pool).is_some_and(|total| total.clashes())
    }

    /// Proves that the ends in the pool cannot all hold, if this way shows it.
    pub(super) fn clash(&self, pool: &Pool<'_>) -> Option<Certificate> {
        let total = self.total(pool).filter(EndWeight::clashes)?;
        Some(Certificate {
            argument: self.argument(pool, None),
            gap: Some(total.number),
        })
    }
}

/// The ways of a set of rules.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// The ways, those with few rules first, then those with few variables.
    pub(super) all: Vec<Way>,
    /// The ways by the variables in them.
    with: BTreeMap<usize, Vec<usize>>,
    /// True if these are all there are: the search hit no bound.
    pub(super) complete: bool,
}

impl Ways {
    /// Finds the ways.
    pub(super) fn new(constraints: &[Constraint]) -> Self {
        let (sums, complete) = elementary(constraints);
        let mut all: Vec<Way> = sums
            .iter()
            .flat_map(|sum| [sum.clone(), sum.negative()])
            .filter_map(|sum| sum.way(constraints))
            .collect();
        all.sort_by_cached_key(|way| {
            (
                way.rules.len(),
                way.slots.len(),
                way.rules.clone(),
                way.slots.clone(),
            )
        });
        let mut with: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, way) in all.iter().enumerate() {
            for (variable, _) in &way.slots {
                with.entry(*variable).or_default().push(at);
            }
        }
        Self {
            all,
            with,
            complete,
        }
    }

    /// Returns the ways that have a variable.
    pub(super) fn with(&self, variable: usize) -> impl Iterator<Item = &Way> {
        let at = self.with.get(&variable).into_iter().flatten();
        at.filter_map(|at| self.all.get(*at))
    }
}

/// A rule's multiplier or a variable's factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Rule(usize),
    Variable(usize),
}

/// A sum of rules by its parts, with the multiplier or factor of each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Combination(BTreeMap<Part, i64>);

impl Combination {
    /// Creates the sum of one rule.
    fn new(rule: usize, constraint: &Constraint) -> Self {
        let terms = constraint
            .terms
            .iter()
            .map(|(variable, factor)| (Part::Variable(*variable), -factor));
        Self(terms.chain([(Part::Rule(rule), 1)]).collect())
    }

    fn negative(&self) -> Self {
        Self(self.0.iter().map(|(part, times)| (*part, -times)).collect())
    }

    /// Returns true if all its rules and variables are among the other's.
    fn within(&self, other: &Self) -> bool {
        self.0.len() <= other.0.len() && self.0.keys().all(|part| other.0.contains_key(part))
    }

    /// Returns the variables that two sums have in common.
    fn shared(&self, other: &Self) -> Vec<Part> {
        self.0
            .keys()
            .filter(|part| matches!(part, Part::Variable(_)) && other.0.contains_key(part))
            .copied()
            .collect()
    }

    /// Adds two sums so that a shared part falls out. Returns `None` if a number grows too large.
    fn without(&self, part: Part, other: &Self) -> Option<Self> {
        let (own, others) = (self.times(part), other.times(part));
        let mut sum = BTreeMap::new();
        for key in self.0.keys().chain(other.0.keys()) {
            let (left, right) = (
                self.times(*key).checked_mul(others)?,
                other.times(*key).checked_mul(own)?,
            );
            sum.insert(*key, left.checked_sub(right)?);
        }
        let common = sum
            .values()
            .fold(0, |known, times| divisor(known, times.unsigned_abs()));
        let common = i128::try_from(common).ok()?;
        sum.retain(|_, times| *times != 0);
        sum.into_iter()
            .map(|(key, times)| Some((key, reduced(times, common)?)))
            .collect::<Option<_>>()
            .map(Self)
    }

    fn times(&self, part: Part) -> i128 {
        self.0.get(&part).copied().unwrap_or(0).into()
    }

    /// Returns the sum as a way, or `None` if it uses a rule in a direction that the rule does not have.
    fn way(&self, constraints: &[Constraint]) -> Option<Way> {
        let (mut rules, mut slots, mut total) = (Vec::new(), Vec::new(), Decimal::from(0));
        for (part, times) in &self.0 {
            match part {
                Part::Rule(rule) => {
                    let constraint = constraints.get(*rule)?;
                    if !constraint.relation.bounds(*times < 0) {
                        return None;
                    }
                    total = &total + &(&constraint.constant * &Decimal::from(*times));
                    rules.push((*rule, *times));
                }
                Part::Variable(variable) => slots.push((*variable, *times)),
            }
        }
        Some(Way {
            rules,
            slots,
            constants: EndWeight {
                number: total,
                beyond: false,
            },
        })
    }
}

/// Divides a multiplier. The result is never `i64::MIN`, so that a sum can be made negative.
fn reduced(times: i128, by: i128) -> Option<i64> {
    i64::try_from(times / by)
        .ok()
        .filter(|times| *times > i64::MIN)
}

/// Returns the greatest common divisor.
fn divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// Returns every sum that has no other one within it, and true if the search was not cut.
///
/// Each is reached from single rules by making a variable fall out of two smaller ones: let W be
/// such a sum of two rules or more. Of the variables that fell out of it, leave one, v, and the sums
/// of its rules without the others are spanned by two. Among them are two elementary ones that lack
/// a rule of W each (not the same one, else that rule would be missing from all of them), and W is
/// what is left of these when v falls out. So the closure below finds W after the smaller ones.
fn elementary(constraints: &[Constraint]) -> (Vec<Combination>, bool) {
    let mut sums: Vec<Combination> = (0..)
        .zip(constraints)
        .map(|(at, constraint)| Combination::new(at, constraint))
        .collect();
    if sums.len() > MAX_SUMS {
        return (sums, false);
    }
    let (mut next, mut pairs, mut complete) = (1, 0, true);
    while next < sums.len() && complete {
        for other in 0..next {
            for part in sums[next].shared(&sums[other]) {
                pairs += 1;
                match sums[next].without(part, &sums[other]) {
                    Some(sum) if !sums.iter().any(|known| known.within(&sum)) => sums.push(sum),
                    Some(_) => {}
                    None => complete = false,
                }
            }
        }
        complete &= pairs <= MAX_PAIRS && sums.len() <= MAX_SUMS;
        next += 1;
    }
    (smallest(&sums), complete)
}

/// Keeps the sums that have no other one within them.
fn smallest(sums: &[Combination]) -> Vec<Combination> {
    sums.iter()
        .filter(|sum| !sums.iter().any(|other| other != *sum && other.within(sum)))
        .cloned()
        .collect()
}

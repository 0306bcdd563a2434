//! The ways to add up rules so that a clash may show.
//!
//! Multiply some rules and add them: the variables that do not fall out are left to the items, and the sum
//! clashes if the ends of these come to more than 0. It is enough to look at sums that cannot be made of
//! fewer rules and variables: by Farkas' lemma a set of ends clashes if and only if some sum shows it, and a
//! set from which nothing can be taken away has one whose rules and variables are fewest in that sense. These
//! sums are finitely many and depend on the rules alone, so they are found once; then every question about
//! items is an addition.

use std::collections::{BTreeMap, BTreeSet};

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

/// Returns the way that adds up some rules, each times a multiplier, or `None` if it uses a rule in a direction
/// that the rule does not have.
pub(super) fn sum_of(rules: &BTreeMap<usize, i128>, constraints: &[Constraint]) -> Option<Way> {
    Combination::of(rules, constraints)?.way(constraints)
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

/// A sum of rules, and a bit for each of its parts: whether one sum is within another is asked for each pair of
/// them, and by their bits it is answered many times as fast.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MarkedSum {
    sum: Combination,
    bits: Vec<u64>,
}

impl MarkedSum {
    /// Returns true if all its rules and variables are among the other's.
    fn within(&self, other: &Self) -> bool {
        let mut both = self.bits.iter().zip(&other.bits);
        both.all(|(own, others)| own & !others == 0)
    }
}

/// The parts of some rules, and the place of each among the bits of a sum.
struct Places {
    parts: Vec<Part>,
    of: BTreeMap<Part, usize>,
}

impl Places {
    fn new(sums: &[Combination]) -> Self {
        let parts: BTreeSet<Part> = sums.iter().flat_map(|sum| sum.0.keys().copied()).collect();
        Self {
            of: parts.iter().copied().zip(0..).collect(),
            parts: parts.into_iter().collect(),
        }
    }

    fn marked(&self, sum: Combination) -> MarkedSum {
        let mut bits = vec![0; self.parts.len().div_ceil(64)];
        for place in sum.0.keys().filter_map(|part| self.of.get(part)) {
            bits[place / 64] |= 1 << (place % 64);
        }
        MarkedSum { sum, bits }
    }

    /// Returns the variables that two sums have in common.
    fn shared(&self, one: &MarkedSum, other: &MarkedSum) -> Vec<Part> {
        let mut shared = Vec::new();
        for (word, (one, other)) in one.bits.iter().zip(&other.bits).enumerate() {
            let mut both = one & other;
            while both != 0 {
                shared.extend(self.parts.get(word * 64 + both.trailing_zeros() as usize));
                both &= both - 1;
            }
        }
        shared.retain(|part| matches!(part, Part::Variable(_)));
        shared
    }
}

impl Combination {
    /// Creates the sum of one rule.
    fn new(rule: usize, constraint: &Constraint) -> Self {
        let terms = constraint
            .terms
            .iter()
            .map(|(variable, factor)| (Part::Variable(*variable), -factor));
        Self(terms.chain([(Part::Rule(rule), 1)]).collect())
    }

    /// Creates the sum of several rules, each with a multiplier. Returns `None` if a number grows too large.
    fn of(rules: &BTreeMap<usize, i128>, constraints: &[Constraint]) -> Option<Self> {
        let mut sum: BTreeMap<Part, i128> = BTreeMap::new();
        for (rule, times) in rules {
            for (part, factor) in Self::new(*rule, constraints.get(*rule)?).0 {
                let added = times.checked_mul(factor.into())?;
                let all = sum.entry(part).or_insert(0);
                *all = all.checked_add(added)?;
            }
        }
        Self::smallest(sum)
    }

    /// Divides a sum by what all its numbers have in common.
    fn smallest(mut sum: BTreeMap<Part, i128>) -> Option<Self> {
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

    fn negative(&self) -> Self {
        Self(self.0.iter().map(|(part, times)| (*part, -times)).collect())
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
        Self::smallest(sum)
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
    let rules: Vec<Combination> = (0..)
        .zip(constraints)
        .map(|(at, constraint)| Combination::new(at, constraint))
        .collect();
    if rules.len() > MAX_SUMS {
        return (rules, false);
    }
    let places = Places::new(&rules);
    let mut sums: Vec<MarkedSum> = rules.into_iter().map(|sum| places.marked(sum)).collect();
    let (mut next, mut pairs, mut complete) = (1, 0, true);
    while next < sums.len() && complete {
        for other in 0..next {
            for part in places.shared(&sums[next], &sums[other]) {
                pairs += 1;
                let Some(sum) = sums[next].sum.without(part, &sums[other].sum) else {
                    complete = false;
                    continue;
                };
                let sum = places.marked(sum);
                if !sums.iter().any(|known| known.within(&sum)) {
                    sums.push(sum);
                }
            }
        }
        complete &= pairs <= MAX_PAIRS && sums.len() <= MAX_SUMS;
        next += 1;
    }
    (smallest(&sums), complete)
}

/// Keeps the sums that have no other one within them.
fn smallest(sums: &[MarkedSum]) -> Vec<Combination> {
    sums.iter()
        .filter(|sum| !sums.iter().any(|other| other != *sum && other.within(sum)))
        .map(|sum| sum.sum.clone())
        .collect()
}

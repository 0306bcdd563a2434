//! Every way in which rules can be added up so that a clash may show.
//!
//! Multiply some rules and add them: the variables that do not fall out are left to the items, and
//! the sum clashes where the ends of these come to more than 0. It is enough to look at sums that
//! cannot be made of fewer rules and variables: by Farkas' lemma a set of ends clashes if and only
//! if some sum shows it, and a set from which nothing can be taken away has one whose rules and
//! variables are fewest in that sense. These sums are finitely many and depend on the rules alone,
//! so they are found once; then every question about items is an addition.

use std::collections::BTreeMap;

use super::certificate::{Argument, Certificate};
use super::constraint::Constraint;
use super::ends::{EndWeight, Pool};
use crate::model::Decimal;

/// How many pairs of sums are combined before the search for more gives up.
const MAX_PAIRS: usize = 50_000;

/// How many sums are kept before the search for more gives up.
const MAX_SUMS: usize = 1_000;

/// A sum of rules: the multiplier of each, and the factor that each variable is left with.
///
/// Where the rules' left sides are s₁, s₂ …, the sum Σ times·s + Σ factor·variable is 0 whatever
/// the variables are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// The rules, by index, and how many times each counts: above 0 as "at least", below 0 as "at
    /// most".
    pub(super) rules: Vec<(usize, i64)>,
    /// The variables and their factors. Above 0 a low end is needed, below 0 a high end. A way
    /// without rules has one variable twice: its lowest end against its highest.
    pub(super) slots: Vec<(usize, i64)>,
    /// What the constants of the rules come to.
    pub(super) constants: EndWeight,
}

impl Way {
    /// One variable's lowest end against its highest, without any rule.
    pub(super) fn plain(variable: usize) -> Self {
        Self {
            rules: Vec::new(),
            slots: vec![(variable, 1), (variable, -1)],
            constants: EndWeight::none(),
        }
    }

    /// What the constants and the ends come to: no clash where that is 0 or less. `None` where an
    /// end that is needed is open.
    pub(super) fn total(&self, pool: &Pool<'_>) -> Option<EndWeight> {
        self.total_but(pool, None)
    }

    /// The same without one of the slots.
    pub(super) fn total_but(&self, pool: &Pool<'_>, left_out: Option<usize>) -> Option<EndWeight> {
        let mut total = self.constants.clone();
        for (at, (variable, factor)) in self.slots.iter().enumerate() {
            if left_out != Some(at) {
                total = total.plus(&pool.tightest(*variable, *factor)?.weight(*factor)?);
            }
        }
        Some(total)
    }

    /// The rules and the ends that are added up, but for one of the slots.
    pub(super) fn argument(&self, pool: &Pool<'_>, left_out: Option<usize>) -> Argument {
        let slots = self
            .slots
            .iter()
            .enumerate()
            .filter(|(at, _)| left_out != Some(*at));
        let hold = |(_, (variable, factor)): (usize, &(usize, i64))| {
            pool.tightest(*variable, *factor)
                .and_then(|ends| ends.hold(*factor))
        };
        Argument {
            rules: self.rules.clone(),
            holds: slots.filter_map(hold).collect(),
        }
    }

    /// Whether it shows that the ends in the pool cannot all hold.
    pub(super) fn shows(&self, pool: &Pool<'_>) -> bool {
        self.total(pool).is_some_and(|total| total.clashes())
    }

    /// The proof that the ends in the pool cannot all hold, where this way shows it.
    pub(super) fn clash(&self, pool: &Pool<'_>) -> Option<Certificate> {
        let total = self.total(pool).filter(EndWeight::clashes)?;
        Some(Certificate {
            argument: self.argument(pool, None),
            gap: total.number,
        })
    }
}

/// The ways of a set of rules, and whether they are all there are.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// Few rules first, then few variables.
    pub(super) all: Vec<Way>,
    /// Whether no bound was hit.
    pub(super) complete: bool,
}

impl Ways {
    /// Finds them.
    pub(super) fn of(constraints: &[Constraint]) -> Self {
        let (sums, complete) = elementary(constraints);
        let both = |sum: &Combination| [sum.clone(), sum.negative()];
        let mut all: Vec<Way> = sums
            .iter()
            .flat_map(both)
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
        Self { all, complete }
    }
}

/// A rule's multiplier or a variable's factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Rule(usize),
    Variable(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Combination(BTreeMap<Part, i64>);

impl Combination {
    /// One rule by itself.
    fn of(rule: usize, constraint: &Constraint) -> Self {
        let terms = constraint
            .terms
            .iter()
            .map(|(variable, factor)| (Part::Variable(*variable), -factor));
        Self(terms.chain([(Part::Rule(rule), 1)]).collect())
    }

    fn negative(&self) -> Self {
        Self(self.0.iter().map(|(part, times)| (*part, -times)).collect())
    }

    /// Whether all its rules and variables are among the other's.
    fn within(&self, other: &Self) -> bool {
        self.0.len() <= other.0.len() && self.0.keys().all(|part| other.0.contains_key(part))
    }

    /// The variables that two have in common.
    fn shared(&self, other: &Self) -> Vec<Part> {
        let in_both =
            |part: &&Part| matches!(part, Part::Variable(_)) && other.0.contains_key(part);
        self.0.keys().filter(in_both).copied().collect()
    }

    /// The sum of two in which a shared part falls out. `None` where a number grows too large.
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
        // Never i64::MIN, so that a sum can be made negative.
        let small = |times: i128| {
            i64::try_from(times / common)
                .ok()
                .filter(|times| *times > i64::MIN)
        };
        sum.into_iter()
            .map(|(key, times)| Some((key, small(times)?)))
            .collect::<Option<_>>()
            .map(Self)
    }

    fn times(&self, part: Part) -> i128 {
        self.0.get(&part).copied().unwrap_or(0).into()
    }

    /// The sum as a way, `None` where it uses a rule in a direction that the rule does not have.
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

/// The greatest common divisor.
fn divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// Every sum that has no other one within it, and whether the search was not cut.
///
/// Each is reached from single rules by making a variable fall out of two smaller ones: let W be
/// such a sum of two rules or more. Of the variables that fell out of it, leave one, v, and the sums
/// of its rules without the others are spanned by two. Among them are two elementary ones that lack
/// a rule of W each (not the same one, else that rule would be missing from all of them), and W is
/// what is left of these when v falls out. So the closure below finds W after the smaller ones.
fn elementary(constraints: &[Constraint]) -> (Vec<Combination>, bool) {
    let mut sums: Vec<Combination> = (0..)
        .zip(constraints)
        .map(|(at, constraint)| Combination::of(at, constraint))
        .collect();
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
    (smallest(sums), complete)
}

/// Those that have no other one within them.
fn smallest(sums: Vec<Combination>) -> Vec<Combination> {
    let holds_another =
        |sum: &Combination| sums.iter().any(|other| other != sum && other.within(sum));
    let kept: Vec<bool> = sums.iter().map(|sum| !holds_another(sum)).collect();
    sums.into_iter()
        .zip(kept)
        .filter_map(|(sum, keep)| keep.then_some(sum))
        .collect()
}

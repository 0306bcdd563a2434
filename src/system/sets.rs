//! The smallest sets of items that no whole numbers satisfy, by trying sets.
//!
//! A set that fails is made as small as can be. Every other smallest set lacks one of its items, so each is
//! taken away in turn, and what is left is tried again; where the third is taken away, the first and the
//! second stay, so that no set is reached twice. Where all that is left holds, there is nothing below.

use std::collections::BTreeSet;

use super::System;
use super::constraint::{LinearRelation, Numbers};
use super::ends::ItemEnds;
use super::limit::{Limit, MAX_CLASHES};
use super::whole::{WholeAnswer, WholeEnds, WholeRows};

/// The most steps of arithmetic for one set of items before the search gives up.
const MAX_STEPS: usize = 5_000_000;

/// The rules of a system over whole numbers.
pub(super) struct WholeSystem {
    rules: Vec<(Vec<(usize, i128)>, WholeEnds)>,
    facts: Vec<(usize, WholeEnds)>,
    items: Vec<(usize, WholeEnds)>,
}

impl WholeSystem {
    /// Takes the rules, the facts and some items. Returns `None` if a variable can be a fraction, or if a
    /// number is too large.
    pub(super) fn new(system: &System, items: &[ItemEnds]) -> Option<Self> {
        let rules = system.constraints.iter().map(|constraint| {
            let whole = |(at, _): &(usize, i64)| system.numbers_of(*at) == Numbers::Whole;
            if !constraint.terms.iter().all(whole) {
                return None;
            }
            let low = i128::from(constraint.constant.ceil().to_i64()?);
            let high = i128::from(constraint.constant.floor().to_i64()?);
            let terms = constraint.terms.iter();
            let terms = terms.map(|(at, factor)| (*at, i128::from(*factor)));
            let ends = match constraint.relation {
                LinearRelation::Equal => (Some(low), Some(high)),
                LinearRelation::AtLeast => (Some(low), None),
                LinearRelation::AtMost => (None, Some(high)),
            };
            Some((terms.collect(), ends))
        });
        Some(Self {
            rules: rules.collect::<Option<_>>()?,
            facts: system.facts.iter().map(ends).collect::<Option<_>>()?,
            items: items.iter().map(ends).collect::<Option<_>>()?,
        })
    }

    /// Decides whether whole numbers satisfy some rules and some items.
    pub(super) fn answer(&self, rules: &[usize], items: &[usize], left: &mut usize) -> WholeAnswer {
        let Some(rest) = left.checked_sub(self.facts.len() + items.len()) else {
            *left = 0;
            return WholeAnswer::Open;
        };
        *left = rest;
        let mut rows = WholeRows::default();
        let own = items.iter().filter_map(|at| self.items.get(*at));
        for (variable, ends) in self.facts.iter().chain(own) {
            if let Err(answer) = rows.bound(*variable, *ends) {
                return answer;
            }
        }
        for (terms, ends) in rules.iter().filter_map(|at| self.rules.get(*at)) {
            let Some(rest) = left.checked_sub(terms.len()) else {
                *left = 0;
                return WholeAnswer::Open;
            };
            *left = rest;
            if let Err(answer) = rows.add(terms.iter().copied(), *ends) {
                return answer;
            }
        }
        rows.answer(left)
    }

    /// Returns true if two items of one variable have nothing in common.
    fn is_plain_pair(&self, left: usize, right: usize) -> bool {
        let ((one, (low, high)), (other, (other_low, other_high))) =
            (self.items[left], self.items[right]);
        let apart = |low: Option<i128>, high: Option<i128>| {
            low.zip(high).is_some_and(|(low, high)| high < low)
        };
        one == other && (apart(low, other_high) || apart(other_low, high))
    }
}

fn ends(ends: &ItemEnds) -> Option<(usize, WholeEnds)> {
    let number = |factor| match ends.used(factor) {
        Some(end) => end.number.to_i64().map(|number| Some(i128::from(number))),
        None => Some(None),
    };
    Some((ends.variable, (number(1)?, number(-1)?)))
}

/// The smallest sets, and what is left to do.
pub(super) struct SetSearch<'s> {
    whole: &'s WholeSystem,
    rules: Vec<usize>,
    /// Sets that fail: given, found, and pairs of one variable that have nothing in common.
    failing: Vec<BTreeSet<usize>>,
    /// What was taken away where all that was left held.
    holding: Vec<BTreeSet<usize>>,
    /// The smallest sets that were found.
    pub(super) found: Vec<Vec<usize>>,
    /// The bound that was hit, if not everything was tried.
    pub(super) limit: Option<Limit>,
    left: usize,
}

impl<'s> SetSearch<'s> {
    /// Prepares to search, with smallest sets that are known already.
    pub(super) fn new<'k>(
        whole: &'s WholeSystem,
        known: impl Iterator<Item = &'k Vec<usize>>,
    ) -> Self {
        let known = known.map(|set| set.iter().copied().collect());
        Self {
            whole,
            rules: (0..whole.rules.len()).collect(),
            failing: known.chain(plain_pairs(whole)).collect(),
            holding: Vec::new(),
            found: Vec::new(),
            limit: None,
            left: MAX_STEPS,
        }
    }

    /// Returns true if all items hold together.
    pub(super) fn all_hold(&mut self) -> bool {
        let all: Vec<usize> = (0..self.whole.items.len()).collect();
        self.whole.answer(&self.rules, &all, &mut self.left) == WholeAnswer::Holds
    }

    /// Finds every smallest set that fails.
    pub(super) fn run(&mut self) {
        if self.fails(&[]) {
            self.found.push(Vec::new());
            return;
        }
        self.explore(&mut Vec::new(), &mut BTreeSet::new());
    }

    /// Returns the rules without which a set would hold, as few as can be.
    pub(super) fn rules_of(&mut self, items: &[usize]) -> Vec<usize> {
        let rules = self.rules.clone();
        let mut fails =
            |rules: &[usize]| self.whole.answer(rules, items, &mut self.left) == WholeAnswer::Fails;
        let mut needed = smallest(&mut fails, &[], &rules);
        needed.sort_unstable();
        needed
    }

    fn fails(&mut self, items: &[usize]) -> bool {
        let answer = self.whole.answer(&self.rules, items, &mut self.left);
        if answer == WholeAnswer::Open {
            self.limit = Some(Limit::Checks);
        }
        answer == WholeAnswer::Fails
    }

    /// Looks for the smallest sets that have everything in `kept` and nothing in `away`.
    fn explore(&mut self, kept: &mut Vec<usize>, away: &mut BTreeSet<usize>) {
        if self.found.len() >= MAX_CLASHES {
            self.limit = Some(Limit::Listed);
            return;
        }
        if self.left == 0 {
            self.limit = Some(Limit::Checks);
            return;
        }
        if self.holding.iter().any(|holding| holding.is_subset(away)) {
            return;
        }
        let Some(set) = self.failing_without(kept, away) else {
            return;
        };
        let own: Vec<usize> = set.into_iter().filter(|at| !kept.contains(at)).collect();
        let before = kept.len();
        for at in own {
            away.insert(at);
            self.explore(kept, away);
            away.remove(&at);
            kept.push(at);
        }
        kept.truncate(before);
    }

    /// Returns a smallest set that fails and has nothing in `away`, with as few as can be that are not kept.
    /// If one has only what is kept, nothing else is left to find: then returns none.
    fn failing_without(
        &mut self,
        kept: &[usize],
        away: &BTreeSet<usize>,
    ) -> Option<BTreeSet<usize>> {
        let known = self.failing.iter().filter(|set| set.is_disjoint(away));
        let fewest = known.min_by_key(|set| set.iter().filter(|at| !kept.contains(at)).count());
        if let Some(set) = fewest {
            return (!set.iter().all(|at| kept.contains(at))).then(|| set.clone());
        }
        let rest: Vec<usize> = (0..self.whole.items.len())
            .filter(|at| !away.contains(at))
            .collect();
        if !self.fails(&rest) {
            self.holding.push(away.clone());
            return None;
        }
        let set = smallest(&mut |items| self.fails(items), &[], &rest);
        let mut found = set.clone();
        found.sort_unstable();
        self.found.push(found);
        let set: BTreeSet<usize> = set.into_iter().collect();
        self.failing.push(set.clone());
        Some(set).filter(|set| !set.iter().all(|at| kept.contains(at)))
    }
}

/// Returns the pairs of items of one variable that have nothing in common.
fn plain_pairs(whole: &WholeSystem) -> Vec<BTreeSet<usize>> {
    let mut by_variable: Vec<(usize, usize)> = (0..whole.items.len())
        .map(|at| (whole.items[at].0, at))
        .collect();
    by_variable.sort_unstable();
    let mut pairs = Vec::new();
    for own in by_variable.chunk_by(|left, right| left.0 == right.0) {
        for (at, (_, left)) in own.iter().enumerate() {
            let others = own.iter().skip(at + 1).map(|(_, right)| *right);
            let apart = others.filter(|right| whole.is_plain_pair(*left, *right));
            pairs.extend(apart.map(|right| BTreeSet::from([*left, right])));
        }
    }
    pairs
}

/// Returns a smallest part of `rest` that fails together with `base`: all of it does, and `base` alone does
/// not. Halves it, so that few in many are found fast.
fn smallest(
    fails: &mut impl FnMut(&[usize]) -> bool,
    base: &[usize],
    rest: &[usize],
) -> Vec<usize> {
    if rest.len() <= 1 {
        return rest.to_vec();
    }
    let (left, right) = rest.split_at(rest.len() / 2);
    let from_right = needed(fails, base, left, right);
    let with: Vec<usize> = base.iter().chain(&from_right).copied().collect();
    let from_left = if from_right.is_empty() {
        smallest(fails, base, left)
    } else {
        needed(fails, &with, &[], left)
    };
    from_left.into_iter().chain(from_right).collect()
}

/// Returns what of `rest` is needed besides `base` and `more`: nothing if these fail already.
fn needed(
    fails: &mut impl FnMut(&[usize]) -> bool,
    base: &[usize],
    more: &[usize],
    rest: &[usize],
) -> Vec<usize> {
    let all: Vec<usize> = base.iter().chain(more).copied().collect();
    if fails(&all) {
        return Vec::new();
    }
    smallest(fails, &all, rest)
}

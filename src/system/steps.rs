//! Proofs that go from one number to the next.
//!
//! Of a long chain of rules there are too many ways to add them up to try them all. But most proofs only put
//! numbers into one rule after the other: each step bounds one more variable by those that are bounded
//! already, until a rule cannot hold. Going back from there says how often each rule was used, and the rules
//! times these numbers add up to the proof.

use std::collections::{BTreeMap, VecDeque};

use super::certificate::Certificate;
use super::constraint::Constraint;
use super::ends::{EndWeight, Pool};
use super::ways::sum_of;

/// The most steps for each rule: rules that go round in a circle bound their variables ever closer.
const MAX_STEPS: usize = 20;

/// The end of a variable that a factor uses: its low one if that is above 0, and else its high one.
type EndOf = (usize, bool);

/// A rule that was used, with the multiplier 1 or −1, and the ends that were put into it.
struct Use {
    rule: usize,
    times: i64,
    /// The steps that gave these ends, each with how often it is used. Ends that are given have none.
    rests_on: Vec<(usize, i64)>,
}

/// Rules, the ends that are known so far, and the steps to them.
struct Steps<'p> {
    constraints: &'p [Constraint],
    pool: &'p Pool<'p>,
    /// The ends that a step made tighter than the given ones, each with that step.
    bound: BTreeMap<EndOf, (EndWeight, usize)>,
    taken: Vec<Use>,
}

/// Proves that the ends in the pool clash with the constraints, if single steps show it.
pub(super) fn proof(constraints: &[Constraint], pool: &Pool<'_>) -> Option<Certificate> {
    let mut steps = Steps {
        constraints,
        pool,
        bound: BTreeMap::new(),
        taken: Vec::new(),
    };
    let last = steps.until_a_rule_fails()?;
    let rules = steps.multipliers(&last)?;
    sum_of(&rules, constraints)?.clash(pool)
}

impl Steps<'_> {
    /// Takes steps until a rule cannot hold. Returns the use of that rule, or `None` if none fails.
    fn until_a_rule_fails(&mut self) -> Option<Use> {
        let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (rule, constraint) in self.constraints.iter().enumerate() {
            for (variable, _) in &constraint.terms {
                users.entry(*variable).or_default().push(rule);
            }
        }
        let mut waiting: VecDeque<usize> = (0..self.constraints.len()).collect();
        let mut is_waiting = vec![true; self.constraints.len()];
        while let Some(rule) = waiting.pop_front() {
            is_waiting[rule] = false;
            for times in [1, -1] {
                // Used as "at least" with 1, as "at most" with −1.
                if !self.constraints[rule].relation.bounds(times < 0) {
                    continue;
                }
                match self.step(rule, times) {
                    Step::Fails(last) => return Some(last),
                    Step::Bounds(variables) => {
                        let again = variables.iter().filter_map(|variable| users.get(variable));
                        for user in again.flatten().filter(|user| **user != rule) {
                            if !std::mem::replace(&mut is_waiting[*user], true) {
                                waiting.push_back(*user);
                            }
                        }
                    }
                }
            }
            if self.taken.len() > MAX_STEPS * self.constraints.len() {
                return None;
            }
        }
        None
    }

    /// Puts the known ends into a rule.
    fn step(&mut self, rule: usize, times: i64) -> Step {
        let constraint = &self.constraints[rule];
        let slots = constraint.terms.iter();
        let slots: Vec<(usize, i64)> = slots
            .map(|(variable, factor)| (*variable, -factor * times))
            .collect();
        let known: Vec<Option<(EndWeight, Option<usize>)>> = slots
            .iter()
            .map(|(variable, factor)| self.end(*variable, *factor))
            .collect();
        let open = known.iter().filter(|end| end.is_none()).count();
        let mut all = EndWeight {
            number: &constraint.constant * &times.into(),
            beyond: false,
        };
        for (weight, _) in known.iter().flatten() {
            all = all.plus(weight);
        }
        let used_but = |left_out: Option<usize>| {
            let ends = known.iter().zip(&slots).enumerate();
            let others = ends.filter(|(at, _)| Some(*at) != left_out);
            let rests_on =
                others.filter_map(|(_, (end, (_, factor)))| Some((end.as_ref()?.1?, factor.abs())));
            Use {
                rule,
                times,
                rests_on: rests_on.collect(),
            }
        };
        if open == 0 && all.clashes() {
            return Step::Fails(used_but(None));
        }
        let mut bounded = Vec::new();
        for (at, (variable, factor)) in slots.iter().enumerate() {
            let own = known[at].as_ref();
            if factor.abs() != 1 || open > usize::from(own.is_none()) {
                continue;
            }
            // The sum is 0, so that the variable's own part is at most what the others leave.
            let others = match own {
                Some((own, _)) => EndWeight {
                    number: &all.number - &own.number,
                    beyond: known.iter().enumerate().any(|(other, end)| {
                        other != at && end.as_ref().is_some_and(|(end, _)| end.beyond)
                    }),
                },
                None => all.clone(),
            };
            // `others` is the weight of the end for the opposite factor.
            if self
                .end(*variable, -factor)
                .is_none_or(|(known, _)| known < others)
            {
                let step = self.taken.len();
                self.taken.push(used_but(Some(at)));
                self.bound.insert((*variable, *factor < 0), (others, step));
                bounded.push(*variable);
            }
        }
        Step::Bounds(bounded)
    }

    /// Returns the weight of the end that a factor uses, and the step that gave it.
    fn end(&self, variable: usize, factor: i64) -> Option<(EndWeight, Option<usize>)> {
        match self.bound.get(&(variable, factor > 0)) {
            // It is kept for the factor 1 or −1.
            Some((weight, step)) => Some((weight.times(factor.abs()), Some(*step))),
            None => Some((self.pool.tightest(variable, factor)?.weight(factor)?, None)),
        }
    }

    /// Returns how often each rule is used, from the last one back. Returns `None` if a number grows too large.
    fn multipliers(&self, last: &Use) -> Option<BTreeMap<usize, i128>> {
        let mut rules: BTreeMap<usize, i128> = BTreeMap::new();
        let mut needed: BTreeMap<usize, i128> = BTreeMap::new();
        let mut take = |used: &Use, often: i128, needed: &mut BTreeMap<usize, i128>| {
            let all = rules.entry(used.rule).or_insert(0);
            *all = all.checked_add(often.checked_mul(used.times.into())?)?;
            for (step, factor) in &used.rests_on {
                let all = needed.entry(*step).or_insert(0);
                *all = all.checked_add(often.checked_mul((*factor).into())?)?;
            }
            Some(())
        };
        take(last, 1, &mut needed)?;
        while let Some((step, often)) = needed.pop_last() {
            take(&self.taken[step], often, &mut needed)?;
        }
        rules.retain(|_, times| *times != 0);
        Some(rules)
    }
}

/// What came of putting the known ends into a rule.
enum Step {
    /// The rule cannot hold.
    Fails(Use),
    /// These variables are bounded more tightly than before.
    Bounds(Vec<usize>),
}

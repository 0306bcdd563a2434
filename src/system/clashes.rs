//! The smallest sets of items that cannot hold.
//!
//! A sum of rules uses one end of each variable, so a smallest set has at most one item of a variable, unless
//! it is two items of one variable that have nothing in common. Such pairs are not listed here: they
//! contradict without any rule.

use std::collections::{BTreeMap, BTreeSet};

use super::System;
use super::certificate::{Argument, Certificate, Holder};
use super::constraint::Item;
use super::ends::{EndWeight, ItemEnds, Pool};
use super::limit::{Limit, MAX_CLASHES};
use super::sets::{SetSearch, WholeSystem};
use super::steps;
use super::ways::{Way, Ways};

/// The most steps for one set of items before the search gives up.
const MAX_CHECKS: usize = 200_000;

/// The most rules of one set of items that are added up in every way. Of more, the rules are only named if single
/// steps do not show that they clash.
const MOST_RULES: usize = 16;

/// Items that cannot all hold; without any one of them the rest can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SmallestClash {
    /// The items by index, in ascending order. There are none if the rules and the facts clash by themselves.
    pub(crate) items: Vec<usize>,
    /// The proof with the fewest rules.
    pub(crate) certificate: Certificate,
}

/// The smallest clashes among items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clashes {
    /// The clashes, by size, then by the indices of their items.
    pub(crate) clashes: Vec<SmallestClash>,
    /// The bounds that were hit, each once.
    pub(crate) limits: BTreeSet<Limit>,
}

#[cfg(test)]
impl Clashes {
    /// Returns true if these are all there are.
    pub(crate) fn complete(&self) -> bool {
        self.limits.is_empty()
    }
}

impl System {
    /// Finds every smallest set of items that cannot hold together with the rules and the facts: without any
    /// one of them the rest can. Two items of one variable that have nothing in common are not listed, nor
    /// is any set that holds such a pair.
    ///
    /// If the rules and the facts alone cannot hold, that is the one clash. Items that leave the same
    /// possible each get clashes of their own: to keep those few, pass each position once.
    pub(crate) fn clashes(&self, items: &[Item]) -> Clashes {
        let ends = self.ends(items, Holder::Item);
        match WholeSystem::new(self, &ends) {
            Some(whole) => self.whole_clashes(&whole, items, &ends),
            None => self.clashes_by_ways(items, ends),
        }
    }

    /// Finds the smallest sets that no whole numbers satisfy.
    fn whole_clashes(&self, whole: &WholeSystem, items: &[Item], ends: &[ItemEnds]) -> Clashes {
        let none = BTreeMap::new();
        if SetSearch::new(whole, none.keys()).all_hold() {
            return Clashes::new(none, BTreeSet::new());
        }
        let mut known = BTreeMap::new();
        if self.ways.complete {
            let by_ways = self.clashes_by_ways(items, ends.to_vec());
            if self.is_plain || by_ways.limits.contains(&Limit::Listed) {
                return by_ways;
            }
            let clashes = by_ways.clashes.into_iter();
            known.extend(clashes.map(|clash| (clash.items, clash.certificate)));
        }
        let mut search = SetSearch::new(whole, known.keys());
        search.run();
        let found = std::mem::take(&mut search.found);
        for items in found {
            // What fractions cannot satisfy may be larger than what whole numbers cannot.
            known.retain(|other, _| !items.iter().all(|at| other.contains(at)));
            let ends: Vec<&ItemEnds> = items.iter().filter_map(|at| ends.get(*at)).collect();
            let certificate = steps::proof(&self.constraints, &self.pool(ends.iter().copied()))
                .unwrap_or_else(|| self.whole_certificate(&search.rules_of(&items), ends));
            known.insert(items, certificate);
        }
        let limits = search.limit.into_iter().collect();
        Clashes::new(known, limits)
    }

    /// Proves that the ends cannot hold with some rules: by adding them up, or else by naming them.
    fn whole_certificate<'e>(&'e self, rules: &[usize], ends: Vec<&'e ItemEnds>) -> Certificate {
        let pool = self.pool(ends);
        let constraints: Vec<_> = rules
            .iter()
            .filter_map(|at| self.constraints.get(*at))
            .cloned()
            .collect();
        let ways = (rules.len() <= MOST_RULES).then(|| Ways::new(&constraints).all);
        let mut ways = ways.iter().flatten();
        if let Some(mut certificate) = ways.find_map(|way| way.clash(&pool)) {
            for (rule, _) in &mut certificate.argument.rules {
                *rule = rules[*rule];
            }
            return certificate;
        }
        let argument = Argument {
            rules: rules.iter().map(|rule| (*rule, 1)).collect(),
            holds: pool.exact(),
        };
        Certificate {
            argument,
            gap: None,
        }
    }

    /// Finds the smallest sets that no numbers satisfy, fractions included.
    fn clashes_by_ways(&self, items: &[Item], ends: Vec<ItemEnds>) -> Clashes {
        let mut search = ClashSearch {
            system: self,
            items: ends,
            facts: self.pool([]),
            by_variable: by_variable(items),
            found: BTreeMap::new(),
            seen: BTreeSet::new(),
            checks: 0,
            limits: BTreeSet::new(),
        };
        if !self.ways.complete {
            search.limits.insert(Limit::Rules);
        }
        search.run();
        Clashes::new(search.found, search.limits)
    }
}

impl Clashes {
    /// Puts what was found in order.
    fn new(found: BTreeMap<Vec<usize>, Certificate>, limits: BTreeSet<Limit>) -> Self {
        let mut clashes: Vec<SmallestClash> = found
            .into_iter()
            .map(|(items, certificate)| SmallestClash { items, certificate })
            .collect();
        clashes.sort_by(|left, right| {
            (left.items.len(), &left.items).cmp(&(right.items.len(), &right.items))
        });
        Self { clashes, limits }
    }
}

fn by_variable(items: &[Item]) -> BTreeMap<usize, Vec<usize>> {
    let mut known: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        known.entry(item.variable).or_default().push(at);
    }
    known
}

struct ClashSearch<'s> {
    system: &'s System,
    items: Vec<ItemEnds>,
    facts: Pool<'s>,
    by_variable: BTreeMap<usize, Vec<usize>>,
    found: BTreeMap<Vec<usize>, Certificate>,
    seen: BTreeSet<Vec<usize>>,
    checks: usize,
    limits: BTreeSet<Limit>,
}

/// An item, or `None` for a fact, and the weight of its end.
type SlotChoice = (Option<usize>, EndWeight);

/// The choices for one variable of a way.
struct WayChoices {
    /// The heaviest first, and a fact last.
    choices: Vec<SlotChoice>,
    /// The most that the slots after it can add.
    most_after: EndWeight,
    /// The least that the slots after it can add.
    least_after: EndWeight,
}

/// A way with some of its slots filled.
#[derive(Default)]
struct Partial {
    /// The items in the filled slots.
    items: Vec<usize>,
    /// The sum of their weights and the constants.
    sum: EndWeight,
    /// The same sum with a fact in place of one item, for each item that has such a fact.
    spared: Vec<EndWeight>,
}

impl Partial {
    /// Fills the next slot.
    fn with(&self, choice: &SlotChoice, slot: &WayChoices) -> Self {
        let (item, weight) = choice;
        let mut items = self.items.clone();
        items.extend(item);
        let mut spared: Vec<EndWeight> = self.spared.iter().map(|sum| sum.plus(weight)).collect();
        let fact = slot
            .choices
            .last()
            .filter(|(holder, _)| holder.is_none() && item.is_some());
        spared.extend(fact.map(|(_, fact)| self.sum.plus(fact)));
        Self {
            items,
            sum: self.sum.plus(weight),
            spared,
        }
    }

    /// Returns true if it clashes already without one of its items, whatever fills the slots after it.
    fn has_too_many(&self, slot: &WayChoices) -> bool {
        self.spared
            .iter()
            .any(|sum| sum.plus(&slot.least_after).clashes())
    }
}

impl ClashSearch<'_> {
    fn run(&mut self) {
        if let Some(certificate) = self.system.clash(&self.facts) {
            self.found.insert(Vec::new(), certificate);
            return;
        }
        self.plain();
        // Items that clash by themselves are in no other smallest set, so they go first.
        for most in [1, usize::MAX] {
            let alone: BTreeSet<usize> = self.found.keys().flatten().copied().collect();
            for way in &self.system.ways.all {
                if self.may_go_on()
                    && let Some(slots) = self.slots(way, &alone)
                {
                    let start = Partial {
                        sum: way.constants.clone(),
                        ..Partial::default()
                    };
                    self.explore(way, &slots, most, &start);
                }
            }
        }
    }

    /// Finds the items that leave nothing possible, or nothing that a fact leaves.
    fn plain(&mut self) {
        for (at, item) in self.items.iter().enumerate() {
            let own = self
                .system
                .facts
                .iter()
                .filter(|fact| fact.variable == item.variable);
            let pool = Pool::new(own.chain([item]));
            if let Some(certificate) = Way::plain(item.variable).clash(&pool) {
                self.found.insert(vec![at], certificate);
            }
        }
    }

    /// Returns the choices for the variables of a way, or `None` if one has none.
    fn slots(&mut self, way: &Way, left_out: &BTreeSet<usize>) -> Option<Vec<WayChoices>> {
        let mut slots: Vec<WayChoices> = Vec::new();
        let (mut most_after, mut least_after) = (EndWeight::none(), EndWeight::none());
        for (variable, factor) in way.slots.iter().rev() {
            let choices = self.choices(*variable, *factor, left_out);
            self.checks += choices.len();
            let most = most_after.plus(&choices.first()?.1);
            let least = least_after.plus(&choices.last()?.1);
            slots.push(WayChoices {
                choices,
                most_after,
                least_after,
            });
            (most_after, least_after) = (most, least);
        }
        slots.reverse();
        Some(slots)
    }

    fn choices(&self, variable: usize, factor: i64, left_out: &BTreeSet<usize>) -> Vec<SlotChoice> {
        let fact = self
            .facts
            .tightest(variable, factor)
            .and_then(|fact| fact.weight(factor));
        let own = self.by_variable.get(&variable).into_iter().flatten();
        let weighed = own
            .filter(|at| !left_out.contains(at))
            .filter_map(|at| Some((Some(*at), self.items.get(*at)?.weight(factor)?)))
            // An item that says no more than a fact does is in no smallest set.
            .filter(|(_, weight)| fact.as_ref().is_none_or(|fact| weight > fact));
        let mut choices: Vec<SlotChoice> = weighed.collect();
        choices.sort_by(|left, right| right.1.cmp(&left.1));
        choices.extend(fact.map(|fact| (None, fact)));
        choices
    }

    /// Fills the slots one after the other, as long as the result can still clash and can still do without
    /// an item too many.
    fn explore(&mut self, way: &Way, slots: &[WayChoices], most: usize, partial: &Partial) {
        let Some((slot, after)) = slots.split_first() else {
            return self.clashing(way, &partial.items);
        };
        for choice in &slot.choices {
            let next = partial.with(choice, slot);
            if !next.sum.plus(&slot.most_after).clashes() || !self.may_go_on() {
                return;
            }
            if next.items.len() <= most && !next.has_too_many(slot) {
                self.explore(way, after, most, &next);
            }
        }
    }

    /// Records a set that clashes, if it is a smallest one.
    fn clashing(&mut self, way: &Way, chosen: &[usize]) {
        let mut items = chosen.to_vec();
        items.sort_unstable();
        if self.found.contains_key(&items)
            || !self.seen.insert(items.clone())
            || !self.is_smallest(&items)
        {
            return;
        }
        let pool = self
            .system
            .pool(items.iter().filter_map(|at| self.items.get(*at)));
        if let Some(certificate) = way.clash(&pool) {
            self.found.insert(items, certificate);
        }
    }

    /// Returns true if the rest can hold whichever item is taken away.
    fn is_smallest(&mut self, items: &[usize]) -> bool {
        items.iter().all(|away| {
            let rest = items
                .iter()
                .filter(|at| *at != away)
                .filter_map(|at| self.items.get(*at));
            let pool = self.system.pool(rest);
            self.checks += self.system.ways.all.len();
            !self.system.ways.all.iter().any(|way| way.shows(&pool))
        })
    }

    /// Counts a step. Returns false, and records the limit, if there were too many.
    fn may_go_on(&mut self) -> bool {
        self.checks += 1;
        if self.checks > MAX_CHECKS {
            self.limits.insert(Limit::Checks);
        }
        if self.found.len() >= MAX_CLASHES {
            self.limits.insert(Limit::Listed);
        }
        self.checks <= MAX_CHECKS && self.found.len() < MAX_CLASHES
    }
}

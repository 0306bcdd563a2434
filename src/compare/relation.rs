//! How two positions compare, as sets.

use std::collections::{BTreeMap, BTreeSet};

use super::scale::Stretch;
use crate::model::{Attribute, Interval};

/// How two sets compare, before speakers and times are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sets {
    /// The left one lies inside the right one.
    Inside,
    /// The right one lies inside the left one.
    Around,
    /// Some common ground.
    Overlap,
    /// Nothing in common, the left one lower where they are ordered.
    Disjoint,
}

/// What a position is compared by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape<'a> {
    /// An interval in a unit. `apart` holds the words of a vague word or a condition. `reach` is the
    /// interval widened by half of what the tolerance allows a pair.
    Range {
        interval: &'a Interval,
        reach: Stretch,
        apart: Option<&'a str>,
        unit: Option<&'a str>,
    },
    /// Names, folded, sorted, each once.
    Names(&'a [String]),
    /// Compared with nothing.
    Alone,
}

/// How two ordered sets compare.
pub(super) fn intervals(
    (left, left_reach, left_apart): (&Interval, Stretch, bool),
    (right, right_reach, right_apart): (&Interval, Stretch, bool),
) -> Sets {
    if left.is_disjoint(right) {
        return if left_reach.is_disjoint(right_reach) {
            Sets::Disjoint
        } else {
            Sets::Overlap
        };
    }
    // Two vague words, or two conditions, in different words: nobody can say that one is inside.
    if left == right || (left_apart && right_apart) {
        Sets::Overlap
    } else if right.contains(left) {
        Sets::Inside
    } else if left.contains(right) {
        Sets::Around
    } else {
        Sets::Overlap
    }
}

/// Two numbers that meet only through an open high end: the other lies wholly above twice the low
/// end, and that is above 0 (the contract, §9 "Relations").
pub(super) fn strained(open: &Interval, other: &Interval) -> bool {
    let Some(low) = open.low_end().map(|end| end.number) else {
        return false;
    };
    let twice = low + low;
    open.high_end().is_none()
        && low.is_positive()
        && !open.is_disjoint(other)
        && other
            .low_end()
            .is_some_and(|end| *end.number > twice || (*end.number == twice && !end.included))
}

/// Names with all that contain them.
pub(super) struct Inclusions<'a> {
    attribute: &'a Attribute,
    outer: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Inclusions<'a> {
    pub(super) fn new<'n>(
        attribute: &'a Attribute,
        names: impl Iterator<Item = &'n String>,
    ) -> Self {
        let mut outer = BTreeMap::new();
        for name in names {
            if !outer.contains_key(name) {
                outer.insert(name.clone(), outward(name, &attribute.broader));
            }
        }
        Self { attribute, outer }
    }

    /// The name itself and every name that contains it.
    pub(super) fn outward(&self, name: &str) -> impl Iterator<Item = &str> {
        self.outer
            .get(name)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    fn inside(&self, inner: &str, outer: &str) -> bool {
        self.outer
            .get(inner)
            .is_some_and(|names| names.contains(outer))
    }

    /// How two lists of names compare (the contract, §4 and §9 "Relations").
    pub(super) fn compare(&self, left: &[String], right: &[String]) -> Sets {
        let within = |inner: &[String], outer: &[String]| {
            inner
                .iter()
                .all(|name| outer.iter().any(|other| self.inside(name, other)))
        };
        let met = |name: &String, others: &[String]| {
            others
                .iter()
                .any(|other| self.inside(name, other) || self.inside(other, name))
        };
        if self.attribute.complete {
            let all_met = left.iter().all(|name| met(name, right))
                && right.iter().all(|name| met(name, left));
            if !all_met {
                return Sets::Disjoint;
            }
        }
        match (within(left, right), within(right, left)) {
            (true, false) => Sets::Inside,
            (false, true) => Sets::Around,
            (true, true) => Sets::Overlap,
            (false, false) if left.iter().any(|name| met(name, right)) => Sets::Overlap,
            (false, false) => Sets::Disjoint,
        }
    }
}

fn outward(name: &str, broader: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::from([name.to_owned()]);
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        for outer in broader.get(name).into_iter().flatten() {
            if found.insert(outer.clone()) {
                open.push(outer);
            }
        }
    }
    found
}

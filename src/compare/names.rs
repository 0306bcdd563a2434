//! Lists of names: which have something in common, and which lie inside others.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribute, Meaning};

/// The names of some positions, with all names that contain them.
pub(super) struct NameLists<'a> {
    is_complete: bool,
    lists: Vec<Option<NameList<'a>>>,
    /// For each name that a list holds, the name itself and every name that contains it.
    outward: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

struct NameList<'a> {
    /// Sorted, each once.
    names: &'a [String],
    /// True if only one of them is meant.
    is_either: bool,
    /// The names and every name that contains one of them.
    outward: BTreeSet<&'a str>,
}

impl<'a> NameLists<'a> {
    /// Takes the meaning of each position.
    pub(super) fn new(attribute: &'a Attribute, meanings: &[Option<&'a Meaning>]) -> Self {
        let mut outward: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut lists = Vec::new();
        for meaning in meanings {
            let (names, is_either) = match meaning {
                Some(Meaning::Names(names)) => (names, false),
                Some(Meaning::OneOf(names)) => (names, true),
                _ => {
                    lists.push(None);
                    continue;
                }
            };
            let mut all = BTreeSet::new();
            for name in names {
                let outward = outward
                    .entry(name)
                    .or_insert_with(|| outward_from(name, &attribute.broader));
                all.extend(outward.iter().copied());
            }
            lists.push(Some(NameList {
                names,
                is_either,
                outward: all,
            }));
        }
        Self {
            is_complete: attribute.complete,
            lists,
            outward,
        }
    }

    /// Returns for each position those with which its names have something in common, itself included,
    /// sorted. They are found through the names they share, so that a thousand strangers cost nothing.
    pub(super) fn compatible(&self) -> Vec<Vec<usize>> {
        let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, list) in self.positions() {
            for name in &list.outward {
                sharing.entry(name).or_default().push(at);
            }
        }
        if sharing.is_empty() {
            return Vec::new();
        }
        let mut compatible = vec![BTreeSet::new(); self.lists.len()];
        for (at, list) in self.positions() {
            compatible[at].insert(at);
            // Two names inside a third have nothing in common for that: only what a position names
            // itself leads to the positions that name it or something inside it.
            let shared = list
                .names
                .iter()
                .filter_map(|name| sharing.get(name.as_str()));
            let others: BTreeSet<usize> = shared.flatten().copied().collect();
            for other in others {
                if !self.are_apart(at, other) {
                    compatible[at].insert(other);
                    compatible[other].insert(at);
                }
            }
        }
        compatible
            .into_iter()
            .map(|positions| positions.into_iter().collect())
            .collect()
    }

    fn positions(&self) -> impl Iterator<Item = (usize, &NameList<'a>)> {
        let lists = self.lists.iter().enumerate();
        lists.filter_map(|(at, list)| Some((at, list.as_ref()?)))
    }

    /// Returns whether two lists have nothing in common or, where each claims to name everybody, whether
    /// a name of either has no counterpart in the other.
    fn are_apart(&self, left: usize, right: usize) -> bool {
        let (Some(left), Some(right)) = (&self.lists[left], &self.lists[right]) else {
            return true;
        };
        if self.is_complete {
            !self.could_be_one(left, right)
        } else {
            !left.names.iter().any(|name| self.meets(name, right))
        }
    }

    /// Returns true if two lists that each name everybody can be the same one.
    fn could_be_one(&self, left: &NameList<'_>, right: &NameList<'_>) -> bool {
        match (left.is_either, right.is_either) {
            (false, false) => self.all_meet(left, right) && self.all_meet(right, left),
            (true, true) => left.names.iter().any(|name| self.meets(name, right)),
            (true, false) => self.has_one_for_all(left, right),
            (false, true) => self.has_one_for_all(right, left),
        }
    }

    /// Returns true if some name of one list is what each name of the other means.
    fn has_one_for_all(&self, either: &NameList<'_>, list: &NameList<'_>) -> bool {
        let is_one = |name: &str, other: &str| {
            self.outward[name].contains(other) || self.outward[other].contains(name)
        };
        let mut names = either.names.iter();
        names.any(|name| list.names.iter().all(|other| is_one(name, other)))
    }

    fn all_meet(&self, left: &NameList<'_>, right: &NameList<'_>) -> bool {
        left.names.iter().all(|name| self.meets(name, right))
    }

    /// Returns whether a name is, contains or lies inside a name of a list.
    fn meets(&self, name: &str, list: &NameList<'_>) -> bool {
        list.outward.contains(name) || self.lies_in(name, list)
    }

    /// Returns whether a name is, or lies inside, a name of a list.
    fn lies_in(&self, name: &str, list: &NameList<'_>) -> bool {
        self.outward.get(name).is_some_and(|outward| {
            outward.iter().any(|outer| {
                list.names
                    .binary_search_by(|known| known.as_str().cmp(outer))
                    .is_ok()
            })
        })
    }

    /// Returns whether every name of a position is, or lies inside, a name of another one.
    pub(super) fn lies_inside(&self, inner: usize, outer: usize) -> bool {
        match (&self.lists[inner], &self.lists[outer]) {
            (Some(inner), Some(outer)) => inner.names.iter().all(|name| self.lies_in(name, outer)),
            _ => false,
        }
    }
}

/// Returns a name and every name that contains it.
fn outward_from<'a>(
    name: &'a str,
    broader: &'a BTreeMap<String, Vec<String>>,
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::from([name]);
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        for outer in broader.get(name).into_iter().flatten() {
            if found.insert(outer) {
                open.push(outer);
            }
        }
    }
    found
}

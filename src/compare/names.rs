//! Lists of names: which have something in common, and which lie inside others.

use std::collections::BTreeMap;

use crate::model::{Attribute, Meaning};

/// The names of some positions, with all names that contain them.
pub(super) struct NameLists {
    is_complete: bool,
    lists: Vec<Option<NameList>>,
    /// For each name that a list holds, the name itself and every name that contains it, sorted. A name is its
    /// number: where thousands of names lie in each other, texts would take a hundred times the memory.
    outward: Vec<Vec<u32>>,
}

struct NameList {
    /// Sorted, each once.
    names: Vec<u32>,
    /// True if only one of them is meant.
    is_either: bool,
    /// The names and every name that contains one of them, sorted.
    outward: Vec<u32>,
}

impl NameLists {
    /// Takes the meaning of each position.
    pub(super) fn new(attribute: &Attribute, meanings: &[Option<&Meaning>]) -> Self {
        let mut numbers = NameNumbers::default();
        let mut lists: Vec<Option<NameList>> = Vec::new();
        for meaning in meanings {
            let (names, is_either) = match meaning {
                Some(Meaning::Names(names)) => (names, false),
                Some(Meaning::OneOf(names)) => (names, true),
                _ => {
                    lists.push(None);
                    continue;
                }
            };
            let names = names.iter().map(|name| numbers.of(name));
            lists.push(Some(NameList {
                names: sorted(names.collect()),
                is_either,
                outward: Vec::new(),
            }));
        }
        let outward = numbers.outward(&attribute.broader);
        for list in lists.iter_mut().flatten() {
            let all = list.names.iter().flat_map(|name| &outward[*name as usize]);
            list.outward = sorted(all.copied().collect());
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
        if self.positions().next().is_none() {
            return Vec::new();
        }
        let mut sharing: Vec<Vec<usize>> = vec![Vec::new(); self.outward.len()];
        for (at, list) in self.positions() {
            for name in &list.outward {
                // A name that no list holds leads to no position.
                if let Some(sharing) = sharing.get_mut(*name as usize) {
                    sharing.push(at);
                }
            }
        }
        let mut compatible = vec![Vec::new(); self.lists.len()];
        for (at, list) in self.positions() {
            compatible[at].push(at);
            // Two names inside a third have nothing in common for that: only what a position names
            // itself leads to the positions that name it or something inside it.
            let shared = list.names.iter().flat_map(|name| &sharing[*name as usize]);
            for other in sorted(shared.copied().collect()) {
                if !self.are_apart(at, other) {
                    compatible[at].push(other);
                    compatible[other].push(at);
                }
            }
        }
        compatible.into_iter().map(sorted).collect()
    }

    fn positions(&self) -> impl Iterator<Item = (usize, &NameList)> {
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
            !left.names.iter().any(|name| self.meets(*name, right))
        }
    }

    /// Returns true if two lists that each name everybody can be the same one.
    fn could_be_one(&self, left: &NameList, right: &NameList) -> bool {
        match (left.is_either, right.is_either) {
            (false, false) => self.all_meet(left, right) && self.all_meet(right, left),
            (true, true) => left.names.iter().any(|name| self.meets(*name, right)),
            (true, false) => self.has_one_for_all(left, right),
            (false, true) => self.has_one_for_all(right, left),
        }
    }

    /// Returns true if some name of one list is what each name of the other means.
    fn has_one_for_all(&self, either: &NameList, list: &NameList) -> bool {
        let lies_in = |name: u32, outer: u32| {
            let outward = &self.outward[name as usize];
            outward.binary_search(&outer).is_ok()
        };
        let is_one = |name: u32, other: u32| lies_in(name, other) || lies_in(other, name);
        let mut names = either.names.iter();
        names.any(|name| list.names.iter().all(|other| is_one(*name, *other)))
    }

    fn all_meet(&self, left: &NameList, right: &NameList) -> bool {
        left.names.iter().all(|name| self.meets(*name, right))
    }

    /// Returns whether a name is, contains or lies inside a name of a list.
    fn meets(&self, name: u32, list: &NameList) -> bool {
        list.outward.binary_search(&name).is_ok() || self.lies_in(name, list)
    }

    /// Returns whether a name is, or lies inside, a name of a list.
    fn lies_in(&self, name: u32, list: &NameList) -> bool {
        let outward = &self.outward[name as usize];
        // The few are looked up among the many.
        let (few, many) = if outward.len() < list.names.len() {
            (outward, &list.names)
        } else {
            (&list.names, outward)
        };
        few.iter().any(|name| many.binary_search(name).is_ok())
    }

    /// Returns whether every name of a position is, or lies inside, a name of another one.
    pub(super) fn lies_inside(&self, inner: usize, outer: usize) -> bool {
        match (&self.lists[inner], &self.lists[outer]) {
            (Some(inner), Some(outer)) => inner.names.iter().all(|name| self.lies_in(*name, outer)),
            _ => false,
        }
    }
}

/// The numbers of names, in the order in which they were first met.
#[derive(Default)]
struct NameNumbers<'a> {
    numbers: BTreeMap<&'a str, u32>,
    names: Vec<&'a str>,
}

impl<'a> NameNumbers<'a> {
    fn of(&mut self, name: &'a str) -> u32 {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Returns for each name that has a number so far the name itself and every name that contains it.
    fn outward(&mut self, broader: &'a BTreeMap<String, Vec<String>>) -> Vec<Vec<u32>> {
        let held = self.names.len();
        let mut links: Vec<Option<Vec<u32>>> = Vec::new();
        // The name from which each was last reached.
        let mut reached: Vec<usize> = Vec::new();
        let mut outward = Vec::new();
        for start in 0..held {
            let mut found = Vec::new();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if reached.len() < self.names.len() {
                    reached.resize(self.names.len(), usize::MAX);
                    links.resize(self.names.len(), None);
                }
                if std::mem::replace(&mut reached[at], start) == start {
                    continue;
                }
                found.push(u32::try_from(at).unwrap_or(u32::MAX));
                let own = links[at].get_or_insert_with(|| {
                    let outer = broader.get(self.names[at]).into_iter().flatten();
                    outer.map(|outer| self.of(outer)).collect()
                });
                open.extend(own.iter().map(|outer| *outer as usize));
            }
            outward.push(sorted(found));
        }
        outward
    }
}

/// Sorts a list, and keeps each item once.
fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

//! Lists of names: which have something in common, and which lie inside others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::places::Places;
use crate::files::narrow;
use crate::model::{Attribute, Meaning};

/// For more positions than this, those with which each has something in common are found when they are asked for:
/// for so many they take 32 MiB at most.
const MOST_ROWS: usize = 1 << 14;

/// The names of some positions, with all names that contain them.
#[derive(Debug, Clone)]
pub(super) struct NameLists {
    is_complete: bool,
    lists: Vec<Option<NameList>>,
    /// For each name that a list holds, the name itself and every name that contains it, sorted. A name is its
    /// number: where thousands of names lie in each other, texts would take a hundred times the memory.
    outward: Vec<Vec<u32>>,
    /// For each of these names the positions that name it.
    naming: Vec<Places>,
    /// For each of these names the positions that name it or something inside it.
    reaching: Vec<Places>,
    /// For each position those with which it has something in common; none if there are too many positions.
    rows: Vec<Places>,
}

#[derive(Debug, Clone)]
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
        let mut names = Self {
            is_complete: attribute.complete,
            lists,
            outward,
            naming: Vec::new(),
            reaching: Vec::new(),
            rows: Vec::new(),
        };
        if names.positions().next().is_some() {
            names.index();
            if names.len() <= MOST_ROWS {
                names.rows = (0..names.len()).map(|at| names.row(at)).collect();
            }
        }
        names
    }

    /// Returns whether two positions have something in common.
    pub(super) fn are_compatible(&self, left: usize, right: usize) -> bool {
        match self.rows.get(left) {
            Some(row) => row.contains(right),
            None => left == right || !self.are_apart(left, right),
        }
    }

    /// Returns the positions that have something in common with a position, itself included.
    pub(super) fn compatible_with(&self, position: usize) -> Cow<'_, Places> {
        match self.rows.get(position) {
            Some(row) => Cow::Borrowed(row),
            None => Cow::Owned(self.row(position)),
        }
    }

    /// Counts the positions, those without names included.
    pub(super) fn len(&self) -> usize {
        self.lists.len()
    }

    /// Finds the positions that have something in common with a position: through the names they share, so that a
    /// thousand strangers cost nothing, and 64 positions at a time.
    fn row(&self, position: usize) -> Places {
        let size = self.len();
        let itself = Places::Few(vec![position]);
        let Some(list) = &self.lists[position] else {
            return itself;
        };
        // Two names inside a third have nothing in common for that: only what a position names itself leads to
        // the positions that name it or something inside it.
        let meeting = |names: &[u32], outward: &[u32]| {
            let naming = outward
                .iter()
                .filter_map(|name| self.naming.get(*name as usize));
            let reaching = names.iter().map(|name| &self.reaching[*name as usize]);
            Places::union(naming.chain(reaching), size)
        };
        if !self.is_complete {
            let row = meeting(&list.names, &list.outward);
            return Places::union([&row, &itself].into_iter(), size);
        }
        let candidates = if list.is_either {
            meeting(&list.names, &list.outward)
        } else {
            let mut of_names = list
                .names
                .iter()
                .map(|name| meeting(&[*name], &self.outward[*name as usize]));
            let first = of_names.next().unwrap_or_else(|| itself.clone());
            of_names.fold(first, |all, of_name| all.intersect(&of_name, size))
        };
        let others = candidates.iter();
        let others = others.filter(|other| *other == position || !self.are_apart(position, *other));
        Places::union(
            [&Places::new(others.collect(), size), &itself].into_iter(),
            size,
        )
    }

    /// Finds for each name that a list holds the positions that name it, and those that name it or something
    /// inside it.
    fn index(&mut self) {
        let size = self.len();
        let (mut naming, mut reaching) = (
            vec![Vec::new(); self.outward.len()],
            vec![Vec::new(); self.outward.len()],
        );
        for (at, list) in self.positions() {
            for name in &list.names {
                naming[*name as usize].push(at);
            }
            for name in &list.outward {
                // A name that no list holds leads to no position.
                if let Some(reaching) = reaching.get_mut(*name as usize) {
                    reaching.push(at);
                }
            }
        }
        let places = |lists: Vec<Vec<usize>>| {
            let lists = lists.into_iter();
            lists.map(|places| Places::new(places, size)).collect()
        };
        (self.naming, self.reaching) = (places(naming), places(reaching));
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
            narrow(self.names.len() - 1)
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
                found.push(narrow(at));
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

//! Which items of two lists are the same one.

use std::collections::BTreeMap;

/// What makes two items the same one; of some items it says nothing.
pub(super) type Rule<'t, T, K> = &'t dyn Fn(&'t T) -> Option<K>;

/// For each new item, the place of the old one that it is: by the first rule that finds one, the first that
/// is still free.
pub(super) fn pair<'t, T, K: Ord>(
    old: &'t [T],
    new: &'t [T],
    rules: &[Rule<'t, T, K>],
) -> Vec<Option<usize>> {
    let (mut pairs, mut free) = (vec![None; new.len()], vec![true; old.len()]);
    for same in rules {
        let mut known: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, item) in old.iter().enumerate().rev().filter(|(at, _)| free[*at]) {
            if let Some(key) = same(item) {
                known.entry(key).or_default().push(at);
            }
        }
        for (item, pair) in new
            .iter()
            .zip(&mut pairs)
            .filter(|(_, pair)| pair.is_none())
        {
            let found = same(item).and_then(|key| known.get_mut(&key)?.pop());
            if let Some(at) = found {
                free[at] = false;
                *pair = Some(at);
            }
        }
    }
    pairs
}

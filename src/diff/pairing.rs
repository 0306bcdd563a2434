//! Finding the items of two lists that are the same one.

use std::collections::BTreeMap;

/// A rule by which two items are the same one: they have the same key. Without a key it says nothing.
pub(super) type SameBy<'t, T, K> = fn(&'t T) -> Option<K>;

/// Returns for each new item the index of the old one that it is: by the first rule that finds one, the
/// first that is still free.
pub(super) fn pair<'t, T, K: Ord>(
    old: &'t [T],
    new: &'t [T],
    rules: &[SameBy<'t, T, K>],
) -> Vec<Option<usize>> {
    let (mut pairs, mut free) = (vec![None; new.len()], vec![true; old.len()]);
    for key in rules {
        let mut by_key: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, item) in old.iter().enumerate().rev().filter(|(at, _)| free[*at]) {
            if let Some(key) = key(item) {
                by_key.entry(key).or_default().push(at);
            }
        }
        let unpaired = new
            .iter()
            .zip(&mut pairs)
            .filter(|(_, pair)| pair.is_none());
        for (item, pair) in unpaired {
            let found = key(item).and_then(|key| by_key.get_mut(&key)?.pop());
            if let Some(at) = found {
                free[at] = false;
                *pair = Some(at);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two words are the same one if they share the first letter, or the last one.
    fn rules<'t>() -> [SameBy<'t, &'static str, char>; 2] {
        [|word| word.chars().next(), |word| word.chars().last()]
    }

    #[test]
    fn the_first_rule_that_finds_a_free_item_decides() {
        for (old, new, pairs) in [
            (&["ab"][..], &["ab"][..], &[Some(0)][..]),
            (&["ab"], &["ax"], &[Some(0)]),
            (&["ab"], &["xb"], &[Some(0)]),
            (&["ab"], &["xy"], &[None]),
            (&["ab"], &[], &[]),
            // The rules come before the order of the items.
            (&["ab"], &["xb", "ax"], &[None, Some(0)]),
            // Each is taken once, the first one first.
            (
                &["a1", "a2"],
                &["a3", "a4", "a5"],
                &[Some(0), Some(1), None],
            ),
            (&["a1", "b1"], &["c1", "d1"], &[Some(0), Some(1)]),
            // An item without a key is paired by no rule.
            (&[""], &[""], &[None]),
        ] {
            assert_eq!(pair(old, new, &rules()), pairs, "{old:?} {new:?}");
        }
    }
}

//! What changed between two texts, line by line, in the form of `diff -u`.
//!
//! The shortest way from one text to another takes time by its length times that of the texts. So long texts are
//! first cut at the lines that each of them has once, and in the same order: in O(n log n).

use std::collections::BTreeMap;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use crate::safe::safe;

/// Texts with more lines in all are cut before they are compared; what has more between two cuts, and so no line in
/// common that is there once, is shown as one change.
const MOST_LINES: usize = 10_000;

/// The lines that are shown before and after a change.
const AROUND: usize = 3;

/// Returns the changes from the approved text to the present one.
pub(crate) fn changes(approved: &str, now: &str) -> String {
    let [old, new] = [approved, now].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut text = String::new();
    for steps in group_diff_ops(steps(&old, &new), AROUND) {
        if text.is_empty() {
            text.push_str("--- approved\n+++ now\n");
        }
        text.push_str(&format!("{}\n", UnifiedHunkHeader::new(&steps)));
        for change in steps.iter().flat_map(|step| step.iter_changes(&old, &new)) {
            let line = format!("{}{}", change.tag(), change.value());
            let shown = line.lines().next().unwrap_or_default();
            text.push_str(&format!("{}\n", safe(shown)));
            if !line.ends_with('\n') {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// Returns the steps from one list of lines to another.
fn steps(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len() + new.len() <= MOST_LINES {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let (mut steps, mut done) = (Vec::new(), (0, 0));
    let end = (old.len(), new.len());
    for cut in cuts(old, new).into_iter().chain([end]) {
        let (old, new) = (&old[done.0..cut.0], &new[done.1..cut.1]);
        for step in between(old, new) {
            push(&mut steps, moved(step, done));
        }
        if cut != end {
            let (old_index, new_index) = cut;
            push(
                &mut steps,
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len: 1,
                },
            );
            done = (old_index + 1, new_index + 1);
        }
    }
    steps
}

/// Returns the steps between two cuts.
fn between(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len() + new.len() <= MOST_LINES {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    vec![DiffOp::Replace {
        old_index: 0,
        old_len: old.len(),
        new_index: 0,
        new_len: new.len(),
    }]
}

/// Returns the places of lines that each list has once: as many as are in the same order in both.
fn cuts(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (old, new) = (once(old), once(new));
    let mut both: Vec<(usize, usize)> = old
        .into_iter()
        .filter_map(|(line, at)| Some((at, *new.get(line)?)))
        .collect();
    both.sort_unstable();
    longest_rise(&both)
}

/// Returns the lines that a list has once, with their places.
fn once<'t>(lines: &[&'t str]) -> BTreeMap<&'t str, usize> {
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        places
            .entry(line)
            .and_modify(|place| *place = None)
            .or_insert(Some(at));
    }
    let places = places.into_iter();
    places
        .filter_map(|(line, place)| Some((line, place?)))
        .collect()
}

/// Returns the most pairs of a list, sorted by their first numbers, whose second ones rise, too.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair with the lowest end; for each pair the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let last = ends.last().copied();
    let mut rise: Vec<(usize, usize)> = std::iter::successors(last, |at| before[*at])
        .map(|at| pairs[at])
        .collect();
    rise.reverse();
    rise
}

/// Returns a step, moved by the lines before it.
fn moved(step: DiffOp, (old, new): (usize, usize)) -> DiffOp {
    let (tag, old_lines, new_lines) = step.as_tag_tuple();
    let (old_index, new_index) = (old_lines.start + old, new_lines.start + new);
    let (old_len, new_len) = (old_lines.len(), new_lines.len());
    match tag {
        DiffTag::Equal => DiffOp::Equal {
            old_index,
            new_index,
            len: old_len,
        },
        DiffTag::Delete => DiffOp::Delete {
            old_index,
            old_len,
            new_index,
        },
        DiffTag::Insert => DiffOp::Insert {
            old_index,
            new_index,
            new_len,
        },
        DiffTag::Replace => DiffOp::Replace {
            old_index,
            old_len,
            new_index,
            new_len,
        },
    }
}

/// Adds a step. Equal lines that follow each other are one step: what is around a change is counted in steps.
fn push(steps: &mut Vec<DiffOp>, step: DiffOp) {
    match (steps.last_mut(), step) {
        (Some(DiffOp::Equal { len, .. }), DiffOp::Equal { len: more, .. }) => *len += more,
        _ => steps.push(step),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use similar::TextDiff;

    use super::*;

    #[test]
    fn a_change_is_shown_with_what_is_around_it() {
        for (old, new, shown) in [
            ("a\n", "a\n", ""),
            (
                "a\nb\n",
                "a\nc\u{1b}\n",
                "--- approved\n+++ now\n@@ -1,2 +1,2 @@\n a\n-b\n+c<U+001B>\n",
            ),
            (
                "a\nb",
                "a\nb\n",
                "--- approved\n+++ now\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
            ),
        ] {
            assert_eq!(changes(old, new), shown, "{old:?} {new:?}");
        }
    }

    #[test]
    fn a_long_text_costs_its_changed_parts() {
        // Every second line differs: the shortest way would take millions of steps.
        let text = |word: &str| {
            let lines = (0..MOST_LINES).map(|line| format!("question {line}\n  = {word} {line}\n"));
            lines.collect::<String>()
        };
        let (old, new) = (text("5"), text("6"));
        let [old, new] = [&old, &new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
        let cuts = cuts(&old, &new);
        assert_eq!(cuts.len(), MOST_LINES);
        let rests = cuts.windows(2).map(|pair| pair[1].0 - pair[0].0);
        assert_eq!(rests.max(), Some(2));
        let changed = steps(&old, &new).into_iter();
        assert_eq!(
            changed
                .filter(|step| step.tag() == DiffTag::Replace)
                .count(),
            MOST_LINES
        );
    }

    #[test]
    fn what_has_nothing_in_common_is_one_change() {
        let lines = |word: &str| vec![format!("{word}\n"); MOST_LINES];
        let (old, new) = (lines("a"), lines("b"));
        let [old, new] =
            [&old, &new].map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(steps(&old, &new).len(), 1);
    }

    fn lines() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a-e]\n|[a-z]\n", 0..12)
    }

    proptest! {
        #[test]
        fn a_short_text_is_compared_as_a_whole(old in lines(), new in lines()) {
            let [old, new] = [old.concat(), new.concat()];
            let whole = TextDiff::from_lines(&old, &new);
            let whole = whole.unified_diff().header("approved", "now").to_string();
            prop_assert_eq!(changes(&old, &new), whole);
        }

        #[test]
        fn cuts_rise_in_both_texts(old in lines(), new in lines()) {
            let [old, new] = [&old, &new].map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
            let cuts = cuts(&old, &new);
            prop_assert!(cuts.iter().all(|(left, right)| old[*left] == new[*right]));
            prop_assert!(cuts.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
        }
    }
}

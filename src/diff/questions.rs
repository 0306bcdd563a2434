//! What became of each question.

use super::index::{StateIndex, moves, place};
use super::{Changed, Fate, QuestionPlace};

/// Returns the questions of which something changed: those of the second state in its order, then those
/// that are gone.
pub(super) fn changes<'s>(states: &[StateIndex<'s>; 2]) -> Vec<Changed<'s>> {
    let [before, after] = states;
    let gone = before
        .questions()
        .filter(|(key, ..)| after.question(key).is_none());
    after
        .questions()
        .chain(gone)
        .filter_map(|(key, ..)| changed(states, place(states, &key)?))
        .collect()
}

/// Returns what became of a question; `None` if nothing changed.
fn changed<'s>(
    [before, after]: &[StateIndex<'s>; 2],
    place: QuestionPlace<'s>,
) -> Option<Changed<'s>> {
    let moves = moves(
        &before.live_values(place.before),
        &after.live_values(place.after),
    );
    let fate = match (place.before, place.after) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        (Some(old), Some(new)) if old.outcome != new.outcome || !moves.is_empty() => Fate::Changed,
        _ => return None,
    };
    Some(Changed { fate, place, moves })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::state::example::{question, shown, state};
    use super::*;

    #[test]
    fn a_question_changes_with_its_outcome_and_with_who_holds_what() {
        let agreed = || Some(question("agreed", &["5: x y"]));
        let split = || Some(question("contradicted", &["5: x", "9: y"]));
        let known = || Some(question("agreed", &["unknown: z", "5: x y"]));
        for (before, after, expected) in [
            (agreed(), agreed(), ""),
            (agreed(), split(), "changed: y 5>9"),
            (None, agreed(), "new: x >5, y >5"),
            (agreed(), None, "gone: x 5>, y 5>"),
            (agreed(), known(), ""),
            (
                agreed(),
                Some(question("compatible", &["5: x y"])),
                "changed: ",
            ),
            (None, None, ""),
        ] {
            let states = [before, after].map(|question| state(question, vec![]));
            let states = states
                .each_ref()
                .map(|state| StateIndex::new(state, BTreeMap::from([("t".to_owned(), 0)])));
            let changes: Vec<String> = changes(&states)
                .iter()
                .map(|changed| format!("{}: {}", changed.fate.word(), shown(&changed.moves)))
                .collect();
            assert_eq!(changes.join("; "), expected);
        }
    }
}

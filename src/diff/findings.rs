//! Findings that are new, settled or changed.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{QuestionKey, SpeakerValues, StateIndex, moves, place};
use super::pairing::{SameBy, pair};
use super::state::FindingState;
use super::{Fate, Found, Move, QuestionPlace, Standing, Voice};
use crate::code::Code;

/// A finding of one state, and the question that it is about.
struct KeyedFinding<'s> {
    finding: &'s FindingState,
    key: QuestionKey<'s>,
}

/// What makes two findings the same one: a question, a code, and an identity or a message.
type FindingKey<'t> = (Option<QuestionKey<'t>>, &'t str, &'t str);

/// Returns the rules by which two findings are the same one. If topics share ids of events, an identity
/// changes with a topic's title; the topic is still the same.
fn rules<'t, 's>() -> [SameBy<'t, KeyedFinding<'s>, FindingKey<'t>>; 3] {
    [
        |keyed| Some((None, &keyed.finding.code, &keyed.finding.identity)),
        |keyed| Some((Some(keyed.key), &keyed.finding.code, &keyed.finding.message)),
        |keyed| {
            is(keyed.finding, Code::Contradiction).then_some((
                Some(keyed.key),
                &keyed.finding.code,
                "",
            ))
        },
    ]
}

/// Returns the contradictions and the other findings of which something changed.
pub(super) fn changes<'s>(states: &[StateIndex<'s>; 2]) -> (Vec<Found<'s>>, Vec<Found<'s>>) {
    let [old, new] = states.each_ref().map(keyed);
    let pairs = pair(&old, &new, &rules());
    let mut is_gone = vec![true; old.len()];
    for at in pairs.iter().flatten() {
        is_gone[*at] = false;
    }
    let paired = new
        .iter()
        .zip(&pairs)
        .map(|(new, at)| (at.map(|at| old[at].finding), Some(new.finding), new.key));
    let gone = old
        .iter()
        .zip(is_gone)
        .filter(|(_, is_gone)| *is_gone)
        .map(|(old, _)| (Some(old.finding), None, old.key));
    let mut changes = Changes {
        states,
        moves: BTreeMap::new(),
    };
    paired
        .chain(gone)
        .filter_map(|(old, new, key)| changes.finding(old, new, &key))
        .partition(|found| Code::from_word(found.code).is_some_and(Code::is_contradiction))
}

fn keyed<'s>(state: &StateIndex<'s>) -> Vec<KeyedFinding<'s>> {
    state
        .state
        .findings
        .iter()
        .filter_map(|finding| {
            Some(KeyedFinding {
                finding,
                key: state.key(finding)?,
            })
        })
        .collect()
}

fn is(finding: &FindingState, code: Code) -> bool {
    finding.code == code.word()
}

/// Finds what became of findings.
struct Changes<'i, 's> {
    states: &'i [StateIndex<'s>; 2],
    /// Who moved on a question: worked out once, however many findings are about it.
    moves: BTreeMap<QuestionKey<'s>, Vec<Move<'s>>>,
}

impl<'s> Changes<'_, 's> {
    /// Returns what became of a finding on a question; `None` if nothing changed.
    fn finding(
        &mut self,
        before: Option<&'s FindingState>,
        after: Option<&'s FindingState>,
        key: &QuestionKey<'s>,
    ) -> Option<Found<'s>> {
        let place = place(self.states, key)?;
        let finding = after.or(before)?;
        let values = self.values(&place, key, [before, after]);
        let fate = match (before, after) {
            (None, _) => Fate::New,
            (_, None) => Fate::Gone,
            _ => Fate::Changed,
        };
        let is_contradiction = is(finding, Code::Contradiction);
        let moves = match fate {
            Fate::Changed => moves(&values[0], &values[1]),
            _ if is_contradiction => self.moves(&place, key).to_vec(),
            _ => moves_of(self.moves(&place, key), &values),
        };
        let [was_resolved, is_resolved] = place.resolved();
        let is_clash = Code::from_word(&finding.code).is_some_and(Code::is_contradiction);
        let is_looked_at = is_clash && was_resolved != is_resolved;
        if fate == Fate::Changed && moves.is_empty() && !is_looked_at {
            return None;
        }
        Some(Found {
            fate,
            code: &finding.code,
            identity: &finding.identity,
            message: &finding.message,
            place,
            silenced: None,
            before,
            standing: standing(&values[usize::from(after.is_some())]),
            moves,
        })
    }

    /// Returns everybody who moved on a question.
    fn moves(&mut self, place: &QuestionPlace<'s>, key: &QuestionKey<'s>) -> &[Move<'s>] {
        let [before, after] = self.states;
        self.moves.entry(*key).or_insert_with(|| {
            moves(
                &before.live_values(place.before),
                &after.live_values(place.after),
            )
        })
    }

    /// Returns the values of the speakers between whom a finding is, before and after. If not all relations
    /// of a question are listed, everybody on it counts for a contradiction: which of them are listed says
    /// nothing.
    fn values(
        &self,
        place: &QuestionPlace<'s>,
        key: &QuestionKey<'s>,
        findings: [Option<&'s FindingState>; 2],
    ) -> [SpeakerValues<'s>; 2] {
        let questions = [place.before, place.after];
        let is_cut = questions
            .iter()
            .flatten()
            .any(|question| question.relations_cut);
        [0, 1].map(|at| match findings[at] {
            // Of several claims of one day that revise another, the order of the claims decides which one
            // the finding names.
            Some(finding) if is(finding, Code::Revised) => SpeakerValues::new(),
            Some(finding) if is_cut && is(finding, Code::Contradiction) => {
                self.states[at].live_values(questions[at])
            }
            Some(finding) => self.states[at].values_in(key, finding),
            None => SpeakerValues::new(),
        })
    }
}

/// Returns those of the moves that are of speakers with a value here. The moves are sorted by speaker.
fn moves_of<'s>(moves: &[Move<'s>], values: &[SpeakerValues<'s>; 2]) -> Vec<Move<'s>> {
    let voices: BTreeSet<&Voice<'s>> = values.iter().flat_map(BTreeMap::keys).collect();
    voices
        .into_iter()
        .filter_map(|voice| moves.binary_search_by_key(voice, |one| one.voice).ok())
        .map(|at| moves[at].clone())
        .collect()
}

/// Returns the positions from low to high, each with those who hold it.
fn standing<'s>(values: &SpeakerValues<'s>) -> Vec<Standing<'s>> {
    let mut standing: BTreeMap<usize, Standing<'s>> = BTreeMap::new();
    for (voice, values) in values {
        for (at, position) in values.values() {
            let standing = standing.entry(*at).or_insert_with(|| Standing {
                position,
                voices: Vec::new(),
            });
            standing.voices.push(*voice);
        }
    }
    standing.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::state::State;
    use super::super::state::example::{finding, question, shown, state};
    use super::*;

    /// Returns what became of the contradictions, then of the other findings.
    fn fates(before: &State, after: &State) -> [String; 2] {
        let topics = BTreeMap::from([("t".to_owned(), 0)]);
        let states = [before, after].map(|state| StateIndex::new(state, topics.clone()));
        let (contradictions, findings) = changes(&states);
        [contradictions, findings].map(|found| {
            found
                .iter()
                .map(|found| format!("{} {}", found.fate.word(), shown(&found.moves)))
                .collect::<Vec<_>>()
                .join("; ")
        })
    }

    fn contradiction(identity: &str) -> FindingState {
        finding(Code::Contradiction, identity, &["x-5", "y-9"])
    }

    #[test]
    fn findings_are_paired_by_identity_then_by_message_then_by_question() {
        let asked = || Some(question("contradicted", &["5: x", "9: y"]));
        let other = |code| finding(code, "i", &["x-5", "y-9"]);
        let mut reworded = contradiction("j");
        reworded.message = "others".to_owned();
        for (before, after, expected) in [
            (vec![contradiction("i")], vec![contradiction("i")], ["", ""]),
            (vec![contradiction("i")], vec![contradiction("j")], ["", ""]),
            (vec![contradiction("i")], vec![reworded], ["", ""]),
            (vec![], vec![contradiction("i")], ["new ", ""]),
            (vec![contradiction("i")], vec![], ["gone ", ""]),
            (vec![], vec![other(Code::Misquote)], ["new ", ""]),
            (vec![], vec![other(Code::Strained)], ["", "new "]),
            (
                vec![other(Code::Strained)],
                vec![other(Code::Misquote)],
                ["new ", "gone "],
            ),
        ] {
            let (before, after) = (state(asked(), before), state(asked(), after));
            assert_eq!(fates(&before, &after), expected);
        }
    }

    #[test]
    fn a_contradiction_changes_with_the_values_that_it_is_about() {
        for (positions, claims, expected) in [
            (&["5: x", "8: y"][..], &["x-5", "y-8"][..], "changed y 9>8"),
            // Who holds what does not clash has no part in it.
            (&["5: x z", "9: y"], &["x-5", "y-9"], ""),
            (&["5: x", "9: y z"], &["x-5", "y-9", "z-9"], "changed z >9"),
        ] {
            let before = state(
                Some(question("contradicted", &["5: x", "9: y"])),
                vec![contradiction("i")],
            );
            let after = state(
                Some(question("contradicted", positions)),
                vec![finding(Code::Contradiction, "i", claims)],
            );
            assert_eq!(fates(&before, &after)[0], expected, "{positions:?}");
        }
    }

    #[test]
    fn everybody_counts_if_not_all_relations_are_listed() {
        let before = state(
            Some(question("contradicted", &["5: x", "9: y"])),
            vec![contradiction("i")],
        );
        let mut asked = question("contradicted", &["5: x z", "9: y"]);
        for (is_cut, expected) in [(false, ""), (true, "changed z >5")] {
            asked.relations_cut = is_cut;
            let after = state(Some(asked.clone()), vec![contradiction("i")]);
            assert_eq!(fates(&before, &after)[0], expected);
        }
    }

    #[test]
    fn a_contradiction_changes_if_an_editor_looks_at_it() {
        let mut asked = question("contradicted", &["5: x", "9: y"]);
        let open = state(Some(asked.clone()), vec![contradiction("i")]);
        asked.resolved = true;
        let resolved = state(Some(asked), vec![contradiction("i")]);
        assert_eq!(fates(&open, &resolved)[0], "changed ");
        assert_eq!(fates(&resolved, &open)[0], "changed ");
        assert_eq!(fates(&resolved, &resolved)[0], "");
    }

    #[test]
    fn a_revision_is_new_or_gone_and_never_changed() {
        let asked = |positions| Some(question("uncorroborated", positions));
        let revised = |claims| finding(Code::Revised, "i", claims);
        let before = state(asked(&["5: (x)", "9: x"]), vec![revised(&["x-5", "x-9"])]);
        let after = state(asked(&["6: (x)", "9: x"]), vec![revised(&["x-6", "x-9"])]);
        assert_eq!(fates(&before, &after)[1], "");
    }
}

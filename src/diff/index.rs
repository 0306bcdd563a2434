//! A state with what is looked up in it, and what speakers hold in two of them.

use std::collections::{BTreeMap, BTreeSet};

use super::state::{ClaimState, EventState, FindingState, PositionState, QuestionState, State};
use super::{Move, QuestionPlace, Voice};
use crate::identity;

/// What a question is known by in both states: the number of its topic, its event, its attribute.
pub(super) type QuestionKey<'s> = (usize, &'s str, &'s str);

/// What each speaker holds: positions by their identities, each with its index in the question.
pub(super) type SpeakerValues<'s> = BTreeMap<Voice<'s>, Values<'s>>;

/// What one speaker holds.
type Values<'s> = BTreeMap<&'s str, (usize, &'s PositionState)>;

/// A claim with its position, and the index of that in the question.
pub(super) type PlacedClaim<'s> = (usize, &'s PositionState, &'s ClaimState);

/// One of the two states, with what is looked up in it.
pub(super) struct StateIndex<'s> {
    pub(super) state: &'s State,
    topics: BTreeMap<String, usize>,
    unnamed: BTreeSet<&'s str>,
    questions: BTreeMap<QuestionKey<'s>, (&'s EventState, &'s QuestionState)>,
    claims: BTreeMap<(QuestionKey<'s>, &'s str), Vec<PlacedClaim<'s>>>,
    named: BTreeMap<(usize, &'s str), Vec<QuestionKey<'s>>>,
    unknown: String,
}

impl<'s> StateIndex<'s> {
    /// Indexes a state, whose topics have these numbers by their folders.
    pub(super) fn new(state: &'s State, topics: BTreeMap<String, usize>) -> Self {
        let unnamed = state.speakers.iter().filter(|speaker| speaker.unnamed);
        let mut index = Self {
            state,
            topics,
            unnamed: unnamed.map(|speaker| speaker.id.as_str()).collect(),
            questions: BTreeMap::new(),
            claims: BTreeMap::new(),
            named: BTreeMap::new(),
            unknown: identity::of_unknown().to_string(),
        };
        index.questions = index
            .questions()
            .map(|(key, event, question)| (key, (event, question)))
            .collect();
        index.claims = index.claims_by_id();
        for (key, name) in index.claims.keys() {
            index.named.entry((key.0, name)).or_default().push(*key);
        }
        index
    }

    fn claims_by_id(&self) -> BTreeMap<(QuestionKey<'s>, &'s str), Vec<PlacedClaim<'s>>> {
        let mut claims = BTreeMap::<_, Vec<PlacedClaim<'s>>>::new();
        for (key, _, question) in self.questions() {
            for placed in placed_claims(question) {
                claims
                    .entry((key, placed.2.id.as_str()))
                    .or_default()
                    .push(placed);
            }
        }
        claims
    }

    /// Returns the questions in the order of the report.
    pub(super) fn questions(
        &self,
    ) -> impl Iterator<Item = (QuestionKey<'s>, &'s EventState, &'s QuestionState)> {
        let events = self
            .state
            .events
            .iter()
            .filter_map(|event| Some((*self.topics.get(&event.folder)?, event)));
        events.flat_map(|(topic, event)| {
            event.questions.iter().map(move |question| {
                let key = (topic, event.id.as_str(), question.attribute.as_str());
                (key, event, question)
            })
        })
    }

    /// Returns true if nobody claims anything, and no word has a meaning yet.
    pub(super) fn is_empty(&self) -> bool {
        self.state.events.is_empty() && self.state.words().next().is_none()
    }

    /// Returns what the questions are known by.
    pub(super) fn keys(&self) -> impl Iterator<Item = QuestionKey<'s>> {
        self.questions.keys().copied()
    }

    /// Returns the number of the topic in a folder.
    pub(super) fn topic(&self, folder: &str) -> Option<usize> {
        self.topics.get(folder).copied()
    }

    /// Returns the claim of a name on a question.
    pub(super) fn claim(&self, key: &QuestionKey<'s>, name: &'s str) -> Option<&'s ClaimState> {
        self.claims
            .get(&(*key, name))?
            .first()
            .map(|placed| placed.2)
    }

    /// Returns the claims of a name in a topic, each with its question.
    pub(super) fn claims_named(
        &self,
        topic: usize,
        name: &'s str,
    ) -> impl Iterator<Item = (QuestionKey<'s>, &'s ClaimState)> {
        let keys = self.named.get(&(topic, name)).into_iter().flatten();
        keys.filter_map(move |key| Some((*key, self.claim(key, name)?)))
    }

    /// Returns the claims on a question, with that.
    pub(super) fn claims_on(
        &self,
        key: &QuestionKey<'s>,
    ) -> Vec<(QuestionKey<'s>, &'s ClaimState)> {
        let claims = self.question(key).into_iter().flat_map(placed_claims);
        claims.map(|placed| (*key, placed.2)).collect()
    }

    /// Returns what the question of a finding is known by.
    pub(super) fn key(&self, finding: &'s FindingState) -> Option<QuestionKey<'s>> {
        Some((
            *self.topics.get(&finding.folder)?,
            &finding.event,
            &finding.attribute,
        ))
    }

    /// Returns a question, if this state has it.
    pub(super) fn question(&self, key: &QuestionKey<'s>) -> Option<&'s QuestionState> {
        self.questions.get(key).map(|(_, question)| *question)
    }

    /// Returns the live values of the speakers on a question, without "unknown".
    pub(super) fn live_values(&self, question: Option<&'s QuestionState>) -> SpeakerValues<'s> {
        let claims = question.into_iter().flat_map(placed_claims);
        self.values(
            claims.filter(|(_, position, claim)| claim.live && position.identity != self.unknown),
        )
    }

    /// Returns the values of the speakers in the claims of a finding on a question.
    pub(super) fn values_in(
        &self,
        key: &QuestionKey<'s>,
        finding: &'s FindingState,
    ) -> SpeakerValues<'s> {
        let named = finding
            .claims
            .iter()
            .filter_map(|name| self.claims.get(&(*key, name.as_str())));
        self.values(named.flatten().copied())
    }

    fn values(&self, claims: impl Iterator<Item = PlacedClaim<'s>>) -> SpeakerValues<'s> {
        let mut values = SpeakerValues::new();
        for (at, position, claim) in claims {
            values
                .entry(self.voice(claim))
                .or_default()
                .insert(position.identity.as_str(), (at, position));
        }
        values
    }

    fn voice(&self, claim: &'s ClaimState) -> Voice<'s> {
        let is_unnamed = self.unnamed.contains(claim.speaker.as_str());
        Voice {
            id: &claim.speaker,
            unnamed_in: is_unnamed.then_some(claim.source.as_str()),
        }
    }
}

/// Returns every claim of a question with its position.
pub(super) fn placed_claims(question: &QuestionState) -> impl Iterator<Item = PlacedClaim<'_>> {
    let positions = question.positions.iter().enumerate();
    positions.flat_map(|(at, position)| {
        position
            .claims
            .iter()
            .map(move |claim| (at, position, claim))
    })
}

/// Returns a question in the two states; `None` if neither has it.
pub(super) fn place<'s>(
    [before, after]: &[StateIndex<'s>; 2],
    key: &QuestionKey<'s>,
) -> Option<QuestionPlace<'s>> {
    let (event, _) = after
        .questions
        .get(key)
        .or_else(|| before.questions.get(key))?;
    Some(QuestionPlace {
        event,
        before: before.question(key),
        after: after.question(key),
    })
}

/// Returns the speakers whose values differ.
pub(super) fn moves<'s>(before: &SpeakerValues<'s>, after: &SpeakerValues<'s>) -> Vec<Move<'s>> {
    let none = Values::new();
    let voices: BTreeSet<&Voice<'s>> = before.keys().chain(after.keys()).collect();
    voices
        .into_iter()
        .filter_map(|voice| {
            let before = before.get(voice).unwrap_or(&none);
            let after = after.get(voice).unwrap_or(&none);
            let is_moved = !before.keys().eq(after.keys());
            is_moved.then(|| Move {
                voice: *voice,
                before: in_order(before),
                after: in_order(after),
            })
        })
        .collect()
}

/// Returns positions from low to high, as their question has them.
fn in_order<'s>(values: &Values<'s>) -> Vec<&'s PositionState> {
    let mut values: Vec<(usize, &'s PositionState)> = values.values().copied().collect();
    values.sort_unstable_by_key(|(at, _)| *at);
    values.into_iter().map(|(_, position)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::super::state::example::{question, shown, state};
    use super::*;

    fn index(state: &State) -> StateIndex<'_> {
        StateIndex::new(state, BTreeMap::from([("t".to_owned(), 0)]))
    }

    #[test]
    fn speakers_move_if_their_live_values_are_others() {
        for (before, after, moved) in [
            (&["5: x"][..], &["5: x"][..], ""),
            (&["5: x"], &["5: x y"], "y >5"),
            (&["5: x y"], &["5: x"], "y 5>"),
            (&["5: x y"], &["5: x", "9: y"], "y 5>9"),
            (&["5: x"], &["5: x", "9: x"], "x 5>5+9"),
            (&["9: x", "5: y"], &["9: y", "5: x"], "x 9>5, y 5>9"),
            // What is withdrawn or unknown is no value.
            (&["5: x"], &["5: (x)"], "x 5>"),
            (&["5: x"], &["5: x", "unknown: y"], ""),
            (&["5: x (x)"], &["5: x"], ""),
        ] {
            let states =
                [before, after].map(|positions| state(Some(question("", positions)), vec![]));
            let [before_index, after_index] = states.each_ref().map(index);
            let key = (0, "e", "a");
            let moves = moves(
                &before_index.live_values(before_index.question(&key)),
                &after_index.live_values(after_index.question(&key)),
            );
            assert_eq!(shown(&moves), moved, "{before:?} {after:?}");
        }
    }

    #[test]
    fn an_unnamed_speaker_is_another_one_in_each_source() {
        let mut asked = question("", &["5: they x"]);
        asked.positions[0].claims[0].source = "post".to_owned();
        let state = state(Some(asked), vec![]);
        let index = index(&state);
        let values = index.live_values(index.question(&(0, "e", "a")));
        let voices: Vec<_> = values
            .keys()
            .map(|voice| (voice.id, voice.unnamed_in))
            .collect();
        assert_eq!(voices, [("they", Some("post")), ("x", None)]);
    }

    #[test]
    fn a_question_is_known_by_its_topic_too() {
        let state = state(Some(question("", &["5: x"])), vec![]);
        let index = index(&state);
        for (key, is_there) in [
            ((0, "e", "a"), true),
            ((1, "e", "a"), false),
            ((0, "f", "a"), false),
            ((0, "e", "b"), false),
        ] {
            assert_eq!(index.question(&key).is_some(), is_there, "{key:?}");
        }
    }
}

//! One of the two states, with what is looked up in it.

use std::collections::{BTreeMap, BTreeSet};

use super::state::{ClaimState, EventState, FindingState, PositionState, QuestionState, State};
use super::{Move, Place, Voice};
use crate::identity;

/// By what a question is known in both states: topic, event, attribute.
pub(super) type Key<'s> = (usize, &'s str, &'s str);

/// What each speaker holds: positions by their identities, each with its place in the question.
pub(super) type Held<'s> = BTreeMap<Voice<'s>, BTreeMap<&'s str, (usize, &'s PositionState)>>;

/// A claim where it stands: the place of its position in the question, and the position.
type Stood<'s> = (usize, &'s PositionState, &'s ClaimState);

/// One of the two states.
pub(super) struct Side<'s> {
    pub(super) state: &'s State,
    topics: BTreeMap<String, usize>,
    unnamed: BTreeSet<&'s str>,
    questions: BTreeMap<Key<'s>, (&'s EventState, &'s QuestionState)>,
    claims: BTreeMap<(Key<'s>, &'s str), Vec<Stood<'s>>>,
    unknown: String,
}

impl<'s> Side<'s> {
    pub(super) fn of(state: &'s State, topics: BTreeMap<String, usize>) -> Self {
        let unnamed = state.speakers.iter().filter(|speaker| speaker.unnamed);
        let mut side = Self {
            state,
            topics,
            unnamed: unnamed.map(|speaker| speaker.id.as_str()).collect(),
            questions: BTreeMap::new(),
            claims: BTreeMap::new(),
            unknown: identity::of_unknown().to_string(),
        };
        let mut claims = BTreeMap::<_, Vec<Stood<'s>>>::new();
        side.questions = side
            .asked()
            .map(|(key, event, question)| (key, (event, question)))
            .collect();
        for (key, _, question) in side.asked() {
            for one in stood(question) {
                claims
                    .entry((key, one.2.id.as_str()))
                    .or_default()
                    .push(one);
            }
        }
        side.claims = claims;
        side
    }

    /// The questions in the order of the report.
    pub(super) fn asked(
        &self,
    ) -> impl Iterator<Item = (Key<'s>, &'s EventState, &'s QuestionState)> {
        let topic = |event: &EventState| self.topics.get(&event.folder).copied();
        let events = self
            .state
            .events
            .iter()
            .filter_map(move |event| Some((topic(event)?, event)));
        events.flat_map(|(topic, event)| {
            let questions = event.questions.iter();
            questions.map(move |question| {
                (
                    (topic, event.id.as_str(), question.attribute.as_str()),
                    event,
                    question,
                )
            })
        })
    }

    /// The question that a finding is about.
    pub(super) fn key(&self, finding: &'s FindingState) -> Option<Key<'s>> {
        Some((
            *self.topics.get(&finding.folder)?,
            &finding.event,
            &finding.attribute,
        ))
    }

    pub(super) fn question(&self, key: &Key<'s>) -> Option<&'s QuestionState> {
        self.questions.get(key).map(|(_, question)| *question)
    }

    /// What the speakers on a question hold, as far as it stands and is known.
    pub(super) fn held(&self, question: Option<&'s QuestionState>) -> Held<'s> {
        let stands =
            |(_, position, claim): &Stood<'s>| claim.live && position.identity != self.unknown;
        self.held_by(question.into_iter().flat_map(stood).filter(stands))
    }

    /// What they hold in the claims of a finding on a question.
    pub(super) fn held_in(&self, key: &Key<'s>, finding: &'s FindingState) -> Held<'s> {
        let named = finding
            .claims
            .iter()
            .filter_map(|name| self.claims.get(&(*key, name.as_str())));
        self.held_by(named.flatten().copied())
    }

    fn held_by(&self, claims: impl Iterator<Item = Stood<'s>>) -> Held<'s> {
        let mut held = Held::new();
        for (at, position, claim) in claims {
            let values = held.entry(self.voice(claim)).or_default();
            values.insert(position.identity.as_str(), (at, position));
        }
        held
    }

    fn voice(&self, claim: &'s ClaimState) -> Voice<'s> {
        let unnamed = self.unnamed.contains(claim.speaker.as_str());
        Voice {
            id: &claim.speaker,
            unnamed_in: unnamed.then_some(claim.source.as_str()),
        }
    }
}

/// Every claim of a question where it stands.
fn stood(question: &QuestionState) -> impl Iterator<Item = Stood<'_>> {
    let positions = question.positions.iter().enumerate();
    positions.flat_map(|(at, position)| {
        position
            .claims
            .iter()
            .map(move |claim| (at, position, claim))
    })
}

/// A question as it stands in the two states.
pub(super) fn place<'s>([before, after]: &[Side<'s>; 2], key: &Key<'s>) -> Option<Place<'s>> {
    let (event, _) = after
        .questions
        .get(key)
        .or_else(|| before.questions.get(key))?;
    Some(Place {
        event,
        before: before.question(key),
        after: after.question(key),
    })
}

/// The speakers whose values differ.
pub(super) fn moves<'s>(before: &Held<'s>, after: &Held<'s>) -> Vec<Move<'s>> {
    let all: BTreeSet<&Voice<'s>> = before.keys().chain(after.keys()).collect();
    let of = |held: &Held<'s>, voice: &Voice<'s>| held.get(voice).cloned().unwrap_or_default();
    let moved = all.into_iter().filter_map(|voice| {
        let (before, after) = (of(before, voice), of(after, voice));
        let same = before.keys().eq(after.keys());
        (!same).then(|| Move {
            voice: *voice,
            before: in_order(&before),
            after: in_order(&after),
        })
    });
    moved.collect()
}

/// Positions from low to high, as their question has them.
fn in_order<'s>(values: &BTreeMap<&'s str, (usize, &'s PositionState)>) -> Vec<&'s PositionState> {
    let mut values: Vec<(usize, &'s PositionState)> = values.values().copied().collect();
    values.sort_unstable_by_key(|(at, _)| *at);
    values.into_iter().map(|(_, position)| position).collect()
}

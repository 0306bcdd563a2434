//! One of the two states, with what is looked up in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Move, Place, Voice};
use crate::identity;
use crate::load::state::{Claim, Event, Finding, Position, Question, State};

/// By what a question is known in both states: topic, event, attribute.
pub(super) type Key<'s> = (usize, &'s str, &'s str);

/// What each speaker holds: positions by their identities, each with its place in the question.
pub(super) type Held<'s> = BTreeMap<Voice<'s>, BTreeMap<&'s str, (usize, &'s Position)>>;

/// One of the two states.
pub(super) struct Side<'s> {
    pub(super) state: &'s State,
    topics: BTreeMap<String, usize>,
    unnamed: BTreeSet<&'s str>,
    questions: BTreeMap<Key<'s>, (&'s Event, &'s Question)>,
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
            unknown: identity::of_unknown().to_string(),
        };
        side.questions = side.asked().map(|(key, event, question)| (key, (event, question))).collect();
        side
    }

    /// The questions in the order of the report.
    pub(super) fn asked(&self) -> impl Iterator<Item = (Key<'s>, &'s Event, &'s Question)> {
        let topic = |event: &Event| self.topics.get(&event.folder).copied();
        let events = self.state.events.iter().filter_map(move |event| Some((topic(event)?, event)));
        events.flat_map(|(topic, event)| {
            let questions = event.questions.iter();
            questions.map(move |question| {
                ((topic, event.id.as_str(), question.attribute.as_str()), event, question)
            })
        })
    }

    /// The question that a finding is about.
    pub(super) fn key(&self, finding: &'s Finding) -> Option<Key<'s>> {
        Some((*self.topics.get(&finding.folder)?, &finding.event, &finding.attribute))
    }

    pub(super) fn question(&self, key: &Key<'s>) -> Option<&'s Question> {
        self.questions.get(key).map(|(_, question)| *question)
    }

    /// What the speakers on a question hold, as far as it stands and is known.
    pub(super) fn held(&self, question: Option<&'s Question>) -> Held<'s> {
        self.held_where(question, |position, claim| claim.live && position.identity != self.unknown)
    }

    /// What they hold in the claims of a finding.
    pub(super) fn held_in(&self, question: Option<&'s Question>, finding: &Finding) -> Held<'s> {
        let names: BTreeSet<&str> = finding.claims.iter().map(String::as_str).collect();
        self.held_where(question, |_, claim| names.contains(claim.id.as_str()))
    }

    fn held_where(
        &self,
        question: Option<&'s Question>,
        take: impl Fn(&Position, &Claim) -> bool,
    ) -> Held<'s> {
        let mut held = Held::new();
        let positions = question.into_iter().flat_map(|question| question.positions.iter().enumerate());
        for (at, position) in positions {
            for claim in position.claims.iter().filter(|claim| take(position, claim)) {
                let values = held.entry(self.voice(claim)).or_default();
                values.insert(position.identity.as_str(), (at, position));
            }
        }
        held
    }

    fn voice(&self, claim: &'s Claim) -> Voice<'s> {
        let unnamed = self.unnamed.contains(claim.speaker.as_str());
        Voice { id: &claim.speaker, unnamed_in: unnamed.then_some(claim.source.as_str()) }
    }
}

/// A question as it stands in the two states.
pub(super) fn place<'s>([before, after]: &[Side<'s>; 2], key: &Key<'s>) -> Option<Place<'s>> {
    let (event, _) = after.questions.get(key).or_else(|| before.questions.get(key))?;
    Some(Place { event, before: before.question(key), after: after.question(key) })
}

/// The speakers whose values differ.
pub(super) fn moves<'s>(before: &Held<'s>, after: &Held<'s>) -> Vec<Move<'s>> {
    let all: BTreeSet<&Voice<'s>> = before.keys().chain(after.keys()).collect();
    let of = |held: &Held<'s>, voice: &Voice<'s>| held.get(voice).cloned().unwrap_or_default();
    let moved = all.into_iter().filter_map(|voice| {
        let (before, after) = (of(before, voice), of(after, voice));
        let same = before.keys().eq(after.keys());
        (!same).then(|| Move { voice: *voice, before: in_order(&before), after: in_order(&after) })
    });
    moved.collect()
}

/// Positions from low to high, as their question has them.
fn in_order<'s>(values: &BTreeMap<&'s str, (usize, &'s Position)>) -> Vec<&'s Position> {
    let mut values: Vec<(usize, &'s Position)> = values.values().copied().collect();
    values.sort_unstable_by_key(|(at, _)| *at);
    values.into_iter().map(|(_, position)| position).collect()
}

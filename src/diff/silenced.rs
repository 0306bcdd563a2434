//! Contradictions that are gone or resolved although no source said anything new.

use std::collections::BTreeSet;

use super::claims::{ClaimChange, ClaimChanges};
use super::index::{QuestionKey, StateIndex};
use super::state::{ClaimState, FindingState};
use super::words::WordChange;
use super::{Fate, Found};
use crate::code::Code;
use crate::vocabulary::{self, question_id};

/// What made a contradiction go: the indices of changes in the lists of the diff. Both are empty if nothing
/// was found that explains it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Silenced {
    /// Changes of the vocabulary.
    pub words: Vec<usize>,
    /// Changes of claims.
    pub claims: Vec<usize>,
}

/// What may have silenced a contradiction.
pub(super) struct Suspects<'d, 's> {
    pub(super) before: &'d StateIndex<'s>,
    pub(super) words: &'d [WordChange<'s>],
    pub(super) claims: &'d ClaimChanges<'s>,
}

impl<'s> Suspects<'_, 's> {
    /// Returns what silenced a finding; `None` if it was not silenced.
    pub(super) fn of(&self, found: &Found<'s>) -> Option<Silenced> {
        let old = found.before?;
        let key = self.before.key(old)?;
        let [was_resolved, is_resolved] = found.place.resolved();
        match found.fate {
            Fate::Gone if found.is_sum() || is_contradiction(found) => self.of_gone(old, &key),
            Fate::Changed if is_resolved && !was_resolved => {
                let taking_part = self.taking_part(old, &key);
                Some(self.suspects(&taking_part, |word| is_decision(word, &key)))
            }
            _ => None,
        }
    }

    fn of_gone(&self, old: &'s FindingState, key: &QuestionKey<'s>) -> Option<Silenced> {
        let taking_part = self.taking_part(old, key);
        let is_sum = old.code == Code::Impossible.word();
        let suspects = self.suspects(&taking_part, |word| {
            let mut on = taking_part.iter().map(|(key, _)| key);
            on.any(|key| is_on_question(word, key))
                || is_sum && is_arithmetic(word, key)
                || taking_part
                    .iter()
                    .any(|(_, claim)| is_on_speaker(word, claim))
        });
        let is_explained = !suspects.words.is_empty() || !suspects.claims.is_empty();
        (is_explained || !self.spoke(&taking_part, is_sum)).then_some(suspects)
    }

    /// Returns the claims that a finding spoke of, each with its question.
    fn taking_part(
        &self,
        old: &'s FindingState,
        key: &QuestionKey<'s>,
    ) -> Vec<(QuestionKey<'s>, &'s ClaimState)> {
        let question = self.before.question(key);
        if question.is_some_and(|question| question.relations_cut) {
            return self.before.claims_on(key);
        }
        let named = old.claims.iter();
        named
            .flat_map(|name| self.before.claims_named(key.0, name))
            .collect()
    }

    fn suspects(
        &self,
        taking_part: &[(QuestionKey<'s>, &'s ClaimState)],
        is_suspect: impl Fn(&WordChange<'s>) -> bool,
    ) -> Silenced {
        let names: BTreeSet<_> = taking_part
            .iter()
            .map(|(key, claim)| (*key, claim.id.as_str()))
            .collect();
        let took_part =
            |change: &ClaimChange<'s>| names.contains(&(change.key, change.claim.id.as_str()));
        Silenced {
            words: indices(self.words, is_suspect),
            claims: indices(&self.claims.changes, took_part),
        }
    }

    /// Says whether somebody who took part said something new; on a sum, whether anybody did on one of its
    /// questions.
    fn spoke(&self, taking_part: &[(QuestionKey<'s>, &'s ClaimState)], is_sum: bool) -> bool {
        self.claims.new.iter().any(|(new_on, new)| {
            taking_part
                .iter()
                .any(|(key, claim)| key == new_on && (is_sum || claim.speaker == new.speaker))
        })
    }
}

fn indices<T>(items: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    let wanted = items.iter().enumerate().filter(|(_, item)| is_wanted(item));
    wanted.map(|(at, _)| at).collect()
}

fn is_contradiction(found: &Found<'_>) -> bool {
    Code::from_word(found.code).is_some_and(Code::is_contradiction)
}

/// Says whether a line is about the attribute or the event of a question.
fn is_on_question(word: &WordChange<'_>, key: &QuestionKey<'_>) -> bool {
    let (topic, event, attribute) = *key;
    word.is_about(topic, vocabulary::ATTRIBUTE, attribute)
        || word.is_about(topic, vocabulary::EVENT, event)
}

fn is_decision(word: &WordChange<'_>, (topic, event, attribute): &QuestionKey<'_>) -> bool {
    word.is_about(
        *topic,
        vocabulary::RESOLUTION,
        &question_id(event, attribute),
    )
}

/// Says whether a line is about what must add up in a topic.
fn is_arithmetic(word: &WordChange<'_>, (topic, ..): &QuestionKey<'_>) -> bool {
    let tables = [vocabulary::RULE, vocabulary::EVENT];
    word.topic == Some(*topic) && tables.contains(&word.line.table.as_str())
}

fn is_on_speaker(word: &WordChange<'_>, claim: &ClaimState) -> bool {
    word.line.table == vocabulary::SPEAKER && word.line.id == claim.speaker
}

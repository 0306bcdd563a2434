//! Contradictions that are gone or resolved although no source said anything new.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{ClaimChanges, ClaimKey};
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

/// What a line is about: the number of its topic, its table, and the id of a thing in that.
type Thing<'s> = (Option<usize>, &'s str, &'s str);

/// What may have silenced a contradiction, each change by what it is about.
pub(super) struct Suspects<'d, 's> {
    before: &'d StateIndex<'s>,
    words: BTreeMap<Thing<'s>, Vec<usize>>,
    claims: BTreeMap<ClaimKey<'s>, Vec<usize>>,
    /// Who claims something new on which question.
    spoke: BTreeSet<(QuestionKey<'s>, &'s str)>,
}

impl<'d, 's> Suspects<'d, 's> {
    pub(super) fn new(
        before: &'d StateIndex<'s>,
        words: &[WordChange<'s>],
        claims: &ClaimChanges<'s>,
    ) -> Self {
        let mut suspects = Self {
            before,
            words: BTreeMap::new(),
            claims: BTreeMap::new(),
            spoke: BTreeSet::new(),
        };
        for (at, word) in words.iter().enumerate() {
            let thing = (word.topic, word.line.table.as_str(), word.line.id.as_str());
            suspects.words.entry(thing).or_default().push(at);
        }
        for (at, change) in claims.changes.iter().enumerate() {
            let key = (change.key, change.claim.id.as_str());
            suspects.claims.entry(key).or_default().push(at);
        }
        let new = claims.new.iter();
        suspects.spoke = new
            .map(|(key, claim)| (*key, claim.speaker.as_str()))
            .collect();
        suspects
    }

    /// Returns what silenced a finding; `None` if it was not silenced.
    pub(super) fn of(&self, found: &Found<'s>) -> Option<Silenced> {
        let old = found.before?;
        let key = self.before.key(old)?;
        let [was_resolved, is_resolved] = found.place.resolved();
        match found.fate {
            Fate::Gone if found.is_sum() || is_contradiction(found) => self.of_gone(found, &key),
            Fate::Changed if is_resolved && !was_resolved => {
                let (topic, event, attribute) = key;
                let question = question_id(event, attribute);
                let words = self.about((Some(topic), vocabulary::RESOLUTION, &question));
                Some(Silenced {
                    words: words.to_vec(),
                    claims: self.claims(&self.taking_part(old, &key)),
                })
            }
            _ => None,
        }
    }

    fn of_gone(&self, found: &Found<'s>, key: &QuestionKey<'s>) -> Option<Silenced> {
        let taking_part = self.taking_part(found.before?, key);
        let mut words = BTreeSet::new();
        for ((topic, event, attribute), claim) in &taking_part {
            words.extend(self.about((Some(*topic), vocabulary::ATTRIBUTE, attribute)));
            words.extend(self.about((Some(*topic), vocabulary::EVENT, event)));
            words.extend(self.about((None, vocabulary::SPEAKER, &claim.speaker)));
        }
        if found.is_sum() {
            words.extend(self.arithmetic(key));
        }
        let claims = self.claims(&taking_part);
        let is_explained = !words.is_empty() || !claims.is_empty();
        let words = words.into_iter().collect();
        let silenced = Silenced { words, claims };
        (is_explained || !self.spoke(&taking_part, found.is_sum())).then_some(silenced)
    }

    /// Returns the changes in how claims are read that are about a thing.
    fn about<'t>(&'t self, thing: Thing<'t>) -> &'t [usize] {
        self.words.get(&thing).map_or(&[], Vec::as_slice)
    }

    /// Returns the changes of what must add up in the topic of a question.
    fn arithmetic(&self, (topic, ..): &QuestionKey<'s>) -> impl Iterator<Item = usize> {
        let tables = [vocabulary::RULE, vocabulary::EVENT];
        let words = self.words.iter();
        words
            .filter(move |((on, table, _), _)| *on == Some(*topic) && tables.contains(table))
            .flat_map(|(_, at)| at.iter().copied())
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

    /// Returns what became of the claims that took part, each change once, in order.
    fn claims(&self, taking_part: &[(QuestionKey<'s>, &'s ClaimState)]) -> Vec<usize> {
        let keys = taking_part.iter();
        let changes = keys.filter_map(|(key, claim)| self.claims.get(&(*key, claim.id.as_str())));
        let changes: BTreeSet<usize> = changes.flatten().copied().collect();
        changes.into_iter().collect()
    }

    /// Says whether somebody who took part said something new; on a sum, whether anybody did on one of its
    /// questions.
    fn spoke(&self, taking_part: &[(QuestionKey<'s>, &'s ClaimState)], is_sum: bool) -> bool {
        taking_part.iter().any(|(key, claim)| {
            let next = || self.spoke.range((*key, "")..).next();
            let anybody = || next().is_some_and(|(on, _)| on == key);
            self.spoke.contains(&(*key, claim.speaker.as_str())) || is_sum && anybody()
        })
    }
}

fn is_contradiction(found: &Found<'_>) -> bool {
    Code::from_word(found.code).is_some_and(Code::is_contradiction)
}

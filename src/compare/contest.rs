//! The words on a question that are live, and which of them contradict each other. What one speaker says
//! is one word, however many report it: to withdraw it takes all of these claims at once.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::conflicts::degrees;
use super::evidence::Evidence;
use super::rank::Ranking;
use super::rule::{Rule, Testimony};
use crate::model::{ClaimId, OverTime, Record, SpeakerId};

/// One speaker's word for one position: its live claims of that value. If a value is given for a time
/// (`over_time`), for one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The speaker.
    pub(crate) speaker: SpeakerId,
    /// The index of its position in the comparison.
    pub(crate) position: usize,
    /// The claims, in the order of the position.
    pub(crate) claims: Vec<ClaimId>,
}

/// The words on a question, from low to high as its positions, and how they compare.
#[derive(Debug, Clone)]
pub(crate) struct Contest {
    words: Vec<Word>,
    /// The first claim of each word.
    firsts: Vec<Testimony>,
    rule: Rule,
}

impl Contest {
    /// Gathers the words on a question that was compared.
    pub(super) fn new(record: &Record, ranking: &Ranking, comparison: &Comparison) -> Self {
        let attribute = &record[comparison.question.attribute];
        let evidence = Evidence::new(record, ranking, attribute, &comparison.positions);
        let is_dated = attribute.over_time != OverTime::Fixed;
        let (mut words, mut firsts) = (Vec::new(), Vec::new());
        for claims in evidence
            .claims
            .chunk_by(|left, right| left.position == right.position)
        {
            let mut places = BTreeMap::new();
            for claim in claims {
                let time = claim.time.filter(|_| is_dated);
                let place = *places.entry((claim.speaker, time)).or_insert(words.len());
                if place == words.len() {
                    firsts.push(*claim);
                    words.push(Word {
                        speaker: claim.speaker,
                        position: claim.position,
                        claims: Vec::new(),
                    });
                }
                words[place].claims.push(claim.claim);
            }
        }
        Self {
            words,
            firsts,
            rule: evidence.rule,
        }
    }

    /// Returns the words, in the order of their positions.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns whether two words, by their indices, cannot both be right: they have nothing in common,
    /// even after the tolerance, and were given for times that are compared.
    pub(crate) fn contradict(&self, left: usize, right: usize) -> bool {
        self.rule
            .contradict(&self.firsts[left], &self.firsts[right])
    }

    /// Returns the words that contradict a word.
    pub(crate) fn rivals(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        (0..self.words.len()).filter(move |other| self.contradict(word, *other))
    }

    /// Counts for each of some words how many of them it contradicts. No pair is listed: the costs are
    /// those of sorting.
    pub(crate) fn degrees(&self, among: &[usize]) -> Vec<u64> {
        let claims: Vec<&Testimony> = among.iter().map(|word| &self.firsts[*word]).collect();
        degrees(&self.rule, &claims)
    }
}

//! From a report to words and what contradicts what among them, and back to the claims to check.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Choice, choose};
use super::field::{Field, Rivals, Withdrawal};
use super::{Group, Pick, Step};
use crate::accounts::{Asked, Clash};
use crate::compare::{Comparer, Contest, Outcome};
use crate::finding::Detail;
use crate::model::{ClaimId, EventId, SpeakerId};
use crate::report::Report;

/// No more words than this are listed that would do as well.
const MOST_LISTED: usize = 20;

/// Events that belong together, with the questions and the clashes on them.
#[derive(Default)]
pub(super) struct Gathered<'r> {
    pub(super) events: Vec<EventId>,
    /// The indices of the comparisons.
    comparisons: Vec<usize>,
    clashes: Vec<&'r Clash>,
}

/// Returns the events with contradictions, in the order of the report. Those through which one sum runs are
/// one group: a word that is withdrawn on one of them clears it on all.
pub(super) fn groups(report: &Report) -> Vec<Gathered<'_>> {
    let mut clashes = ClashingEvents::new(report);
    let mut groups: Vec<Gathered<'_>> = Vec::new();
    let mut by_root: BTreeMap<EventId, usize> = BTreeMap::new();
    for at in involved(report) {
        let event = report.comparisons[at].question.event;
        let place = *by_root
            .entry(clashes.ties.root(event))
            .or_insert(groups.len());
        if place == groups.len() {
            groups.push(Gathered::default());
        }
        let group = &mut groups[place];
        group.comparisons.push(at);
        if !group.events.contains(&event) {
            group.events.push(event);
            group
                .clashes
                .extend(clashes.by_first.remove(&event).unwrap_or_default());
        }
    }
    groups
}

/// Returns the comparisons that contradict or take part in a clash.
fn involved(report: &Report) -> BTreeSet<usize> {
    let clashing: BTreeSet<Asked> = clashes(report)
        .flat_map(|clash| &clash.claims)
        .map(|claim| asked(report, *claim))
        .collect();
    report
        .comparisons
        .iter()
        .enumerate()
        .filter(|(_, comparison)| {
            let question = &comparison.question;
            comparison.outcome == Outcome::Contradicted
                || clashing.contains(&(question.event, question.attribute))
        })
        .map(|(at, _)| at)
        .collect()
}

/// Returns the clashes that were found.
fn clashes(report: &Report) -> impl Iterator<Item = &Clash> {
    report
        .findings
        .iter()
        .filter_map(|finding| match &finding.detail {
            Detail::Impossible(clash) => Some(&**clash),
            _ => None,
        })
}

/// Returns the question that a claim is on.
fn asked(report: &Report, claim: ClaimId) -> Asked {
    let claim = &report.record[claim];
    (claim.event, claim.attribute)
}

/// The events through which clashes run.
struct ClashingEvents<'r> {
    ties: Ties,
    /// The clashes by their first event.
    by_first: BTreeMap<EventId, Vec<&'r Clash>>,
}

impl<'r> ClashingEvents<'r> {
    fn new(report: &'r Report) -> Self {
        let mut events = Self {
            ties: Ties(BTreeMap::new()),
            by_first: BTreeMap::new(),
        };
        for clash in clashes(report) {
            let Some(first) = clash.claims.first() else {
                continue;
            };
            let (first, _) = asked(report, *first);
            for claim in &clash.claims {
                events.ties.tie(first, asked(report, *claim).0);
            }
            events.by_first.entry(first).or_default().push(clash);
        }
        events
    }
}

/// Events that are tied together, each to one before it.
struct Ties(BTreeMap<EventId, EventId>);

impl Ties {
    fn root(&self, event: EventId) -> EventId {
        let mut at = event;
        while let Some(next) = self.0.get(&at) {
            at = *next;
        }
        at
    }

    fn tie(&mut self, left: EventId, right: EventId) {
        let (left, right) = (self.root(left), self.root(right));
        if left != right {
            self.0.insert(left.max(right), left.min(right));
        }
    }
}

impl Gathered<'_> {
    /// Chooses at most `top` words to check first.
    pub(super) fn solved(&self, report: &Report, comparer: &Comparer<'_>, top: usize) -> Group {
        let words = GroupWords::new(report, comparer, &self.comparisons);
        let rivals = |word| words.rivals(word);
        let field = Field {
            degrees: words.degrees(),
            rivals: Rivals::Asked(&rivals),
            clashes: words.clashes(report, &self.clashes),
        };
        let choice = choose(&field, top);
        let sums = field.clashes.len() as u64;
        Group {
            events: self.events.clone(),
            pairs: field.total() - sums,
            sums,
            steps: words.steps(&field, &choice),
            proof: choice.proof,
        }
    }
}

/// The words on some questions, numbered through.
struct GroupWords {
    /// For each question the index of its comparison, its words, and the number of the first.
    contests: Vec<(usize, Contest, usize)>,
}

impl GroupWords {
    fn new(report: &Report, comparer: &Comparer<'_>, comparisons: &[usize]) -> Self {
        let mut contests = Vec::with_capacity(comparisons.len());
        let mut first = 0;
        for at in comparisons {
            let contest = comparer.contest(&report.comparisons[*at]);
            let words = contest.words().len();
            contests.push((*at, contest, first));
            first += words;
        }
        Self { contests }
    }

    /// Returns the index of a word's question, and the index of the word on it.
    fn place(&self, word: usize) -> (usize, usize) {
        let question = self
            .contests
            .partition_point(|(_, _, first)| *first <= word)
            .saturating_sub(1);
        (question, word - self.contests[question].2)
    }

    fn pick(&self, word: usize) -> Pick {
        let (question, word) = self.place(word);
        let (comparison, contest, _) = &self.contests[question];
        Pick {
            comparison: *comparison,
            word: contest.words()[word].clone(),
        }
    }

    /// Returns the words that contradict a word.
    fn rivals(&self, word: usize) -> Vec<usize> {
        let (question, word) = self.place(word);
        let (_, contest, first) = &self.contests[question];
        contest.rivals(word).map(|rival| first + rival).collect()
    }

    /// Counts for each word the words that contradict it.
    fn degrees(&self) -> Vec<u64> {
        self.contests
            .iter()
            .flat_map(|(_, contest, _)| {
                let all: Vec<usize> = (0..contest.words().len()).collect();
                contest.degrees(&all)
            })
            .collect()
    }

    /// Returns for each clash the words of each of its positions. On a question that is contradicted anyway
    /// only those count who hold all of it: of several speakers it would not be told.
    fn clashes(&self, report: &Report, clashes: &[&Clash]) -> Vec<Vec<Vec<usize>>> {
        if clashes.is_empty() {
            return Vec::new();
        }
        // A clash names the first claim of a position.
        let words = self
            .contests
            .iter()
            .flat_map(|(_, contest, first)| (*first..).zip(contest.words()));
        let by_claim: BTreeMap<ClaimId, usize> = words
            .filter_map(|(number, word)| Some((*word.claims.first()?, number)))
            .collect();
        clashes
            .iter()
            .filter_map(|clash| {
                let words = clash.claims.iter().map(|claim| by_claim.get(claim));
                let holders = words.map(|word| Some(self.holders(*word?)));
                let mut holders: Vec<Vec<usize>> = holders.collect::<Option<_>>()?;
                if holders
                    .iter()
                    .any(|words| self.is_contradicted(report, words))
                {
                    for words in &mut holders {
                        words.retain(|word| clash.speakers.contains(&self.speaker(*word)));
                    }
                }
                Some(holders)
            })
            .collect()
    }

    /// Returns true if the reports on the question of some words contradict each other.
    fn is_contradicted(&self, report: &Report, words: &[usize]) -> bool {
        words.first().is_some_and(|word| {
            let (comparison, _, _) = &self.contests[self.place(*word).0];
            report.comparisons[*comparison].outcome == Outcome::Contradicted
        })
    }

    fn speaker(&self, word: usize) -> SpeakerId {
        let (question, word) = self.place(word);
        self.contests[question].1.words()[word].speaker
    }

    /// Returns the words that hold the position of a word. They follow each other.
    fn holders(&self, word: usize) -> Vec<usize> {
        let (question, own) = self.place(word);
        let (_, contest, first) = &self.contests[question];
        let position = contest.words()[own].position;
        let from = contest
            .words()
            .partition_point(|word| word.position < position);
        let held = contest.words()[from..]
            .iter()
            .take_while(|word| word.position == position)
            .count();
        (first + from..first + from + held).collect()
    }

    /// Returns the words that were chosen, with what comes of withdrawing one after the other.
    fn steps(&self, field: &Field<'_>, choice: &Choice) -> Vec<Step> {
        let mut state = Withdrawal::new(field);
        let mut left = self.pairs_by_question(field);
        let mut steps = Vec::with_capacity(choice.words.len());
        for word in &choice.words {
            let clears = state.gain(*word);
            let others = equals(&state, choice, clears);
            let opposed = field.opposed(*word);
            let as_many = others
                .iter()
                .filter(|other| opposed.contains(other))
                .take(MOST_LISTED)
                .map(|other| self.pick(*other))
                .collect();
            let (question, _) = self.place(*word);
            let pairs = state.pairs_of(*word);
            left[question] -= pairs;
            state.take(*word);
            steps.push(Step {
                pick: self.pick(*word),
                clears,
                remaining: field.total() - state.cleared(),
                settles: pairs > 0 && left[question] == 0,
                as_many,
                all_as_many: others.len(),
            });
        }
        steps
    }

    /// Counts the contradicting pairs of each question.
    fn pairs_by_question(&self, field: &Field<'_>) -> Vec<u64> {
        self.contests
            .iter()
            .map(|(_, contest, first)| {
                let degrees = &field.degrees[*first..first + contest.words().len()];
                degrees.iter().sum::<u64>() / 2
            })
            .collect()
    }
}

/// Returns the words that are not chosen and would clear as many, if that is any.
fn equals(state: &Withdrawal<'_>, choice: &Choice, clears: u64) -> Vec<usize> {
    if clears == 0 {
        return Vec::new();
    }
    state
        .left()
        .filter(|other| !choice.words.contains(other))
        .filter(|other| state.gain(*other) == clears)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_tied_through_others() {
        let [a, b, c, d] = [0, 1, 2, 3].map(EventId::from);
        let mut ties = Ties(BTreeMap::new());
        ties.tie(b, d);
        ties.tie(c, c);
        assert_eq!([a, b, c, d].map(|event| ties.root(event)), [a, b, c, b]);
        ties.tie(d, a);
        assert_eq!([a, b, c, d].map(|event| ties.root(event)), [a, a, c, a]);
    }
}

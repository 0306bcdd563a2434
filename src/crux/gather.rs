//! From a report to words and what contradicts what among them, and back to what to check.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Choice, choose};
use super::field::{Field, Rivals, State};
use super::{Group, Pick, Step};
use crate::accounts::{Asked, Clash};
use crate::compare::{Comparer, Contest, Outcome};
use crate::finding::Detail;
use crate::model::{ClaimId, EventId};
use crate::report::Report;

/// No more words are listed that would do as well.
const MOST_LISTED: usize = 20;

/// Events that belong together, with the questions and the clashes on them.
pub(super) struct Gathered<'r> {
    pub(super) events: Vec<EventId>,
    /// The indices of the comparisons.
    comparisons: Vec<usize>,
    clashes: Vec<&'r Clash>,
}

/// The events with contradictions, in the order of the report. Those through which one sum runs are one
/// group: what is withdrawn on one of them clears it on all.
pub(super) fn groups(report: &Report) -> Vec<Gathered<'_>> {
    let places: BTreeMap<Asked, usize> = report
        .comparisons
        .iter()
        .enumerate()
        .map(|(at, comparison)| {
            (
                (comparison.question.event, comparison.question.attribute),
                at,
            )
        })
        .collect();
    let clashes = report
        .findings
        .iter()
        .filter_map(|finding| match &finding.detail {
            Detail::Impossible(clash) => Some(&**clash),
            _ => None,
        });
    let asked = |id: &ClaimId| {
        let claim = &report.record[*id];
        (claim.event, claim.attribute)
    };
    let mut ties = Ties(BTreeMap::new());
    let mut involved: BTreeSet<usize> = BTreeSet::new();
    let mut of_event: BTreeMap<EventId, Vec<&Clash>> = BTreeMap::new();
    for clash in clashes {
        let questions: Vec<Asked> = clash.claims.iter().map(asked).collect();
        let Some((first, _)) = questions.first() else {
            continue;
        };
        involved.extend(questions.iter().filter_map(|asked| places.get(asked)));
        for (event, _) in &questions {
            ties.tie(*first, *event);
        }
        of_event.entry(*first).or_default().push(clash);
    }
    let contradicted = report.comparisons.iter().enumerate();
    let contradicted =
        contradicted.filter(|(_, comparison)| comparison.outcome == Outcome::Contradicted);
    involved.extend(contradicted.map(|(at, _)| at));
    let mut groups: Vec<Gathered<'_>> = Vec::new();
    let mut known: BTreeMap<EventId, usize> = BTreeMap::new();
    for at in involved {
        let event = report.comparisons[at].question.event;
        let place = *known.entry(ties.root(event)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Gathered {
                events: Vec::new(),
                comparisons: Vec::new(),
                clashes: Vec::new(),
            });
        }
        let group = &mut groups[place];
        group.comparisons.push(at);
        if !group.events.contains(&event) {
            group.events.push(event);
            group
                .clashes
                .extend(of_event.remove(&event).unwrap_or_default());
        }
    }
    groups
}

/// Which events are tied together, each to one before it.
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
    /// What to check first.
    pub(super) fn solved(&self, report: &Report, comparer: &Comparer<'_>, top: usize) -> Group {
        let words = Words::of(report, comparer, &self.comparisons);
        let rivals = |word: usize| words.rivals(word);
        let field = Field {
            degrees: words.degrees(),
            rivals: Rivals::Asked(&rivals),
            clashes: words.clashes(&self.clashes),
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
struct Words {
    /// For each question the index of its comparison, its words, and the number of the first.
    contests: Vec<(usize, Contest, usize)>,
}

impl Words {
    fn of(report: &Report, comparer: &Comparer<'_>, comparisons: &[usize]) -> Self {
        let mut first = 0;
        let contest = |at: &usize| {
            let contest = comparer.contest(&report.comparisons[*at]);
            let own = first;
            first += contest.words().len();
            (*at, contest, own)
        };
        Self {
            contests: comparisons.iter().map(contest).collect(),
        }
    }

    /// The question of a word, by its place, and the word's place on it.
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

    fn rivals(&self, word: usize) -> Vec<usize> {
        let (question, word) = self.place(word);
        let (_, contest, first) = &self.contests[question];
        contest.rivals(word).map(|rival| first + rival).collect()
    }

    fn degrees(&self) -> Vec<u64> {
        let of_question = |contest: &Contest| {
            let all: Vec<usize> = (0..contest.words().len()).collect();
            contest.degrees(&all)
        };
        self.contests
            .iter()
            .flat_map(|(_, contest, _)| of_question(contest))
            .collect()
    }

    /// For each clash the words of each of its positions.
    fn clashes(&self, clashes: &[&Clash]) -> Vec<Vec<Vec<usize>>> {
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
        let holders = |claim: &ClaimId| by_claim.get(claim).map(|word| self.holders(*word));
        let of_clash = |clash: &&Clash| clash.claims.iter().map(holders).collect();
        clashes.iter().filter_map(of_clash).collect()
    }

    /// The words that hold the position of a word: they stand together.
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

    /// The words that were chosen, with what comes of withdrawing one after the other.
    fn steps(&self, field: &Field<'_>, choice: &Choice) -> Vec<Step> {
        let mut state = State::new(field);
        let ends = self
            .contests
            .iter()
            .skip(1)
            .map(|(_, _, first)| *first)
            .chain([field.degrees.len()]);
        let questions = self.contests.iter().zip(ends);
        let pairs = questions
            .map(|((_, _, first), end)| field.degrees[*first..end].iter().sum::<u64>() / 2);
        let mut left: Vec<u64> = pairs.collect();
        let step = |word: &usize| {
            let clears = state.gain(*word);
            let chosen = |other: &usize| choice.words.contains(other);
            let others = state.left().filter(|other| clears > 0 && !chosen(other));
            let others: Vec<usize> = others
                .filter(|other| state.gain(*other) == clears)
                .collect();
            let opposed = field.opposed(*word);
            let opposed = others
                .iter()
                .filter(|other| opposed.contains(other))
                .take(MOST_LISTED);
            let as_many = opposed.map(|other| self.pick(*other)).collect();
            let (question, _) = self.place(*word);
            let pairs = state.pairs_of(*word);
            left[question] -= pairs;
            state.take(*word);
            Step {
                pick: self.pick(*word),
                clears,
                remaining: field.total() - state.cleared(),
                settles: pairs > 0 && left[question] == 0,
                as_many,
                all_as_many: others.len(),
            }
        };
        choice.words.iter().map(step).collect()
    }
}

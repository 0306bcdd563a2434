//! The words on a question that still stand, and which of them contradict each other. What one speaker
//! says is one word, however many tell it: to withdraw it takes all of these claims at once.

use std::collections::BTreeMap;

use super::ordered::{Ends, Timed, falls_of_each};
use super::position::{compatible, days};
use super::scale::{Scale, Stretch};
use super::{Comparison, Position, Status};
use crate::model::{ClaimId, Kind, Meaning, OverTime, Record, SpeakerId};

/// One speaker's word for one position: its live claims of that value. Where a value is given for a time
/// (`over_time`), for one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Whose word it is.
    pub speaker: SpeakerId,
    /// The index of its position in the comparison.
    pub position: usize,
    /// The claims, in the order of the position.
    pub claims: Vec<ClaimId>,
}

/// The words on a question, from low to high as its positions, and how they stand to each other.
#[derive(Debug, Clone)]
pub struct Contest {
    words: Vec<Word>,
    marks: Vec<Mark>,
    over_time: OverTime,
    /// The pairs of positions of names that have something in common, both ways, each with itself too.
    compatible: Vec<(usize, usize)>,
}

/// What a word is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    stance: Stance,
    time: Option<Stretch>,
    timed: bool,
    /// The rank of its day, where only claims for one day are compared.
    day: Option<usize>,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stance {
    /// A stretch of the scale, with the rank of its unit.
    Range(usize, Stretch),
    /// Names: its position tells which.
    Names(usize),
    /// Nothing that is compared.
    Alone,
}

impl Contest {
    pub(super) fn of(record: &Record, scale: &Scale, comparison: &Comparison) -> Self {
        let question = &comparison.question;
        let attribute = &record[question.attribute];
        let days = days(record, question);
        let mut day_ranks: Vec<_> = days.values().collect();
        day_ranks.sort_unstable();
        let stances = stances(record, scale, &comparison.positions);
        let fixed = attribute.over_time == OverTime::Fixed;
        let mark = |position: usize, id: ClaimId| {
            let claim = &record[id];
            let day = claim
                .as_of
                .and_then(|time| day_ranks.binary_search(&days.get(&time)?).ok());
            Mark {
                stance: stances[position],
                time: scale.time(claim).filter(|_| !fixed),
                timed: !fixed && record.as_of(claim).is_some_and(|as_of| as_of.timed),
                day,
            }
        };
        let mut found: Vec<(Word, Mark)> = Vec::new();
        for (position, held) in comparison.positions.iter().enumerate() {
            let mut places = BTreeMap::new();
            for held in held
                .claims
                .iter()
                .take_while(|held| held.status == Status::Live)
            {
                let mark = mark(position, held.claim);
                let speaker = record[held.claim].speaker;
                let place = *places
                    .entry((speaker, mark.time, mark.timed))
                    .or_insert(found.len());
                if place == found.len() {
                    found.push((
                        Word {
                            speaker,
                            position,
                            claims: Vec::new(),
                        },
                        mark,
                    ));
                }
                found[place].0.claims.push(held.claim);
            }
        }
        let (words, marks) = found.into_iter().unzip();
        let names = matches!(attribute.kind, Kind::Text | Kind::Names);
        let pairs = if names {
            compatible(record, scale, question)
        } else {
            Vec::new()
        };
        let both = |(left, right): (usize, usize)| [(left, right), (right, left)];
        let mut compatible: Vec<_> = pairs.into_iter().flat_map(both).collect();
        compatible.sort_unstable();
        compatible.dedup();
        Self {
            words,
            marks,
            over_time: attribute.over_time,
            compatible,
        }
    }

    /// The words, in the order of their positions.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether two words cannot both be right: nothing in common, even after the tolerance, and given for
    /// times that are compared.
    pub fn contradict(&self, left: usize, right: usize) -> bool {
        let (a, b) = (self.marks[left], self.marks[right]);
        let apart = self.is_apart(a.stance, b.stance);
        match self.over_time {
            OverTime::Fixed => apart,
            OverTime::Varies => {
                let same_moment = a.time == b.time || !(a.timed && b.timed);
                apart && a.day.is_some() && a.day == b.day && same_moment
            }
            OverTime::Grows => match (a.time, b.time) {
                (Some(first), Some(second)) if first == second => apart,
                (Some(first), Some(second)) if first.is_before(second) => falls(a.stance, b.stance),
                (Some(first), Some(second)) if second.is_before(first) => falls(b.stance, a.stance),
                _ => false,
            },
        }
    }

    fn is_apart(&self, left: Stance, right: Stance) -> bool {
        match (left, right) {
            (Stance::Range(unit, left), Stance::Range(other, right)) => {
                unit == other && left.is_disjoint(right)
            }
            (Stance::Names(left), Stance::Names(right)) => !self.are_compatible(left, right),
            _ => false,
        }
    }

    fn are_compatible(&self, left: usize, right: usize) -> bool {
        self.compatible.binary_search(&(left, right)).is_ok()
    }

    /// The words that contradict a word.
    pub fn rivals(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        (0..self.words.len()).filter(move |other| self.contradict(word, *other))
    }

    /// For each of some words, how many of them it contradicts. No pair is listed: the costs are those of
    /// sorting.
    pub fn degrees(&self, among: &[usize]) -> Vec<u64> {
        let words: Vec<Placed> = among
            .iter()
            .map(|word| self.marks[*word])
            .enumerate()
            .collect();
        let mut degrees = Degrees(vec![0; among.len()]);
        match self.over_time {
            OverTime::Fixed => degrees.add(&words, self.apart(&words)),
            OverTime::Grows => {
                for moment in runs(&words, |mark| mark.time) {
                    degrees.add(&moment, self.apart(&moment));
                }
                for run in runs(&words, |mark| mark.unit().filter(|_| mark.time.is_some())) {
                    degrees.add(&run, falls_of_each(&timed(&run)));
                }
            }
            OverTime::Varies => {
                for day in runs(&words, |mark| mark.day) {
                    degrees.add(&day, self.apart(&day));
                    let moments = runs(&day, |mark| mark.time.filter(|_| mark.timed));
                    let timed: Vec<Placed> = moments.concat();
                    degrees.take_off(&timed, self.apart(&timed));
                    for moment in moments {
                        degrees.add(&moment, self.apart(&moment));
                    }
                }
            }
        }
        degrees.0
    }

    /// With how many of some words each of them has nothing in common.
    fn apart(&self, words: &[Placed]) -> Vec<u64> {
        let mut ranges: BTreeMap<usize, Vec<Stretch>> = BTreeMap::new();
        let mut names: BTreeMap<usize, u64> = BTreeMap::new();
        for (_, mark) in words {
            match mark.stance {
                Stance::Range(unit, reach) => ranges.entry(unit).or_default().push(reach),
                Stance::Names(position) => *names.entry(position).or_default() += 1,
                Stance::Alone => {}
            }
        }
        let ends: BTreeMap<usize, Ends> = ranges
            .into_iter()
            .map(|(unit, reaches)| (unit, Ends::of(reaches.into_iter())))
            .collect();
        let all: u64 = names.values().sum();
        let strangers: BTreeMap<usize, u64> = names
            .keys()
            .map(|position| (*position, all - self.holders(*position, &names)))
            .collect();
        let apart = |(_, mark): &Placed| match mark.stance {
            Stance::Range(unit, reach) => ends[&unit].disjoint_from(reach),
            Stance::Names(position) => strangers[&position],
            Stance::Alone => 0,
        };
        words.iter().map(apart).collect()
    }

    /// How many of the words that hold these positions have something in common with one of them.
    fn holders(&self, position: usize, held: &BTreeMap<usize, u64>) -> u64 {
        let from = self
            .compatible
            .partition_point(|(left, _)| *left < position);
        let to = self
            .compatible
            .partition_point(|(left, _)| *left <= position);
        if to - from <= held.len() {
            return self.compatible[from..to]
                .iter()
                .filter_map(|(_, other)| held.get(other))
                .sum();
        }
        held.iter()
            .filter(|(other, _)| self.are_compatible(position, **other))
            .map(|(_, words)| words)
            .sum()
    }
}

/// A word by its place in a list, and what it is compared by.
type Placed = (usize, Mark);

impl Mark {
    fn unit(&self) -> Option<usize> {
        match self.stance {
            Stance::Range(unit, _) => Some(unit),
            Stance::Names(_) | Stance::Alone => None,
        }
    }
}

/// With how many others each word of a list is counted.
struct Degrees(Vec<u64>);

impl Degrees {
    fn add(&mut self, words: &[Placed], more: Vec<u64>) {
        for ((at, _), more) in words.iter().zip(more) {
            self.0[*at] += more;
        }
    }

    fn take_off(&mut self, words: &[Placed], less: Vec<u64>) {
        for ((at, _), less) in words.iter().zip(less) {
            self.0[*at] -= less;
        }
    }
}

/// Words in runs of one key; those that have none are in none.
fn runs<K: Ord>(words: &[Placed], key: impl Fn(&Mark) -> Option<K>) -> Vec<Vec<Placed>> {
    let mut runs: BTreeMap<K, Vec<Placed>> = BTreeMap::new();
    for word in words {
        if let Some(key) = key(&word.1) {
            runs.entry(key).or_default().push(*word);
        }
    }
    runs.into_values().collect()
}

/// Words with a time and a value in one unit, as steps of a running total.
fn timed(words: &[Placed]) -> Vec<Timed> {
    let step = |(_, mark): &Placed| match (mark.time, mark.stance) {
        (Some(time), Stance::Range(_, value)) => Some(Timed { time, value }),
        _ => None,
    };
    words.iter().filter_map(step).collect()
}

/// Whether a total fell from the earlier to the later.
fn falls(earlier: Stance, later: Stance) -> bool {
    match (earlier, later) {
        (Stance::Range(unit, earlier), Stance::Range(other, later)) => {
            unit == other && later.is_before(earlier)
        }
        _ => false,
    }
}

/// What each position says.
fn stances(record: &Record, scale: &Scale, positions: &[Position]) -> Vec<Stance> {
    let mut units: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut stance = |(at, position): (usize, &Position)| {
        let claim = &record[position.claims.first()?.claim];
        let value = &record[claim.value];
        Some(match (&value.meaning, scale.reach(claim)) {
            (Meaning::Range { .. }, Some(reach)) => {
                let next = units.len();
                let unit = value.unit.as_ref().map(|unit| unit.folded.as_str());
                Stance::Range(*units.entry(unit).or_insert(next), reach)
            }
            (Meaning::Names(_), _) => Stance::Names(at),
            _ => Stance::Alone,
        })
    };
    positions
        .iter()
        .enumerate()
        .map(|position| stance(position).unwrap_or(Stance::Alone))
        .collect()
}

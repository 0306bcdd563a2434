//! Every figure of a comparison against a count of all pairs, on questions that cross every bound in the
//! code: more than fifty values a speaker, more than a thousand pairs, more than twenty positions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;

use crate::code::Code;
use crate::compare::{Comparison, Gap, Pairs, Relation, Status};
use crate::model::{ClaimId, SpeakerId};
use crate::report::Report;
use crate::testing::report_of;

/// Numbers so far apart still meet.
const TOLERANCE: i64 = 2;

/// A claim as the test writes it.
#[derive(Debug, Clone)]
struct Said {
    value: Value,
    /// The day, and the hour if there is one.
    time: Option<(i64, Option<i64>)>,
    speaker: u8,
    /// Who reports it; 0 if it is in the speaker's own file, which no report of others revises.
    publisher: u8,
}

#[derive(Debug, Clone)]
enum Value {
    /// A number from and up to which it may lie, both included.
    Range(Option<i64>, Option<i64>),
    /// Names, as the bits of a number.
    Names(u8),
    Unknown,
}

/// How claims are made: of a kind, of so many values, speakers and publishers.
#[derive(Debug, Clone, Copy)]
struct Size {
    kind: &'static str,
    claims: usize,
    values: i64,
    speakers: u8,
    publishers: u8,
}

fn value(Size { kind, values, .. }: Size) -> BoxedStrategy<Value> {
    let number = 1..=values;
    if kind == "names" {
        return prop_oneof![9 => (1..64_u8).prop_map(Value::Names), 1 => Just(Value::Unknown)]
            .boxed();
    }
    prop_oneof![
        8 => number.clone().prop_map(|number| Value::Range(Some(number), Some(number))),
        2 => number.clone().prop_map(|number| Value::Range(Some(number), None)),
        2 => number.clone().prop_map(|number| Value::Range(None, Some(number))),
        3 => (number, 1..6_i64).prop_map(|(low, more)| Value::Range(Some(low), Some(low + more))),
        1 => Just(Value::Unknown),
    ]
    .boxed()
}

fn said(size: Size) -> impl Strategy<Value = Said> {
    let time = prop::option::weighted(0.9, (1..4_i64, prop::option::of(1..4_i64)));
    (value(size), time, 0..size.speakers, 0..size.publishers).prop_map(
        |(value, time, speaker, publisher)| Said {
            value,
            time,
            speaker,
            publisher,
        },
    )
}

/// Few claims as people have them, and many of few speakers.
fn sizes() -> impl Strategy<Value = Size> {
    let kind = prop::sample::select(vec!["amount", "names"]);
    let size = prop_oneof![
        (1..20_usize, 2..6_i64, 1..5_u8),
        (50..120_usize, 60..90_i64, 1..3_u8),
        (60..140_usize, 3..30_i64, 1..9_u8),
    ];
    (kind, size, 1..5_u8).prop_map(|(kind, (claims, values, speakers), publishers)| Size {
        kind,
        claims,
        values,
        speakers,
        publishers,
    })
}

/// Returns a kind, a rule over time, and claims in the order of their files.
fn question() -> impl Strategy<Value = (&'static str, &'static str, Vec<Said>)> {
    let over_time = prop::sample::select(vec!["fixed", "grows", "varies"]);
    (sizes(), over_time).prop_flat_map(|(size, over_time)| {
        prop::collection::vec(said(size), size.claims.div_ceil(2)..=size.claims).prop_map(
            move |mut said| {
                said.sort_by_key(Said::file);
                let over_time = if size.kind == "names" && over_time == "grows" {
                    "varies"
                } else {
                    over_time
                };
                (size.kind, over_time, said)
            },
        )
    })
}

/// Returns the report on claims in the order of their files.
fn report(kind: &str, over_time: &str, said: &[Said]) -> Report {
    let tolerance = match kind {
        "names" => String::new(),
        _ => format!("tolerance = {TOLERANCE}\n"),
    };
    let topic = format!(
        "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = '{kind}'\nover_time = '{over_time}'\n{tolerance}"
    );
    let mut files = vec![("topic.toml".to_owned(), topic)];
    for of_one in said.chunk_by(|left, right| left.file() == right.file()) {
        let mut text = String::new();
        for claim in of_one {
            write_claim(&mut text, claim);
        }
        files.push((of_one[0].file(), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    report_of(&files)
}

fn write_claim(text: &mut String, claim: &Said) {
    let value = match &claim.value {
        Value::Range(Some(low), Some(high)) if low == high => low.to_string(),
        Value::Range(Some(low), Some(high)) => format!("'{low} to {high}'"),
        Value::Range(Some(low), None) => format!("'at least {low}'"),
        Value::Range(None, Some(high)) => format!("'up to {high}'"),
        Value::Names(bits) => {
            let names = (0..6).filter(|bit| bits & 1 << bit != 0);
            let names: Vec<String> = names.map(|bit| format!("'n{bit}'")).collect();
            format!("[{}]", names.join(", "))
        }
        Value::Range(None, None) | Value::Unknown => "'unknown'".to_owned(),
    };
    let _ = writeln!(
        text,
        "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}"
    );
    if claim.publisher > 0 {
        let _ = writeln!(text, "by = 's{}'", claim.speaker);
    }
    match claim.time {
        None => {}
        Some((day, None)) => drop(writeln!(text, "as_of = 2025-01-0{day}")),
        Some((day, Some(hour))) => drop(writeln!(text, "as_of = 2025-01-0{day}T0{hour}:00:00")),
    }
}

impl Said {
    /// Returns the name of its file, which is also that of its publisher.
    fn file(&self) -> String {
        match self.publisher {
            0 => format!("s{}.toml", self.speaker),
            publisher => format!("p{publisher}.toml"),
        }
    }

    fn is_below(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Range(_, Some(high)), Value::Range(Some(low), _)) => high + TOLERANCE < *low,
            _ => false,
        }
    }

    fn is_apart(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Names(left), Value::Names(right)) => left & right == 0,
            _ => self.is_below(other) || other.is_below(self),
        }
    }

    /// Returns when its time begins and ends, in hours; a time of day is a moment.
    fn hours(&self) -> Option<(i64, i64)> {
        self.time.map(|(day, hour)| match hour {
            Some(hour) => (day * 24 + hour, day * 24 + hour),
            None => (day * 24, day * 24 + 23),
        })
    }

    fn is_before(&self, other: &Self) -> bool {
        let hours = self.hours().zip(other.hours());
        hours.is_some_and(|((_, end), (begin, _))| end < begin)
    }

    fn contradicts(&self, other: &Self, over_time: &str) -> bool {
        let (own, others) = (self.time, other.time);
        match over_time {
            "fixed" => self.is_apart(other),
            "varies" => {
                let one_moment = own.zip(others).is_some_and(|((day, hour), (other, at))| {
                    day == other && (hour == at || hour.is_none() || at.is_none())
                });
                one_moment && self.is_apart(other)
            }
            _ if own.is_none() || others.is_none() => false,
            _ if own == others => self.is_apart(other),
            _ if self.is_before(other) => other.is_below(self),
            _ => other.is_before(self) && self.is_below(other),
        }
    }
}

/// The counts of all pairs, one by one.
#[derive(Debug, Default, PartialEq)]
struct Counted {
    pairs: Pairs,
    by_claim: BTreeMap<usize, Pairs>,
    by_speaker: BTreeMap<u8, Pairs>,
    /// The distance of the pair that is farthest apart.
    widest: Option<i64>,
}

fn counted(live: &[usize], said: &[Said], over_time: &str) -> Counted {
    let mut counted = Counted::default();
    for (at, &left) in live.iter().enumerate() {
        for &right in &live[at + 1..] {
            let (one, other) = (&said[left], &said[right]);
            if !one.contradicts(other, over_time) {
                continue;
            }
            let successive = one.is_before(other) || other.is_before(one);
            let mut pair = Pairs::default();
            if one.speaker != other.speaker {
                pair.between_speakers = 1;
            } else if one.publisher != other.publisher && !successive {
                pair.misquote = 1;
            } else {
                pair.own = 1;
            }
            counted.pairs += pair;
            *counted.by_claim.entry(left).or_default() += pair;
            *counted.by_claim.entry(right).or_default() += pair;
            let speakers = BTreeSet::from([one.speaker, other.speaker]);
            for speaker in speakers {
                *counted.by_speaker.entry(speaker).or_default() += pair;
            }
            counted.widest = counted.widest.max(distance(one, other));
        }
    }
    counted
}

/// Returns how far apart the nearest ends of two numbers are.
fn distance(one: &Said, other: &Said) -> Option<i64> {
    match (&one.value, &other.value) {
        (Value::Range(low, high), Value::Range(other_low, other_high)) => {
            let above = low.zip(*other_high).map(|(low, high)| low - high);
            above.max(other_low.zip(*high).map(|(low, high)| low - high))
        }
        _ => None,
    }
}

/// Returns the same counts as the comparison has them.
fn compared(report: &Report, comparison: &Comparison) -> Counted {
    let conflicts = &comparison.conflicts;
    let speaker = |id: SpeakerId| report.record[id].name.id[1..].parse::<u8>().unwrap();
    Counted {
        pairs: conflicts.pairs,
        by_claim: conflicts
            .by_claim
            .iter()
            .map(|(claim, pairs)| (claim.index(), *pairs))
            .collect(),
        by_speaker: conflicts
            .by_speaker
            .iter()
            .map(|(id, pairs)| (speaker(*id), *pairs))
            .collect(),
        widest: comparison
            .widest_gap
            .as_ref()
            .map(|widest| match &widest.gap {
                Gap::Number(gap) => gap.to_i64().unwrap(),
                gap => unreachable!("{gap:?}"),
            }),
    }
}

/// Returns the claims that count.
fn live(comparison: &Comparison) -> Vec<usize> {
    let held = comparison
        .positions
        .iter()
        .flat_map(|position| &position.claims);
    let live: BTreeSet<usize> = held
        .filter(|held| held.status == Status::Live)
        .map(|held| held.claim.index())
        .collect();
    live.into_iter().collect()
}

/// Returns the claims of each finding of a code, in order.
fn named(report: &Report, code: Code) -> Vec<Vec<usize>> {
    report
        .findings_of(code)
        .map(|finding| finding.claims.iter().copied().map(ClaimId::index).collect())
        .collect()
}

/// Returns for each speaker with such a pair the claims that are in one.
fn taking_part(counted: &Counted, said: &[Said], count: fn(&Pairs) -> u64) -> Vec<Vec<usize>> {
    let mut claims: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (claim, pairs) in &counted.by_claim {
        if count(pairs) > 0 {
            claims.entry(said[*claim].speaker).or_default().push(*claim);
        }
    }
    claims.into_values().collect()
}

/// Counts the pairs that the relations list.
fn listed(comparison: &Comparison) -> u64 {
    let relations = comparison.relations.iter();
    relations
        .map(|related| match related.relation {
            Relation::Contradicts(pairs) => pairs.total(),
            _ => 0,
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_that_of_all_pairs((kind, over_time, said) in question()) {
        let report = report(kind, over_time, &said);
        let comparison = &report.comparisons[0];
        let expected = counted(&live(comparison), &said, over_time);
        prop_assert_eq!(&compared(&report, comparison), &expected);
        if !comparison.relations_cut {
            prop_assert_eq!(listed(comparison), expected.pairs.total());
        }
        let contradictions = named(&report, Code::Contradiction).len();
        prop_assert_eq!(contradictions, usize::from(expected.pairs.between_speakers > 0));
        let misquotes = taking_part(&expected, &said, |pairs| pairs.misquote);
        prop_assert_eq!(named(&report, Code::Misquote), misquotes);
        if over_time != "grows" {
            let own = taking_part(&expected, &said, |pairs| pairs.own);
            prop_assert_eq!(named(&report, Code::SelfContradiction), own);
        }
    }
}

/// Makes a number of claims of one speaker, each with a number of its own.
fn one_speaker(claims: i64, publishers: u8) -> Vec<Said> {
    let mut said: Vec<Said> = (0..claims)
        .map(|at| Said {
            value: Value::Range(Some(at * 10), Some(at * 10)),
            time: None,
            speaker: 0,
            publisher: 1 + u8::try_from(at % i64::from(publishers)).unwrap(),
        })
        .collect();
    said.sort_by_key(Said::file);
    said
}

#[test]
fn one_speaker_alone_is_never_a_contradiction_between_speakers() {
    for (claims, publishers, misquote, own) in
        [(46, 1, 0, 1_035), (60, 1, 0, 1_770), (60, 2, 900, 870)]
    {
        let said = one_speaker(claims, publishers);
        let report = report("amount", "fixed", &said);
        let pairs = Pairs {
            between_speakers: 0,
            misquote,
            own,
        };
        assert_eq!(report.comparisons[0].conflicts.pairs, pairs, "{claims}");
        assert_eq!(named(&report, Code::Contradiction).len(), 0);
        let everybody: Vec<usize> = (0..said.len()).collect();
        assert_eq!(
            named(&report, Code::SelfContradiction),
            std::slice::from_ref(&everybody)
        );
        if misquote > 0 {
            assert_eq!(named(&report, Code::Misquote), [everybody]);
        }
    }
}

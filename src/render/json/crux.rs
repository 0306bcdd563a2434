//! The JSON of `crosscheck crux`.

use std::io::{self, Write};

use serde::Serialize;

use super::{ClaimOut, SCHEMA, SummaryOut, claim, speaker_id, summary, write};
use crate::compare::{Held, Status};
use crate::crux::{Crux, Group, Pick, Proof, Step};
use crate::report::Report;

#[derive(Serialize)]
struct CruxOut<'r> {
    schema: &'static str,
    summary: SummaryOut,
    groups: Vec<GroupOut<'r>>,
}

#[derive(Serialize)]
struct GroupOut<'r> {
    events: Vec<&'r str>,
    contradictions: u64,
    pairs: u64,
    sums: u64,
    cleared: u64,
    remaining: u64,
    exact: bool,
    at_most: u64,
    steps: Vec<StepOut<'r>>,
}

#[derive(Serialize)]
struct StepOut<'r> {
    #[serde(flatten)]
    word: WordOut<'r>,
    clears: u64,
    remaining: u64,
    settles: bool,
    as_many: Vec<WordOut<'r>>,
    all_as_many: usize,
}

#[derive(Serialize)]
struct WordOut<'r> {
    event: &'r str,
    attribute: &'r str,
    label: &'r str,
    value: &'r str,
    speaker: &'r str,
    claims: Vec<ClaimOut<'r>>,
}

/// Writes what to check first.
pub fn crux(report: &Report, crux: &Crux, out: &mut dyn Write) -> io::Result<()> {
    let groups = crux
        .groups
        .iter()
        .map(|group| self::group(report, group))
        .collect();
    write(
        &CruxOut {
            schema: SCHEMA,
            summary: summary(report),
            groups,
        },
        out,
    )
}

fn group<'r>(report: &'r Report, group: &Group) -> GroupOut<'r> {
    let cleared = group.total() - group.remaining();
    GroupOut {
        events: group
            .events
            .iter()
            .map(|event| report.record[*event].name.id.as_str())
            .collect(),
        contradictions: group.total(),
        pairs: group.pairs,
        sums: group.sums,
        cleared,
        remaining: group.remaining(),
        exact: group.proof == Proof::Exact,
        at_most: match group.proof {
            Proof::Exact => cleared,
            Proof::AtMost(most) => most,
        },
        steps: group
            .steps
            .iter()
            .map(|step| self::step(report, step))
            .collect(),
    }
}

fn step<'r>(report: &'r Report, step: &Step) -> StepOut<'r> {
    StepOut {
        word: word(report, &step.pick),
        clears: step.clears,
        remaining: step.remaining,
        settles: step.settles,
        as_many: step.as_many.iter().map(|pick| word(report, pick)).collect(),
        all_as_many: step.all_as_many,
    }
}

fn word<'r>(report: &'r Report, pick: &Pick) -> WordOut<'r> {
    let comparison = &report.comparisons[pick.comparison];
    let attribute = &report.record[comparison.question.attribute];
    let live = |id| Held {
        claim: id,
        status: Status::Live,
    };
    WordOut {
        event: &report.record[comparison.question.event].name.id,
        attribute: &attribute.name.id,
        label: &attribute.label,
        value: &comparison.positions[pick.word.position].value,
        speaker: speaker_id(report, pick.word.speaker),
        claims: pick
            .word
            .claims
            .iter()
            .map(|id| claim(report, live(*id)))
            .collect(),
    }
}

//! What changed, as JSON: a contract of its own, version 1.

use std::io::{self, Write};

use serde::Serialize;

use super::write;
use crate::diff::{Changed, Diff, Fate, Found, Move};

/// The version of the contract.
const SCHEMA: &str = "crosscheck-diff/1";

#[derive(Serialize)]
struct DiffOut<'d> {
    schema: &'static str,
    summary: SummaryOut,
    contradictions: Vec<FoundOut<'d>>,
    findings: Vec<FoundOut<'d>>,
    questions: Vec<ChangedOut<'d>>,
}

#[derive(Serialize)]
struct SummaryOut {
    contradictions: FatesOut,
    unresolved: usize,
    findings: FatesOut,
    questions: FatesOut,
    errors_before: usize,
    errors_after: usize,
}

#[derive(Serialize)]
struct FatesOut {
    new: usize,
    gone: usize,
    changed: usize,
}

#[derive(Serialize)]
struct FoundOut<'d> {
    fate: &'static str,
    identity: &'d str,
    code: &'d str,
    topic: &'d str,
    event: &'d str,
    attribute: &'d str,
    message: &'d str,
    resolved_before: bool,
    resolved_after: bool,
    positions: Vec<StandingOut<'d>>,
    moves: Vec<MoveOut<'d>>,
}

#[derive(Serialize)]
struct StandingOut<'d> {
    identity: &'d str,
    value: &'d str,
    unit: Option<&'d str>,
    speakers: Vec<&'d str>,
}

#[derive(Serialize)]
struct MoveOut<'d> {
    speaker: &'d str,
    unnamed_in: Option<&'d str>,
    before: Vec<&'d str>,
    after: Vec<&'d str>,
}

#[derive(Serialize)]
struct ChangedOut<'d> {
    fate: &'static str,
    topic: &'d str,
    event: &'d str,
    attribute: &'d str,
    label: &'d str,
    outcome_before: Option<&'d str>,
    outcome_after: Option<&'d str>,
    gained: Vec<&'d str>,
    lost: Vec<&'d str>,
    moves: Vec<MoveOut<'d>>,
}

/// Writes what changed.
pub fn diff(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let value = DiffOut {
        schema: SCHEMA,
        summary: SummaryOut {
            contradictions: fates(diff.contradictions.iter().map(|found| found.fate)),
            unresolved: diff.unresolved().count(),
            findings: fates(diff.findings.iter().map(|found| found.fate)),
            questions: fates(diff.questions.iter().map(|changed| changed.fate)),
            errors_before: diff.errors[0],
            errors_after: diff.errors[1],
        },
        contradictions: diff.contradictions.iter().map(found).collect(),
        findings: diff.findings.iter().map(found).collect(),
        questions: diff.questions.iter().map(changed).collect(),
    };
    write(&value, out)
}

fn fates(fates: impl Iterator<Item = Fate>) -> FatesOut {
    let mut counts = FatesOut {
        new: 0,
        gone: 0,
        changed: 0,
    };
    for fate in fates {
        match fate {
            Fate::New => counts.new += 1,
            Fate::Gone => counts.gone += 1,
            Fate::Changed => counts.changed += 1,
        }
    }
    counts
}

fn found<'d>(found: &'d Found<'_>) -> FoundOut<'d> {
    let [resolved_before, resolved_after] = found.place.resolved();
    let standing = found.standing.iter().map(|standing| StandingOut {
        identity: &standing.position.identity,
        value: &standing.position.value,
        unit: standing.position.unit.as_deref(),
        speakers: standing.voices.iter().map(|voice| voice.id).collect(),
    });
    FoundOut {
        fate: found.fate.word(),
        identity: found.identity,
        code: found.code,
        topic: &found.place.event.topic,
        event: &found.place.event.id,
        attribute: found
            .place
            .question()
            .map_or("", |question| &question.attribute),
        message: found.message,
        resolved_before,
        resolved_after,
        positions: standing.collect(),
        moves: found.moves.iter().map(moved).collect(),
    }
}

fn changed<'d>(changed: &'d Changed<'_>) -> ChangedOut<'d> {
    let question = changed.place.question();
    let [outcome_before, outcome_after] = changed.place.outcomes();
    ChangedOut {
        fate: changed.fate.word(),
        topic: &changed.place.event.topic,
        event: &changed.place.event.id,
        attribute: question.map_or("", |question| &question.attribute),
        label: question.map_or("", |question| &question.label),
        outcome_before,
        outcome_after,
        gained: changed.gained().map(|one| one.voice.id).collect(),
        lost: changed.lost().map(|one| one.voice.id).collect(),
        moves: changed.moves.iter().map(moved).collect(),
    }
}

fn moved<'d>(one: &'d Move<'_>) -> MoveOut<'d> {
    MoveOut {
        speaker: one.voice.id,
        unnamed_in: one.voice.unnamed_in,
        before: one
            .before
            .iter()
            .map(|position| position.value.as_str())
            .collect(),
        after: one
            .after
            .iter()
            .map(|position| position.value.as_str())
            .collect(),
    }
}

//! A report as the state that a diff compares: the same as when it is saved as JSON and read again.

use std::collections::BTreeMap;

use super::words;
use crate::compare::{Comparison, Held, Position, Status};
use crate::identity::{self, Identity};
use crate::load::state::{
    Claim, Event, Finding, Position as Stand, Question, Speaker, State, Summary,
};
use crate::report::Report;

/// The state that a report shows.
pub fn state(report: &Report) -> State {
    let of_one_event =
        |left: &Comparison, right: &Comparison| left.question.event == right.question.event;
    let events = report.comparisons.chunk_by(of_one_event);
    let known_by = identity::of_findings(report);
    State {
        summary: Summary {
            errors: report.summary().errors,
        },
        speakers: speakers(report),
        events: events
            .filter_map(|comparisons| event(report, comparisons))
            .collect(),
        findings: report
            .findings
            .iter()
            .zip(known_by)
            .map(|(found, by)| finding(report, found, by))
            .collect(),
    }
}

fn speakers(report: &Report) -> Vec<Speaker> {
    let record = &report.record;
    let claims = report
        .comparisons
        .iter()
        .flat_map(|shown| &shown.question.claims);
    let shown = claims.map(|claim| &record[record[*claim].speaker]);
    let by_id: BTreeMap<&str, Speaker> = shown
        .map(|speaker| {
            let (id, short) = (speaker.name.id.clone(), speaker.short.clone());
            (
                speaker.name.id.as_str(),
                Speaker {
                    id,
                    short,
                    unnamed: speaker.unnamed_in.is_some(),
                },
            )
        })
        .collect();
    by_id.into_values().collect()
}

fn event(report: &Report, comparisons: &[Comparison]) -> Option<Event> {
    let event = &report.record[comparisons.first()?.question.event];
    let topic = &report.record[event.topic];
    Some(Event {
        id: event.name.id.clone(),
        title: event.title.clone(),
        date: event.date.clone(),
        topic: topic.title.clone(),
        folder: topic.folder.clone(),
        questions: comparisons
            .iter()
            .map(|comparison| question(report, comparison))
            .collect(),
    })
}

fn question(report: &Report, comparison: &Comparison) -> Question {
    let attribute = &report.record[comparison.question.attribute];
    Question {
        attribute: attribute.name.id.clone(),
        label: attribute.label.clone(),
        outcome: comparison.outcome.word().to_owned(),
        resolved: report.is_resolved(comparison),
        positions: comparison
            .positions
            .iter()
            .map(|position| self::position(report, position))
            .collect(),
        relations_cut: comparison.relations_cut,
    }
}

fn position(report: &Report, position: &Position) -> Stand {
    let record = &report.record;
    let first = position
        .claims
        .first()
        .map(|held| &record[record[held.claim].value]);
    Stand {
        identity: first
            .map(|value| identity::of_value(value).to_string())
            .unwrap_or_default(),
        value: position.value.clone(),
        shown: words::shown(report, position),
        unit: position.unit.clone(),
        claims: position
            .claims
            .iter()
            .map(|held| claim(report, *held))
            .collect(),
    }
}

fn claim(report: &Report, held: Held) -> Claim {
    let claim = &report.record[held.claim];
    let id = |speaker: crate::model::SpeakerId| report.record[speaker].name.id.clone();
    Claim {
        id: report.claim_name(held.claim),
        source: id(claim.source),
        speaker: id(claim.speaker),
        live: held.status == Status::Live,
    }
}

fn finding(report: &Report, finding: &crate::finding::Finding, known_by: Identity) -> Finding {
    let event = &report.record[finding.event];
    Finding {
        identity: known_by.to_string(),
        code: finding.code().word().to_owned(),
        folder: report.record[event.topic].folder.clone(),
        event: event.name.id.clone(),
        attribute: report.record[finding.attribute].name.id.clone(),
        message: words::finding(report, finding),
        claims: finding
            .claims
            .iter()
            .map(|claim| report.claim_name(*claim))
            .collect(),
    }
}

//! The state that a diff compares, made from a document: from a saved report as from a report at hand.

use super::claim::ClaimJson;
use super::event::EventJson;
use super::finding::FindingJson;
use super::question::{PositionJson, QuestionJson};
use super::report::{ReportJson, SpeakerJson};
use crate::diff::{
    ClaimState, EventState, FindingState, PositionState, QuestionState, SpeakerState, State,
};
use crate::report::Report;

impl From<&Report> for State {
    fn from(report: &Report) -> Self {
        Self::from(ReportJson::new(report))
    }
}

impl From<ReportJson<'_>> for State {
    fn from(report: ReportJson<'_>) -> Self {
        Self {
            errors: report.summary.errors,
            speakers: report.speakers.into_iter().map(speaker).collect(),
            events: report.events.into_iter().map(event).collect(),
            findings: report.findings.into_iter().map(finding).collect(),
        }
    }
}

fn speaker(speaker: SpeakerJson<'_>) -> SpeakerState {
    SpeakerState {
        id: speaker.id.into(),
        short: speaker.short.into(),
        unnamed: speaker.unnamed,
    }
}

fn event(event: EventJson<'_>) -> EventState {
    EventState {
        id: event.id.into(),
        title: event.title.into(),
        date: event.date.map(String::from),
        topic: event.topic.into(),
        folder: event.folder.into(),
        questions: event.questions.into_iter().map(question).collect(),
    }
}

fn question(question: QuestionJson<'_>) -> QuestionState {
    QuestionState {
        attribute: question.attribute.into(),
        label: question.label.into(),
        outcome: question.outcome.into(),
        resolved: question.resolved,
        positions: question.positions.into_iter().map(position).collect(),
        relations_cut: question.relations_cut,
    }
}

fn position(position: PositionJson<'_>) -> PositionState {
    PositionState {
        identity: position.identity.into(),
        value: position.value.into(),
        shown: position.shown.into(),
        unit: position.unit.map(String::from),
        claims: position.claims.into_iter().map(claim).collect(),
    }
}

fn claim(claim: ClaimJson<'_>) -> ClaimState {
    ClaimState {
        id: claim.id.into(),
        source: claim.source.into(),
        speaker: claim.speaker.into(),
        live: claim.live,
    }
}

fn finding(finding: FindingJson<'_>) -> FindingState {
    FindingState {
        identity: finding.identity.into(),
        code: finding.code.into(),
        folder: finding.folder.into(),
        event: finding.event.into(),
        attribute: finding.attribute.into(),
        message: finding.message.into(),
        claims: finding.claims.into_iter().map(String::from).collect(),
    }
}

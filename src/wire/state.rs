//! The state that a diff compares, made from a document: from a saved report as from a report at hand.

use super::claim::ClaimJson;
use super::event::EventJson;
use super::finding::FindingJson;
use super::question::{PositionJson, QuestionJson, ResolutionJson};
use super::report::{ReportJson, SpeakerJson};
use super::vocabulary::VocabularyJson;
use crate::diff::{
    ClaimState, EventState, FilePlace, FindingState, PositionState, QuestionState, ResolutionState,
    SpeakerState, State, WordState,
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
            tellers: report.tellers.map_or_else(Vec::new, |tellers| {
                tellers.into_iter().map(speaker).collect()
            }),
            events: report.events.into_iter().map(event).collect(),
            findings: report.findings.into_iter().map(finding).collect(),
            vocabulary: report
                .vocabulary
                .map(|lines| lines.into_iter().map(word).collect()),
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
        resolution: question.resolution.map(resolution),
        gap: question.gap.map(String::from),
        positions: question.positions.into_iter().map(position).collect(),
        relations_cut: question.relations_cut,
    }
}

fn resolution(resolution: ResolutionJson<'_>) -> ResolutionState {
    ResolutionState {
        by: resolution.by.map(String::from),
        date: resolution.date.into(),
        note: resolution.note.map(String::from),
    }
}

fn word(line: VocabularyJson<'_>) -> WordState {
    WordState {
        topic: line.topic.into(),
        folder: line.folder.into(),
        table: line.table.into(),
        id: line.id.into(),
        key: line.key.into(),
        value: line.value.into(),
        at: line.file.zip(line.line).map(|(file, line)| FilePlace {
            file: file.into(),
            line,
        }),
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
        at: FilePlace {
            file: claim.file.into(),
            line: claim.line as usize,
        },
        speaker: claim.speaker.into(),
        publisher: claim.publisher.into(),
        as_written: claim.as_written.into(),
        quote: claim.quote.map(String::from),
        url: claim.url.map(String::from),
        archived: claim.archived.map(String::from),
        as_of: claim.as_of.map(String::from),
        live: claim.live,
        withdrawn: claim.withdrawn.map(String::from),
        replaced_by: claim.replaced_by.map(String::from),
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

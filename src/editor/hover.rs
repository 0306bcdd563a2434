//! What is shown where the cursor rests: what a value means and who says otherwise, what an id stands
//! for. It is markdown, and everything in it that comes from a file is made safe first.

use std::ops::Range;

use super::cursor::{Cursor, id_around};
use super::goto::{is_value, subject};
use super::others::Others;
use super::subject::{Subject, claim_at};
use crate::compare::Status;
use crate::files::FileId;
use crate::message::resolution;
use crate::model::{Attribute, Claim, ClaimId, Event, PartyId, SpeakerId};
use crate::phrase::value::meaning_of_claim;
use crate::render::markdown::escape;
use crate::report::Report;
use crate::safe::safe;

/// No more claims than this are listed under one heading; the rest are counted.
const MOST: usize = 10;

/// What is shown, and for which stretch of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hover {
    /// The stretch.
    pub(crate) bytes: Range<usize>,
    /// What is shown, as markdown.
    pub(crate) markdown: String,
}

/// Returns what is shown for a place in a file.
pub(crate) fn hover(report: &Report, file: FileId, offset: usize) -> Option<Hover> {
    let text = report.files.text(file);
    let Cursor::Value { key, spot, .. } = Cursor::at(text, offset) else {
        return None;
    };
    if is_value(&key, &spot) {
        let markdown = claim(report, claim_at(report, file, offset, spot.header)?)?;
        return Some(Hover {
            bytes: spot.range,
            markdown,
        });
    }
    let markdown = described(report, subject(report, file, offset, &key, &spot)?);
    let bytes = if key == "holds" {
        id_around(text, &spot.inner, offset)
    } else {
        spot.range
    };
    Some(Hover { bytes, markdown })
}

/// Text of a file that stays text.
fn shown(text: &str) -> String {
    escape(safe(text).as_str())
}

/// Returns what a claim says, and what the others say of it.
fn claim(report: &Report, id: ClaimId) -> Option<String> {
    let claim = &report.record[id];
    let others = Others::of(report, id)?;
    let written = shown(&report.record[claim.value].written);
    let mut parts = vec![format!(
        "**{written}** leaves possible: {}",
        escape(meaning_of_claim(&report.record, claim).as_str())
    )];
    parts.extend(past(others.status).map(str::to_owned));
    for (heading, claims) in [
        ("Says otherwise", &others.against),
        ("Says the same", &others.same),
        ("Can be reconciled with it", &others.beside),
    ] {
        if !claims.is_empty() {
            parts.push(format!("{heading}:\n{}", list(report, claims)));
        }
    }
    if parts.len() == 1 {
        parts.push("Nobody else says anything about it.".to_owned());
    }
    parts.extend(looked_at(report, claim));
    Some(parts.join("\n\n"))
}

/// Returns what an editor wrote on the question.
fn looked_at(report: &Report, claim: &Claim) -> Vec<String> {
    let comparison = report.comparison(claim.event, claim.attribute);
    let resolved = comparison.and_then(|comparison| report.resolved(comparison));
    let sentences = resolved.map_or_else(Vec::new, |resolved| resolution(report, resolved));
    sentences
        .iter()
        .map(|sentence| escape(sentence.as_str()))
        .collect()
}

/// Why a claim is not compared.
fn past(status: Status) -> Option<&'static str> {
    match status {
        Status::Live => None,
        Status::Withdrawn => Some("It is history: its speaker took it back."),
        Status::Superseded(_) => Some("It is history: another claim replaces it."),
        Status::Revised(_) => Some("It is history: its speaker gave a value for a later time."),
        Status::Outdated(_) => Some("It is history: its speaker gave this value up."),
    }
}

fn list(report: &Report, claims: &[ClaimId]) -> String {
    let mut lines: Vec<String> = claims
        .iter()
        .take(MOST)
        .map(|id| line(report, *id))
        .collect();
    if claims.len() > MOST {
        lines.push(format!("- and {} more", claims.len() - MOST));
    }
    lines.join("\n")
}

/// Writes a claim in a line: "City fire brigade: 12 (as of 2025-03-15), in Evening Post".
fn line(report: &Report, id: ClaimId) -> String {
    let record = &report.record;
    let claim = &record[id];
    let when = record
        .as_of(claim)
        .map(|as_of| format!(" (as of {})", shown(&as_of.written)));
    let publisher = (claim.publisher != claim.speaker)
        .then(|| format!(", in {}", shown(&record[claim.publisher].full)));
    format!(
        "- {}: {}{}{}",
        shown(&record[claim.speaker].full),
        shown(&record[claim.value].written),
        when.unwrap_or_default(),
        publisher.unwrap_or_default(),
    )
}

fn described(report: &Report, subject: Subject) -> String {
    let record = &report.record;
    match subject {
        Subject::Event(id) => event(report, &record[id]),
        Subject::Attribute(id) => attribute(report, &record[id]),
        Subject::Speaker(id) => speaker(report, id),
        Subject::Party(id) => head(&record[id].full, "party", &[]),
        Subject::Scope(id) => {
            let within = record[id].within;
            let within = within.map_or_else(String::new, |within| record[within].label.clone());
            head(&record[id].label, "scope", &[("within", within)])
        }
        Subject::Claim(id) => line(report, id).trim_start_matches("- ").to_owned(),
    }
}

/// Returns a name, what it is a name of, and what else is known of it.
fn head(name: &str, what: &str, known: &[(&str, String)]) -> String {
    let mut lines = vec![format!("**{}** ({what})", shown(name))];
    let known = known.iter().filter(|(_, value)| !value.is_empty());
    lines.extend(known.map(|(key, value)| format!("- {key}: {}", shown(value))));
    lines.join("\n")
}

fn event(report: &Report, event: &Event) -> String {
    let within = event.within.map(|whole| report.record[whole].title.clone());
    let known = [
        ("date", event.date.clone().unwrap_or_default()),
        ("place", event.place.clone().unwrap_or_default()),
        ("part of", within.unwrap_or_default()),
    ];
    head(
        &event.title,
        if event.name.declared.is_some() {
            "event"
        } else {
            "event that nothing declares"
        },
        &known,
    )
}

fn attribute(report: &Report, attribute: &Attribute) -> String {
    let harms = attribute
        .harms
        .map(|party| party_name(report, party))
        .unwrap_or_default();
    let unit = attribute.unit.clone().unwrap_or_default();
    let declared = attribute.name.declared.is_some();
    let known = [
        ("kind", attribute.kind.word().to_owned()),
        ("unit", unit),
        ("harms", harms),
    ];
    head(
        &attribute.label,
        if declared {
            "attribute"
        } else {
            "attribute that nothing declares"
        },
        &known,
    )
}

fn speaker(report: &Report, id: SpeakerId) -> String {
    let speaker = &report.record[id];
    let party = speaker
        .party
        .map(|party| party_name(report, party))
        .unwrap_or_default();
    let kind = speaker.kind.clone().unwrap_or_default();
    let what = if speaker.name.declared.is_some() {
        "speaker"
    } else {
        "speaker that nothing declares"
    };
    head(&speaker.full, what, &[("party", party), ("kind", kind)])
}

fn party_name(report: &Report, party: PartyId) -> String {
    report.record[party].full.clone()
}

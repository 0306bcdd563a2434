//! Messages from findings.

use super::data::{Label, Message, Scope};
use super::help::help;
use super::hints::hints;
use super::resolution::resolution;
use super::title::title;
use crate::files::Span;
use crate::finding::{Detail, Finding};
use crate::model::ClaimId;
use crate::phrase::name::{list, name};
use crate::report::Report;
use crate::resolve::Details;
use crate::safe::{Shown, safe, shown};

impl Message {
    /// Makes a finding showable, with a label for each claim, up to `most`. The rest are counted.
    pub(crate) fn from_finding(report: &Report, finding: &Finding, most: usize) -> Self {
        let comparison = report.contradicted(finding);
        let resolved = comparison.and_then(|comparison| report.resolved(comparison));
        let resolved = resolved.map_or_else(Vec::new, |resolved| resolution(report, resolved));
        let hints = comparison.map_or_else(Vec::new, |comparison| hints(report, comparison));
        let told: Vec<(ClaimId, Details)> = nearest_first(report, finding)
            .into_iter()
            .take(most)
            .map(|id| (id, report.details(&report.record[id])))
            .collect();
        Self {
            code: finding.code(),
            scope: Scope::Question((finding.event, finding.attribute)),
            title: title(report, finding),
            notes: hints.into_iter().chain(resolved).collect(),
            addresses: addresses(report, &told),
            help: help(&finding.detail).into(),
            labels: told
                .iter()
                .map(|(id, details)| speaker_label(report, *id, details))
                .collect(),
            left_out: finding.claims.len().saturating_sub(most),
            settled: comparison.is_some_and(|comparison| report.is_resolved(comparison))
                || matches!(finding.detail, Detail::Revised { .. }),
        }
    }
}

/// Returns the claims of a finding; if the report is on a change, first those that it touches, then those in a file that
/// it touches.
fn nearest_first(report: &Report, finding: &Finding) -> Vec<ClaimId> {
    let mut claims = finding.claims.clone();
    if report.touched.is_some() {
        claims.sort_by_cached_key(|id| report.touch(report.record.extent(&report.record[*id])));
    }
    claims
}

/// Words where claims can be read, each place once: "Army, Rebels: https://…, archived: https://…".
fn addresses(report: &Report, told: &[(ClaimId, Details)]) -> Vec<Shown> {
    let mut places: Vec<(Shown, Vec<Shown>)> = Vec::new();
    for (id, details) in told {
        let url = details.url.as_deref().map(safe);
        let archived = details.archived.as_deref();
        let archived = archived.map(|copy| shown!("archived: {}", safe(copy)));
        let place = Shown::join(url.into_iter().chain(archived), ", ");
        if place.is_empty() {
            continue;
        }
        let speaker = name(&report.record, report.record[*id].speaker);
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, speakers)) if speakers.contains(&speaker) => {}
            Some((_, speakers)) => speakers.push(speaker),
            None => places.push((place, vec![speaker])),
        }
    }
    let places = places.into_iter();
    places
        .map(|(place, speakers)| shown!("{}: {}", list(speakers), place))
        .collect()
}

/// Labels the value of a claim with its speaker.
fn speaker_label(report: &Report, id: ClaimId, details: &Details) -> Label {
    let speaker = report.record[id].speaker;
    Label::at(place(report, id, details), name(&report.record, speaker))
}

/// Labels the value of a claim with its speaker and its words: "Army: 23".
pub(crate) fn value_label(report: &Report, id: ClaimId) -> Label {
    let claim = &report.record[id];
    let value = safe(&report.record[claim.value].written);
    let words = shown!("{}: {}", name(&report.record, claim.speaker), value);
    Label::at(value_place(report, id), words)
}

/// Returns the place of a claim's value, or of the claim if that is not known.
pub(crate) fn value_place(report: &Report, id: ClaimId) -> Span {
    place(report, id, &report.details(&report.record[id]))
}

fn place(report: &Report, id: ClaimId, details: &Details) -> Span {
    let extent = report.record.extent(&report.record[id]);
    details.value_place.unwrap_or(extent)
}

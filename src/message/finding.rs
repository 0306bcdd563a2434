//! Messages from findings.

use super::data::{Label, Message, Scope};
use super::help::help;
use super::hints::hints;
use super::resolution::resolution;
use super::title::title;
use crate::files::Span;
use crate::finding::{Detail, Finding};
use crate::model::ClaimId;
use crate::phrase::name::name;
use crate::report::Report;
use crate::safe::{safe, shown};

impl Message {
    /// Makes a finding showable, with a label for each claim, up to `most`. The rest are counted.
    pub(crate) fn from_finding(report: &Report, finding: &Finding, most: usize) -> Self {
        let comparison = report.contradicted(finding);
        let resolved = comparison.and_then(|comparison| report.resolved(comparison));
        let resolved = resolved.map_or_else(Vec::new, |resolved| resolution(report, resolved));
        let hints = comparison.map_or_else(Vec::new, |comparison| hints(report, comparison));
        let claims = finding.claims.iter().take(most);
        Self {
            code: finding.code(),
            scope: Scope::Question((finding.event, finding.attribute)),
            title: title(report, finding),
            notes: hints.into_iter().chain(resolved).collect(),
            help: help(&finding.detail).into(),
            labels: claims.map(|id| speaker_label(report, *id)).collect(),
            left_out: finding.claims.len().saturating_sub(most),
            settled: comparison.is_some_and(|comparison| report.is_resolved(comparison))
                || matches!(finding.detail, Detail::Revised { .. }),
        }
    }
}

/// Labels the value of a claim with its speaker.
fn speaker_label(report: &Report, id: ClaimId) -> Label {
    let speaker = report.record[id].speaker;
    Label::at(value_place(report, id), name(&report.record, speaker))
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
    let claim = &report.record[id];
    report
        .details(claim)
        .value_place
        .unwrap_or_else(|| report.record.extent(claim))
}

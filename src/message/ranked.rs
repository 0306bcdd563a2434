//! The messages of a whole report, for formats that other programs read.

use super::data::Message;
use crate::code::Severity;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{Files, LineColumn};
use crate::finding::Finding;
use crate::identity::{self, Identity};
use crate::report::{Denied, Report, Weight, weight_of_diagnostic};
use crate::touched::Touch;

/// No more places than this are kept of one finding: code scanning takes no more.
const MOST_PLACES: usize = 1_000;

/// A message among all others of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The message.
    pub(crate) message: Message,
    /// How much it weighs with what is denied.
    pub(crate) weight: Weight,
    /// How near the change that the report is on comes to it.
    touch: Touch,
    /// The same one keeps its identity across edits.
    pub(crate) identity: Identity,
}

/// Returns every message, what weighs most first, and then by place. Of the same weight, what the change touches that the
/// report is on comes first, and errors and findings before warnings.
pub(crate) fn ranked(report: &Report, denied: Denied) -> Vec<Ranked> {
    let diagnostics = report
        .diagnostics
        .iter()
        .zip(identity::of_diagnostics(report));
    let findings = report.findings.iter().zip(identity::of_findings(report));
    let diagnostics = diagnostics
        .map(|(diagnostic, identity)| rank_diagnostic(report, denied, diagnostic, identity));
    let findings =
        findings.map(|(finding, identity)| rank_finding(report, denied, finding, identity));
    let mut ranked: Vec<Ranked> = diagnostics.chain(findings).collect();
    ranked.sort_by_cached_key(|ranked| order(&report.files, ranked));
    ranked
}

fn rank_diagnostic(
    report: &Report,
    denied: Denied,
    diagnostic: &Diagnostic,
    identity: Identity,
) -> Ranked {
    Ranked {
        message: Message::from_diagnostic(&report.files, diagnostic),
        weight: weight_of_diagnostic(diagnostic, denied),
        touch: match diagnostic.place {
            Place::At(span) => report.touch(span),
            Place::Unread(..) => Touch::Not,
        },
        identity,
    }
}

fn rank_finding(report: &Report, denied: Denied, finding: &Finding, identity: Identity) -> Ranked {
    Ranked {
        message: Message::from_finding(report, finding, MOST_PLACES),
        weight: report.weight_of_finding(finding, denied),
        touch: touch(report, finding),
        identity,
    }
}

/// Returns how near the change comes to a finding: to the nearest of its claims.
fn touch(report: &Report, finding: &Finding) -> Touch {
    let claims = finding.claims.iter().map(|id| &report.record[*id]);
    let touches = claims.map(|claim| report.touch(report.record.extent(claim)));
    touches.min().unwrap_or(Touch::Not)
}

/// Where a message is: the path, and the region in it.
type Location = (String, Option<(LineColumn, LineColumn)>);

fn order(files: &Files, ranked: &Ranked) -> impl Ord + use<> {
    let code = ranked.message.code;
    let location: Option<Location> = ranked
        .message
        .primary()
        .map(|label| (label.path(files), label.region(files)));
    let doubtful = code.severity() == Severity::Warning;
    (ranked.weight, ranked.touch, doubtful, location, code)
}

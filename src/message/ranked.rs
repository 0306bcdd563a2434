//! The messages of a whole report, for formats that other programs read.

use super::data::Message;
use crate::code::Severity;
use crate::diagnostic::Diagnostic;
use crate::files::{Files, LineColumn};
use crate::finding::Finding;
use crate::identity::{self, Identity};
use crate::report::{Denied, Report, Weight, weight_of_diagnostic};

/// No more places than this are kept of one finding: code scanning takes no more.
const MOST_PLACES: usize = 1_000;

/// A message among all others of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The message.
    pub(crate) message: Message,
    /// How much it weighs with what is denied.
    pub(crate) weight: Weight,
    /// The same one keeps its identity across edits.
    pub(crate) identity: Identity,
}

/// Returns every message, what weighs most first, and then by place. Of the same weight, errors and
/// findings come before warnings.
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
        identity,
    }
}

fn rank_finding(report: &Report, denied: Denied, finding: &Finding, identity: Identity) -> Ranked {
    Ranked {
        message: Message::from_finding(report, finding, MOST_PLACES),
        weight: report.weight_of_finding(finding, denied),
        identity,
    }
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
    (ranked.weight, doubtful, location, code)
}

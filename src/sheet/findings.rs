//! A row for each finding.

use super::Cell;
use super::shared::text;
use crate::finding::Finding;
use crate::identity::{self, Identity};
use crate::message;
use crate::report::Report;
use crate::safe::{Shown, safe};

/// The headings of the columns.
pub(super) const HEADINGS: [&str; 8] = [
    "identity",
    "code",
    "topic",
    "folder",
    "event",
    "attribute",
    "message",
    "claims",
];

/// No more claims than this are named; the rest are counted.
const MOST_CLAIMS: usize = 100;

/// Returns the rows.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Vec<Cell>> {
    let identities = identity::of_findings(report);
    let findings = report.findings.iter().zip(identities);
    findings.map(move |(finding, identity)| row(report, finding, identity))
}

fn row(report: &Report, finding: &Finding, identity: Identity) -> Vec<Cell> {
    let event = &report.record[finding.event];
    let topic = &report.record[event.topic];
    vec![
        text(&identity.to_string()),
        text(finding.code().word()),
        text(&topic.title),
        text(&topic.folder),
        text(&event.name.id),
        text(&report.record[finding.attribute].name.id),
        Cell::Text(message::title(report, finding)),
        claims(report, finding),
    ]
}

/// Names the claims that a finding speaks of: "army.toml:3; rebels.toml:8".
fn claims(report: &Report, finding: &Finding) -> Cell {
    let named = finding.claims.iter().take(MOST_CLAIMS);
    let named = named.map(|claim| safe(&report.claim_name(*claim)));
    let more = finding.claims.len().saturating_sub(MOST_CLAIMS);
    let more = (more > 0).then(|| crate::safe::shown!("{} more", more));
    Cell::Text(Shown::join(named.chain(more), "; "))
}

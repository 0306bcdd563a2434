//! Findings and diagnostics.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::claim_name;
use super::list::List;
use super::text::Text;
use crate::diagnostic::{Diagnostic, Place};
use crate::finding::Finding;
use crate::identity::{self, Identity};
use crate::message;
use crate::report::Report;

/// A finding: something found out about the world's reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingJson<'a> {
    /// What it is known by across edits that change nothing of what it is about.
    #[serde(borrow)]
    pub identity: Text<'a>,
    /// Its code, such as `contradiction`.
    pub code: Text<'a>,
    /// The folder of its topic.
    pub folder: Text<'a>,
    /// The id of the event.
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// What was found, in one line.
    pub message: Text<'a>,
    /// The ids of the claims that it speaks of.
    pub claims: Vec<Text<'a>>,
}

/// A diagnostic: something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DiagnosticJson<'a> {
    /// What it is known by as long as its line stays the same.
    #[serde(borrow)]
    pub identity: Text<'a>,
    /// Its code, such as `unknown-key`.
    pub code: Text<'a>,
    /// `error` or `warning`.
    pub severity: Text<'a>,
    /// What is wrong, and why.
    pub message: Text<'a>,
    /// What to write instead.
    pub help: Text<'a>,
    /// The path of the file.
    pub file: Text<'a>,
    /// The line, from 1; `null` if the file could not be read.
    pub line: Option<usize>,
    /// The column in characters, from 1; likewise.
    pub column: Option<usize>,
}

/// Returns the findings of a report, in its order.
pub(super) fn findings(report: &Report) -> List<'_, FindingJson<'_>> {
    List::made(|| {
        let identities = identity::of_findings(report);
        report
            .findings
            .iter()
            .zip(identities)
            .map(|(finding, identity)| FindingJson::new(report, finding, identity))
    })
}

/// Returns the diagnostics of a report, in its order.
pub(super) fn diagnostics(report: &Report) -> List<'_, DiagnosticJson<'_>> {
    List::made(|| {
        let identities = identity::of_diagnostics(report);
        report
            .diagnostics
            .iter()
            .zip(identities)
            .map(|(diagnostic, identity)| DiagnosticJson::new(report, diagnostic, identity))
    })
}

impl<'a> FindingJson<'a> {
    fn new(report: &'a Report, finding: &Finding, identity: Identity) -> Self {
        let event = &report.record[finding.event];
        Self {
            identity: Text::from(identity.to_string()),
            code: Text::from(finding.code().word()),
            folder: Text::from(&report.record[event.topic].folder),
            event: Text::from(&event.name.id),
            attribute: Text::from(&report.record[finding.attribute].name.id),
            message: Text::from(message::title(report, finding).into_string()),
            claims: finding
                .claims
                .iter()
                .map(|claim| claim_name(report, *claim))
                .collect(),
        }
    }
}

impl<'a> DiagnosticJson<'a> {
    fn new(report: &'a Report, diagnostic: &'a Diagnostic, identity: Identity) -> Self {
        let (file, at) = match &diagnostic.place {
            Place::Unread(name, at) => (name.as_str(), *at),
            Place::At(span) => (
                report.files.name(span.file),
                Some(report.files.position(*span)),
            ),
        };
        Self {
            identity: Text::from(identity.to_string()),
            code: Text::from(diagnostic.code.word()),
            severity: Text::from(diagnostic.code.severity().word()),
            message: Text::from(&diagnostic.message),
            help: Text::from(&diagnostic.help),
            file: Text::from(file),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
        }
    }
}

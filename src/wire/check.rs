//! The document of `crosscheck check`.

use serde::{Deserialize, Serialize};

use super::finding::{DiagnosticJson, FindingJson, diagnostics, findings};
use super::head::{SCHEMA, SummaryJson};
use super::list::List;
use super::text::Text;
use crate::report::Report;

/// What is wrong with the files, and what was found: the document of `crosscheck check`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckJson<'a> {
    /// The version, [`SCHEMA`].
    #[serde(borrow)]
    pub schema: Text<'a>,
    /// The counts.
    pub summary: SummaryJson<'a>,
    /// The findings, question by question.
    pub findings: List<'a, FindingJson<'a>>,
    /// The diagnostics, by place.
    pub diagnostics: List<'a, DiagnosticJson<'a>>,
    /// The names of files that could hold claims and are not read.
    #[serde(default)]
    pub unread: Vec<Text<'a>>,
}

impl<'a> CheckJson<'a> {
    /// Returns the findings and the diagnostics of a report, as a document.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::wire::CheckJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let document = CheckJson::new(&report);
    /// assert!(document.findings.into_iter().any(|finding| finding.code == "contradiction"));
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &'a Report) -> Self {
        Self {
            schema: Text::from(SCHEMA),
            summary: SummaryJson::new(report),
            findings: findings(report),
            diagnostics: diagnostics(report),
            unread: report.unread().map(Text::from).collect(),
        }
    }
}

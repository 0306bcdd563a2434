//! What every document of version 1 begins with: the name of the version, and the counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::report::{LookedBack, Report};

/// The name of the version, under the key `schema`.
pub const SCHEMA: &str = "crosscheck/1";

/// The counts of what is shown; `files` and `errors` count what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SummaryJson<'a> {
    /// Files that were read.
    pub files: usize,
    /// Sources with a claim.
    pub sources: usize,
    /// Named speakers with a claim.
    pub speakers: usize,
    /// Claims, live or not.
    pub claims: usize,
    /// Events with a question.
    pub events: usize,
    /// Questions.
    pub questions: usize,
    /// Questions on which two live claims contradict each other.
    pub contradicted: usize,
    /// Contradicted questions that an editor has resolved.
    pub resolved: usize,
    /// Questions on which speakers differ without a contradiction.
    pub compatible: usize,
    /// Questions on which two or more speakers say the same.
    pub agreed: usize,
    /// Questions on which one speaker gives a value.
    pub uncorroborated: usize,
    /// Questions on which nobody gives a live value.
    pub unknown: usize,
    /// Pairs of live claims that contradict each other.
    pub contradicting_pairs: u64,
    /// Errors in the files.
    pub errors: usize,
    /// Warnings about the files, on what is shown.
    pub warnings: usize,
    /// Warnings on what is not shown.
    #[serde(default)]
    pub warnings_elsewhere: usize,
    /// What a look back at an earlier day left out.
    #[serde(borrow)]
    pub as_of: Option<AsOfJson<'a>>,
}

/// What a look back at an earlier day left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AsOfJson<'a> {
    /// The day, as it was asked for.
    #[serde(borrow)]
    pub date: Text<'a>,
    /// Claims that came later, which are left out.
    pub later: usize,
    /// Claims without a date, which are not.
    pub undated: usize,
}

impl<'a> SummaryJson<'a> {
    /// Counts what a report shows.
    pub(super) fn new(report: &'a Report) -> Self {
        let summary = report.summary();
        Self {
            files: summary.files,
            sources: summary.sources,
            speakers: summary.speakers,
            claims: summary.claims,
            events: summary.events,
            questions: summary.questions,
            contradicted: summary.contradicted,
            resolved: summary.resolved,
            compatible: summary.compatible,
            agreed: summary.agreed,
            uncorroborated: summary.uncorroborated,
            unknown: summary.unknown,
            contradicting_pairs: summary.contradicting_pairs,
            errors: summary.errors,
            warnings: summary.warnings,
            warnings_elsewhere: summary.warnings_elsewhere,
            as_of: report.looked_back.as_ref().map(as_of),
        }
    }
}

fn as_of(back: &LookedBack) -> AsOfJson<'_> {
    AsOfJson {
        date: Text::from(&back.written),
        later: back.later,
        undated: back.undated,
    }
}

//! The lines of `report --format jsonl`: a document for each question, finding and diagnostic.

use serde::{Deserialize, Serialize};

use super::finding::{DiagnosticJson, FindingJson, diagnostics, findings};
use super::head::{SCHEMA, SummaryJson};
use super::question::QuestionJson;
use super::report::SelectionJson;
use super::text::Text;
use crate::compare::Comparison;
use crate::report::Report;

/// One line.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum LineJson<'a> {
    /// A question.
    #[serde(borrow)]
    Question(Box<QuestionLineJson<'a>>),
    /// A finding.
    Finding {
        /// The finding.
        finding: FindingJson<'a>,
    },
    /// A diagnostic.
    Diagnostic {
        /// The diagnostic.
        diagnostic: DiagnosticJson<'a>,
    },
    /// The last line: that it is there says that none is missing.
    End {
        /// The version, [`SCHEMA`].
        schema: Text<'a>,
        /// What was asked for; `null` if that was everything.
        selection: Option<SelectionJson<'a>>,
        /// The counts.
        summary: SummaryJson<'a>,
    },
}

/// A question with the event that it is about.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuestionLineJson<'a> {
    /// The title of its topic.
    #[serde(borrow)]
    pub topic: Text<'a>,
    /// The folder of its topic.
    pub folder: Text<'a>,
    /// The id of the event.
    pub event: Text<'a>,
    /// The title of the event.
    pub title: Text<'a>,
    /// The date of the event, as written.
    pub date: Option<Text<'a>>,
    /// The question.
    #[serde(flatten)]
    pub question: QuestionJson<'a>,
}

/// Returns what a report shows, line by line: the questions, the findings, the diagnostics, and last the counts. Each line
/// is made when it is asked for.
///
/// ```
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::wire::{LineJson, lines};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let questions = lines(&report).filter(|line| matches!(line, LineJson::Question(_)));
/// assert_eq!(questions.count(), report.summary().questions);
/// # Ok::<(), crosscheck::report::LoadError>(())
/// ```
pub fn lines(report: &Report) -> impl Iterator<Item = LineJson<'_>> {
    let questions = report.comparisons.iter();
    let questions = questions.map(|comparison| question(report, comparison));
    let findings = findings(report).into_iter();
    let findings = findings.map(|finding| LineJson::Finding { finding });
    let diagnostics = diagnostics(report).into_iter();
    let diagnostics = diagnostics.map(|diagnostic| LineJson::Diagnostic { diagnostic });
    let end = std::iter::once_with(|| LineJson::End {
        schema: Text::from(SCHEMA),
        selection: SelectionJson::of(report),
        summary: SummaryJson::new(report),
    });
    questions.chain(findings).chain(diagnostics).chain(end)
}

fn question<'a>(report: &'a Report, comparison: &'a Comparison) -> LineJson<'a> {
    let event = &report.record[comparison.question.event];
    let topic = &report.record[event.topic];
    LineJson::Question(Box::new(QuestionLineJson {
        topic: Text::from(&topic.title),
        folder: Text::from(&topic.folder),
        event: Text::from(&event.name.id),
        title: Text::from(&event.title),
        date: event.date.as_deref().map(Text::from),
        question: QuestionJson::new(report, comparison),
    }))
}

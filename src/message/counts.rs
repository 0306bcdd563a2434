//! The counts below all messages.

use crate::report::Report;
use crate::safe::{Shown, shown};

/// Counts what is wrong with the files and how much contradicts, in one line.
pub(crate) fn counts(report: &Report) -> Shown {
    let summary = report.summary();
    let resolved = (summary.resolved > 0).then(|| shown!(" ({} resolved)", summary.resolved));
    shown!(
        "{}, {}; {} contradicted{} of {}",
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        summary.contradicted,
        resolved,
        count(summary.questions, "question"),
    )
}

/// Counts things by their name: "1 error", "2 errors".
fn count(number: usize, name: &'static str) -> Shown {
    let plural = (number != 1).then_some("s");
    shown!("{} {}{}", number, name, plural)
}

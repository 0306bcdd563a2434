//! What mends a fault at a word.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, Suggestion};
use crate::files::{FileId, Span};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// A change that mends a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fix<'r> {
    /// The fault.
    pub(crate) diagnostic: &'r Diagnostic,
    /// What is replaced, and by what.
    pub(crate) change: &'r Suggestion,
    /// What it does, for a menu.
    pub(crate) title: Shown,
}

/// Returns the changes that mend the faults touching a part of a file, in the order of the faults.
pub(crate) fn fixes(report: &Report, file: FileId, bytes: Range<usize>) -> Vec<Fix<'_>> {
    let touching = report.diagnostics.iter().filter(|diagnostic| {
        matches!(diagnostic.place, Place::At(span) if span.file == file && touches(span, &bytes))
    });
    touching
        .filter_map(|diagnostic| {
            let change = diagnostic.suggestion.as_ref()?;
            Some(Fix {
                diagnostic,
                change,
                title: shown!("Write {}", safe(&change.text)),
            })
        })
        .collect()
}

/// Returns true if a span shares a byte or an end with a range of bytes.
fn touches(span: Span, bytes: &Range<usize>) -> bool {
    span.start as usize <= bytes.end && bytes.start <= span.end as usize
}

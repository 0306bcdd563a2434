//! What mends a fault at a word.

use crate::diagnostic::{Diagnostic, Place, Suggestion};
use crate::files::{FileId, Span};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// A change that mends a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fix<'r> {
    /// The fault.
    pub(crate) told: &'r Diagnostic,
    /// What is replaced, and by what.
    pub(crate) change: &'r Suggestion,
    /// What it does, for a menu.
    pub(crate) title: Shown,
}

/// What mends the faults that touch a stretch of a file.
pub(crate) fn fixes(report: &Report, file: FileId, bytes: std::ops::Range<usize>) -> Vec<Fix<'_>> {
    let touches = |span: Span| {
        span.file == file && span.start as usize <= bytes.end && bytes.start <= span.end as usize
    };
    let told = report
        .diagnostics
        .iter()
        .filter(|told| matches!(told.place, Place::At(span) if touches(span)));
    told.filter_map(|told| {
        let change = told.suggestion.as_ref()?;
        Some(Fix {
            told,
            change,
            title: shown!("Write {}", safe(&change.text)),
        })
    })
    .collect()
}

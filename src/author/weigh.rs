//! What comes of a text that is about to be written: what is wrong with it, and where its claims went.

use std::collections::BTreeMap;

use crate::code::Severity;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::FileId;
use crate::model::ClaimId;
use crate::report::Report;

/// What a new text brings.
#[derive(Debug)]
pub struct Weighed<'r> {
    /// Errors that were not there before, wherever they are.
    pub errors: Vec<&'r Diagnostic>,
    /// Warnings about what is new.
    pub warnings: Vec<&'r Diagnostic>,
    /// The new claims, as far as they could be read.
    pub claims: Vec<ClaimId>,
}

/// Holds what was read with the new text against what was read before. What stands in the file from the
/// offset on is new.
pub fn weigh<'r>(before: &Report, after: &'r Report, file: &str, from: usize) -> Weighed<'r> {
    let is_new = |at: FileId, start: u32| after.files.name(at) == file && start as usize >= from;
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in &before.diagnostics {
        *known.entry(told(before, diagnostic)).or_default() += 1;
    }
    let mut fresh: Vec<&Diagnostic> = Vec::new();
    for diagnostic in &after.diagnostics {
        match known.get_mut(&told(after, diagnostic)) {
            Some(left @ 1..) => *left -= 1,
            _ => fresh.push(diagnostic),
        }
    }
    let severe = |wanted| {
        fresh
            .iter()
            .copied()
            .filter(move |told| told.code.severity() == wanted)
    };
    let here =
        |told: &&Diagnostic| matches!(told.place, Place::At(span) if is_new(span.file, span.start));
    let claims = (0..).map(ClaimId::from).zip(&after.record.claims);
    let claims = claims.filter(|(_, claim)| is_new(claim.file, after.record[claim.site].start));
    Weighed {
        errors: severe(Severity::Error).collect(),
        warnings: severe(Severity::Warning).filter(here).collect(),
        claims: claims.map(|(id, _)| id).collect(),
    }
}

/// What is said of a fault, wherever its line is.
fn told<'r>(report: &'r Report, diagnostic: &'r Diagnostic) -> (&'static str, &'r str, &'r str) {
    let file = match &diagnostic.place {
        Place::Unread(name, _) => name,
        Place::At(span) => report.files.name(span.file),
    };
    (diagnostic.code.word(), &diagnostic.message, file)
}

//! How much everything that is told weighs: what ends the run with exit status 1, what has to be seen, and
//! what is good to know.

use super::Report;
use crate::code::{Code, Severity};
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;

/// What is denied: where there is any of it, the exit status is 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Denied {
    /// Warnings about the files.
    pub warnings: bool,
    /// Contradictions that no editor has resolved.
    pub contradictions: bool,
}

/// How much something that is told weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The exit status is 1 because of it.
    Fails,
    /// Somebody has to look at it.
    Warns,
    /// It is good to know.
    Notes,
}

impl Report {
    /// Whether the exit status is 1: the files have errors, or there is something that is denied.
    pub fn fails(&self, denied: Denied) -> bool {
        self.has_errors()
            || denied.warnings && self.has_warnings()
            || denied.contradictions && self.has_contradictions()
    }

    /// How much a diagnostic weighs.
    pub fn weight_of_diagnostic(&self, diagnostic: &Diagnostic, denied: Denied) -> Weight {
        match diagnostic.code.severity() {
            Severity::Error => Weight::Fails,
            _ if denied.warnings => Weight::Fails,
            _ => Weight::Warns,
        }
    }

    /// How much a finding weighs. A sum that does not add up contradicts no single claim, so that
    /// nothing denies it.
    pub fn weight_of_finding(&self, finding: &Finding, denied: Denied) -> Weight {
        if finding.code() == Code::Impossible {
            return Weight::Warns;
        }
        let shown = finding
            .contradicts()
            .then(|| self.comparison(finding.event, finding.attribute))
            .flatten();
        match shown {
            Some(shown) if !self.is_resolved(shown) && denied.contradictions => Weight::Fails,
            Some(shown) if !self.is_resolved(shown) => Weight::Warns,
            _ => Weight::Notes,
        }
    }
}

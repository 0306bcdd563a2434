//! The weight of a finding or a diagnostic: it ends the run with exit status 1, has to be seen, or is good to
//! know.

use super::Report;
use crate::code::{Code, CodeSet, Severity};
use crate::compare::Comparison;
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;

/// What is denied: if there is any of it, the exit status is 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Denied {
    /// Warnings about the files.
    pub warnings: bool,
    /// Contradictions that no editor has resolved, and sums that do not add up.
    pub contradictions: bool,
    /// Diagnostics and findings of these codes, except what an editor has resolved.
    pub codes: CodeSet,
}

/// The weight of a finding or a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The exit status is 1 because of it.
    Fails,
    /// Somebody has to look at it.
    Warns,
    /// It is good to know.
    Notes,
}

impl Report {
    /// Returns true if the exit status is 1: the files have errors, or there is something that is denied.
    ///
    /// ```
    /// use crosscheck::report::{Denied, Report, Selection};
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// assert!(!report.fails(Denied::default()));
    /// assert!(report.fails(Denied {
    ///     contradictions: true,
    ///     ..Denied::default()
    /// }));
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn fails(&self, denied: Denied) -> bool {
        let mut diagnostics = self.diagnostics.iter();
        let mut findings = self.findings.iter();
        diagnostics.any(|diagnostic| weight_of_diagnostic(diagnostic, denied) == Weight::Fails)
            || denied.contradictions && self.has_contradictions()
            || findings.any(|finding| self.weight_of_finding(finding, denied) == Weight::Fails)
    }

    /// Returns the weight of a finding. A sum that does not add up contradicts no single claim, and no editor
    /// can resolve it.
    pub(crate) fn weight_of_finding(&self, finding: &Finding, denied: Denied) -> Weight {
        let contradicted = self.contradicted(finding);
        let is_clash = contradicted.is_some() || finding.code() == Code::Impossible;
        if contradicted.is_some_and(|comparison| self.is_resolved(comparison)) {
            Weight::Notes
        } else if is_clash && denied.contradictions || denied.codes.has(finding.code()) {
            Weight::Fails
        } else if is_clash {
            Weight::Warns
        } else {
            Weight::Notes
        }
    }

    /// Returns the comparison of the question on which a finding says that claims contradict each other.
    pub(crate) fn contradicted(&self, finding: &Finding) -> Option<&Comparison> {
        self.comparison(finding.event, finding.attribute)
            .filter(|_| finding.contradicts())
    }
}

/// Returns the weight of a diagnostic.
pub(crate) fn weight_of_diagnostic(diagnostic: &Diagnostic, denied: Denied) -> Weight {
    match diagnostic.code.severity() {
        Severity::Error => Weight::Fails,
        _ if denied.warnings || denied.codes.has(diagnostic.code) => Weight::Fails,
        _ => Weight::Warns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    const CLASH: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\n\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 2\nby = 's'\n";
    const RESOLVED: &str = "[[resolution]]\nevent = 'e'\nattribute = 'a'\ndate = 2025-11-20\n";
    const UNKNOWN_KEY: &str = "[[event]]\nid = 'x'\ncolour = 1\n";
    const UNUSED: &str = "[[event]]\nid = 'x'\n";

    const NOTHING: Denied = Denied {
        warnings: false,
        contradictions: false,
        codes: CodeSet::NONE,
    };
    const WARNINGS: Denied = Denied {
        warnings: true,
        ..NOTHING
    };
    const CONTRADICTIONS: Denied = Denied {
        contradictions: true,
        ..NOTHING
    };
    const IMPOSSIBLE: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
        [[attribute]]\nid = 'b'\nkind = 'count'\n[[rule]]\nholds = 'a <= b'\n\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 2\n\
        [[claim]]\nevent = 'e'\nattribute = 'b'\nvalue = 1\n";

    fn code(code: Code) -> Denied {
        Denied {
            codes: CodeSet::NONE.with(code),
            ..NOTHING
        }
    }

    fn report(texts: &[&str]) -> Report {
        Report::new(
            load_texts([("r.toml", texts.concat().as_str())]),
            &Selection::default(),
        )
    }

    #[test]
    fn a_run_fails_with_errors_and_with_what_is_denied() {
        let speaker = "[[speaker]]\nid = 's'\n";
        for (texts, denied, fails) in [
            (&[][..], CONTRADICTIONS, false),
            (&[UNKNOWN_KEY], NOTHING, true),
            (&[UNUSED], NOTHING, false),
            (&[UNUSED], WARNINGS, true),
            (&[UNUSED], CONTRADICTIONS, false),
            (&[speaker, CLASH], NOTHING, false),
            (&[speaker, CLASH], CONTRADICTIONS, true),
            (&[speaker, CLASH, RESOLVED], CONTRADICTIONS, false),
            (&[IMPOSSIBLE], NOTHING, false),
            (&[IMPOSSIBLE], WARNINGS, false),
            (&[IMPOSSIBLE], CONTRADICTIONS, true),
            (&[IMPOSSIBLE], code(Code::Impossible), true),
            (&[IMPOSSIBLE], code(Code::Contradiction), false),
            (&[UNUSED], code(Code::UnusedDeclaration), true),
            (&[UNUSED], code(Code::Unconfirmed), false),
            (&[speaker, CLASH], code(Code::Contradiction), true),
            (
                &[speaker, CLASH, RESOLVED],
                code(Code::Contradiction),
                false,
            ),
        ] {
            assert_eq!(report(texts).fails(denied), fails, "{texts:?}");
        }
    }

    #[test]
    fn a_contradiction_weighs_less_when_it_is_resolved() {
        for (texts, denied, weight) in [
            (&[CLASH][..], NOTHING, Weight::Warns),
            (&[CLASH], WARNINGS, Weight::Warns),
            (&[CLASH], CONTRADICTIONS, Weight::Fails),
            (&[CLASH, RESOLVED], CONTRADICTIONS, Weight::Notes),
        ] {
            let report = report(texts);
            let finding = &report.findings[0];
            assert_eq!(
                report.weight_of_finding(finding, denied),
                weight,
                "{texts:?}"
            );
        }
    }

    #[test]
    fn a_diagnostic_fails_if_it_is_an_error_or_denied() {
        for (text, denied, weight) in [
            (UNKNOWN_KEY, NOTHING, Weight::Fails),
            (UNUSED, NOTHING, Weight::Warns),
            (UNUSED, CONTRADICTIONS, Weight::Warns),
            (UNUSED, WARNINGS, Weight::Fails),
        ] {
            let report = report(&[text]);
            let weights = report
                .diagnostics
                .iter()
                .map(|diagnostic| weight_of_diagnostic(diagnostic, denied));
            assert_eq!(weights.min(), Some(weight), "{text}");
        }
    }
}

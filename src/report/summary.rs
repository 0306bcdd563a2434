//! The counts at the head of a report.

use super::Report;
use crate::code::Severity;
use crate::compare::{Comparison, Outcome};
use crate::model::Claim;

/// The counts at the head of a report. They count what is shown; `files` and `errors` count what was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
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
    /// Warnings about the files: if only some events, attributes or sources are asked for, those on what is
    /// shown.
    pub warnings: usize,
    /// Warnings on what is not shown.
    pub warnings_elsewhere: usize,
}

impl Report {
    /// Counts what is shown.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let summary = report.summary();
    /// assert!(summary.contradicted <= summary.questions);
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn summary(&self) -> Summary {
        let record = &self.record;
        Summary {
            files: self.files.read().count(),
            sources: distinct(
                record.speakers.len(),
                self.claims_shown().map(|claim| claim.source.index()),
            ),
            speakers: distinct(
                record.speakers.len(),
                self.claims_shown()
                    .filter(|claim| record[claim.speaker].unnamed_in.is_none())
                    .map(|claim| claim.speaker.index()),
            ),
            claims: self.claims_shown().count(),
            events: distinct(
                record.events.len(),
                self.comparisons.iter().map(|c| c.question.event.index()),
            ),
            questions: self.comparisons.len(),
            contradicted: self.count_outcome(Outcome::Contradicted),
            resolved: self
                .comparisons
                .iter()
                .filter(|shown| self.is_resolved(shown))
                .count(),
            compatible: self.count_outcome(Outcome::Compatible),
            agreed: self.count_outcome(Outcome::Agreed),
            uncorroborated: self.count_outcome(Outcome::Uncorroborated),
            unknown: self.count_outcome(Outcome::Unknown),
            contradicting_pairs: self
                .comparisons
                .iter()
                .map(Comparison::contradicting_pairs)
                .sum(),
            errors: self.count_severity(Severity::Error),
            warnings: self.count_severity(Severity::Warning),
            warnings_elsewhere: self.warnings_elsewhere,
        }
    }

    fn claims_shown(&self) -> impl Iterator<Item = &Claim> {
        self.comparisons
            .iter()
            .flat_map(|comparison| &comparison.question.claims)
            .map(|claim| &self.record[*claim])
    }

    fn count_outcome(&self, outcome: Outcome) -> usize {
        self.comparisons
            .iter()
            .filter(|comparison| comparison.outcome == outcome)
            .count()
    }

    fn count_severity(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code.severity() == severity)
            .count()
    }
}

/// Counts how many of the numbers below `bound` there are.
fn distinct(bound: usize, numbers: impl Iterator<Item = usize>) -> usize {
    let mut seen = vec![false; bound];
    numbers
        .filter(|at| !std::mem::replace(&mut seen[*at], true))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    fn summary(texts: &[(&str, &str)]) -> Summary {
        Report::new(load_texts(texts.iter().copied()), &Selection::default()).summary()
    }

    fn claim(event: &str, value: &str, by: &str) -> String {
        format!("[[claim]]\nevent = '{event}'\nattribute = 'a'\nvalue = '{value}'\nby = '{by}'\n")
    }

    #[test]
    fn a_number_that_comes_again_is_counted_once() {
        for (numbers, count) in [(&[][..], 0), (&[1, 1], 1), (&[0, 2, 0, 1], 3)] {
            assert_eq!(distinct(3, numbers.iter().copied()), count);
        }
    }

    #[test]
    fn what_is_shown_is_counted() {
        let one = [
            "[[speaker]]\nid = 'they'\nkind = 'unnamed'\n".to_owned(),
            claim("e", "1", "x"),
            claim("e", "2", "y"),
            claim("f", "1", "x"),
            claim("f", "1", "they"),
            "[[event]]\nid = 'g'\n".to_owned(),
        ]
        .concat();
        let other = claim("e", "1", "z") + "colour = 1\n";
        let found = summary(&[("one.toml", &one), ("other.toml", &other)]);
        assert_eq!(
            found,
            Summary {
                files: 2,
                sources: 2,
                speakers: 3,
                claims: 5,
                events: 2,
                questions: 2,
                contradicted: 1,
                uncorroborated: 1,
                contradicting_pairs: 2,
                errors: 1,
                warnings: found.warnings,
                ..Summary::default()
            }
        );
        assert_eq!(summary(&[("empty.toml", "")]).files, 1);
    }
}

//! What of a report is shown.

use super::until::Until;
use crate::compare::Outcome;
use crate::model::{Claim, ClaimId, Record};

/// The questions that are shown, and the day as of which. What is left empty selects everything.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids of events.
    pub events: Vec<String>,
    /// Ids of attributes.
    pub attributes: Vec<String>,
    /// Ids of sources, speakers or publishers with a claim on the question.
    pub sources: Vec<String>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Of the contradicted questions only so many, those whose positions lie farthest apart.
    pub top: Option<usize>,
    /// The day at whose end the record is shown.
    pub until: Option<Until>,
}

impl Selection {
    /// Returns true if everything is asked for. A look back at an earlier day is whole: it shows all there was.
    pub(crate) fn is_whole(&self) -> bool {
        let ids = [&self.events, &self.attributes, &self.sources];
        ids.iter().all(|ids| ids.is_empty()) && self.outcomes.is_empty() && self.top.is_none()
    }

    /// Says whether the question with these claims is asked for, whatever its outcome.
    pub(super) fn asks(&self, record: &Record, claims: &[ClaimId]) -> bool {
        let Some(first) = claims.first().map(|id| &record[*id]) else {
            return false;
        };
        is_among(&self.events, &record[first.event].name.id)
            && is_among(&self.attributes, &record[first.attribute].name.id)
            && claims.iter().any(|id| self.hears(record, &record[*id]))
    }

    /// Says whether the source, the speaker or the publisher of a claim is asked for.
    fn hears(&self, record: &Record, claim: &Claim) -> bool {
        [claim.source, claim.speaker, claim.publisher]
            .iter()
            .any(|speaker| is_among(&self.sources, &record[*speaker].name.id))
    }
}

/// Says whether an id is wanted: if none is, all are.
fn is_among(wanted: &[String], id: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|want| want == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Report;

    const CLAIMS: &str = "[source]\nid = 's'\n\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\nby = 'x'\n\
        [[claim]]\nevent = 'e'\nattribute = 'b'\nvalue = 1\nby = 'y'\nvia = 'p'\n\
        [[claim]]\nevent = 'f'\nattribute = 'a'\nvalue = 2\n\
        [[claim]]\nevent = 'f'\nattribute = 'a'\nvalue = 3\nby = 'x'\n";

    fn owned(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_question_is_shown_if_everything_that_is_asked_for_fits() {
        for (events, attributes, sources, outcomes, shown) in [
            (
                &[][..],
                &[][..],
                &[][..],
                &[][..],
                &["e a", "e b", "f a"][..],
            ),
            (&["e"], &[], &[], &[], &["e a", "e b"]),
            (&["e", "f"], &["a"], &[], &[], &["e a", "f a"]),
            (&["e"], &["c"], &[], &[], &[]),
            // A source is heard as source, as speaker and as publisher.
            (&[], &[], &["s"], &[], &["e a", "e b", "f a"]),
            (&[], &[], &["x"], &[], &["e a", "f a"]),
            (&[], &[], &["p"], &[], &["e b"]),
            (&[], &[], &["x", "y"], &[], &["e a", "e b", "f a"]),
            (&[], &[], &[], &[Outcome::Contradicted], &["f a"]),
            (&["e"], &[], &[], &[Outcome::Contradicted], &[]),
        ] {
            let selection = Selection {
                events: owned(events),
                attributes: owned(attributes),
                sources: owned(sources),
                outcomes: outcomes.to_vec(),
                top: None,
                until: None,
            };
            let report = Report::new(load_texts([("s.toml", CLAIMS)]), &selection);
            let questions: Vec<String> = report
                .comparisons
                .iter()
                .map(|comparison| {
                    let question = &comparison.question;
                    let event = &report.record[question.event].name.id;
                    format!("{event} {}", report.record[question.attribute].name.id)
                })
                .collect();
            assert_eq!(questions, shown, "{selection:?}");
            assert_eq!(selection.is_whole(), shown.len() == 3 && sources.is_empty());
        }
    }
}

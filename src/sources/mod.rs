//! What each side claims of the other's losses against what that side concedes, and how often each speaker
//! agrees, is alone or contradicts. Counts and ratios, and no judgement: the side that claims more may be
//! right.

mod leaning;
mod ratio;
mod sides;
#[cfg(test)]
mod tests;
mod track;

pub(crate) use leaning::{Accusations, Lean, Leaning, Loss, Spread};
pub(crate) use ratio::{Quotient, Ratio};
pub(crate) use sides::Figures;
pub(crate) use track::Track;

use crate::report::Report;

/// The leanings of the parties, and the counts of each speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Sources {
    /// What one party claims of another, in the order of their ids.
    pub(crate) leanings: Vec<Leaning>,
    /// The named speakers with a claim, in the order of their ids.
    pub(crate) tracks: Vec<Track>,
    /// The number of claims of unnamed speakers, who are in neither list.
    pub(crate) unnamed: usize,
}

impl Sources {
    /// Counts what is shown of a report.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::sources::Sources;
    /// use crosscheck::wire::SourcesJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let sources = Sources::new(&report);
    /// let document = SourcesJson::new(&report, &sources);
    /// assert!(document.leanings.into_iter().any(|leaning| leaning.more > leaning.same));
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &Report) -> Self {
        Self {
            leanings: leaning::leanings(report),
            tracks: track::tracks(report),
            unnamed: unnamed_claims(report),
        }
    }
}

/// Counts the claims of unnamed speakers.
fn unnamed_claims(report: &Report) -> usize {
    report
        .comparisons
        .iter()
        .flat_map(|comparison| &comparison.question.claims)
        .map(|claim| report.record[*claim].speaker)
        .filter(|speaker| report.record[*speaker].unnamed_in.is_some())
        .count()
}

/// Reports for the tests of this room.
#[cfg(test)]
mod example {
    use crate::load::load_texts;
    use crate::report::{Report, Selection};

    /// Two parties: red, which lost what `a` counts and whom `b` accuses, and blue. `they` are unnamed.
    const TOPIC: &str = "[[party]]\nid = 'red'\n[[party]]\nid = 'blue'\n\
        [[speaker]]\nid = 'red'\nparty = 'red'\n[[speaker]]\nid = 'red-2'\nparty = 'red'\n\
        [[speaker]]\nid = 'blue'\nparty = 'blue'\n[[speaker]]\nid = 'they'\nkind = 'unnamed'\n\
        [[event]]\nid = 'e'\n[[event]]\nid = 'f'\n\
        [[attribute]]\nid = 'a'\nkind = 'count'\nharms = 'red'\n\
        [[attribute]]\nid = 'b'\nkind = 'yes-no'\nharms = 'red'\n";

    /// Returns the report on claims, each written as event, attribute, speaker, value and more keys.
    pub(super) fn report(claims: &[(&str, &str, &str, &str, &str)]) -> Report {
        let claims: Vec<String> = claims
            .iter()
            .map(|(event, attribute, by, value, more)| {
                format!(
                    "[[claim]]\nevent = '{event}'\nattribute = '{attribute}'\nby = '{by}'\n\
                     value = '{value}'\n{more}\n"
                )
            })
            .collect();
        let text = TOPIC.to_owned() + &claims.concat();
        Report::new(
            load_texts([("s.toml", text.as_str())]),
            &Selection::default(),
        )
    }
}

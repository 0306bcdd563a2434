//! Events, and what is implied for them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::claim_name;
use super::ends::{is_excluded, number};
use super::list::List;
use super::question::QuestionJson;
use super::text::Text;
use crate::accounts::Implied;
use crate::compare::Comparison;
use crate::model::EventId;
use crate::report::Report;

/// An event with its questions.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventJson<'a> {
    /// The id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The title.
    pub title: Text<'a>,
    /// The date, as written.
    pub date: Option<Text<'a>>,
    /// The title of its topic.
    pub topic: Text<'a>,
    /// The folder of its topic.
    pub folder: Text<'a>,
    /// The questions.
    pub questions: List<'a, QuestionJson<'a>>,
    /// What the rules and the undisputed claims imply for its numbers.
    pub implied: Vec<ImpliedJson<'a>>,
}

/// What the rules and the undisputed claims leave possible for a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ImpliedJson<'a> {
    /// The id of the attribute.
    #[serde(borrow)]
    pub attribute: Text<'a>,
    /// The id of the scope that it counts, if it is one.
    pub scope: Option<Text<'a>>,
    /// The day, if the attribute is a running total or a value of the day; else `null`.
    pub day: Option<Text<'a>>,
    /// The lower end, as an exact decimal; `null` if it is open.
    pub low: Option<Text<'a>>,
    /// The upper end, likewise.
    pub high: Option<Text<'a>>,
    /// True if the lower end itself is not possible.
    pub low_excluded: bool,
    /// True if the upper end itself is not possible.
    pub high_excluded: bool,
    /// The ids of the claims that this rests on, one for each position.
    pub claims: Vec<Text<'a>>,
}

/// Returns the events of a report with what was asked about each; last those that nobody was asked about, and
/// for which something follows.
pub(super) fn events(report: &Report) -> List<'_, EventJson<'_>> {
    List::made(|| {
        let asked = report
            .comparisons
            .chunk_by(|left, right| left.question.event == right.question.event);
        let asked = asked.filter_map(|comparisons| {
            let event = comparisons.first()?.question.event;
            Some(EventJson::new(report, event, comparisons))
        });
        asked.chain(
            unasked(report)
                .into_iter()
                .map(|event| EventJson::new(report, event, &[])),
        )
    })
}

/// Returns the events without a claim that is shown for which something follows from the claims on others.
fn unasked(report: &Report) -> BTreeSet<EventId> {
    let mut events: BTreeSet<EventId> = report
        .implied
        .iter()
        .map(|implied| implied.asked.event)
        .collect();
    for comparison in &report.comparisons {
        events.remove(&comparison.question.event);
    }
    events
}

impl<'a> EventJson<'a> {
    /// Returns an event, which these comparisons are about.
    fn new(report: &'a Report, id: EventId, comparisons: &'a [Comparison]) -> Self {
        let event = &report.record[id];
        let topic = &report.record[event.topic];
        Self {
            id: Text::from(&event.name.id),
            title: Text::from(&event.title),
            date: event.date.as_deref().map(Text::from),
            topic: Text::from(&topic.title),
            folder: Text::from(&topic.folder),
            questions: List::made(move || {
                comparisons
                    .iter()
                    .map(|comparison| QuestionJson::new(report, comparison))
            }),
            implied: implied(report, id),
        }
    }
}

/// Returns what is implied for the numbers of an event. The report has it event by event.
fn implied(report: &Report, event: EventId) -> Vec<ImpliedJson<'_>> {
    let from = report
        .implied
        .partition_point(|implied| implied.asked.event < event);
    report.implied[from..]
        .iter()
        .take_while(|implied| implied.asked.event == event)
        .map(|implied| ImpliedJson::new(report, implied))
        .collect()
}

impl<'a> ImpliedJson<'a> {
    fn new(report: &'a Report, implied: &Implied) -> Self {
        let (low, high) = (implied.interval.low_end(), implied.interval.high_end());
        Self {
            attribute: Text::from(&report.record[implied.asked.attribute].name.id),
            scope: implied
                .asked
                .scope
                .map(|scope| Text::from(&report.record[scope].name.id)),
            day: implied
                .asked
                .time
                .map(|time| Text::from(time.day.to_string())),
            low: number(low),
            high: number(high),
            low_excluded: is_excluded(low),
            high_excluded: is_excluded(high),
            claims: implied
                .claims
                .iter()
                .map(|claim| claim_name(report, *claim))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report_of;

    #[test]
    fn events_come_with_what_follows_for_them_claims_or_not() {
        let text = "[[attribute]]\nid = 'killed'\nkind = 'count'\n\
                    [[event]]\nid = 'war'\n[[event]]\nid = 'ford'\nwithin = 'war'\n\
                    [[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 5\n";
        let report = report_of(&[("t.toml", text)]);
        let found: Vec<_> = events(&report)
            .into_iter()
            .map(|event| {
                let implied = event.implied.iter().map(|implied| implied.low.clone());
                let implied: Vec<_> = implied.map(|low| low.map(String::from)).collect();
                let questions = event.questions.into_iter().count();
                (String::from(event.id), questions, implied)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("ford".to_owned(), 1, vec![]),
                ("war".to_owned(), 0, vec![Some("5".to_owned())]),
            ]
        );
    }
}

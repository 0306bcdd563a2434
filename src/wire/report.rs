//! The document of `crosscheck report`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::{EventJson, events};
use super::finding::{DiagnosticJson, FindingJson, diagnostics, findings};
use super::head::{SCHEMA, SummaryJson};
use super::list::List;
use super::text::Text;
use super::vocabulary::{VocabularyJson, vocabulary};
use crate::compare::Outcome;
use crate::model::{Claim, Record, Speaker, SpeakerId};
use crate::report::Report;

/// Everything that a report shows: the document of `crosscheck report`.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ReportJson<'a> {
    /// The version, [`SCHEMA`].
    #[serde(borrow)]
    pub schema: Text<'a>,
    /// What was asked for; `null` if that was everything.
    pub selection: Option<SelectionJson<'a>>,
    /// The counts.
    pub summary: SummaryJson<'a>,
    /// Everybody who makes one of the claims shown, by id.
    pub speakers: List<'a, SpeakerJson<'a>>,
    /// Everybody else who tells one of them: its source or its publisher, by id. `None` if an older version saved
    /// the report.
    pub tellers: Option<List<'a, SpeakerJson<'a>>>,
    /// The events with a question.
    pub events: List<'a, EventJson<'a>>,
    /// The findings, question by question.
    pub findings: List<'a, FindingJson<'a>>,
    /// The diagnostics, by place.
    pub diagnostics: List<'a, DiagnosticJson<'a>>,
    /// What the files say about how claims are read and compared; `None` if an older version saved the report.
    pub vocabulary: Option<List<'a, VocabularyJson<'a>>>,
}

/// What was asked for. A list that is empty selects everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SelectionJson<'a> {
    /// Ids of events.
    #[serde(borrow)]
    pub events: Vec<Text<'a>>,
    /// Ids of attributes.
    pub attributes: Vec<Text<'a>>,
    /// Ids of sources, speakers or publishers.
    pub sources: Vec<Text<'a>>,
    /// Outcomes.
    pub outcomes: Vec<Text<'a>>,
    /// So many of the contradicted questions, the widest; `null` if all.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many contradicted questions there are in all, if only the widest are shown.
    #[serde(default)]
    pub contradicted_in_all: Option<usize>,
}

/// Somebody who makes claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SpeakerJson<'a> {
    /// The id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The full name.
    pub name: Text<'a>,
    /// The name for table cells.
    pub short: Text<'a>,
    /// The id of the party.
    pub party: Option<Text<'a>>,
    /// True if it is nobody in particular, as in "reports say": another one in each source.
    pub unnamed: bool,
}

impl<'a> ReportJson<'a> {
    /// Returns what a report shows, as a document.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::wire::ReportJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let document = ReportJson::new(&report);
    /// assert_eq!(document.events.into_iter().count(), report.summary().events);
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &'a Report) -> Self {
        Self {
            schema: Text::from(SCHEMA),
            selection: SelectionJson::of(report),
            summary: SummaryJson::new(report),
            speakers: List::made(|| speakers(report)),
            tellers: Some(List::made(|| tellers(report))),
            events: events(report),
            findings: findings(report),
            diagnostics: diagnostics(report),
            vocabulary: Some(vocabulary(report)),
        }
    }
}

impl<'a> SelectionJson<'a> {
    /// Returns what was asked for, unless that was everything.
    pub(super) fn of(report: &'a Report) -> Option<Self> {
        let selection = &report.selection;
        let outcomes = selection.outcomes.iter().copied().map(Outcome::word);
        (!selection.is_whole()).then(|| Self {
            events: selection.events.iter().map(Text::from).collect(),
            attributes: selection.attributes.iter().map(Text::from).collect(),
            sources: selection.sources.iter().map(Text::from).collect(),
            outcomes: outcomes.map(Text::from).collect(),
            top: selection.top,
            contradicted_in_all: report.contradicted_in_all,
        })
    }
}

impl<'a> SpeakerJson<'a> {
    fn new(record: &'a Record, speaker: &'a Speaker) -> Self {
        Self {
            id: Text::from(&speaker.name.id),
            name: Text::from(&speaker.full),
            short: Text::from(&speaker.short),
            party: speaker
                .party
                .map(|party| Text::from(&record[party].name.id)),
            unnamed: speaker.unnamed_in.is_some(),
        }
    }
}

/// Returns everybody who makes one of the claims shown, by id. An unnamed speaker is another one in each
/// source, under one id.
fn speakers(report: &Report) -> impl Iterator<Item = SpeakerJson<'_>> {
    let is_speaker = marked(report, |claim| [claim.speaker]);
    by_id(report, is_speaker.into_iter())
}

/// Returns everybody who tells one of the claims shown and makes none, by id.
fn tellers(report: &Report) -> impl Iterator<Item = SpeakerJson<'_>> {
    let is_teller = marked(report, |claim| [claim.source, claim.publisher]);
    let is_speaker = marked(report, |claim| [claim.speaker]);
    let pairs = is_teller.into_iter().zip(is_speaker);
    by_id(report, pairs.map(|(tells, speaks)| tells && !speaks))
}

/// Says of every speaker of the record whether a claim that is shown has it among these of its own.
fn marked<const N: usize>(
    report: &Report,
    of_claim: impl Fn(&Claim) -> [SpeakerId; N],
) -> Vec<bool> {
    let record = &report.record;
    let mut is_marked = vec![false; record.speakers.len()];
    for comparison in &report.comparisons {
        for claim in &comparison.question.claims {
            for speaker in of_claim(&record[*claim]) {
                is_marked[speaker.index()] = true;
            }
        }
    }
    is_marked
}

/// Returns the speakers that are marked, by id.
fn by_id(
    report: &Report,
    is_marked: impl Iterator<Item = bool>,
) -> impl Iterator<Item = SpeakerJson<'_>> {
    let record = &report.record;
    let by_id: BTreeMap<&str, &Speaker> = record
        .speakers
        .iter()
        .zip(is_marked)
        .filter(|(_, is_marked)| *is_marked)
        .map(|(speaker, _)| (speaker.name.id.as_str(), speaker))
        .collect();
    by_id
        .into_values()
        .map(|speaker| SpeakerJson::new(record, speaker))
}

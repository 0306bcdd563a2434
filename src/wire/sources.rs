//! The document of `crosscheck sources`.

use serde::{Deserialize, Serialize};

use super::claim::{claim_name, speaker_id};
use super::ends::{self, EndsJson};
use super::head::{SCHEMA, SummaryJson};
use super::text::Text;
use crate::model::PartyId;
use crate::report::Report;
use crate::sources::{
    Accusations, Figures, Lean, Leaning, Loss, Quotient, Ratio, Sources, Spread, Track,
};

/// Who leans where, and how each speaker fares: the document of `crosscheck sources`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SourcesJson<'a> {
    /// The version, [`SCHEMA`].
    #[serde(borrow)]
    pub schema: Text<'a>,
    /// The counts.
    pub summary: SummaryJson<'a>,
    /// What one party claims of another, in the order of their ids.
    pub leanings: Vec<LeaningJson<'a>>,
    /// The named speakers with a claim, in the order of their ids.
    pub speakers: Vec<TrackJson<'a>>,
    /// Claims of unnamed speakers, who are in neither list.
    pub unnamed_claims: usize,
}

/// What one party claims of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeaningJson<'a> {
    /// The id of the party that claims.
    #[serde(borrow)]
    pub claimant: Text<'a>,
    /// The id of the party whose losses they are, or that is accused.
    pub loser: Text<'a>,
    /// The questions on which both give a figure.
    pub questions: Vec<LossJson<'a>>,
    /// Questions on which more is claimed than is conceded.
    pub more: usize,
    /// Questions on which both say the same.
    pub same: usize,
    /// Questions on which less is claimed than is conceded.
    pub less: usize,
    /// Questions on which the two differ and leave room for each other.
    pub overlapping: usize,
    /// The spread of the ratios that are single numbers.
    pub ratios: Option<SpreadJson>,
    /// Questions on which the claimant gives a figure and the loser none.
    pub unconceded: usize,
    /// Questions on which the loser gives a figure and the claimant none.
    pub unclaimed: usize,
    /// Questions on which both give figures, and none for the same time.
    pub other_times: usize,
    /// The accusations.
    pub accusations: AccusationsJson,
}

/// A question of losses on which both sides give a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LossJson<'a> {
    /// The id of the event.
    #[serde(borrow)]
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// The name of the attribute.
    pub label: Text<'a>,
    /// The unit of the figures.
    pub unit: Option<Text<'a>>,
    /// The time for which both give it, if figures for other times are not compared.
    pub as_of: Option<Text<'a>>,
    /// What the claimant says.
    pub claimed: FiguresJson<'a>,
    /// What the loser concedes.
    pub conceded: FiguresJson<'a>,
    /// How many times the conceded figure the claimed one is, if that is one number.
    pub ratio: Option<f64>,
    /// The least that it can be.
    pub ratio_low: Option<f64>,
    /// The most that it can be.
    pub ratio_high: Option<f64>,
    /// `more`, `same`, `less` or `overlapping`.
    pub leans: Text<'a>,
}

/// What a side says of a loss, taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FiguresJson<'a> {
    /// The values in their words, from low to high.
    #[serde(borrow)]
    pub values: Vec<Text<'a>>,
    /// The ends of all of them.
    #[serde(flatten)]
    pub ends: EndsJson<'a>,
    /// The ids of those who give them.
    pub speakers: Vec<Text<'a>>,
    /// The ids of the claims.
    pub claims: Vec<Text<'a>>,
}

/// The spread of some ratios.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SpreadJson {
    /// The one in the middle, or the mean of the two there.
    pub median: Option<f64>,
    /// The smallest.
    pub low: Option<f64>,
    /// The largest.
    pub high: Option<f64>,
    /// The number of ratios.
    pub of: usize,
}

/// The accusations of one party against another, one a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccusationsJson {
    /// Questions on which it says yes: the sum of the others.
    pub made: usize,
    /// The accused says no, and nothing else.
    pub denied: usize,
    /// The accused says yes, and never no.
    pub admitted: usize,
    /// The accused says both, or yes or no under a condition, or that it does not know.
    pub otherwise: usize,
    /// Nobody from the accused side says anything.
    pub unanswered: usize,
}

/// What is counted of a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrackJson<'a> {
    /// The id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The full name.
    pub name: Text<'a>,
    /// The id of the party.
    pub party: Option<Text<'a>>,
    /// The kind, as declared.
    pub kind: Option<Text<'a>>,
    /// Claims, live or not.
    pub claims: usize,
    /// Questions with a claim, live or not.
    pub questions: usize,
    /// Questions on which another named speaker holds the same position.
    pub agrees: usize,
    /// Questions on which no other named speaker gives a live value.
    pub alone: usize,
    /// Questions on which it contradicts another speaker.
    pub contradicts: usize,
    /// Questions on which it contradicts itself.
    pub itself: usize,
    /// Claims that it replaced.
    pub revised: usize,
    /// Claims that it took back.
    pub withdrawn: usize,
}

impl<'a> SourcesJson<'a> {
    /// Returns what was counted of a report, as a document.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::sources::Sources;
    /// use crosscheck::wire::SourcesJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let sources = Sources::new(&report);
    /// let document = SourcesJson::new(&report, &sources);
    /// assert_eq!(document.schema, crosscheck::wire::SCHEMA);
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(report: &'a Report, sources: &'a Sources) -> Self {
        Self {
            schema: Text::from(SCHEMA),
            summary: SummaryJson::new(report),
            leanings: sources
                .leanings
                .iter()
                .map(|leaning| LeaningJson::new(report, leaning))
                .collect(),
            speakers: sources
                .tracks
                .iter()
                .map(|track| TrackJson::new(report, track))
                .collect(),
            unnamed_claims: sources.unnamed,
        }
    }
}

impl<'a> LeaningJson<'a> {
    fn new(report: &'a Report, leaning: &'a Leaning) -> Self {
        Self {
            claimant: party_id(report, leaning.claimant),
            loser: party_id(report, leaning.loser),
            questions: leaning
                .losses
                .iter()
                .map(|loss| LossJson::new(report, loss))
                .collect(),
            more: leaning.count(Lean::More),
            same: leaning.count(Lean::Same),
            less: leaning.count(Lean::Less),
            overlapping: leaning.count(Lean::Overlapping),
            ratios: leaning.spread.as_ref().map(SpreadJson::new),
            unconceded: leaning.unconceded,
            unclaimed: leaning.unclaimed,
            other_times: leaning.other_times,
            accusations: AccusationsJson::new(leaning.accusations),
        }
    }
}

impl<'a> LossJson<'a> {
    fn new(report: &'a Report, loss: &'a Loss) -> Self {
        let question = &report.comparisons[loss.comparison].question;
        let attribute = &report.record[question.attribute];
        let (low, high) = match &loss.ratio {
            None => (None, None),
            Some(Ratio::Exactly(ratio)) => (Some(ratio), Some(ratio)),
            Some(Ratio::Between(low, high)) => (low.as_ref(), high.as_ref()),
        };
        let exact = loss.ratio.as_ref().and_then(Ratio::exactly);
        Self {
            event: Text::from(&report.record[question.event].name.id),
            attribute: Text::from(&attribute.name.id),
            label: Text::from(&attribute.label),
            unit: attribute.unit.as_deref().map(Text::from),
            as_of: loss.as_of.as_ref().map(|as_of| Text::from(&as_of.written)),
            claimed: FiguresJson::new(report, loss, &loss.claimed),
            conceded: FiguresJson::new(report, loss, &loss.conceded),
            ratio: exact.and_then(ratio),
            ratio_low: low.and_then(ratio),
            ratio_high: high.and_then(ratio),
            leans: Text::from(loss.lean.word()),
        }
    }
}

impl<'a> FiguresJson<'a> {
    fn new(report: &'a Report, loss: &Loss, figures: &Figures) -> Self {
        let comparison = &report.comparisons[loss.comparison];
        let attribute = &report.record[comparison.question.attribute];
        Self {
            values: figures
                .positions
                .iter()
                .map(|at| Text::from(&comparison.positions[*at].value))
                .collect(),
            ends: EndsJson::new(attribute, Some(&figures.span), comparison.timed),
            speakers: speakers(report, figures),
            claims: figures
                .claims
                .iter()
                .map(|claim| claim_name(report, *claim))
                .collect(),
        }
    }
}

impl SpreadJson {
    fn new(spread: &Spread) -> Self {
        Self {
            median: ratio(&spread.median),
            low: ratio(&spread.least),
            high: ratio(&spread.most),
            of: spread.of,
        }
    }
}

impl AccusationsJson {
    fn new(accusations: Accusations) -> Self {
        Self {
            made: accusations.made,
            denied: accusations.denied,
            admitted: accusations.admitted,
            otherwise: accusations.otherwise,
            unanswered: accusations.unanswered,
        }
    }
}

impl<'a> TrackJson<'a> {
    fn new(report: &'a Report, track: &Track) -> Self {
        let speaker = &report.record[track.speaker];
        Self {
            id: Text::from(&speaker.name.id),
            name: Text::from(&speaker.full),
            party: speaker.party.map(|party| party_id(report, party)),
            kind: speaker.kind.as_deref().map(Text::from),
            claims: track.claims,
            questions: track.questions,
            agrees: track.agrees,
            alone: track.alone,
            contradicts: track.contradicts,
            itself: track.itself,
            revised: track.revised,
            withdrawn: track.withdrawn,
        }
    }
}

fn party_id(report: &Report, party: PartyId) -> Text<'_> {
    Text::from(&report.record[party].name.id)
}

/// Returns the speakers of these figures, each once, in the order of the claims.
fn speakers<'a>(report: &'a Report, figures: &Figures) -> Vec<Text<'a>> {
    let mut speakers = Vec::new();
    for claim in &figures.claims {
        let id = speaker_id(report, report.record[*claim].speaker);
        if !speakers.contains(&id) {
            speakers.push(id);
        }
    }
    speakers
}

/// Returns a ratio to be read; `None` if no float comes near it.
fn ratio(quotient: &Quotient) -> Option<f64> {
    quotient.figure().map(ends::ratio)
}

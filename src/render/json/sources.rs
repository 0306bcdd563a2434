//! The JSON of `crosscheck sources`.

use std::io::{self, Write};

use serde::Serialize;

use super::{EndsOut, SCHEMA, SummaryOut, ends, rounded, speaker_id, summary, write};
use crate::model::PartyId;
use crate::report::Report;
use crate::sources::{
    Accusations, Figures, Lean, Leaning, Loss, Quotient, Ratio, Sources, Spread, Track,
};

#[derive(Serialize)]
struct SourcesOut<'r> {
    schema: &'static str,
    summary: SummaryOut,
    leanings: Vec<LeaningOut<'r>>,
    speakers: Vec<TrackOut<'r>>,
    unnamed_claims: usize,
}

#[derive(Serialize)]
struct LeaningOut<'r> {
    claimant: &'r str,
    loser: &'r str,
    questions: Vec<LossOut<'r>>,
    more: usize,
    same: usize,
    less: usize,
    overlapping: usize,
    ratios: Option<SpreadOut>,
    unconceded: usize,
    unclaimed: usize,
    other_times: usize,
    accusations: AccusationsOut,
}

#[derive(Serialize)]
struct LossOut<'r> {
    event: &'r str,
    attribute: &'r str,
    label: &'r str,
    unit: Option<&'r str>,
    as_of: Option<&'r str>,
    claimed: FiguresOut<'r>,
    conceded: FiguresOut<'r>,
    ratio: Option<f64>,
    ratio_low: Option<f64>,
    ratio_high: Option<f64>,
    leans: &'static str,
}

#[derive(Serialize)]
struct FiguresOut<'r> {
    values: Vec<&'r str>,
    #[serde(flatten)]
    ends: EndsOut,
    speakers: Vec<&'r str>,
    claims: Vec<String>,
}

#[derive(Serialize)]
struct SpreadOut {
    median: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    of: usize,
}

#[derive(Serialize)]
struct AccusationsOut {
    made: usize,
    denied: usize,
    admitted: usize,
    otherwise: usize,
    unanswered: usize,
}

#[derive(Serialize)]
struct TrackOut<'r> {
    id: &'r str,
    name: &'r str,
    party: Option<&'r str>,
    kind: Option<&'r str>,
    claims: usize,
    questions: usize,
    agrees: usize,
    alone: usize,
    contradicts: usize,
    itself: usize,
    revised: usize,
    withdrawn: usize,
}

/// Writes who leans where, and how each speaker fares.
pub fn sources(report: &Report, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let value = SourcesOut {
        schema: SCHEMA,
        summary: summary(report),
        leanings: sources
            .leanings
            .iter()
            .map(|leaning| self::leaning(report, leaning))
            .collect(),
        speakers: sources
            .tracks
            .iter()
            .map(|track| self::track(report, track))
            .collect(),
        unnamed_claims: sources.unnamed,
    };
    write(&value, out)
}

fn party(report: &Report, party: PartyId) -> &str {
    &report.record[party].name.id
}

fn leaning<'r>(report: &'r Report, leaning: &'r Leaning) -> LeaningOut<'r> {
    let Accusations {
        made,
        denied,
        admitted,
        otherwise,
        unanswered,
    } = leaning.accusations;
    LeaningOut {
        claimant: party(report, leaning.claimant),
        loser: party(report, leaning.loser),
        questions: leaning
            .losses
            .iter()
            .map(|loss| self::loss(report, loss))
            .collect(),
        more: leaning.count(Lean::More),
        same: leaning.count(Lean::Same),
        less: leaning.count(Lean::Less),
        overlapping: leaning.count(Lean::Overlapping),
        ratios: leaning.spread.as_ref().map(spread),
        unconceded: leaning.unconceded,
        unclaimed: leaning.unclaimed,
        other_times: leaning.other_times,
        accusations: AccusationsOut {
            made,
            denied,
            admitted,
            otherwise,
            unanswered,
        },
    }
}

fn loss<'r>(report: &'r Report, loss: &'r Loss) -> LossOut<'r> {
    let question = &report.comparisons[loss.comparison].question;
    let attribute = &report.record[question.attribute];
    let (low, high) = match &loss.ratio {
        None => (None, None),
        Some(Ratio::Exactly(ratio)) => (Some(ratio), Some(ratio)),
        Some(Ratio::Between(low, high)) => (low.as_ref(), high.as_ref()),
    };
    LossOut {
        event: &report.record[question.event].name.id,
        attribute: &attribute.name.id,
        label: &attribute.label,
        unit: attribute.unit.as_deref(),
        as_of: loss.as_of.as_ref().map(|as_of| as_of.written.as_str()),
        claimed: figures(report, loss, &loss.claimed),
        conceded: figures(report, loss, &loss.conceded),
        ratio: loss
            .ratio
            .as_ref()
            .and_then(Ratio::exactly)
            .and_then(figure),
        ratio_low: low.and_then(figure),
        ratio_high: high.and_then(figure),
        leans: loss.lean.word(),
    }
}

fn figures<'r>(report: &'r Report, loss: &Loss, figures: &Figures) -> FiguresOut<'r> {
    let comparison = &report.comparisons[loss.comparison];
    let attribute = &report.record[comparison.question.attribute];
    let mut speakers: Vec<&str> = Vec::new();
    for claim in &figures.claims {
        let id = speaker_id(report, report.record[*claim].speaker);
        if !speakers.contains(&id) {
            speakers.push(id);
        }
    }
    FiguresOut {
        values: figures
            .positions
            .iter()
            .map(|at| comparison.positions[*at].value.as_str())
            .collect(),
        ends: ends(attribute, Some(&figures.span), comparison.timed),
        speakers,
        claims: figures
            .claims
            .iter()
            .map(|claim| report.claim_name(*claim))
            .collect(),
    }
}

fn spread(spread: &Spread) -> SpreadOut {
    SpreadOut {
        median: figure(&spread.median),
        low: figure(&spread.least),
        high: figure(&spread.most),
        of: spread.of,
    }
}

fn figure(ratio: &Quotient) -> Option<f64> {
    ratio.figure().map(|ratio| rounded(ratio, 1.0, 2))
}

fn track<'r>(report: &'r Report, track: &Track) -> TrackOut<'r> {
    let speaker = &report.record[track.speaker];
    TrackOut {
        id: &speaker.name.id,
        name: &speaker.full,
        party: speaker.party.map(|party| self::party(report, party)),
        kind: speaker.kind.as_deref(),
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

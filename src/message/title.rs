//! Findings in one sentence.

use super::arithmetic;
use crate::accounts::Clash;
use crate::compare::Comparison;
use crate::finding::{Detail, Finding};
use crate::model::{ClaimId, WeekdaySlip};
use crate::phrase::date;
use crate::phrase::gap::apart;
use crate::phrase::name::{MOST_NAMES, first_of, list, name};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// Says what was found, and on which question.
pub(crate) fn title(report: &Report, finding: &Finding) -> Shown {
    if let Detail::Impossible(clash) = &finding.detail {
        return impossible(report, finding, clash);
    }
    let event = safe(&report.record[finding.event].title);
    let label = safe(&report.record[finding.attribute].label);
    shown!("{} ({}): {}", label, event, found(report, finding))
}

/// Says what was found on a question.
fn found(report: &Report, finding: &Finding) -> Shown {
    let record = &report.record;
    match finding.detail {
        Detail::Impossible(ref clash) => arithmetic::clash(record, clash),
        Detail::Contradiction(_) => against(report, finding),
        Detail::SelfContradiction(speaker) => {
            shown!(
                "{} contradicts itself: {}",
                name(record, speaker),
                values(report, finding)
            )
        }
        Detail::Misquote(speaker) => {
            shown!(
                "{} is told differently: {}",
                name(record, speaker),
                values(report, finding)
            )
        }
        Detail::FallingTotal { earlier, later } => {
            let speaker = name(record, record[later].speaker);
            let fell = fell(report, earlier, later);
            shown!("the running total of {} {}", speaker, fell)
        }
        Detail::WeekdayMismatch(slip) => weekday(&values(report, finding), slip),
        Detail::Strained(_) => {
            shown!(
                "{} agree only because one has no upper end",
                values(report, finding)
            )
        }
        Detail::Revised { from, to } => shown!(
            "{} went from {} to {}",
            name(record, record[to].speaker),
            dated(report, from),
            dated(report, to)
        ),
        Detail::OutdatedRepeat { by } => repeated(report, finding, by),
        Detail::WithdrawnStillCited { withdrawn } => still_cited(report, finding, withdrawn),
    }
}

/// Says which figures of an event do not add up, and whose they are if one speaker gives them all.
fn impossible(report: &Report, finding: &Finding, clash: &Clash) -> Shown {
    let event = arithmetic::occasion(&report.record, finding.event, clash);
    let own = arithmetic::own(&report.record, clash).map(|names| shown!("{}: ", names));
    shown!(
        "{}: {}{}",
        event,
        own,
        arithmetic::clash(&report.record, clash)
    )
}

fn weekday(values: &Shown, slip: WeekdaySlip) -> Shown {
    shown!(
        "“{}”, but {} was a {}; the nearest {} was {}",
        values,
        date::in_form(slip.date, "%-d %B %Y"),
        date::in_form(slip.date, "%A"),
        date::in_form(slip.nearest, "%A"),
        date::in_form(slip.nearest, "%-d %B %Y"),
    )
}

fn repeated(report: &Report, finding: &Finding, by: ClaimId) -> Shown {
    let record = &report.record;
    let repeats = finding.claims.iter().copied().filter(|id| *id != by);
    let names = repeats.clone().map(|id| name(record, record[id].publisher));
    let value = repeats.clone().next().map(|id| written(report, id));
    shown!(
        "{} gave {} up for {}; {} reported it after that",
        name(record, record[by].speaker),
        value,
        written(report, by),
        list(names.collect())
    )
}

fn still_cited(report: &Report, finding: &Finding, withdrawn: ClaimId) -> Shown {
    let record = &report.record;
    let claim = &record[withdrawn];
    let day = report.details(claim).withdrawn.unwrap_or_default();
    let citing = finding.claims.iter().filter(|id| **id != withdrawn);
    let citing = citing.map(|id| name(record, record[*id].publisher));
    shown!(
        "{} took {} back on {}; it still stands in {}",
        name(record, claim.speaker),
        safe(&record[claim.value].written),
        safe(&day),
        list(citing.collect())
    )
}

/// Says how a running total went down, and when: "fell from 12 to 9 between 2 and 3 Mar 2025".
pub(crate) fn fell(report: &Report, earlier: ClaimId, later: ClaimId) -> Shown {
    let [from, to] = [earlier, later].map(|id| written(report, id));
    let [first, last] = [earlier, later].map(|id| day(report, id));
    shown!(
        "fell from {} to {} {}",
        from,
        to,
        date::between(&first, &last)
    )
}

/// Writes the time for which a claim was given, or nothing.
fn day(report: &Report, id: ClaimId) -> Shown {
    let claim = &report.record[id];
    let zone = &report.record[claim.attribute].zone;
    let as_of = report.record.as_of(claim);
    as_of.map_or_else(Shown::default, |as_of| date::of_time(as_of, zone))
}

/// Writes the two positions that lie farthest apart, and by how much: "23 against 58; 35 apart". If
/// nothing measures how far, writes all that contradict.
fn against(report: &Report, finding: &Finding) -> Shown {
    let Some(comparison) = report.comparison(finding.event, finding.attribute) else {
        return Shown::default();
    };
    let Some(widest) = &comparison.widest_gap else {
        return first_of(contradicting(comparison), " against ");
    };
    let kind = report.record[finding.attribute].kind;
    let [low, high] = [widest.low, widest.high].map(|at| safe(&comparison.positions[at].value));
    shown!("{} against {}; {}", low, high, apart(widest, kind))
}

/// Returns the values of the positions that contradict another one.
fn contradicting(comparison: &Comparison) -> Vec<Shown> {
    let positions = comparison.contradicted_positions().into_iter();
    positions
        .map(|at| safe(&comparison.positions[at].value))
        .collect()
}

/// Lists the values of a finding's claims, each once, up to one more than the names of a list.
fn values(report: &Report, finding: &Finding) -> Shown {
    let mut values: Vec<Shown> = Vec::new();
    for id in &finding.claims {
        let value = written(report, *id);
        if !values.contains(&value) {
            values.push(value);
        }
        if values.len() > MOST_NAMES {
            break;
        }
    }
    Shown::join(values, ", ")
}

fn written(report: &Report, id: ClaimId) -> Shown {
    safe(&report.record[report.record[id].value].written)
}

/// Writes a claim's value with the time for which it was given.
fn dated(report: &Report, id: ClaimId) -> Shown {
    let as_of = report.record.as_of(&report.record[id]);
    let time = as_of.map(|as_of| shown!(" ({})", safe(&as_of.written)));
    shown!("{}{}", written(report, id), time)
}

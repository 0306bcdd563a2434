//! What an editor should look at although nothing is contradicted: slips, conditions, agreements
//! that are none, totals that fall, and words that were taken back.

use super::super::safe::safe;
use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape, dates};
use crate::compare::{Comparison, Outcome, Position};
use crate::finding::{Detail, Finding};
use crate::model::{Claim, ClaimId, Kind, Meaning, WeekdaySlip};

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let (mut blocks, mut topic) = (Vec::new(), None);
    let one_topic =
        |left: &Comparison, right: &Comparison| desk.event(left).topic == desk.event(right).topic;
    let topics: Vec<&[Comparison]> = desk.comparisons().chunk_by(one_topic).collect();
    let mut findings = desk.report.findings.as_slice();
    for comparisons in topics {
        let mut items = Vec::new();
        for comparison in comparisons {
            // Findings stand in the order of the questions.
            let question = (comparison.question.event, comparison.question.attribute);
            let own = findings
                .iter()
                .take_while(|found| (found.event, found.attribute) == question)
                .count();
            let (found, rest) = findings.split_at(own);
            findings = rest;
            items.extend(
                found
                    .iter()
                    .flat_map(|finding| item(desk, comparison, finding)),
            );
        }
        // What may be a slip comes before what asks for a closer reading.
        items.extend(
            comparisons
                .iter()
                .flat_map(|comparison| condition(desk, comparison)),
        );
        if let (Some(first), false) = (comparisons.first(), items.is_empty()) {
            blocks.extend(desk.topic(&mut topic, first));
        }
        blocks.extend(items);
    }
    Section {
        heading: "CHECK",
        aside: String::new(),
        small: false,
        blocks,
    }
}

fn item(desk: &mut Desk<'_>, comparison: &Comparison, finding: &Finding) -> Vec<Block> {
    match finding.detail {
        Detail::WeekdayMismatch(slip) => weekday(desk, comparison, finding, slip),
        Detail::Strained(between) => strained(desk, comparison, between),
        Detail::FallingTotal { earlier, later } => falling(desk, comparison, earlier, later),
        Detail::WithdrawnStillCited { withdrawn } => cited(desk, comparison, finding, withdrawn),
        Detail::Contradiction(_)
        | Detail::SelfContradiction(_)
        | Detail::Misquote(_)
        | Detail::Impossible(_)
        | Detail::Revised { .. } => Vec::new(),
    }
}

fn title(desk: &Desk<'_>, comparison: &Comparison, mark: &str, said: &str) -> Block {
    let text = format!("{}{said}", desk.label(comparison));
    Block::Title {
        mark: mark.to_owned(),
        text,
        event: safe(&desk.event(comparison).title),
    }
}

fn weekday(
    desk: &Desk<'_>,
    comparison: &Comparison,
    finding: &Finding,
    slip: WeekdaySlip,
) -> Vec<Block> {
    let Some(claim) = finding.claims.first().map(|id| desk.claim(*id)) else {
        return Vec::new();
    };
    let text = format!(
        "{}: {} was a {}; the nearest {} was {}.",
        words::name(desk.report, claim.speaker),
        slip.date.strftime("%-d %B %Y"),
        slip.date.strftime("%A"),
        slip.nearest.strftime("%A"),
        slip.nearest.strftime("%-d %B"),
    );
    let quote = desk
        .report
        .details(claim)
        .quote
        .map(|quote| format!(" It reads “{}”.", safe(&quote)));
    vec![
        title(
            desk,
            comparison,
            "!",
            &format!(": “{}”", safe(desk.written(claim))),
        ),
        Block::Line {
            text: format!("{text}{}", quote.unwrap_or_default()),
            place: desk.place(claim),
        },
    ]
}

fn strained(desk: &mut Desk<'_>, comparison: &Comparison, between: [usize; 2]) -> Vec<Block> {
    let rows = between.map(|at| row(desk, comparison, &comparison.positions[at]));
    let said = ": they meet only because one has no upper end";
    vec![
        title(desk, comparison, "~", said),
        Block::Rows(Shape::Positions, rows.into()),
    ]
}

/// Answers of which one has a condition: they can both hold, and yet they are not the same.
fn condition(desk: &mut Desk<'_>, comparison: &Comparison) -> Vec<Block> {
    if !is_conditional(desk, comparison) {
        return Vec::new();
    }
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    let rows = live
        .map(|position| row(desk, comparison, position))
        .collect();
    vec![
        title(desk, comparison, "?", ": not the same promise"),
        Block::Rows(Shape::Positions, rows),
    ]
}

/// Whether answers are compatible only as far as a condition holds.
pub(super) fn is_conditional(desk: &Desk<'_>, comparison: &Comparison) -> bool {
    let has_condition = |position: &Position| {
        let first = desk.live(position).next();
        first.is_some_and(|claim| {
            matches!(desk.meaning(claim), Meaning::Range { apart: Some(_), .. })
        })
    };
    comparison.outcome == Outcome::Compatible
        && desk.attribute(comparison).kind == Kind::YesNo
        && comparison.positions.iter().any(has_condition)
}

fn row(desk: &mut Desk<'_>, comparison: &Comparison, position: &Position) -> Row {
    let [quote, place] = desk.quote_and_place(position);
    let who = desk.who_in_full(comparison, position);
    Row::new([
        desk.noted(comparison, position),
        who,
        String::new(),
        quote,
        place,
    ])
}

fn falling(
    desk: &Desk<'_>,
    comparison: &Comparison,
    earlier: ClaimId,
    later: ClaimId,
) -> Vec<Block> {
    let rows = [earlier, later].map(|id| claim_row(desk, comparison, desk.claim(id)));
    let text = format!("It {}.", words::fell(desk.report, earlier, later));
    vec![
        title(desk, comparison, "!", ": a running total fell"),
        Block::Rows(Shape::Positions, rows.into()),
        Block::Line {
            text,
            place: String::new(),
        },
    ]
}

fn claim_row(desk: &Desk<'_>, comparison: &Comparison, claim: &Claim) -> Row {
    let quote = desk.quote(claim);
    let day = desk
        .as_of(claim)
        .map(|as_of| desk.day(comparison, as_of))
        .unwrap_or_default();
    let who = safe(&desk.speaker(claim.speaker).full);
    Row::new([
        desk.value_of(comparison, claim),
        who,
        day,
        quote,
        desk.place(claim),
    ])
}

fn cited(
    desk: &Desk<'_>,
    comparison: &Comparison,
    finding: &Finding,
    withdrawn: ClaimId,
) -> Vec<Block> {
    let claim = desk.claim(withdrawn);
    let citing = finding.claims.iter().filter(|id| **id != withdrawn);
    let names = citing
        .map(|id| words::name(desk.report, desk.claim(*id).publisher))
        .collect();
    let text = format!(
        "{} took {} back on {}; it still stands in {}.",
        words::name(desk.report, claim.speaker),
        desk.value_of(comparison, claim),
        dates::of_edtf(&desk.report.details(claim).withdrawn.unwrap_or_default()),
        words::list(names),
    );
    vec![
        title(desk, comparison, "!", ": taken back, and still cited"),
        Block::Line {
            text,
            place: desk.place(claim),
        },
    ]
}

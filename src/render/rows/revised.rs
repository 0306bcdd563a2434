//! What speakers replaced or took back: history, from the first value to the last.

use std::collections::{BTreeMap, BTreeSet};

use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape, dates};
use crate::compare::{Comparison, Life};
use crate::model::{Claim, ClaimId, EventId};

pub(super) fn section(desk: &Desk<'_>) -> Section {
    let (mut blocks, mut topic, mut event) = (Vec::new(), None, None::<EventId>);
    for comparison in desk.comparisons() {
        let rows = rows(desk, comparison);
        if rows.is_empty() {
            continue;
        }
        blocks.extend(desk.topic(&mut topic, comparison));
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(desk.event_and_date(comparison)));
        }
        blocks.push(Block::Rows(Shape::Revised, rows));
    }
    Section { heading: "REVISED OR WITHDRAWN", aside: String::new(), small: false, blocks }
}

fn rows(desk: &Desk<'_>, comparison: &Comparison) -> Vec<Row> {
    let held = comparison.positions.iter().flat_map(|position| &position.claims);
    let lives: BTreeMap<ClaimId, Life> = held.map(|held| (held.claim, held.life)).collect();
    let mut chains: BTreeMap<ClaimId, BTreeSet<ClaimId>> = BTreeMap::new();
    for (claim, life) in &lives {
        match life {
            Life::Live => {}
            Life::Withdrawn => drop(chains.entry(*claim).or_default()),
            Life::Superseded(_) | Life::Revised(_) => {
                chains.entry(last(&lives, *claim)).or_default().insert(*claim);
            }
        }
    }
    chains.into_iter().filter_map(|(last, before)| row(desk, comparison, last, before)).collect()
}

/// The claim at the end of a chain of replacements.
fn last(lives: &BTreeMap<ClaimId, Life>, from: ClaimId) -> ClaimId {
    let mut at = from;
    // A circle of replacements is an error in the files, and must not keep us here.
    for _ in 0..lives.len() {
        match lives.get(&at) {
            Some(Life::Superseded(by) | Life::Revised(by)) => at = *by,
            _ => break,
        }
    }
    at
}

fn row(desk: &Desk<'_>, comparison: &Comparison, last: ClaimId, before: BTreeSet<ClaimId>) -> Option<Row> {
    let mut steps: Vec<&Claim> = before.into_iter().map(|id| desk.claim(id)).collect();
    steps.sort_by_key(|claim| desk.as_of(claim).map(|as_of| as_of.span.low()));
    let last = desk.claim(last);
    steps.push(last);
    let values: Vec<String> = steps.iter().map(|claim| step(desk, comparison, claim)).collect();
    let mut written: Vec<&str> = steps.iter().map(|claim| desk.written(claim)).collect();
    written.dedup();
    // The same value given again is no revision to speak of.
    (written.len() > 1 || last.withdrawn).then(|| {
        let who = words::name(desk.report, last.speaker);
        Row::new([desk.label(comparison), who, values.join(" → ")])
    })
}

fn step(desk: &Desk<'_>, comparison: &Comparison, claim: &Claim) -> String {
    let value = desk.value_of(comparison, claim);
    let day = desk.as_of(claim).map(|as_of| desk.day(comparison, as_of));
    let day = day.map(|day| format!(" ({day})")).unwrap_or_default();
    let back = desk.report.details(claim).withdrawn;
    let back = back.map(|day| format!(", withdrawn {}", dates::of_edtf(&day)));
    format!("{value}{day}{}", back.unwrap_or_default())
}

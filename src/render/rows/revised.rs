//! What speakers replaced or took back: history, from the first value to the last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape, dates};
use crate::compare::{Comparison, Settled, Status};
use crate::model::{ClaimId, EventId};

/// Of a longer history the middle is left out; the JSON has all of it.
const MOST_STEPS: usize = 8;

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
    Section {
        heading: "REVISED OR WITHDRAWN",
        aside: String::new(),
        small: false,
        blocks,
    }
}

fn rows(desk: &Desk<'_>, comparison: &Comparison) -> Vec<Row> {
    let history = History::of(comparison);
    let mut chains: BTreeMap<ClaimId, Vec<(usize, ClaimId)>> = BTreeMap::new();
    for (claim, (status, _)) in &history.claims {
        match status {
            Status::Live => {}
            Status::Withdrawn => drop(chains.entry(*claim).or_default()),
            Status::Superseded(_) | Status::Revised(_) => {
                let (last, steps) = history.ends[claim];
                chains.entry(last).or_default().push((steps, *claim));
            }
        }
    }
    let mut settled: BTreeMap<ClaimId, Vec<&Settled>> = BTreeMap::new();
    for one in &comparison.settled {
        let last = history
            .ends
            .get(&one.claim)
            .map_or(one.claim, |(last, _)| *last);
        settled.entry(last).or_default().push(one);
    }
    let rows = chains.into_iter().filter_map(|(last, before)| {
        let row = row(desk, comparison, &history, last, before)?;
        let settles = settled
            .get(&last)
            .map(|settled| settles(desk, comparison, settled));
        Some(std::iter::once(row).chain(settles))
    });
    rows.flatten().collect()
}

/// What became of the claims on a question.
struct History {
    /// Its status and its position, for each claim.
    claims: BTreeMap<ClaimId, (Status, usize)>,
    /// For each claim that was replaced: the one at the end of the chain, and how many steps that is.
    ends: BTreeMap<ClaimId, (ClaimId, usize)>,
}

impl History {
    fn of(comparison: &Comparison) -> Self {
        let positions = comparison.positions.iter().enumerate();
        let held =
            positions.flat_map(|(at, position)| position.claims.iter().map(move |held| (at, held)));
        let claims: BTreeMap<_, _> = held
            .map(|(at, held)| (held.claim, (held.status, at)))
            .collect();
        let mut history = Self {
            claims,
            ends: BTreeMap::new(),
        };
        let all: Vec<ClaimId> = history.claims.keys().copied().collect();
        for claim in all {
            history.follow(claim);
        }
        history
    }

    /// Follows a chain of replacements to its end. Every claim is passed once, however long the chain is.
    fn follow(&mut self, from: ClaimId) {
        let (mut passed, mut at) = (Vec::new(), from);
        while let Some(by) = self
            .replaced_by(at)
            .filter(|_| !self.ends.contains_key(&at))
        {
            // A circle of replacements must not keep us here.
            self.ends.insert(at, (at, 0));
            passed.push(at);
            at = by;
        }
        let (last, mut steps) = self.ends.get(&at).copied().unwrap_or((at, 0));
        for claim in passed.into_iter().rev() {
            steps += 1;
            self.ends.insert(claim, (last, steps));
        }
    }

    fn replaced_by(&self, claim: ClaimId) -> Option<ClaimId> {
        match self.claims.get(&claim)?.0 {
            Status::Superseded(by) | Status::Revised(by) => Some(by),
            Status::Live | Status::Withdrawn => None,
        }
    }
}

fn row(
    desk: &Desk<'_>,
    comparison: &Comparison,
    history: &History,
    last: ClaimId,
    mut before: Vec<(usize, ClaimId)>,
) -> Option<Row> {
    // Without days the links tell the order.
    before.sort_by_key(|(steps, id)| {
        let begins = desk.as_of(desk.claim(*id)).map(|as_of| as_of.span.low());
        (begins, Reverse(*steps), *id)
    });
    let mut steps: Vec<ClaimId> = before.into_iter().map(|(_, id)| id).chain([last]).collect();
    // The same value given again is no revision to speak of.
    let position = |id: &ClaimId| history.claims.get(id).map(|(_, at)| *at);
    steps.dedup_by(|again, first| {
        position(again) == position(first) && !desk.claim(*again).withdrawn
    });
    (steps.len() > 1 || desk.claim(last).withdrawn).then(|| {
        let who = words::name(desk.report, desk.claim(last).speaker);
        Row::new([desk.label(comparison), who, told(desk, comparison, &steps)])
    })
}

/// With whom a chain of claims settles a contradiction.
fn settles(desk: &Desk<'_>, comparison: &Comparison, settled: &[&Settled]) -> Row {
    let against = settled.iter().map(|settled| {
        let claim = desk.claim(settled.against);
        (
            words::name(desk.report, claim.speaker),
            desk.value_of(comparison, claim),
        )
    });
    let against: Vec<(String, String)> = against.collect();
    let text = if let [(who, value)] = against.as_slice() {
        format!("settles the contradiction with {who}, {value}")
    } else {
        let named = against
            .iter()
            .map(|(who, value)| format!("{who} ({value})"));
        format!(
            "settles the contradictions with {}",
            words::list(named.collect())
        )
    };
    Row::new([String::new(), String::new(), text])
}

/// "23 (12 Oct) → 29 (14 Oct 2025)": the steps from the first value to the last.
fn told(desk: &Desk<'_>, comparison: &Comparison, steps: &[ClaimId]) -> String {
    let days: Vec<String> = steps.iter().map(|id| day(desk, comparison, *id)).collect();
    let next = days.iter().skip(1).map(String::as_str).chain([""]);
    let told = steps.iter().zip(days.iter().zip(next));
    let mut told: Vec<String> = told
        .map(|(id, (day, next))| step(desk, comparison, *id, dates::before(day, next)))
        .collect();
    if told.len() > MOST_STEPS {
        let (from, to) = (MOST_STEPS / 2, told.len() - MOST_STEPS / 2);
        told.splice(from..to, [format!("… {} more …", to - from)]);
    }
    told.join(" → ")
}

fn day(desk: &Desk<'_>, comparison: &Comparison, id: ClaimId) -> String {
    desk.as_of(desk.claim(id))
        .map(|as_of| desk.day(comparison, as_of))
        .unwrap_or_default()
}

fn step(desk: &Desk<'_>, comparison: &Comparison, id: ClaimId, day: &str) -> String {
    let claim = desk.claim(id);
    let value = desk.value_of(comparison, claim);
    let day = if day.is_empty() {
        String::new()
    } else {
        format!(" ({day})")
    };
    let back = desk.report.details(claim).withdrawn;
    let back = back.map(|day| format!(", withdrawn {}", dates::of_edtf(&day)));
    format!("{value}{day}{}", back.unwrap_or_default())
}

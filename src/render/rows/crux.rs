//! What to check first, and what would go if it were withdrawn.

use super::super::safe::safe;
use super::super::words::{self, grouped};
use super::desk::Desk;
use super::{Block, Row, Section, Shape, dates};
use crate::crux::{Crux, Group, Pick, Proof, Step};
use crate::model::Claim;

/// No more claims of one word are shown; the JSON has them all.
const MOST_CLAIMS: usize = 5;
/// No more words that would do as well are named; the rest are counted.
const MOST_PEERS: usize = 3;

pub(super) fn section(desk: &Desk<'_>, crux: &Crux) -> Section {
    Section {
        heading: "CHECK THESE FIRST",
        aside: "what would go if it were withdrawn".to_owned(),
        small: false,
        blocks: crux
            .groups
            .iter()
            .flat_map(|group| of_group(desk, group))
            .collect(),
    }
}

fn of_group(desk: &Desk<'_>, group: &Group) -> Vec<Block> {
    let mut blocks = vec![Block::Topic(heading(desk, group))];
    for (number, step) in (1..).zip(&group.steps) {
        blocks.push(Block::Rows(
            Shape::Crux,
            vec![row(desk, group, number, step)],
        ));
        blocks.push(Block::Rows(Shape::Telling, tellings(desk, step)));
        let lines = remarks(desk, step).into_iter();
        blocks.extend(lines.map(|text| Block::Line {
            text,
            place: String::new(),
        }));
    }
    blocks.push(Block::Line {
        text: proof(group),
        place: String::new(),
    });
    blocks
}

/// The events, and what is contradicted there.
fn heading(desk: &Desk<'_>, group: &Group) -> String {
    let record = &desk.report.record;
    let events = group.events.iter().map(|event| {
        let event = &record[*event];
        let date = event
            .date
            .as_deref()
            .map(|date| format!(", {}", dates::of_edtf(date)));
        format!("{}{}", safe(&event.title), date.unwrap_or_default())
    });
    let events: Vec<String> = events.collect();
    let counts = [
        counted(group.pairs, "contradiction", "contradictions"),
        counted(
            group.sums,
            "sum that does not add up",
            "sums that do not add up",
        ),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    format!("{}: {}", events.join("; "), counts.join(", "))
}

fn counted(count: u64, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{} {many}", shown(count))),
    }
}

fn row(desk: &Desk<'_>, group: &Group, number: usize, step: &Step) -> Row {
    let who = words::name(desk.report, step.pick.word.speaker);
    let settled = if step.settles { "settled" } else { "" }.to_owned();
    let counts = [step.clears, step.remaining].map(shown);
    let cells = [
        number.to_string(),
        value(desk, &step.pick),
        question(desk, group, &step.pick),
        who,
    ];
    Row::new(cells.into_iter().chain(counts).chain([settled]))
}

/// The claims that make up the word: all of them stand where it stands.
fn tellings(desk: &Desk<'_>, step: &Step) -> Vec<Row> {
    let claims = &step.pick.word.claims;
    let telling = |claim: &Claim| {
        let relayed = desk.publisher.is_none() && claim.publisher != claim.speaker;
        let told = relayed.then(|| format!("in {}", words::name(desk.report, claim.publisher)));
        Row::new([
            desk.place(claim),
            told.unwrap_or_default(),
            desk.quote(claim),
        ])
    };
    let mut rows: Vec<Row> = claims
        .iter()
        .take(MOST_CLAIMS)
        .map(|claim| telling(desk.claim(*claim)))
        .collect();
    if claims.len() > MOST_CLAIMS {
        let more = format!(
            "and in {} more claims",
            shown((claims.len() - MOST_CLAIMS) as u64)
        );
        rows.push(Row::new([String::new(), more, String::new()]));
    }
    rows
}

fn value(desk: &Desk<'_>, pick: &Pick) -> String {
    let comparison = &desk.comparisons()[pick.comparison];
    desk.value(comparison, &comparison.positions[pick.word.position])
}

/// What is asked; of which event, where there are several.
fn question(desk: &Desk<'_>, group: &Group, pick: &Pick) -> String {
    let comparison = &desk.comparisons()[pick.comparison];
    let event = format!(" ({})", safe(&desk.event(comparison).title));
    format!(
        "{}{}",
        desk.label(comparison),
        if group.events.len() > 1 { &event } else { "" }
    )
}

/// What else would clear as many; and where it takes more than this word.
fn remarks(desk: &Desk<'_>, step: &Step) -> Vec<String> {
    if step.clears == 0 {
        return vec!["clears nothing alone, but together with the next".to_owned()];
    }
    let peer = |pick: &Pick| {
        let other = pick.comparison != step.pick.comparison;
        let label = other.then(|| format!(" {}", desk.label(&desk.comparisons()[pick.comparison])));
        let who = words::name(desk.report, pick.word.speaker);
        format!("{}{} ({who})", value(desk, pick), label.unwrap_or_default())
    };
    let named: Vec<String> = step.as_many.iter().take(MOST_PEERS).map(peer).collect();
    let more = step.all_as_many - named.len();
    let others = match (more, named.len()) {
        (0, _) => None,
        (1, 0) => Some("1 other".to_owned()),
        (_, 0) => Some(format!("{} others", shown(more as u64))),
        _ => Some(format!("{} more", shown(more as u64))),
    };
    let all: Vec<String> = named.into_iter().chain(others).collect();
    if all.is_empty() {
        Vec::new()
    } else {
        vec![format!("as many would go with {}", all.join(" or "))]
    }
}

/// How good the choice is known to be.
fn proof(group: &Group) -> String {
    let (count, left) = (group.steps.len(), group.remaining());
    let cleared = group.total() - left;
    let all = if left == 0 {
        "all of them".to_owned()
    } else {
        format!("{} of {}", shown(cleared), shown(group.total()))
    };
    match (group.proof, count) {
        (Proof::Exact, 0) => "nothing is cleared by so few".to_owned(),
        (Proof::Exact, 1) if left == 0 => "exact: this one clears all of them".to_owned(),
        (Proof::Exact, 1) => format!("exact: no other one clears more than {all}"),
        (Proof::Exact, _) if left == 0 => {
            format!("exact: these {count} clear all of them, and no fewer do")
        }
        (Proof::Exact, _) => format!("exact: no other {count} clear more than these: {all}"),
        (Proof::AtMost(most), _) if most <= cleared => {
            format!("these {count} clear {all}; whether fewer could was not searched to the end")
        }
        (Proof::AtMost(most), _) => format!(
            "these {count} clear {all}: at least {} % of the most that so few can",
            u128::from(cleared) * 100 / u128::from(most)
        ),
    }
}

fn shown(count: u64) -> String {
    grouped(&count.to_string())
}

//! Figures that do not add up, and what the others imply for a number.

use super::super::safe::safe;
use super::super::{sums, words};
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::accounts::Clash;
use crate::finding::{Detail, Finding};
use crate::model::ClaimId;

/// No more of them are shown; the JSON has them all.
const MOST: usize = 50;

pub(super) fn section(desk: &Desk<'_>) -> Section {
    let clashes: Vec<(&Finding, &Clash)> = desk
        .report
        .findings
        .iter()
        .filter_map(|finding| match &finding.detail {
            Detail::Impossible(clash) => Some((finding, &**clash)),
            _ => None,
        })
        .collect();
    let shown = clashes.iter().take(MOST);
    let mut blocks: Vec<Block> = shown
        .flat_map(|(finding, clash)| of_clash(desk, finding, clash))
        .collect();
    if clashes.len() > MOST {
        let text = format!(
            "and {} more",
            words::grouped(&(clashes.len() - MOST).to_string())
        );
        blocks.push(Block::Line {
            text,
            place: String::new(),
        });
    }
    let aside = "no two contradict each other, yet not all can be right".to_owned();
    Section {
        heading: "DOES NOT ADD UP",
        aside,
        small: false,
        blocks,
    }
}

fn of_clash(desk: &Desk<'_>, finding: &Finding, clash: &Clash) -> Vec<Block> {
    let event = &desk.report.record[finding.event];
    let text = match sums::own(desk.report, clash) {
        Some(names) => format!("{names}: its own figures"),
        None => "figures of several sources".to_owned(),
    };
    let rows = clash.claims.iter().map(|id| row(desk, *id)).collect();
    let sentence = sums::clash(desk.report, clash);
    vec![
        Block::Title {
            mark: "Σ".to_owned(),
            text,
            event: safe(&event.title),
        },
        Block::Rows(Shape::Positions, rows),
        Block::Line {
            text: format!("{sentence}."),
            place: String::new(),
        },
    ]
}

fn row(desk: &Desk<'_>, id: ClaimId) -> Row {
    let claim = desk.claim(id);
    let label = safe(&desk.report.record[claim.attribute].label);
    let value = format!("{} {label}", safe(desk.written(claim)));
    let who = safe(&desk.speaker(claim.speaker).full);
    Row::new([
        value,
        who,
        String::new(),
        desk.quote(claim),
        desk.place(claim),
    ])
}

/// Numbers that follow from the others.
pub(super) fn implied(desk: &Desk<'_>) -> Section {
    let record = &desk.report.record;
    let mut blocks = Vec::new();
    let mut event = None;
    for implied in &desk.report.implied {
        if event.replace(implied.asked.0) != Some(implied.asked.0) {
            blocks.push(Block::Group(safe(&record[implied.asked.0].title)));
        }
        let label = safe(&record[implied.asked.1].label);
        let rests_on = implied.claims.iter().map(|id| {
            let claim = desk.claim(*id);
            let of = safe(&record[claim.attribute].label);
            format!(
                "{} {of} ({})",
                safe(desk.written(claim)),
                words::name(desk.report, claim.speaker)
            )
        });
        let row = Row::new([
            label,
            sums::implied(implied),
            words::list(rests_on.collect()),
        ]);
        blocks.push(Block::Rows(Shape::Implied, vec![row]));
    }
    let aside = "derived: it holds if the claims on the right do".to_owned();
    Section {
        heading: "FOLLOWS FROM THE OTHERS",
        aside,
        small: false,
        blocks,
    }
}

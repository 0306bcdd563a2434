//! Accusations to which nobody from the accused side gives an answer.

use super::super::safe::safe;
use super::desk::{Desk, Side, is_yes};
use super::{Block, Row, Section, Shape};
use crate::compare::{Comparison, Position};
use crate::model::Kind;

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let unanswered: Vec<&Comparison> = unanswered(desk).collect();
    let (mut blocks, mut topic) = (Vec::new(), None);
    for comparison in unanswered {
        blocks.extend(desk.topic(&mut topic, comparison));
        let mut rows = Vec::new();
        for position in &comparison.positions {
            if accuses(desk, position) {
                rows.extend(row(desk, comparison, position));
            }
        }
        blocks.push(Block::Rows(Shape::Accused, rows));
    }
    Section {
        heading: "ACCUSED, NO ANSWER IN THESE FILES",
        aside: String::new(),
        small: false,
        blocks,
    }
}

/// The accusations without an answer.
pub(super) fn unanswered<'r>(desk: &Desk<'r>) -> impl Iterator<Item = &'r Comparison> {
    desk.comparisons()
        .iter()
        .filter(|comparison| is_unanswered(desk, comparison))
}

/// Whether a question is an accusation to which the accused side does not answer.
pub(super) fn is_unanswered(desk: &Desk<'_>, comparison: &Comparison) -> bool {
    let attribute = desk.attribute(comparison);
    let mut known = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    let answers = |position: &Position| {
        position
            .speakers
            .iter()
            .any(|speaker| desk.side(comparison, *speaker) == Side::Harmed)
    };
    attribute.kind == Kind::YesNo
        && attribute.harms.is_some()
        && comparison
            .positions
            .iter()
            .any(|position| accuses(desk, position))
        && !known.any(answers)
}

fn accuses(desk: &Desk<'_>, position: &Position) -> bool {
    position.is_live()
        && is_yes(
            position,
            desk.live(position).next().map(|claim| desk.meaning(claim)),
        )
}

fn row(desk: &mut Desk<'_>, comparison: &Comparison, position: &Position) -> Option<Row> {
    let accused = desk.party(desk.attribute(comparison).harms?);
    let label = desk.label(comparison);
    // The value is a plain yes: only the notes on it are to be told.
    let noted = desk.noted(comparison, position);
    let text = format!("{label}{}", noted.strip_prefix("yes").unwrap_or_default());
    let who = desk.who_in_full(comparison, position);
    Some(Row::new([
        accused,
        text,
        who,
        safe(&desk.event(comparison).title),
    ]))
}

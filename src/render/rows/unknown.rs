//! Questions to which nobody gives an answer that still stands.

use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::compare::{Comparison, Outcome};
use crate::model::EventId;

pub(super) fn section(desk: &Desk<'_>) -> Section {
    let (mut blocks, mut topic, mut event) = (Vec::new(), None, None::<EventId>);
    let unknown = desk
        .comparisons()
        .iter()
        .filter(|shown| shown.outcome == Outcome::Unknown);
    for comparison in unknown {
        blocks.extend(desk.topic(&mut topic, comparison));
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(desk.event_and_date(comparison)));
        }
        blocks.push(Block::Rows(Shape::Unknown, vec![row(desk, comparison)]));
    }
    Section {
        heading: "UNKNOWN",
        aside: "nobody gives a value that still stands".to_owned(),
        small: true,
        blocks,
    }
}

fn row(desk: &Desk<'_>, comparison: &Comparison) -> Row {
    let held = comparison
        .positions
        .iter()
        .flat_map(|position| &position.claims);
    let speakers = held.map(|held| desk.claim(held.claim).speaker);
    Row::new([desk.label(comparison), desk.names(speakers)])
}

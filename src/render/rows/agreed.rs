//! What several speakers say, all the same or in accord.

use super::check::is_conditional;
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::compare::{Comparison, Outcome};
use crate::model::EventId;

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let (mut blocks, mut topic, mut event) = (Vec::new(), None, None::<EventId>);
    let fits = |outcome| matches!(outcome, Outcome::Agreed | Outcome::Compatible);
    for comparison in desk
        .comparisons()
        .iter()
        .filter(|comparison| fits(comparison.outcome))
    {
        blocks.extend(desk.topic(&mut topic, comparison));
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(desk.event_and_date(comparison)));
        }
        blocks.push(Block::Rows(Shape::Agreed, rows(desk, comparison)));
    }
    Section {
        heading: "AGREED OR COMPATIBLE",
        aside: String::new(),
        small: false,
        blocks,
    }
}

fn rows(desk: &mut Desk<'_>, comparison: &Comparison) -> Vec<Row> {
    if is_conditional(desk, comparison) {
        return vec![Row::new([
            desk.label(comparison),
            "see CHECK".to_owned(),
            String::new(),
        ])];
    }
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live());
    let mut rows: Vec<Row> = Vec::new();
    for position in live {
        let label = if rows.is_empty() {
            desk.label(comparison)
        } else {
            String::new()
        };
        let who = format!("{}{}", desk.who(position), sides(desk, comparison));
        rows.push(Row::new([label, desk.noted(comparison, position), who]));
    }
    rows
}

/// Agreement within one side is not agreement of both: said where parties are known.
fn sides(desk: &Desk<'_>, comparison: &Comparison) -> String {
    let all = desk.report.record.parties.len();
    match comparison.parties.len() {
        _ if comparison.outcome != Outcome::Agreed => String::new(),
        0 => String::new(),
        1 => " (one side)".to_owned(),
        2 if all == 2 => " (both sides)".to_owned(),
        several => format!(" ({several} sides)"),
    }
}

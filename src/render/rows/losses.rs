//! Losses: what each side says of its own, and of the other's.

use super::super::words;
use super::desk::{Desk, Side};
use super::{Block, Row, Section, Shape};
use crate::compare::{Comparison, Outcome, Position};
use crate::model::{EventId, Kind};

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let (mut blocks, mut topic, mut event) = (Vec::new(), None, None::<EventId>);
    for comparison in desk.comparisons() {
        if !is_loss(desk, comparison) {
            continue;
        }
        blocks.extend(desk.topic(&mut topic, comparison));
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(desk.event_and_date(comparison)));
        }
        blocks.push(Block::Rows(Shape::Losses, rows(desk, comparison)));
    }
    Section {
        heading: "LOSSES",
        aside: "– = nobody from that side, in these files".to_owned(),
        small: false,
        blocks,
    }
}

/// Whether a question asks for a party's losses, and somebody gives them.
pub(super) fn is_loss(desk: &Desk<'_>, comparison: &Comparison) -> bool {
    let attribute = desk.attribute(comparison);
    attribute.harms.is_some()
        && matches!(attribute.kind, Kind::Count | Kind::Amount)
        && comparison.outcome != Outcome::Unknown
}

/// A row for each of a side's positions; as a rule there is one.
fn rows(desk: &mut Desk<'_>, comparison: &Comparison) -> Vec<Row> {
    let hot = comparison.outcome == Outcome::Contradicted;
    let sides = [Side::Harmed, Side::Other, Side::Nobody].map(|side| cells(desk, comparison, side));
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default();
    let line = |at: usize| {
        let first = at == 0;
        let label = if first {
            desk.label(comparison)
        } else {
            String::new()
        };
        let mark = if first && hot { "≠" } else { "" };
        let silent = |side: usize| if first && side < 2 { "–" } else { "" }.to_owned();
        let pairs = sides.iter().enumerate().flat_map(|(side, cells)| {
            cells
                .get(at)
                .cloned()
                .unwrap_or_else(|| [silent(side), String::new()])
        });
        let cells = std::iter::once(label)
            .chain(pairs)
            .chain([mark.to_owned()])
            .collect();
        Row { cells, hot }
    };
    (0..rows).map(line).collect()
}

/// The values that one side gives, and who gives them.
fn cells(desk: &mut Desk<'_>, comparison: &Comparison, side: Side) -> Vec<[String; 2]> {
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live());
    live.filter_map(|position| {
        let names = speakers(desk, comparison, position, side);
        (!names.is_empty()).then(|| [desk.noted(comparison, position), words::list(names)])
    })
    .collect()
}

fn speakers(
    desk: &Desk<'_>,
    comparison: &Comparison,
    position: &Position,
    side: Side,
) -> Vec<String> {
    let on_side = position
        .speakers
        .iter()
        .filter(|speaker| desk.side(comparison, **speaker) == side);
    on_side
        .map(|speaker| words::name(desk.report, *speaker))
        .collect()
}

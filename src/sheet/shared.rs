//! Cells that several sheets have.

use super::Cell;
use crate::compare::Comparison;
use crate::model::{Attribute, Interval};
use crate::report::Report;
use crate::safe::safe;
use crate::wire::EndsJson;

/// The headings of [`question`].
pub(super) const QUESTION: [&str; 10] = [
    "topic",
    "folder",
    "event",
    "title",
    "date",
    "attribute",
    "label",
    "kind",
    "unit",
    "outcome",
];

/// Returns the cells that say which question it is, and what came out.
pub(super) fn question(report: &Report, comparison: &Comparison) -> [Cell; 10] {
    let record = &report.record;
    let event = &record[comparison.question.event];
    let attribute = &record[comparison.question.attribute];
    let topic = &record[event.topic];
    [
        text(&topic.title),
        text(&topic.folder),
        text(&event.name.id),
        text(&event.title),
        given(event.date.as_deref()),
        text(&attribute.name.id),
        text(&attribute.label),
        text(attribute.kind.word()),
        given(attribute.unit.as_deref()),
        text(comparison.outcome.word()),
    ]
}

/// Returns the two ends of what is possible, each with whether it is itself.
pub(super) fn ends(attribute: &Attribute, interval: Option<&Interval>, timed: bool) -> [Cell; 4] {
    let ends = EndsJson::new(attribute, interval, timed);
    let is_number = attribute.kind.is_number();
    let [low, high] = [ends.low, ends.high].map(|end| match end {
        Some(end) if is_number => Cell::Number(String::from(end)),
        Some(end) => text(&end),
        None => Cell::Empty,
    });
    let [from, to] = [ends.low_excluded, ends.high_excluded]
        .map(|excluded| excluded.map_or(Cell::Empty, Cell::Flag));
    [low, from, high, to]
}

/// Returns a cell of words.
pub(super) fn text(words: &str) -> Cell {
    given((!words.is_empty()).then_some(words))
}

/// Returns a cell of words, if there are any.
pub(super) fn given(words: Option<&str>) -> Cell {
    words.map_or(Cell::Empty, |words| Cell::Text(safe(words)))
}

/// Returns a cell of a count.
pub(super) fn count(count: &impl ToString) -> Cell {
    Cell::Number(count.to_string())
}

//! A row for each question.

use super::Cell;
use super::shared::{QUESTION, count, ends, question};
use crate::compare::{Comparison, Gap, Position};
use crate::phrase::name;
use crate::phrase::value::raw_position;
use crate::report::Report;
use crate::safe::{Shown, safe, shown};
use crate::wire::{gap, ratio, share};

/// The headings of the columns.
pub(super) const HEADINGS: [&str; 24] = {
    let mut headings = [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "resolved",
        "low",
        "low_excluded",
        "high",
        "high_excluded",
        "gap",
        "ratio",
        "reconciles_at",
        "speakers",
        "parties",
        "claims",
        "contradicting_pairs",
        "positions",
        "values",
    ];
    let mut at = 0;
    while at < QUESTION.len() {
        headings[at] = QUESTION[at];
        at += 1;
    }
    headings
};

/// No more positions than this are written out; the rest are counted.
const MOST_VALUES: usize = 100;

/// Returns the rows.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Vec<Cell>> {
    let comparisons = report.comparisons.iter();
    comparisons.map(move |comparison| row(report, comparison))
}

fn row(report: &Report, comparison: &Comparison) -> Vec<Cell> {
    let attribute = &report.record[comparison.question.attribute];
    let widest = comparison.widest_gap.as_ref();
    let mut row = question(report, comparison).to_vec();
    row.push(Cell::Flag(report.is_resolved(comparison)));
    row.extend(ends(attribute, comparison.span.as_ref(), comparison.timed));
    row.extend([
        widest.map_or(Cell::Empty, |widest| gap_cell(&widest.gap)),
        widest
            .and_then(|widest| widest.ratio)
            .map_or(Cell::Empty, |exact| count(&ratio(exact))),
        widest
            .and_then(|widest| widest.reconciles_at)
            .map_or(Cell::Empty, |exact| count(&share(exact))),
        count(&comparison.speakers.len()),
        count(&comparison.parties.len()),
        count(&comparison.question.claims.len()),
        count(&comparison.contradicting_pairs()),
        count(&live(comparison).count()),
        values(report, comparison),
    ]);
    row
}

/// Returns a gap: a number of units or of days, or a time with its unit.
fn gap_cell(of: &Gap) -> Cell {
    let words = gap(of);
    match of {
        Gap::Number(_) | Gap::Days(_) => Cell::Number(String::from(words)),
        Gap::Seconds(_) => Cell::Text(safe(&words)),
    }
}

fn live(comparison: &Comparison) -> impl Iterator<Item = &Position> {
    let positions = comparison.positions.iter();
    positions.take_while(|position| position.is_live())
}

/// Writes the live positions with those who hold them: "23 (Army); 58 (Rebels)".
fn values(report: &Report, comparison: &Comparison) -> Cell {
    let shown = live(comparison).take(MOST_VALUES).map(|position| {
        let speakers = position.speakers.iter();
        let names = speakers.map(|speaker| name::name(&report.record, *speaker));
        let names = name::list(names.collect());
        let value = safe(&raw_position(&report.record, position));
        if names.is_empty() {
            value
        } else {
            shown!("{} ({})", value, names)
        }
    });
    let more = live(comparison).count().saturating_sub(MOST_VALUES);
    let more = (more > 0).then(|| shown!("{} more", more));
    let values = Shown::join(shown.chain(more), "; ");
    if values.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(values)
    }
}

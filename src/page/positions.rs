//! Rows that show positions or claims on one question: the table that most sections share.

use super::context::PageContext;
use super::footnotes::Footnotes;
use super::layout::{Cells, Column, Columns, Narrow};
use crate::compare::{Comparison, Position};
use crate::safe::Shown;

/// Value, who holds it, its bearing on them, quote, file and line.
pub(super) static POSITIONS: Columns<5> = Columns::new(
    6,
    [
        Column::VALUE,
        Column::TEXT,
        Column::TEXT,
        Column::TEXT.if_narrow(Narrow::Hide),
        Column::TEXT.if_narrow(Narrow::Hide),
    ],
);

/// Makes the row of a position.
pub(super) fn row(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    position: &Position,
    bearing: &'static str,
) -> Cells<5> {
    let value = context.value(comparison, position);
    row_with(context, notes, comparison, position, (value, bearing))
}

/// Makes the row of a position, with other words for its value.
pub(super) fn row_with(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    position: &Position,
    (value, bearing): (Shown, &'static str),
) -> Cells<5> {
    let [quote, place] = context.quote_and_place(position);
    let value = notes.noted(context, position, value);
    let holders = context.holders_in_full(comparison, position);
    Cells::new([value.into(), holders.into(), bearing.into(), quote, place])
}

//! The contradictions whose positions lie farthest apart, a line each.

use super::context::PageContext;
use super::layout::{Cells, Column, Columns, Narrow, Section};
use crate::compare::{Comparison, Position};
use crate::phrase::{gap, number};
use crate::report::by_width;
use crate::safe::{Shown, shown};

/// The number, the question, two positions that contradict each other, and how far apart they lie.
static CONTRADICTIONS: Columns<6> = Columns::new(
    1,
    [
        Column::TEXT,
        Column::TEXT,
        Column::TEXT.if_narrow(Narrow::Join),
        Column::VALUE,
        Column::VALUE,
        Column::TEXT.if_narrow(Narrow::Hide),
    ],
);

/// Makes the section, the widest first. `all` is how many contradicted questions there are.
pub(super) fn section(context: &PageContext<'_>, all: usize) -> Section {
    let mut comparisons: Vec<&Comparison> = context.comparisons().iter().collect();
    comparisons.sort_by(|left, right| by_width(left, right));
    let rows = (1_usize..).zip(&comparisons);
    let rows: Vec<_> = rows
        .map(|(at, comparison)| row(context, at, comparison))
        .collect();
    let aside = shown!(
        "{} of {}",
        number::grouped(rows.len()),
        number::grouped(all)
    );
    let blocks = (!rows.is_empty()).then(|| CONTRADICTIONS.table(rows));
    Section::new("THE WIDEST CONTRADICTIONS", blocks.into_iter().collect()).with_aside(aside)
}

fn row(context: &PageContext<'_>, at: usize, comparison: &Comparison) -> Cells<6> {
    let apart = comparison.widest_gap.as_ref();
    let apart = apart.map(|widest| match widest.ratio {
        Some(ratio) => shown!("{} times", number::figure(ratio)),
        None => gap::gap(&widest.gap),
    });
    let [low, high] = match comparison.clash {
        Some(between) => between.map(|at| position(context, comparison, &comparison.positions[at])),
        None => [Shown::default(), Shown::default()],
    };
    Cells::new([
        shown!("{}", at),
        context.label(comparison),
        context.event_and_date(comparison),
        low,
        high,
        apart.unwrap_or_default(),
    ])
}

/// Words a position with those whose word it is: "23 (Pakistan's army)".
fn position(context: &PageContext<'_>, comparison: &Comparison, position: &Position) -> Shown {
    let value = context.value(comparison, position);
    shown!(
        "{} ({})",
        value,
        context.names(position.speakers.iter().copied())
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn each_contradiction_has_one_line() {
        check(
            |context| section(context, 7),
            &[
                "ford | killed | 58 | red-army",
                "ford | killed | 23 | blue-army",
                "bridge | day | 2025-05-01 | red-army",
                "bridge | day | 2025-05-04 | blue-army",
                "bridge | shot-first | true | red-army",
                "bridge | shot-first | no | blue-army",
            ],
            &[
                "1 | Blue soldiers killed | Ford, 2 May 2025 | 23 (Blue Army) | 58 (Red Army) | 2.5 times",
                "2 | Day | Bridge | Thu 1 May 2025 (Red Army) | Sun 4 May 2025 (Blue Army) | 3 days apart",
                "3 | Blue shot first | Bridge | no (Blue Army) | yes (Red Army) | ",
            ],
        );
    }
}

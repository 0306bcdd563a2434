//! Questions on which several speakers say the same, or what goes together.

use super::bound;
use super::check;
use super::context::PageContext;
use super::footnotes::Footnotes;
use super::layout::{Cells, Column, Columns, Section};
use super::outline::Outline;
use crate::compare::{Comparison, Outcome};
use crate::safe::{Shown, shown};

/// The question, the value, and who gives it.
static ANSWERS: Columns<3> = Columns::new(4, [Column::TEXT; 3]);

/// Makes the section of the agreed and compatible questions.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let mut outline = Outline::new(context);
    let comparisons = context.comparisons().iter();
    let mut fitting = comparisons
        .filter(|comparison| matches!(comparison.outcome, Outcome::Agreed | Outcome::Compatible));
    for comparison in fitting.by_ref().take(bound::MOST_QUESTIONS) {
        outline.event(comparison);
        let rows = rows(context, notes, comparison);
        outline.push(ANSWERS.table(bound::first_rows(rows, 1)));
    }
    outline.extend(bound::more_below(fitting.count()));
    Section::new("AGREED OR COMPATIBLE", outline.into_blocks())
}

/// Makes a row for each live position. The first one names the question.
fn rows(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
) -> Vec<Cells<3>> {
    let mut label = context.label(comparison);
    if check::is_conditional(context, comparison) {
        return vec![Cells::new([label, "see CHECK".into(), Shown::default()])];
    }
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live());
    let rows = live.map(|position| {
        let holders = context.holders(position);
        let holders = shown!("{}{}", holders, sides(context, comparison));
        let value = notes.value(context, comparison, position);
        Cells::new([std::mem::take(&mut label), value, holders])
    });
    rows.collect()
}

/// Says how many sides agree, if parties are known: agreement within one side is not agreement of both.
fn sides(context: &PageContext<'_>, comparison: &Comparison) -> Shown {
    let all = context.report.record.parties.len();
    match comparison.parties.len() {
        _ if comparison.outcome != Outcome::Agreed => Shown::default(),
        0 => Shown::default(),
        1 => " (one side)".into(),
        2 if all == 2 => " (both sides)".into(),
        several => shown!(" ({} sides)", several),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    fn agreed(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn what_goes_together_is_shown_with_the_sides_that_agree() {
        for (claims, expected) in [
            (&["ford | guns | 23 | red-army"][..], &[][..]),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 24 | blue-army",
                ],
                &[],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 23 | blue-army",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "guns | 23 | Blue Army, Red Army (both sides)",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 23 | observers",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "guns | 23 | Observers, Red Army (one side)",
                ],
            ),
            (
                &[
                    "bridge | guns | 23 | red-army",
                    "bridge | guns | over 20 | blue-army",
                    "bridge | mortars | 5 | observers",
                    "bridge | mortars | 5 | red-army",
                ],
                &[
                    "= Bridge",
                    "guns | over 20 | Blue Army",
                    " | 23 | Red Army",
                    "mortars | 5 | Observers, Red Army (one side)",
                ],
            ),
            (
                &[
                    "ford | shot-first | true | red-army",
                    "ford | shot-first | yes, if it was not Red | observers",
                ],
                &["= Ford, 2 May 2025", "Blue shot first | see CHECK | "],
            ),
        ] {
            check(agreed, claims, expected);
        }
    }
}

//! Questions to which nobody gives an answer that still holds.

use super::context::PageContext;
use super::layout::{Cells, Column, Columns, Emphasis, Section};
use super::outline::Outline;
use crate::compare::{Comparison, Outcome};

/// The question, and who was asked.
static QUESTIONS: Columns<2> = Columns::new(4, [Column::TEXT; 2]);

/// Makes the section of the unknown questions.
pub(super) fn section(context: &PageContext<'_>) -> Section {
    let mut outline = Outline::new(context);
    for comparison in context.comparisons() {
        if comparison.outcome == Outcome::Unknown {
            outline.event(comparison);
            outline.push(QUESTIONS.table(vec![row(context, comparison)]));
        }
    }
    Section::new("UNKNOWN", outline.into_blocks())
        .with_aside("nobody gives a value that still stands")
        .with_emphasis(Emphasis::Small)
}

fn row(context: &PageContext<'_>, comparison: &Comparison) -> Cells<2> {
    let claims = comparison
        .positions
        .iter()
        .flat_map(|position| &position.claims);
    let speakers = claims.map(|held| context.claim(held.claim).speaker);
    Cells::new([context.label(comparison), context.names(speakers)])
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn questions_without_a_value_are_shown_with_those_asked() {
        for (claims, expected) in [
            (&["ford | guns | 23 | red-army"][..], &[][..]),
            (
                &[
                    "ford | guns | unknown | red-army",
                    "ford | guns | unknown | blue-army",
                    "ford | rain | unknown | observers",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "Rain | Observers",
                    "guns | Blue Army, Red Army",
                ],
            ),
        ] {
            check(section, claims, expected);
        }
    }
}

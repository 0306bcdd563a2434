//! Accusations to which nobody from the accused side gives an answer.

use super::context::{Affiliation, PageContext};
use super::footnotes::Footnotes;
use super::layout::{Cells, Column, Columns, Narrow, Section};
use super::outline::Outline;
use crate::compare::{Comparison, Position};
use crate::model::{Kind, PartyId};
use crate::safe::{safe, shown};

/// Who is accused, of what, by whom, and in which event.
static ACCUSATIONS: Columns<4> = Columns::new(
    2,
    [
        Column::TEXT,
        Column::TEXT,
        Column::TEXT,
        Column::TEXT.if_narrow(Narrow::Hide),
    ],
);

/// Makes the section of the accusations without an answer.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let mut outline = Outline::new(context);
    for comparison in unanswered(context) {
        outline.topic(comparison);
        let Some(accused) = context.attribute(comparison).harms else {
            continue;
        };
        let accusing = comparison
            .positions
            .iter()
            .filter(|position| accuses(context, position));
        let rows = accusing.map(|position| row(context, notes, comparison, position, accused));
        outline.push(ACCUSATIONS.table(rows));
    }
    Section::new("ACCUSED, NO ANSWER IN THESE FILES", outline.into_blocks())
}

/// Returns the accusations without an answer.
pub(super) fn unanswered<'r>(context: &PageContext<'r>) -> impl Iterator<Item = &'r Comparison> {
    context
        .comparisons()
        .iter()
        .filter(|comparison| is_unanswered(context, comparison))
}

/// Returns true if a question is an accusation that the accused side does not answer.
pub(super) fn is_unanswered(context: &PageContext<'_>, comparison: &Comparison) -> bool {
    let attribute = context.attribute(comparison);
    let mut known = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    attribute.kind == Kind::YesNo
        && attribute.harms.is_some()
        && comparison
            .positions
            .iter()
            .any(|position| accuses(context, position))
        && !known.any(|position| answers(context, comparison, position))
}

/// Returns true if somebody from the accused side holds a position.
fn answers(context: &PageContext<'_>, comparison: &Comparison, position: &Position) -> bool {
    position
        .speakers
        .iter()
        .any(|speaker| context.affiliation(comparison, *speaker) == Affiliation::Harmed)
}

fn accuses(context: &PageContext<'_>, position: &Position) -> bool {
    position.is_live() && context.is_yes(position)
}

fn row(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    position: &Position,
    accused: PartyId,
) -> Cells<4> {
    // The value is a plain yes, which the label says: only the marks of its notes are shown.
    let value = notes.value(context, comparison, position);
    let marks = safe(value.as_str().strip_prefix("yes").unwrap_or_default());
    Cells::new([
        context.party(accused),
        shown!("{}{}", context.label(comparison), marks),
        context.holders_in_full(comparison, position),
        context.event_title(comparison),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    fn accused(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn an_accusation_is_shown_until_the_accused_answers() {
        for (claims, expected) in [
            (
                &["ford | shot-first | true | red-army"][..],
                &["Blue | Blue shot first | The Red Army | Ford"][..],
            ),
            (
                &["ford | shot-first | true | red-army | note = 'by night'"],
                &["Blue | Blue shot first [1] | The Red Army | Ford"],
            ),
            (
                &[
                    "ford | shot-first | true | red-army",
                    "ford | shot-first | no | blue-army",
                ],
                &[],
            ),
            (
                &[
                    "ford | shot-first | true | red-army",
                    "ford | shot-first | unknown | blue-army",
                ],
                &["Blue | Blue shot first | The Red Army | Ford"],
            ),
            (&["ford | shot-first | no | red-army"], &[]),
            (&["ford | killed | 23 | red-army"], &[]),
        ] {
            check(accused, claims, expected);
        }
    }
}

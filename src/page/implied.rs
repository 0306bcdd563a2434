//! Numbers that follow from the others.

use super::bound;
use super::context::PageContext;
use super::layout::{Block, Cells, Column, Columns, Section};
use crate::accounts::{Implied, Measure, Quantity};
use crate::message;
use crate::model::ClaimId;
use crate::phrase::{name, number};
use crate::safe::{Shown, safe, shown};

/// The question, what follows for it, and from what.
static CONSEQUENCES: Columns<3> = Columns::new(4, [Column::TEXT; 3]);

/// Makes the section of the numbers that follow from the others.
pub(super) fn section(context: &PageContext<'_>) -> Section {
    let implied = &context.report.implied;
    let (shown, rest) = implied.split_at(implied.len().min(bound::MOST_QUESTIONS));
    let blocks = shown
        .chunk_by(|left, right| left.asked.event == right.asked.event)
        .flat_map(|implied| of_event(context, implied))
        .chain(bound::more_below(rest.len()));
    Section::new("FOLLOWS FROM THE OTHERS", blocks.collect())
        .with_aside("derived: it holds if the claims on the right do")
}

fn of_event(context: &PageContext<'_>, implied: &[Implied]) -> Vec<Block> {
    let event = implied.first().map(|first| {
        let event = &context.report.record[first.asked.event];
        Block::Group(safe(&event.title))
    });
    let rows = implied.iter().map(|implied| row(context, implied));
    let table = CONSEQUENCES.table(rows);
    event.into_iter().chain([table]).collect()
}

fn row(context: &PageContext<'_>, implied: &Implied) -> Cells<3> {
    let rests_on = implied.claims.iter().map(|id| figure(context, *id));
    Cells::new([
        quantity(context, implied.asked),
        number::range(&implied.interval),
        name::list(rests_on.collect()),
    ])
}

/// Writes what a number counts, with its day if it has one.
fn quantity(context: &PageContext<'_>, asked: Quantity) -> Shown {
    let label = safe(&context.report.record[asked.attribute].label);
    let names = (asked.measure == Measure::Length).then_some("names in ");
    let scope = asked
        .scope
        .map(|scope| shown!(" ({})", safe(&context.report.record[scope].label)));
    let day = asked.time.map(|time| shown!(", {}", message::on(time.day)));
    shown!("{}{}{}{}", names, label, scope, day)
}

/// "761 survivors (Cunard)".
fn figure(context: &PageContext<'_>, id: ClaimId) -> Shown {
    let claim = context.claim(id);
    shown!(
        "{} ({})",
        context.counted(claim),
        context.name(claim.speaker)
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn what_follows_is_shown_with_the_claims_it_rests_on() {
        for (claims, expected) in [
            (&["ford | rain | 23 | red-army"][..], &[][..]),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "bridge | mortars | 5 | observers",
                ],
                &[
                    "= Ford",
                    "mortars | between 0 and 23 | 23 guns (Red Army)",
                    "= Bridge",
                    "guns | at least 5 | 5 mortars (Observers)",
                ],
            ),
        ] {
            check(section, claims, expected);
        }
    }
}

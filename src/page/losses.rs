//! Losses: the figures of the side that lost, and those of the other side.

use super::bound;
use super::context::{Affiliation, PageContext};
use super::footnotes::Footnotes;
use super::layout::{Cells, Column, Columns, Narrow, Section};
use super::outline::Outline;
use crate::compare::{Comparison, Outcome, Position};
use crate::model::Kind;
use crate::phrase::name;
use crate::safe::Shown;

/// The loss; value and speakers on the side that lost, on the other, and of neither; a sign.
static LOSSES: Columns<8> = Columns::new(
    4,
    [
        Column::TEXT,
        Column::VALUE.headed("the side that lost").wrapping(),
        Column::TEXT.if_narrow(Narrow::Join),
        Column::VALUE.headed("the other side").wrapping(),
        Column::TEXT.if_narrow(Narrow::Join),
        Column::VALUE.headed("others").wrapping(),
        Column::TEXT.if_narrow(Narrow::Join),
        Column::VALUE,
    ],
);

/// Makes the section of the losses.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let mut outline = Outline::new(context);
    let comparisons = context.comparisons().iter();
    let mut losses = comparisons.filter(|comparison| is_loss(context, comparison));
    for comparison in losses.by_ref().take(bound::MOST_QUESTIONS) {
        outline.event(comparison);
        let rows = rows(context, notes, comparison);
        outline.push(LOSSES.table(bound::first_rows(rows, 1)));
    }
    outline.extend(bound::more_below(losses.count()));
    Section::new("LOSSES", outline.into_blocks())
        .with_aside("– = nobody from that side, in these files")
}

/// Returns true if a question asks for a party's losses, and somebody who speaks for a side gives them.
/// Without sides there is nothing to set against each other.
pub(super) fn is_loss(context: &PageContext<'_>, comparison: &Comparison) -> bool {
    let attribute = context.attribute(comparison);
    attribute.harms.is_some()
        && matches!(attribute.kind, Kind::Count | Kind::Amount)
        && comparison.outcome != Outcome::Unknown
        && comparison
            .positions
            .iter()
            .flat_map(|position| &position.speakers)
            .any(|speaker| context.speaker(*speaker).party.is_some())
}

/// Makes a row for each of a side's positions; as a rule there is one.
fn rows(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
) -> Vec<Cells<8>> {
    let contradicted = comparison.outcome == Outcome::Contradicted;
    let [harmed, other, unaffiliated] = [
        Affiliation::Harmed,
        Affiliation::Other,
        Affiliation::Unaffiliated,
    ]
    .map(|affiliation| figures(context, notes, comparison, affiliation));
    let count = harmed.len().max(other.len()).max(unaffiliated.len());
    let rows = (0..count).map(|at| {
        let [label, mark, silent] = if at == 0 {
            let mark = if contradicted { "≠" } else { "" };
            [context.label(comparison), mark.into(), "–".into()]
        } else {
            Default::default()
        };
        let [first, by_first] = figure(&harmed, at, &silent);
        let [second, by_second] = figure(&other, at, &silent);
        let [third, by_third] = figure(&unaffiliated, at, &Shown::default());
        Cells::new([
            label, first, by_first, second, by_second, third, by_third, mark,
        ])
        .contradicted_if(contradicted)
    });
    rows.collect()
}

/// Returns one of a side's figures with its speakers; if there are not so many, what stands for none.
fn figure(figures: &[[Shown; 2]], at: usize, none: &Shown) -> [Shown; 2] {
    let figure = figures.get(at).cloned();
    figure.unwrap_or_else(|| [none.clone(), Shown::default()])
}

/// Returns the values that one side gives, each with those who give it.
fn figures(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    affiliation: Affiliation,
) -> Vec<[Shown; 2]> {
    let mut figures = Vec::new();
    for position in &comparison.positions {
        let names = speakers(context, comparison, position, affiliation);
        if position.is_live() && !names.is_empty() {
            let value = notes.value(context, comparison, position);
            figures.push([value, name::list(names)]);
        }
    }
    figures
}

fn speakers(
    context: &PageContext<'_>,
    comparison: &Comparison,
    position: &Position,
    affiliation: Affiliation,
) -> Vec<Shown> {
    let on_side = position
        .speakers
        .iter()
        .filter(|speaker| context.affiliation(comparison, **speaker) == affiliation);
    on_side.map(|speaker| context.name(*speaker)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    fn losses(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn each_side_has_its_figures() {
        for (claims, expected) in [
            (&["ford | guns | 23 | red-army"][..], &[][..]),
            (
                &["ford | killed | 23 | blue-army"],
                &[
                    "= Ford, 2 May 2025",
                    "Blue soldiers killed | 23 | Blue Army | – |  |  |  | ",
                ],
            ),
            // Nobody speaks for a side.
            (&["ford | killed | 23 | observers"], &[]),
            (
                &[
                    "ford | killed | over 50 | red-army",
                    "bridge | killed | unknown | red-army",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "Blue soldiers killed | – |  | over 50 | Red Army |  |  | ",
                ],
            ),
            (
                &[
                    "ford | killed | 23 | blue-army",
                    "ford | killed | 58 | red-army",
                    "ford | killed | 60 | red-army-2",
                    "ford | killed | 40 | observers",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "! Blue soldiers killed | 23 | Blue Army | 58 | Red Army | 40 | Observers | ≠",
                    "!  |  |  |  |  | 60 | red-army-2 | ",
                ],
            ),
        ] {
            check(losses, claims, expected);
        }
    }
}

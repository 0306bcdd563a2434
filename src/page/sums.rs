//! Figures that do not add up.

use super::bound;
use super::context::PageContext;
use super::layout::{Block, Cells, Section};
use super::positions::POSITIONS;
use crate::accounts::Clash;
use crate::finding::{self, Detail, Finding};
use crate::message;
use crate::model::ClaimId;
use crate::safe::{safe, shown};

/// No more of them are shown; the JSON has them all.
const MOST: usize = 50;

/// Makes the section of the figures that do not add up.
pub(super) fn section(context: &PageContext<'_>) -> Section {
    let told = finding::told(&context.report.findings);
    let mut clashes = told.findings.into_iter().filter_map(with_clash);
    let shown = clashes.by_ref().take(MOST);
    let mut blocks: Vec<Block> = shown
        .flat_map(|(finding, clash)| item(context, finding, clash))
        .collect();
    let left_out: usize = told.left_out.values().sum();
    blocks.extend(bound::more_below(clashes.count() + left_out));
    Section::new("DOES NOT ADD UP", blocks)
        .with_aside("no two contradict each other, yet not all can be right")
}

fn with_clash(finding: &Finding) -> Option<(&Finding, &Clash)> {
    match &finding.detail {
        Detail::Impossible(clash) => Some((finding, clash)),
        _ => None,
    }
}

fn item(context: &PageContext<'_>, finding: &Finding, clash: &Clash) -> [Block; 3] {
    let event = message::occasion(&context.report.record, finding.event, clash);
    let text = match message::own(&context.report.record, clash) {
        Some(names) => shown!("{}: its own figures", names),
        None => "figures of several sources".into(),
    };
    let claims = clash.claims.iter();
    let has_events = claims
        .clone()
        .any(|id| context.claim(*id).event != finding.event);
    let rows = claims.map(|id| row(context, *id, has_events));
    let sentence = message::clash(&context.report.record, clash);
    [
        Block::Item {
            mark: "Σ".into(),
            text,
            event,
        },
        POSITIONS.table(rows),
        Block::remark(shown!("{}.", sentence)),
    ]
}

/// Makes the row of one figure, with what it counts, and where if there are several events.
fn row(context: &PageContext<'_>, id: ClaimId, has_events: bool) -> Cells<5> {
    let claim = context.claim(id);
    let record = &context.report.record;
    let place = has_events.then(|| shown!(" in “{}”", safe(&record[claim.event].title)));
    Cells::new([
        shown!("{}{}", context.counted(claim), place).into(),
        safe(&context.speaker(claim.speaker).full).into(),
        "".into(),
        context.quote(claim),
        context.place(claim).into(),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn figures_that_do_not_add_up_are_shown_with_the_sum() {
        for (claims, expected) in [
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | mortars | 5 | red-army",
                ][..],
                &[][..],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | mortars | 25 | red-army",
                ],
                &[
                    "Σ Red Army: its own figures (Ford)",
                    "23 guns | The Red Army |  |  | gazette.toml:1",
                    "25 mortars | The Red Army |  |  | gazette.toml:6",
                    "- 25 mortars, but 23 guns: 2 too many.",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | mortars | over 25 | observers",
                ],
                &[
                    "Σ figures of several sources (Ford)",
                    "23 guns | The Red Army |  |  | gazette.toml:1",
                    "over 25 mortars | The observers |  |  | gazette.toml:6",
                    "- at least 26 mortars, but 23 guns: at least 3 too many.",
                ],
            ),
        ] {
            check(section, claims, expected);
        }
    }
}

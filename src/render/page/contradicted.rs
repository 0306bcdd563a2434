//! Questions on which not all can be right: each position on a line, and how far apart they lie.

use std::collections::BTreeSet;

use super::context::{Affiliation, PageContext};
use super::footnotes::Footnotes;
use super::layout::{Block, Section};
use super::outline::Outline;
use super::positions::{self, POSITIONS};
use super::words;
use crate::compare::{Comparison, Gap, Outcome, Pairs, Position, WidestGap};
use crate::model::{Interval, Kind, SpeakerId};
use crate::safe::{Shown, shown};

/// More positions than this are cut in the middle: the ends tell how far apart they lie.
const MOST_POSITIONS: usize = 16;

/// Makes the section of the contradicted questions.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let contradicted = context
        .comparisons()
        .iter()
        .filter(|comparison| comparison.outcome == Outcome::Contradicted);
    let mut outline = Outline::new(context);
    for (number, comparison) in (1_usize..).zip(contradicted) {
        outline.topic(comparison);
        outline.push(Block::Item {
            mark: shown!("{}", number),
            text: context.label(comparison),
            event: context.event_and_date(comparison),
        });
        outline.extend(position_blocks(context, notes, comparison));
        outline.extend(remarks(context, comparison).map(Block::remark));
    }
    Section::new("CONTRADICTED", outline.into_blocks())
}

/// Makes a table of the live positions; of many of them the ends.
fn position_blocks(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
) -> Vec<Block> {
    let clashing = comparison.contradicted_positions();
    let live: Vec<usize> = (0..comparison.positions.len())
        .filter(|at| comparison.positions[*at].is_live())
        .collect();
    if live.len() <= MOST_POSITIONS {
        return vec![table(context, notes, comparison, &live, &clashing)];
    }
    let (low, high) = (
        &live[..MOST_POSITIONS / 2],
        &live[live.len() - MOST_POSITIONS / 2..],
    );
    let more = live.len() - MOST_POSITIONS;
    vec![
        table(context, notes, comparison, low, &clashing),
        Block::remark(shown!("… and {} more in between …", more)),
        table(context, notes, comparison, high, &clashing),
    ]
}

/// Makes a table of some positions, those that clash marked.
fn table(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    indices: &[usize],
    clashing: &[usize],
) -> Block {
    let rows = indices.iter().map(|at| {
        let position = &comparison.positions[*at];
        let bearing = bearing(context, comparison, position);
        positions::row(context, notes, comparison, position, bearing)
            .contradicted_if(clashing.binary_search(at).is_ok())
    });
    POSITIONS.table(rows)
}

/// Says what a position means for those who hold it: a loss of their own, an accusation, a denial.
fn bearing(
    context: &PageContext<'_>,
    comparison: &Comparison,
    position: &Position,
) -> &'static str {
    let attribute = context.attribute(comparison);
    let affiliations: BTreeSet<Affiliation> = position
        .speakers
        .iter()
        .map(|speaker| context.affiliation(comparison, *speaker))
        .collect();
    let harmed = affiliations.contains(&Affiliation::Harmed);
    match attribute.kind {
        Kind::Count | Kind::Amount => {
            bearing_of_loss(harmed, affiliations.contains(&Affiliation::Other))
        }
        Kind::YesNo if attribute.harms.is_some() => {
            bearing_of_answer(context.is_yes(position), is_no(position), harmed)
        }
        _ => "",
    }
}

fn bearing_of_loss(harmed: bool, other: bool) -> &'static str {
    match (harmed, other) {
        (true, false) => "on its own loss",
        (false, true) => "on the other side's loss",
        (true, true) => "both sides",
        (false, false) => "",
    }
}

fn bearing_of_answer(yes: bool, no: bool, harmed: bool) -> &'static str {
    match (yes, no, harmed) {
        (true, _, true) => "says so of its own side",
        (true, _, false) => "accuses",
        (false, true, true) => "denies: the accused",
        (false, true, false) => "denies",
        (false, false, _) => "",
    }
}

fn is_no(position: &Position) -> bool {
    let end = position.interval.as_ref().and_then(Interval::high_end);
    end.is_some_and(|end| !end.number.is_positive())
}

/// Says how far apart the positions lie, who contradicts itself, and what an editor found.
fn remarks(context: &PageContext<'_>, comparison: &Comparison) -> impl Iterator<Item = Shown> {
    let kind = context.attribute(comparison).kind;
    let gap = comparison
        .widest_gap
        .as_ref()
        .map(|widest| gap(widest, kind));
    let own = comparison
        .conflicts
        .by_speaker
        .iter()
        .flat_map(|(speaker, pairs)| own(context, comparison, *speaker, *pairs));
    let resolved = context.report.resolved(comparison);
    let resolved = resolved
        .map(|resolved| words::resolved(context.report, resolved))
        .unwrap_or_default();
    gap.into_iter().chain(own).chain(resolved)
}

/// "35 apart · 2.5 times · it would take a tolerance of 44 % to reconcile them".
fn gap(widest: &WidestGap, kind: Kind) -> Shown {
    let Gap::Number(number) = &widest.gap else {
        return words::apart(widest, kind);
    };
    let ratio = widest
        .ratio
        .map(|ratio| shown!(" · {} times", words::figure(ratio)));
    let share = widest.reconciles_at.map(|share| {
        shown!(
            " · it would take a tolerance of {} % to reconcile them",
            words::enough(share * 100.0)
        )
    });
    shown!("{} apart{}{}", words::grouped(number), ratio, share)
}

/// Says that a speaker is told differently, and that it contradicts itself.
fn own(
    context: &PageContext<'_>,
    comparison: &Comparison,
    speaker: SpeakerId,
    pairs: Pairs,
) -> Vec<Shown> {
    let name = context.name(speaker);
    let mut remarks = Vec::new();
    if pairs.misquote > 0 {
        let live = comparison
            .positions
            .iter()
            .flat_map(|position| context.live_claims(position));
        let publishers = live
            .filter(|claim| claim.speaker == speaker)
            .map(|claim| claim.publisher);
        remarks.push(shown!(
            "{} is told differently by {}",
            name,
            context.names(publishers)
        ));
    }
    if pairs.own > 0 {
        remarks.push(shown!("{} contradicts itself", name));
    }
    remarks
}

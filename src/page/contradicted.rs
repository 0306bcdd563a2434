//! Questions on which not all can be right: each position on a line, and how far apart they lie.

use std::collections::BTreeSet;

use super::context::{Affiliation, PageContext};
use super::excerpt::Excerpt;
use super::footnotes::Footnotes;
use super::layout::{Block, Section};
use super::lists;
use super::outline::Outline;
use super::positions::{self, POSITIONS};
use crate::compare::{Comparison, Gap, Outcome, Pairs, Position, WidestGap};
use crate::message;
use crate::model::{Interval, Kind, SpeakerId};
use crate::phrase::{gap, number};
use crate::safe::{Shown, shown};

/// With more gaps than this leaves, the rows of a table would be torn apart.
const MOST_RUNS: usize = 4;

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

/// Makes a table of the live positions; of many of them those that clash, and the ends. A few gaps are
/// told where they are, more of them at the end.
fn position_blocks(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
) -> Vec<Block> {
    let clashing = comparison.contradicted_positions();
    let Excerpt { order, chosen } = Excerpt::new(context, comparison, &clashing);
    let runs: Vec<&[usize]> = chosen.chunk_by(|left, right| left + 1 == *right).collect();
    if runs.len() > MOST_RUNS {
        let all: Vec<usize> = chosen.iter().map(|place| order[*place]).collect();
        let more = number::grouped(order.len() - chosen.len());
        return vec![
            table(context, notes, comparison, &all, &clashing),
            Block::remark(shown!("… and {} more in between", more)),
        ];
    }
    let mut blocks = Vec::new();
    let mut next = 0;
    for run in runs {
        if run[0] > next {
            let more = number::grouped(run[0] - next);
            blocks.push(Block::remark(shown!("… and {} more in between …", more)));
        }
        let positions: Vec<usize> = run.iter().map(|place| order[*place]).collect();
        blocks.push(table(context, notes, comparison, &positions, &clashing));
        next = run[run.len() - 1] + 1;
    }
    blocks
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
        let value = lists::differing(context, comparison, position, clashing);
        let value = value.unwrap_or_else(|| context.value(comparison, position));
        positions::row_with(context, notes, comparison, position, (value, bearing))
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
        .map(|resolved| message::resolution(context.report, resolved))
        .unwrap_or_default();
    let hints = message::hints(context.report, comparison);
    gap.into_iter().chain(hints).chain(own).chain(resolved)
}

/// "35 apart · 2.5 times · it would take a tolerance of 44 % to reconcile them".
fn gap(widest: &WidestGap, kind: Kind) -> Shown {
    let Gap::Number(number) = &widest.gap else {
        return gap::apart(widest, kind);
    };
    let ratio = widest
        .ratio
        .map(|ratio| shown!(" · {} times", number::figure(ratio)));
    let share = widest.reconciles_at.map(|share| {
        shown!(
            " · it would take a tolerance of {} % to reconcile them",
            number::enough(share * 100.0)
        )
    });
    shown!("{} apart{}{}", number::grouped(number), ratio, share)
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
        let fell = fell(context, comparison, speaker);
        remarks.push(shown!("{} contradicts itself{}", name, fell));
    }
    remarks
}

/// Says when a running total of a speaker fell, and how often else it did.
fn fell(context: &PageContext<'_>, comparison: &Comparison, speaker: SpeakerId) -> Option<Shown> {
    let falls = comparison.falls.iter();
    let mut falls = falls.filter(|fall| context.claim(fall.later).speaker == speaker);
    let first = falls.next()?;
    let fell = message::fell(context.report, first.earlier, first.later);
    let more = match falls.count() {
        0 => Shown::default(),
        1 => ", and once more".into(),
        more => shown!(", and {} times more", number::grouped(more)),
    };
    Some(shown!(": its total {}{}", fell, more))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines, report};
    use super::*;

    fn contradicted(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn positions_show_who_holds_them_and_what_it_means_for_them() {
        for (claims, expected) in [
            (
                &[
                    "ford | killed | 23 | red-army",
                    "ford | killed | 23 | blue-army",
                ][..],
                &[][..],
            ),
            (
                &[
                    "ford | killed | 23 | blue-army",
                    "ford | killed | over 50 | red-army",
                    "ford | killed | 40 | observers",
                ],
                &[
                    "1 Blue soldiers killed (Ford, 2 May 2025)",
                    "! 23 | The Blue Army | on its own loss |  | gazette.toml:1",
                    "! 40 | The observers |  |  | gazette.toml:11",
                    "! over 50 | The Red Army | on the other side's loss |  | gazette.toml:6",
                    "- 28 apart · 2.2 times · it would take a tolerance of 38 % to reconcile them",
                ],
            ),
            (
                &[
                    "ford | shot-first | true | red-army",
                    "ford | shot-first | no | blue-army",
                    "ford | shot-first | no | observers",
                ],
                &[
                    "1 Blue shot first (Ford, 2 May 2025)",
                    "! no | The Blue Army, The observers | denies: the accused |  | gazette.toml:6",
                    "! yes | The Red Army | accuses |  | gazette.toml:1",
                ],
            ),
            (
                &["ford | rain | 5 | observers", "ford | rain | 7 | observers"],
                &[
                    "1 Rain (Ford, 2 May 2025)",
                    "! 5 mm | The observers |  |  | gazette.toml:1",
                    "! 7 mm | The observers |  |  | gazette.toml:6",
                    "- 2 apart · 1.4 times · it would take a tolerance of 17 % to reconcile them",
                    "- Observers contradicts itself",
                ],
            ),
            (
                &[
                    "ford | day | 2025-05-02 | observers",
                    "ford | day | 2025-05-03 | red-army",
                ],
                &[
                    "1 Day (Ford, 2 May 2025)",
                    "! Fri 2 May 2025 | The observers |  |  | gazette.toml:1",
                    "! Sat 3 May 2025 | The Red Army |  |  | gazette.toml:6",
                    "- 1 day apart",
                ],
            ),
        ] {
            check(contradicted, claims, expected);
        }
    }

    #[test]
    fn of_many_positions_the_ends_are_shown() {
        let claims: Vec<String> = (1..=18)
            .map(|n| format!("ford | guns | {n} | red-army-{n}"))
            .collect();
        let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
        let report = report(&claims);
        let blocks = contradicted(&PageContext::new(&report)).blocks;
        let shown: Vec<String> = blocks.iter().flat_map(lines).collect();
        assert_eq!(shown.len(), 1 + 8 + 1 + 8 + 1);
        assert!(shown[8].contains("8 | "), "{shown:#?}");
        assert_eq!(shown[9], "- … and 2 more in between …");
        assert!(shown[10].contains("11 | "), "{shown:#?}");
    }
}

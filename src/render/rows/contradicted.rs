//! What cannot all be right: each position on a line, and how far apart they lie.

use std::collections::BTreeSet;

use super::super::words;
use super::desk::{Desk, Side, is_yes};
use super::{Block, Row, Section, Shape};
use crate::compare::{Comparison, Gap, Outcome, Pairs, Position, WidestGap};
use crate::model::{Interval, Kind, SpeakerId};

/// More positions than this are cut in the middle: the ends tell how far apart they lie.
const MOST_POSITIONS: usize = 16;

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let contradicted = desk
        .comparisons()
        .iter()
        .filter(|shown| shown.outcome == Outcome::Contradicted);
    let (mut blocks, mut topic) = (Vec::new(), None);
    for (number, comparison) in (1..).zip(contradicted) {
        blocks.extend(desk.topic(&mut topic, comparison));
        blocks.push(Block::Title {
            mark: format!("{number}"),
            text: desk.label(comparison),
            event: desk.event_and_date(comparison),
        });
        blocks.extend(positions(desk, comparison));
        blocks.extend(
            remarks(desk, comparison)
                .into_iter()
                .map(|text| Block::Line {
                    text,
                    place: String::new(),
                }),
        );
    }
    Section {
        heading: "CONTRADICTED",
        aside: String::new(),
        small: false,
        blocks,
    }
}

fn positions(desk: &mut Desk<'_>, comparison: &Comparison) -> Vec<Block> {
    let hot = comparison.contradicted_positions();
    let live: Vec<usize> = (0..comparison.positions.len())
        .filter(|at| comparison.positions[*at].is_live())
        .collect();
    let mut rows = |indices: &[usize]| {
        let row = |at: &usize| {
            position(
                desk,
                comparison,
                &comparison.positions[*at],
                hot.binary_search(at).is_ok(),
            )
        };
        Block::Rows(Shape::Positions, indices.iter().map(row).collect())
    };
    if live.len() <= MOST_POSITIONS {
        return vec![rows(&live)];
    }
    let (first, last) = (
        &live[..MOST_POSITIONS / 2],
        &live[live.len() - MOST_POSITIONS / 2..],
    );
    let text = format!("… and {} more in between …", live.len() - MOST_POSITIONS);
    vec![
        rows(first),
        Block::Line {
            text,
            place: String::new(),
        },
        rows(last),
    ]
}

/// One position on a line.
fn position(desk: &mut Desk<'_>, comparison: &Comparison, position: &Position, hot: bool) -> Row {
    let [quote, place] = desk.quote_and_place(position);
    let value = desk.noted(comparison, position);
    let who = desk.who_in_full(comparison, position);
    Row {
        cells: vec![
            value,
            who,
            role(desk, comparison, position).to_owned(),
            quote,
            place,
        ],
        hot,
    }
}

/// What a position means for those who hold it.
fn role(desk: &Desk<'_>, comparison: &Comparison, position: &Position) -> &'static str {
    let attribute = desk.attribute(comparison);
    let sides: BTreeSet<Side> = position
        .speakers
        .iter()
        .map(|speaker| desk.side(comparison, *speaker))
        .collect();
    let [harmed, other] = [Side::Harmed, Side::Other].map(|side| sides.contains(&side));
    let yes = is_yes(
        position,
        desk.live(position).next().map(|claim| desk.meaning(claim)),
    );
    let no = position.interval.as_ref().and_then(Interval::high_end);
    let no = no.is_some_and(|end| !end.number.is_positive());
    match attribute.kind {
        Kind::Count | Kind::Amount => match (harmed, other) {
            (true, false) => "on its own loss",
            (false, true) => "on the other side's loss",
            (true, true) => "both sides",
            (false, false) => "",
        },
        Kind::YesNo if attribute.harms.is_none() => "",
        Kind::YesNo if yes && harmed => "says so of its own side",
        Kind::YesNo if yes => "accuses",
        Kind::YesNo if no && harmed => "denies: the accused",
        Kind::YesNo if no => "denies",
        _ => "",
    }
}

/// How far apart the positions lie, who contradicts itself, and what an editor found.
fn remarks(desk: &Desk<'_>, comparison: &Comparison) -> Vec<String> {
    let kind = desk.attribute(comparison).kind;
    let gap = comparison
        .widest_gap
        .as_ref()
        .map(|widest| gap(widest, kind));
    let own = comparison
        .conflicts
        .by_speaker
        .iter()
        .flat_map(|(speaker, pairs)| own(desk, comparison, *speaker, *pairs));
    let resolved = desk.report.resolved(comparison);
    let resolved = resolved
        .map(|resolved| words::resolved(desk.report, resolved))
        .unwrap_or_default();
    gap.into_iter().chain(own).chain(resolved).collect()
}

fn gap(widest: &WidestGap, kind: Kind) -> String {
    let Gap::Number(number) = &widest.gap else {
        return words::apart(widest, kind);
    };
    let apart = format!("{} apart", words::grouped(&number.to_string()));
    let ratio = widest
        .ratio
        .map(|ratio| format!(" · {} times", words::figure(ratio)));
    let share = widest.reconciles_at.map(|share| {
        format!(
            " · it would take a tolerance of {} % to reconcile them",
            words::enough(share * 100.0)
        )
    });
    format!(
        "{apart}{}{}",
        ratio.unwrap_or_default(),
        share.unwrap_or_default()
    )
}

fn own(desk: &Desk<'_>, comparison: &Comparison, speaker: SpeakerId, pairs: Pairs) -> Vec<String> {
    let name = words::name(desk.report, speaker);
    let mut said = Vec::new();
    if pairs.misquote > 0 {
        let live = comparison
            .positions
            .iter()
            .flat_map(|position| desk.live(position));
        let told = live
            .filter(|claim| claim.speaker == speaker)
            .map(|claim| claim.publisher);
        said.push(format!(
            "{name} is told differently by {}",
            desk.names(told)
        ));
    }
    if pairs.own > 0 {
        said.push(format!("{name} contradicts itself"));
    }
    said
}

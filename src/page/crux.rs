//! Claims to check first, and what would go if they were withdrawn.

use super::context::{PageContext, dated_title};
use super::layout::{Block, Cells, Column, Columns, Narrow, Section};
use crate::crux::{Crux, Group, Pick, Proof, Step};
use crate::model::Claim;
use crate::phrase::number::grouped;
use crate::safe::{Shown, shown};

/// No more claims of one word are shown; the JSON has them all.
const MOST_CLAIMS: usize = 5;
/// No more words that would do as well are named; the rest are counted.
const MOST_PEERS: usize = 3;

/// A number, a value, the question, who says so, how many contradictions go, how many stay, and whether the
/// question is settled.
static PICKS: Columns<7> = Columns::new(
    2,
    [
        Column::TEXT,
        Column::TEXT,
        Column::TEXT,
        Column::TEXT,
        Column::count("clears"),
        Column::count("leaves"),
        Column::TEXT,
    ],
);

/// File and line of a claim, where it was read, and the quote.
static CLAIMS: Columns<3> = Columns::new(
    7,
    [
        Column::TEXT.if_narrow(Narrow::Hide),
        Column::TEXT,
        Column::TEXT.if_narrow(Narrow::Hide),
    ],
);

/// Makes the section of what is to be checked first.
pub(super) fn section(context: &PageContext<'_>, crux: &Crux) -> Section {
    let blocks = crux
        .groups
        .iter()
        .flat_map(|group| of_group(context, group));
    Section::new("CHECK THESE FIRST", blocks.collect())
        .with_aside("what would go if it were withdrawn")
}

fn of_group(context: &PageContext<'_>, group: &Group) -> Vec<Block> {
    let mut blocks = vec![Block::Topic(heading(context, group))];
    for (number, step) in (1..).zip(&group.steps) {
        blocks.push(PICKS.table(vec![pick_row(context, group, number, step)]));
        blocks.push(CLAIMS.table(claim_rows(context, step)));
        blocks.extend(remark(context, step).map(Block::remark));
    }
    blocks.push(Block::remark(proof(group)));
    blocks
}

/// Names the events, and counts what is contradicted there.
fn heading(context: &PageContext<'_>, group: &Group) -> Shown {
    let events = group.events.iter().map(|event| {
        let event = &context.report.record[*event];
        dated_title(&event.title, event.date.as_deref())
    });
    let counts = [
        counted(group.pairs, "contradiction", "contradictions"),
        counted(
            group.sums,
            "sum that does not add up",
            "sums that do not add up",
        ),
    ];
    let events = Shown::join(events, "; ");
    let counts = Shown::join(counts.into_iter().flatten(), ", ");
    shown!("{}: {}", events, counts)
}

fn counted(count: u64, one: &'static str, many: &'static str) -> Option<Shown> {
    match count {
        0 => None,
        1 => Some(shown!("1 {}", one)),
        _ => Some(shown!("{} {}", grouped(count), many)),
    }
}

fn pick_row(context: &PageContext<'_>, group: &Group, number: usize, step: &Step) -> Cells<7> {
    Cells::new([
        shown!("{}", number),
        value(context, &step.pick),
        question(context, group, &step.pick),
        context.name(step.pick.word.speaker),
        grouped(step.clears),
        grouped(step.remaining),
        if step.settles { "settled" } else { "" }.into(),
    ])
}

/// Makes the rows of the claims that make up a word.
fn claim_rows(context: &PageContext<'_>, step: &Step) -> Vec<Cells<3>> {
    let claims = &step.pick.word.claims;
    let shown = claims.iter().take(MOST_CLAIMS);
    let mut rows: Vec<Cells<3>> = shown
        .map(|claim| claim_row(context, context.claim(*claim)))
        .collect();
    let more = claims.len() - rows.len();
    if more > 0 {
        let more = shown!("and in {} more claims", grouped(more));
        rows.push(Cells::new([Shown::default(), more, Shown::default()]));
    }
    rows
}

fn claim_row(context: &PageContext<'_>, claim: &Claim) -> Cells<3> {
    let relayed = context.publisher.is_none() && claim.publisher != claim.speaker;
    let read_in = relayed.then(|| shown!("in {}", context.name(claim.publisher)));
    Cells::new([
        context.place(claim).into(),
        read_in.unwrap_or_default().into(),
        context.quote(claim),
    ])
}

fn value(context: &PageContext<'_>, pick: &Pick) -> Shown {
    let comparison = &context.comparisons()[pick.comparison];
    context.value(comparison, &comparison.positions[pick.word.position])
}

/// Words the question, with its event if the group has several.
fn question(context: &PageContext<'_>, group: &Group, pick: &Pick) -> Shown {
    let comparison = &context.comparisons()[pick.comparison];
    let event = (group.events.len() > 1).then(|| shown!(" ({})", context.event_title(comparison)));
    shown!("{}{}", context.label(comparison), event)
}

/// Says what else would clear as many, or that it takes more than this word.
fn remark(context: &PageContext<'_>, step: &Step) -> Option<Shown> {
    if step.clears == 0 {
        return Some("clears nothing alone, but together with the next".into());
    }
    let named = step.as_many.iter().take(MOST_PEERS);
    let mut peers: Vec<Shown> = named.map(|pick| peer(context, step, pick)).collect();
    let more = step.all_as_many - peers.len();
    peers.extend(match (more, peers.len()) {
        (0, _) => None,
        (1, 0) => Some("1 other".into()),
        (_, 0) => Some(shown!("{} others", grouped(more))),
        _ => Some(shown!("{} more", grouped(more))),
    });
    (!peers.is_empty()).then(|| shown!("as many would go with {}", Shown::join(peers, " or ")))
}

/// Words a pick that would do as well as that of a step.
fn peer(context: &PageContext<'_>, step: &Step, pick: &Pick) -> Shown {
    let other = pick.comparison != step.pick.comparison;
    let label = other.then(|| {
        let label = context.label(&context.comparisons()[pick.comparison]);
        shown!(" {}", label)
    });
    let name = context.name(pick.word.speaker);
    shown!("{}{} ({})", value(context, pick), label, name)
}

/// Says how good the choice is known to be.
fn proof(group: &Group) -> Shown {
    let (count, left) = (group.steps.len(), group.remaining());
    let cleared = group.total() - left;
    let all = if left == 0 {
        "all of them".into()
    } else {
        shown!("{} of {}", grouped(cleared), grouped(group.total()))
    };
    match (group.proof, count) {
        (Proof::Exact, 0) => "nothing is cleared by so few".into(),
        (Proof::Exact, 1) if left == 0 => "exact: this one clears all of them".into(),
        (Proof::Exact, 1) => shown!("exact: no other one clears more than {}", all),
        (Proof::Exact, _) if left == 0 => {
            shown!("exact: these {} clear all of them, and no fewer do", count)
        }
        (Proof::Exact, _) => shown!("exact: no other {} clear more than these: {}", count, all),
        (Proof::AtMost(most), _) if most <= cleared => shown!(
            "these {} clear {}; whether fewer could was not searched to the end",
            count,
            all
        ),
        (Proof::AtMost(most), _) => shown!(
            "these {} clear {}: at least {} % of the most that so few can",
            count,
            all,
            grouped(u128::from(cleared) * 100 / u128::from(most))
        ),
    }
}

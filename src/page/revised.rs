//! Values that speakers replaced or took back: history, from the first value to the last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::context::PageContext;
use super::layout::{Cells, Column, Columns, Section};
use super::outline::Outline;
use super::replacements::Replacements;
use crate::compare::{Comparison, Settled, Status};
use crate::model::ClaimId;
use crate::phrase::{date, name};
use crate::safe::{Shown, shown};

/// Of a longer history the middle is left out; the JSON has all of it.
const MOST_STEPS: usize = 8;

/// The question, who changed its value, and how.
static REVISIONS: Columns<3> = Columns::new(4, [Column::TEXT; 3]);

/// Makes the section of the revised and withdrawn values.
pub(super) fn section(context: &PageContext<'_>) -> Section {
    let mut outline = Outline::new(context);
    for comparison in context.comparisons() {
        let rows = rows(context, comparison);
        if !rows.is_empty() {
            outline.event(comparison);
            outline.push(REVISIONS.table(rows));
        }
    }
    Section::new("REVISED OR WITHDRAWN", outline.into_blocks())
}

/// Makes a row for each chain of claims, and one for the contradictions that it settles.
fn rows(context: &PageContext<'_>, comparison: &Comparison) -> Vec<Cells<3>> {
    let replacements = Replacements::new(comparison);
    let mut settled: BTreeMap<ClaimId, Vec<&Settled>> = BTreeMap::new();
    for one in &comparison.settled {
        let last = replacements.last(one.claim);
        settled.entry(last).or_default().push(one);
    }
    let mut rows = Vec::new();
    for (last, replaced) in chains(&replacements) {
        let steps = steps(context, &replacements, last, replaced);
        if steps.len() > 1 || context.claim(last).withdrawn {
            let speaker = context.name(context.claim(last).speaker);
            let history = history(context, comparison, &steps);
            rows.push(Cells::new([context.label(comparison), speaker, history]));
            let settled = settled.get(&last);
            rows.extend(settled.map(|settled| settling(context, comparison, settled)));
        }
    }
    rows
}

/// Returns the claims that were replaced, by the last of their chain and each with its distance from that;
/// also the claims that were withdrawn, without any.
fn chains(replacements: &Replacements) -> BTreeMap<ClaimId, Vec<(usize, ClaimId)>> {
    let mut chains: BTreeMap<ClaimId, Vec<(usize, ClaimId)>> = BTreeMap::new();
    for (claim, status) in replacements.claims() {
        match status {
            // That is what others say of it.
            Status::Live | Status::Outdated(_) => {}
            Status::Withdrawn => drop(chains.entry(claim).or_default()),
            Status::Superseded(_) | Status::Revised(_) => {
                let distance = replacements.distance(claim);
                let chain = chains.entry(replacements.last(claim)).or_default();
                chain.push((distance, claim));
            }
        }
    }
    chains
}

/// Returns a chain of claims in the order of time, without those that only repeat the value before.
fn steps(
    context: &PageContext<'_>,
    replacements: &Replacements,
    last: ClaimId,
    mut replaced: Vec<(usize, ClaimId)>,
) -> Vec<ClaimId> {
    // Without days the links tell the order.
    replaced.sort_by_key(|(distance, id)| {
        let begins = context
            .as_of(context.claim(*id))
            .map(|as_of| as_of.span.low());
        (begins, Reverse(*distance), *id)
    });
    let replaced = replaced.into_iter().map(|(_, id)| id);
    let mut steps: Vec<ClaimId> = replaced.chain([last]).collect();
    steps.dedup_by(|again, first| {
        replacements.position(*again) == replacements.position(*first)
            && !context.claim(*again).withdrawn
    });
    steps
}

/// Says with whom a chain of claims settles a contradiction.
fn settling(context: &PageContext<'_>, comparison: &Comparison, settled: &[&Settled]) -> Cells<3> {
    let against: Vec<[Shown; 2]> = settled
        .iter()
        .map(|settled| {
            let claim = context.claim(settled.against);
            let value = context.value_of(comparison, claim);
            [context.name(claim.speaker), value]
        })
        .collect();
    let text = if let [[who, value]] = against.as_slice() {
        shown!("settles the contradiction with {}, {}", who, value)
    } else {
        let named = against
            .iter()
            .map(|[who, value]| shown!("{} ({})", who, value));
        shown!(
            "settles the contradictions with {}",
            name::list(named.collect())
        )
    };
    Cells::new([Shown::default(), Shown::default(), text])
}

/// "23 (12 Oct) → 29 (14 Oct 2025)": the steps from the first value to the last.
fn history(context: &PageContext<'_>, comparison: &Comparison, steps: &[ClaimId]) -> Shown {
    let days: Vec<Shown> = steps
        .iter()
        .map(|id| day(context, comparison, *id))
        .collect();
    let next = days.iter().skip(1).cloned().chain([Shown::default()]);
    let mut values: Vec<Shown> = steps
        .iter()
        .zip(days.iter().zip(next))
        .map(|(id, (day, next))| step(context, comparison, *id, &date::before(day, &next)))
        .collect();
    if values.len() > MOST_STEPS {
        let (from, to) = (MOST_STEPS / 2, values.len() - MOST_STEPS / 2);
        values.splice(from..to, [shown!("… {} more …", to - from)]);
    }
    Shown::join(values, " → ")
}

fn day(context: &PageContext<'_>, comparison: &Comparison, id: ClaimId) -> Shown {
    let as_of = context.as_of(context.claim(id));
    as_of
        .map(|as_of| context.day(comparison, as_of))
        .unwrap_or_default()
}

fn step(context: &PageContext<'_>, comparison: &Comparison, id: ClaimId, day: &Shown) -> Shown {
    let claim = context.claim(id);
    let day = (!day.is_empty()).then(|| shown!(" ({})", day));
    let withdrawn = context.report.details(claim).withdrawn;
    let withdrawn = withdrawn.map(|day| shown!(", withdrawn {}", date::of_edtf(&day)));
    shown!(
        "{}{}{}",
        context.value_of(comparison, claim),
        day,
        withdrawn
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn history_is_shown_from_the_first_value_to_the_last() {
        for (claims, expected) in [
            (&["ford | guns | 23 | red-army"][..], &[][..]),
            (
                &[
                    "ford | guns | 23 | red-army | as_of = 2025-05-02",
                    "ford | guns | 29 | red-army | as_of = 2025-05-04",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "guns | Red Army | 23 (2 May) → 29 (4 May 2025)",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army | as_of = 2025-05-02",
                    "ford | guns | 23 | red-army | as_of = 2025-05-04",
                ],
                &[],
            ),
            (
                &["ford | guns | 23 | red-army | withdrawn = 2025-05-04"],
                &[
                    "= Ford, 2 May 2025",
                    "guns | Red Army | 23, withdrawn 4 May 2025",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army | as_of = 2025-05-02",
                    "ford | guns | 29 | red-army | as_of = 2025-05-04",
                    "ford | guns | 29 | blue-army",
                ],
                &[
                    "= Ford, 2 May 2025",
                    "guns | Red Army | 23 (2 May) → 29 (4 May 2025)",
                    " |  | settles the contradiction with Blue Army, 29",
                ],
            ),
        ] {
            check(section, claims, expected);
        }
    }

    #[test]
    fn the_middle_of_a_long_history_is_left_out() {
        let claims: Vec<String> = (1..=10)
            .map(|day| format!("ford | guns | {day} | red-army | as_of = 2025-05-{day:02}"))
            .collect();
        let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
        check(
            section,
            &claims,
            &[
                "= Ford, 2 May 2025",
                "guns | Red Army | 1 (1 May) → 2 (2 May) → 3 (3 May) → 4 (4 May) → … 2 more … → 7 (7 May) → 8 (8 May) → 9 (9 May) → 10 (10 May 2025)",
            ],
        );
    }
}

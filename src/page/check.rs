//! What an editor should look at although nothing is contradicted: slips, conditions, agreements that are
//! none, totals that fall, and words that were taken back.

use super::context::PageContext;
use super::footnotes::Footnotes;
use super::layout::{Block, Cells, Section};
use super::outline::Outline;
use super::positions::{self, POSITIONS};
use crate::compare::{Comparison, Outcome, Position};
use crate::finding::{Detail, Finding};
use crate::message;
use crate::model::{Claim, ClaimId, Kind, Meaning, WeekdaySlip};
use crate::phrase::{date, name};
use crate::safe::{Shown, safe, shown};

/// Makes the section of what is to be checked.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let mut outline = Outline::new(context);
    let mut findings = context.report.findings.as_slice();
    let topics = context
        .comparisons()
        .chunk_by(|left, right| context.event(left).topic == context.event(right).topic);
    for comparisons in topics {
        let mut items = Vec::new();
        for comparison in comparisons {
            let (found, rest) = findings.split_at(count_on(comparison, findings));
            findings = rest;
            for finding in found {
                items.extend(item(context, notes, comparison, finding));
            }
        }
        // What may be a slip comes before what asks for a closer reading.
        for comparison in comparisons {
            items.extend(condition(context, notes, comparison));
        }
        if let (Some(first), false) = (comparisons.first(), items.is_empty()) {
            outline.topic(first);
        }
        outline.extend(items);
    }
    Section::new("CHECK", outline.into_blocks())
}

/// Counts the findings on a question at the beginning of all: findings are in the order of the questions.
fn count_on(comparison: &Comparison, findings: &[Finding]) -> usize {
    let question = (comparison.question.event, comparison.question.attribute);
    findings
        .iter()
        .take_while(|finding| (finding.event, finding.attribute) == question)
        .count()
}

fn item(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    finding: &Finding,
) -> Vec<Block> {
    match finding.detail {
        Detail::WeekdayMismatch(slip) => weekday(context, comparison, finding, slip),
        Detail::Strained(between) => strained(context, notes, comparison, between),
        Detail::FallingTotal { earlier, later } => falling(context, comparison, earlier, later),
        Detail::OutdatedRepeat { by } => repeated(context, comparison, finding, by),
        Detail::WithdrawnStillCited { withdrawn } => cited(context, comparison, finding, withdrawn),
        Detail::Contradiction(_)
        | Detail::SelfContradiction(_)
        | Detail::Misquote(_)
        | Detail::Impossible(_)
        | Detail::Revised { .. } => Vec::new(),
    }
}

/// Makes the heading of an item: a sign, and what is the matter with the question.
fn heading(
    context: &PageContext<'_>,
    comparison: &Comparison,
    mark: &'static str,
    matter: impl Into<Shown>,
) -> Block {
    Block::Item {
        mark: mark.into(),
        text: shown!("{}: {}", context.label(comparison), matter.into()),
        event: context.event_title(comparison),
    }
}

fn weekday(
    context: &PageContext<'_>,
    comparison: &Comparison,
    finding: &Finding,
    slip: WeekdaySlip,
) -> Vec<Block> {
    let Some(claim) = finding.claims.first().map(|id| context.claim(*id)) else {
        return Vec::new();
    };
    let quote = context.report.details(claim).quote;
    let quote = quote.map(|quote| shown!(" It reads “{}”.", safe(&quote)));
    let text = shown!(
        "{}: {} was a {}; the nearest {} was {}.{}",
        context.name(claim.speaker),
        safe(&slip.date.strftime("%-d %B %Y").to_string()),
        safe(&slip.date.strftime("%A").to_string()),
        safe(&slip.nearest.strftime("%A").to_string()),
        safe(&slip.nearest.strftime("%-d %B").to_string()),
        quote
    );
    vec![
        heading(
            context,
            comparison,
            "!",
            shown!("“{}”", context.written(claim)),
        ),
        Block::Remark {
            text,
            place: context.place(claim),
        },
    ]
}

fn strained(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    between: [usize; 2],
) -> Vec<Block> {
    let rows = between.map(|at| {
        let position = &comparison.positions[at];
        positions::row(context, notes, comparison, position, "")
    });
    let matter = "they meet only because one has no upper end";
    vec![
        heading(context, comparison, "~", matter),
        POSITIONS.table(rows),
    ]
}

/// Shows answers of which one has a condition: they can both hold, and yet they are not the same.
fn condition(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
) -> Vec<Block> {
    if !is_conditional(context, comparison) {
        return Vec::new();
    }
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    let rows = live.map(|position| positions::row(context, notes, comparison, position, ""));
    vec![
        heading(context, comparison, "?", "not the same promise"),
        POSITIONS.table(rows),
    ]
}

/// Returns true if answers are compatible only as far as a condition holds.
pub(super) fn is_conditional(context: &PageContext<'_>, comparison: &Comparison) -> bool {
    comparison.outcome == Outcome::Compatible
        && context.attribute(comparison).kind == Kind::YesNo
        && comparison
            .positions
            .iter()
            .any(|position| has_condition(context, position))
}

fn has_condition(context: &PageContext<'_>, position: &Position) -> bool {
    let first = context.live_claims(position).next();
    first.is_some_and(|claim| {
        matches!(
            context.meaning(claim),
            Meaning::Range { apart: Some(_), .. }
        )
    })
}

fn falling(
    context: &PageContext<'_>,
    comparison: &Comparison,
    earlier: ClaimId,
    later: ClaimId,
) -> Vec<Block> {
    let rows = [earlier, later].map(|id| claim_row(context, comparison, context.claim(id)));
    let fell = message::fell(context.report, earlier, later);
    vec![
        heading(context, comparison, "!", "a running total fell"),
        POSITIONS.table(rows),
        Block::remark(shown!("It {}.", fell)),
    ]
}

/// Makes the row of one claim, with the time for which it was given.
fn claim_row(context: &PageContext<'_>, comparison: &Comparison, claim: &Claim) -> Cells<5> {
    let day = context
        .as_of(claim)
        .map(|as_of| context.day(comparison, as_of));
    Cells::new([
        context.value_of(comparison, claim).into(),
        safe(&context.speaker(claim.speaker).full).into(),
        day.unwrap_or_default().into(),
        context.quote(claim),
        context.place(claim).into(),
    ])
}

fn repeated(
    context: &PageContext<'_>,
    comparison: &Comparison,
    finding: &Finding,
    by: ClaimId,
) -> Vec<Block> {
    let claim = context.claim(by);
    let repeats: Vec<ClaimId> = finding
        .claims
        .iter()
        .copied()
        .filter(|id| *id != by)
        .collect();
    let [first, ..] = repeats[..] else {
        return Vec::new();
    };
    let names = repeats
        .iter()
        .map(|id| context.name(context.claim(*id).publisher));
    let text = shown!(
        "{} gave {} up for {}; {} reported it after that.",
        context.name(claim.speaker),
        context.value_of(comparison, context.claim(first)),
        context.value_of(comparison, claim),
        name::list(names.collect())
    );
    vec![
        heading(context, comparison, "!", "an outdated value, repeated"),
        Block::Remark {
            text,
            place: context.place(context.claim(first)),
        },
    ]
}

fn cited(
    context: &PageContext<'_>,
    comparison: &Comparison,
    finding: &Finding,
    withdrawn: ClaimId,
) -> Vec<Block> {
    let claim = context.claim(withdrawn);
    let citing = finding.claims.iter().filter(|id| **id != withdrawn);
    let names = citing.map(|id| context.name(context.claim(*id).publisher));
    let day = context.report.details(claim).withdrawn.unwrap_or_default();
    let text = shown!(
        "{} took {} back on {}; it still stands in {}.",
        context.name(claim.speaker),
        context.value_of(comparison, claim),
        date::of_edtf(&day),
        name::list(names.collect())
    );
    vec![
        heading(context, comparison, "!", "taken back, and still cited"),
        Block::Remark {
            text,
            place: context.place(claim),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    fn to_check(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn slips_come_before_conditions() {
        for (claims, expected) in [
            (&["ford | guns | 23 | red-army"][..], &[][..]),
            (
                &[
                    "ford | shot-first | true | red-army",
                    "ford | shot-first | yes, if it was not Red | observers",
                    "ford | day | Monday 2 May 2025 | observers | quote = 'on Monday'",
                ],
                &[
                    "! Day: “Monday 2 May 2025” (Ford)",
                    "- Observers: 2 May 2025 was a Friday; the nearest Monday was 5 May. It reads “on Monday”. (gazette.toml:11)",
                    "? Blue shot first: not the same promise (Ford)",
                    "yes | The Red Army |  |  | gazette.toml:1",
                    "yes, if it was not Red | The observers |  |  | gazette.toml:6",
                ],
            ),
            (
                &[
                    "ford | homeless | 12 | observers | as_of = 2025-05-02",
                    "ford | homeless | 9 | observers | as_of = 2025-05-03",
                ],
                &[
                    "! homeless: a running total fell (Ford)",
                    "12 | The observers | 2 May 2025 |  | gazette.toml:1",
                    "9 | The observers | 3 May 2025 |  | gazette.toml:7",
                    "- It fell from 12 to 9 between 2 and 3 May 2025.",
                ],
            ),
            (
                &[
                    "ford | guns | over 5 | observers",
                    "ford | guns | 900 | red-army",
                ],
                &[
                    "~ guns: they meet only because one has no upper end (Ford)",
                    "over 5 | The observers |  |  | gazette.toml:1",
                    "900 | The Red Army |  |  | gazette.toml:6",
                ],
            ),
            (
                &[
                    "ford | guns | 5 | observers | withdrawn = 2025-05-09 | id = 'a'",
                    "ford | guns | 5 | observers | via = 'herald' | published = 2025-05-10",
                ],
                &[
                    "! guns: taken back, and still cited (Ford)",
                    "- Observers took 5 back on 9 May 2025; it still stands in herald. (gazette.toml:1)",
                ],
            ),
        ] {
            check(to_check, claims, expected);
        }
    }
}

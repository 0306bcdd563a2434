//! New claims: what each is taken to mean, and how it relates to what others say.

use super::context::PageContext;
use super::layout::{Block, Cells, Column, Columns, Section};
use crate::code::Code;
use crate::compare::{Comparison, Position, Relation, Status};
use crate::message;
use crate::model::ClaimId;
use crate::phrase::value;
use crate::safe::{Shown, shown};

/// More positions than this are counted: those that contradict come first.
const MOST_POSITIONS: usize = 16;

/// How the claim relates to a position, the position's value, and who holds it.
static RELATIONS: Columns<3> = Columns::new(6, [Column::TEXT, Column::VALUE, Column::TEXT]);

/// How a new claim relates to a position, in the order in which positions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Relates {
    Contradicts,
    SaysTheSame,
    LeavesRoom,
    NotCompared,
}

/// Makes the section of the new claims.
pub(super) fn section(context: &PageContext<'_>, claims: &[ClaimId]) -> Section {
    let heading = match claims {
        [_] => "THE NEW CLAIM",
        _ => "THE NEW CLAIMS",
    };
    let blocks = claims.iter().flat_map(|claim| of_claim(context, *claim));
    Section::new(heading, blocks.collect())
}

fn of_claim(context: &PageContext<'_>, id: ClaimId) -> Vec<Block> {
    let claim = context.claim(id);
    let Some(comparison) = context.report.comparison(claim.event, claim.attribute) else {
        return Vec::new();
    };
    let mut rows = rows(context, comparison, id);
    let more = rows.len().saturating_sub(MOST_POSITIONS);
    rows.truncate(MOST_POSITIONS);
    let title = Block::Item {
        mark: "+".into(),
        text: context.label(comparison),
        event: context.event_and_date(comparison),
    };
    let mut blocks = vec![title, Block::remark(means(context, id))];
    if rows.is_empty() {
        blocks.push(Block::remark("nobody else in these files speaks of this"));
    }
    blocks.push(RELATIONS.table(rows));
    if more > 0 {
        blocks.push(Block::remark(shown!("and {} more", more)));
    }
    blocks.extend(findings(context, id).map(Block::remark));
    blocks
}

/// “over 50” (Red Army) leaves possible: 51 and up.
fn means(context: &PageContext<'_>, id: ClaimId) -> Shown {
    let claim = context.claim(id);
    shown!(
        "“{}” ({}) leaves possible: {}",
        context.written(claim),
        context.name(claim.speaker),
        value::meaning_of_claim(&context.report.record, claim)
    )
}

/// Makes the rows of the positions that others hold, those that contradict the claim first.
fn rows(context: &PageContext<'_>, comparison: &Comparison, id: ClaimId) -> Vec<Cells<3>> {
    let own = comparison
        .positions
        .iter()
        .position(|position| is_held(position, id));
    let mut rows: Vec<(Relates, Cells<3>)> = Vec::new();
    for (at, position) in comparison.positions.iter().enumerate() {
        let others = position.claims.iter().any(|held| held.claim != id);
        if others && position.is_live() {
            let relates = relates(comparison, own, at);
            rows.push((relates, row(context, comparison, position, relates)));
        }
    }
    rows.sort_by_key(|(relates, _)| *relates);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(
    context: &PageContext<'_>,
    comparison: &Comparison,
    position: &Position,
    relates: Relates,
) -> Cells<3> {
    let word = match relates {
        Relates::Contradicts => "contradicts",
        Relates::SaysTheSame => "the same",
        Relates::LeavesRoom => "room for both",
        Relates::NotCompared => "not compared",
    };
    Cells::new([
        word.into(),
        quoted(context.value(comparison, position)),
        context.holders_in_full(comparison, position),
    ])
    .contradicted_if(relates == Relates::Contradicts)
}

/// Puts a value of words in quotation marks: "contradicts none" would say the opposite of "contradicts “none”".
fn quoted(value: Shown) -> Shown {
    if value.as_str().contains(|letter: char| letter.is_numeric()) {
        value
    } else {
        shown!("“{}”", value)
    }
}

/// Returns true if a claim holds a position and was not replaced or withdrawn.
fn is_held(position: &Position, id: ClaimId) -> bool {
    position
        .claims
        .iter()
        .any(|held| held.claim == id && held.status == Status::Live)
}

/// Returns how a claim at one position relates to another. Without a position it is history.
fn relates(comparison: &Comparison, own: Option<usize>, at: usize) -> Relates {
    let Some(own) = own else {
        return Relates::NotCompared;
    };
    if own == at {
        return Relates::SaysTheSame;
    }
    let between = [own.min(at), own.max(at)];
    let related = comparison
        .relations
        .iter()
        .find(|related| related.between == between);
    match related.map(|related| related.relation) {
        Some(Relation::Contradicts(_)) => Relates::Contradicts,
        Some(Relation::Refines(_) | Relation::Overlaps) => Relates::LeavesRoom,
        Some(Relation::Incomparable) | None => Relates::NotCompared,
    }
}

/// Words what else was found about the claim: a slip of the weekday, a revision, what does not add up.
fn findings(context: &PageContext<'_>, id: ClaimId) -> impl Iterator<Item = Shown> {
    let about = context
        .report
        .findings
        .iter()
        .filter(move |finding| finding.claims.contains(&id));
    about
        .filter(|finding| finding.code() != Code::Contradiction)
        .map(|finding| message::title(context.report, finding))
}

//! What a new claim is taken to mean, and how it stands to what others say.

use super::super::meaning::meaning;
use super::super::safe::safe;
use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::code::Code;
use crate::compare::{Comparison, Position, Relation};
use crate::model::ClaimId;

/// More positions than this are counted: those that contradict come first.
const MOST_POSITIONS: usize = 16;

pub(super) fn section(desk: &Desk<'_>, claims: &[ClaimId]) -> Section {
    let heading = if claims.len() == 1 {
        "THE NEW CLAIM"
    } else {
        "THE NEW CLAIMS"
    };
    let blocks = claims
        .iter()
        .flat_map(|claim| of_claim(desk, *claim))
        .collect();
    Section {
        heading,
        aside: String::new(),
        small: false,
        blocks,
    }
}

fn of_claim(desk: &Desk<'_>, id: ClaimId) -> Vec<Block> {
    let claim = desk.claim(id);
    let Some(comparison) = desk.report.comparison(claim.event, claim.attribute) else {
        return Vec::new();
    };
    let title = Block::Title {
        mark: "+".to_owned(),
        text: desk.label(comparison),
        event: desk.event_and_date(comparison),
    };
    let mut rows = rows(desk, comparison, id);
    let more = rows.len().saturating_sub(MOST_POSITIONS);
    rows.truncate(MOST_POSITIONS);
    let mut said = vec![means(desk, id)];
    if rows.is_empty() {
        said.push("nobody else in these files speaks of this".to_owned());
    }
    let mut found = Vec::new();
    if more > 0 {
        found.push(format!("and {more} more"));
    }
    found.extend(findings(desk, id));
    let line = |text| Block::Line {
        text,
        place: String::new(),
    };
    let above = std::iter::once(title).chain(said.into_iter().map(line));
    above
        .chain([Block::Rows(Shape::Standing, rows)])
        .chain(found.into_iter().map(line))
        .collect()
}

/// “over 50” (Red Army) leaves possible: 51 and up.
fn means(desk: &Desk<'_>, id: ClaimId) -> String {
    let claim = desk.claim(id);
    let who = words::name(desk.report, claim.speaker);
    let written = desk.written(claim);
    format!(
        "“{}” ({who}) leaves possible: {}",
        safe(written),
        meaning(desk.report, claim)
    )
}

/// The positions beside the claim, those that contradict it first.
fn rows(desk: &Desk<'_>, comparison: &Comparison, id: ClaimId) -> Vec<Row> {
    let own = comparison
        .positions
        .iter()
        .position(|position| holds(position, id));
    let live = own.is_some_and(|own| {
        comparison.positions[own]
            .claims
            .iter()
            .any(|held| held.claim == id && held.status == crate::compare::Status::Live)
    });
    let mut rows: Vec<(u8, Row)> = Vec::new();
    for (at, position) in comparison
        .positions
        .iter()
        .enumerate()
        .filter(|(_, other)| other.is_live())
    {
        let others = position.claims.iter().any(|held| held.claim != id);
        if !others {
            continue;
        }
        let (order, word) = match relation(comparison, own, at) {
            _ if !live => (3, "not compared"),
            _ if own == Some(at) => (1, "the same"),
            Some(Relation::Contradicts(_)) => (0, "contradicts"),
            Some(Relation::Refines(_) | Relation::Overlaps) => (2, "room for both"),
            Some(Relation::Incomparable) | None => (3, "not compared"),
        };
        let cells = [
            word.to_owned(),
            desk.value(comparison, position),
            desk.who_in_full(comparison, position),
        ];
        rows.push((
            order,
            Row {
                hot: order == 0,
                ..Row::new(cells)
            },
        ));
    }
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn holds(position: &Position, id: ClaimId) -> bool {
    position.claims.iter().any(|held| held.claim == id)
}

fn relation(comparison: &Comparison, own: Option<usize>, at: usize) -> Option<Relation> {
    let own = own?;
    let pair = [own.min(at), own.max(at)];
    comparison
        .relations
        .iter()
        .find(|related| related.between == pair)
        .map(|related| related.relation)
}

/// What else was found about the claim: a slip of the weekday, a revision, what does not add up.
fn findings(desk: &Desk<'_>, id: ClaimId) -> Vec<String> {
    let about = desk
        .report
        .findings
        .iter()
        .filter(|finding| finding.claims.contains(&id));
    let about = about.filter(|finding| finding.code() != Code::Contradiction);
    about
        .map(|finding| words::finding(desk.report, finding))
        .collect()
}

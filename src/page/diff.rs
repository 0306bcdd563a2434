//! What changed between two states, as sections.

use super::changes;
use super::layout::{Block, Cells, Column, Columns, Section};
use super::positions::POSITIONS;
use crate::diff::{Changed, Diff, Fate, Found};
use crate::safe::{Shown, safe, shown};

/// A speaker, and what became of its values.
static MOVES: Columns<2> = Columns::new(6, [Column::TEXT; 2]);

/// A sign, and a finding.
static FINDINGS: Columns<2> = Columns::new(1, [Column::TEXT; 2]);

/// The question, its outcome, and who came and left.
static QUESTIONS: Columns<3> = Columns::new(4, [Column::TEXT; 3]);

/// Makes the sections of a diff.
pub(super) fn sections(diff: &Diff<'_>) -> [Section; 7] {
    let [new, gone, changed] = [Fate::New, Fate::Gone, Fate::Changed].map(|fate| {
        let found = diff.clashes();
        let found = found.filter(|found| found.fate == fate && found.silenced.is_none());
        found.flat_map(|found| contradiction(diff, found)).collect()
    });
    let silenced = diff.silenced();
    let silenced = silenced.flat_map(|found| contradiction(diff, found));
    [
        Section::new("NEW CONTRADICTIONS", new).with_aside("not there before"),
        Section::new("SILENCED", silenced.collect())
            .with_aside("gone or resolved without a new claim"),
        Section::new("SETTLED CONTRADICTIONS", gone).with_aside("there no more"),
        Section::new("CHANGED CONTRADICTIONS", changed)
            .with_aside("the same question, other speakers or values"),
        Section::new("CHANGED IN MEANING", meaning(diff)).with_aside("+ new, − gone, ~ changed"),
        Section::new("OTHER FINDINGS", findings(diff)).with_aside("+ new, − gone, ~ changed"),
        Section::new("QUESTIONS", questions(diff))
            .with_aside("what comes out, who came and who left"),
    ]
}

/// Shows a contradiction: its positions, and if it is not new, who moved.
fn contradiction(diff: &Diff<'_>, found: &Found<'_>) -> Vec<Block> {
    let positions = changes::positions(diff, found)
        .into_iter()
        .map(|[value, who]| {
            let empty = Shown::default;
            Cells::new([value, who, empty(), empty(), empty()])
        });
    let mut blocks = vec![
        Block::Item {
            mark: changes::mark(found.fate).into(),
            text: changes::subject(found),
            event: changes::event(&found.place),
        },
        POSITIONS.table(positions),
    ];
    if found.fate != Fate::New {
        let moves = changes::moves(diff, found).into_iter();
        blocks.push(MOVES.table(moves.map(Cells::new)));
    }
    let arrivals = changes::arrivals(found, diff);
    let arrivals = arrivals.iter().map(|arrival| {
        let addresses = arrival.links.iter();
        let addresses = addresses.map(|address| shown!(", {}", address.in_words()));
        shown!("{}{}", arrival.text, Shown::join(addresses, ""))
    });
    let remarks = changes::remarks(diff, found);
    blocks.extend(arrivals.chain(remarks).map(Block::remark));
    blocks
}

/// Shows what changed in how claims are read, and which claims count no more.
fn meaning(diff: &Diff<'_>) -> Vec<Block> {
    let rows: Vec<_> = changes::meaning(diff).into_iter().map(Cells::new).collect();
    let table = (!rows.is_empty()).then(|| FINDINGS.table(rows));
    table.into_iter().collect()
}

fn findings(diff: &Diff<'_>) -> Vec<Block> {
    let rows = changes::other_findings(diff).map(|found| {
        let mark = changes::mark(found.fate).into();
        Cells::new([mark, safe(found.message)])
    });
    let rows: Vec<_> = rows.collect();
    let table = (!rows.is_empty()).then(|| FINDINGS.table(rows));
    table.into_iter().collect()
}

/// Shows the questions, event by event.
fn questions(diff: &Diff<'_>) -> Vec<Block> {
    let events = diff.questions.chunk_by(|left, right| {
        let [left, right] = [left, right].map(|changed| changed.place.event);
        (&left.folder, &left.id) == (&right.folder, &right.id)
    });
    let mut blocks = Vec::new();
    for questions in events {
        let event = questions.first().map(|first| changes::event(&first.place));
        blocks.extend(event.map(Block::Group));
        let rows = questions.iter().map(|changed| question(diff, changed));
        blocks.push(QUESTIONS.table(rows));
    }
    blocks
}

fn question(diff: &Diff<'_>, changed: &Changed<'_>) -> Cells<3> {
    Cells::new([
        changes::label(&changed.place),
        changes::outcome(changed),
        changes::people(diff, changed),
    ])
}

//! What changed between two states, as a comment on a pull request: small tables, and less is folded away.

use super::changes;
use super::layout::{Cell, CellLine, Cells, Column, Columns, Emphasis, Section};
use crate::diff::{Changed, Diff, Fate, Found};
use crate::safe::{Shown, beginning, safe, shown};

/// No cell line is longer, in characters: one value must not crowd out all others.
const MOST_LETTERS: usize = 300;

static NEW: Columns<2> = Columns::new(0, headed("Question", "Values"));
static CHANGED: Columns<2> = Columns::new(0, headed("Question", "What stands, and who moved"));
static GONE: Columns<2> = Columns::new(0, headed("Question", "What stood, and who moved"));
static SILENCED: Columns<2> =
    Columns::new(0, headed("Question", "What stood, and what silenced it"));
static MEANING: Columns<2> = Columns::new(
    0,
    headed("", "What means something else, or counts no more"),
);
static FINDINGS: Columns<2> = Columns::new(0, headed("", "Finding"));
static QUESTIONS: Columns<2> = Columns::new(0, headed("Question", "What changed"));

const fn headed(first: &'static str, second: &'static str) -> [Column; 2] {
    [Column::TEXT.headed(first), Column::TEXT.headed(second)]
}

/// Makes the sections of a comment.
pub(super) fn sections(diff: &Diff<'_>) -> [Section; 7] {
    let [new, changed, gone] = [
        (Fate::New, &NEW),
        (Fate::Changed, &CHANGED),
        (Fate::Gone, &GONE),
    ]
    .map(|(fate, columns)| {
        let found = diff.clashes();
        let found = found.filter(|found| found.fate == fate && found.silenced.is_none());
        let rows = found.map(|found| Cells::new(contradiction(diff, found)));
        (columns, rows.collect())
    });
    let silenced = diff.silenced();
    let silenced = silenced.map(|found| Cells::new(contradiction(diff, found)));
    let meaning = changes::meaning(diff).into_iter();
    let meaning = meaning.map(|[mark, what]| Cells::new([mark, cut(what)]));
    let findings = changes::other_findings(diff).map(finding).collect();
    let questions = diff.questions.iter();
    let questions = questions.map(|changed| question(diff, changed)).collect();
    [
        section("New contradictions", new),
        section("Silenced", (&SILENCED, silenced.collect())),
        section("Changed contradictions", changed),
        section("Changed in meaning", (&MEANING, meaning.collect())),
        folded("Settled contradictions", gone),
        folded("Other findings", (&FINDINGS, findings)),
        folded("Questions", (&QUESTIONS, questions)),
    ]
}

type Rows = (&'static Columns<2>, Vec<Cells<2>>);

fn section(heading: &'static str, (columns, rows): Rows) -> Section {
    let table = (!rows.is_empty()).then(|| columns.table(rows));
    Section::new(heading, table.into_iter().collect())
}

/// Makes a section to be shown on demand, with the number of its rows.
fn folded(heading: &'static str, (columns, rows): Rows) -> Section {
    let count = shown!("{}", rows.len());
    section(heading, (columns, rows))
        .with_aside(count)
        .with_emphasis(Emphasis::Folded)
}

/// Returns the question, and below each other the positions, who moved, and what else is to be known.
fn contradiction(diff: &Diff<'_>, found: &Found<'_>) -> [Cell; 2] {
    let positions = changes::positions(diff, found).into_iter();
    let mut lines: Vec<CellLine> = positions
        .map(|[value, who]| CellLine {
            value: cut(value),
            text: cut(who),
            links: Vec::new(),
        })
        .collect();
    if found.fate != Fate::New {
        let moves = changes::moves(diff, found).into_iter();
        lines.extend(moves.map(|[who, how]| line(shown!("{}: {}", cut(who), cut(how)))));
    }
    let arrivals = changes::arrivals(found, diff).into_iter();
    lines.extend(arrivals.map(|arrival| CellLine {
        text: cut(arrival.text),
        ..arrival
    }));
    let remarks = changes::remarks(diff, found);
    lines.extend(remarks.into_iter().map(|remark| line(cut(remark))));
    let event = changes::event(&found.place);
    let question = shown!("{} ({})", changes::subject(found), event);
    [cut(question).into(), Cell::Lines(lines)]
}

fn finding(found: &Found<'_>) -> Cells<2> {
    let mark = Shown::from(changes::mark(found.fate));
    Cells::new([mark, cut(safe(found.message))])
}

fn question(diff: &Diff<'_>, changed: &Changed<'_>) -> Cells<2> {
    let label = changes::label(&changed.place);
    let question = shown!("{} ({})", label, changes::event(&changed.place));
    let lines = [
        changes::outcome(changed),
        cut(changes::people(diff, changed)),
    ];
    let lines = lines.into_iter().filter(|text| !text.is_empty());
    Cells::new([
        Cell::Text(cut(question)),
        Cell::Lines(lines.map(line).collect()),
    ])
}

fn line(text: Shown) -> CellLine {
    CellLine {
        value: Shown::default(),
        text,
        links: Vec::new(),
    }
}

/// Returns a text of which no more is left than a line may have.
fn cut(text: Shown) -> Shown {
    match beginning(text.as_str(), MOST_LETTERS) {
        Some(beginning) => shown!("{}…", safe(beginning)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut() {
        let exact = "é".repeat(MOST_LETTERS);
        assert_eq!(cut(safe(&exact)), safe(&exact));
        let long = format!("{exact}x");
        assert_eq!(cut(safe(&long)), shown!("{}…", safe(&exact)));
    }
}

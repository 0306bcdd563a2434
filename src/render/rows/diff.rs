//! What changed between two states, in words.

use super::super::safe::safe;
use super::super::words::{self, grouped};
use super::{Block, Row, Section, Shape, dates};
use crate::compare::Outcome;
use crate::diff::{Changed, Diff, Fate, Found, Move, Place, PositionState, Standing};

/// No more values of one speaker are named; the rest are counted.
const MOST_VALUES: usize = 4;
/// No more positions of a contradiction are shown, nor more speakers who moved.
const MOST_POSITIONS: usize = 16;

/// What changed in a few sentences.
pub(in crate::render) fn head(diff: &Diff<'_>) -> Vec<String> {
    let lines = [
        headline(diff),
        findings(diff),
        questions(diff),
        errors(diff),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// What became of the contradictions, in one sentence.
pub(in crate::render) fn headline(diff: &Diff<'_>) -> String {
    if diff.is_empty() {
        return "Nothing changed: every question stands as before.".to_owned();
    }
    let [new, gone, changed] = fates(diff.contradictions.iter().map(|found| found.fate));
    if new + gone + changed == 0 {
        return "No contradiction is new, settled or changed.".to_owned();
    }
    let counts = [
        counted(new, "new contradiction", "new contradictions"),
        counted(gone, "settled", "settled"),
        counted(changed, "changed", "changed"),
    ];
    let resolved = diff
        .contradictions
        .iter()
        .filter(|found| found.fate == Fate::New)
        .count();
    let open = diff
        .unresolved()
        .filter(|found| found.fate == Fate::New)
        .count();
    let resolved = counted(
        resolved - open,
        "of the new resolved by an editor",
        "of the new resolved by an editor",
    );
    let counts: Vec<String> = counts.into_iter().chain([resolved]).flatten().collect();
    let counts = counts.join(", ");
    if new == 0 {
        format!("No new contradiction, {counts}.")
    } else {
        format!("{counts}.")
    }
}

fn findings(diff: &Diff<'_>) -> String {
    sentence(
        "Other findings",
        fates(diff.findings.iter().map(|found| found.fate)),
        ["new", "gone", "changed"],
    )
}

fn questions(diff: &Diff<'_>) -> String {
    let counts = fates(diff.questions.iter().map(|changed| changed.fate));
    sentence("Questions", counts, ["new", "gone", "changed"])
}

fn sentence(what: &str, counts: [usize; 3], words: [&str; 3]) -> String {
    let counts: Vec<String> = counts
        .into_iter()
        .zip(words)
        .filter_map(|(count, word)| counted(count, word, word))
        .collect();
    if counts.is_empty() {
        String::new()
    } else {
        format!("{what}: {}.", counts.join(", "))
    }
}

/// What could not be read was not compared.
fn errors(diff: &Diff<'_>) -> String {
    let [before, after] = diff.errors;
    let faults = [
        counted(before, "error before", "errors before"),
        counted(after, "error after", "errors after"),
    ];
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    if faults.is_empty() {
        return String::new();
    }
    format!(
        "In the files: {}. What could not be read was not compared.",
        faults.join(", ")
    )
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| {
        format!(
            "{} {}",
            grouped(&count.to_string()),
            if count == 1 { one } else { many }
        )
    })
}

fn fates(fates: impl Iterator<Item = Fate>) -> [usize; 3] {
    fates.fold([0; 3], |[new, gone, changed], fate| match fate {
        Fate::New => [new + 1, gone, changed],
        Fate::Gone => [new, gone + 1, changed],
        Fate::Changed => [new, gone, changed + 1],
    })
}

pub(super) fn sections(diff: &Diff<'_>) -> Vec<Section> {
    let contradictions = [
        (Fate::New, "NEW CONTRADICTIONS", "not there before"),
        (Fate::Gone, "SETTLED CONTRADICTIONS", "there no more"),
        (
            Fate::Changed,
            "CHANGED CONTRADICTIONS",
            "the same question, other speakers or values",
        ),
    ];
    let contradictions = contradictions.map(|(fate, heading, aside)| {
        let found = diff
            .contradictions
            .iter()
            .filter(|found| found.fate == fate);
        section(
            heading,
            aside,
            found.flat_map(|found| contradiction(diff, found)).collect(),
        )
    });
    let findings = section("OTHER FINDINGS", "+ new, − gone, ~ changed", remarks(diff));
    let questions = section(
        "QUESTIONS",
        "what comes out, who came and who left",
        of_questions(diff),
    );
    contradictions
        .into_iter()
        .chain([findings, questions])
        .collect()
}

fn section(heading: &'static str, aside: &str, blocks: Vec<Block>) -> Section {
    Section {
        heading,
        aside: aside.to_owned(),
        small: false,
        blocks,
    }
}

/// A contradiction: the positions as they stand, or who moved.
fn contradiction(diff: &Diff<'_>, found: &Found<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title {
        mark: mark(found.fate).to_owned(),
        text: format!("{}{}", label(&found.place), kind(found)),
        event: event(&found.place),
    }];
    let row = |cells: [String; 2]| {
        Row::new(
            cells
                .into_iter()
                .chain(std::iter::repeat_n(String::new(), 3)),
        )
    };
    let positions = standing(diff, found).into_iter().map(row);
    blocks.push(Block::Rows(Shape::Positions, positions.collect()));
    if found.fate != Fate::New {
        blocks.push(Block::Rows(
            Shape::Moves,
            moves(diff, found).into_iter().map(Row::new).collect(),
        ));
    }
    blocks.extend(remark(found).map(|text| Block::Line {
        text: text.to_owned(),
        place: String::new(),
    }));
    blocks
}

/// The positions between which a contradiction is, as they are or were last, each with who holds it. Of
/// many the middle is left out.
pub(in crate::render) fn standing(diff: &Diff<'_>, found: &Found<'_>) -> Vec<[String; 2]> {
    let position = |standing: &Standing<'_>| {
        let who = standing
            .voices
            .iter()
            .map(|voice| safe(diff.name(*voice)))
            .collect();
        [value(standing.position), words::list(who)]
    };
    let (count, half) = (found.standing.len(), MOST_POSITIONS / 2);
    if count <= MOST_POSITIONS {
        return found.standing.iter().map(position).collect();
    }
    let more = [
        "…".to_owned(),
        format!(
            "{} more in between",
            grouped(&(count - 2 * half).to_string())
        ),
    ];
    let (low, high) = (&found.standing[..half], &found.standing[count - half..]);
    low.iter()
        .map(position)
        .chain([more])
        .chain(high.iter().map(position))
        .collect()
}

/// Who moved, and how: the first of them. Where the question itself is gone, so is everybody.
pub(in crate::render) fn moves(diff: &Diff<'_>, found: &Found<'_>) -> Vec<[String; 2]> {
    let moves = found.moves.iter().filter(|_| found.place.after.is_some());
    let mut shown: Vec<_> = moves
        .take(MOST_POSITIONS)
        .map(|one| [safe(diff.name(one.voice)), moved(one)])
        .collect();
    let more = found.moves.len().saturating_sub(MOST_POSITIONS);
    shown.extend((more > 0).then(|| {
        [
            "…".to_owned(),
            format!("{} more", grouped(&more.to_string())),
        ]
    }));
    shown
}

pub(in crate::render) fn mark(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "+",
        Fate::Gone => "−",
        Fate::Changed => "~",
    }
}

/// A position in its words, with its unit where that is not the attribute's.
pub(in crate::render) fn value(position: &PositionState) -> String {
    safe(&position.shown)
}

/// The question, in its own words.
pub(in crate::render) fn label(place: &Place<'_>) -> String {
    place
        .question()
        .map(|question| safe(&question.label))
        .unwrap_or_default()
}

/// The event and its date.
pub(in crate::render) fn event(place: &Place<'_>) -> String {
    let date = place
        .event
        .date
        .as_deref()
        .map(|date| format!(", {}", dates::of_edtf(date)));
    format!("{}{}", safe(&place.event.title), date.unwrap_or_default())
}

/// Which kind of contradiction it is, where it is not one between speakers.
pub(in crate::render) fn kind(found: &Found<'_>) -> &'static str {
    match found.code {
        "self-contradiction" => ": a speaker contradicts itself",
        "misquote" => ": a speaker is told differently",
        "falling-total" => ": a running total fell",
        _ => "",
    }
}

/// What else is to be known about it: what an editor did, or that nobody speaks of it any more.
pub(in crate::render) fn remark(found: &Found<'_>) -> Option<&'static str> {
    match (found.fate, found.place.resolved()) {
        (Fate::Gone, _) if found.place.after.is_none() => Some("the question itself is gone"),
        (Fate::Gone, _) | (Fate::New, [_, false]) | (Fate::Changed, [false, false]) => None,
        (Fate::New, [_, true]) => Some("an editor has resolved it"),
        (Fate::Changed, [false, true]) => Some("an editor has resolved it since"),
        (Fate::Changed, [true, false]) => Some("it was resolved, and is open again"),
        (Fate::Changed, [true, true]) => Some("an editor has resolved it, before and after"),
    }
}

/// What became of one speaker's values: "58 → 60", "joins with 58", "leaves; had 58".
pub(in crate::render) fn moved(one: &Move<'_>) -> String {
    let values = |values: &[&PositionState]| {
        let mut shown: Vec<String> = values
            .iter()
            .take(MOST_VALUES)
            .map(|held| value(held))
            .collect();
        let more = values.len() - shown.len();
        shown.extend((more > 0).then(|| format!("{more} more")));
        shown.join("; ")
    };
    let (before, after) = (values(&one.before), values(&one.after));
    match (one.before.is_empty(), one.after.is_empty()) {
        (true, _) => format!("joins with {after}"),
        (_, true) => format!("leaves; had {before}"),
        _ => format!("{before} → {after}"),
    }
}

fn remarks(diff: &Diff<'_>) -> Vec<Block> {
    let row = |found: &Found<'_>| Row::new([mark(found.fate).to_owned(), safe(found.message)]);
    let rows: Vec<Row> = diff.findings.iter().map(row).collect();
    if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Rows(Shape::Remarks, rows)]
    }
}

fn of_questions(diff: &Diff<'_>) -> Vec<Block> {
    let one_event = |left: &Changed<'_>, right: &Changed<'_>| {
        let [left, right] = [left, right].map(|changed| changed.place.event);
        (&left.folder, &left.id) == (&right.folder, &right.id)
    };
    let blocks = diff.questions.chunk_by(one_event).flat_map(|changed| {
        let group = changed
            .first()
            .map(|first| Block::Group(event(&first.place)));
        let row = |changed: &Changed<'_>| {
            Row::new([
                label(&changed.place),
                outcome(changed),
                people(diff, changed),
            ])
        };
        let rows = Block::Rows(Shape::Changed, changed.iter().map(row).collect());
        group.into_iter().chain([rows])
    });
    blocks.collect()
}

/// What comes out, before and after.
pub(in crate::render) fn outcome(changed: &Changed<'_>) -> String {
    let words = changed.place.outcomes().map(|outcome| outcome.map(said));
    match words {
        [Some(before), Some(after)] if before == after => before,
        [Some(before), Some(after)] => format!("{before} → {after}"),
        [None, Some(after)] => format!("new: {after}"),
        [Some(before), None] => format!("gone; was {before}"),
        [None, None] => String::new(),
    }
}

/// An outcome in the words of the report's head.
fn said(outcome: &str) -> String {
    let uncorroborated = outcome == Outcome::Uncorroborated.word();
    if uncorroborated {
        "on one speaker's word".to_owned()
    } else {
        safe(outcome)
    }
}

/// Who came with which value, who left, and whose value changed.
pub(in crate::render) fn people(diff: &Diff<'_>, changed: &Changed<'_>) -> String {
    let moves = changed
        .moves
        .iter()
        .map(|one| format!("{} {}", safe(diff.name(one.voice)), told(changed, one)));
    words::list(moves.collect())
}

/// On a question that came or went as a whole, that its speakers came or went goes without saying.
fn told(changed: &Changed<'_>, one: &Move<'_>) -> String {
    let values = |values: &[&PositionState]| {
        values
            .iter()
            .map(|held| value(held))
            .collect::<Vec<_>>()
            .join("; ")
    };
    match changed.fate {
        Fate::New => values(&one.after),
        Fate::Gone => values(&one.before),
        Fate::Changed => moved(one),
    }
}

//! What changed between two states, in words.

use super::context::dated_title;
use crate::compare::Outcome;
use crate::diff::{Changed, Diff, Fate, Found, Move, PositionState, QuestionPlace, Standing};
use crate::phrase::name;
use crate::phrase::number::grouped;
use crate::safe::{Shown, safe, shown};

/// No more values of one speaker are named; the rest are counted.
const MOST_VALUES: usize = 4;
/// No more positions of a contradiction are shown, nor more speakers who moved.
const MOST_POSITIONS: usize = 16;

/// Says in one sentence what became of the contradictions.
pub(super) fn headline(diff: &Diff<'_>) -> Shown {
    if diff.is_empty() {
        return "Nothing changed: every question stands as before.".into();
    }
    let [new, gone, changed] = fates(diff.contradictions.iter().map(|found| found.fate));
    if new + gone + changed == 0 {
        return "No contradiction is new, settled or changed.".into();
    }
    let open = diff
        .unresolved()
        .filter(|found| found.fate == Fate::New)
        .count();
    let counts = [
        counted(new, ["new contradiction", "new contradictions"]),
        counted(gone, ["settled"; 2]),
        counted(changed, ["changed"; 2]),
        counted(new - open, ["of the new resolved by an editor"; 2]),
    ];
    let counts = Shown::join(counts.into_iter().flatten(), ", ");
    if new == 0 {
        shown!("No new contradiction, {}.", counts)
    } else {
        shown!("{}.", counts)
    }
}

/// Counts what else changed, a sentence each: other findings, questions, errors in the files.
pub(super) fn counts(diff: &Diff<'_>) -> Vec<Shown> {
    let findings = fates(diff.findings.iter().map(|found| found.fate));
    let questions = fates(diff.questions.iter().map(|changed| changed.fate));
    let sentences = [
        sentence("Other findings", findings),
        sentence("Questions", questions),
        errors(diff),
    ];
    sentences.into_iter().flatten().collect()
}

fn sentence(what: &'static str, [new, gone, changed]: [usize; 3]) -> Option<Shown> {
    let counts = [
        counted(new, ["new"; 2]),
        counted(gone, ["gone"; 2]),
        counted(changed, ["changed"; 2]),
    ];
    let counts = Shown::join(counts.into_iter().flatten(), ", ");
    (!counts.is_empty()).then(|| shown!("{}: {}.", what, counts))
}

/// Counts the errors in the files: what could not be read was not compared.
fn errors(diff: &Diff<'_>) -> Option<Shown> {
    let [before, after] = diff.errors;
    let errors = [
        counted(before, ["error before", "errors before"]),
        counted(after, ["error after", "errors after"]),
    ];
    let errors = Shown::join(errors.into_iter().flatten(), ", ");
    (!errors.is_empty()).then(|| {
        shown!(
            "In the files: {}. What could not be read was not compared.",
            errors
        )
    })
}

fn counted(count: usize, [one, many]: [&'static str; 2]) -> Option<Shown> {
    let noun = if count == 1 { one } else { many };
    (count > 0).then(|| shown!("{} {}", grouped(count), noun))
}

fn fates(fates: impl Iterator<Item = Fate>) -> [usize; 3] {
    fates.fold([0; 3], |[new, gone, changed], fate| match fate {
        Fate::New => [new + 1, gone, changed],
        Fate::Gone => [new, gone + 1, changed],
        Fate::Changed => [new, gone, changed + 1],
    })
}

/// Returns the positions between which a contradiction is, as they are or were last, each with those who
/// hold it. Of many the middle is left out.
pub(super) fn positions(diff: &Diff<'_>, found: &Found<'_>) -> Vec<[Shown; 2]> {
    let (count, half) = (found.standing.len(), MOST_POSITIONS / 2);
    if count <= MOST_POSITIONS {
        return held(diff, &found.standing).collect();
    }
    let more = shown!("{} more in between", grouped(count - 2 * half));
    held(diff, &found.standing[..half])
        .chain([["…".into(), more]])
        .chain(held(diff, &found.standing[count - half..]))
        .collect()
}

fn held(diff: &Diff<'_>, standing: &[Standing<'_>]) -> impl Iterator<Item = [Shown; 2]> {
    standing.iter().map(|standing| {
        let voices = standing.voices.iter();
        let names = voices.map(|voice| safe(diff.name(*voice)));
        [value(standing.position), name::list(names.collect())]
    })
}

/// Returns the first of those who moved, and how they did. Nobody is named if the question itself is gone.
pub(super) fn moves(diff: &Diff<'_>, found: &Found<'_>) -> Vec<[Shown; 2]> {
    let moves = found.moves.iter().filter(|_| found.place.after.is_some());
    let mut shown: Vec<_> = moves
        .take(MOST_POSITIONS)
        .map(|one| [safe(diff.name(one.voice)), moved(one)])
        .collect();
    let more = found.moves.len().saturating_sub(MOST_POSITIONS);
    shown.extend((more > 0).then(|| ["…".into(), shown!("{} more", grouped(more))]));
    shown
}

/// Returns the sign of a fate.
pub(super) fn mark(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "+",
        Fate::Gone => "−",
        Fate::Changed => "~",
    }
}

/// Words the value of a position, with its unit if that is not the attribute's.
fn value(position: &PositionState) -> Shown {
    safe(&position.shown)
}

/// Words a question.
pub(super) fn label(place: &QuestionPlace<'_>) -> Shown {
    let question = place.question();
    question
        .map(|question| safe(&question.label))
        .unwrap_or_default()
}

/// Names the event of a question with its date.
pub(super) fn event(place: &QuestionPlace<'_>) -> Shown {
    dated_title(&place.event.title, place.event.date.as_deref())
}

/// Says which kind of contradiction it is, if it is not one between speakers.
pub(super) fn kind(found: &Found<'_>) -> &'static str {
    match found.code {
        "self-contradiction" => ": a speaker contradicts itself",
        "misquote" => ": a speaker is told differently",
        "falling-total" => ": a running total fell",
        _ => "",
    }
}

/// Says what else is to be known about it: what an editor did, or that nobody speaks of it any more.
pub(super) fn remark(found: &Found<'_>) -> Option<&'static str> {
    match (found.fate, found.place.resolved()) {
        (Fate::Gone, _) if found.place.after.is_none() => Some("the question itself is gone"),
        (Fate::Gone, _) | (Fate::New, [_, false]) | (Fate::Changed, [false, false]) => None,
        (Fate::New, [_, true]) => Some("an editor has resolved it"),
        (Fate::Changed, [false, true]) => Some("an editor has resolved it since"),
        (Fate::Changed, [true, false]) => Some("it was resolved, and is open again"),
        (Fate::Changed, [true, true]) => Some("an editor has resolved it, before and after"),
    }
}

/// Says what became of one speaker's values: "58 → 60", "joins with 58", "leaves; had 58".
fn moved(one: &Move<'_>) -> Shown {
    let [before, after] = [&one.before, &one.after].map(|values| first_values(values));
    match (one.before.is_empty(), one.after.is_empty()) {
        (true, _) => shown!("joins with {}", after),
        (_, true) => shown!("leaves; had {}", before),
        _ => shown!("{} → {}", before, after),
    }
}

/// Words the first of several values and counts the rest.
fn first_values(positions: &[&PositionState]) -> Shown {
    let shown = positions.len().min(MOST_VALUES);
    let more = positions.len() - shown;
    let values = positions[..shown].iter().map(|position| value(position));
    let more = (more > 0).then(|| shown!("{} more", more));
    Shown::join(values.chain(more), "; ")
}

/// Words the outcomes of a question, before and after.
pub(super) fn outcome(changed: &Changed<'_>) -> Shown {
    let words = changed
        .place
        .outcomes()
        .map(|outcome| outcome.map(in_words));
    match words {
        [Some(before), Some(after)] if before == after => before,
        [Some(before), Some(after)] => shown!("{} → {}", before, after),
        [None, Some(after)] => shown!("new: {}", after),
        [Some(before), None] => shown!("gone; was {}", before),
        [None, None] => Shown::default(),
    }
}

/// Words an outcome as the head of a report does.
fn in_words(outcome: &str) -> Shown {
    if outcome == Outcome::Uncorroborated.word() {
        "on one speaker's word".into()
    } else {
        safe(outcome)
    }
}

/// Says who came with which value, who left, and whose value changed.
pub(super) fn people(diff: &Diff<'_>, changed: &Changed<'_>) -> Shown {
    let moves = changed
        .moves
        .iter()
        .map(|one| shown!("{} {}", safe(diff.name(one.voice)), change(changed, one)));
    name::list(moves.collect())
}

/// Says what became of a speaker's values. On a question that came or went as a whole its speakers did, too.
fn change(changed: &Changed<'_>, one: &Move<'_>) -> Shown {
    match changed.fate {
        Fate::New => all_values(&one.after),
        Fate::Gone => all_values(&one.before),
        Fate::Changed => moved(one),
    }
}

fn all_values(positions: &[&PositionState]) -> Shown {
    Shown::join(positions.iter().map(|position| value(position)), "; ")
}

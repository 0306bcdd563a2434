//! What changed between two states, in words.

use std::collections::BTreeSet;

use super::address;
use super::context::dated_title;
use super::layout::CellLine;
use crate::code::Code;
use crate::compare::Outcome;
use crate::diff::{
    Changed, ClaimChange, ClaimFate, ClaimState, Diff, Fate, FilePlace, Found, Move, PositionState,
    QuestionPlace, ResolutionState, Silenced, Standing, Voice, WordChange,
};
use crate::phrase::number::grouped;
use crate::phrase::{date, name};
use crate::safe::{Shown, beginning, safe, shown};
use crate::vocabulary;

/// No more values of one speaker are named; the rest are counted.
const MOST_VALUES: usize = 4;
/// No more positions of a contradiction are shown, nor more speakers who moved.
const MOST_POSITIONS: usize = 16;
/// No more new claims of a contradiction are shown; the rest are counted.
const MOST_ARRIVALS: usize = 8;
/// No more letters of a quote are shown: the reader has its place.
const MOST_QUOTED: usize = 160;

/// Says in one sentence what became of the contradictions.
pub(super) fn headline(diff: &Diff<'_>) -> Shown {
    if diff.is_empty() {
        return "Nothing changed: every question stands as before.".into();
    }
    let silenced = diff.silenced().count();
    let told = || diff.clashes().filter(|found| found.silenced.is_none());
    let [new, gone, changed] = fates(told().map(|found| found.fate));
    if new + gone + changed + silenced == 0 {
        return "No contradiction is new, settled or changed.".into();
    }
    let resolved = told().filter(|found| found.fate == Fate::New && is_resolved(found));
    let counts = [
        counted(new, ["new contradiction", "new contradictions"]),
        counted(silenced, ["silenced"; 2]),
        counted(gone, ["settled"; 2]),
        counted(changed, ["changed"; 2]),
        counted(resolved.count(), ["of the new resolved by an editor"; 2]),
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
    let findings = fates(other_findings(diff).map(|found| found.fate));
    let questions = fates(diff.questions.iter().map(|changed| changed.fate));
    let words = fates(diff.words.iter().map(|word| word.fate));
    let claims = match diff.claims.len() {
        0 => None,
        1 => Some("1 claim counts no more or says something else, without a new claim.".into()),
        count => Some(shown!(
            "{} claims count no more or say something else, without new claims.",
            grouped(count)
        )),
    };
    let sentences = [
        sentence("How claims are read", words),
        claims,
        sentence("Other findings", findings),
        sentence("Questions", questions),
        errors(diff),
        diff.lacks_vocabulary().then(|| {
            "An older version saved one of the reports, without how claims are read: that was not compared."
                .into()
        }),
    ];
    sentences.into_iter().flatten().collect()
}

/// Returns the findings that are no contradictions and no sums.
pub(super) fn other_findings<'d, 's>(
    diff: &'d Diff<'s>,
) -> impl Iterator<Item = &'d Found<'s>> + use<'d, 's> {
    diff.findings.iter().filter(|found| !found.is_sum())
}

/// Says whether an editor has resolved a contradiction. No editor can make a sum add up.
fn is_resolved(found: &Found<'_>) -> bool {
    let [_, is_resolved] = found.place.resolved();
    is_resolved && !found.is_sum()
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
/// hold it. Of many the middle is left out. A sum has none: its message says them.
pub(super) fn positions(diff: &Diff<'_>, found: &Found<'_>) -> Vec<[Shown; 2]> {
    if found.is_sum() {
        return Vec::new();
    }
    let (count, half) = (found.standing.len(), MOST_POSITIONS / 2);
    if count <= MOST_POSITIONS {
        return held(diff, found, &found.standing);
    }
    let more = shown!("{} more in between", grouped(count - 2 * half));
    let mut rows = held(diff, found, &found.standing[..half]);
    rows.push(["…".into(), more]);
    rows.extend(held(diff, found, &found.standing[count - half..]));
    rows
}

fn held(diff: &Diff<'_>, found: &Found<'_>, standing: &[Standing<'_>]) -> Vec<[Shown; 2]> {
    let rows = standing.iter().map(|standing| {
        let voices = standing.voices.iter();
        let names = voices.map(|voice| safe(diff.name(*voice)));
        // Of one speaker who is told differently it matters who tells it.
        let tellers = (found.code == Code::Misquote.word())
            .then(|| tellers(diff, standing.position))
            .filter(|tellers| !tellers.is_empty())
            .map(|tellers| shown!(", told by {}", name::list(tellers)));
        let who = shown!("{}{}", name::list(names.collect()), tellers);
        [value(standing.position), who]
    });
    rows.collect()
}

/// Returns those who tell a position as the word of others.
fn tellers(diff: &Diff<'_>, position: &PositionState) -> Vec<Shown> {
    let told = position.claims.iter();
    let told = told.filter(|claim| claim.live && claim.publisher != claim.speaker);
    let ids: BTreeSet<&str> = told.map(|claim| claim.publisher.as_str()).collect();
    ids.into_iter().map(|id| person(diff, id)).collect()
}

/// Returns the claims on a contradicted question that were not there before, each with who says so, its words, and where
/// to find it. Of many the first few.
pub(super) fn arrivals(found: &Found<'_>, diff: &Diff<'_>) -> Vec<CellLine> {
    if found.is_sum() || found.fate == Fate::Gone {
        return Vec::new();
    }
    let before = found.place.before.iter();
    let before = before.flat_map(|question| &question.positions);
    let known: BTreeSet<_> = before
        .flat_map(|position| &position.claims)
        .map(said)
        .collect();
    let after = found.place.after.iter();
    let after = after.flat_map(|question| &question.positions);
    let claims =
        after.flat_map(|position| position.claims.iter().map(move |claim| (position, claim)));
    let new = claims.filter(|(_, claim)| claim.live && !known.contains(&said(claim)));
    let mut new: Vec<CellLine> = new
        .map(|(position, claim)| arrival(diff, position, claim))
        .collect();
    let more = new.len().saturating_sub(MOST_ARRIVALS);
    new.truncate(MOST_ARRIVALS);
    new.extend((more > 0).then(|| CellLine {
        text: shown!("{} more new claims", grouped(more)),
        ..CellLine::default()
    }));
    new
}

/// Returns what a claim says, wherever it stands.
fn said(claim: &ClaimState) -> [&str; 6] {
    [
        &claim.speaker,
        &claim.publisher,
        &claim.source,
        &claim.as_written,
        claim.quote.as_deref().unwrap_or_default(),
        claim.as_of.as_deref().unwrap_or_default(),
    ]
}

/// Words a new claim, with where to read it: "new: 58 (Rebels, told by The Post), “58 men”, post.toml:12".
fn arrival(diff: &Diff<'_>, position: &PositionState, claim: &ClaimState) -> CellLine {
    let told_by = (claim.publisher != claim.speaker)
        .then(|| shown!(", told by {}", person(diff, &claim.publisher)));
    let quote = claim.quote.as_ref().map(|quote| {
        let (quote, cut) = match beginning(quote.trim(), MOST_QUOTED) {
            Some(beginning) => (beginning, "…"),
            None => (quote.trim(), ""),
        };
        shown!(", “{}{}”", safe(quote), cut)
    });
    let text = shown!(
        "new: {} ({}{}){}, {}:{}",
        value(position),
        person(diff, &claim.speaker),
        told_by,
        quote,
        safe(&claim.at.file),
        claim.at.line
    );
    CellLine {
        value: Shown::default(),
        text,
        links: address::all(claim.url.as_deref(), claim.archived.as_deref()),
    }
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
fn kind(found: &Found<'_>) -> &'static str {
    match found.code {
        "self-contradiction" => ": a speaker contradicts itself",
        "misquote" => ": a speaker is told differently",
        "falling-total" => ": a running total fell",
        _ => "",
    }
}

/// Says what else is to be known about it: what an editor did, that nobody speaks of it any more, and what
/// silenced it.
pub(super) fn remarks(diff: &Diff<'_>, found: &Found<'_>) -> Vec<Shown> {
    let what = match (found.fate, found.place.resolved()) {
        (Fate::Gone, _) if found.place.after.is_none() => Some("the question itself is gone"),
        (Fate::Gone, _) | (Fate::New, [_, false]) | (Fate::Changed, [false, false]) => None,
        (Fate::New, [_, true]) => Some("an editor has resolved it"),
        (Fate::Changed, [false, true]) => Some("an editor has resolved it since"),
        (Fate::Changed, [true, false]) => Some("it was resolved, and is open again"),
        (Fate::Changed, [true, true]) => Some("an editor has resolved it, before and after"),
    };
    let after = found.place.after.filter(|question| question.resolved);
    let who = after.and_then(|question| question.resolution.as_ref());
    let who = who.map(|resolution| {
        let in_change = diff
            .has_new_resolution(&found.place)
            .then_some(", in this same change");
        shown!(": {}{}", editor(resolution), in_change)
    });
    let what = what.map(|what| shown!("{}{}", what, who));
    let silenced = found.silenced.iter();
    what.into_iter()
        .chain(silenced.flat_map(|silenced| causes(diff, silenced)))
        .collect()
}

/// Names an editor, the day and the note: "M. Levi, 20 Mar 2025: looked at".
fn editor(resolution: &ResolutionState) -> Shown {
    let by = resolution.by.as_deref().unwrap_or("nobody is named");
    let note = resolution.note.as_deref();
    let note = note.map(|note| shown!(": {}", safe(note.trim())));
    shown!("{}, {}{}", safe(by), date::of_edtf(&resolution.date), note)
}

/// Names the changes that silenced a contradiction.
fn causes(diff: &Diff<'_>, silenced: &Silenced) -> Vec<Shown> {
    let words: Vec<_> = silenced.words.iter().map(|at| &diff.words[*at]).collect();
    let words = things(&words).map(|changes| thing(diff, changes));
    let claims = silenced.claims.iter();
    let claims = claims.map(|at| claim(diff, &diff.claims[*at]));
    let causes = words
        .chain(claims)
        .map(|cause| shown!("because of: {}", cause));
    let mut causes: Vec<Shown> = causes.collect();
    if causes.is_empty() {
        causes.push("no change was found that explains this".into());
    }
    causes
}

/// Returns what changed in meaning, each line with its sign and its place in the files: claims that count no
/// more, then how claims are read.
pub(super) fn meaning(diff: &Diff<'_>) -> Vec<[Shown; 2]> {
    let claims = diff.claims.iter().map(|change| {
        let fate = match change.how {
            ClaimFate::Edited(..) => Fate::Changed,
            _ => Fate::Gone,
        };
        let at = place(Some(change.at), matches!(change.how, ClaimFate::Gone));
        [mark(fate).into(), shown!("{}{}", claim(diff, change), at)]
    });
    let words: Vec<_> = diff.words.iter().collect();
    let words = things(&words).filter_map(|changes| {
        let first = changes.first()?;
        let at = place(first.line.at.as_ref(), first.fate == Fate::Gone);
        let what = shown!("{}{}", thing(diff, changes), at);
        Some([mark(first.fate).into(), what])
    });
    claims.chain(words).collect()
}

/// Words a place in the files: " (topic.toml:9)"; of what is gone, where it was.
fn place(at: Option<&FilePlace>, is_gone: bool) -> Option<Shown> {
    let was = is_gone.then_some("was ");
    at.map(|at| shown!(" ({}{}:{})", was, safe(&at.file), at.line))
}

/// Splits changes in how claims are read by the things that they are about.
fn things<'w, 'd, 's>(
    words: &'w [&'d WordChange<'s>],
) -> impl Iterator<Item = &'w [&'d WordChange<'s>]> {
    words.chunk_by(|left, right| {
        let [left_thing, right_thing] =
            [left, right].map(|word| [&word.line.folder, &word.line.table, &word.line.id]);
        left.fate == right.fate && left_thing == right_thing
    })
}

/// Words changes in how claims are read that are about one thing: "attribute homes: tolerance 5 % → 60 %".
fn thing(diff: &Diff<'_>, changes: &[&WordChange<'_>]) -> Shown {
    let line = changes.first().map(|change| change.line);
    let thing = line.map(|line| {
        let is_named = diff.topics > 1 && !line.topic.is_empty();
        let topic = is_named.then(|| shown!(" ({})", safe(&line.topic)));
        shown!("{} {}{}", safe(&line.table), safe(&line.id), topic)
    });
    let keys = changes.iter().map(|change| word(change));
    shown!("{}: {}", thing, Shown::join(keys, ", "))
}

/// Words a change of a key: "tolerance 5 % → 60 %". A flag has no value but that it is set.
fn word(change: &WordChange<'_>) -> Shown {
    let key = safe(&change.line.key);
    let [before, after] = [&change.before, &change.after].map(|value| safe(value));
    match change.fate {
        Fate::Changed => shown!("{} {} → {}", key, before, after),
        Fate::New if change.after == vocabulary::YES => key,
        Fate::Gone if change.before == vocabulary::YES => key,
        Fate::New => shown!("{} {}", key, after),
        Fate::Gone => shown!("{} {}", key, before),
    }
}

/// Words what became of a claim: "58 (Rebels) on Homes flooded (Flood): there no more, or only proposed".
pub(super) fn claim(diff: &Diff<'_>, change: &ClaimChange<'_>) -> Shown {
    let told_by = (change.claim.source != change.claim.speaker)
        .then(|| shown!(", told by {}", person(diff, &change.claim.source)));
    shown!(
        "{} ({}{}) on {} ({}): {}",
        value(change.position),
        person(diff, &change.claim.speaker),
        told_by,
        label(&change.place),
        event(&change.place),
        fate(diff, &change.how)
    )
}

fn fate(diff: &Diff<'_>, how: &ClaimFate<'_>) -> Shown {
    match how {
        ClaimFate::Gone => "there no more, or only proposed".into(),
        ClaimFate::Withdrawn(day) => shown!("taken back on {}", date::of_edtf(day)),
        ClaimFate::Replaced(source) => {
            shown!(
                "replaced by a claim in the file of {}",
                person(diff, source)
            )
        }
        ClaimFate::Moved(place) => shown!("moved to {} ({})", label(place), event(place)),
        ClaimFate::Edited(key @ ("by" | "via" | "source"), [before, after]) => {
            let (old, new) = (person(diff, before), person(diff, after));
            let [old, new] = if old == new {
                [safe(before), safe(after)]
            } else {
                [old, new]
            };
            shown!("{} {} → {}, in its place", *key, old, new)
        }
        ClaimFate::Edited(key, [before, after]) => {
            shown!("{} {} → {}, in its place", *key, safe(before), safe(after))
        }
    }
}

fn person(diff: &Diff<'_>, id: &str) -> Shown {
    let voice = Voice {
        id,
        unnamed_in: None,
    };
    safe(diff.name(voice))
}

/// Returns the question that a finding is about; for a sum that did not add up, the sum itself.
pub(super) fn subject(found: &Found<'_>) -> Shown {
    if found.is_sum() {
        safe(found.message)
    } else {
        shown!("{}{}", label(&found.place), kind(found))
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

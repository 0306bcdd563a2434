//! The report as a text that a team keeps and reads in a diff: a block a question, a line a position or a
//! finding, no lines and no names of files. A claim that is added changes the lines it has to do with.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use similar::TextDiff;

use super::safe::safe;
use crate::diff::{ClaimState, EventState, FindingState, PositionState, QuestionState, State};

const HEAD: &str = "\
# The approved report. `crosscheck snapshot --accept` writes it; do not edit it by hand.
# = is held by, x was held by and is no more, ! was found";

/// Writes the state of the claims. Questions stand by topic and ids, so that a new date or a new order of
/// declarations moves nothing.
pub fn snapshot(state: &State, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEAD}")?;
    let names = state.names();
    let mut findings: BTreeMap<[&str; 3], Vec<&FindingState>> = BTreeMap::new();
    for finding in &state.findings {
        findings
            .entry([&finding.folder, &finding.event, &finding.attribute])
            .or_default()
            .push(finding);
    }
    let mut topic = None;
    for (event, question) in sorted(state) {
        if topic.replace(&event.folder) != Some(&event.folder) {
            let title = if event.topic.is_empty() {
                "Without a topic"
            } else {
                &event.topic
            };
            writeln!(out, "\n# {}", safe(title))?;
        }
        let key = [event.folder.as_str(), &event.id, &question.attribute];
        let asked = format!("{} ({})", safe(&question.label), safe(&event.title));
        writeln!(
            out,
            "\n{} / {}: {asked}",
            safe(&event.id),
            safe(&question.attribute)
        )?;
        block(question, &names, out)?;
        self::findings(findings.get(&key).map_or(&[], Vec::as_slice), &asked, out)?;
    }
    Ok(())
}

/// The questions by topic, event and attribute.
fn sorted(state: &State) -> Vec<(&EventState, &QuestionState)> {
    let asked = state
        .events
        .iter()
        .flat_map(|event| event.questions.iter().map(move |asked| (event, asked)));
    let mut asked: Vec<_> = asked.collect();
    asked.sort_by_key(|(event, question)| {
        (&event.topic, &event.folder, &event.id, &question.attribute)
    });
    asked
}

fn block(
    question: &QuestionState,
    names: &BTreeMap<&str, String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let resolved = if question.resolved {
        ", resolved by an editor"
    } else {
        ""
    };
    writeln!(out, "  {}{resolved}", safe(&question.outcome))?;
    for position in &question.positions {
        self::position(position, names, out)?;
    }
    Ok(())
}

/// A position: those who hold it, and in a line of their own those who did.
fn position(
    position: &PositionState,
    names: &BTreeMap<&str, String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for live in [true, false] {
        let voices = position.claims.iter().filter(|claim| claim.live == live);
        let voices: BTreeSet<(&str, Option<&str>)> = voices.map(|claim| voice(claim)).collect();
        if voices.is_empty() {
            continue;
        }
        let name = |(speaker, source): &(&str, Option<&str>)| {
            let [name, source] = [Some(*speaker), *source]
                .map(|id| id.map(|id| names.get(id).map_or(id, String::as_str)));
            let told = source.map(|source| format!(" (told by {})", safe(source)));
            format!(
                "{}{}",
                safe(name.unwrap_or_default()),
                told.unwrap_or_default()
            )
        };
        let mark = if live { "=" } else { "x" };
        let names: Vec<String> = voices.iter().map(name).collect();
        writeln!(
            out,
            "  {mark} {} | {}",
            safe(&position.shown),
            names.join(", ")
        )?;
    }
    Ok(())
}

/// Who says so, and who tells it, where that is somebody else.
fn voice(claim: &ClaimState) -> (&str, Option<&str>) {
    (
        &claim.speaker,
        Some(claim.source.as_str()).filter(|source| *source != claim.speaker),
    )
}

/// What was found on a question. That it is about this question goes without saying.
fn findings(findings: &[&FindingState], asked: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.code.as_str(), said(&finding.message, asked)))
        .collect();
    lines.sort_unstable();
    lines
        .iter()
        .try_for_each(|(code, message)| writeln!(out, "  ! {}: {}", safe(code), safe(message)))
}

fn said<'m>(message: &'m str, asked: &str) -> &'m str {
    let rest = message
        .strip_prefix(asked)
        .and_then(|rest| rest.strip_prefix(": "));
    rest.unwrap_or(message)
}

/// How the approved text and the present one differ, as `diff -u` tells it.
pub fn changes(approved: &str, now: &str) -> String {
    let diff = TextDiff::from_lines(approved, now);
    let changes = diff.unified_diff().header("approved", "now").to_string();
    changes.lines().map(|line| safe(line) + "\n").collect()
}

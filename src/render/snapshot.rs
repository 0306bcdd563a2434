//! The report as a text that a team keeps and reads in a diff: a block for each question, a line for each
//! position or finding, no line numbers and no names of files. A new claim changes only lines about it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use similar::TextDiff;

use crate::diff::{ClaimState, EventState, FindingState, PositionState, QuestionState, State};
use crate::safe::{Shown, safe, shown};

const HEAD: &str = "\
# The approved report. `crosscheck snapshot --accept` writes it; do not edit it by hand.
# = is held by, x was held by and is no more, ! was found";

/// Writes the state of the claims. Questions are in the order of topics and ids, so that a new date or a new
/// order of declarations moves nothing.
///
/// ```
/// use crosscheck::diff::State;
/// use crosscheck::render;
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::snapshot(&State::from(&report), &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn snapshot(state: &State, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEAD}")?;
    let (names, findings) = (state.names(), by_question(state));
    let mut topic = None;
    for (event, question) in sorted(state) {
        if topic.replace(&event.folder) != Some(&event.folder) {
            let title = match event.topic.as_str() {
                "" => "Without a topic",
                title => title,
            };
            writeln!(out, "\n# {}", safe(title))?;
        }
        let label = format!("{} ({})", safe(&question.label), safe(&event.title));
        let [event_id, attribute] = [&event.id, &question.attribute].map(|id| safe(id));
        writeln!(out, "\n{event_id} / {attribute}: {label}")?;
        write_positions(question, &names, out)?;
        let key = [event.folder.as_str(), &event.id, &question.attribute];
        let findings = findings.get(&key).map_or(&[][..], Vec::as_slice);
        write_findings(findings, &label, out)?;
    }
    Ok(())
}

/// Groups the findings by folder, event and attribute.
fn by_question(state: &State) -> BTreeMap<[&str; 3], Vec<&FindingState>> {
    let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for finding in &state.findings {
        let key = [&finding.folder, &finding.event, &finding.attribute];
        findings
            .entry(key.map(String::as_str))
            .or_default()
            .push(finding);
    }
    findings
}

/// Returns the questions in the order of topic, event and attribute.
fn sorted(state: &State) -> Vec<(&EventState, &QuestionState)> {
    let mut questions = Vec::new();
    for event in &state.events {
        questions.extend(event.questions.iter().map(|question| (event, question)));
    }
    questions.sort_by_key(|(event, question)| {
        (&event.topic, &event.folder, &event.id, &question.attribute)
    });
    questions
}

/// Writes the outcome of a question and its positions.
fn write_positions(
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
        write_position(position, names, out)?;
    }
    Ok(())
}

/// Writes a position with those who hold it, and in a line of its own with those who did.
fn write_position(
    position: &PositionState,
    names: &BTreeMap<&str, String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (mark, live) in [("=", true), ("x", false)] {
        let claims = position.claims.iter().filter(|claim| claim.live == live);
        let voices: BTreeSet<(&str, Option<&str>)> = claims.map(voice).collect();
        if !voices.is_empty() {
            let voices = voices.into_iter().map(|voice| named(names, voice));
            let voices = Shown::join(voices, ", ");
            writeln!(out, "  {mark} {} | {voices}", safe(&position.shown))?;
        }
    }
    Ok(())
}

/// Returns the speaker of a claim, and its source if that is somebody else.
fn voice(claim: &ClaimState) -> (&str, Option<&str>) {
    let source = Some(claim.source.as_str()).filter(|source| *source != claim.speaker);
    (&claim.speaker, source)
}

/// Names a speaker and the source that tells its claim: "Red Army (told by Gazette)".
fn named(names: &BTreeMap<&str, String>, (speaker, source): (&str, Option<&str>)) -> Shown {
    let source = source.map(|source| shown!(" (told by {})", name(names, source)));
    shown!("{}{}", name(names, speaker), source)
}

/// Returns the name of a speaker: its id if it has no other.
fn name(names: &BTreeMap<&str, String>, id: &str) -> Shown {
    safe(names.get(id).map_or(id, String::as_str))
}

/// Writes the findings on a question, in the order of their codes and messages.
fn write_findings(findings: &[&FindingState], label: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| {
            (
                finding.code.as_str(),
                without_label(&finding.message, label),
            )
        })
        .collect();
    lines.sort_unstable();
    for (code, message) in lines {
        writeln!(out, "  ! {}: {}", safe(code), safe(message))?;
    }
    Ok(())
}

/// Returns a message without the question that it is about, if it begins with that.
fn without_label<'m>(message: &'m str, label: &str) -> &'m str {
    let rest = message
        .strip_prefix(label)
        .and_then(|rest| rest.strip_prefix(": "));
    rest.unwrap_or(message)
}

/// Returns the changes from the approved text to the present one, in the form of `diff -u`.
pub(crate) fn changes(approved: &str, now: &str) -> String {
    let diff = TextDiff::from_lines(approved, now);
    let changes = diff.unified_diff().header("approved", "now").to_string();
    let lines = changes.lines().map(|line| format!("{}\n", safe(line)));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::is_treacherous;
    use crate::testing::{report_of, snapshot_text};

    #[test]
    fn a_message_is_shown_without_its_question() {
        for (message, shown) in [
            ("Rain (Dam): 5 against 7", "5 against 7"),
            ("Rain (Dam) and more", "Rain (Dam) and more"),
            ("Dam: 2 too many", "Dam: 2 too many"),
        ] {
            assert_eq!(without_label(message, "Rain (Dam)"), shown);
        }
    }

    #[test]
    fn a_source_is_named_if_it_tells_the_words_of_another() {
        let names = BTreeMap::from([("red", "Red\u{7}".to_owned())]);
        for (speaker, source, shown) in [
            ("red", None, "Red<U+0007>"),
            ("red", Some("post"), "Red<U+0007> (told by post)"),
            ("blue", Some("red"), "blue (told by Red<U+0007>)"),
        ] {
            assert_eq!(named(&names, (speaker, source)), shown);
        }
    }

    #[test]
    fn a_change_is_shown_with_what_is_around_it() {
        let shown = changes("a\nb\n", "a\nc\u{1b}\n");
        let expected = "--- approved\n+++ now\n@@ -1,2 +1,2 @@\n a\n-b\n+c<U+001B>\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn no_text_of_a_file_breaks_out_of_its_line() {
        let hostile = "x\\n# The end\\u001B[31m\\u202E\\r| y";
        let claims = format!(
            "[topic]\ntitle = \"{hostile}\"\n[[event]]\nid = \"e\"\ntitle = \"{hostile}\"\n\
         [[attribute]]\nid = \"a\"\nlabel = \"{hostile}\"\nkind = \"text\"\n[source]\nname = \"{hostile}\"\n\
         [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{hostile}\"\nby = \"{hostile}\"\n"
        );
        let text = snapshot_text(&report_of(&[("a.toml", &claims)]));
        assert_eq!(text.lines().count(), 8, "{text}");
        let bad = |letter: &char| *letter != '\n' && is_treacherous(*letter);
        assert_eq!(text.chars().find(bad), None, "{text}");
    }
}

//! The report as a text that a team keeps and reads in a diff: a block for each question, a line for each
//! position or finding, no line numbers and no names of files. A new claim changes only lines about it.
//!
//! What separates lines and fields cannot stand inside a text from outside: such a text is quoted. So no name
//! can pass for two, and none for one with another behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::diff::{
    ClaimState, EventState, FindingState, PositionState, QuestionState, State, WordState,
};
use crate::safe::{Shown, field, safe, shown};

const HEAD: &str = "\
# The approved report. `crosscheck snapshot --accept` writes it; do not edit it by hand.
# = is held by, x was held by and is no more, ! was found, . is how claims are read";

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
    let (names, findings) = (names(state), by_question(state));
    let mut topic = None;
    for (event, question) in sorted(state) {
        if topic.replace(&event.folder) != Some(&event.folder) {
            let title = match event.topic.as_str() {
                "" => "Without a topic",
                title => title,
            };
            writeln!(out, "\n# {}", field(title, &[]))?;
        }
        writeln!(out, "\n{}", head(event, question))?;
        write_positions(question, &names, out)?;
        let key = [event.folder.as_str(), &event.id, &question.attribute];
        let findings = findings.get(&key).map_or(&[][..], Vec::as_slice);
        let label = shown!("{} ({})", safe(&question.label), safe(&event.title));
        write_findings(findings, label.as_str(), out)?;
    }
    write_vocabulary(state, out)
}

/// Writes how claims are read and compared, topic by topic.
fn write_vocabulary(state: &State, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<&WordState> = state.words().collect();
    lines.sort_by_key(|line| (topic(line), &line.table, &line.id, &line.key, &line.value));
    for lines in lines.chunk_by(|left, right| topic(left) == topic(right)) {
        let title = lines.first().map_or("", |line| &line.topic);
        let title = (!title.is_empty()).then(|| shown!(": {}", field(title, &[])));
        writeln!(out, "\n# How claims are read{}\n", shown!("{}", title))?;
        for line in lines {
            let id = field(&line.id, &[" | "]);
            let key = field(&line.key, &[": "]);
            let value = field(&line.value, &[]);
            writeln!(out, "  . {} {id} | {key}: {value}", safe(&line.table))?;
        }
    }
    Ok(())
}

/// Returns the title and the folder of the topic of a line.
fn topic(line: &WordState) -> [&str; 2] {
    [&line.topic, &line.folder]
}

/// Returns the first line of a question: "dam / rain: Rain (Dam)".
fn head(event: &EventState, question: &QuestionState) -> Shown {
    shown!(
        "{} / {}: {} ({})",
        field(&event.id, &["#", "/"]),
        field(&question.attribute, &[":"]),
        field(&question.label, &[" ("]),
        field(&event.title, &[])
    )
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
    names: &Names<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let resolved = if question.resolved {
        ", resolved by an editor"
    } else {
        ""
    };
    writeln!(out, "  {}{resolved}", field(&question.outcome, &[",", "|"]))?;
    for position in &question.positions {
        write_position(position, names, out)?;
    }
    Ok(())
}

/// Writes a position with those who hold it, and in a line of its own with those who did.
fn write_position(
    position: &PositionState,
    names: &Names<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (mark, live) in [("=", true), ("x", false)] {
        let claims = position.claims.iter().filter(|claim| claim.live == live);
        let voices: BTreeSet<(&str, Option<&str>)> = claims.map(voice).collect();
        if !voices.is_empty() {
            let voices = voices.into_iter().map(|voice| named(names, voice));
            let voices = Shown::join(voices, ", ");
            writeln!(
                out,
                "  {mark} {} | {voices}",
                field(&position.shown, &["|"])
            )?;
        }
    }
    Ok(())
}

/// Returns the speaker of a claim, and its source if that is somebody else.
fn voice(claim: &ClaimState) -> (&str, Option<&str>) {
    let source = Some(claim.source.as_str()).filter(|source| *source != claim.speaker);
    (&claim.speaker, source)
}

/// The names of the speakers and of those who tell what they say, by their ids.
type Names<'s> = BTreeMap<&'s str, Shown>;

/// Names everybody: by the short name, with the id if another one has that name too.
fn names(state: &State) -> Names<'_> {
    let shared = state.shared_names();
    let named = state.named().map(|speaker| {
        let is_shared = shared.contains(speaker.short.as_str());
        let id = is_shared.then(|| shown!(" [{}]", name(&speaker.id)));
        (
            speaker.id.as_str(),
            shown!("{}{}", name(&speaker.short), id),
        )
    });
    named.collect()
}

/// Returns a name or an id as a field between others.
fn name(text: &str) -> Shown {
    field(text, &[",", "(told by", "["])
}

/// Names a speaker and the source that tells its claim: "Red Army (told by Gazette)".
fn named(names: &Names<'_>, (speaker, source): (&str, Option<&str>)) -> Shown {
    let source = source.map(|source| shown!(" (told by {})", name_of(names, source)));
    shown!("{}{}", name_of(names, speaker), source)
}

/// Returns the name of a speaker: its id if it has no other.
fn name_of(names: &Names<'_>, id: &str) -> Shown {
    names.get(id).cloned().unwrap_or_else(|| name(id))
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
        writeln!(out, "  ! {}: {}", field(code, &[":"]), field(message, &[]))?;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diff::{FilePlace, SpeakerState};
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
        let names = Names::from([("red", name("Red")), ("mayor", name("Army, Mayor"))]);
        for (speaker, source, shown) in [
            ("red", None, "Red"),
            ("red", Some("post"), "Red (told by post)"),
            ("blue", Some("red"), "blue (told by Red)"),
            ("mayor", Some("red"), "\"Army, Mayor\" (told by Red)"),
            ("x\n = 5", None, "\"x\\u{000A} = 5\""),
        ] {
            assert_eq!(named(&names, (speaker, source)), shown);
        }
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
        assert_eq!(text.lines().count(), 12, "{text}");
        let bad = |letter: &char| *letter != '\n' && is_treacherous(*letter);
        assert_eq!(text.chars().find(bad), None, "{text}");
    }

    /// Takes a field from the front of a line: what is quoted, or all before the first of some ends.
    fn take<'l>(line: &mut &'l str, ends: &[&str]) -> &'l str {
        let end = if line.starts_with('"') {
            let mut escaped = true;
            let end = line.bytes().position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.unwrap() + 1
        } else {
            let ends = ends.iter().filter_map(|end| line.find(end));
            ends.min().unwrap_or(line.len())
        };
        let (field, rest) = line.split_at(end);
        *line = rest;
        field
    }

    /// Takes a name and the id behind it.
    fn take_name<'l>(line: &mut &'l str, ends: &[&str]) -> [&'l str; 2] {
        let name = take(line, &[&[" ["], ends].concat());
        let Some(rest) = line.strip_prefix(" [") else {
            return [name, ""];
        };
        *line = rest;
        let id = take(line, &["]"]);
        *line = line.strip_prefix(']').unwrap();
        [name, id]
    }

    /// Reads the line of a position as whoever trusts its separators would: a value, and names with tellers.
    fn read(line: &str) -> (&str, Vec<[[&str; 2]; 2]>) {
        let mut rest = line.strip_prefix("  = ").unwrap();
        let value = take(&mut rest, &[" | "]);
        rest = rest.strip_prefix(" | ").unwrap();
        let mut voices = Vec::new();
        while !rest.is_empty() {
            let speaker = take_name(&mut rest, &[" (told by ", ", "]);
            let mut teller = [""; 2];
            if let Some(after) = rest.strip_prefix(" (told by ") {
                rest = after;
                teller = take_name(&mut rest, &["), "]);
                rest = rest.strip_prefix(')').unwrap();
            }
            rest = rest.strip_prefix(", ").unwrap();
            voices.push([speaker, teller]);
        }
        (value, voices)
    }

    /// Returns a state in which speakers have names, and a position of which the first of each two speakers
    /// tells what the second says.
    fn told(shown: &str, names: &[String]) -> (State, PositionState) {
        let id = |at: usize| format!("s{at}");
        let speakers = names.iter().enumerate().map(|(at, short)| SpeakerState {
            id: id(at),
            short: short.clone(),
            unnamed: false,
        });
        let claims = (0..names.len()).map(|at| ClaimState {
            id: String::new(),
            source: id(at - at % 2),
            at: FilePlace {
                file: String::new(),
                line: 1,
            },
            speaker: id(at),
            publisher: String::new(),
            as_written: shown.to_owned(),
            quote: None,
            url: None,
            archived: None,
            as_of: None,
            live: true,
            withdrawn: None,
            replaced_by: None,
        });
        let position = PositionState {
            identity: String::new(),
            value: String::new(),
            shown: shown.to_owned(),
            unit: None,
            claims: claims.collect(),
        };
        let state = State {
            speakers: speakers.collect(),
            ..State::default()
        };
        (state, position)
    }

    proptest! {
        /// What is read back is what was written. So no two lists of names, tellers and values give one line.
        #[test]
        fn no_name_passes_for_another(
            shown in hostile(),
            names in proptest::collection::vec(hostile(), 1..6),
        ) {
            let (state, position) = told(&shown, &names);
            let mut out = Vec::new();
            write_position(&position, &super::names(&state), &mut out).unwrap();
            let line = String::from_utf8(out).unwrap();
            prop_assert_eq!(line.matches('\n').count(), 1);
            let line = line.replace('\n', ", ");
            let (value, voices) = read(&line);
            let expected = field(&shown, &["|"]);
            prop_assert_eq!(value, expected.as_str());
            prop_assert_eq!(voices.len(), names.len());
            for (at, [speaker, teller]) in voices.into_iter().enumerate() {
                let expected = |at: usize| {
                    let shared = names.iter().filter(|name| **name == names[at]).count() > 1;
                    [name(&names[at]).into_string(), if shared { format!("s{at}") } else { String::new() }]
                };
                prop_assert_eq!(speaker.map(str::to_owned), expected(at));
                let none = [String::new(), String::new()];
                prop_assert_eq!(teller.map(str::to_owned), if at % 2 == 1 { expected(at - 1) } else { none });
            }
        }
    }

    /// Texts made of what the lines are made of.
    fn hostile() -> impl Strategy<Value = String> {
        const PIECES: [&str; 14] = [
            "A",
            "b",
            ", ",
            " (told by ",
            ")",
            " [",
            "]",
            "[s0]",
            "\"",
            "\\",
            " | ",
            "\n",
            "  = 5",
            "::",
        ];
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..6)
            .prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn one_speaker_does_not_look_like_two() {
        let line = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let (state, position) = told("5", &names);
            let mut out = Vec::new();
            write_position(&position, &super::names(&state), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            line(&["Army", "Mayor"]),
            "  = 5 | Army, Mayor (told by Army)\n"
        );
        assert_eq!(
            line(&["Army, Mayor (told by Army)"]),
            "  = 5 | \"Army, Mayor (told by Army)\"\n"
        );
    }
}

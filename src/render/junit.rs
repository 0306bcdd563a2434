//! JUnit XML, for test reports of Jenkins, GitLab and others: each claim file is a test, and so is each
//! question, in a suite for its event. A test fails if something in it makes the run end with exit
//! status 1; the other messages on it are its output.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::compare::Comparison;
use crate::files::Files;
use crate::message::{Ranked, Scope, ranked};
use crate::report::{Denied, Report, Weight};
use crate::safe::{Shown, safe, shown};

/// The suite of the files.
const FILES: &str = "files";

/// No time is given: it would differ from run to run.
const TIME: (&str, &str) = ("time", "0");

type Out<'o> = Writer<&'o mut dyn Write>;

/// The messages by what they are about, each list in their order.
type ByScope = BTreeMap<Scope, Vec<Ranked>>;

struct Suite<'m> {
    name: Shown,
    cases: Vec<Case<'m>>,
}

struct Case<'m> {
    name: Shown,
    /// The path, if the test is a file.
    file: Option<Shown>,
    messages: &'m [Ranked],
}

impl Case<'_> {
    fn fails(&self) -> bool {
        self.messages.iter().any(fails)
    }
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.fails()).count()
    }
}

fn fails(ranked: &Ranked) -> bool {
    ranked.weight == Weight::Fails
}

/// Writes a test for each file and each question.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Denied, Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::junit(&report, Denied::default(), &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn junit(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    let mut messages = ByScope::new();
    for ranked in ranked(report, denied) {
        let scope = ranked.message.scope.clone();
        messages.entry(scope).or_default().push(ranked);
    }
    let events = report
        .comparisons
        .chunk_by(|left, right| left.question.event == right.question.event);
    let suites: Vec<Suite<'_>> = std::iter::once(files(report, &messages))
        .chain(events.map(|questions| event(report, questions, &messages)))
        .collect();
    let mut writer: Out<'_> = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    writer
        .create_element("testsuites")
        .with_attributes([
            ("name", env!("CARGO_PKG_NAME")),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            TIME,
        ])
        .write_inner_content(|writer| {
            suites
                .iter()
                .try_for_each(|suite| write_suite(&report.files, suite, writer))
        })?;
    writer.get_mut().write_all(b"\n")
}

/// Makes the suite of all files, with what is wrong with each.
fn files<'m>(report: &Report, messages: &'m ByScope) -> Suite<'m> {
    let read = report.files.read().map(|file| report.files.path(file));
    let wrong = messages.keys().filter_map(|scope| match scope {
        Scope::File(path) => Some(path.clone()),
        Scope::Question(_) => None,
    });
    let paths: BTreeSet<String> = read.chain(wrong).collect();
    let cases = paths.into_iter().map(|path| Case {
        name: safe(&path),
        file: Some(safe(&path)),
        messages: on(messages, &Scope::File(path)),
    });
    Suite {
        name: FILES.into(),
        cases: cases.collect(),
    }
}

/// Makes the suite of one event, with what was found on each question.
fn event<'m>(report: &Report, questions: &[Comparison], messages: &'m ByScope) -> Suite<'m> {
    let cases = questions.iter().map(|comparison| {
        let (event, attribute) = (comparison.question.event, comparison.question.attribute);
        Case {
            name: safe(&report.record[attribute].name.id),
            file: None,
            messages: on(messages, &Scope::Question((event, attribute))),
        }
    });
    let first = questions.first();
    Suite {
        name: first.map_or_else(Shown::default, |first| event_name(report, first)),
        cases: cases.collect(),
    }
}

/// Names the event of a question. Two topics may have an event of one id, so the folder is a part of it.
fn event_name(report: &Report, comparison: &Comparison) -> Shown {
    let event = &report.record[comparison.question.event];
    let folder = &report.record[event.topic].folder;
    let slash = (!folder.is_empty()).then_some("/");
    shown!("{}{}{}", safe(folder), slash, safe(&event.name.id))
}

fn on<'m>(messages: &'m ByScope, scope: &Scope) -> &'m [Ranked] {
    messages.get(scope).map(Vec::as_slice).unwrap_or_default()
}

fn write_suite(files: &Files, suite: &Suite<'_>, writer: &mut Out<'_>) -> io::Result<()> {
    let [tests, failures] = [suite.cases.len(), suite.failures()].map(|count| count.to_string());
    let attributes = [
        ("name", suite.name.as_str()),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", "0"),
        ("skipped", "0"),
        TIME,
    ];
    writer
        .create_element("testsuite")
        .with_attributes(attributes)
        .write_inner_content(|writer| {
            suite
                .cases
                .iter()
                .try_for_each(|case| write_case(files, suite, case, writer))
        })?;
    Ok(())
}

fn write_case(
    files: &Files,
    suite: &Suite<'_>,
    case: &Case<'_>,
    writer: &mut Out<'_>,
) -> io::Result<()> {
    let file = case.file.iter().map(|file| ("file", file.as_str()));
    let attributes = [
        ("name", case.name.as_str()),
        ("classname", suite.name.as_str()),
        TIME,
    ];
    let element = writer
        .create_element("testcase")
        .with_attributes(attributes.into_iter().chain(file));
    if case.messages.is_empty() {
        element.write_empty()?;
    } else {
        element.write_inner_content(|writer| write_messages(files, case.messages, writer))?;
    }
    Ok(())
}

/// Writes the messages that make a test fail, and the others as its output.
fn write_messages(files: &Files, messages: &[Ranked], writer: &mut Out<'_>) -> io::Result<()> {
    let (failing, other): (Vec<_>, Vec<_>) = messages.iter().partition(|ranked| fails(ranked));
    if let [first, ..] = failing.as_slice() {
        let attributes = [
            ("message", first.message.title.as_str()),
            ("type", first.message.code.word()),
        ];
        writer
            .create_element("failure")
            .with_attributes(attributes)
            .write_text_content(BytesText::new(paragraphs(files, &failing).as_str()))?;
    }
    if !other.is_empty() {
        writer
            .create_element("system-out")
            .write_text_content(BytesText::new(paragraphs(files, &other).as_str()))?;
    }
    Ok(())
}

fn paragraphs(files: &Files, messages: &[&Ranked]) -> Shown {
    let paragraphs = messages.iter().map(|ranked| {
        let message = &ranked.message;
        shown!(
            "{}: {}[{}]: {}",
            message.primary().map(|label| label.in_words(files)),
            message.code.severity().word(),
            message.code.word(),
            message.text_with_places(files)
        )
    });
    Shown::join(paragraphs, "\n\n")
}

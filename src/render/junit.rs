//! JUnit XML, for test reports of Jenkins, GitLab and others: each claim file is a test, and so is each
//! question, in a suite for its event. A test fails where something in it makes the run end with exit
//! status 1; what else is told of it is its output.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::notices::{About, Notice, notices};
use super::safe::safe;
use crate::compare::Comparison;
use crate::report::{Denied, Report, Weight};

/// The suite of the files.
const FILES: &str = "files";

/// No time is told: it would differ from run to run.
const TIME: (&str, &str) = ("time", "0");

type Out<'o> = Writer<&'o mut dyn Write>;

struct Suite<'n> {
    name: String,
    cases: Vec<Case<'n>>,
}

struct Case<'n> {
    name: String,
    /// The file, where the test is one.
    file: Option<String>,
    told: &'n [Notice],
}

impl Case<'_> {
    fn fails(&self) -> bool {
        self.told
            .iter()
            .any(|notice| notice.weight == Weight::Fails)
    }
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.fails()).count()
    }
}

/// Writes a test for each file and each question.
pub fn junit(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    let mut told: BTreeMap<About, Vec<Notice>> = BTreeMap::new();
    for notice in notices(report, denied) {
        told.entry(notice.about.clone()).or_default().push(notice);
    }
    let of_one_event =
        |left: &Comparison, right: &Comparison| left.question.event == right.question.event;
    let events = report.comparisons.chunk_by(of_one_event);
    let suites: Vec<Suite<'_>> = std::iter::once(files(report, &told))
        .chain(events.map(|shown| event(report, shown, &told)))
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
                .try_for_each(|suite| write_suite(suite, writer))
        })?;
    writer.get_mut().write_all(b"\n")
}

/// Every file, and what is wrong with it.
fn files<'n>(report: &Report, told: &'n BTreeMap<About, Vec<Notice>>) -> Suite<'n> {
    let read = report.files.read().map(|file| report.files.path(file));
    let told_of = told.keys().filter_map(|about| match about {
        About::File(path) => Some(path.clone()),
        About::Question(..) => None,
    });
    let paths: BTreeSet<String> = read.chain(told_of).collect();
    let case = |path: String| Case {
        name: safe(&path),
        file: Some(safe(&path)),
        told: told
            .get(&About::File(path))
            .map(Vec::as_slice)
            .unwrap_or_default(),
    };
    Suite {
        name: FILES.to_owned(),
        cases: paths.into_iter().map(case).collect(),
    }
}

/// The questions of one event, and what was found on them.
fn event<'n>(
    report: &Report,
    shown: &[Comparison],
    told: &'n BTreeMap<About, Vec<Notice>>,
) -> Suite<'n> {
    let event = shown
        .first()
        .map(|shown| &report.record[shown.question.event]);
    let name = event.map(|event| {
        // Two topics may have an event of one id.
        let folder = &report.record[event.topic].folder;
        let slash = if folder.is_empty() { "" } else { "/" };
        safe(&format!("{folder}{slash}{}", event.name.id))
    });
    let case = |shown: &Comparison| {
        let (event, attribute) = (shown.question.event, shown.question.attribute);
        Case {
            name: safe(&report.record[attribute].name.id),
            file: None,
            told: told
                .get(&About::Question(event, attribute))
                .map(Vec::as_slice)
                .unwrap_or_default(),
        }
    };
    Suite {
        name: name.unwrap_or_default(),
        cases: shown.iter().map(case).collect(),
    }
}

fn write_suite(suite: &Suite<'_>, writer: &mut Out<'_>) -> io::Result<()> {
    let [tests, failures] = [suite.cases.len(), suite.failures()].map(|count| count.to_string());
    let attributes = [
        ("name", suite.name.as_str()),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", "0"),
        ("skipped", "0"),
        TIME,
    ];
    let cases = |writer: &mut Out<'_>| {
        suite
            .cases
            .iter()
            .try_for_each(|case| write_case(suite, case, writer))
    };
    writer
        .create_element("testsuite")
        .with_attributes(attributes)
        .write_inner_content(cases)?;
    Ok(())
}

fn write_case(suite: &Suite<'_>, case: &Case<'_>, writer: &mut Out<'_>) -> io::Result<()> {
    let file = case.file.iter().map(|file| ("file", file.as_str()));
    let attributes = [
        ("name", case.name.as_str()),
        ("classname", suite.name.as_str()),
        TIME,
    ];
    let element = writer
        .create_element("testcase")
        .with_attributes(attributes.into_iter().chain(file));
    if case.told.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|writer| {
        let (failed, noted): (Vec<_>, Vec<_>) = case
            .told
            .iter()
            .partition(|notice| notice.weight == Weight::Fails);
        if let [first, ..] = failed.as_slice() {
            let attributes = [
                ("message", first.message.as_str()),
                ("type", first.code.word()),
            ];
            let element = writer.create_element("failure").with_attributes(attributes);
            element.write_text_content(BytesText::new(&all(&failed)))?;
        }
        if !noted.is_empty() {
            writer
                .create_element("system-out")
                .write_text_content(BytesText::new(&all(&noted)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// What is told of a test, one paragraph each.
fn all(told: &[&Notice]) -> String {
    told.iter()
        .map(|notice| paragraph(notice))
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn paragraph(notice: &Notice) -> String {
    let (severity, code) = (notice.code.severity().word(), notice.code.word());
    format!(
        "{}: {severity}[{code}]: {}",
        notice.spot.named(),
        notice.text_with_places()
    )
}

//! What the tests share: where things are, and how a snapshot is named.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crosscheck::crux::Crux;
use crosscheck::diff::{Diff, State};
use crosscheck::render::{self, Style};
use crosscheck::report::{Denied, Report, Selection};
use crosscheck::sources::Sources;
use crosscheck::wire::{CruxJson, DiffJson, ReportJson, SourcesJson};

/// Returns a path below the project's root.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the report on a folder or a file of the project.
pub(crate) fn report(path: &str) -> Report {
    Report::read(&[root(path)], &Selection::default()).expect("the test's own files")
}

/// Returns the report on texts in memory.
pub(crate) fn report_of(texts: &[(&str, &str)]) -> Report {
    Report::from_texts(texts.iter().copied(), &Selection::default())
}

/// Holds a text against its snapshot, `snapshots/NAME.snap`.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Returns what a renderer writes.
pub(crate) fn written(render: impl Fn(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    render(&mut out).expect("memory can be written");
    String::from_utf8(out).expect("output is UTF-8")
}

/// Returns the JSON of a report.
pub(crate) fn json(report: &Report) -> String {
    written(|out| render::json(&ReportJson::new(report), out))
}

/// Returns what `check` says of a report.
pub(crate) fn check(report: &Report, width: u16) -> String {
    written(|out| render::check(report, Denied::default(), &Style::plain(width), out))
}

/// Returns who leans where, as JSON.
pub(crate) fn sources_json(report: &Report) -> String {
    written(|out| render::json(&SourcesJson::new(report, &Sources::new(report)), out))
}

/// Returns what to check first, as JSON.
pub(crate) fn crux_json(report: &Report) -> String {
    written(|out| render::json(&CruxJson::new(report, &Crux::new(report, &[], 5)), out))
}

/// Returns what changed from one report to another, as JSON.
pub(crate) fn diff_json(before: &Report, after: &Report) -> String {
    let [before, after] = [before, after].map(State::from);
    written(|out| render::json(&DiffJson::new(&Diff::new(&before, &after)), out))
}

/// Returns the report as a text to be approved.
pub(crate) fn snapshot_text(report: &Report) -> String {
    written(|out| render::snapshot(&State::from(report), out))
}

/// Returns the files of the made-up topics, which have every kind of finding.
pub(crate) fn made_up() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for folder in ["", "lusitania/"] {
        for entry in std::fs::read_dir(root("tests/made-up").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                texts.push((
                    format!("{folder}{name}"),
                    std::fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
    texts
}

pub(crate) fn edited(edit: impl Fn(&str, &str) -> (String, String)) -> Vec<(String, String)> {
    made_up()
        .iter()
        .map(|(name, text)| edit(name, text))
        .collect()
}

/// Returns the tables of a file in reverse order. A note with brackets would be cut: there is none.
pub(crate) fn reversed(text: &str) -> String {
    let mut tables: Vec<String> = text.split("\n[").map(str::to_owned).collect();
    let head = tables.remove(0);
    let tables = tables.into_iter().rev().map(|table| format!("\n[{table}"));
    format!("{}\n{head}\n", tables.collect::<String>())
}

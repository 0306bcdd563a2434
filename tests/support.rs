//! What the tests share: where things are, and how a snapshot is named.

use std::path::{Path, PathBuf};

use crosscheck::report::Report;

/// A path below the project's root.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The report on a folder or a file of the project.
pub(crate) fn report(path: &str) -> Report {
    Report::read(&[root(path)], &|_, _| {}).expect("the test's own files")
}

/// The report on texts in memory.
pub(crate) fn report_of(texts: &[(&str, &str)]) -> Report {
    Report::of(crosscheck::load::load_texts(texts.iter().copied()))
}

/// Holds a text against its snapshot, `snapshots/NAME.snap`.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The JSON of a report.
pub(crate) fn json(report: &Report) -> String {
    let mut out = Vec::new();
    crosscheck::render::json::report(report, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("JSON is UTF-8")
}

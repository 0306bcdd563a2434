//! What the tests of several rooms share.

#[path = "../tests/support.rs"]
mod support;

use crate::crux::Crux;
use crate::diff::{Diff, State};
use crate::page;
use crate::render::{self, Style};
use crate::report::{Denied, Report};
use crate::sheet::Sheet;
use crate::sources::Sources;
use crate::wire;

pub(crate) use support::*;

/// Returns who leans where, as tables.
pub(crate) fn sources_table(report: &Report, width: u16) -> String {
    let page = page::sources(report, &Sources::new(report));
    written(|out| render::table(&page, &Style::plain(width), out))
}

/// Returns who leans where, as markdown.
pub(crate) fn sources_markdown(report: &Report) -> String {
    let page = page::sources(report, &Sources::new(report));
    written(|out| render::markdown(&page, &Style::plain(80), out))
}

/// Returns what to check first, as tables.
pub(crate) fn crux_table(report: &Report, width: u16) -> String {
    let page = page::crux(report, &Crux::new(report, &[], 5));
    written(|out| render::table(&page, &Style::plain(width), out))
}

/// Returns what to check first, as markdown.
pub(crate) fn crux_markdown(report: &Report) -> String {
    let page = page::crux(report, &Crux::new(report, &[], 5));
    written(|out| render::markdown(&page, &Style::plain(80), out))
}

/// Returns what changed from one report to another, as tables.
pub(crate) fn diff_table(before: &Report, after: &Report, width: u16) -> String {
    let [before, after] = [before, after].map(State::from);
    table_of_diff(&Diff::new(&before, &after), width)
}

/// Returns what changed, as tables.
pub(crate) fn table_of_diff(diff: &Diff<'_>, width: u16) -> String {
    written(|out| render::table(&page::diff(diff), &Style::plain(width), out))
}

/// Returns what changed from one report to another, as markdown.
pub(crate) fn diff_markdown(before: &Report, after: &Report) -> String {
    let [before, after] = [before, after].map(State::from);
    let page = page::comment(&Diff::new(&before, &after));
    written(|out| render::markdown(&page, &Style::plain(80), out))
}

/// Returns the tables of a report.
pub(crate) fn table(report: &Report, width: u16) -> String {
    written(|out| render::table(&page::report(report), &Style::plain(width), out))
}

/// Returns the markdown of a report.
pub(crate) fn markdown(report: &Report) -> String {
    written(|out| render::markdown(&page::report(report), &Style::plain(80), out))
}

/// Returns a report as JSON Lines.
pub(crate) fn json_lines(report: &Report) -> String {
    written(|out| render::json_lines(wire::lines(report), out))
}

/// Returns a sheet of a report as CSV.
pub(crate) fn csv<'r>(report: &'r Report, sheet: impl Fn(&'r Report) -> Sheet<'r>) -> String {
    written(|out| render::csv(sheet(report), out))
}

/// Returns what `check` says of a report, as annotations.
pub(crate) fn github(report: &Report) -> String {
    written(|out| render::github(report, Denied::default(), out))
}

/// Returns what `check` says of a report, as SARIF.
pub(crate) fn sarif(report: &Report) -> String {
    written(|out| render::sarif(report, Denied::default(), out))
}

/// Returns what `check` says of a report, as JUnit XML.
pub(crate) fn junit(report: &Report, denied: Denied) -> String {
    written(|out| render::junit(report, denied, out))
}

//! What the tests of several rooms share.

#[path = "../tests/support.rs"]
mod support;

use crate::crux::Crux;
use crate::diff::{Diff, State};
use crate::page;
use crate::render;
use crate::report::Report;
use crate::sources::Sources;

pub(crate) use support::*;

/// Who leans where, as tables.
pub(crate) fn sources_table(report: &Report, width: u16) -> String {
    let page = page::sources(report, &Sources::of(report));
    written(|out| render::table::table(&page, &plain(width), out))
}

/// Who leans where, as markdown.
pub(crate) fn sources_markdown(report: &Report) -> String {
    let page = page::sources(report, &Sources::of(report));
    written(|out| render::markdown::markdown(&page, &plain(80), out))
}

/// What to check first, as tables.
pub(crate) fn crux_table(report: &Report, width: u16) -> String {
    let page = page::crux(report, &Crux::of(report, &[], 5));
    written(|out| render::table::table(&page, &plain(width), out))
}

/// What to check first, as markdown.
pub(crate) fn crux_markdown(report: &Report) -> String {
    let page = page::crux(report, &Crux::of(report, &[], 5));
    written(|out| render::markdown::markdown(&page, &plain(80), out))
}

/// What changed from one report to another, as tables.
pub(crate) fn diff_table(before: &Report, after: &Report, width: u16) -> String {
    let [before, after] = [before, after].map(State::from);
    let page = page::diff(&Diff::of(&before, &after));
    written(|out| render::table::table(&page, &plain(width), out))
}

/// What changed from one report to another, as markdown.
pub(crate) fn diff_markdown(before: &Report, after: &Report) -> String {
    let [before, after] = [before, after].map(State::from);
    let page = page::comment(&Diff::of(&before, &after));
    written(|out| render::markdown::markdown(&page, &plain(80), out))
}

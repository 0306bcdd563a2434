//! Annotations for a pull request on GitHub: workflow commands, one a line.
//!
//! GitHub shows ten of a kind for each step, so that what weighs most comes first. Nothing in a claim file
//! can issue a command of its own: every line is a whole command of ours, and no line break, `%` or
//! separator of it survives in what we hand on.

use std::io::{self, Write};

use super::check::counts;
use super::notices::{Notice, notices};
use super::safe::safe;
use crate::report::{Denied, Report, Weight};

/// Writes an annotation for each diagnostic and each finding, and the counts for the log.
pub fn github(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    for notice in notices(report, denied) {
        annotate(&notice, out)?;
    }
    writeln!(out, "{}", counts(report))
}

fn annotate(notice: &Notice, out: &mut dyn Write) -> io::Result<()> {
    let command = match notice.weight {
        Weight::Fails => "error",
        Weight::Warns => "warning",
        Weight::Notes => "notice",
    };
    write!(out, "::{command} file={}", property(&notice.spot.path))?;
    if let Some((first, _)) = notice.spot.region {
        write!(out, ",line={},col={}", first.line, first.column)?;
    }
    writeln!(
        out,
        ",title={}::{}",
        property(notice.code.word()),
        data(&notice.text_with_places())
    )
}

/// The message of a command. Line breaks in it are ours; each line is made safe for the log.
fn data(text: &str) -> String {
    text.lines()
        .map(safe)
        .map(|line| line.replace('%', "%25"))
        .collect::<Vec<_>>()
        .join("%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    safe(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}

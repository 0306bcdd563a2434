//! Annotations for a pull request on GitHub: workflow commands, one a line.
//!
//! GitHub shows ten of a kind for each step, so that what weighs most comes first. Nothing in a claim file
//! can issue a command of its own: every line is a whole command of ours, and no line break, `%` or
//! separator of it survives in what is handed on.

use std::io::{self, Write};

use crate::files::Files;
use crate::message::{Ranked, counts, open_topics, ranked};
use crate::report::{Denied, Report, Weight};
use crate::safe::{Shown, safe};

/// Writes an annotation for each diagnostic and each finding, and the counts for the log.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Denied, Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::github(&report, Denied::default(), &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn github(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    for ranked in ranked(report, denied) {
        annotate(&report.files, &ranked, out)?;
    }
    if let Some(open) = open_topics(report) {
        writeln!(out, "{open}")?;
    }
    writeln!(out, "{}", counts(report))
}

fn annotate(files: &Files, ranked: &Ranked, out: &mut dyn Write) -> io::Result<()> {
    let message = &ranked.message;
    let command = match ranked.weight {
        Weight::Fails => "error",
        Weight::Warns => "warning",
        Weight::Notes => "notice",
    };
    let primary = message.primary();
    let path = primary.map(|label| safe(&label.path(files)));
    write!(
        out,
        "::{command} file={}",
        property(&path.unwrap_or_default())
    )?;
    if let Some((first, _)) = primary.and_then(|label| label.region(files)) {
        write!(out, ",line={},col={}", first.line, first.column)?;
    }
    writeln!(
        out,
        ",title={}::{}",
        property(&message.code.word().into()),
        escape(&message.text_with_places(files))
    )
}

/// Escapes the message of a command.
fn escape(text: &Shown) -> String {
    text.as_str().replace('%', "%25").replace('\n', "%0A")
}

/// Escapes the value of a command's property, in which also a separator means something.
fn property(text: &Shown) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        let text = Shown::join([safe("100 %\r\n::error::x"), "file=a,b:c".into()], "\n");
        let shown = "100 %25  :<U+003A>error:<U+003A>x%0Afile=a,b:c";
        assert_eq!(escape(&text), shown);
        assert_eq!(
            property(&text),
            shown.replace(':', "%3A").replace(',', "%2C")
        );
    }
}

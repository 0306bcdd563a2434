//! Messages for a person: one block for each, with the lines of all files involved.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::style::Style;
use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{Files, Span};
use crate::finding::{self, Finding};
use crate::message::{Label, Message, counts, not_denied, open_topics};
use crate::report::{Denied, Report, Weight, weight_of_diagnostic};
use crate::safe::{safe, shown};

/// No more places than this are shown for one finding; the rest are counted.
const MOST_PLACES: usize = 10;

/// Writes how many files that could hold claims are not read, then every diagnostic, then every finding, then
/// the counts. If anything is denied, of these only the errors and what is denied; the rest is counted.
///
/// ```
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Denied, Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let style = Style::plain(80);
/// let mut out = Vec::new();
/// render::check(&report, Denied::default(), &style, &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(
    report: &Report,
    denied: Denied,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = renderer(*style);
    write_unread(report, out)?;
    let is_shown = |weight| denied == Denied::default() || weight == Weight::Fails;
    let diagnostics = report.diagnostics.iter();
    let (diagnostics, other_diagnostics): (Vec<_>, Vec<_>) =
        diagnostics.partition(|told| is_shown(weight_of_diagnostic(told, denied)));
    for diagnostic in diagnostics {
        let message = Message::from_diagnostic(&report.files, diagnostic);
        write(&report.files, &renderer, &message, out)?;
    }
    let findings = report.findings.iter();
    let (findings, other_findings): (Vec<_>, Vec<_>) =
        findings.partition(|found| is_shown(report.weight_of_finding(found, denied)));
    write_findings(report, &renderer, findings, out)?;
    if let Some(rest) = not_denied(other_diagnostics.len(), other_findings.len()) {
        writeln!(out, "{rest}")?;
    }
    if let Some(open) = open_topics(report) {
        writeln!(out, "{open}")?;
    }
    writeln!(out, "{}", counts(report))
}

/// Writes findings; of the sums of an event that do not add up only the first.
fn write_findings(
    report: &Report,
    renderer: &Renderer,
    findings: Vec<&Finding>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = finding::told(findings);
    for finding in told.findings {
        let message = Message::from_finding(report, finding, MOST_PLACES);
        write(&report.files, renderer, &message, out)?;
    }
    for (event, count) in told.left_out {
        let title = safe(&report.record[event].title);
        let sums = format!("{count} more of its sums do not add up");
        writeln!(
            out,
            "finding[{}]: {title}: {sums}\n",
            Code::Impossible.word()
        )?;
    }
    Ok(())
}

/// Counts the files that could hold claims and are not read.
fn write_unread(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    match report.unread().count() {
        0 => Ok(()),
        1 => writeln!(
            out,
            "1 file that could hold claims is not read: crosscheck check --files names it\n"
        ),
        count => writeln!(
            out,
            "{count} files that could hold claims are not read: crosscheck check --files names them\n"
        ),
    }
}

/// Writes the name of every file that is read, and of those that could hold claims and are not: what cannot be
/// read, and what has another name.
pub(crate) fn files(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in report.files.read() {
        writeln!(out, "read      {}", safe(report.files.name(file)))?;
    }
    for name in report.files.unreadable().chain(report.unread()) {
        writeln!(out, "not read  {}", safe(name))?;
    }
    writeln!(out)
}

/// Writes some diagnostics, without counts.
pub(crate) fn diagnostics(
    report: &Report,
    diagnostics: &[&Diagnostic],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = renderer(style);
    for diagnostic in diagnostics {
        let message = Message::from_diagnostic(&report.files, diagnostic);
        write(&report.files, &renderer, &message, out)?;
    }
    Ok(())
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(usize::from(style.width))
}

/// Writes the block of a message and a blank line.
fn write(
    files: &Files,
    renderer: &Renderer,
    message: &Message,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut group = Group::with_title(
        level(message.code.severity())
            .primary_title(message.title.as_str())
            .id(message.code.word()),
    );
    for (at, label) in message.labels.iter().enumerate() {
        let is_primary = at == 0 || message.code.severity() == Severity::Finding;
        group = match &label.place {
            Place::Unread(name, at) => {
                let at = at.map(|at| shown!(":{}:{}", at.line, at.column));
                group.element(Origin::path(shown!("{}{}", safe(name), at).into_string()))
            }
            Place::At(span) => group.element(snippet(files, *span, label, is_primary)),
        };
    }
    if message.left_out > 0 {
        let more = format!("and {} more claims", message.left_out);
        group = group.element(Level::NOTE.message(more));
    }
    for note in message.notes.iter().chain(&message.addresses) {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    let block = renderer.render(&[group.element(Level::HELP.message(message.help.as_str()))]);
    writeln!(out, "{}\n", with_columns(files, block, &message.labels))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Finding => Level::NOTE.with_name("finding"),
    }
}

/// Shows the line of a place with its caret.
fn snippet<'l>(
    files: &Files,
    span: Span,
    label: &'l Label,
    is_primary: bool,
) -> Snippet<'l, Annotation<'l>> {
    let excerpt = Excerpt::new(files, span);
    let kind = if is_primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let start = excerpt.before.as_str().len();
    let mut annotation = kind.span(start..start + excerpt.meant.as_str().len());
    if !label.words.is_empty() {
        annotation = annotation.label(label.words.as_str());
    }
    Snippet::source(excerpt.line().into_string())
        .path(safe(files.name(span.file)).into_string())
        .line_start(files.position(span).line)
        .annotation(annotation)
}

/// Puts the columns of the files into a block: annotate-snippets counts them in the line as it is shown,
/// which may be cut and have `<U+202E>` for one character. To give it the true column before a snippet
/// without a path prints an extra `:::` line (0.12.18).
fn with_columns(files: &Files, mut block: String, labels: &[Label]) -> String {
    // The title is no place.
    let mut from = block.find('\n').unwrap_or(block.len());
    for label in labels {
        let Place::At(span) = label.place else {
            continue;
        };
        let at = files.position(span);
        let line = format!("{}:{}:", safe(files.name(span.file)), at.line);
        let column = Excerpt::new(files, span).before.as_str().chars().count() + 1;
        let Some(place) = block[from..].find(&format!("{line}{column}")) else {
            continue;
        };
        from += place + line.len();
        let end = from + column.to_string().len();
        block.replace_range(from..end, &at.column.to_string());
    }
    block
}

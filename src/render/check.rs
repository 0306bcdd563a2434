//! What `check` shows a person: one block for each diagnostic and each finding, with the lines of
//! all files involved.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::safe::safe;
use super::words;
use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::Span;
use crate::finding::Finding;
use crate::report::Report;
use crate::safe::{Shown, shown};

/// No more places than this are shown for one finding; the rest are counted.
const MOST_PLACES: usize = 10;

/// A longer line is cut to this many bytes around the place that is meant.
const LONGEST_LINE: usize = 160;

/// Something to show: its code, its sentence, the places with their labels, and what to do.
struct Block {
    code: Code,
    message: String,
    unread: Option<String>,
    places: Vec<(Span, String)>,
    left_out: usize,
    notes: Vec<String>,
    help: String,
}

/// Renders every diagnostic, then every finding, then the counts.
pub fn check(report: &Report, color: bool, width: u16, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(color, width);
    let diagnostics = report.diagnostics.iter().map(of_diagnostic);
    let findings = report
        .findings
        .iter()
        .map(|finding| of_finding(report, finding));
    for block in diagnostics.chain(findings) {
        writeln!(out, "{}\n", render(report, &renderer, &block))?;
    }
    writeln!(out, "{}", counts(report))
}

/// Renders some diagnostics, without counts.
pub fn diagnostics(
    report: &Report,
    shown: &[&Diagnostic],
    color: bool,
    width: u16,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = renderer(color, width);
    shown
        .iter()
        .try_for_each(|told| writeln!(out, "{}\n", render(report, &renderer, &of_diagnostic(told))))
}

fn renderer(color: bool, width: u16) -> Renderer {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(usize::from(width))
}

fn of_diagnostic(diagnostic: &Diagnostic) -> Block {
    let (unread, mut places) = match &diagnostic.place {
        Place::Unread(name, at) => {
            let at = at
                .map(|at| format!(":{}:{}", at.line, at.column))
                .unwrap_or_default();
            (Some(format!("{}{at}", safe(name))), Vec::new())
        }
        Place::At(span) => (None, vec![(*span, String::new())]),
    };
    places.extend(
        diagnostic
            .also
            .iter()
            .map(|(span, label)| (*span, safe(label))),
    );
    Block {
        code: diagnostic.code,
        message: safe(&diagnostic.message),
        unread,
        places,
        left_out: 0,
        notes: Vec::new(),
        help: safe(&diagnostic.help),
    }
}

fn of_finding(report: &Report, finding: &Finding) -> Block {
    let shown = finding.claims.iter().take(MOST_PLACES);
    let places = shown.map(|id| {
        let claim = &report.record[*id];
        let place = report.details(claim).value_place;
        (
            place.unwrap_or_else(|| report.record.extent(claim)),
            words::name(report, claim.speaker),
        )
    });
    Block {
        code: finding.code(),
        message: words::finding(report, finding),
        unread: None,
        places: places.collect(),
        left_out: finding.claims.len().saturating_sub(MOST_PLACES),
        notes: words::resolved_finding(report, finding),
        help: words::finding_help(finding).to_owned(),
    }
}

fn render(report: &Report, renderer: &Renderer, block: &Block) -> String {
    let level = match block.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Finding => Level::NOTE.with_name("finding"),
    };
    let title = level
        .primary_title(block.message.as_str())
        .id(block.code.word());
    let mut group = Group::with_title(title);
    if let Some(unread) = &block.unread {
        group = group.element(annotate_snippets::Origin::path(unread.as_str()));
    }
    for (at, (span, label)) in block.places.iter().enumerate() {
        group = group.element(snippet(
            report,
            *span,
            label,
            at == 0 || block.code.severity() == Severity::Finding,
        ));
    }
    if block.left_out > 0 {
        group = group.element(Level::NOTE.message(format!("and {} more claims", block.left_out)));
    }
    for note in &block.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    let shown = renderer.render(&[group.element(Level::HELP.message(block.help.as_str()))]);
    with_columns(report, shown, &block.places)
}

/// A line as it is shown: before the place that is meant, the place, and after it.
struct ShownLine {
    before: String,
    meant: String,
    after: String,
}

impl ShownLine {
    /// The line of a place, made safe and cut. Only this line is handed on: a file may be large.
    fn of(report: &Report, span: Span) -> Self {
        let (line, line_start) = report.files.line(span);
        let start = (span.start - line_start) as usize;
        let end = ((span.end - line_start) as usize).clamp(start, line.len().max(start));
        let from = line
            .floor_char_boundary(start.saturating_sub(LONGEST_LINE / 2))
            .min(start);
        let to = line
            .ceil_char_boundary((start + LONGEST_LINE).min(line.len()))
            .max(from);
        let (start, end) = (start.min(to), end.min(to));
        Self {
            before: format!("{}{}", cut(from > 0), safe(&line[from..start])),
            meant: safe(&line[start..end]),
            after: format!("{}{}", safe(&line[end..to]), cut(to < line.len())),
        }
    }
}

/// What stands where a line is cut.
fn cut(is: bool) -> &'static str {
    if is { "…" } else { "" }
}

/// The line of a place with its caret.
fn snippet<'b>(
    report: &Report,
    span: Span,
    label: &'b str,
    primary: bool,
) -> Snippet<'b, Annotation<'b>> {
    let shown = ShownLine::of(report, span);
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let mut annotation = kind.span(shown.before.len()..shown.before.len() + shown.meant.len());
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(format!("{}{}{}", shown.before, shown.meant, shown.after))
        .path(safe(report.files.name(span.file)))
        .line_start(report.files.position(span).line)
        .annotation(annotation)
}

/// The columns of the files: the ones that were rendered are counted in the line as it is shown,
/// which may be cut and hold `<U+202E>` for one character.
fn with_columns(report: &Report, mut block: String, places: &[(Span, String)]) -> String {
    // The title is no place.
    let mut from = block.find('\n').unwrap_or(block.len());
    for (span, _) in places {
        let at = report.files.position(*span);
        let line = format!("{}:{}:", safe(report.files.name(span.file)), at.line);
        let column = ShownLine::of(report, *span).before.chars().count() + 1;
        let Some(place) = block[from..].find(&format!("{line}{column}")) else {
            continue;
        };
        from += place + line.len();
        block.replace_range(
            from..from + column.to_string().len(),
            &at.column.to_string(),
        );
    }
    block
}

/// Counts what is wrong with the files and how much contradicts, in one line.
pub(super) fn counts(report: &Report) -> Shown {
    let summary = report.summary();
    let resolved = (summary.resolved > 0).then(|| shown!(" ({} resolved)", summary.resolved));
    shown!(
        "{}, {}; {} contradicted{} of {}",
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        summary.contradicted,
        resolved,
        count(summary.questions, "question"),
    )
}

fn count(number: usize, word: &'static str) -> Shown {
    let plural = (number != 1).then_some("s");
    shown!("{} {}{}", number, word, plural)
}

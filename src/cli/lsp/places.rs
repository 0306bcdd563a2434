//! Places in the files of a report, as the protocol writes them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::code::Code;
use crate::editor::{self, Encoding, Level, LinePlace, Lines, Notice};
use crate::files::{FileId, Span, narrow};
use crate::report::Report;
use gen_lsp_types as lsp;
use gen_lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range,
};

use super::uri;

/// A report on a folder of claims, and what the editor calls its files.
pub(super) struct Read {
    pub(super) report: Report,
    /// The folder of the claims, as the editor knows it.
    pub(super) claims: PathBuf,
    /// The URIs of the files that are open, by their names.
    pub(super) opened: BTreeMap<String, String>,
}

/// The files of a report: what the editor calls them, and where their lines begin.
pub(super) struct Places<'r> {
    read: &'r Read,
    encoding: Encoding,
    lines: BTreeMap<FileId, Lines<'r>>,
}

impl<'r> Places<'r> {
    pub(super) fn new(read: &'r Read, encoding: Encoding) -> Self {
        Self {
            read,
            encoding,
            lines: BTreeMap::new(),
        }
    }

    /// Returns what the editor calls the file of a name.
    fn uri(&self, name: &str) -> String {
        self.read
            .opened
            .get(name)
            .cloned()
            .unwrap_or_else(|| uri::of(&self.read.claims.join(name)))
    }

    fn lines(&mut self, file: FileId) -> &Lines<'r> {
        self.lines
            .entry(file)
            .or_insert_with(|| Lines::of(self.read.report.files.text(file)))
    }

    /// Returns the offset of a place in a file.
    pub(super) fn offset(&mut self, file: FileId, place: LinePlace) -> usize {
        let encoding = self.encoding;
        self.lines(file).offset(place, encoding)
    }

    /// Returns a stretch of a file.
    pub(super) fn range(&mut self, span: Span) -> Range {
        let encoding = self.encoding;
        let lines = self.lines(span.file);
        let [start, end] =
            [span.start, span.end].map(|offset| position(lines.place(offset as usize, encoding)));
        Range { start, end }
    }

    /// Returns a stretch and its file.
    pub(super) fn location(&mut self, span: Span) -> Location {
        let uri = self.uri(self.read.report.files.name(span.file)).into();
        Location {
            uri,
            range: self.range(span),
        }
    }

    /// Everything to underline, by the URIs of the files.
    pub(super) fn told(mut self) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut told = BTreeMap::new();
        for (name, notices) in editor::notices(&self.read.report) {
            let shown = notices
                .into_iter()
                .map(|notice| self.diagnostic(notice))
                .collect();
            told.insert(self.uri(name), shown);
        }
        told
    }

    /// Something to underline.
    pub(super) fn diagnostic(&mut self, notice: Notice) -> Diagnostic {
        let stopped = notice.stopped.map(|at| LinePlace {
            line: narrow(at.line - 1),
            column: narrow(at.column - 1),
        });
        let stopped = position(stopped.unwrap_or(LinePlace { line: 0, column: 0 }));
        let range = notice.span.map(|span| self.range(span));
        let related =
            notice
                .related
                .into_iter()
                .map(|(span, message)| DiagnosticRelatedInformation {
                    location: self.location(span),
                    message: message.into_string(),
                });
        let related: Vec<_> = related.collect();
        Diagnostic {
            range: range.unwrap_or(Range {
                start: stopped,
                end: stopped,
            }),
            severity: Some(severity(notice.level)),
            code: Some(lsp::Code::String(notice.code.word().to_owned())),
            source: Some("crosscheck".to_owned()),
            message: lsp::Message::String(notice.text.into_string()),
            tags: (notice.code == Code::UnusedDeclaration)
                .then(|| vec![lsp::DiagnosticTag::Unnecessary]),
            related_information: (!related.is_empty()).then_some(related),
            code_description: None,
            data: None,
        }
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::Error,
        Level::Warning => DiagnosticSeverity::Warning,
        Level::Finding => DiagnosticSeverity::Information,
        Level::Settled => DiagnosticSeverity::Hint,
    }
}

fn position(place: LinePlace) -> Position {
    Position {
        line: place.line,
        character: place.column,
    }
}

//! The questions of an editor, and their answers as the protocol writes them.

use std::collections::HashMap;

use crate::editor::{self, Encoding, Sort};
use crate::files::{FileId, Span};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::documents::place;
use super::params::part;
use super::places::{Places, Read};

/// What an editor asks about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Hover,
    Definition,
    References,
    Completion,
    CodeAction,
}

/// Returns what the server can do, as an answer to `initialize`.
pub(super) fn abilities(encoding: Encoding) -> Value {
    let encoding = match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16 => "utf-16",
    };
    json!({
        "capabilities": {
            "positionEncoding": encoding,
            "textDocumentSync": { "openClose": true, "change": lsp::TextDocumentSyncKind::Incremental, "save": true },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "completionProvider": { "triggerCharacters": ["\"", "'", "[", "="] },
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
        "serverInfo": { "name": "crosscheck", "version": env!("CARGO_PKG_VERSION") },
    })
}

impl Asked {
    /// Returns what a method asks.
    pub(super) fn of(method: &str) -> Option<Self> {
        match method {
            "textDocument/hover" => Some(Self::Hover),
            "textDocument/definition" => Some(Self::Definition),
            "textDocument/references" => Some(Self::References),
            "textDocument/completion" => Some(Self::Completion),
            "textDocument/codeAction" => Some(Self::CodeAction),
            _ => None,
        }
    }

    /// Returns the answer; nothing where the question cannot be read.
    pub(super) fn answer(
        self,
        read: &Read,
        file: FileId,
        params: &Value,
        encoding: Encoding,
    ) -> Value {
        let mut desk = Desk {
            read,
            file,
            places: Places::new(read, encoding),
        };
        let answer = match self {
            Self::Hover => desk
                .at(params)
                .and_then(|at| desk.hover(at))
                .map(serde_json::to_value),
            Self::Definition => desk
                .at(params)
                .map(|at| desk.locations(&editor::definitions(&read.report, file, at))),
            Self::References => desk
                .at(params)
                .map(|at| desk.locations(&editor::references(&read.report, file, at))),
            Self::Completion => desk
                .at(params)
                .and_then(|at| desk.completion(at))
                .map(serde_json::to_value),
            Self::CodeAction => {
                part(params, "/range").map(|range| serde_json::to_value(desk.actions(range)))
            }
        };
        answer.and_then(Result::ok).unwrap_or_default()
    }
}

/// A file about which something is asked.
struct Desk<'r> {
    read: &'r Read,
    file: FileId,
    places: Places<'r>,
}

impl Desk<'_> {
    /// Returns the place that is meant.
    fn at(&mut self, params: &Value) -> Option<usize> {
        Some(
            self.places
                .offset(self.file, place(part(params, "/position")?)),
        )
    }

    fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.file, bytes)
    }

    fn hover(&mut self, at: usize) -> Option<lsp::Hover> {
        let hover = editor::hover(&self.read.report, self.file, at)?;
        let contents = lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: hover.markdown,
        };
        let range = self.places.range(self.span(hover.bytes));
        Some(lsp::Hover {
            contents: contents.into(),
            range: Some(range),
        })
    }

    fn locations(&mut self, spans: &[Span]) -> serde_json::Result<Value> {
        serde_json::to_value(
            spans
                .iter()
                .map(|span| self.places.location(*span))
                .collect::<Vec<_>>(),
        )
    }

    fn completion(&mut self, at: usize) -> Option<lsp::CompletionList> {
        let found = editor::complete(&self.read.report, self.file, at)?;
        let range = self.places.range(self.span(found.bytes));
        let items = found.items.into_iter().map(|item| lsp::CompletionItem {
            filter_text: Some(format!("{} {}", item.text, item.detail)),
            kind: Some(match item.sort {
                Sort::Table => lsp::CompletionItemKind::Struct,
                Sort::Key => lsp::CompletionItemKind::Property,
                Sort::Id => lsp::CompletionItemKind::Reference,
                Sort::Word => lsp::CompletionItemKind::EnumMember,
            }),
            label: item.label,
            detail: (!item.detail.is_empty()).then_some(item.detail),
            text_edit: Some(
                lsp::TextEdit {
                    range,
                    new_text: item.text,
                }
                .into(),
            ),
            ..lsp::CompletionItem::default()
        });
        Some(lsp::CompletionList {
            is_incomplete: found.cut,
            items: items.collect(),
            ..lsp::CompletionList::default()
        })
    }

    fn actions(&mut self, range: lsp::Range) -> Vec<lsp::CodeAction> {
        let (start, end) = (place(range.start), place(range.end));
        let (start, end) = (
            self.places.offset(self.file, start),
            self.places.offset(self.file, end),
        );
        let fixes = editor::fixes(&self.read.report, self.file, start..end.max(start));
        fixes.into_iter().map(|fix| self.action(&fix)).collect()
    }

    fn action(&mut self, fix: &editor::Fix<'_>) -> lsp::CodeAction {
        let location = self.places.location(fix.change.span);
        let edit = lsp::TextEdit {
            range: location.range,
            new_text: fix.change.text.clone(),
        };
        let changes = HashMap::from([(location.uri, vec![edit])]);
        lsp::CodeAction {
            title: fix.title.to_string(),
            kind: Some(lsp::CodeActionKind::QuickFix),
            diagnostics: Some(vec![
                self.places
                    .diagnostic(editor::notice(&self.read.report.files, fix.diagnostic)),
            ]),
            is_preferred: Some(true),
            edit: Some(lsp::WorkspaceEdit {
                changes: Some(changes),
                ..lsp::WorkspaceEdit::default()
            }),
            ..lsp::CodeAction::default()
        }
    }
}

//! The questions of an editor, and their answers as the protocol writes them.

use std::collections::HashMap;
use std::ops::Range;

use crate::editor::{self, Encoding, Sort};
use crate::files::{FileId, Span};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::documents::place;
use super::params::{part, text_at};
use super::places::{Places, Read};

/// What an editor asks about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Hover,
    Definition,
    References,
    Completion,
    CodeAction,
    PrepareRename,
    Rename,
    DocumentSymbol,
    InlayHint,
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
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "inlayHintProvider": true,
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
            "textDocument/prepareRename" => Some(Self::PrepareRename),
            "textDocument/rename" => Some(Self::Rename),
            "textDocument/documentSymbol" => Some(Self::DocumentSymbol),
            "textDocument/inlayHint" => Some(Self::InlayHint),
            _ => None,
        }
    }

    /// Returns the answer; nothing where the question cannot be read.
    ///
    /// # Errors
    ///
    /// Returns the reason if what is wished cannot be done.
    pub(super) fn answer(
        self,
        read: &Read,
        file: FileId,
        params: &Value,
        encoding: Encoding,
    ) -> Result<Value, String> {
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
            Self::PrepareRename => desk
                .at(params)
                .and_then(|at| editor::renamed(&read.report, file, at))
                .map(|bytes| serde_json::to_value(desk.places.range(Span::new(file, bytes)))),
            Self::Rename => {
                let new = text_at(params, "/newName").unwrap_or_default();
                match desk.at(params) {
                    Some(at) => Some(desk.rename(at, new)?),
                    None => None,
                }
            }
            Self::DocumentSymbol => Some(Ok(desk.outline())),
            Self::InlayHint => part(params, "/range").map(|range| Ok(desk.hints(range))),
        };
        Ok(answer.and_then(Result::ok).unwrap_or_default())
    }
}

/// Returns what is declared in a folder with some words in its id or name.
pub(super) fn symbols(read: &Read, words: &str, encoding: Encoding) -> Vec<Value> {
    let mut places = Places::new(read, encoding);
    let found = editor::search(&read.report, words).into_iter();
    let found = found.map(|found| {
        json!({
            "name": found.name.as_str(),
            "kind": symbol_kind(found.table),
            "location": places.location(found.place),
        })
    });
    found.collect()
}

/// Returns the kind of symbol by which an editor shows a table.
fn symbol_kind(table: &str) -> lsp::SymbolKind {
    match table {
        "topic" => lsp::SymbolKind::Namespace,
        "event" => lsp::SymbolKind::Event,
        "attribute" => lsp::SymbolKind::Field,
        "source" | "speaker" | "party" => lsp::SymbolKind::Class,
        "claim" => lsp::SymbolKind::Constant,
        _ => lsp::SymbolKind::Object,
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

    fn span(&self, bytes: Range<usize>) -> Span {
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

    /// Returns the bytes of a stretch of the file.
    fn bytes(&mut self, range: lsp::Range) -> Range<usize> {
        let [start, end] =
            [range.start, range.end].map(|at| self.places.offset(self.file, place(at)));
        start..end.max(start)
    }

    fn rename(&mut self, at: usize, new: &str) -> Result<serde_json::Result<Value>, String> {
        let spans = editor::rename(&self.read.report, self.file, at, new)?;
        let mut changes: HashMap<_, Vec<lsp::TextEdit>> = HashMap::new();
        for span in spans {
            let location = self.places.location(span);
            changes
                .entry(location.uri)
                .or_default()
                .push(lsp::TextEdit {
                    range: location.range,
                    new_text: new.to_owned(),
                });
        }
        Ok(serde_json::to_value(lsp::WorkspaceEdit {
            changes: Some(changes),
            ..lsp::WorkspaceEdit::default()
        }))
    }

    fn outline(&mut self) -> Value {
        let symbols = editor::outline(&self.read.report, self.file).into_iter();
        let symbols = symbols.map(|symbol| {
            let [whole, header] = [symbol.whole, symbol.header]
                .map(|bytes| self.places.range(Span::new(self.file, bytes)));
            json!({
                "name": symbol.name.as_str(),
                "detail": symbol.table,
                "kind": symbol_kind(&symbol.table),
                "range": whole,
                "selectionRange": header,
            })
        });
        symbols.collect()
    }

    fn hints(&mut self, range: lsp::Range) -> Value {
        let bytes = self.bytes(range);
        let hints = editor::hints(&self.read.report, self.file, &bytes).into_iter();
        let hints = hints.map(|hint| {
            let at = self.places.range(self.span(hint.at..hint.at)).start;
            json!({ "position": at, "label": hint.words.as_str(), "paddingLeft": true })
        });
        hints.collect()
    }

    fn actions(&mut self, range: lsp::Range) -> Vec<lsp::CodeAction> {
        let bytes = self.bytes(range);
        let fixes = editor::fixes(&self.read.report, self.file, bytes);
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
            is_preferred: Some(fix.is_likely),
            edit: Some(lsp::WorkspaceEdit {
                changes: Some(changes),
                ..lsp::WorkspaceEdit::default()
            }),
            ..lsp::CodeAction::default()
        }
    }
}

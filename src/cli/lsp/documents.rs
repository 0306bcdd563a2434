//! The files that are open in the editor, as they stand there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crosscheck::editor::{Encoding, Lines, Place};
use crosscheck::load::{Overlay, settled};
use gen_lsp_types::{Position, TextDocumentContentChangeEvent};

use super::uri;

/// A file that is open.
pub(super) struct Document {
    /// What the editor calls it.
    pub(super) uri: String,
    version: Option<i32>,
    text: String,
}

/// The open files, by their real paths.
#[derive(Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    /// Opens a file. What is no file on this machine is left alone.
    pub(super) fn open(&mut self, uri: &str, version: Option<i32>, text: String) -> Option<PathBuf> {
        let path = real_path(uri)?;
        self.0.insert(path.clone(), Document { uri: uri.to_owned(), version, text });
        Some(path)
    }

    /// Changes an open file, one change after the other.
    pub(super) fn change(
        &mut self,
        uri: &str,
        version: Option<i32>,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<PathBuf> {
        let path = real_path(uri)?;
        let document = self.0.get_mut(&path)?;
        document.version = version;
        for change in changes {
            apply(&mut document.text, change, encoding);
        }
        Some(path)
    }

    /// Closes a file: what counts is on the disk again.
    pub(super) fn close(&mut self, uri: &str) -> Option<PathBuf> {
        let path = real_path(uri)?;
        self.0.remove(&path).map(|_| path)
    }

    /// How often an open file was changed.
    pub(super) fn version(&self, uri: &str) -> Option<i32> {
        self.0.values().find(|document| document.uri == uri)?.version
    }

    /// The open files below a folder, with their real paths.
    pub(super) fn below<'d>(&'d self, folder: &'d Path) -> impl Iterator<Item = (&'d Path, &'d Document)> {
        let files = self.0.iter().map(|(path, document)| (path.as_path(), document));
        files.filter(move |(path, _)| path.starts_with(folder))
    }

    /// The texts of the open files below a folder.
    pub(super) fn overlay(&self, folder: &Path) -> Overlay {
        self.below(folder).map(|(path, document)| (path.to_owned(), document.text.clone())).collect()
    }
}

/// The real path of a file.
pub(super) fn real_path(uri: &str) -> Option<PathBuf> {
    settled(&uri::path(uri)?)
}

fn apply(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
            let lines = Lines::of(text);
            let bytes = lines.range(place(change.range.start), place(change.range.end), encoding);
            text.replace_range(bytes, &change.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => *text = change.text,
    }
}

/// A place as the protocol writes it.
pub(super) fn place(position: Position) -> Place {
    Place { line: position.line, column: position.character }
}

//! The files that are open in the editor, as they stand there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::editor::{Encoding, LinePlace, Lines};
use crate::load::{self, Overlay};
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
    pub(super) fn open(
        &mut self,
        uri: &str,
        version: Option<i32>,
        text: String,
    ) -> Option<PathBuf> {
        let path = real_path(uri)?;
        self.0.insert(
            path.clone(),
            Document {
                uri: uri.to_owned(),
                version,
                text,
            },
        );
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

    /// Returns how often an open file was changed.
    pub(super) fn version(&self, uri: &str) -> Option<i32> {
        self.0
            .values()
            .find(|document| document.uri == uri)?
            .version
    }

    /// Returns the open files below a folder, with their real paths.
    pub(super) fn below<'d>(
        &'d self,
        folder: &'d Path,
    ) -> impl Iterator<Item = (&'d Path, &'d Document)> {
        let files = self
            .0
            .iter()
            .map(|(path, document)| (path.as_path(), document));
        files.filter(move |(path, _)| path.starts_with(folder))
    }

    /// Returns the texts of the open files below a folder.
    pub(super) fn overlay(&self, folder: &Path) -> Overlay {
        self.below(folder)
            .map(|(path, document)| (path.to_owned(), document.text.clone()))
            .collect()
    }
}

/// Returns the real path of a file.
pub(super) fn real_path(uri: &str) -> Option<PathBuf> {
    load::real_path(&uri::path(uri)?)
}

fn apply(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
            let lines = Lines::of(text);
            let bytes = lines.range(place(change.range.start), place(change.range.end), encoding);
            text.replace_range(bytes, &change.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
            *text = change.text;
        }
    }
}

/// Returns a place as the protocol writes it.
pub(super) fn place(position: Position) -> LinePlace {
    LinePlace {
        line: position.line,
        column: position.character,
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Range, TextDocumentContentChangePartial};
    use proptest::prelude::*;

    use super::*;

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position { line, character };
        let range = Range {
            start: position(from),
            end: position(to),
        };
        let text = text.to_owned();
        TextDocumentContentChangePartial {
            range,
            text,
            ..TextDocumentContentChangePartial::default()
        }
        .into()
    }

    /// Returns a place in UTF-16 units, counted by hand.
    fn by_hand(text: &[char], at: usize) -> (u32, u32) {
        let (mut line, mut column) = (0, 0);
        for letter in &text[..at] {
            (line, column) = if *letter == '\n' {
                (line + 1, 0)
            } else {
                (line, column + u32::try_from(letter.len_utf16()).unwrap())
            };
        }
        (line, column)
    }

    proptest! {
        #[test]
        fn changes_add_up_to_what_the_editor_has(
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, "[aü😀\n]{0,4}"), 1..8),
        ) {
            let mut model: Vec<char> = "[[claim]]\nnote = \"ü😀\"\n".chars().collect();
            let mut text: String = model.iter().collect();
            for (at, cut, put) in edits {
                let start = at.index(model.len() + 1);
                let end = (start + cut).min(model.len());
                apply(&mut text, change(by_hand(&model, start), by_hand(&model, end), &put), Encoding::Utf16);
                model.splice(start..end, put.chars());
                prop_assert_eq!(&text, &model.iter().collect::<String>());
            }
        }
    }

    #[test]
    fn a_change_that_lies_outside_is_made_at_the_end() {
        let mut text = "a\nb".to_owned();
        apply(&mut text, change((9, 9), (1, 0), "c"), Encoding::Utf16);
        assert_eq!(text, "a\nbc");
    }
}

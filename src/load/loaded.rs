//! What is read, and how the parts that several threads read become one.

use std::path::PathBuf;

use super::reader;
use super::row::Rows;
use super::shape::Tables;
use super::walk::{self, FoundFile, OtherFile};
use super::words::Words;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Files, SourceFile};

/// Everything that was read.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The texts.
    pub(crate) files: Files,
    /// The tables of each file, in the order of `files`.
    pub(crate) tables: Vec<Tables>,
    /// The claims of all files.
    pub(crate) rows: Rows,
    /// The words of the claims.
    pub(crate) words: Words,
    /// What is wrong with the files so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Files beside them that are not read.
    pub(crate) others: Vec<OtherFile>,
}

/// Reads claim files whose texts are at hand already, or what is wrong with them.
pub(super) fn from_texts(mut texts: Vec<(String, Result<String, Diagnostic>)>) -> Loaded {
    texts.sort_by(|left, right| {
        (&left.0, left.1.as_ref().ok()).cmp(&(&right.0, right.1.as_ref().ok()))
    });
    let mut run = Run::default();
    for (id, (name, text)) in (0..).map(FileId::at).zip(texts) {
        let read = run.take(id, name, text, SourceFile::kept);
        run.files.push(read);
    }
    joined(Files::default(), vec![run])
}

/// What one thread reads: a run of files, and the words of their claims.
#[derive(Default)]
pub(super) struct Run {
    files: Vec<SourceFile>,
    tables: Vec<Tables>,
    rows: Rows,
    words: Words,
    diagnostics: Vec<Diagnostic>,
}

impl Run {
    /// Reads a file that was found.
    pub(super) fn read(&mut self, id: FileId, file: &FoundFile<'_>, keep: bool) {
        let text = match file.text {
            Some(text) => Ok(text.to_owned()),
            None => walk::read(&file.path, &file.name),
        };
        let keep = keep || file.text.is_some();
        let read = self.take(id, file.name.clone(), text, |name, text| {
            source_file(name, text, Some(&file.path).filter(|_| !keep))
        });
        self.files.push(read.under(&file.folder));
    }

    /// Takes the tables of a text, and gives back the file as it is kept.
    fn take(
        &mut self,
        id: FileId,
        name: String,
        text: Result<String, Diagnostic>,
        kept: impl FnOnce(String, String) -> SourceFile,
    ) -> SourceFile {
        match text {
            Ok(text) => {
                self.tables(id, &text);
                kept(name, text)
            }
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                SourceFile::unread(name)
            }
        }
    }

    fn tables(&mut self, id: FileId, text: &str) {
        let (tables, diagnostics) = reader::read(text, id, &mut self.words, &mut self.rows);
        self.tables.push(tables);
        self.diagnostics.extend(diagnostics);
    }
}

/// Returns a file whose text is kept, or is read again from a path.
fn source_file(name: String, text: String, path: Option<&PathBuf>) -> SourceFile {
    match path {
        Some(path) => SourceFile::let_go(name, &text, path),
        None => SourceFile::kept(name, text),
    }
}

/// Puts the runs together, in their order.
pub(super) fn joined(files: Files, runs: Vec<Run>) -> Loaded {
    let (rows, words, diagnostics) = (Rows::default(), Words::default(), Vec::new());
    let mut loaded = Loaded {
        files,
        tables: Vec::new(),
        rows,
        words,
        diagnostics,
        others: Vec::new(),
    };
    for mut run in runs {
        run.files
            .into_iter()
            .for_each(|file| loaded.files.add(file));
        loaded.diagnostics.extend(run.diagnostics);
        // The first run's words keep their numbers.
        if loaded.tables.is_empty() {
            (loaded.words, loaded.rows) = (run.words, run.rows);
        } else {
            let before = loaded.rows.len();
            for Tables { rows, .. } in &mut run.tables {
                *rows = rows.start + before..rows.end + before;
            }
            loaded.rows.append(run.rows, &loaded.words.merge(run.words));
        }
        loaded.tables.append(&mut run.tables);
    }
    loaded
}

//! What is read, and how the parts that several threads read become one.

use std::path::PathBuf;

use super::reader;
use super::row::{MOST_CLAIMS, Rows};
use super::shape::Tables;
use super::walk::{self, FoundFile, OtherFile};
use super::words::Words;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Files, SourceFile, Span};

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
    let mut run = Run::new(MOST_CLAIMS);
    for (id, (name, text)) in (0..).map(FileId::at).zip(texts) {
        let read = run.take(id, name, text, SourceFile::kept);
        run.files.push(read);
    }
    joined(Files::default(), vec![run])
}

/// What one thread reads: a run of files, and the words of their claims.
pub(super) struct Run {
    files: Vec<SourceFile>,
    tables: Vec<Tables>,
    rows: Rows,
    words: Words,
    diagnostics: Vec<Diagnostic>,
    room: Room,
}

/// How many claims there is room for. From the first file on that has more, no claim is read.
struct Room {
    most: usize,
    is_full: bool,
}

impl Room {
    fn new(most: usize) -> Self {
        Self {
            most,
            is_full: false,
        }
    }

    /// Leaves out the claims for which there is no room, if so many are before these. Returns what to say of each
    /// file.
    fn bound(&mut self, before: usize, tables: &mut [Tables], rows: &mut Rows) -> Vec<Diagnostic> {
        let mut left_out = Vec::new();
        for Tables {
            file,
            rows: of_file,
            ..
        } in tables
        {
            self.is_full |= before + of_file.end > self.most;
            if self.is_full && of_file.start < of_file.end {
                left_out.push(no_room(*file, self.most));
                rows.truncate(of_file.start);
                *of_file = rows.len()..rows.len();
            }
        }
        left_out
    }
}

/// Returns the diagnostic of a file whose claims are too many, together with those before them.
fn no_room(file: FileId, most: usize) -> Diagnostic {
    Diagnostic::at(
        Code::TooLarge,
        Span::new(file, 0..0),
        format!(
            "no claim of this file is read: with the files before it there are more than {most}"
        ),
        "read fewer files at a time",
    )
}

impl Run {
    /// Reads nothing yet, and no more claims than that.
    pub(super) fn new(most: usize) -> Self {
        Self {
            files: Vec::new(),
            tables: Vec::new(),
            rows: Rows::default(),
            words: Words::default(),
            diagnostics: Vec::new(),
            room: Room::new(most),
        }
    }

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
        let (mut tables, diagnostics) = reader::read(text, id, &mut self.words, &mut self.rows);
        self.diagnostics.extend(diagnostics);
        let tables_of_file = std::slice::from_mut(&mut tables);
        let left_out = self.room.bound(0, tables_of_file, &mut self.rows);
        self.diagnostics.extend(left_out);
        self.tables.push(tables);
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
    let mut room = Room::new(runs.first().map_or(MOST_CLAIMS, |run| run.room.most));
    for mut run in runs {
        let left_out = room.bound(loaded.rows.len(), &mut run.tables, &mut run.rows);
        run.diagnostics.extend(left_out);
        room.is_full |= run.room.is_full;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    /// Reads texts of so many claims each, some to a run, and no more claims than that. Returns how many each file
    /// has left, and the files of which something is said.
    fn left(claims: &[usize], to_a_run: usize, most: usize) -> (Vec<usize>, Vec<usize>) {
        let numbered: Vec<(usize, &usize)> = claims.iter().enumerate().collect();
        let runs = numbered.chunks(to_a_run).map(|files| {
            let mut run = Run::new(most);
            for (at, claims) in files {
                let text = "[[claim]]\nlang = 'en'\n".repeat(**claims);
                let name = at.to_string();
                let file = run.take(FileId::at(*at), name, Ok(text), SourceFile::kept);
                run.files.push(file);
            }
            run
        });
        let loaded = joined(Files::default(), runs.collect());
        let left = loaded.tables.iter().map(|tables| tables.rows.len());
        let said = loaded.diagnostics.iter().map(|fault| match &fault.place {
            Place::At(span) => span.file.index(),
            Place::Unread(..) => usize::MAX,
        });
        assert_eq!(left.clone().sum::<usize>(), loaded.rows.len());
        (left.collect(), said.collect())
    }

    #[test]
    fn claims_for_which_there_is_no_room_are_left_out_and_said() {
        for (claims, kept, said) in [
            (&[3, 2, 0, 5][..], &[3, 2, 0, 5][..], &[][..]),
            (&[3, 8, 0, 1], &[3, 0, 0, 0], &[1, 3]),
            (&[11, 1], &[0, 0], &[0, 1]),
            (&[5, 5, 1], &[5, 5, 0], &[2]),
        ] {
            // However many threads share the files.
            for to_a_run in 1..=claims.len() {
                let found = left(claims, to_a_run, 10);
                assert_eq!(
                    found,
                    (kept.to_vec(), said.to_vec()),
                    "{claims:?} {to_a_run}"
                );
            }
        }
    }
}

//! Reading: a sorted walk over the named folders, and the tables of every file. The only room that
//! touches the file system, git, TOML and serde's input.

pub mod approved;
mod beside;
pub mod git;
mod glimpse;
mod quick;
pub mod raw;
pub mod reader;
pub mod row;
pub mod schema;
pub mod shape;
pub mod state;
pub mod suggest;
pub mod table;
mod walk;
pub mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Files, SourceFile, Span};
use crate::parallel;
pub use beside::{article, path_beside};
pub use glimpse::Glimpse;
use reader::Whole;
use row::Rows;
use shape::Tables;
use table::Entry;
pub use walk::settled;
use walk::{Aside, FoundFile};
use words::Words;

/// So many bytes of text are kept; what is beyond is read again where it is shown. Small topics are
/// read once, and a monitoring project's records do not fill the memory.
const KEPT_BYTES: u64 = 16 << 20;

/// Below so many bytes one thread reads them all.
const WORTH_THREADS: u64 = 1 << 20;

/// Texts of files, by their paths, that stand for what is on the disk: buffers of an editor, a file
/// that is about to be written.
pub type Overlay = BTreeMap<PathBuf, String>;

/// Everything that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The texts.
    pub files: Files,
    /// The tables of each file, in the order of `files`.
    pub tables: Vec<Tables>,
    /// The claims of all files.
    pub rows: Rows,
    /// The words of the claims.
    pub words: Words,
    /// What is wrong with the files so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// The claims of files with faults, with all their words: such a file is not read a second time.
#[derive(Debug, Default)]
pub struct Kept(BTreeMap<(FileId, u32), Entry<shape::Claim>>);

impl Kept {
    /// Takes the claims out of the tables.
    pub fn of(tables: &mut [Tables]) -> Self {
        let entries = tables
            .iter_mut()
            .flat_map(|tables| std::mem::take(&mut tables.claims));
        Self(
            entries
                .map(|entry| ((entry.place.file, entry.place.start), entry))
                .collect(),
        )
    }

    /// The claim whose table stands there, with all its words; `None` where its file has changed.
    pub fn claim(&self, files: &Files, extent: Span) -> Option<Whole<'_>> {
        match self.0.get(&(extent.file, extent.start)) {
            Some(entry) => Some(Whole::kept(entry)),
            None => Whole::again(files.text(extent.file), extent),
        }
    }

    /// The same, where the text of the file is at hand.
    pub fn claim_in(&self, text: &str, extent: Span) -> Option<Whole<'_>> {
        match self.0.get(&(extent.file, extent.start)) {
            Some(entry) => Some(Whole::kept(entry)),
            None => Whole::again(text, extent),
        }
    }
}

/// Nothing can be done: no claim file was found, or a named path does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// A path that was named and does not exist.
    NotFound(String),
    /// No file that ends in `.toml` under these paths.
    NoClaimFiles(Vec<String>),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound(path) => write!(f, "there is no file or folder “{path}”"),
            Self::NoClaimFiles(paths) => {
                write!(
                    f,
                    "there is no claim file (a name that ends in .toml) under {}",
                    paths.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads every claim file under the named folders and files. `progress` is told, after each file,
/// how many are done and how many there are.
pub fn load(
    paths: &[PathBuf],
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    load_over(paths, &Overlay::new(), progress)
}

/// Reads them with the texts of some files replaced or added: what comes out is what would, were they
/// written first. Nothing is written.
pub fn load_over(
    paths: &[PathBuf],
    overlay: &Overlay,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    read(paths, overlay, KEPT_BYTES, progress)
}

/// Reads them where the texts are kept only if all of them have no more than so many bytes. What comes
/// out is the same; how much memory it takes is not.
pub fn load_keeping(
    paths: &[PathBuf],
    most: u64,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    read(paths, &Overlay::new(), most, progress)
}

fn read(
    paths: &[PathBuf],
    overlay: &Overlay,
    most: u64,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    let found = walk::walk(paths, overlay)?;
    let (total, done) = (found.files.len(), AtomicUsize::new(0));
    let numbered: Vec<(FileId, FoundFile<'_>)> = (0..).map(FileId::at).zip(found.files).collect();
    let keep = numbered.iter().map(|(_, file)| file.bytes).sum::<u64>() <= most;
    let runs = parallel::runs(
        &numbered,
        |(_, file)| file.bytes,
        WORTH_THREADS,
        |files| {
            let mut run = Run::default();
            for (id, file) in files {
                run.read(*id, file, keep);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
            run
        },
    );
    let mut loaded = joined(Files::new(walk::reread), runs);
    for Aside {
        name,
        folder,
        diagnostic,
    } in found.aside
    {
        loaded.files.add(SourceFile::unread(name).under(&folder));
        loaded.diagnostics.push(diagnostic);
    }
    beside::from_disk(&mut loaded, |file| &numbered[file.index()].1.path);
    Ok(loaded)
}

/// Reads claim files that are in memory already: pairs of a name and a text. What has a name that ends in
/// `.txt` is a text that a source may keep.
pub fn load_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    let (beside, texts): (Vec<_>, Vec<_>) = texts
        .into_iter()
        .partition(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "txt"));
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), Ok(text.to_owned())));
    let mut loaded = load_read(texts.collect());
    beside::from_memory(&mut loaded, &beside.into_iter().collect());
    loaded
}

/// Reads claim files whose texts are at hand already, or what is wrong with them.
fn load_read(mut texts: Vec<(String, Result<String, Diagnostic>)>) -> Loaded {
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
struct Run {
    files: Vec<SourceFile>,
    tables: Vec<Tables>,
    rows: Rows,
    words: Words,
    diagnostics: Vec<Diagnostic>,
}

impl Run {
    fn read(&mut self, id: FileId, file: &FoundFile<'_>, keep: bool) {
        let text = match file.text {
            Some(text) => Ok(text.to_owned()),
            None => walk::read(&file.path, &file.name),
        };
        let keep = keep || file.text.is_some();
        let kept = |name, text: String| {
            if keep {
                SourceFile::kept(name, text)
            } else {
                SourceFile::let_go(name, &text, &file.path)
            }
        };
        let read = self.take(id, file.name.clone(), text, kept);
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

/// Puts the runs together again, in their order.
fn joined(files: Files, runs: Vec<Run>) -> Loaded {
    let (rows, words, diagnostics) = (Rows::default(), Words::default(), Vec::new());
    let mut loaded = Loaded {
        files,
        tables: Vec::new(),
        rows,
        words,
        diagnostics,
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

//! Reading: a sorted walk over the named folders, and the tables of every file. The only room that
//! touches the file system, git, TOML and serde's input.

pub(crate) mod approved;
mod beside;
pub(crate) mod git;
mod glimpse;
mod loaded;
mod quick;
pub(crate) mod raw;
pub(crate) mod reach;
pub(crate) mod reader;
pub(crate) mod row;
pub(crate) mod saved;
pub(crate) mod schema;
pub(crate) mod shape;
pub(crate) mod suggest;
pub(crate) mod table;
pub(crate) mod unread;
mod walk;
pub(crate) mod whole;
pub(crate) mod words;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::files::{FileId, Files, SourceFile};
use crate::parallel;
pub(crate) use beside::{article, article_from, path_beside};
pub(crate) use glimpse::Glimpse;
pub(crate) use loaded::Loaded;
use loaded::Run;
pub(crate) use reach::real_path;
use row::MOST_CLAIMS;
use walk::FoundFile;
pub use walk::LoadError;
pub(crate) use walk::{OtherFile, Overlay};

/// The most bytes of text that are kept; what is beyond is read again if it is shown. Small topics are
/// read once, and a monitoring project's records do not fill the memory.
const KEPT_BYTES: u64 = 16 << 20;

/// The bytes of text from which several threads read them.
const WORTH_THREADS: u64 = 1 << 20;

/// Reads every claim file under the named folders and files. `progress` is called after each file, with
/// the number of files that are done and of all files.
///
/// # Errors
///
/// If a path does not exist, or there is no claim file under any of them.
pub(crate) fn load(
    paths: &[PathBuf],
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    load_over(paths, &Overlay::new(), progress)
}

/// Reads claim files as [`load`] does, with the texts of some files replaced or added: the result is as if
/// they had been written first. Nothing is written.
///
/// # Errors
///
/// As for [`load`].
pub(crate) fn load_over(
    paths: &[PathBuf],
    overlay: &Overlay,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Loaded, LoadError> {
    read(paths, overlay, KEPT_BYTES, progress)
}

/// Reads claim files as [`load`] does, and keeps their texts only if all of them together have no more than
/// `most` bytes. The result is the same, with another use of memory.
///
/// # Errors
///
/// As for [`load`].
#[cfg(test)]
pub(crate) fn load_keeping(
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
            let mut run = Run::new(MOST_CLAIMS);
            for (id, file) in files {
                run.read(*id, file, keep);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
            run
        },
    );
    let mut loaded = loaded::joined(Files::new(walk::reread), runs);
    for skipped in found.skipped {
        let file = SourceFile::unread(skipped.name).under(&skipped.folder);
        loaded.files.add(file);
        loaded.diagnostics.push(skipped.diagnostic);
    }
    loaded.others = found.others;
    beside::from_disk(&mut loaded, |file| &numbered[file.index()].1.path);
    Ok(loaded)
}

/// Reads claim files that are in memory already: pairs of a name and a text. A text whose name ends in
/// `.txt` is one that a source may keep.
pub(crate) fn load_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    let (beside, texts): (Vec<_>, Vec<_>) = texts
        .into_iter()
        .partition(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "txt"));
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), Ok(text.to_owned())));
    let mut loaded = loaded::from_texts(texts.collect());
    beside::from_memory(&mut loaded, &beside.into_iter().collect());
    loaded
}

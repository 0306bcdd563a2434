//! The state of the files under some paths, as far as it is known without reading any file: enough to
//! notice that something changed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::reach::real_path;
use super::walk::is_claim_name;

/// The claim files under some paths, the texts (`.txt`) beside them, and what cannot be looked at. Two
/// glimpses are the same if nothing that is read changed in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glimpse(BTreeMap<PathBuf, Option<FileState>>);

/// The state of a file, as it is known without being read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileState {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Another file in its place has another one, and so has a file whose time was set back.
    mark: Mark,
}

impl Glimpse {
    /// Looks at the named folders and files. What does not exist is noticed, too, when it appears.
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        let mut all = BTreeMap::new();
        for path in paths {
            match real_path(path).filter(|root| root.exists()) {
                Some(root) => look(&root, &mut all),
                None => drop(all.insert(path.clone(), None)),
            }
        }
        Self(all)
    }

    /// Returns how many bytes there are to read.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.values().flatten().map(|file| file.bytes).sum()
    }
}

/// Looks at a folder, or at a file that was named itself.
fn look(root: &Path, all: &mut BTreeMap<PathBuf, Option<FileState>>) {
    let mut walk = WalkDir::new(root).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            // What is behind a link that leads out is not read, but there is a diagnostic of the link.
            Ok(entry) if leads_out(&entry, root) => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                all.insert(entry.into_path(), None);
            }
            Ok(entry) if counts(&entry, root) => {
                let seen = entry.metadata().ok().map(|about| FileState::new(&about));
                all.insert(entry.into_path(), seen);
            }
            Ok(_) => {}
            Err(fault) => drop(all.insert(fault.path().unwrap_or(root).to_owned(), None)),
        }
    }
}

fn leads_out(entry: &DirEntry, root: &Path) -> bool {
    entry.path_is_symlink()
        && entry
            .path()
            .canonicalize()
            .is_ok_and(|target| !target.starts_with(root))
}

fn counts(entry: &DirEntry, root: &Path) -> bool {
    let path = entry.path();
    let is_text = path.extension().is_some_and(|end| end == "txt");
    entry.file_type().is_file() && (is_claim_name(path, root) || is_text)
}

impl FileState {
    fn new(about: &Metadata) -> Self {
        Self {
            bytes: about.len(),
            modified: about.modified().ok(),
            mark: mark(about),
        }
    }
}

/// The number of the file, and when anything about it was changed last.
#[cfg(unix)]
type Mark = (u64, i64, i64);

/// Other systems do not tell.
#[cfg(not(unix))]
type Mark = ();

#[cfg(unix)]
fn mark(about: &Metadata) -> Mark {
    use std::os::unix::fs::MetadataExt;
    (about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn mark(_: &Metadata) -> Mark {}

#[cfg(test)]
mod tests;

//! Reading: a sorted walk over the named folders, and the tables of every file. The only room that
//! touches the file system, TOML and serde's input.

pub mod reader;
pub mod shape;
pub mod suggest;
mod walk;

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use reader::Tables;

/// Everything that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The texts.
    pub files: Files,
    /// The tables of each file, in the order of `files`.
    pub tables: Vec<Tables>,
    /// What is wrong with the files so far.
    pub diagnostics: Vec<Diagnostic>,
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
                write!(f, "there is no claim file (a name that ends in .toml) under {}", paths.join(", "))
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads every claim file under the named folders and files. `progress` is told, after each file,
/// how many are done and how many there are.
pub fn load(paths: &[PathBuf], progress: &dyn Fn(usize, usize)) -> Result<Loaded, LoadError> {
    let found = walk::walk(paths)?;
    let mut loaded = Loaded { files: Files::default(), tables: Vec::new(), diagnostics: found.diagnostics };
    let total = found.files.len();
    for (done, file) in found.files.into_iter().enumerate() {
        match walk::read(&file.path, &file.name) {
            Ok(text) => {
                let id = loaded.files.add(file.name, text);
                let (tables, diagnostics) = reader::read(&loaded.files, id);
                loaded.tables.push(tables);
                loaded.diagnostics.extend(diagnostics);
            }
            Err(diagnostic) => loaded.diagnostics.push(diagnostic),
        }
        progress(done + 1, total);
    }
    Ok(loaded)
}

/// Reads claim files that are in memory already: pairs of a name and a text.
pub fn load_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    let mut texts: Vec<_> = texts.into_iter().collect();
    texts.sort_unstable();
    let mut loaded = Loaded { files: Files::default(), tables: Vec::new(), diagnostics: Vec::new() };
    for (name, text) in texts {
        let id = loaded.files.add(name.to_owned(), text.to_owned());
        let (tables, diagnostics) = reader::read(&loaded.files, id);
        loaded.tables.push(tables);
        loaded.diagnostics.extend(diagnostics);
    }
    loaded
}

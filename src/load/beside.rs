//! The texts that sources keep beside them (`text = "article.txt"`): which file is meant, and its text.
//! The path is a stranger's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::loaded::Loaded;
use super::shape::Tables;
use super::walk;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, SourceFile, Span};

/// A longer text is no article: 4 MiB are more than the longest novel.
pub(super) const MOST_BYTES: u64 = 4 << 20;

/// So many bytes of these texts are kept; what is beyond is read again where it is needed.
const KEPT_BYTES: u64 = 16 << 20;

/// What a source calls its text.
struct Named {
    /// Which of the tables.
    tables: usize,
    /// As it is written.
    path: String,
    /// Where it stands.
    span: Span,
}

/// Reads the texts of all sources from the disk. `path_of` tells where a claim file is.
pub(super) fn from_disk<'p>(loaded: &mut Loaded, path_of: impl Fn(FileId) -> &'p Path) {
    let (mut known, mut kept) = (BTreeMap::new(), 0);
    for named in named(loaded) {
        let file = path_of(named.span.file);
        let text = found(&named, file).and_then(|path| {
            if let Some(id) = known.get(&path) {
                return Ok(*id);
            }
            let text = read(&named, &path)?;
            kept += text.len() as u64;
            let name = name_beside(loaded, &named);
            let source = if kept <= KEPT_BYTES {
                SourceFile::kept(name, text)
            } else {
                SourceFile::let_go(name, &text, &path)
            };
            Ok(*known
                .entry(path)
                .or_insert(loaded.files.add_beside(named.span.file, source)))
        });
        settle(loaded, &named, text);
    }
}

/// Takes the texts of all sources from memory, by their names.
pub(super) fn from_memory(loaded: &mut Loaded, texts: &BTreeMap<&str, &str>) {
    let mut known = BTreeMap::new();
    for named in named(loaded) {
        let text = checked(&named).and_then(|()| {
            let name = name_beside(loaded, &named);
            let text = texts.get(&*name).ok_or_else(|| missing(&named))?;
            let source = || SourceFile::kept(name.clone(), (*text).to_owned());
            Ok(*known
                .entry(name.clone())
                .or_insert_with(|| loaded.files.add_beside(named.span.file, source())))
        });
        settle(loaded, &named, text);
    }
}

/// The names of the texts that may be followed.
pub(super) fn wanted(loaded: &Loaded) -> BTreeSet<String> {
    let may = named(loaded)
        .into_iter()
        .filter(|named| checked(named).is_ok());
    may.map(|named| name_beside(loaded, &named)).collect()
}

/// The text of an article that is no part of the claims: a regular file of at most 4 MiB in UTF-8.
pub(crate) fn article(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path)
        .map_err(|_| "there is no such file, or it cannot be looked at".to_owned())?;
    if !about.is_file() {
        return Err("this is not a file".to_owned());
    }
    if about.len() > MOST_BYTES {
        return Err(format!(
            "it has {} bytes; a text over 4 MiB is not read",
            about.len()
        ));
    }
    walk::read(path, "").map_err(|fault| format!("{}; {}", fault.message, fault.help))
}

/// The path of a file from the folder of another, with `/` between folders, where it lies in it or below.
pub(crate) fn path_beside(file: &Path, of: &Path) -> Option<String> {
    let folder = of
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    let parts = file.strip_prefix(folder).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/")).filter(|path| !path.contains('\\'))
}

/// The texts that sources name.
fn named(loaded: &Loaded) -> Vec<Named> {
    let named = |(tables, of_file): (usize, &Tables)| {
        let text = of_file.source.first()?.shape.text.as_ref()?;
        Some(Named {
            tables,
            path: text.get_ref().clone(),
            span: Span::new(of_file.file, text.span()),
        })
    };
    loaded.tables.iter().enumerate().filter_map(named).collect()
}

fn settle(loaded: &mut Loaded, named: &Named, text: Result<FileId, Diagnostic>) {
    match text {
        Ok(id) => loaded.tables[named.tables].text = Some(id),
        Err(diagnostic) => loaded.diagnostics.push(diagnostic),
    }
}

/// The name of a text in every message: beside that of the claim file.
fn name_beside(loaded: &Loaded, named: &Named) -> String {
    let file = loaded.files.name(named.span.file);
    let folder = file
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    format!("{folder}{}", named.path.trim_start_matches("./"))
}

/// Whether the path is one that may be followed: it goes downward from the claim file's folder.
fn checked(named: &Named) -> Result<(), Diagnostic> {
    let downward = Path::new(&named.path)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if downward && !named.path.is_empty() && !named.path.contains('\\') {
        return Ok(());
    }
    let message = format!("“{}” does not name a file beside this one", named.path);
    let help = "write the file's name, such as text = \"article.txt\"; it stands in this folder or below, with / between folders";
    Err(Diagnostic::at(Code::BadValue, named.span, message, help))
}

/// The file that is meant: a regular one that lies in the claim file's folder or below.
fn found(named: &Named, claims: &Path) -> Result<PathBuf, Diagnostic> {
    checked(named)?;
    let folder = claims.parent().unwrap_or(claims);
    let path = folder
        .join(&named.path)
        .canonicalize()
        .map_err(|_| missing(named))?;
    if !path.starts_with(folder) {
        let message = format!(
            "“{}” is a link that leads out of this folder and was not followed",
            named.path
        );
        let help = "put the text itself here, or take `text` out";
        return Err(Diagnostic::at(Code::Unreadable, named.span, message, help));
    }
    let about = std::fs::metadata(&path).map_err(|_| missing(named))?;
    if !about.is_file() {
        let message = format!("“{}” is not a file", named.path);
        return Err(Diagnostic::at(
            Code::Unreadable,
            named.span,
            message,
            "name the file with the text",
        ));
    }
    if about.len() > MOST_BYTES {
        let message = format!(
            "“{}” has {} bytes; a text over 4 MiB is not read",
            named.path,
            about.len()
        );
        let help = "keep only the article itself, as plain text";
        return Err(Diagnostic::at(Code::TooLarge, named.span, message, help));
    }
    Ok(path)
}

fn missing(named: &Named) -> Diagnostic {
    let message = format!(
        "there is no file “{}” that can be read beside this one",
        named.path
    );
    let help = "put the text there, or take `text` out: its quotes are then not checked against it";
    Diagnostic::at(Code::Unreadable, named.span, message, help)
}

/// The text itself. What is wrong with it is told at the place where it is named.
fn read(named: &Named, path: &Path) -> Result<String, Diagnostic> {
    walk::read(path, &named.path).map_err(|fault| {
        let message = format!("“{}”: {}", named.path, fault.message);
        Diagnostic::at(fault.code, named.span, message, fault.help)
    })
}

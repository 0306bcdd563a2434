//! Which files are claim files, and their bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{LoadError, Overlay};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::Position;

/// A larger file is not read.
const MOST_BYTES: u64 = 1 << 30;

/// What the walk found.
pub(super) struct Found<'o> {
    /// The claim files, by name.
    pub(super) files: Vec<FoundFile<'o>>,
    /// What could not be looked at.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A claim file.
pub(super) struct FoundFile<'o> {
    /// Its name in every message: relative to the folder that was named, with `/`.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// How many bytes it has, as far as that can be told before it is read.
    pub(super) bytes: u64,
    /// Its text, where that is not the one on the disk.
    pub(super) text: Option<&'o str>,
}

/// A claim file that was found, by its real path: a file that is named twice is read once.
type Real = BTreeMap<PathBuf, Entry>;

struct Entry {
    name: String,
    /// The folder or file on the command line through which it was found.
    named: PathBuf,
    bytes: u64,
}

/// Finds the claim files under each path, each file once, sorted by name. The texts in memory stand
/// for those on the disk, whether there are any or not.
pub(super) fn walk<'o>(paths: &[PathBuf], overlay: &'o Overlay) -> Result<Found<'o>, LoadError> {
    let mut diagnostics = Vec::new();
    let mut real = Real::new();
    let texts = texts(overlay);
    for path in paths {
        let not_found = || LoadError::NotFound(path.display().to_string());
        let root = settled(path).ok_or_else(not_found)?;
        if root.exists() {
            search(&root, path, &mut real, &mut diagnostics);
        }
        if !add(&texts, &root, path, &mut real) && !root.exists() {
            return Err(not_found());
        }
    }
    if real.is_empty() && diagnostics.is_empty() {
        return Err(LoadError::NoClaimFiles(paths.iter().map(|path| path.display().to_string()).collect()));
    }
    Ok(Found { files: named(real, &texts), diagnostics })
}

/// Takes the claim files under a folder.
fn search(root: &Path, named: &Path, real: &mut Real, diagnostics: &mut Vec<Diagnostic>) {
    let mut linked = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) => take(&entry, root, named, &mut linked, real, diagnostics),
            Err(fault) => diagnostics.push(unreadable(&fault, root)),
        }
    }
}

/// The texts in memory by the real paths of their files, without a byte-order mark.
fn texts(overlay: &Overlay) -> BTreeMap<PathBuf, &str> {
    let without_mark = |text| str::strip_prefix(text, '\u{feff}').unwrap_or(text);
    overlay.iter().filter_map(|(path, text)| Some((settled(path)?, without_mark(text)))).collect()
}

/// The real path of a file or folder; of one that does not exist, the path that it would have.
fn settled(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let real = |above: &Path| Some((above.canonicalize().ok()?, whole.strip_prefix(above).ok()?));
    let (real, rest) = whole.ancestors().find_map(real)?;
    Some(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
}

/// Takes the claim files under a folder that are only in memory. Says whether there are any.
fn add(texts: &BTreeMap<PathBuf, &str>, root: &Path, named: &Path, real: &mut Real) -> bool {
    let mut any = false;
    for path in texts.keys().filter(|path| path.starts_with(root) && is_claim_name(path, root)) {
        let entry = || Entry { name: name_under(path, root), named: named.to_owned(), bytes: 0 };
        real.entry(path.clone()).or_insert_with(entry);
        any = true;
    }
    any
}

/// `linked` collects the folders that are links: only what lies under one has another real path. A
/// call of the system for each of 100,000 files took as long as reading them.
fn take(
    entry: &DirEntry,
    root: &Path,
    named: &Path,
    linked: &mut Vec<PathBuf>,
    real: &mut Real,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_claim_file = entry.file_type().is_file() && is_claim_name(entry.path(), root);
    let link = entry.path_is_symlink();
    if !is_claim_file && !link {
        return;
    }
    if link {
        linked.push(entry.path().to_owned());
    }
    let name = name_under(entry.path(), root);
    let target = if linked.iter().any(|link| entry.path().starts_with(link)) {
        let Ok(target) = entry.path().canonicalize() else { return };
        target
    } else {
        entry.path().to_owned()
    };
    if link && !target.starts_with(root) {
        diagnostics.push(fault(
            Code::Unreadable,
            name,
            None,
            "this link leads out of the named folder and was not followed",
            "put the file itself here, or name its folder on the command line",
        ));
    } else if is_claim_file && !outside(&target, root) {
        let bytes = entry.metadata().map_or(0, |about| about.len());
        real.entry(target).or_insert_with(|| Entry { name, named: named.to_owned(), bytes });
    }
}

/// A file that was named itself may have any name.
fn is_claim_name(path: &Path, root: &Path) -> bool {
    path == root || path.extension().is_some_and(|extension| extension == "toml")
}

/// What lies behind a link that leads out of the folder is no part of it either.
fn outside(target: &Path, root: &Path) -> bool {
    !target.starts_with(root)
}

/// The path relative to the folder that was named; a file's own name where the file itself was.
fn name_under(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let relative =
        if relative.as_os_str().is_empty() { path.file_name().map(Path::new) } else { Some(relative) };
    let parts = relative.into_iter().flat_map(Path::components);
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// Names that two folders share get the folder, as it was named, in front.
fn named<'o>(real: Real, texts: &BTreeMap<PathBuf, &'o str>) -> Vec<FoundFile<'o>> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for entry in real.values() {
        *times.entry(entry.name.clone()).or_default() += 1;
    }
    let mut files: Vec<_> = real
        .into_iter()
        .map(|(path, Entry { name, named, bytes })| {
            let shared = times.get(&name).is_some_and(|times| *times > 1);
            let folder = named.to_string_lossy().replace('\\', "/");
            let folder = folder.trim_end_matches('/');
            let name = if shared { format!("{folder}/{name}") } else { name };
            let text = texts.get(&path).copied();
            FoundFile { name, bytes: text.map_or(bytes, |text| text.len() as u64), path, text }
        })
        .collect();
    files.sort_by(|left, right| left.name.cmp(&right.name).then_with(|| left.path.cmp(&right.path)));
    files
}

fn unreadable(error: &walkdir::Error, root: &Path) -> Diagnostic {
    let name = error.path().map(|path| name_under(path, root)).unwrap_or_default();
    let message = if error.loop_ancestor().is_some() {
        "this link leads back to a folder above it and was not followed".to_owned()
    } else {
        format!("this cannot be read: {}", reason(error.io_error()))
    };
    fault(Code::Unreadable, name, None, message, "mend the link or the permissions, or take it away")
}

/// The text of one file, without a byte-order mark.
pub(super) fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("this file cannot be read: {}", reason(Some(error)));
        fault(Code::Unreadable, name.to_owned(), None, message, "mend its permissions, or take it away")
    };
    let size = std::fs::metadata(path).map_err(|error| unreadable(&error))?.len();
    if size > MOST_BYTES {
        let message = format!("this file has {size} bytes; one over 1 GiB is not read");
        return Err(fault(Code::TooLarge, name.to_owned(), None, message, "split it into several files"));
    }
    let mut bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| encoding(&error, name))
}

/// The text of a file that was read before; `None` where that is not possible any more.
pub(super) fn reread(path: &Path) -> Option<String> {
    read(path, "").ok()
}

fn encoding(error: &std::string::FromUtf8Error, name: &str) -> Diagnostic {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let bad = error.as_bytes()[valid.len()];
    let text = String::from_utf8_lossy(valid);
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = format!("the byte 0x{bad:02X} at offset {} is not UTF-8", valid.len());
    let help = "save the file as UTF-8 in your editor";
    fault(Code::Encoding, name.to_owned(), Some(Position { line, column }), message, help)
}

/// The operating system's words, without its error number.
fn reason(error: Option<&std::io::Error>) -> String {
    match error.map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => "permission denied".to_owned(),
        Some(std::io::ErrorKind::NotFound) => "the link leads nowhere".to_owned(),
        Some(kind) => kind.to_string(),
        None => "unknown reason".to_owned(),
    }
}

fn fault(
    code: Code,
    name: String,
    at: Option<Position>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        code,
        message: message.into(),
        help: help.into(),
        place: Place::Unread(name, at),
        also: Vec::new(),
    }
}

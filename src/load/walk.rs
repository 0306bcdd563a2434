//! Which files are claim files, and their bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::Position;

/// A larger file is not read.
pub(super) const MOST_BYTES: u64 = 1 << 30;

/// Texts of files, by their paths, that stand for what is on the disk: buffers of an editor, a file
/// that is about to be written.
pub(crate) type Overlay = BTreeMap<PathBuf, String>;

/// Nothing can be done: no claim file was found, or a named path does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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

/// What the walk found.
pub(super) struct Found<'o> {
    /// The claim files, by name.
    pub(super) files: Vec<FoundFile<'o>>,
    /// What could not be looked at.
    pub(super) aside: Vec<Aside>,
}

/// What could not be looked at: its name, under which folder, and why.
pub(super) struct Aside {
    pub(super) name: String,
    pub(super) folder: Arc<str>,
    pub(super) diagnostic: Diagnostic,
}

/// A claim file.
pub(super) struct FoundFile<'o> {
    /// Its name in every message: relative to the folder that was named, with `/`.
    pub(super) name: String,
    /// What was named on the command line before that.
    pub(super) folder: Arc<str>,
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
    root: Root,
    bytes: u64,
}

/// A folder or a file that was named on the command line.
#[derive(Clone)]
struct Root {
    /// Where it is.
    path: Arc<Path>,
    /// What stands, as it was named, before the names of its files: itself, or the folder of a file.
    folder: Arc<str>,
}

impl Root {
    fn of(path: &Path, texts: &Texts<'_>) -> Option<Self> {
        let real = settled(path)?;
        let is_file = real.is_file() || texts.contains_key(&real);
        let folder = if is_file {
            path.parent().unwrap_or(Path::new(""))
        } else {
            path
        };
        Some(Self {
            path: real.into(),
            folder: folder.to_string_lossy().replace('\\', "/").into(),
        })
    }

    /// Something under it that could not be looked at.
    fn aside(&self, name: String, diagnostic: Diagnostic) -> Aside {
        Aside {
            name,
            folder: Arc::clone(&self.folder),
            diagnostic,
        }
    }
}

/// Texts in memory by the real paths of their files, without a byte-order mark.
type Texts<'o> = BTreeMap<PathBuf, &'o str>;

/// Finds the claim files under each path, each file once, sorted by name. The texts in memory stand
/// for those on the disk, whether there are any or not.
pub(super) fn walk<'o>(paths: &[PathBuf], overlay: &'o Overlay) -> Result<Found<'o>, LoadError> {
    let mut aside = Vec::new();
    let mut real = Real::new();
    let texts = texts(overlay);
    for path in paths {
        let not_found = || LoadError::NotFound(path.display().to_string());
        let root = Root::of(path, &texts).ok_or_else(not_found)?;
        let exists = root.path.exists();
        if exists {
            search(&root, &mut real, &mut aside);
        }
        if !add(&texts, &root, &mut real) && !exists {
            return Err(not_found());
        }
    }
    if real.is_empty() && aside.is_empty() {
        return Err(LoadError::NoClaimFiles(
            paths
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
        ));
    }
    Ok(Found {
        files: named(real, &texts),
        aside,
    })
}

/// Takes the claim files under a folder.
fn search(root: &Root, real: &mut Real, aside: &mut Vec<Aside>) {
    let mut linked = Vec::new();
    for entry in WalkDir::new(&root.path)
        .follow_links(true)
        .sort_by_file_name()
    {
        match entry {
            Ok(entry) => take(&entry, root, &mut linked, real, aside),
            Err(fault) => aside.push(unreadable(&fault, root)),
        }
    }
}

fn texts(overlay: &Overlay) -> Texts<'_> {
    let without_mark = |text| str::strip_prefix(text, '\u{feff}').unwrap_or(text);
    overlay
        .iter()
        .filter_map(|(path, text)| Some((settled(path)?, without_mark(text))))
        .collect()
}

/// The real path of a file or folder; of one that does not exist, the path that it would have.
pub(crate) fn settled(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let real = |above: &Path| Some((above.canonicalize().ok()?, whole.strip_prefix(above).ok()?));
    let (real, rest) = whole.ancestors().find_map(real)?;
    Some(if rest.as_os_str().is_empty() {
        real
    } else {
        real.join(rest)
    })
}

/// Takes the claim files under a folder that are only in memory. Says whether there are any.
fn add(texts: &Texts<'_>, root: &Root, real: &mut Real) -> bool {
    let mut any = false;
    let under = |path: &&PathBuf| path.starts_with(&root.path) && is_claim_name(path, &root.path);
    for path in texts.keys().filter(under) {
        let entry = || Entry {
            name: name_under(path, &root.path),
            root: root.clone(),
            bytes: 0,
        };
        real.entry(path.clone()).or_insert_with(entry);
        any = true;
    }
    any
}

/// `linked` collects the folders that are links: only what lies under one has another real path. A
/// call of the system for each of 100,000 files took as long as reading them.
fn take(
    entry: &DirEntry,
    root: &Root,
    linked: &mut Vec<PathBuf>,
    real: &mut Real,
    aside: &mut Vec<Aside>,
) {
    let is_claim_file = entry.file_type().is_file() && is_claim_name(entry.path(), &root.path);
    let link = entry.path_is_symlink();
    if !is_claim_file && !link {
        return;
    }
    if link {
        linked.push(entry.path().to_owned());
    }
    let name = name_under(entry.path(), &root.path);
    let target = if linked.iter().any(|link| entry.path().starts_with(link)) {
        let Ok(target) = entry.path().canonicalize() else {
            return;
        };
        target
    } else {
        entry.path().to_owned()
    };
    // What lies behind a link that leads out of the folder is no part of it either.
    let outside = !target.starts_with(&root.path);
    if link && outside {
        let message = "this link leads out of the named folder and was not followed";
        let help = "put the file itself here, or name its folder on the command line";
        aside.push(root.aside(
            name.clone(),
            fault(Code::Unreadable, name, None, message, help),
        ));
    } else if is_claim_file && !outside {
        let bytes = entry.metadata().map_or(0, |about| about.len());
        real.entry(target).or_insert_with(|| Entry {
            name,
            root: root.clone(),
            bytes,
        });
    }
}

/// A file that was named itself may have any name.
pub(super) fn is_claim_name(path: &Path, root: &Path) -> bool {
    path == root
        || path
            .extension()
            .is_some_and(|extension| extension == "toml")
}

/// The path relative to the folder that was named; a file's own name where the file itself was.
fn name_under(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let relative = if relative.as_os_str().is_empty() {
        path.file_name().map(Path::new)
    } else {
        Some(relative)
    };
    let parts = relative.into_iter().flat_map(Path::components);
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// Names that two folders share get the folder, as it was named, in front.
fn named<'o>(real: Real, texts: &Texts<'o>) -> Vec<FoundFile<'o>> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for entry in real.values() {
        *times.entry(entry.name.clone()).or_default() += 1;
    }
    let mut files: Vec<_> = real
        .into_iter()
        .map(|(path, Entry { name, root, bytes })| {
            let text = texts.get(&path).copied();
            let bytes = text.map_or(bytes, |text| text.len() as u64);
            let folder = root.folder.trim_end_matches('/');
            if folder.is_empty() || times.get(&name).is_none_or(|times| *times == 1) {
                return FoundFile {
                    name,
                    folder: root.folder,
                    path,
                    bytes,
                    text,
                };
            }
            FoundFile {
                name: format!("{folder}/{name}"),
                folder: Arc::default(),
                path,
                bytes,
                text,
            }
        })
        .collect();
    files.sort_by(|left, right| {
        left.name
            .cmp(&right.name)
            .then_with(|| left.path.cmp(&right.path))
    });
    files
}

fn unreadable(error: &walkdir::Error, root: &Root) -> Aside {
    let name = error
        .path()
        .map(|path| name_under(path, &root.path))
        .unwrap_or_default();
    let message = if error.loop_ancestor().is_some() {
        "this link leads back to a folder above it and was not followed".to_owned()
    } else {
        format!("this cannot be read: {}", reason(error.io_error()))
    };
    let help = "mend the link or the permissions, or take it away";
    root.aside(
        name.clone(),
        fault(Code::Unreadable, name, None, message, help),
    )
}

/// The text of one file, without a byte-order mark.
pub(super) fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("this file cannot be read: {}", reason(Some(error)));
        fault(
            Code::Unreadable,
            name.to_owned(),
            None,
            message,
            "mend its permissions, or take it away",
        )
    };
    let size = std::fs::metadata(path)
        .map_err(|error| unreadable(&error))?
        .len();
    if size > MOST_BYTES {
        return Err(too_large(size, name));
    }
    text(
        std::fs::read(path).map_err(|error| unreadable(&error))?,
        name,
    )
}

/// The text in the bytes of one file, without a byte-order mark.
pub(super) fn text(mut bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| encoding(&error, name))
}

/// Says that a file is too large.
pub(super) fn too_large(size: u64, name: &str) -> Diagnostic {
    let message = format!("this file has {size} bytes; one over 1 GiB is not read");
    fault(
        Code::TooLarge,
        name.to_owned(),
        None,
        message,
        "split it into several files",
    )
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
    let message = format!(
        "the byte 0x{bad:02X} at offset {} is not UTF-8",
        valid.len()
    );
    let help = "save the file as UTF-8 in your editor";
    fault(
        Code::Encoding,
        name.to_owned(),
        Some(Position { line, column }),
        message,
        help,
    )
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
        suggestion: None,
    }
}

//! The walk over the named folders: it finds the claim files, and reads their bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::reach::{self, real_path};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::LineColumn;

/// A larger file is not read.
pub(super) const MOST_BYTES: u64 = 1 << 30;

/// Texts of files, by their paths, that are read instead of those on the disk: buffers of an editor, a file
/// that is about to be written.
pub(crate) type Overlay = BTreeMap<PathBuf, String>;

/// The reason why nothing can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// A path that was named and does not exist.
    NotFound(String),
    /// A path that was named, and why it is not followed: a link leads out of the repository.
    LeadsOut(String, String),
    /// No file that ends in `.toml` under these paths.
    NoClaimFiles(Vec<String>),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound(path) => write!(f, "there is no file or folder “{path}”"),
            Self::LeadsOut(path, why) => write!(f, "“{path}”: {why}"),
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

impl LoadError {
    fn not_found(path: &Path) -> Self {
        Self::NotFound(path.display().to_string())
    }
}

/// The files that the walk found.
pub(super) struct FoundFiles<'o> {
    /// The claim files, by name.
    pub(super) files: Vec<FoundFile<'o>>,
    /// What could not be looked at.
    pub(super) skipped: Vec<Skipped>,
    /// Files that are no claim files by their names.
    pub(super) others: Vec<OtherFile>,
}

/// A file under a folder that was named which is no claim file by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OtherFile {
    /// Its name in every message.
    pub(crate) name: String,
    /// Its path.
    pub(super) path: PathBuf,
}

/// A file or folder that could not be looked at: its name, its folder as named, and the reason.
pub(super) struct Skipped {
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
    /// Its real path.
    pub(super) path: PathBuf,
    /// Its size in bytes before it is read.
    pub(super) bytes: u64,
    /// Its text, if that is not the one on the disk.
    pub(super) text: Option<&'o str>,
}

/// The claim files that were found, by their real paths: a file that is named twice is read once.
type RealFiles = BTreeMap<PathBuf, RealFile>;

/// A claim file that was found.
struct RealFile {
    name: String,
    root: Root,
    bytes: u64,
}

/// A folder or a file that was named on the command line.
#[derive(Clone)]
struct Root {
    /// Its real path.
    path: Arc<Path>,
    /// The folder, as it was named, to which the names of its files are relative.
    folder: Arc<str>,
}

impl Root {
    fn new(path: &Path, texts: &Texts<'_>) -> Option<Self> {
        let real = real_path(path)?;
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

    /// Returns something under it that could not be looked at.
    fn skipped(&self, name: String, message: impl Into<String>, help: &str) -> Skipped {
        Skipped {
            name: name.clone(),
            folder: Arc::clone(&self.folder),
            diagnostic: fault(Code::Unreadable, name, None, message, help),
        }
    }
}

/// Texts in memory by the real paths of their files, without a byte-order mark.
type Texts<'o> = BTreeMap<PathBuf, &'o str>;

/// Finds the claim files under each path, each file once, sorted by name. The texts in memory take the
/// place of those on the disk, and need none there.
pub(super) fn walk<'o>(
    paths: &[PathBuf],
    overlay: &'o Overlay,
) -> Result<FoundFiles<'o>, LoadError> {
    let (mut files, mut skipped) = (RealFiles::new(), Vec::new());
    let mut others = Vec::new();
    let texts = texts(overlay);
    for path in paths {
        reach::check(path)
            .map_err(|why| LoadError::LeadsOut(path.display().to_string(), why.to_string()))?;
        let root = Root::new(path, &texts).ok_or_else(|| LoadError::not_found(path))?;
        let exists = root.path.exists();
        if exists {
            let mut search = FolderSearch::new(&root, &mut files, &mut skipped);
            search.run();
            others.append(&mut search.others);
        }
        if !add(&texts, &root, &mut files) && !exists {
            return Err(LoadError::not_found(path));
        }
    }
    if files.is_empty() && skipped.is_empty() {
        let paths = paths.iter().map(|path| path.display().to_string());
        return Err(LoadError::NoClaimFiles(paths.collect()));
    }
    others.retain(|other| !files.contains_key(&other.path));
    others.sort();
    others.dedup();
    let files = with_names(files, &texts);
    Ok(FoundFiles {
        files,
        skipped,
        others,
    })
}

fn texts(overlay: &Overlay) -> Texts<'_> {
    overlay
        .iter()
        .filter_map(|(path, text)| Some((real_path(path)?, without_mark(text))))
        .collect()
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Takes the claim files under a folder that are only in memory. Returns true if there are any.
fn add(texts: &Texts<'_>, root: &Root, files: &mut RealFiles) -> bool {
    let mut any = false;
    let below = texts.keys().filter(|path| path.starts_with(&root.path));
    for path in below.filter(|path| is_claim_name(path, &root.path)) {
        files.entry(path.clone()).or_insert_with(|| RealFile {
            name: name_under(path, &root.path),
            root: root.clone(),
            bytes: 0,
        });
        any = true;
    }
    any
}

/// A search for the claim files under a folder.
struct FolderSearch<'s> {
    root: &'s Root,
    /// The folders and files that are links: only what is under one has another real path. A call of the
    /// system for each of 100,000 files took as long as reading them.
    links: Vec<PathBuf>,
    files: &'s mut RealFiles,
    skipped: &'s mut Vec<Skipped>,
    others: Vec<OtherFile>,
}

impl<'s> FolderSearch<'s> {
    fn new(root: &'s Root, files: &'s mut RealFiles, skipped: &'s mut Vec<Skipped>) -> Self {
        Self {
            root,
            links: Vec::new(),
            files,
            skipped,
            others: Vec::new(),
        }
    }

    fn run(&mut self) {
        let walk = WalkDir::new(&self.root.path).follow_links(true);
        for entry in walk.sort_by_file_name() {
            match entry {
                Ok(entry) => self.take(&entry),
                Err(fault) => self.skipped.push(unreadable(&fault, self.root)),
            }
        }
    }

    /// Takes what was found if it is a claim file. A link that leads out of the folder is skipped.
    fn take(&mut self, entry: &DirEntry) {
        let (path, is_link) = (entry.path(), entry.path_is_symlink());
        let is_claim_file = entry.file_type().is_file() && is_claim_name(path, &self.root.path);
        if !is_claim_file && !is_link {
            self.pass_by(entry);
            return;
        }
        if is_link {
            self.links.push(path.to_owned());
        }
        let Some(target) = self.target(path) else {
            return;
        };
        let name = name_under(path, &self.root.path);
        // What is behind a link that leads out of the folder is no part of it either.
        if target.starts_with(&self.root.path) {
            if is_claim_file {
                self.add(target, name, entry);
            }
        } else if is_link {
            let message = "this link leads out of the named folder and was not followed";
            let help = "put the file itself here, or name its folder on the command line";
            self.skipped.push(self.root.skipped(name, message, help));
        }
    }

    /// Notes a file that is no claim file by its name. What is behind a link is not looked at.
    fn pass_by(&mut self, entry: &DirEntry) {
        let path = entry.path();
        let is_linked = self.links.iter().any(|link| path.starts_with(link));
        if entry.file_type().is_file() && !is_linked {
            self.others.push(OtherFile {
                name: name_under(path, &self.root.path),
                path: path.to_owned(),
            });
        }
    }

    /// Returns the real path of a file or folder; `None` if it is gone.
    fn target(&self, path: &Path) -> Option<PathBuf> {
        if self.links.iter().any(|link| path.starts_with(link)) {
            path.canonicalize().ok()
        } else {
            Some(path.to_owned())
        }
    }

    fn add(&mut self, path: PathBuf, name: String, entry: &DirEntry) {
        self.files.entry(path).or_insert_with(|| RealFile {
            name,
            root: self.root.clone(),
            bytes: entry.metadata().map_or(0, |about| about.len()),
        });
    }
}

/// Returns true if a file is a claim file by its name. One that was named itself may have any name.
pub(super) fn is_claim_name(path: &Path, root: &Path) -> bool {
    path == root
        || path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Returns the path relative to the folder that was named; a file's own name if the file itself was.
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

/// Gives every file its name in messages, and sorts them by it.
fn with_names<'o>(files: RealFiles, texts: &Texts<'o>) -> Vec<FoundFile<'o>> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for file in files.values() {
        *times.entry(file.name.clone()).or_default() += 1;
    }
    let mut files: Vec<_> = files
        .into_iter()
        .map(|(path, file)| {
            let text = texts.get(&path).copied();
            let bytes = text.map_or(file.bytes, |text| text.len() as u64);
            let is_shared = times.get(&file.name).is_some_and(|times| *times > 1);
            let (name, folder) = shown_name(file, is_shared);
            FoundFile {
                name,
                folder,
                path,
                bytes,
                text,
            }
        })
        .collect();
    files.sort_by(|left, right| (&left.name, &left.path).cmp(&(&right.name, &right.path)));
    files
}

/// Returns the name of a file and its folder as it was named. A name that two folders share has that folder
/// in front.
fn shown_name(file: RealFile, is_shared: bool) -> (String, Arc<str>) {
    let folder = file.root.folder.trim_end_matches('/');
    if is_shared && !folder.is_empty() {
        (format!("{folder}/{}", file.name), Arc::default())
    } else {
        (file.name, file.root.folder)
    }
}

fn unreadable(error: &walkdir::Error, root: &Root) -> Skipped {
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
    root.skipped(name, message, help)
}

/// Reads the text of one file, without a byte-order mark.
pub(super) fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let size = std::fs::metadata(path).map_err(|error| unread(&error, name))?;
    if size.len() > MOST_BYTES {
        return Err(too_large(size.len(), name));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(&error, name))?;
    text(bytes, name)
}

fn unread(error: &std::io::Error, name: &str) -> Diagnostic {
    let message = format!("this file cannot be read: {}", reason(Some(error)));
    let help = "mend its permissions, or take it away";
    fault(Code::Unreadable, name.to_owned(), None, message, help)
}

/// Returns the text in the bytes of one file, without a byte-order mark.
pub(super) fn text(mut bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| encoding(&error, name))
}

/// Returns the diagnostic of a file that is too large.
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

/// Reads the text of a file that was read before. Returns `None` if that is not possible any more.
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
        Some(LineColumn { line, column }),
        message,
        help,
    )
}

/// Returns the operating system's words, without its error number.
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
    at: Option<LineColumn>,
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

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    /// Makes a folder with files of these names, each with its name as text.
    fn folder(names: &[&str]) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        (folder, root)
    }

    /// Lists the names of the claim files under some paths.
    fn names(paths: &[PathBuf], overlay: &Overlay) -> Vec<String> {
        let found = walk(paths, overlay).unwrap();
        found.files.into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn claim_files_end_in_toml_or_are_named_themselves() {
        let (_folder, root) = folder(&["b.toml", "a/c.toml", "notes.txt", "a/.d.toml", "e.TOML"]);
        for (paths, expected) in [
            (
                &[""][..],
                &["a/.d.toml", "a/c.toml", "b.toml", "e.TOML"][..],
            ),
            (&["a"], &[".d.toml", "c.toml"]),
            (&["notes.txt"], &["notes.txt"]),
            // A file that is named twice is read once.
            (
                &["b.toml", "", "a"],
                &["a/.d.toml", "a/c.toml", "b.toml", "e.TOML"],
            ),
        ] {
            let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
            assert_eq!(names(&paths, &Overlay::new()), expected, "{paths:?}");
        }
    }

    #[test]
    fn a_name_that_two_folders_share_has_its_folder_in_front() {
        let (_folder, root) = folder(&["a/x.toml", "b/x.toml", "b/y.toml"]);
        let shown = root.to_string_lossy().replace('\\', "/");
        let paths = ["a", "b"].map(|path| root.join(path));
        let expected = [
            format!("{shown}/a/x.toml"),
            format!("{shown}/b/x.toml"),
            "y.toml".to_owned(),
        ];
        assert_eq!(names(&paths, &Overlay::new()), expected);
    }

    #[test]
    fn texts_in_memory_take_the_place_of_files() {
        let (_folder, root) = folder(&["a.toml"]);
        let texts = [
            ("a.toml", "\u{feff}new"),
            ("sub/b.toml", "added"),
            ("c.txt", "other"),
        ];
        let overlay = texts
            .iter()
            .map(|(name, text)| (root.join(name), (*text).to_owned()))
            .collect();
        let found = walk(std::slice::from_ref(&root), &overlay).unwrap();
        let files: Vec<_> = found
            .files
            .iter()
            .map(|file| (file.name.as_str(), file.text, file.bytes))
            .collect();
        assert_eq!(
            files,
            [("a.toml", Some("new"), 3), ("sub/b.toml", Some("added"), 5)]
        );
        // Not even the folder need be there.
        assert_eq!(names(&[root.join("sub")], &overlay), ["b.toml"]);
    }

    #[test]
    fn without_claim_files_there_is_nothing_to_read() {
        let (_folder, root) = folder(&["notes.txt"]);
        let [missing, empty] = [root.join("missing"), root.clone()];
        for (path, error) in [
            (&missing, LoadError::not_found(&missing)),
            (
                &empty,
                LoadError::NoClaimFiles(vec![empty.display().to_string()]),
            ),
        ] {
            let overlay = Overlay::new();
            let found = walk(std::slice::from_ref(path), &overlay);
            assert_eq!(found.err(), Some(error));
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_links_inside_the_folder_are_followed() {
        use std::os::unix::fs::symlink;
        let (_folder, root) = folder(&["in/a.toml"]);
        let (_elsewhere, elsewhere) = folder(&["b.toml", "sub/c.toml"]);
        symlink(root.join("in"), root.join("again")).unwrap();
        symlink(elsewhere.join("b.toml"), root.join("b.toml")).unwrap();
        symlink(elsewhere.join("sub"), root.join("out")).unwrap();
        symlink(root.join("nowhere"), root.join("broken.toml")).unwrap();
        let overlay = Overlay::new();
        let found = walk(&[root], &overlay).unwrap();
        let names: Vec<_> = found.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["again/a.toml"]);
        let mut skipped: Vec<_> = found
            .skipped
            .iter()
            .map(|skipped| (skipped.name.as_str(), skipped.diagnostic.message.as_str()))
            .collect();
        skipped.sort_unstable();
        let out = "this link leads out of the named folder and was not followed";
        let broken = "this cannot be read: the link leads nowhere";
        assert_eq!(
            skipped,
            [("b.toml", out), ("broken.toml", broken), ("out", out)]
        );
    }

    #[test]
    fn the_path_of_what_does_not_exist_is_below_what_does() {
        let (_folder, root) = folder(&["a/x.toml"]);
        for (path, expected) in [
            ("a", "a"),
            ("a/../a/x.toml", "a/x.toml"),
            ("a/b/c.toml", "a/b/c.toml"),
        ] {
            assert_eq!(
                real_path(&root.join(path)),
                Some(root.join(expected)),
                "{path}"
            );
        }
    }

    #[test]
    fn a_text_is_utf_8_without_its_mark() {
        for (bytes, expected) in [
            (&b"a"[..], Ok("a")),
            (b"\xEF\xBB\xBFa", Ok("a")),
            (b"", Ok("")),
            (
                b"ab\nc\xFFd",
                Err(("the byte 0xFF at offset 4 is not UTF-8", 2, 2)),
            ),
        ] {
            let found = text(bytes.to_vec(), "a.toml");
            let found = found.as_deref().map_err(|fault| {
                let Place::Unread(_, Some(at)) = &fault.place else {
                    unreachable!("a position");
                };
                (fault.message.as_str(), at.line, at.column)
            });
            assert_eq!(found, expected, "{bytes:?}");
        }
    }
}

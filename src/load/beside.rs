//! The texts that sources keep beside them (`text = "article.txt"`): which file is meant, and its text.
//! The path is a stranger's.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::loaded::Loaded;
use super::reach;
use super::shape::Tables;
use super::walk;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, SourceFile, Span};

/// A longer text is no article: 4 MiB are more than the longest novel.
pub(super) const MOST_BYTES: u64 = 4 << 20;

/// The most bytes of these texts that are kept; what is beyond is read again if it is needed.
const KEPT_BYTES: u64 = 16 << 20;

/// The text of a source, as its file names it.
struct NamedText {
    /// The place of its file in the list of tables.
    tables: usize,
    /// As it is written.
    path: String,
    /// The place of the name.
    span: Span,
}

/// Reads the texts of all sources from the disk. `claims` returns the path of a claim file.
pub(super) fn from_disk<'p>(loaded: &mut Loaded, claims: impl Fn(FileId) -> &'p Path) {
    let (mut known, mut kept) = (BTreeMap::new(), 0);
    for named in named_texts(loaded) {
        let text = path_of(&named, claims(named.span.file)).and_then(|path| {
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
    for named in named_texts(loaded) {
        let text = check_path(&named).and_then(|()| {
            let name = name_beside(loaded, &named);
            let text = texts.get(&*name).ok_or_else(|| missing(&named))?;
            Ok(*known.entry(name.clone()).or_insert_with(|| {
                let source = SourceFile::kept(name, (*text).to_owned());
                loaded.files.add_beside(named.span.file, source)
            }))
        });
        settle(loaded, &named, text);
    }
}

/// Lists the names of the texts that may be followed.
pub(super) fn wanted(loaded: &Loaded) -> BTreeSet<String> {
    let may = named_texts(loaded)
        .into_iter()
        .filter(|named| check_path(named).is_ok());
    may.map(|named| name_beside(loaded, &named)).collect()
}

/// Reads the text of an article that is no part of the claims: a regular file of at most 4 MiB in UTF-8.
///
/// # Errors
///
/// Returns the reason why it is not read, in words.
pub(crate) fn article(path: &Path) -> Result<String, String> {
    reach::check(path).map_err(|error| error.to_string())?;
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

/// Reads the text of an article from the standard input: at most 4 MiB in UTF-8.
///
/// # Errors
///
/// Returns the reason why it is not read, in words.
pub(crate) fn article_from(input: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = input.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err("a text over 4 MiB is not read".to_owned());
    }
    String::from_utf8(bytes)
        .map_err(|_| "it is not UTF-8; save it as plain text in UTF-8".to_owned())
}

/// Returns the path of a file from the folder of another, with `/` between folders. Returns `None` if it is
/// not in that folder or below.
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

/// Lists the texts that sources name.
fn named_texts(loaded: &Loaded) -> Vec<NamedText> {
    let tables = loaded.tables.iter().enumerate();
    tables
        .filter_map(|(at, tables)| named_text(at, tables))
        .collect()
}

fn named_text(at: usize, tables: &Tables) -> Option<NamedText> {
    let text = tables.source.first()?.shape.text.as_ref()?;
    Some(NamedText {
        tables: at,
        path: text.get_ref().clone(),
        span: Span::new(tables.file, text.span()),
    })
}

/// Keeps the text of a source, or what is wrong with it.
fn settle(loaded: &mut Loaded, named: &NamedText, text: Result<FileId, Diagnostic>) {
    match text {
        Ok(id) => loaded.tables[named.tables].text = Some(id),
        Err(diagnostic) => loaded.diagnostics.push(diagnostic),
    }
}

/// Returns the name of a text in every message: beside that of the claim file.
fn name_beside(loaded: &Loaded, named: &NamedText) -> String {
    let file = loaded.files.name(named.span.file);
    let folder = file
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    format!("{folder}{}", named.path.trim_start_matches("./"))
}

/// Checks that a path may be followed: that it goes downward from the claim file's folder.
fn check_path(named: &NamedText) -> Result<(), Diagnostic> {
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

/// Returns the path of the file that is meant: a regular one in the claim file's folder or below.
fn path_of(named: &NamedText, claims: &Path) -> Result<PathBuf, Diagnostic> {
    check_path(named)?;
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
    check_file(named, &path)?;
    Ok(path)
}

/// Checks that a file is a regular one, and not too long.
fn check_file(named: &NamedText, path: &Path) -> Result<(), Diagnostic> {
    let about = std::fs::metadata(path).map_err(|_| missing(named))?;
    if !about.is_file() {
        let message = format!("“{}” is not a file", named.path);
        let help = "name the file with the text";
        return Err(Diagnostic::at(Code::Unreadable, named.span, message, help));
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
    Ok(())
}

fn missing(named: &NamedText) -> Diagnostic {
    let message = format!(
        "there is no file “{}” that can be read beside this one",
        named.path
    );
    let help = "put the text there, or take `text` out: its quotes are then not checked against it";
    Diagnostic::at(Code::Unreadable, named.span, message, help)
}

/// Reads the text itself. What is wrong with it is reported at the place of its name.
fn read(named: &NamedText, path: &Path) -> Result<String, Diagnostic> {
    walk::read(path, &named.path).map_err(|fault| {
        let message = format!("“{}”: {}", named.path, fault.message);
        Diagnostic::at(fault.code, named.span, message, fault.help)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::load::load_texts;

    fn named(path: &str) -> NamedText {
        NamedText {
            tables: 0,
            path: path.to_owned(),
            span: Span::new(FileId::at(0), 0..0),
        }
    }

    #[test]
    fn only_paths_that_go_downward_are_followed() {
        for (path, is_followed) in [
            ("a.txt", true),
            ("./a.txt", true),
            ("texts/a.txt", true),
            ("", false),
            ("../a.txt", false),
            ("texts/../../a.txt", false),
            ("/etc/passwd", false),
            ("texts\\a.txt", false),
        ] {
            assert_eq!(check_path(&named(path)).is_ok(), is_followed, "{path}");
        }
    }

    #[test]
    fn a_text_is_a_regular_file_below() {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("texts")).unwrap();
        fs::write(root.join("texts/a.txt"), "words").unwrap();
        fs::File::create(root.join("long.txt"))
            .and_then(|file| file.set_len(MOST_BYTES + 1))
            .unwrap();
        for (path, code) in [
            ("texts/a.txt", None),
            ("texts", Some(Code::Unreadable)),
            ("b.txt", Some(Code::Unreadable)),
            ("long.txt", Some(Code::TooLarge)),
            ("../a.txt", Some(Code::BadValue)),
        ] {
            let found = path_of(&named(path), &root.join("a.toml"));
            assert_eq!(found.as_ref().err().map(|fault| fault.code), code, "{path}");
            assert_eq!(found.ok(), code.is_none().then(|| root.join(path)));
        }
        assert_eq!(article(&root.join("texts/a.txt")).as_deref(), Ok("words"));
        for path in ["texts", "b.txt", "long.txt"] {
            assert!(article(&root.join(path)).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let root = folder.path().canonicalize().unwrap();
        fs::write(elsewhere.path().join("a.txt"), "secret").unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("a.txt"), root.join("a.txt")).unwrap();
        let fault = path_of(&named("a.txt"), &root.join("a.toml")).unwrap_err();
        assert_eq!(fault.code, Code::Unreadable);
    }

    #[test]
    fn a_path_beside_a_file_is_below_its_folder() {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("sub")).unwrap();
        for name in ["a.txt", "sub/b.txt", "sub/c.toml"] {
            fs::write(root.join(name), "").unwrap();
        }
        for (file, of, path) in [
            ("a.txt", "claims.toml", Some("a.txt")),
            ("sub/b.txt", "claims.toml", Some("sub/b.txt")),
            ("sub/b.txt", "sub/c.toml", Some("b.txt")),
            ("a.txt", "sub/c.toml", None),
            ("missing.txt", "claims.toml", None),
        ] {
            let found = path_beside(&root.join(file), &root.join(of));
            assert_eq!(found.as_deref(), path, "{file} of {of}");
        }
    }

    #[test]
    fn a_text_is_looked_for_beside_its_claim_file() {
        for (name, texts, expected) in [
            ("a.toml", &["t.txt"][..], Some("t.txt")),
            ("sub/a.toml", &["t.txt", "sub/t.txt"], Some("sub/t.txt")),
            ("sub/a.toml", &["t.txt"], None),
        ] {
            let claims = (name, "[source]\ntext = './t.txt'\n");
            let loaded = load_texts(texts.iter().map(|name| (*name, "words")).chain([claims]));
            let found = loaded.tables[0].text.map(|id| loaded.files.name(id));
            assert_eq!(found, expected, "{name}");
            assert_eq!(loaded.diagnostics.is_empty(), expected.is_some());
            assert_eq!(wanted(&loaded).len(), 1);
        }
    }
}

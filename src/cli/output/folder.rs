//! New files in a folder: never over what is there, never outside the folder, all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::beside;
use crate::load::reach;

/// A file to be made: its path below the folder, with `/`, and its text.
pub(in super::super) struct NewFile {
    pub(in super::super) path: &'static str,
    pub(in super::super) text: String,
}

/// The result of placing files, in their order.
#[derive(Default)]
pub(in super::super) struct PlacedFiles {
    /// The files that were made.
    pub(in super::super) made: Vec<&'static str>,
    /// The files that were there already and stay as they were.
    pub(in super::super) kept: Vec<&'static str>,
}

/// Returns true if there is something at a path, even a link that leads nowhere.
pub(in super::super) fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Makes the files that are not there. If one cannot be made, those made before it are removed.
pub(in super::super) fn place(folder: &Path, files: &[NewFile]) -> Result<PlacedFiles, Failure> {
    let mut undo = Undo::default();
    let placed = whole(folder, files, &mut undo);
    if placed.is_err() {
        undo.all();
    }
    placed
}

fn whole(folder: &Path, files: &[NewFile], undo: &mut Undo) -> Result<PlacedFiles, Failure> {
    if folder.is_file() {
        return Err(Failure(format!(
            "“{}” is a file; name a folder, or one that is not there yet",
            folder.display()
        )));
    }
    reach::check(folder).map_err(|error| not_made(folder, &error.into()))?;
    undo.folders(folder)
        .map_err(|error| not_made(folder, &error))?;
    let folder = folder
        .canonicalize()
        .map_err(|error| not_made(folder, &error))?;
    for file in files {
        is_free(&folder, file.path)?;
    }
    let mut placed = PlacedFiles::default();
    for file in files {
        let path = folder.join(file.path);
        let above = path.parent().unwrap_or(&folder);
        let made = undo
            .folders(above)
            .and_then(|()| put(&path, file.text.as_bytes()));
        if made.map_err(|error| not_made(&path, &error))? {
            undo.0.push(path);
            placed.made.push(file.path);
        } else {
            placed.kept.push(file.path);
        }
    }
    Ok(placed)
}

fn not_made(path: &Path, error: &io::Error) -> Failure {
    Failure(format!(
        "“{}” could not be made: {error}; nothing was changed",
        path.display()
    ))
}

/// Checks that the folders on the way to a file are folders, and lie in the folder that was named.
fn is_free(folder: &Path, path: &str) -> Result<(), Failure> {
    let above = Path::new(path)
        .ancestors()
        .skip(1)
        .filter(|above| !above.as_os_str().is_empty());
    for above in above {
        let there = folder.join(above);
        let leads = match there.canonicalize() {
            Ok(real) if !real.starts_with(folder) => "is a link that leads out of the folder",
            Ok(real) if !real.is_dir() => "is a file, and a folder of that name is needed",
            Err(_) if is_taken(&there) => "is a link that leads nowhere",
            _ => continue,
        };
        return Err(Failure(format!(
            "“{}” {leads}; nothing was changed",
            there.display()
        )));
    }
    Ok(())
}

/// Makes a file whole or not at all. Returns false if there is something at the path.
pub(in super::super) fn put(path: &Path, text: &[u8]) -> io::Result<bool> {
    if is_taken(path) {
        return Ok(false);
    }
    let beside = beside(path);
    let written = super::fresh(&beside, &|out| out.write_all(text));
    let placed = written.and_then(|()| match fs::hard_link(&beside, path) {
        // Some file systems know no second name for a file.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !is_taken(path) => {
            fs::rename(&beside, path).map(|()| true)
        }
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        linked => Ok(linked.is_ok()),
    });
    // After a rename it is gone already.
    let _ = fs::remove_file(&beside);
    placed
}

/// Returns the name of a file below a folder, with `/`. The file itself need not be there.
pub(in super::super) fn name_inside(folder: &Path, file: &Path) -> Result<String, Failure> {
    let shown = file.display();
    if file.extension().is_none_or(|extension| extension != "toml") {
        return Err(Failure(format!(
            "“{shown}” does not end in .toml: only such files are read"
        )));
    }
    let above = std::path::absolute(file)
        .ok()
        .and_then(|whole| Some((whole.parent()?.to_owned(), whole.file_name()?.to_owned())));
    let real = above.and_then(|(above, name)| Some(above.canonicalize().ok()?.join(name)));
    let Some(real) = real else {
        return Err(Failure(format!("there is no folder for “{shown}”")));
    };
    let inside = real
        .strip_prefix(folder)
        .map_err(|_| Failure(format!("“{shown}” is not in the folder of the claims")))?;
    let parts: Vec<_> = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Ok(parts.join("/"))
}

/// Returns the path of a file below a folder, if no link is on the way to it.
pub(in super::super) fn inside(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let path = folder.join(name);
    let on_the_way = path.ancestors().take_while(|above| *above != folder);
    match on_the_way.filter(|above| above.is_symlink()).last() {
        None => Ok(path),
        Some(link) => Err(Failure(format!(
            "“{}” is a link: nothing is written through one",
            link.display()
        ))),
    }
}

/// Reads the bytes of a file.
pub(in super::super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path)
        .map_err(|error| Failure(format!("“{}” could not be read: {error}", path.display())))
}

/// Removes a file, if it is there.
pub(in super::super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Puts other bytes in the place of those that were read, whole or not at all. Returns false if the file has
/// other bytes by now.
pub(in super::super) fn exchange(path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
    let beside = beside(path);
    let written = super::fresh(&beside, &|out| out.write_all(new));
    let exchanged = written.and_then(|()| {
        fs::set_permissions(&beside, fs::metadata(path)?.permissions())?;
        let same = fs::read(path)? == old;
        if same {
            fs::rename(&beside, path).map(|()| true)
        } else {
            Ok(false)
        }
    });
    // After a rename it is gone already.
    let _ = fs::remove_file(&beside);
    exchanged
}

/// A file to be made, or to be put in the place of what was read.
pub(in super::super) struct Exchange<'a> {
    pub(in super::super) path: &'a Path,
    /// The bytes that were read; `None` if there was no file.
    pub(in super::super) old: Option<&'a [u8]>,
    pub(in super::super) new: &'a [u8],
}

/// Writes several files, all of them or none. Returns the one that has changed meanwhile, if there is one.
///
/// # Errors
///
/// Returns the path that could not be written.
pub(in super::super) fn exchange_all<'a>(
    changes: &[Exchange<'a>],
) -> Result<Option<&'a Path>, (&'a Path, io::Error)> {
    let mut undo = Undo::default();
    for (at, change) in changes.iter().enumerate() {
        let written = if let Some(old) = change.old {
            exchange(change.path, old, change.new)
        } else {
            let above = change.path.parent().unwrap_or(change.path);
            let made = undo.folders(above);
            let made = made.and_then(|()| put(change.path, change.new));
            made.inspect(|made| undo.0.extend(made.then(|| change.path.to_owned())))
        };
        if !matches!(written, Ok(true)) {
            for done in &changes[..at] {
                // The first error is told.
                let _ = done.old.map(|old| exchange(done.path, done.new, old));
            }
            undo.all();
            return written
                .map(|_| Some(change.path))
                .map_err(|error| (change.path, error));
        }
    }
    Ok(None)
}

/// The paths that were made, to be removed again if the rest cannot be made.
#[derive(Default)]
struct Undo(Vec<PathBuf>);

impl Undo {
    /// Makes a folder and those above it.
    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above)?;
            self.0.push(above.to_owned());
        }
        Ok(())
    }

    fn all(self) {
        for path in self.0.into_iter().rev() {
            // A folder into which somebody else has put something stays. The first error is told.
            let _ = if path.is_dir() {
                fs::remove_dir(&path)
            } else {
                fs::remove_file(&path)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::TempDir::new().unwrap();
        let [old, new] = ["old", "deep/new"].map(|name| folder.path().join(name));
        fs::write(&old, "one").unwrap();
        let changes = |read: &'static [u8]| {
            [
                Exchange {
                    path: &new,
                    old: None,
                    new: b"made",
                },
                Exchange {
                    path: &old,
                    old: Some(read),
                    new: b"two",
                },
            ]
        };
        assert_eq!(
            exchange_all(&changes(b"other")).unwrap(),
            Some(old.as_path())
        );
        assert_eq!(fs::read(&old).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(exchange_all(&changes(b"one")).unwrap(), None);
        assert_eq!(fs::read(&old).unwrap(), b"two");
        assert_eq!(fs::read(&new).unwrap(), b"made");
    }

    #[test]
    fn only_what_was_read_is_replaced() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("file");
        assert!(put(&path, b"one").unwrap());
        assert!(!put(&path, b"two").unwrap());
        assert!(!exchange(&path, b"other", b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(exchange(&path, b"one", b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "something was left behind"
        );
    }
}

//! How far a path reaches that was named: no link on the way to it may lead out of the repository, or of the folder
//! in which it was named. A repository is a stranger's, and a link in it names any file of whoever runs this.

use std::io;
use std::path::{Component, Path, PathBuf};

/// A link on the way to a path leads out of this folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeadsOutError {
    home: PathBuf,
}

impl std::fmt::Display for LeadsOutError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "a link on the way leads out of “{}” and was not followed; name what it leads to",
            self.home.display()
        )
    }
}

impl std::error::Error for LeadsOutError {}

impl From<LeadsOutError> for io::Error {
    fn from(leads_out: LeadsOutError) -> Self {
        Self::other(leads_out)
    }
}

/// Checks that no link on the way to a path leads out of its home: the innermost git repository around it, else the
/// working folder if the path lies below, else the folder that the path names above its last part.
///
/// # Errors
///
/// Returns the home if the path leads out of it.
pub(crate) fn check(path: &Path) -> Result<(), LeadsOutError> {
    let Some(whole) = whole(path).filter(|whole| !is_of_the_system(whole)) else {
        return Ok(());
    };
    let home = home(&whole);
    let Ok(inside) = home.canonicalize() else {
        return Ok(());
    };
    // `..` behind a link leads elsewhere than by the names.
    let mut reached = [path, &whole].into_iter().filter_map(real_path);
    if reached.all(|real| real.starts_with(&inside)) {
        Ok(())
    } else {
        Err(LeadsOutError { home })
    }
}

/// Returns the real path of a file or folder; of one that does not exist, the path that it would have.
pub(crate) fn real_path(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let (real, rest) = whole.ancestors().find_map(|above| {
        let real = above.canonicalize().ok()?;
        Some((real, whole.strip_prefix(above).ok()?))
    })?;
    Some(if rest.as_os_str().is_empty() {
        real
    } else {
        real.join(rest)
    })
}

/// Returns the path from the root, without the steps that lead nowhere or back.
fn whole(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    Some(whole)
}

/// Returns true for what is no file of anybody: `/dev/stdout`, or the pipe that a shell names `/dev/fd/63`.
fn is_of_the_system(whole: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|root| whole.starts_with(root))
}

/// Returns the home of a path. A repository behind a link that leads out of what is around it is none.
fn home(whole: &Path) -> PathBuf {
    let below = std::env::current_dir().ok();
    let mut home = below.filter(|folder| whole.starts_with(folder));
    let mut above: Vec<&Path> = whole.ancestors().collect();
    above.reverse();
    for folder in above {
        let is_repository = folder.join(".git").exists();
        if is_repository
            && home
                .as_ref()
                .is_none_or(|home| home.starts_with(folder) || lies_in(folder, home))
        {
            home = Some(folder.to_owned());
        }
    }
    home.unwrap_or_else(|| whole.parent().unwrap_or(whole).to_owned())
}

fn lies_in(folder: &Path, home: &Path) -> bool {
    match (folder.canonicalize(), home.canonicalize()) {
        (Ok(folder), Ok(home)) => folder.starts_with(home),
        _ => false,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_may_lead_about_their_repository_and_not_out_of_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for made in ["repo/.git", "repo/in/claims", "out/claims", "out/.git"] {
            fs::create_dir_all(root.join(made)).unwrap();
        }
        for file in ["repo/in/a.txt", "out/a.txt"] {
            fs::write(root.join(file), "").unwrap();
        }
        for (link, target) in [
            ("repo/about", "in/claims"),
            ("repo/about.txt", "in/a.txt"),
            ("repo/claims", "../out/claims"),
            ("repo/a.txt", "../out/a.txt"),
            ("repo/out", "../out"),
            ("repo/none", "../nothing"),
            ("repo/in/up", "../../out"),
            ("elsewhere", "repo"),
        ] {
            symlink(target, root.join(link)).unwrap();
        }
        for (path, may) in [
            ("repo", true),
            ("repo/in/claims", true),
            ("repo/in/nothing/yet", true),
            ("repo/about", true),
            ("repo/about.txt", true),
            ("repo/claims", false),
            ("repo/a.txt", false),
            ("repo/new/../a.txt", false),
            // Another repository behind a link is no home.
            ("repo/out", false),
            ("repo/out/claims", false),
            ("repo/out/a.txt", false),
            ("repo/in/up/a.txt", false),
            // Nothing is there: a file of that name takes the link's place.
            ("repo/none", true),
            // Whoever names a link to a repository means the repository.
            ("elsewhere/in/claims", true),
            ("elsewhere/a.txt", false),
        ] {
            assert_eq!(check(&root.join(path)).is_ok(), may, "{path}");
        }
        assert!(check(Path::new("/dev/stdout")).is_ok());
    }

    #[test]
    fn without_a_repository_the_last_part_may_not_lead_out() {
        let folder = tempfile::TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("named")).unwrap();
        fs::write(root.join("secret"), "").unwrap();
        fs::write(root.join("named/file"), "").unwrap();
        symlink("../secret", root.join("named/link")).unwrap();
        symlink("file", root.join("named/near")).unwrap();
        for (path, may) in [
            ("named/file", true),
            ("named/near", true),
            ("named/link", false),
        ] {
            assert_eq!(check(&root.join(path)).is_ok(), may, "{path}");
        }
        let said = check(&root.join("named/link")).unwrap_err().to_string();
        assert!(
            said.starts_with("a link on the way leads out of “/"),
            "{said}"
        );
    }
}

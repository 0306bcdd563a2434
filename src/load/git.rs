//! Claim files as they stand in a revision of a git repository. Nothing is checked out: their bytes come
//! from one `git cat-file`. Git itself is run for it, because it knows every kind of repository.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::loaded::{self, Loaded};
use super::{beside, walk};
use crate::diagnostic::Diagnostic;
use crate::files::path_from;

/// Why a revision could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GitError {
    /// Git could not be started: the system's words.
    NoGit(String),
    /// The working folder is in no repository.
    NoRepository,
    /// The repository has no such revision. A shallow one may only lack it.
    NoRevision {
        /// True if the repository is shallow.
        shallow: bool,
    },
    /// The revision has no such path.
    NoPath(PathBuf),
    /// There is no claim file under the path.
    NoClaimFiles(PathBuf),
    /// Git failed halfway: what it said.
    Failed(String),
}

impl std::fmt::Display for GitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoGit(reason) => {
                write!(
                    f,
                    "git could not be started ({reason}): install it, or name folders"
                )
            }
            Self::NoRepository => write!(
                f,
                "there is no such file or folder, and this is no git repository with revisions: name a folder or \
                 a saved report, or run this in a repository"
            ),
            Self::NoRevision { shallow: false } => write!(
                f,
                "neither a file or folder nor a revision has this name: `git branch --all` lists the branches; \
                 one that is missing may have to be fetched first"
            ),
            Self::NoRevision { shallow: true } => write!(
                f,
                "no revision here has this name, and this repository is a shallow copy that lacks its history: \
                 run `git fetch --unshallow`, or in a GitHub workflow give actions/checkout `fetch-depth: 0`"
            ),
            Self::NoPath(path) => {
                write!(
                    f,
                    "there is no “{}” in it: name the folder with the claims by --path",
                    path.display()
                )
            }
            Self::NoClaimFiles(path) => write!(
                f,
                "no claim file (a name that ends in .toml) is under “{}” in it: name the folder by --path",
                path.display()
            ),
            Self::Failed(said) => write!(f, "git failed: {said}"),
        }
    }
}

/// Returns true if a name is that of a revision here.
pub(crate) fn is_revision(name: &str) -> bool {
    commit(name).is_ok()
}

/// Returns the commit where two revisions parted, if that is none of the first one's own: what came to the first since
/// then is no change of the second. `None` if all of the first is in the second, or if they have nothing in common.
pub(crate) fn parted(revision: &str, other: &str) -> Result<Option<String>, GitError> {
    let (own, other) = (commit(revision)?, commit(other)?);
    let base = git(&["merge-base", &own, &other])?;
    Ok(base.map(|base| text(&base)).filter(|base| *base != own))
}

/// Reads the claim files under a path, relative to the working folder, as they stand in a revision.
pub(crate) fn load(revision: &str, path: &Path) -> Result<Loaded, GitError> {
    let Found { claims, others, .. } = found(revision, path)?;
    let texts = read(&claims, walk::MOST_BYTES)?;
    let names = claims.into_iter().map(|blob| blob.name);
    let mut loaded = loaded::from_texts(names.zip(texts).collect());
    beside(&mut loaded, others)?;
    Ok(loaded)
}

/// Returns the texts of these files as they are, each with its path from the working folder. What is no text is left
/// out.
pub(crate) fn texts(revision: &str, path: &Path) -> Result<Vec<(String, String)>, GitError> {
    let Found { claims, folder, .. } = found(revision, path)?;
    let folder = with_slashes(&folder);
    let texts = read(&claims, walk::MOST_BYTES)?;
    let paths = claims.iter().map(|blob| path_from(&[&folder, &blob.name]));
    let texts = paths.zip(texts);
    Ok(texts
        .filter_map(|(path, text)| Some((path, text.ok()?)))
        .collect())
}

/// The files of a revision under a path.
struct Found {
    /// Those that hold claims, by their names under the folder.
    claims: Vec<Blob>,
    /// All others.
    others: Vec<Blob>,
    /// The folder: the path, or that of the one file that it names.
    folder: PathBuf,
}

/// Finds the files under a path, relative to the working folder, in a revision.
fn found(revision: &str, path: &Path) -> Result<Found, GitError> {
    let commit = commit(revision)?;
    let named = object(&commit, path)?;
    let is_folder = asked(&["cat-file", "-t", &named])? == "tree";
    let above = path.parent().unwrap_or(path);
    let (folder, object) = if is_folder {
        (path, named)
    } else {
        (above, object(&commit, above)?)
    };
    let files = blobs(&asked_bytes(&[
        "ls-tree",
        "-r",
        "-z",
        "--full-tree",
        &object,
    ])?);
    let own_name = file_name(path);
    let (claims, others): (Vec<Blob>, Vec<Blob>) = files.into_iter().partition(|blob| {
        if is_folder {
            walk::is_claim_name(Path::new(&blob.name), Path::new(""))
        } else {
            blob.name == own_name
        }
    });
    if claims.is_empty() {
        return Err(GitError::NoClaimFiles(path.to_owned()));
    }
    Ok(Found {
        claims,
        others,
        folder: folder.to_owned(),
    })
}

/// Reads the texts that sources keep beside them. What is wrong with one is told where it is named.
fn beside(loaded: &mut Loaded, mut files: Vec<Blob>) -> Result<(), GitError> {
    let wanted = beside::wanted(loaded);
    files.retain(|blob| wanted.contains(&blob.name));
    let texts = if files.is_empty() {
        Vec::new()
    } else {
        read(&files, beside::MOST_BYTES)?
    };
    let known = files
        .iter()
        .zip(&texts)
        .filter_map(|(blob, text)| Some((&*blob.name, &**text.as_ref().ok()?)));
    beside::from_memory(loaded, &known.collect());
    Ok(())
}

/// A file in a revision.
struct Blob {
    name: String,
    object: String,
}

/// Returns the commit of a revision. Whatever its name is, git does not take it for an option.
fn commit(revision: &str) -> Result<String, GitError> {
    let peeled = format!("{revision}^{{commit}}");
    let found = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &peeled,
    ])?;
    if let Some(commit) = found {
        return Ok(text(&commit));
    }
    match git(&["rev-parse", "--is-shallow-repository"])? {
        None => Err(GitError::NoRepository),
        Some(shallow) => Err(GitError::NoRevision {
            shallow: text(&shallow) == "true",
        }),
    }
}

/// Returns the folder or file at a path in a commit.
fn object(commit: &str, path: &Path) -> Result<String, GitError> {
    let within = if path.is_absolute() {
        below_top(path)?
    } else {
        Path::new(".").join(path)
    };
    let within = with_slashes(&within);
    let name = format!("{commit}:{}", within.trim_end_matches('/'));
    let found = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &name,
    ])?;
    found
        .map(|object| text(&object))
        .ok_or_else(|| GitError::NoPath(path.to_owned()))
}

/// Writes a path with `/` on every system.
fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Returns a path relative to the top of the repository.
fn below_top(path: &Path) -> Result<PathBuf, GitError> {
    let top = PathBuf::from(asked(&["rev-parse", "--show-toplevel"])?);
    let below = real(path).strip_prefix(real(&top)).map(Path::to_owned);
    below.map_err(|_| GitError::NoPath(path.to_owned()))
}

/// Returns the real path of a file or folder, or the path as it is if that cannot be told.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Returns the files that `ls-tree` lists. Links are left out: what lies in the folder is listed itself, and
/// what does not is no part of it.
fn blobs(listed: &[u8]) -> Vec<Blob> {
    let entries = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    entries.filter_map(|entry| blob(&entry)).collect()
}

/// Reads a line of `ls-tree`: `MODE KIND OBJECT<tab>NAME`. Returns `None` if it is no file.
fn blob(entry: &str) -> Option<Blob> {
    let (about, name) = entry.split_once('\t')?;
    let mut about = about.split(' ');
    let [mode, kind, object] = [about.next()?, about.next()?, about.next()?];
    let is_file = mode.starts_with("100") && kind == "blob";
    is_file.then(|| Blob {
        name: name.to_owned(),
        object: object.to_owned(),
    })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Returns the texts of files of at most so many bytes, or what is wrong with them.
fn read(blobs: &[Blob], most: u64) -> Result<Vec<Result<String, Diagnostic>>, GitError> {
    let mut child = command(&["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| GitError::NoGit(error.to_string()))?;
    let texts = answers(&mut child, blobs, most);
    // A child that was left with something to say would never end.
    drop(child.stdout.take());
    child.wait()?;
    Ok(texts?)
}

impl From<io::Error> for GitError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Asks for every blob and reads the answers meanwhile: neither side may wait for the other.
fn answers(
    child: &mut Child,
    blobs: &[Blob],
    most: u64,
) -> io::Result<Vec<Result<String, Diagnostic>>> {
    let asked = blobs
        .iter()
        .flat_map(|blob| [blob.object.as_str(), "\n"])
        .collect::<String>();
    let (stdin, stdout) = (child.stdin.take(), child.stdout.as_mut());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Ok(Vec::new());
    };
    std::thread::scope(|scope| {
        // Where git has ended, its answers say so.
        scope.spawn(move || stdin.write_all(asked.as_bytes()));
        let mut out = BufReader::new(stdout);
        blobs
            .iter()
            .map(|blob| answer(&mut out, blob, most))
            .collect()
    })
}

/// Returns one answer: `OBJECT blob SIZE`, the bytes, a line break.
fn answer(
    out: &mut impl BufRead,
    blob: &Blob,
    most: u64,
) -> io::Result<Result<String, Diagnostic>> {
    let mut head = String::new();
    out.read_line(&mut head)?;
    let size = head
        .strip_prefix(&blob.object)
        .and_then(|rest| rest.trim().strip_prefix("blob "));
    let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
        return Err(io::Error::other(format!(
            "{} could not be read: {}",
            blob.name,
            head.trim()
        )));
    };
    if size > most {
        io::copy(&mut out.take(size + 1), &mut io::sink())?;
        return Ok(Err(walk::too_large(size, &blob.name)));
    }
    let mut bytes = Vec::new();
    out.take(size).read_to_end(&mut bytes)?;
    out.read_exact(&mut [0])?;
    Ok(walk::text(bytes, &blob.name))
}

/// Returns what git says to something that cannot fail in a sound repository.
fn asked(arguments: &[&str]) -> Result<String, GitError> {
    asked_bytes(arguments).map(|said| text(&said))
}

fn asked_bytes(arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    git(arguments)?.ok_or_else(|| GitError::Failed(format!("git {}", arguments.join(" "))))
}

/// Returns what git says; `None` where it fails.
fn git(arguments: &[&str]) -> Result<Option<Vec<u8>>, GitError> {
    let output = command(arguments)
        .output()
        .map_err(|error| GitError::NoGit(error.to_string()))?;
    Ok(output.status.success().then_some(output.stdout))
}

/// Returns git with some arguments, so that it only reads what is there. A folder that somebody downloaded
/// has a configuration of its own: nothing that it names is run. Git would run something for an object that a
/// partial clone lacks (to fetch it), for hooks, and for a monitor of the files.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-pager", "-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        // A git that does not know that yet may not speak any protocol.
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn text(said: &[u8]) -> String {
    String::from_utf8_lossy(said).trim_end().to_owned()
}

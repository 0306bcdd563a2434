//! `crosscheck diff`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::diff::{Diff, State};
use crate::load::git::{self, GitError};
use crate::load::{Loaded, load_texts, saved};
use crate::page;
use crate::render;
use crate::report::{Report, Selection};
use crate::wire::{self, DiffJson};
use clap::ValueEnum;

use super::Failure;
use super::base;
use super::output::{self, OutputArgs, PageFormat};

/// The arguments of `diff`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DiffArgs {
    /// Compare from this state: a folder or file with claims, a report saved as JSON, or a git revision
    #[arg(value_name = "OLD")]
    old: String,
    /// Compare to this state, likewise [default: the files under --path as they are now]
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Read the claims in this folder or file, here and in a revision
    #[arg(long, default_value = "claims", value_name = "PATH")]
    path: PathBuf,
    /// Exit with status 1 if any of these are found
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    deny: Vec<DenyChange>,
    /// Print in this format
    #[arg(long, value_enum, default_value = "table")]
    format: PageFormat,
    #[command(flatten)]
    look: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DenyChange {
    /// Contradictions that were not there before, are open again, or have gained a speaker, a value or a
    /// wider gap, also if an editor has resolved them; sums that do not add up any more
    New,
    /// Contradictions that are gone or resolved although no source said anything new
    Silenced,
    /// Changes in how claims are read and compared, and claims that count no more
    Vocabulary,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck diff HEAD                       since the last commit
  crosscheck diff main --format markdown     a comment for a pull request
  crosscheck diff v1 v2 --path data/claims   two revisions, claims elsewhere
  crosscheck diff main...topic               what a branch brings
  crosscheck diff old-claims claims          two folders
  crosscheck diff saved.json --deny new      since a saved report; for CI
  crosscheck diff main --deny new,silenced,vocabulary
                                             nothing unseen in a pull request

A revision that went on after this branch parted from it is compared as it was
then; `diff OLD NEW` compares exactly these two.

If a file or folder and a revision have the same name, write ./NAME for the
first, and refs/heads/NAME or refs/remotes/NAME for the second.";

/// Prints what changed.
pub(super) fn run(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let Sides { old, new } = sides(args);
    let after = match &new {
        Some(new) => side(new, &args.path, Err)?,
        None => folder(&args.path)?,
    };
    let before = side(&old, &args.path, |error| before_all(&old, error))?;
    let diff = Diff::new(&before, &after);
    let needs_words = |what: &DenyChange| *what != DenyChange::New;
    if diff.lacks_vocabulary() && args.deny.iter().any(needs_words) {
        return Err(Failure(
            "an older version saved the report, without how claims are read, so `--deny` can see only what is \
             `new`; save it again with `crosscheck report --format json --output FILE`"
                .to_owned(),
        ));
    }
    let look = &args.look;
    output::write(look.output.as_deref(), &|out| match args.format {
        PageFormat::Table => render::table(&page::diff(&diff), &look.style(), out),
        PageFormat::Markdown => render::markdown(&page::comment(&diff), &look.style(), out),
        PageFormat::Json => look.json(&DiffJson::new(&diff), out),
    })?;
    let denied = args.deny.iter().any(|what| match what {
        DenyChange::New => diff.refused().next().is_some(),
        DenyChange::Silenced => diff.silenced().next().is_some(),
        DenyChange::Vocabulary => diff.has_other_meaning(),
    });
    Ok(ExitCode::from(u8::from(
        output::has_errors(after.errors, &checked(new.as_deref(), &args.path)) || denied,
    )))
}

/// Returns what `check` has to read to tell the errors of the new state; nothing for a revision or a saved report.
fn checked(new: Option<&str>, path: &Path) -> Vec<PathBuf> {
    let path = new.map_or(path, Path::new);
    let is_here = new.is_none() || path.exists() && !saved::is_saved(path);
    is_here.then(|| path.to_owned()).into_iter().collect()
}

/// The names of the two states.
struct Sides {
    old: String,
    /// `None` for the files as they are now.
    new: Option<String>,
}

/// Returns what is compared with what. A branch may have gone on since this one parted from it: what it gained is no
/// change of this one, so the state where they parted is taken. `A...B` says the same of two revisions, as git has it.
fn sides(args: &DiffArgs) -> Sides {
    let (old, new) = (args.old.clone(), args.new.clone());
    if new.is_some() || Path::new(&old).exists() {
        return Sides { old, new };
    }
    let head = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
    if let Some((one, other)) = old.split_once("...") {
        let (one, other) = (head(one), head(other));
        return Sides {
            old: base::where_they_parted(&one, &other),
            new: Some(other),
        };
    }
    if let Some((one, other)) = old.split_once("..") {
        return Sides {
            old: head(one),
            new: Some(head(other)),
        };
    }
    Sides {
        old: base::where_they_parted(&old, "HEAD"),
        new,
    }
}

/// Reads a revision without claims as empty: it is from before the claims, and everything is new.
fn before_all(name: &str, error: GitError) -> Result<Loaded, GitError> {
    match &error {
        GitError::NoPath(path) | GitError::NoClaimFiles(path) => {
            output::tell(&format!(
                "note: “{name}” has no claims under “{}” yet: all is new",
                path.display()
            ));
            Ok(load_texts([]))
        }
        _ => Err(error),
    }
}

/// Reads one side of a diff. `instead` gives what is read in place of a revision that cannot be read.
fn side(
    name: &str,
    path: &Path,
    instead: impl Fn(GitError) -> Result<Loaded, GitError>,
) -> Result<State, Failure> {
    let here = Path::new(name);
    if !here.exists() {
        let loaded = git::load(name, path).or_else(instead);
        let loaded = loaded.map_err(|error| Failure(format!("“{name}”: {error}")))?;
        return Ok(State::from(&Report::new(loaded, &Selection::default())));
    }
    // A pull request could bring a folder by the name of the revision that it is held against.
    if git::is_revision(name) {
        return Err(Failure(format!(
            "“{name}” is a file or folder here, and also a revision: write ./{name} for the first, refs/heads/{name} \
             or refs/remotes/{name} for the second"
        )));
    }
    if saved::is_saved(here) {
        return saved_report(here).map_err(|error| Failure(format!("“{name}”: {error}")));
    }
    folder(here)
}

/// Reads a report that was saved as JSON.
fn saved_report(path: &Path) -> Result<State, Box<dyn Error>> {
    let text = saved::read(path)?;
    Ok(State::from(wire::read_report(&text)?))
}

/// Reads the claims in a folder or a file, as they are now.
fn folder(path: &Path) -> Result<State, Failure> {
    let report = output::read(&[path.to_owned()], &Selection::default())?;
    let state = State::from(&report);
    output::unchanged(&report).map_err(|error| Failure(error.to_string()))?;
    Ok(state)
}

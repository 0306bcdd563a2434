//! `crosscheck new`

mod ask;
mod draft;
mod entry;
mod missing;
mod unfinished;

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, output};
use draft::ClaimsFolder;
use entry::ClaimEntry;

/// The arguments of `new`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct NewArgs {
    /// Use the claims in this folder
    #[arg(default_value = "claims", value_name = "PATH")]
    folder: PathBuf,
    /// Add the claim to this file [default: the source's own, else a new one named after it]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write the claim even if there are warnings about it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    entry: ClaimEntry,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck new    ask for everything, and show what the value is taken to mean
  crosscheck new --source red-army --event border-clash --attribute soldiers-killed \\
      --value \"over 50\" --quote \"over 50 soldiers\" --as-of 2025-10-12
  crosscheck new --source daily-news --topic \"Air strikes\" --event-title \"Air strike at the ford\" \\
      --event-date 2019-02-26 --attribute-label \"Militants killed\" --value 300
                    the first claim on an event that is not there yet

The claim goes to the end of the file; the rest of the file stays as it is. If the claim
has an error, nothing is written; if there is a warning about it, only with --force.
While it asks, `<` goes back to the question before. Ctrl-C stops: the answers are kept,
and the next `crosscheck new` offers to go on with them.";

/// Adds a claim.
pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let missing = args.entry.needed(args.file.is_some());
    if missing.is_empty() {
        return add(args);
    }
    if output::is_conversation() {
        return ask::run(args);
    }
    Err(Failure(format!(
        "without a terminal to ask at, {} is needed",
        missing.join(", ")
    )))
}

/// Adds a claim that was given by options.
fn add(args: &NewArgs) -> Result<ExitCode, Failure> {
    let entry = args.entry.with_ids();
    let folder = ClaimsFolder::open(&args.folder)?.with(&entry)?;
    let draft = folder.draft(&entry, args.file.as_deref())?;
    draft.fits(args.force)?;
    draft.write()?;
    draft.tell_standing()?;
    draft.tell_written()?;
    Ok(ExitCode::SUCCESS)
}

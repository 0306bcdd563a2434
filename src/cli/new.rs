//! `crosscheck new`

mod ask;
mod draft;
mod entry;
mod prompt;

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
    #[command(flatten)]
    entry: ClaimEntry,
    /// Add the claim to this file [default: the source's own, else a new one named after it]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write the claim even if there are warnings about it
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck new    ask for everything, and show what the value is taken to mean
  crosscheck new --source red-army --event border-clash --attribute soldiers-killed \\
      --value \"over 50\" --quote \"over 50 soldiers\" --as-of 2025-10-12

The claim goes to the end of the file; the rest of the file stays as it is. If the claim
has an error, nothing is written; if there is a warning about it, only with --force.";

/// Adds a claim.
pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let missing = args.entry.missing(args.file.is_some());
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
    let folder = ClaimsFolder::open(&args.folder)?;
    let draft = folder.draft(&args.entry, args.file.as_deref())?;
    draft.fits(args.force)?;
    draft.write()?;
    draft.tell_standing()?;
    draft.tell_written()?;
    Ok(ExitCode::SUCCESS)
}

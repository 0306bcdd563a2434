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
    /// The folder with the claims
    #[arg(default_value = "claims", value_name = "PATH")]
    folder: PathBuf,
    #[command(flatten)]
    entry: ClaimEntry,
    /// The file into which it goes [default: the source's own, else a new one named after it]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write the claim although there are warnings about it
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck new    asks for everything, and shows what the value is taken to mean
  crosscheck new --source red-army --event border-clash --attribute soldiers-killed \\
      --value \"over 50\" --quote \"over 50 soldiers\" --as-of 2025-10-12

The claim goes behind what stands in the file, which is not changed. Where it has
an error nothing is written; where there is a warning about it, only with --force.";

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

/// Adds a claim that was given by flags.
fn add(args: &NewArgs) -> Result<ExitCode, Failure> {
    let folder = ClaimsFolder::open(&args.folder)?;
    let draft = folder.draft(&args.entry, args.file.as_deref())?;
    draft.fits(args.force)?;
    draft.write()?;
    draft.tell_standing()?;
    draft.tell_written()?;
    Ok(ExitCode::SUCCESS)
}

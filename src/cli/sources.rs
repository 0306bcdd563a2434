//! `crosscheck sources`

use std::path::PathBuf;
use std::process::ExitCode;

use crate::page;
use crate::render;
use crate::sources::Sources;
use crate::wire::SourcesJson;

use super::Failure;
use super::output::{self, OutputArgs, PageFormat};
use super::pick::SelectionArgs;

/// The arguments of `sources`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SourcesArgs {
    /// Read these folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// Print in this format
    #[arg(long, value_enum, default_value = "table")]
    format: PageFormat,
    #[command(flatten)]
    pick: SelectionArgs,
    #[command(flatten)]
    look: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck sources                       all of the folder claims
  crosscheck sources --event border-clash  only what is claimed of one event
  crosscheck sources --format json         every count and ratio, for other programs

These are counts and ratios only. Whoever claims more, or claims it alone, may be right.";

/// Prints which way each side's claims lean, and how each speaker fares.
pub(super) fn run(args: &SourcesArgs) -> Result<ExitCode, Failure> {
    let report = output::read(&args.paths, &args.pick.selection())?;
    args.pick.known(&report)?;
    let sources = Sources::new(&report);
    let look = &args.look;
    look.write(&report, &|out| match args.format {
        PageFormat::Table => render::table(&page::sources(&report, &sources), &look.style(), out),
        PageFormat::Markdown => {
            render::markdown(&page::sources(&report, &sources), &look.style(), out)
        }
        PageFormat::Json => look.json(&SourcesJson::new(&report, &sources), out),
    })?;
    Ok(output::status(&report, &args.paths))
}

//! `crosscheck crux`

use std::path::PathBuf;
use std::process::ExitCode;

use crate::crux::Crux;
use crate::page;
use crate::render;
use crate::report::Selection;
use crate::wire::CruxJson;

use super::Failure;
use super::completions;
use super::output::{self, OutputArgs, PageFormat};
use super::pick::{AsOfArgs, known_events};

/// The numbers of claims that may be asked for.
const TOP: std::ops::RangeInclusive<i64> = 1..=100;

/// The arguments of `crux`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CruxArgs {
    /// Read these folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// Print in this format
    #[arg(long, value_enum, default_value = "table")]
    format: PageFormat,
    /// Show only these events, by id, and those that the same sums need
    #[arg(long, value_delimiter = ',', value_name = "ID", add = completions::events())]
    event: Vec<String>,
    /// Name at most this many claims for each event
    #[arg(long, default_value = "5", value_name = "N", value_parser = clap::value_parser!(u16).range(TOP))]
    top: u16,
    #[command(flatten)]
    back: AsOfArgs,
    #[command(flatten)]
    look: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck crux                               up to 5 claims for each event
  crosscheck crux --event border-clash --top 1  the one claim on which most depends

A claim is named because much depends on it, not because it is wrong.";

/// Prints the claims to check first.
pub(super) fn run(args: &CruxArgs) -> Result<ExitCode, Failure> {
    let report = output::read(
        &args.paths,
        &Selection {
            until: args.back.as_of.clone(),
            ..Selection::default()
        },
    )?;
    known_events(&report, &args.event)?;
    let crux = Crux::new(&report, &args.event, args.top.into());
    let look = &args.look;
    look.write(&report, &|out| match args.format {
        PageFormat::Table => render::table(&page::crux(&report, &crux), &look.style(), out),
        PageFormat::Markdown => render::markdown(&page::crux(&report, &crux), &look.style(), out),
        PageFormat::Json => look.json(&CruxJson::new(&report, &crux), out),
    })?;
    Ok(output::status(&report, &args.paths))
}

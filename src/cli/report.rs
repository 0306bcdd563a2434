//! `crosscheck report`

mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::compare::Outcome;
use crate::page;
use crate::render;
use crate::report::{Report, Selection};
use crate::sheet::Sheet;
use crate::wire::{self, ReportJson};
use clap::ValueEnum;

use super::Failure;
use super::output::{self, OutputArgs};
use super::pick::SelectionArgs;

/// The arguments of `report`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ReportArgs {
    /// Read these folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// Print in this format
    #[arg(long, value_enum, default_value = "table")]
    format: ReportFormat,
    /// Make a row of each of these, with `--format csv` [default: claims]
    #[arg(long, value_enum, value_name = "ROWS")]
    rows: Option<Rows>,
    #[command(flatten)]
    pick: SelectionArgs,
    /// Show only questions with these outcomes
    #[arg(long, value_delimiter = ',', value_name = "OUTCOME")]
    only: Vec<OutcomeArg>,
    /// Show only the contradicted questions whose positions lie farthest apart, so many, a line each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// Keep running, and print what changes in the report whenever a file changes; Ctrl-C ends it
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    look: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck report                       the folder claims, contradictions first
  crosscheck report --only contradicted   only what contradicts
  crosscheck report --event border-clash  one event
  crosscheck report --top 50              the 50 widest contradictions, a line each
  crosscheck report --source red-army     only questions on which this source has claims
  crosscheck report --width 120           with quotes and places in files
  crosscheck report --format markdown     for a page or a pull request
  crosscheck report --format json         everything, for other programs
  crosscheck report --only contradicted --format csv --rows questions
                                          a row for each contradiction
  crosscheck report --watch               the report, and then what changes as you write";

/// The formats of the report.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Tables for a terminal
    Table,
    /// GitHub markdown
    Markdown,
    /// JSON, version 1
    Json,
    /// JSON Lines: a question, a finding or a diagnostic a line, and last the counts
    Jsonl,
    /// CSV for spreadsheets and databases
    Csv,
}

/// What the rows of a sheet are.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// A row for each claim
    Claims,
    /// A row for each question, with what came out
    Questions,
    /// A row for each finding
    Findings,
}

#[derive(Clone, Copy, ValueEnum)]
enum OutcomeArg {
    Contradicted,
    Compatible,
    Agreed,
    Uncorroborated,
    Unknown,
}

impl From<OutcomeArg> for Outcome {
    fn from(outcome: OutcomeArg) -> Self {
        match outcome {
            OutcomeArg::Contradicted => Self::Contradicted,
            OutcomeArg::Compatible => Self::Compatible,
            OutcomeArg::Agreed => Self::Agreed,
            OutcomeArg::Uncorroborated => Self::Uncorroborated,
            OutcomeArg::Unknown => Self::Unknown,
        }
    }
}

impl Rows {
    /// Returns the rows of a report.
    fn sheet(self, report: &Report) -> Sheet<'_> {
        match self {
            Self::Claims => Sheet::claims(report),
            Self::Questions => Sheet::questions(report),
            Self::Findings => Sheet::findings(report),
        }
    }
}

/// Prints the report.
pub(super) fn run(args: &ReportArgs) -> Result<ExitCode, Failure> {
    let outcomes = args.only.iter().copied().map(Outcome::from).collect();
    let selection = Selection {
        outcomes,
        top: args.top.map(|top| top as usize),
        ..args.pick.selection()
    };
    if args.rows.is_some() && args.format != ReportFormat::Csv {
        return Err(Failure("`--rows` goes with `--format csv`".to_owned()));
    }
    if args.watch {
        return watch::run(args, &selection);
    }
    let report = output::read(&args.paths, &selection)?;
    args.pick.known(&report)?;
    args.look.write(&report, &|out| match args.format {
        ReportFormat::Table => render::table(&page::report(&report), &args.look.style(), out),
        ReportFormat::Markdown => render::markdown(&page::report(&report), &args.look.style(), out),
        ReportFormat::Json => args.look.json(&ReportJson::new(&report), out),
        ReportFormat::Jsonl => render::json_lines(wire::lines(&report), out),
        ReportFormat::Csv => render::csv(args.rows.unwrap_or(Rows::Claims).sheet(&report), out),
    })?;
    let status = output::status(&report, &args.paths);
    // The process ends here. Freeing a million claims one by one takes 4 % of its time.
    std::mem::forget(report);
    Ok(status)
}

//! `crosscheck report`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use crosscheck::compare::Outcome;
use crosscheck::load::suggest::nearest;
use crosscheck::render::{json, markdown, table};
use crosscheck::report::{Report, Selection};

use super::Failure;
use super::output::{self, Look};

/// The arguments of `report`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Only these events, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    event: Vec<String>,
    /// Only these attributes, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    attribute: Vec<String>,
    /// Only questions on which these sources, speakers or publishers are heard, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    source: Vec<String>,
    /// Only questions with these outcomes
    #[arg(long, value_delimiter = ',', value_name = "OUTCOME")]
    only: Vec<OutcomeArg>,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Tables for a terminal
    Table,
    /// GitHub markdown
    Markdown,
    /// JSON, version 1
    Json,
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

/// Prints the report.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let selection = Selection {
        events: args.event.clone(),
        attributes: args.attribute.clone(),
        sources: args.source.clone(),
        outcomes: args.only.iter().copied().map(Outcome::from).collect(),
    };
    let report = output::read(&args.paths, &selection)?;
    known(&report, args)?;
    args.look.write(&report, &|out| match args.format {
        Format::Table => table::table(&report, args.look.width(), args.look.color(), out),
        Format::Markdown => markdown::markdown(&report, out),
        Format::Json => json::report(&report, out),
    })?;
    let errors = report.summary().errors;
    if errors > 0 {
        let files = if errors == 1 { "1 error" } else { &format!("{errors} errors") };
        output::tell(&format!("{files} in the files: `crosscheck check` tells which"));
    }
    let status = ExitCode::from(u8::from(report.has_errors()));
    // The process ends here. To give back a million claims one by one takes 4 % of its time.
    std::mem::forget(report);
    Ok(status)
}

/// An id that occurs nowhere is a slip of the hand: an empty report would hide it.
fn known(report: &Report, args: &Args) -> Result<(), Failure> {
    let record = &report.record;
    let events: Vec<&str> = record.events.iter().map(|event| event.name.id.as_str()).collect();
    let attributes: Vec<&str> =
        record.attributes.iter().map(|attribute| attribute.name.id.as_str()).collect();
    let sources: Vec<&str> = record.speakers.iter().map(|speaker| speaker.name.id.as_str()).collect();
    for (what, wanted, ids) in [
        ("event", &args.event, events),
        ("attribute", &args.attribute, attributes),
        ("source", &args.source, sources),
    ] {
        if let Some(id) = wanted.iter().find(|id| !ids.contains(&id.as_str())) {
            let near = nearest(id, ids.iter().copied()).map(|near| format!("; did you mean “{near}”?"));
            return Err(Failure(format!("no {what} has the id “{id}”{}", near.unwrap_or_default())));
        }
    }
    Ok(())
}

//! The command line, one file a subcommand. Nothing below it knows of it, and it is only there
//! with the feature `cli`, which holds the crates that nothing else uses.

mod advice;
mod base;
mod check;
mod choices;
mod completions;
mod crux;
mod diff;
mod draft;
mod explain;
mod init;
mod lsp;
mod man;
mod new;
mod output;
mod pick;
mod prompt;
mod report;
mod schema;
mod snapshot;
mod sources;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Show where reports contradict each other: who, by how much, and on whose word.
#[derive(Parser)]
#[command(version, about, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck init our-claims             a folder for claims, with an example
  crosscheck new                         add a claim, question by question
  crosscheck report                      the report on the folder claims
  crosscheck report --only contradicted  only what contradicts
  crosscheck sources                     who claims more than the other side concedes
  crosscheck crux                        which claims to check first
  crosscheck diff origin/main            what changed since a git revision
  crosscheck snapshot --check            whether the report is still the approved one
  crosscheck check                       what is wrong with the files, and every finding
  crosscheck draft article.txt           claims that an article may hold, to be confirmed
  crosscheck explain quote-mismatch      what a code means

Exit status:
  0  done
  1  the files have errors, or something that --deny names was found
  2  the work could not be done: bad usage, no claim files, output not written";

#[derive(Subcommand)]
enum Command {
    /// Print the report, contradictions first
    Report(report::ReportArgs),
    /// Print the faults of the files and every finding, with the lines involved
    Check(check::CheckArgs),
    /// Compare what each side claims of the other's losses, and count how each speaker fares
    Sources(sources::SourcesArgs),
    /// Name the claims to check first: those on which most contradictions depend
    Crux(crux::CruxArgs),
    /// Make a folder for claims, with an example, checks and a page on the daily work
    Init(init::InitArgs),
    /// Add a claim to a source's file, and show what it agrees with and contradicts
    New(Box<new::NewArgs>),
    /// Print what changed between two states: contradictions that are new, settled or changed
    Diff(diff::DiffArgs),
    /// Keep the approved report in a text file, and fail if the claims no longer give it
    Snapshot(snapshot::SnapshotArgs),
    /// Propose claims from an article in plain text, for people to confirm one by one
    Draft(draft::DraftArgs),
    /// Explain a code: its meaning, why it matters, an example, how to settle it
    Explain(explain::ExplainArgs),
    /// Print a JSON Schema of claim files, for editors, or of the report
    Schema(schema::SchemaArgs),
    /// Print the script with which a shell completes commands and options
    Completions(completions::CompletionsArgs),
    /// Print the manual page of the program or of a command
    Man(man::ManArgs),
    /// Serve an editor while you write claims; the editor starts it
    Lsp(lsp::LspArgs),
}

/// The reason why the work could not be done, for stderr; the exit status is 2.
pub(crate) struct Failure(pub(crate) String);

/// Runs the command line and returns its exit status.
pub fn run() -> ExitCode {
    completions::answer();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return usage(&told),
    };
    let done = match cli.command {
        Command::Report(args) => report::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Crux(args) => crux::run(&args),
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Draft(args) => draft::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Lsp(args) => Ok(lsp::run(&args)),
    };
    match done {
        Ok(code) => code,
        Err(Failure(message)) => {
            output::tell(&format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

/// Prints help, or what is wrong with the arguments. Help that could not be written is no success.
fn usage(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            output::tell(&format!("error: the output could not be written: {error}"));
            ExitCode::from(2)
        }
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}

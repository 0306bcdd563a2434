//! `crosscheck man`

use std::process::ExitCode;

use crate::load::suggest::nearest;
use clap::CommandFactory;
use clap_mangen::Man;

use super::output;
use super::{Cli, Failure};

/// The arguments of `man`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ManArgs {
    /// Print the page of this command, such as check [default: the page of the program]
    command: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck man | man -l -          the page of the program, to read at once
  crosscheck man check | man -l -    the page of check

Kept as crosscheck.1 and crosscheck-check.1 in ~/.local/share/man/man1, they are
there for `man crosscheck` and `man crosscheck-check`.";

/// Prints a manual page.
pub(super) fn run(args: &ManArgs) -> Result<ExitCode, Failure> {
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| unknown(name, &program))?,
    };
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure(error.to_string()))?;
    output::text(page)
}

fn unknown(name: &str, program: &clap::Command) -> Failure {
    let near = nearest(name, program.get_subcommands().map(clap::Command::get_name));
    let near = near.map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
    Failure(format!(
        "there is no command “{name}”{near}\n`crosscheck --help` lists them all"
    ))
}

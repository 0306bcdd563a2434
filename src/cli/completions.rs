//! `crosscheck completions`

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::output;
use super::{Cli, Failure};

/// The arguments of `completions`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// Print the script for this shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  bash, in ~/.bashrc        source <(crosscheck completions bash)
  zsh, in ~/.zshrc          source <(crosscheck completions zsh)
  fish, in config.fish      crosscheck completions fish | source
  PowerShell, in $PROFILE   crosscheck completions powershell | Out-String | iex";

/// Prints the completion script of a shell.
pub(super) fn run(args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    // Into memory first: the generator knows nothing of a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        env!("CARGO_PKG_NAME"),
        &mut script,
    );
    output::text(script)
}

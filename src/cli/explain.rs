//! `crosscheck explain`

use std::process::ExitCode;

use crate::code::Code;
use crate::load::suggest::nearest;

use super::Failure;
use super::output;

/// The arguments of `explain`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExplainArgs {
    /// Explain this code, such as quote-mismatch [default: list all codes]
    code: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck explain                 every code, and how much it weighs
  crosscheck explain quote-mismatch  what it means, and how to settle it";

/// Prints the meaning of a code, or the list of all codes.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let text = match &args.code {
        None => list(),
        Some(word) => Code::from_word(word)
            .map(|code| code.explanation().to_owned())
            .ok_or_else(|| unknown(word))?,
    };
    output::text(text)
}

fn list() -> String {
    let lines = Code::ALL
        .iter()
        .map(|code| format!("{:<24}{}", code.word(), code.severity().word()));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn unknown(word: &str) -> Failure {
    let near = nearest(word, Code::ALL.iter().map(|code| code.word()));
    let near = near.map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
    Failure(format!(
        "there is no code “{word}”{near}\n`crosscheck explain` lists them all"
    ))
}

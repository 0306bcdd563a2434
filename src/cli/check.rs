//! `crosscheck check`

use std::path::PathBuf;
use std::process::ExitCode;

use crate::code::{Code, CodeSet};
use crate::render;
use crate::report::{Denied, Selection};
use crate::touched::Touched;
use crate::wire::CheckJson;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::Failure;
use super::base;
use super::output::{self, OutputArgs};

/// The arguments of `check`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// Read these folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// Exit with status 1 if any of these are found: warnings, contradictions (no editor has resolved them),
    /// or what has one of these codes; `crosscheck explain` lists the codes. Only errors and what is denied are
    /// shown then, and the rest is counted
    #[arg(long, value_delimiter = ',', value_name = "WHAT", value_parser = deny_words())]
    #[arg(hide_possible_values = true)]
    deny: Vec<String>,
    /// Put each finding at the claim that the branch changes, and what it changes first: hold the files against
    /// where this branch parted from this git revision (only github and sarif)
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// List the files that are read, and those that could hold claims and are not, before the rest
    #[arg(long)]
    files: bool,
    /// Print in this format
    #[arg(long, value_enum, default_value = "human")]
    format: CheckFormat,
    #[command(flatten)]
    look: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck check                   what is wrong with the folder claims
  crosscheck check --deny warnings   exit with status 1 if anything is doubtful
  crosscheck check --deny contradictions,quote-mismatch
                                     exit with status 1 if any of these are found
  crosscheck check --format github   annotations in a workflow on GitHub
  crosscheck check --format github --base origin/main
                                     each where the pull request changes it
  crosscheck check --format sarif    for code scanning
  crosscheck check --format junit    for the test reports of Jenkins and GitLab

In github, sarif and junit, files are named by the paths given here: run it at
the top of the repository and name the folder from there.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// Blocks with the lines involved
    Human,
    /// JSON, version 1
    Json,
    /// Annotations of a workflow on GitHub
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML: a test for each file and each question
    Junit,
}

/// The word that denies every warning.
const WARNINGS: &str = "warnings";
/// The word that denies what contradicts and no editor has resolved, and what does not add up.
const CONTRADICTIONS: &str = "contradictions";

/// Returns the words that `--deny` takes. Of another word, the error names the nearest one.
fn deny_words() -> PossibleValuesParser {
    let codes = Code::ALL.iter().map(|code| code.word());
    PossibleValuesParser::new([WARNINGS, CONTRADICTIONS].into_iter().chain(codes))
}

/// Prints the faults of the files, and every finding.
pub(super) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    if args.files && args.format != CheckFormat::Human {
        return Err(Failure(
            "`--files` goes with the format human; the JSON always has `unread`".to_owned(),
        ));
    }
    let is_placed = matches!(args.format, CheckFormat::Github | CheckFormat::Sarif);
    if args.base.is_some() && !is_placed {
        return Err(Failure(
            "`--base` goes with the formats github and sarif, which put a finding at one place"
                .to_owned(),
        ));
    }
    let mut report = output::read(&args.paths, &Selection::default())?;
    if let Some(base) = &args.base {
        let before = base::texts(base, &args.paths)?;
        report.touched = Some(Touched::new(&before, &report.files));
    }
    let denied = denied(&args.deny);
    args.look.write(&report, &|out| match args.format {
        CheckFormat::Human => {
            if args.files {
                render::check::files(&report, out)?;
            }
            render::check(&report, denied, &args.look.style(), out)
        }
        CheckFormat::Json => args.look.json(&CheckJson::new(&report), out),
        CheckFormat::Github => render::github(&report, denied, out),
        CheckFormat::Sarif => render::sarif(&report, denied, out),
        CheckFormat::Junit => render::junit(&report, denied, out),
    })?;
    Ok(ExitCode::from(u8::from(report.fails(denied))))
}

fn denied(deny: &[String]) -> Denied {
    let codes = deny.iter().filter_map(|word| Code::from_word(word));
    Denied {
        warnings: deny.iter().any(|word| word == WARNINGS),
        contradictions: deny.iter().any(|word| word == CONTRADICTIONS),
        codes: codes.fold(CodeSet::NONE, CodeSet::with),
    }
}

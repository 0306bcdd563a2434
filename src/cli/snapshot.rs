//! `crosscheck snapshot`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::diff::State;
use crate::load::approved;
use crate::render;
use crate::report::Selection;

use super::Failure;
use super::advice;
use super::output;

/// The arguments of `snapshot`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SnapshotArgs {
    /// Read these folders or files with claims
    #[arg(default_value = "claims")]
    paths: Vec<PathBuf>,
    /// Keep the approved report in this file [default: beside the first path, claims.snapshot.txt]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Exit with status 1 if the claims no longer give the approved report
    #[arg(long)]
    check: bool,
    /// Approve the report that the claims give now
    #[arg(long, conflicts_with = "check")]
    accept: bool,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck snapshot            what would change in the approved report
  crosscheck snapshot --accept   approve the report: write claims.snapshot.txt
  crosscheck snapshot --check    for CI: exit with status 1 if it is not approved

Commit the file with the claims: its git diff shows what a change of the claims
does to the report.";

/// Compares the report with the approved one, or approves it.
pub(super) fn run(args: &SnapshotArgs) -> Result<ExitCode, Failure> {
    let report = output::read(&args.paths, &Selection::default())?;
    let state = State::from(&report);
    output::unchanged(&report).map_err(|error| Failure(error.to_string()))?;
    let file = args.file.clone().unwrap_or_else(|| beside(&args.paths));
    let approved = approved::read(&file)
        .map_err(|error| Failure(format!("“{}” could not be read: {error}", file.display())))?;
    let mut now = Vec::new();
    render::snapshot(&state, &mut now).map_err(|error| Failure(error.to_string()))?;
    let now = String::from_utf8_lossy(&now).into_owned();
    if output::has_errors(state.errors, &args.paths) {
        output::tell("a report on files with errors cannot be approved: mend them first");
        return Ok(ExitCode::from(1));
    }
    if approved.as_ref() == Some(&now) {
        output::tell(&format!("as approved in “{}”", file.display()));
        return Ok(ExitCode::SUCCESS);
    }
    if args.accept {
        output::write(Some(&file), &|out| out.write_all(now.as_bytes()))?;
        output::tell(&format!(
            "approved: “{}” was written; commit it with the claims",
            file.display()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    output::text(match &approved {
        Some(approved) => render::changes::changes(approved, &now),
        None => now,
    })?;
    output::tell(&differs(args, &file, approved.is_some()));
    Ok(ExitCode::from(u8::from(args.check)))
}

/// Says what to do if the report is not the approved one: the command approves what was compared here.
fn differs(args: &SnapshotArgs, file: &Path, kept: bool) -> String {
    let shown = file.display();
    let what = if kept {
        format!("the claims no longer give the report approved in “{shown}”")
    } else {
        format!("no report is approved yet: there is no “{shown}”")
    };
    let accept = "crosscheck snapshot --accept";
    let accept = match &args.file {
        Some(file) => advice::command_with_file(accept, "--file", file, &args.paths),
        None => advice::command(accept, &args.paths),
    };
    format!("{what}; if that is right, approve it and commit the file:\n  {accept}")
}

/// Returns the file beside the first path: its name with `.snapshot.txt`.
fn beside(paths: &[PathBuf]) -> PathBuf {
    let path = paths.first().map_or(Path::new("claims"), PathBuf::as_path);
    match path.file_name() {
        Some(name) => {
            let mut name = name.to_owned();
            name.push(".snapshot.txt");
            path.with_file_name(name)
        }
        None => path.join("claims.snapshot.txt"),
    }
}

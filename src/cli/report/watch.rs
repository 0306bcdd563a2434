//! `crosscheck report --watch`: the report once, and then what changed in it.
//!
//! Changes are looked for several times a second, and a state is read when it has stood still between two
//! looks: so no file is read while an editor writes it. A state with an error that was not there before is
//! told and not accepted: what comes next is compared with the last one that was.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::code::{Code, Severity};
use crate::diagnostic::Diagnostic;
use crate::diff::{Diff, State};
use crate::load::Glimpse;
use crate::page;
use crate::render::{self, Style, check};
use crate::report::{Report, Selection};

use super::super::Failure;
use super::super::output;
use super::{ReportArgs, ReportFormat};

/// So long is waited between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Where a look takes long, so many times as long is waited: nobody's machine is kept busy.
const REST: u32 = 20;

/// No more errors than these are shown; the rest are counted.
const MOST_ERRORS: usize = 3;

/// How often each error occurs, whatever the file and the line: a file may be renamed.
type Errors = BTreeMap<(Code, String), usize>;

/// The last state that was accepted.
struct AcceptedState {
    state: State,
    errors: Errors,
}

impl AcceptedState {
    fn of(report: &Report) -> Self {
        let mut known = Errors::new();
        for error in errors(report) {
            *known.entry(key(error)).or_default() += 1;
        }
        Self {
            state: State::from(report),
            errors: known,
        }
    }

    /// Returns the errors that were not there before.
    fn new_in<'r>(&self, report: &'r Report) -> Vec<&'r Diagnostic> {
        let mut known = self.errors.clone();
        errors(report)
            .filter(|error| match known.get_mut(&key(error)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            })
            .collect()
    }
}

fn errors(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report
        .diagnostics
        .iter()
        .filter(|told| told.code.severity() == Severity::Error)
}

fn key(error: &Diagnostic) -> (Code, String) {
    (error.code, error.message.clone())
}

/// Prints the report, and what changes, until it is ended or nobody reads it any more.
pub(super) fn run(args: &ReportArgs, selection: &Selection) -> Result<ExitCode, Failure> {
    possible(args)?;
    let mut seen = Glimpse::new(&args.paths);
    let report = output::read(&args.paths, selection)?;
    args.pick.known(&report)?;
    if !written(&|out| {
        render::table(&page::report(&report), &args.look.style(), out)?;
        output::unchanged(&report)
    })? {
        return Ok(ExitCode::SUCCESS);
    }
    output::has_errors(report.summary().errors, &args.paths);
    // A question whose outcome is no longer asked for has not vanished: the outcomes select what is shown first.
    let selection = Selection {
        outcomes: Vec::new(),
        ..selection.clone()
    };
    let mut accepted = AcceptedState::of(&if args.only.is_empty() {
        report
    } else {
        output::read(&args.paths, &selection)?
    });
    output::tell("\nwaiting for changes; Ctrl-C ends this");
    loop {
        seen = next(&args.paths, &seen);
        if !step(args, &selection, &mut accepted)? {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Returns true if changes can be shown in that form.
fn possible(args: &ReportArgs) -> Result<(), Failure> {
    let other = if args.format != ReportFormat::Table {
        "--format"
    } else if args.look.output.is_some() {
        "--output"
    } else {
        return Ok(());
    };
    Err(Failure(format!(
        "--watch prints tables to stdout, and does not go with {other}\n\
         save a report with --format json --output FILE, and compare with it: `crosscheck diff FILE --format json`"
    )))
}

/// Waits until something is different from what was seen and stands still.
fn next(paths: &[PathBuf], seen: &Glimpse) -> Glimpse {
    let mut last = seen.clone();
    loop {
        let began = Instant::now();
        let now = Glimpse::new(paths);
        std::thread::sleep(PAUSE.max(began.elapsed() * REST));
        if now == last && now != *seen {
            return now;
        }
        last = now;
    }
}

/// Reads what is there now, and says what changed. Says whether anybody still reads it.
fn step(
    args: &ReportArgs,
    selection: &Selection,
    accepted: &mut AcceptedState,
) -> Result<bool, Failure> {
    let report = match Report::read(&args.paths, selection) {
        Ok(report) => report,
        Err(error) => {
            output::tell(&format!(
                "\n{error}; the last state is kept until there is one"
            ));
            return Ok(true);
        }
    };
    let new = accepted.new_in(&report);
    if !new.is_empty() {
        output::tell(&refusal(&report, &new));
        return Ok(true);
    }
    let now = AcceptedState::of(&report);
    // What was changed meanwhile is read again: it looks different now.
    if output::unchanged(&report).is_err() {
        return Ok(true);
    }
    let before = std::mem::replace(accepted, now);
    told(args, &report, &Diff::new(&before.state, &accepted.state))
}

/// Says what is wrong with a state that is not accepted.
fn refusal(report: &Report, new: &[&Diagnostic]) -> String {
    let shown = &new[..new.len().min(MOST_ERRORS)];
    let mut blocks = Vec::new();
    // Memory can be written.
    let _ = check::diagnostics(report, shown, Style::plain(80), &mut blocks);
    let more = match new.len() - shown.len() {
        0 => String::new(),
        more => format!("and {more} more: `crosscheck check` tells which\n"),
    };
    let blocks = String::from_utf8_lossy(&blocks);
    format!("\n{blocks}{more}the last state is kept until this is mended")
}

/// Prints what changed.
fn told(args: &ReportArgs, report: &Report, diff: &Diff<'_>) -> Result<bool, Failure> {
    let files = match report.files.read().count() {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    if diff.is_empty() {
        output::tell(&format!("\n{files} read: no change in what the claims say"));
        return Ok(true);
    }
    output::tell(&format!("\n{files} read: this changed"));
    let reads = written(&|out| {
        writeln!(out)?;
        render::table(&page::diff(diff), &args.look.style(), out)
    })?;
    output::has_errors(diff.errors[1], &args.paths);
    Ok(reads)
}

/// Writes to stdout, and says whether anybody still reads there.
fn written(fill: &output::Fill<'_>) -> Result<bool, Failure> {
    output::to_reader(fill)
        .map_err(|error| Failure(format!("the output could not be written: {error}")))
}

//! Output to stdout or a file, with or without colour and of a given width; and stderr for the rest.

pub(super) mod folder;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::load::LoadError;
use crate::load::Overlay;
use crate::load::reach;
use crate::render::{self, Style};
use crate::report::{Report, Selection};
use anstream::ColorChoice;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Failure;
use super::advice;

/// The bytes of output that are handed on at a time.
const BUFFER: usize = 1 << 16;

/// The time after which a run shows a progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// The widths that may be asked for, in columns.
const WIDTHS: std::ops::RangeInclusive<i64> = 40..=400;

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal; the variables `NO_COLOR` and `CLICOLOR_FORCE` hold
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The formats of a page.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// Tables for a terminal
    Table,
    /// GitHub markdown
    Markdown,
    /// JSON, version 1
    Json,
}

/// The arguments for the look and the place of the output.
#[derive(clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Use colours at these times
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
    /// Use at most this many columns [default: the terminal's, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(WIDTHS))]
    width: Option<u16>,
}

impl OutputArgs {
    /// Returns true if colours are to be used.
    pub(super) fn color(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                // anstream takes CLICOLOR_FORCE=0 as a wish for colour; by custom it is none.
                let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0");
                self.output.is_none()
                    && (forced || io::stdout().is_terminal())
                    && anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never
            }
        }
    }

    /// Returns how many columns the output may take. Only a terminal on stdout is asked: what goes into a
    /// file or a pipe must not depend on the window that it comes from.
    pub(super) fn width(&self) -> u16 {
        self.width.or_else(|| self.window_width()).unwrap_or(80)
    }

    /// Returns the columns of the terminal on stdout, if there is one and the output goes there.
    fn window_width(&self) -> Option<u16> {
        if !io::stdout().is_terminal() || self.output.is_some() {
            return None;
        }
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        Some(width.0.max(40))
    }

    /// Returns the style of a page.
    pub(super) fn style(&self) -> Style {
        Style {
            width: self.width(),
            color: self.color(),
        }
    }

    /// Writes a document of JSON: indented where somebody reads it, at a terminal; in one line for programs.
    pub(super) fn json(&self, document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        if self.output.is_none() && io::stdout().is_terminal() {
            render::json(document, out)
        } else {
            render::compact_json(document, out)
        }
    }

    /// Writes a report as it takes shape. A reader that closed its pipe is no error: it has what it wanted.
    pub(super) fn write(&self, report: &Report, fill: &Fill<'_>) -> Result<(), Failure> {
        write(self.output.as_deref(), &|out| {
            fill(out).and_then(|()| unchanged(report))
        })
    }
}

/// Writes to a file, whole or not at all, or to stdout.
pub(super) fn write(path: Option<&Path>, fill: &Fill<'_>) -> Result<(), Failure> {
    match path {
        Some(path) => replace(path, fill).map_err(|error| {
            Failure(format!(
                "“{}” could not be written: {error}",
                path.display()
            ))
        }),
        None => to_stdout(fill)
            .map_err(|error| Failure(format!("the output could not be written: {error}"))),
    }
}

/// A function that writes the output.
pub(super) type Fill<'f> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'f;

/// Checks that no file has changed since it was read: it would be shown with the wrong words.
pub(super) fn unchanged(report: &Report) -> io::Result<()> {
    match report.files.changed() {
        Some(name) => Err(io::Error::other(format!(
            "“{name}” was changed meanwhile; run this again"
        ))),
        None => Ok(()),
    }
}

/// Returns the style for stdout if there are no options for it.
pub(super) fn stdout_style() -> Style {
    let look = OutputArgs {
        output: None,
        color: Color::Auto,
        width: None,
    };
    look.style()
}

/// Writes to stdout, and leaves the colours as they are.
pub(super) fn to_stdout(fill: &Fill<'_>) -> io::Result<()> {
    to_reader(fill).map(drop)
}

/// Writes to stdout. Returns true if anybody still reads there.
pub(super) fn to_reader(fill: &Fill<'_>) -> io::Result<bool> {
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    match fill(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        result => result.map(|()| true),
    }
}

/// Writes a text of our own to stdout.
pub(super) fn text(text: impl AsRef<[u8]>) -> Result<ExitCode, Failure> {
    to_stdout(&|out| out.write_all(text.as_ref()))
        .map_err(|error| Failure(format!("the output could not be written: {error}")))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a file whole or not at all: beside it first, then in its place. If the path is a link within its
/// repository, its target is written; a device or a pipe cannot be replaced and is written to.
fn replace(path: &Path, fill: &Fill<'_>) -> io::Result<()> {
    reach::check(path)?;
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return filled(std::fs::OpenOptions::new().write(true).open(&path)?, fill);
    }
    let beside = beside(&path);
    let written = fresh(&beside, fill).and_then(|()| {
        if let Ok(there) = std::fs::metadata(&path) {
            std::fs::set_permissions(&beside, there.permissions())?;
        }
        std::fs::rename(&beside, &path)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Returns a name for a file beside another, until it takes the other's place.
fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    PathBuf::from(beside)
}

/// Writes a new file, never through a file or a link that somebody else has put there.
fn fresh(path: &Path, fill: &Fill<'_>) -> io::Result<()> {
    filled(
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)?,
        fill,
    )
}

fn filled(target: std::fs::File, fill: &Fill<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, target);
    fill(&mut out).and_then(|()| out.flush())
}

/// Returns the exit status of a page on the files under some paths. It reports on stderr if they have errors.
pub(super) fn status(report: &Report, paths: &[PathBuf]) -> ExitCode {
    ExitCode::from(u8::from(has_errors(report.summary().errors, paths)))
}

/// Returns true if the files under some paths have errors, and reports on stderr if they have. Files that are not at
/// hand have no path.
pub(super) fn has_errors(errors: usize, paths: &[PathBuf]) -> bool {
    if errors > 0 {
        let files = if errors == 1 {
            "1 error"
        } else {
            &format!("{errors} errors")
        };
        if paths.is_empty() {
            tell(&format!("{files} in the files"));
        } else {
            let check = advice::command("crosscheck check", paths);
            tell(&format!("{files} in the files: `{check}` tells which"));
        }
    }
    errors > 0
}

/// Returns true if somebody sits at a terminal and can be asked.
pub(super) fn is_conversation() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Writes a message to stderr.
pub(super) fn tell(message: &str) {
    // Where stderr is closed, nobody listens.
    let lines = message
        .lines()
        .map(|line| crate::safe::safe(line).into_string() + "\n");
    let _ = io::stderr()
        .lock()
        .write_all(lines.collect::<String>().as_bytes());
}

/// Reads and compares the claims. On a terminal it shows a progress bar if that takes long.
pub(super) fn read(paths: &[PathBuf], selection: &Selection) -> Result<Report, Failure> {
    let began = Instant::now();
    let bar = std::sync::OnceLock::new();
    let progress = |done: usize, total: usize| {
        if io::stderr().is_terminal() && began.elapsed() > PATIENCE {
            bar.get_or_init(|| progress_bar(total as u64))
                .set_position(done as u64);
        }
    };
    let report = Report::read_over(paths, &Overlay::new(), selection, &progress);
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    report.map_err(|error| Failure(format!("{error}\n{}", next(&error))))
}

/// Says what to try if nothing could be read.
fn next(error: &LoadError) -> &'static str {
    match error {
        LoadError::NotFound(_) => {
            "name the folder with your claims, or start one: `crosscheck init`"
        }
        LoadError::LeadsOut(..) => {
            "what a repository links to outside of it is not read: put the files themselves there"
        }
        LoadError::NoClaimFiles(_) => "start with an example: `crosscheck init`",
    }
}

fn progress_bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} files {wide_bar}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

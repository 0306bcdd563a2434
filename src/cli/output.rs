//! Where output goes: stdout or a file, with or without colour, how wide; and stderr for the rest.

pub(super) mod folder;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::load::LoadError;
use crate::render::Style;
use crate::report::{Report, Selection};
use anstream::ColorChoice;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;

/// Output is handed on in pieces of so many bytes.
const BUFFER: usize = 1 << 16;

/// A run shorter than this shows no progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What a width can be.
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

/// What a page can be printed as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// Tables for a terminal
    Table,
    /// GitHub markdown
    Markdown,
    /// JSON, version 1
    Json,
}

/// How the output looks and where it goes.
#[derive(clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
    /// How many columns the output may take [default: the terminal's, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(WIDTHS))]
    width: Option<u16>,
}

impl OutputArgs {
    /// Whether to use colours.
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

    /// How wide the output may be. Only a terminal on stdout is asked: what goes into a file or a
    /// pipe must not depend on the window from which it was sent.
    pub(super) fn width(&self) -> u16 {
        let window = || {
            let window = io::stdout().is_terminal() && self.output.is_none();
            let size = window
                .then(|| terminal_size::terminal_size_of(io::stdout()))
                .flatten();
            size.map(|(width, _)| width.0.max(40))
        };
        self.width.or_else(window).unwrap_or(80)
    }

    /// Returns the style of a page.
    pub(super) fn style(&self) -> Style {
        Style {
            width: self.width(),
            color: self.color(),
        }
    }

    /// Writes a report as it takes shape. A reader that closed its pipe has what it wanted.
    pub(super) fn write(&self, report: &Report, fill: &Fill<'_>) -> Result<(), Failure> {
        let fill = |out: &mut dyn Write| fill(out).and_then(|()| unchanged(report));
        write(self.output.as_deref(), &fill)
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

/// What writes the output.
pub(super) type Fill<'f> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'f;

/// A file that changed under our hands would be shown with the wrong words.
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

/// Writes to stdout as it is: what is coloured was coloured on purpose.
pub(super) fn to_stdout(fill: &Fill<'_>) -> io::Result<()> {
    to_reader(fill).map(drop)
}

/// Writes to stdout, and says whether anybody still reads there.
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

/// Writes a file whole or not at all: beside it first, then in its place. What a link points at is
/// what is written; a device or a pipe cannot be replaced and is written to.
fn replace(path: &Path, fill: &Fill<'_>) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return filled(std::fs::OpenOptions::new().write(true).open(&path)?, fill);
    }
    let beside = beside(&path);
    let written = fresh(&beside, fill).and_then(|()| std::fs::rename(&beside, &path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A name for a file beside another, until it takes its place.
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

/// The exit status of a page, and a word on stderr where the files have errors.
pub(super) fn status(report: &Report) -> ExitCode {
    ExitCode::from(u8::from(has_errors(report.summary().errors)))
}

/// Whether the files have errors, and a word on stderr where they have.
pub(super) fn has_errors(errors: usize) -> bool {
    if errors > 0 {
        let files = if errors == 1 {
            "1 error"
        } else {
            &format!("{errors} errors")
        };
        tell(&format!(
            "{files} in the files: `crosscheck check` tells which"
        ));
    }
    errors > 0
}

/// Whether somebody sits at a terminal and can be asked.
pub(super) fn is_conversation() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Says something that is not data.
pub(super) fn tell(message: &str) {
    // Where stderr is closed, nobody listens.
    let lines = message
        .lines()
        .map(|line| crate::render::safe::safe(line) + "\n");
    let _ = io::stderr()
        .lock()
        .write_all(lines.collect::<String>().as_bytes());
}

/// Reads and compares the claims, with a progress bar on a terminal where it takes long.
pub(super) fn read(paths: &[PathBuf], selection: &Selection) -> Result<Report, Failure> {
    let began = Instant::now();
    let bar = std::sync::OnceLock::new();
    let progress = |done: usize, total: usize| {
        if io::stderr().is_terminal() && began.elapsed() > PATIENCE {
            bar.get_or_init(|| progress_bar(total as u64))
                .set_position(done as u64);
        }
    };
    let report = Report::read(paths, selection, &progress);
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    report.map_err(|error| Failure(format!("{error}\n{}", next(&error))))
}

/// What to try where nothing could be read.
fn next(error: &LoadError) -> &'static str {
    match error {
        LoadError::NotFound(_) => {
            "name the folder with your claims, or start one: `crosscheck init`"
        }
        LoadError::NoClaimFiles(_) => "start with an example: `crosscheck init`",
    }
}

fn progress_bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} files {wide_bar}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

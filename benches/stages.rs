//! `cargo bench --bench stages -- FOLDER [--runs N]`: how long each step from files to JSON takes on a
//! corpus, against a bare read of the same files: every byte read, newlines counted, on one thread.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use crosscheck::compare::{Comparer, Outcome};
use crosscheck::load::whole::WholeClaims;
use crosscheck::load::{self, Loaded};
use crosscheck::report::{Report, Selection};
use crosscheck::wire::ReportJson;
use crosscheck::{question, render, resolve};

/// Times the steps from files to JSON.
#[derive(Parser)]
struct Args {
    /// A folder that `generate` has written
    folder: PathBuf,
    /// How many runs; the median is shown
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

const STEPS: [&str; 7] = [
    "bare read",
    "read and parse",
    "look up and check",
    "group",
    "every outcome",
    "whole: contradicted",
    "  of it JSON",
];

fn main() -> Result<(), Box<dyn Error>> {
    let Args {
        folder,
        runs,
        bench: _,
    } = Args::parse();
    let paths = [folder.join("claims")];
    let runs: Vec<[Duration; STEPS.len()]> = (0..runs.max(1))
        .map(|_| run(&paths))
        .collect::<Result<_, _>>()?;
    let median = |step: usize| {
        let mut all: Vec<Duration> = runs.iter().map(|run| run[step]).collect();
        all.sort_unstable();
        all[all.len() / 2].as_secs_f64()
    };
    tell(&format!("{:<22}{:>9}{:>14}", "step", "ms", "× bare read"));
    for (at, step) in STEPS.iter().enumerate() {
        let time = median(at);
        tell(&format!(
            "{step:<22}{:>9.1}{:>14.1}",
            time * 1000.0,
            time / median(0)
        ));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is what the program is for")]
fn tell(line: &str) {
    println!("{line}");
}

fn run(paths: &[PathBuf]) -> Result<[Duration; STEPS.len()], Box<dyn Error>> {
    let (bare, lines) = timed(|| bare_read(&paths[0]));
    black_box(lines?);
    let (loading, loaded) = timed(|| load::load(paths, &|_, _| {}));
    let Loaded {
        files,
        mut tables,
        rows,
        words,
        ..
    } = loaded?;
    let kept = WholeClaims::new(&mut tables);
    let (resolving, (record, _)) = timed(|| resolve::resolve(&files, &tables, rows, &words, &kept));
    let (grouping, questions) = timed(|| question::group(&record));
    let (comparing, contradicted) = timed(|| {
        let comparer = Comparer::new(&record);
        let outcomes = questions
            .iter()
            .filter_map(|claims| comparer.outcome(claims));
        outcomes
            .filter(|outcome| *outcome == Outcome::Contradicted)
            .count()
    });
    black_box(contradicted);
    drop((record, questions));
    let selection = Selection {
        outcomes: vec![Outcome::Contradicted],
        ..Selection::default()
    };
    let (reporting, report) = timed(|| Report::read(paths, &selection, &|_, _| {}));
    let report = report?;
    let (writing, written) =
        timed(|| render::json::json(&ReportJson::new(&report), &mut std::io::sink()));
    written?;
    Ok([
        bare,
        loading,
        resolving,
        grouping,
        comparing,
        reporting + writing,
        writing,
    ])
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

fn bare_read(folder: &Path) -> std::io::Result<usize> {
    let mut lines = 0;
    for entry in std::fs::read_dir(folder)? {
        lines += std::fs::read(entry?.path())?
            .split(|&byte| byte == b'\n')
            .count();
    }
    Ok(lines)
}

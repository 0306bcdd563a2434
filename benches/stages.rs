//! `cargo bench --bench stages -- FOLDER [--runs N]`: how long each step from files to JSON takes on a
//! corpus, against a bare read of the same files: every byte read, newlines counted, on one thread.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use crosscheck::render;
use crosscheck::report::{self, Outcome, Report, Selection};
use crosscheck::wire::ReportJson;

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

/// The steps with their times, in order.
type Times = Vec<(&'static str, Duration)>;

fn main() -> Result<(), Box<dyn Error>> {
    let Args { folder, runs, .. } = Args::parse();
    let paths = [folder.join("claims")];
    let runs = (0..runs.max(1))
        .map(|_| run(&paths))
        .collect::<Result<Vec<Times>, _>>()?;
    let bare = median(&runs, 0);
    print(&format!("{:<22}{:>9}{:>14}", "step", "ms", "× bare read"));
    for (at, (step, _)) in runs[0].iter().enumerate() {
        let time = median(&runs, at);
        print(&format!(
            "{step:<22}{:>9.1}{:>14.1}",
            time * 1000.0,
            time / bare
        ));
    }
    Ok(())
}

/// Returns the median of the seconds that a step took.
fn median(runs: &[Times], step: usize) -> f64 {
    let mut all: Vec<Duration> = runs.iter().map(|run| run[step].1).collect();
    all.sort_unstable();
    all[all.len() / 2].as_secs_f64()
}

#[expect(clippy::print_stdout, reason = "this is what the program is for")]
fn print(line: &str) {
    println!("{line}");
}

fn run(paths: &[PathBuf]) -> Result<Times, Box<dyn Error>> {
    let mut times = Times::new();
    let mut start = Instant::now();
    black_box(bare_read(&paths[0])?);
    times.push(("bare read", start.elapsed()));
    start = Instant::now();
    report::stages(paths, &mut |step| {
        times.push((step, start.elapsed()));
        start = Instant::now();
    })?;
    let selection = Selection {
        outcomes: vec![Outcome::Contradicted],
        ..Selection::default()
    };
    start = Instant::now();
    let report = Report::read(paths, &selection)?;
    let reporting = start.elapsed();
    start = Instant::now();
    render::json(&ReportJson::new(&report), &mut std::io::sink())?;
    let writing = start.elapsed();
    times.push(("whole: contradicted", reporting + writing));
    times.push(("  of it JSON", writing));
    Ok(times)
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

//! `cargo bench --bench generate -- FOLDER --claims N --files N --shape WORD --seed N`: writes a
//! made-up corpus to FOLDER/claims, and what its values mean to FOLDER/claims.csv.

mod corpus;

use std::path::PathBuf;

use clap::Parser;
use corpus::{Plan, Shape};

/// Writes a made-up corpus: the same for the same arguments.
#[derive(Parser)]
struct Args {
    /// Where to write it
    folder: PathBuf,
    /// How many claims
    #[arg(long, default_value_t = 1_000_000)]
    claims: usize,
    /// How many claim files
    #[arg(long, default_value_t = 1_000)]
    files: usize,
    /// How the claims lie on questions: topic, one-question, unique, grows, revisions, chain, aliases, quotes
    #[arg(long, default_value = "topic", value_parser = shape)]
    shape: Shape,
    /// What the dice begin with
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn shape(word: &str) -> Result<Shape, String> {
    Shape::of(word).ok_or_else(|| format!("one of {}", Shape::ALL.map(|(_, word)| word).join(", ")))
}

fn main() -> std::io::Result<()> {
    let Args {
        folder,
        claims,
        files,
        shape,
        seed,
        bench: _,
    } = Args::parse();
    corpus::write(
        &folder,
        &Plan {
            claims,
            files,
            shape,
            seed,
        },
    )
}

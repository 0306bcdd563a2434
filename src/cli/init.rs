//! `crosscheck init`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::diff::State;
use crate::load::{load_texts, schema};
use crate::render;
use crate::report::{Report, Selection};

use super::Failure;
use super::output;
use super::output::folder::{self, NewFile, PlacedFiles};

/// The arguments of `init`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// Use this folder, and make it if it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck init             in this folder
  crosscheck init our-claims  in a folder of that name

This never changes what is there already. The README.md that it makes explains the
daily work.";

/// The folder of the claims, below the named one.
const CLAIMS: &str = "claims";

/// The files for every claims repository.
const FILES: [(&str, &str); 5] = [
    (".gitignore", include_str!("init/gitignore")),
    ("README.md", include_str!("init/README.md")),
    (".taplo.toml", include_str!("init/taplo.toml")),
    (
        ".pre-commit-config.yaml",
        include_str!("init/pre-commit-config.yaml"),
    ),
    (
        ".github/workflows/claims.yml",
        include_str!("init/workflow.yml"),
    ),
];

/// The example, for a folder that has no claims yet.
const EXAMPLE: [(&str, &str); 3] = [
    (
        "claims/example/topic.toml",
        include_str!("init/example/topic.toml"),
    ),
    (
        "claims/example/fire-brigade.toml",
        include_str!("init/example/fire-brigade.toml"),
    ),
    (
        "claims/example/evening-post.toml",
        include_str!("init/example/evening-post.toml"),
    ),
];

/// Makes a folder for claims.
pub(super) fn run(args: &InitArgs) -> Result<ExitCode, Failure> {
    let has_claims = folder::is_taken(&args.folder.join(CLAIMS));
    let example = EXAMPLE.iter().filter(|_| !has_claims);
    let files: Vec<NewFile> = example
        .chain(&FILES)
        .map(|(path, text)| new_file(path, text))
        .collect();
    let schema = NewFile {
        path: "crosscheck.schema.json",
        text: schema::schema(),
    };
    let approved = (!has_claims).then(|| NewFile {
        path: "claims.snapshot.txt",
        text: approved(),
    });
    let files: Vec<NewFile> = files.into_iter().chain([schema]).chain(approved).collect();
    let mut placed = folder::place(&args.folder, &files)?;
    if has_claims {
        placed.kept.push(CLAIMS);
    }
    output::text(summary(&args.folder, &placed))
}

/// Returns a file with the address of the program, which the workflow needs.
fn new_file(path: &'static str, text: &str) -> NewFile {
    NewFile {
        path,
        text: text.replace("@PROGRAM@", env!("CARGO_PKG_REPOSITORY")),
    }
}

/// Returns the approved report on the example.
fn approved() -> String {
    let texts = EXAMPLE
        .iter()
        .map(|(path, text)| (path.trim_start_matches("claims/"), *text));
    let report = Report::new(load_texts(texts), &Selection::default());
    let mut out = Vec::new();
    // Memory can be written.
    let _ = render::snapshot(&State::from(&report), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn list(paths: &[&str]) -> String {
    format!("  {}\n", paths.join("\n  "))
}

/// Says what was made, what was there, and what to do next.
fn summary(folder: &Path, placed: &PlacedFiles) -> String {
    let here = folder == Path::new(".");
    let name = crate::safe::safe(&folder.display().to_string());
    let place = if here {
        "in this folder".to_owned()
    } else {
        format!("in “{name}”")
    };
    let mut told = match placed.made.as_slice() {
        [] => format!("Nothing to make {place}.\n"),
        made => format!("Made {place}:\n{}", list(made)),
    };
    if !placed.kept.is_empty() {
        told.push_str(&format!(
            "There already, and left as it was:\n{}",
            list(&placed.kept)
        ));
    }
    let go = if here {
        String::new()
    } else {
        format!("go to “{name}”, ")
    };
    told.push_str(&format!(
        "\nNext: {go}read README.md, and try\n  crosscheck report\n"
    ));
    told
}

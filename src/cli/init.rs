//! `crosscheck init`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::diff::State;
use crate::load::{load_texts, schema};
use crate::render;
use crate::report::{Report, Selection};

use super::Failure;
use super::output;
use super::output::folder::{self, NewFile, PlacedFiles, is_taken};

/// The arguments of `init`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// Use this folder, and make it if it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// Name the repository of this program on GitHub, from which the checks of pull requests take it: OWNER/NAME,
    /// or OWNER/NAME@ with a branch, tag or commit
    #[arg(long, value_name = "REPOSITORY", value_parser = Program::parse)]
    program: Option<Program>,
}

/// A repository on GitHub and what to take of it: what `uses` in a workflow names.
#[derive(Clone)]
struct Program(String);

impl Program {
    /// Reads `OWNER/NAME`, with `@` and a revision behind it or without, or the address of the page.
    fn parse(text: &str) -> Result<Self, String> {
        let name = text
            .trim_start_matches("https://")
            .trim_start_matches("github.com/");
        let (name, revision) = name.split_once('@').unwrap_or((name, "main"));
        let name = name.trim_end_matches('/').trim_end_matches(".git");
        let parts: Vec<&str> = name.split('/').collect();
        let is_plain = |part: &str| {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
            !part.is_empty() && !part.starts_with('.') && part.chars().all(plain)
        };
        if parts.len() == 2 && parts.iter().all(|part| is_plain(part)) && is_plain(revision) {
            Ok(Self(format!("{name}@{revision}")))
        } else {
            Err("name a repository on GitHub, as OWNER/NAME".to_owned())
        }
    }

    /// Returns the one that this program says it comes from.
    fn own() -> Option<Self> {
        Self::parse(env!("CARGO_PKG_REPOSITORY")).ok()
    }
}

const EXAMPLES: &str = "\
Examples:
  crosscheck init             in this folder
  crosscheck init our-claims  in a folder of that name
  crosscheck init --program OWNER/crosscheck
                              with checks of pull requests on GitHub

This never changes what is there already. The README.md that it makes explains the
daily work.";

/// The folder of the claims, below the named one.
const CLAIMS: &str = "claims";

/// The files for every claims repository.
const FILES: [(&str, &str); 4] = [
    (".gitignore", include_str!("init/gitignore")),
    ("README.md", include_str!("init/README.md")),
    (".taplo.toml", include_str!("init/taplo.toml")),
    (
        ".pre-commit-config.yaml",
        include_str!("init/pre-commit-config.yaml"),
    ),
];

/// The checks of pull requests.
const WORKFLOW: &str = ".github/workflows/claims.yml";

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
    let has_claims = is_taken(&args.folder.join(CLAIMS));
    let example = EXAMPLE.iter().filter(|_| !has_claims);
    let files: Vec<NewFile> = example
        .chain(&FILES)
        .map(|(path, text)| NewFile {
            path,
            text: (*text).to_owned(),
        })
        .collect();
    let program = args.program.clone().or_else(Program::own);
    let workflow = program.as_ref().map(workflow);
    let schema = NewFile {
        path: "crosscheck.schema.json",
        text: schema::schema(),
    };
    let approved = (!has_claims).then(|| NewFile {
        path: "claims.snapshot.txt",
        text: approved(),
    });
    let files: Vec<NewFile> = files
        .into_iter()
        .chain(workflow)
        .chain([schema])
        .chain(approved)
        .collect();
    let mut placed = folder::place(&args.folder, &files)?;
    if has_claims {
        placed.kept.push(CLAIMS);
    }
    output::text(summary(&args.folder, &placed, program.is_some()))
}

/// Returns the checks of pull requests, which take the program from somewhere.
fn workflow(Program(program): &Program) -> NewFile {
    NewFile {
        path: WORKFLOW,
        text: include_str!("init/workflow.yml").replace("@PROGRAM@", program),
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

/// Says what was made, what was there, and what to do next. Checks that cannot find the program are not made: they
/// would only fail.
fn summary(folder: &Path, placed: &PlacedFiles, has_program: bool) -> String {
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
        "\nNext: {go}read README.md, and try\n  crosscheck report\n  crosscheck new      a claim of your own; it makes the topic and the event, too\n"
    ));
    if !has_program && !is_taken(&folder.join(WORKFLOW)) {
        told.push_str(
            "\nFor checks of pull requests on GitHub, say where this program is there:\n  \
             crosscheck init --program OWNER/NAME\n",
        );
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_a_repository_on_github() {
        for (text, used) in [
            ("desk/crosscheck", Some("desk/crosscheck@main")),
            ("desk/crosscheck@v1.2", Some("desk/crosscheck@v1.2")),
            (
                "https://github.com/desk/crosscheck.git",
                Some("desk/crosscheck@main"),
            ),
            (
                "https://github.com/desk/crosscheck/",
                Some("desk/crosscheck@main"),
            ),
            ("", None),
            ("crosscheck", None),
            ("../crosscheck", None),
            ("https://example.org/desk/crosscheck", None),
            ("desk/crosscheck@main\n- run: id", None),
            ("desk/cross\"check", None),
        ] {
            let read = Program::parse(text).ok();
            assert_eq!(
                read.as_ref().map(|Program(name)| name.as_str()),
                used,
                "{text}"
            );
        }
    }
}

//! Runs the steps of a workflow and of the action that it uses, as GitHub does, in a folder that has nothing else: the
//! program on the one side, `gh`, `cargo` and the actions of others as stand-ins on the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;
use yaml_rust2::{Yaml, YamlLoader};

use super::expression::{Context, filled, is_true, value};
use crate::support::root;

/// The repository of the program, as `init --program` was told.
pub(super) const PROGRAM: &str = "desk/crosscheck@main";

/// Keeps one comment, and logs what is asked of it.
const GH: &str = r#"#!/usr/bin/env bash
set -eu
[ -n "$GH_TOKEN" ]
echo "$*" >> "$HOME/gh.log"
case "$*" in
    *--paginate*) if [ -e "$HOME/comment.md" ]; then echo 7; fi ;;
    *--method*) last="${*: -1}"; cp "${last#body=@}" "$HOME/comment.md" ;;
esac
"#;

/// Builds the program by linking it.
const CARGO: &str = r#"#!/usr/bin/env bash
set -eu
echo "$*" >> "$HOME/cargo.log"
ln -s "$HOME/built" "${*: -1}/bin/crosscheck"
"#;

/// A machine of GitHub's, with what stays from run to run.
pub(super) struct Runner {
    home: TempDir,
}

/// What started a run.
#[derive(Clone, Copy)]
pub(super) struct Event<'e> {
    /// The branch that a pull request is held against; `None` for a push.
    pub(super) base: Option<&'e str>,
    /// True if the pull request comes from another repository.
    pub(super) is_from_fork: bool,
}

pub(super) const PUSH: Event<'_> = Event {
    base: None,
    is_from_fork: false,
};

/// What came of a run.
#[derive(Debug, Default)]
pub(super) struct Ran {
    /// The names of the steps that failed and may not.
    pub(super) failed: Vec<String>,
    /// All that was printed.
    pub(super) log: String,
    /// The page of the run.
    pub(super) summary: String,
    /// What was shown in code scanning.
    pub(super) sarif: Option<String>,
}

impl Runner {
    pub(super) fn new() -> Self {
        let home = TempDir::new().unwrap();
        fs::create_dir(home.path().join("bin")).unwrap();
        let runner = Self { home };
        for (name, text) in [("gh", GH), ("cargo", CARGO)] {
            runner.executable(&format!("bin/{name}"), text);
        }
        std::os::unix::fs::symlink(cargo_bin("crosscheck"), runner.path("built")).unwrap();
        runner
    }

    fn executable(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Returns a file that stays from run to run; empty if it is not there.
    pub(super) fn kept(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Runs the workflow of a repository that is checked out in a folder.
    pub(super) fn run(&self, folder: &Path, event: Event<'_>) -> Ran {
        let workflow = yaml(&folder.join(".github/workflows/claims.yml"));
        let temp = TempDir::new().unwrap();
        let mut run = Run {
            runner: self,
            folder,
            temp: temp.path(),
            ran: Ran::default(),
        };
        for step in workflow["jobs"]["check"]["steps"].as_vec().unwrap() {
            match step["uses"].as_str().unwrap() {
                uses if uses.starts_with("actions/checkout@") => {}
                uses => {
                    assert_eq!(uses, PROGRAM);
                    run.action(&step["with"], event);
                }
            }
        }
        run.ran.summary = fs::read_to_string(temp.path().join("summary")).unwrap_or_default();
        run.ran
    }
}

pub(super) fn yaml(path: &Path) -> Yaml {
    let text = fs::read_to_string(path).unwrap();
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

/// Returns a scalar as text.
fn text(value: &Yaml) -> String {
    match value {
        Yaml::String(text) => text.clone(),
        Yaml::Boolean(is) => is.to_string(),
        Yaml::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

struct Run<'r> {
    runner: &'r Runner,
    folder: &'r Path,
    temp: &'r Path,
    ran: Ran,
}

impl Run<'_> {
    /// Runs our action.
    fn action(&mut self, with: &Yaml, event: Event<'_>) {
        let action = yaml(&root("action.yml"));
        let mut context = context(event, self.temp);
        for (name, input) in action["inputs"].as_hash().unwrap() {
            let name = name.as_str().unwrap();
            let given = if with[name].is_badvalue() {
                &input["default"]
            } else {
                &with[name]
            };
            context.insert(format!("inputs.{name}"), text(given));
        }
        let inputs = with.as_hash().unwrap().keys();
        for input in inputs.map(text) {
            assert!(
                context.contains_key(&format!("inputs.{input}")),
                "{input} is no input"
            );
        }
        for step in action["runs"]["steps"].as_vec().unwrap() {
            self.step(step, &mut context);
        }
    }

    fn step(&mut self, step: &Yaml, context: &mut Context) {
        let condition = text(&step["if"]);
        let condition = condition
            .trim()
            .trim_start_matches("${{")
            .trim_end_matches("}}");
        let asks_how_it_goes = condition.contains("cancelled()");
        let goes_well = self.ran.failed.is_empty();
        let holds = condition.is_empty() || is_true(&value(condition, context));
        if let Some(id) = step["id"].as_str() {
            // What a step that is left out would have said is nothing.
            for output in ["build", "base", "cache-hit"] {
                context
                    .entry(format!("steps.{id}.outputs.{output}"))
                    .or_default();
            }
        }
        if !holds || !(goes_well || asks_how_it_goes) {
            return;
        }
        let succeeded = match step["uses"].as_str() {
            Some(uses) => self.uses(uses, step, context),
            None => self.script(step, context),
        };
        if !succeeded && !is_true(&text(&step["continue-on-error"])) {
            self.ran.failed.push(text(&step["name"]));
        }
    }

    /// Runs a step of our own.
    fn script(&mut self, step: &Yaml, context: &mut Context) -> bool {
        let output = self.temp.join("output");
        fs::write(&output, "").unwrap();
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c"])
            .arg(step["run"].as_str().unwrap())
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .env_clear()
            .env(
                "PATH",
                format!("{}:{path}", self.runner.path("bin").display()),
            )
            .env("HOME", self.runner.path(""))
            .env("RUNNER_TEMP", self.temp)
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", self.temp.join("summary"))
            .env("GITHUB_REPOSITORY", "desk/claims");
        for (name, from) in step["env"].as_hash().into_iter().flatten() {
            command.env(text(name), filled(&text(from), context));
        }
        let ended = command.output().unwrap();
        for said in [&ended.stdout, &ended.stderr] {
            self.ran.log.push_str(&String::from_utf8_lossy(said));
        }
        if let Some(id) = step["id"].as_str() {
            for line in fs::read_to_string(&output).unwrap().lines() {
                let (name, value) = line.split_once('=').unwrap();
                context.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        ended.status.success()
    }

    /// Stands in for the action of somebody else.
    fn uses(&mut self, uses: &str, step: &Yaml, context: &mut Context) -> bool {
        let with = |name: &str| filled(&text(&step["with"][name]), context);
        let (action, _) = uses.split_once('@').unwrap();
        match action {
            "actions/cache/restore" => {
                let kept = self.runner.path(&with("key"));
                let hit = kept.exists();
                if hit {
                    fs::rename(kept, Path::new(&with("path")).join("crosscheck")).unwrap();
                }
                let id = step["id"].as_str().unwrap();
                context.insert(format!("steps.{id}.outputs.cache-hit"), hit.to_string());
            }
            "actions/cache/save" => {
                let built = Path::new(&with("path")).join("crosscheck");
                std::os::unix::fs::symlink(
                    fs::read_link(built).unwrap(),
                    self.runner.path(&with("key")),
                )
                .unwrap();
            }
            _ => {
                assert_eq!(
                    action, "github/codeql-action/upload-sarif",
                    "nobody stands in for it"
                );
                self.ran.sarif = Some(fs::read_to_string(with("sarif_file")).unwrap());
            }
        }
        true
    }
}

/// Returns what GitHub tells the steps of an event.
fn context(event: Event<'_>, temp: &Path) -> Context {
    let head = if event.is_from_fork {
        "stranger/claims"
    } else {
        "desk/claims"
    };
    let is_request = event.base.is_some();
    let facts = [
        ("github.action_path", root("").display().to_string()),
        ("github.base_ref", event.base.unwrap_or_default().to_owned()),
        (
            "github.event_name",
            if is_request { "pull_request" } else { "push" }.to_owned(),
        ),
        ("github.event.pull_request.number", "5".to_owned()),
        (
            "github.event.pull_request.head.repo.full_name",
            head.to_owned(),
        ),
        ("github.repository", "desk/claims".to_owned()),
        ("github.token", "secret".to_owned()),
        ("runner.os", "Linux".to_owned()),
        ("runner.arch", "X64".to_owned()),
        ("runner.temp", temp.display().to_string()),
        ("cancelled()", "false".to_owned()),
    ];
    facts.map(|(name, value)| (name.to_owned(), value)).into()
}

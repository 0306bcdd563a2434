//! What `init` sets up for GitHub and for pre-commit, run step by step as it is shipped.

mod expression;
mod runner;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use self::runner::{Event, PROGRAM, PUSH, Ran, Runner, yaml};
use crate::repository::{git, write};
use crate::support::root;

/// The name of a branch that would do something if a shell read it.
const BRANCH: &str = "rel'$(touch${IFS}pwned)`touch${IFS}pwned`\";touch${IFS}pwned;#";

/// A claim that contradicts the example's, with words that would do something if a shell or GitHub read them.
const MAYOR: &str = r#"[source]
id   = "mayor"
name = "Mayor $(touch pwned) `touch pwned` ::error::Ilse"

[[claim]]
event     = "harbour-fire"
attribute = "arson"
value     = "no"
quote     = "nobody laid this fire $(touch pwned) ::set-output name=x::y"
as_of     = 2025-03-17
"#;

fn crosscheck(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Returns a repository with what a fresh `init` makes, in its first commit.
fn fresh(branch: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let (done, told) = crosscheck(at, &["init", "--program", PROGRAM]);
    assert!(done, "{told}");
    git(at, &["init", "--quiet"]);
    git(at, &["checkout", "--quiet", "-b", branch]);
    commit(at);
    folder
}

fn commit(at: &Path) {
    git(at, &["add", "--all"]);
    git(at, &["commit", "--quiet", "-m", "a change"]);
}

/// Returns a repository as GitHub checks out a pull request that adds the mayor's claim: a merge, and the branches of
/// the repository that it is held against.
fn request(branch: &str) -> TempDir {
    let folder = fresh(branch);
    let at = folder.path();
    git(
        at,
        &[
            "update-ref",
            &format!("refs/remotes/origin/{branch}"),
            "HEAD",
        ],
    );
    git(at, &["checkout", "--quiet", "-b", "topic"]);
    write(at, "claims/example/mayor.toml", MAYOR);
    commit(at);
    git(at, &["checkout", "--quiet", "--detach", branch]);
    git(at, &["merge", "--quiet", "--no-ff", "-m", "merge", "topic"]);
    folder
}

fn nothing_was_run(at: &Path, runner: &Runner) {
    assert!(!at.join("pwned").exists() && !runner.path("pwned").exists());
}

/// Returns the places of the annotations, in their order.
fn annotations(ran: &Ran) -> Vec<&str> {
    let places = ran
        .log
        .lines()
        .filter_map(|line| line.strip_prefix("::warning file="));
    places
        .filter_map(|place| Some(place.split_once(",col=")?.0))
        .collect()
}

#[test]
fn the_first_push_is_green() {
    let (runner, folder) = (Runner::new(), fresh("main"));
    let ran = runner.run(folder.path(), PUSH);
    assert!(ran.failed.is_empty(), "{ran:#?}");
    assert!(
        ran.summary.starts_with("# EXAMPLE: FIRE AT THE HARBOUR"),
        "{}",
        ran.summary
    );
    assert!(ran.sarif.unwrap().contains("\"contradiction\""));
    assert_eq!(runner.kept("gh.log"), "", "a push has no comment");
    // The next run takes the program from the cache.
    assert!(runner.run(folder.path(), PUSH).failed.is_empty());
    assert_eq!(runner.kept("cargo.log").lines().count(), 1);
}

#[test]
fn a_report_that_nobody_has_approved_yet_is_no_failure_and_one_that_is_gone_is() {
    let (runner, folder) = (Runner::new(), TempDir::new().unwrap());
    let at = folder.path();
    write(
        at,
        "claims/mayor.toml",
        MAYOR.replace("harbour-fire", "fire"),
    );
    write(
        at,
        "claims/topic.toml",
        "[topic]\ntitle = 'Fire'\n[[event]]\nid = 'fire'\n[[attribute]]\nid = 'arson'\nkind = 'yes-no'\n",
    );
    assert!(crosscheck(at, &["init", "--program", PROGRAM]).0);
    git(at, &["init", "--quiet"]);
    commit(at);
    let ran = runner.run(at, PUSH);
    assert!(ran.failed.is_empty(), "{ran:#?}");
    assert!(
        ran.log.contains("::notice::No report is approved yet"),
        "{}",
        ran.log
    );
    assert!(crosscheck(at, &["snapshot", "--accept"]).0);
    commit(at);
    assert!(runner.run(at, PUSH).failed.is_empty());
    fs::remove_file(at.join("claims.snapshot.txt")).unwrap();
    commit(at);
    assert_eq!(
        runner.run(at, PUSH).failed,
        ["Hold the report against the approved one"]
    );
}

#[test]
fn a_pull_request_is_told_in_one_comment_and_where_it_changes_the_claims() {
    let (runner, folder) = (Runner::new(), request(BRANCH));
    let at = folder.path();
    let event = Event {
        base: Some(BRANCH),
        is_from_fork: false,
    };
    let ran = runner.run(at, event);
    assert_eq!(
        ran.failed,
        ["Hold the report against the approved one"],
        "{ran:#?}"
    );
    assert!(
        ran.log.contains("\n  crosscheck snapshot --accept\n"),
        "{}",
        ran.log
    );
    assert_eq!(annotations(&ran)[0], "claims/example/mayor.toml,line=8");
    assert!(
        !ran.log.contains("::error") && !ran.log.contains("::set-output"),
        "{}",
        ran.log
    );
    let comment = runner.kept("comment.md");
    assert!(
        comment.starts_with("<!-- crosscheck -->\n**1 new contradiction.**"),
        "{comment}"
    );
    assert!(
        ran.summary.starts_with("**1 new contradiction.**"),
        "{}",
        ran.summary
    );
    let sarif = ran.sarif.unwrap();
    assert!(sarif.contains("claims/example/mayor.toml"), "{sarif}");

    assert!(crosscheck(at, &["snapshot", "--accept"]).0);
    commit(at);
    let ran = runner.run(at, event);
    assert!(ran.failed.is_empty(), "{ran:#?}");
    let asked = runner.kept("gh.log");
    assert_eq!(asked.matches("--method POST").count(), 1, "{asked}");
    assert_eq!(
        asked
            .matches("--method PATCH repos/desk/claims/issues/comments/7")
            .count(),
        1,
        "{asked}"
    );
    nothing_was_run(at, &runner);
}

#[test]
fn a_pull_request_that_changes_nothing_gets_no_comment() {
    let (runner, folder) = (Runner::new(), fresh("main"));
    let at = folder.path();
    git(at, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    write(at, "other.txt", "");
    commit(at);
    let event = Event {
        base: Some("main"),
        is_from_fork: false,
    };
    let ran = runner.run(at, event);
    assert!(ran.failed.is_empty(), "{ran:#?}");
    assert!(
        ran.summary.starts_with("**Nothing changed"),
        "{}",
        ran.summary
    );
    assert!(!runner.kept("gh.log").contains("--method"));
}

#[test]
fn a_fork_is_checked_and_writes_nothing() {
    let (runner, folder) = (Runner::new(), request("main"));
    let at = folder.path();
    assert!(crosscheck(at, &["snapshot", "--accept"]).0);
    let event = Event {
        base: Some("main"),
        is_from_fork: true,
    };
    let ran = runner.run(at, event);
    assert!(ran.failed.is_empty(), "{ran:#?}");
    assert!(
        ran.summary.starts_with("**1 new contradiction.**"),
        "{}",
        ran.summary
    );
    assert_eq!((ran.sarif, runner.kept("gh.log")), (None, String::new()));
    // What is wrong with its claims is red all the same, and all of it is told.
    write(
        at,
        "claims/example/mayor.toml",
        MAYOR.replace("harbour-fire", "harbour-fires"),
    );
    let ran = runner.run(at, event);
    assert_eq!(
        ran.failed,
        [
            "Check the claims",
            "Hold the report against the approved one"
        ],
        "{ran:#?}"
    );
    assert!(ran.log.contains("title=unknown-event::"), "{}", ran.log);
    nothing_was_run(at, &runner);
}

/// A checkout of one commit lacks the branch that the pull request is held against: it is fetched.
#[test]
fn a_shallow_checkout_is_enough_for_the_action() {
    let (runner, origin, folder) = (Runner::new(), request("main"), TempDir::new().unwrap());
    // Nor does it know that there was an approved report.
    fs::remove_file(origin.path().join("claims.snapshot.txt")).unwrap();
    commit(origin.path());
    git(origin.path(), &["branch", "merged"]);
    let at = folder.path().join("claims");
    let url = format!("file://{}", origin.path().display());
    git(
        folder.path(),
        &[
            "clone", "--quiet", "--depth", "1", "--branch", "merged", &url, "claims",
        ],
    );
    let event = Event {
        base: Some("main"),
        is_from_fork: false,
    };
    let ran = runner.run(&at, event);
    assert_eq!(
        ran.failed,
        ["Hold the report against the approved one"],
        "{ran:#?}"
    );
    assert!(
        ran.summary.starts_with("**1 new contradiction.**"),
        "{ran:#?}"
    );
}

/// Text from outside reaches a shell as a variable: a script is the same whatever that text is.
#[test]
fn no_script_has_text_from_outside_in_it() {
    let action = yaml(&root("action.yml"));
    let scripts = action["runs"]["steps"].as_vec().unwrap().iter();
    let scripts: Vec<&str> = scripts.filter_map(|step| step["run"].as_str()).collect();
    assert!(scripts.len() >= 6);
    for script in scripts {
        assert!(!script.contains("${{"), "{script}");
    }
}

#[test]
fn the_hooks_check_the_claims_and_the_report() {
    let folder = fresh("main");
    let at = folder.path();
    let hooks = yaml(&at.join(".pre-commit-config.yaml"));
    let entries: Vec<&str> = hooks["repos"][0]["hooks"]
        .as_vec()
        .unwrap()
        .iter()
        .map(|hook| hook["entry"].as_str().unwrap())
        .collect();
    let commit_is_let_through = || {
        let runs = entries.iter().map(|entry| {
            let words: Vec<&str> = entry.split_whitespace().skip(1).collect();
            crosscheck(at, &words).0
        });
        runs.collect::<Vec<bool>>()
    };
    assert_eq!(commit_is_let_through(), [true, true]);
    write(at, "claims/example/mayor.toml", MAYOR);
    assert_eq!(commit_is_let_through(), [true, false]);
    assert!(crosscheck(at, &["snapshot", "--accept"]).0);
    assert_eq!(commit_is_let_through(), [true, true]);
    // Those that other repositories name are the same ones.
    let named = yaml(&root(".pre-commit-hooks.yaml"));
    let named: Vec<&str> = named
        .as_vec()
        .unwrap()
        .iter()
        .map(|hook| hook["entry"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["crosscheck check", "crosscheck snapshot --check"]);
}

//! `crosscheck diff` from outside, with real git repositories.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::repository::{git, write};

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .arg("diff")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn claim(value: &str) -> String {
    format!("[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = {value}\n")
}

/// Returns a repository with two commits and a change that is not committed: each adds a source to the question.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    git(at, &["init", "--quiet"]);
    for (source, value) in [("gazette", "23"), ("post", "23")] {
        write(at, &format!("claims/{source}.toml"), claim(value));
        git(at, &["add", "."]);
        git(at, &["commit", "--quiet", "-m", source]);
    }
    write(at, "claims/courier.toml", claim("58"));
    folder
}

#[test]
fn revisions_are_compared_with_what_is_there_now() {
    let folder = repository();
    let at = folder.path();
    let (status, out, err) = run(at, &["HEAD"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(
        out.starts_with("1 new contradiction.") && out.contains("courier joins with 58"),
        "{out}"
    );
    let (status, out, _) = run(at, &["HEAD", "--deny", "new"]);
    assert!(
        status == 1 && out.starts_with("1 new contradiction."),
        "{out}"
    );
    let (status, out, _) = run(at, &["HEAD~1", "main", "--deny", "new"]);
    assert_eq!(status, 0, "{out}");
    assert!(
        out.contains("on one speaker's word → agreed") && out.contains("post joins with 23"),
        "{out}"
    );
    let (_, out, _) = run(at, &["main", "claims/../claims"]);
    assert!(out.starts_with("1 new contradiction."), "{out}");
    // From a folder below, as the shell would complete it.
    let (_, out, err) = run(&at.join("claims"), &["HEAD", "--path", "../claims/"]);
    assert!(out.starts_with("1 new contradiction."), "{out}{err}");
    let (_, out, err) = run(&at.join("claims"), &["HEAD", "--path", "."]);
    assert!(out.starts_with("1 new contradiction."), "{out}{err}");
    let (_, out, err) = run(at, &["HEAD", "--path", at.join("claims").to_str().unwrap()]);
    assert!(out.starts_with("1 new contradiction."), "{out}{err}");
    let (_, out, err) = run(
        at,
        &[
            "HEAD",
            "claims/gazette.toml",
            "--path",
            "claims/gazette.toml",
        ],
    );
    assert!(out.starts_with("Nothing changed"), "{out}{err}");
}

#[test]
fn what_a_branch_gained_since_is_no_change_of_this_one() {
    let folder = repository();
    let at = folder.path();
    fs::remove_file(at.join("claims/courier.toml")).unwrap();
    git(at, &["checkout", "--quiet", "-b", "topic"]);
    write(at, "claims/herald.toml", claim("31"));
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "herald"]);
    git(at, &["checkout", "--quiet", "main"]);
    write(at, "claims/echo.toml", claim("99"));
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "echo"]);
    git(at, &["checkout", "--quiet", "topic"]);
    for arguments in [&["main"][..], &["main..."], &["main...topic"]] {
        let (status, out, err) = run(at, arguments);
        assert_eq!(status, 0, "{err}");
        assert!(out.starts_with("1 new contradiction."), "{out}");
        assert!(
            out.contains("herald joins with 31") && !out.contains("echo"),
            "{out}"
        );
        assert!(err.contains("note: “main” has gone on since"), "{err}");
    }
    // Two states that are named are compared as they are.
    for arguments in [&["main", "topic"][..], &["main..topic"]] {
        let (_, out, err) = run(at, arguments);
        assert!(out.contains("echo") && err.is_empty(), "{out}{err}");
    }
    // All of main's earlier commits are in this branch.
    let (_, out, err) = run(at, &["main~1"]);
    assert!(
        out.starts_with("1 new contradiction.") && err.is_empty(),
        "{out}{err}"
    );
    let (status, _, err) = run(at, &["nowhere...topic"]);
    assert!(status == 2 && err.contains("“nowhere”"), "{err}");
}

#[test]
fn a_name_is_never_an_option_and_never_both_a_path_and_a_revision() {
    let folder = repository();
    let at = folder.path();
    git(at, &["branch", "claims", "HEAD~1"]);
    let (status, out, err) = run(at, &["claims", "main"]);
    assert_eq!((status, out.as_str()), (2, ""), "{err}");
    assert!(
        err.contains("“claims” is a file or folder here, and also a revision"),
        "{err}"
    );
    let (status, out, err) = run(at, &["./claims", "main"]);
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("1 silenced"), "{out}");
    let (_, out, err) = run(at, &["refs/heads/claims", "main"]);
    assert!(
        err.is_empty() && out.contains("post joins with 23"),
        "{out}{err}"
    );
    for name in [
        "--help",
        "--output=x",
        "-h",
        "--upload-pack=touch x",
        "main --",
        "main\nHEAD",
        "",
        "@{",
    ] {
        let (status, out, err) = run(at, &["--", name, "main"]);
        assert_eq!((status, out.as_str()), (2, ""), "{name}: {err}");
        assert!(
            err.contains("neither a file or folder nor a revision"),
            "{name}: {err}"
        );
    }
    assert!(!at.join("x").exists());
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let folder = repository();
    let at = folder.path();
    let elsewhere = TempDir::new().unwrap();
    write(elsewhere.path(), "claims/a.toml", claim("1"));
    let failed = |folder: &Path, arguments: &[&str], told: &str| {
        let (status, out, err) = run(folder, arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(
            err.contains(told) && !err.contains("panicked"),
            "{arguments:?}: {err}"
        );
    };
    failed(elsewhere.path(), &["main"], "this is no git repository");
    failed(
        at,
        &["nope"],
        "neither a file or folder nor a revision has this name",
    );
    failed(
        at,
        &["HEAD", "--path", "nope"],
        "there is no file or folder “nope”",
    );
    failed(at, &["HEAD", "main", "--path", "../.."], "--path");
    write(at, "empty/readme.txt", "");
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "empty"]);
    failed(at, &["HEAD", "main", "--path", "empty"], "no claim file");
    write(at, "saved.json", "{\"schema\": \"crosscheck/2\"}");
    failed(at, &["saved.json"], "crosscheck/1");
    let shallow = TempDir::new().unwrap();
    let url = format!("file://{}", at.display());
    git(
        shallow.path(),
        &["clone", "--quiet", "--depth", "1", &url, "copy"],
    );
    failed(&shallow.path().join("copy"), &["HEAD~2"], "fetch-depth: 0");
}

#[test]
fn before_there_were_claims_all_is_new() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    git(at, &["init", "--quiet"]);
    write(at, "README.md", "None yet.\n");
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    for (source, value) in [("gazette", "23"), ("post", "58")] {
        write(at, &format!("claims/{source}.toml"), claim(value));
    }
    let (status, out, err) = run(at, &["HEAD", "--deny", "new"]);
    assert_eq!(status, 1, "{err}");
    assert!(
        out.starts_with("1 new contradiction.") && err.contains("all is new"),
        "{out}{err}"
    );
    // What lacks them now is a mistake.
    let (status, _, err) = run(at, &["HEAD", "HEAD"]);
    assert_eq!(status, 2, "{err}");
}

#[test]
fn odd_files_of_a_revision_are_told_as_those_of_a_folder_are() {
    let folder = repository();
    let at = folder.path();
    write(at, "claims/latin.toml", b"# \xE9\n");
    write(at, "claims/marked.toml", format!("\u{feff}{}", claim("23")));
    write(at, "claims/notes.txt", "no claims");
    write(at, "claims/sub folder/ü.toml", claim("24"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("gazette.toml", at.join("claims/link.toml")).unwrap();
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "odd"]);
    let (status, out, err) = run(at, &["HEAD", "claims"]);
    assert_eq!(status, 1, "the file is still no text: {out}{err}");
    assert!(
        out.starts_with("Nothing changed") && out.contains("1 error before, 1 error after"),
        "{out}"
    );
    assert!(err.contains("1 error in the files"), "{err}");
}

#[test]
fn a_text_beside_a_source_is_read_from_the_revision_too() {
    let folder = repository();
    let at = folder.path();
    let source = |homes: &str| {
        format!(
            "[source]\ntext = \"texts/a.txt\"\n{}quote = \"{homes} homes\"\n",
            claim("23")
        )
    };
    write(at, "claims/gazette.toml", source("23"));
    write(at, "claims/texts/a.txt", "The flood took 23 homes.");
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "text"]);
    for path in ["claims", "claims/gazette.toml"] {
        let (status, out, err) = run(at, &["HEAD", "--path", path]);
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
        assert!(
            out.starts_with("Nothing changed") && !out.contains("error"),
            "{out}"
        );
    }
}

#[test]
fn a_saved_report_stands_for_its_folder() {
    let folder = repository();
    let at = folder.path();
    let saved = Command::new(cargo_bin("crosscheck"))
        .args(["report", "--format", "json", "--output", "saved.txt"])
        .current_dir(at)
        .status()
        .unwrap();
    assert!(saved.success());
    write(at, "claims/courier.toml", claim("23"));
    let formats = ["table", "markdown", "json"];
    for format in formats {
        let (status, from_file, err) = run(at, &["saved.txt", "main", "--format", format]);
        assert_eq!((status, err.as_str()), (0, ""));
        write(at, "old/gazette.toml", claim("23"));
        write(at, "old/post.toml", claim("23"));
        write(at, "old/courier.toml", claim("58"));
        let (_, from_folder, _) = run(at, &["old", "main", "--format", format]);
        assert_eq!(from_file, from_folder);
        assert!(from_file.contains("silenced"), "{from_file}");
    }
    let (status, out, _) = run(
        at,
        &["saved.txt", "--format", "json", "--output", "diff.json"],
    );
    assert_eq!((status, out.as_str()), (0, ""));
    assert!(
        fs::read_to_string(at.join("diff.json"))
            .unwrap()
            .contains("\"crosscheck-diff/1\"")
    );
}

/// A folder that somebody downloaded may have a configuration of its own, which names programs to run.
#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    let folder = repository();
    let root = folder.path();
    let ran = root.join("ran");
    let program = format!("touch '{}' #", ran.display());
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", "ssh://example.org/claims"),
        ("core.sshCommand", &program),
        ("core.fsmonitor", &program),
        ("core.gitProxy", &program),
        ("core.askPass", &program),
        ("credential.helper", &format!("!{program}")),
        ("diff.external", &program),
        ("core.pager", &program),
    ] {
        git(root, &["config", key, value]);
    }
    // Of what a commit needs and is not there, git would fetch whatever it is.
    let mut statuses = Vec::new();
    for folder in fs::read_dir(root.join(".git/objects")).unwrap().flatten() {
        let is_loose = folder.file_name().len() == 2;
        for object in fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .filter(|_| is_loose)
        {
            fs::remove_file(object.path()).unwrap();
            let (status, _, told) = run(root, &["HEAD"]);
            assert!(!ran.exists() && !told.contains("panicked"), "{told}");
            statuses.push(status);
        }
    }
    assert_eq!(statuses.last(), Some(&2), "nothing is left to read");
}

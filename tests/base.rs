//! `crosscheck check --base`: each finding where a branch changes the claims.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

use crate::repository::{git, write};

const TOPIC: &str = "[[event]]\nid = 'flood'\n[[attribute]]\nid = 'homes'\nkind = 'count'\n\
                     [[attribute]]\nid = 'dead'\nkind = 'count'\n";

fn claims(values: &[(&str, &str)]) -> String {
    let claims = values.iter().map(|(attribute, value)| {
        format!("[[claim]]\nevent = 'flood'\nattribute = '{attribute}'\nvalue = {value}\n")
    });
    claims.collect()
}

fn check(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Returns the place and the code of each annotation.
fn places(out: &str) -> Vec<String> {
    let places = out.lines().filter_map(|line| {
        let (_, place) = line.split_once("file=")?;
        let (place, _) = place.split_once("::")?;
        let (place, code) = place.split_once(",title=")?;
        let (place, _) = place.split_once(",col=")?;
        Some(format!("{} {code}", place.replace(",line=", ":")))
    });
    places.collect()
}

/// Returns a repository whose branch `topic` adds a value to the end of the last file, and whose `main` went on.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    git(at, &["init", "--quiet"]);
    write(at, "claims/topic.toml", TOPIC);
    write(
        at,
        "claims/a.toml",
        claims(&[("dead", "1"), ("homes", "5")]),
    );
    write(at, "claims/b.toml", claims(&[("dead", "2")]));
    write(at, "claims/z.toml", claims(&[("dead", "3")]));
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    git(at, &["checkout", "--quiet", "-b", "topic"]);
    write(
        at,
        "claims/z.toml",
        claims(&[("dead", "3"), ("homes", "9")]),
    );
    git(at, &["mv", "claims/b.toml", "claims/c.toml"]);
    git(at, &["commit", "--quiet", "-a", "-m", "topic"]);
    git(at, &["checkout", "--quiet", "main"]);
    write(
        at,
        "claims/a.toml",
        claims(&[("dead", "1"), ("homes", "6")]),
    );
    git(at, &["commit", "--quiet", "-a", "-m", "main"]);
    git(at, &["checkout", "--quiet", "topic"]);
    folder
}

#[test]
fn a_finding_is_where_the_branch_changes_the_claims() {
    let folder = repository();
    let at = folder.path();
    let github = |folder: &Path, more: &[&str]| {
        let (status, out, err) = check(folder, &[&["--format", "github"], more].concat());
        assert_eq!(status, 0, "{out}{err}");
        places(&out)
    };
    // Without a base they are at the first claim, in the order of the files.
    let plain = [
        "claims/a.toml:4 contradiction",
        "claims/a.toml:8 contradiction",
    ];
    assert_eq!(github(at, &[]), plain);
    // With it, what the branch touches comes first, and at its own line. The other claim in that file was there, but the
    // file is shown in the review. A file that has moved is as it was.
    let placed = [
        "claims/z.toml:8 contradiction",
        "claims/z.toml:4 contradiction",
    ];
    assert_eq!(github(at, &["--base", "main"]), placed);
    let absolute = at.join("claims");
    for (below, path) in [
        ("", "claims/"),
        ("", "./claims"),
        ("claims", "."),
        ("claims", "../claims"),
        ("", absolute.to_str().unwrap()),
    ] {
        let found = github(&at.join(below), &["--base", "main", path]);
        let found: Vec<&str> = found
            .iter()
            .filter_map(|place| place.split('/').next_back())
            .collect();
        assert_eq!(
            found,
            ["z.toml:8 contradiction", "z.toml:4 contradiction"],
            "{path}"
        );
    }
    // What is not committed is part of the change; where nothing is touched, nothing moves.
    let of_files = [
        "--base",
        "HEAD",
        "claims/topic.toml",
        "claims/c.toml",
        "claims/z.toml",
    ];
    assert_eq!(
        github(at, &of_files),
        ["c.toml:4 contradiction"].map(|place| format!("claims/{place}"))
    );
    let text = fs::read_to_string(at.join("claims/z.toml")).unwrap();
    write(at, "claims/z.toml", text.replace("value = 3", "value = 4"));
    assert_eq!(github(at, &of_files), ["claims/z.toml:4 contradiction"]);
}

#[test]
fn code_scanning_shows_the_same_finding_at_another_place() {
    let folder = repository();
    let results = |more: &[&str]| {
        let (_, out, _) = check(folder.path(), &[&["--format", "sarif"], more].concat());
        let sarif: Value = serde_json::from_str(&out).unwrap();
        let mut results: Vec<_> = sarif["runs"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| {
                let identity = result["partialFingerprints"].to_string();
                let file = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
                let others = result["relatedLocations"].as_array().unwrap().len();
                (identity, others, file.as_str().unwrap().to_owned())
            })
            .collect();
        results.sort();
        results
    };
    let (plain, placed) = (results(&[]), results(&["--base", "main"]));
    assert_eq!(plain.len(), 2);
    for (plain, placed) in plain.iter().zip(&placed) {
        assert_eq!((&plain.0, plain.1), (&placed.0, placed.1));
        assert_eq!((&*plain.2, &*placed.2), ("claims/a.toml", "claims/z.toml"));
    }
}

#[test]
fn a_base_that_is_none_is_said() {
    let folder = repository();
    let elsewhere = TempDir::new().unwrap();
    write(elsewhere.path(), "claims/a.toml", claims(&[("dead", "1")]));
    for (folder, arguments, told) in [
        (
            folder.path(),
            &["--base", "nope", "--format", "github"][..],
            "“nope” is none here",
        ),
        (
            folder.path(),
            &["--base", "claims", "--format", "sarif"],
            "“claims” is none here",
        ),
        (
            folder.path(),
            &["--base", "--help", "--format", "sarif"],
            "--base",
        ),
        (folder.path(), &["--base", "main"], "github and sarif"),
        (
            folder.path(),
            &["--base", "main", "--format", "json"],
            "github and sarif",
        ),
        (
            elsewhere.path(),
            &["--base", "main", "--format", "github"],
            "no git repository",
        ),
    ] {
        let (status, out, err) = check(folder, arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    // Where there were no claims yet, all is new, and nothing needs another place.
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    git(at, &["init", "--quiet"]);
    write(at, "readme", "");
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    write(at, "claims/a.toml", claims(&[("dead", "1")]));
    let (status, _, err) = check(at, &["--base", "main", "--format", "github"]);
    assert_eq!((status, err.as_str()), (0, ""));
}

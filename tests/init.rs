//! `crosscheck init`: what it makes works at once, and what stands there stays.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::support::snapshot;

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    let output = command
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Returns every file and folder below a folder, sorted, with the texts of the files.
fn all(folder: &Path) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() && !path.is_symlink() {
            found.push((name.clone(), None));
            found.extend(
                all(&path)
                    .into_iter()
                    .map(|(below, text)| (format!("{name}/{below}"), text)),
            );
        } else {
            found.push((name, fs::read_to_string(&path).ok()));
        }
    }
    found.sort();
    found
}

#[test]
fn what_init_makes_is_clean_and_shows_something() {
    let folder = TempDir::new().unwrap();
    let (status, out, err) = run(folder.path(), &["init", "our-claims"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    snapshot("init", &out);
    let made = folder.path().join("our-claims");
    let (status, report, _) = run(&made, &["report"]);
    assert_eq!(status, 0);
    snapshot("init-report", &report);
    let (status, check, _) = run(&made, &["check", "--deny", "warnings"]);
    assert_eq!(status, 0, "{check}");
}

#[test]
fn the_commands_of_the_page_that_init_makes_are_true() {
    let folder = TempDir::new().unwrap();
    run(folder.path(), &["init"]);
    let page = fs::read_to_string(folder.path().join("README.md")).unwrap();
    let in_blocks = page
        .lines()
        .filter_map(|line| line.trim().strip_prefix("crosscheck "));
    let inline = page
        .split('`')
        .filter_map(|words| words.strip_prefix("crosscheck "));
    let commands: Vec<&str> = in_blocks
        .chain(inline.filter(|words| !words.contains('\n')))
        .collect();
    assert!(commands.len() >= 4, "{commands:?}");
    // `new` asks at a terminal, and there is none here.
    for command in commands
        .iter()
        .filter(|command| !command.contains("CODE") && **command != "new")
    {
        let args: Vec<&str> = command.split_whitespace().collect();
        let (status, out, err) = run(folder.path(), &args);
        assert_eq!(status, 0, "{command}: {out}{err}");
    }
}

#[test]
fn what_stands_there_stays() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("README.md"), "ours\n").unwrap();
    fs::create_dir(folder.path().join(".github")).unwrap();
    let (status, out, _) = run(folder.path(), &["init"]);
    assert_eq!(status, 0);
    assert!(out.contains("left as it was:\n  README.md\n"), "{out}");
    assert_eq!(
        fs::read_to_string(folder.path().join("README.md")).unwrap(),
        "ours\n"
    );
    let before = all(folder.path());
    let (status, out, _) = run(folder.path(), &["init"]);
    assert!(
        status == 0 && out.starts_with("Nothing to make in this folder.\n"),
        "{out}"
    );
    assert_eq!(all(folder.path()), before);
    // The checks of pull requests come when it is known where the program comes from.
    let told = "\n  crosscheck init --program OWNER/NAME\n";
    assert!(out.ends_with(told), "{out}");
    let (status, out, _) = run(folder.path(), &["init", "--program", "desk/crosscheck"]);
    let made = "Made in this folder:\n  .github/workflows/claims.yml\n";
    assert!(
        status == 0 && out.starts_with(made) && !out.contains(told),
        "{out}"
    );
    assert!(!run(folder.path(), &["init"]).1.contains(told));
    assert_eq!(run(folder.path(), &["init", "--program", "nowhere"]).0, 2);
}

#[test]
fn claims_that_are_there_get_no_example() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let (status, out, _) = run(folder.path(), &["init"]);
    assert!(
        status == 0 && out.contains("  claims\n") && !out.contains("example"),
        "{out}"
    );
    assert_eq!(
        fs::read_dir(folder.path().join("claims")).unwrap().count(),
        0
    );
}

#[test]
fn where_it_cannot_be_made_nothing_is() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    fs::create_dir(folder.path().join("taken")).unwrap();
    fs::write(folder.path().join("taken/.github"), "").unwrap();
    let before = all(folder.path());
    for (place, told) in [
        ("file", "is a file"),
        ("file/below", "file"),
        ("taken", ".github"),
    ] {
        let (status, out, err) = run(
            folder.path(),
            &["init", place, "--program", "desk/crosscheck"],
        );
        assert_eq!((status, out.as_str()), (2, ""), "{place}: {err}");
        assert!(err.contains(told), "{place}: {err}");
        assert_eq!(all(folder.path()), before, "{place}");
    }
}

/// A link is no way out of the folder, wherever it leads; and what a link stands for is not written.
#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let outside = TempDir::new().unwrap();
    for (name, target, status) in [
        (".github", outside.path().to_owned(), 2),
        (".github", outside.path().join("nowhere"), 2),
        ("claims", outside.path().to_owned(), 0),
        ("README.md", outside.path().join("nowhere"), 0),
    ] {
        let folder = TempDir::new().unwrap();
        symlink(&target, folder.path().join(name)).unwrap();
        let (ended, out, err) = run(folder.path(), &["init", "--program", "desk/crosscheck"]);
        assert_eq!(ended, status, "{name}: {out}{err}");
        let told = if status == 0 { &out } else { &err };
        assert!(told.contains(name), "{name}: {told}");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{name}");
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert!(
            status == 0 || left == 1,
            "{name}: something was left behind"
        );
    }
}

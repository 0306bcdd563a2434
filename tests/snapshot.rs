//! The approved report, kept as a text.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::support::{edited, made_up, report_of, reversed, snapshot, snapshot_text};

fn text(files: &[(String, String)]) -> String {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    snapshot_text(&report_of(&files))
}

#[test]
fn the_text_is_as_approved() {
    snapshot("snapshot-made-up", &text(&made_up()));
}

#[test]
fn what_moves_in_the_files_changes_nothing() {
    let before = text(&made_up());
    let same = |name: &str| name.to_owned();
    assert_eq!(
        before,
        text(&edited(|name, text| (
            same(name),
            format!("# A remark.\n\n\n{text}")
        )))
    );
    assert_eq!(
        before,
        text(&edited(|name, text| (
            name.replace("lusitania/", "old/"),
            text.to_owned()
        )))
    );
    // In which order a finding lists its values follows the files; who holds what does not.
    let held = |text: &str| {
        text.lines()
            .filter(|line| !line.starts_with("  ! "))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(
        held(&before),
        held(&text(&edited(|name, text| (same(name), reversed(text)))))
    );
}

#[test]
fn a_claim_changes_the_lines_it_has_to_do_with() {
    let before = text(&made_up());
    let more = "\n[[claim]]\nevent = \"dam\"\nattribute = \"rain\"\nvalue = 55\n";
    let after = text(&edited(|name, text| {
        let more = if name == "post.toml" { more } else { "" };
        (name.to_owned(), format!("{text}{more}"))
    }));
    let lines = |left: &str, right: &str| {
        let known: Vec<&str> = right.lines().collect();
        left.lines()
            .filter(|line| !known.contains(line))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&after, &before), ["  = 55 mm | The Post"]);
    assert!(
        lines(&before, &after).len() <= 1,
        "{:?}",
        lines(&before, &after)
    );
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .arg("snapshot")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn claim(source: &str, value: &str) -> (String, String) {
    let text = format!("[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = {value}\n");
    (format!("claims/{source}.toml"), text)
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    put(folder.path(), claim("gazette", "23"));
    folder
}

fn put(folder: &Path, (name, text): (String, String)) {
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_team_approves_its_report() {
    let folder = folder();
    let at = folder.path();
    let kept = || fs::read_to_string(at.join("claims.snapshot.txt")).unwrap();
    let (status, out, err) = run(at, &["--check"]);
    assert_eq!(status, 1);
    assert!(
        out.contains("= 23 | gazette") && err.contains("no report is approved yet"),
        "{out}{err}"
    );
    assert_eq!(run(at, &[]).0, 0);
    assert!(!at.join("claims.snapshot.txt").exists());
    let (status, out, err) = run(at, &["--accept"]);
    assert_eq!((status, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("commit it"), "{err}");
    assert_eq!(
        (run(at, &["--check"]).0, run(at, &["--check"]).1.as_str()),
        (0, "")
    );

    put(at, claim("post", "58"));
    let before = kept();
    for (arguments, expected) in [(&["--check"][..], 1), (&[][..], 0)] {
        let (status, out, err) = run(at, arguments);
        assert_eq!(status, expected);
        assert!(out.starts_with("--- approved\n+++ now\n@@ "), "{out}");
        assert!(
            out.contains("\n+  = 58 | post\n") && out.contains("\n-  uncorroborated\n"),
            "{out}"
        );
        assert!(err.contains("\n  crosscheck snapshot --accept\n"), "{err}");
        assert_eq!(kept(), before);
    }
    assert_eq!(run(at, &["--accept"]).0, 0);
    assert_ne!(kept(), before);
    assert_eq!(
        fs::read_dir(at).unwrap().count(),
        2,
        "nothing is left beside it"
    );
    // A checkout with the line breaks of Windows is no change.
    fs::write(at.join("claims.snapshot.txt"), kept().replace('\n', "\r\n")).unwrap();
    assert_eq!(run(at, &["--check"]).0, 0);
}

#[test]
fn what_cannot_be_approved_is_said() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("claims/broken.toml"), "[[claim]\n").unwrap();
    let (status, _, err) = run(at, &["--accept"]);
    assert_eq!(status, 1);
    assert!(
        err.contains("mend them first") && !at.join("claims.snapshot.txt").exists(),
        "{err}"
    );
    fs::remove_file(at.join("claims/broken.toml")).unwrap();
    assert_eq!(run(at, &["--accept", "--check"]).0, 2);
    assert_eq!(run(at, &["nowhere"]).0, 2);
    assert_eq!(run(at, &["--check", "--file", "."]).0, 2);
    assert_eq!(run(at, &["--accept", "--file", "no/such/folder.txt"]).0, 2);
    assert_eq!(run(at, &["--accept", "--file", "other.txt"]).0, 0);
    assert_eq!(run(at, &["--check", "--file", "other.txt", "claims/"]).0, 0);
    assert_eq!(run(&at.join("claims"), &["--accept", "."]).0, 0);
    assert!(at.join("claims/claims.snapshot.txt").exists());
}

/// Returns what a shell does with the command in the last line that a run told.
#[cfg(unix)]
fn do_as_told(folder: &Path, told: &str) -> i32 {
    let line = told.lines().last().unwrap().trim();
    let words = line.strip_prefix("crosscheck ").unwrap();
    let program = cargo_bin("crosscheck");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("\"$0\" {words}")])
        .arg(program)
        .current_dir(folder);
    shell.output().unwrap().status.code().unwrap()
}

/// The advice, typed as it stands where it was given, approves what was refused.
#[cfg(unix)]
#[test]
fn the_advice_works_as_it_stands() {
    for (below, arguments) in [
        ("", &["--check"][..]),
        ("", &["--check", "claims/"]),
        ("", &["--check", "claims", "it's here"]),
        ("", &["--check", "--", "-odd"]),
        ("claims", &["--check", "."]),
        ("", &["--check", "--file", "our report.txt"]),
        ("", &["--check", "--file=-odd.txt", "claims/gazette.toml"]),
        (
            "it's here",
            &["--check", "../claims", "--file", "a$(id).txt"],
        ),
    ] {
        let folder = folder();
        for other in ["it's here", "-odd"] {
            let other = folder.path().join(other);
            fs::create_dir(&other).unwrap();
            fs::copy(
                folder.path().join("claims/gazette.toml"),
                other.join("a.toml"),
            )
            .unwrap();
        }
        let at = folder.path().join(below);
        let (status, _, told) = run(&at, arguments);
        assert_eq!(status, 1, "{arguments:?}: {told}");
        assert_eq!(do_as_told(&at, &told), 0, "{arguments:?}: {told}");
        let (status, _, told) = run(&at, arguments);
        assert_eq!(status, 0, "{arguments:?}: {told}");
    }
}

/// An outlet that only tells what others say is named as before, when its own claim goes.
#[test]
fn names_stay_when_the_own_claim_of_an_outlet_goes() {
    let own = "[[claim]]\nevent = \"e\"\nattribute = \"b\"\nvalue = 5\n";
    let text = |own: &str| {
        let post = format!(
            "[source]\nid = \"post\"\nname = \"Army\"\n{own}[[claim]]\nevent = \"e\"\nattribute = \"b\"\nvalue = 1\nby = \"army\"\n"
        );
        let army = "[source]\nid = \"army\"\nname = \"Army\"\n[[claim]]\nevent = \"e\"\nattribute = \"b\"\nvalue = 2\n";
        snapshot_text(&report_of(&[("army.toml", army), ("post.toml", &post)]))
    };
    let (with, without) = (text(own), text(""));
    let told = "  = 1 | Army [army] (told by Army [post])\n";
    assert!(
        with.contains(told) && without.contains(told),
        "{with}{without}"
    );
    let is_line = |line: &&str| line.starts_with("  = ") && !without.contains(line);
    let gone: Vec<&str> = with.lines().filter(is_line).collect();
    assert_eq!(gone, ["  = 5 | Army [post]"], "{with}{without}");
}

#[test]
fn a_change_of_unit_or_of_who_says_what_is_seen() {
    let topic = "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\nunit = \"people\"\nunits = { families = 5 }\n";
    let text = |blue: &str, red: &str| {
        let file = |id: &str, value: &str| {
            format!(
                "[source]\nid = \"{id}\"\nname = \"Army\"\n[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\n"
            )
        };
        let (blue, red) = (file("blue", blue), file("red", red));
        snapshot_text(&report_of(&[
            ("blue.toml", &blue),
            ("red.toml", &red),
            ("topic.toml", topic),
        ]))
    };
    let first = text("10", "20");
    assert!(first.contains("= 10 | Army [blue]"), "{first}");
    assert_ne!(first, text("20", "10"));
    assert_ne!(first, text("10\nunit = \"families\"", "20"));
}

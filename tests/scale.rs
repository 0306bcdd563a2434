//! What must not depend on how much there is to read, on how many threads there are, or on what is kept.

use std::fmt::Write as _;

use assert_cmd::Command;

use crate::support::{check, json, markdown, report, root, table};
use crosscheck::load;
use crosscheck::report::{Report, Selection};

/// A folder of so many claims, 40 a file, on as many questions as half of them: every second one is
/// contradicted, some quotes lack the value, and some ids are not declared.
fn folder(claims: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in 0..claims / 40 {
        let mut text = format!("[source]\nname = \"Outlet {file}\"\n");
        for at in file * 40..(file + 1) * 40 {
            let (event, value) = (at / 2, at % 4 + 1);
            let _ = write!(
                text,
                "[[claim]]\nevent = \"clash-{event}\"\nattribute = \"killed\"\nvalue = {value}\n\
                 by = \"speaker-{}\"\nquote = \"about {} soldiers died near the border, the army said\"\n",
                at % 7,
                at % 3 + 1,
            );
        }
        std::fs::write(folder.path().join(format!("{file:04}.toml")), text).expect("a file");
    }
    folder
}

fn output(folder: &tempfile::TempDir, threads: &str, format: &str) -> Vec<u8> {
    let mut command = Command::cargo_bin("crosscheck").expect("our program");
    let arguments = ["report", "--format", format, "--only", "contradicted"];
    let command = command
        .args(arguments)
        .arg(folder.path())
        .env("RAYON_NUM_THREADS", threads);
    command.output().expect("it runs").stdout
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = folder(8_000);
    for format in ["json", "table", "markdown"] {
        let one = output(&folder, "1", format);
        assert!(one.len() > 10_000, "{}", String::from_utf8_lossy(&one));
        for threads in ["2", "5"] {
            assert!(
                one == output(&folder, threads, format),
                "{format} with {threads} threads"
            );
        }
    }
}

#[test]
fn a_text_that_is_read_again_says_the_same() {
    for folder in ["claims", "tests/made-up", "tests/invalid"] {
        let kept = report(folder);
        let loaded =
            load::load_keeping(&[root(folder)], 0, &|_, _| {}).expect("the test's own files");
        let read_again = Report::of(loaded, &Selection::default());
        assert_eq!(json(&kept), json(&read_again));
        assert_eq!(table(&kept, 120), table(&read_again, 120));
        assert_eq!(markdown(&kept), markdown(&read_again));
        assert_eq!(check(&kept, 100), check(&read_again, 100));
    }
}

#[test]
fn a_file_that_changes_meanwhile_is_noticed() {
    let folder = folder(40);
    let paths = [folder.path().to_owned()];
    let loaded = load::load_keeping(&paths, 0, &|_, _| {}).expect("the test's own files");
    std::fs::write(folder.path().join("0000.toml"), "").expect("a file");
    let report = Report::of(loaded, &Selection::default());
    let _ = (json(&report), table(&report, 80), check(&report, 80));
    assert_eq!(report.files.changed(), Some("0000.toml"));
}

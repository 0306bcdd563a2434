//! What must not depend on how much there is to read or on how many threads there are.

use std::fmt::Write as _;

use assert_cmd::Command;

/// Returns a folder of so many claims, 40 a file, on as many questions as half of them: every second one is
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

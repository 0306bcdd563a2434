//! A terminal at which the program asks and a test answers.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

/// Answers questions at a terminal of 80 columns: each time that a prompt appears, its keys are typed. `None` where there is
/// no program to make a terminal.
pub(crate) fn typed(folder: &Path, args: &str, talk: &[(&str, &str)]) -> Option<String> {
    let program = cargo_bin("crosscheck");
    let command = format!("stty cols 80 && '{}' {args}", program.display());
    // A question without an answer would wait for ever.
    let mut script = Command::new("timeout");
    script
        .args(["60", "script", "-qec", &command, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm");
    let child = script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.ok()?;
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    let (mut shown, mut seen) = (Vec::new(), 0);
    let mut buffer = [0; 4096];
    let mut talk = talk.iter();
    let mut next = talk.next();
    while let Ok(read @ 1..) = output.read(&mut buffer) {
        shown.extend(&buffer[..read]);
        while let Some((prompt, keys)) = next {
            let new =
                anstream::adapter::strip_str(&String::from_utf8_lossy(&shown[seen..])).to_string();
            if !new.contains(prompt) {
                break;
            }
            seen = shown.len();
            // Where there is no such program, nobody reads them.
            let _ = input.write_all(keys.as_bytes());
            next = talk.next();
        }
    }
    let status = child.wait().unwrap();
    (status.code() != Some(127))
        .then(|| anstream::adapter::strip_str(&String::from_utf8_lossy(&shown)).to_string())
}

//! Real git repositories for the tests.

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs git as nobody in particular: no configuration of this machine has a part in it.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgSign=false",
        "-c",
        "protocol.file.allow=always",
    ]);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    for role in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{role}_NAME"), "Nobody")
            .env(format!("GIT_{role}_EMAIL"), "nobody@example.org");
        command.env(format!("GIT_{role}_DATE"), "2025-03-01T12:00:00Z");
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().expect("git is installed");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Writes a file of a folder, with the folders that it lies in.
pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

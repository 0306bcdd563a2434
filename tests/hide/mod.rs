//! What a pull request can hide: ways to bring in a contradiction, or to make one go, so that nobody sees it;
//! and for each which command stops it, and what a reviewer reads.

mod claims;
mod decisions;
mod files;
mod vocabulary;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// The claims that every way starts from. Nothing contradicts.
const BASE: &[(&str, &str)] = &[
    (
        "topic.toml",
        "[topic]\ntitle = 'The ford'\n\
         [[party]]\nid = 'up'\n\
         [[party]]\nid = 'down'\n\
         [[event]]\nid = 'ford'\ntitle = 'Fight at the ford'\n\
         [[event]]\nid = 'war'\ntitle = 'The war'\n\
         [[attribute]]\nid = 'killed'\nlabel = 'Killed'\nkind = 'count'\nunit = 'people'\n\
         [[attribute]]\nid = 'place'\nlabel = 'Place'\nkind = 'text'\n\
         [[attribute]]\nid = 'day'\nlabel = 'Day'\nkind = 'date'\n\
         [[attribute]]\nid = 'homeless'\nlabel = 'Homeless'\nkind = 'count'\nover_time = 'varies'\n\
         [[attribute]]\nid = 'wounded'\nlabel = 'Wounded'\nkind = 'count'\n\
         [[attribute]]\nid = 'hurt'\nlabel = 'Hurt'\nkind = 'count'\n",
    ),
    (
        "blue.toml",
        "[source]\nid = 'blue'\nname = 'Blue Army'\nparty = 'up'\n",
    ),
    (
        "red.toml",
        "[source]\nid = 'red'\nname = 'Red Army'\nparty = 'down'\n",
    ),
    ("post.toml", "[source]\nid = 'post'\nname = 'The Post'\n"),
];

/// A change of a file.
enum Edit {
    /// Puts a text at its end; the file may be new.
    Add(&'static str, &'static str),
    /// Puts another text in the place of one.
    Put(&'static str, &'static str, &'static str),
    /// Gives it another name.
    Rename(&'static str, &'static str),
    /// Takes it away.
    Remove(&'static str),
}
use Edit::{Add, Put, Remove, Rename};

/// A way to hide something.
struct Way {
    what: &'static str,
    /// What is there before the pull request, besides the base.
    before: &'static [Edit],
    /// What the pull request does.
    does: &'static [Edit],
    /// The commands that end with exit status 1: `new`, `silenced` and `vocabulary` are `diff --deny`,
    /// `snapshot` is `snapshot --check`, `check` is `check --deny contradictions`, `wide` is `check --deny
    /// wide-tolerance`.
    stopped_by: &'static str,
    /// What `diff` says, in one of its lines.
    told: &'static str,
}

const BLUE_58: Edit = Add(
    "blue.toml",
    "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\nquote = '58 killed'\n",
);
const RED_23: Edit = Add(
    "red.toml",
    "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 23\nquote = '23 killed'\n",
);

/// Puts the files of a state into a folder.
fn put(folder: &Path, edits: &[&[Edit]]) {
    for (name, text) in BASE {
        write(folder, name, text);
    }
    for edit in edits.iter().copied().flatten() {
        apply(folder, edit);
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn apply(folder: &Path, edit: &Edit) {
    match edit {
        Add(name, more) => {
            let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
            write(folder, name, &(text + more));
        }
        Put(name, old, new) => {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            assert!(text.contains(old), "no {old} in {name}");
            write(folder, name, &text.replace(old, new));
        }
        Rename(name, to) => {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            fs::remove_file(folder.join(name)).unwrap();
            write(folder, to, &text);
        }
        Remove(name) => fs::remove_file(folder.join(name)).unwrap(),
    }
}

fn run(folder: &Path, arguments: &str) -> (i32, String) {
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::null());
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    (status.code().unwrap(), text)
}

/// Returns the commands that end with exit status 1, and what `diff` says.
fn stopped(way: &Way) -> (String, String) {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    put(&at.join("old"), &[way.before]);
    put(&at.join("new"), &[way.before, way.does]);
    let (accepted, said) = run(at, "snapshot old --accept --file approved.txt");
    assert_eq!(accepted, 0, "{}: {said}", way.what);
    let commands = [
        ("new", "diff old new --deny new"),
        ("silenced", "diff old new --deny silenced"),
        ("vocabulary", "diff old new --deny vocabulary"),
        ("snapshot", "snapshot new --check --file approved.txt"),
        ("check", "check new --deny contradictions"),
        ("wide", "check new --deny wide-tolerance"),
    ];
    let mut stopped = Vec::new();
    for (name, command) in commands {
        let (status, said) = run(at, command);
        assert!(status < 2, "{}: {command}: {said}", way.what);
        if status == 1 {
            stopped.push(name);
        }
    }
    let (_, told) = run(at, "diff old new --width 400");
    (stopped.join(" "), told)
}

/// Tries each way, and says of which something else is seen.
fn nothing_is_hidden(ways: &[Way]) {
    let mut wrong = Vec::new();
    for way in ways {
        let (stopped, told) = stopped(way);
        if stopped != way.stopped_by || !told.contains(way.told) || way.told.is_empty() {
            wrong.push(format!(
                "{}: stopped by {stopped:?} and not {:?}, “{}” wanted in:\n{told}",
                way.what, way.stopped_by, way.told
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

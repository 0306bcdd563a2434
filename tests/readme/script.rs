//! Plays a page as a script, in a folder of its own that holds a copy of the claims of this repository.
//!
//! | in the page | what is done |
//! | --- | --- |
//! | `<!-- file PATH -->` before a fence | the fence is written to that file |
//! | `<!-- hidden PATH`, lines, `-->` | these lines are written to that file |
//! | `<!-- commit -->` | the folder becomes a git repository, and all of it is committed |
//! | `<!-- run COMMAND -->` before a fence | the fence is held against what the command prints |
//! | a fence of language `console` | each `$ COMMAND` in it is run, and held against what follows it |
//! | `<!-- made NAME -->` … `<!-- /made -->` | what is between them is held against a table that is made |
//!
//! A line that is only "…" stands for lines left out. With `INSTA_UPDATE=always` the pages are written
//! anew, but for fences with such a line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use super::{Page, pages, reference};
use crate::support::root;

#[test]
fn every_block_is_what_the_program_prints() {
    let write = std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always");
    let mut faults = Vec::new();
    let mut blocks = 0;
    for page in pages() {
        let mut play = Play::new(&page.name);
        let text = play.page(&page);
        blocks += play.blocks;
        if write && text != page.text {
            fs::write(root(&page.name), text).unwrap();
        } else {
            faults.append(&mut play.faults);
        }
    }
    assert!(
        faults.is_empty(),
        "{}\nINSTA_UPDATE=always writes these anew: read their diff",
        faults.join("\n")
    );
    assert!(blocks > 20, "only {blocks} blocks are held");
}

#[test]
fn what_is_left_out_may_be_anything() {
    for (shown, real, fits) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("a\n…\n", "a\nb\n", true),
        ("…\nb\n", "a\nb\n", true),
        ("…\na\n", "a\nb\n", false),
        ("a\n…\nd\n", "a\nb\nc\nd\n", true),
        ("a\n…\nc\n", "a\nb\nc\nd\n", false),
        ("…\nb\n…\n", "a\nb\nc\n", true),
        ("…\nx\n…\n", "a\nb\nc\n", false),
    ] {
        assert_eq!(is_shown(shown, real), fits, "{shown:?} of {real:?}");
    }
}

/// What a comment says of the fence after it.
enum Mark {
    File(PathBuf),
    Run(String),
}

/// A page on its way: where its commands run, and what does not fit.
struct Play {
    page: String,
    home: TempDir,
    /// The folder in which the next command runs.
    at: PathBuf,
    blocks: usize,
    faults: Vec<String>,
}

impl Play {
    fn new(page: &str) -> Self {
        let home = TempDir::new().unwrap();
        for folder in ["claims", "tests/two-sides", "tests/article"] {
            copy(&root(folder), &home.path().join(folder));
        }
        Self {
            page: page.to_owned(),
            at: home.path().to_owned(),
            home,
            blocks: 0,
            faults: Vec::new(),
        }
    }

    /// Plays a page, and returns it with what the program really prints.
    fn page(&mut self, page: &Page) -> String {
        let mut lines = page.text.split_inclusive('\n').enumerate();
        let mut text = String::new();
        let mut mark = None;
        while let Some((at, line)) = lines.next() {
            text += line;
            let bare = line.trim_end();
            if let Some(path) = bare.strip_prefix("<!-- hidden ") {
                let content = until(&mut lines, "-->");
                self.write(Path::new(path), &content);
                text += &format!("{content}-->\n");
            } else if let Some(name) = comment(bare).and_then(|words| words.strip_prefix("made ")) {
                let shown = until(&mut lines, "<!-- /made -->");
                let real = reference::made(name);
                self.hold(at, &shown, &real);
                text += &format!("{real}<!-- /made -->\n");
            } else if let Some(language) = bare.strip_prefix("```") {
                let shown = until(&mut lines, "```");
                text += &self.fence(at, language, &shown, mark.take());
                text += "```\n";
            } else if let Some(words) = comment(bare) {
                mark = self.mark(words);
            }
        }
        assert!(mark.is_none(), "{}: a comment without its fence", self.page);
        text
    }

    fn mark(&mut self, words: &str) -> Option<Mark> {
        if words == "commit" {
            self.commit();
        }
        words
            .strip_prefix("file ")
            .map(|path| Mark::File(path.into()))
            .or_else(|| {
                words
                    .strip_prefix("run ")
                    .map(|command| Mark::Run(command.to_owned()))
            })
    }

    /// Does what a fence asks for, and returns what should stand in it.
    fn fence(&mut self, at: usize, language: &str, shown: &str, mark: Option<Mark>) -> String {
        let real = match mark {
            Some(Mark::File(path)) => {
                self.write(&path, shown);
                return shown.to_owned();
            }
            Some(Mark::Run(command)) => self.run(&command),
            None if language == "console" => return self.console(at, shown),
            None => return shown.to_owned(),
        };
        self.hold(at, shown, &real)
    }

    /// Runs the commands of a console one after the other.
    fn console(&mut self, at: usize, shown: &str) -> String {
        let mut lines = shown.split_inclusive('\n').peekable();
        let mut text = String::new();
        while let Some(first) = lines.next() {
            assert!(first.starts_with("$ "), "{}:{}: {first}", self.page, at + 1);
            let mut command = first[2..].to_owned();
            text += first;
            while command.ends_with("\\\n") {
                let more = lines.next().unwrap();
                text += more;
                command.truncate(command.len() - 2);
                command += more;
            }
            let mut said = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                said += line;
            }
            let real = self.run(command.trim());
            text += &self.hold(at, &said, &real);
        }
        text
    }

    /// Compares what a page shows with what is real, and returns what should stand there.
    fn hold(&mut self, at: usize, shown: &str, real: &str) -> String {
        self.blocks += 1;
        if is_shown(shown, real) {
            return shown.to_owned();
        }
        self.faults
            .push(format!("{}:{} should show:\n{real}", self.page, at + 1));
        if shown.lines().any(|line| line == "…") {
            shown.to_owned()
        } else {
            real.to_owned()
        }
    }

    fn write(&self, path: &Path, text: &str) {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs a command where the page is, and returns what it prints on standard output.
    fn run(&mut self, command: &str) -> String {
        let words = words(command);
        let (program, args) = words.split_first().unwrap();
        if *program == "cd" {
            self.at.push(args[0]);
            assert!(self.at.is_dir(), "{}: {command}", self.page);
            return String::new();
        }
        assert_eq!(*program, "crosscheck", "{}: {command}", self.page);
        let mut program = Command::new(cargo_bin("crosscheck"));
        program.env_remove("CLICOLOR_FORCE");
        let output = program.args(args).current_dir(&self.at).output().unwrap();
        let is_done = output.status.code().is_some_and(|status| status < 2);
        assert!(is_done, "{}: {command}: {output:?}", self.page);
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes the folder a git repository with one more commit.
    fn commit(&self) {
        let config = [
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.org",
            "-c",
            "commit.gpgsign=false",
        ];
        for args in [
            &["init", "--quiet"][..],
            &["add", "--all"],
            &["commit", "--quiet", "--message=all"],
        ] {
            let done = Command::new("git")
                .args(config)
                .args(args)
                .current_dir(&self.at)
                .status();
            assert!(done.unwrap().success(), "{}: git {args:?}", self.page);
        }
    }
}

/// Takes the lines up to one that says this, and that line too.
fn until<'t>(lines: &mut impl Iterator<Item = (usize, &'t str)>, end: &str) -> String {
    lines
        .map(|(_, line)| line)
        .take_while(|line| line.trim_end() != end)
        .collect()
}

/// Returns the words of a comment that fills a line.
fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- ")?.strip_suffix(" -->")
}

/// Returns the words of a command as a shell takes them.
fn words(command: &str) -> Vec<&str> {
    let pieces = command.split('"').enumerate();
    pieces
        .flat_map(|(at, piece)| {
            if at % 2 == 1 {
                vec![piece]
            } else {
                piece.split_whitespace().collect()
            }
        })
        .collect()
}

/// Checks that a text is shown whole, but for lines left out at "…".
fn is_shown(shown: &str, real: &str) -> bool {
    let shown = format!("\n{shown}");
    let real = format!("\n{real}");
    let pieces: Vec<&str> = shown.split("\n…\n").collect();
    let [first, middle @ .., last] = &pieces[..] else {
        return shown == real;
    };
    let Some(mut rest) = real.strip_prefix(first) else {
        return false;
    };
    for piece in middle {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

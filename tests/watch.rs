//! `crosscheck report --watch` from outside, and by what it notices that something changed. Whoever waits
//! for words waits for a limited time: a program that hangs fails the test.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// Nothing takes so long, not even on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

const NO_CHANGE: &str = "no change in what the claims say";

fn claim(value: &str) -> String {
    format!("[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = {value}\n")
}

/// Three sources; two agree.
fn claims() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for (source, value) in [("gazette", "23"), ("post", "23"), ("courier", "58")] {
        fs::write(
            folder.path().join(format!("claims/{source}.toml")),
            claim(value),
        )
        .unwrap();
    }
    folder
}

/// What a program writes to one of its ends, as far as nobody has looked at it.
struct End {
    pieces: Receiver<String>,
    unseen: String,
}

impl End {
    fn of(mut end: impl Read + Send + 'static) -> Self {
        let (sender, pieces) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = end.read(&mut buffer) {
                if sender
                    .send(String::from_utf8_lossy(&buffer[..count]).into_owned())
                    .is_err()
                {
                    break;
                }
            }
        });
        Self {
            pieces,
            unseen: String::new(),
        }
    }

    /// Waits for words, and gives what stands before them.
    fn until(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some((before, after)) = self.unseen.split_once(words) {
                let (before, after) = (before.to_owned(), after.to_owned());
                self.unseen = after;
                return before;
            }
            let left = end.saturating_duration_since(Instant::now());
            let piece = self.pieces.recv_timeout(left);
            assert!(piece.is_ok(), "no “{words}” in “{}”", self.unseen);
            self.unseen += &piece.unwrap_or_default();
        }
    }
}

/// The program while it watches.
struct Watch {
    folder: TempDir,
    child: Child,
    out: End,
    err: End,
}

impl Watch {
    /// Starts it and waits until it waits.
    fn start(folder: TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new(cargo_bin("crosscheck"));
        command
            .args(["report", "--watch"])
            .args(arguments)
            .current_dir(folder.path());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let mut watch = Self {
            folder,
            child,
            out: End::of(out),
            err: End::of(err),
        };
        watch.err.until("waiting for changes");
        watch
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("claims").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn prints(&mut self, words: &str) -> String {
        self.out.until(words)
    }

    fn tells(&mut self, words: &str) -> String {
        self.err.until(words)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_report_comes_first_and_then_what_changes() {
    let mut watch = Watch::start(claims(), &[]);
    watch.prints("CONTRADICTED");
    watch.write("post.toml", &claim("58"));
    watch.tells("3 files read: this changed");
    watch.prints("CHANGED CONTRADICTIONS");
    watch.write("post.toml", &claim("\"fifty-eight\""));
    watch.tells(NO_CHANGE);
    watch.write("gazette.toml", &claim("58"));
    watch.prints("SETTLED CONTRADICTIONS");
}

#[test]
fn a_half_written_file_is_told_and_not_taken() {
    let mut watch = Watch::start(claims(), &[]);
    watch.write("post.toml", "[[claim]]\nevent = \"flo");
    let told = watch.tells("the last state is kept until this is mended");
    assert!(
        told.contains("error[syntax]") && told.contains("post.toml:2"),
        "{told}"
    );
    watch.write("post.toml", &claim("23"));
    watch.tells(NO_CHANGE);
    watch.write("post.toml", "value");
    watch.tells("the last state is kept");
    watch.write("post.toml", &claim("58"));
    watch.prints("CHANGED CONTRADICTIONS");
    assert!(watch.prints("post").contains("58"));
}

#[test]
fn errors_that_were_there_from_the_start_are_no_reason_to_wait() {
    let folder = claims();
    fs::write(folder.path().join("claims/broken.toml"), "value =").unwrap();
    let mut watch = Watch::start(folder, &[]);
    fs::rename(watch.path("broken.toml"), watch.path("renamed.toml")).unwrap();
    watch.tells(NO_CHANGE);
    watch.write("post.toml", &claim("58"));
    watch.prints("2 errors before, 2 errors after");
    watch.write("more.toml", "value =");
    watch.tells("the last state is kept");
    fs::remove_file(watch.path("renamed.toml")).unwrap();
    watch.tells(NO_CHANGE);
    fs::remove_file(watch.path("more.toml")).unwrap();
    watch.tells(NO_CHANGE);
    watch.write("post.toml", "value =");
    watch.tells("the last state is kept");
}

#[test]
fn no_more_than_three_errors_are_shown() {
    let mut watch = Watch::start(claims(), &[]);
    watch.write(
        "post.toml",
        &claim("\"none at all\"").replace("value", "wert").repeat(3),
    );
    let told = watch.tells("more: `crosscheck check` tells which");
    assert_eq!(told.matches("error[").count(), 3, "{told}");
}

#[test]
fn a_renamed_file_changes_nothing() {
    let mut watch = Watch::start(claims(), &[]);
    watch.write(
        "post.toml",
        &format!("[source]\nid = \"post\"\n{}", claim("23")),
    );
    watch.tells(NO_CHANGE);
    fs::rename(watch.path("post.toml"), watch.path("the-post.toml")).unwrap();
    watch.tells(NO_CHANGE);
    // As many editors save: beside it first, then in its place.
    watch.write(
        ".the-post.toml.tmp",
        &format!("[source]\nid = \"post\"\n{}", claim("58")),
    );
    fs::rename(
        watch.path(".the-post.toml.tmp"),
        watch.path("the-post.toml"),
    )
    .unwrap();
    watch.prints("CHANGED CONTRADICTIONS");
}

#[test]
fn a_folder_that_goes_may_come_back() {
    let mut watch = Watch::start(claims(), &[]);
    fs::rename(watch.path(""), watch.folder.path().join("away")).unwrap();
    watch.tells("there is no file or folder “claims”; the last state is kept");
    fs::create_dir(watch.path("")).unwrap();
    watch.tells("there is no claim file");
    for (source, value) in [("gazette", "23"), ("post", "23"), ("courier", "23")] {
        watch.write(&format!("{source}.toml"), &claim(value));
    }
    watch.prints("1 settled");
}

#[test]
fn a_text_that_was_missing_is_noticed() {
    let mut watch = Watch::start(claims(), &[]);
    let kept = format!("[source]\ntext = \"post.txt\"\n{}", claim("58"));
    watch.write("post.toml", &kept);
    assert!(watch.tells("the last state is kept").contains("post.txt"));
    watch.write("post.txt", "58 homes");
    watch.prints("CHANGED CONTRADICTIONS");
}

#[test]
fn a_selection_holds_for_what_changes() {
    let mut watch = Watch::start(claims(), &["--event", "flood", "--only", "contradicted"]);
    watch.write("storm.toml", &claim("1").replace("flood", "storm"));
    watch.tells(NO_CHANGE);
    watch.write("courier.toml", &claim("23"));
    watch.prints("contradicted → agreed");
}

#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = claims();
    let mut command = Command::new(cargo_bin("crosscheck"));
    command
        .args(["report", "--watch"])
        .current_dir(folder.path());
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut err = End::of(child.stderr.take().unwrap());
    err.until("waiting for changes");
    drop(child.stdout.take());
    fs::write(folder.path().join("claims/post.toml"), claim("58")).unwrap();
    let end = Instant::now() + PATIENCE;
    let ended = loop {
        let ended = child.try_wait().unwrap();
        if ended.is_some() || Instant::now() > end {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let _ = child.kill();
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused_at_once() {
    let folder = claims();
    for (arguments, words) in [
        (&["--format", "json"][..], "--format"),
        (&["--format", "markdown"], "--format"),
        (&["--output", "report.txt"], "--output"),
        (&["--event", "flod"], "did you mean “flood”?"),
        (&["nowhere"], "there is no file or folder"),
    ] {
        let mut command = Command::new(cargo_bin("crosscheck"));
        command
            .args(["report", "--watch"])
            .args(arguments)
            .current_dir(folder.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(2) && told.contains(words),
            "{arguments:?}: {told}"
        );
    }
}

//! The program from outside: exit statuses, what goes to which stream, flags, and files written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// Two events; one contradiction; nothing wrong.
const CLEAN: &[(&str, &str)] = &[
    (
        "topic.toml",
        r#"
[topic]
title = "A made-up topic"

[[event]]
id = "flood"
title = "Flood at the mill"
date = "2025-10-11"

[[event]]
id = "vote"
title = "Vote"
date = "2025-10-12"

[[attribute]]
id = "homes"
label = "Homes flooded"
kind = "count"
unit = "homes"

[[attribute]]
id = "passed"
label = "It passed"
kind = "yes-no"
"#,
    ),
    (
        "gazette.toml",
        r#"
[source]
id = "gazette"
name = "The Gazette"

[[claim]]
event = "flood"
attribute = "homes"
value = 23

[[claim]]
event = "vote"
attribute = "passed"
value = true
"#,
    ),
    (
        "post.toml",
        r#"
[source]
id = "post"
name = "The Post"

[[claim]]
event = "flood"
attribute = "homes"
value = 58
"#,
    ),
];

/// A quote that lacks its value.
const WARNED: (&str, &str) = (
    "warned.toml",
    r#"
[source]
id = "warned"

[[claim]]
event = "vote"
attribute = "passed"
value = true

[[claim]]
event = "flood"
attribute = "homes"
value = 58
quote = "some 12 homes"
"#,
);

/// A value that cannot be read, beside one that can.
const BROKEN: (&str, &str) = (
    "broken.toml",
    r#"
[source]
id = "broken"

[[claim]]
event = "flood"
attribute = "homes"
value = "lots and lots"

[[claim]]
event = "vote"
attribute = "passed"
value = false
"#,
);

/// A folder with `claims/` in it, from which the program is run.
struct Desk(TempDir);

impl Desk {
    fn new(more: &[(&str, &str)]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        fs::create_dir(desk.path("claims")).unwrap();
        for (name, text) in CLEAN.iter().chain(more) {
            let path = desk.path("claims").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("crosscheck"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().unwrap())
    }

    /// Runs it with something on its standard input.
    fn run_with(&self, args: &[&str], input: &[u8]) -> Said {
        fs::write(self.path("input"), input).unwrap();
        let input = fs::File::open(self.path("input")).unwrap();
        Said::of(self.command(args).stdin(input).output().unwrap())
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// How a run ended, and what it said where.
#[derive(Debug)]
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It did its work: data on stdout, nothing else to tell.
    fn is_done(&self) {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{self:?}");
        assert!(!self.out.is_empty(), "{self:?}");
    }

    /// It could not do its work: nothing on stdout, and this on stderr.
    fn has_failed(&self, told: &str) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        assert!(self.err.contains(told), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// Returns the questions of a JSON report as "event/attribute".
fn questions(text: &str) -> Vec<String> {
    let report = json(text);
    let events = report["events"].as_array().unwrap();
    let of_event = |event: &serde_json::Value| {
        let id = event["id"].as_str().unwrap().to_owned();
        let questions = event["questions"].as_array().unwrap().clone();
        questions
            .into_iter()
            .map(move |question| format!("{id}/{}", question["attribute"].as_str().unwrap()))
    };
    events.iter().flat_map(of_event).collect()
}

#[test]
fn what_is_clean_ends_with_0() {
    let desk = Desk::new(&[]);
    for args in [
        &["report"][..],
        &["report", "claims"],
        &["report", "--format", "markdown"],
        &["report", "--format", "json"],
        &["check"],
        &["check", "claims/topic.toml", "claims/gazette.toml"],
        &["check", "--deny", "warnings"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
        &["check", "--format", "junit"],
        &["sources"],
        &["sources", "--format", "markdown", "--event", "flood"],
        &[
            "sources",
            "--format",
            "json",
            "--source",
            "post",
            "--attribute",
            "homes",
        ],
        &["crux"],
        &["crux", "--format", "markdown", "--event", "flood"],
        &["crux", "--format", "json", "--top", "1"],
        &["explain"],
        &["explain", "quote-mismatch"],
        &["schema"],
        &["completions", "fish"],
        &["man"],
        &["man", "check"],
        &["--help"],
        &["report", "--help"],
        &["check", "--help"],
        &["sources", "--help"],
        &["crux", "--help"],
        &["init", "--help"],
        &["new", "--help"],
        &["draft", "--help"],
        &["explain", "--help"],
        &["--version"],
    ] {
        desk.run(args).is_done();
    }
}

#[test]
fn error_diagnostics_end_with_1_and_the_report_is_still_whole() {
    let desk = Desk::new(&[BROKEN]);
    for command in ["sources", "crux"] {
        let said = desk.run(&[command]);
        assert_eq!((said.status, said.err.lines().count()), (1, 1), "{said:?}");
    }
    let report = desk.run(&["report", "--format", "json"]);
    assert_eq!(report.status, 1);
    assert_eq!(questions(&report.out), ["flood/homes", "vote/passed"]);
    assert_eq!(json(&report.out)["summary"]["errors"], 1);
    assert_eq!(report.err.lines().count(), 1, "{}", report.err);
    assert!(
        report.err.contains("1 error") && report.err.contains("crosscheck check"),
        "{}",
        report.err
    );

    let check = desk.run(&["check"]);
    assert_eq!((check.status, check.err.as_str()), (1, ""));
    for part in [
        "error[bad-value]",
        "lots and lots",
        "broken.toml:8:9",
        "= help: ",
    ] {
        assert!(check.out.contains(part), "no {part} in {}", check.out);
    }
}

#[test]
fn what_is_denied_ends_with_1() {
    let warned = Desk::new(&[WARNED]);
    for (args, status) in [
        (&["check"][..], 0),
        (&["check", "--deny", "warnings"], 1),
        (&["check", "--deny", "contradictions"], 1),
        (&["check", "--deny", "contradictions,warnings"], 1),
        (&["check", "--deny", "quote-mismatch"], 1),
        (&["check", "--deny", "unconfirmed"], 0),
        (&["check", "--deny", "unconfirmed,contradiction"], 1),
        (
            &[
                "check",
                "--deny",
                "contradictions",
                "--deny",
                "warnings",
                "--format",
                "json",
            ],
            1,
        ),
    ] {
        let said = warned.run(args);
        assert_eq!((said.status, said.err.as_str()), (status, ""), "{args:?}");
    }
    assert!(
        warned
            .run(&["check"])
            .out
            .contains("warning[quote-mismatch]")
    );
    let clean = Desk::new(&[]);
    assert_eq!(clean.run(&["check", "--deny", "warnings"]).status, 0);
    assert_eq!(clean.run(&["check", "--deny", "contradictions"]).status, 1);
}

#[test]
fn what_is_denied_is_shown_and_the_rest_is_counted() {
    let desk = Desk::new(&[WARNED]);
    let all = ["contradiction", "quote-mismatch"];
    for (deny, shown, rest) in [
        (None, &all[..], None),
        (
            Some("warnings"),
            &all[1..],
            Some("1 finding; without --deny, check shows it"),
        ),
        (
            Some("contradictions"),
            &all[..1],
            Some("1 warning; without --deny, check shows it"),
        ),
        (Some("warnings,contradiction"), &all, None),
        (
            Some("misquote"),
            &[],
            Some("1 warning, 1 finding; without --deny, check shows them"),
        ),
    ] {
        let deny: Vec<&str> = deny.into_iter().flat_map(|what| ["--deny", what]).collect();
        let out = desk.run(&[&["check"], &deny[..]].concat()).out;
        for code in all {
            assert_eq!(
                out.contains(&format!("[{code}]")),
                shown.contains(&code),
                "{deny:?}: {out}"
            );
        }
        let told = out
            .lines()
            .find_map(|line| line.strip_prefix("not denied, and not shown: "));
        assert_eq!(told, rest, "{out}");
        assert!(
            out.ends_with("0 errors, 1 warning; 1 contradicted of 2 questions\n"),
            "{out}"
        );
    }
    // Errors are shown, whatever is denied.
    let broken = Desk::new(&[BROKEN]).run(&["check", "--deny", "misquote"]);
    assert!(broken.out.contains("error[bad-value]"), "{}", broken.out);
}

#[test]
fn a_topic_that_is_declared_before_its_claims_is_told_and_no_failure() {
    let topic = "[topic]\ntitle = 'The ferry'\n[[event]]\nid = 'ferry'\n[[attribute]]\nid = 'saved'\nkind = 'count'\n\
                 [[attribute]]\nid = 'lost'\nkind = 'count'\n[[rule]]\nholds = 'lost <= saved'\n";
    let desk = Desk::new(&[("ferry/topic.toml", topic)]);
    for (format, begins) in [("human", "not denied"), ("github", "::")] {
        let said = desk.run(&["check", "--deny", "warnings", "--format", format]);
        assert_eq!(said.status, 0, "{}", said.out);
        assert!(said.out.starts_with(begins), "{}", said.out);
        assert!(
            said.out
                .contains("\nno claims yet on the topic “The ferry” (ferry)\n"),
            "{}",
            said.out
        );
        assert!(said.out.contains("\n0 errors, 0 warnings;"), "{}", said.out);
    }
}

#[test]
fn what_could_hold_claims_and_is_not_read_is_told() {
    let none = Desk::new(&[("notes.txt", "The mill is at Larn."), ("more.TOML", "")]);
    let said = none.run(&["check"]);
    assert!(!said.out.contains("could hold claims"), "{}", said.out);
    let desk = Desk::new(&[
        ("notes.txt", "The mill is at Larn."),
        ("deep/.hidden.toml", ""),
        ("more.TOML", ""),
        ("post.toml.bak", ""),
        ("old/claims.txt", "[[claim]]\nevent = \"flood\"\n"),
    ]);
    let said = desk.run(&["check"]);
    let head =
        "2 files that could hold claims are not read: crosscheck check --files names them\n\n";
    assert!(said.out.starts_with(head), "{}", said.out);
    let said = desk.run(&["check", "--files"]);
    let list = "read      deep/.hidden.toml\nread      gazette.toml\nread      more.TOML\n\
                read      post.toml\nread      topic.toml\nnot read  old/claims.txt\n\
                not read  post.toml.bak\n\n";
    assert!(said.out.starts_with(list), "{}", said.out);
    let said = json(&desk.run(&["check", "--format", "json"]).out);
    assert_eq!(
        said["unread"],
        serde_json::json!(["old/claims.txt", "post.toml.bak"])
    );
}

#[test]
fn a_resolution_settles_what_is_denied_until_something_new_comes() {
    let resolution = |day: &str| {
        format!(
            "[[resolution]]\nevent = \"flood\"\nattribute = \"homes\"\ndate = {day}\nby = \"An editor\"\n"
        )
    };
    let later = "[source]\nid = \"later\"\npublished = 2025-10-20\n\n[[claim]]\nevent = \"flood\"\n\
                 attribute = \"homes\"\nvalue = 61\n";
    let deny = ["check", "--deny", "contradictions"];
    let looked = Desk::new(&[("resolution.toml", &resolution("2025-10-15"))]);
    assert_eq!(looked.run(&deny).status, 0);
    let looked = looked.run(&["check"]);
    assert!(
        looked
            .out
            .contains("An editor looked at this on 15 Oct 2025 (An editor)."),
        "{}",
        looked.out
    );
    assert!(
        looked
            .out
            .ends_with("1 contradicted (1 resolved) of 2 questions\n"),
        "{}",
        looked.out
    );
    for (day, status, told) in [("2025-10-15", 1, true), ("2025-10-20", 0, false)] {
        let desk = Desk::new(&[("resolution.toml", &resolution(day)), ("later.toml", later)]);
        assert_eq!(desk.run(&deny).status, status, "{day}");
        let said = desk.run(&["check"]);
        assert_eq!(said.out.contains("stale-resolution"), told, "{}", said.out);
        let report = json(&desk.run(&["report", "--format", "json"]).out);
        let question = &report["events"][0]["questions"][0];
        assert_eq!(question["resolved"], status == 0);
        assert_eq!(question["resolution"]["stale"], told);
    }
}

#[test]
fn what_cannot_be_done_ends_with_2() {
    let desk = Desk::new(&[]);
    fs::create_dir(desk.path("empty")).unwrap();
    for (args, told) in [
        (&[][..], "Usage"),
        (&["reprot"], "report"),
        (&["report", "nowhere"], "nowhere"),
        (&["report", "nowhere"], "crosscheck init"),
        (&["completions", "tcsh"], "powershell"),
        (&["man", "chek"], "“check”"),
        (&["check", "claims", "nowhere"], "nowhere"),
        (&["report", "empty"], "no claim file"),
        (&["report", "--format", "yaml"], "markdown"),
        (&["report", "--only", "contradicts"], "contradicted"),
        (&["report", "--as-of", "soon"], "2025-11-06"),
        (&["report", "--as-of", "2025-11-07/.."], "has no end"),
        (&["report", "--width", "39"], "40"),
        (&["crux", "--top", "0"], "1..=100"),
        (&["crux", "--only", "contradicted"], "--only"),
        (&["sources", "--format", "human"], "markdown"),
        (&["report", "--width", "401"], "400"),
        (&["report", "--color", "sometimes"], "always"),
        (&["check", "--deny", "everything"], "contradictions"),
        (
            &["check", "--deny", "quote-mismach"],
            "a similar value exists: 'quote-mismatch'",
        ),
        (&["check", "--format", "table"], "human"),
        (&["explain", "quote-mismach"], "quote-mismatch"),
        (&["explain", "zzzzzzzzzzzz"], "zzzzzzzzzzzz"),
        (&["report", "--output", "nowhere/out.txt"], "out.txt"),
        (&["report", "--output", "empty"], "empty"),
    ] {
        desk.run(args).has_failed(told);
    }
    assert_eq!(
        desk.names(),
        ["claims", "empty"],
        "something was left behind"
    );
}

#[test]
fn an_unknown_id_ends_with_2_and_the_nearest_known_one() {
    let desk = Desk::new(&[]);
    for (args, near) in [
        (["report", "--event", "flod"], "“flood”"),
        (["sources", "--source", "gazete"], "“gazette”"),
        (["crux", "--event", "flod"], "“flood”"),
        (["report", "--attribute", "home"], "“homes”"),
        (["report", "--source", "gazete"], "“gazette”"),
        (["report", "--event", "flood,voet"], "“vote”"),
    ] {
        desk.run(&args).has_failed(near);
    }
    desk.run(&["report", "--event", "something-else-entirely"])
        .has_failed("something-else-entirely");
}

#[test]
fn what_a_claim_file_says_cannot_act_on_the_terminal() {
    let trap = (
        "trap.toml",
        "[source]\nid = \"trap\"\n\n[[claim]]\nevent = \"ab\\u001b[31m\\u009b\\u202e\"\nattribute = \"homes\"\n\
         value = \"x\\u001b[31m\\u009b\\u202e\"\nquote = \"\\u001b]0;t\\u0007</script>\"\n\
         url = \"https://a.example/\\u001b[31m</script>\"\narchived = \"\\u001b[31m\\u202e</script>\"\n\
         [[claim]]\nevent = \"e\"\nattribute = \"homes\"\nvalue = 1\nby = \"p\"\nquote = \"1\"\n\
         url = \"javascript:\\u001b[31m</script>\"\n\
         [[claim]]\nevent = \"e\"\nattribute = \"homes\"\nvalue = 2\nby = \"q\"\n\
         url = \"https://a.example/\\u202e</script>|)\"\n",
    );
    let desk = Desk::new(&[trap]);
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
        &["check", "--format", "junit"],
        &["report"],
        &["report", "--width", "140"],
        &["report", "--format", "markdown"],
        &["report", "--format", "json"],
        &["report", "--format", "jsonl"],
        &["report", "--format", "csv"],
        &["report", "--format", "csv", "--rows", "questions"],
        &["report", "--format", "csv", "--rows", "findings"],
        &["report", "--top", "5"],
        &["sources"],
        &["sources", "--format", "markdown"],
        &["sources", "--format", "json"],
        &["crux"],
        &["crux", "--format", "markdown"],
        &["crux", "--format", "json"],
        &["report", "--event", "ab\u{1b}[31m\u{9b}"],
    ] {
        let said = desk.run(args);
        for text in [&said.out, &said.err] {
            let acts =
                |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
            assert!(!text.contains(acts), "{args:?}: {text:?}");
        }
        // On a terminal and in a sheet these are letters like any others.
        let for_programs = args.contains(&"--format") && !args.contains(&"csv");
        assert!(
            !for_programs || !said.out.contains("</script>"),
            "{args:?}: {}",
            said.out
        );
    }
}

#[test]
fn selections_select() {
    let desk = Desk::new(&[]);
    let all: &[&str] = &["flood/homes", "vote/passed"];
    for (flags, shown) in [
        (&["--event", "flood"][..], &["flood/homes"][..]),
        (&["--event", "flood,vote"], all),
        (&["--event", "flood", "--event", "vote"], all),
        (&["--attribute", "passed"], &["vote/passed"]),
        (&["--source", "post"], &["flood/homes"]),
        (&["--source", "gazette"], all),
        (&["--only", "contradicted"], &["flood/homes"]),
        (&["--only", "contradicted,uncorroborated"], all),
        (&["--only", "agreed"], &[]),
        (&["--event", "vote", "--only", "contradicted"], &[]),
    ] {
        let said = desk.run(&[&["report", "--format", "json"], flags].concat());
        said.is_done();
        assert_eq!(questions(&said.out), shown, "{flags:?}");
    }
}

#[test]
fn output_goes_into_a_file_and_nowhere_else() {
    let desk = Desk::new(&[]);
    let shown = desk.run(&["report", "--format", "json"]).out;
    fs::write(
        desk.path("out.json"),
        "what was there before, and longer than nothing",
    )
    .unwrap();
    for name in ["out.json", "new.json"] {
        let said = desk.run(&["report", "--format", "json", "--output", name]);
        assert_eq!(
            (said.status, said.out.as_str(), said.err.as_str()),
            (0, "", "")
        );
        assert_eq!(fs::read_to_string(desk.path(name)).unwrap(), shown);
    }
    let said = desk.run(&["check", "--output", "check.txt", "--color", "always"]);
    assert_eq!(
        (said.status, said.out.as_str(), said.err.as_str()),
        (0, "", "")
    );
    assert!(
        fs::read_to_string(desk.path("check.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
    assert_eq!(
        desk.names(),
        ["check.txt", "claims", "new.json", "out.json"],
        "something was left behind"
    );
}

#[test]
fn what_stands_there_stays_where_the_work_cannot_be_done() {
    let desk = Desk::new(&[]);
    fs::write(desk.path("out.txt"), "before").unwrap();
    desk.run(&["report", "--event", "nowhere", "--output", "out.txt"])
        .has_failed("nowhere");
    desk.run(&["report", "nowhere", "--output", "out.txt"])
        .has_failed("nowhere");
    assert_eq!(fs::read_to_string(desk.path("out.txt")).unwrap(), "before");
}

#[cfg(unix)]
#[test]
fn other_programs_are_told_paths_as_they_were_named() {
    let desk = Desk::new(&[BROKEN]);
    fs::create_dir(desk.path("more")).unwrap();
    fs::write(desk.path("more/gazette.toml"), "nonsense = 1\n").unwrap();
    fs::write(desk.path("more/bytes.toml"), [0xff]).unwrap();
    std::os::unix::fs::symlink(desk.path("claims/post.toml"), desk.path("more/link.toml")).unwrap();
    let elsewhere = desk.path("claims");
    let elsewhere = elsewhere.to_str().unwrap();
    for (paths, told) in [
        (&["claims"][..], &["claims/broken.toml"][..]),
        (&["./claims/"], &["claims/broken.toml"]),
        (
            &["."],
            &["claims/broken.toml", "more/bytes.toml", "more/gazette.toml"],
        ),
        (&["more/gazette.toml"], &["more/gazette.toml"]),
        (
            &["claims", "more"],
            &[
                "claims/broken.toml",
                "more/bytes.toml",
                "more/gazette.toml",
                "more/link.toml",
            ],
        ),
        (&[elsewhere], &[&format!("{elsewhere}/broken.toml")]),
    ] {
        let said = desk
            .run(&[&["check", "--format", "github"], paths].concat())
            .out;
        let errors = said
            .lines()
            .filter_map(|line| line.strip_prefix("::error file="));
        let mut files: Vec<_> = errors
            .map(|line| line.split([',', ' ']).next().unwrap())
            .collect();
        files.dedup();
        assert_eq!(files, told, "{paths:?}: {said}");
    }
}

/// A device or a pipe is written to, not replaced by a file; so is what a link points at.
#[cfg(unix)]
#[test]
fn output_follows_a_link() {
    let desk = Desk::new(&[]);
    fs::write(desk.path("target.txt"), "before").unwrap();
    std::os::unix::fs::symlink(desk.path("target.txt"), desk.path("link.txt")).unwrap();
    assert_eq!(
        desk.run(&["report", "--format", "json", "--output", "link.txt"])
            .status,
        0
    );
    assert!(desk.path("link.txt").is_symlink());
    assert!(
        fs::read_to_string(desk.path("target.txt"))
            .unwrap()
            .starts_with('{')
    );
}

#[cfg(unix)]
#[test]
fn output_is_written_to_a_device_and_does_not_replace_it() {
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixListener;

    // A socket stands for every file that is no plain one: opening it to write fails, and it stays.
    let desk = Desk::new(&[]);
    let _listener = UnixListener::bind(desk.path("socket")).unwrap();
    desk.run(&["report", "--format", "json", "--output", "socket"])
        .has_failed("socket");
    assert!(
        fs::metadata(desk.path("socket"))
            .unwrap()
            .file_type()
            .is_socket()
    );
    assert_eq!(
        desk.names(),
        ["claims", "socket"],
        "something was left behind"
    );
}

/// Also where the line is cut, and where a character is shown as `<U+202E>`.
#[test]
fn check_and_json_name_the_same_columns() {
    let fill = "x".repeat(500);
    let line = format!(
        "claim = [ {{ event = \"flood\", note = \"{fill}\u{e9}\u{202e}\", nmae = 1, attribute = \"homes\", value = 58 }} ]"
    );
    let desk = Desk::new(&[(
        "long.toml",
        &format!("source = {{ id = \"long\" }}\n{line}\n"),
    )]);
    let check = json(&desk.run(&["check", "--format", "json"]).out);
    let told = check["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|told| told["code"] == "unknown-key")
        .unwrap();
    let column = line
        .chars()
        .collect::<Vec<_>>()
        .windows(4)
        .position(|four| four == ['n', 'm', 'a', 'e']);
    assert_eq!(
        told["column"].as_u64(),
        column.map(|column| column as u64 + 1)
    );
    let shown = desk.run(&["check"]).out;
    assert!(
        shown.contains(&format!("--> long.toml:2:{}\n", told["column"])),
        "{shown}"
    );
}

#[test]
fn colours_are_where_they_are_asked_for() {
    let desk = Desk::new(&[]);
    for (flags, variables, colored) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
        (&[], &[("NO_COLOR", "")], false),
        (&["--color", "auto"], &[("TERM", "dumb")], false),
    ] {
        let mut command = desk.command(&[&["check"], flags].concat());
        let said = Said::of(command.envs(variables.iter().copied()).output().unwrap());
        said.is_done();
        assert_eq!(
            said.out.contains('\u{1b}'),
            colored,
            "{flags:?} {variables:?}"
        );
    }
    let mut command = desk.command(&["check", "--output", "out.txt"]);
    assert_eq!(
        command.env("CLICOLOR_FORCE", "1").status().unwrap().code(),
        Some(0)
    );
    assert!(
        !fs::read_to_string(desk.path("out.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
}

#[test]
fn the_width_is_kept_and_no_window_is_asked() {
    let desk = Desk::new(&[]);
    let width = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap();
    assert_eq!(
        desk.run(&["report"]).out,
        desk.run(&["report", "--width", "80"]).out
    );
    let mut command = desk.command(&["report"]);
    let columns = Said::of(command.env("COLUMNS", "200").output().unwrap());
    assert_eq!(columns.out, desk.run(&["report", "--width", "80"]).out);
    for columns in ["40", "80", "120", "400"] {
        let shown = desk.run(&["report", "--width", columns]).out;
        assert!(
            width(&shown) <= columns.parse().unwrap(),
            "{columns}:\n{shown}"
        );
    }
}

#[test]
fn the_working_folder_does_not_matter() {
    let desk = Desk::new(&[BROKEN]);
    let there = desk.run(&["check", "claims"]);
    let elsewhere = TempDir::new().unwrap();
    let mut command = desk.command(&["check", desk.path("claims").to_str().unwrap()]);
    let here = Said::of(command.current_dir(&elsewhere).output().unwrap());
    assert_eq!((here.status, here.out), (there.status, there.out));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let claim =
        |at| format!("\n[[claim]]\nevent = \"flood\"\nattribute = \"note-{at}\"\nvalue = {at}\n");
    let many = (0..4_000).map(claim).collect::<Vec<_>>().concat();
    let desk = Desk::new(&[("many.toml", &format!("[source]\nid = \"many\"\n{many}"))]);
    for (args, status) in [
        (&["report", "--format", "json"][..], 0),
        (&["report"], 0),
        (&["check"], 0),
        (&["check", "--deny", "contradictions"], 1),
    ] {
        let mut command = desk.command(args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let said = Said::of(child.wait_with_output().unwrap());
        assert_eq!((said.status, said.err.as_str()), (status, ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_could_not_be_written_ends_with_2() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let desk = Desk::new(&[]);
    for args in [
        &["report", "--format", "json"][..],
        &["check"],
        &["explain"],
    ] {
        let mut command = desk.command(args);
        command.stdout(fs::OpenOptions::new().write(true).open(full).unwrap());
        Said::of(command.output().unwrap()).has_failed("error: ");
    }
}

#[test]
fn every_code_is_explained() {
    let desk = Desk::new(&[]);
    let list = desk.run(&["explain"]).out;
    for code in crosscheck::code::Code::ALL {
        let line = list
            .lines()
            .find(|line| line.split_whitespace().next() == Some(code.word()));
        assert!(
            line.is_some_and(|line| line.ends_with(code.severity().word())),
            "{code:?} in {list}"
        );
        let said = desk.run(&["explain", code.word()]);
        said.is_done();
        assert_eq!(said.out, code.explanation());
    }
}

#[test]
fn every_example_in_a_help_text_is_indented() {
    let desk = Desk::new(&[]);
    for command in [
        "report",
        "check",
        "sources",
        "crux",
        "diff",
        "snapshot",
        "new",
        "init",
        "draft",
        "explain",
        "schema",
        "completions",
        "man",
        "lsp",
    ] {
        let help = desk.run(&[command, "--help"]).out;
        let bare = help.lines().find(|line| line.starts_with("crosscheck"));
        assert_eq!(bare, None, "{command} --help");
    }
}

#[test]
fn the_help_tells_the_exit_statuses_and_shows_examples() {
    let help = Desk::new(&[]).run(&["--help"]).out;
    for part in [
        "Exit status:",
        "Examples:",
        "crosscheck report",
        "crosscheck check",
        "crosscheck explain",
    ] {
        assert!(help.contains(part), "no {part} in {help}");
    }
}

#[test]
fn json_of_check_is_the_findings_and_the_diagnostics() {
    let said = Desk::new(&[WARNED]).run(&["check", "--format", "json"]);
    let check = json(&said.out);
    let keys: Vec<_> = check.as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys,
        ["diagnostics", "findings", "schema", "summary", "unread"]
    );
    assert_eq!(check["schema"], "crosscheck/1");
    assert_eq!(check["findings"][0]["code"], "contradiction");
    assert_eq!(check["diagnostics"][0]["code"], "quote-mismatch");
    assert_eq!(check["diagnostics"][0]["file"], "warned.toml");
    assert!(check["diagnostics"][0]["line"].is_u64());
}

#[test]
fn a_draft_is_written_beside_its_article_and_waits_to_be_confirmed() {
    let desk = Desk::new(&[(
        "mill.txt",
        "On 11 October 2025, over 20 homes were flooded.\n",
    )]);
    let draft = [
        "draft",
        "claims/mill.txt",
        "--topic",
        "claims",
        "--output",
        "claims/mill.toml",
    ];
    let said = desk.run(&draft);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
    assert!(
        said.err.contains("2 claims are proposed") && said.err.contains("`crosscheck check` tells"),
        "{said:?}"
    );
    let written = fs::read_to_string(desk.path("claims/mill.toml")).unwrap();
    for line in [
        "text      = \"mill.txt\"",
        "event     = \"flood\"",
        "attribute = \"homes\"",
        "value     = \"over 20\"",
    ] {
        assert!(written.contains(line), "no {line} in {written}");
    }
    assert_eq!(desk.run(&["check"]).status, 0);
    let denied = desk.run(&["check", "--deny", "warnings"]);
    assert_eq!(denied.status, 1);
    assert_eq!(
        denied.out.matches("warning[").count(),
        denied.out.matches("warning[unconfirmed]").count()
    );
    desk.run(&draft).has_failed("is there already");
    assert_eq!(
        fs::read_to_string(desk.path("claims/mill.toml")).unwrap(),
        written
    );
    assert_eq!(desk.run(&[&draft[..], &["--force"]].concat()).status, 0);
    assert_eq!(
        fs::read_to_string(desk.path("claims/mill.toml")).unwrap(),
        written
    );
    desk.run(&["draft", "claims/mill.txt"]).is_done();
    // A second article of the same outlet is a second file of the same source.
    fs::write(
        desk.path("second.txt"),
        "On 12 October 2025, about 30 homes were flooded.\n",
    )
    .unwrap();
    let second = [
        "draft",
        "second.txt",
        "--source",
        "mill",
        "--topic",
        "claims",
        "--output",
        "claims/mill-2.toml",
    ];
    assert_eq!(desk.run(&second).status, 0);
    assert_eq!(desk.run(&["check"]).status, 0);
    // What somebody confirmed is never overwritten.
    let confirmed = written.replace("proposed  = true\n", "");
    fs::write(desk.path("claims/mill.toml"), &confirmed).unwrap();
    desk.run(&[&draft[..], &["--force"]].concat())
        .has_failed("claims that somebody confirmed");
    assert_eq!(
        fs::read_to_string(desk.path("claims/mill.toml")).unwrap(),
        confirmed
    );
}

#[test]
fn a_shell_is_told_the_ids_that_fit() {
    let hostile =
        "[[event]]\nid = \"$(x)\"\n[[claim]]\nevent = \"`x`\"\nattribute = \"homes\"\nvalue = 1\n";
    let desk = Desk::new(&[("trap.toml", hostile)]);
    let asked = |words: &[&str]| {
        let mut command = desk.command(&["--", "crosscheck"]);
        command.args(words).env("CROSSCHECK_COMPLETE", "bash");
        command.env("_CLAP_COMPLETE_INDEX", words.len().to_string());
        command.env("_CLAP_IFS", "\n");
        let said = Said::of(command.output().unwrap());
        assert_eq!((said.status, said.err.as_str()), (0, ""));
        said.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    for (words, offered) in [
        (&["report", "--event", "fl"][..], &["flood"][..]),
        (&["report", "--event", "flood,v"], &["flood,vote"]),
        (&["report", "--event", ""], &["flood", "vote"]),
        (&["sources", "--source", "g"], &["gazette"]),
        (&["new", "--attribute", "h"], &["homes"]),
        (&["crux", "--event", "x"], &[]),
        (&["sch"], &["schema"]),
        (&["check", "--den"], &["--deny"]),
    ] {
        assert_eq!(asked(words), offered, "{words:?}");
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = desk.run(&["completions", shell]);
        said.is_done();
        assert!(said.out.contains("CROSSCHECK_COMPLETE"), "{shell}");
    }
    let empty = TempDir::new().unwrap();
    let mut command = desk.command(&["--", "crosscheck", "report", "--event", ""]);
    command
        .current_dir(&empty)
        .env("CROSSCHECK_COMPLETE", "fish");
    let said = Said::of(command.output().unwrap());
    assert_eq!(
        (said.status, said.out.as_str(), said.err.as_str()),
        (0, "", "")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_draft_is_gone_through_at_a_terminal() {
    use crate::terminal::typed;
    let desk = Desk::new(&[]);
    let article = "The flood left 23 homes under water, The Gazette reported.\n\
        On 11 October 2025 the mill closed. Some 40 people left their homes.\n";
    fs::write(desk.path("mill.txt"), article).unwrap();
    let draft = "draft mill.txt --topic claims --output claims/mill.toml";
    let Some(shown) = typed(
        desk.0.path(),
        draft,
        &[
            ("[k/c/d/l] ", "k\r"),
            ("Event: ", "flood\r"),
            ("[k/c/d/l] ", "d\r"),
            ("[k/c/d/l] ", "<\r"),
            ("[k/c/d/l] ", "c\r"),
            ("Event: ", "\u{15}vote\r"),
            ("Attribute: ", "passed\r"),
            ("Value: ", "\u{15}yes\r"),
            ("Who says so: ", "\r"),
            ("[k/c/d/l] ", "\u{3}"),
        ],
    ) else {
        return;
    };
    assert!(shown.contains("confirmed in"), "{shown}");
    let made = fs::read_to_string(desk.path("claims/mill.toml")).unwrap();
    crate::support::snapshot("draft-confirmed", &made);
}

#[test]
fn a_draft_is_made_of_the_standard_input() {
    let desk = Desk::new(&[]);
    let article = "On 11 October 2025, over 20 homes were flooded.\n";
    let said = desk.run_with(&["draft", "-", "--source", "mill"], article.as_bytes());
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("value     = \"over 20\""), "{said:?}");
    assert!(said.out.contains("id        = \"mill\""), "{said:?}");
    desk.run_with(&["draft", "-"], b"caf\xe9")
        .has_failed("UTF-8");
}

#[test]
fn what_cannot_be_drafted_ends_with_2() {
    let desk = Desk::new(&[
        ("mill.txt", "Twelve homes."),
        ("who.toml", "[[speaker]]\nid = \"clerk\"\n"),
    ]);
    fs::write(desk.path("latin.txt"), b"caf\xe9").unwrap();
    fs::write(desk.path("long.txt"), vec![b' '; (4 << 20) + 1]).unwrap();
    for (args, told) in [
        (&["draft", "missing.txt"][..], "no such file"),
        (&["draft", "claims"], "not a file"),
        (&["draft", "latin.txt"], "UTF-8"),
        (&["draft", "long.txt"], "4 MiB"),
        (
            &["draft", "claims/mill.txt", "--source", "The Mill"],
            "--source the-mill",
        ),
        (
            &[
                "draft",
                "claims/mill.txt",
                "--source",
                "clerk",
                "--topic",
                "claims",
            ],
            "another with --source",
        ),
        (
            &["draft", "claims/mill.txt", "--published", "lately"],
            "--published",
        ),
        (
            &["draft", "claims/mill.txt", "--published", "2025"],
            "not one day",
        ),
        (
            &["draft", "claims/mill.txt", "--topic", "nowhere"],
            "nowhere",
        ),
        (&["draft", "claims/mill.txt", "--force"], "--output"),
        (
            &[
                "draft",
                "claims/mill.txt",
                "--output",
                "claims/mill.txt",
                "--force",
            ],
            "the article itself",
        ),
        (&["draft"], "FILE.txt"),
    ] {
        desk.run(args).has_failed(told);
    }
}

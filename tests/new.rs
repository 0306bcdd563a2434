//! `crosscheck new` by flags: what is written, what stays, and what is refused.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::support::snapshot;
#[cfg(target_os = "linux")]
use crate::terminal::typed;

const POST: &str = "claims/example/evening-post.toml";

/// A folder as `init` makes it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        assert_eq!(desk.run(&["init"]).0, 0);
        desk
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(cargo_bin("crosscheck"));
        let output = command
            .args(args)
            .current_dir(&self.0)
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

    /// Adds a claim on the injured of the fire, with more flags.
    fn add(&self, source: &str, value: &str, more: &[&str]) -> (i32, String, String) {
        let flags = [
            "new",
            "--source",
            source,
            "--event",
            "harbour-fire",
            "--attribute",
            "injured",
            "--value",
        ];
        self.run(&[&flags, &[value][..], more].concat())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Returns the names and texts of all claim files.
    fn claims(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found: Vec<_> = fs::read_dir(self.path("claims/example"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::read(path).unwrap_or_default()))
            .collect();
        found.sort();
        found
    }
}

#[test]
fn a_new_source_gets_a_file_of_its_own() {
    let desk = Desk::new();
    let more = [
        "--name",
        "Red Army",
        "--quote",
        "over 50 \"hurt\"",
        "--as-of",
        "2025-03-16",
        "--note",
        "-",
    ];
    let (status, out, err) = desk.add("red-army", "over 50", &more);
    assert_eq!((status, err.as_str()), (0, ""));
    snapshot(
        "new",
        &format!(
            "{out}\n--- red-army.toml ---\n{}",
            desk.text("claims/example/red-army.toml")
        ),
    );
    let (status, out, _) = desk.run(&["check", "--deny", "warnings"]);
    assert_eq!(status, 0, "{out}");
}

#[test]
fn a_claim_goes_behind_what_stands_in_its_source_s_file() {
    for (text, name) in [
        (
            "[source]\r\nid = \"p\"\r\n\r\n# a word\r\n[[claim]]\r\nevent = 'harbour-fire' # why\r\nattribute='injured'\r\nvalue=3\r\n",
            "CRLF",
        ),
        ("[source]\nid = \"p\"", "no line break at the end"),
        ("\u{feff}[source]\nid = \"p\"\n\n\n\n", "a byte-order mark"),
        (
            "# nothing but a word\n[source]\nid='p'\n[[claim]]\nevent='harbour-fire'\nattribute='injured'\nvalue=1_2\n# end",
            "a word at the end",
        ),
        ("", "an empty file"),
    ] {
        let desk = Desk::new();
        fs::write(desk.path("claims/example/p.toml"), text).unwrap();
        let flags = ["--file", "claims/example/p.toml"];
        let (status, _, err) = desk.add("p", "over 50", &flags);
        assert_eq!((status, err.as_str()), (0, ""), "{name}");
        let now = desk.text("claims/example/p.toml");
        assert!(
            now.starts_with(text) && now.len() > text.len(),
            "{name}: {now:?}"
        );
        let parsed = |text: &str| {
            toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}')).unwrap()
        };
        let (before, mut after) = (parsed(text), parsed(&now));
        let claims = after["claim"].as_array_mut().unwrap();
        assert_eq!(
            claims.pop().unwrap()["value"].as_str(),
            Some("over 50"),
            "{name}"
        );
        if claims.is_empty() {
            after.remove("claim");
        }
        assert_eq!(before, after, "{name}");
        assert_eq!(now.contains("\r\n"), text.contains("\r\n"), "{name}");
        assert_eq!(
            now.replace("\r\n", "").contains('\n'),
            !text.contains("\r\n"),
            "{name}"
        );
    }
}

#[test]
fn what_would_be_wrong_is_not_written() {
    let desk = Desk::new();
    fs::write(desk.path("claims/example/list.toml"), "claim = [ ]\n").unwrap();
    let topic = desk.text("claims/example/topic.toml")
        + "\n[[speaker]]\nid = \"mayor\"\nname = \"The mayor\"\n";
    fs::write(desk.path("claims/example/topic.toml"), topic).unwrap();
    let stranger = "[[speaker]]\nid = \"../../outside\"\nname = \"A stranger\"\n";
    fs::write(desk.path("claims/example/stranger.toml"), stranger).unwrap();
    fs::write(desk.path("outside.toml"), "").unwrap();
    let before = desk.claims();
    for (source, value, more, told) in [
        ("evening-post", "ovr 50", &[][..], "over 58"),
        ("evening-post", "50 to 40", &[], "wrong way round"),
        ("evening-post", "5", &["--as-of", "yesterday"], "as_of"),
        ("evening-post", "5", &["--supersedes", "nothing"], "nothing"),
        ("evening-post", "50", &["--quote", "12 people"], "--force"),
        (
            "evening-post",
            "50",
            &["--by", "fire-brigad"],
            "fire-brigade",
        ),
        ("evening-post", "50", &["--name", "Evening Post"], "--name"),
        ("evening-pots", "50", &[], "did you mean “evening-post”"),
        (
            "list",
            "50",
            &["--file", "claims/example/list.toml"],
            "this is not TOML",
        ),
        ("topic", "50", &["--name", "Topic"], "--file"),
        ("the mayor", "50", &[], "--by"),
        ("…", "50", &[], "--file"),
        ("A stranger", "50", &[], "../../outside"),
        (
            "evening-post",
            "50",
            &["--file", "claims/example/fire-brigade.toml"],
            "fire-brigade",
        ),
        ("x", "50", &["--file", "outside.toml"], "not in the folder"),
        ("x", "50", &["--file", "claims/example/x.txt"], ".toml"),
        ("x", "50", &["--file", "claims/nowhere/x.toml"], "nowhere"),
        ("x", "50", &["nowhere"], "crosscheck init"),
        ("x", "50", &["README.md"], "not a folder"),
    ] {
        let (status, out, err) = desk.add(source, value, more);
        assert_eq!(
            (status, out.as_str()),
            (2, ""),
            "{source} {value} {more:?}: {err}"
        );
        assert!(
            err.contains(told) && !err.contains("panicked"),
            "{source} {value} {more:?}: {err}"
        );
        assert_eq!(desk.claims(), before, "{source} {value} {more:?}");
    }
    let (status, _, err) = desk.run(&["new", "--source", "evening-post"]);
    assert_eq!(status, 2);
    assert!(err.contains("--event, --attribute, --value"), "{err}");
    assert_eq!(fs::read(desk.path("outside.toml")).unwrap(), b"");
}

#[test]
fn a_warning_asks_for_force() {
    let desk = Desk::new();
    let flags = |force| [&["--quote", "12 people"][..], force].concat();
    assert_eq!(desk.add("evening-post", "50", &flags(&[])).0, 2);
    assert_eq!(desk.add("evening-post", "50", &flags(&["--force"])).0, 0);
    assert!(
        desk.text(POST)
            .ends_with("value     = 50\nquote     = \"12 people\"\n")
    );
}

#[test]
fn what_is_missing_is_made() {
    let desk = Desk::new();
    let strike = [
        "new",
        "--source",
        "The Tribune",
        "--event-title",
        "Air strike near Balakot",
        "--event-date",
        "26 February 2019",
        "--event-place",
        "Balakot",
        "--attribute-label",
        "Militants killed",
        "--value",
        "300",
    ];
    let (status, _, err) = desk.run(&strike);
    assert_eq!(status, 2);
    assert!(err.contains("--topic") && err.contains("example"), "{err}");
    let more = [
        "--topic",
        "India–Pakistan, 2019",
        "--by-name",
        "Indian officials",
    ];
    let (status, out, err) = desk.run(&[&strike[..], &more].concat());
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let denied = [
        "new",
        "--source",
        "the-tribune",
        "--event",
        "air-strike-near-balakot",
        "--attribute",
        "militants-killed",
        "--value",
        "none",
        "--by-name",
        "Pakistan officials",
    ];
    let (status, denial, err) = desk.run(&denied);
    assert_eq!((status, err.as_str()), (0, ""), "{denial}");
    let [topic, tribune] = ["topic", "the-tribune"]
        .map(|name| desk.text(&format!("claims/india-pakistan-2019/{name}.toml")));
    snapshot(
        "new-event",
        &format!(
            "{out}\n{denial}\n--- topic.toml ---\n{topic}\n--- the-tribune.toml ---\n{tribune}"
        ),
    );
    assert_eq!(desk.run(&["check", "--deny", "warnings"]).0, 0);
    for (flags, told) in [
        (&["--event-date", "2019"][..], "goes with --event-title"),
        (&["--event-title", "Balakot"], "is there already"),
        (&["--attribute-label", "Dead"], "is there already"),
        (&["--by", "Big Shot", "--by-name", "B"], "small letters"),
    ] {
        let before = desk.text("claims/india-pakistan-2019/topic.toml");
        let (status, _, err) = desk.run(&[&denied[..9], flags].concat());
        assert_eq!(status, 2, "{err}");
        assert!(err.contains(told), "{err}");
        assert_eq!(desk.text("claims/india-pakistan-2019/topic.toml"), before);
    }
}

#[test]
fn an_event_that_nobody_knows_is_not_filed_under_the_example() {
    let desk = Desk::new();
    let (status, _, err) = desk.run(&[
        "new",
        "--source",
        "Tribune",
        "--event",
        "strike",
        "--attribute",
        "killed",
        "--value",
        "300",
        "--force",
    ]);
    assert_eq!(status, 2);
    assert!(err.contains("--event-title"), "{err}");
    assert_eq!(desk.claims().len(), 3);
}

#[test]
fn the_first_claim_of_all_can_be_added() {
    let desk = Desk(TempDir::new().unwrap());
    fs::create_dir(desk.path("claims")).unwrap();
    let (status, out, err) = desk.add("Red Army", "50", &["--force"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(
        desk.text("claims/red-army.toml")
            .contains("name = \"Red Army\"")
    );
    assert!(out.contains("nobody else"), "{out}");
}

/// Its first table holds for all topics, and this one may come first.
#[test]
fn a_source_of_another_topic_stays_as_it_is_known() {
    let desk = Desk::new();
    fs::create_dir(desk.path("claims/a")).unwrap();
    let topic = "[topic]\ntitle = \"A\"\n[[party]]\nid = \"red\"\n[[event]]\nid = \"flood\"\n";
    fs::write(desk.path("claims/a/topic.toml"), topic).unwrap();
    let army = "[source]\nname = \"Red Army\"\nshort = \"Army\"\nparty = \"red\"\nkind = \"belligerent\"\n";
    fs::write(desk.path("claims/example/red-army.toml"), army).unwrap();
    let (status, _, err) = desk.run(&[
        "new",
        "--source",
        "red army",
        "--event",
        "flood",
        "--attribute",
        "homes",
        "--value",
        "5",
        "--force",
    ]);
    assert_eq!((status, err.as_str()), (0, ""));
    let made = desk.text("claims/a/red-army.toml");
    let source = made.split("\n\n").next().unwrap();
    assert_eq!(
        toml::from_str::<toml::Table>(source).unwrap()["source"],
        toml::from_str::<toml::Table>(&army.replace("name", "id = \"red-army\"\nname")).unwrap()["source"]
    );
}

#[test]
fn what_is_given_is_written_by_its_kind() {
    let desk = Desk::new();
    let topic = desk.text("claims/example/topic.toml")
        + "\n[[attribute]]\nid = \"seen\"\nkind = \"names\"\n\n[[attribute]]\nid = \"out\"\nkind = \"date\"\n";
    fs::write(desk.path("claims/example/topic.toml"), topic).unwrap();
    let base = [
        "new",
        "--source",
        "evening-post",
        "--event",
        "harbour-fire",
        "--attribute",
    ];
    for (more, written) in [
        (
            &["seen", "--value", "The mayor", "--value", "O'Neil"][..],
            "value     = [\"The mayor\", \"O'Neil\"]\n",
        ),
        (
            &["out", "--value", "2025-03-15"],
            "value     = 2025-03-15\n",
        ),
        (
            &["out", "--value", "March 2025", "--as-of", "2025-04"],
            "value     = \"March 2025\"\nas_of     = \"2025-04\"\n",
        ),
        (
            &["out", "--value", "2025-03-16", "--lang", "de"],
            "value     = 2025-03-16\nlang      = \"de\"\n",
        ),
    ] {
        let (status, out, err) = desk.run(&[&base[..], more].concat());
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
        assert!(desk.text(POST).ends_with(written), "{}", desk.text(POST));
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_and_the_mode_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    fs::rename(desk.path(POST), desk.path("claims/example/other.toml")).unwrap();
    symlink(
        desk.path("claims/example/other.toml"),
        desk.path("claims/example/z-link.toml"),
    )
    .unwrap();
    fs::create_dir(desk.path("real")).unwrap();
    symlink(desk.path("real"), desk.path("claims/away")).unwrap();
    for file in ["claims/example/z-link.toml", "claims/away/x.toml"] {
        let (status, _, err) = desk.add("x", "5", &["--name", "X", "--file", file]);
        assert_eq!(status, 2, "{file}: {err}");
        assert!(
            err.contains("is a link") || err.contains("not in the folder"),
            "{err}"
        );
    }
    assert_eq!(fs::read_dir(desk.path("real")).unwrap().count(), 0);
    fs::remove_file(desk.path("claims/example/z-link.toml")).unwrap();
    let file = desk.path("claims/example/other.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(desk.add("evening-post", "22", &[]).0, 0);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

/// The answers up to the value.
const BEGUN: [(&str, &str); 5] = [
    ("Source: ", "even\r"),
    ("Event: ", "harb\r"),
    ("Who says so: ", "\r"),
    ("Attribute: ", "inj\r"),
    ("Value: ", "over 50\r"),
];

/// The answers after it.
const REST: [(&str, &str); 4] = [
    ("Quote: ", "over 50 hurt\r"),
    ("As of: ", "2025-03-16\r"),
    ("Address: ", "\r"),
    ("Note: ", "\r"),
];

#[cfg(target_os = "linux")]
#[test]
fn a_conversation_ends_with_a_claim_or_leaves_everything_as_it_was() {
    let whole = [&BEGUN[..], &REST].concat();
    let end = [("Write it? ", "y\r"), ("Another claim ", "n\r")];
    let one_more = [
        ("Write it? ", "y\r"),
        ("Another claim ", "y\r"),
        ("Event: ", "\r"),
        ("Who says so: ", "\u{3}"),
    ];
    // Words and lines are deleted, two questions asked again, and what a number counts is told from it.
    let mended = [
        ("Source: ", "evex\u{17}xyz\u{15}even\r"),
        ("Event: ", "harb\r"),
        ("Who says so: ", "\r"),
        ("Attribute: ", "inj\r"),
        ("Value: ", "40\r"),
        ("Quote: ", "<\r"),
        ("Value: ", "<\r"),
        ("Attribute: ", "\r"),
        ("Value: ", "\u{15}over 50 patients\r"),
        ("another unit than people? ", "\r"),
    ];
    for (talk, added, told) in [
        (
            [&whole[..], &end].concat(),
            true,
            "leaves possible: 51 and up",
        ),
        (
            [&whole[..], &one_more].concat(),
            true,
            "nothing more was written",
        ),
        (
            [&mended[..], &REST, &end].concat(),
            true,
            "leaves possible: 51 and up",
        ),
        (
            [&whole[..], &[("Write it? ", "n\r")]].concat(),
            false,
            "nothing was written; your answers are kept",
        ),
        (
            [&BEGUN[..], &[("Quote: ", "\u{3}")]].concat(),
            false,
            "nothing was written; your answers are kept",
        ),
    ] {
        let desk = Desk::new();
        let before = desk.text(POST);
        let Some(shown) = typed(desk.0.path(), "new", &talk) else {
            return;
        };
        let after = desk.text(POST);
        assert_eq!(after != before, added, "{shown}");
        assert!(shown.contains(told), "{told}: {shown}");
        if added {
            let claim = after.strip_prefix(&before).unwrap();
            assert!(claim.contains("value     = \"over 50\""), "{after}");
            assert!(claim.contains("as_of     = 2025-03-16"), "{after}");
            continue;
        }
        let kept = desk.text("claims/.crosscheck-unfinished");
        assert!(kept.contains("--value=over 50\n"), "{kept}");
        // What was left out is asked again.
        let rest = if kept.contains("--quote") {
            &REST[2..]
        } else {
            &REST
        };
        let begun = [("Go on with it? ", "\r"), ("Who says so: ", "\r")];
        let again = [&begun, rest, &end].concat();
        let shown = typed(desk.0.path(), "new", &again).unwrap();
        assert!(desk.text(POST) != before, "{shown}");
        assert!(!desk.path("claims/.crosscheck-unfinished").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_conversation_makes_what_is_missing() {
    let desk = Desk::new();
    let talk = [
        ("Source: ", "The Tribune\r"),
        ("Make it? ", "\r"),
        ("Name of the new source: ", "\r"),
        ("What it is: ", "media\r"),
        ("Event: ", "balakot air strike\r"),
        ("Make it? ", "\r"),
        (
            "Title of the new event: ",
            "\u{15}Air strike near Balakot\r",
        ),
        ("Date of the event: ", "2019-02-26\r"),
        ("Place of the event: ", "Balakot\r"),
        ("Topic: ", "India–Pakistan, 2019\r"),
        ("Who says so: ", "Indian officials\r"),
        ("Make it? ", "\r"),
        ("Name of the new speaker: ", "\r"),
        ("Attribute: ", "Militants killed\r"),
        ("Make it? ", "\r"),
        ("Label of the new attribute: ", "\r"),
        ("Value: ", "300 militants\r"),
        ("Kind of value: ", "\r"),
        ("Unit: ", "\r"),
        ("Quote: ", "300 militants\r"),
        ("As of: ", "\r"),
        ("Address: ", "\r"),
        ("Note: ", "\r"),
        ("Write it? ", "\r"),
        ("Another claim ", "\r"),
    ];
    let Some(shown) = typed(desk.0.path(), "new", &talk) else {
        return;
    };
    let folder = "claims/india-pakistan-2019";
    assert!(desk.path(folder).exists(), "{shown}");
    let topic = desk.text(&format!("{folder}/topic.toml"));
    assert!(topic.contains("unit  = \"militants\""), "{topic}");
    assert!(topic.contains("id   = \"indian-officials\""), "{topic}");
    let tribune = desk.text(&format!("{folder}/the-tribune.toml"));
    assert!(tribune.contains("value     = 300\n"), "{tribune}");
    assert_eq!(desk.run(&["check", "--deny", "warnings"]).0, 0);
}

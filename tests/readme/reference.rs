//! Checks that the reference pages name every command, option, key and code, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

use super::{Page, page, pages};
use crate::layers::FLOORS;
use crate::support::{check, report_of, root};

/// Makes the table of that name.
pub(super) fn made(name: &str) -> String {
    match name {
        "phrases" => phrases(),
        "codes" => codes(),
        "floors" => floors(),
        _ => match name.strip_prefix("options of ") {
            Some(command) => options_of(command),
            None => keys_of(name.strip_prefix("keys of ").expect("a table that is made")),
        },
    }
}

/// Reads the table of the phrases for a number, which a test beside the phrases makes and holds.
fn phrases() -> String {
    let approved = std::fs::read_to_string(root("snapshots/phrases.snap")).unwrap();
    let (_, table) = approved.split_once("\n---\n").unwrap();
    table.to_owned()
}

/// Lists the rooms of the program from the ground up, as `tests/layers.rs` has them.
fn floors() -> String {
    let shown = map();
    let rooms: Vec<String> = FLOORS
        .iter()
        .filter(|room| {
            ["/", ".rs"]
                .iter()
                .any(|end| shown.contains(&format!("{room}{end}")))
        })
        .map(|room| format!("`{room}`"))
        .collect();
    let lines: Vec<String> = rooms.chunks(12).map(|line| line.join(" ← ")).collect();
    lines.join(" ←\n") + "\n"
}

/// Names what is in src/: a folder ends in '/'. A folder beside a file of the same name is left out,
/// and so is what only tests use.
fn rooms() -> BTreeSet<String> {
    let names = std::fs::read_dir(root("src")).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            format!("{name}/")
        } else {
            name
        }
    });
    names
        .filter(|name| {
            let room = name.trim_end_matches('/');
            *name != "testing.rs"
                && (!name.ends_with('/') || !root(&format!("src/{room}.rs")).exists())
        })
        .collect()
}

/// Lists every code with its weight and the first sentence of its explanation.
fn codes() -> String {
    let mut table = String::from("| code | weight | what it says |\n| --- | --- | --- |\n");
    for line in said(&["explain"]).lines() {
        let (code, weight) = line.split_once(' ').unwrap();
        let weight = weight.trim();
        let text = said(&["explain", code]);
        let about = text.split("\n\n").nth(1).unwrap().replace('\n', " ");
        let sentence = about.split_once(". ").map_or(about.as_str(), |cut| cut.0);
        let sentence = sentence.trim_end_matches('.');
        writeln!(table, "| `{code}` | {weight} | {sentence}. |").unwrap();
    }
    table
}

/// Lists the keys of a table of a claim file, from the schema.
fn keys_of(name: &str) -> String {
    let schema: Value = serde_json::from_str(&said(&["schema"])).unwrap();
    let property = &schema["properties"][name];
    let shape = property.get("items").unwrap_or(property);
    let needed = shape["required"].as_array().cloned().unwrap_or_default();
    let mut table = String::from("| key | what it holds |\n| --- | --- |\n");
    let keys = shape["properties"].as_object().unwrap();
    for (wanted, mark) in [(true, " (needed)"), (false, "")] {
        for (key, about) in keys
            .iter()
            .filter(|(key, _)| needed.contains(&Value::from(key.as_str())) == wanted)
        {
            let about = about["description"].as_str().unwrap();
            writeln!(table, "| `{key}`{mark} | {about} |").unwrap();
        }
    }
    table
}

/// Lists the options of a command with what its help says of them.
fn options_of(command: &str) -> String {
    let help = said(&[command, "--help"]);
    let (_, list) = help.split_once("Options:\n").unwrap();
    // Options under a heading of their own follow after a blank line.
    let (list, _) = list.split_once("\n\nExamples:").unwrap();
    let mut rows: Vec<String> = Vec::new();
    let lines = list.lines().filter(|line| line.starts_with(' '));
    for line in lines {
        let text = line.trim();
        match rows.last_mut() {
            Some(row) if !text.starts_with('-') => *row += &format!(" {text}"),
            _ => rows.push(text.to_owned()),
        }
    }
    let mut table = String::from("| option | what it does |\n| --- | --- |\n");
    for row in rows.iter().filter(|row| row.starts_with("--")) {
        let (option, about) = row.split_once("  ").unwrap();
        let option = option.replace(['<', '>'], "");
        writeln!(table, "| `{option}` | {} |", about.trim()).unwrap();
    }
    table
}

#[test]
fn every_table_of_a_claim_file_is_in_the_book() {
    let schema: Value = serde_json::from_str(&said(&["schema"])).unwrap();
    let text = page("docs/claim-files.md").text;
    for name in schema["properties"].as_object().unwrap().keys() {
        assert!(
            text.contains(&format!("<!-- made keys of {name} -->")),
            "docs/claim-files.md has no table of the keys of {name}"
        );
    }
}

/// Returns what the program prints.
fn said(args: &[&str]) -> String {
    let mut program = Command::new(cargo_bin("crosscheck"));
    let output = program.args(args).current_dir(root("")).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Names the commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = said(&["--help"]);
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let names = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.len() > 7, "{names:?}");
    names.into_iter().filter(|name| name != "help").collect()
}

/// Names the long options in a text.
fn options(text: &str) -> BTreeSet<String> {
    text.split("--")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
            rest[..end.unwrap_or(rest.len())]
                .trim_end_matches('-')
                .to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Names the values that the help of a command lists for its options.
fn values(help: &str) -> Vec<String> {
    let listed = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- ")?.split_once(':'))
        .map(|(value, _)| value.to_owned());
    let joined = help.replace('\n', " ");
    let in_brackets = joined
        .split("[possible values: ")
        .skip(1)
        .filter_map(|rest| rest.split(']').next())
        .flat_map(|list| list.split(','))
        .map(|value| value.trim().to_owned());
    listed.chain(in_brackets).collect()
}

/// Returns a section of a page, from its heading to the next one of that level.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let mark = format!("\n## {heading}\n");
    assert!(text.contains(&mark), "there is no section “{heading}”");
    let (_, rest) = text.split_once(&mark).unwrap();
    rest.split("\n## ").next().unwrap()
}

#[test]
fn every_command_and_option_is_in_the_book() {
    let text = page("docs/commands.md").text;
    let everywhere: BTreeSet<String> = ["help", "version"].map(str::to_owned).into();
    for name in commands() {
        let help = said(&[&name, "--help"]);
        let own = section(&text, &format!("`{name}`"));
        let (known, shown) = (options(&help), options(own));
        for option in known.difference(&everywhere) {
            assert!(shown.contains(option), "`{name}` lacks --{option}");
        }
        for option in shown.difference(&everywhere) {
            assert!(known.contains(option), "`{name}` has no --{option}");
        }
        for value in values(&help) {
            assert!(own.contains(&value), "`{name}` lacks {value}");
        }
    }
    let sections = text.matches("\n## `").count();
    assert_eq!(sections, commands().len(), "sections of docs/commands.md");
}

#[test]
fn the_pages_name_commands_and_options_that_there_are() {
    let known: Vec<(String, BTreeSet<String>)> = commands()
        .into_iter()
        .map(|name| {
            let options = options(&said(&[&name, "--help"]));
            (name, options)
        })
        .collect();
    let mut seen = 0;
    for Page { name: page, text } in pages() {
        for line in text.replace("\\\n", " ").lines() {
            for before in ["`", "$ ", "- run: ", "entry: "] {
                for rest in line.split(&format!("{before}crosscheck ")).skip(1) {
                    let command = rest.split(['`', '#', '|', '>']).next().unwrap();
                    seen += usize::from(is_known(&known, command, &page));
                }
            }
            if let Some(command) = line.strip_prefix("crosscheck ") {
                let command = command.split(['#', '|', '>']).next().unwrap();
                seen += usize::from(is_known(&known, command, &page));
            }
        }
    }
    assert!(seen > 60, "only {seen} commands");
}

/// Checks that a command and its options are known. Words such as `crosscheck --help` are none.
fn is_known(known: &[(String, BTreeSet<String>)], command: &str, page: &str) -> bool {
    let name = command.split_whitespace().next().unwrap_or_default();
    if !name.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        return false;
    }
    let has = known.iter().find(|(known, _)| known == name);
    assert!(has.is_some(), "{page}: there is no command `{name}`");
    for option in options(command) {
        let is_there = has.is_some_and(|(_, has)| has.contains(&option));
        assert!(is_there, "{page}: {name} has no --{option}");
    }
    true
}

#[test]
fn the_values_of_the_book_are_read() {
    let text = page("docs/values.md").text;
    let mut seen = 0;
    for kind in ["date", "yes-no"] {
        let heading = text
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .find(|heading| heading.ends_with(&format!("`{kind}`")));
        let mut claims = format!("[[attribute]]\nid = \"a\"\nkind = \"{kind}\"\n");
        for value in rows(section(&text, heading.unwrap())) {
            seen += 1;
            write!(
                claims,
                "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\n"
            )
            .unwrap();
        }
        let report = report_of(&[("values.toml", &claims)]);
        assert_eq!(
            report.summary().errors,
            0,
            "{claims}\n{}",
            check(&report, 100)
        );
    }
    assert!(seen > 20, "only {seen} values");
}

#[test]
fn every_input_of_the_action_is_in_the_book() {
    let action = std::fs::read_to_string(root("action.yml")).unwrap();
    let (_, inputs) = action.split_once("\ninputs:\n").unwrap();
    let (inputs, _) = inputs.split_once("\nruns:").unwrap();
    let known: BTreeSet<String> = inputs
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'))
        .filter(|name| !name.starts_with(' '))
        .map(str::to_owned)
        .collect();
    let text = page("docs/ci.md").text;
    assert_eq!(rows(section(&text, "On GitHub")), known);
}

/// Collects the keys of an object and of all that is in it.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_json_is_in_the_book() {
    let text = page("docs/json.md").text;
    let common = rows(section(&text, "What all of them share"));
    let mut anywhere = BTreeSet::new();
    let made_up = ["tests/made-up", "--format", "json"];
    let two_sides = ["tests/two-sides", "--format", "json"];
    let languages = ["tests/invalid/quote-mismatch.toml", "--format", "json"];
    let earlier = ["tests/made-up", "--as-of", "2025-10-12", "--format", "json"];
    let one = [
        "tests/made-up",
        "--only",
        "contradicted",
        "--format",
        "json",
    ];
    for (name, runs) in [
        (
            "report",
            vec![&made_up[..], &two_sides, &languages, &earlier, &one],
        ),
        ("check", vec![&made_up[..], &two_sides]),
        ("sources", vec![&two_sides[..]]),
        ("crux", vec![&two_sides[..]]),
        (
            "diff",
            vec![&["tests/two-sides", "tests/made-up", "--format", "json"][..]],
        ),
    ] {
        let mut real = BTreeSet::new();
        for args in runs {
            let args: Vec<&str> = std::iter::once(name).chain(args.iter().copied()).collect();
            let mut program = Command::new(cargo_bin("crosscheck"));
            let output = program.args(&args).current_dir(root("")).output().unwrap();
            let value: Value = serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|why| panic!("{args:?}: {why}"));
            keys(&value, &mut real);
        }
        let shown = rows(section(&text, &format!("`{name}`")));
        let lacking: Vec<_> = real
            .iter()
            .filter(|key| !shown.contains(*key) && !common.contains(*key))
            .collect();
        assert!(
            lacking.is_empty(),
            "docs/json.md, {name}: lacks {lacking:?}"
        );
        let unreal: Vec<_> = shown.difference(&real).collect();
        assert!(unreal.is_empty(), "docs/json.md, {name}: no {unreal:?}");
        anywhere.append(&mut real);
    }
    let unreal: Vec<_> = common.difference(&anywhere).collect();
    assert!(unreal.is_empty(), "docs/json.md: no {unreal:?}");
}

/// Returns the keys in the first column of the tables of a section.
fn rows(section: &str) -> BTreeSet<String> {
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" |").next())
        .flat_map(|cell| cell.split('`').step_by(2))
        .map(str::to_owned)
        .filter(|key| !key.is_empty())
        .collect()
}

/// Names the rooms on the map of the code.
fn map() -> BTreeSet<String> {
    let text = page("docs/ARCHITECTURE.md").text;
    let (_, map) = text.split_once("\nsrc/\n").unwrap();
    let (map, _) = map.split_once("\ntests/").unwrap();
    map.lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_map_shows_every_room_and_no_other() {
    let (built, shown) = (rooms(), map());
    for room in &built {
        assert!(
            shown.contains(room),
            "docs/ARCHITECTURE.md: no {room} on the map"
        );
    }
    // A room that has its floor may be on the map before it is built.
    for room in shown.difference(&built) {
        let name = room.trim_end_matches(".rs").trim_end_matches('/');
        assert!(
            FLOORS.contains(&name),
            "docs/ARCHITECTURE.md: there is no {room}"
        );
    }
}

#[test]
fn decisions_are_made_in_files_that_there_are() {
    let text = page("docs/ARCHITECTURE.md").text;
    let mut seen = 0;
    for row in section(&text, "Where a decision is made")
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2)
    {
        for path in row.split('`').skip(1).step_by(2) {
            seen += 1;
            let path = root(&format!("src/{path}"));
            assert!(path.exists(), "{} is not there", path.display());
        }
    }
    assert!(seen > 10, "only {seen} files");
}

//! Text from a claim is no order to a CI runner, whatever the command and the format. GitHub's takes a line that
//! begins, behind blanks, with `::`, and `##[` wherever it stands; others `##word[`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// Texts in which there is an order, also one that a narrow cell brings to the front of a line.
const ORDERS: [&str; 6] = [
    "::error file=a.toml::x",
    "Army ::warning::y ::notice::z",
    "##[add-mask]Army",
    "so ##vso[task.complete] and ##teamcity[x]",
    "Longlonglonglonglonglonglong::stop-commands::wwwwwwwwwwwwwwwwwwwwwwwwwwwwwww::error::w",
    ":",
];

/// What runs the program on claims that are made of orders.
const COMMANDS: &[&str] = &[
    "report",
    "report --width 40",
    "report --width 61 --color always",
    "report --width 140",
    "report --format markdown",
    "report --format json",
    "report --format jsonl",
    "report --format csv",
    "report --format csv --rows questions",
    "report --format csv --rows findings",
    "report --top 5",
    "check",
    "check --width 40 --color always",
    "check --format json",
    "check --format github",
    "check --format sarif",
    "check --format junit",
    "sources",
    "sources --width 40",
    "sources --format markdown",
    "sources --format json",
    "crux",
    "crux --width 40",
    "crux --format markdown",
    "crux --format json",
    "snapshot",
    "snapshot --check",
    "snapshot --check --file forged.txt",
    "snapshot --check --file ::error::x.txt",
    "snapshot good",
    "snapshot good --check --file forged.txt",
    "report good --width 50",
    "sources good --width 50",
    "diff old",
    "diff old --width 40",
    "diff old --format markdown",
    "diff old --format json",
    "diff claims old",
    "diff ::error::x",
    "report ::error::x",
    "check ##[error]x",
    "draft article.txt",
    "draft article.txt --topic claims --published 2025-03-16",
    "draft ::error::x.txt",
    "new --source s0 --event e0 --attribute a --value 99 --force",
    "new --source ::s --event ::error::e --attribute ##[x] --value ::v",
];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Makes a folder in which names, values, ids, keys, quotes, titles, units and file names are orders.
fn desk() -> TempDir {
    let desk = TempDir::new().unwrap();
    let at = desk.path();
    for folder in ["claims", "old", "good"] {
        fs::create_dir(at.join(folder)).unwrap();
    }
    let mut topic = format!(
        "[topic]\ntitle = {}\n[[party]]\nid = \"red\"\nname = {0}\n[[party]]\nid = \"blue\"\nname = {1}\n",
        quoted(ORDERS[0]),
        quoted(ORDERS[1])
    );
    let mut article = String::new();
    for (at_order, order) in ORDERS.iter().enumerate() {
        let order = quoted(order);
        topic.push_str(&format!(
            "[[event]]\nid = \"e{at_order}\"\ntitle = {order}\n[[event]]\nid = {order}\n[[attribute]]\nid = {order}\n\
             kind = \"text\"\n[[attribute]]\nid = \"t{at_order}\"\nlabel = {order}\nkind = \"text\"\nunit = {order}\n"
        ));
        fs::write(
            at.join(format!("good/{at_order}.toml")),
            good(at_order, &order),
        )
        .unwrap();
        article.push_str(&format!(
            "{0} said that 58 {0} were killed.\n{0}\n",
            ORDERS[at_order]
        ));
    }
    topic.push_str(
        "[[attribute]]\nid = \"a\"\nlabel = \"::killed\"\nkind = \"count\"\nharms = \"red\"\n",
    );
    fs::write(at.join("claims/topic.toml"), &topic).unwrap();
    fs::write(at.join("old/topic.toml"), topic).unwrap();
    for (number, order) in ORDERS.iter().enumerate() {
        let party = if number % 2 == 0 { "red" } else { "blue" };
        fs::write(
            at.join(format!("claims/{}.toml", order.replace('/', " "))),
            claims(number, party, order),
        )
        .unwrap();
    }
    fs::write(at.join("claims/text.txt"), &article).unwrap();
    fs::write(at.join("article.txt"), article).unwrap();
    fs::write(at.join("forged.txt"), ORDERS.join("\n")).unwrap();
    desk
}

/// Returns the claims of a source that is named so.
fn claims(number: usize, party: &str, order: &str) -> String {
    let order = quoted(order);
    let mut claims = format!(
        "{order} = 1\n[source]\nid = \"s{number}\"\nname = {order}\nshort = {order}\nparty = \"{party}\"\n\
         text = \"text.txt\"\nurl = {order}\n{order} = 2\n"
    );
    for event in 0..3 {
        claims.push_str(&format!(
            "[[claim]]\nevent = \"e{event}\"\nattribute = \"t0\"\nvalue = {order}\nquote = {order}\nnote = {order}\n\
             [[claim]]\nevent = \"e{event}\"\nattribute = \"a\"\nvalue = {number}\nby = {order}\nvia = {order}\n\
             [[claim]]\nevent = \"e{event}\"\nattribute = \"a\"\nvalue = {order}\nid = {order}\nunit = {order}\n\
             [[claim]]\nevent = {order}\nattribute = {order}\nvalue = {order}\n{order} = {order}\n"
        ));
    }
    claims
}

/// Returns the claims of a source in which nothing is wrong.
fn good(number: usize, order: &str) -> String {
    let id = if number == 0 { "::error::e" } else { "e" };
    format!(
        "[source]\nid = \"s{number}\"\nname = {order}\n[[event]]\nid = \"{id}{number}\"\ntitle = {order}\n\
         [[attribute]]\nid = \"t{number}\"\nlabel = {order}\nkind = \"text\"\n[[claim]]\nevent = \"{id}{number}\"\n\
         attribute = \"t{number}\"\nvalue = {order}\n[[claim]]\nevent = \"{id}{number}\"\nattribute = \"t{number}\"\n\
         value = \"##[x]::y\"\nby = {order}\n"
    )
}

/// Returns the line that a runner would obey, if there is one that is not ours.
fn order(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        let drawn = |letter: char| {
            letter.is_whitespace() || matches!(letter, '\u{2500}'..='\u{257f}' | '|')
        };
        let trimmed = line.trim_start_matches(drawn);
        // Our own annotations, and the mark with which `check` begins the place of another file.
        let own = [
            "::error file=claims/",
            "::warning file=claims/",
            "::notice file=claims/",
            "::: ",
        ];
        let begins =
            trimmed.starts_with("::") && !own.iter().any(|own| line.trim_start().starts_with(own));
        begins || line.split("##").skip(1).any(opens)
    })
}

/// Returns true if `##` before some text makes an order of it.
fn opens(rest: &str) -> bool {
    rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric())
        .starts_with('[')
}

fn said(folder: &Path, command: &str) -> String {
    let output = Command::new(cargo_bin("crosscheck"))
        .args(command.split(' '))
        .current_dir(folder)
        .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!err.contains("panicked"), "{command}: {err}");
    format!("{out}\n{err}")
}

#[test]
fn no_claim_commands_a_runner() {
    let desk = desk();
    for command in COMMANDS {
        let said = said(desk.path(), command);
        assert!(said.len() > 40, "{command}: {said}");
        assert_eq!(order(&said), None, "{command}");
    }
}

#[test]
fn json_keeps_what_was_written() {
    let desk = desk();
    let said = said(desk.path(), "report --format json");
    let report: serde_json::Value =
        serde_json::from_str(said.split("\n\n").next().unwrap()).unwrap();
    let names = report["speakers"].as_array().unwrap().iter();
    let names: Vec<&str> = names
        .map(|speaker| speaker["name"].as_str().unwrap())
        .collect();
    for order in &ORDERS[..4] {
        assert!(names.contains(order), "{order}: {names:?}");
    }
}

//! What the README says is what the program does.

use crate::support::{
    check, diff_table, report, report_of, root, snapshot_text, sources_table, table, written,
};
use crosscheck::crux::Crux;
use crosscheck::draft::vocabulary::Vocabulary;
use crosscheck::draft::{Context, draft};
use crosscheck::render;
use crosscheck::render::draft::Head;
use crosscheck::report::Report;
use crosscheck::wording::hedge;

fn readme() -> String {
    std::fs::read_to_string(root("README.md")).unwrap()
}

#[test]
fn the_phrases_of_the_readme_are_those_of_the_reader() {
    let text = readme();
    let (_, rest) = text.split_once("<!-- phrases -->\n").unwrap();
    let (shown, _) = rest.split_once("<!-- /phrases -->").unwrap();
    assert_eq!(
        shown.trim(),
        hedge::table().trim(),
        "put this table into the README"
    );
}

#[test]
fn the_table_of_the_readme_is_the_real_one() {
    let text = readme();
    let shown = text
        .split("```text\n")
        .nth(1)
        .unwrap()
        .split("\n…")
        .next()
        .unwrap();
    assert!(
        table(&report("claims"), 80).starts_with(shown),
        "put the report into the README"
    );
}

/// What stands in the README between two marks of that name.
fn shown(name: &str) -> String {
    let text = readme();
    let (_, rest) = text.split_once(&format!("<!-- {name} -->\n```")).unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once(&format!("```\n<!-- /{name} -->"))
        .unwrap()
        .0
        .to_owned()
}

#[test]
fn the_draft_of_the_readme_is_the_real_one() {
    let text = std::fs::read_to_string(root("tests/article/post.txt")).unwrap();
    let vocabulary = Vocabulary::of(&report("tests/article").record);
    let known = Context {
        published: Some(jiff::civil::date(2025, 3, 16)),
        vocabulary,
    };
    let head = Head {
        name: "post.txt",
        source: "post",
        published: None,
        beside: None,
    };
    let real = written(|out| render::draft::toml(&head, &text, &draft(&text, &known), out));
    assert!(
        real.contains(&shown("draft")),
        "put this into the README:\n{real}"
    );
}

#[test]
fn the_sources_of_the_readme_are_the_real_ones() {
    let report = report("tests/two-sides");
    assert_eq!(
        shown("sources"),
        sources_table(&report, 80),
        "put the sources into the README"
    );
}

#[test]
fn the_crux_of_the_readme_is_the_real_one() {
    let report = report("tests/two-sides");
    let crux = Crux::of(&report, &["ford".to_owned()], 5);
    let real = written(|out| render::table::crux(&report, &crux, 80, false, out));
    assert_eq!(shown("crux"), real, "put the crux into the README");
}

/// The words of a command as a shell takes them.
fn words(command: &str) -> Vec<&str> {
    let quoted = command.split('"').enumerate();
    quoted
        .flat_map(|(at, piece)| {
            if at % 2 == 1 {
                vec![piece]
            } else {
                piece.split_whitespace().collect()
            }
        })
        .collect()
}

#[test]
fn the_new_claim_of_the_readme_is_the_real_one() {
    let text = shown("new");
    let (command, told) = text.split_once("2025-03-16\n").unwrap();
    let command = format!("{command}2025-03-16").replace("\\\n", " ");
    let folder = tempfile::TempDir::new().unwrap();
    let run = |args: &[&str]| {
        let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin("crosscheck"));
        String::from_utf8(
            program
                .args(args)
                .current_dir(&folder)
                .output()
                .unwrap()
                .stdout,
        )
        .unwrap()
    };
    run(&["init"]);
    assert_eq!(
        run(&words(command.strip_prefix("$ crosscheck").unwrap())),
        told,
        "put the new claim into the README"
    );
}

/// The files of the example, and those of the day after.
fn example() -> [Report; 2] {
    let text = readme();
    let blocks: Vec<&str> = text
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let claim = "\n[[claim]]\nevent = \"market-fire\"\n";
    let brigade = format!(
        "{}{claim}attribute = \"injured\"\nvalue = 21\nas_of = 2025-03-16\n",
        blocks[1]
    );
    let post = format!(
        "{}{claim}attribute = \"arson\"\nvalue = \"no\"\nby = \"Mayor Ilse\"\n",
        blocks[2]
    );
    [[blocks[1], blocks[2]], [&brigade, &post]].map(|[brigade, post]| {
        report_of(&[
            ("topic.toml", blocks[0]),
            ("fire-brigade.toml", brigade),
            ("evening-post.toml", post),
        ])
    })
}

#[test]
fn the_example_of_the_readme_is_the_real_one() {
    let [report, _] = example();
    assert_eq!(
        shown("example"),
        table(&report, 80),
        "put the report into the README"
    );
    assert_eq!(
        shown("example-check"),
        check(&report, 80),
        "put what check says into the README"
    );
}

#[test]
fn the_diff_of_the_readme_is_the_real_one() {
    let [before, after] = example();
    assert_eq!(
        shown("diff"),
        diff_table(&before, &after, 80),
        "put the diff into the README"
    );
}

#[test]
fn the_approved_report_of_the_readme_is_the_real_one() {
    let [before, after] = example().map(|report| snapshot_text(&report));
    let real = render::snapshot::changes(&before, &after);
    assert_eq!(shown("snapshot"), real, "put the snapshot into the README");
}

//! What the README says is what the program does.

use crate::support::{report, root, table};
use crosscheck::wording::hedge;

fn readme() -> String {
    std::fs::read_to_string(root("README.md")).unwrap()
}

#[test]
fn the_phrases_of_the_readme_are_those_of_the_reader() {
    let text = readme();
    let (_, rest) = text.split_once("<!-- phrases -->\n").unwrap();
    let (shown, _) = rest.split_once("<!-- /phrases -->").unwrap();
    assert_eq!(shown.trim(), hedge::table().trim(), "put this table into the README");
}

#[test]
fn the_table_of_the_readme_is_the_real_one() {
    let text = readme();
    let shown = text.split("```text\n").nth(1).unwrap().split("\n…").next().unwrap();
    assert!(table(&report("claims"), 80).starts_with(shown), "put the report into the README");
}

//! What the tests of the sections share: a small topic, and sections as lines of text.

use super::context::PageContext;
use super::layout::{Block, Cell, Section, TableRow};
use crate::load::load_texts;
use crate::report::{Report, Selection};

/// A fight between Red and Blue, with two events and an attribute of each kind.
const TOPIC: &str = r#"
[topic]
title = "Red against Blue"
[[party]]
id = "red"
name = "Red"
[[party]]
id = "blue"
name = "Blue"
[[speaker]]
id = "red-army"
name = "The Red Army"
short = "Red Army"
party = "red"
[[speaker]]
id = "blue-army"
name = "The Blue Army"
short = "Blue Army"
party = "blue"
[[speaker]]
id = "observers"
name = "The observers"
short = "Observers"
[[event]]
id = "ford"
title = "Ford"
date = "2025-05-02"
[[event]]
id = "bridge"
title = "Bridge"
[[attribute]]
id = "killed"
label = "Blue soldiers killed"
kind = "count"
harms = "blue"
[[attribute]]
id = "shot-first"
label = "Blue shot first"
kind = "yes-no"
harms = "blue"
[[attribute]]
id = "day"
label = "Day"
kind = "date"
[[attribute]]
id = "rain"
label = "Rain"
kind = "amount"
unit = "mm"
[[attribute]]
id = "guns"
label = "guns"
kind = "count"
[[attribute]]
id = "mortars"
label = "mortars"
kind = "count"
[[attribute]]
id = "homeless"
label = "homeless"
kind = "count"
over_time = "grows"
[[rule]]
holds = "mortars <= guns"
"#;

/// Returns the report on claims, each given as `EVENT ATTRIBUTE VALUE SPEAKER`, separated by `|`, and maybe
/// followed by further keys.
pub(super) fn report(claims: &[&str]) -> Report {
    let claims: String = claims.iter().map(|claim| claim_table(claim)).collect();
    let texts = [("topic.toml", TOPIC), ("gazette.toml", &claims)];
    Report::new(load_texts(texts), &Selection::default())
}

fn claim_table(claim: &str) -> String {
    let mut fields = claim.split('|').map(str::trim);
    let mut table = "[[claim]]\n".to_owned();
    for key in ["event", "attribute", "value", "by"] {
        let field = fields.next().expect("four fields");
        let bare = key == "value" && !field.starts_with(char::is_alphabetic);
        let quote = if bare || field == "true" { "" } else { "\"" };
        table.push_str(&format!("{key} = {quote}{field}{quote}\n"));
    }
    for line in fields {
        table.push_str(&format!("{line}\n"));
    }
    table
}

/// Holds the lines of a section on some claims against those that are expected.
pub(super) fn check(
    section: impl Fn(&PageContext<'_>) -> Section,
    claims: &[&str],
    expected: &[&str],
) {
    let report = report(claims);
    let section = section(&PageContext::new(&report));
    let lines: Vec<String> = section.blocks.iter().flat_map(lines).collect();
    assert_eq!(lines, expected, "{claims:#?}");
}

/// Returns a block as lines of text: a row with `|` between its cells, and `!` before it if it is contradicted.
pub(super) fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Topic(text) => vec![format!("# {text}")],
        Block::Group(text) => vec![format!("= {text}")],
        Block::Item { mark, text, event } => vec![format!("{mark} {text} ({event})")],
        Block::Table(table) => table.rows.iter().map(row).collect(),
        Block::Remark { text, place } if place.is_empty() => vec![format!("- {text}")],
        Block::Remark { text, place } => vec![format!("- {text} ({place})")],
        Block::Note { number, text } => vec![format!("[{number}] {text}")],
    }
}

fn row(row: &TableRow) -> String {
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    let mark = if row.contradicted { "! " } else { "" };
    format!("{mark}{}", cells.join(" | "))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.to_string(),
        Cell::Lines(lines) => {
            let lines = lines.iter().map(|line| match line.value.as_str() {
                "" => line.text.to_string(),
                value => format!("{value}: {}", line.text),
            });
            lines.collect::<Vec<_>>().join("; ")
        }
    }
}

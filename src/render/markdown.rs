//! The report as GitHub markdown.

use super::rows::{Block, page};
use crate::report::Report;

/// The report. No text from a claim file acts as markup.
pub fn markdown(report: &Report) -> String {
    let page = page(report, true);
    let mut text = String::new();
    for (at, line) in page.head.iter().enumerate() {
        let mark = if at == 0 { "# " } else { "" };
        text.push_str(&format!("{mark}{}\n\n", escaped(line)));
    }
    for section in &page.sections {
        text.push_str(&format!("## {}\n\n", section.title));
        if !section.note.is_empty() {
            text.push_str(&format!("{}\n\n", escaped(&section.note)));
        }
        for block in &section.blocks {
            push_block(&mut text, block);
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn push_block(text: &mut String, block: &Block) {
    let title = [&block.title, &block.event].map(|part| escaped(part));
    let title: Vec<&str> = title.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if !title.is_empty() {
        text.push_str(&format!("### {}\n\n", title.join(" — ")));
    }
    let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns > 0 {
        let heads: Vec<&str> =
            (0..columns).map(|at| block.columns.get(at).copied().unwrap_or_default()).collect();
        text.push_str(&format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(columns)));
        for row in &block.rows {
            let cells: Vec<String> =
                (0..columns).map(|at| row.get(at).map(|cell| escaped(cell)).unwrap_or_default()).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        text.push('\n');
    }
    for line in block.note.lines() {
        text.push_str(&format!("{}\n\n", escaped(line)));
    }
}

/// Text in which nothing is markup, a link, a mention, or HTML.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '@' => shown.push_str("&#64;"),
            ':' => shown.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '!' | '|' | '~' => {
                shown.push('\\');
                shown.push(letter);
            }
            _ => shown.push(letter),
        }
    }
    shown.replace("www.", "www&#46;")
}

//! The page as GitHub markdown. Text from a file stays text: it can make no markup, no link, no
//! mention and no HTML.

mod diff;

use std::io::{self, Write};

use super::rows::{Block, Page, Row, Section, Shape};
use crate::crux::Crux;
use crate::report::Report;
use crate::sources::Sources;

pub use diff::diff;

/// Writes the report as GitHub markdown.
pub fn markdown(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    self::page(&Page::of(report), out)
}

/// Writes who leans where and how each speaker fares as GitHub markdown.
pub fn sources(report: &Report, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    self::page(&Page::of_sources(report, sources), out)
}

/// Writes what to check first as GitHub markdown.
pub fn crux(report: &Report, crux: &Crux, out: &mut dyn Write) -> io::Result<()> {
    self::page(&Page::of_crux(report, crux), out)
}

fn page(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for title in &page.titles {
        paragraph(&mut text, &format!("# {}", escape(title)));
    }
    for line in &page.head {
        paragraph(&mut text, &escape(line));
    }
    for section in &page.sections {
        self::section(&mut text, section);
        // The blank line at the end of a section is written with the next one.
        let end = text.trim_end().len();
        out.write_all(&text.as_bytes()[..end])?;
        text.drain(..end);
    }
    writeln!(out, "{}", text.trim_end())
}

fn section(out: &mut String, section: &Section) {
    paragraph(out, &format!("## {}", escape(section.heading)));
    if !section.aside.is_empty() {
        paragraph(out, &escape(&section.aside));
    }
    let mut blocks = section.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Rows(shape, rows) = block else {
            self::block(out, block);
            continue;
        };
        // Rows that follow each other are one table.
        let mut rows: Vec<&Row> = rows.iter().collect();
        while let Some(Block::Rows(_, more)) =
            blocks.next_if(|next| matches!(next, Block::Rows(other, _) if other == shape))
        {
            rows.extend(more);
        }
        table(out, *shape, &rows);
    }
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Topic(text) => paragraph(out, &format!("### {}", escape(text))),
        Block::Group(text) => paragraph(out, &format!("**{}**", escape(text))),
        Block::Title { mark, text, event } => {
            paragraph(
                out,
                &format!("**{}  {}** · {}", escape(mark), escape(text), escape(event)),
            );
        }
        Block::Line { text, place } if place.is_empty() => paragraph(out, &escape(text)),
        Block::Line { text, place } => {
            paragraph(out, &format!("{} ({})", escape(text), escape(place)));
        }
        Block::Note(number, text) => paragraph(out, &format!("\\[{number}\\] {}", escape(text))),
        Block::Rows(..) => {}
    }
}

/// A table of the columns in which anything stands.
fn table(out: &mut String, shape: Shape, rows: &[&Row]) {
    let used = |cell: &usize| {
        rows.iter()
            .any(|row| row.cells.get(*cell).is_some_and(|text| !text.is_empty()))
    };
    let columns: Vec<usize> = (0..shape.header().len()).filter(used).collect();
    let header = columns.iter().map(|column| escape(shape.header()[*column]));
    line(out, header);
    line(out, columns.iter().map(|_| "---".to_owned()));
    for row in rows {
        let bold = |column: usize| row.hot && shape.values().contains(&column);
        let cell = |column: &usize| match escape(row.cells.get(*column).map_or("", String::as_str))
        {
            text if bold(*column) && !text.is_empty() => format!("**{text}**"),
            text => text,
        };
        line(out, columns.iter().map(cell));
    }
    out.push('\n');
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push_str("\n\n");
}

/// Text that stays text. Mentions, issue numbers and bare links are recognised even in escaped
/// text: an empty character inside takes their form from them.
pub fn escape(text: &str) -> String {
    const BREAK: &str = "&#8203;";
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    let mut list_number = true;
    for (at, letter) in text.char_indices() {
        let before = &text[..at];
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.extend(["@", BREAK]),
            '#' => out.extend(["\\#", BREAK]),
            ':' if text[at..].starts_with("://") => out.extend([":", BREAK]),
            '.' if ends_in_www(before) => out.extend([BREAK, "."]),
            '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '~' | '|' | '$' => {
                out.extend(['\\', letter]);
            }
            '-' | '+' | '=' if at == 0 => out.extend(['\\', letter]),
            '.' | ')' if at > 0 && list_number => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
        list_number &= letter.is_ascii_digit();
    }
    out
}

fn ends_in_www(text: &str) -> bool {
    let tail = text.as_bytes();
    tail.len() >= 3 && tail[tail.len() - 3..].eq_ignore_ascii_case(b"www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, shown) in [
            ("over 200", "over 200"),
            ("a|b", "a\\|b"),
            ("<script>", "&lt;script&gt;"),
            ("&#64;", "&amp;\\#&#8203;64;"),
            ("[x](https://a.b)", "\\[x\\](https:&#8203;//a.b)"),
            ("see WWW.example.org", "see WWW&#8203;.example.org"),
            ("@here", "@&#8203;here"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("1.5", "1\\.5"),
            ("**b** `c` ~d~", "\\*\\*b\\*\\* \\`c\\` \\~d\\~"),
        ] {
            assert_eq!(escape(text), shown);
        }
    }
}

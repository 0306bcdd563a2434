//! The page as GitHub markdown. Text from a file stays text: it can make no markup, no link, no
//! mention and no HTML.

mod escape;

use std::io::{self, Write};

use super::Style;
use crate::page::{
    Address, Block, Cell, CellLine, Column, Copy, Emphasis, Layout, Medium, Page, Role, Section,
    Table, TableRow,
};
use crate::phrase::number::grouped;

pub(crate) use escape::escape;

/// Writes a page as GitHub markdown, which has neither a width nor colours.
///
/// ```
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let style = Style::plain(80);
/// let mut out = Vec::new();
/// render::markdown(&page::report(&report), &style, &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn markdown(page: &Page, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut document = MarkdownText {
        text: String::new(),
        written: 0,
        medium: page.medium,
    };
    for title in &page.titles {
        document.paragraph(&format!("# {}", escape(title.as_str())));
    }
    if let Some(lead) = &page.lead {
        document.paragraph(&format!("**{}**", escape(lead.as_str())));
    }
    for line in &page.head {
        document.paragraph(&escape(line.as_str()));
    }
    for section in &page.sections {
        document.section(section);
        document.flush(out)?;
    }
    writeln!(out, "{}", document.text.trim_end())
}

/// A document as it grows.
struct MarkdownText {
    /// The text that is not yet written.
    text: String,
    /// How many bytes are written.
    written: usize,
    medium: Medium,
}

impl MarkdownText {
    /// Writes what there is. The blank line at the end is written with what follows it.
    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let end = self.text.trim_end().len();
        out.write_all(&self.text.as_bytes()[..end])?;
        self.text.drain(..end);
        self.written += end;
        Ok(())
    }

    fn paragraph(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push_str("\n\n");
    }

    fn section(&mut self, section: &Section) {
        let room = self.room();
        self.heading(section);
        for blocks in section.blocks.chunk_by(are_one_table) {
            let tables: Vec<&Table> = blocks.iter().filter_map(table_of).collect();
            match tables.first() {
                Some(first) => self.table(first.layout, &tables, room),
                None => blocks.iter().for_each(|block| self.block(block)),
            }
        }
        if section.emphasis == Emphasis::Folded {
            self.paragraph("</details>");
        }
    }

    /// Returns how many bytes the rows of the next table may have.
    fn room(&self) -> usize {
        /// What is around them, in bytes.
        const AROUND: usize = 400;
        match self.medium {
            Medium::Document => usize::MAX,
            Medium::Comment { most_bytes, .. } => {
                most_bytes.saturating_sub(self.written + self.text.len() + AROUND)
            }
        }
    }

    fn heading(&mut self, section: &Section) {
        let [heading, aside] = [&section.heading, &section.aside].map(|text| escape(text.as_str()));
        let level = match self.medium {
            Medium::Document => "##",
            Medium::Comment { .. } => "###",
        };
        if section.emphasis == Emphasis::Folded {
            self.paragraph(&format!("<details><summary>{heading}: {aside}</summary>"));
            return;
        }
        self.paragraph(&format!("{level} {heading}"));
        if !aside.is_empty() {
            self.paragraph(&aside);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Topic(text) => self.paragraph(&format!("### {}", escape(text.as_str()))),
            Block::Group(text) => self.paragraph(&format!("**{}**", escape(text.as_str()))),
            Block::Item { mark, text, event } => {
                let [mark, text, event] = [mark, text, event].map(|text| escape(text.as_str()));
                self.paragraph(&format!("**{mark}  {text}** · {event}"));
            }
            Block::Remark { text, place } => {
                let [text, place] = [text, place].map(|text| escape(text.as_str()));
                if place.is_empty() {
                    self.paragraph(&text);
                } else {
                    self.paragraph(&format!("{text} ({place})"));
                }
            }
            Block::Note { number, text } => {
                self.paragraph(&format!("\\[{number}\\] {}", escape(text.as_str())));
            }
            Block::Table(table) => self.table(table.layout, &[table], usize::MAX),
        }
    }

    /// Writes tables of one layout as one, with the columns that have any content, and with as many rows
    /// as there is room for, in bytes.
    fn table(&mut self, layout: Layout, tables: &[&Table], room: usize) {
        let rows: Vec<&TableRow> = tables.iter().flat_map(|table| &table.rows).collect();
        let columns = layout.columns.iter().enumerate();
        let used: Vec<(usize, &Column)> = columns
            .filter(|(cell, _)| rows.iter().any(|row| has_content(row, *cell)))
            .collect();
        let all = rows.len();
        let (mut lines, mut kept) = (String::new(), 0);
        for row in rows {
            let cells = used
                .iter()
                .map(|(cell, column)| cell_text(row, *cell, column));
            let line = line(cells);
            if lines.len() + line.len() > room {
                break;
            }
            lines.push_str(&line);
            kept += 1;
        }
        if kept > 0 {
            let headings = used.iter().map(|(_, column)| escape(column.heading));
            self.text.push_str(&line(headings));
            self.text
                .push_str(&line(used.iter().map(|_| "---".to_owned())));
            self.paragraph(&lines);
        }
        self.left_out(all - kept);
    }

    /// Says how many rows of a table there was no room for.
    fn left_out(&mut self, rows: usize) {
        if let Medium::Comment { whole, .. } = self.medium
            && rows > 0
        {
            let rows = grouped(rows);
            self.paragraph(&format!(
                "{rows} more are left out here: `{whole}` without `--format markdown` shows all."
            ));
        }
    }
}

/// Returns true if two blocks are tables of the same layout: if they follow each other, they are one.
fn are_one_table(left: &Block, right: &Block) -> bool {
    match (left, right) {
        (Block::Table(left), Block::Table(right)) => left.layout == right.layout,
        _ => false,
    }
}

fn table_of(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

fn has_content(row: &TableRow, cell: usize) -> bool {
    row.cells.get(cell).is_some_and(|cell| !cell.is_empty())
}

/// Returns a cell as markdown, bold if it is a value that contradicts another.
fn cell_text(row: &TableRow, cell: usize, column: &Column) -> String {
    let text = match row.cells.get(cell) {
        Some(Cell::Text(text)) => escape(text.as_str()),
        Some(Cell::Lines(lines)) => {
            let lines: Vec<String> = lines.iter().map(cell_line).collect();
            lines.join("<br>")
        }
        None => String::new(),
    };
    if row.contradicted && column.role == Role::Value && !text.is_empty() {
        format!("**{text}**")
    } else {
        text
    }
}

fn cell_line(line: &CellLine) -> String {
    let [value, text] = [&line.value, &line.text].map(|text| escape(text.as_str()));
    let value = if value.is_empty() {
        value
    } else {
        format!("**{value}**")
    };
    let links = line.links.iter().map(link);
    let parts = [value, text].into_iter().chain(links);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Returns an address as a link, or as words if nothing can follow it.
fn link(address: &Address) -> String {
    let words = address.words.as_str();
    match (address.what, address.on_web) {
        (Copy::Original, true) => format!("[link]({})", words.replace('&', "&amp;")),
        (Copy::Archived, true) => format!("[archived]({})", words.replace('&', "&amp;")),
        (Copy::Original, false) => format!("({})", escape(words)),
        (Copy::Archived, false) => format!("(archived: {})", escape(words)),
    }
}

/// Returns a line of a table.
fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.push(' ');
        line.push_str(&cell);
        line.push_str(" |");
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::{Shown, safe};

    const COLUMN: Column = Column {
        heading: "Value",
        role: Role::Value,
        narrow: crate::page::Narrow::Keep,
        wraps_heading: false,
    };

    /// Returns a section with a table of rows, of which the first is contradicted.
    fn section(emphasis: Emphasis, rows: usize) -> Section {
        let rows = (0..rows).map(|at| TableRow {
            cells: vec![
                Cell::Text(safe(&format!("a*{at}"))),
                Cell::Lines(Vec::new()),
            ],
            contradicted: at == 0,
        });
        Section {
            heading: "Rain".into(),
            aside: "2".into(),
            emphasis,
            blocks: vec![Block::Table(Table {
                layout: Layout {
                    indent: 0,
                    columns: &[COLUMN, COLUMN],
                },
                rows: rows.collect(),
            })],
        }
    }

    fn written(page: &Page) -> String {
        let style = Style {
            width: 80,
            color: false,
        };
        let mut out = Vec::new();
        markdown(page, &style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_columns_with_content_are_shown() {
        let page = Page {
            lead: Some("All".into()),
            sections: vec![section(Emphasis::Plain, 2)],
            ..Page::default()
        };
        let table = "| Value |\n| --- |\n| **a\\*0** |\n| a\\*1 |\n";
        assert_eq!(
            written(&page),
            format!("**All**\n\n## Rain\n\n2\n\n{table}")
        );
    }

    #[test]
    fn what_a_comment_has_no_room_for_is_counted() {
        for (most_bytes, rows) in [(1_000, 3), (500, 3), (428, 2), (420, 1), (0, 0)] {
            let page = Page {
                sections: vec![section(Emphasis::Folded, 3)],
                medium: Medium::Comment {
                    most_bytes,
                    whole: "crosscheck diff",
                },
                ..Page::default()
            };
            let text = written(&page);
            assert_eq!(
                text.matches("| a").count() + text.matches("| **a").count(),
                rows,
                "{text}"
            );
            let left_out = format!("{} more are left out here", 3 - rows);
            assert_eq!(text.contains(&left_out), rows < 3, "{text}");
            assert!(text.starts_with("<details><summary>Rain: 2</summary>\n"));
            assert!(text.ends_with("</details>\n"), "{text}");
        }
    }

    #[test]
    fn an_address_is_a_link_only_on_the_web() {
        for (what, words, on_web, shown) in [
            (
                Copy::Original,
                "https://a.example/?b=1&c=2",
                true,
                "[link](https://a.example/?b=1&amp;c=2)",
            ),
            (
                Copy::Archived,
                "https://b.example",
                true,
                "[archived](https://b.example)",
            ),
            (Copy::Original, "page *4*", false, "(page \\*4\\*)"),
            (Copy::Archived, "box 7", false, "(archived: box 7)"),
        ] {
            let words = safe(words);
            let address = Address {
                what,
                words,
                on_web,
            };
            assert_eq!(link(&address), shown);
        }
    }

    #[test]
    fn a_line_of_a_cell_begins_with_its_value() {
        for (value, text, shown) in [("5", "Red", "**5** Red"), ("", "a|b", "a\\|b")] {
            let line = CellLine {
                value: safe(value),
                text: Shown::from(text),
                links: Vec::new(),
            };
            assert_eq!(cell_line(&line), shown);
        }
    }
}

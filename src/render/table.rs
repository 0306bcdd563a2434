//! The page as tables for a terminal. Layout first, colour afterwards: a style has no width.

mod fit;
mod grid;
mod paint;

use std::io::{self, Write};

use super::Style;
use crate::page::{Block, Cell, Emphasis, Page, Section, TableRow};
use fit::{FittedTable, WIDE};
use grid::{LEAST, Placed, grid, natural};
use paint::{BOLD, CONTRADICTED, Paint, Piece, REMARK, SMALL};

/// The narrowest page, and the widest: longer lines are hard to read.
const WIDTHS: (u16, u16) = (40, 140);

/// Writes a page as tables, no line of them wider than the style says.
///
/// ```
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let style = Style::plain(80);
/// let mut out = Vec::new();
/// render::table(&page::report(&report), &style, &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let screen = Screen {
        width: style.width.clamp(WIDTHS.0, WIDTHS.1),
        paint: Paint { color: style.color },
    };
    for title in &page.titles {
        write_lines(&screen.text(0, title.as_str(), BOLD), out)?;
    }
    for line in page.lead.iter().chain(&page.head) {
        write_lines(&screen.text(0, line.as_str(), paint::PLAIN), out)?;
    }
    let headless = page.titles.is_empty() && page.lead.is_none() && page.head.is_empty();
    for (at, section) in page.sections.iter().enumerate() {
        if at > 0 || !headless {
            writeln!(out)?;
        }
        screen.section(section, out)?;
    }
    Ok(())
}

fn write_lines(lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// A terminal of some width, with colours or without.
#[derive(Clone, Copy)]
struct Screen {
    width: u16,
    paint: Paint,
}

impl Screen {
    fn section(self, section: &Section, out: &mut dyn Write) -> io::Result<()> {
        let style = match section.emphasis {
            Emphasis::Small => SMALL,
            Emphasis::Plain | Emphasis::Folded => paint::PLAIN,
        };
        let tables = FittedTable::all_of(section, self.width);
        write_lines(&self.heading(section), out)?;
        if let Some(headed) = tables.iter().find(|table| table.layout.has_headings()) {
            write_lines(&self.headings(headed), out)?;
        }
        for (at, block) in section.blocks.iter().enumerate() {
            if at > 0 && matches!(block, Block::Topic(_)) || self.is_spaced(block) {
                writeln!(out)?;
            }
            write_lines(&self.block(block, &tables, style), out)?;
        }
        Ok(())
    }

    /// Returns true if a wide page puts an empty line before a block.
    fn is_spaced(self, block: &Block) -> bool {
        self.width >= WIDE && matches!(block, Block::Item { .. })
    }

    fn heading(self, section: &Section) -> Vec<String> {
        let texts = [section.heading.as_str(), section.aside.as_str()];
        let columns = self.pair(0, 0, texts);
        let end = columns[0].width;
        let pieces = [
            Piece {
                from: 0,
                to: end,
                style: BOLD,
            },
            Piece {
                from: end,
                to: self.width,
                style: SMALL,
            },
        ];
        self.paint.lines(grid(&columns, &texts), &pieces)
    }

    /// Returns the headings of a table. A column without a heading lengthens that before it.
    fn headings(self, table: &FittedTable) -> Vec<String> {
        let (mut columns, mut texts) = (Vec::<Placed>::new(), Vec::new());
        for column in &table.columns {
            if let Some(last) = columns.last_mut()
                && column.heading.is_empty()
                && !last.right
            {
                last.width += column.placed.before + column.placed.width;
            } else {
                columns.push(column.placed);
                texts.push(column.heading);
            }
        }
        self.paint.whole(grid(&columns, &texts), SMALL)
    }

    fn block(self, block: &Block, tables: &[FittedTable], style: anstyle::Style) -> Vec<String> {
        match block {
            Block::Topic(text) => self.text(1, text.as_str(), BOLD),
            Block::Group(text) => self.text(2, text.as_str(), style),
            Block::Item { mark, text, event } => {
                self.item([mark.as_str(), text.as_str(), event.as_str()])
            }
            Block::Table(table) => {
                let fitted = tables.iter().filter(|fitted| fitted.layout == table.layout);
                let rows =
                    fitted.flat_map(|fitted| table.rows.iter().map(move |row| (fitted, row)));
                rows.flat_map(|(fitted, row)| self.row(fitted, row, style))
                    .collect()
            }
            Block::Remark { text, place } => self.remark(text.as_str(), place.as_str()),
            Block::Note { number, text } => self.note(*number, text.as_str()),
        }
    }

    /// Wraps running text behind an indent.
    fn text(self, indent: u16, text: &str, style: anstyle::Style) -> Vec<String> {
        let column = Placed::left(indent, self.width - indent);
        self.paint.whole(grid(&[column], &[text]), style)
    }

    fn item(self, [mark, text, event]: [&str; 3]) -> Vec<String> {
        let first = Placed::left(1, natural(mark).max(LEAST));
        let start = first.end();
        let mut columns = vec![first];
        columns.extend(self.pair(start, 1, [text, event]));
        let bold = Piece {
            from: 0,
            to: start + columns[1].end(),
            style: BOLD,
        };
        self.paint
            .lines(grid(&columns, &[mark, text, event]), &[bold])
    }

    fn remark(self, text: &str, place: &str) -> Vec<String> {
        let place = if self.width >= WIDE { place } else { "" };
        let columns = self.pair(0, 6, [text, place]);
        self.paint.whole(grid(&columns, &[text, place]), REMARK)
    }

    fn note(self, number: usize, text: &str) -> Vec<String> {
        let mark = format!("[{number}]");
        let first = Placed::left(2, natural(&mark).max(5));
        let rest = Placed::left(1, self.width - first.end() - 1);
        self.paint
            .whole(grid(&[first, rest], &[&mark, text]), SMALL)
    }

    /// Places a text and, if there is one, another set to the right: they fill the line from a start on.
    fn pair(self, start: u16, before: u16, texts: [&str; 2]) -> Vec<Placed> {
        let space = self.width - start - before;
        let [left, right] = texts.map(natural);
        if right == 0 {
            return vec![Placed::left(before, space)];
        }
        let space = space - 2;
        let right = right
            .min((space / 2).max(space.saturating_sub(left)))
            .max(LEAST);
        vec![Placed::left(before, space - right), Placed::right(2, right)]
    }

    fn row(self, table: &FittedTable, row: &TableRow, style: anstyle::Style) -> Vec<String> {
        let texts: Vec<String> = table
            .columns
            .iter()
            .map(|column| column.text(row))
            .collect();
        if texts.iter().all(String::is_empty) {
            return Vec::new();
        }
        let columns: Vec<Placed> = table.columns.iter().map(|column| column.placed).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let lines = grid(&columns, &texts);
        let lines = if row.contradicted {
            self.paint.lines(lines, &values(table))
        } else {
            self.paint.whole(lines, style)
        };
        let addresses = self.addresses(table.layout.indent + 2, row);
        lines.into_iter().chain(addresses).collect()
    }

    /// Writes where a row can be read below it, on lines of their own: an address that is broken is hard to copy. A narrow
    /// page has them no more than quotes.
    fn addresses(self, indent: u16, row: &TableRow) -> Vec<String> {
        if self.width < WIDE {
            return Vec::new();
        }
        let lines = row.cells.iter().flat_map(|cell| match cell {
            Cell::Lines(lines) => lines.as_slice(),
            Cell::Text(_) => &[],
        });
        let addresses = lines.flat_map(|line| &line.links);
        addresses
            .flat_map(|address| self.text(indent, address.in_words().as_str(), SMALL))
            .collect()
    }
}

/// Returns the pieces of a line in which values stand out.
fn values(table: &FittedTable) -> Vec<Piece> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for column in &table.columns {
        let from = at + column.placed.before;
        at = from + column.placed.width;
        if column.is_value {
            pieces.push(Piece {
                from,
                to: at,
                style: CONTRADICTED,
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::crux::Crux;
    use crate::load::load_texts;
    use crate::model::ClaimId;
    use crate::page;
    use crate::report::{Report, Selection};
    use crate::sources::Sources;

    /// Returns a clash with a long word, wide letters and an escape sequence in every place.
    fn report() -> Report {
        let long = "漢字https://example.org/\\u001B[31m".repeat(9);
        let claim = |side: &str, value: u32| {
            format!(
                "[source]\nname = \"{long}\"\nparty = \"{side}\"\n[[claim]]\nevent = \"e\"\n\
                 attribute = \"a\"\nvalue = {value}\nquote = \"{long} {value}\"\nnote = \"{long}\"\nurl = \"{long}\"\n\
                 archived = \"https://a.example/{long}\"\n"
            )
        };
        let topic = format!(
            "[topic]\ntitle = \"{long}\"\n[[party]]\nid = \"red\"\nname = \"Red\"\n[[party]]\n\
             id = \"blue\"\nname = \"Blue\"\n[[event]]\nid = \"e\"\ntitle = \"{long}\"\n[[attribute]]\n\
             id = \"a\"\nkind = \"count\"\nharms = \"red\"\nlabel = \"{long}\"\n"
        );
        let texts = [
            ("t/red.toml", claim("red", 23)),
            ("t/blue.toml", claim("blue", 58)),
            ("t/topic.toml", topic),
        ];
        Report::new(
            load_texts(texts.iter().map(|(name, text)| (*name, text.as_str()))),
            &Selection::default(),
        )
    }

    /// Returns every page that there is, one below the other.
    fn shown(report: &Report, width: u16, color: bool) -> String {
        let claims = [ClaimId::from(0_usize), ClaimId::from(1_usize)];
        let mut out = Vec::new();
        for page in [
            page::report(report),
            page::sources(report, &Sources::new(report)),
            page::crux(report, &Crux::new(report, &[], 5)),
            page::added(report, &claims),
        ] {
            table(&page, &Style { width, color }, &mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let report = report();
        for width in 40..=160 {
            let shown = shown(&report, width, false);
            assert!(
                shown.contains("on its own") && !shown.contains('\u{1b}'),
                "{shown}"
            );
            for line in shown.lines() {
                assert!(
                    line.width() <= usize::from(width),
                    "{} of {width}: {line}",
                    line.width()
                );
                assert_eq!(line, line.trim_end());
            }
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let report = report();
        for width in [40, 80, 120] {
            let colored = anstream::adapter::strip_str(&shown(&report, width, true)).to_string();
            assert_eq!(colored, shown(&report, width, false));
        }
    }
}

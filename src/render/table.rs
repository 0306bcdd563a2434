//! The page as tables for a terminal. Layout first, colour afterwards: a style has no width.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets::NOTHING,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::rows::{Block, Page, Row, Section, Shape};
use crate::crux::Crux;
use crate::diff::Diff;
use crate::model::ClaimId;
use crate::report::Report;
use crate::sources::Sources;

/// The narrowest page, and the widest: longer lines are hard to read.
const WIDTHS: (u16, u16) = (40, 140);
/// From this width on there is room for quotes, files and lines.
const ROOMY: u16 = 100;
/// A column narrower than this could not hold every character.
const LEAST: u16 = 2;
/// The heads of losses may be wrapped to this: to words, not to letters.
const WRAPPED: u16 = 9;

const BOLD: Style = Style::new().bold();
const HOT: Style = AnsiColor::Red.on_default().bold();
const GAP: Style = AnsiColor::Yellow.on_default();
const SMALL: Style = Style::new().dimmed();

/// Writes the report as tables, no line of them wider than `width`.
pub fn table(report: &Report, width: u16, color: bool, out: &mut dyn Write) -> io::Result<()> {
    self::page(&Page::of(report), width, color, out)
}

/// Writes who leans where and how each speaker fares as tables.
pub fn sources(
    report: &Report,
    sources: &Sources,
    width: u16,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    self::page(&Page::of_sources(report, sources), width, color, out)
}

/// Writes what to check first as tables.
pub fn crux(
    report: &Report,
    crux: &Crux,
    width: u16,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    self::page(&Page::of_crux(report, crux), width, color, out)
}

/// Writes what new claims mean, and how they stand to what others say.
pub fn added(
    report: &Report,
    claims: &[ClaimId],
    width: u16,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    self::page(&Page::of_added(report, claims), width, color, out)
}

/// Writes what changed as tables.
pub fn diff(diff: &Diff<'_>, width: u16, color: bool, out: &mut dyn Write) -> io::Result<()> {
    self::page(&Page::of_diff(diff), width, color, out)
}

fn page(page: &Page, width: u16, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let sheet = Sheet {
        width: width.clamp(WIDTHS.0, WIDTHS.1),
        color,
    };
    let titles = page
        .titles
        .iter()
        .flat_map(|title| sheet.text(0, title, BOLD));
    let head = page
        .head
        .iter()
        .flat_map(|line| sheet.text(0, line, Style::new()));
    titles
        .chain(head)
        .try_for_each(|line| writeln!(out, "{line}"))?;
    for (at, section) in page.sections.iter().enumerate() {
        if at > 0 || !page.titles.is_empty() || !page.head.is_empty() {
            writeln!(out)?;
        }
        sheet.section(section, out)?;
    }
    Ok(())
}

/// What is laid out on.
#[derive(Clone, Copy)]
struct Sheet {
    width: u16,
    color: bool,
}

/// A column of a grid: its place and its width without what stands before it.
#[derive(Clone, Copy)]
struct Column {
    before: u16,
    width: u16,
    right: bool,
}

/// The columns in which one shape is set throughout a section.
struct Setting {
    shape: Shape,
    /// For each column that is shown, the cells that share it.
    cells: Vec<Vec<usize>>,
    columns: Vec<Column>,
}

impl Sheet {
    fn section(self, section: &Section, out: &mut dyn Write) -> io::Result<()> {
        let style = if section.small { SMALL } else { Style::new() };
        let mut lines = self.heading(section);
        let settings = self.settings(section);
        let headed =
            |setting: &&Setting| setting.shape.header().iter().any(|text| !text.is_empty());
        if let Some(setting) = settings.iter().find(headed) {
            lines.extend(self.header(setting));
        }
        for (at, block) in section.blocks.iter().enumerate() {
            if at > 0 && matches!(block, Block::Topic(_)) || self.is_item(block) {
                lines.push(String::new());
            }
            lines.extend(self.block(block, &settings, style));
            lines
                .drain(..)
                .try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(())
    }

    /// The headings of a setting's columns. One without a heading lengthens the one before it.
    fn header(self, setting: &Setting) -> Vec<String> {
        let (mut columns, mut texts) = (Vec::<Column>::new(), Vec::new());
        for (column, cells) in setting.columns.iter().zip(&setting.cells) {
            let text = cells
                .first()
                .and_then(|cell| setting.shape.header().get(*cell))
                .copied();
            let bare = text.is_none_or(str::is_empty);
            if let Some(last) = columns.last_mut().filter(|last| bare && !last.right) {
                last.width += column.before + column.width;
            } else {
                columns.push(*column);
                texts.push(text.unwrap_or_default());
            }
        }
        self.painted(grid(&columns, &texts), SMALL)
    }

    /// Whether a wide page puts an empty line before it.
    fn is_item(self, block: &Block) -> bool {
        self.width >= ROOMY && matches!(block, Block::Title { .. })
    }

    fn heading(self, section: &Section) -> Vec<String> {
        let heading = self.pair(0, 0, [section.heading, &section.aside]);
        let mut lines = grid(&heading, &[section.heading, &section.aside]);
        for line in &mut lines {
            let end = heading[0].width;
            *line = self.paint(line, &[(0, end, BOLD), (end, self.width, SMALL)]);
        }
        lines
    }

    fn block(self, block: &Block, settings: &[Setting], style: Style) -> Vec<String> {
        match block {
            Block::Topic(text) => self.text(1, text, BOLD),
            Block::Group(text) => self.text(2, text, style),
            Block::Title { mark, text, event } => self.title(mark, text, event),
            Block::Rows(shape, rows) => {
                let setting = settings.iter().find(|setting| setting.shape == *shape);
                let rows = setting
                    .into_iter()
                    .flat_map(|setting| rows.iter().map(move |row| (setting, row)));
                rows.flat_map(|(setting, row)| self.row(setting, row, style))
                    .collect()
            }
            Block::Line { text, place } => self.line(text, place),
            Block::Note(number, text) => self.note(*number, text),
        }
    }

    /// Running text with an indent.
    fn text(self, indent: u16, text: &str, style: Style) -> Vec<String> {
        let column = Column {
            before: indent,
            width: self.width - indent,
            right: false,
        };
        self.painted(grid(&[column], &[text]), style)
    }

    fn title(self, mark: &str, text: &str, event: &str) -> Vec<String> {
        let mut columns = vec![Column {
            before: 1,
            width: natural(mark).max(LEAST),
            right: false,
        }];
        let start = columns[0].before + columns[0].width;
        columns.extend(self.pair(start, 1, [text, event]));
        let end = start + columns[1].before + columns[1].width;
        let lines = grid(&columns, &[mark, text, event]);
        lines
            .iter()
            .map(|line| self.paint(line, &[(0, end, BOLD)]))
            .collect()
    }

    fn line(self, text: &str, place: &str) -> Vec<String> {
        let place = if self.width >= ROOMY { place } else { "" };
        self.painted(grid(&self.pair(0, 6, [text, place]), &[text, place]), GAP)
    }

    fn note(self, number: usize, text: &str) -> Vec<String> {
        let mark = format!("[{number}]");
        let first = Column {
            before: 2,
            width: natural(&mark).max(5),
            right: false,
        };
        let rest = Column {
            before: 1,
            width: self.width - first.width - 3,
            right: false,
        };
        self.painted(grid(&[first, rest], &[&mark, text]), SMALL)
    }

    /// A text and, where there is one, another set to the right: they fill the line from `start` on.
    fn pair(self, start: u16, before: u16, texts: [&str; 2]) -> Vec<Column> {
        let space = self.width - start - before;
        let [left, right] = texts.map(natural);
        if right == 0 {
            return vec![Column {
                before,
                width: space,
                right: false,
            }];
        }
        let space = space - 2;
        let right = right
            .min((space / 2).max(space.saturating_sub(left)))
            .max(LEAST);
        vec![
            Column {
                before,
                width: space - right,
                right: false,
            },
            Column {
                before: 2,
                width: right,
                right: true,
            },
        ]
    }

    fn row(self, setting: &Setting, row: &Row, style: Style) -> Vec<String> {
        let texts: Vec<String> = setting
            .cells
            .iter()
            .map(|cells| joined(row, cells))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if texts.iter().all(|text| text.is_empty()) {
            return Vec::new();
        }
        let lines = grid(&setting.columns, &texts);
        if !row.hot {
            return self.painted(lines, style);
        }
        let (mut pieces, mut at) = (Vec::new(), 0);
        for (column, cells) in setting.columns.iter().zip(&setting.cells) {
            at += column.before;
            if cells
                .iter()
                .any(|cell| setting.shape.values().contains(cell))
            {
                pieces.push((at, at + column.width, HOT));
            }
            at += column.width;
        }
        lines.iter().map(|line| self.paint(line, &pieces)).collect()
    }

    /// One setting for each shape, so that columns line up through the whole section.
    fn settings(self, section: &Section) -> Vec<Setting> {
        let mut shapes: Vec<Shape> = Vec::new();
        for block in &section.blocks {
            if let Block::Rows(shape, _) = block
                && !shapes.contains(shape)
            {
                shapes.push(*shape);
            }
        }
        shapes
            .into_iter()
            .map(|shape| self.setting(section, shape))
            .collect()
    }

    fn setting(self, section: &Section, shape: Shape) -> Setting {
        let rows: Vec<&Row> = section
            .blocks
            .iter()
            .flat_map(|block| rows_of(block, shape))
            .collect();
        let used = |cell: &usize| {
            let hidden = self.width < ROOMY && shape.roomy().contains(cell);
            !hidden
                && rows
                    .iter()
                    .any(|row| row.cells.get(*cell).is_some_and(|text| !text.is_empty()))
        };
        let mut cells: Vec<Vec<usize>> = Vec::new();
        for cell in (0..shape.header().len()).filter(used) {
            match cells.last_mut().filter(|_| self.shares(shape, cell)) {
                Some(last) => last.push(cell),
                None => cells.push(vec![cell]),
            }
        }
        let wanted: Vec<u16> = cells
            .iter()
            .map(|cells| {
                let widest = rows
                    .iter()
                    .map(|row| natural(&joined(row, cells)))
                    .max()
                    .unwrap_or(LEAST);
                let head = natural(shape.header()[cells[0]]);
                widest.max(if shape == Shape::Losses {
                    head.min(WRAPPED)
                } else {
                    head
                })
            })
            .collect();
        let mut columns = self.columns(shape, &wanted);
        for (column, cells) in columns.iter_mut().zip(&cells) {
            column.right = is_count(shape, cells);
        }
        Setting {
            shape,
            cells,
            columns,
        }
    }

    /// Whether a cell is set in the column before it: without room, labels need theirs more.
    fn shares(self, shape: Shape, cell: usize) -> bool {
        shape == Shape::Losses && self.width < ROOMY && matches!(cell, 2 | 4 | 6)
    }

    fn columns(self, shape: Shape, wanted: &[u16]) -> Vec<Column> {
        let indent = match shape {
            Shape::Remarks => 1,
            Shape::Accused | Shape::Crux => 2,
            Shape::Positions | Shape::Standing | Shape::Moves => 6,
            Shape::Telling => 7,
            _ => 4,
        };
        let between = if self.width < ROOMY { 2 } else { 3 };
        let gaps = u16::try_from(wanted.len().saturating_sub(1)).unwrap_or_default() * between;
        let widths = fit(wanted, self.width.saturating_sub(indent + gaps));
        let before = std::iter::once(indent).chain(std::iter::repeat(between));
        widths
            .into_iter()
            .zip(before)
            .map(|(width, before)| Column {
                before,
                width,
                right: false,
            })
            .collect()
    }

    fn painted(self, lines: Vec<String>, style: Style) -> Vec<String> {
        lines
            .into_iter()
            .map(|line| self.paint(&line, &[(0, self.width, style)]))
            .collect()
    }

    /// Styles pieces of a line, given by the columns of the screen where they begin and end.
    fn paint(self, line: &str, pieces: &[(u16, u16, Style)]) -> String {
        if !self.color {
            return line.to_owned();
        }
        let (mut painted, mut rest) = (String::new(), 0);
        for (from, to, style) in pieces {
            let (from, to) = (byte_at(line, *from), byte_at(line, *to));
            let piece = line[from..to].trim_end();
            painted.push_str(&line[rest..from]);
            if piece.trim().is_empty() {
                painted.push_str(piece);
            } else {
                painted.extend([
                    &style.render().to_string(),
                    piece,
                    &style.render_reset().to_string(),
                ]);
            }
            rest = from + piece.len();
        }
        painted + &line[rest..]
    }
}

/// Whether a column holds counts.
fn is_count(shape: Shape, cells: &[usize]) -> bool {
    cells.iter().any(|cell| shape.counts().contains(cell))
}

fn rows_of(block: &Block, shape: Shape) -> &[Row] {
    match block {
        Block::Rows(own, rows) if *own == shape => rows,
        _ => &[],
    }
}

fn joined(row: &Row, cells: &[usize]) -> String {
    let texts = cells
        .iter()
        .filter_map(|cell| row.cells.get(*cell))
        .filter(|text| !text.is_empty());
    texts.cloned().collect::<Vec<_>>().join("  ")
}

/// The width of a text on one line.
fn natural(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Widths that fit into the space: the widest columns give way first.
fn fit(wanted: &[u16], space: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = wanted
        .iter()
        .map(|width| (*width).clamp(LEAST, space.max(LEAST)))
        .collect();
    while widths
        .iter()
        .map(|width| usize::from(*width))
        .sum::<usize>()
        > usize::from(space)
    {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// The byte of a line at a column of the screen.
fn byte_at(line: &str, column: u16) -> usize {
    let mut width = 0;
    for (at, letter) in line.char_indices() {
        if width >= usize::from(column) {
            return at;
        }
        width += letter.width().unwrap_or_default();
    }
    line.len()
}

/// One row of cells, wrapped in its columns.
fn grid(columns: &[Column], texts: &[&str]) -> Vec<String> {
    let mut table = Table::new();
    let width = columns
        .iter()
        .map(|column| column.before + column.width)
        .sum();
    table
        .load_style(NOTHING)
        .set_width(width)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.add_row(texts.iter().map(Cell::new).collect::<Vec<_>>());
    for (place, column) in table.column_iter_mut().zip(columns) {
        place.set_padding((column.before, 0));
        place.set_constraint(ColumnConstraint::Absolute(Width::Fixed(
            column.before + column.width,
        )));
        place.set_cell_alignment(if column.right {
            CellAlignment::Right
        } else {
            CellAlignment::Left
        });
    }
    table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    /// A clash with a long word, wide letters and an escape sequence in every place.
    fn report() -> Report {
        let long = "漢字https://example.org/\\u001B[31m".repeat(9);
        let claim = |side: &str, value: u32| {
            format!(
                "[source]\nname = \"{long}\"\nparty = \"{side}\"\n[[claim]]\nevent = \"e\"\n\
                 attribute = \"a\"\nvalue = {value}\nquote = \"{long} {value}\"\nnote = \"{long}\"\n"
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
        Report::of(
            load_texts(texts.iter().map(|(name, text)| (*name, text.as_str()))),
            &Selection::default(),
        )
    }

    /// Every page that there is, one below the other.
    fn shown(report: &Report, width: u16, color: bool) -> String {
        let mut out = Vec::new();
        table(report, width, color, &mut out).unwrap();
        sources(report, &Sources::of(report), width, color, &mut out).unwrap();
        crux(report, &Crux::of(report, &[], 5), width, color, &mut out).unwrap();
        added(
            report,
            &[ClaimId::from(0), ClaimId::from(1)],
            width,
            color,
            &mut out,
        )
        .unwrap();
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

    #[test]
    fn the_widest_columns_give_way_first() {
        assert_eq!(fit(&[3, 20, 10], 40), [3, 20, 10]);
        assert_eq!(fit(&[3, 20, 10], 25), [3, 12, 10]);
        assert_eq!(fit(&[900, 0], 10), [8, 2]);
    }
}

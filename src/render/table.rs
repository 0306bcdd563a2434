//! Tables for a terminal. The only room that knows `comfy_table`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use unicode_width::UnicodeWidthStr;

use super::rows::{Block, Page, Section, page};
use crate::report::Report;

/// From this width on there is room for quotes, and for files and lines.
const WIDE: u16 = 100;

/// Wider lines than this are hard to follow.
const WIDEST: u16 = 140;

/// The report, no line wider than `width` columns.
pub fn table(report: &Report, width: u16, color: bool) -> String {
    let sheet = Sheet { width: usize::from(width.min(WIDEST)), color, text: String::new() };
    sheet.page(&page(report, width >= WIDE))
}

struct Sheet {
    width: usize,
    color: bool,
    text: String,
}

const HEADING: Style = Style::new().bold();
const CLASH: Style = AnsiColor::Red.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();

impl Sheet {
    fn page(mut self, page: &Page) -> String {
        for (at, line) in page.head.iter().enumerate() {
            self.wrapped(line, "", if at == 0 { HEADING } else { PLAIN });
        }
        for section in &page.sections {
            self.section(section);
        }
        self.text
    }

    fn section(&mut self, section: &Section) {
        self.text.push('\n');
        self.sides(section.title, &section.note, HEADING);
        let style = match section.title {
            "CONTRADICTED" => CLASH,
            _ if section.small => QUIET,
            _ => PLAIN,
        };
        for block in &section.blocks {
            self.block(block, style, section.small);
        }
    }

    fn block(&mut self, block: &Block, style: Style, small: bool) {
        match (block.title.is_empty(), block.event.is_empty()) {
            (true, true) => {}
            (true, false) => self.wrapped(&block.event, "  ", PLAIN),
            (false, _) => {
                let indent = if small { "  " } else { " " };
                self.sides(&format!("{indent}{}", block.title), &block.event, style);
            }
        }
        let indent = if block.title.is_empty() { 2 } else { 4 };
        self.rows(block, indent, if small { QUIET } else { PLAIN });
        for line in block.note.lines() {
            self.wrapped(line, "      ", if small { QUIET } else { PLAIN });
        }
    }

    /// Words at the left and words at the right of a line, or below where they do not fit.
    fn sides(&mut self, left: &str, right: &str, style: Style) {
        let room = self.width.saturating_sub(left.width() + right.width());
        if right.is_empty() || room < 2 {
            let indent: String = left.chars().take_while(|letter| *letter == ' ').collect();
            self.wrapped(left.trim_start(), &indent, style);
            if !right.is_empty() {
                self.wrapped(right, "      ", PLAIN);
            }
        } else {
            self.line(&format!("{}{}{right}", self.styled(left, style), " ".repeat(room)));
        }
    }

    fn wrapped(&mut self, text: &str, indent: &str, style: Style) {
        let hanging = format!("{indent}   ");
        let options = textwrap::Options::new(self.width).initial_indent(indent).subsequent_indent(&hanging);
        for line in textwrap::wrap(text, options) {
            self.line(&self.styled(line.trim_end(), style));
        }
    }

    fn rows(&mut self, block: &Block, indent: usize, style: Style) {
        if block.rows.is_empty() {
            return;
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        let room = self.width.saturating_sub(indent);
        table.set_width(u16::try_from(room).unwrap_or(u16::MAX));
        if !block.columns.is_empty() {
            table.set_header(block.columns.clone());
        }
        for row in used_columns(&block.rows) {
            table.add_row(row);
        }
        let columns = table.column_count();
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if at + 1 == columns { 0 } else { 2 }));
            column.set_cell_alignment(CellAlignment::Left);
            if columns > 1 && at == 0 {
                let most = u16::try_from(room / 2).unwrap_or(u16::MAX);
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
            }
        }
        let lines: Vec<String> = table.lines().collect();
        for line in lines {
            let line = format!("{}{}", " ".repeat(indent), line.trim_end());
            self.line(&self.styled(&line, style));
        }
    }

    fn styled(&self, text: &str, style: Style) -> String {
        if self.color && style != PLAIN { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}", line.trim_end());
    }
}

/// The rows without the columns in which nobody has anything.
fn used_columns(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &'_ Vec<String>, at: usize| row.get(at).is_some_and(|cell| !cell.is_empty());
    let used: Vec<usize> =
        (0..columns).filter(|at| *at == 0 || rows.iter().any(|row| cell(row, *at))).collect();
    rows.iter().map(|row| used.iter().map(|at| row.get(*at).map_or("", String::as_str)).collect()).collect()
}

//! One row of texts, wrapped in columns of the screen.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Width};
use comfy_table::{Table, presets::NOTHING};
use unicode_width::UnicodeWidthStr;

/// A column narrower than this could not hold every character.
pub(super) const LEAST: u16 = 2;

/// A column on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// The empty columns of the screen before it.
    pub(super) before: u16,
    /// Its width without those.
    pub(super) width: u16,
    /// True if its text is set to the right.
    pub(super) right: bool,
}

impl Placed {
    /// Places a column whose text is set to the left.
    pub(super) fn left(before: u16, width: u16) -> Self {
        Self {
            before,
            width,
            right: false,
        }
    }

    /// Places a column whose text is set to the right.
    pub(super) fn right(before: u16, width: u16) -> Self {
        Self {
            before,
            width,
            right: true,
        }
    }

    /// Returns the columns of the screen that it takes with those before it.
    pub(super) fn end(self) -> u16 {
        self.before + self.width
    }
}

/// Returns the width of a text that is not wrapped.
pub(super) fn natural(text: &str) -> u16 {
    let widest = text.lines().map(UnicodeWidthStr::width).max();
    u16::try_from(widest.unwrap_or_default()).unwrap_or(u16::MAX)
}

/// Returns the lines of a row. They have no blanks at their ends.
pub(super) fn grid(columns: &[Placed], texts: &[&str]) -> Vec<String> {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_width(columns.iter().map(|column| column.end()).sum())
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.add_row(texts.iter().map(Cell::new).collect::<Vec<_>>());
    for (column, placed) in table.column_iter_mut().zip(columns) {
        column.set_padding((placed.before, 0));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(placed.end())));
        column.set_cell_alignment(if placed.right {
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

    #[test]
    fn texts_are_wrapped_in_their_columns() {
        let columns = [Placed::left(1, 6), Placed::right(2, 4)];
        for (texts, lines) in [
            (["over 50", "7"], &[" over       7", " 50"][..]),
            (["", "12"], &["           12"]),
            (["two\nlines", ""], &[" two", " lines"]),
            (["漢字漢字", "x"], &[" 漢字漢     x", " 字"]),
        ] {
            assert_eq!(grid(&columns, &texts), lines);
        }
    }

    #[test]
    fn the_natural_width_counts_columns_of_the_screen() {
        for (text, width) in [("", 0), ("abc", 3), ("漢字", 4), ("a\nlong", 4)] {
            assert_eq!(natural(text), width, "{text}");
        }
        assert_eq!(natural(&"x".repeat(70_000)), u16::MAX);
    }
}

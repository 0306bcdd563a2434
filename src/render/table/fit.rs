//! Columns fitted to the page: which are shown, and how wide.

use super::grid::{LEAST, Placed, natural};
use crate::page::{Block, Cell, Column, Layout, Narrow, Role, Section, Table, TableRow};

/// From this width on there is room for quotes, files and lines.
pub(super) const WIDE: u16 = 100;
/// A heading that may be wrapped needs no more: it breaks into words, not into letters.
const WRAPPED: u16 = 9;

/// The columns in which all tables of one layout in a section are set, so that they line up.
#[derive(Debug)]
pub(super) struct FittedTable {
    /// The layout.
    pub(super) layout: Layout,
    /// The columns that are shown.
    pub(super) columns: Vec<FittedColumn>,
}

/// One or more columns of a layout as one column on the screen.
#[derive(Debug)]
pub(super) struct FittedColumn {
    /// The heading. May be empty.
    pub(super) heading: &'static str,
    /// True if there are values in it.
    pub(super) is_value: bool,
    /// Where it is.
    pub(super) placed: Placed,
    /// The cells of a row that are set in it, one behind the other.
    cells: Vec<usize>,
}

impl FittedTable {
    /// Fits the tables of a section to a page of some width.
    pub(super) fn all_of(section: &Section, width: u16) -> Vec<Self> {
        let mut layouts: Vec<Layout> = Vec::new();
        for table in section.blocks.iter().filter_map(table_of) {
            if !layouts.contains(&table.layout) {
                layouts.push(table.layout);
            }
        }
        layouts
            .into_iter()
            .map(|layout| Self::new(section, layout, width))
            .collect()
    }

    fn new(section: &Section, layout: Layout, width: u16) -> Self {
        let tables = section.blocks.iter().filter_map(table_of);
        let rows: Vec<&TableRow> = tables
            .filter(|table| table.layout == layout)
            .flat_map(|table| &table.rows)
            .collect();
        let mut columns = shown(layout, &rows, width >= WIDE);
        let wanted: Vec<u16> = columns
            .iter()
            .map(|column| wanted(layout, column, &rows))
            .collect();
        let between = if width >= WIDE { 3 } else { 2 };
        let gaps = u16::try_from(wanted.len().saturating_sub(1)).unwrap_or_default() * between;
        let widths = fit(&wanted, width.saturating_sub(layout.indent + gaps));
        for (at, (column, width)) in columns.iter_mut().zip(widths).enumerate() {
            column.placed.before = if at == 0 { layout.indent } else { between };
            column.placed.width = width;
        }
        Self { layout, columns }
    }
}

impl FittedColumn {
    fn new(cell: usize, column: &Column) -> Self {
        Self {
            heading: column.heading,
            is_value: column.role == Role::Value,
            placed: Placed {
                before: 0,
                width: 0,
                right: column.role == Role::Count,
            },
            cells: vec![cell],
        }
    }

    /// Sets a further column of the layout behind this one.
    fn join(&mut self, cell: usize, column: &Column) {
        self.is_value |= column.role == Role::Value;
        self.placed.right |= column.role == Role::Count;
        self.cells.push(cell);
    }

    /// Returns the text of a row in this column.
    pub(super) fn text(&self, row: &TableRow) -> String {
        let cells = self.cells.iter().filter_map(|cell| row.cells.get(*cell));
        let texts = cells.map(text_of);
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        texts.join("  ")
    }
}

fn table_of(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.as_str().to_owned(),
        Cell::Lines(lines) => {
            let lines = lines.iter().map(|line| {
                let text = format!("{} {}", line.value, line.text);
                text.trim().to_owned()
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// Returns the columns that have any content and are not left out for want of room, not yet placed.
fn shown(layout: Layout, rows: &[&TableRow], wide: bool) -> Vec<FittedColumn> {
    let mut shown: Vec<FittedColumn> = Vec::new();
    for (cell, column) in layout.columns.iter().enumerate() {
        let used = rows.iter().any(|row| {
            row.cells
                .get(cell)
                .is_some_and(|cell| !text_of(cell).is_empty())
        });
        match (column.narrow, shown.last_mut()) {
            _ if !used => {}
            (Narrow::Hide, _) if !wide => {}
            (Narrow::Join, Some(last)) if !wide => last.join(cell, column),
            _ => shown.push(FittedColumn::new(cell, column)),
        }
    }
    shown
}

/// Returns the width that a column would have if there were room for all.
fn wanted(layout: Layout, column: &FittedColumn, rows: &[&TableRow]) -> u16 {
    let widest = rows.iter().map(|row| natural(&column.text(row))).max();
    let heading = natural(column.heading);
    let first = column
        .cells
        .first()
        .and_then(|cell| layout.columns.get(*cell));
    let heading = if first.is_some_and(|first| first.wraps_heading) {
        heading.min(WRAPPED)
    } else {
        heading
    };
    widest.unwrap_or(LEAST).max(heading)
}

/// Returns widths that fit into a space: the widest columns give way first.
fn fit(wanted: &[u16], space: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = wanted
        .iter()
        .map(|width| (*width).clamp(LEAST, space.max(LEAST)))
        .collect();
    while widths.iter().copied().map(usize::from).sum::<usize>() > usize::from(space) {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_first() {
        assert_eq!(fit(&[3, 20, 10], 40), [3, 20, 10]);
        assert_eq!(fit(&[3, 20, 10], 25), [3, 12, 10]);
        assert_eq!(fit(&[900, 0], 10), [8, 2]);
    }
}

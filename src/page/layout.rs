//! A page as data: sections of blocks, and tables that carry their columns with them. A renderer needs to
//! know nothing about a page but what is here.

use super::address::Address;
use crate::safe::Shown;

/// A document for readers, in the order in which it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The titles of the topics, in capitals.
    pub(crate) titles: Vec<Shown>,
    /// The sentence that sums it up, if there is one.
    pub(crate) lead: Option<Shown>,
    /// Further sentences above the sections.
    pub(crate) head: Vec<Shown>,
    /// The sections.
    pub(crate) sections: Vec<Section>,
    /// Where the page is put.
    pub(crate) medium: Medium,
}

/// Where a page is put.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Medium {
    /// On its own, as long as it is.
    #[default]
    Document,
    /// Into a comment on a pull request. Rows for which there is no room are counted instead.
    Comment {
        /// The most bytes that the comment may have.
        most_bytes: usize,
        /// The command that shows all rows.
        whole: &'static str,
    },
}

/// A part of a page with a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its heading.
    pub heading: Shown,
    /// A remark beside the heading. May be empty.
    pub aside: Shown,
    /// How much it is to be seen.
    pub emphasis: Emphasis,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// How much a section is to be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Emphasis {
    /// As any other.
    #[default]
    Plain,
    /// Less: it is there for completeness.
    Small,
    /// Only on demand, if the format can fold.
    Folded,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// The title of a topic, if there are several.
    Topic(Shown),
    /// The event or the speaker that the rows below have in common.
    Group(Shown),
    /// The heading of one question or finding.
    Item {
        /// Its number, or a sign.
        mark: Shown,
        /// The question or the finding.
        text: Shown,
        /// The event.
        event: Shown,
    },
    /// Rows of cells. The tables of a section that have the same layout line up.
    Table(Table),
    /// A sentence about the block above it.
    Remark {
        /// The sentence.
        text: Shown,
        /// The file and line that it speaks of. May be empty.
        place: Shown,
    },
    /// A footnote.
    Note {
        /// The number by which cells refer to it.
        number: usize,
        /// Its text.
        text: Shown,
    },
}

/// Rows with the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The columns.
    pub layout: Layout,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
    /// True if its values contradict another row's or each other: then they stand out.
    pub contradicted: bool,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Running text. May be empty.
    Text(Shown),
    /// Lines below each other.
    Lines(Vec<CellLine>),
}

/// A line of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CellLine {
    /// A value to begin with, which stands out. May be empty.
    pub value: Shown,
    /// The rest of the line.
    pub text: Shown,
    /// Where to read more.
    pub links: Vec<Address>,
}

/// The columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The columns of the screen before the first cell.
    pub indent: u16,
    /// The columns, from left to right.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its heading. May be empty: then the cells speak for themselves.
    pub heading: &'static str,
    /// The kind of its cells.
    pub role: Role,
    /// What becomes of it if the page is narrow.
    pub narrow: Narrow,
    /// True if the heading may be broken into its words. Otherwise the column is as wide as its heading.
    pub wraps_heading: bool,
}

/// The kind of the cells in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Words.
    Text,
    /// Values, which stand out in a row that is contradicted.
    Value,
    /// Counts, which are set to the right.
    Count,
}

/// What becomes of a column if the page is narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Narrow {
    /// It stays.
    Keep,
    /// It is left out.
    Hide,
    /// Its cells are set behind those of the column before it.
    Join,
}

impl Page {
    /// Makes a page of those sections that have any content.
    pub(super) fn new(
        titles: Vec<Shown>,
        head: Vec<Shown>,
        sections: impl IntoIterator<Item = Section>,
    ) -> Self {
        Self {
            titles,
            head,
            sections: sections
                .into_iter()
                .filter(|section| !section.blocks.is_empty())
                .collect(),
            ..Self::default()
        }
    }
}

impl Section {
    /// Makes a section without an aside.
    pub(super) fn new(heading: &'static str, blocks: Vec<Block>) -> Self {
        Self {
            heading: heading.into(),
            aside: Shown::default(),
            emphasis: Emphasis::Plain,
            blocks,
        }
    }

    /// Puts a remark beside the heading.
    pub(super) fn with_aside(self, aside: impl Into<Shown>) -> Self {
        Self {
            aside: aside.into(),
            ..self
        }
    }

    /// Sets how much the section is to be seen.
    pub(super) fn with_emphasis(self, emphasis: Emphasis) -> Self {
        Self { emphasis, ..self }
    }
}

impl Block {
    /// Makes a remark on no particular place.
    pub(super) fn remark(text: impl Into<Shown>) -> Self {
        Self::Remark {
            text: text.into(),
            place: Shown::default(),
        }
    }
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Shown> for Cell {
    fn from(text: Shown) -> Self {
        Self::Text(text)
    }
}

impl Cell {
    /// Returns true if there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Lines(lines) => lines
                .iter()
                .all(|line| line.value.is_empty() && line.text.is_empty() && line.links.is_empty()),
        }
    }
}

impl Layout {
    /// Returns true if any column has a heading.
    pub(crate) fn has_headings(&self) -> bool {
        self.columns.iter().any(|column| !column.heading.is_empty())
    }
}

impl Column {
    /// A column of words.
    pub(super) const TEXT: Self = Self {
        heading: "",
        role: Role::Text,
        narrow: Narrow::Keep,
        wraps_heading: false,
    };

    /// A column of values.
    pub(super) const VALUE: Self = Self {
        role: Role::Value,
        ..Self::TEXT
    };

    /// Makes a column of counts.
    pub(super) const fn count(heading: &'static str) -> Self {
        Self {
            heading,
            role: Role::Count,
            ..Self::TEXT
        }
    }

    /// Gives the column a heading.
    pub(super) const fn headed(self, heading: &'static str) -> Self {
        Self { heading, ..self }
    }

    /// Lets the heading be broken into its words.
    pub(super) const fn wrapping(self) -> Self {
        Self {
            wraps_heading: true,
            ..self
        }
    }

    /// Sets what becomes of the column if the page is narrow.
    pub(super) const fn if_narrow(self, narrow: Narrow) -> Self {
        Self { narrow, ..self }
    }
}

/// A layout that knows how many columns it has, so that the compiler counts the cells of its rows.
#[derive(Debug)]
pub(super) struct Columns<const N: usize> {
    indent: u16,
    columns: [Column; N],
}

impl<const N: usize> Columns<N> {
    /// Makes a layout that begins at a column of the screen.
    pub(super) const fn new(indent: u16, columns: [Column; N]) -> Self {
        Self { indent, columns }
    }

    /// Makes a table of rows.
    pub(super) fn table(&'static self, rows: impl IntoIterator<Item = Cells<N>>) -> Block {
        Block::Table(Table {
            layout: Layout {
                indent: self.indent,
                columns: &self.columns,
            },
            rows: rows.into_iter().map(TableRow::from).collect(),
        })
    }
}

/// A row for a table with so many columns.
#[derive(Debug)]
pub(super) struct Cells<const N: usize> {
    cells: [Cell; N],
    contradicted: bool,
}

impl<const N: usize> Cells<N> {
    /// Makes a row that is not contradicted.
    pub(super) fn new(cells: [impl Into<Cell>; N]) -> Self {
        Self {
            cells: cells.map(Into::into),
            contradicted: false,
        }
    }

    /// Marks the row as contradicted, or not.
    pub(super) fn contradicted_if(self, contradicted: bool) -> Self {
        Self {
            contradicted,
            ..self
        }
    }
}

impl<const N: usize> From<Cells<N>> for TableRow {
    fn from(
        Cells {
            cells,
            contradicted,
        }: Cells<N>,
    ) -> Self {
        Self {
            cells: cells.into(),
            contradicted,
        }
    }
}

//! Sheets: what a report knows as rows and columns, for spreadsheets and databases. What stands in which column is decided
//! here, once for all formats of sheets.

mod claims;
mod findings;
mod questions;
mod shared;

use crate::report::Report;
use crate::safe::Shown;

/// A sheet: a row of headings, and rows that are made one after the other.
pub struct Sheet<'r> {
    /// The headings of the columns: the names of the same things in the JSON.
    pub(crate) headings: &'static [&'static str],
    /// The rows, each with a cell for every heading.
    pub(crate) rows: Box<dyn Iterator<Item = Vec<Cell>> + 'r>,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Text, which stays text whatever a spreadsheet makes of its letters.
    Text(Shown),
    /// An exact decimal.
    Number(String),
    /// Yes or no.
    Flag(bool),
}

impl<'r> Sheet<'r> {
    /// Returns the claims on the questions that are shown, a row each: those of a question together, as they support its
    /// positions from low to high, and last what is history.
    ///
    /// ```
    /// use crosscheck::render;
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::sheet::Sheet;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let mut out = Vec::new();
    /// render::csv(Sheet::claims(&report), &mut out)?;
    /// assert!(out.starts_with(b"topic,folder,event,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(report: &'r Report) -> Self {
        Self {
            headings: &claims::HEADINGS,
            rows: Box::new(claims::rows(report)),
        }
    }

    /// Returns the questions that are shown, a row each, with what came out.
    pub fn questions(report: &'r Report) -> Self {
        Self {
            headings: &questions::HEADINGS,
            rows: Box::new(questions::rows(report)),
        }
    }

    /// Returns the findings on the questions that are shown, a row each.
    pub fn findings(report: &'r Report) -> Self {
        Self {
            headings: &findings::HEADINGS,
            rows: Box::new(findings::rows(report)),
        }
    }
}

//! Sheets as CSV: UTF-8, commas, quotes doubled, as RFC 4180 has it, but with plain line breaks. No cell of them runs in a
//! spreadsheet, nor does it become a date or another number there.

use std::io::{self, Write};

use csv::Writer;

use crate::sheet::{Cell, Sheet};

/// Stands before text of which a spreadsheet would make something else. It is doubled where the text begins with one, so
/// that a program may take one off again.
const GUARD: char = '\'';

/// Words in which a spreadsheet sees a part of a date or of a number.
const WORDS: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
    "mon",
    "monday",
    "tue",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "am",
    "pm",
    "a",
    "p",
    "e",
    "t",
    "z",
    "st",
    "nd",
    "rd",
    "th",
    "bc",
    "ad",
];

/// Up to so many digits a spreadsheet keeps a whole number as it is.
const MOST_DIGITS: usize = 15;

/// Writes a sheet as CSV.
///
/// # Errors
///
/// If `out` fails.
pub fn csv(sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(sheet.headings)?;
    for row in sheet.rows {
        writer.write_record(row.iter().map(field))?;
    }
    writer.flush()
}

/// Returns the field of a cell.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if acts(text.as_str()) => format!("{GUARD}{text}"),
        Cell::Text(text) => text.as_str().to_owned(),
        Cell::Number(number) => number.clone(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// Returns true for text that a spreadsheet would run, or of which it would make a date or another number.
fn acts(text: &str) -> bool {
    const FIRST: &[char] = &[
        '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', GUARD,
    ];
    text.trim_start().starts_with(FIRST) || is_rewritten(text)
}

/// Returns true if there is a digit in a text and nothing that no date or number has; a whole number and a day of ISO 8601
/// stay what they are.
fn is_rewritten(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    let is_known = |word: &str| word.is_empty() || WORDS.contains(&word.to_lowercase().as_str());
    text.contains(|letter: char| letter.is_numeric())
        && words.all(is_known)
        && !is_whole(text)
        && !is_day(text)
}

fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= MOST_DIGITS
        && (text.len() == 1 || !text.starts_with('0'))
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        part.len() * usize::from(is_number)
    });
    [parts.next(), parts.next(), parts.next(), parts.next()] == [Some(4), Some(2), Some(2), None]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::safe;

    #[test]
    fn no_cell_runs_or_becomes_something_else() {
        for (text, written) in [
            ("58 soldiers", "58 soldiers"),
            ("over 50", "over 50"),
            ("58", "58"),
            ("2025-10-11", "2025-10-11"),
            ("Lärn, “the town”", "Lärn, “the town”"),
            ("", ""),
            // What runs.
            ("=1+1", "'=1+1"),
            (" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+58", "'+58"),
            ("-5", "'-5"),
            ("＝1", "'＝1"),
            // What becomes a date.
            ("1/2", "'1/2"),
            ("2-3", "'2-3"),
            ("4.5", "'4.5"),
            ("2025-10", "'2025-10"),
            ("7 October", "'7 October"),
            ("Mar 2", "'Mar 2"),
            ("10:30 pm", "'10:30 pm"),
            // What becomes another number.
            ("1,300", "'1,300"),
            ("007", "'007"),
            ("1e5", "'1e5"),
            ("12 %", "'12 %"),
            ("1234567890123456", "'1234567890123456"),
            // One guard can be taken off again.
            ("'58", "''58"),
        ] {
            assert_eq!(field(&Cell::Text(safe(text))), written);
        }
    }

    #[test]
    fn what_a_sheet_knows_as_a_number_stays_one() {
        for (cell, written) in [
            (Cell::Empty, ""),
            (Cell::Number("-4.5".to_owned()), "-4.5"),
            (Cell::Flag(true), "true"),
        ] {
            assert_eq!(field(&cell), written);
        }
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let row = ["a,b", "c\"d", "e"].map(|text| Cell::Text(safe(text)));
        let sheet = Sheet {
            headings: &["x", "y", "z"],
            rows: Box::new([row.to_vec()].into_iter()),
        };
        let mut out = Vec::new();
        csv(sheet, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "x,y,z\n\"a,b\",\"c\"\"d\",e\n"
        );
    }
}

//! What is under the cursor, read from the text alone: it is half-written most of the time.

use std::ops::Range;

use super::line::{EditedLine, Header, is_bare, lines};

/// What is under the cursor. Ranges are offsets in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cursor {
    /// The header of a table: what it covers.
    Header(Range<usize>),
    /// A key, or the place for one.
    Key(Spot),
    /// A value of a key, or the place for one.
    Value {
        /// Whose value.
        key: String,
        /// True if quotation marks stand around it.
        quoted: bool,
        /// Where it is.
        spot: Spot,
    },
    /// Nothing that is known.
    Nothing,
}

/// A word of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The name of the table; empty above the first one.
    pub(super) table: String,
    /// Where the brackets of its header begin.
    pub(super) header: Option<usize>,
    /// What it covers, with its quotation marks.
    pub(super) range: Range<usize>,
    /// What it says, without them.
    pub(super) inner: Range<usize>,
}

impl Cursor {
    /// Returns what is at an offset of a text.
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let line = lines(text)
            .take_while(|line| line.range.start <= offset)
            .last();
        // A line inside a text of several lines is none: nothing is known there.
        line.filter(|line| offset <= line.range.end)
            .map_or(Self::Nothing, |line| on(text, &line, offset))
    }
}

fn on(text: &str, line: &EditedLine, offset: usize) -> Cursor {
    if let Some(Header { start, .. }) = line.table.as_ref().filter(|_| line.is_header()) {
        let written = &text[*start..line.range.end];
        let length = written.find(|letter| !is_bare(letter) && !"[] \t".contains(letter));
        let header = *start..start + written[..length.unwrap_or(written.len())].trim_end().len();
        let touches = header.start <= offset && offset <= header.end;
        return if touches {
            Cursor::Header(header)
        } else {
            Cursor::Nothing
        };
    }
    let touched = line
        .words
        .iter()
        .find(|word| word.range.start <= offset && offset <= word.range.end);
    if let Some(word) = touched {
        let spot = spot(text, line, word.range.clone(), word.inner.clone());
        return match &word.key {
            Some(key) => Cursor::Value {
                key: text[key.clone()].to_owned(),
                quoted: word.quoted,
                spot,
            },
            None => Cursor::Key(spot),
        };
    }
    between(text, line, offset)
}

/// Returns what can be written between the words: a value behind a sign of equality, a key on an empty
/// line.
fn between(text: &str, line: &EditedLine, offset: usize) -> Cursor {
    let before = text[line.range.start..offset].trim_end();
    let spot = spot(text, line, offset..offset, offset..offset);
    let last = line.words.iter().rfind(|word| word.range.end <= offset);
    match last {
        Some(key) if before.ends_with('=') => Cursor::Value {
            key: text[key.inner.clone()].to_owned(),
            quoted: false,
            spot,
        },
        None if before.is_empty() => Cursor::Key(spot),
        _ => Cursor::Nothing,
    }
}

fn spot(text: &str, line: &EditedLine, range: Range<usize>, inner: Range<usize>) -> Spot {
    let name = line
        .table
        .as_ref()
        .map(|table| text[table.name.clone()].to_owned());
    Spot {
        table: name.unwrap_or_default(),
        header: line.table.as_ref().map(|table| table.start),
        range,
        inner,
    }
}

/// Returns the part of a range around an offset that is one id.
pub(super) fn id_around(text: &str, range: &Range<usize>, offset: usize) -> Range<usize> {
    let offset = offset.clamp(range.start, range.end);
    let before = text[range.start..offset]
        .chars()
        .rev()
        .take_while(|letter| is_in_id(*letter))
        .count();
    let after = text[offset..range.end]
        .chars()
        .take_while(|letter| is_in_id(*letter))
        .count();
    offset - before..offset + after
}

fn is_in_id(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

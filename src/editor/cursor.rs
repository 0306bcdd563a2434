//! What is under the cursor, told from the text alone: it is half-written most of the time.

use std::ops::Range;

use super::line::{Header, Line, Word, is_bare, lines};

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
        /// Whether quotation marks stand around it.
        quoted: bool,
        /// Where it is.
        spot: Spot,
    },
    /// Nothing that can be told.
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
    /// What stands at an offset of a text.
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let line = lines(text)
            .take_while(|line| line.range.start <= offset)
            .last();
        // A line inside a text of several lines is none: nothing can be told there.
        line.filter(|line| offset <= line.range.end)
            .map_or(Self::Nothing, |line| on(text, &line, offset))
    }
}

fn on(text: &str, line: &Line, offset: usize) -> Cursor {
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
    let touched = |word: &&Word| word.range.start <= offset && offset <= word.range.end;
    if let Some(word) = line.words.iter().find(touched) {
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

/// Between the words: behind a sign of equality there is place for a value, on an empty line for a key.
fn between(text: &str, line: &Line, offset: usize) -> Cursor {
    let before = text[line.range.start..offset].trim_end();
    let here = || spot(text, line, offset..offset, offset..offset);
    let last = line.words.iter().rfind(|word| word.range.end <= offset);
    match last {
        Some(key) if before.ends_with('=') => Cursor::Value {
            key: text[key.inner.clone()].to_owned(),
            quoted: false,
            spot: here(),
        },
        None if before.is_empty() => Cursor::Key(here()),
        _ => Cursor::Nothing,
    }
}

fn spot(text: &str, line: &Line, range: Range<usize>, inner: Range<usize>) -> Spot {
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

/// The part of a range around an offset that is one id.
pub(super) fn id_around(text: &str, range: &Range<usize>, offset: usize) -> Range<usize> {
    let is_id = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let offset = offset.clamp(range.start, range.end);
    let before = text[range.start..offset]
        .chars()
        .rev()
        .take_while(|letter| is_id(*letter))
        .count();
    let after = text[offset..range.end]
        .chars()
        .take_while(|letter| is_id(*letter))
        .count();
    offset - before..offset + after
}

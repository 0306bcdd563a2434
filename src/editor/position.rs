//! Places as an editor counts them: lines and columns from 0, columns in bytes or in UTF-16 units.

use std::ops::Range;

use crate::files::narrow;

/// In what an editor counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16: what every editor can.
    Utf16,
}

/// A line and a column, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LinePlace {
    /// The line.
    pub(crate) line: u32,
    /// The column.
    pub(crate) column: u32,
}

/// The lines of a text as an editor sees them: they end with a line feed, a carriage return, or both.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Returns the lines of a text.
    pub(crate) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len()).filter(|&at| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Self {
            text,
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    /// Returns the offset of a place. What lies behind the end of a line is its end, what lies behind the last
    /// line is the end of the text, and the middle of a character is its beginning.
    pub(crate) fn offset(&self, place: LinePlace, encoding: Encoding) -> usize {
        let Some(&start) = self.starts.get(place.line as usize) else {
            return self.text.len();
        };
        let end = self
            .starts
            .get(place.line as usize + 1)
            .copied()
            .unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let (mut column, wanted) = (0, place.column as usize);
        for (at, letter) in line.char_indices() {
            column += width(letter, encoding);
            if column > wanted {
                return start + at;
            }
        }
        start + line.len()
    }

    /// Returns the place of an offset.
    pub(crate) fn place(&self, offset: usize, encoding: Encoding) -> LinePlace {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        LinePlace {
            line: narrow(line),
            column: narrow(before.chars().map(|letter| width(letter, encoding)).sum()),
        }
    }

    /// Returns the offsets of two places, the first one not behind the second.
    pub(crate) fn range(&self, from: LinePlace, to: LinePlace, encoding: Encoding) -> Range<usize> {
        let start = self.offset(from, encoding);
        start..self.offset(to, encoding).max(start)
    }
}

fn width(letter: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => letter.len_utf8(),
        Encoding::Utf16 => letter.len_utf16(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "a = 1\r\nü = \"😀x\"\n\rlast";

    #[test]
    fn places_and_offsets_are_those_of_the_encoding() {
        let lines = Lines::of(TEXT);
        for (offset, utf8, utf16) in [
            (0, (0, 0), (0, 0)),
            (5, (0, 5), (0, 5)),
            (7, (1, 0), (1, 0)),
            (9, (1, 2), (1, 1)),
            (13, (1, 6), (1, 5)),
            (17, (1, 10), (1, 7)),
            (19, (1, 12), (1, 9)),
            (20, (2, 0), (2, 0)),
            (21, (3, 0), (3, 0)),
            (25, (3, 4), (3, 4)),
        ] {
            for ((line, column), encoding) in [(utf8, Encoding::Utf8), (utf16, Encoding::Utf16)] {
                let place = LinePlace { line, column };
                assert_eq!(
                    lines.place(offset, encoding),
                    place,
                    "{offset} {encoding:?}"
                );
                assert_eq!(
                    lines.offset(place, encoding),
                    offset,
                    "{place:?} {encoding:?}"
                );
            }
        }
    }

    #[test]
    fn a_place_that_does_not_exist_is_the_nearest_before_it() {
        let lines = Lines::of(TEXT);
        for ((line, column), encoding, offset) in [
            ((0, 99), Encoding::Utf16, 5),
            ((1, 6), Encoding::Utf16, 13),
            ((1, 1), Encoding::Utf8, 7),
            ((1, 8), Encoding::Utf8, 13),
            ((9, 0), Encoding::Utf16, 25),
        ] {
            assert_eq!(
                lines.offset(LinePlace { line, column }, encoding),
                offset,
                "{line}:{column}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_character_has_a_place_of_its_own(text in "[a\r\nü😀\u{2028}]{0,12}") {
            let lines = Lines::of(&text);
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let mut before = None;
                for (offset, letter) in text.char_indices() {
                    let place = lines.place(offset, encoding);
                    prop_assert!(before < Some(place));
                    before = Some(place);
                    // Between the two halves of a line break there is no place to go to.
                    let broken = letter == '\n' && text[..offset].ends_with('\r');
                    prop_assert!(broken || lines.offset(place, encoding) == offset);
                }
            }
        }
    }
}

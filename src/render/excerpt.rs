//! The line of a place, made safe and cut to what fits.

use crate::files::{Files, Span};
use crate::safe::{Shown, safe, shown};

/// A longer line is cut to this many bytes around the place.
const LONGEST_LINE: usize = 160;

/// The line of a place as it is shown.
pub(super) struct Excerpt {
    /// The text before the place.
    pub(super) before: Shown,
    /// The text of the place.
    pub(super) meant: Shown,
    /// The text after the place.
    pub(super) after: Shown,
}

impl Excerpt {
    /// Cuts the line of a place out of its file. A file may be large: only this line is handed on.
    pub(super) fn new(files: &Files, span: Span) -> Self {
        let (line, line_start) = files.line(span);
        let start = (span.start - line_start) as usize;
        let end = ((span.end - line_start) as usize).clamp(start, line.len().max(start));
        let from = line
            .floor_char_boundary(start.saturating_sub(LONGEST_LINE / 2))
            .min(start);
        let to = line
            .ceil_char_boundary((start + LONGEST_LINE).min(line.len()))
            .max(from);
        let (start, end) = (start.min(to), end.min(to));
        let cut_before = (from > 0).then_some("…");
        let cut_after = (to < line.len()).then_some("…");
        Self {
            before: shown!("{}{}", cut_before, safe(&line[from..start])),
            meant: safe(&line[start..end]),
            after: shown!("{}{}", safe(&line[end..to]), cut_after),
        }
    }

    /// Returns the whole excerpt.
    pub(super) fn line(&self) -> Shown {
        shown!("{}{}{}", self.before, self.meant, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{FileId, SourceFile};

    #[test]
    fn a_line_is_cut_around_its_place_and_made_safe() {
        let long = "x".repeat(300);
        let [ten, eighty, all] = [&long[..10], &long[..80], &long[..159]];
        for (text, bytes, before, meant, after) in [
            ("a = 23\nb = 58", 4..6, "a = ", "23", ""),
            ("a = 23\nb = 58", 11..13, "b = ", "58", ""),
            (
                "a\u{202e} = 58 # \u{7}",
                7..9,
                "a<U+202E> = ",
                "58",
                " # <U+0007>",
            ),
            (
                &format!("{ten}5{long}"),
                10..11,
                ten,
                "5",
                &format!("{all}…"),
            ),
            (
                &format!("{long}5"),
                300..301,
                &format!("…{eighty}"),
                "5",
                "",
            ),
        ] {
            let mut files = Files::default();
            files.add(SourceFile::kept("a.toml".to_owned(), text.to_owned()));
            let excerpt = Excerpt::new(&files, Span::new(FileId::at(0), bytes));
            assert_eq!(excerpt.before, before, "{text}");
            assert_eq!(excerpt.meant, meant, "{text}");
            assert_eq!(excerpt.after, after, "{text}");
        }
    }
}

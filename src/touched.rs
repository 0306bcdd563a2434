//! What a change touches: the lines of the files that are not as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use similar::{DiffOp, capture_diff_slices};

use crate::files::{FileId, Files, Span};

/// The files that are not as they were, and their lines that were not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touched(BTreeMap<FileId, Vec<RangeInclusive<usize>>>);

/// How near a change comes to a place, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Touch {
    /// It touches the lines.
    Lines,
    /// It touches the file.
    File,
    /// It does not touch the file.
    Not,
}

impl Touched {
    /// Holds files against what they were, each with its path from the working folder. A file that only has another
    /// name is as it was.
    pub(crate) fn new(before: &[(String, String)], files: &Files) -> Self {
        let known: BTreeMap<&str, &str> = before
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let texts: BTreeSet<&str> = known.values().copied().collect();
        let touched = files.read().filter_map(|file| {
            let path = files.path(file);
            let before = known.get(path.as_str()).copied();
            let lines = files.glance(file, |now| {
                (!texts.contains(now)).then(|| new_lines(before.unwrap_or_default(), now))
            })?;
            Some((file, lines?))
        });
        Self(touched.collect())
    }

    /// Returns how near it comes to a place.
    pub(crate) fn near(&self, files: &Files, place: Span) -> Touch {
        let Some(new) = self.0.get(&place.file) else {
            return Touch::Not;
        };
        let (first, last) = (files.line_number(place), files.end(place).line);
        let is_near =
            |lines: &RangeInclusive<usize>| *lines.start() <= last && first <= *lines.end();
        if new.iter().any(is_near) {
            Touch::Lines
        } else {
            Touch::File
        }
    }
}

/// Returns the lines of a text, from 1, that were not in another; `None` if only line breaks differ.
fn new_lines(before: &str, now: &str) -> Option<Vec<RangeInclusive<usize>>> {
    let [old, new]: [Vec<&str>; 2] = [before, now].map(|text| text.lines().collect());
    if old == new {
        return None;
    }
    let changes = capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let additions = changes
        .iter()
        .filter(|change| matches!(change, DiffOp::Insert { .. } | DiffOp::Replace { .. }));
    let lines = additions.map(|change| {
        let lines = change.new_range();
        lines.start + 1..=lines.end
    });
    Some(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;

    #[test]
    fn the_lines_that_were_not_there_are_new() {
        for (before, now, lines) in [
            ("a\nb\n", "a\nb\n", None),
            ("a\nb\n", "a\r\nb\r\n", None),
            ("", "a\nb\n", Some(vec![1..=2])),
            ("a\nb\nc\n", "a\nx\nc\nd\n", Some(vec![2..=2, 4..=4])),
            ("a\nb\n", "a\n", Some(vec![])),
        ] {
            assert_eq!(new_lines(before, now), lines, "{before:?} {now:?}");
        }
    }

    #[test]
    fn a_place_is_touched_with_its_lines_or_with_its_file() {
        let files = load_texts([
            ("a.toml", "one\ntwo\nthree\n"),
            ("b.toml", "moved\n"),
            ("c.toml", "same\n"),
        ])
        .files;
        let before = [
            ("a.toml", "one\nthree\n"),
            ("old.toml", "moved\n"),
            ("c.toml", "same\n"),
        ];
        let before = before.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let touched = Touched::new(&before, &files);
        for (file, bytes, near) in [
            (0, 0..3, Touch::File),
            (0, 0..5, Touch::Lines),
            (0, 4..7, Touch::Lines),
            (0, 8..13, Touch::File),
            (1, 0..5, Touch::Not),
            (2, 0..4, Touch::Not),
        ] {
            let place = Span::new(FileId::at(file), bytes.clone());
            assert_eq!(touched.near(&files, place), near, "{file} {bytes:?}");
        }
    }
}

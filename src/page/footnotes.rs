//! The footnotes of a page, gathered while its sections are written.

use std::collections::{BTreeMap, BTreeSet};

use super::context::PageContext;
use super::layout::{Block, Emphasis, Section};
use crate::compare::{Comparison, Position};
use crate::safe::{Shown, safe, shown};

/// Notes on values, numbered in the order in which the page refers to them. The same words are one note.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
}

impl Footnotes {
    /// Words the value of a position, with the numbers of the notes on it.
    pub(super) fn value(
        &mut self,
        context: &PageContext<'_>,
        comparison: &Comparison,
        position: &Position,
    ) -> Shown {
        self.noted(context, position, context.value(comparison, position))
    }

    /// Adds to words for a position the numbers of the notes on it.
    pub(super) fn noted(
        &mut self,
        context: &PageContext<'_>,
        position: &Position,
        value: Shown,
    ) -> Shown {
        let notes = context
            .live_claims(position)
            .filter_map(|claim| context.report.details(claim).note);
        let marks = self.marks(notes);
        if marks.is_empty() {
            value
        } else {
            shown!("{} {}", value, marks)
        }
    }

    /// Takes notes in and returns the marks that refer to them: "[1][4]".
    fn marks(&mut self, notes: impl Iterator<Item = String>) -> Shown {
        let numbers: BTreeSet<usize> = notes.filter_map(|note| self.number(note)).collect();
        numbers
            .into_iter()
            .map(|number| shown!("[{}]", number))
            .collect()
    }

    /// Returns the number of a note; none if it says nothing.
    fn number(&mut self, note: String) -> Option<usize> {
        let is_blank = note.trim().is_empty();
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(note).or_insert(next);
        (!is_blank).then_some(number)
    }

    /// Makes the section at the end of the page that holds them.
    pub(super) fn section(self) -> Section {
        let mut notes: Vec<(usize, String)> = self
            .numbers
            .into_iter()
            .filter(|(note, _)| !note.trim().is_empty())
            .map(|(note, number)| (number, note))
            .collect();
        notes.sort_unstable();
        let blocks = notes.into_iter().map(|(number, note)| Block::Note {
            number,
            text: safe(&note),
        });
        Section::new("NOTES", blocks.collect()).with_emphasis(Emphasis::Small)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_note() {
        let mut footnotes = Footnotes::default();
        for (notes, marks) in [
            (&["seen"][..], "[1]"),
            (&[], ""),
            (&["why?", "seen", "why?"], "[1][2]"),
            // A blank note takes a number and is not referred to.
            (&[" \n"], ""),
            (&["late", "seen"], "[1][4]"),
        ] {
            let notes = notes.iter().map(|note| (*note).to_owned());
            assert_eq!(footnotes.marks(notes), marks);
        }
        let notes = footnotes
            .section()
            .blocks
            .into_iter()
            .map(|block| match block {
                Block::Note { number, text } => (number, text.into_string()),
                other => panic!("{other:?}"),
            });
        let all = [(1, "seen"), (2, "why?"), (4, "late")];
        assert!(notes.eq(all.map(|(number, text)| (number, text.to_owned()))));
    }
}

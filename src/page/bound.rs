//! How much of a section is shown: what is left out is counted, and the JSON has all of it.

use super::layout::{Block, Cell, Cells};
use crate::phrase::number;
use crate::safe::{Shown, shown};

/// No more questions than this are shown in a section in which nothing is contradicted.
pub(super) const MOST_QUESTIONS: usize = 100;

/// No more rows than this are shown of one question.
pub(super) const MOST_ROWS: usize = 16;

/// Says how many more there are; nothing if there are none.
pub(super) fn more(count: usize) -> Option<Shown> {
    (count > 0).then(|| shown!("and {} more", number::grouped(count)))
}

/// Says below a section how many more there are.
pub(super) fn more_below(count: usize) -> Option<Block> {
    more(count).map(Block::remark)
}

/// Joins the first values of a question, and counts the others.
pub(super) fn first_values(mut values: Vec<Shown>) -> Shown {
    let left_out = values.len().saturating_sub(MOST_ROWS);
    values.truncate(MOST_ROWS);
    values.extend(more(left_out));
    Shown::join(values, "; ")
}

/// Keeps the first rows of a question. A last one counts the others, in the cell at a place.
pub(super) fn first_rows<const N: usize>(mut rows: Vec<Cells<N>>, at: usize) -> Vec<Cells<N>> {
    let left_out = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    rows.extend(more(left_out).map(|more| {
        let mut cells = std::array::from_fn(|_| Cell::from(Shown::default()));
        cells[at] = more.into();
        Cells::new(cells)
    }));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::context::PageContext;
    use super::super::footnotes::Footnotes;
    use super::super::testing::{lines, report};
    use super::super::{agreed, losses, one_speaker};
    use super::*;

    /// Returns the last line of each section on as many questions as are given, with what it should be.
    fn last_lines(claims: &[String]) -> [String; 3] {
        let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
        let report = report(&claims);
        let context = PageContext::new(&report);
        [agreed::section, losses::section, one_speaker::section].map(|section| {
            let blocks = section(&context, &mut Footnotes::default()).blocks;
            let lines: Vec<String> = blocks.iter().flat_map(lines).collect();
            lines.last().cloned().unwrap_or_default()
        })
    }

    fn many(attribute: &str, speakers: &[&str], questions: usize) -> Vec<String> {
        let questions = 0..questions;
        questions
            .flat_map(|n| {
                let claims = speakers.iter();
                claims.map(move |by| format!("e{n:03} | {attribute} | 5 | {by}"))
            })
            .collect()
    }

    #[test]
    fn what_is_left_out_of_a_section_is_counted() {
        let both = ["red-army", "blue-army"];
        for (claims, at) in [
            (many("rain", &both, MOST_QUESTIONS + 24), 0),
            (many("killed", &both[..1], MOST_QUESTIONS + 24), 1),
            (many("rain", &both[..1], MOST_QUESTIONS + 24), 2),
        ] {
            assert_eq!(last_lines(&claims)[at], "- and 24 more");
        }
        let whole = many("rain", &both, MOST_QUESTIONS);
        assert!(last_lines(&whole)[0].starts_with("Rain | 5"));
    }

    #[test]
    fn what_is_left_out_of_a_question_is_counted() {
        let values: Vec<Shown> = (0..MOST_ROWS + 3).map(|n| shown!("{}", n)).collect();
        assert!(
            first_values(values)
                .as_str()
                .ends_with("14; 15; and 3 more")
        );
        let rows = (0..MOST_ROWS + 3).map(|_| Cells::new([Shown::default(), "x".into()]));
        let rows = first_rows(rows.collect(), 1);
        assert_eq!(rows.len(), MOST_ROWS + 1);
        assert_eq!(first_rows(rows, 1).len(), MOST_ROWS + 1);
    }
}

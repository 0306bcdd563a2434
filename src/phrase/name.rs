//! Names and lists of them.

use crate::model::{Record, SpeakerId};
use crate::safe::{Shown, safe, shown};

/// No more names than this are listed; the rest are counted.
pub(crate) const MOST_NAMES: usize = 4;

/// Returns the short name of a speaker.
pub(crate) fn name(record: &Record, speaker: SpeakerId) -> Shown {
    safe(&record[speaker].short)
}

/// Lists the first names and counts the rest: "A, B, C, D and 3 more".
pub(crate) fn list(names: Vec<Shown>) -> Shown {
    first_of(names, ", ")
}

/// Joins the first names and counts the rest.
pub(crate) fn first_of(mut names: Vec<Shown>, between: &'static str) -> Shown {
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let rest = (more > 0).then(|| shown!(" and {} more", more));
    shown!("{}{}", Shown::join(names, between), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_names_are_listed_and_the_rest_counted() {
        for (names, list) in [
            ("", ""),
            ("A", "A"),
            ("A B C D", "A, B, C, D"),
            ("A B C D E", "A, B, C, D and 1 more"),
            ("A B C D E F", "A, B, C, D and 2 more"),
        ] {
            assert_eq!(
                super::list(names.split_whitespace().map(safe).collect()),
                list
            );
        }
    }
}

//! What an attribute is likely to be, from the look of its first value.

use crate::model::{About, Kind};

use super::number::{self, Domain};
use super::{answer, date};

/// No more words than this are a unit.
const MOST_WORDS: usize = 3;

/// No more words than this are a name.
const NAME_WORDS: usize = 6;

/// A value, and the words behind it that say what is counted: "300" and "militants".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The number.
    pub(crate) value: String,
    /// What it counts, if the words say so. It may be the unit.
    pub(crate) unit: Option<String>,
}

/// Returns the kind of which a value looks. Nothing follows from it: it is offered.
pub(crate) fn kind(words: &str) -> Kind {
    let number = counted(words).map(|counted| counted.value);
    let is = |domain| {
        number
            .as_deref()
            .is_some_and(|number| is_number(number, domain))
    };
    let is_date = !is_number(words, Domain::Amount) && date::read(words).is_ok();
    if is_date {
        Kind::Date
    } else if is(Domain::Count) {
        Kind::Count
    } else if is(Domain::Amount) {
        Kind::Amount
    } else if answer::read(words).is_ok() {
        Kind::YesNo
    } else if words.contains(';') {
        Kind::Names
    } else if words.split_whitespace().count() <= NAME_WORDS {
        Kind::Text
    } else {
        Kind::Statement
    }
}

/// Splits words into the number at their beginning and what it counts: "over 300 militants" into "over 300" and
/// "militants". Returns `None` if there is no number at their beginning.
pub(crate) fn counted(words: &str) -> Option<Counted> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_read = |end: &usize| {
        let number = words[..*end].join(" ");
        let rest = words.len() - end;
        rest <= MOST_WORDS && is_number(&number, Domain::Amount)
    };
    let end = (1..=words.len()).rev().find(is_read)?;
    let unit = words[end..].join(" ");
    Some(Counted {
        value: words[..end].join(" "),
        unit: (!unit.is_empty()).then_some(unit),
    })
}

fn is_number(words: &str, domain: Domain) -> bool {
    number::read(words, domain, &About::default()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_looks_like_its_kind() {
        for (words, looks) in [
            ("300", Kind::Count),
            ("300 militants", Kind::Count),
            ("over 300 militants", Kind::Count),
            ("several", Kind::Count),
            ("none", Kind::Count),
            ("4.5", Kind::Amount),
            ("4.5 km", Kind::Amount),
            ("26 February 2019", Kind::Date),
            ("2019-02-26", Kind::Date),
            ("yes", Kind::YesNo),
            ("denies", Kind::YesNo),
            ("yes, as long as there are no attacks", Kind::YesNo),
            ("Jaish-e-Mohammed", Kind::Text),
            ("Ada; Bo", Kind::Names),
            (
                "we will answer at a time and a place of our own choice",
                Kind::Statement,
            ),
        ] {
            assert_eq!(kind(words), looks, "{words}");
        }
    }

    #[test]
    fn a_number_is_told_from_what_it_counts() {
        for (words, value, unit) in [
            ("300 militants", "300", Some("militants")),
            (
                "over 300 Taliban fighters",
                "over 300",
                Some("Taliban fighters"),
            ),
            ("300", "300", None),
            ("2.7 million people", "2.7 million", Some("people")),
            ("20 to 30 homes", "20 to 30", Some("homes")),
        ] {
            let unit = unit.map(str::to_owned);
            let value = value.to_owned();
            assert_eq!(counted(words), Some(Counted { value, unit }), "{words}");
        }
        for words in ["militants", "", "26 February 2019 was the day of it"] {
            assert_eq!(counted(words), None, "{words}");
        }
    }
}

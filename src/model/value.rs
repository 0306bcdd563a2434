//! A claimed value: the words as written, and the set of things they leave possible.

use jiff::civil::{Date, Weekday};

use super::ids::{AttributeId, ScopeId};
use super::interval::Interval;

/// A value as a claim gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The attribute by which it was read.
    pub(crate) attribute: AttributeId,
    /// The words or digits as the file has them.
    pub(crate) written: String,
    /// What they leave possible.
    pub(crate) meaning: Meaning,
    /// A weekday in the words that does not fit their date.
    pub(crate) slip: Option<WeekdaySlip>,
    /// The unit of a number that could not be converted to the attribute's unit.
    pub(crate) unit: Option<Box<Unit>>,
    /// What part of the question the number counts; `None` if its claim does not say.
    pub(crate) scope: Option<Box<InScope>>,
    /// The source's own best estimate within a range, as the file has it: shown, never compared.
    pub(crate) best: Option<Box<str>>,
    /// True if the number was brought into the attribute's unit: its words have another.
    pub(crate) converted: bool,
}

/// A unit that is not the attribute's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// As the file has it.
    pub(crate) written: String,
    /// Folded: by this it is compared.
    pub(crate) folded: String,
}

/// The scope of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InScope {
    /// The scope.
    pub(crate) scope: ScopeId,
    /// Its id: by this it is compared.
    pub(crate) id: String,
    /// Words for a table cell.
    pub(crate) label: String,
}

/// What makes two values on a question one position: they have the same key. In the order of the keys
/// positions of one unit go from low to high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PositionKey<'v> {
    /// A set of an ordered domain: the id of its scope, a unit of its own, the set, and what keeps it apart.
    Range(
        Option<&'v str>,
        Option<&'v str>,
        &'v Interval,
        Option<&'v str>,
    ),
    /// Names.
    Names(&'v [String]),
    /// Either of several names.
    OneOf(&'v [String]),
    /// Prose, by its words.
    Prose(&'v str),
    /// "unknown".
    Unknown,
}

impl Value {
    /// Returns the id of the scope and the folded unit of its own: only numbers with the same ones are compared.
    pub(crate) fn counted_in(&self) -> [Option<&str>; 2] {
        let scope = self.scope.as_ref().map(|scope| scope.id.as_str());
        let unit = self.unit.as_ref().map(|unit| unit.folded.as_str());
        [scope, unit]
    }

    /// Returns what makes it one position with another value.
    pub(crate) fn position_key(&self) -> PositionKey<'_> {
        match &self.meaning {
            Meaning::Unknown => PositionKey::Unknown,
            Meaning::Range {
                interval, apart, ..
            } => {
                let [scope, unit] = self.counted_in();
                PositionKey::Range(scope, unit, interval, apart.as_deref())
            }
            Meaning::Names(names) => PositionKey::Names(names),
            Meaning::OneOf(names) => PositionKey::OneOf(names),
            Meaning::Prose => PositionKey::Prose(&self.written),
        }
    }
}

/// What a value leaves possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Anything: "unknown". Recorded, and in conflict with nothing.
    Unknown,
    /// A set of an ordered domain: counts and amounts as numbers, dates as seconds since 1970
    /// in UTC, "no" as 0 and "yes" as 1.
    Range {
        /// The set itself.
        interval: Interval,
        /// The folded words of a vague word ("several") or a condition ("yes, if …"): they keep a
        /// position of their own, whatever else has the same ends.
        apart: Option<Box<str>>,
        /// How finely the finest time of day is written; `None` if the words name no time of day.
        timed: Option<Grain>,
    },
    /// Names, each folded and with its aliases replaced, sorted and without repetition. A text is
    /// one name.
    Names(Vec<String>),
    /// One of several names, likewise: either of them.
    OneOf(Vec<String>),
    /// Prose: shown, never compared.
    Prose,
}

/// How finely a time of day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    /// "10 pm": any time in that hour.
    Hour,
    /// "22:30": all of the sixty seconds of that minute are possible.
    Minute,
    /// "22:30:00".
    Second,
}

/// "Friday 6 November 2025", which was a Thursday: either the day or the date is a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WeekdaySlip {
    /// The date as written.
    pub(crate) date: Date,
    /// The weekday as written.
    pub(crate) written: Weekday,
    /// The nearest date that has that weekday.
    pub(crate) nearest: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decimal;

    fn value(written: &str, meaning: Meaning) -> Value {
        Value {
            attribute: AttributeId::from(0),
            written: written.to_owned(),
            meaning,
            slip: None,
            unit: None,
            scope: None,
            best: None,
            converted: false,
        }
    }

    fn number(written: &str, number: i64, apart: Option<&str>) -> Value {
        let interval = Interval::exactly(Decimal::from(number));
        let apart = apart.map(Into::into);
        let meaning = Meaning::Range {
            interval,
            apart,
            timed: None,
        };
        value(written, meaning)
    }

    #[test]
    fn values_are_one_position_by_what_they_mean() {
        let in_pairs = Value {
            unit: Some(Box::new(Unit {
                written: "Pairs".to_owned(),
                folded: "pairs".to_owned(),
            })),
            ..number("58", 58, None)
        };
        for (left, right, same) in [
            (
                number("58", 58, None),
                number("fifty-eight", 58, None),
                true,
            ),
            (number("58", 58, None), number("59", 59, None), false),
            (
                number("several", 3, Some("several")),
                number("3", 3, None),
                false,
            ),
            (number("58", 58, None), in_pairs, false),
            (
                value("A", Meaning::Prose),
                value("B", Meaning::Prose),
                false,
            ),
            (
                value("?", Meaning::Unknown),
                value("unknown", Meaning::Unknown),
                true,
            ),
        ] {
            let is_same = left.position_key() == right.position_key();
            assert_eq!(is_same, same, "{} and {}", left.written, right.written);
        }
    }

    #[test]
    fn positions_go_from_low_to_high() {
        assert!(number("9", 9, None).position_key() < number("10", 10, None).position_key());
        let unknown = value("unknown", Meaning::Unknown);
        assert!(number("9", 9, None).position_key() < unknown.position_key());
    }
}

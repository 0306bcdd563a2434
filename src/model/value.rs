//! A claimed value: the words as written, and the set of things they leave possible.

use jiff::civil::{Date, Weekday};

use super::interval::Interval;

/// A value as a claim gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The words or digits as they stand in the file.
    pub written: String,
    /// What they leave possible.
    pub meaning: Meaning,
    /// A weekday in the words that does not fit their date.
    pub slip: Option<WeekdaySlip>,
}

/// What a value leaves possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Anything: "unknown". Recorded, and in conflict with nothing.
    Unknown,
    /// A stretch of an ordered domain: counts and amounts as numbers, dates as seconds since 1970
    /// in UTC, "no" as 0 and "yes" as 1.
    Range {
        /// The set itself.
        interval: Interval,
        /// The folded words of a vague word ("several") or a condition ("yes, if …"): they keep a
        /// position of their own, whatever else has the same ends.
        apart: Option<String>,
        /// Whether the words name a time of day and not only a day.
        timed: bool,
    },
    /// Names, each folded and with its aliases replaced, sorted and without repetition. A text is
    /// one name.
    Names(Vec<String>),
    /// Prose: shown, never compared.
    Prose,
}

/// "Friday 6 November 2025", which was a Thursday: either the day or the date is a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekdaySlip {
    /// The date as written.
    pub date: Date,
    /// The weekday as written.
    pub written: Weekday,
    /// The nearest date that has that weekday.
    pub nearest: Date,
}

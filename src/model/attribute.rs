//! Attributes: what is claimed about an event, and how its values are read and compared.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::decimal::Decimal;
use super::ids::{Name, PartyId, TopicId};
use super::interval::Interval;

/// The kind of an attribute's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// Whole numbers from 0 up.
    Count,
    /// Any decimal number.
    Amount,
    /// A day, a time, or a span of them.
    Date,
    /// Yes, no, or either under a condition.
    YesNo,
    /// One name.
    Text,
    /// A list of names.
    Names,
    /// Prose that is shown and never compared.
    Statement,
}

impl Kind {
    /// Every kind with the word for it in a claim file.
    pub(crate) const ALL: [(Self, &'static str); 7] = [
        (Self::Count, "count"),
        (Self::Amount, "amount"),
        (Self::Date, "date"),
        (Self::YesNo, "yes-no"),
        (Self::Text, "text"),
        (Self::Names, "names"),
        (Self::Statement, "statement"),
    ];

    /// Returns the word for it in a claim file.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, word)| word)
    }

    /// Returns the kind of a word in a claim file.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(kind, _)| *kind)
    }
}

/// How values given for different times compare (the contract, §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum OverTime {
    /// There is one right value: all live claims are compared.
    #[default]
    Fixed,
    /// A running total: only a fall contradicts.
    Grows,
    /// A value of the day: only claims for the same day are compared.
    Varies,
}

impl Kind {
    /// Returns true if values of this kind can be added.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Amount)
    }
}

impl OverTime {
    /// Every way with the word for it in a claim file.
    pub(crate) const ALL: [(Self, &'static str); 3] = [
        (Self::Fixed, "fixed"),
        (Self::Grows, "grows"),
        (Self::Varies, "varies"),
    ];

    /// Returns the word for it in a claim file.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(way, _)| *way == self)
            .map_or("", |(_, word)| word)
    }

    /// Returns the way of a word in a claim file.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(way, _)| *way)
    }
}

/// How far apart two values may lie and still be compatible.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Tolerance {
    /// Not at all.
    #[default]
    None,
    /// This far: in the attribute's unit, for dates in seconds.
    Distance(Decimal),
    /// Each value may be off by this share of itself (0.05 for 5 %), which is below 1.
    Share(Decimal),
}

impl Tolerance {
    /// Returns the interval widened by its half of what a pair is allowed. Two values are within the
    /// tolerance if their reaches meet, and only then: for nearest ends a ≤ b, both |b−a| ≤ d and
    /// |b−a| ≤ t(|a|+|b|) say that b less its own part is not above a and its own part.
    #[must_use]
    pub(crate) fn reach(&self, interval: &Interval) -> Interval {
        match self {
            Self::None => interval.clone(),
            Self::Distance(distance) => {
                let half = distance * &Decimal::tenths(5);
                interval.map_ends(|low| low - &half, |high| high + &half)
            }
            Self::Share(share) => interval.map_ends(
                |low| low - &(share * &low.abs()),
                |high| high + &(share * &high.abs()),
            ),
        }
    }

    /// Returns the interval widened by all that one value may be off: for arithmetic over several values,
    /// each of which may be off.
    #[must_use]
    pub(crate) fn slack(&self, interval: &Interval) -> Interval {
        match self {
            Self::Distance(distance) => {
                interval.map_ends(|low| low - distance, |high| high + distance)
            }
            Self::None | Self::Share(_) => self.reach(interval),
        }
    }
}

/// How wide "about" is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// A share of the number: 0.1 for 10 %. For counts the half-width is at least 1.
    Share(Decimal),
    /// A plain half-width.
    Distance(Decimal),
}

impl Default for About {
    /// 10 %.
    fn default() -> Self {
        Self::Share(Decimal::tenths(1))
    }
}

/// What is claimed about events: its kind, its unit, and how its values compare.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    /// The topic to which it belongs.
    pub(crate) topic: TopicId,
    /// Its id, and where it is declared.
    pub(crate) name: Name,
    /// Words for a table cell.
    pub(crate) label: String,
    /// The kind of its values. For an undeclared attribute it is taken from them.
    pub(crate) kind: Kind,
    /// The unit in which its numbers are compared.
    pub(crate) unit: Option<String>,
    /// Other units, and what one of each is in `unit`.
    pub(crate) units: BTreeMap<String, Decimal>,
    /// How far apart values may lie.
    pub(crate) tolerance: Tolerance,
    /// How wide "about" is beside a number.
    pub(crate) about: About,
    /// How wide "about" is beside a date. `None` is one unit of what is written.
    pub(crate) about_time: Option<Span>,
    /// True if its numbers stand for all that round to them.
    pub(crate) rounded: bool,
    /// How values given for different times compare.
    pub(crate) over_time: OverTime,
    /// The days on which a running total starts anew, sorted.
    pub(crate) restarts: Vec<Date>,
    /// Where times without an offset are read.
    pub(crate) zone: TimeZone,
    /// The party whose loss this counts, or against whom a "yes" speaks.
    pub(crate) harms: Option<PartyId>,
    /// Folded spelling → folded name.
    pub(crate) aliases: BTreeMap<String, String>,
    /// Folded name → the folded names that contain it.
    pub(crate) broader: BTreeMap<String, Vec<String>>,
    /// True if a list of names claims to name everybody.
    pub(crate) complete: bool,
}

impl Attribute {
    /// Returns an attribute of which nothing is known but its name and its kind.
    pub(crate) fn new(topic: TopicId, name: Name, kind: Kind) -> Self {
        Self {
            topic,
            label: name.id.clone(),
            name,
            kind,
            unit: None,
            units: BTreeMap::new(),
            tolerance: Tolerance::None,
            about: About::default(),
            about_time: None,
            rounded: false,
            over_time: OverTime::Fixed,
            restarts: Vec::new(),
            zone: TimeZone::UTC,
            harms: None,
            aliases: BTreeMap::new(),
            broader: BTreeMap::new(),
            complete: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn every_word_is_that_of_its_kind() {
        for (kind, word) in Kind::ALL {
            assert_eq!(kind.word(), word);
            assert_eq!(Kind::from_word(word), Some(kind));
        }
        for (over_time, word) in OverTime::ALL {
            assert_eq!(over_time.word(), word);
            assert_eq!(OverTime::from_word(word), Some(over_time));
        }
        assert_eq!(Kind::from_word("number"), None);
        assert_eq!(OverTime::from_word("Fixed"), None);
    }

    #[test]
    fn values_reach_half_and_slack_whole() {
        let distance = Tolerance::Distance(number("3"));
        let share = Tolerance::Share(number("0.05"));
        for (tolerance, low, reach, slack) in [
            (&Tolerance::None, "20", "20", "20"),
            (&distance, "20", "18.5", "17"),
            (&share, "20", "19", "19"),
            (&share, "-20", "-21", "-21"),
        ] {
            let interval = Interval::exactly(number(low));
            for (widened, end) in [
                (tolerance.reach(&interval), reach),
                (tolerance.slack(&interval), slack),
            ] {
                let low_end = widened.low_end().map(|end| end.number.clone());
                assert_eq!(low_end, Some(number(end)), "{tolerance:?} {low}");
            }
        }
    }
}

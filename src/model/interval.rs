//! Sets of an ordered domain: what a count, an amount, a date or an answer leaves possible.

use super::decimal::Decimal;

/// The side of a number on which a cut is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    /// Just below the number: the number itself is above the cut.
    Before,
    /// Just above the number: the number itself is below the cut.
    After,
}

/// A place between numbers where a set begins or ends.
///
/// With cuts instead of numbers, "included or excluded" needs no case of its own: `>= 5` begins
/// before 5, `> 5` begins after it, and two sets have nothing in common if one ends at
/// or before the cut at which the other begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Cut {
    /// Below every number: an open low end.
    Lowest,
    /// Beside a number.
    At(Decimal, Side),
    /// Above every number: an open high end.
    Highest,
}

/// An end of an interval that is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End<'a> {
    /// The number.
    pub(crate) number: &'a Decimal,
    /// True if the number itself is still possible.
    pub(crate) included: bool,
}

/// A set of numbers without holes: everything between two cuts. It is never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Interval {
    low: Cut,
    high: Cut,
}

impl Interval {
    /// Returns everything between two cuts. `None` if nothing is between them.
    pub(crate) fn new(low: Cut, high: Cut) -> Option<Self> {
        (low < high).then_some(Self { low, high })
    }

    /// Returns the set of exactly one number.
    pub(crate) fn exactly(number: Decimal) -> Self {
        Self {
            low: Cut::At(number.clone(), Side::Before),
            high: Cut::At(number, Side::After),
        }
    }

    /// Returns every number from one to another, both included. `None` if they are the wrong way round.
    #[cfg(test)]
    pub(crate) fn between(low: Decimal, high: Decimal) -> Option<Self> {
        Self::new(Cut::At(low, Side::Before), Cut::At(high, Side::After))
    }

    /// Returns the cut at which it begins.
    pub(crate) fn low(&self) -> &Cut {
        &self.low
    }

    /// Returns the cut at which it ends.
    pub(crate) fn high(&self) -> &Cut {
        &self.high
    }

    /// Returns the low end, `None` if it is open.
    pub(crate) fn low_end(&self) -> Option<End<'_>> {
        self.low.end(Side::Before)
    }

    /// Returns the high end, `None` if it is open.
    pub(crate) fn high_end(&self) -> Option<End<'_>> {
        self.high.end(Side::After)
    }

    /// Returns true if both ends are numbers.
    pub(crate) fn is_bounded(&self) -> bool {
        self.low != Cut::Lowest && self.high != Cut::Highest
    }

    /// Returns true if all of it is below all of the other.
    pub(crate) fn is_before(&self, other: &Self) -> bool {
        self.high <= other.low
    }

    /// Returns true if the two have nothing in common.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }

    /// Returns true if all of the other is in it.
    pub(crate) fn contains(&self, other: &Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// Returns the smallest interval that holds both.
    #[must_use]
    pub(crate) fn hull(&self, other: &Self) -> Self {
        let low = self.low.clone().min(other.low.clone());
        let high = self.high.clone().max(other.high.clone());
        Self { low, high }
    }

    /// Returns the set with each end moved by a function that keeps their order.
    #[must_use]
    pub(crate) fn map_ends(
        &self,
        low: impl Fn(&Decimal) -> Decimal,
        high: impl Fn(&Decimal) -> Decimal,
    ) -> Self {
        Self {
            low: self.low.map(low),
            high: self.high.map(high),
        }
    }
}

impl Cut {
    /// Returns the number of an end, included if the cut is on that side of it.
    fn end(&self, including: Side) -> Option<End<'_>> {
        match self {
            Self::At(number, side) => Some(End {
                number,
                included: *side == including,
            }),
            Self::Lowest | Self::Highest => None,
        }
    }

    /// Returns the cut beside another number, on the same side.
    #[must_use]
    pub(crate) fn map(&self, number: impl Fn(&Decimal) -> Decimal) -> Self {
        match self {
            Self::At(at, side) => Self::At(number(at), *side),
            open => open.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads "=5", "<5", ">5" and "≥5".
    fn set(text: &str) -> Interval {
        let sign = text.chars().next().unwrap();
        let number = Decimal::parse(&text[sign.len_utf8()..]).unwrap();
        match sign {
            '=' => Interval::exactly(number),
            '<' => Interval::new(Cut::Lowest, Cut::At(number, Side::Before)).unwrap(),
            '≥' => Interval::new(Cut::At(number, Side::Before), Cut::Highest).unwrap(),
            _ => Interval::new(Cut::At(number, Side::After), Cut::Highest).unwrap(),
        }
    }

    #[test]
    fn the_nine_cells_with_equal_bounds_and_one_apart() {
        for (left, right, disjoint) in [
            ("=5", "=5", false),
            ("=5", "=6", true),
            ("=6", "=5", true),
            ("=5", "<5", true),
            ("=5", "<6", false),
            ("=6", "<5", true),
            ("=5", ">5", true),
            ("=5", ">6", true),
            ("=6", ">5", false),
            ("<5", "=5", true),
            ("<5", "=6", true),
            ("<6", "=5", false),
            ("<5", "<5", false),
            ("<5", "<6", false),
            ("<6", "<5", false),
            ("<5", ">5", true),
            ("<5", ">6", true),
            ("<6", ">5", false),
            (">5", "=5", true),
            (">5", "=6", false),
            (">6", "=5", true),
            (">5", "<5", true),
            (">5", "<6", false),
            (">6", "<5", true),
            (">5", ">5", false),
            (">5", ">6", false),
            (">6", ">5", false),
        ] {
            assert_eq!(
                set(left).is_disjoint(&set(right)),
                disjoint,
                "{left} against {right}"
            );
        }
    }

    #[test]
    fn an_interval_is_never_empty() {
        let [before, after] = [Side::Before, Side::After].map(|side| Cut::At(5.into(), side));
        for (low, high, is_one) in [
            (&before, &after, true),
            (&after, &after, false),
            (&after, &before, false),
            (&Cut::Lowest, &before, true),
        ] {
            let interval = Interval::new(low.clone(), high.clone());
            assert_eq!(interval.is_some(), is_one, "{low:?} {high:?}");
        }
        assert!(Interval::between(5.into(), 5.into()).is_some());
        assert_eq!(Interval::between(5.into(), 4.into()), None);
    }

    #[test]
    fn sets_are_put_together() {
        for (left, right, contains, hull) in [
            ("=5", "=5", true, "=5"),
            ("<6", "=5", true, "<6"),
            ("=5", "<6", false, "<6"),
            (">5", "=5", false, "≥5"),
        ] {
            let (left, right) = (set(left), set(right));
            assert_eq!(left.contains(&right), contains, "{left:?} {right:?}");
            assert_eq!(left.hull(&right), set(hull));
        }
        assert!(set("=5").is_bounded());
        assert!(!set("<5").is_bounded() && !set(">5").is_bounded());
    }
}

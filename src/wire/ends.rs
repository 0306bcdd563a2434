//! Numbers as exact text, and floats that are rounded to be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::compare::Gap;
use crate::model::{Attribute, End, Interval, Kind};
use crate::wording::date::show_span;

/// The ends of a set as exact text: decimals, days, or times in UTC. An end is `null` if it is open or if
/// the kind has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EndsJson<'a> {
    /// The lower end.
    #[serde(borrow)]
    pub low: Option<Text<'a>>,
    /// The upper end.
    pub high: Option<Text<'a>>,
    /// Whether the lower end itself is not possible. Only amounts have this key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_excluded: Option<bool>,
    /// Whether the upper end itself is not possible. Only amounts have this key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_excluded: Option<bool>,
}

impl EndsJson<'_> {
    /// Returns the ends of values of an attribute. `timed` says that one of the values on the question has
    /// a time, so that all dates are written as moments.
    pub(crate) fn new(attribute: &Attribute, interval: Option<&Interval>, timed: bool) -> Self {
        let low = interval.and_then(Interval::low_end);
        let high = interval.and_then(Interval::high_end);
        let is_amount = attribute.kind == Kind::Amount;
        let excluded = [low, high].map(|end| is_amount.then(|| is_excluded(end)));
        let [low, high] = match (attribute.kind, interval) {
            (Kind::Count | Kind::Amount, Some(_)) => [low, high].map(number),
            (Kind::Date, Some(set)) => {
                let (low, high) = show_span(set, &attribute.zone, timed);
                [low, high].map(|end| end.map(Text::from))
            }
            _ => [None, None],
        };
        Self {
            low,
            high,
            low_excluded: excluded[0],
            high_excluded: excluded[1],
        }
    }
}

/// Returns the number of an end, as an exact decimal.
pub(super) fn number(end: Option<End<'_>>) -> Option<Text<'static>> {
    end.map(|end| Text::from(end.number.to_string()))
}

/// Says whether there is an end and its number is not included.
pub(super) fn is_excluded(end: Option<End<'_>>) -> bool {
    end.is_some_and(|end| !end.included)
}

/// Returns a gap as an exact decimal, a number of days, or seconds with their unit.
pub(crate) fn gap(gap: &Gap) -> Text<'static> {
    Text::from(match gap {
        Gap::Number(number) => number.to_string(),
        Gap::Days(days) => days.to_string(),
        Gap::Seconds(seconds) => format!("{seconds} s"),
    })
}

/// Returns a ratio to be read: to two decimals, or to more if it is nearly 1.
pub(crate) fn ratio(ratio: f64) -> f64 {
    rounded(ratio, 1.0, 2)
}

/// Returns a share to be read: to three decimals, or to more if it is nearly 0.
pub(crate) fn share(share: f64) -> f64 {
    rounded(share, 0.0, 3)
}

/// Rounds to so many decimals, or to as many as keep three digits of the number, less `whole`: a small
/// difference must not be rounded away.
fn rounded(number: f64, whole: f64, decimals: usize) -> f64 {
    (decimals..16)
        .map(|places| to_places(number, places))
        .find(|shown| ((shown - number) / (number - whole)).abs() < 0.005)
        .unwrap_or(number)
}

fn to_places(number: f64, places: usize) -> f64 {
    format!("{number:.places$}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decimal;

    #[test]
    fn a_small_difference_is_not_rounded_away() {
        for (number, shown) in [
            (58.0 / 23.0, "2.52"),
            (2.0, "2.0"),
            (100_001.0 / 100_000.0, "1.00001"),
            (1.0 + f64::EPSILON, "1.0000000000000002"),
            (1.0, "1.0"),
            (1e300, "1e+300"),
        ] {
            assert_eq!(serde_json::to_string(&ratio(number)).unwrap(), shown);
        }
        for (number, shown) in [
            (35.0 / 81.0, "0.432"),
            (0.5, "0.5"),
            (1e-20, "1e-20"),
            (0.0, "0.0"),
        ] {
            assert_eq!(serde_json::to_string(&share(number)).unwrap(), shown);
        }
    }

    #[test]
    fn a_gap_says_its_unit_if_it_is_in_seconds() {
        for (measured, shown) in [
            (Gap::Number(Decimal::from(35)), "35"),
            (Gap::Days(1), "1"),
            (Gap::Seconds(5400), "5400 s"),
        ] {
            assert_eq!(&*gap(&measured), shown);
        }
    }
}

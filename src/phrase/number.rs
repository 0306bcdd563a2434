//! Numbers, and what a set of them leaves possible.

use std::fmt::Display;

use crate::model::{Decimal, End, Interval};
use crate::safe::{Shown, safe, shown};

/// Writes a number with its digits in groups of three: "-12,345.678".
pub(crate) fn grouped(number: impl Display) -> Shown {
    let digits = number.to_string();
    let (sign, rest) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits.as_str()),
    };
    let whole = rest.find('.').unwrap_or(rest.len());
    let mut text = String::from(sign);
    for (at, letter) in rest.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(letter);
    }
    safe(&text)
}

/// Writes a float with two or three digits, or with as many more as show that it is not 0 or 1.
pub(crate) fn figure(number: f64) -> Shown {
    safe(&digits(number))
}

fn digits(number: f64) -> String {
    let places = usize::from(number < 10.0);
    let shown = format!("{number:.places$}");
    if shown != "1.0" && shown != "0.0" {
        return shown.trim_end_matches(".0").to_owned();
    }
    (2..20)
        .map(|places| format!("{number:.places$}"))
        .find(|shown| shown.trim_end_matches('0').len() > "1.".len())
        .unwrap_or_else(|| shown[..1].to_owned())
}

/// Writes a percentage that is enough: the figure for it, or the next one if that would be too little.
pub(crate) fn enough(percent: f64) -> Shown {
    let shown = digits(percent);
    let places = shown
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let [value, step] =
        [&shown, &format!("1e-{places}")].map(|number| number.parse().unwrap_or(percent));
    // What a float adds in its last bits is not missing.
    if value + 1e-9 >= percent {
        safe(&shown)
    } else {
        safe(&format!("{:.places$}", value + step))
    }
}

fn end(end: Option<End<'_>>) -> Option<Shown> {
    end.map(|end| grouped(end.number))
}

/// Writes the ends of a set of numbers: "50 to 60", "from 50", "up to 60".
pub(crate) fn ends(set: &Interval) -> Shown {
    match (end(set.low_end()), end(set.high_end())) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => shown!("{} to {}", low, high),
        (Some(low), None) => shown!("from {}", low),
        (None, Some(high)) => shown!("up to {}", high),
        (None, None) => Shown::default(),
    }
}

/// Writes what a set of numbers leaves possible: "between 50 and 60", "more than 50".
pub(crate) fn range(set: &Interval) -> Shown {
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low.number == high.number => grouped(low.number),
        (Some(low), Some(high))
            if low.included && high.included && !may_be_thousands(low.number, high.number) =>
        {
            shown!(
                "between {} and {}",
                grouped(low.number),
                grouped(high.number)
            )
        }
        (Some(low), Some(high)) => shown!("{} and {}", least(&low), most(&high)),
        (Some(low), None) => least(&low),
        (None, Some(high)) => most(&high),
        (None, None) => "anything".into(),
    }
}

/// Returns true if a range of two numbers may be read as one of thousands: "1 to 10,000".
fn may_be_thousands(low: &Decimal, high: &Decimal) -> bool {
    let thousand = Decimal::from(1_000);
    low.is_positive() && *low < thousand && *high >= thousand && &(low * &thousand) <= high
}

fn least(low: &End<'_>) -> Shown {
    let words = if low.included {
        "at least"
    } else {
        "more than"
    };
    shown!("{} {}", words, grouped(low.number))
}

fn most(high: &End<'_>) -> Shown {
    let words = if high.included {
        "at most"
    } else {
        "less than"
    };
    shown!("{} {}", words, grouped(high.number))
}

/// Writes exactly which numbers a set has, in words that are read as that set: "exactly 50", "50 to 60", "above 50
/// and below 60", "50 and up".
pub(crate) fn exact(set: &Interval) -> Shown {
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low.number == high.number => {
            shown!("exactly {}", grouped(low.number))
        }
        (Some(low), Some(high)) => {
            let may_be_thousands = may_be_thousands(low.number, high.number);
            let (low_is_in, high_is_in) = (low.included, high.included);
            let (low, high) = (grouped(low.number), grouped(high.number));
            match (low_is_in, high_is_in) {
                (true, true) if may_be_thousands => {
                    shown!("at least {} and at most {}", low, high)
                }
                (true, true) => shown!("{} to {}", low, high),
                (true, false) => shown!("at least {} and below {}", low, high),
                (false, true) => shown!("above {} and at most {}", low, high),
                (false, false) => shown!("above {} and below {}", low, high),
            }
        }
        (Some(low), None) if low.included => shown!("{} and up", grouped(low.number)),
        (Some(low), None) => shown!("above {}", grouped(low.number)),
        (None, Some(high)) if high.included => shown!("up to {}", grouped(high.number)),
        (None, Some(high)) => shown!("below {}", grouped(high.number)),
        (None, None) => "any number".into(),
    }
}

/// Returns true if a set has that number and no other.
pub(crate) fn is_exactly(set: &Interval, number: i64) -> bool {
    *set == Interval::exactly(Decimal::from(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{About, Cut, Side};
    use crate::wording::number::{self, Domain};

    #[test]
    fn a_small_difference_is_seen() {
        for (number, shown) in [
            (58.0 / 23.0, "2.5"),
            (43.2, "43"),
            (2.0, "2"),
            (1.0, "1"),
            (0.0, "0"),
            (1.00001, "1.00001"),
            (0.0004, "0.0004"),
            (0.96, "0.96"),
        ] {
            assert_eq!(figure(number), shown, "{number}");
        }
    }

    #[test]
    fn a_percentage_is_never_too_little() {
        for (percent, shown) in [
            (43.2, "44"),
            (43.0, "43"),
            (9.21, "9.3"),
            (35.0 / 81.0 * 100.0, "44"),
            (9.0 / 33.0 * 100.0, "28"),
            (2.0 / 21.0 * 100.0, "9.6"),
            (0.57 * 100.0, "57"),
            (0.07 * 100.0, "7"),
            (0.04, "0.04"),
            (0.042, "0.05"),
            (99.97, "100"),
            (100.0, "100"),
        ] {
            assert_eq!(enough(percent), shown, "{percent}");
        }
    }

    #[test]
    fn digits_are_in_groups_of_three() {
        for (number, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-123456", "-123,456"),
            ("1234567.8901", "1,234,567.8901"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(grouped(number), shown);
        }
    }

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn a_set_is_written_by_its_ends() {
        use crate::model::{Cut, Side};
        let (low, high) = (number("50"), number("1060"));
        let [from, above] = [Side::Before, Side::After].map(|side| Cut::At(low.clone(), side));
        let [below, to] = [Side::Before, Side::After].map(|side| Cut::At(high.clone(), side));
        for (set, words) in [
            (
                Interval::new(from.clone(), to.clone()),
                ["50 to 1,060", "between 50 and 1,060", "50 to 1,060"],
            ),
            (
                Interval::new(above.clone(), below.clone()),
                [
                    "50 to 1,060",
                    "more than 50 and less than 1,060",
                    "above 50 and below 1,060",
                ],
            ),
            (
                Interval::new(from, Cut::Highest),
                ["from 50", "at least 50", "50 and up"],
            ),
            (
                Interval::new(above, Cut::Highest),
                ["from 50", "more than 50", "above 50"],
            ),
            (
                Interval::new(Cut::Lowest, to),
                ["up to 1,060", "at most 1,060", "up to 1,060"],
            ),
            (
                Interval::new(Cut::Lowest, below),
                ["up to 1,060", "less than 1,060", "below 1,060"],
            ),
            (
                Some(Interval::exactly(high)),
                ["1,060", "1,060", "exactly 1,060"],
            ),
            (
                Interval::new(Cut::Lowest, Cut::Highest),
                ["", "anything", "any number"],
            ),
        ] {
            let set = set.unwrap();
            let written = [ends(&set), range(&set), exact(&set)];
            assert_eq!(written, words.map(Shown::from), "{set:?}");
        }
    }

    fn cut() -> impl Strategy<Value = (Decimal, bool)> {
        let number = prop_oneof![-3_000_000..3_000_000_i64, -30..30_i64, 0..=0_i64];
        (number, 0..3_u32, any::<bool>()).prop_map(|(number, decimals, included)| {
            let shift = Decimal::parse(&format!("1e-{decimals}")).unwrap();
            (&Decimal::from(number) * &shift, included)
        })
    }

    proptest! {
        #[test]
        fn what_is_said_of_a_set_is_read_as_that_set(low in prop::option::of(cut()), high in prop::option::of(cut())) {
            if low.is_none() && high.is_none() {
                return Ok(());
            }
            let low = low.map_or(Cut::Lowest, |(number, included)| {
                Cut::At(number, if included { Side::Before } else { Side::After })
            });
            let high = high.map_or(Cut::Highest, |(number, included)| {
                Cut::At(number, if included { Side::After } else { Side::Before })
            });
            if let Some(set) = Interval::new(low, high) {
                for said in [exact(&set), range(&set)] {
                    let read = number::read(said.as_str(), Domain::Amount, &About::default());
                    prop_assert_eq!(read.map(|read| read.interval), Ok(set.clone()), "{}", said);
                }
            }
        }
    }
}

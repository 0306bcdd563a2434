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
        (Some(low), Some(high)) => {
            shown!(
                "between {} and {}",
                grouped(low.number),
                grouped(high.number)
            )
        }
        (Some(low), None) => {
            let words = if low.included {
                "at least"
            } else {
                "more than"
            };
            shown!("{} {}", words, grouped(low.number))
        }
        (None, Some(high)) => {
            let words = if high.included {
                "at most"
            } else {
                "less than"
            };
            shown!("{} {}", words, grouped(high.number))
        }
        (None, None) => "anything".into(),
    }
}

/// Writes exactly which numbers a set has: "exactly 50", "above 50 to below 60", "50 and up".
pub(crate) fn exact(set: &Interval) -> Shown {
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low.number == high.number => {
            shown!("exactly {}", grouped(low.number))
        }
        (Some(low), Some(high)) => {
            let above = if low.included { "" } else { "above " };
            let below = if high.included { "to" } else { "to below" };
            shown!(
                "{}{} {} {}",
                above,
                grouped(low.number),
                below,
                grouped(high.number)
            )
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
    use super::*;

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
                    "between 50 and 1,060",
                    "above 50 to below 1,060",
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
}

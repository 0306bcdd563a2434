//! Ratios in words, so rounded that they hold as they are shown.

use crate::phrase::number;
use crate::safe::{Shown, shown};
use crate::sources::{Quotient, Ratio};

/// "2.5 times", "at least 1.2 times", "1.2 to 2.5 times".
pub(super) fn times(ratio: &Ratio) -> Shown {
    match ratio {
        Ratio::Exactly(ratio) => shown!("{} times", figure(ratio)),
        Ratio::Between(Some(low), Some(high)) => {
            shown!(
                "{} to {} times",
                bound(low, f64::floor),
                bound(high, f64::ceil)
            )
        }
        Ratio::Between(Some(low), None) => shown!("at least {} times", bound(low, f64::floor)),
        Ratio::Between(None, Some(high)) => shown!("at most {} times", bound(high, f64::ceil)),
        Ratio::Between(None, None) => Shown::default(),
    }
}

/// Words a ratio in two or three digits; nothing if it is too large for any.
pub(super) fn figure(ratio: &Quotient) -> Shown {
    ratio.figure().map(number::figure).unwrap_or_default()
}

/// Words the bound of a ratio. It must hold as it is shown: a lower one is rounded down, an upper one up.
fn bound(ratio: &Quotient, towards: fn(f64) -> f64) -> Shown {
    let Some(exact) = ratio.figure() else {
        return Shown::default();
    };
    let nearest = (exact * 10.0).round();
    // What is a tenth already stays as it is.
    let tenths = if (exact * 10.0 - nearest).abs() < 1e-9 {
        nearest
    } else {
        towards(exact * 10.0)
    };
    let shown = if tenths < 1.0 { exact } else { tenths / 10.0 };
    if shown < 10.0 {
        number::figure(shown)
    } else {
        number::figure(towards(exact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decimal, Interval};

    #[test]
    fn a_bound_holds_as_it_is_shown() {
        for (claimed, conceded, low, high) in [
            ("2.55", "1", "2.5", "2.6"),
            ("1.2", "1", "1.2", "1.2"),
            ("1", "3", "0.3", "0.4"),
            ("255", "20", "12", "13"),
            ("300", "10", "30", "30"),
            ("1", "3000", "0.0003", "0.1"),
        ] {
            let ratio = Ratio::of(&exactly(claimed), &exactly(conceded)).unwrap();
            let ratio = ratio.exactly().unwrap();
            assert_eq!(bound(ratio, f64::floor), low, "{claimed}/{conceded}");
            assert_eq!(bound(ratio, f64::ceil), high, "{claimed}/{conceded}");
        }
    }

    fn exactly(number: &str) -> Interval {
        Interval::exactly(Decimal::parse(number).unwrap())
    }
}

//! How far apart two values are.

use super::number::{enough, figure, grouped};
use crate::compare::{DateHint, Gap, WidestGap};
use crate::model::Kind;
use crate::safe::{Shown, shown};

/// Writes how far apart two values are: "35 apart, 2.5 times; it would take 44 % to reconcile them".
pub(crate) fn apart(widest: &WidestGap, kind: Kind) -> Shown {
    let gap = gap(&widest.gap);
    if kind == Kind::Date {
        let swapped = matches!(widest.hint, Some(DateHint::DayAndMonthSwapped))
            .then_some("; day and month look swapped");
        return shown!("{}{}", gap, swapped);
    }
    let ratio = widest
        .ratio
        .map(|ratio| shown!(", {} times", figure(ratio)));
    let share = widest.reconciles_at.map(|share| {
        shown!(
            "; it would take {} % to reconcile them",
            enough(share * 100.0)
        )
    });
    shown!("{}{}{}", gap, ratio, share)
}

/// Writes the distance alone: "35 apart".
pub(crate) fn gap(gap: &Gap) -> Shown {
    match gap {
        Gap::Number(number) => shown!("{} apart", grouped(number)),
        Gap::Days(1) => "1 day apart".into(),
        Gap::Days(days) => shown!("{} days apart", *days),
        Gap::Seconds(seconds) => shown!("{} apart", clock(*seconds)),
    }
}

/// Writes a time in hours, minutes and seconds: "1 h 5 s".
fn clock(seconds: i64) -> Shown {
    let parts = [
        (seconds / 3_600, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count != 0);
    let clock = Shown::join(parts.map(|(count, unit)| shown!("{} {}", count, unit)), " ");
    if clock.is_empty() {
        "0 s".into()
    } else {
        clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decimal;

    fn widest(gap: Gap, ratio: Option<f64>, reconciles_at: Option<f64>) -> WidestGap {
        WidestGap {
            low: 0,
            high: 1,
            gap,
            ratio,
            reconciles_at,
            hint: Some(DateHint::DayAndMonthSwapped),
        }
    }

    #[test]
    fn a_gap_is_told_in_its_own_measure() {
        let number = Gap::Number(Decimal::from(1_035));
        for (gap, ratio, share, kind, words) in [
            (number.clone(), None, None, Kind::Count, "1,035 apart"),
            (
                number,
                Some(58.0 / 23.0),
                Some(0.4321),
                Kind::Amount,
                "1,035 apart, 2.5 times; it would take 44 % to reconcile them",
            ),
            (
                Gap::Days(1),
                None,
                None,
                Kind::Date,
                "1 day apart; day and month look swapped",
            ),
            (
                Gap::Days(2),
                None,
                None,
                Kind::Date,
                "2 days apart; day and month look swapped",
            ),
            (
                Gap::Seconds(3_605),
                None,
                None,
                Kind::Date,
                "1 h 5 s apart; day and month look swapped",
            ),
            (
                Gap::Seconds(0),
                None,
                None,
                Kind::Date,
                "0 s apart; day and month look swapped",
            ),
        ] {
            assert_eq!(apart(&widest(gap, ratio, share), kind), words);
        }
    }
}

//! The contradictions whose positions lie farthest apart.

use std::cmp::Ordering;

use crate::compare::{Comparison, Gap, Outcome};

const SECONDS_A_DAY: i64 = 86_400;

/// Keeps so many of the contradicted questions, those that are widest, in the order in which they stand. Returns how many
/// contradicted ones there were.
pub(super) fn keep<T>(shown: &mut Vec<(Comparison, T)>, most: usize) -> usize {
    shown.retain(|(comparison, _)| comparison.outcome == Outcome::Contradicted);
    let all = shown.len();
    let mut places: Vec<usize> = (0..all).collect();
    places.sort_by(|left, right| by_width(&shown[*left].0, &shown[*right].0));
    let mut kept = vec![false; all];
    for place in places.into_iter().take(most) {
        kept[place] = true;
    }
    let mut kept = kept.into_iter();
    shown.retain(|_| kept.next().unwrap_or_default());
    all
}

/// Compares by how far apart positions lie, the widest first. Of numbers the share counts that it would take to reconcile
/// them, since 5 dead more mean another thing at 6 than at 6,000; dates come after them, by the time between; what has no
/// distance comes last.
pub(crate) fn by_width(left: &Comparison, right: &Comparison) -> Ordering {
    let [left, right] = [left, right].map(width);
    left.0.cmp(&right.0).then(right.1.total_cmp(&left.1))
}

/// Returns the class of a gap, and its width within it.
fn width(comparison: &Comparison) -> (u8, f64) {
    let Some(widest) = &comparison.widest_gap else {
        return (2, 0.0);
    };
    match widest.gap {
        Gap::Number(_) => (0, widest.reconciles_at.unwrap_or_default()),
        Gap::Days(days) => (1, seconds(days.saturating_mul(SECONDS_A_DAY))),
        Gap::Seconds(gap) => (1, seconds(gap)),
    }
}

/// Returns a number of seconds to be compared. Beyond 285 million years the order may be lost.
#[expect(
    clippy::cast_precision_loss,
    reason = "only the order counts, and no two dates lie so far apart"
)]
fn seconds(seconds: i64) -> f64 {
    seconds as f64
}

#[cfg(test)]
mod tests {
    use crate::report::{Report, Selection};

    const TOPIC: &str = "[[attribute]]\nid = 'killed'\nkind = 'count'\n[[attribute]]\nid = 'day'\nkind = 'date'\n\
        [[attribute]]\nid = 'laid'\nkind = 'yes-no'\n";

    fn claims(event: &str, attribute: &str, values: [&str; 2]) -> String {
        let values = values.iter().zip(["x", "y"]);
        let claims = values.map(|(value, by)| {
            format!("[[claim]]\nevent = '{event}'\nattribute = '{attribute}'\nvalue = '{value}'\nby = '{by}'\n")
        });
        claims.collect()
    }

    #[test]
    fn the_widest_are_kept_in_the_order_of_the_report() {
        let text = [
            TOPIC.to_owned(),
            claims("a", "killed", ["6000", "6005"]),
            claims("b", "killed", ["1", "6"]),
            claims("c", "killed", ["5", "5"]),
            claims("d", "day", ["2025-01-01", "2025-01-03"]),
            claims("e", "day", ["2025-01-01", "2025-02-03"]),
            claims("f", "laid", ["yes", "no"]),
            claims("g", "killed", ["1", "7"]),
        ]
        .concat();
        for (top, kept) in [
            (0, &[][..]),
            (1, &["g"]),
            (2, &["b", "g"]),
            (3, &["a", "b", "g"]),
            (4, &["a", "b", "e", "g"]),
            (5, &["a", "b", "d", "e", "g"]),
            (6, &["a", "b", "d", "e", "f", "g"]),
            (9, &["a", "b", "d", "e", "f", "g"]),
        ] {
            let selection = Selection {
                top: Some(top),
                ..Selection::default()
            };
            let report = Report::from_texts([("t.toml", text.as_str())], &selection);
            let events = report.comparisons.iter();
            let events: Vec<&str> = events
                .map(|comparison| report.record[comparison.question.event].name.id.as_str())
                .collect();
            assert_eq!(events, kept, "{top}");
            assert_eq!(report.contradicted_in_all, Some(6));
            assert_eq!(report.summary().contradicted, kept.len());
        }
    }
}

//! What may explain a contradiction: rounding, or two spellings of one name. A hint is no match: the question stays
//! contradicted.

use crate::compare::{Comparison, Relation};
use crate::model::{Attribute, Decimal, Interval, Kind, Meaning, Record, Value};
use crate::wording::near::is_near;
use crate::wording::number::{self, Domain};

/// No more hints on one question are looked for.
const MOST_HINTS: usize = 16;

/// No more names of one list are held against those of another.
const MOST_NAMES: usize = 400;

/// What may explain that two positions contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hint {
    /// One number is the other, rounded to the last digit given.
    Rounding {
        /// The index of the position with the rounded number.
        rounded: usize,
        /// The index of the position with the exact number.
        exact: usize,
    },
    /// Two names are nearly the same.
    NearName {
        /// The indices of the positions.
        between: [usize; 2],
        /// The names as they are compared, one of each.
        names: [String; 2],
    },
}

impl Hint {
    /// Returns the word for it in the output.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Rounding { .. } => "rounding",
            Self::NearName { .. } => "near-name",
        }
    }

    /// Returns the indices of its positions.
    pub(crate) fn between(&self) -> [usize; 2] {
        match self {
            Self::Rounding { rounded, exact } => [*rounded, *exact],
            Self::NearName { between, .. } => *between,
        }
    }
}

/// Finds what may explain the contradictions on a question.
pub(crate) fn hints(record: &Record, comparison: &Comparison) -> Vec<Hint> {
    let attribute = &record[comparison.question.attribute];
    let contradicting = comparison.relations.iter();
    let contradicting = contradicting
        .filter(|related| matches!(related.relation, Relation::Contradicts(_)))
        .map(|related| related.between);
    let hints = contradicting.flat_map(|between| {
        let values = between.map(|at| value(record, comparison, at));
        let [Some(left), Some(right)] = values else {
            return Vec::new();
        };
        match (&left.meaning, &right.meaning) {
            (Meaning::Range { .. }, Meaning::Range { .. }) => {
                rounding(attribute, between, [left, right])
                    .into_iter()
                    .collect()
            }
            (
                Meaning::Names(left) | Meaning::OneOf(left),
                Meaning::Names(right) | Meaning::OneOf(right),
            ) => near_names(between, left, right),
            _ => Vec::new(),
        }
    });
    hints.take(MOST_HINTS).collect()
}

/// Returns the value of a position's first claim.
fn value<'r>(record: &'r Record, comparison: &Comparison, at: usize) -> Option<&'r Value> {
    let first = comparison.positions.get(at)?.claims.first()?;
    Some(&record[record[first.claim].value])
}

/// Returns which of two numbers is the other, rounded to its last digit given.
fn rounding(attribute: &Attribute, between: [usize; 2], values: [&Value; 2]) -> Option<Hint> {
    let [left, right] = between;
    let [left_value, right_value] = values;
    if is_rounded_to(attribute, right_value, left_value) {
        return Some(Hint::Rounding {
            rounded: left,
            exact: right,
        });
    }
    is_rounded_to(attribute, left_value, right_value).then_some(Hint::Rounding {
        rounded: right,
        exact: left,
    })
}

/// Returns true if a number is another one when rounded at that one's last digit given. Both are exact, and as they
/// were written: in a unit of their own neither is looked at.
fn is_rounded_to(attribute: &Attribute, exact: &Value, rounded: &Value) -> bool {
    let domain = match attribute.kind {
        Kind::Count => Domain::Count,
        Kind::Amount => Domain::Amount,
        _ => return false,
    };
    if exact.converted || rounded.converted || exact.unit != rounded.unit {
        return false;
    }
    let Some(number) = single(exact) else {
        return false;
    };
    let words = rounded.written.replace('_', "");
    let reading = number::read_in(&words, attribute.unit.as_deref(), domain, &attribute.about);
    reading.is_ok_and(|reading| {
        single(rounded).is_some()
            && reading
                .rounded(domain)
                .contains(&Interval::exactly(number.clone()))
    })
}

/// Returns the only number of a value.
fn single(value: &Value) -> Option<&Decimal> {
    let Meaning::Range {
        interval,
        apart: None,
        ..
    } = &value.meaning
    else {
        return None;
    };
    let (low, high) = (interval.low_end()?, interval.high_end()?);
    (low.number == high.number).then_some(low.number)
}

/// Returns the names of two lists that only one has and that are near to each other.
fn near_names(between: [usize; 2], left: &[String], right: &[String]) -> Vec<Hint> {
    let of = |names: &'_ [String], others: &'_ [String]| -> Vec<String> {
        let own = names
            .iter()
            .filter(|name| others.binary_search(name).is_err());
        own.take(MOST_NAMES).cloned().collect()
    };
    let (left, right) = (of(left, right), of(right, left));
    let mut hints = Vec::new();
    for name in &left {
        let near = right.iter().find(|other| is_near(name, other));
        hints.extend(near.map(|other| Hint::NearName {
            between,
            names: [name.clone(), other.clone()],
        }));
    }
    hints
}

//! How two positions compare, as sets (docs/format.md, "How two positions compare").

use super::conflicts::pairs_among;
use super::evidence::Evidence;
use super::pairs::Pairs;
use super::position::Position;
use super::rule::{Extent, Testimony, Time};
use crate::model::{Attribute, Interval, Kind, Meaning, OverTime, Record};

/// No more relations than this are listed; counts are of all.
pub(super) const MOST_RELATIONS: usize = 1_000;

/// How two positions compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Relation {
    /// One lies inside the other: the index of the inner one.
    Refines(usize),
    /// Some common ground, neither inside the other; or within the tolerance.
    Overlaps,
    /// Nothing in common.
    Contradicts(Pairs),
    /// Not compared: other units, unknown, prose, or other times.
    Incomparable,
}

impl Relation {
    /// Returns its word in the output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Refines(_) => "refines",
            Self::Overlaps => "overlaps",
            Self::Contradicts(_) => "contradicts",
            Self::Incomparable => "incomparable",
        }
    }
}

/// A pair of positions and how they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Related {
    /// Their indices, the smaller first.
    pub(crate) between: [usize; 2],
    /// How they compare.
    pub(crate) relation: Relation,
    /// True if they meet only through an open end, and the other is more than twice as far.
    pub(crate) strained: bool,
}

/// Compares each of the first `live` positions with each other: the first thousand pairs.
pub(super) fn relations(
    record: &Record,
    attribute: &Attribute,
    positions: &[Position],
    evidence: &Evidence,
    live: usize,
) -> Vec<Related> {
    let held = held_by_position(&evidence.claims, positions.len());
    let is_number = matches!(attribute.kind, Kind::Count | Kind::Amount);
    let times = (is_number && attribute.over_time != OverTime::Fixed).then(|| times(&held));
    let pairs = (0..live).flat_map(|left| (left + 1..live).map(move |right| (left, right)));
    pairs
        .take(MOST_RELATIONS)
        .map(|(left, right)| {
            let ranges = ranges(record, positions, evidence, left, right);
            Related {
                between: [left, right],
                relation: if evidence.are_apart(left, right) {
                    contradiction(evidence, held[left], held[right])
                } else if let Some([left_range, right_range]) = ranges {
                    among_ranges((left, left_range), (right, right_range))
                } else {
                    among_names(evidence, left, right)
                },
                strained: is_number
                    && ranges.is_some_and(are_strained)
                    && times
                        .as_ref()
                        .is_none_or(|times| share_one(&times[left], &times[right])),
            }
        })
        .collect()
}

/// Returns the claims of each position.
fn held_by_position(claims: &[Testimony], positions: usize) -> Vec<&[Testimony]> {
    let mut held = vec![&[][..]; positions];
    for claims in claims.chunk_by(|left, right| left.position == right.position) {
        held[claims[0].position] = claims;
    }
    held
}

/// Returns the times for which the claims of each position are given, sorted, each once.
fn times(held: &[&[Testimony]]) -> Vec<Vec<Option<Time>>> {
    let of_position = held.iter().map(|claims| {
        let mut times: Vec<Option<Time>> = claims.iter().map(|claim| claim.time).collect();
        times.sort_unstable();
        times.dedup();
        times
    });
    of_position.collect()
}

/// Returns true if two sorted lists share a time. Totals of two days that grew apart strain nothing.
fn share_one(left: &[Option<Time>], right: &[Option<Time>]) -> bool {
    let (few, many) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    few.iter().any(|time| many.binary_search(time).is_ok())
}

/// Counts the contradicting pairs of two positions that have nothing in common. If no time for which one
/// was given is compared with any of the other, they are incomparable.
fn contradiction(evidence: &Evidence, left: &[Testimony], right: &[Testimony]) -> Relation {
    let claims: Vec<&Testimony> = left.iter().chain(right).collect();
    match pairs_among(&evidence.rule, &claims) {
        pairs if pairs.total() == 0 => Relation::Incomparable,
        pairs => Relation::Contradicts(pairs),
    }
}

/// An interval, and whether it is that of a vague word or a condition.
type Range<'a> = (&'a Interval, bool);

/// Returns the ranges of two positions in one unit.
fn ranges<'a>(
    record: &Record,
    positions: &'a [Position],
    evidence: &Evidence,
    left: usize,
    right: usize,
) -> Option<[Range<'a>; 2]> {
    if unit(evidence.values[left])? != unit(evidence.values[right])? {
        return None;
    }
    Some([
        range(record, &positions[left])?,
        range(record, &positions[right])?,
    ])
}

/// Returns the rank of the unit of a range.
fn unit(value: Extent) -> Option<usize> {
    match value {
        Extent::Range { unit, .. } => Some(unit),
        Extent::Names(_) | Extent::Incomparable => None,
    }
}

fn range<'a>(record: &Record, position: &'a Position) -> Option<Range<'a>> {
    let is_vague = matches!(
        position.meaning(record),
        Some(Meaning::Range { apart: Some(_), .. })
    );
    Some((position.interval.as_ref()?, is_vague))
}

/// Compares two ranges that do not contradict each other.
fn among_ranges(
    (left, (left_interval, is_left_vague)): (usize, Range<'_>),
    (right, (right_interval, is_right_vague)): (usize, Range<'_>),
) -> Relation {
    // Two vague words, or two conditions, in different words: nobody can say that one is inside.
    if left_interval == right_interval || (is_left_vague && is_right_vague) {
        Relation::Overlaps
    } else if right_interval.contains(left_interval) {
        Relation::Refines(left)
    } else if left_interval.contains(right_interval) {
        Relation::Refines(right)
    } else {
        Relation::Overlaps
    }
}

/// Compares two positions that are no ranges of one unit and do not contradict each other.
fn among_names(evidence: &Evidence, left: usize, right: usize) -> Relation {
    let (Extent::Names(_), Extent::Names(_)) = (evidence.values[left], evidence.values[right])
    else {
        return Relation::Incomparable;
    };
    let names = &evidence.rule.names;
    match (
        names.lies_inside(left, right),
        names.lies_inside(right, left),
    ) {
        // If each lies inside the other, the first is called the inner one.
        (true, _) => Relation::Refines(left),
        (false, true) => Relation::Refines(right),
        (false, false) => Relation::Overlaps,
    }
}

/// Returns whether two exact words meet only through an open end (docs/format.md, "Relations").
fn are_strained([(left, is_left_vague), (right, is_right_vague)]: [Range<'_>; 2]) -> bool {
    !is_left_vague && !is_right_vague && (is_strained(left, right) || is_strained(right, left))
}

/// Returns whether two numbers meet only through an open high end: the other lies wholly above twice the
/// low end, and that is above 0.
fn is_strained(open: &Interval, other: &Interval) -> bool {
    let Some(low) = open.low_end().map(|end| end.number) else {
        return false;
    };
    let twice = low + low;
    open.high_end().is_none()
        && low.is_positive()
        && !open.is_disjoint(other)
        && other
            .low_end()
            .is_some_and(|end| *end.number > twice || (*end.number == twice && !end.included))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cut, Decimal, Side};

    fn between(low: i64, high: i64) -> Interval {
        Interval::between(Decimal::from(low), Decimal::from(high)).unwrap()
    }

    fn over(low: i64) -> Interval {
        Interval::new(Cut::At(Decimal::from(low), Side::After), Cut::Highest).unwrap()
    }

    #[test]
    fn the_inner_range_refines_unless_both_are_vague() {
        for (left, right, are_vague, relation) in [
            (between(2, 3), between(1, 9), false, Relation::Refines(0)),
            (between(1, 9), between(2, 3), false, Relation::Refines(1)),
            (between(1, 5), between(3, 9), false, Relation::Overlaps),
            (between(1, 5), between(1, 5), false, Relation::Overlaps),
            (between(2, 3), between(1, 9), true, Relation::Overlaps),
        ] {
            let found = among_ranges((0, (&left, are_vague)), (1, (&right, are_vague)));
            assert_eq!(found, relation, "{left:?} {right:?} {are_vague}");
        }
    }

    #[test]
    fn only_what_lies_above_twice_an_open_end_is_strained() {
        for (open, other, strained) in [
            (over(10), between(21, 30), true),
            (over(10), between(20, 30), false),
            (over(10), over(20), true),
            (over(-10), between(21, 30), false),
            (between(10, 50), between(21, 30), false),
        ] {
            assert_eq!(is_strained(&open, &other), strained, "{open:?} {other:?}");
        }
    }
}

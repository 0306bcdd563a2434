//! How far apart the contradicting positions lie, and what would reconcile them.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::pairs::{Member, compared_sets};
use super::relation::Shape;
use super::scale::Stretch;
use super::{DateHint, Farthest, Gap, Position};
use crate::model::{Attribute, Decimal, Kind, OverTime};
use crate::wording::date::day_in;

/// The contradicting pair of positions that lies farthest apart, between its nearest ends. In the
/// attribute's own unit, where any contradict there.
pub(super) fn farthest(
    attribute: &Attribute,
    positions: &[Position],
    shapes: &[Shape<'_>],
    timed: &[bool],
    members: &[Member<'_>],
) -> Option<Farthest> {
    if !matches!(attribute.kind, Kind::Count | Kind::Amount | Kind::Date) {
        return None;
    }
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for (plus, set) in compared_sets(members, attribute.over_time) {
        // A set that is taken off holds no pair that another does not hold.
        if plus {
            candidates.extend(widest(&set, shapes));
        }
    }
    if attribute.over_time == OverTime::Grows {
        candidates.extend(falls(members, shapes));
    }
    let apart = |pair: &(usize, usize)| distance(&shapes[pair.0], &shapes[pair.1]);
    let own_unit = |pair: &(usize, usize)| positions[pair.0].unit.is_none();
    let (low, high) = candidates.into_iter().max_by(|left, right| {
        (own_unit(left), apart(left))
            .cmp(&(own_unit(right), apart(right)))
            .then(right.cmp(left))
    })?;
    let gap = distance(&shapes[low], &shapes[high])?;
    Some(measured(attribute, shapes, timed, (low, high), gap))
}

/// Of a set of which every two are compared: the pair with the lowest high and the highest low end,
/// for each unit, where they contradict.
fn widest(set: &[&Member<'_>], shapes: &[Shape<'_>]) -> Vec<(usize, usize)> {
    let mut ends: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for member in set {
        let Shape::Range { reach, unit, .. } = shapes[member.position] else {
            continue;
        };
        let at = member.position;
        let (low, high) = ends.entry(unit).or_insert((at, at));
        if reach_of(shapes, *low).is_some_and(|known| (reach.high, at) < (known.high, *low)) {
            *low = at;
        }
        if reach_of(shapes, *high).is_some_and(|known| reach.low > known.low) {
            *high = at;
        }
    }
    ends.into_values()
        .filter(|pair| contradict(shapes, *pair))
        .collect()
}

/// Of a running total: for each claim, the highest low end before it, where it fell from there.
fn falls(members: &[Member<'_>], shapes: &[Shape<'_>]) -> Vec<(usize, usize)> {
    let dated =
        |member: &&Member<'_>| member.time.is_some() && reach_of(shapes, member.position).is_some();
    let mut earlier: Vec<&Member<'_>> = members.iter().filter(dated).collect();
    let mut later = earlier.clone();
    earlier.sort_by_key(|member| member.time.map(|time| time.high));
    later.sort_by_key(|member| member.time.map(|time| time.low));
    let mut highest: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let (mut passed, mut falls) = (0, Vec::new());
    for claim in later {
        while let Some(before) = earlier.get(passed).filter(|before| {
            before
                .time
                .zip(claim.time)
                .is_some_and(|(before, now)| before.is_before(now))
        }) {
            let known = highest
                .entry(unit_of(shapes, before.position))
                .or_insert(before.position);
            if low_of(shapes, before.position) > low_of(shapes, *known) {
                *known = before.position;
            }
            passed += 1;
        }
        let top = highest.get(&unit_of(shapes, claim.position));
        falls.extend(
            top.map(|top| (claim.position, *top))
                .filter(|pair| contradict(shapes, *pair)),
        );
    }
    falls
}

fn reach_of(shapes: &[Shape<'_>], at: usize) -> Option<Stretch> {
    match shapes[at] {
        Shape::Range { reach, .. } => Some(reach),
        _ => None,
    }
}

fn low_of(shapes: &[Shape<'_>], at: usize) -> Option<u32> {
    reach_of(shapes, at).map(|reach| reach.low)
}

fn unit_of<'s>(shapes: &[Shape<'s>], at: usize) -> Option<&'s str> {
    match shapes[at] {
        Shape::Range { unit, .. } => unit,
        _ => None,
    }
}

/// Whether all of the first lies below all of the second, even after the tolerance.
fn contradict(shapes: &[Shape<'_>], (low, high): (usize, usize)) -> bool {
    reach_of(shapes, low)
        .zip(reach_of(shapes, high))
        .is_some_and(|(low, high)| low.is_before(high))
}

/// The nearest ends of two positions, the lower first.
fn ends<'s>(low: &Shape<'s>, high: &Shape<'s>) -> Option<(&'s Decimal, &'s Decimal)> {
    match (low, high) {
        (Shape::Range { interval: low, .. }, Shape::Range { interval: high, .. }) => {
            Some((low.high_end()?.number, high.low_end()?.number))
        }
        _ => None,
    }
}

fn distance(low: &Shape<'_>, high: &Shape<'_>) -> Option<Decimal> {
    ends(low, high).map(|(low, high)| high - low)
}

fn measured(
    attribute: &Attribute,
    shapes: &[Shape<'_>],
    timed: &[bool],
    (low, high): (usize, usize),
    gap: Decimal,
) -> Farthest {
    let nearest = ends(&shapes[low], &shapes[high]);
    if attribute.kind == Kind::Date {
        let gap = date_gap(&attribute.zone, nearest, timed[low] || timed[high], &gap);
        let hint = hint(attribute, &shapes[low], &shapes[high], &gap);
        return Farthest {
            low,
            high,
            gap,
            ratio: None,
            reconciles_at: None,
            hint,
        };
    }
    let positive = nearest.filter(|(low, _)| low.is_positive());
    let ratio = positive.and_then(|(low, high)| high.ratio(low));
    let reconciles_at =
        nearest.map(|(low, high)| gap.ratio(&(&low.abs() + &high.abs())).unwrap_or(0.0));
    Farthest {
        low,
        high,
        gap: Gap::Number(gap),
        ratio,
        reconciles_at,
        hint: None,
    }
}

fn date_gap(
    zone: &TimeZone,
    nearest: Option<(&Decimal, &Decimal)>,
    timed: bool,
    seconds: &Decimal,
) -> Gap {
    let day = |second: &Decimal| day_in(second.to_i64()?, zone);
    let days = nearest
        .and_then(|(low, high)| day(low)?.until(day(high)?).ok())
        .map(|between| i64::from(between.get_days()));
    match days {
        Some(days) if !timed => Gap::Days(days),
        _ => Gap::Seconds(seconds.to_i64().unwrap_or(i64::MAX)),
    }
}

fn hint(attribute: &Attribute, low: &Shape<'_>, high: &Shape<'_>, gap: &Gap) -> Option<DateHint> {
    if *gap == Gap::Days(1) {
        return Some(DateHint::NextDay);
    }
    let (low, high) = (
        single_day(low, &attribute.zone)?,
        single_day(high, &attribute.zone)?,
    );
    let swapped =
        low.year() == high.year() && low.month() == high.day() && low.day() == high.month();
    swapped.then_some(DateHint::DayAndMonthSwapped)
}

fn single_day(shape: &Shape<'_>, zone: &TimeZone) -> Option<jiff::civil::Date> {
    let Shape::Range { interval, .. } = shape else {
        return None;
    };
    let day = |second: &Decimal| day_in(second.to_i64()?, zone);
    let (first, last) = (
        day(interval.low_end()?.number)?,
        day(interval.high_end()?.number)?,
    );
    (first == last).then_some(first)
}

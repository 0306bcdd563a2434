//! Which pairs of live claims are compared at all (the contract, §5 and §9 "Time"), and how many
//! there are of each kind, without listing them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Pairs;
use super::ordered::{Ends, Timed, count_before, falling_pairs};
use super::relation::Shape;
use super::scale::Stretch;
use crate::model::{AsOf, Decimal, OverTime, SpeakerId};
use crate::wording::date::day_in;

/// A live claim, as far as pairs are concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) position: usize,
    pub(super) speaker: SpeakerId,
    pub(super) publisher: SpeakerId,
    /// The time for which it was given, and whether that is a time of day.
    pub(super) time: Option<Stretch>,
    pub(super) timed: bool,
    /// The day of that time, where it matters.
    pub(super) day: Option<&'a Day>,
}

/// The day for which a claim was given; a longer time is only ever the same as itself.
pub(super) type Day = (Date, Option<Decimal>);

/// The day of an `as_of`.
pub(super) fn day_of(as_of: &AsOf, zone: &TimeZone) -> Option<Day> {
    let local = |end: Option<crate::model::End<'_>>| day_in(end?.number.to_i64()?, zone);
    let (first, last) = (local(as_of.span.low_end())?, local(as_of.span.high_end())?);
    let longer = (first != last)
        .then(|| as_of.span.high_end().map(|end| end.number.clone()))
        .flatten();
    Some((first, longer))
}

/// How many pairs of a claim from a lower and one from a higher position, which have nothing in
/// common, are compared: by kind. Both lists are sorted by speaker, then by publisher.
pub(super) fn tally(lower: &[Member<'_>], higher: &[Member<'_>], over_time: OverTime) -> Pairs {
    let (mut same_speaker, mut misquote) = (0, 0);
    for (lower, higher) in shared(lower, higher, |member| member.speaker) {
        let (pairs, ordered) = compared(lower, higher, over_time);
        same_speaker += pairs;
        misquote += pairs - ordered;
        for (lower, higher) in shared(lower, higher, |member| member.publisher) {
            let (pairs, ordered) = compared(lower, higher, over_time);
            misquote -= pairs - ordered;
        }
    }
    let all = all_compared(lower, higher, over_time);
    Pairs {
        between_speakers: all - same_speaker,
        misquote,
        own: same_speaker - misquote,
    }
}

/// The runs of two lists that have the same key, where both have one. Both are sorted by it.
fn shared<'m, 'a, K: Ord>(
    left: &'m [Member<'a>],
    right: &'m [Member<'a>],
    key: impl Fn(&Member<'a>) -> K + Copy,
) -> Vec<(&'m [Member<'a>], &'m [Member<'a>])> {
    let (mut runs, mut rest) = (Vec::new(), right);
    for run in left.chunk_by(|one, other| key(one) == key(other)) {
        let Some(own) = run.first().map(key) else {
            continue;
        };
        rest = &rest[rest.partition_point(|member| key(member) < own)..];
        let theirs = &rest[..rest.partition_point(|member| key(member) <= own)];
        if !theirs.is_empty() {
            runs.push((run, theirs));
        }
    }
    runs
}

/// How many pairs are compared.
fn all_compared(lower: &[Member<'_>], higher: &[Member<'_>], over_time: OverTime) -> u64 {
    match over_time {
        OverTime::Fixed => lower.len() as u64 * higher.len() as u64,
        OverTime::Grows => before(higher, lower) + same_time(lower, higher),
        OverTime::Varies => same_day(lower, higher),
    }
}

/// How many pairs are compared, and in how many of them one time lies wholly before the other.
fn compared(lower: &[Member<'_>], higher: &[Member<'_>], over_time: OverTime) -> (u64, u64) {
    let ordered = match over_time {
        OverTime::Fixed => before(lower, higher) + before(higher, lower),
        OverTime::Grows => before(higher, lower),
        OverTime::Varies => 0,
    };
    (all_compared(lower, higher, over_time), ordered)
}

fn before(left: &[Member<'_>], right: &[Member<'_>]) -> u64 {
    let ends = |members: &[Member<'_>]| {
        let times: Vec<Stretch> = members.iter().filter_map(|member| member.time).collect();
        Ends::of(times.into_iter())
    };
    count_before(&ends(left).highs, &ends(right).lows)
}

fn same_time<'m, 'a: 'm>(
    left: impl IntoIterator<Item = &'m Member<'a>>,
    right: impl IntoIterator<Item = &'m Member<'a>>,
) -> u64 {
    let mut times: BTreeMap<Stretch, u64> = BTreeMap::new();
    for time in left.into_iter().filter_map(|member| member.time) {
        *times.entry(time).or_default() += 1;
    }
    right
        .into_iter()
        .filter_map(|member| times.get(&member.time?))
        .sum()
}

/// Pairs for the same day; where both name a time of day, for the same moment.
fn same_day(left: &[Member<'_>], right: &[Member<'_>]) -> u64 {
    let mut days: BTreeMap<&Day, [Vec<&Member<'_>>; 2]> = BTreeMap::new();
    for (side, members) in [left, right].into_iter().enumerate() {
        for member in members {
            if let Some(day) = member.day {
                days.entry(day).or_default()[side].push(member);
            }
        }
    }
    let pairs = |[left, right]: &[Vec<&Member<'_>>; 2]| {
        let [left_timed, right_timed] = [timed(left), timed(right)];
        left.len() as u64 * right.len() as u64 - left_timed.len() as u64 * right_timed.len() as u64
            + same_time(left_timed, right_timed)
    };
    days.values().map(pairs).sum()
}

fn timed<'m, 'a>(members: &[&'m Member<'a>]) -> Vec<&'m Member<'a>> {
    members
        .iter()
        .copied()
        .filter(|member| member.timed)
        .collect()
}

/// The sets of claims of which every two are compared, with the sign by which the pairs of each
/// count: together they hold every compared pair exactly once. A `grows` question has its falls
/// besides.
pub(super) fn compared_sets<'m, 'a>(
    members: &'m [Member<'a>],
    over_time: OverTime,
) -> Vec<(bool, Vec<&'m Member<'a>>)> {
    let by_time = |members: &[&'m Member<'a>]| {
        let mut times: BTreeMap<Stretch, Vec<&'m Member<'a>>> = BTreeMap::new();
        for member in members {
            if let Some(time) = member.time {
                times.entry(time).or_default().push(member);
            }
        }
        times
            .into_values()
            .map(|members| (true, members))
            .collect::<Vec<_>>()
    };
    let all: Vec<&Member<'a>> = members.iter().collect();
    match over_time {
        OverTime::Fixed => vec![(true, all)],
        OverTime::Grows => by_time(&all),
        OverTime::Varies => {
            let mut days: BTreeMap<&Day, Vec<&Member<'a>>> = BTreeMap::new();
            for member in members {
                if let Some(day) = member.day {
                    days.entry(day).or_default().push(member);
                }
            }
            days.into_values()
                .flat_map(|day| {
                    let timed = timed(&day);
                    let mut sets = by_time(&timed);
                    sets.extend([(true, day), (false, timed)]);
                    sets
                })
                .collect()
        }
    }
}

/// How many pairs of live claims contradict. `compatible` lists the pairs of positions of names that
/// have something in common, each with itself too.
pub(super) fn contradicting(
    members: &[Member<'_>],
    shapes: &[Shape<'_>],
    compatible: &[(usize, usize)],
    over_time: OverTime,
) -> u64 {
    let sets = compared_sets(members, over_time);
    let count = |sign: bool| -> u64 {
        let of_sign = sets.iter().filter(|(plus, _)| *plus == sign);
        of_sign
            .map(|(_, members)| disjoint(members, shapes, compatible))
            .sum()
    };
    let fell = if over_time == OverTime::Grows {
        fell(members, shapes)
    } else {
        0
    };
    count(true) - count(false) + fell
}

/// How many pairs of a set have nothing in common.
fn disjoint(members: &[&Member<'_>], shapes: &[Shape<'_>], compatible: &[(usize, usize)]) -> u64 {
    let ranges = by_unit(members, shapes).into_values();
    let ordered: u64 = ranges
        .map(|reaches| Ends::of(reaches.into_iter()).disjoint_pairs())
        .sum();
    let mut held: BTreeMap<usize, u64> = BTreeMap::new();
    for member in members
        .iter()
        .filter(|member| matches!(shapes[member.position], Shape::Names(_)))
    {
        *held.entry(member.position).or_default() += 1;
    }
    if held.is_empty() {
        return ordered;
    }
    let holders = |position: usize| held.get(&position).copied().unwrap_or_default();
    let together: u64 = compatible
        .iter()
        .map(|&(left, right)| {
            if left == right {
                choose_two(holders(left))
            } else {
                holders(left) * holders(right)
            }
        })
        .sum();
    ordered + choose_two(held.values().sum()) - together
}

fn choose_two(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

/// The reaches of the members that have one, by unit: other units are not compared.
fn by_unit<'s>(
    members: &[&Member<'_>],
    shapes: &'s [Shape<'_>],
) -> BTreeMap<Option<&'s str>, Vec<Stretch>> {
    let mut units: BTreeMap<Option<&str>, Vec<Stretch>> = BTreeMap::new();
    for member in members {
        if let Shape::Range { reach, unit, .. } = &shapes[member.position] {
            units.entry(*unit).or_default().push(*reach);
        }
    }
    units
}

fn fell(members: &[Member<'_>], shapes: &[Shape<'_>]) -> u64 {
    let mut units: BTreeMap<Option<&str>, Vec<Timed>> = BTreeMap::new();
    for member in members {
        if let (Shape::Range { reach, unit, .. }, Some(time)) =
            (&shapes[member.position], member.time)
        {
            units.entry(*unit).or_default().push(Timed {
                time,
                value: *reach,
            });
        }
    }
    units.values().map(|claims| falling_pairs(claims)).sum()
}

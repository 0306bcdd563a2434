//! The widest gap between contradicting positions, and what would reconcile them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::conflicts::dated_ranges;
use super::position::Position;
use super::rule::{Cohort, Extent, Rule, Testimony};
use super::sweep::{Dated, falls_from_peaks};
use crate::model::{Attribute, Decimal, Grain, Interval, Kind, Record};
use crate::wording::date::day_in;

/// The widest gap between two contradicting positions, measured between their nearest ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WidestGap {
    /// The index of the lower position.
    pub(crate) low: usize,
    /// The index of the higher position.
    pub(crate) high: usize,
    /// The distance.
    pub(crate) gap: Gap,
    /// The higher end divided by the lower, if the lower is above 0.
    pub(crate) ratio: Option<f64>,
    /// The smallest share by which both may be off so that they meet.
    pub(crate) reconciles_at: Option<f64>,
    /// A slip that would explain two dates.
    pub(crate) hint: Option<DateHint>,
}

/// The distance between two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Of two numbers.
    Number(Decimal),
    /// Of two days.
    Days(i64),
    /// Of two times.
    Seconds(i64),
}

/// A slip that may lie behind two dates that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateHint {
    /// One is the other with day and month exchanged.
    DayAndMonthSwapped,
    /// One is the day after the other.
    NextDay,
}

/// Measures the widest gap between contradicting positions: in the attribute's own unit, if any contradict
/// there; of several, the one between the first positions. `None` for kinds that have no distance.
pub(super) fn widest_gap(
    record: &Record,
    attribute: &Attribute,
    positions: &[Position],
    rule: &Rule,
    claims: &[&Testimony],
) -> Option<WidestGap> {
    if !matches!(attribute.kind, Kind::Count | Kind::Amount | Kind::Date) {
        return None;
    }
    let pair = candidates(rule, claims).into_iter().max_by(|left, right| {
        let [left_width, right_width] = [left, right].map(|pair| width(positions, *pair));
        left_width.cmp(&right_width).then(right.cmp(left))
    })?;
    measured(record, attribute, positions, pair)
}

/// Returns whether a pair is in the attribute's own unit, and the distance between its nearest ends.
fn width(positions: &[Position], (low, high): (usize, usize)) -> (bool, Option<Decimal>) {
    let ends = nearest_ends(positions, (low, high));
    (
        positions[low].unit.is_none(),
        ends.map(|(low, high)| high - low),
    )
}

/// Returns contradicting pairs of positions, the lower first, among them the widest in each unit.
fn candidates(rule: &Rule, claims: &[&Testimony]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for cohort in rule.cohorts(claims) {
        let Cohort { general, moments } = cohort;
        let mut extremes = Extremes::default();
        extremes.extend(general.iter().map(|(_, claim)| *claim));
        pairs.extend(extremes.contradicting());
        for moment in moments {
            let mut extremes = extremes.clone();
            extremes.extend(moment.iter().map(|(_, claim)| *claim));
            pairs.extend(extremes.contradicting());
        }
    }
    if rule.grows() {
        for dated in dated_ranges(claims).into_values() {
            let values: Vec<Dated> = dated.iter().map(|(_, dated)| *dated).collect();
            let falls = falls_from_peaks(&values).into_iter();
            pairs.extend(falls.map(|(low, high)| {
                (
                    claims[dated[low].0].position,
                    claims[dated[high].0].position,
                )
            }));
        }
    }
    pairs
}

/// For each unit the claim with the lowest high end and the one with the highest low end: of several,
/// those of the first positions.
#[derive(Debug, Clone, Default)]
struct Extremes<'c>(BTreeMap<usize, [&'c Testimony; 2]>);

impl<'c> Extremes<'c> {
    fn extend(&mut self, claims: impl Iterator<Item = &'c Testimony>) {
        for claim in claims {
            let Extent::Range { unit, reach } = claim.value else {
                continue;
            };
            match self.0.entry(unit) {
                Entry::Vacant(place) => drop(place.insert([claim, claim])),
                Entry::Occupied(mut place) => {
                    let [lowest, highest] = place.get_mut();
                    if (Some(reach.high), claim.position) < (high_of(lowest), lowest.position) {
                        *lowest = claim;
                    }
                    if low_of(highest) < Some(reach.low)
                        || low_of(highest) == Some(reach.low) && claim.position < highest.position
                    {
                        *highest = claim;
                    }
                }
            }
        }
    }

    fn contradicting(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.0.values();
        pairs
            .filter(|[low, high]| low.value.is_below(high.value))
            .map(|[low, high]| (low.position, high.position))
    }
}

fn low_of(claim: &Testimony) -> Option<u32> {
    match claim.value {
        Extent::Range { reach, .. } => Some(reach.low),
        Extent::Names(_) | Extent::Incomparable => None,
    }
}

fn high_of(claim: &Testimony) -> Option<u32> {
    match claim.value {
        Extent::Range { reach, .. } => Some(reach.high),
        Extent::Names(_) | Extent::Incomparable => None,
    }
}

/// Returns the nearest ends of two positions, the lower first.
fn nearest_ends(
    positions: &[Position],
    (low, high): (usize, usize),
) -> Option<(&Decimal, &Decimal)> {
    let [low, high] = [low, high].map(|at| positions[at].interval.as_ref());
    Some((low?.high_end()?.number, high?.low_end()?.number))
}

fn measured(
    record: &Record,
    attribute: &Attribute,
    positions: &[Position],
    (low, high): (usize, usize),
) -> Option<WidestGap> {
    let ends = nearest_ends(positions, (low, high))?;
    let difference = ends.1 - ends.0;
    if attribute.kind != Kind::Date {
        return Some(WidestGap {
            low,
            high,
            ratio: Some(ends)
                .filter(|(low, _)| low.is_positive())
                .and_then(|(low, high)| high.ratio(low)),
            reconciles_at: Some(
                difference
                    .ratio(&(&ends.0.abs() + &ends.1.abs()))
                    .unwrap_or(0.0),
            ),
            gap: Gap::Number(difference),
            hint: None,
        });
    }
    let finest = [low, high]
        .map(|at| positions[at].timed(record))
        .into_iter();
    let gap = date_gap(&attribute.zone, ends, finest.max().flatten(), &difference);
    Some(WidestGap {
        low,
        high,
        ratio: None,
        reconciles_at: None,
        hint: hint(&attribute.zone, [&positions[low], &positions[high]], &gap),
        gap,
    })
}

/// Measures the gap between two dates, in the measure of the finer of both: in days, in minutes if one names a
/// time to the minute or the hour, else in seconds. From one minute to the next is one minute.
fn date_gap(
    zone: &TimeZone,
    (low, high): (&Decimal, &Decimal),
    finest: Option<Grain>,
    seconds: &Decimal,
) -> Gap {
    let days = day_of(low, zone)
        .zip(day_of(high, zone))
        .and_then(|(low, high)| low.until(high).ok())
        .map(|between| i64::from(between.get_days()));
    let seconds = seconds.to_i64().unwrap_or(i64::MAX);
    match (days, finest) {
        (Some(days), None) => Gap::Days(days),
        (_, Some(Grain::Hour | Grain::Minute)) => {
            Gap::Seconds(seconds.saturating_add(59) / 60 * 60)
        }
        _ => Gap::Seconds(seconds),
    }
}

fn hint(zone: &TimeZone, between: [&Position; 2], gap: &Gap) -> Option<DateHint> {
    if *gap == Gap::Days(1) {
        return Some(DateHint::NextDay);
    }
    let [low, high] = between.map(|position| single_day(position.interval.as_ref()?, zone));
    are_swapped(low?, high?).then_some(DateHint::DayAndMonthSwapped)
}

fn are_swapped(left: Date, right: Date) -> bool {
    left != right
        && left.year() == right.year()
        && left.month() == right.day()
        && left.day() == right.month()
}

/// Returns the day that an interval of seconds does not leave.
fn single_day(interval: &Interval, zone: &TimeZone) -> Option<Date> {
    let first = day_of(interval.low_end()?.number, zone)?;
    let last = day_of(interval.high_end()?.number, zone)?;
    (first == last).then_some(first)
}

fn day_of(second: &Decimal, zone: &TimeZone) -> Option<Date> {
    day_in(second.to_i64()?, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_and_a_month_look_swapped_only_within_a_year() {
        for (left, right, swapped) in [
            (date(2025, 3, 4), date(2025, 4, 3), true),
            (date(2025, 3, 4), date(2026, 4, 3), false),
            (date(2025, 3, 4), date(2025, 4, 4), false),
            (date(2025, 3, 3), date(2025, 3, 3), false),
        ] {
            assert_eq!(are_swapped(left, right), swapped, "{left} {right}");
        }
    }

    #[test]
    fn a_gap_between_dates_is_in_the_measure_of_the_finer() {
        let gap = |low: i64, high: i64, finest| {
            let [low, high] = [low, high].map(Decimal::from);
            date_gap(&TimeZone::UTC, (&low, &high), finest, &(&high - &low))
        };
        let days = |days: i64| days * 86_400;
        assert_eq!(gap(days(1), days(3), None), Gap::Days(2));
        assert_eq!(
            gap(days(1), days(3), Some(Grain::Second)),
            Gap::Seconds(days(2))
        );
        // 22:30 ends at its 59th second, and 22:45 begins at its first.
        let (low, high) = (22 * 3_600 + 30 * 60 + 59, 22 * 3_600 + 45 * 60);
        assert_eq!(gap(low, high, Some(Grain::Second)), Gap::Seconds(841));
        for grain in [Grain::Minute, Grain::Hour] {
            assert_eq!(gap(low, high, Some(grain)), Gap::Seconds(900));
        }
    }
}

//! The live claims on a question, reduced to what the rule looks at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::names::NameLists;
use super::position::Position;
use super::rank::Ranking;
use super::rule::{Extent, Rule, Testimony, Time};
use super::status::Status;
use crate::model::{AsOf, AsOfId, Attribute, Claim, Decimal, End, Meaning, OverTime, Record};
use crate::wording::date::day_in;

/// The live claims on a question, with the rule by which they are compared.
pub(super) struct Evidence {
    pub(super) rule: Rule,
    /// The value of each position, live or not.
    pub(super) values: Vec<Extent>,
    /// The live claims, position by position.
    pub(super) claims: Vec<Testimony>,
}

impl Evidence {
    /// Takes the claims of the positions on a question.
    pub(super) fn new(
        record: &Record,
        ranking: &Ranking,
        attribute: &Attribute,
        positions: &[Position],
    ) -> Self {
        let meanings: Vec<Option<&Meaning>> = positions
            .iter()
            .map(|position| position.meaning(record))
            .collect();
        let names = NameLists::new(attribute, &meanings);
        let values = values(record, ranking, positions);
        Self {
            rule: Rule::new(attribute.over_time, names),
            claims: testimonies(record, ranking, attribute, positions, &values),
            values,
        }
    }

    /// Returns whether two positions have nothing in common, even after the tolerance.
    pub(super) fn are_apart(&self, left: usize, right: usize) -> bool {
        self.rule.are_apart(self.values[left], self.values[right])
    }
}

/// Returns the value of each position. Scopes and units are ranked together by their ids and folded names,
/// those without a scope and in the attribute's own unit first.
fn values(record: &Record, ranking: &Ranking, positions: &[Position]) -> Vec<Extent> {
    let firsts: Vec<Option<&Claim>> = positions
        .iter()
        .map(|position| Some(&record[position.claims.first()?.claim]))
        .collect();
    let units: BTreeSet<[Option<&str>; 2]> = firsts
        .iter()
        .flatten()
        .map(|claim| record[claim.value].counted_in())
        .collect();
    let ranks: BTreeMap<[Option<&str>; 2], usize> = units.into_iter().zip(0..).collect();
    let values = firsts.iter().enumerate().map(|(at, first)| {
        let Some(claim) = first else {
            return Extent::Incomparable;
        };
        match (&record[claim.value].meaning, ranking.reach(claim)) {
            (Meaning::Range { .. }, Some(reach)) => Extent::Range {
                unit: ranks[&record[claim.value].counted_in()],
                reach,
            },
            (Meaning::Names(_) | Meaning::OneOf(_), _) => Extent::Names(at),
            _ => Extent::Incomparable,
        }
    });
    values.collect()
}

fn testimonies(
    record: &Record,
    ranking: &Ranking,
    attribute: &Attribute,
    positions: &[Position],
    values: &[Extent],
) -> Vec<Testimony> {
    let days = days(record, attribute, positions);
    let mut testimonies = Vec::new();
    for (at, position) in positions.iter().enumerate() {
        let live = position.claims.iter();
        for held in live.take_while(|held| held.status == Status::Live) {
            let claim = &record[held.claim];
            let time = ranking.time(claim).map(|span| Time {
                span,
                day: claim.as_of.and_then(|time| days.get(&time)).copied(),
                is_moment: record.as_of(claim).is_some_and(|as_of| as_of.timed),
                restarts: restarts(attribute, record.as_of(claim)),
            });
            testimonies.push(Testimony {
                claim: held.claim,
                position: at,
                value: values[at],
                time,
                speaker: claim.speaker,
                publisher: claim.publisher,
            });
        }
    }
    testimonies
}

/// Returns how often a running total had started anew when a time began, and when it ended.
fn restarts(attribute: &Attribute, as_of: Option<&AsOf>) -> [usize; 2] {
    let days = &attribute.restarts;
    if days.is_empty() {
        return [0; 2];
    }
    let span = as_of.map(|as_of| &as_of.span);
    let day = |end: Option<End<'_>>| local_day(end?, &attribute.zone);
    let since = |day: Date| days.partition_point(|restart| *restart <= day);
    [
        span.and_then(|span| day(span.low_end())).map_or(0, since),
        span.and_then(|span| day(span.high_end()))
            .map_or(days.len(), since),
    ]
}

/// The day for which a claim was given, and the last second of a longer time: that is only ever the same
/// as itself.
pub(crate) type DayOfTime = (Date, Option<Decimal>);

/// Ranks the days for which claims were given, if only claims for one day are compared.
fn days(record: &Record, attribute: &Attribute, positions: &[Position]) -> BTreeMap<AsOfId, usize> {
    if attribute.over_time != OverTime::Varies {
        return BTreeMap::new();
    }
    let held = positions.iter().flat_map(|position| &position.claims);
    let times: BTreeSet<AsOfId> = held.filter_map(|held| record[held.claim].as_of).collect();
    let days: Vec<(AsOfId, DayOfTime)> = times
        .into_iter()
        .filter_map(|time| Some((time, day_of(&record[time], &attribute.zone)?)))
        .collect();
    let ranks: BTreeSet<&DayOfTime> = days.iter().map(|(_, day)| day).collect();
    let ranks: BTreeMap<&DayOfTime, usize> = ranks.into_iter().zip(0..).collect();
    days.iter().map(|(time, day)| (*time, ranks[day])).collect()
}

/// Returns the day of a time. `None` if the time has no end.
pub(crate) fn day_of(as_of: &AsOf, zone: &TimeZone) -> Option<DayOfTime> {
    let (first, last) = (as_of.span.low_end()?, as_of.span.high_end()?);
    let (begins, ends) = (local_day(first, zone)?, local_day(last, zone)?);
    Some((begins, (begins != ends).then(|| last.number.clone())))
}

fn local_day(end: End<'_>, zone: &TimeZone) -> Option<Date> {
    day_in(end.number.to_i64()?, zone)
}

//! What the reports give for the numbers that are asked for, and for which days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Asked, Measure, Quantity, Slice};
use crate::compare::{Comparer, Comparison, Outcome, Position, Status, day_of};
use crate::model::{
    AttributeId, Claim, ClaimId, EventId, Interval, Kind, Meaning, OverTime, Record, SpeakerId,
};
use crate::question::{Question, Questions};

/// A live position on a number that is asked for.
pub(super) struct Figure {
    /// The numbers it leaves possible, widened by the tolerance of the attribute.
    pub(super) interval: Interval,
    /// Its first live claim.
    pub(super) claim: ClaimId,
    /// The speakers who hold it.
    pub(super) speakers: Vec<SpeakerId>,
}

/// A live position: what it leaves possible, and the claims that hold it.
struct ToldFigure {
    interval: Interval,
    /// The live claims, each with the day for which it was given; a longer time is none.
    claims: Vec<(ClaimId, Option<Slice>)>,
    /// The speakers of all of them.
    speakers: Vec<SpeakerId>,
}

/// The times of one day for which claims were given.
#[derive(Default)]
struct TimesOfDay {
    /// True if one was given for the day.
    whole: bool,
    /// The moments for which one was given.
    moments: BTreeSet<i64>,
}

/// What is said on one question.
#[derive(Default)]
struct ToldQuestion {
    is_disputed: bool,
    figures: Vec<ToldFigure>,
    days: BTreeMap<Date, TimesOfDay>,
}

/// What is said on every question that takes part in a sum.
pub(super) struct Reports {
    told: BTreeMap<Asked, ToldQuestion>,
    /// For each event the outermost one that it is within.
    roots: Vec<EventId>,
    /// The moments of a day for which anything is claimed of an event or of what belongs together with it.
    moments: BTreeMap<(EventId, Date), BTreeSet<i64>>,
}

impl Reports {
    /// Gathers what is said of the attributes that rules have, and of every count of events that have parts or
    /// are one.
    pub(super) fn new(
        record: &Record,
        comparer: &Comparer<'_>,
        questions: &Questions,
        in_rules: &BTreeSet<AttributeId>,
    ) -> Self {
        let with_parts: BTreeSet<EventId> = record
            .events
            .iter()
            .filter_map(|event| event.within)
            .collect();
        let takes_part = |claim: &Claim| {
            let is_tied = record[claim.event].within.is_some() || with_parts.contains(&claim.event);
            in_rules.contains(&claim.attribute)
                || is_tied && record[claim.attribute].kind == Kind::Count
        };
        let mut reports = Self {
            told: BTreeMap::new(),
            roots: roots(record),
            moments: BTreeMap::new(),
        };
        for claims in questions.iter() {
            let first = claims.first().map(|claim| &record[*claim]);
            let Some(question) = first
                .filter(|claim| takes_part(claim))
                .and_then(|_| Question::new(record, claims))
            else {
                continue;
            };
            let asked = (question.event, question.attribute);
            let told = told(record, &comparer.comparison(question));
            let root = reports.roots[asked.0.index()];
            for (day, times) in &told.days {
                let moments = reports.moments.entry((root, *day)).or_default();
                moments.extend(&times.moments);
            }
            reports.told.insert(asked, told);
        }
        reports
    }

    /// Returns the attributes of which anything is said.
    pub(super) fn attributes(&self) -> impl Iterator<Item = AttributeId> {
        self.told.keys().map(|(_, attribute)| *attribute)
    }

    /// Returns whether the reports on a question contradict each other.
    pub(super) fn is_disputed(&self, asked: Asked) -> bool {
        self.told.get(&asked).is_some_and(|told| told.is_disputed)
    }

    /// Returns whether anybody gives a number for a question.
    pub(super) fn has_figure(&self, asked: Asked) -> bool {
        self.told
            .get(&asked)
            .is_some_and(|told| !told.figures.is_empty())
    }

    /// Returns the days for which a number is given.
    pub(super) fn days(&self, asked: Asked) -> impl Iterator<Item = Date> {
        let told = self.told.get(&asked).into_iter();
        told.flat_map(|told| told.days.keys().copied())
    }

    /// Returns the times of a day that are to be told apart: its moments, or if there are none the day.
    pub(super) fn slices(&self, event: EventId, day: Date) -> Vec<Slice> {
        let moments = self.moments.get(&(self.roots[event.index()], day));
        match moments.filter(|moments| !moments.is_empty()) {
            Some(moments) => moments
                .iter()
                .map(|moment| Slice {
                    day,
                    moment: Some(*moment),
                })
                .collect(),
            None => vec![Slice { day, moment: None }],
        }
    }

    /// Returns whether a number is given for a time: for the day, or for that moment of it.
    pub(super) fn has(&self, asked: Asked, slice: Slice) -> bool {
        let times = self
            .told
            .get(&asked)
            .and_then(|told| told.days.get(&slice.day));
        times.is_some_and(|times| {
            times.whole
                || slice
                    .moment
                    .is_some_and(|moment| times.moments.contains(&moment))
        })
    }

    /// Returns the figures for a number: each position, with those who hold it at the time.
    pub(super) fn figures(&self, record: &Record, quantity: Quantity) -> Vec<Figure> {
        let is_list = record[quantity.attribute].kind == Kind::Names;
        if is_list != (quantity.measure == Measure::Length) {
            return Vec::new();
        }
        let told = self
            .told
            .get(&(quantity.event, quantity.attribute))
            .into_iter();
        told.flat_map(|told| &told.figures)
            .filter_map(|figure| figure.at(record, quantity.time))
            .collect()
    }
}

impl ToldFigure {
    /// Returns the figure with those who hold it at a time, if anybody does.
    fn at(&self, record: &Record, time: Option<Slice>) -> Option<Figure> {
        let mut claims = self.claims.iter();
        let is_then =
            |own: &Option<Slice>| time.is_none_or(|time| own.is_some_and(|own| time.has(own)));
        let (claim, _) = claims.clone().find(|(_, own)| is_then(own))?;
        let mut speakers = self.speakers.clone();
        speakers.retain(|speaker| {
            claims
                .clone()
                .any(|(claim, own)| is_then(own) && record[*claim].speaker == *speaker)
        });
        claims.next()?;
        Some(Figure {
            interval: self.interval.clone(),
            claim: *claim,
            speakers,
        })
    }
}

/// Returns for each event the outermost one that it is within.
fn roots(record: &Record) -> Vec<EventId> {
    let events = (0..record.events.len()).map(EventId::from);
    events
        .map(|event| {
            let mut at = event;
            // A circle is broken where it is read; no more steps are made than there are events all the same.
            for _ in 0..record.events.len() {
                match record[at].within {
                    Some(whole) => at = whole,
                    None => break,
                }
            }
            at
        })
        .collect()
}

/// Takes the figures of a question.
fn told(record: &Record, comparison: &Comparison) -> ToldQuestion {
    let attribute = comparison.question.attribute;
    let mut told = ToldQuestion {
        is_disputed: comparison.outcome == Outcome::Contradicted,
        ..ToldQuestion::default()
    };
    let positions = comparison.positions.iter();
    told.figures = positions
        .filter_map(|position| figure(record, attribute, position))
        .collect();
    let claims = told.figures.iter().flat_map(|figure| &figure.claims);
    for slice in claims.filter_map(|(_, slice)| *slice) {
        let times = told.days.entry(slice.day).or_default();
        match slice.moment {
            Some(moment) => drop(times.moments.insert(moment)),
            None => times.whole = true,
        }
    }
    told
}

/// Returns the figure that a position gives; `None` if it is not live, has another unit or no number.
fn figure(record: &Record, attribute: AttributeId, position: &Position) -> Option<ToldFigure> {
    if !position.is_live() || position.unit.is_some() {
        return None;
    }
    let first = &record[position.claims.first()?.claim];
    let interval = match &record[first.value].meaning {
        Meaning::Names(names) => Interval::exactly(i64::try_from(names.len()).ok()?.into()),
        _ => record[attribute]
            .tolerance
            .slack(position.interval.as_ref()?),
    };
    let live = position.claims.iter();
    let live = live.filter(|held| held.status == Status::Live);
    Some(ToldFigure {
        interval,
        claims: live
            .map(|held| (held.claim, slice(record, &record[held.claim])))
            .collect(),
        speakers: position.speakers.clone(),
    })
}

/// Returns the day for which a claim was given, with the moment if it is a time of day. `None` for a longer
/// time, and where the time does not matter.
fn slice(record: &Record, claim: &Claim) -> Option<Slice> {
    let attribute = &record[claim.attribute];
    if attribute.over_time == OverTime::Fixed {
        return None;
    }
    let as_of = record.as_of(claim)?;
    let (day, longer) = day_of(as_of, &attribute.zone)?;
    let moment = as_of.span.low_end().filter(|_| as_of.timed);
    let moment = moment.map(|end| end.number.to_i64());
    (longer.is_none()).then_some(Slice {
        day,
        moment: moment.flatten(),
    })
}

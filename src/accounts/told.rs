//! What the reports give for the numbers that are asked for, and for which days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Counted, Measure, Quantity, Slice};
use crate::compare::{Comparer, Comparison, Outcome, Position, Status, day_of};
use crate::model::{
    AttributeId, Claim, ClaimId, EventId, Interval, Kind, Meaning, OverTime, Record, ScopeId,
    SpeakerId,
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

/// What is said on one question in one scope.
#[derive(Default)]
struct ToldQuestion {
    is_disputed: bool,
    figures: Vec<ToldFigure>,
    days: BTreeMap<Date, TimesOfDay>,
}

/// What is said on every question that takes part in a sum, scope by scope.
pub(super) struct Reports {
    told: BTreeMap<Counted, ToldQuestion>,
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
        let has_scopes = record.scopes.iter().any(|scope| scope.within.is_some());
        let with_parts: BTreeSet<EventId> = record
            .events
            .iter()
            .filter_map(|event| event.within)
            .collect();
        let takes_part = |claim: &Claim| {
            let is_tied = record[claim.event].within.is_some() || with_parts.contains(&claim.event);
            in_rules.contains(&claim.attribute)
                || (is_tied || has_scopes) && record[claim.attribute].kind == Kind::Count
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
            let comparison = comparer.comparison(question);
            let root = reports.roots[comparison.question.event.index()];
            for (counted, told) in told(record, &comparison) {
                for (day, times) in &told.days {
                    let moments = reports.moments.entry((root, *day)).or_default();
                    moments.extend(&times.moments);
                }
                reports.told.insert(counted, told);
            }
        }
        reports
    }

    /// Returns everything that is counted.
    pub(super) fn counted(&self) -> impl Iterator<Item = Counted> {
        self.told.keys().copied()
    }

    /// Returns the scopes in which a question is counted.
    pub(super) fn scopes(
        &self,
        event: EventId,
        attribute: AttributeId,
    ) -> impl Iterator<Item = Option<ScopeId>> {
        let from = (event, attribute, None);
        let asked = self.told.range(from..).map(|(counted, _)| *counted);
        asked
            .take_while(move |counted| (counted.0, counted.1) == (event, attribute))
            .map(|(_, _, scope)| scope)
    }

    /// Returns whether the reports on a question contradict each other.
    pub(super) fn is_disputed(&self, asked: Counted) -> bool {
        self.told.get(&asked).is_some_and(|told| told.is_disputed)
    }

    /// Returns whether anybody gives a number for a question.
    pub(super) fn has_figure(&self, asked: Counted) -> bool {
        self.told
            .get(&asked)
            .is_some_and(|told| !told.figures.is_empty())
    }

    /// Returns the days for which a number is given.
    pub(super) fn days(&self, asked: Counted) -> impl Iterator<Item = Date> {
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
    pub(super) fn has(&self, asked: Counted, slice: Slice) -> bool {
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
        let told = self.told.get(&quantity.counted()).into_iter();
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

/// Takes the figures of a question, scope by scope.
fn told(record: &Record, comparison: &Comparison) -> BTreeMap<Counted, ToldQuestion> {
    let (event, attribute) = (comparison.question.event, comparison.question.attribute);
    let is_disputed = comparison.outcome == Outcome::Contradicted;
    let mut by_scope: BTreeMap<Counted, ToldQuestion> = BTreeMap::new();
    // What nobody gives a figure for is disputed or not all the same.
    by_scope.entry((event, attribute, None)).or_default();
    for position in &comparison.positions {
        let first = position.claims.first().map(|held| &record[held.claim]);
        let scope = first.and_then(|claim| Some(record[claim.value].scope.as_ref()?.scope));
        let told = by_scope.entry((event, attribute, scope)).or_default();
        told.figures.extend(figure(record, attribute, position));
    }
    for told in by_scope.values_mut() {
        told.is_disputed = is_disputed;
        let claims = told.figures.iter().flat_map(|figure| &figure.claims);
        for slice in claims.filter_map(|(_, slice)| *slice) {
            let times = told.days.entry(slice.day).or_default();
            match slice.moment {
                Some(moment) => drop(times.moments.insert(moment)),
                None => times.whole = true,
            }
        }
    }
    by_scope
}

/// Returns the figure that a position gives; `None` if it is not live, has another unit or no number.
fn figure(record: &Record, attribute: AttributeId, position: &Position) -> Option<ToldFigure> {
    if !position.is_live() || position.unit.is_some() {
        return None;
    }
    let first = &record[position.claims.first()?.claim];
    let interval = match &record[first.value].meaning {
        Meaning::Names(names) => Interval::exactly(i64::try_from(names.len()).ok()?.into()),
        Meaning::OneOf(_) => Interval::exactly(1.into()),
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

//! From rules, events and claims to systems: one for each set of numbers that laws tie together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Law};
use crate::compare::{Comparer, Outcome};
use crate::model::{
    ClaimId, Cut, Decimal, EventId, Interval, Kind, OverTime, Record, Side, SpeakerId,
};
use crate::question::{Question, Questions};
use crate::system::{Constraint, Item, LinearRelation, LinearRule, Numbers, System};

/// A position on a number that is asked for.
pub(super) struct Stand {
    /// What it leaves possible, with all that the tolerance lets it be off.
    pub(super) interval: Interval,
    /// Its first live claim.
    pub(super) claim: ClaimId,
    /// Who holds it.
    pub(super) speakers: Vec<SpeakerId>,
}

/// Numbers that laws tie together, and what is said of them.
pub(super) struct Account {
    /// The event that comes first in it.
    pub(super) event: EventId,
    /// The numbers that are asked for: the variables of the system.
    pub(super) asked: Vec<Asked>,
    /// The law of each constraint.
    pub(super) laws: Vec<Law>,
    pub(super) system: System,
    /// The positions, by variable.
    pub(super) stands: Vec<(usize, Stand)>,
    /// Whether the reports on a variable contradict each other.
    pub(super) disputed: Vec<bool>,
}

impl Account {
    /// The positions as the system takes them.
    pub(super) fn items(&self) -> Vec<Item> {
        let item = |(variable, stand): &(usize, Stand)| Item {
            variable: *variable,
            interval: stand.interval.clone(),
        };
        self.stands.iter().map(item).collect()
    }
}

/// A law over the numbers that are asked for.
struct Bond {
    law: Law,
    terms: Vec<(Asked, i64)>,
    relation: LinearRelation,
    constant: Decimal,
}

/// The accounts of all events.
pub(super) fn all(record: &Record, comparer: &Comparer<'_>, questions: &Questions) -> Vec<Account> {
    let has_parts = record.events.iter().any(|event| event.within.is_some());
    if record.rules.is_empty() && !has_parts {
        return Vec::new();
    }
    let claims = claims(record, questions);
    let mut bonds = rules(record, &claims);
    bonds.extend(wholes(record, &claims));
    tied(bonds)
        .into_iter()
        .map(|bonds| account(record, comparer, &claims, bonds))
        .collect()
}

type Claims<'q> = BTreeMap<Asked, &'q [ClaimId]>;

/// The claims on every number. A running total or a value of the day is no number that could be added to
/// others: they stand for different times.
fn claims<'q>(record: &Record, questions: &'q Questions) -> Claims<'q> {
    let asked = |claims: &&'q [ClaimId]| {
        let claim = &record[*claims.first()?];
        let attribute = &record[claim.attribute];
        let number = matches!(attribute.kind, Kind::Count | Kind::Amount);
        (number && attribute.over_time == OverTime::Fixed).then_some((claim.event, claim.attribute))
    };
    questions
        .iter()
        .filter_map(|claims| Some((asked(&claims)?, claims)))
        .collect()
}

/// Every rule in every event in which anything is claimed of it.
fn rules(record: &Record, claims: &Claims<'_>) -> Vec<Bond> {
    let mut bonds = Vec::new();
    for (at, rule) in record.rules.iter().enumerate() {
        let Ok(read) = LinearRule::parse(&rule.holds) else {
            continue;
        };
        let attribute = |name: &str| {
            let of_topic = |attribute: &crate::model::Attribute| attribute.topic == rule.topic;
            let place = |a: &crate::model::Attribute| of_topic(a) && a.name.id == name;
            record
                .attributes
                .iter()
                .position(place)
                .map(crate::model::AttributeId::from)
        };
        let terms: Option<Vec<_>> = read
            .terms
            .iter()
            .map(|(name, factor)| Some((attribute(name)?, *factor)))
            .collect();
        let Some(terms) = terms else { continue };
        let ids: BTreeSet<_> = terms.iter().map(|(attribute, _)| *attribute).collect();
        let events: BTreeSet<EventId> = claims
            .keys()
            .filter(|(_, attribute)| ids.contains(attribute))
            .map(|(event, _)| *event)
            .collect();
        bonds.extend(events.into_iter().map(|event| {
            Bond {
                law: Law::Rule(at, event),
                terms: terms
                    .iter()
                    .map(|(attribute, factor)| ((event, *attribute), *factor))
                    .collect(),
                relation: read.relation,
                constant: read.constant.clone(),
            }
        }));
    }
    bonds
}

/// Of every count: a part has no more than its whole, nor have disjoint parts together.
fn wholes(record: &Record, claims: &Claims<'_>) -> Vec<Bond> {
    let ids = (0..record.events.len()).map(EventId::from);
    let parts: Vec<(EventId, EventId)> = ids
        .zip(&record.events)
        .filter_map(|(id, event)| Some((id, event.within?)))
        .collect();
    let counts = |(_, attribute): &&Asked| record[*attribute].kind == Kind::Count;
    let attributes: BTreeSet<_> = claims
        .keys()
        .filter(counts)
        .map(|(_, attribute)| *attribute)
        .collect();
    let mut bonds = Vec::new();
    for attribute in attributes {
        let bond = |law, parts: &[EventId], whole: EventId| {
            let terms = parts
                .iter()
                .map(|part| ((*part, attribute), 1))
                .chain([((whole, attribute), -1)]);
            Bond {
                law,
                terms: terms.collect(),
                relation: LinearRelation::AtMost,
                constant: Decimal::from(0),
            }
        };
        let topic = record[attribute].topic;
        let of_topic = parts
            .iter()
            .filter(|(part, _)| record[*part].topic == topic);
        let mut siblings: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
        for (part, whole) in of_topic {
            siblings.entry(*whole).or_default().push(*part);
        }
        for (whole, parts) in siblings {
            if record[whole].disjoint && parts.len() > 1 {
                bonds.push(bond(Law::Parts(whole), &parts, whole));
            } else {
                bonds.extend(
                    parts
                        .iter()
                        .map(|part| bond(Law::Part(*part), &[*part], whole)),
                );
            }
        }
    }
    bonds
}

/// The bonds in groups that share no number.
fn tied(bonds: Vec<Bond>) -> Vec<Vec<Bond>> {
    let mut groups: Vec<Vec<Bond>> = Vec::new();
    let mut group_of: BTreeMap<Asked, usize> = BTreeMap::new();
    for bond in bonds {
        let mut known: Vec<usize> = bond
            .terms
            .iter()
            .filter_map(|(asked, _)| group_of.get(asked).copied())
            .collect();
        known.sort_unstable();
        known.dedup();
        let home = known.first().copied().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        for other in known.into_iter().skip(1) {
            let moved = std::mem::take(&mut groups[other]);
            let asked = moved
                .iter()
                .flat_map(|bond| bond.terms.iter().map(|(asked, _)| *asked));
            group_of.extend(asked.map(|asked| (asked, home)));
            groups[home].extend(moved);
        }
        group_of.extend(bond.terms.iter().map(|(asked, _)| (*asked, home)));
        groups[home].push(bond);
    }
    groups.retain(|bonds| !bonds.is_empty());
    groups
}

fn account(
    record: &Record,
    comparer: &Comparer<'_>,
    claims: &Claims<'_>,
    bonds: Vec<Bond>,
) -> Account {
    let asked: BTreeSet<Asked> = bonds
        .iter()
        .flat_map(|bond| bond.terms.iter().map(|(a, _)| *a))
        .collect();
    let asked: Vec<Asked> = asked.into_iter().collect();
    let numbers: Vec<Numbers> = asked.iter().map(|asked| numbers(record, *asked)).collect();
    let facts: Vec<Item> = numbers
        .iter()
        .enumerate()
        .filter(|(_, numbers)| **numbers == Numbers::Whole)
        .filter_map(|(variable, _)| {
            Some(Item {
                variable,
                interval: from_zero()?,
            })
        })
        .collect();
    let variable = |asked_for: &Asked| asked.binary_search(asked_for).ok();
    let mut laws = Vec::new();
    let mut constraints = Vec::new();
    for bond in bonds {
        let terms = bond
            .terms
            .iter()
            .filter_map(|(asked, factor)| Some((variable(asked)?, *factor)));
        let (relation, constant) = (bond.relation, bond.constant);
        constraints.push(Constraint {
            terms: terms.collect(),
            relation,
            constant,
        });
        laws.push(bond.law);
    }
    let mut stands = Vec::new();
    let mut disputed = vec![false; asked.len()];
    for (at, asked) in asked.iter().enumerate() {
        let Some(question) = claims
            .get(asked)
            .and_then(|claims| Question::new(record, claims))
        else {
            continue;
        };
        let comparison = comparer.comparison(question);
        disputed[at] = comparison.outcome == Outcome::Contradicted;
        let tolerance = &record[asked.1].tolerance;
        let live = comparison
            .positions
            .iter()
            .filter(|position| position.is_live() && position.unit.is_none());
        stands.extend(live.filter_map(|position| {
            let interval = tolerance.slack(position.interval.as_ref()?);
            let claim = position.claims.first()?.claim;
            Some((
                at,
                Stand {
                    interval,
                    claim,
                    speakers: position.speakers.clone(),
                },
            ))
        }));
    }
    let event = asked.first().map_or(EventId::from(0), |(event, _)| *event);
    Account {
        event,
        laws,
        system: System::new(numbers, constraints, &facts),
        stands,
        disputed,
        asked,
    }
}

fn numbers(record: &Record, (_, attribute): Asked) -> Numbers {
    match record[attribute].kind {
        Kind::Count => Numbers::Whole,
        _ => Numbers::Real,
    }
}

/// A count is at least 0.
fn from_zero() -> Option<Interval> {
    Interval::new(Cut::At(Decimal::from(0), Side::Before), Cut::Highest)
}

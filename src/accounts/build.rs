//! From rules, events and claims to systems: one for each set of numbers that laws tie together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Law};
use crate::compare::{Comparer, Outcome, Position};
use crate::model::{
    AttributeId, ClaimId, Cut, Decimal, EventId, Interval, Kind, OverTime, Record, Side, SpeakerId,
    Tolerance, TopicId,
};
use crate::question::{Question, Questions};
use crate::system::{Constraint, Item, LinearRelation, LinearRule, Numbers, System};

/// A live position on a number that is asked for.
pub(super) struct Figure {
    /// The numbers it leaves possible, widened by the tolerance of the attribute.
    pub(super) interval: Interval,
    /// Its first live claim.
    pub(super) claim: ClaimId,
    /// The speakers who hold it.
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
    /// The figures, each after its variable, in the order of the variables.
    pub(super) figures: Vec<(usize, Figure)>,
    /// Whether the reports on a variable contradict each other.
    pub(super) disputed: Vec<bool>,
}

impl Account {
    /// Returns the figures as the system takes them, in the same order.
    pub(super) fn items(&self) -> Vec<Item> {
        self.figures
            .iter()
            .map(|(variable, figure)| Item {
                variable: *variable,
                interval: figure.interval.clone(),
            })
            .collect()
    }
}

/// A law over the numbers that are asked for.
struct Bond {
    law: Law,
    terms: Vec<(Asked, i64)>,
    relation: LinearRelation,
    constant: Decimal,
}

/// Builds the accounts of all events: none if there is no rule and no part.
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

/// Returns the claims on every number. A running total or a value of the day is no number that could be
/// added to others: such values belong to different times.
fn claims<'q>(record: &Record, questions: &'q Questions) -> Claims<'q> {
    questions
        .iter()
        .filter_map(|claims| Some((asked(record, claims)?, claims)))
        .collect()
}

/// Returns the number that the claims on a question give; `None` if it cannot be added to others.
fn asked(record: &Record, claims: &[ClaimId]) -> Option<Asked> {
    let claim = &record[*claims.first()?];
    let attribute = &record[claim.attribute];
    let number = matches!(attribute.kind, Kind::Count | Kind::Amount);
    (number && attribute.over_time == OverTime::Fixed).then_some((claim.event, claim.attribute))
}

/// Returns the bonds of every rule, in every event in which anything is claimed of its attributes.
fn rules(record: &Record, claims: &Claims<'_>) -> Vec<Bond> {
    let mut bonds = Vec::new();
    for (at, rule) in record.rules.iter().enumerate() {
        let Ok(read) = LinearRule::parse(&rule.holds) else {
            continue;
        };
        let terms: Option<Vec<_>> = read
            .terms
            .iter()
            .map(|(name, factor)| Some((attribute(record, rule.topic, name)?, *factor)))
            .collect();
        let Some(terms) = terms else { continue };
        bonds.extend(events(claims, &terms).into_iter().map(|event| {
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

/// Finds an attribute of a topic by its id.
fn attribute(record: &Record, topic: TopicId, id: &str) -> Option<AttributeId> {
    record
        .attributes
        .iter()
        .position(|attribute| attribute.topic == topic && attribute.name.id == id)
        .map(AttributeId::from)
}

/// Returns the events in which anything is claimed of an attribute in the terms.
fn events(claims: &Claims<'_>, terms: &[(AttributeId, i64)]) -> BTreeSet<EventId> {
    let attributes: BTreeSet<_> = terms.iter().map(|(attribute, _)| *attribute).collect();
    claims
        .keys()
        .filter(|(_, attribute)| attributes.contains(attribute))
        .map(|(event, _)| *event)
        .collect()
}

/// Returns the bonds between the events and their parts, for every count that is claimed: a part has no
/// more than its whole, nor have disjoint parts together.
fn wholes(record: &Record, claims: &Claims<'_>) -> Vec<Bond> {
    let attributes: BTreeSet<_> = claims
        .keys()
        .map(|(_, attribute)| *attribute)
        .filter(|attribute| record[*attribute].kind == Kind::Count)
        .collect();
    let mut bonds = Vec::new();
    for attribute in attributes {
        for (whole, parts) in parts_by_whole(record, record[attribute].topic) {
            if record[whole].disjoint && parts.len() > 1 {
                bonds.push(at_most(Law::Parts(whole), attribute, &parts, whole));
            } else {
                let alone = parts
                    .iter()
                    .map(|part| at_most(Law::Part(*part), attribute, &[*part], whole));
                bonds.extend(alone);
            }
        }
    }
    bonds
}

/// Groups the parts that belong to a topic by the event that they are parts of.
fn parts_by_whole(record: &Record, topic: TopicId) -> BTreeMap<EventId, Vec<EventId>> {
    let ids = (0..record.events.len()).map(EventId::from);
    let mut parts: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
    for (id, event) in ids.zip(&record.events) {
        if let Some(whole) = event.within.filter(|_| event.topic == topic) {
            parts.entry(whole).or_default().push(id);
        }
    }
    parts
}

/// Binds the sum of an attribute over the parts to be at most that of the whole.
fn at_most(law: Law, attribute: AttributeId, parts: &[EventId], whole: EventId) -> Bond {
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
}

/// Splits the bonds into groups that share no number.
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

/// Builds the account of bonds that share numbers.
fn account(
    record: &Record,
    comparer: &Comparer<'_>,
    claims: &Claims<'_>,
    bonds: Vec<Bond>,
) -> Account {
    let asked = numbers_of(&bonds);
    let numbers: Vec<Numbers> = asked.iter().map(|asked| numbers(record, *asked)).collect();
    let facts = facts(&numbers);
    let laws = bonds.iter().map(|bond| bond.law).collect();
    let constraints = bonds
        .into_iter()
        .map(|bond| constraint(&asked, bond))
        .collect();
    let mut figures = Vec::new();
    let mut disputed = vec![false; asked.len()];
    for (variable, asked) in asked.iter().enumerate() {
        let question = claims
            .get(asked)
            .and_then(|claims| Question::new(record, claims));
        let Some(question) = question else { continue };
        let comparison = comparer.comparison(question);
        disputed[variable] = comparison.outcome == Outcome::Contradicted;
        let tolerance = &record[asked.1].tolerance;
        let given = comparison.positions.iter();
        let given = given.filter_map(|position| figure(position, tolerance));
        figures.extend(given.map(|figure| (variable, figure)));
    }
    Account {
        event: asked.first().map_or(EventId::from(0), |(event, _)| *event),
        laws,
        system: System::new(numbers, constraints, &facts),
        figures,
        disputed,
        asked,
    }
}

/// Lists the numbers in the bonds, in order and each once.
fn numbers_of(bonds: &[Bond]) -> Vec<Asked> {
    let asked: BTreeSet<Asked> = bonds
        .iter()
        .flat_map(|bond| bond.terms.iter().map(|(asked, _)| *asked))
        .collect();
    asked.into_iter().collect()
}

fn numbers(record: &Record, (_, attribute): Asked) -> Numbers {
    match record[attribute].kind {
        Kind::Count => Numbers::Whole,
        _ => Numbers::Real,
    }
}

/// Returns what holds of the variables without any claim: a count is at least 0.
fn facts(numbers: &[Numbers]) -> Vec<Item> {
    numbers
        .iter()
        .enumerate()
        .filter(|(_, numbers)| **numbers == Numbers::Whole)
        .filter_map(|(variable, _)| {
            Some(Item {
                variable,
                interval: from_zero()?,
            })
        })
        .collect()
}

/// Returns the interval from 0 up.
fn from_zero() -> Option<Interval> {
    Interval::new(Cut::At(Decimal::from(0), Side::Before), Cut::Highest)
}

/// Turns a bond into a constraint on the variables: places in `asked`, which is sorted.
fn constraint(asked: &[Asked], bond: Bond) -> Constraint {
    let terms = bond
        .terms
        .iter()
        .filter_map(|(number, factor)| Some((asked.binary_search(number).ok()?, *factor)));
    Constraint {
        terms: terms.collect(),
        relation: bond.relation,
        constant: bond.constant,
    }
}

/// Returns the figure that a position gives; `None` if it is not live, has another unit or no interval.
fn figure(position: &Position, tolerance: &Tolerance) -> Option<Figure> {
    if !position.is_live() || position.unit.is_some() {
        return None;
    }
    Some(Figure {
        interval: tolerance.slack(position.interval.as_ref()?),
        claim: position.claims.first()?.claim,
        speakers: position.speakers.clone(),
    })
}

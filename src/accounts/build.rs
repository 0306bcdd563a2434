//! From rules, events and claims to systems: one for each set of numbers that laws tie together.

use std::collections::{BTreeMap, BTreeSet};

use super::told::{Figure, Reports};
use super::{Counted, Law, Measure, Quantity, Slice};
use crate::compare::Comparer;
use crate::model::{
    AttributeId, Cut, Decimal, EventId, Interval, Kind, OverTime, Record, ScopeId, Side, TopicId,
};
use crate::question::Questions;
use crate::system::{Constraint, Item, LinearForm, LinearRelation, LinearRule, Numbers, System};

/// Numbers that laws tie together, and what is said of them.
pub(super) struct Account {
    /// The event that comes first in it.
    pub(super) event: EventId,
    /// The numbers that are asked for: the variables of the system.
    pub(super) asked: Vec<Quantity>,
    /// The law of each constraint.
    pub(super) laws: Vec<Law>,
    pub(super) system: System,
    /// The figures, each after its variable, in the order of the variables.
    pub(super) figures: Vec<(usize, Figure)>,
    /// Whether the reports on a variable contradict each other.
    pub(super) disputed: Vec<bool>,
}

impl Account {
    /// Returns some figures as the system takes them, in the same order.
    pub(super) fn items(&self, figures: &[usize]) -> Vec<Item> {
        figures
            .iter()
            .map(|at| {
                let (variable, figure) = &self.figures[*at];
                Item {
                    variable: *variable,
                    interval: figure.interval.clone(),
                }
            })
            .collect()
    }

    /// Returns the figures on numbers on which the reports do not contradict each other.
    pub(super) fn undisputed(&self) -> Vec<usize> {
        (0..self.figures.len())
            .filter(|at| !self.disputed[self.figures[*at].0])
            .collect()
    }
}

/// A law over the numbers that are asked for.
struct Bond {
    law: Law,
    terms: Vec<(Quantity, i64)>,
    relation: LinearRelation,
    constant: Decimal,
}

/// Builds the accounts of all events in which anything is claimed: none if there is no rule, no part and no
/// scope within another.
pub(super) fn all(record: &Record, comparer: &Comparer<'_>, questions: &Questions) -> Vec<Account> {
    let has_parts = record.events.iter().any(|event| event.within.is_some());
    let has_scopes = record.scopes.iter().any(|scope| scope.within.is_some());
    if record.rules.is_empty() && !has_parts && !has_scopes {
        return Vec::new();
    }
    let rules = readable(record);
    let reports = Reports::new(record, comparer, questions, &in_rules(&rules));
    let mut bonds = in_events(record, &rules, &reports);
    bonds.extend(wholes(record, &rules, &reports));
    bonds.extend(narrower(record, &reports));
    tied(bonds)
        .into_iter()
        .map(|bonds| account(record, &reports, bonds))
        .filter(|account| !account.figures.is_empty())
        .collect()
}

/// A rule of a topic, with its attributes looked up.
struct TopicRule {
    /// Its place in the record.
    at: usize,
    topic: TopicId,
    read: LinearRule,
    terms: Vec<(LinearForm, AttributeId, i64)>,
}

/// Returns the rules whose names are all declared.
fn readable(record: &Record) -> Vec<TopicRule> {
    let rules = record.rules.iter().enumerate();
    rules
        .filter_map(|(at, rule)| {
            let read = LinearRule::parse(&rule.holds).ok()?;
            let terms = read.terms.iter();
            let terms: Option<Vec<_>> = terms
                .map(|(form, name, factor)| {
                    Some((*form, attribute(record, rule.topic, name)?, *factor))
                })
                .collect();
            Some(TopicRule {
                at,
                topic: rule.topic,
                terms: terms?,
                read,
            })
        })
        .collect()
}

/// Finds an attribute of a topic by its id.
fn attribute(record: &Record, topic: TopicId, id: &str) -> Option<AttributeId> {
    record
        .attributes
        .iter()
        .position(|attribute| attribute.topic == topic && attribute.name.id == id)
        .map(AttributeId::from)
}

fn in_rules(rules: &[TopicRule]) -> BTreeSet<AttributeId> {
    let terms = rules.iter().flat_map(|rule| &rule.terms);
    terms.map(|(_, attribute, _)| *attribute).collect()
}

/// Returns the bonds of every rule in every event of its topic: one, or one for each day, and so for each scope.
fn in_events(record: &Record, rules: &[TopicRule], reports: &Reports) -> Vec<Bond> {
    let mut by_topic: BTreeMap<TopicId, Vec<EventId>> = BTreeMap::new();
    for (at, event) in record.events.iter().enumerate() {
        by_topic
            .entry(event.topic)
            .or_default()
            .push(EventId::from(at));
    }
    let mut bonds = Vec::new();
    for rule in rules {
        for event in by_topic.get(&rule.topic).into_iter().flatten() {
            for scope in scopes(rule, *event, reports) {
                let times = times(record, rule, (*event, scope), reports).into_iter();
                bonds.extend(times.map(|time| bond(record, rule, (*event, scope), time)));
            }
        }
    }
    bonds
}

/// Returns the scopes in which a rule holds in an event: figures without one, and each that a figure has.
fn scopes(rule: &TopicRule, event: EventId, reports: &Reports) -> BTreeSet<Option<ScopeId>> {
    let terms = rule.terms.iter();
    let scopes = terms.flat_map(|(_, attribute, _)| reports.scopes(event, *attribute));
    scopes.chain([None]).collect()
}

/// Returns the times for which a rule holds in an event, in a scope: `None` if all its attributes are fixed, and else each
/// day on which all others have a claim.
fn times(
    record: &Record,
    rule: &TopicRule,
    (event, scope): (EventId, Option<ScopeId>),
    reports: &Reports,
) -> Vec<Option<Slice>> {
    let dated = rule.terms.iter();
    let dated: Vec<(LinearForm, AttributeId)> = dated
        .filter(|(_, attribute, _)| record[*attribute].over_time != OverTime::Fixed)
        .map(|(form, attribute, _)| (*form, *attribute))
        .collect();
    let fewest = dated
        .iter()
        .min_by_key(|(_, attribute)| reports.days((event, *attribute, scope)).count());
    let Some((_, fewest)) = fewest else {
        return vec![None];
    };
    let days = reports.days((event, *fewest, scope));
    let slices = days.flat_map(|day| reports.slices(event, day));
    slices
        .filter(|slice| {
            dated.iter().all(|(form, attribute)| {
                let asked = (event, *attribute, scope);
                reports.has(asked, *slice)
                    && (*form != LinearForm::Change || can_change(record, reports, asked, *slice))
            })
        })
        .map(Some)
        .collect()
}

/// Returns true if there is a total of the day before, and the total did not start anew since.
fn can_change(record: &Record, reports: &Reports, asked: Counted, slice: Slice) -> bool {
    let restarts = &record[asked.1].restarts;
    let before = slice.before();
    before.is_some_and(|before| reports.has(asked, before))
        && restarts.binary_search(&slice.day).is_err()
}

/// Returns the bond of a rule in an event, in a scope, at a time.
fn bond(
    record: &Record,
    rule: &TopicRule,
    (event, scope): (EventId, Option<ScopeId>),
    time: Option<Slice>,
) -> Bond {
    let mut terms = Vec::new();
    for (form, attribute, factor) in &rule.terms {
        let is_dated = record[*attribute].over_time != OverTime::Fixed;
        let quantity = Quantity {
            event,
            attribute: *attribute,
            scope,
            time: time.filter(|_| is_dated),
            measure: match form {
                LinearForm::Count => Measure::Length,
                LinearForm::Plain | LinearForm::Change => Measure::Number,
            },
        };
        terms.push((quantity, *factor));
        if *form == LinearForm::Change {
            let time = time.and_then(Slice::before);
            terms.push((Quantity { time, ..quantity }, -factor));
        }
    }
    Bond {
        law: Law::Rule(rule.at, event),
        terms,
        relation: rule.read.relation,
        constant: rule.read.constant.clone(),
    }
}

/// Returns the bonds between the events and their parts, for every count that is claimed or in a rule: a part
/// has no more than its whole, nor have disjoint parts together.
fn wholes(record: &Record, rules: &[TopicRule], reports: &Reports) -> Vec<Bond> {
    let in_rules = in_rules(rules).into_iter();
    let mut counted: BTreeSet<(AttributeId, Option<ScopeId>)> =
        in_rules.map(|attribute| (attribute, None)).collect();
    counted.extend(
        reports
            .counted()
            .map(|(_, attribute, scope)| (attribute, scope)),
    );
    let mut bonds = Vec::new();
    let mut families: BTreeMap<TopicId, BTreeMap<EventId, Vec<EventId>>> = BTreeMap::new();
    for (attribute, scope) in counted {
        let (topic, kind) = (record[attribute].topic, record[attribute].kind);
        if kind != Kind::Count {
            continue;
        }
        let families = families
            .entry(topic)
            .or_insert_with(|| parts_by_whole(record, topic));
        for (whole, parts) in families {
            bonds.extend(of_whole(record, reports, (*whole, attribute, scope), parts));
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

/// Returns the bonds between an event and its parts for one count: for all times, or for each day on which
/// the event and any part have a claim.
fn of_whole(
    record: &Record,
    reports: &Reports,
    (whole, attribute, scope): Counted,
    parts: &[EventId],
) -> Vec<Bond> {
    if record[attribute].over_time == OverTime::Fixed {
        let claimed = |part: &EventId| reports.has_figure((*part, attribute, scope));
        let all = parts.iter().all(claimed);
        return at_time(record, (whole, attribute, scope), parts, (None, all));
    }
    let days = reports.days((whole, attribute, scope));
    let slices = days.flat_map(|day| reports.slices(whole, day));
    let slices = slices.filter(|slice| reports.has((whole, attribute, scope), *slice));
    slices
        .flat_map(|slice| {
            let given = parts.iter().copied();
            let given: Vec<EventId> = given
                .filter(|part| reports.has((*part, attribute, scope), slice))
                .collect();
            let all = given.len() == parts.len();
            at_time(
                record,
                (whole, attribute, scope),
                &given,
                (Some(slice), all),
            )
        })
        .collect()
}

/// Returns the bonds between an event and parts of it at a time. `all` says whether these are all its parts
/// and each has a claim.
fn at_time(
    record: &Record,
    (whole, attribute, scope): Counted,
    parts: &[EventId],
    (time, all): (Option<Slice>, bool),
) -> Vec<Bond> {
    let quantity = |event: &EventId| Quantity {
        event: *event,
        attribute,
        scope,
        time,
        measure: Measure::Number,
    };
    let bond = |law: Law, parts: &[EventId], relation: LinearRelation| Bond {
        law,
        terms: parts
            .iter()
            .map(|part| (quantity(part), 1))
            .chain([(quantity(&whole), -1)])
            .collect(),
        relation,
        constant: Decimal::from(0),
    };
    let event = &record[whole];
    if event.complete && all {
        return vec![bond(Law::Complete(whole), parts, LinearRelation::Equal)];
    }
    if (event.disjoint || event.complete) && parts.len() > 1 {
        return vec![bond(Law::Parts(whole), parts, LinearRelation::AtMost)];
    }
    let alone = parts.iter();
    alone
        .map(|part| bond(Law::Part(*part), &[*part], LinearRelation::AtMost))
        .collect()
}

/// Returns the bonds between the scopes of a count: what counts in one counts in each wider one too. At several
/// times they hold for each at which both have a claim.
fn narrower(record: &Record, reports: &Reports) -> Vec<Bond> {
    let mut bonds = Vec::new();
    let counts = reports
        .counted()
        .filter(|(_, attribute, _)| record[*attribute].kind == Kind::Count);
    for (event, attribute, narrow) in counts {
        let Some(narrow) = narrow else { continue };
        for wide in wider(record, narrow) {
            let counted = (event, attribute, Some(wide));
            let times = if record[attribute].over_time == OverTime::Fixed {
                vec![None]
            } else {
                let days = reports.days((event, attribute, Some(narrow)));
                let slices = days.flat_map(|day| reports.slices(event, day));
                let both = slices.filter(|slice| {
                    reports.has((event, attribute, Some(narrow)), *slice)
                        && reports.has(counted, *slice)
                });
                both.map(Some).collect()
            };
            bonds.extend(times.into_iter().map(|time| {
                let quantity = |scope| Quantity {
                    event,
                    attribute,
                    scope: Some(scope),
                    time,
                    measure: Measure::Number,
                };
                Bond {
                    law: Law::Narrower(narrow),
                    terms: vec![(quantity(narrow), 1), (quantity(wide), -1)],
                    relation: LinearRelation::AtMost,
                    constant: Decimal::from(0),
                }
            }));
        }
    }
    bonds
}

/// Returns the scopes that a scope lies within, the nearest first. A circle is broken where they are read.
fn wider(record: &Record, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
    std::iter::successors(record[scope].within, |outer| record[*outer].within)
}

/// Splits the bonds into groups that share no number, each in the order of its first bond.
fn tied(bonds: Vec<Bond>) -> Vec<Vec<Bond>> {
    let mut roots: Vec<usize> = (0..bonds.len()).collect();
    let mut first: BTreeMap<Quantity, usize> = BTreeMap::new();
    for (at, bond) in bonds.iter().enumerate() {
        for (quantity, _) in &bond.terms {
            let before = *first.entry(*quantity).or_insert(at);
            let (one, other) = (root(&mut roots, before), root(&mut roots, at));
            roots[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Bond>> = BTreeMap::new();
    for (at, bond) in bonds.into_iter().enumerate() {
        let home = root(&mut roots, at);
        groups.entry(home).or_default().push(bond);
    }
    groups.into_values().collect()
}

/// Returns the first of the group that one belongs to, and shortens the way there.
fn root(roots: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

/// Builds the account of bonds that share numbers.
fn account(record: &Record, reports: &Reports, bonds: Vec<Bond>) -> Account {
    let asked = numbers_of(&bonds);
    let numbers: Vec<Numbers> = asked.iter().map(|asked| numbers(record, *asked)).collect();
    let facts = facts(&numbers);
    let laws = bonds.iter().map(|bond| bond.law).collect();
    let constraints = bonds
        .into_iter()
        .map(|bond| constraint(&asked, bond))
        .collect();
    let mut figures = Vec::new();
    for (variable, asked) in asked.iter().enumerate() {
        let given = reports.figures(record, *asked).into_iter();
        figures.extend(given.map(|figure| (variable, figure)));
    }
    let disputed = asked.iter();
    let disputed = disputed.map(|asked| reports.is_disputed(asked.counted()));
    Account {
        event: asked.first().map_or(EventId::from(0), |asked| asked.event),
        laws,
        system: System::new(numbers, constraints, &facts),
        figures,
        disputed: disputed.collect(),
        asked,
    }
}

/// Lists the numbers in the bonds, in order and each once.
fn numbers_of(bonds: &[Bond]) -> Vec<Quantity> {
    let asked: BTreeSet<Quantity> = bonds
        .iter()
        .flat_map(|bond| bond.terms.iter().map(|(asked, _)| *asked))
        .collect();
    asked.into_iter().collect()
}

fn numbers(record: &Record, asked: Quantity) -> Numbers {
    match record[asked.attribute].kind {
        Kind::Count | Kind::Names => Numbers::Whole,
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
fn constraint(asked: &[Quantity], bond: Bond) -> Constraint {
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

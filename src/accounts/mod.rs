//! Accounts: what must add up within an event and between an event and its parts, where it does not,
//! and what it says about numbers that nobody gives or that are disputed.
//!
//! Every number that is asked for is a variable, every rule and every `within` a constraint, every
//! position that somebody holds an interval: then [`crate::system`] finds the smallest sets that cannot
//! all hold. Two claims that contradict each other are the same idea with one variable and no rule; they
//! are found by [`crate::compare`] and never a second time here.

mod build;
mod clash;
mod implied;
#[cfg(test)]
mod tests;
mod told;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::compare::Comparer;
use crate::model::{AttributeId, ClaimId, Decimal, EventId, Interval, Record, ScopeId, SpeakerId};
use crate::question::Questions;
use crate::system::{Bound, Limit, LinearRelation};

/// What is asked: an attribute of an event.
pub(crate) type Asked = (EventId, AttributeId);

/// What is asked, and which part of it is counted.
pub(crate) type Counted = (EventId, AttributeId, Option<ScopeId>);

/// The number that is taken of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Measure {
    /// The number that is claimed.
    Number,
    /// How many names a list has.
    Length,
}

/// A day, or a moment of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slice {
    /// The day.
    pub(crate) day: Date,
    /// The moment, in seconds since 1970 in UTC.
    pub(crate) moment: Option<i64>,
}

impl Slice {
    /// Returns the same time of the day before.
    fn before(self) -> Option<Self> {
        Some(Self {
            day: self.day.yesterday().ok()?,
            moment: self.moment.map(|moment| moment - SECONDS_OF_DAY),
        })
    }

    /// Returns whether a claim for another time takes part: it is for the day, or for the same moment.
    fn has(self, other: Self) -> bool {
        self.day == other.day && (other.moment.is_none() || self.moment == other.moment)
    }
}

const SECONDS_OF_DAY: i64 = 24 * 60 * 60;

/// A number that is asked for: of an attribute of an event, at a time where it has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Quantity {
    /// The event.
    pub(crate) event: EventId,
    /// What is asked about it.
    pub(crate) attribute: AttributeId,
    /// The part of it that is counted; `None` if nobody says which.
    pub(crate) scope: Option<ScopeId>,
    /// The time for which it is asked, unless the attribute is fixed.
    pub(crate) time: Option<Slice>,
    /// What is taken of it.
    pub(crate) measure: Measure,
}

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Law {
    /// A `[[rule]]`, by its place in the record, in one event.
    Rule(usize, EventId),
    /// A part has no more than its whole.
    Part(EventId),
    /// The disjoint parts of this event together have no more than it.
    Parts(EventId),
    /// The parts of this event are all of it: together they have as many.
    Complete(EventId),
    /// What counts in a scope counts in the wider one that has all of it.
    Narrower(ScopeId),
}

/// A number put into a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// What it is the number of.
    pub(crate) asked: Quantity,
    /// The number itself.
    pub(crate) number: Decimal,
    /// How many times it counts on the side of the total.
    pub(crate) factor: i64,
    /// Which end of what the claim leaves possible it is; `None` where the claim leaves nothing else.
    pub(crate) bound: Option<Bound>,
}

/// One law with the numbers put into it: `open` compared with `total`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The law.
    pub(crate) law: Law,
    /// The numbers that were put in.
    pub(crate) known: Vec<Term>,
    /// What has no number, with its factor: empty where everything has one.
    pub(crate) open: Vec<(Quantity, i64)>,
    /// How the law compares its sides.
    pub(crate) relation: LinearRelation,
    /// A plain number in the law.
    pub(crate) constant: Decimal,
    /// What the numbers come to.
    pub(crate) total: Decimal,
}

/// Claims that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The smallest set of claims: one for each position, its first live one.
    pub(crate) claims: Vec<ClaimId>,
    /// Speakers who hold all of it themselves: their own figures do not add up.
    pub(crate) speakers: Vec<SpeakerId>,
    /// The arithmetic.
    pub(crate) lines: Vec<Line>,
    /// What bounds a number of which several are left, and has no place in the lines.
    pub(crate) besides: Vec<Term>,
    /// By how much it misses; `None` if only fractions fit.
    pub(crate) gap: Option<Decimal>,
}

/// What the laws and the claims that nobody disputes imply for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Implied {
    /// The number.
    pub(crate) asked: Quantity,
    /// What they leave possible.
    pub(crate) interval: Interval,
    /// The claims that this rests on, one for each position.
    pub(crate) claims: Vec<ClaimId>,
}

/// What was found in the accounts of all events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Accounts {
    /// What cannot all hold: first what one speaker says alone, then by size and by claims.
    pub(crate) clashes: Vec<Clash>,
    /// What is implied, where it says more than the claims on that number do.
    pub(crate) implied: Vec<Implied>,
    /// The events in whose accounts not everything was searched, with the bound that was hit.
    pub(crate) limits: Vec<(EventId, Limit)>,
    /// The rules that hold no claim against anything, by their places in the record.
    pub(crate) idle: BTreeSet<usize>,
}

impl Quantity {
    /// Returns what is asked, and which part of it is counted.
    fn counted(self) -> Counted {
        (self.event, self.attribute, self.scope)
    }
}

/// Goes through the accounts of all events. Costs nothing where there is no rule, no part and no scope.
pub(crate) fn accounts(
    record: &Record,
    comparer: &Comparer<'_>,
    questions: &Questions,
) -> Accounts {
    let mut found = Accounts {
        idle: (0..record.rules.len()).collect(),
        ..Accounts::default()
    };
    for account in build::all(record, comparer, questions) {
        for law in &account.laws {
            if let Law::Rule(rule, _) = law {
                found.idle.remove(rule);
            }
        }
        found
            .clashes
            .extend(clash::clashes(&account, &mut found.limits));
        found.implied.extend(implied::implied(&account));
    }
    found.clashes.sort_by_key(|clash| {
        (
            clash.speakers.is_empty(),
            clash.claims.len(),
            clash.claims.clone(),
        )
    });
    // One for each moment of a day, where the claims are for the day.
    found
        .clashes
        .dedup_by(|one, other| one.claims == other.claims);
    found.implied.sort_by_key(|implied| implied.asked);
    found
}

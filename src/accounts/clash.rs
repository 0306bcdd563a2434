//! What cannot all hold, with the arithmetic.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Account;
use super::told::Figure;
use super::{Clash, Line, Term};
use crate::model::{EventId, SpeakerId};
use crate::system::{Bound, Certificate, Hold, Holder, Limit};

/// Finds the smallest sets of figures that cannot all hold, and adds the bounds that were hit to `limits`.
///
/// A speaker's own figures are always held against each other; those of several only where no question is
/// contradicted anyway.
pub(super) fn clashes(account: &Account, limits: &mut Vec<(EventId, Limit)>) -> Vec<Clash> {
    let mut found: BTreeMap<Vec<usize>, Certificate> = BTreeMap::new();
    let mut hit: BTreeSet<Limit> = BTreeSet::new();
    for figures in together(account) {
        let clashes = account.system.clashes(&account.items(&figures));
        hit.extend(clashes.limits);
        for clash in clashes.clashes {
            let items = clash.items.iter().map(|at| figures[*at]).collect();
            let mut certificate = clash.certificate;
            for hold in &mut certificate.argument.holds {
                if let Holder::Item(at) = &mut hold.by {
                    *at = figures[*at];
                }
            }
            found.entry(items).or_insert(certificate);
        }
    }
    limits.extend(hit.into_iter().map(|limit| (account.event, limit)));
    // Without a claim the laws clash among themselves: that is no matter of reports.
    found
        .iter()
        .filter(|(items, _)| !items.is_empty())
        .map(|(items, certificate)| from_smallest(account, items, certificate))
        .collect()
}

/// Returns the figures that are held against each other: those that nobody disputes, and the own ones of each
/// speaker who has another.
fn together(account: &Account) -> Vec<Vec<usize>> {
    let mut own: BTreeMap<SpeakerId, Vec<usize>> = BTreeMap::new();
    for (at, (_, figure)) in account.figures.iter().enumerate() {
        for speaker in &figure.speakers {
            own.entry(*speaker).or_default().push(at);
        }
    }
    own.retain(|_, figures| {
        let mut figures = figures.iter();
        figures.any(|at| account.disputed[account.figures[*at].0])
    });
    [account.undisputed()]
        .into_iter()
        .chain(own.into_values())
        .collect()
}

fn from_smallest(account: &Account, items: &[usize], certificate: &Certificate) -> Clash {
    let figures: Vec<&Figure> = items.iter().map(|item| &account.figures[*item].1).collect();
    let mut claims: Vec<_> = figures.iter().map(|figure| figure.claim).collect();
    claims.sort_unstable();
    claims.dedup();
    Clash {
        claims,
        speakers: holders_of_all(&figures),
        lines: lines(account, certificate),
        besides: besides(account, items, certificate),
        gap: certificate.gap.clone(),
    }
}

/// Returns the ends of the figures that have no place in the argument: it only holds for whole numbers, and
/// several of them are left.
fn besides(account: &Account, items: &[usize], certificate: &Certificate) -> Vec<Term> {
    let used = certificate.argument.items();
    let others = items.iter().filter(|item| !used.contains(item));
    others
        .flat_map(|item| {
            let (variable, figure) = &account.figures[*item];
            let low = figure
                .interval
                .low_end()
                .map(|end| (end.number.ceil(), Bound::Low));
            let high = figure
                .interval
                .high_end()
                .map(|end| (end.number.floor(), Bound::High));
            let ends = low.into_iter().chain(high);
            ends.map(|(number, bound)| Term {
                asked: account.asked[*variable],
                number,
                factor: 1,
                bound: Some(bound),
            })
        })
        .collect()
}
/// Returns the speakers who hold every one of the figures, in the order of the first figure.
fn holders_of_all(figures: &[&Figure]) -> Vec<SpeakerId> {
    let first = figures
        .first()
        .map(|figure| figure.speakers.as_slice())
        .unwrap_or_default();
    let mut speakers = first.to_vec();
    speakers.retain(|speaker| {
        figures
            .iter()
            .all(|figure| figure.speakers.contains(speaker))
    });
    speakers
}

fn lines(account: &Account, certificate: &Certificate) -> Vec<Line> {
    let holds = &certificate.argument.holds;
    let steps = certificate.argument.steps(&account.system).into_iter();
    steps
        .map(|step| Line {
            law: account.laws[step.rule],
            known: step
                .known
                .iter()
                .filter_map(|(hold, factor)| term(account, holds.get(*hold)?, *factor))
                .collect(),
            open: step
                .open
                .iter()
                .map(|(at, factor)| (account.asked[*at], *factor))
                .collect(),
            relation: step.relation,
            constant: step.constant,
            total: step.total,
        })
        .collect()
}

/// Returns the number that a figure puts into a law; `None` for a fact, as that a count is at least 0
/// goes without saying.
fn term(account: &Account, hold: &Hold, factor: i64) -> Option<Term> {
    let Holder::Item(item) = hold.by else {
        return None;
    };
    Some(Term {
        asked: account.asked[hold.variable],
        number: hold.number.clone(),
        factor,
        bound: (!is_exact(account, item)).then_some(hold.bound),
    })
}

/// Returns true if a figure leaves only one number possible.
fn is_exact(account: &Account, item: usize) -> bool {
    let interval = &account.figures[item].1.interval;
    let ends = interval.low_end().zip(interval.high_end());
    ends.is_some_and(|(low, high)| low.number == high.number)
}

//! What cannot all hold, with the arithmetic.

use super::build::{Account, Figure};
use super::{Clash, Line, Term};
use crate::model::{EventId, SpeakerId};
use crate::system::{self, Certificate, Hold, Holder, Limit};

/// Finds the smallest sets of figures that cannot all hold, and adds the bounds that were hit to `limits`.
pub(super) fn clashes(account: &Account, limits: &mut Vec<(EventId, Limit)>) -> Vec<Clash> {
    let found = account.system.clashes(&account.items());
    limits.extend(found.limits.iter().map(|limit| (account.event, *limit)));
    // Without a claim the laws clash among themselves: that is no matter of reports.
    found
        .clashes
        .iter()
        .filter(|clash| !clash.items.is_empty())
        .map(|clash| from_smallest(account, clash))
        .collect()
}

fn from_smallest(account: &Account, clash: &system::SmallestClash) -> Clash {
    let figures: Vec<&Figure> = clash
        .items
        .iter()
        .map(|item| &account.figures[*item].1)
        .collect();
    let mut claims: Vec<_> = figures.iter().map(|figure| figure.claim).collect();
    claims.sort_unstable();
    Clash {
        claims,
        speakers: holders_of_all(&figures),
        lines: lines(account, &clash.certificate),
        gap: clash.certificate.gap.clone(),
    }
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

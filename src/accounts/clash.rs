//! What cannot all hold, with the arithmetic.

use super::build::Account;
use super::{Clash, Line, Term};
use crate::model::{EventId, SpeakerId};
use crate::system::{self, Certificate, Holder, Limit};

/// The smallest sets of positions that cannot all hold.
pub(super) fn clashes(account: &Account, limits: &mut Vec<(EventId, Limit)>) -> Vec<Clash> {
    let found = account.system.clashes(&account.items());
    limits.extend(found.limits.iter().map(|limit| (account.event, *limit)));
    // Without a claim the laws clash among themselves: that is no matter of reports.
    found
        .clashes
        .iter()
        .filter(|clash| !clash.items.is_empty())
        .map(|clash| of(account, clash))
        .collect()
}

fn of(account: &Account, clash: &system::SmallestClash) -> Clash {
    let stands = || clash.items.iter().map(|item| &account.stands[*item].1);
    let mut claims: Vec<_> = stands().map(|stand| stand.claim).collect();
    claims.sort_unstable();
    let holds_all = |speaker: &&SpeakerId| stands().all(|stand| stand.speakers.contains(speaker));
    let first = stands()
        .next()
        .map(|stand| stand.speakers.as_slice())
        .unwrap_or_default();
    Clash {
        claims,
        speakers: first.iter().filter(holds_all).copied().collect(),
        lines: lines(account, &clash.certificate),
        gap: clash.certificate.gap.clone(),
    }
}

fn lines(account: &Account, certificate: &Certificate) -> Vec<Line> {
    let holds = &certificate.argument.holds;
    let term = |(hold, factor): &(usize, i64)| {
        // That a count is at least 0 goes without saying.
        let hold = holds
            .get(*hold)
            .filter(|hold| !matches!(hold.by, Holder::Fact(_)))?;
        let exact = match hold.by {
            Holder::Item(item) => is_exact(account, item),
            Holder::Fact(_) => false,
        };
        let bound = (!exact).then_some(hold.bound);
        let asked = account.asked[hold.variable];
        Some(Term {
            asked,
            number: hold.number.clone(),
            factor: *factor,
            bound,
        })
    };
    let steps = certificate.argument.steps(&account.system).into_iter();
    steps
        .map(|step| Line {
            law: account.laws[step.rule],
            known: step.known.iter().filter_map(term).collect(),
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

/// Whether a position leaves only one number possible.
fn is_exact(account: &Account, item: usize) -> bool {
    let interval = &account.stands[item].1.interval;
    let ends = interval.low_end().zip(interval.high_end());
    ends.is_some_and(|(low, high)| low.number == high.number)
}

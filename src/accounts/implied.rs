//! What the laws and the undisputed claims imply for a number.

use std::collections::BTreeSet;

use super::Implied;
use super::build::Account;
use crate::model::{Cut, Decimal, Interval, Side};
use crate::system::Bounds;

/// Returns what is implied for numbers that nobody gives, or whose figures it narrows. It rests only on
/// numbers on which the reports do not contradict each other.
pub(super) fn implied(account: &Account) -> Vec<Implied> {
    let undisputed = account.undisputed();
    let items = account.items(&undisputed);
    let given: BTreeSet<usize> = undisputed.iter().map(|at| account.figures[*at].0).collect();
    // An undisputed figure is not narrowed.
    let open: Vec<usize> = (0..account.asked.len())
        .filter(|at| !given.contains(at))
        .collect();
    let bounds = account.system.bounds_of(&open, &items);
    let found = open.into_iter().zip(bounds);
    found
        .filter_map(|(variable, bounds)| implied_for(account, variable, &undisputed, bounds))
        .collect()
}

fn implied_for(
    account: &Account,
    variable: usize,
    undisputed: &[usize],
    bounds: Bounds,
) -> Option<Implied> {
    let interval = bounds.interval()?;
    let ends = [bounds.low, bounds.high];
    let mut rests_on: Vec<usize> = ends
        .iter()
        .flatten()
        .flat_map(|end| end.argument.items())
        .collect();
    rests_on.sort_unstable();
    rests_on.dedup();
    if rests_on.is_empty() || !says_more(account, variable, &interval) || is_plain(&interval) {
        return None;
    }
    let claims = rests_on
        .iter()
        .map(|item| account.figures[undisputed[*item]].1.claim);
    Some(Implied {
        asked: account.asked[variable],
        interval,
        claims: claims.collect(),
    })
}

/// Returns true if an interval says more of a variable than its own figures do: there is none, or they
/// contradict each other and one of them leaves numbers possible that the interval excludes.
fn says_more(account: &Account, variable: usize, interval: &Interval) -> bool {
    let mut own = account
        .figures
        .iter()
        .filter(|(of, _)| *of == variable)
        .peekable();
    own.peek().is_none()
        || account.disputed[variable] && own.any(|(_, figure)| !interval.contains(&figure.interval))
}

/// Returns true if an interval says no more than that a count is at least 0.
fn is_plain(interval: &Interval) -> bool {
    let zero = Cut::At(Decimal::from(0), Side::Before);
    *interval.high() == Cut::Highest && *interval.low() <= zero
}

//! What the laws and the undisputed claims imply for a number.

use super::Implied;
use super::build::Account;
use crate::model::{Cut, Decimal, Interval, Side};
use crate::system::Item;

/// What is implied for numbers that nobody gives, or whose positions it narrows. It rests only on
/// numbers on which the reports do not contradict each other.
pub(super) fn implied(account: &Account) -> Vec<Implied> {
    let undisputed: Vec<usize> = (0..account.stands.len())
        .filter(|at| !account.disputed[account.stands[*at].0])
        .collect();
    let all = account.items();
    let items: Vec<Item> = undisputed.iter().map(|at| all[*at].clone()).collect();
    (0..account.asked.len())
        .filter_map(|variable| of(account, variable, &undisputed, &items))
        .collect()
}

fn of(account: &Account, variable: usize, undisputed: &[usize], items: &[Item]) -> Option<Implied> {
    let bounds = account.system.bounds(variable, items);
    let interval = bounds.interval()?;
    let own = || account.stands.iter().filter(|(at, _)| *at == variable);
    let narrows = |claimed: &Interval| !interval.contains(claimed);
    let disputed = account.disputed[variable];
    let says_more =
        own().next().is_none() || disputed && own().any(|(_, stand)| narrows(&stand.interval));
    let ends = [bounds.low, bounds.high];
    let mut rests_on: Vec<usize> = ends
        .iter()
        .flatten()
        .flat_map(|end| end.argument.items())
        .collect();
    rests_on.sort_unstable();
    rests_on.dedup();
    if rests_on.is_empty() || !says_more || is_plain(&interval) {
        return None;
    }
    let claims = rests_on
        .iter()
        .map(|item| account.stands[undisputed[*item]].1.claim);
    Some(Implied {
        asked: account.asked[variable],
        interval,
        claims: claims.collect(),
    })
}

/// Whether an interval says no more than that a count is at least 0.
fn is_plain(interval: &Interval) -> bool {
    let zero = Cut::At(Decimal::from(0), Side::Before);
    *interval.high() == Cut::Highest && *interval.low() <= zero
}

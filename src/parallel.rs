//! Work on several threads, in parts that keep their order: what comes out does not depend on how
//! many threads there are.

use rayon::prelude::*;

/// Cuts a list into runs of about the same weight, one a thread, and works on them at once. Below
/// `least` in all, one thread does it: starting others costs about 0.1 ms.
pub(crate) fn runs<T: Sync, R: Send>(
    items: &[T],
    weight: impl Fn(&T) -> u64,
    least: u64,
    work: impl Fn(&[T]) -> R + Sync + Send,
) -> Vec<R> {
    let total: u64 = items.iter().map(&weight).sum();
    if total < least {
        return vec![work(items)];
    }
    let share = total.div_ceil(rayon::current_num_threads() as u64).max(1);
    let mut runs = Vec::new();
    let (mut rest, mut filled) = (items, 0);
    while !rest.is_empty() {
        let fits = rest.iter().take_while(|item| {
            filled += weight(item);
            filled < share
        });
        let (run, after) = rest.split_at((fits.count() + 1).min(rest.len()));
        runs.push(run);
        (rest, filled) = (after, 0);
    }
    runs.into_par_iter().map(work).collect()
}

/// Works on every item, and puts what comes of it in the order of the items. Below `least` items, one
/// thread does it.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    least: usize,
    work: impl Fn(&T) -> Option<R> + Sync + Send,
) -> Vec<R> {
    if items.len() < least {
        return items.iter().filter_map(work).collect();
    }
    items.par_iter().filter_map(work).collect()
}

/// Sorts a list whose items are all different: the result is the same on one thread and on several.
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
    if items.len() < WORTH_SORTING {
        items.sort_unstable();
    } else {
        items.par_sort_unstable();
    }
}

/// Below so many items one thread sorts them.
const WORTH_SORTING: usize = 1 << 16;

//! Which of many positions are shown, and in which order: those that contradict each other first.

use std::collections::BTreeSet;

use super::context::PageContext;
use crate::compare::Comparison;
use crate::model::{AsOf, ClaimId, Cut, OverTime};

/// No more positions than this are shown of one question.
const MOST_POSITIONS: usize = 16;

/// The positions of a question that are shown.
pub(super) struct Excerpt {
    /// The live positions, by their indices in the order of the page.
    pub(super) order: Vec<usize>,
    /// The places in `order` of those that are shown, sorted.
    pub(super) chosen: Vec<usize>,
}

impl Excerpt {
    /// Chooses what to show: a pair that contradicts, totals that fell, whatever else clashes, and then the
    /// ends, which tell how far apart the rest lies.
    pub(super) fn new(
        context: &PageContext<'_>,
        comparison: &Comparison,
        clashing: &[usize],
    ) -> Self {
        let order = order(context, comparison);
        if order.len() <= MOST_POSITIONS {
            let chosen = (0..order.len()).collect();
            return Self { order, chosen };
        }
        let mut places = vec![0; comparison.positions.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at] = place;
        }
        let pair = comparison.clash.into_iter().flatten();
        let fell = fallen(comparison).into_iter();
        let first = pair.chain(fell).map(|at| places[at]);
        let clash: BTreeSet<usize> = clashing.iter().map(|at| places[*at]).collect();
        let clash: Vec<usize> = clash.into_iter().collect();
        let all: Vec<usize> = (0..order.len()).collect();
        let mut chosen = BTreeSet::new();
        for place in first.chain(from_ends(&clash)).chain(from_ends(&all)) {
            if chosen.len() < MOST_POSITIONS {
                chosen.insert(place);
            }
        }
        Self {
            order,
            chosen: chosen.into_iter().collect(),
        }
    }
}

/// Returns the live positions: from low to high, but running totals by the time for which they were given.
fn order(context: &PageContext<'_>, comparison: &Comparison) -> Vec<usize> {
    let mut order: Vec<usize> = (0..comparison.positions.len())
        .filter(|at| comparison.positions[*at].is_live())
        .collect();
    if context.attribute(comparison).over_time == OverTime::Grows {
        order.sort_by_key(|at| {
            let claims = context.live_claims(&comparison.positions[*at]);
            let times = claims.filter_map(|claim| context.as_of(claim));
            let first = times.map(begins).min();
            (first.is_none(), first, *at)
        });
    }
    order
}

fn begins(as_of: &AsOf) -> &Cut {
    as_of.span.low()
}

/// Returns the positions of totals that fell, the higher and the lower of each in turn.
fn fallen(comparison: &Comparison) -> Vec<usize> {
    let falls = comparison.falls.iter();
    falls
        .take(MOST_POSITIONS)
        .flat_map(|fall| [fall.earlier, fall.later])
        .filter_map(|claim| position_of(comparison, claim))
        .collect()
}

fn position_of(comparison: &Comparison, claim: ClaimId) -> Option<usize> {
    comparison
        .positions
        .iter()
        .position(|position| position.claims.iter().any(|held| held.claim == claim))
}

/// Returns the first of a list, the last, the second, the last but one, and so on.
fn from_ends(places: &[usize]) -> impl Iterator<Item = usize> + '_ {
    let half = places.len().div_ceil(2);
    let pairs = (0..half).flat_map(|at| [at, places.len() - 1 - at]);
    pairs.map(|at| places[at])
}

#[cfg(test)]
mod tests {
    use super::super::testing::report;
    use super::*;

    #[test]
    fn a_list_is_taken_from_its_ends() {
        for (places, taken) in [
            (&[][..], &[][..]),
            (&[7], &[7, 7]),
            (&[1, 2, 3, 4], &[1, 4, 2, 3]),
        ] {
            assert_eq!(from_ends(places).collect::<Vec<_>>(), taken);
        }
    }

    /// Returns the positions that are shown of a question, as written.
    fn chosen(claims: &[String]) -> Vec<String> {
        let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
        let report = report(&claims);
        let context = PageContext::new(&report);
        let comparison = &report.comparisons[0];
        let clashing = comparison.contradicted_positions();
        let Excerpt { order, chosen } = Excerpt::new(&context, comparison, &clashing);
        chosen
            .into_iter()
            .map(|place| comparison.positions[order[place]].value.clone())
            .collect()
    }

    fn total(day: usize, value: usize) -> String {
        format!("ford | homeless | {value} | observers | as_of = 2025-05-{day:02}")
    }

    #[test]
    fn a_fall_is_shown_among_many_totals_that_rise() {
        let claims: Vec<String> = (1..=30)
            .map(|day| total(day, if day == 15 { 139 } else { day * 10 }))
            .collect();
        let chosen = chosen(&claims);
        assert_eq!(chosen.len(), MOST_POSITIONS);
        // The total of the 15th lies below that of the 14th, and they stand in the order of their days.
        let at = chosen.iter().position(|value| value == "140").unwrap();
        assert_eq!(chosen[at + 1], "139");
    }

    #[test]
    fn the_widest_clash_is_shown_among_many() {
        // All of them contradict each other.
        let claims: Vec<String> = (1..=40)
            .map(|n| format!("ford | guns | {n} | red-army-{n}"))
            .collect();
        let chosen = chosen(&claims);
        assert_eq!(chosen.len(), MOST_POSITIONS);
        assert_eq!([chosen[0].as_str(), chosen[15].as_str()], ["1", "40"]);
    }
}

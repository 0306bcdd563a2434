//! What may explain a contradiction, in words.

use crate::compare::Comparison;
use crate::finding::{self, Hint};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// Says what may explain the contradictions on a question.
pub(crate) fn hints(report: &Report, comparison: &Comparison) -> Vec<Shown> {
    let hints = finding::hints(&report.record, comparison);
    let value = |at: usize| safe(&comparison.positions[at].value);
    let rounded = hints.iter().filter_map(|hint| match hint {
        Hint::Rounding { rounded, exact } => Some(shown!(
            "rounding: {} is {} to the last digit given",
            value(*exact),
            value(*rounded)
        )),
        Hint::NearName { .. } => None,
    });
    let names = hints.iter().filter_map(|hint| match hint {
        Hint::NearName {
            names: [one, other],
            ..
        } => Some(shown!("“{}” and “{}”", safe(one), safe(other))),
        Hint::Rounding { .. } => None,
    });
    let mut said: Vec<Shown> = rounded.collect();
    let names: Vec<Shown> = names.collect();
    if !names.is_empty() {
        said.push(shown!("perhaps the same: {}", Shown::join(names, "; ")));
    }
    said
}

//! Findings: what was found out about the reports, as data that points at every claim involved.

mod detail;
mod hints;
mod on_question;
#[cfg(test)]
mod tests;
mod told;

use crate::accounts::Clash;
use crate::model::Record;

pub(crate) use detail::{Detail, Finding};
pub(crate) use hints::{Hint, hints};
pub(crate) use on_question::find;
pub(crate) use told::told;

/// Returns the finding that figures do not add up. It belongs to the question of its first claim.
pub(crate) fn impossible(record: &Record, clash: Clash) -> Option<Finding> {
    let first = &record[*clash.claims.first()?];
    let (event, attribute, claims) = (first.event, first.attribute, clash.claims.clone());
    Some(Finding {
        detail: Detail::Impossible(Box::new(clash)),
        event,
        attribute,
        claims,
    })
}

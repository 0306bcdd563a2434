//! What an editor wrote on a contradiction.

use crate::model::ClaimId;
use crate::phrase::date::in_form;
use crate::phrase::name::{list, name};
use crate::report::{Report, Resolved, Stale};
use crate::safe::{Shown, safe, shown};

/// Says what an editor wrote on a contradiction, and what came after it: a sentence each.
pub(crate) fn resolution(report: &Report, resolved: &Resolved) -> Vec<Shown> {
    let resolution = &resolved.resolution;
    let by = resolution.by.as_deref();
    let note = resolution.note.as_deref();
    let looked = with_stop(shown!(
        "An editor looked at this on {}{}{}",
        in_form(resolution.date, "%-d %b %Y"),
        by.map(|by| shown!(" ({})", safe(by))),
        note.map(|note| shown!(": {}", safe(note.trim()))),
    ));
    let Some(Stale::NewPositions(claims)) = &resolved.stale else {
        return vec![looked];
    };
    let claims = claims.iter().map(|id| claim(report, *id));
    let new = shown!(
        "New since then, and so unresolved again: {}",
        list(claims.collect())
    );
    vec![looked, with_stop(new)]
}

/// Writes a claim's value and its speaker: "58 (Rebels)".
fn claim(report: &Report, id: ClaimId) -> Shown {
    let claim = &report.record[id];
    let value = safe(&report.record[claim.value].written);
    shown!("{} ({})", value, name(&report.record, claim.speaker))
}

/// Ends a sentence with a full stop if it has no end yet.
fn with_stop(mut sentence: Shown) -> Shown {
    if !sentence.as_str().ends_with(['.', '!', '?', '…']) {
        sentence.push(".");
    }
    sentence
}

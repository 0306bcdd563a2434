//! What is new about contradictions, so that `--deny new` refuses it.

use super::{Fate, Found, Move};
use crate::model::Decimal;

/// The seconds of a day.
const DAY: i64 = 86_400;

/// Says whether a contradiction is new, is open again, or has gained a speaker, a value or a wider gap. An
/// editor's word that comes with it excuses nothing: whoever reviews the change has not seen it yet.
pub(super) fn is_refused(found: &Found<'_>) -> bool {
    match found.fate {
        Fate::New => true,
        Fate::Gone => false,
        Fate::Changed => {
            // A sum is about more than the question at which it is told.
            let is_more = !found.is_sum() && (is_open_again(found) || is_wider(found));
            is_more
                || found
                    .moves
                    .iter()
                    .any(|one| adds(one) || (is_other(found) && turns(one)))
        }
    }
}

/// Says whether an editor had resolved the question, and that holds no more.
fn is_open_again(found: &Found<'_>) -> bool {
    found.place.resolved() == [true, false]
}

/// Says whether values of the question can only be other ones, and not nearer: names, yes or no.
fn is_other(found: &Found<'_>) -> bool {
    let gap = found.place.after.and_then(|question| question.gap.as_ref());
    !found.is_sum() && gap.is_none()
}

/// Says whether somebody holds a value that it did not hold.
fn turns(one: &Move<'_>) -> bool {
    let held = |value: &str| one.before.iter().any(|before| before.identity == value);
    one.after.iter().any(|after| !held(&after.identity))
}

/// Says whether somebody joins, or holds a further value and gives up none.
fn adds(one: &Move<'_>) -> bool {
    let [before, after] = [&one.before, &one.after].map(|values| {
        let identities = values.iter().map(|position| position.identity.as_str());
        identities.collect::<Vec<_>>()
    });
    after.iter().any(|value| !before.contains(value))
        && before.iter().all(|value| after.contains(value))
}

/// Says whether the gap of the question is wider than before.
fn is_wider(found: &Found<'_>) -> bool {
    let [before, after] =
        [found.place.before, found.place.after].map(|question| question?.gap.as_deref());
    let (Some(before), Some(after)) = (before.and_then(size), after.and_then(size)) else {
        return false;
    };
    // Of two gaps between dates one may be in days and the other in seconds.
    let ((old, is_old_seconds), (new, is_new_seconds)) = (before, after);
    in_unit(old, is_old_seconds, is_new_seconds) < in_unit(new, is_new_seconds, is_old_seconds)
}

/// Returns a gap in seconds if the other one is.
fn in_unit(gap: Decimal, is_seconds: bool, is_other_seconds: bool) -> Decimal {
    if is_other_seconds && !is_seconds {
        &gap * &Decimal::from(DAY)
    } else {
        gap
    }
}

/// Reads a gap: its number, and true if that is one of seconds.
fn size(gap: &str) -> Option<(Decimal, bool)> {
    let seconds = gap.strip_suffix(" s");
    Some((Decimal::parse(seconds.unwrap_or(gap))?, seconds.is_some()))
}

//! What became of each question.

use super::side::{Side, moves, place};
use super::{Changed, Fate, Place};

/// The questions of which something changed.
pub(super) fn changes<'s>(sides: &[Side<'s>; 2]) -> Vec<Changed<'s>> {
    let [before, after] = sides;
    let gone = before
        .asked()
        .filter(|(key, ..)| after.question(key).is_none());
    let keys = after.asked().chain(gone).map(|(key, ..)| key);
    keys.filter_map(|key| changed(sides, place(sides, &key)?))
        .collect()
}

fn changed<'s>([before, after]: &[Side<'s>; 2], place: Place<'s>) -> Option<Changed<'s>> {
    let moves = moves(&before.held(place.before), &after.held(place.after));
    let fate = match (place.before, place.after) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        (Some(old), Some(new)) if old.outcome != new.outcome || !moves.is_empty() => Fate::Changed,
        _ => return None,
    };
    Some(Changed { fate, place, moves })
}

//! `within`: events that are part of larger ones.

use jiff::tz::TimeZone;

use super::declarations::{Topics, entries, text};
use super::desk::{Desk, ids_of, unknown};
use crate::code::Code;
use crate::files::Span;
use crate::load::reader::Tables;
use crate::load::suggest::nearest;
use crate::model::{EventId, Interval};
use crate::wording::date;

/// Looks up every `within`. One that leads nowhere or in a circle is told and left out.
pub(super) fn link(desk: &mut Desk<'_>, tables: &[Tables], topics: &Topics) {
    let mut places = Vec::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let Some(within) = &entry.shape.within else {
            continue;
        };
        let Some(part) =
            text(&entry.shape.id).and_then(|id| desk.events.get(&(topic, id)).copied())
        else {
            continue;
        };
        let place = Span::new(entry.place.file, within.span());
        let Some(whole) = desk.events.get(&(topic, within.get_ref().clone())).copied() else {
            let near = nearest(within.get_ref(), ids_of(&desk.events, topic));
            let fault = unknown(Code::UnknownEvent, "event", within.get_ref(), near);
            desk.tell_at(Some(&fault), place);
            continue;
        };
        desk.record[part].within = Some(whole);
        desk.named.events.insert((topic, within.get_ref().clone()));
        places.push((part, place));
    }
    for (part, place) in places {
        if leads_back(desk, part) {
            desk.record[part].within = None;
            let message = "this event is part of itself, by way of the events it is within";
            desk.tell(
                Code::CircularWithin,
                place,
                message,
                "take out the `within` that is wrong",
            );
        } else {
            outside(desk, part, place);
        }
    }
}

/// Whether an event is within itself. A circle has no end, so no more steps are made than there are
/// events; it is broken at its first link, and the others stand.
fn leads_back(desk: &Desk<'_>, part: EventId) -> bool {
    let up = |event: &EventId| desk.record[*event].within;
    let mut above = std::iter::successors(up(&part), up).take(desk.record.events.len());
    above.any(|event| event == part)
}

/// Tells an event whose date does not lie within that of the event it is part of.
fn outside(desk: &mut Desk<'_>, part: EventId, place: Span) {
    let event = &desk.record[part];
    let Some(whole) = event.within.map(|whole| &desk.record[whole]) else {
        return;
    };
    let span = |date: &Option<String>| -> Option<Interval> {
        date::read(date.as_deref()?).ok()?.interval(&TimeZone::UTC)
    };
    let (Some(own), Some(all)) = (span(&event.date), span(&whole.date)) else {
        return;
    };
    if !own.is_disjoint(&all) {
        return;
    }
    let written = |date: &Option<String>| date.clone().unwrap_or_default();
    let message = format!(
        "this event is dated {}, and “{}”, which it is part of, {}",
        written(&event.date),
        whole.title,
        written(&whole.date),
    );
    desk.tell(
        Code::OutsideWhole,
        place,
        message,
        "check the two dates, and whether it is part of that event",
    );
}

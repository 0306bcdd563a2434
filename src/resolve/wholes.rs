//! `within`: events that are part of larger ones.

use jiff::tz::TimeZone;

use super::declarations::{Topics, entries, text};
use super::resolver::{Resolver, ids_of, unknown};
use crate::code::Code;
use crate::files::Span;
use crate::load::shape::Tables;
use crate::load::suggest::nearest;
use crate::model::{EventId, Interval};
use crate::wording::date;

/// Looks up every `within`. One that leads nowhere or in a circle is told and left out.
pub(super) fn link(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut places = Vec::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let Some(within) = &entry.shape.within else {
            continue;
        };
        let Some(part) =
            text(&entry.shape.id).and_then(|id| resolver.events.get(&(topic, id)).copied())
        else {
            continue;
        };
        let place = Span::new(entry.place.file, within.span());
        let Some(whole) = resolver
            .events
            .get(&(topic, within.get_ref().clone()))
            .copied()
        else {
            let near = nearest(within.get_ref(), ids_of(&resolver.events, topic));
            let complaint = unknown(Code::UnknownEvent, "event", within.get_ref(), near);
            resolver.complain(Some(&complaint), place);
            continue;
        };
        resolver.record[part].within = Some(whole);
        resolver
            .mentions
            .events
            .insert((topic, within.get_ref().clone()));
        places.push((part, place));
    }
    for (part, place) in places {
        if leads_back(resolver, part) {
            resolver.record[part].within = None;
            let message = "this event is part of itself, by way of the events it is within";
            resolver.diagnose(
                Code::CircularWithin,
                place,
                message,
                "take out the `within` that is wrong",
            );
        } else {
            outside(resolver, part, place);
        }
    }
}

/// Whether an event is within itself. A circle has no end, so no more steps are made than there are
/// events; it is broken at its first link, and the others stand.
fn leads_back(resolver: &Resolver<'_>, part: EventId) -> bool {
    let up = |event: &EventId| resolver.record[*event].within;
    let mut above = std::iter::successors(up(&part), up).take(resolver.record.events.len());
    above.any(|event| event == part)
}

/// Tells an event whose date does not lie within that of the event it is part of.
fn outside(resolver: &mut Resolver<'_>, part: EventId, place: Span) {
    let event = &resolver.record[part];
    let Some(whole) = event.within.map(|whole| &resolver.record[whole]) else {
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
    resolver.diagnose(
        Code::OutsideWhole,
        place,
        message,
        "check the two dates, and whether it is part of that event",
    );
}

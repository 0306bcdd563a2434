//! `within`: events that are part of larger ones.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::complaint::Complaint;
use super::declarations::{Topics, entries};
use super::keys::text;
use super::resolver::{Resolver, ids_of};
use crate::code::Code;
use crate::files::Span;
use crate::load::shape::Tables;
use crate::load::suggest::nearest;
use crate::model::{Event, EventId, Interval};
use crate::wording::date;

/// Looks up every `within`. One that leads nowhere or in a circle is diagnosed and left out.
pub(super) fn link(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    for (part, place) in linked(resolver, tables, topics) {
        if is_within_itself(&resolver.record.events, part) {
            resolver.record[part].within = None;
            let message = "this event is part of itself, by way of the events it is within";
            let help = "take out the `within` that is wrong";
            resolver.diagnose(Code::CircularWithin, place, message, help);
        } else if let Some(message) = outside(&resolver.record.events, part) {
            let help = "check the two dates, and whether it is part of that event";
            resolver.diagnose(Code::OutsideWhole, place, message, help);
        }
    }
    without_parts(resolver, tables, topics);
}

/// Warns of every event that says something of its parts and has none.
fn without_parts(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let events = resolver.record.events.iter();
    let wholes: BTreeSet<EventId> = events.filter_map(|event| event.within).collect();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let shape = &entry.shape;
        let id = text(&shape.id).and_then(|id| resolver.events.get(&(topic, id)).copied());
        if id.is_none_or(|id| wholes.contains(&id)) {
            continue;
        }
        for (key, flag) in [("disjoint", &shape.disjoint), ("complete", &shape.complete)] {
            let Some(flag) = flag.as_ref().filter(|flag| *flag.get_ref()) else {
                continue;
            };
            let place = Span::new(entry.place.file, flag.span());
            let message = format!("`{key}` says nothing here: no event is part of this one");
            let help = "write `within` on its parts, or take the key out";
            resolver.diagnose(Code::IdleRule, place, message, help);
        }
    }
}

/// Links every event to the one it is part of, and lists the parts with the places that say so.
fn linked(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) -> Vec<(EventId, Span)> {
    let mut parts = Vec::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let shape = &entry.shape;
        let part = text(&shape.id).and_then(|id| resolver.events.get(&(topic, id)).copied());
        let (Some(part), Some(within)) = (part, &shape.within) else {
            continue;
        };
        let place = Span::new(entry.place.file, within.span());
        let key = (topic, within.get_ref().clone());
        let Some(whole) = resolver.events.get(&key).copied() else {
            let near = nearest(within.get_ref(), ids_of(&resolver.events, topic));
            let complaint = Complaint::unknown(Code::UnknownEvent, "event", within.get_ref(), near);
            resolver.complain(Some(&complaint), place);
            continue;
        };
        resolver.record[part].within = Some(whole);
        resolver.mentions.events.insert(key);
        parts.push((part, place));
    }
    parts
}

/// Returns true if an event is within itself. A circle has no end, so no more steps are made than there are
/// events; it is broken at its first link, and the others stay.
fn is_within_itself(events: &[Event], part: EventId) -> bool {
    let mut at = part;
    for _ in 0..events.len() {
        match events[at.index()].within {
            Some(whole) if whole == part => return true,
            Some(whole) => at = whole,
            None => return false,
        }
    }
    false
}

/// Returns what is wrong with an event whose date has nothing in common with that of the event it is part
/// of.
fn outside(events: &[Event], part: EventId) -> Option<String> {
    let event = &events[part.index()];
    let whole = &events[event.within?.index()];
    let (own, all) = (event.date.as_deref()?, whole.date.as_deref()?);
    interval(own)?.is_disjoint(&interval(all)?).then(|| {
        format!(
            "this event is dated {own}, and “{}”, which it is part of, {all}",
            whole.title
        )
    })
}

fn interval(date: &str) -> Option<Interval> {
    date::read(date).ok()?.interval(&TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};

    fn event(id: &str, keys: &str) -> String {
        format!("[[event]]\nid = '{id}'\n{keys}\n")
    }

    #[test]
    fn a_part_is_within_its_whole_in_time_too() {
        let whole = event("w", "title = 'W'\ndate = '2025-10'");
        check(&[
            (
                &(whole.clone() + &event("p", "within = 'w'\ndate = 2025-10-12")),
                &[],
            ),
            (&(whole.clone() + &event("p", "within = 'w'")), &[]),
            (
                &(whole.clone() + &event("p", "within = 'w'\ndate = 2025-11-02")),
                &[
                    "outside-whole: this event is dated 2025-11-02, and “W”, which it is part of, 2025-10",
                ],
            ),
            (
                &(whole + &event("p", "within = 'v'")),
                &["unknown-event: no [[event]] has the id “v”"],
            ),
        ]);
    }

    #[test]
    fn a_circle_is_broken_at_one_link() {
        let circle = event("a", "within = 'b'") + &event("b", "within = 'a'");
        check(&[(
            &circle,
            &["circular-within: this event is part of itself, by way of the events it is within"],
        )]);
        let within: Vec<bool> = record(&circle)
            .events
            .iter()
            .map(|event| event.within.is_some())
            .collect();
        assert_eq!(within, [false, true]);
        check(&[(
            &event("a", "within = 'a'"),
            &["circular-within: this event is part of itself, by way of the events it is within"],
        )]);
    }
}

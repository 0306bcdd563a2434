//! `[[resolution]]`: an editor has looked at a question. Whether that still holds is decided later, where
//! the question is compared.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::declarations::{Topics, entries, read_date, text};
use super::resolver::{Complaint, Resolver, ids_of, unknown};
use crate::code::Code;
use crate::files::Span;
use crate::load::raw::{Raw, Spanned};
use crate::load::shape::{self, Tables};
use crate::load::suggest::nearest;
use crate::load::table::Entry;
use crate::model::{Name, Record, Resolution, TopicId};
use crate::wording::Problem;

/// Reads every resolution. One without a question or a day is told and left out.
pub(super) fn resolutions(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    for (entry, topic) in entries(tables, topics, |tables| &tables.resolutions) {
        let resolution = resolution(resolver, entry, topic);
        resolver.record.resolutions.extend(resolution);
    }
}

fn resolution(
    resolver: &mut Resolver<'_>,
    entry: &Entry<shape::Resolution>,
    topic: TopicId,
) -> Option<Resolution> {
    let shape = &entry.shape;
    for (key, given, help) in [
        (
            "event",
            shape.event.is_some(),
            "add event = \"…\": the id of the incident",
        ),
        (
            "attribute",
            shape.attribute.is_some(),
            "add attribute = \"…\": the id of what is claimed",
        ),
        (
            "date",
            shape.date.is_some(),
            "add date = …: the day on which somebody looked at it",
        ),
    ] {
        if !given && !entry.broken.iter().any(|broken| broken == key) {
            resolver.diagnose(
                Code::MissingKey,
                entry.place,
                format!("this [[resolution]] has no {key}"),
                help,
            );
        }
    }
    // Each of them is looked at, so that everything wrong is told at once.
    let events = Ids {
        code: Code::UnknownEvent,
        what: "event",
        of: |resolver| &resolver.events,
        name: |record, id| &record[id].name,
    };
    let attributes = Ids {
        code: Code::UnknownAttribute,
        what: "attribute",
        of: |resolver| &resolver.attributes,
        name: |record, id| &record[id].name,
    };
    let event = shape
        .event
        .as_ref()
        .and_then(|id| events.find(resolver, topic, entry, id));
    let attribute = shape
        .attribute
        .as_ref()
        .and_then(|id| attributes.find(resolver, topic, entry, id));
    let date = shape
        .date
        .as_ref()
        .and_then(|date| date_of(resolver, entry, date));
    Some(Resolution {
        event: event?,
        attribute: attribute?,
        by: text(&shape.by),
        date: date?,
        note: text(&shape.note),
        place: entry.place,
    })
}

/// The ids of one kind: where they are looked up, and what is told of one that nothing declares.
struct Ids<I> {
    code: Code,
    what: &'static str,
    of: for<'d> fn(&'d Resolver<'_>) -> &'d BTreeMap<(TopicId, String), I>,
    name: fn(&Record, I) -> &Name,
}

impl<I: Copy> Ids<I> {
    /// What has an id. Where only claims use it, it is told as it is told of them; `None` where nothing has it.
    fn find(
        &self,
        resolver: &mut Resolver<'_>,
        topic: TopicId,
        entry: &Entry<shape::Resolution>,
        id: &Spanned<String>,
    ) -> Option<I> {
        let known = |id: &str| (self.of)(resolver).get(&(topic, id.to_owned())).copied();
        let declared = |id: &str| {
            known(id).is_some_and(|id| (self.name)(&resolver.record, id).declared.is_some())
        };
        let found = known(id.get_ref());
        if declared(id.get_ref()) {
            return found;
        }
        let ids = || ids_of((self.of)(resolver), topic).filter(|id| declared(id));
        let near = if resolver.may_suggest() {
            nearest(id.get_ref(), ids())
        } else {
            None
        };
        let complaint = unknown(self.code, self.what, id.get_ref(), near);
        resolver.has_suggested();
        resolver.complain(Some(&complaint), Span::new(entry.place.file, id.span()));
        found
    }
}

fn date_of(
    resolver: &mut Resolver<'_>,
    entry: &Entry<shape::Resolution>,
    date: &Spanned<Raw>,
) -> Option<Date> {
    let span = Span::new(entry.place.file, date.span());
    let day = day(date.get_ref(), resolver.files.slice(span));
    day.map_err(|problem| resolver.complain(Some(&Complaint::value(problem)), span))
        .ok()
}

fn day(raw: &Raw, bare: &str) -> Result<Date, Problem> {
    let help = "write the day on which somebody looked at it, such as 2025-11-20";
    let (written, dated) =
        read_date(raw, bare).map_err(|problem| Problem::new(problem.what, help))?;
    dated
        .day()
        .ok_or_else(|| Problem::new(format!("“{written}” is not one day"), help))
}

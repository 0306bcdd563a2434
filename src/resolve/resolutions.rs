//! `[[resolution]]`: an editor has looked at a question. If that still holds is decided later, where the
//! question is compared.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::complaint::Complaint;
use super::declarations::{Topics, entries};
use super::keys::{read_date, text};
use super::resolver::{Resolver, ids_of};
use crate::code::Code;
use crate::files::Span;
use crate::load::raw::{Raw, Spanned};
use crate::load::shape::{self, Tables};
use crate::load::table::Entry;
use crate::model::{AttributeId, EventId, Name, Record, Resolution, TopicId};
use crate::wording::Problem;

/// Reads every resolution. One without a question or a day is diagnosed and left out.
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
    missing_keys(resolver, entry);
    let (shape, file) = (&entry.shape, entry.place.file);
    // Each of them is looked at, so that everything wrong is said at once.
    let event = shape.event.as_ref();
    let event = event.and_then(|id| EVENTS.find(resolver, topic, id, Span::new(file, id.span())));
    let attribute = shape.attribute.as_ref();
    let attribute =
        attribute.and_then(|id| ATTRIBUTES.find(resolver, topic, id, Span::new(file, id.span())));
    let date = shape.date.as_ref().and_then(|date| {
        let span = Span::new(file, date.span());
        let day = day(date.get_ref(), resolver.files.slice(span));
        resolver.accept(day, span)
    });
    Some(Resolution {
        event: event?,
        attribute: attribute?,
        by: text(&shape.by),
        date: date?,
        note: text(&shape.note),
        place: entry.place,
    })
}

fn missing_keys(resolver: &mut Resolver<'_>, entry: &Entry<shape::Resolution>) {
    let shape = &entry.shape;
    let keys = [
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
    ];
    for (key, given, help) in keys {
        if !given && !entry.broken.iter().any(|broken| broken == key) {
            let message = format!("this [[resolution]] has no {key}");
            resolver.diagnose(Code::MissingKey, entry.place, message, help);
        }
    }
}

/// The ids of one kind: where they are looked up, and what is said of one that nothing declares.
struct Ids<I> {
    code: Code,
    table: &'static str,
    all: for<'r> fn(&'r Resolver<'_>) -> &'r BTreeMap<(TopicId, String), I>,
    name: fn(&Record, I) -> &Name,
}

const EVENTS: Ids<EventId> = Ids {
    code: Code::UnknownEvent,
    table: "event",
    all: |resolver| &resolver.events,
    name: |record, id| &record[id].name,
};

const ATTRIBUTES: Ids<AttributeId> = Ids {
    code: Code::UnknownAttribute,
    table: "attribute",
    all: |resolver| &resolver.attributes,
    name: |record, id| &record[id].name,
};

impl<I: Copy> Ids<I> {
    /// Returns what has an id; `None` if nothing has it. If only claims use it, that is said here too.
    fn find(
        &self,
        resolver: &mut Resolver<'_>,
        topic: TopicId,
        id: &Spanned<String>,
        span: Span,
    ) -> Option<I> {
        let id = id.get_ref();
        let found = (self.all)(resolver).get(&(topic, id.clone())).copied();
        if self.declares(resolver, topic, id) {
            return found;
        }
        let known = ids_of((self.all)(resolver), topic);
        let near = resolver.suggest(id, known.filter(|id| self.declares(resolver, topic, id)));
        let complaint = Complaint::unknown(self.code, self.table, id, near);
        resolver.count_suggestion();
        resolver.complain(Some(&complaint), span);
        found
    }

    fn declares(&self, resolver: &Resolver<'_>, topic: TopicId, id: &str) -> bool {
        let found = (self.all)(resolver).get(&(topic, id.to_owned()));
        found.is_some_and(|id| (self.name)(&resolver.record, *id).declared.is_some())
    }
}

/// No editor can have looked at anything after this year.
const LAST_YEAR: i16 = 2199;

/// Reads the day of a resolution. The program knows no clock; but a day on which nobody can have looked yet
/// would hold for ever.
fn day(raw: &Raw, text: &str) -> Result<Date, Problem> {
    let help = "write the day on which somebody looked at it, such as 2025-11-20";
    let read = read_date(raw, text);
    let (written, dated) = read.map_err(|problem| Problem::new(problem.what, help))?;
    let day = dated
        .day()
        .ok_or_else(|| Problem::new(format!("“{written}” is not one day"), help))?;
    if day.year() > LAST_YEAR {
        let what = format!("nobody can have looked at this on {written} yet");
        return Err(Problem::new(what, help));
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};

    fn with(keys: &str) -> String {
        format!(
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n[[resolution]]\n{keys}"
        )
    }

    #[test]
    fn a_resolution_needs_a_question_and_a_day() {
        check(&[
            (
                &with("event = 'e'\nattribute = 'a'\ndate = 2025-11-20"),
                &[],
            ),
            (
                &with("event = 'e'"),
                &[
                    "missing-key: this [[resolution]] has no attribute",
                    "missing-key: this [[resolution]] has no date",
                ],
            ),
            (
                &with("event = 'e'\nattribute = 'a'\ndate = 2199-12-31"),
                &[],
            ),
            (
                &with("event = 'e'\nattribute = 'a'\ndate = 9999-12-31"),
                &["bad-value: nobody can have looked at this on 9999-12-31 yet"],
            ),
            (
                &with("event = 'f'\nattribute = 'b'\ndate = '2025-11'"),
                &[
                    "unknown-event: no [[event]] has the id “f”",
                    "unknown-attribute: no [[attribute]] has the id “b”",
                    "bad-value: “2025-11” is not one day",
                ],
            ),
        ]);
    }

    #[test]
    fn one_that_lacks_something_is_left_out() {
        for (keys, count) in [
            ("event = 'e'\nattribute = 'a'\ndate = 2025-11-20", 1),
            ("event = 'e'\nattribute = 'a'", 0),
            ("event = 'f'\nattribute = 'a'\ndate = 2025-11-20", 0),
        ] {
            assert_eq!(record(&with(keys)).resolutions.len(), count, "{keys}");
        }
    }
}

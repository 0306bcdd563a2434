//! Claims: every key looked up and read. A claim is left out only where it has no event, no
//! attribute or no value that can be read.

use super::declarations::{Topics, date_of, source_id, text};
use super::desk::Desk;
use super::values::{self, Reading};
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::reader::{Entry, Tables};
use crate::load::shape::{self, Any, Raw, Spanned, Text};
use crate::model::{AsOf, Attribute, Claim, Interval, Kind, Meaning, SpeakerId, TopicId};
use crate::wording::fold::fold;

/// A claim that has all it needs, before its value is read.
pub(super) struct Draft<'t> {
    pub(super) shape: &'t shape::Claim,
    pub(super) defaults: Option<&'t shape::Source>,
    pub(super) place: Span,
    pub(super) topic: TopicId,
    pub(super) source: SpeakerId,
    pub(super) event: &'t str,
    pub(super) event_place: Span,
    pub(super) attribute: &'t str,
    pub(super) attribute_place: Span,
    pub(super) raw: &'t Spanned<Raw>,
    pub(super) value_place: Span,
}

/// What later steps need of a claim that the model does not keep.
pub(super) struct Link<'t> {
    pub(super) shape: &'t shape::Claim,
    pub(super) topic: TopicId,
    /// Whom `by` names, where it names another than the source.
    pub(super) by: Option<SpeakerId>,
}

/// The claims of all files that have an event, an attribute and a value.
pub(super) fn drafts<'t>(desk: &mut Desk<'_>, tables: &'t [Tables], topics: &Topics) -> Vec<Draft<'t>> {
    let mut drafts = Vec::new();
    for tables in tables {
        let Some(source) = source_id(desk, tables) else { continue };
        let defaults = tables.source.first().map(|entry| &entry.shape);
        for entry in &tables.claims {
            drafts.extend(draft(desk, entry, source, defaults, topics[&tables.file]));
        }
    }
    drafts
}

fn draft<'t>(
    desk: &mut Desk<'_>,
    entry: &'t Entry<shape::Claim>,
    source: SpeakerId,
    defaults: Option<&'t shape::Source>,
    topic: TopicId,
) -> Option<Draft<'t>> {
    let shape = &entry.shape;
    let given = [
        ("event", shape.event.is_some(), "event = \"…\": the id of the incident"),
        ("attribute", shape.attribute.is_some(), "attribute = \"…\": the id of what is claimed"),
        ("value", shape.value.is_some(), "value = …: what is claimed, or \"unknown\""),
    ];
    for (key, given, help) in given {
        if !given && !entry.broken.iter().any(|broken| broken == key) {
            let help = format!("add {help}");
            desk.tell(Code::MissingKey, entry.place, format!("this claim has no {key}"), help);
        }
    }
    desk.named.sources.insert(source);
    desk.named.events.extend(text(&shape.event).map(|id| (topic, id)));
    desk.named.attributes.extend(text(&shape.attribute).map(|id| (topic, id)));
    let (event, attribute, raw) = (shape.event.as_ref()?, shape.attribute.as_ref()?, shape.value.as_ref()?);
    let file = entry.place.file;
    Some(Draft {
        shape,
        defaults,
        place: entry.place,
        topic,
        source,
        event: event.get_ref(),
        event_place: Span::new(file, event.span()),
        attribute: attribute.get_ref(),
        attribute_place: Span::new(file, attribute.span()),
        raw,
        value_place: Span::new(file, raw.span()),
    })
}

/// Reads every draft; the claims go into the record, in the order of the links that are returned.
pub(super) fn claims<'t>(desk: &mut Desk<'_>, drafts: Vec<Draft<'t>>) -> Vec<Link<'t>> {
    let mut links = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if let Some((claim, by)) = claim(desk, &draft) {
            desk.record.claims.push(claim);
            links.push(Link { shape: draft.shape, topic: draft.topic, by });
        }
    }
    links
}

fn claim(desk: &mut Desk<'_>, draft: &Draft<'_>) -> Option<(Claim, Option<SpeakerId>)> {
    let (shape, file) = (draft.shape, draft.place.file);
    let event = desk.event(draft.topic, draft.event, draft.event_place);
    let id = *desk.attributes.get(&(draft.topic, draft.attribute.to_owned()))?;
    let attribute = desk.record.attributes[id.index()].clone();
    let reading = Reading { raw: draft.raw.get_ref(), text: desk.files.text(draft.value_place) };
    let mut value = values::read(&reading, attribute.kind, &attribute)
        .map_err(|problem| desk.tell(Code::BadValue, draft.value_place, problem.what, problem.help))
        .ok()?;
    let before = value.meaning.clone();
    let unit = convert(desk, &mut value.meaning, shape.unit.as_ref(), &attribute, file);
    let defaults = draft.defaults;
    let by = shape.by.as_ref().map(|by| desk.speaker(by.get_ref(), Span::new(file, by.span())));
    let by = by.filter(|by| *by != draft.source);
    desk.named_in_passing.extend(by.map(|by| desk.record.speakers[by.index()].name.id.clone()));
    let via = shape.via.as_ref().or_else(|| defaults?.via.as_ref());
    let publisher = via.map_or(draft.source, |via| desk.speaker(via.get_ref(), Span::new(file, via.span())));
    let as_of = shape.as_of.as_ref().or_else(|| defaults?.as_of.as_ref());
    let as_of = as_of.and_then(|as_of| as_of_date(desk, file, as_of, &attribute));
    let dated = shape.published.as_ref().or_else(|| defaults?.published.as_ref());
    let or_default = |own: &Text, default: Option<&Text>| text(own).or_else(|| default.and_then(text));
    let claim = Claim {
        id: text(&shape.id),
        place: draft.place,
        value_place: draft.value_place,
        source: draft.source,
        speaker: by.unwrap_or(draft.source),
        publisher,
        relayed: by.is_some() || publisher != draft.source,
        event,
        attribute: id,
        converted: value.meaning != before,
        value,
        unit,
        as_of,
        published: dated.and_then(|date| checked_date(desk, file, date)),
        quote: text(&shape.quote),
        url: or_default(&shape.url, defaults.map(|source| &source.url)),
        archived: text(&shape.archived),
        note: text(&shape.note),
        supersedes: None,
        withdrawn: withdrawn(desk, file, &shape.withdrawn),
    };
    Some((claim, by))
}

/// Brings a number into the attribute's unit: its own ends, multiplied without rounding. Returns the
/// unit where that cannot be done.
fn convert(
    desk: &mut Desk<'_>,
    meaning: &mut Meaning,
    unit: Option<&Spanned<String>>,
    attribute: &Attribute,
    file: FileId,
) -> Option<String> {
    let unit = unit?;
    let folded = fold(unit.get_ref());
    if attribute.unit.as_ref().is_some_and(|own| fold(own) == folded) {
        return None;
    }
    let number = matches!(attribute.kind, Kind::Count | Kind::Amount);
    if let (Some(factor), Meaning::Range { interval, .. }, true) =
        (attribute.units.get(&folded), &mut *meaning, number)
    {
        *interval = interval.map_ends(|low| low * factor, |high| high * factor);
        return None;
    }
    if number && attribute.units.contains_key(&folded) {
        return None;
    }
    let (id, span) = (&attribute.name.id, Span::new(file, unit.span()));
    let (message, help) = match (&attribute.unit, number) {
        (_, false) => (format!("the values of “{id}” have no unit"), "take the unit out".to_owned()),
        (Some(own), true) => (
            format!("“{}” is not the unit of “{id}”, which is counted in {own}", unit.get_ref()),
            format!(
                "write the number in {own}, or say what one is: units = {{ \"{}\" = … }}",
                unit.get_ref()
            ),
        ),
        (None, true) => (
            format!("“{id}” has no unit, and this value has one"),
            format!("add unit = \"{}\" to the attribute, or take it out here", unit.get_ref()),
        ),
    };
    desk.tell(Code::UnitMismatch, span, message, help);
    number.then(|| unit.get_ref().clone())
}

fn as_of_date(desk: &mut Desk<'_>, file: FileId, raw: &Spanned<Raw>, attribute: &Attribute) -> Option<AsOf> {
    let span = Span::new(file, raw.span());
    let read = date_of(desk.files, raw, span);
    let help = "write the day or the date-time for which the figure was given, such as 2025-10-12";
    match read {
        Ok((written, dated)) => {
            let closed = |interval: &Interval| interval.low_end().is_some() && interval.high_end().is_some();
            let timed = dated.timed();
            let interval = dated.interval(&attribute.zone).filter(closed);
            if interval.is_none() {
                desk.tell(Code::BadValue, span, format!("“{written}” has no beginning or no end"), help);
            }
            interval.map(|span| AsOf { written, span, timed })
        }
        Err(problem) => {
            desk.tell(Code::BadValue, span, problem.what, problem.help);
            None
        }
    }
}

/// A date that is only shown: as written, if it is one.
fn checked_date(desk: &mut Desk<'_>, file: FileId, raw: &Spanned<Raw>) -> Option<String> {
    let span = Span::new(file, raw.span());
    date_of(desk.files, raw, span)
        .map_err(|problem| desk.tell(Code::BadValue, span, problem.what, problem.help))
        .ok()
        .map(|(written, _)| written)
}

/// When a claim was taken back. What is written there may be no date: the claim is taken back all
/// the same.
fn withdrawn(desk: &mut Desk<'_>, file: FileId, raw: &Any) -> Option<String> {
    let raw = raw.as_ref()?;
    let written = desk.files.text(Span::new(file, raw.span())).to_owned();
    Some(checked_date(desk, file, raw).unwrap_or(written))
}

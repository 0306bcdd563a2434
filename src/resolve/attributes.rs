//! Attributes that the vocabulary declares.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::declarations::{FirstPlaces, Topics, declared_id, duplicate, entries};
use super::keys::{is_set, text};
use super::resolver::Resolver;
use super::{measures, spellings, values};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};
use crate::load::raw::{Raw, Spanned};
use crate::load::shape::{self, Tables};
use crate::load::suggest::nearest;
use crate::load::table::Entry;
use crate::model::{Attribute, AttributeId, Decimal, Kind, Name, OverTime};
use crate::wording::Problem;
use crate::wording::fold::fold;

/// Reads every `[[attribute]]`.
pub(super) fn attributes(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut first = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.attributes) {
        let shape = &entry.shape;
        let declared = declared_id(
            resolver,
            entry,
            &shape.id,
            shape.label.as_ref(),
            "attribute",
        );
        let Some((id, span)) = declared else { continue };
        if duplicate(resolver, &mut first, topic, &id, span, "attribute") {
            continue;
        }
        let kind = kind(resolver, entry, &id);
        let name = Name {
            id,
            declared: Some(span),
        };
        let attribute = Attribute::new(topic, name, kind.unwrap_or(Kind::Text));
        let attribute = declared_attribute(resolver, entry, attribute);
        let id = add(resolver, attribute);
        if kind.is_none() {
            resolver.kindless.push(id);
        }
    }
}

/// Adds an attribute to the record.
pub(super) fn add(resolver: &mut Resolver<'_>, attribute: Attribute) -> AttributeId {
    let id = AttributeId::from(resolver.record.attributes.len());
    resolver
        .attributes
        .insert((attribute.topic, attribute.name.id.clone()), id);
    resolver.record.attributes.push(attribute);
    id
}

/// Reads the keys of a declared attribute. A key that cannot be read is as if it were not there.
fn declared_attribute(
    resolver: &mut Resolver<'_>,
    entry: &Entry<shape::Attribute>,
    plain: Attribute,
) -> Attribute {
    let (shape, file, kind) = (&entry.shape, entry.place.file, plain.kind);
    let units = units(resolver, file, &shape.units);
    let tolerance = read_raw(resolver, file, shape.tolerance.as_ref(), |words, raw| {
        measures::tolerance(words, raw, kind)
    });
    let (mut about, mut about_time) = (None, None);
    if kind == Kind::Date {
        about_time = read_raw(resolver, file, shape.about.as_ref(), |words, _| {
            measures::about_time(words)
        });
    } else {
        about = read_raw(resolver, file, shape.about.as_ref(), |words, _| {
            measures::about(words)
        });
    }
    let over_time = read_text(resolver, file, shape.over_time.as_ref(), |words| {
        measures::over_time(words, kind)
    });
    let restarts = restarts(resolver, file, shape, over_time.unwrap_or_default());
    if let Some(flag) = shape.rounded.as_ref().filter(|_| !kind.is_number()) {
        let place = Span::new(file, flag.span());
        resolver.complain(Some(&values::odd_key("rounded", kind)), place);
    }
    let zone = read_text(resolver, file, shape.zone.as_ref(), measures::zone);
    let harms = shape.harms.as_ref();
    let harms = harms.map(|party| resolver.party(party, file));
    let aliases = spellings::aliases(resolver, file, shape);
    let broader = spellings::broader(resolver, file, shape, &aliases);
    Attribute {
        label: text(&shape.label).unwrap_or(plain.label),
        unit: text(&shape.unit),
        units,
        tolerance: tolerance.unwrap_or(plain.tolerance),
        about: about.unwrap_or(plain.about),
        about_time,
        rounded: is_set(&shape.rounded),
        over_time: over_time.unwrap_or(plain.over_time),
        restarts: restarts.unwrap_or_default(),
        zone: zone.unwrap_or(plain.zone),
        harms,
        aliases,
        broader,
        complete: is_set(&shape.complete),
        ..plain
    }
}

/// Reads the kind of a declared attribute. If it is missing or no kind, that is diagnosed.
fn kind(resolver: &mut Resolver<'_>, entry: &Entry<shape::Attribute>, id: &str) -> Option<Kind> {
    let Some(word) = &entry.shape.kind else {
        if !entry.broken.iter().any(|key| key == "kind") {
            let message = format!("the attribute “{id}” has no kind");
            let help = format!("add kind = \"…\": one of {}", kinds());
            resolver.diagnose(Code::MissingKey, entry.place, message, help);
        }
        return None;
    };
    let kind = Kind::from_word(word.get_ref());
    if kind.is_none() {
        let span = Span::new(entry.place.file, word.span());
        resolver.diagnostics.push(no_kind(word.get_ref(), span));
    }
    kind
}

fn no_kind(word: &str, span: Span) -> Diagnostic {
    let near = nearest(word, Kind::ALL.iter().map(|(_, word)| *word));
    let help = match near {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of {}", kinds()),
    };
    let message = format!("“{word}” is not a kind");
    Diagnostic::at(Code::BadValue, span, message, help).with_text(span, near)
}

fn kinds() -> String {
    Kind::ALL.map(|(_, word)| word).join(", ")
}

/// Reads a key whose value is a number or a text, if it is given.
fn read_raw<T>(
    resolver: &mut Resolver<'_>,
    file: FileId,
    raw: Option<&Spanned<Raw>>,
    read: impl Fn(&str, &Raw) -> Result<T, Problem>,
) -> Option<T> {
    let raw = raw?;
    let span = Span::new(file, raw.span());
    let words = match raw.get_ref() {
        Raw::Text(text) => text.clone(),
        _ => resolver.files.slice(span).replace('_', ""),
    };
    resolver.accept(read(&words, raw.get_ref()), span)
}

/// Reads the days on which the total starts anew, if they are given.
fn restarts(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
    over_time: OverTime,
) -> Option<Vec<Date>> {
    let span = Span::new(file, shape.restarts.as_ref()?.span());
    let read = measures::restarts(resolver.files.slice(span), over_time);
    resolver.accept(read, span)
}

/// Reads a key whose value is a text, if it is given.
fn read_text<T>(
    resolver: &mut Resolver<'_>,
    file: FileId,
    words: Option<&Spanned<String>>,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Option<T> {
    let words = words?;
    resolver.accept(read(words.get_ref()), Span::new(file, words.span()))
}

fn units(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shapes: &BTreeMap<String, Spanned<Raw>>,
) -> BTreeMap<String, Decimal> {
    let read = shapes.iter().filter_map(|(unit, raw)| {
        let factor = read_raw(resolver, file, Some(raw), |words, _| {
            measures::factor(words)
        })?;
        Some((fold(unit), factor))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};
    use super::*;
    use crate::model::Tolerance;

    #[test]
    fn keys_are_read() {
        let record = record(
            "[[attribute]]\nid = 'n'\nkind = 'amount'\nlabel = 'N'\nunit = 'km'\n\
             units = { Miles = 1.6 }\ntolerance = '5%'\nover_time = 'grows'\ncomplete = true",
        );
        let attribute = &record.attributes[0];
        assert_eq!(attribute.kind, Kind::Amount);
        assert_eq!(attribute.label, "N");
        assert_eq!(attribute.unit.as_deref(), Some("km"));
        assert_eq!(attribute.units["miles"], Decimal::tenths(16));
        assert!(matches!(attribute.tolerance, Tolerance::Share(_)));
        assert_eq!(attribute.over_time, OverTime::Grows);
        assert!(attribute.complete);
    }

    fn attribute(keys: &str) -> String {
        format!("[[attribute]]\nid = 'n'\n{keys}")
    }

    #[test]
    fn what_cannot_be_read_is_said_and_left_out() {
        check(&[
            (&attribute("kind = 'count'"), &[]),
            (
                &attribute(""),
                &["missing-key: the attribute “n” has no kind"],
            ),
            (
                &attribute("kind = 'cuont'"),
                &["bad-value: “cuont” is not a kind"],
            ),
            (
                &attribute("kind = 'count'\nunits = { pairs = 0 }"),
                &["bad-value: “0” is not a number above 0"],
            ),
            (
                &attribute("kind = 'count'\nzone = 'Nowhere'\ntolerance = 'x'"),
                &[
                    "bad-value: “x” is not a tolerance",
                    "bad-value: “Nowhere” is not a time zone",
                ],
            ),
            (
                &attribute("kind = 'count'\nover_time = 'grows'\nrestarts = [2026-03-02]"),
                &[],
            ),
            (
                &attribute("kind = 'count'\nrestarts = [2026-03-02]"),
                &["bad-value: only a running total starts anew"],
            ),
            (
                &attribute("kind = 'count'\nover_time = 'grows'\nrestarts = ['soon']"),
                &["bad-value: “soon” is not a day"],
            ),
            (
                &attribute("kind = 'count'\nover_time = 'grows'\nrestarts = 2026-03-02"),
                &["bad-value: 2026-03-02 is no list of days"],
            ),
            (
                &attribute("kind = 'count'\nharms = 'p'"),
                &["unknown-party: no [[party]] has the id “p”"],
            ),
        ]);
    }
}

//! Attributes, declared and undeclared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::tz::TimeZone;

use super::claims::UNIT;
use super::declarations::{FirstPlaces, Topics, declared_id, duplicate, entries, is_set, text};
use super::resolver::Resolver;
use super::values::{self, RawValue};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};
use crate::load::raw::{Raw, Spanned};
use crate::load::row::Rows;
use crate::load::shape::{self, Tables};
use crate::load::suggest::nearest;
use crate::load::table::Entry;
use crate::load::words::WordId;
use crate::model::{
    About, Attribute, AttributeId, Decimal, Kind, Name, OverTime, Tolerance, TopicId,
};
use crate::wording::Problem;
use crate::wording::fold::{fold, unalias};

/// `[[attribute]]`
pub(super) fn attributes(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut seen = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.attributes) {
        let shape = &entry.shape;
        let Some((id, span)) = declared_id(
            resolver,
            entry,
            &shape.id,
            shape.label.as_ref(),
            "attribute",
        ) else {
            continue;
        };
        if duplicate(resolver, &mut seen, topic, &id, span, "attribute") {
            continue;
        }
        let kind = kind(resolver, entry, &id);
        let name = Name {
            id,
            declared: Some(span),
        };
        let attribute = declared(resolver, entry, topic, name, kind.unwrap_or(Kind::Text));
        let id = add(resolver, attribute);
        if kind.is_none() {
            resolver.kindless.push(id);
        }
    }
}

/// Whether values of a kind can be added.
pub(super) fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Amount)
}

fn add(resolver: &mut Resolver<'_>, attribute: Attribute) -> AttributeId {
    let id = AttributeId::from(resolver.record.attributes.len());
    resolver
        .attributes
        .insert((attribute.topic, attribute.name.id.clone()), id);
    resolver.record.attributes.push(attribute);
    id
}

/// An attribute of which nothing is known but its id.
fn bare(topic: TopicId, name: Name, kind: Kind) -> Attribute {
    Attribute {
        topic,
        label: name.id.clone(),
        name,
        kind,
        unit: None,
        units: BTreeMap::new(),
        tolerance: Tolerance::None,
        about: About::default(),
        over_time: OverTime::Fixed,
        zone: TimeZone::UTC,
        harms: None,
        aliases: BTreeMap::new(),
        broader: BTreeMap::new(),
        complete: false,
    }
}

fn declared(
    resolver: &mut Resolver<'_>,
    entry: &Entry<shape::Attribute>,
    topic: TopicId,
    name: Name,
    kind: Kind,
) -> Attribute {
    let shape = &entry.shape;
    let file = entry.place.file;
    let mut attribute = bare(topic, name, kind);
    attribute.label = text(&shape.label).unwrap_or(attribute.label);
    attribute.unit = text(&shape.unit);
    attribute.units = units(resolver, file, &shape.units);
    if let Some(value) = told(resolver, file, shape.tolerance.as_ref(), |words, raw| {
        tolerance(words, raw, kind)
    }) {
        attribute.tolerance = value;
    }
    if let Some(value) = told(resolver, file, shape.about.as_ref(), about) {
        attribute.about = value;
    }
    if let Some(value) = told_text(resolver, file, shape.over_time.as_ref(), |words| {
        over_time(words, kind)
    }) {
        attribute.over_time = value;
    }
    if let Some(zone) = told_text(resolver, file, shape.zone.as_ref(), zone) {
        attribute.zone = zone;
    }
    attribute.harms = shape
        .harms
        .as_ref()
        .map(|party| resolver.party(party, Span::new(file, party.span())));
    attribute.aliases = aliases(resolver, file, shape);
    attribute.broader = broader(resolver, file, shape, &attribute.aliases);
    attribute.complete = is_set(&shape.complete);
    attribute
}

/// The kind of a declared attribute. Where it is missing or no kind, that is told.
fn kind(resolver: &mut Resolver<'_>, entry: &Entry<shape::Attribute>, id: &str) -> Option<Kind> {
    let Some(word) = &entry.shape.kind else {
        if !entry.broken.iter().any(|key| key == "kind") {
            let help = format!("add kind = \"…\": one of {}", kinds());
            resolver.diagnose(
                Code::MissingKey,
                entry.place,
                format!("the attribute “{id}” has no kind"),
                help,
            );
        }
        return None;
    };
    let kind = Kind::of(word.get_ref());
    if kind.is_none() {
        let span = Span::new(entry.place.file, word.span());
        let words = Kind::ALL.iter().map(|(_, word)| *word);
        let near = nearest(word.get_ref(), words);
        let help = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", kinds()),
        };
        let message = format!("“{}” is not a kind", word.get_ref());
        resolver
            .diagnostics
            .push(Diagnostic::at(Code::BadValue, span, message, help).with_text(span, near));
    }
    kind
}

fn kinds() -> String {
    Kind::ALL.map(|(_, word)| word).join(", ")
}

/// A key's value, where it is given and can be read; what is wrong with it is told.
fn told<T>(
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
    read(&words, raw.get_ref())
        .map_err(|problem| resolver.diagnose(Code::BadValue, span, problem.what, problem.help))
        .ok()
}

fn told_text<T>(
    resolver: &mut Resolver<'_>,
    file: FileId,
    words: Option<&Spanned<String>>,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Option<T> {
    let words = words?;
    let span = Span::new(file, words.span());
    read(words.get_ref())
        .map_err(|problem| resolver.diagnose(Code::BadValue, span, problem.what, problem.help))
        .ok()
}

fn units(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shapes: &BTreeMap<String, Spanned<Raw>>,
) -> BTreeMap<String, Decimal> {
    let read = |words: &str, _: &Raw| {
        Decimal::parse(words)
            .filter(Decimal::is_positive)
            .ok_or_else(|| {
                Problem::new(
                    format!("“{words}” is not a number above 0"),
                    "write what one of this unit is in `unit`",
                )
            })
    };
    shapes
        .iter()
        .filter_map(|(unit, raw)| Some((fold(unit), told(resolver, file, Some(raw), read)?)))
        .collect()
}

/// "5%" as 0.05; `None` where the number before the sign is none, or is below 0.
fn share(percentage: &str) -> Option<Decimal> {
    let hundredth = Decimal::parse("0.01")?;
    let number = Decimal::parse(percentage.trim()).filter(|number| !number.is_negative())?;
    Some(&number * &hundredth)
}

/// The number of a percentage: "5" of "5%".
fn percentage(words: &str) -> Option<&str> {
    words.trim().strip_suffix('%')
}

fn tolerance(words: &str, raw: &Raw, kind: Kind) -> Result<Tolerance, Problem> {
    let plain = Decimal::parse(words).filter(|number| !number.is_negative());
    let dates = kind == Kind::Date;
    match percentage(words).map(share) {
        Some(_) if dates => {
            return Err(Problem::new(
                "a date has no percentage",
                "write days, such as 1, or \"10 min\", \"2 h\"",
            ));
        }
        Some(Some(share)) if share < Decimal::from(1) => return Ok(Tolerance::Share(share)),
        Some(_) => {
            let what = format!("“{words}” is no percentage from 0% to below 100%");
            return Err(Problem::new(what, "write a percentage such as \"5%\""));
        }
        None => {}
    }
    let distance = if dates { duration(words) } else { plain };
    let known_type = matches!(raw, Raw::Text(_) | Raw::Whole(_) | Raw::Float);
    distance
        .filter(|_| known_type)
        .map(Tolerance::Distance)
        .ok_or_else(|| {
            let help = if dates {
                "write days, such as 1, or \"10 min\", \"2 h\""
            } else {
                "write \"5%\" or a number"
            };
            Problem::new(format!("“{words}” is not a tolerance"), help)
        })
}

/// Days as a plain number, or a number with its unit of time, in seconds.
fn duration(words: &str) -> Option<Decimal> {
    let words = fold(words);
    let split = words
        .find(|letter: char| letter.is_alphabetic())
        .unwrap_or(words.len());
    let seconds = match words[split..].trim() {
        "" | "d" | "day" | "days" => 86_400,
        "h" | "hour" | "hours" => 3_600,
        "min" | "minute" | "minutes" => 60,
        "s" | "sec" | "second" | "seconds" => 1,
        _ => return None,
    };
    let number = Decimal::parse(words[..split].trim()).filter(|number| !number.is_negative())?;
    Some(&number * &Decimal::from(seconds))
}

fn about(words: &str, _: &Raw) -> Result<About, Problem> {
    let plain = || {
        Decimal::parse(words)
            .filter(|number| !number.is_negative())
            .map(About::Distance)
    };
    let read = percentage(words).map_or_else(plain, |number| share(number).map(About::Share));
    read.ok_or_else(|| {
        Problem::new(
            format!("“{words}” does not say how wide “about” is"),
            "write \"10%\" or a number",
        )
    })
}

fn over_time(words: &str, kind: Kind) -> Result<OverTime, Problem> {
    let number = matches!(kind, Kind::Count | Kind::Amount);
    match OverTime::of(words) {
        Some(OverTime::Grows) if !number => Err(Problem::new(
            "only a count or an amount can grow",
            "write \"fixed\" or \"varies\"",
        )),
        Some(way) => Ok(way),
        None => Err(Problem::new(
            format!("“{words}” does not say how the value goes over time"),
            "write \"fixed\", \"grows\" or \"varies\"",
        )),
    }
}

fn zone(words: &str) -> Result<TimeZone, Problem> {
    TimeZone::get(words).map_err(|_| {
        Problem::new(
            format!("“{words}” is not a time zone"),
            "write its name, such as \"Asia/Kabul\" or \"UTC\"",
        )
    })
}

fn aliases(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
) -> BTreeMap<String, String> {
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    for (name, spellings) in &shape.aliases {
        let folded = fold(name.get_ref());
        for spelling in spellings {
            let other = aliases.insert(fold(spelling), folded.clone());
            if let Some(other) = other.filter(|other| *other != folded) {
                let message =
                    format!("“{spelling}” is an alias of two names, “{other}” and “{folded}”");
                let span = Span::new(file, name.span());
                resolver.diagnose(Code::BadValue, span, message, "keep it under one of them");
                aliases.insert(fold(spelling), other);
            }
        }
    }
    aliases.retain(|spelling, name| spelling != name);
    aliases
}

fn broader(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
    aliases: &BTreeMap<String, String>,
) -> BTreeMap<String, Vec<String>> {
    let name = |words: &str| unalias(&fold(words), aliases);
    let mut broader: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (inner, outer) in &shape.broader {
        let outer = outer.names().iter().map(|outer| name(outer));
        broader
            .entry(name(inner.get_ref()))
            .or_default()
            .extend(outer);
    }
    for inner in shape.broader.keys() {
        if let Some(circle) = circle(&name(inner.get_ref()), &broader) {
            let span = Span::new(file, inner.span());
            let message = format!("`broader` runs in a circle: {}", circle.join(" in "));
            resolver.diagnose(
                Code::CircularBroader,
                span,
                message,
                "take out the link that is wrong",
            );
            for name in &circle {
                broader.remove(name);
            }
        }
    }
    broader
}

/// The way from a name back to itself, if `broader` has one. Every name is visited once.
fn circle(start: &str, broader: &BTreeMap<String, Vec<String>>) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = vec![start];
    while let Some(name) = open.pop() {
        for outer in broader.get(name).into_iter().flatten() {
            if outer == start {
                let mut way: Vec<String> =
                    std::iter::successors(Some(name), |at| came_from.get(at).copied())
                        .map(str::to_owned)
                        .collect();
                way.reverse();
                way.push(start.to_owned());
                return Some(way);
            }
            if !came_from.contains_key(outer.as_str()) {
                came_from.insert(outer, name);
                open.push(outer);
            }
        }
    }
    None
}

/// What claims give for an attribute whose kind has to be taken from its values.
#[derive(Default)]
struct Uses {
    values: BTreeSet<WordId>,
    units: BTreeSet<WordId>,
}

/// Attributes that claims use and nothing declares, and those declared without a kind: they get the
/// first kind that reads all their values.
pub(super) fn undeclared(
    resolver: &mut Resolver<'_>,
    tables: &[Tables],
    rows: &Rows,
    topics: &Topics,
) {
    let kindless: BTreeSet<AttributeId> =
        std::mem::take(&mut resolver.kindless).into_iter().collect();
    for ((topic, word), uses) in uses(resolver, tables, rows, topics, &kindless) {
        let id = resolver.words.get(word);
        if let Some(&known) = resolver.attributes.get(&(topic, id.to_owned())) {
            resolver.record[known].kind = inferred(resolver, &resolver.record[known], &uses);
            continue;
        }
        let name = Name {
            id: id.to_owned(),
            declared: None,
        };
        let mut attribute = bare(topic, name, Kind::Text);
        attribute.kind = inferred(resolver, &attribute, &uses);
        let mut units = uses
            .units
            .iter()
            .map(|unit| resolver.words.get(*unit).to_owned());
        attribute.unit = units.next().filter(|_| units.next().is_none());
        add(resolver, attribute);
    }
}

/// The uses of each such attribute, by topic and id.
fn uses(
    resolver: &Resolver<'_>,
    tables: &[Tables],
    rows: &Rows,
    topics: &Topics,
    kindless: &BTreeSet<AttributeId>,
) -> BTreeMap<(TopicId, WordId), Uses> {
    let mut known: HashMap<(TopicId, WordId), bool> = HashMap::new();
    let mut uses: BTreeMap<(TopicId, WordId), Uses> = BTreeMap::new();
    for tables in tables {
        let topic = topics[&tables.file];
        for row in rows.all()[tables.rows.clone()]
            .iter()
            .filter(|row| rows.counts(row))
        {
            let key = (topic, row.attribute);
            let has_kind = *known.entry(key).or_insert_with(|| {
                let id = resolver
                    .attributes
                    .get(&(topic, resolver.words.get(row.attribute).to_owned()));
                id.is_some_and(|id| !kindless.contains(id))
            });
            if !has_kind {
                let uses = uses.entry(key).or_default();
                uses.values.insert(row.value);
                uses.units.extend(rows.rare(row).word(UNIT).given());
            }
        }
    }
    uses
}

fn inferred(resolver: &Resolver<'_>, attribute: &Attribute, uses: &Uses) -> Kind {
    let values: Vec<(Raw, &str)> = uses
        .values
        .iter()
        .map(|word| (resolver.words.raw(*word), resolver.words.get(*word)))
        .collect();
    if values.iter().any(|(raw, _)| matches!(raw, Raw::List(_))) {
        return Kind::Names;
    }
    let reads = |kind: &Kind| {
        values
            .iter()
            .all(|(raw, text)| values::read(&RawValue { raw, text }, *kind, attribute).is_ok())
    };
    [Kind::YesNo, Kind::Count, Kind::Amount, Kind::Date]
        .into_iter()
        .find(reads)
        .unwrap_or(Kind::Text)
}

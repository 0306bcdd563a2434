//! Claims: every key looked up and read. A claim is left out only where it has no event, no
//! attribute or no value that can be read.
//!
//! A million claims use the same few thousand words, so every word is looked up once. Only where
//! there is something to tell, the claim is read again, to say at which place.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;
use jiff::tz::TimeZone;

use super::declarations::{Topics, read_date, source_id, text};
use super::proposals::UnconfirmedClaim;
use super::resolver::{Complaint, Resolver, ids_of, unknown};
use super::values::{self, RawValue, ReadValue};
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::raw::{Raw, Spanned};
use crate::load::row::{ClaimKey, Rare, Row, Rows};
use crate::load::shape::Tables;
use crate::load::suggest::{MOST, nearest};
use crate::load::whole::Whole;
use crate::load::words::WordId;
use crate::model::{
    AsOf, AsOfId, Attribute, AttributeId, Claim, ClaimId, Defaults, EventId, Interval, Kind,
    Meaning, Site, SiteId, SpeakerId, TopicId, Unit, Value, ValueId,
};
use crate::wording::Problem;
use crate::wording::fold::fold;

// The keys that few claims have and that are looked up here.
const ID: ClaimKey = ClaimKey::new("id");
const PUBLISHED: ClaimKey = ClaimKey::new("published");
const SUPERSEDES: ClaimKey = ClaimKey::new("supersedes");
pub(super) const UNIT: ClaimKey = ClaimKey::new("unit");
const VIA: ClaimKey = ClaimKey::new("via");
const WITHDRAWN: ClaimKey = ClaimKey::new("withdrawn");

/// A claim with an id, or one that says which other it replaces.
pub(super) struct NamedClaim {
    pub(super) claim: ClaimId,
    pub(super) topic: TopicId,
    pub(super) id: Option<WordId>,
    pub(super) supersedes: Option<WordId>,
}

/// What came of a look at some words: the answer, and what is to be told at every place where they
/// stand.
#[derive(Clone)]
struct Lookup<T> {
    found: T,
    complaint: Option<Box<Complaint>>,
}

impl<T> Lookup<T> {
    fn new(found: T, complaint: Option<Complaint>) -> Self {
        Self {
            found,
            complaint: complaint.map(Box::new),
        }
    }
}

type Cache<K, T> = HashMap<K, Lookup<T>, RandomState>;

/// Everything that was looked up so far.
#[derive(Default)]
struct Caches {
    events: Cache<(TopicId, WordId), EventId>,
    attributes: Cache<(TopicId, WordId), Option<AttributeId>>,
    speakers: Cache<WordId, SpeakerId>,
    /// By value and unit. The complaint is the unit's; a value that cannot be read is a complaint itself.
    values: Cache<(AttributeId, WordId, WordId), Result<ValueId, Box<Complaint>>>,
    times: Cache<(AttributeId, WordId), Option<AsOfId>>,
    /// What `as_of` in a `[source]` means for an attribute.
    defaults: Cache<(FileId, AttributeId), Option<AsOfId>>,
    dates: Cache<WordId, Option<Interval>>,
}

/// What the claims of one file have in common.
struct FileContext {
    file: FileId,
    topic: TopicId,
    source: SpeakerId,
    publisher: SpeakerId,
    /// The source's own `as_of`, which holds where a claim has none: its words and where they stand.
    as_of: Option<(Raw, String, Span)>,
}

/// What comes of reading the claims, beside those in the record.
#[derive(Default)]
pub(super) struct ReadClaims {
    /// The claims with an id or `supersedes`.
    pub(super) named: Vec<NamedClaim>,
    /// The claims that nobody has confirmed, in the order of the files.
    pub(super) proposals: Vec<UnconfirmedClaim>,
}

/// Reads every claim into the record.
pub(super) fn claims(
    resolver: &mut Resolver<'_>,
    tables: &[Tables],
    rows: Rows,
    topics: &Topics,
) -> ReadClaims {
    resolver.record.claims.reserve_exact(rows.len());
    let (mut caches, mut read) = (Caches::default(), ReadClaims::default());
    for tables in tables.iter().filter(|tables| !tables.rows.is_empty()) {
        let Some(context) = context(resolver, tables, topics[&tables.file]) else {
            continue;
        };
        for at in tables.rows.clone() {
            let (row, site) = (&rows.all()[at], &rows.sites()[at]);
            let rare = rows.rare(row);
            let id = ClaimId::from(resolver.record.claims.len());
            let mut reader = ClaimReader {
                resolver,
                caches: &mut caches,
                context: &context,
                id,
                site,
            };
            if rare.is_proposed() {
                let proposal = reader.proposal(row, rare, at);
                read.proposals.push(proposal);
                continue;
            }
            let Some(claim) = reader.claim(row, rare, at) else {
                continue;
            };
            let (own, supersedes) = (rare.word(ID).given(), rare.word(SUPERSEDES).given());
            if own.is_some() || supersedes.is_some() {
                read.named.push(NamedClaim {
                    claim: id,
                    topic: context.topic,
                    id: own,
                    supersedes,
                });
            }
            resolver.record.claims.push(claim);
        }
    }
    resolver.record.sites = rows.into_sites();
    named(resolver, &caches);
    read
}

/// What the claims name counts as used.
fn named(resolver: &mut Resolver<'_>, caches: &Caches) {
    let words = resolver.words;
    let id = |(topic, word): &(TopicId, WordId)| (*topic, words.get(*word).to_owned());
    resolver
        .mentions
        .events
        .extend(caches.events.keys().map(id));
    resolver
        .mentions
        .attributes
        .extend(caches.attributes.keys().map(id));
}

fn context(resolver: &mut Resolver<'_>, tables: &Tables, topic: TopicId) -> Option<FileContext> {
    let source = source_id(resolver, tables)?;
    resolver.mentions.sources.insert(source);
    let file = tables.file;
    let defaults = tables.source.first().map(|entry| &entry.shape);
    let via = defaults.and_then(|source| source.via.as_ref());
    let publisher = via.map(|via| {
        let (publisher, complaint) = resolver.speaker(via.get_ref());
        resolver.complain(complaint.as_ref(), Span::new(file, via.span()));
        publisher
    });
    let as_of = defaults
        .and_then(|source| source.as_of.as_ref())
        .map(|as_of| {
            let span = Span::new(file, as_of.span());
            (as_of.get_ref().clone(), resolver.files.copy(span), span)
        });
    if let Some(shape) = defaults {
        let day = shape
            .published
            .as_ref()
            .and_then(|date| day_of_source(resolver, file, date));
        let (day, span) = day.unzip();
        let defaults = Defaults {
            url: text(&shape.url),
            published: day,
            published_in: span.flatten(),
        };
        resolver.record.defaults.insert(file, defaults);
    }
    Some(FileContext {
        file,
        topic,
        source,
        publisher: publisher.unwrap_or(source),
        as_of,
    })
}

/// The day on which a source published, as written and as a span; told where it is no date.
fn day_of_source(
    resolver: &mut Resolver<'_>,
    file: FileId,
    date: &Spanned<Raw>,
) -> Option<(String, Option<Interval>)> {
    let span = Span::new(file, date.span());
    let read = read_date(date.get_ref(), &resolver.files.copy(span));
    let read = read
        .map_err(|problem| resolver.complain(Some(&Complaint::value(problem)), span))
        .ok();
    read.map(|(written, dated)| (written, dated.interval(&TimeZone::UTC)))
}

/// Where a key stands in a claim.
type KeySpan = fn(&Whole<'_>) -> Option<Span>;

/// Reads one claim.
struct ClaimReader<'r, 'd> {
    resolver: &'r mut Resolver<'d>,
    caches: &'r mut Caches,
    context: &'r FileContext,
    id: ClaimId,
    site: &'r Site,
}

impl ClaimReader<'_, '_> {
    fn claim(&mut self, row: &Row, rare: Rare<'_>, at: usize) -> Option<Claim> {
        if !row.is_complete() {
            self.incomplete(row);
            return None;
        }
        let event = self.event(row.event);
        let attribute = self.attribute(row.attribute)?;
        let value = self.value(attribute, row.value, rare.word(UNIT))?;
        let source = self.context.source;
        let by = self.speaker(row.by, |claim| Some(claim.span(claim.shape().by.as_ref()?)));
        let by = by.filter(|by| *by != source);
        let via = self.speaker(rare.word(VIA), |claim| {
            Some(claim.span(claim.shape().via.as_ref()?))
        });
        let publisher = via.unwrap_or(self.context.publisher);
        let as_of = self.as_of(attribute, row.as_of);
        let day = self.date(rare.word(PUBLISHED), |claim| {
            Some(claim.span(claim.shape().published.as_ref()?))
        });
        self.resolver
            .record
            .published
            .extend(day.map(|span| (self.id, span)));
        let day = self.date(rare.word(WITHDRAWN), |claim| {
            Some(claim.span(claim.shape().withdrawn.as_ref()?))
        });
        self.resolver
            .record
            .withdrawn
            .extend(day.map(|span| (self.id, span)));
        Some(Claim {
            file: self.context.file,
            site: SiteId::from(at),
            source,
            speaker: by.unwrap_or(source),
            publisher,
            event,
            attribute,
            value,
            as_of,
            relayed: by.is_some() || publisher != source,
            withdrawn: rare.word(WITHDRAWN) != WordId::ABSENT,
            has_id: rare.word(ID).is_given(),
        })
    }

    /// Reads a claim that nobody has confirmed: what is wrong with it is told, and it goes no further.
    fn proposal(&mut self, row: &Row, rare: Rare<'_>, at: usize) -> UnconfirmedClaim {
        if row.event.is_given() {
            self.event(row.event);
        }
        let attribute = row.attribute.given().and_then(|word| self.attribute(word));
        let value = attribute.zip(row.value.given());
        let value =
            value.and_then(|(attribute, value)| self.value(attribute, value, rare.word(UNIT)));
        self.speaker(row.by, |claim| Some(claim.span(claim.shape().by.as_ref()?)));
        self.speaker(rare.word(VIA), |claim| {
            Some(claim.span(claim.shape().via.as_ref()?))
        });
        match attribute {
            Some(attribute) => _ = self.as_of(attribute, row.as_of),
            None => {
                _ = self.date(row.as_of, |claim| {
                    Some(claim.span(claim.shape().as_of.as_ref()?))
                });
            }
        }
        self.date(rare.word(PUBLISHED), |claim| {
            Some(claim.span(claim.shape().published.as_ref()?))
        });
        self.date(rare.word(WITHDRAWN), |claim| {
            Some(claim.span(claim.shape().withdrawn.as_ref()?))
        });
        let given = [row.event, row.attribute, row.value].map(|word| word != WordId::ABSENT);
        UnconfirmedClaim {
            file: self.context.file,
            site: SiteId::from(at),
            given,
            value,
        }
    }

    /// Tells what a claim lacks. What it names counts as used all the same.
    fn incomplete(&mut self, row: &Row) {
        let topic = self.context.topic;
        let id = |word: WordId| {
            word.given()
                .map(|word| (topic, self.resolver.words.get(word).to_owned()))
        };
        let (event, attribute) = (id(row.event), id(row.attribute));
        self.resolver.mentions.events.extend(event);
        self.resolver.mentions.attributes.extend(attribute);
        for (key, word, help) in [
            (
                "event",
                row.event,
                "add event = \"…\": the id of the incident",
            ),
            (
                "attribute",
                row.attribute,
                "add attribute = \"…\": the id of what is claimed",
            ),
            (
                "value",
                row.value,
                "add value = …: what is claimed, or \"unknown\"",
            ),
        ] {
            if word == WordId::ABSENT {
                let complaint =
                    Complaint::new(Code::MissingKey, format!("this claim has no {key}"), help);
                self.tell(Some(Box::new(complaint)), |claim| Some(claim.place()));
            }
        }
    }

    /// Tells a complaint at a key of this claim, which is read again to find it.
    fn tell(&mut self, complaint: Option<Box<Complaint>>, key: KeySpan) {
        let Some(complaint) = complaint else { return };
        let extent = self.site.extent(self.context.file);
        let whole = self.resolver.kept.claim(self.resolver.files, extent);
        self.resolver
            .diagnostics
            .push(match whole.as_ref().and_then(key) {
                Some(span) => complaint.at(span),
                None => complaint.beside(extent),
            });
    }

    fn event(&mut self, word: WordId) -> EventId {
        let topic = self.context.topic;
        let resolver = &mut *self.resolver;
        let (event, complaint) = looked(&mut self.caches.events, (topic, word), || {
            let id = resolver.words.get(word);
            let (event, complaint) = resolver.event(topic, id);
            Lookup::new(event, complaint)
        });
        self.tell(complaint, |claim| {
            Some(claim.span(claim.shape().event.as_ref()?))
        });
        event
    }

    fn attribute(&mut self, word: WordId) -> Option<AttributeId> {
        let topic = self.context.topic;
        let resolver = &*self.resolver;
        let (attribute, complaint) = looked(&mut self.caches.attributes, (topic, word), || {
            let id = resolver.words.get(word);
            let found = resolver.attributes.get(&(topic, id.to_owned())).copied();
            let declared = |id: AttributeId| resolver.record[id].name.declared.is_some();
            if found.is_some_and(declared) {
                return Lookup::new(found, None);
            }
            // Of a file with only undeclared ones, not all are looked at for each.
            let known = ids_of(&resolver.attributes, topic).take(MOST);
            let known = known.filter(|id| {
                resolver
                    .attributes
                    .get(&(topic, (*id).to_owned()))
                    .copied()
                    .is_some_and(declared)
            });
            Lookup::new(
                found,
                Some(unknown(
                    Code::UnknownAttribute,
                    "attribute",
                    id,
                    nearest(id, known),
                )),
            )
        });
        self.tell(complaint, |claim| {
            Some(claim.span(claim.shape().attribute.as_ref()?))
        });
        attribute
    }

    fn value(&mut self, attribute: AttributeId, value: WordId, unit: WordId) -> Option<ValueId> {
        let resolver = &mut *self.resolver;
        let (found, complaint) = looked(&mut self.caches.values, (attribute, value, unit), || {
            let read = read_value(resolver, attribute, value, unit);
            let (value, complaint) = match read {
                Ok(read) => read,
                Err(problem) => return Lookup::new(Err(Box::new(Complaint::value(problem))), None),
            };
            let id = ValueId::from(resolver.record.values.len());
            resolver.record.values.push(value);
            Lookup::new(Ok(id), complaint)
        });
        self.tell(complaint, |claim| {
            Some(claim.span(claim.shape().unit.as_ref()?))
        });
        match found {
            Ok(value) => Some(value),
            Err(complaint) => {
                self.tell(Some(complaint), |claim| {
                    Some(claim.span(claim.shape().value.as_ref()?))
                });
                None
            }
        }
    }

    /// A speaker that `by` or `via` names.
    fn speaker(&mut self, word: WordId, key: KeySpan) -> Option<SpeakerId> {
        let word = word.given()?;
        let resolver = &mut *self.resolver;
        let (speaker, complaint) = looked(&mut self.caches.speakers, word, || {
            let words = resolver.words.get(word);
            let (speaker, complaint) = resolver.speaker(words);
            resolver
                .mentioned_speakers
                .insert(resolver.record[speaker].name.id.clone());
            Lookup::new(speaker, complaint)
        });
        self.tell(complaint, key);
        Some(speaker)
    }

    /// The time for which a claim was given: its own, else its source's.
    fn as_of(&mut self, attribute: AttributeId, word: WordId) -> Option<AsOfId> {
        if word == WordId::ABSENT {
            return self.default_as_of(attribute);
        }
        let word = word.given()?;
        let resolver = &mut *self.resolver;
        let (time, complaint) = looked(&mut self.caches.times, (attribute, word), || {
            time(
                resolver,
                attribute,
                &resolver.words.raw(word),
                resolver.words.get(word),
            )
        });
        self.tell(complaint, |claim| {
            Some(claim.span(claim.shape().as_of.as_ref()?))
        });
        time
    }

    fn default_as_of(&mut self, attribute: AttributeId) -> Option<AsOfId> {
        let (raw, text, span) = self.context.as_of.as_ref()?;
        let resolver = &mut *self.resolver;
        let key = (self.context.file, attribute);
        let known = self.caches.defaults.contains_key(&key);
        let (time, complaint) = looked(&mut self.caches.defaults, key, || {
            time(resolver, attribute, raw, text)
        });
        if !known {
            self.resolver.complain(complaint.as_deref(), *span);
        }
        time
    }

    /// A date that belongs to no attribute: told where it is none.
    fn date(&mut self, word: WordId, key: KeySpan) -> Option<Interval> {
        let word = word.given()?;
        let resolver = &*self.resolver;
        let (span, complaint) = looked(&mut self.caches.dates, word, || {
            match read_date(&resolver.words.raw(word), resolver.words.get(word)) {
                Ok((_, dated)) => Lookup::new(dated.interval(&TimeZone::UTC), None),
                Err(problem) => Lookup::new(None, Some(Complaint::value(problem))),
            }
        });
        self.tell(complaint, key);
        span
    }
}

/// Looks something up once, and says what is to be told of it.
fn looked<K: Eq + Hash, T: Clone>(
    cache: &mut Cache<K, T>,
    key: K,
    look: impl FnOnce() -> Lookup<T>,
) -> (T, Option<Box<Complaint>>) {
    let Lookup { found, complaint } = cache.entry(key).or_insert_with(look).clone();
    (found, complaint)
}

/// A value, and what is wrong with its unit.
fn read_value(
    resolver: &Resolver<'_>,
    id: AttributeId,
    value: WordId,
    unit: WordId,
) -> Result<(Value, Option<Complaint>), Problem> {
    let attribute = &resolver.record[id];
    let reading = RawValue {
        raw: &resolver.words.raw(value),
        text: resolver.words.get(value),
    };
    let ReadValue {
        written,
        meaning,
        slip,
    } = values::read(&reading, attribute.kind, attribute)?;
    let mut value = Value {
        attribute: id,
        written,
        meaning,
        slip,
        unit: None,
        converted: false,
    };
    let complaint = unit
        .given()
        .and_then(|unit| convert(&mut value, resolver.words.get(unit), attribute));
    Ok((value, complaint))
}

/// Brings a number into the attribute's unit: its own ends, multiplied without rounding. Where that
/// cannot be done, the value keeps its unit, and that is to be told.
fn convert(value: &mut Value, unit: &str, attribute: &Attribute) -> Option<Complaint> {
    let folded = fold(unit);
    if attribute
        .unit
        .as_ref()
        .is_some_and(|own| fold(own) == folded)
    {
        return None;
    }
    let number = matches!(attribute.kind, Kind::Count | Kind::Amount);
    if number && let Some(factor) = attribute.units.get(&folded) {
        if let Meaning::Range { interval, .. } = &mut value.meaning {
            let own = interval.clone();
            *interval = interval.map_ends(|low| low * factor, |high| high * factor);
            value.converted = *interval != own;
        }
        return None;
    }
    value.unit = number.then(|| {
        Box::new(Unit {
            written: unit.to_owned(),
            folded,
        })
    });
    let id = &attribute.name.id;
    let (message, help) = match (&attribute.unit, number) {
        (_, false) => (
            format!("the values of “{id}” have no unit"),
            "take the unit out".to_owned(),
        ),
        (Some(own), true) => (
            format!("“{unit}” is not the unit of “{id}”, which is counted in {own}"),
            format!("write the number in {own}, or say what one is: units = {{ \"{unit}\" = … }}"),
        ),
        (None, true) => (
            format!("“{id}” has no unit, and this value has one"),
            format!("add unit = \"{unit}\" to the attribute, or take it out here"),
        ),
    };
    Some(Complaint::new(Code::UnitMismatch, message, help))
}

/// A time for which a figure was given, read in the attribute's zone.
fn time(
    resolver: &mut Resolver<'_>,
    attribute: AttributeId,
    raw: &Raw,
    text: &str,
) -> Lookup<Option<AsOfId>> {
    let (written, dated) = match read_date(raw, text) {
        Ok(read) => read,
        Err(problem) => return Lookup::new(None, Some(Complaint::value(problem))),
    };
    let closed =
        |interval: &Interval| interval.low_end().is_some() && interval.high_end().is_some();
    let timed = dated.timed();
    let zone = &resolver.record[attribute].zone;
    let Some(span) = dated.interval(zone).filter(closed) else {
        let help =
            "write the day or the date-time for which the figure was given, such as 2025-10-12";
        let message = format!("“{written}” has no beginning or no end");
        return Lookup::new(None, Some(Complaint::new(Code::BadValue, message, help)));
    };
    let id = AsOfId::from(resolver.record.times.len());
    resolver.record.times.push(AsOf {
        written,
        span,
        timed,
    });
    Lookup::new(Some(id), None)
}

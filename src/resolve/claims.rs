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
use super::desk::{Desk, Fault, ids_of, unknown};
use super::proposals::Proposal;
use super::values::{self, Reading, Sense};
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::reader::{Tables, Whole};
use crate::load::row::{Rare, Row, Rows};
use crate::load::shape::{Raw, Spanned};
use crate::load::suggest::{MOST, nearest};
use crate::load::words::WordId;
use crate::model::{
    AsOf, AsOfId, Attribute, AttributeId, Claim, ClaimId, Defaults, EventId, Interval, Kind,
    Meaning, Site, SiteId, SpeakerId, TopicId, Unit, Value, ValueId,
};
use crate::wording::Problem;
use crate::wording::fold::fold;

/// A claim with an id, or one that says which other it replaces.
pub(super) struct Mark {
    pub(super) claim: ClaimId,
    pub(super) topic: TopicId,
    pub(super) id: Option<WordId>,
    pub(super) supersedes: Option<WordId>,
}

/// What came of a look at some words: the answer, and what is to be told at every place where they
/// stand.
#[derive(Clone)]
struct Looked<T> {
    found: T,
    fault: Option<Box<Fault>>,
}

impl<T> Looked<T> {
    fn new(found: T, fault: Option<Fault>) -> Self {
        Self {
            found,
            fault: fault.map(Box::new),
        }
    }
}

type Memo<K, T> = HashMap<K, Looked<T>, RandomState>;

/// Everything that was looked up so far.
#[derive(Default)]
struct Memos {
    events: Memo<(TopicId, WordId), EventId>,
    attributes: Memo<(TopicId, WordId), Option<AttributeId>>,
    speakers: Memo<WordId, SpeakerId>,
    /// By value and unit. The fault is the unit's; a value that cannot be read is a fault itself.
    values: Memo<(AttributeId, WordId, WordId), Result<ValueId, Box<Fault>>>,
    times: Memo<(AttributeId, WordId), Option<AsOfId>>,
    /// What `as_of` in a `[source]` means for an attribute.
    defaults: Memo<(FileId, AttributeId), Option<AsOfId>>,
    dates: Memo<WordId, Option<Interval>>,
}

/// What the claims of one file have in common.
struct Sheet {
    file: FileId,
    topic: TopicId,
    source: SpeakerId,
    publisher: SpeakerId,
    /// The source's own `as_of`, which holds where a claim has none: its words and where they stand.
    as_of: Option<(Raw, String, Span)>,
}

/// What comes of reading the claims, beside those in the record.
#[derive(Default)]
pub(super) struct Read {
    /// The claims with an id or `supersedes`.
    pub(super) marks: Vec<Mark>,
    /// The claims that nobody has confirmed, in the order of the files.
    pub(super) proposals: Vec<Proposal>,
}

/// Reads every claim into the record.
pub(super) fn claims(desk: &mut Desk<'_>, tables: &[Tables], rows: Rows, topics: &Topics) -> Read {
    desk.record.claims.reserve_exact(rows.len());
    let (mut memos, mut read) = (Memos::default(), Read::default());
    for tables in tables.iter().filter(|tables| !tables.claims.is_empty()) {
        let Some(sheet) = sheet(desk, tables, topics[&tables.file]) else {
            continue;
        };
        for at in tables.claims.clone() {
            let (row, site) = (&rows.all()[at], &rows.sites()[at]);
            let rare = rows.rare(row);
            let id = ClaimId::from(desk.record.claims.len());
            let mut reader = Reader {
                desk,
                memos: &mut memos,
                sheet: &sheet,
                id,
                site,
            };
            if rare.proposed {
                let proposal = reader.proposal(row, &rare, at);
                read.proposals.push(proposal);
                continue;
            }
            let Some(claim) = reader.claim(row, &rare, at) else {
                continue;
            };
            let (own, supersedes) = (rare.id.given(), rare.supersedes.given());
            if own.is_some() || supersedes.is_some() {
                read.marks.push(Mark {
                    claim: id,
                    topic: sheet.topic,
                    id: own,
                    supersedes,
                });
            }
            desk.record.claims.push(claim);
        }
    }
    desk.record.sites = rows.into_sites();
    named(desk, &memos);
    read
}

/// What the claims name counts as used.
fn named(desk: &mut Desk<'_>, memos: &Memos) {
    let words = desk.words;
    let id = |(topic, word): &(TopicId, WordId)| (*topic, words.get(*word).to_owned());
    desk.named.events.extend(memos.events.keys().map(id));
    desk.named
        .attributes
        .extend(memos.attributes.keys().map(id));
}

fn sheet(desk: &mut Desk<'_>, tables: &Tables, topic: TopicId) -> Option<Sheet> {
    let source = source_id(desk, tables)?;
    desk.named.sources.insert(source);
    let file = tables.file;
    let defaults = tables.source.first().map(|entry| &entry.shape);
    let via = defaults.and_then(|source| source.via.as_ref());
    let publisher = via.map(|via| {
        let (publisher, fault) = desk.speaker(via.get_ref());
        desk.tell_at(fault.as_ref(), Span::new(file, via.span()));
        publisher
    });
    let as_of = defaults
        .and_then(|source| source.as_of.as_ref())
        .map(|as_of| {
            let span = Span::new(file, as_of.span());
            (as_of.get_ref().clone(), desk.files.copy(span), span)
        });
    if let Some(shape) = defaults {
        let day = shape
            .published
            .as_ref()
            .and_then(|date| day_of_source(desk, file, date));
        let (day, span) = day.unzip();
        let defaults = Defaults {
            url: text(&shape.url),
            published: day,
            published_in: span.flatten(),
        };
        desk.record.defaults.insert(file, defaults);
    }
    Some(Sheet {
        file,
        topic,
        source,
        publisher: publisher.unwrap_or(source),
        as_of,
    })
}

/// The day on which a source published, as written and as a span; told where it is no date.
fn day_of_source(
    desk: &mut Desk<'_>,
    file: FileId,
    date: &Spanned<Raw>,
) -> Option<(String, Option<Interval>)> {
    let span = Span::new(file, date.span());
    let read = read_date(date.get_ref(), &desk.files.copy(span));
    let read = read
        .map_err(|problem| desk.tell_at(Some(&Fault::value(problem)), span))
        .ok();
    read.map(|(written, dated)| (written, dated.interval(&TimeZone::UTC)))
}

/// Where a key stands in a claim.
type Key = fn(&Whole<'_>) -> Option<Span>;

/// Reads one claim.
struct Reader<'r, 'd> {
    desk: &'r mut Desk<'d>,
    memos: &'r mut Memos,
    sheet: &'r Sheet,
    id: ClaimId,
    site: &'r Site,
}

impl Reader<'_, '_> {
    fn claim(&mut self, row: &Row, rare: &Rare, at: usize) -> Option<Claim> {
        if !row.is_complete() {
            self.incomplete(row);
            return None;
        }
        let event = self.event(row.event);
        let attribute = self.attribute(row.attribute)?;
        let value = self.value(attribute, row.value, rare.unit)?;
        let source = self.sheet.source;
        let by = self.speaker(row.by, |claim| Some(claim.span(claim.shape().by.as_ref()?)));
        let by = by.filter(|by| *by != source);
        let via = self.speaker(rare.via, |claim| {
            Some(claim.span(claim.shape().via.as_ref()?))
        });
        let publisher = via.unwrap_or(self.sheet.publisher);
        let as_of = self.as_of(attribute, row.as_of);
        let day = self.date(rare.published, |claim| {
            Some(claim.span(claim.shape().published.as_ref()?))
        });
        self.desk
            .record
            .published
            .extend(day.map(|span| (self.id, span)));
        let day = self.date(rare.withdrawn, |claim| {
            Some(claim.span(claim.shape().withdrawn.as_ref()?))
        });
        self.desk
            .record
            .withdrawn
            .extend(day.map(|span| (self.id, span)));
        Some(Claim {
            file: self.sheet.file,
            site: SiteId::from(at),
            source,
            speaker: by.unwrap_or(source),
            publisher,
            event,
            attribute,
            value,
            as_of,
            relayed: by.is_some() || publisher != source,
            withdrawn: rare.withdrawn != WordId::ABSENT,
            has_id: rare.id.is_given(),
        })
    }

    /// Reads a claim that nobody has confirmed: what is wrong with it is told, and it goes no further.
    fn proposal(&mut self, row: &Row, rare: &Rare, at: usize) -> Proposal {
        if row.event.is_given() {
            self.event(row.event);
        }
        let attribute = row.attribute.given().and_then(|word| self.attribute(word));
        let value = attribute.zip(row.value.given());
        let value = value.and_then(|(attribute, value)| self.value(attribute, value, rare.unit));
        self.speaker(row.by, |claim| Some(claim.span(claim.shape().by.as_ref()?)));
        self.speaker(rare.via, |claim| {
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
        self.date(rare.published, |claim| {
            Some(claim.span(claim.shape().published.as_ref()?))
        });
        self.date(rare.withdrawn, |claim| {
            Some(claim.span(claim.shape().withdrawn.as_ref()?))
        });
        let given = [row.event, row.attribute, row.value].map(|word| word != WordId::ABSENT);
        Proposal {
            file: self.sheet.file,
            site: SiteId::from(at),
            given,
            value,
        }
    }

    /// Tells what a claim lacks. What it names counts as used all the same.
    fn incomplete(&mut self, row: &Row) {
        let topic = self.sheet.topic;
        let id = |word: WordId| {
            word.given()
                .map(|word| (topic, self.desk.words.get(word).to_owned()))
        };
        let (event, attribute) = (id(row.event), id(row.attribute));
        self.desk.named.events.extend(event);
        self.desk.named.attributes.extend(attribute);
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
                let fault = Fault::new(Code::MissingKey, format!("this claim has no {key}"), help);
                self.tell(Some(Box::new(fault)), |claim| Some(claim.place()));
            }
        }
    }

    /// Tells a fault at a key of this claim, which is read again to find it.
    fn tell(&mut self, fault: Option<Box<Fault>>, key: Key) {
        let Some(fault) = fault else { return };
        let extent = self.site.extent(self.sheet.file);
        let whole = self.desk.kept.claim(self.desk.files, extent);
        self.desk
            .diagnostics
            .push(match whole.as_ref().and_then(key) {
                Some(span) => fault.at(span),
                None => fault.beside(extent),
            });
    }

    fn event(&mut self, word: WordId) -> EventId {
        let topic = self.sheet.topic;
        let desk = &mut *self.desk;
        let (event, fault) = looked(&mut self.memos.events, (topic, word), || {
            let id = desk.words.get(word);
            let (event, fault) = desk.event(topic, id);
            Looked::new(event, fault)
        });
        self.tell(fault, |claim| {
            Some(claim.span(claim.shape().event.as_ref()?))
        });
        event
    }

    fn attribute(&mut self, word: WordId) -> Option<AttributeId> {
        let topic = self.sheet.topic;
        let desk = &*self.desk;
        let (attribute, fault) = looked(&mut self.memos.attributes, (topic, word), || {
            let id = desk.words.get(word);
            let found = desk.attributes.get(&(topic, id.to_owned())).copied();
            let declared = |id: AttributeId| desk.record[id].name.declared.is_some();
            if found.is_some_and(declared) {
                return Looked::new(found, None);
            }
            // Of a file with only undeclared ones, not all are looked at for each.
            let known = ids_of(&desk.attributes, topic).take(MOST);
            let known = known.filter(|id| {
                desk.attributes
                    .get(&(topic, (*id).to_owned()))
                    .copied()
                    .is_some_and(declared)
            });
            Looked::new(
                found,
                Some(unknown(
                    Code::UnknownAttribute,
                    "attribute",
                    id,
                    nearest(id, known),
                )),
            )
        });
        self.tell(fault, |claim| {
            Some(claim.span(claim.shape().attribute.as_ref()?))
        });
        attribute
    }

    fn value(&mut self, attribute: AttributeId, value: WordId, unit: WordId) -> Option<ValueId> {
        let desk = &mut *self.desk;
        let (found, fault) = looked(&mut self.memos.values, (attribute, value, unit), || {
            let read = read_value(desk, attribute, value, unit);
            let (value, fault) = match read {
                Ok(read) => read,
                Err(problem) => return Looked::new(Err(Box::new(Fault::value(problem))), None),
            };
            let id = ValueId::from(desk.record.values.len());
            desk.record.values.push(value);
            Looked::new(Ok(id), fault)
        });
        self.tell(fault, |claim| {
            Some(claim.span(claim.shape().unit.as_ref()?))
        });
        match found {
            Ok(value) => Some(value),
            Err(fault) => {
                self.tell(Some(fault), |claim| {
                    Some(claim.span(claim.shape().value.as_ref()?))
                });
                None
            }
        }
    }

    /// A speaker that `by` or `via` names.
    fn speaker(&mut self, word: WordId, key: Key) -> Option<SpeakerId> {
        let word = word.given()?;
        let desk = &mut *self.desk;
        let (speaker, fault) = looked(&mut self.memos.speakers, word, || {
            let words = desk.words.get(word);
            let (speaker, fault) = desk.speaker(words);
            desk.named_in_passing
                .insert(desk.record[speaker].name.id.clone());
            Looked::new(speaker, fault)
        });
        self.tell(fault, key);
        Some(speaker)
    }

    /// The time for which a claim was given: its own, else its source's.
    fn as_of(&mut self, attribute: AttributeId, word: WordId) -> Option<AsOfId> {
        if word == WordId::ABSENT {
            return self.default_as_of(attribute);
        }
        let word = word.given()?;
        let desk = &mut *self.desk;
        let (time, fault) = looked(&mut self.memos.times, (attribute, word), || {
            time(desk, attribute, &desk.words.raw(word), desk.words.get(word))
        });
        self.tell(fault, |claim| {
            Some(claim.span(claim.shape().as_of.as_ref()?))
        });
        time
    }

    fn default_as_of(&mut self, attribute: AttributeId) -> Option<AsOfId> {
        let (raw, text, span) = self.sheet.as_of.as_ref()?;
        let desk = &mut *self.desk;
        let key = (self.sheet.file, attribute);
        let known = self.memos.defaults.contains_key(&key);
        let (time, fault) = looked(&mut self.memos.defaults, key, || {
            time(desk, attribute, raw, text)
        });
        if !known {
            self.desk.tell_at(fault.as_deref(), *span);
        }
        time
    }

    /// A date that belongs to no attribute: told where it is none.
    fn date(&mut self, word: WordId, key: Key) -> Option<Interval> {
        let word = word.given()?;
        let desk = &*self.desk;
        let (span, fault) = looked(&mut self.memos.dates, word, || {
            match read_date(&desk.words.raw(word), desk.words.get(word)) {
                Ok((_, dated)) => Looked::new(dated.interval(&TimeZone::UTC), None),
                Err(problem) => Looked::new(None, Some(Fault::value(problem))),
            }
        });
        self.tell(fault, key);
        span
    }
}

/// Looks something up once, and says what is to be told of it.
fn looked<K: Eq + Hash, T: Clone>(
    memo: &mut Memo<K, T>,
    key: K,
    look: impl FnOnce() -> Looked<T>,
) -> (T, Option<Box<Fault>>) {
    let Looked { found, fault } = memo.entry(key).or_insert_with(look).clone();
    (found, fault)
}

/// A value, and what is wrong with its unit.
fn read_value(
    desk: &Desk<'_>,
    id: AttributeId,
    value: WordId,
    unit: WordId,
) -> Result<(Value, Option<Fault>), Problem> {
    let attribute = &desk.record[id];
    let reading = Reading {
        raw: &desk.words.raw(value),
        text: desk.words.get(value),
    };
    let Sense {
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
    let fault = unit
        .given()
        .and_then(|unit| convert(&mut value, desk.words.get(unit), attribute));
    Ok((value, fault))
}

/// Brings a number into the attribute's unit: its own ends, multiplied without rounding. Where that
/// cannot be done, the value keeps its unit, and that is to be told.
fn convert(value: &mut Value, unit: &str, attribute: &Attribute) -> Option<Fault> {
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
    Some(Fault::new(Code::UnitMismatch, message, help))
}

/// A time for which a figure was given, read in the attribute's zone.
fn time(
    desk: &mut Desk<'_>,
    attribute: AttributeId,
    raw: &Raw,
    text: &str,
) -> Looked<Option<AsOfId>> {
    let (written, dated) = match read_date(raw, text) {
        Ok(read) => read,
        Err(problem) => return Looked::new(None, Some(Fault::value(problem))),
    };
    let closed =
        |interval: &Interval| interval.low_end().is_some() && interval.high_end().is_some();
    let timed = dated.timed();
    let zone = &desk.record[attribute].zone;
    let Some(span) = dated.interval(zone).filter(closed) else {
        let help =
            "write the day or the date-time for which the figure was given, such as 2025-10-12";
        let message = format!("“{written}” has no beginning or no end");
        return Looked::new(None, Some(Fault::new(Code::BadValue, message, help)));
    };
    let id = AsOfId::from(desk.record.times.len());
    desk.record.times.push(AsOf {
        written,
        span,
        timed,
    });
    Looked::new(Some(id), None)
}

//! Claims: every key looked up and read. A claim is left out only if it has no event, no attribute or no
//! value that can be read.
//!
//! A million claims use the same few thousand words, so every word is looked up once. Only if something is
//! wrong with it, the claim is read again, to say at which place.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;
use jiff::tz::TimeZone;

use super::complaint::Complaint;
use super::declarations::{Topics, source_id};
use super::keys::{
    BEST, ID, LANG, ONE_OF, PUBLISHED, ROUNDED, SCOPE, SUPERSEDES, UNIT, VIA, WITHDRAWN, read_date,
    text,
};
use super::proposals::UnconfirmedClaim;
use super::resolver::{KeySpan, Resolver, ids_of, key};
use super::units::convert;
use super::values::{self, Meant, RawValue};
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::raw::Raw;
use crate::load::row::{ClaimKey, Rare, Row, Rows};
use crate::load::shape::{self, Tables};
use crate::load::suggest::MOST;
use crate::load::words::WordId;
use crate::model::{
    AsOf, AsOfId, AttributeId, Claim, ClaimId, Defaults, EventId, InScope, Interval, Kind, ScopeId,
    Site, SiteId, SpeakerId, TopicId, Value, ValueId,
};
use crate::wording::{Problem, language};

/// A claim with an id, or one that says which other it replaces.
pub(super) struct NamedClaim {
    pub(super) claim: ClaimId,
    pub(super) topic: TopicId,
    pub(super) id: Option<WordId>,
    pub(super) supersedes: Option<WordId>,
}

/// What some words mean, and what is wrong with them at every place that has them.
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

/// What decides what a value means: the attribute, the word of `value`, and those beside it.
type ValueKey = (AttributeId, WordId, Beside);

/// What says how a value is read: the words of these keys, and the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Beside {
    unit: WordId,
    rounded: WordId,
    one_of: WordId,
    best: WordId,
    scope: Option<ScopeId>,
}

/// Everything that was looked up so far.
#[derive(Default)]
struct Caches {
    /// The word of each value in the record.
    words: Vec<WordId>,
    events: Cache<(TopicId, WordId), EventId>,
    attributes: Cache<(TopicId, WordId), Option<AttributeId>>,
    speakers: Cache<WordId, SpeakerId>,
    scopes: Cache<(TopicId, WordId), ScopeId>,
    /// The complaint is the unit's; a value that cannot be read is one itself.
    values: Cache<ValueKey, Result<ValueId, Box<Complaint>>>,
    times: Cache<(AttributeId, WordId), Option<AsOfId>>,
    /// What `as_of` in a `[source]` means for an attribute.
    default_times: Cache<(FileId, AttributeId), Option<AsOfId>>,
    dates: Cache<WordId, Option<Interval>>,
    languages: Cache<WordId, ()>,
}

/// What the claims of one file have in common.
struct FileContext {
    file: FileId,
    topic: TopicId,
    source: SpeakerId,
    publisher: SpeakerId,
    /// The source's own `as_of`, for claims without one: its words and their place.
    as_of: Option<(Raw, String, Span)>,
}

/// What comes of reading the claims, beside those in the record.
#[derive(Default)]
pub(super) struct ReadClaims {
    /// The claims with an id or `supersedes`.
    pub(super) named: Vec<NamedClaim>,
    /// The claims that nobody has confirmed, in the order of the files.
    pub(super) proposals: Vec<UnconfirmedClaim>,
    /// The word of each value in the record.
    pub(super) words: Vec<WordId>,
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
            let row = &rows.all()[at];
            let mut reader = ClaimReader {
                id: ClaimId::from(resolver.record.claims.len()),
                resolver,
                caches: &mut caches,
                context: &context,
                site_id: SiteId::from(at),
                site: &rows.sites()[at],
            };
            reader.read(row, rows.rare(row), &mut read);
        }
    }
    resolver.record.sites = rows.into_sites();
    resolver.count_places();
    mention(resolver, &caches);
    read.words = caches.words;
    read
}

/// Counts what the claims name as used.
fn mention(resolver: &mut Resolver<'_>, caches: &Caches) {
    let (words, mentions) = (resolver.words, &mut resolver.mentions);
    for (topic, word) in caches.events.keys() {
        mentions
            .events
            .insert((*topic, words.get(*word).to_owned()));
    }
    for (topic, word) in caches.attributes.keys() {
        mentions
            .attributes
            .insert((*topic, words.get(*word).to_owned()));
    }
}

/// Reads what a file's `[source]` says for all its claims.
fn context(resolver: &mut Resolver<'_>, tables: &Tables, topic: TopicId) -> Option<FileContext> {
    let source = source_id(resolver, tables)?;
    resolver.mentions.sources.insert(source);
    let file = tables.file;
    let mut context = FileContext {
        file,
        topic,
        source,
        publisher: source,
        as_of: None,
    };
    let Some(entry) = tables.source.first() else {
        return Some(context);
    };
    let shape = &entry.shape;
    if let Some(via) = &shape.via {
        let (publisher, complaint) = resolver.speaker(via.get_ref());
        resolver.complain(complaint.as_ref(), Span::new(file, via.span()));
        context.publisher = publisher;
    }
    context.as_of = shape.as_of.as_ref().map(|as_of| {
        let span = Span::new(file, as_of.span());
        (as_of.get_ref().clone(), resolver.files.copy(span), span)
    });
    let defaults = defaults(resolver, file, shape);
    resolver.record.defaults.insert(file, defaults);
    Some(context)
}

fn defaults(resolver: &mut Resolver<'_>, file: FileId, shape: &shape::Source) -> Defaults {
    let published = shape.published.as_ref().and_then(|date| {
        let span = Span::new(file, date.span());
        let read = read_date(date.get_ref(), &resolver.files.copy(span));
        resolver.accept(read, span)
    });
    let lang = shape.lang.as_ref().and_then(|lang| {
        let span = Span::new(file, lang.span());
        let read = language::check(lang.get_ref()).map(|()| lang.get_ref().clone());
        resolver.accept(read, span)
    });
    let (written, dated) = published.unzip();
    Defaults {
        url: text(&shape.url),
        published: written,
        published_in: dated.and_then(|dated| dated.interval(&TimeZone::UTC)),
        lang,
    }
}

/// Reads one claim.
struct ClaimReader<'r, 'd> {
    resolver: &'r mut Resolver<'d>,
    caches: &'r mut Caches,
    context: &'r FileContext,
    /// Its id, if it is kept.
    id: ClaimId,
    site_id: SiteId,
    site: &'r Site,
}

impl ClaimReader<'_, '_> {
    fn read(&mut self, row: &Row, rare: Rare<'_>, read: &mut ReadClaims) {
        if rare.is_proposed() {
            read.proposals.push(self.proposal(row, rare));
            return;
        }
        let Some(claim) = self.claim(row, rare) else {
            return;
        };
        let (id, supersedes) = (rare.word(ID).given(), rare.word(SUPERSEDES).given());
        if id.is_some() || supersedes.is_some() {
            read.named.push(NamedClaim {
                claim: self.id,
                topic: self.context.topic,
                id,
                supersedes,
            });
        }
        self.resolver.record.claims.push(claim);
    }

    fn claim(&mut self, row: &Row, rare: Rare<'_>) -> Option<Claim> {
        if !row.is_complete() {
            self.incomplete(row);
            self.beside_the_value(row, rare, None);
            return None;
        }
        let event = self.event(row.event);
        let Some(attribute) = self.attribute(row.attribute) else {
            self.beside_the_value(row, rare, None);
            return None;
        };
        // A bad value hides no other fault of its claim.
        let beside = self.beside(attribute, rare);
        let value = self.value(attribute, row.value, beside);
        let source = self.context.source;
        let by = self.speaker(row.by, key!(by)).filter(|by| *by != source);
        let via = self.speaker(rare.word(VIA), key!(via));
        let publisher = via.unwrap_or(self.context.publisher);
        let as_of = self.as_of(attribute, row.as_of);
        let day = self.date(rare.word(PUBLISHED), key!(published));
        let withdrawn = self.date(rare.word(WITHDRAWN), key!(withdrawn));
        self.language(rare.word(LANG));
        let value = value?;
        let (id, record) = (self.id, &mut self.resolver.record);
        record.published.extend(day.map(|span| (id, span)));
        record.withdrawn.extend(withdrawn.map(|span| (id, span)));
        Some(Claim {
            file: self.context.file,
            site: self.site_id,
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

    /// Reads a claim that nobody has confirmed: what is wrong with it is said, and it goes no further.
    fn proposal(&mut self, row: &Row, rare: Rare<'_>) -> UnconfirmedClaim {
        if row.event.is_given() {
            self.event(row.event);
        }
        let attribute = row.attribute.given().and_then(|word| self.attribute(word));
        let value = attribute.zip(row.value.given());
        let value = value.and_then(|(attribute, value)| {
            let beside = self.beside(attribute, rare);
            self.value(attribute, value, beside)
        });
        self.beside_the_value(row, rare, attribute);
        UnconfirmedClaim {
            file: self.context.file,
            site: self.site_id,
            given: [row.event, row.attribute, row.value].map(|word| word != WordId::ABSENT),
            value,
        }
    }

    /// Reads what stands beside the value of a claim that goes no further: what is wrong with it is said.
    fn beside_the_value(&mut self, row: &Row, rare: Rare<'_>, attribute: Option<AttributeId>) {
        self.speaker(row.by, key!(by));
        self.speaker(rare.word(VIA), key!(via));
        match attribute {
            Some(attribute) => _ = self.as_of(attribute, row.as_of),
            None => _ = self.date(row.as_of, key!(as_of)),
        }
        self.date(rare.word(PUBLISHED), key!(published));
        self.date(rare.word(WITHDRAWN), key!(withdrawn));
        self.language(rare.word(LANG));
    }

    /// Says what a claim lacks. What it names counts as used all the same.
    fn incomplete(&mut self, row: &Row) {
        let (topic, words) = (self.context.topic, self.resolver.words);
        let mentions = &mut self.resolver.mentions;
        let [event, attribute] = [row.event, row.attribute].map(|word| {
            let id = words.get(word.given()?).to_owned();
            Some((topic, id))
        });
        mentions.events.extend(event);
        mentions.attributes.extend(attribute);
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
                let message = format!("this claim has no {key}");
                let complaint = Complaint::new(Code::MissingKey, message, help);
                self.complain(Some(Box::new(complaint)), |claim| Some(claim.place()));
            }
        }
    }

    /// Adds a complaint at a key of this claim, which is read again to find it.
    fn complain(&mut self, complaint: Option<Box<Complaint>>, key: KeySpan) {
        let Some(complaint) = complaint.filter(|complaint| !self.resolver.counts(complaint)) else {
            return;
        };
        let extent = self.site.extent(self.context.file);
        let whole = self.resolver.kept.claim(self.resolver.files, extent);
        let diagnostic = match whole.as_ref().and_then(key) {
            Some(span) => complaint.at(span),
            None => complaint.beside(extent),
        };
        self.resolver.add(&complaint, diagnostic);
    }

    fn event(&mut self, word: WordId) -> EventId {
        let (topic, resolver) = (self.context.topic, &mut *self.resolver);
        let (event, complaint) = look_up(&mut self.caches.events, (topic, word), || {
            let (event, complaint) = resolver.event(topic, resolver.words.get(word));
            Lookup::new(event, complaint)
        });
        self.complain(complaint, key!(event));
        event
    }

    fn attribute(&mut self, word: WordId) -> Option<AttributeId> {
        let (topic, resolver) = (self.context.topic, &mut *self.resolver);
        let (attribute, complaint) = look_up(&mut self.caches.attributes, (topic, word), || {
            attribute(resolver, topic, resolver.words.get(word))
        });
        self.complain(complaint, key!(attribute));
        attribute
    }

    /// Returns the value of an attribute in a word.
    fn value(&mut self, attribute: AttributeId, word: WordId, beside: Beside) -> Option<ValueId> {
        let resolver = &mut *self.resolver;
        let key = (attribute, word, beside);
        let words = &mut self.caches.words;
        let (found, complaint) = look_up(&mut self.caches.values, key, || {
            match read_value(resolver, attribute, word, beside) {
                Ok((value, complaint)) => {
                    let id = ValueId::from(resolver.record.values.len());
                    resolver.record.values.push(value);
                    words.push(word);
                    Lookup::new(Ok(id), complaint)
                }
                Err(problem) => Lookup::new(Err(Box::new(Complaint::from_problem(problem))), None),
            }
        });
        self.complain(complaint, key!(unit));
        match found {
            Ok(value) => Some(value),
            Err(complaint) => {
                self.complain(Some(complaint), key!(value));
                None
            }
        }
    }

    /// Returns what says how a value is read, and complains of what only numbers have.
    fn beside(&mut self, attribute: AttributeId, rare: Rare<'_>) -> Beside {
        let kind = self.resolver.record[attribute].kind;
        let (is_number, is_name) = (kind.is_number(), matches!(kind, Kind::Text | Kind::Names));
        let keys: [(ClaimKey, &str, bool, KeySpan); 4] = [
            (ROUNDED, "rounded", is_number, key!(rounded)),
            (SCOPE, "scope", is_number, key!(scope)),
            (BEST, "best", is_number, key!(best)),
            (ONE_OF, "one_of", is_name, key!(one_of)),
        ];
        let [rounded, scope, best, one_of] = keys.map(|(key, name, fits, place)| {
            let word = rare.word(key);
            if word.is_given() && !fits {
                self.complain(Some(Box::new(values::odd_key(name, kind))), place);
            }
            word
        });
        Beside {
            unit: rare.word(UNIT),
            rounded,
            one_of,
            best,
            scope: self.scope(scope).filter(|_| kind.is_number()),
        }
    }

    fn scope(&mut self, word: WordId) -> Option<ScopeId> {
        let word = word.given()?;
        let (topic, resolver) = (self.context.topic, &mut *self.resolver);
        let words = resolver.words;
        let (scope, complaint) = look_up(&mut self.caches.scopes, (topic, word), || {
            let (scope, complaint) = resolver.scope(topic, words.get(word));
            Lookup::new(scope, complaint)
        });
        self.resolver.mentions.scopes.insert(scope);
        self.complain(complaint, key!(scope));
        Some(scope)
    }

    /// Returns the speaker that `by` or `via` names.
    fn speaker(&mut self, word: WordId, key: KeySpan) -> Option<SpeakerId> {
        let word = word.given()?;
        let resolver = &mut *self.resolver;
        let (speaker, complaint) = look_up(&mut self.caches.speakers, word, || {
            let (speaker, complaint) = resolver.speaker(resolver.words.get(word));
            let id = resolver.record[speaker].name.id.clone();
            resolver.mentioned_speakers.insert(id);
            Lookup::new(speaker, complaint)
        });
        self.complain(complaint, key);
        Some(speaker)
    }

    /// Returns the time for which a claim was given: its own, else its source's.
    fn as_of(&mut self, attribute: AttributeId, word: WordId) -> Option<AsOfId> {
        if word == WordId::ABSENT {
            return self.default_as_of(attribute);
        }
        let word = word.given()?;
        let resolver = &mut *self.resolver;
        let (time, complaint) = look_up(&mut self.caches.times, (attribute, word), || {
            let (raw, text) = (resolver.words.raw(word), resolver.words.get(word));
            time(resolver, attribute, &raw, text)
        });
        self.complain(complaint, key!(as_of));
        time
    }

    fn default_as_of(&mut self, attribute: AttributeId) -> Option<AsOfId> {
        let (raw, text, span) = self.context.as_of.as_ref()?;
        let key = (self.context.file, attribute);
        let is_known = self.caches.default_times.contains_key(&key);
        let resolver = &mut *self.resolver;
        let (time, complaint) = look_up(&mut self.caches.default_times, key, || {
            time(resolver, attribute, raw, text)
        });
        if !is_known {
            self.resolver.complain(complaint.as_deref(), *span);
        }
        time
    }

    /// Reads a date that belongs to no attribute.
    fn date(&mut self, word: WordId, key: KeySpan) -> Option<Interval> {
        let word = word.given()?;
        let words = self.resolver.words;
        let (span, complaint) = look_up(&mut self.caches.dates, word, || {
            match read_date(&words.raw(word), words.get(word)) {
                Ok((_, dated)) => Lookup::new(dated.interval(&TimeZone::UTC), None),
                Err(problem) => Lookup::new(None, Some(Complaint::from_problem(problem))),
            }
        });
        self.complain(complaint, key);
        span
    }

    /// Checks the tag of a language. What it means for the quote is looked up when the quote is read.
    fn language(&mut self, word: WordId) {
        let Some(word) = word.given() else { return };
        let words = self.resolver.words;
        let ((), complaint) = look_up(&mut self.caches.languages, word, || {
            let problem = language::check(words.get(word)).err();
            Lookup::new((), problem.map(Complaint::from_problem))
        });
        self.complain(complaint, key!(lang));
    }
}

/// Looks something up once, and returns it with what is wrong.
fn look_up<K: Eq + Hash, T: Clone>(
    cache: &mut Cache<K, T>,
    key: K,
    find: impl FnOnce() -> Lookup<T>,
) -> (T, Option<Box<Complaint>>) {
    let Lookup { found, complaint } = cache.entry(key).or_insert_with(find).clone();
    (found, complaint)
}

/// Looks up an attribute by its id. `None` if neither the vocabulary nor a claim gives it a kind.
fn attribute(resolver: &mut Resolver<'_>, topic: TopicId, id: &str) -> Lookup<Option<AttributeId>> {
    let found = resolver.attributes.get(&(topic, id.to_owned())).copied();
    if found.is_some_and(|id| resolver.record[id].name.declared.is_some()) {
        return Lookup::new(found, None);
    }
    // If a file has only undeclared ones, not all are looked at for each.
    let known = ids_of(&resolver.attributes, topic).take(MOST);
    let declared = known.filter(|id| {
        let attribute = resolver.attributes.get(&(topic, (*id).to_owned()));
        attribute.is_some_and(|id| resolver.record[*id].name.declared.is_some())
    });
    let near = resolver.suggest(id, declared);
    let complaint = Complaint::unknown(Code::UnknownAttribute, "attribute", id, near);
    resolver.count_suggestion();
    Lookup::new(found, Some(complaint))
}

/// Reads a value, and returns it with what is wrong with its unit.
fn read_value(
    resolver: &Resolver<'_>,
    id: AttributeId,
    value: WordId,
    Beside {
        unit,
        rounded,
        one_of,
        best,
        scope,
    }: Beside,
) -> Result<(Value, Option<Complaint>), Problem> {
    let attribute = &resolver.record[id];
    let flag = |word: WordId| Some(resolver.words.get(word.given()?) == "true");
    let unit = unit.given().map(|unit| resolver.words.get(unit));
    let meant = Meant {
        unit,
        rounded: flag(rounded).unwrap_or(attribute.rounded),
        one_of: flag(one_of).unwrap_or(false),
    };
    let raw = RawValue {
        raw: &resolver.words.raw(value),
        text: resolver.words.get(value),
    };
    let mut value = values::read(&raw, attribute.kind, attribute, meant)?.into_value(id);
    if let Some(best) = best.given().filter(|_| attribute.kind.is_number()) {
        let raw = RawValue {
            raw: &resolver.words.raw(best),
            text: resolver.words.get(best),
        };
        value.best = Some(values::best(&raw, &value.meaning, attribute)?);
    }
    let complaint = unit.and_then(|unit| convert(&mut value, unit, attribute));
    value.scope = scope.map(|id| {
        let scope = &resolver.record[id];
        Box::new(InScope {
            scope: id,
            id: scope.name.id.clone(),
            label: scope.label.clone(),
        })
    });
    Ok((value, complaint))
}

/// Reads a time for which a figure was given, in the attribute's zone.
fn time(
    resolver: &mut Resolver<'_>,
    attribute: AttributeId,
    raw: &Raw,
    text: &str,
) -> Lookup<Option<AsOfId>> {
    let (written, dated) = match read_date(raw, text) {
        // Moments are compared with those that are the same, so that a minute must be one moment.
        Ok((written, dated)) => (written, dated.to_the_second()),
        Err(problem) => return Lookup::new(None, Some(Complaint::from_problem(problem))),
    };
    let timed = dated.timed().is_some();
    let span = dated.interval(&resolver.record[attribute].zone);
    let Some(span) = span.filter(Interval::is_bounded) else {
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

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record, resolved};

    const VOCABULARY: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                              [[speaker]]\nid = 'army'\n[[speaker]]\nid = 'paper'\n";

    fn with(keys: &str) -> String {
        format!("{VOCABULARY}[[claim]]\nevent = 'e'\n{keys}")
    }

    #[test]
    fn a_bad_value_hides_no_other_fault_of_its_claim() {
        let others = "by = 'nobody'\nas_of = 'someday'\npublished = 'soon'\n";
        let faults = [
            "unknown-speaker: no [[speaker]] has the id “nobody”",
            "bad-value: “someday” is not a date",
            "bad-value: “soon” is not a date",
        ];
        for (keys, fault) in [
            ("attribute = 'a'\nvalue = '3 or 4 or 5'\n", "bad-value"),
            ("attribute = 'a'\n", "missing-key"),
            ("value = 5\n", "missing-key"),
        ] {
            let said = super::super::testing::diagnostics(&with(&format!("{keys}{others}")));
            let own = said.iter().filter(|said| said.starts_with(fault));
            assert!(own.count() >= 1, "{said:?}");
            for fault in faults {
                assert!(said.iter().any(|said| said == fault), "{keys}: {said:?}");
            }
        }
    }

    #[test]
    fn a_best_estimate_lies_in_its_range_and_of_one_name_there_are_several() {
        let with = |kind: &str, keys: &str| {
            format!(
                "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = '{kind}'\n\
                 [[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}\n"
            )
        };
        for (kind, keys, said) in [
            ("count", "value = '30 to 50'\nbest = 40", None),
            ("amount", "value = 'about 5'\nbest = '5.1'", None),
            (
                "count",
                "value = '30 to 50'\nbest = 60",
                Some("bad-value: the best estimate lies outside the range in `value`"),
            ),
            (
                "count",
                "value = 40\nbest = 40",
                Some("bad-value: this value is one number: it is the best estimate itself"),
            ),
            (
                "count",
                "value = '30 to 50'\nbest = 'about 40'",
                Some("bad-value: a best estimate is one number"),
            ),
            (
                "count",
                "value = 'unknown'\nbest = 40",
                Some("bad-value: only a range has a best estimate"),
            ),
            (
                "date",
                "value = '2025-11'\nbest = 40",
                Some(
                    "bad-value: only ranges of numbers have a best estimate, and this is of kind \"date\"",
                ),
            ),
            ("names", "value = ['A', 'B']\none_of = true", None),
            ("text", "value = ['A', 'B']\none_of = true", None),
            (
                "text",
                "value = 'A'\none_of = true",
                Some("bad-value: this is a text, and a list of names is asked"),
            ),
            (
                "names",
                "value = ['A']\none_of = true",
                Some("bad-value: one of several names needs several"),
            ),
            (
                "count",
                "value = 4\none_of = true",
                Some("bad-value: only of names one can be meant, and this is of kind \"count\""),
            ),
        ] {
            let expected: Vec<&str> = said.into_iter().collect();
            check(&[(&with(kind, keys), &expected)]);
        }
    }

    #[test]
    fn what_is_wrong_with_a_claim_is_said_at_its_key() {
        check(&[
            (&with("attribute = 'a'\nvalue = 3"), &[]),
            (
                &with("attribute = 'a'"),
                &["missing-key: this claim has no value"],
            ),
            (
                &with("attribute = 'b'\nvalue = 3"),
                &["unknown-attribute: no [[attribute]] has the id “b”"],
            ),
            (
                &with("attribute = 'a'\nvalue = 3.5\npublished = 'soon'"),
                &[
                    "bad-value: 3.5 is not a whole number",
                    "bad-value: “soon” is not a date",
                ],
            ),
            (
                &with("attribute = 'a'\nvalue = 3\nas_of = '2025-10-12/..'"),
                &["bad-value: “2025-10-12/..” has no beginning or no end"],
            ),
            (
                &with("attribute = 'a'\nvalue = 3\nas_of = 3\nwithdrawn = true"),
                &[
                    "bad-value: 3 is not a date",
                    "bad-value: true is not a date",
                ],
            ),
            (&with("attribute = 'a'\nvalue = 3\nlang = 'pt-BR'"), &[]),
            (
                &with("attribute = 'a'\nvalue = 3\nlang = 'Dari'"),
                &["bad-value: “Dari” is not the tag of a language"],
            ),
            (
                &format!(
                    "[source]\nlang = 'pt_BR'\n{}",
                    with("attribute = 'a'\nvalue = 3")
                ),
                &["bad-value: “pt_BR” is not the tag of a language"],
            ),
        ]);
    }

    #[test]
    fn a_claim_is_kept_if_it_has_a_question_and_a_value() {
        for (keys, kept) in [
            ("attribute = 'a'\nvalue = 3", true),
            ("attribute = 'b'\nvalue = 3", true),
            ("attribute = 'a'\nvalue = 3\nby = 'nobody'\nas_of = 3", true),
            ("attribute = 'a'\nvalue = 3.5", false),
            ("attribute = 'a'", false),
            ("value = 3", false),
            ("attribute = 'a'\nvalue = 3\nproposed = true", false),
        ] {
            assert_eq!(
                record(&with(keys)).claims.len(),
                usize::from(kept),
                "{keys}"
            );
        }
    }

    #[test]
    fn by_says_who_speaks_and_via_where_it_was_read() {
        for (source, keys, expected) in [
            ("", "", ["a", "a", "a"]),
            ("", "by = 'army'", ["a", "army", "a"]),
            ("", "via = 'paper'", ["a", "a", "paper"]),
            ("via = 'paper'", "by = 'army'", ["a", "army", "paper"]),
            ("via = 'paper'", "via = 'army'", ["a", "a", "army"]),
            ("", "by = 'a'", ["a", "a", "a"]),
        ] {
            let text = format!(
                "[source]\n{source}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\n{keys}"
            );
            let (record, _) = resolved(&[("a.toml", &text), ("topic.toml", VOCABULARY)]);
            let claim = &record.claims[0];
            let ids = [claim.source, claim.speaker, claim.publisher];
            let ids = ids.map(|id| record[id].name.id.as_str());
            assert_eq!(ids, expected, "{source} {keys}");
            assert_eq!(
                claim.relayed,
                expected != ["a", "a", "a"],
                "{source} {keys}"
            );
        }
    }

    #[test]
    fn the_source_gives_the_time_of_claims_without_one() {
        for (source, keys, written) in [
            ("as_of = 2025-10-12", "", Some("2025-10-12")),
            (
                "as_of = 2025-10-12",
                "as_of = 2025-10-13",
                Some("2025-10-13"),
            ),
            ("as_of = 2025-10-12", "as_of = 'soon'", None),
            ("", "", None),
        ] {
            let text = format!(
                "[source]\n{source}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\n{keys}"
            );
            let record = record(&text);
            let as_of = record
                .as_of(&record.claims[0])
                .map(|as_of| as_of.written.as_str());
            assert_eq!(as_of, written, "{source} {keys}");
        }
    }
}

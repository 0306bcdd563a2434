//! What the vocabulary declares: topics, parties, sources and speakers, events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Files, Span};
use crate::load::raw::{Raw, Spanned};
use crate::load::row::Rows;
use crate::load::shape::Tables;
use crate::load::table::{Entry, Flag, Text};
use crate::model::{Event, EventId, Name, Party, Speaker, SpeakerId, Topic, TopicId};
use crate::wording::fold::slug;
use crate::wording::{Problem, date};

/// The topic of each file, in the order of the files.
pub(super) type Topics = BTreeMap<FileId, TopicId>;

/// Where each id of one kind was first declared, topic by topic.
pub(super) type FirstPlaces = BTreeMap<(TopicId, String), Span>;

/// A topic is the nearest folder upward whose files hold a `[topic]`, else the file's own folder.
pub(super) fn topics(resolver: &mut Resolver<'_>, tables: &[Tables]) -> Topics {
    let mut titles: BTreeMap<String, (Option<String>, Span)> = BTreeMap::new();
    for tables in tables {
        let folder = folder(resolver.files, tables.file);
        for entry in &tables.topic {
            let title = text(&entry.shape.title);
            if let Some((_, first)) = titles.get(&folder) {
                let diagnostic = Diagnostic::at(
                    Code::DuplicateId,
                    entry.place,
                    "this folder has a [topic] already",
                    "keep one of the two, or move these files to a folder of their own",
                );
                resolver
                    .diagnostics
                    .push(diagnostic.and(*first, "the first one"));
            } else {
                titles.insert(folder.clone(), (title, entry.place));
            }
        }
    }
    let home = |file| {
        let own = folder(resolver.files, file);
        ancestors(&own)
            .find(|above| titles.contains_key(*above))
            .map_or_else(|| own.clone(), str::to_owned)
    };
    let homes: Vec<(FileId, String)> = tables
        .iter()
        .map(|tables| (tables.file, home(tables.file)))
        .collect();
    let folders: BTreeSet<&String> = homes.iter().map(|(_, home)| home).collect();
    let numbers: BTreeMap<&String, TopicId> = folders
        .iter()
        .enumerate()
        .map(|(at, folder)| (*folder, TopicId::from(at)))
        .collect();
    resolver.record.topics = folders
        .iter()
        .map(|folder| {
            let title = titles.get(*folder).and_then(|(title, _)| title.clone());
            Topic {
                title: title.unwrap_or_else(|| (*folder).clone()),
                folder: (*folder).clone(),
            }
        })
        .collect();
    homes
        .iter()
        .filter_map(|(file, home)| Some((*file, *numbers.get(home)?)))
        .collect()
}

fn folder(files: &Files, file: FileId) -> String {
    files
        .name(file)
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| folder.to_owned())
}

/// The folder, the one above it, and so on up to the folder that was named.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        if folder.is_empty() {
            None
        } else {
            Some(folder.rsplit_once('/').map_or("", |(above, _)| above))
        }
    })
}

/// `[[party]]`. A party in several topics is the same one.
pub(super) fn parties(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut seen = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.parties) {
        let Some((id, span)) = declared_id(
            resolver,
            entry,
            &entry.shape.id,
            entry.shape.name.as_ref(),
            "party",
        ) else {
            continue;
        };
        if duplicate(resolver, &mut seen, topic, &id, span, "party")
            || resolver.parties.contains_key(&id)
        {
            continue;
        }
        let full = text(&entry.shape.name).unwrap_or_else(|| id.clone());
        resolver.add_party(Party {
            name: Name {
                id,
                declared: Some(span),
            },
            full,
        });
    }
}

/// `[source]` and `[[speaker]]`: whoever may say or publish something. The same id in several topics
/// is the same speaker.
pub(super) fn speakers(
    resolver: &mut Resolver<'_>,
    tables: &[Tables],
    rows: &Rows,
    topics: &Topics,
) {
    let mut seen = FirstPlaces::new();
    for tables in tables {
        let topic = topics[&tables.file];
        source(resolver, tables, rows, topic, &mut seen);
        for entry in &tables.speakers {
            let shape = &entry.shape;
            if let Some((id, span)) =
                declared_id(resolver, entry, &shape.id, shape.name.as_ref(), "speaker")
            {
                let details = [&shape.name, &shape.short, &shape.party, &shape.kind];
                declare_speaker(resolver, &mut seen, topic, (id, span), details);
            }
        }
    }
}

/// The source of a file: as its `[source]` says, else named after the file.
fn source(
    resolver: &mut Resolver<'_>,
    tables: &Tables,
    rows: &Rows,
    topic: TopicId,
    seen: &mut FirstPlaces,
) {
    let stem = stem(resolver.files, tables.file);
    match tables.source.as_slice() {
        [] if tables.rows.is_empty() => {}
        [] => {
            let first = rows.sites()[tables.rows.start].extent(tables.file);
            let place = resolver
                .kept
                .claim(resolver.files, first)
                .map_or(first, |claim| claim.place());
            let name = Some(Spanned::new(0..0, stem.clone()));
            declare_speaker(
                resolver,
                seen,
                topic,
                (slug(&stem), place),
                [&name, &None, &None, &None],
            );
        }
        [entry, more @ ..] => {
            let shape = &entry.shape;
            let id = shape
                .id
                .as_ref()
                .map_or_else(|| slug(&stem), |id| id.get_ref().clone());
            let span = shape
                .id
                .as_ref()
                .map_or(entry.place, |id| Span::new(tables.file, id.span()));
            valid_id(resolver, &id, span);
            let details = [&shape.name, &shape.short, &shape.party, &shape.kind];
            declare_speaker(resolver, seen, topic, (id, span), details);
            for entry in more {
                resolver.diagnose(
                    Code::DuplicateId,
                    entry.place,
                    "this file has a [source] already",
                    "one source, one file: move it to a file of its own",
                );
            }
        }
    }
}

/// The id of a file's source.
pub(super) fn source_id(resolver: &Resolver<'_>, tables: &Tables) -> Option<SpeakerId> {
    let stated = tables
        .source
        .first()
        .and_then(|entry| text(&entry.shape.id));
    let id = stated.unwrap_or_else(|| slug(&stem(resolver.files, tables.file)));
    resolver.speakers.get(&id).copied()
}

fn stem(files: &Files, file: FileId) -> String {
    let name = files.name(file);
    let last = name.rsplit('/').next().unwrap_or(name);
    last.strip_suffix(".toml").unwrap_or(last).to_owned()
}

fn declare_speaker(
    resolver: &mut Resolver<'_>,
    seen: &mut FirstPlaces,
    topic: TopicId,
    (id, span): (String, Span),
    [name, short, party, kind]: [&Text; 4],
) {
    if duplicate(resolver, seen, topic, &id, span, "source or speaker")
        || resolver.speakers.contains_key(&id)
    {
        return;
    }
    let party = party
        .as_ref()
        .map(|party| resolver.party(party, Span::new(span.file, party.span())));
    let full = text(name).unwrap_or_else(|| id.clone());
    let short = text(short).unwrap_or_else(|| full.clone());
    let kind = text(kind);
    resolver.add_speaker(Speaker {
        name: Name {
            id,
            declared: Some(span),
        },
        full,
        short,
        party,
        kind,
        unnamed_in: None,
    });
}

/// `[[event]]`
pub(super) fn events(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut seen = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let shape = &entry.shape;
        let Some((id, span)) =
            declared_id(resolver, entry, &shape.id, shape.title.as_ref(), "event")
        else {
            continue;
        };
        if duplicate(resolver, &mut seen, topic, &id, span, "event") {
            continue;
        }
        let (date, begins) = event_date(resolver, entry.place.file, shape.date.as_ref());
        let title = text(&shape.title).unwrap_or_else(|| id.clone());
        let event = EventId::from(resolver.record.events.len());
        resolver.events.insert((topic, id.clone()), event);
        let name = Name {
            id,
            declared: Some(span),
        };
        resolver.record.events.push(Event {
            topic,
            name,
            title,
            date,
            begins,
            place: text(&shape.place),
            within: None,
            disjoint: is_set(&shape.disjoint),
        });
    }
}

/// The date as written, and its first second.
fn event_date(
    resolver: &mut Resolver<'_>,
    file: FileId,
    date: Option<&Spanned<Raw>>,
) -> (Option<String>, Option<i64>) {
    let Some(date) = date else {
        return (None, None);
    };
    let span = Span::new(file, date.span());
    match read_date(date.get_ref(), resolver.files.slice(span)) {
        Ok((written, dated)) => {
            let interval = dated.interval(&TimeZone::UTC);
            let begins = interval.and_then(|interval| interval.low_end()?.number.to_i64());
            (Some(written), begins)
        }
        Err(problem) => {
            resolver.diagnose(Code::BadValue, span, problem.what, problem.help);
            (None, None)
        }
    }
}

/// A date as written, and what it means.
pub(super) fn read_date(raw: &Raw, text: &str) -> Result<(String, date::WrittenDate), Problem> {
    let written = match raw {
        Raw::Text(words) => words.as_str(),
        Raw::Date => text,
        _ => {
            return Err(Problem::new(
                format!("{text} is not a date"),
                "write a date such as 2025-11-06 or \"November 2025\"",
            ));
        }
    };
    date::read(written).map(|dated| (written.to_owned(), dated))
}

/// Every table of one kind with its file's topic.
pub(super) fn entries<'t, T: 't>(
    tables: &'t [Tables],
    topics: &'t Topics,
    of: impl Fn(&'t Tables) -> &'t Vec<Entry<T>>,
) -> impl Iterator<Item = (&'t Entry<T>, TopicId)> {
    tables
        .iter()
        .flat_map(move |tables| of(tables).iter().map(|entry| (entry, topics[&tables.file])))
}

/// The id of a declaration, and where it stands: as written, else made from its name.
pub(super) fn declared_id<T>(
    resolver: &mut Resolver<'_>,
    entry: &Entry<T>,
    id: &Text,
    name: Option<&Spanned<String>>,
    what: &str,
) -> Option<(String, Span)> {
    if let Some(id) = id {
        let span = Span::new(entry.place.file, id.span());
        valid_id(resolver, id.get_ref(), span);
        return Some((id.get_ref().clone(), span));
    }
    let example = name.map_or_else(|| "…".to_owned(), |name| slug(name.get_ref()));
    if !entry.broken.iter().any(|key| key == "id") {
        let help = format!("add id = \"{example}\"");
        resolver.diagnose(
            Code::MissingKey,
            entry.place,
            format!("this [[{what}]] has no id"),
            help,
        );
    }
    None
}

/// Tells an id with other letters than an id may have. It still stands: what refers to it finds it.
pub(super) fn valid_id(resolver: &mut Resolver<'_>, id: &str, span: Span) {
    if !is_valid(id) {
        let help = format!(
            "an id is lower-case ASCII letters, digits and '-': write \"{}\"",
            slug(id)
        );
        resolver.diagnose(
            Code::BadValue,
            span,
            format!("“{id}” cannot be an id"),
            help,
        );
    }
}

/// Whether an id has only letters that an id may have.
pub(super) fn is_valid(id: &str) -> bool {
    let valid =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !id.is_empty() && id.chars().all(valid)
}

/// Tells an id that its topic has already.
pub(super) fn duplicate(
    resolver: &mut Resolver<'_>,
    seen: &mut FirstPlaces,
    topic: TopicId,
    id: &str,
    span: Span,
    what: &str,
) -> bool {
    let Some(first) = seen.insert((topic, id.to_owned()), span) else {
        return false;
    };
    seen.insert((topic, id.to_owned()), first);
    let message = format!("the id “{id}” belongs to another {what} already");
    let diagnostic = Diagnostic::at(
        Code::DuplicateId,
        span,
        message,
        "give this one another id, or take it away",
    );
    resolver
        .diagnostics
        .push(diagnostic.and(first, "the first one"));
    true
}

/// Whether a key is given and says yes.
pub(super) fn is_set(flag: &Flag) -> bool {
    flag.as_ref().is_some_and(|flag| *flag.get_ref())
}

/// The words of a key.
pub(super) fn text(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.get_ref().clone())
}

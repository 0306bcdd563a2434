//! What the vocabulary declares: topics, parties, sources and speakers, events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::keys::{is_set, read_date, text};
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Files, Span};
use crate::load::raw::{Raw, Spanned};
use crate::load::row::Rows;
use crate::load::shape::{self, Tables};
use crate::load::table::Entry;
use crate::load::table::Text;
use crate::model::{Event, Name, Party, Speaker, SpeakerId, Topic, TopicId};
use crate::wording::fold::slug;

/// The topic of each file, in the order of the files.
pub(super) type Topics = BTreeMap<FileId, TopicId>;

/// The place where each id of one kind was first declared, topic by topic.
pub(super) type FirstPlaces = BTreeMap<(TopicId, String), Span>;

/// The title of each folder that has a `[topic]`, and where that is.
type Titles = BTreeMap<String, (Option<String>, Span)>;

/// Finds the topic of each file: the nearest folder upward whose files hold a `[topic]`, else the file's
/// own folder.
pub(super) fn topics(resolver: &mut Resolver<'_>, tables: &[Tables]) -> Topics {
    let titles = titles(resolver, tables);
    let homes: Vec<(FileId, String)> = tables
        .iter()
        .map(|tables| (tables.file, home(resolver.files, tables.file, &titles)))
        .collect();
    let folders: BTreeSet<&String> = homes.iter().map(|(_, home)| home).collect();
    let ids: BTreeMap<&String, TopicId> = folders
        .iter()
        .copied()
        .zip((0..).map(TopicId::from))
        .collect();
    let with_claims: BTreeSet<&String> = tables
        .iter()
        .zip(&homes)
        .filter(|(tables, _)| !tables.rows.is_empty())
        .map(|(_, (_, home))| home)
        .collect();
    resolver.record.topics = folders
        .into_iter()
        .map(|folder| {
            let title = titles.get(folder).and_then(|(title, _)| title.clone());
            Topic {
                title: title.unwrap_or_else(|| folder.clone()),
                folder: folder.clone(),
                is_open: titles.contains_key(folder) && !with_claims.contains(folder),
            }
        })
        .collect();
    homes
        .iter()
        .filter_map(|(file, home)| Some((*file, *ids.get(home)?)))
        .collect()
}

fn titles(resolver: &mut Resolver<'_>, tables: &[Tables]) -> Titles {
    let mut titles = Titles::new();
    for tables in tables {
        let folder = folder(resolver.files, tables.file);
        for entry in &tables.topic {
            let Some((_, first)) = titles.get(&folder) else {
                titles.insert(folder.clone(), (text(&entry.shape.title), entry.place));
                continue;
            };
            let diagnostic = Diagnostic::at(
                Code::DuplicateId,
                entry.place,
                "this folder has a [topic] already",
                "keep one of the two, or move these files to a folder of their own",
            );
            let diagnostic = diagnostic.and(*first, "the first one");
            resolver.diagnostics.push(diagnostic);
        }
    }
    titles
}

/// Returns the folder of a file's topic.
fn home(files: &Files, file: FileId, titles: &Titles) -> String {
    let own = folder(files, file);
    let nearest = ancestors(&own).find(|above| titles.contains_key(*above));
    nearest.map(str::to_owned).unwrap_or(own)
}

fn folder(files: &Files, file: FileId) -> String {
    let folder = files.name(file).rsplit_once('/');
    folder.map_or(String::new(), |(folder, _)| folder.to_owned())
}

/// Lists a folder, the one above it, and so on up to the folder that was named, which is "".
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        (!folder.is_empty()).then_some(above)
    })
}

/// Reads every `[[party]]`. A party in several topics is the same one.
pub(super) fn parties(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut first = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.parties) {
        let shape = &entry.shape;
        let declared = declared_id(resolver, entry, &shape.id, shape.name.as_ref(), "party");
        let Some((id, span)) = declared else { continue };
        if duplicate(resolver, &mut first, topic, &id, span, "party")
            || resolver.parties.contains_key(&id)
        {
            continue;
        }
        let full = text(&shape.name).unwrap_or_else(|| id.clone());
        resolver.add_party(Party {
            name: Name {
                id,
                declared: Some(span),
            },
            full,
        });
    }
}

/// Reads `[source]` and `[[speaker]]`: whoever may say or publish something. The same id in several topics
/// is the same speaker.
pub(super) fn speakers(
    resolver: &mut Resolver<'_>,
    tables: &[Tables],
    rows: &Rows,
    topics: &Topics,
) {
    let mut first = FirstPlaces::new();
    let mut sources = StatedSources::new();
    for tables in tables {
        let topic = topics[&tables.file];
        source(resolver, tables, rows, topic, (&mut first, &mut sources));
        for entry in &tables.speakers {
            let shape = &entry.shape;
            let declared = declared_id(resolver, entry, &shape.id, shape.name.as_ref(), "speaker");
            if let Some(declared) = declared {
                let details = [&shape.name, &shape.short, &shape.party, &shape.kind];
                declare_speaker(resolver, &mut first, topic, declared, details);
            }
        }
    }
}

/// Declares the source of a file: as its `[source]` says, else named after the file.
fn source(
    resolver: &mut Resolver<'_>,
    tables: &Tables,
    rows: &Rows,
    topic: TopicId,
    (first, sources): (&mut FirstPlaces, &mut StatedSources),
) {
    match tables.source.as_slice() {
        [] if tables.rows.is_empty() => {}
        [] => {
            let claim = rows.sites()[tables.rows.start].extent(tables.file);
            let place = resolver
                .kept
                .claim(resolver.files, claim)
                .map_or(claim, |claim| claim.place());
            let stem = stem(resolver.files, tables.file);
            let declared = (slug(stem), place);
            let name = Some(Spanned::new(0..0, stem.to_owned()));
            declare_speaker(
                resolver,
                first,
                topic,
                declared,
                [&name, &None, &None, &None],
            );
        }
        [entry, more @ ..] => {
            stated_source(resolver, entry, topic, (first, sources));
            for entry in more {
                resolver.diagnose(
                    Code::DuplicateId,
                    entry.place,
                    "this file has a [source] already",
                    "a file is of one source: move it to a file of its own",
                );
            }
        }
    }
}

/// What the first files of each source say of it, by topic and id. A source may have several files: an article
/// each, with an address and a day of its own.
type StatedSources = BTreeMap<(TopicId, String), StatedSource>;

/// What the files of a source have in common.
struct StatedSource {
    /// The name, the party and the kind, each with its file.
    details: [Option<(Spanned<String>, FileId)>; 3],
}

/// What sources and speakers are called where two have one id.
const SOURCE: &str = "source or speaker";

/// The keys on which all files of a source have to agree.
const IN_COMMON: [&str; 3] = ["name", "party", "kind"];

fn stated_source(
    resolver: &mut Resolver<'_>,
    entry: &Entry<shape::Source>,
    topic: TopicId,
    (first, sources): (&mut FirstPlaces, &mut StatedSources),
) {
    let (shape, file) = (&entry.shape, entry.place.file);
    let (id, span) = match &shape.id {
        Some(id) => (id.get_ref().clone(), Span::new(file, id.span())),
        None => (slug(stem(resolver.files, file)), entry.place),
    };
    let common = [&shape.name, &shape.party, &shape.kind];
    let common = common.map(|key| Some((key.clone()?, file)));
    // One that is named after its file has no other: two such files are rather two sources.
    let known = shape.id.is_some().then(|| (topic, id.clone()));
    if let Some(source) = known.as_ref().and_then(|known| sources.get_mut(known)) {
        another_file(resolver, &id, source, common);
        return;
    }
    check_id(resolver, &id, span);
    let details = [&shape.name, &shape.short, &shape.party, &shape.kind];
    let is_first = declare_speaker(resolver, first, topic, (id, span), details);
    if let Some(known) = known.filter(|_| is_first) {
        sources.insert(known, StatedSource { details: common });
    }
}

/// Holds what a further file says of its source against the files before it. What these left open, it may say.
fn another_file(
    resolver: &mut Resolver<'_>,
    id: &str,
    source: &mut StatedSource,
    details: [Option<(Spanned<String>, FileId)>; 3],
) {
    for (at, detail) in details.into_iter().enumerate() {
        let Some((words, file)) = detail else {
            continue;
        };
        match &source.details[at] {
            Some((known, _)) if known.get_ref() == words.get_ref() => {}
            Some((known, known_in)) => {
                let [span, place] = [(&words, file), (known, *known_in)]
                    .map(|(words, file)| Span::new(file, words.span()));
                let message = format!(
                    "the source “{id}” has another {} in another file: “{}”",
                    IN_COMMON[at],
                    known.get_ref()
                );
                let help = "the files of one source agree on its name, its party and its kind: write the same, or give \
                            another source another id";
                let diagnostic = Diagnostic::at(Code::DuplicateId, span, message, help);
                let diagnostic = diagnostic.and(place, "the first file");
                resolver.diagnostics.push(diagnostic);
            }
            None => {
                fill_in(resolver, id, IN_COMMON[at], (&words, file));
                source.details[at] = Some((words, file));
            }
        }
    }
}

/// Adds to a source what the first of its files did not say.
fn fill_in(
    resolver: &mut Resolver<'_>,
    id: &str,
    key: &str,
    (words, file): (&Spanned<String>, FileId),
) {
    let Some(speaker) = resolver.speakers.get(id).copied() else {
        return;
    };
    let party = (key == "party").then(|| resolver.party(words, file));
    let (speaker, words) = (&mut resolver.record[speaker], words.get_ref());
    match key {
        "party" => speaker.party = party,
        "kind" => speaker.kind = Some(words.clone()),
        _ => {
            if speaker.short == speaker.full {
                speaker.short.clone_from(words);
            }
            speaker.full.clone_from(words);
        }
    }
}

/// Returns the source of a file.
pub(super) fn source_id(resolver: &Resolver<'_>, tables: &Tables) -> Option<SpeakerId> {
    let stated = tables.source.first();
    let stated = stated.and_then(|entry| text(&entry.shape.id));
    let id = stated.unwrap_or_else(|| slug(stem(resolver.files, tables.file)));
    resolver.speakers.get(&id).copied()
}

fn stem(files: &Files, file: FileId) -> &str {
    let name = files.name(file);
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((stem, end)) if end.eq_ignore_ascii_case("toml") => stem,
        _ => last,
    }
}

/// Declares a source or a speaker. Returns false if its topic has its id already.
fn declare_speaker(
    resolver: &mut Resolver<'_>,
    first: &mut FirstPlaces,
    topic: TopicId,
    (id, span): (String, Span),
    [name, short, party, kind]: [&Text; 4],
) -> bool {
    if duplicate(resolver, first, topic, &id, span, SOURCE) {
        return false;
    }
    if resolver.speakers.contains_key(&id) {
        return true;
    }
    let party = party.as_ref().map(|party| resolver.party(party, span.file));
    let full = text(name).unwrap_or_else(|| id.clone());
    let short = text(short).unwrap_or_else(|| full.clone());
    resolver.add_speaker(Speaker {
        name: Name {
            id,
            declared: Some(span),
        },
        full,
        short,
        party,
        kind: text(kind),
        unnamed_in: None,
    });
    true
}

/// Reads every `[[event]]`.
pub(super) fn events(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut first = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.events) {
        let shape = &entry.shape;
        let declared = declared_id(resolver, entry, &shape.id, shape.title.as_ref(), "event");
        let Some((id, span)) = declared else { continue };
        if duplicate(resolver, &mut first, topic, &id, span, "event") {
            continue;
        }
        let (date, begins) = event_date(resolver, entry.place.file, shape.date.as_ref()).unzip();
        let name = Name {
            id,
            declared: Some(span),
        };
        let event = Event::new(topic, name);
        resolver.add_event(Event {
            title: text(&shape.title).unwrap_or_else(|| event.title.clone()),
            date,
            begins: begins.flatten(),
            place: text(&shape.place),
            disjoint: is_set(&shape.disjoint),
            complete: is_set(&shape.complete),
            ..event
        });
    }
}

/// Returns a date as written, and its first second.
fn event_date(
    resolver: &mut Resolver<'_>,
    file: FileId,
    date: Option<&Spanned<Raw>>,
) -> Option<(String, Option<i64>)> {
    let date = date?;
    let span = Span::new(file, date.span());
    let read = read_date(date.get_ref(), resolver.files.slice(span));
    let (written, dated) = resolver.accept(read, span)?;
    let interval = dated.interval(&TimeZone::UTC);
    let begins = interval.and_then(|interval| interval.low_end()?.number.to_i64());
    Some((written, begins))
}

/// Lists the tables of one kind, each with the topic of its file.
pub(super) fn entries<'t, T: 't>(
    tables: &'t [Tables],
    topics: &'t Topics,
    of: impl Fn(&'t Tables) -> &'t Vec<Entry<T>>,
) -> impl Iterator<Item = (&'t Entry<T>, TopicId)> {
    tables
        .iter()
        .flat_map(move |tables| of(tables).iter().map(|entry| (entry, topics[&tables.file])))
}

/// Returns the id of a declaration and its place. If there is none, the diagnostic proposes one made from
/// the name.
pub(super) fn declared_id<T>(
    resolver: &mut Resolver<'_>,
    entry: &Entry<T>,
    id: &Text,
    name: Option<&Spanned<String>>,
    table: &str,
) -> Option<(String, Span)> {
    if let Some(id) = id {
        let span = Span::new(entry.place.file, id.span());
        check_id(resolver, id.get_ref(), span);
        return Some((id.get_ref().clone(), span));
    }
    if !entry.broken.iter().any(|key| key == "id") {
        let example = name.map_or_else(|| "…".to_owned(), |name| slug(name.get_ref()));
        resolver.diagnose(
            Code::MissingKey,
            entry.place,
            format!("this [[{table}]] has no id"),
            format!("add id = \"{example}\""),
        );
    }
    None
}

/// Diagnoses an id with letters that an id may not have. It is kept: what refers to it finds it.
pub(super) fn check_id(resolver: &mut Resolver<'_>, id: &str, span: Span) {
    if !is_valid(id) {
        let help = format!(
            "an id is lower-case ASCII letters, digits and '-': write \"{}\"",
            slug(id)
        );
        let message = format!("“{id}” cannot be an id");
        resolver.diagnose(Code::BadValue, span, message, help);
    }
}

/// Returns true if an id has only letters that an id may have.
pub(super) fn is_valid(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Diagnoses an id that its topic has already, and returns true if it is one.
pub(super) fn duplicate(
    resolver: &mut Resolver<'_>,
    first: &mut FirstPlaces,
    topic: TopicId,
    id: &str,
    span: Span,
    what: &str,
) -> bool {
    let place = *first.entry((topic, id.to_owned())).or_insert(span);
    if place == span {
        return false;
    }
    let message = format!("the id “{id}” belongs to another {what} already");
    let help = if what == SOURCE {
        "if both are one source, write its id under [source] in each of its files; else give this one another id"
    } else {
        "give this one another id, or take it away"
    };
    let diagnostic = Diagnostic::at(Code::DuplicateId, span, message, help);
    resolver
        .diagnostics
        .push(diagnostic.and(place, "the first one"));
    true
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, diagnostics_of, record, resolved};
    use super::*;

    #[test]
    fn an_id_is_lower_case_letters_digits_and_hyphens() {
        for (id, valid) in [
            ("a", true),
            ("border-clash-2", true),
            ("", false),
            ("Border", false),
            ("a_b", false),
            ("é", false),
        ] {
            assert_eq!(is_valid(id), valid, "{id}");
        }
    }

    #[test]
    fn files_of_one_source_agree_on_who_it_is() {
        let file = |keys: &str| {
            format!(
                "[source]\nid = 'post'\n{keys}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\n"
            )
        };
        let topic =
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n[[party]]\nid = 'up'\n";
        for (first, second, said) in [
            ("name = 'The Post'", "name = 'The Post'", None),
            ("name = 'The Post'\nparty = 'up'", "", None),
            ("", "name = 'The Post'\nparty = 'up'\nkind = 'media'", None),
            (
                "name = 'The Post'",
                "name = 'Evening Post'",
                Some(
                    "duplicate-id: the source “post” has another name in another file: “The Post”",
                ),
            ),
            (
                "party = 'up'",
                "party = 'down'",
                Some("duplicate-id: the source “post” has another party in another file: “up”"),
            ),
        ] {
            let (first, second) = (file(first), file(second));
            let texts = [
                ("t/a.toml", &*first),
                ("t/b.toml", &*second),
                ("t/topic.toml", topic),
            ];
            let (record, diagnostics) = resolved(&texts);
            let errors = diagnostics
                .iter()
                .filter(|said| said.starts_with("duplicate-id"));
            assert_eq!(errors.map(String::as_str).next(), said, "{first} {second}");
            assert_eq!(record.claims.len(), 2);
            assert_eq!(record.claims[0].speaker, record.claims[1].speaker);
            if said.is_none() {
                let speaker = &record[record.claims[0].speaker];
                let named = first.contains("name") || second.contains("name");
                assert_eq!(speaker.full, if named { "The Post" } else { "post" });
                let party = first.contains("party") || second.contains("party");
                assert_eq!(speaker.party.is_some(), party);
            }
        }
        // Two files of one name in two folders of a topic are no proof of one source.
        let claim = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\n";
        let (_, diagnostics) = resolved(&[
            ("t/2024/post.toml", claim),
            ("t/2025/post.toml", claim),
            ("t/topic.toml", &format!("[topic]\ntitle = 'T'\n{topic}")),
        ]);
        assert!(
            diagnostics
                .iter()
                .any(|said| said.starts_with("duplicate-id")),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn what_is_wrong_with_declarations_is_said() {
        check(&[
            ("[[event]]\nid = 'e'", &[]),
            (
                "[[event]]\ntitle = 'E 1'",
                &["missing-key: this [[event]] has no id"],
            ),
            ("[[party]]\nid = 'P'", &["bad-value: “P” cannot be an id"]),
            (
                "[[event]]\nid = 'e'\n[[event]]\nid = 'e'",
                &["duplicate-id: the id “e” belongs to another event already"],
            ),
            (
                "[source]\nid = 's'\n[[speaker]]\nid = 's'",
                &["duplicate-id: the id “s” belongs to another source or speaker already"],
            ),
            (
                "[[speaker]]\nid = 's'\nparty = 'p'",
                &["unknown-party: no [[party]] has the id “p”"],
            ),
            (
                "[[event]]\nid = 'e'\ndate = 3",
                &["bad-value: 3 is not a date"],
            ),
        ]);
    }

    #[test]
    fn a_topic_is_the_nearest_folder_that_says_so() {
        let event = "[[event]]\nid = 'e'";
        let (record, _) = resolved(&[
            ("a/topic.toml", "[topic]\ntitle = 'A'"),
            ("a/b/c/x.toml", event),
            ("d/x.toml", event),
        ]);
        let topics: Vec<_> = record
            .topics
            .iter()
            .map(|topic| (topic.folder.as_str(), topic.title.as_str()))
            .collect();
        assert_eq!(topics, [("a", "A"), ("d", "d")]);
        assert_eq!(
            diagnostics_of(&[("a/x.toml", "[topic]"), ("a/y.toml", "[topic]")]),
            ["duplicate-id: this folder has a [topic] already"]
        );
    }

    #[test]
    fn a_source_without_an_id_is_named_after_its_file() {
        for (text, id, full) in [
            ("[source]\nid = 's'\nname = 'S'", "s", "S"),
            ("[source]", "a", "a"),
            (
                "[[claim]]\nevent = 'e'\nattribute = 'x'\nvalue = 1",
                "a",
                "a",
            ),
        ] {
            let record = record(text);
            let source = &record.speakers[0];
            assert_eq!(
                (source.name.id.as_str(), source.full.as_str()),
                (id, full),
                "{text}"
            );
        }
    }
}

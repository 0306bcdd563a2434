//! Which file a claim goes into.

use std::collections::BTreeSet;

use crate::files::FileId;
use crate::load::suggest::nearest;
use crate::model::{Attribute, AttributeId, Record, Speaker, SpeakerId, TopicId};
use crate::report::Report;
use crate::wording::fold::{fold, slug};

/// The file of a source in one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, relative to the folder of all claims, with `/`.
    pub file: String,
    /// The id of the source.
    pub source: String,
    /// Whether the file is there.
    pub exists: bool,
}

/// Why nothing can be written, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

/// The file of a source for claims about an event: its own in the topic of that event, else a new one
/// named after it. The source is named by its id or its name.
pub fn place(report: &Report, source: &str, event: &str) -> Result<Place, Refusal> {
    let record = &report.record;
    let known = speaker(record, source);
    let id = known.map_or_else(|| slug(source), |known| record[known].name.id.clone());
    // A stranger's id may have "/" and ".." in it.
    if id.is_empty() || slug(&id) != id {
        return Err(Refusal(format!(
            "“{id}” is no id after which a file can be named: say with --file where the claim goes"
        )));
    }
    let files = known
        .map(|known| files_of(report, known))
        .unwrap_or_default();
    let homes: BTreeSet<TopicId> = files
        .iter()
        .filter_map(|file| home(record, report.files.name(*file)))
        .collect();
    let topic = topic(record, event, &homes)?;
    let own = files
        .into_iter()
        .find(|file| home(record, report.files.name(*file)) == topic);
    if let Some(own) = own {
        return Ok(Place {
            file: report.files.name(own).to_owned(),
            source: id,
            exists: true,
        });
    }
    let declared = known.and_then(|known| record[known].name.declared);
    let declared = declared
        .map(|span| report.files.name(span.file))
        .filter(|file| home(record, file) == topic);
    if let Some(file) = declared {
        return Err(Refusal(format!(
            "“{id}” is a [[speaker]] in “{file}” and has no file: name the source that relays it, and “{id}” as \
             --by; or take that [[speaker]] out first"
        )));
    }
    let folder = topic
        .map(|topic| record[topic].folder.as_str())
        .unwrap_or_default();
    let file = if folder.is_empty() {
        format!("{id}.toml")
    } else {
        format!("{folder}/{id}.toml")
    };
    let taken = report
        .files
        .read()
        .any(|other| report.files.name(other) == file);
    if taken {
        return Err(Refusal(format!(
            "“{file}” is there and is not the file of the source “{id}”: name another with --file"
        )));
    }
    Ok(Place {
        file,
        source: id,
        exists: false,
    })
}

/// The place that was named itself. A file that is there has a source; a new one is named after it.
pub fn place_at(report: &Report, file: &str, source: Option<&str>) -> Result<Place, Refusal> {
    let record = &report.record;
    let there = report
        .files
        .read()
        .find(|other| report.files.name(*other) == file);
    let stem = file
        .rsplit('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".toml");
    let own = there.map(|there| source_of(report, there).unwrap_or_else(|| slug(stem)));
    let wanted = source.map(|words| {
        speaker(record, words).map_or_else(|| slug(words), |known| record[known].name.id.clone())
    });
    match (own, wanted) {
        (Some(own), Some(wanted)) if own != wanted => Err(Refusal(format!(
            "“{file}” is the file of the source “{own}”, not of “{wanted}”"
        ))),
        (Some(own), _) => Ok(Place {
            file: file.to_owned(),
            source: own,
            exists: true,
        }),
        (None, wanted) => Ok(Place {
            file: file.to_owned(),
            source: wanted.unwrap_or_else(|| slug(stem)),
            exists: false,
        }),
    }
}

/// The attribute of that id in the topic of a file.
pub fn attribute(record: &Record, file: &str, id: &str) -> Option<AttributeId> {
    let topic = home(record, file)?;
    let known = |known: &Attribute| known.topic == topic && known.name.id == id;
    record
        .attributes
        .iter()
        .position(known)
        .map(AttributeId::from)
}

/// A source or a speaker that is declared: by an id, else by a name.
pub fn speaker(record: &Record, words: &str) -> Option<SpeakerId> {
    let by = |fits: &dyn Fn(&crate::model::Speaker) -> bool| {
        record
            .speakers
            .iter()
            .position(|speaker| speaker.name.declared.is_some() && fits(speaker))
    };
    let folded = fold(words);
    by(&|speaker| speaker.name.id == words)
        .or_else(|| by(&|speaker| fold(&speaker.full) == folded))
        .map(SpeakerId::from)
}

/// The files of a source, in their order: those with its claims, and the one named after it.
fn files_of(report: &Report, source: SpeakerId) -> BTreeSet<FileId> {
    let record = &report.record;
    let speaker = &record[source];
    let named_after = speaker.name.declared.map(|span| span.file).filter(|file| {
        let name = report.files.name(*file);
        slug(
            name.rsplit('/')
                .next()
                .unwrap_or(name)
                .trim_end_matches(".toml"),
        ) == speaker.name.id
    });
    let claims = record.claims.iter().filter(|claim| claim.source == source);
    claims.map(|claim| claim.file).chain(named_after).collect()
}

fn source_of(report: &Report, file: FileId) -> Option<String> {
    let record = &report.record;
    let declared_there =
        |speaker: &&Speaker| speaker.name.declared.is_some_and(|span| span.file == file);
    let of_claims = record
        .claims
        .iter()
        .find(|claim| claim.file == file)
        .map(|claim| claim.source.index());
    let speaker = of_claims.map(|at| &record.speakers[at]).or_else(|| {
        let mut declared = record.speakers.iter().filter(declared_there);
        // A vocabulary declares several: none of them is its source.
        declared.next().filter(|_| declared.next().is_none())
    });
    speaker.map(|speaker| speaker.name.id.clone())
}

/// The topic of a file: that of the nearest folder above it.
fn home(record: &Record, file: &str) -> Option<TopicId> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = |topic: &str| {
        topic.is_empty()
            || folder == topic
            || folder
                .strip_prefix(topic)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    let topics = (0..record.topics.len()).filter(|at| above(&record.topics[*at].folder));
    topics
        .max_by_key(|at| record.topics[*at].folder.len())
        .map(TopicId::from)
}

/// The topic that declares an event; where that leaves a choice, the one in which the source has a file.
fn topic(
    record: &Record,
    event: &str,
    homes: &BTreeSet<TopicId>,
) -> Result<Option<TopicId>, Refusal> {
    let declared = record
        .events
        .iter()
        .filter(|known| known.name.declared.is_some());
    let topics: BTreeSet<TopicId> = declared
        .clone()
        .filter(|known| known.name.id == event)
        .map(|known| known.topic)
        .collect();
    let all: BTreeSet<TopicId> = (0..record.topics.len()).map(TopicId::from).collect();
    let both = topics.intersection(homes).copied().collect();
    let choices = [&both, &topics, homes, &all];
    let first = choices.into_iter().find(|choice| !choice.is_empty());
    match first.map(|choice| (choice.first().copied(), choice.len())) {
        None => Ok(None),
        Some((topic, 1)) => Ok(topic),
        Some(_) if topics.is_empty() => {
            let near = nearest(event, declared.map(|known| known.name.id.as_str()));
            let near = near
                .map(|near| format!(" Did you mean “{near}”?"))
                .unwrap_or_default();
            Err(Refusal(format!(
                "no topic has an event “{event}”.{near} Else say with --file where the claim goes"
            )))
        }
        Some(_) => {
            let folders: Vec<&str> = topics
                .iter()
                .map(|topic| record[*topic].folder.as_str())
                .collect();
            let folders = folders.join(", ");
            Err(Refusal(format!(
                "several topics have an event “{event}” ({folders}): say with --file where the claim goes"
            )))
        }
    }
}

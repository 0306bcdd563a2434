//! What may be chosen as an answer.

use crate::model::{Kind, Record};
use crate::safe::safe;
use crate::wording::fold::slug;

use super::prompt::PromptChoice;

/// Returns a kind in words.
pub(super) fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Count => "a whole number (count)",
        Kind::Amount => "a number (amount)",
        Kind::Date => "a date (date)",
        Kind::YesNo => "yes or no (yes-no)",
        Kind::Text => "one name (text)",
        Kind::Names => "a list of names (names)",
        Kind::Statement => "prose, which is not compared (statement)",
    }
}

/// Every kind of value.
pub(super) fn kinds() -> Vec<PromptChoice> {
    let kinds = Kind::ALL.iter();
    kinds
        .map(|(kind, word)| choice(word, kind_in_words(*kind)))
        .collect()
}

fn choice(id: &str, title: &str) -> PromptChoice {
    PromptChoice {
        id: id.to_owned(),
        title: safe(title).into_string(),
    }
}

/// Whoever is declared, by id.
pub(super) fn speakers(record: &Record) -> Vec<PromptChoice> {
    let known = record
        .speakers
        .iter()
        .filter(|speaker| speaker.name.declared.is_some());
    sorted(known.map(|speaker| choice(&speaker.name.id, &speaker.full)))
}

/// The sides, by id.
pub(super) fn sides(record: &Record) -> Vec<PromptChoice> {
    let parties = record.parties.iter();
    sorted(parties.map(|party| choice(&party.name.id, &party.full)))
}

/// The topics, by folder.
pub(super) fn topics(record: &Record) -> Vec<PromptChoice> {
    let topics = record.topics.iter();
    sorted(topics.map(|topic| choice(&topic.folder, &topic.title)))
}

/// The declared events, by id.
pub(super) fn events(record: &Record) -> Vec<PromptChoice> {
    let known = record
        .events
        .iter()
        .filter(|event| event.name.declared.is_some());
    sorted(known.map(|event| choice(&event.name.id, &event.title)))
}

/// Returns the attributes of the topics that have the event, or of the topic into which a new one goes.
pub(super) fn attributes(record: &Record, event: &str, topic: Option<&str>) -> Vec<PromptChoice> {
    let of_event = record.events.iter().filter(|known| known.name.id == event);
    let of_event = of_event.map(|known| record[known.topic].folder.as_str());
    let folders: Vec<&str> = of_event.chain(topic).collect();
    let known = record.attributes.iter();
    let known = known.filter(|known| known.name.declared.is_some());
    let known = known.filter(|known| folders.contains(&record[known.topic].folder.as_str()));
    sorted(known.map(|known| choice(&known.name.id, &known.label)))
}

/// Returns each once. What is no id cannot be picked: it may look like another.
fn sorted(choices: impl Iterator<Item = PromptChoice>) -> Vec<PromptChoice> {
    let mut choices: Vec<PromptChoice> = choices
        .filter(|choice| slug(&choice.id) == choice.id)
        .collect();
    choices.sort_by(|left, right| left.id.cmp(&right.id));
    choices.dedup_by(|left, right| left.id == right.id);
    choices
}

//! What changed in how claims are read and compared.

use std::collections::{BTreeMap, BTreeSet};

use super::Fate;
use super::index::StateIndex;
use super::state::{State, WordState};
use crate::vocabulary;

/// What a line is known by: the number of its topic, its table, its id and its key.
type WordKey<'s> = (Option<usize>, &'s str, &'s str, &'s str);

/// A line of the vocabulary that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordChange<'s> {
    /// Its fate.
    pub fate: Fate,
    /// The line, as it is or as it was last.
    pub line: &'s WordState,
    /// The value before; of several, all of them.
    pub before: String,
    /// The value after.
    pub after: String,
    /// The number of its topic in both states; `None` for a speaker.
    pub(super) topic: Option<usize>,
}

impl WordChange<'_> {
    /// Returns true if it is about something of a topic.
    pub(super) fn is_about(&self, topic: usize, table: &str, id: &str) -> bool {
        self.topic == Some(topic) && self.line.table == table && self.line.id == id
    }
}

/// The values of a line that several files may give, and one of the lines.
type WordValues<'s> = (BTreeSet<&'s str>, &'s WordState);

/// Returns the lines that differ: what is different, then what is gone, then what is new, each in the order of
/// its keys. If there was nothing before, nothing means anything else; if it is not known, nobody can say.
pub(super) fn changes<'s>(states: &[StateIndex<'s>; 2]) -> Vec<WordChange<'s>> {
    let mut states_of_words = states.iter().map(|index| &index.state.vocabulary);
    if states[0].is_empty() || states_of_words.any(Option::is_none) {
        return Vec::new();
    }
    let [before, after] = states.each_ref().map(by_key);
    let known = states.each_ref().map(|index| speakers(index.state));
    let keys: BTreeSet<&WordKey<'s>> = before.keys().chain(after.keys()).collect();
    let mut changes: Vec<WordChange<'s>> = keys
        .into_iter()
        .filter(|key| is_known(key, &known))
        .filter_map(|key| change(key.0, before.get(key), after.get(key)))
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.fate));
    changes
}

fn by_key<'s>(index: &StateIndex<'s>) -> BTreeMap<WordKey<'s>, WordValues<'s>> {
    let mut by_key = BTreeMap::<_, WordValues<'s>>::new();
    for line in index.state.words() {
        let topic = match line.table.as_str() {
            vocabulary::SPEAKER => None,
            _ => index.topic(&line.folder),
        };
        let key = (topic, &*line.table, &*line.id, &*line.key);
        let (values, _) = by_key.entry(key).or_insert_with(|| (BTreeSet::new(), line));
        values.insert(line.value.as_str());
    }
    by_key
}

/// Returns the ids of everybody who makes a claim or is described.
fn speakers(state: &State) -> BTreeSet<&str> {
    let described = state.words();
    let described = described.filter(|line| line.table == vocabulary::SPEAKER);
    let claiming = state.speakers.iter().map(|speaker| speaker.id.as_str());
    claiming
        .chain(described.map(|line| line.id.as_str()))
        .collect()
}

/// Says whether a line is about something that both states may know. Of a speaker who comes or goes with all
/// claims, nothing that was said before means anything else.
fn is_known(key: &WordKey<'_>, known: &[BTreeSet<&str>; 2]) -> bool {
    let (_, table, id, _) = key;
    *table != vocabulary::SPEAKER || known.iter().all(|known| known.contains(id))
}

fn change<'s>(
    topic: Option<usize>,
    before: Option<&WordValues<'s>>,
    after: Option<&WordValues<'s>>,
) -> Option<WordChange<'s>> {
    let (_, line) = after.or(before)?;
    let [old, new] = [before, after].map(|values| values.map(|(values, _)| values));
    let fate = match (old, new) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        (old, new) if old != new => Fate::Changed,
        _ => return None,
    };
    let [before, after] = [old, new].map(joined);
    Some(WordChange {
        fate,
        line,
        before,
        after,
        topic,
    })
}

fn joined(values: Option<&BTreeSet<&str>>) -> String {
    let values = values.into_iter().flatten().copied();
    values.collect::<Vec<_>>().join("; ")
}

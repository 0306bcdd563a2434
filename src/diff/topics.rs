//! Finding the topics of two states that are the same one.

use std::collections::BTreeMap;

use super::pairing::{SameBy, pair};
use super::state::State;
use crate::vocabulary;
use crate::wording::fold::fold;

/// A topic: its folder and its folded title.
#[derive(Debug, PartialEq, Eq)]
struct FoldedTopic {
    folder: String,
    title: String,
}

/// Returns the number of each topic by its folder, before and after: the same number is the same topic. It
/// stays itself if its folder is renamed or its title is changed, but not both at once.
pub(super) fn numbered(before: &State, after: &State) -> [BTreeMap<String, usize>; 2] {
    let (old, new) = (folded(before), folded(after));
    let pairs = pair(&old, &new, &rules());
    let mut numbers: Vec<usize> = (new.len()..new.len() + old.len()).collect();
    for (number, at) in pairs.into_iter().enumerate() {
        if let Some(at) = at {
            numbers[at] = number;
        }
    }
    [by_folder(old, numbers.into_iter()), by_folder(new, 0..)]
}

/// Returns the rules by which two topics are the same one: they share folder and title, the title, or the
/// folder.
fn rules<'t>() -> [SameBy<'t, FoldedTopic, (&'t str, &'t str)>; 3] {
    [
        |topic| Some((&topic.folder, &topic.title)),
        |topic| Some(("", &topic.title)),
        |topic| Some((&topic.folder, "")),
    ]
}

fn by_folder(
    topics: Vec<FoldedTopic>,
    numbers: impl Iterator<Item = usize>,
) -> BTreeMap<String, usize> {
    topics
        .into_iter()
        .map(|topic| topic.folder)
        .zip(numbers)
        .collect()
}

/// Returns the topics of a state, each once.
fn folded(state: &State) -> Vec<FoldedTopic> {
    let events = state.events.iter();
    let events = events.map(|event| (event.folder.as_str(), event.topic.as_str()));
    let lines = state.words();
    let lines = lines.filter(|line| line.table != vocabulary::SPEAKER);
    let lines = lines.map(|line| (line.folder.as_str(), line.topic.as_str()));
    let titles: BTreeMap<&str, &str> = events.chain(lines).collect();
    titles
        .into_iter()
        .map(|(folder, title)| FoldedTopic {
            folder: folder.to_owned(),
            title: fold(title),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::state::EventState;
    use super::*;

    /// Returns a state with an event in each of these topics, written as a folder and a title.
    fn state(topics: &[(&str, &str)]) -> State {
        let event = |(folder, topic): &(&str, &str)| EventState {
            id: "e".to_owned(),
            title: "E".to_owned(),
            date: None,
            topic: (*topic).to_owned(),
            folder: (*folder).to_owned(),
            questions: Vec::new(),
        };
        State {
            events: topics.iter().map(event).collect(),
            ..State::default()
        }
    }

    #[test]
    fn a_topic_stays_itself_if_its_folder_or_its_title_stays() {
        for (before, after, same) in [
            (("a", "T"), ("a", "T"), true),
            (("a", "T"), ("b", "T"), true),
            (("a", "T"), ("a", "U"), true),
            (("a", "Türkiye"), ("b", "TURKIYE"), true),
            (("a", "T"), ("b", "U"), false),
        ] {
            let [old, new] = numbered(&state(&[before]), &state(&[after]));
            assert_eq!(old[before.0] == new[after.0], same, "{before:?} {after:?}");
        }
    }

    #[test]
    fn no_two_topics_of_a_state_have_a_number() {
        let before = state(&[("a", "T"), ("b", "T"), ("c", "U"), ("c", "U")]);
        let after = state(&[("b", "T"), ("d", "T"), ("e", "V")]);
        let [old, new] = numbered(&before, &after);
        let numbers = |topics: &BTreeMap<String, usize>| {
            let mut numbers: Vec<usize> = topics.values().copied().collect();
            numbers.dedup();
            numbers.len()
        };
        assert_eq!((numbers(&old), numbers(&new)), (3, 3));
        assert_eq!((old["b"], old["a"]), (new["b"], new["d"]));
        assert!(!new.values().any(|number| *number == old["c"]));
    }
}

//! Which topics of two states are the same one.

use std::collections::BTreeMap;

use super::pairing::{Rule, pair};
use super::state::State;
use crate::wording::fold::fold;

/// The number of each topic, by its folder before and after: the same number is the same topic. It stays
/// itself when its folder is renamed or its title is changed, but not both at once.
pub(super) fn numbered(before: &State, after: &State) -> [BTreeMap<String, usize>; 2] {
    let (old, new) = (named(before), named(after));
    let rules: [Rule<'_, Named, (&str, &str)>; 3] = [
        &|topic| Some((&topic.folder, &topic.title)),
        &|topic| Some(("", &topic.title)),
        &|topic| Some((&topic.folder, "")),
    ];
    let pairs = pair(&old, &new, &rules);
    let mut numbers: Vec<usize> = (new.len()..new.len() + old.len()).collect();
    for (number, at) in pairs.into_iter().enumerate() {
        if let Some(at) = at {
            numbers[at] = number;
        }
    }
    let folders = |topics: Vec<Named>| topics.into_iter().map(|topic| topic.folder);
    [
        folders(old).zip(numbers).collect(),
        folders(new).zip(0..).collect(),
    ]
}

/// A topic: its folder and its folded title.
struct Named {
    folder: String,
    title: String,
}

/// The topics of a state, each once.
fn named(state: &State) -> Vec<Named> {
    let folders: BTreeMap<&str, &str> = state
        .events
        .iter()
        .map(|event| (event.folder.as_str(), event.topic.as_str()))
        .collect();
    folders
        .into_iter()
        .map(|(folder, title)| Named {
            folder: folder.to_owned(),
            title: fold(title),
        })
        .collect()
}

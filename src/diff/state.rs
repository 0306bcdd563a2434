//! A state of the claims, as far as two of them are compared.

use std::collections::{BTreeMap, BTreeSet};

/// A state of the claims: what a report says, or a report that was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Errors in the files.
    pub(crate) errors: usize,
    /// Everybody who makes a claim, by id.
    pub(crate) speakers: Vec<SpeakerState>,
    /// Everybody else who tells a claim, by id; empty in a report that an older version saved.
    pub(crate) tellers: Vec<SpeakerState>,
    /// The events with a question.
    pub(crate) events: Vec<EventState>,
    /// The findings, question by question.
    pub(crate) findings: Vec<FindingState>,
    /// What the files say about how claims are read and compared; `None` in a report that an older version
    /// saved.
    pub(crate) vocabulary: Option<Vec<WordState>>,
}

/// Somebody who makes claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpeakerState {
    /// The id.
    pub id: String,
    /// The name for table cells.
    pub short: String,
    /// True if it is nobody in particular, and so another one in each source.
    pub unnamed: bool,
}

/// An event with its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventState {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The date, as written.
    pub date: Option<String>,
    /// The title of its topic.
    pub topic: String,
    /// The folder of its topic.
    pub folder: String,
    /// The questions.
    pub questions: Vec<QuestionState>,
}

/// A question with its positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuestionState {
    /// The id of the attribute.
    pub attribute: String,
    /// The name of the attribute.
    pub label: String,
    /// What comes out, such as `contradicted`.
    pub outcome: String,
    /// True if an editor has resolved it, and nothing has come since.
    pub resolved: bool,
    /// What the editor wrote, whether it holds or not.
    pub resolution: Option<ResolutionState>,
    /// How far the contradicting positions lie apart that are farthest from each other.
    pub gap: Option<String>,
    /// The positions, from low to high.
    pub positions: Vec<PositionState>,
    /// True if not all relations between the positions are listed.
    pub relations_cut: bool,
}

/// What an editor wrote on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResolutionState {
    /// Who looked at it.
    pub by: Option<String>,
    /// On which day.
    pub date: String,
    /// What the editor says of it.
    pub note: Option<String>,
}

/// A position with its claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PositionState {
    /// What the value is known by, whatever its words.
    pub identity: String,
    /// The value in its words.
    pub value: String,
    /// The same, with what the words leave unsaid.
    pub shown: String,
    /// Its unit, if it is another one than the question's.
    pub unit: Option<String>,
    /// The claims.
    pub claims: Vec<ClaimState>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimState {
    /// Its id, or `FILE:LINE` if it has none.
    pub id: String,
    /// The id of the source whose file it is in.
    pub source: String,
    /// The place of its header.
    pub at: FilePlace,
    /// The id of whoever says so.
    pub speaker: String,
    /// The id of the source in which it was read.
    pub publisher: String,
    /// The value, as it is written in the file.
    pub as_written: String,
    /// The words themselves.
    pub quote: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// A copy that stays.
    pub archived: Option<String>,
    /// The day or time for which the value was given, as written.
    pub as_of: Option<String>,
    /// True if it is compared: neither withdrawn nor replaced.
    pub live: bool,
    /// The day on which the speaker took it back, as written.
    pub withdrawn: Option<String>,
    /// The id of the claim that replaced it.
    pub replaced_by: Option<String>,
}

/// One thing that the files say about how claims are read and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordState {
    /// The title of its topic; empty for a speaker.
    pub topic: String,
    /// The folder of its topic; empty for a speaker.
    pub folder: String,
    /// What it is about, such as `attribute`.
    pub table: String,
    /// The id of that.
    pub id: String,
    /// The key, such as `tolerance`.
    pub key: String,
    /// The value, in words.
    pub value: String,
    /// The place of its declaration.
    pub at: Option<FilePlace>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilePlace {
    /// The path of the file, relative to the folder that was named.
    pub file: String,
    /// The line there, from 1.
    pub line: usize,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FindingState {
    /// What it is known by.
    pub identity: String,
    /// Its code.
    pub code: String,
    /// The folder of its topic.
    pub folder: String,
    /// The id of the event.
    pub event: String,
    /// The id of the attribute.
    pub attribute: String,
    /// What was found, in one line.
    pub message: String,
    /// The ids of the claims that it speaks of.
    pub claims: Vec<String>,
}

impl State {
    /// Returns the lines on how claims are read and compared, as far as they are known.
    pub(crate) fn words(&self) -> impl Iterator<Item = &WordState> {
        self.vocabulary.iter().flatten()
    }

    /// Returns everybody who is named: whoever makes a claim, and whoever tells one.
    pub(crate) fn named(&self) -> impl Iterator<Item = &SpeakerState> {
        self.speakers.iter().chain(&self.tellers)
    }

    /// Returns a name for each of them, by its id: its short name, with the id if another one has that name too.
    pub(crate) fn names(&self) -> BTreeMap<&str, String> {
        let shared = self.shared_names();
        self.named()
            .map(|speaker| {
                let is_shared = shared.contains(speaker.short.as_str());
                (speaker.id.as_str(), speaker.name(is_shared))
            })
            .collect()
    }

    /// Returns the short names that more than one of them has.
    pub(crate) fn shared_names(&self) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let names = self.named().map(|speaker| speaker.short.as_str());
        names.filter(|name| !seen.insert(*name)).collect()
    }
}

impl SpeakerState {
    fn name(&self, is_shared: bool) -> String {
        if is_shared {
            format!("{} [{}]", self.short, self.id)
        } else {
            self.short.clone()
        }
    }
}

/// States for the tests of this room.
#[cfg(test)]
pub(super) mod example {
    use super::*;
    use crate::code::Code;
    use crate::identity;

    /// Returns a state of the event `e` with this question and these findings. `they` are unnamed.
    pub(in crate::diff) fn state(
        question: Option<QuestionState>,
        findings: Vec<FindingState>,
    ) -> State {
        State {
            speakers: vec![SpeakerState {
                id: "they".to_owned(),
                short: "They".to_owned(),
                unnamed: true,
            }],
            events: vec![EventState {
                id: "e".to_owned(),
                title: "E".to_owned(),
                date: None,
                topic: "T".to_owned(),
                folder: "t".to_owned(),
                questions: question.into_iter().collect(),
            }],
            findings,
            ..State::default()
        }
    }

    /// Returns the question `a` with positions from low to high, each written as its value and those who
    /// hold it; who held it is in brackets: `5: x y (z)`.
    pub(in crate::diff) fn question(outcome: &str, positions: &[&str]) -> QuestionState {
        QuestionState {
            attribute: "a".to_owned(),
            label: "A".to_owned(),
            outcome: outcome.to_owned(),
            resolved: false,
            resolution: None,
            gap: None,
            positions: positions
                .iter()
                .map(|position| {
                    let (value, speakers) = position.split_once(':').unwrap();
                    self::position(value, speakers)
                })
                .collect(),
            relations_cut: false,
        }
    }

    fn position(value: &str, speakers: &str) -> PositionState {
        let identity = match value {
            "unknown" => identity::of_unknown().to_string(),
            _ => format!("[{value}]"),
        };
        PositionState {
            identity,
            value: value.to_owned(),
            shown: value.to_owned(),
            unit: None,
            claims: speakers
                .split_whitespace()
                .map(|speaker| claim(value, speaker))
                .collect(),
        }
    }

    fn claim(value: &str, speaker: &str) -> ClaimState {
        let name = speaker.trim_matches(['(', ')']);
        ClaimState {
            id: format!("{name}-{value}"),
            source: "s".to_owned(),
            at: FilePlace {
                file: "s.toml".to_owned(),
                line: 1,
            },
            speaker: name.to_owned(),
            publisher: "s".to_owned(),
            as_written: value.to_owned(),
            quote: None,
            url: None,
            archived: None,
            as_of: None,
            live: name == speaker,
            withdrawn: (name != speaker).then(|| "2025-11-20".to_owned()),
            replaced_by: None,
        }
    }

    /// Returns a finding on the question `a` that speaks of these claims, each written as speaker and
    /// value: `x-5`.
    pub(in crate::diff) fn finding(code: Code, identity: &str, claims: &[&str]) -> FindingState {
        FindingState {
            identity: identity.to_owned(),
            code: code.word().to_owned(),
            folder: "t".to_owned(),
            event: "e".to_owned(),
            attribute: "a".to_owned(),
            message: format!("{}: {}", code.word(), claims.join(" ")),
            claims: claims.iter().map(|claim| (*claim).to_owned()).collect(),
        }
    }

    /// Returns moves in one line: `x 5>9, y >5`.
    pub(in crate::diff) fn shown(moves: &[crate::diff::Move<'_>]) -> String {
        moves
            .iter()
            .map(|one| {
                let [before, after] = [&one.before, &one.after].map(|positions| {
                    let values: Vec<&str> = positions
                        .iter()
                        .map(|position| position.value.as_str())
                        .collect();
                    values.join("+")
                });
                format!("{} {before}>{after}", one.voice.id)
            })
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_of_one_name_are_told_apart_by_their_ids() {
        let speakers = [("a", "Army"), ("b", "Army"), ("c", "Rebels")];
        let state = State {
            speakers: speakers
                .map(|(id, short)| SpeakerState {
                    id: id.to_owned(),
                    short: short.to_owned(),
                    unnamed: false,
                })
                .to_vec(),
            ..State::default()
        };
        let names: Vec<_> = state.names().into_iter().collect();
        assert_eq!(
            names,
            [
                ("a", "Army [a]".to_owned()),
                ("b", "Army [b]".to_owned()),
                ("c", "Rebels".to_owned())
            ]
        );
    }
}

//! A state of the claims, as far as two of them are compared.

use std::collections::BTreeMap;

/// A state of the claims: what a report says, or a report that was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Errors in the files.
    pub errors: usize,
    /// Everybody who makes a claim, by id.
    pub speakers: Vec<SpeakerState>,
    /// The events with a question.
    pub events: Vec<EventState>,
    /// The findings, question by question.
    pub findings: Vec<FindingState>,
}

/// Somebody who makes claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerState {
    /// The id.
    pub id: String,
    /// The name for table cells.
    pub short: String,
    /// Whether it is nobody in particular, and so another one in each source.
    pub unnamed: bool,
}

/// An event with its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventState {
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
pub struct QuestionState {
    /// The id of the attribute.
    pub attribute: String,
    /// The name of the attribute.
    pub label: String,
    /// What comes out, such as `contradicted`.
    pub outcome: String,
    /// Whether an editor has resolved it, and nothing has come since.
    pub resolved: bool,
    /// The positions, from low to high.
    pub positions: Vec<PositionState>,
    /// Whether not all relations between the positions are listed.
    pub relations_cut: bool,
}

/// A position with its claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionState {
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
pub struct ClaimState {
    /// Its id, or `FILE:LINE` if it has none.
    pub id: String,
    /// The id of the source whose file it is in.
    pub source: String,
    /// The id of whoever says so.
    pub speaker: String,
    /// Whether it is compared: neither withdrawn nor replaced.
    pub live: bool,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingState {
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
    /// Returns a name for each speaker, by its id: its short name, with the id if another speaker has that
    /// name too.
    pub fn names(&self) -> BTreeMap<&str, String> {
        let mut times = BTreeMap::<&str, usize>::new();
        for speaker in &self.speakers {
            *times.entry(&speaker.short).or_default() += 1;
        }
        self.speakers
            .iter()
            .map(|speaker| {
                let is_shared = times[speaker.short.as_str()] > 1;
                (speaker.id.as_str(), speaker.name(is_shared))
            })
            .collect()
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

//! What changed between two states of the claims: the contradictions and other findings that are new,
//! settled or changed, and what became of each question.
//!
//! Questions are paired by their topic, event and attribute, speakers by their ids, positions by what they
//! leave possible: labels, wordings, names of files and the order of claims change nothing.

mod claims;
mod findings;
mod index;
mod pairing;
mod questions;
mod refused;
mod silenced;
mod state;
#[cfg(test)]
mod tests;
mod topics;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use claims::{ClaimChange, ClaimFate};
use index::StateIndex;
pub(crate) use silenced::Silenced;
use silenced::Suspects;
pub use state::State;
pub(crate) use state::{
    ClaimState, EventState, FilePlace, FindingState, PositionState, QuestionState, ResolutionState,
    SpeakerState, WordState,
};
pub(crate) use words::WordChange;

use crate::code::Code;
use crate::vocabulary::{self, question_id};

/// Everything that changed between two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff<'s> {
    /// Contradictions, in the order of the questions; last those that are there no more.
    pub(crate) contradictions: Vec<Found<'s>>,
    /// Other findings, likewise.
    pub(crate) findings: Vec<Found<'s>>,
    /// Questions, likewise.
    pub(crate) questions: Vec<Changed<'s>>,
    /// What changed in how claims are read and compared.
    pub(crate) words: Vec<WordChange<'s>>,
    /// Claims that counted before, and count no more or say something else.
    pub(crate) claims: Vec<ClaimChange<'s>>,
    /// The number of errors in the files before and after: what could not be read is not compared.
    pub(crate) errors: [usize; 2],
    /// How many topics there are in both states together.
    pub(crate) topics: usize,
    lacks_vocabulary: bool,
    names: BTreeMap<&'s str, String>,
}

/// What became of a finding or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// It was not there before.
    New,
    /// It is there no more.
    Gone,
    /// It is there as before, and something about it is different.
    Changed,
}

impl Fate {
    /// Returns the word for it in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

/// A finding that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<'s> {
    /// Its fate.
    pub fate: Fate,
    /// Its code.
    pub code: &'s str,
    /// Its identity.
    pub identity: &'s str,
    /// The finding in one line, as it is or as it was last.
    pub message: &'s str,
    /// The question.
    pub place: QuestionPlace<'s>,
    /// What silenced it, if it is gone or resolved although no source said anything new.
    pub silenced: Option<Silenced>,
    /// The finding as it was before.
    before: Option<&'s FindingState>,
    /// The positions that it is about, as they are or as they were last.
    pub standing: Vec<Standing<'s>>,
    /// The speakers who moved: for a contradiction that is new or gone everybody on the question, else those
    /// whom it is about.
    pub moves: Vec<Move<'s>>,
}

impl Found<'_> {
    /// Returns true if it says that figures of several questions do not add up. Its message names them.
    pub(crate) fn is_sum(&self) -> bool {
        self.code == Code::Impossible.word()
    }
}

/// A question that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed<'s> {
    /// Its fate.
    pub fate: Fate,
    /// The question.
    pub place: QuestionPlace<'s>,
    /// The speakers who moved.
    pub moves: Vec<Move<'s>>,
}

/// A question in the two states; it may be missing in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QuestionPlace<'s> {
    /// The event, as it is or as it was last.
    pub event: &'s EventState,
    /// The question before.
    pub before: Option<&'s QuestionState>,
    /// The question after.
    pub after: Option<&'s QuestionState>,
}

/// A position, and the speakers who hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing<'s> {
    /// The position.
    pub position: &'s PositionState,
    /// Those who hold it, by id.
    pub voices: Vec<Voice<'s>>,
}

/// Somebody with other live values than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move<'s> {
    /// The speaker.
    pub voice: Voice<'s>,
    /// The positions before, from low to high; none for one who joined.
    pub before: Vec<&'s PositionState>,
    /// The positions after; none for one who left.
    pub after: Vec<&'s PositionState>,
}

/// A speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Voice<'s> {
    /// The id of the speaker.
    pub id: &'s str,
    /// For an unnamed speaker the source that cites it: it is another one in each, and supports nothing.
    pub unnamed_in: Option<&'s str>,
}

impl<'s> Diff<'s> {
    /// Compares two states, each of a report or of a saved one (see [`read_report`](crate::wire::read_report)).
    ///
    /// ```
    /// use crosscheck::diff::{Diff, State};
    /// use crosscheck::report::{Report, Selection};
    ///
    /// let claim = "[[claim]]\nevent = 'clash'\nattribute = 'killed'\n";
    /// let texts = [23, 58].map(|value| format!("{claim}value = {value}\n"));
    /// let [one, two] = [("army.toml", texts[0].as_str()), ("rebels.toml", texts[1].as_str())];
    /// let before = State::from(&Report::from_texts([one], &Selection::default()));
    /// let after = State::from(&Report::from_texts([one, two], &Selection::default()));
    /// assert!(!Diff::new(&before, &after).is_empty());
    /// assert!(Diff::new(&before, &before).is_empty());
    /// ```
    pub fn new(before: &'s State, after: &'s State) -> Self {
        let [old, new] = topics::numbered(before, after);
        let topics: BTreeSet<usize> = old.values().chain(new.values()).copied().collect();
        let states = [StateIndex::new(before, old), StateIndex::new(after, new)];
        let (mut contradictions, mut findings) = findings::changes(&states);
        let words = words::changes(&states);
        let claims = claims::changes(&states, &words);
        let suspects = Suspects::new(&states[0], &words, &claims);
        for found in contradictions.iter_mut().chain(&mut findings) {
            found.silenced = suspects.of(found);
        }
        let mut names = before.names();
        names.extend(after.names());
        Self {
            contradictions,
            findings,
            questions: questions::changes(&states),
            claims: claims.changes,
            topics: topics.len(),
            words,
            lacks_vocabulary: [before, after]
                .iter()
                .any(|state| state.vocabulary.is_none()),
            errors: [before.errors, after.errors],
            names,
        }
    }

    /// Returns true if nothing changed.
    pub fn is_empty(&self) -> bool {
        self.contradictions.is_empty()
            && self.findings.is_empty()
            && self.questions.is_empty()
            && !self.has_other_meaning()
    }

    /// Returns true if claims are read or compared otherwise than before, or count no more although their
    /// sources said nothing new: what `--deny vocabulary` refuses.
    pub fn has_other_meaning(&self) -> bool {
        !self.words.is_empty() || !self.claims.is_empty()
    }

    /// Returns the contradictions that no editor has resolved and that were not there before or were
    /// resolved.
    pub(crate) fn unresolved(&self) -> impl Iterator<Item = &Found<'s>> {
        self.contradictions
            .iter()
            .filter(|found| match (found.fate, found.place.resolved()) {
                (Fate::New, [_, after]) => !after,
                (Fate::Changed, [before, after]) => before && !after,
                (Fate::Gone, _) => false,
            })
    }

    /// Returns the contradictions, and the sums that do not add up or did not.
    pub(crate) fn clashes(&self) -> impl Iterator<Item = &Found<'s>> {
        let sums = self.findings.iter().filter(|found| found.is_sum());
        self.contradictions.iter().chain(sums)
    }

    /// Returns the contradictions that are new, open again or more than before, and the sums that do not add
    /// up any more: what `--deny new` refuses.
    pub(crate) fn refused(&self) -> impl Iterator<Item = &Found<'s>> {
        self.clashes().filter(|found| refused::is_refused(found))
    }

    /// Returns the contradictions, and sums that did not add up, which are gone or resolved although no
    /// source said anything new: what `--deny silenced` refuses.
    pub(crate) fn silenced(&self) -> impl Iterator<Item = &Found<'s>> {
        self.clashes().filter(|found| found.silenced.is_some())
    }

    /// Returns true if a report that an older version saved is compared: it does not hold how claims are read,
    /// so nobody can say what changed in that.
    pub(crate) fn lacks_vocabulary(&self) -> bool {
        self.lacks_vocabulary
    }

    /// Returns true if the editor's word on a question is new or another one.
    pub(crate) fn has_new_resolution(&self, place: &QuestionPlace<'s>) -> bool {
        let Some(question) = place.question() else {
            return false;
        };
        let id = question_id(&place.event.id, &question.attribute);
        self.words.iter().any(|word| {
            word.line.table == vocabulary::RESOLUTION
                && word.line.id == id
                && [&word.line.folder, &word.line.topic]
                    .iter()
                    .zip([&place.event.folder, &place.event.topic])
                    .any(|(own, other)| *own == other)
        })
    }

    /// Returns the name of a speaker for table cells.
    pub(crate) fn name(&self, voice: Voice<'s>) -> &str {
        self.names.get(voice.id).map_or(voice.id, String::as_str)
    }
}

impl<'s> QuestionPlace<'s> {
    /// Returns the question as it is, or as it was last.
    pub(crate) fn question(&self) -> Option<&'s QuestionState> {
        self.after.or(self.before)
    }

    /// Says whether an editor has resolved it, before and after.
    pub(crate) fn resolved(&self) -> [bool; 2] {
        [self.before, self.after].map(|question| question.is_some_and(|question| question.resolved))
    }

    /// Returns the outcomes before and after.
    pub(crate) fn outcomes(&self) -> [Option<&'s str>; 2] {
        [self.before, self.after].map(|question| question.map(|question| question.outcome.as_str()))
    }
}

impl<'s> Changed<'s> {
    /// Returns the named speakers whom it gained.
    pub(crate) fn gained(&self) -> impl Iterator<Item = &Move<'s>> {
        self.moves
            .iter()
            .filter(|one| one.voice.unnamed_in.is_none() && one.before.is_empty())
    }

    /// Returns the named speakers whom it lost.
    pub(crate) fn lost(&self) -> impl Iterator<Item = &Move<'s>> {
        self.moves
            .iter()
            .filter(|one| one.voice.unnamed_in.is_none() && one.after.is_empty())
    }
}

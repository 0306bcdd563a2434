//! The document of `crosscheck diff`, which has a version of its own.

use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::diff::{Changed, ClaimChange, ClaimFate, Diff, Fate, Found, Move, Silenced, Standing};
use crate::diff::{PositionState, QuestionPlace, QuestionState, WordChange};
use crate::vocabulary;

/// The name of the version, under the key `schema`.
const SCHEMA: &str = "crosscheck-diff/1";

/// What changed between two states of the claims: the document of `crosscheck diff`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffJson<'a> {
    /// The version, `crosscheck-diff/1`.
    #[serde(borrow)]
    pub schema: Text<'a>,
    /// The counts.
    pub summary: DiffSummaryJson,
    /// The contradictions of which something changed.
    pub contradictions: Vec<DiffFindingJson<'a>>,
    /// Other findings of which something changed.
    pub findings: Vec<DiffFindingJson<'a>>,
    /// The questions of which something changed.
    pub questions: Vec<DiffQuestionJson<'a>>,
    /// What changed in how claims are read and compared.
    #[serde(default)]
    pub vocabulary: Vec<DiffWordJson<'a>>,
    /// Claims that counted before, and count no more or say something else.
    #[serde(default)]
    pub claims: Vec<DiffClaimJson<'a>>,
}

/// The counts of what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffSummaryJson {
    /// Contradictions.
    pub contradictions: DiffCountsJson,
    /// Contradictions that are new or open again, and that no editor has resolved.
    pub unresolved: usize,
    /// Contradictions that are new, open again, or have gained a speaker, a value or a wider gap, and sums that
    /// do not add up any more.
    #[serde(default)]
    pub refused: usize,
    /// Contradictions, and sums that did not add up, which are gone or resolved although no source said
    /// anything new.
    #[serde(default)]
    pub silenced: usize,
    /// Lines on how claims are read and compared.
    #[serde(default)]
    pub vocabulary: DiffCountsJson,
    /// Claims that count no more or say something else, although their sources said nothing new.
    #[serde(default)]
    pub claims: usize,
    /// Other findings.
    pub findings: DiffCountsJson,
    /// Questions.
    pub questions: DiffCountsJson,
    /// Errors in the files before.
    pub errors_before: usize,
    /// Errors in the files after.
    pub errors_after: usize,
}

/// How many are new, gone and changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffCountsJson {
    /// Not there before.
    pub new: usize,
    /// There no more.
    pub gone: usize,
    /// Different from before.
    pub changed: usize,
}

/// A finding of which something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffFindingJson<'a> {
    /// `new`, `gone` or `changed`.
    #[serde(borrow)]
    pub fate: Text<'a>,
    /// What it is known by.
    pub identity: Text<'a>,
    /// Its code.
    pub code: Text<'a>,
    /// The title of its topic.
    pub topic: Text<'a>,
    /// The id of the event.
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// What was found, as it is or as it was last.
    pub message: Text<'a>,
    /// True if an editor had resolved its question.
    pub resolved_before: bool,
    /// True if an editor has resolved its question.
    pub resolved_after: bool,
    /// If it is gone or resolved although no source said anything new: what did it.
    #[serde(default)]
    pub silenced_by: Option<DiffSilencedJson>,
    /// The positions that it is about, as they are or as they were last.
    pub positions: Vec<DiffPositionJson<'a>>,
    /// The speakers with other live values than before.
    pub moves: Vec<DiffMoveJson<'a>>,
}

/// What made a contradiction go: both lists are empty if nothing was found that explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffSilencedJson {
    /// Indices in `vocabulary`, from 0.
    pub vocabulary: Vec<usize>,
    /// Indices in `claims`, from 0.
    pub claims: Vec<usize>,
}

/// A line on how claims are read and compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffWordJson<'a> {
    /// `new`, `gone` or `changed`.
    #[serde(borrow)]
    pub fate: Text<'a>,
    /// The title of its topic; empty for a speaker.
    pub topic: Text<'a>,
    /// What it is about: `attribute`, `event`, `rule`, `resolution` or `speaker`.
    pub table: Text<'a>,
    /// The id of that.
    pub id: Text<'a>,
    /// The key, such as `tolerance`.
    pub key: Text<'a>,
    /// The value before, in words.
    pub before: Option<Text<'a>>,
    /// The value after.
    pub after: Option<Text<'a>>,
    /// The path of the file that declares it, or did last; `null` if none does.
    pub file: Option<Text<'a>>,
    /// The line there, from 1.
    pub line: Option<usize>,
}

/// A claim that counted before, and counts no more or says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffClaimJson<'a> {
    /// `gone`, `withdrawn`, `replaced`, `moved` or `edited`.
    #[serde(borrow)]
    pub fate: Text<'a>,
    /// The title of its topic.
    pub topic: Text<'a>,
    /// The id of the event.
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// Its id, or `FILE:LINE` if it has none, before.
    pub id: Text<'a>,
    /// The id of the source whose file it was in.
    pub source: Text<'a>,
    /// The id of whoever said so.
    pub speaker: Text<'a>,
    /// The value in its words.
    pub value: Text<'a>,
    /// The path of the file in which it is, or was last.
    pub file: Text<'a>,
    /// The line there, from 1.
    pub line: usize,
    /// The key that was edited.
    pub key: Option<Text<'a>>,
    /// The value of that key before.
    pub before: Option<Text<'a>>,
    /// The value of that key after; the day on which it was taken back; the id of the source whose claim
    /// replaced it; the ids of the event and the attribute to which it was moved.
    pub after: Option<Text<'a>>,
}

/// A position, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffPositionJson<'a> {
    /// What the value is known by.
    #[serde(borrow)]
    pub identity: Text<'a>,
    /// The value in its words.
    pub value: Text<'a>,
    /// Its unit, if it is another one than the question's.
    pub unit: Option<Text<'a>>,
    /// The ids of those who hold it.
    pub speakers: Vec<Text<'a>>,
}

/// A speaker with other live values than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffMoveJson<'a> {
    /// The id of the speaker.
    #[serde(borrow)]
    pub speaker: Text<'a>,
    /// For an unnamed speaker the id of the source that cites it.
    pub unnamed_in: Option<Text<'a>>,
    /// The values before; none for one who joined.
    pub before: Vec<Text<'a>>,
    /// The values after; none for one who left.
    pub after: Vec<Text<'a>>,
}

/// A question of which something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffQuestionJson<'a> {
    /// `new`, `gone` or `changed`.
    #[serde(borrow)]
    pub fate: Text<'a>,
    /// The title of its topic.
    pub topic: Text<'a>,
    /// The id of the event.
    pub event: Text<'a>,
    /// The id of the attribute.
    pub attribute: Text<'a>,
    /// The name of the attribute.
    pub label: Text<'a>,
    /// What came out before.
    pub outcome_before: Option<Text<'a>>,
    /// What comes out now.
    pub outcome_after: Option<Text<'a>>,
    /// The ids of named speakers who joined.
    pub gained: Vec<Text<'a>>,
    /// The ids of named speakers who left.
    pub lost: Vec<Text<'a>>,
    /// The speakers with other live values than before.
    pub moves: Vec<DiffMoveJson<'a>>,
}

impl<'a> DiffJson<'a> {
    /// Returns what changed, as a document.
    ///
    /// ```
    /// use crosscheck::diff::{Diff, State};
    /// use crosscheck::report::{Report, Selection};
    /// use crosscheck::wire::DiffJson;
    ///
    /// let report = Report::read(&["claims"], &Selection::default())?;
    /// let now = State::from(&report);
    /// let diff = Diff::new(&now, &now);
    /// let document = DiffJson::new(&diff);
    /// assert!(document.contradictions.is_empty());
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn new(diff: &'a Diff<'_>) -> Self {
        Self {
            schema: Text::from(SCHEMA),
            summary: DiffSummaryJson::new(diff),
            contradictions: diff
                .contradictions
                .iter()
                .map(DiffFindingJson::new)
                .collect(),
            findings: diff.findings.iter().map(DiffFindingJson::new).collect(),
            questions: diff.questions.iter().map(DiffQuestionJson::new).collect(),
            vocabulary: diff.words.iter().map(DiffWordJson::new).collect(),
            claims: diff.claims.iter().map(DiffClaimJson::new).collect(),
        }
    }
}

impl DiffSummaryJson {
    fn new(diff: &Diff<'_>) -> Self {
        let [errors_before, errors_after] = diff.errors;
        Self {
            contradictions: DiffCountsJson::new(diff.contradictions.iter().map(|found| found.fate)),
            unresolved: diff.unresolved().count(),
            refused: diff.refused().count(),
            silenced: diff.silenced().count(),
            vocabulary: DiffCountsJson::new(diff.words.iter().map(|word| word.fate)),
            claims: diff.claims.len(),
            findings: DiffCountsJson::new(diff.findings.iter().map(|found| found.fate)),
            questions: DiffCountsJson::new(diff.questions.iter().map(|changed| changed.fate)),
            errors_before,
            errors_after,
        }
    }
}

impl DiffCountsJson {
    fn new(fates: impl Iterator<Item = Fate>) -> Self {
        let mut counts = Self::default();
        for fate in fates {
            match fate {
                Fate::New => counts.new += 1,
                Fate::Gone => counts.gone += 1,
                Fate::Changed => counts.changed += 1,
            }
        }
        counts
    }
}

impl<'a> DiffFindingJson<'a> {
    fn new(found: &'a Found<'_>) -> Self {
        let [resolved_before, resolved_after] = found.place.resolved();
        Self {
            fate: Text::from(found.fate.word()),
            identity: Text::from(found.identity),
            code: Text::from(found.code),
            topic: Text::from(&found.place.event.topic),
            event: Text::from(&found.place.event.id),
            attribute: attribute(found.place.question()),
            message: Text::from(found.message),
            resolved_before,
            resolved_after,
            silenced_by: found.silenced.as_ref().map(DiffSilencedJson::new),
            positions: found.standing.iter().map(DiffPositionJson::new).collect(),
            moves: found.moves.iter().map(DiffMoveJson::new).collect(),
        }
    }
}

impl DiffSilencedJson {
    fn new(silenced: &Silenced) -> Self {
        Self {
            vocabulary: silenced.words.clone(),
            claims: silenced.claims.clone(),
        }
    }
}

impl<'a> DiffWordJson<'a> {
    fn new(change: &'a WordChange<'_>) -> Self {
        let line = change.line;
        Self {
            fate: Text::from(change.fate.word()),
            topic: Text::from(&line.topic),
            table: Text::from(&line.table),
            id: Text::from(&line.id),
            key: Text::from(&line.key),
            before: (change.fate != Fate::New).then(|| Text::from(&change.before)),
            after: (change.fate != Fate::Gone).then(|| Text::from(&change.after)),
            file: line.at.as_ref().map(|at| Text::from(&at.file)),
            line: line.at.as_ref().map(|at| at.line),
        }
    }
}

impl<'a> DiffClaimJson<'a> {
    fn new(change: &'a ClaimChange<'_>) -> Self {
        let (key, before, after) = match &change.how {
            ClaimFate::Gone => (None, None, None),
            ClaimFate::Withdrawn(day) => (None, None, Some(Text::from(*day))),
            ClaimFate::Replaced(source) => (None, None, Some(Text::from(*source))),
            ClaimFate::Moved(place) => (None, None, Some(question_id(place))),
            ClaimFate::Edited(key, [before, after]) => (
                Some(Text::from(*key)),
                Some(Text::from(*before)),
                Some(Text::from(*after)),
            ),
        };
        Self {
            fate: Text::from(change.how.word()),
            topic: Text::from(&change.place.event.topic),
            event: Text::from(&change.place.event.id),
            attribute: attribute(change.place.question()),
            id: Text::from(&change.claim.id),
            source: Text::from(&change.claim.source),
            speaker: Text::from(&change.claim.speaker),
            value: Text::from(&change.position.value),
            file: Text::from(&change.at.file),
            line: change.at.line,
            key,
            before,
            after,
        }
    }
}

fn question_id(place: &QuestionPlace<'_>) -> Text<'static> {
    let attribute = attribute(place.question());
    Text::from(vocabulary::question_id(&place.event.id, &attribute))
}

impl<'a> DiffPositionJson<'a> {
    fn new(standing: &'a Standing<'_>) -> Self {
        Self {
            identity: Text::from(&standing.position.identity),
            value: Text::from(&standing.position.value),
            unit: standing.position.unit.as_deref().map(Text::from),
            speakers: standing
                .voices
                .iter()
                .map(|voice| Text::from(voice.id))
                .collect(),
        }
    }
}

impl<'a> DiffMoveJson<'a> {
    fn new(moved: &'a Move<'_>) -> Self {
        Self {
            speaker: Text::from(moved.voice.id),
            unnamed_in: moved.voice.unnamed_in.map(Text::from),
            before: values(&moved.before),
            after: values(&moved.after),
        }
    }
}

impl<'a> DiffQuestionJson<'a> {
    fn new(changed: &'a Changed<'_>) -> Self {
        let question = changed.place.question();
        let [outcome_before, outcome_after] = changed.place.outcomes();
        Self {
            fate: Text::from(changed.fate.word()),
            topic: Text::from(&changed.place.event.topic),
            event: Text::from(&changed.place.event.id),
            attribute: attribute(question),
            label: question
                .map(|question| Text::from(&question.label))
                .unwrap_or_default(),
            outcome_before: outcome_before.map(Text::from),
            outcome_after: outcome_after.map(Text::from),
            gained: speakers(changed.gained()),
            lost: speakers(changed.lost()),
            moves: changed.moves.iter().map(DiffMoveJson::new).collect(),
        }
    }
}

fn attribute(question: Option<&QuestionState>) -> Text<'_> {
    question
        .map(|question| Text::from(&question.attribute))
        .unwrap_or_default()
}

fn speakers<'a>(moves: impl Iterator<Item = &'a Move<'a>>) -> Vec<Text<'a>> {
    moves.map(|moved| Text::from(moved.voice.id)).collect()
}

fn values<'a>(positions: &[&'a PositionState]) -> Vec<Text<'a>> {
    positions
        .iter()
        .map(|position| Text::from(&position.value))
        .collect()
}

//! The document of `crosscheck diff`, which has a version of its own.

use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::diff::{Changed, Diff, Fate, Found, Move, Standing};
use crate::diff::{PositionState, QuestionState};

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
}

/// The counts of what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DiffSummaryJson {
    /// Contradictions.
    pub contradictions: DiffCountsJson,
    /// Contradictions that are new or open again, and that no editor has resolved.
    pub unresolved: usize,
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
    /// The positions that it is about, as they are or as they were last.
    pub positions: Vec<DiffPositionJson<'a>>,
    /// The speakers with other live values than before.
    pub moves: Vec<DiffMoveJson<'a>>,
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
        }
    }
}

impl DiffSummaryJson {
    fn new(diff: &Diff<'_>) -> Self {
        let [errors_before, errors_after] = diff.errors;
        Self {
            contradictions: DiffCountsJson::new(diff.contradictions.iter().map(|found| found.fate)),
            unresolved: diff.unresolved().count(),
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
            positions: found.standing.iter().map(DiffPositionJson::new).collect(),
            moves: found.moves.iter().map(DiffMoveJson::new).collect(),
        }
    }
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

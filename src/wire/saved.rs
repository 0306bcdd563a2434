//! Reading a report that was saved as JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::head::SCHEMA;
use super::report::ReportJson;
use super::text::Text;

/// What mends most of these errors.
const AGAIN: &str = "save it again with `crosscheck report --format json --output FILE`";

/// The reason why a text is no saved report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SavedError {
    /// It is no JSON, or not whole: what is wrong, with line and column.
    Syntax(String),
    /// It is JSON of another kind, or of a version that is not known: its schema.
    Schema(Option<String>),
    /// It is a document without the questions, as `check` and others write.
    NoReport,
    /// It was written by a version that did not yet write what is compared.
    Older,
    /// It holds only a part of the claims.
    Selected,
}

impl fmt::Display for SavedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(f, "it is no whole JSON ({what}); {AGAIN}"),
            Self::Schema(Some(schema)) => {
                write!(
                    f,
                    "its schema is “{schema}”, and “{SCHEMA}” is needed; {AGAIN}"
                )
            }
            Self::Schema(None) => write!(
                f,
                "it is no report of crosscheck: it has no schema; {AGAIN}"
            ),
            Self::NoReport => write!(f, "it holds no questions, so it is no report; {AGAIN}"),
            Self::Older => write!(
                f,
                "an older version saved it, and it lacks what is compared; {AGAIN}"
            ),
            Self::Selected => write!(
                f,
                "only a part of the claims is in it, and what is left out would count as vanished; {AGAIN}, \
                 without --only, --event, --attribute and --source"
            ),
        }
    }
}

impl std::error::Error for SavedError {}

/// What tells a saved report from other JSON.
#[derive(Deserialize)]
struct SavedHead<'a> {
    #[serde(borrow)]
    schema: Option<Text<'a>>,
    selection: Option<IgnoredAny>,
    events: Option<IgnoredAny>,
    speakers: Option<IgnoredAny>,
}

/// Reads a whole report that was saved as JSON, from its text. A byte order mark is passed over.
///
/// # Errors
///
/// If the text is no JSON, another document, of another version, or a report on a part of the claims.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::wire::{ReportJson, read_report};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut saved = Vec::new();
/// render::json(&ReportJson::new(&report), &mut saved)?;
/// assert_eq!(read_report(&saved)?, ReportJson::new(&report));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_report(text: &[u8]) -> Result<ReportJson<'_>, SavedError> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let outline: SavedHead<'_> =
        serde_json::from_slice(text).map_err(|error| SavedError::Syntax(error.to_string()))?;
    if outline.schema.as_deref() != Some(SCHEMA) {
        return Err(SavedError::Schema(outline.schema.map(String::from)));
    }
    if outline.events.is_none() {
        return Err(SavedError::NoReport);
    }
    if outline.speakers.is_none() {
        return Err(SavedError::Older);
    }
    if outline.selection.is_some() {
        return Err(SavedError::Selected);
    }
    serde_json::from_slice(text).map_err(|_| SavedError::Older)
}

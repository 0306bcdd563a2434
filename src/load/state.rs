//! One state of the claims, as far as two states are compared: what a report saved as JSON says.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The version of the JSON that is read.
const SCHEMA: &str = "crosscheck/1";

/// A larger file is not read.
const MOST_BYTES: u64 = 1 << 30;

/// One state of the claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct State {
    pub summary: Summary,
    pub speakers: Vec<Speaker>,
    pub events: Vec<Event>,
    pub findings: Vec<Finding>,
}

/// The counts of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Summary {
    pub errors: usize,
}

/// Somebody who makes claims.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Speaker {
    pub id: String,
    pub short: String,
    pub unnamed: bool,
}

/// An event with its questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Event {
    pub id: String,
    pub title: String,
    pub date: Option<String>,
    pub topic: String,
    pub folder: String,
    pub questions: Vec<Question>,
}

/// A question with its positions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Question {
    pub attribute: String,
    pub label: String,
    pub outcome: String,
    pub resolved: bool,
    pub positions: Vec<Position>,
    pub relations_cut: bool,
}

/// A position with its claims.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Position {
    pub identity: String,
    pub value: String,
    pub shown: String,
    pub unit: Option<String>,
    pub claims: Vec<Claim>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Claim {
    pub id: String,
    pub source: String,
    pub speaker: String,
    pub live: bool,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's JSON, §8"
)]
pub struct Finding {
    pub identity: String,
    pub code: String,
    pub folder: String,
    pub event: String,
    pub attribute: String,
    pub message: String,
    pub claims: Vec<String>,
}

impl State {
    /// A name for each speaker, by its id: its short name, with the id where another one has it too.
    pub fn names(&self) -> BTreeMap<&str, String> {
        let mut times = BTreeMap::<&str, usize>::new();
        for speaker in &self.speakers {
            *times.entry(&speaker.short).or_default() += 1;
        }
        let name = |speaker: &Speaker| match times[speaker.short.as_str()] {
            1 => speaker.short.clone(),
            _ => format!("{} [{}]", speaker.short, speaker.id),
        };
        self.speakers
            .iter()
            .map(|speaker| (speaker.id.as_str(), name(speaker)))
            .collect()
    }
}

/// What tells a saved report from other JSON.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
    selection: Option<IgnoredAny>,
    events: Option<IgnoredAny>,
    speakers: Option<IgnoredAny>,
}

/// Why a file is no saved report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedError {
    /// It cannot be read: the system's words.
    Unreadable(String),
    /// It has so many bytes.
    TooLarge(u64),
    /// It is no JSON, or not whole: what is wrong, with line and column.
    Syntax(String),
    /// It is JSON of another kind, or of a version that is not known: its schema.
    Schema(Option<String>),
    /// It is a page without the questions, as `check` and others write.
    NoReport,
    /// It was written by a version that did not yet write what is compared.
    Older,
    /// It holds only a part of the claims.
    Selected,
}

impl std::fmt::Display for SavedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const AGAIN: &str = "save it again with `crosscheck report --format json --output FILE`";
        match self {
            Self::Unreadable(reason) => write!(f, "it cannot be read: {reason}"),
            Self::TooLarge(bytes) => write!(f, "it has {bytes} bytes; one over 1 GiB is not read"),
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

/// Whether a file is meant as a saved report: its name ends in `.json`, or it begins as JSON does.
pub fn is_saved(path: &Path) -> bool {
    use std::io::Read;
    if !path.is_file() {
        return false;
    }
    let begins_so = || {
        let mut start = Vec::new();
        let read = std::fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut start));
        let text = start
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&start)
            .trim_ascii_start();
        read.is_ok() && text.first() == Some(&b'{')
    };
    path.extension()
        .is_some_and(|extension| extension == "json")
        || begins_so()
}

/// Reads a saved report.
pub fn read(path: &Path) -> Result<State, SavedError> {
    let unreadable = |error: std::io::Error| SavedError::Unreadable(error.kind().to_string());
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(SavedError::TooLarge(size));
    }
    parse(&std::fs::read(path).map_err(unreadable)?)
}

/// Reads a saved report from its text.
pub fn parse(text: &[u8]) -> Result<State, SavedError> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let syntax = |error: serde_json::Error| SavedError::Syntax(error.to_string());
    let head: Head = serde_json::from_slice(text).map_err(syntax)?;
    match head {
        Head { schema, .. } if schema.as_deref() != Some(SCHEMA) => Err(SavedError::Schema(schema)),
        Head { events: None, .. } => Err(SavedError::NoReport),
        Head { speakers: None, .. } => Err(SavedError::Older),
        Head {
            selection: Some(_), ..
        } => Err(SavedError::Selected),
        Head { .. } => serde_json::from_slice(text).map_err(|_| SavedError::Older),
    }
}

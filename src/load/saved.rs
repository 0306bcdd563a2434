//! Files in which a report was saved as JSON.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::reach;

/// A larger file is not read.
const MOST_BYTES: u64 = 1 << 30;

/// The reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UnreadSavedError {
    /// The system refuses it: its words.
    Unreadable(String),
    /// It has so many bytes.
    TooLarge(u64),
}

impl std::fmt::Display for UnreadSavedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "it cannot be read: {reason}"),
            Self::TooLarge(bytes) => write!(f, "it has {bytes} bytes; one over 1 GiB is not read"),
        }
    }
}

impl std::error::Error for UnreadSavedError {}

impl From<std::io::Error> for UnreadSavedError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.kind().to_string())
    }
}

/// Says whether a file is meant as a saved report: its name ends in `.json`, or it begins as JSON does.
pub(crate) fn is_saved(path: &Path) -> bool {
    path.is_file()
        && (path
            .extension()
            .is_some_and(|extension| extension == "json")
            || begins_as_json(path))
}

fn begins_as_json(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut start));
    let text = start
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&start)
        .trim_ascii_start();
    read.is_ok() && text.first() == Some(&b'{')
}

/// Reads the text of a saved report.
///
/// # Errors
///
/// If the file cannot be read, or has more than 1 GiB.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, UnreadSavedError> {
    reach::check(path).map_err(|error| UnreadSavedError::Unreadable(error.to_string()))?;
    let size = fs::metadata(path)?.len();
    if size > MOST_BYTES {
        return Err(UnreadSavedError::TooLarge(size));
    }
    Ok(fs::read(path)?)
}

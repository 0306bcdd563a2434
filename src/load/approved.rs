//! The approved report, as a team keeps it.

use std::io;
use std::path::Path;

/// Reads the approved report. Returns `None` if none is kept. Line breaks of other systems make no difference.
///
/// # Errors
///
/// If there is one that cannot be read.
pub(crate) fn read(path: &Path) -> io::Result<Option<String>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

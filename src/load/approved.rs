//! The approved report, as a team keeps it.

use std::io;
use std::path::Path;

use super::reach;

/// Reads the approved report. Returns `None` if none is kept. Line breaks of other systems make no difference.
///
/// # Errors
///
/// If there is one that cannot be read, if it is no regular file, or if a link to it leads out of the repository.
pub(crate) fn read(path: &Path) -> io::Result<Option<String>> {
    reach::check(path)?;
    if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return Err(io::Error::other("this is not a file"));
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

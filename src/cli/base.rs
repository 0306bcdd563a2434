//! The revision that a branch is held against.

use std::path::PathBuf;

use crate::load::git::{self, GitError};

use super::Failure;
use super::output;

/// Returns the commit where a revision parted from another, or its own name if it has gone on no further. What is wrong
/// with the name is said when it is read.
pub(super) fn where_they_parted(revision: &str, other: &str) -> String {
    match git::parted(revision, other) {
        Ok(Some(base)) => {
            let short = base.get(..10).unwrap_or(&base);
            output::tell(&format!(
                "note: “{revision}” has gone on since: compared with the commit where both parted, {short}"
            ));
            base
        }
        _ => revision.to_owned(),
    }
}

/// Returns the claim files under some paths as they were where this branch parted from a revision, each with its path
/// from the working folder. There may have been none yet.
pub(super) fn texts(revision: &str, paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let base = where_they_parted(revision, "HEAD");
    let mut texts = Vec::new();
    for path in paths {
        match git::texts(&base, path) {
            Ok(found) => texts.extend(found),
            Err(GitError::NoPath(_) | GitError::NoClaimFiles(_)) => {}
            Err(GitError::NoRepository) => {
                return Err(Failure(
                    "`--base` takes a git revision, and this is no git repository".to_owned(),
                ));
            }
            Err(GitError::NoRevision { shallow: false }) => {
                return Err(Failure(format!(
                    "`--base` takes a git revision, and “{revision}” is none here: `git branch --all` lists the \
                     branches; one that is missing may have to be fetched first"
                )));
            }
            Err(error) => return Err(Failure(format!("“{revision}”: {error}"))),
        }
    }
    Ok(texts)
}

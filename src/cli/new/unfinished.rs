//! An entry that was not finished: its answers are kept in a file beside the claims, a flag a line, until the next one.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches};

use super::super::output;
use super::entry::ClaimEntry;

/// The name of the file, in the folder of the claims.
const NAME: &str = ".crosscheck-unfinished";

/// The file of an entry that was not finished.
pub(super) struct Unfinished(PathBuf);

impl Unfinished {
    /// Returns the file in a folder of claims, whether it is there or not.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self(folder.join(NAME))
    }

    /// Keeps an entry. Returns false if it could not be kept.
    pub(super) fn keep(&self, entry: &ClaimEntry) -> bool {
        let flags: Vec<String> = entry.flags();
        let text = flags.join("\n") + "\n";
        output::write(Some(&self.0), &|out| out.write_all(text.as_bytes())).is_ok()
    }

    /// Returns the entry that was kept, if there is one that can be read.
    pub(super) fn kept(&self) -> Option<ClaimEntry> {
        let text = output::folder::bytes(&self.0).ok()?;
        read(&String::from_utf8(text).ok()?)
    }

    /// Forgets what was kept.
    pub(super) fn forget(&self) -> io::Result<()> {
        output::folder::remove(&self.0)
    }
}

/// Reads the flags of an entry, one a line.
fn read(text: &str) -> Option<ClaimEntry> {
    let command = ClaimEntry::augment_args(Command::new("new").no_binary_name(true));
    let matches = command.try_get_matches_from(text.lines()).ok()?;
    ClaimEntry::from_arg_matches(&matches).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_comes_back() {
        let flags = [
            "--source=The Post",
            "--name=-",
            "--event-title=Air strike, \"the ford\"",
            "--value=over 300",
            "--value=x = 1",
            "--quote=--force",
        ];
        let entry = read(&flags.join("\n")).unwrap();
        assert_eq!(entry.source.as_deref(), Some("The Post"));
        assert_eq!(entry.value, ["over 300", "x = 1"]);
        let mut again = entry.flags();
        let mut flags = flags.map(str::to_owned).to_vec();
        again.sort();
        flags.sort();
        assert_eq!(again, flags);
        assert!(read("--no-such-flag=1").is_none());
        assert_eq!(read("").unwrap().flags(), Vec::<String>::new());
    }
}

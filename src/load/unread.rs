//! Files beside the claim files that could hold claims and are not read: a copy with another ending, a file
//! that somebody set aside.

use std::fs::File;
use std::io::Read;

use super::shape::TABLES;
use super::walk::OtherFile;

/// Of each file so many bytes are looked at: claims begin with their tables.
const MOST_BYTES: u64 = 64 << 10;

/// Returns true if a file could hold claims: by its name, or because it begins with tables of a claim file.
pub(crate) fn could_hold_claims(file: &OtherFile) -> bool {
    let name = file.name.to_ascii_lowercase();
    name.contains(".toml") || has_tables(&beginning(file))
}

/// Returns the beginning of a file; nothing if it cannot be read.
fn beginning(file: &OtherFile) -> String {
    let mut bytes = Vec::new();
    let read =
        File::open(&file.path).and_then(|open| open.take(MOST_BYTES).read_to_end(&mut bytes));
    match read {
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => String::new(),
    }
}

/// Says whether a text has the header of a table that repeats in claim files.
fn has_tables(text: &str) -> bool {
    let tables = || TABLES.iter().filter(|table| table.repeats);
    text.lines().any(|line| {
        let header = line.trim().strip_prefix("[[");
        let name = header.and_then(|rest| rest.split_once("]]"));
        name.is_some_and(|(name, _)| tables().any(|table| table.name == name.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_could_hold_claims_by_its_name_or_by_its_tables() {
        let folder = tempfile::TempDir::new().unwrap();
        for (name, text, could) in [
            ("a.toml.bak", "", true),
            ("a.TOML~", "", true),
            ("a.txt", "[[claim]]\nvalue = 1", true),
            ("a.txt", "text\n  [[ resolution ]]  # here", true),
            ("a.txt", "The flood killed 12 people.", false),
            ("a.txt", "[source]", false),
            ("a.txt", "[[other]]", false),
            ("gone", "", false),
        ] {
            let path = folder.path().join(name);
            if name != "gone" {
                std::fs::write(&path, text).unwrap();
            }
            let name = name.to_owned();
            let file = OtherFile { name, path };
            assert_eq!(could_hold_claims(&file), could, "{} {text}", file.name);
        }
    }
}

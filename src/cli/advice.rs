//! Commands that the program tells people to type: as they stand, in the folder where they are, for the files that
//! they named.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::safe::{Shown, safe, shown};

/// The folder that is read if none is named.
const USUAL: &str = "claims";

/// Returns a command on the files under some paths: "crosscheck check 'our claims'". The usual folder needs no name.
pub(super) fn command(words: &'static str, paths: &[PathBuf]) -> Shown {
    with_paths(words.into(), paths)
}

/// Returns a command with an option that names a file, on the files under some paths.
pub(super) fn command_with_file(
    words: &'static str,
    option: &'static str,
    file: &Path,
    paths: &[PathBuf],
) -> Shown {
    // With `=`, a name that begins with a hyphen is no option.
    let words = shown!("{} {}={}", words, option, argument(file.as_os_str()));
    with_paths(words, paths)
}

fn with_paths(mut words: Shown, paths: &[PathBuf]) -> Shown {
    if paths == [Path::new(USUAL)] {
        return words;
    }
    let is_like_an_option = |path: &PathBuf| path.to_string_lossy().starts_with('-');
    if paths.iter().any(is_like_an_option) {
        words.push(" --");
    }
    for path in paths {
        words.push(shown!(" {}", argument(path.as_os_str())));
    }
    words
}

/// Writes an argument so that a shell reads it as it is: in single quotes if it holds more than plain signs.
fn argument(text: &OsStr) -> Shown {
    let shown = safe(&text.to_string_lossy());
    let text = shown.as_str();
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-./:@,+%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return shown;
    }
    safe(&format!("'{}'", text.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_what_was_named() {
        for (paths, told) in [
            (&["claims"][..], "crosscheck check"),
            (&["claims/", "b"], "crosscheck check claims/ b"),
            (&["our claims"], "crosscheck check 'our claims'"),
            (&["-x", "$(id)"], "crosscheck check -- -x '$(id)'"),
            (&["it's"], r"crosscheck check 'it'\''s'"),
            (&["a\u{1b}"], "crosscheck check 'a<U+001B>'"),
        ] {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            assert_eq!(command("crosscheck check", &paths), told);
        }
    }

    #[test]
    fn a_file_is_the_value_of_its_option() {
        let told = command_with_file(
            "crosscheck snapshot --accept",
            "--file",
            Path::new("-a b"),
            &["c".into()],
        );
        assert_eq!(told, "crosscheck snapshot --accept --file='-a b' c");
    }
}

//! Folding makes the same letters of two spellings of one name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Returns a name without what does not tell names apart: Unicode NFKC, full case folding, no accents
/// (U+0300–U+036F after NFD), white space trimmed and every run of it made one space.
pub(crate) fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// Folds a name as [`fold`] does, but copies nothing if it is folded already, as ids and most
/// spellings are.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    // Without a look at Unicode's tables ASCII is folded ten times as fast.
    if !text.is_ascii() {
        return Cow::Owned(spaced_once(&bare(text)));
    }
    if is_folded(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(spaced_once(text).to_ascii_lowercase())
    }
}

/// Returns true if ASCII has no capitals, and no white space but single spaces between words.
fn is_folded(text: &str) -> bool {
    let mut before = b' ';
    let all = text.bytes().all(|byte| {
        let twice = byte == b' ' && before == b' ';
        before = byte;
        !twice && !byte.is_ascii_uppercase() && !matches!(byte, b'\t'..=b'\r')
    });
    all && (before != b' ' || text.is_empty())
}

/// Returns letters without case, accents and variants.
fn bare(text: &str) -> String {
    text.nfkc()
        .default_case_fold()
        .nfd()
        .filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}'))
        .nfkc()
        .collect()
}

/// Returns words with one space between them.
fn spaced_once(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Returns the name that a folded spelling is an alias of; an alias of an alias is an alias.
pub(crate) fn unalias(folded: &str, aliases: &BTreeMap<String, String>) -> String {
    let mut name = folded;
    // As many steps as there are aliases reach the end of every chain; a circle stops here too.
    for _ in 0..aliases.len() {
        match aliases.get(name) {
            Some(next) if next != name => name = next,
            _ => break,
        }
    }
    name.to_owned()
}

/// Makes an id of words: lower-case ASCII letters, digits and `-` ("Red Army" becomes `red-army`).
pub(crate) fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (left, right) in [
            ("Türkiye", "turkiye"),
            ("  New\t York ", "new york"),
            ("STRASSE", "straße"),
            ("ﬁne", "fine"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
        assert_ne!(fold("Kabul"), fold("Kabui"));
    }

    #[test]
    fn words_become_ids() {
        for (words, id) in [
            ("Red Army", "red-army"),
            ("Türkiye (AA)", "turkiye-aa"),
            ("--", ""),
        ] {
            assert_eq!(slug(words), id);
        }
    }
}

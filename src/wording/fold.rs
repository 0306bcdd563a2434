//! Folding: two spellings of one name become the same letters.

use std::collections::BTreeMap;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// A name without what does not tell names apart: Unicode NFKC, full case folding, no accents
/// (U+0300–U+036F after NFD), white space trimmed and every run of it made one space.
pub fn fold(text: &str) -> String {
    let bare: String = text
        .nfkc()
        .default_case_fold()
        .nfd()
        .filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}'))
        .nfkc()
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name for which a folded spelling stands: an alias of an alias is an alias.
pub fn unalias(folded: &str, aliases: &BTreeMap<String, String>) -> String {
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

/// Words made an id: lower-case ASCII letters, digits and `-` ("Red Army" becomes `red-army`).
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
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
        for (words, id) in [("Red Army", "red-army"), ("Türkiye (AA)", "turkiye-aa"), ("--", "")] {
            assert_eq!(slug(words), id);
        }
    }
}

//! The words of claims, each kept once: a million claims name the same few thousand events, speakers
//! and values. Interning took the memory of a claim from 2,300 to under 120 bytes.

use indexmap::{Equivalent, IndexSet};

use super::raw::{Raw, bare};
use super::table::Given;
use crate::files::narrow;

/// What a key of a claim holds: the number of its words in [`Words`], or that there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    /// The key is not given.
    pub(crate) const ABSENT: Self = Self(u32::MAX);
    /// The key is given and cannot be read: there is a diagnostic of it already.
    pub(crate) const BROKEN: Self = Self(u32::MAX - 1);

    /// Returns true if the key is given and can be read.
    pub(crate) fn is_given(self) -> bool {
        self < Self::BROKEN
    }

    /// Returns itself, if the key is given and can be read.
    pub(crate) fn given(self) -> Option<Self> {
        self.is_given().then_some(self)
    }
}

/// The form of words in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum WordForm {
    /// A TOML string.
    Text,
    /// Without quotation marks: a number, a date, a list.
    Bare,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct StoredWord {
    form: WordForm,
    text: Box<str>,
}

/// Words that are looked for: the same hash as [`StoredWord`], without a copy of the text.
#[derive(Hash)]
struct Sought<'t> {
    form: WordForm,
    text: &'t str,
}

impl Equivalent<StoredWord> for Sought<'_> {
    fn equivalent(&self, word: &StoredWord) -> bool {
        self.form == word.form && *self.text == *word.text
    }
}

/// Every distinct word. Its hashes are seeded anew in every run, so that no file can be made to
/// collide; the numbers are in the order of first use, so that no hash reaches the output.
#[derive(Debug, Default)]
pub(crate) struct Words(IndexSet<StoredWord, foldhash::fast::RandomState>);

impl Words {
    /// Returns the number of a TOML string, which is added if it is new.
    pub(crate) fn text(&mut self, text: &str) -> WordId {
        self.number(&Sought {
            form: WordForm::Text,
            text,
        })
    }

    /// Returns the number of what is given for a key: of a string, else of its bytes in the text of the file.
    pub(super) fn add(&mut self, given: &Given<'_>, text: &str) -> WordId {
        match given {
            Given::Text(words) => self.text(words),
            Given::Any(value) => match value.get_ref() {
                Raw::Text(words) => self.text(words),
                _ => self.number(&Sought {
                    form: WordForm::Bare,
                    text: text.get(value.span()).unwrap_or_default(),
                }),
            },
        }
    }

    fn number(&mut self, sought: &Sought<'_>) -> WordId {
        let at = self.0.get_index_of(sought).unwrap_or_else(|| {
            self.0
                .insert_full(StoredWord {
                    form: sought.form,
                    text: sought.text.into(),
                })
                .0
        });
        number(at)
    }

    /// Returns the words of a number: the text of a string, else what the file has.
    pub(crate) fn get(&self, id: WordId) -> &str {
        self.0
            .get_index(id.0 as usize)
            .map_or("", |word| &word.text)
    }

    /// Returns the value that the words are.
    pub(crate) fn raw(&self, id: WordId) -> Raw {
        match self.0.get_index(id.0 as usize) {
            Some(StoredWord {
                form: WordForm::Bare,
                text,
            }) => bare(text),
            _ => Raw::Text(self.get(id).to_owned()),
        }
    }

    /// Takes over the words of another list. Returns their numbers here, by their numbers there.
    pub(super) fn merge(&mut self, others: Self) -> Renamed {
        let words = others.0.into_iter();
        Renamed(
            words
                .map(|word| number(self.0.insert_full(word).0))
                .collect(),
        )
    }
}

#[cfg(test)]
impl Words {
    /// Lists every word, by its number.
    pub(super) fn list(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|word| format!("{:?} {}", word.form, word.text))
            .collect()
    }
}

/// Returns the number of the word at a place.
fn number(at: usize) -> WordId {
    WordId(narrow(at))
}

/// The numbers that the words of one list have in another.
pub(super) struct Renamed(Vec<WordId>);

impl Renamed {
    /// Returns the number in the other list.
    pub(super) fn get(&self, id: WordId) -> WordId {
        self.0.get(id.0 as usize).copied().unwrap_or(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::raw::Spanned;

    #[test]
    fn words_are_kept_once_by_their_form() {
        let mut words = Words::default();
        let [text, again, other] = ["58", "58", "over 58"].map(|text| words.text(text));
        assert_eq!(text, again);
        assert_ne!(text, other);
        let whole = Spanned::new(8..10, Raw::Whole(58));
        let bare = words.add(&Given::Any(&whole), "value = 58");
        assert_ne!(bare, text);
        for (word, written, raw) in [
            (text, "58", Raw::Text("58".to_owned())),
            (other, "over 58", Raw::Text("over 58".to_owned())),
            (bare, "58", Raw::Whole(58)),
            (WordId::ABSENT, "", Raw::Text(String::new())),
        ] {
            assert_eq!((words.get(word), words.raw(word)), (written, raw));
        }
    }

    #[test]
    fn a_string_is_the_same_word_for_every_key() {
        let mut words = Words::default();
        let value = Spanned::new(0..3, Raw::Text("a".to_owned()));
        let [text, any] = [Given::Text("a"), Given::Any(&value)].map(|given| words.add(&given, ""));
        assert_eq!(text, any);
    }

    #[test]
    fn only_words_that_can_be_read_are_given() {
        for (word, given) in [
            (WordId(0), true),
            (WordId::ABSENT, false),
            (WordId::BROKEN, false),
        ] {
            assert_eq!(word.is_given(), given);
            assert_eq!(word.given(), given.then_some(word));
        }
    }

    #[test]
    fn merged_words_keep_their_meaning() {
        let (mut words, mut others) = (Words::default(), Words::default());
        let [a, b] = ["a", "b"].map(|text| words.text(text));
        let [c, other_b] = ["c", "b"].map(|text| others.text(text));
        let renamed = words.merge(others);
        assert_eq!(renamed.get(other_b), b);
        assert_eq!(words.get(renamed.get(c)), "c");
        assert_eq!(words.get(a), "a");
        assert_eq!(renamed.get(WordId::ABSENT), WordId::ABSENT);
        assert_eq!(words.list(), ["Text a", "Text b", "Text c"]);
    }
}

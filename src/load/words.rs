//! The words of claims, each kept once: a million claims name the same few thousand events, speakers
//! and values. Interning took the memory of a claim from 2,300 to under 120 bytes.

use indexmap::{Equivalent, IndexSet};

use super::raw::{Raw, bare};

/// What a key of a claim holds: the number of its words in [`Words`], or that there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(u32);

impl WordId {
    /// The key is not given.
    pub const ABSENT: Self = Self(u32::MAX);
    /// The key is given and cannot be read; that is told already.
    pub const BROKEN: Self = Self(u32::MAX - 1);

    /// Whether the key is given and can be read.
    pub fn is_given(self) -> bool {
        self < Self::BROKEN
    }

    /// Itself, where the key is given and can be read.
    pub fn given(self) -> Option<Self> {
        self.is_given().then_some(self)
    }
}

/// Whether words are a TOML string, or stand in the file as they are: a number, a date, a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Text,
    Bare,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Word {
    sort: Sort,
    text: Box<str>,
}

/// Words that are looked for: the same hash as [`Word`], without a copy of the text.
#[derive(Hash)]
struct Sought<'t> {
    sort: Sort,
    text: &'t str,
}

impl Equivalent<Word> for Sought<'_> {
    fn equivalent(&self, word: &Word) -> bool {
        self.sort == word.sort && *self.text == *word.text
    }
}

/// Every distinct word. Its hashes are seeded anew in every run, so that no file can be made to
/// collide; the numbers are in the order of first use, so that no hash reaches the output.
#[derive(Debug, Default)]
pub struct Words(IndexSet<Word, foldhash::fast::RandomState>);

impl Words {
    /// The number of a TOML string.
    pub fn text(&mut self, text: &str) -> WordId {
        self.number(&Sought {
            sort: Sort::Text,
            text,
        })
    }

    /// The number of a value: a string, else what stands in the file.
    pub(super) fn value(&mut self, raw: &Raw, written: &str) -> WordId {
        match raw {
            Raw::Text(text) => self.text(text),
            _ => self.number(&Sought {
                sort: Sort::Bare,
                text: written,
            }),
        }
    }

    fn number(&mut self, sought: &Sought<'_>) -> WordId {
        let at = self.0.get_index_of(sought).unwrap_or_else(|| {
            self.0
                .insert_full(Word {
                    sort: sought.sort,
                    text: sought.text.into(),
                })
                .0
        });
        WordId(u32::try_from(at).unwrap_or(WordId::BROKEN.0))
    }

    /// The words of a number: of a string its text, else what stands in the file.
    pub fn get(&self, id: WordId) -> &str {
        self.0
            .get_index(id.0 as usize)
            .map_or("", |word| &word.text)
    }

    /// The value that the words are.
    pub fn raw(&self, id: WordId) -> Raw {
        match self.0.get_index(id.0 as usize) {
            Some(Word {
                sort: Sort::Bare,
                text,
            }) => bare(text),
            _ => Raw::Text(self.get(id).to_owned()),
        }
    }

    /// Takes over the words of another list. Returns their numbers here, by their numbers there.
    pub(super) fn merge(&mut self, others: Self) -> Renamed {
        let number = |word: Word| {
            WordId(u32::try_from(self.0.insert_full(word).0).unwrap_or(WordId::BROKEN.0))
        };
        Renamed(others.0.into_iter().map(number).collect())
    }
}

#[cfg(test)]
impl Words {
    /// Every word, by its number.
    pub(super) fn list(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|word| format!("{:?} {}", word.sort, word.text))
            .collect()
    }
}

/// The numbers that the words of one list have in another.
pub(super) struct Renamed(Vec<WordId>);

impl Renamed {
    /// The number in the other list.
    pub(super) fn of(&self, id: WordId) -> WordId {
        self.0.get(id.0 as usize).copied().unwrap_or(id)
    }
}

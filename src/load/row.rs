//! A claim as it is kept while everything is read: numbers of words and a place. What only matters
//! if the claim is shown, its quote above all, is read from the file again then.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::raw::Raw;
use super::shape::{Claim, Source};
use super::table::{Any, Entry, Key, Shape, Text};
use super::words::{Renamed, WordId, Words};
use crate::files::narrow;
use crate::model::Site;

/// The words of one `[[claim]]`, by their numbers: 24 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the list says what each key means")]
pub(crate) struct Row {
    pub(crate) event: WordId,
    pub(crate) attribute: WordId,
    pub(crate) value: WordId,
    pub(crate) by: WordId,
    pub(crate) as_of: WordId,
    /// The place of the first of its rare keys in the list of them; [`NO_RARE`] if it has none.
    rare: u32,
}

/// The place of the rare keys of a claim that has none.
const NO_RARE: u32 = u32::MAX;

/// No more claims than this are read: with a word for every key of each, all numbers fit into 32 bits.
pub(super) const MOST_CLAIMS: usize = 1 << 27;

const _: () = assert!(MOST_CLAIMS * KEYS.len() < NO_RARE as usize - 1);

/// A key of a claim: its place in the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClaimKey(u8);

const KEYS: &[Key] = Claim::TABLE.keys;

// The keys that most claims have are part of their row.
const EVENT: ClaimKey = ClaimKey::new("event");
const ATTRIBUTE: ClaimKey = ClaimKey::new("attribute");
const VALUE: ClaimKey = ClaimKey::new("value");
const BY: ClaimKey = ClaimKey::new("by");
const AS_OF: ClaimKey = ClaimKey::new("as_of");

/// The key that says that nobody has confirmed the claim yet.
const PROPOSED: ClaimKey = ClaimKey::new("proposed");

/// The word of a key that few claims have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RareWord {
    key: ClaimKey,
    /// True if the claim has no further one.
    is_last: bool,
    word: WordId,
}

/// The keys of one claim that few claims have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rare<'r>(&'r [RareWord]);

impl ClaimKey {
    /// Returns the key of that name.
    ///
    /// # Panics
    /// If claims have no such key: a constant of such a name does not compile.
    pub(crate) const fn new(name: &str) -> Self {
        let mut at: u8 = 0;
        while (at as usize) < KEYS.len() && !is_same(KEYS[at as usize].name, name) {
            at += 1;
        }
        assert!(
            (at as usize) < KEYS.len(),
            "claims have no key of that name"
        );
        Self(at)
    }
}

const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

impl Row {
    const EMPTY: Self = Self {
        event: WordId::ABSENT,
        attribute: WordId::ABSENT,
        value: WordId::ABSENT,
        by: WordId::ABSENT,
        as_of: WordId::ABSENT,
        rare: NO_RARE,
    };

    /// Returns true if it has all that a claim needs.
    pub(crate) fn is_complete(&self) -> bool {
        self.event.is_given() && self.attribute.is_given() && self.value.is_given()
    }

    /// Returns the place for the word of a key; `None` for a key that few claims have.
    fn slot(&mut self, key: ClaimKey) -> Option<&mut WordId> {
        match key {
            EVENT => Some(&mut self.event),
            ATTRIBUTE => Some(&mut self.attribute),
            VALUE => Some(&mut self.value),
            BY => Some(&mut self.by),
            AS_OF => Some(&mut self.as_of),
            _ => None,
        }
    }

    /// Gives its words the numbers that they have in another list.
    fn rename(&mut self, words: &Renamed) {
        for word in [
            &mut self.event,
            &mut self.attribute,
            &mut self.value,
            &mut self.by,
            &mut self.as_of,
        ] {
            *word = words.get(*word);
        }
    }
}

impl Rare<'_> {
    /// Returns the word of a key.
    pub(crate) fn word(self, key: ClaimKey) -> WordId {
        self.0
            .iter()
            .find(|rare| rare.key == key)
            .map_or(WordId::ABSENT, |rare| rare.word)
    }

    /// Returns true if nobody has confirmed the claim yet.
    pub(crate) fn is_proposed(self) -> bool {
        self.0.iter().any(|rare| rare.key == PROPOSED)
    }
}

/// The claims of many files, in the order of the files: each file has a range of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    list: Vec<Row>,
    rare: Vec<RareWord>,
    sites: Vec<Site>,
}

impl Rows {
    /// Returns the claims.
    pub(crate) fn all(&self) -> &[Row] {
        &self.list
    }

    /// Returns the place of each claim.
    pub(crate) fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// Counts the claims.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the keys of a claim that few claims have.
    pub(crate) fn rare(&self, row: &Row) -> Rare<'_> {
        let from = self.rare.get(row.rare as usize..).unwrap_or_default();
        let last = from.iter().position(|rare| rare.is_last);
        Rare(&from[..last.map_or(0, |last| last + 1)])
    }

    /// Returns true if a claim counts: it has all that a claim needs, and somebody has confirmed it.
    pub(crate) fn counts(&self, row: &Row) -> bool {
        row.is_complete() && !self.rare(row).is_proposed()
    }

    /// Returns what is left of the claims once they are resolved: their places.
    pub(crate) fn into_sites(self) -> Vec<Site> {
        self.sites
    }

    /// Takes back the claims from a place on: their file is read in another way.
    pub(super) fn truncate(&mut self, len: usize) {
        let rare = self
            .list
            .iter()
            .skip(len)
            .map(|row| row.rare as usize)
            .filter(|at| *at < self.rare.len());
        if let Some(first) = rare.min() {
            self.rare.truncate(first);
        }
        self.list.truncate(len);
        self.sites.truncate(len);
    }

    /// Takes over the claims of later files, whose words have other numbers here.
    pub(super) fn append(&mut self, mut later: Self, words: &Renamed) {
        let before = narrow(self.rare.len());
        for row in &mut later.list {
            row.rename(words);
            if row.rare != NO_RARE {
                row.rare += before;
            }
        }
        for rare in &mut later.rare {
            rare.word = words.get(rare.word);
        }
        self.list.append(&mut later.list);
        self.rare.append(&mut later.rare);
        self.sites.append(&mut later.sites);
    }

    /// Keeps a claim: its words and its place.
    pub(super) fn push(
        &mut self,
        words: &mut Words,
        text: &str,
        entry: &Entry<Claim>,
        extent: RowExtent,
        defaults: Option<&Source>,
    ) {
        let mut row = Row::EMPTY;
        let first = self.rare.len();
        let keys = (0..).map(ClaimKey).zip(KEYS).zip(entry.shape.given());
        for ((key, of), given) in
            keys.filter(|((key, of), _)| of.takes.is_looked_up() && *key != PROPOSED)
        {
            let word = match given {
                Some(given) => words.add(&given, text),
                None if is_broken(entry, of.name) => WordId::BROKEN,
                None => continue,
            };
            match row.slot(key) {
                Some(slot) => *slot = word,
                None => self.rare.push(RareWord::new(key, word)),
            }
        }
        if is_proposed(entry) {
            self.rare.push(RareWord::new(PROPOSED, WordId::ABSENT));
        }
        if let Some(last) = self.rare[first..].last_mut() {
            last.is_last = true;
            row.rare = narrow(first);
        }
        self.list.push(row);
        self.sites.push(site(text, entry, extent, defaults));
    }
}

impl RareWord {
    fn new(key: ClaimKey, word: WordId) -> Self {
        Self {
            key,
            is_last: false,
            word,
        }
    }
}

/// Returns the place of a claim, and what tells it apart.
fn site(text: &str, entry: &Entry<Claim>, extent: RowExtent, defaults: Option<&Source>) -> Site {
    let start = entry.place.start;
    let quote = entry.shape.quote.as_ref();
    let quote = quote.map_or(0, |quote| narrow(quote.span().start).saturating_sub(start));
    Site {
        start,
        end: extent.end,
        line: extent.line,
        quote,
        said: said(text, &entry.shape, defaults),
    }
}

/// Returns true if nobody has confirmed a claim. Somebody who writes `proposed` badly has not confirmed it.
fn is_proposed(entry: &Entry<Claim>) -> bool {
    match &entry.shape.proposed {
        Some(proposed) => *proposed.get_ref(),
        None => is_broken(entry, "proposed"),
    }
}

fn is_broken(entry: &Entry<Claim>, key: &str) -> bool {
    entry.broken.iter().any(|broken| broken == key)
}

/// The end of a claim in its file, in bytes, and the line on which it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowExtent {
    pub(super) end: u32,
    pub(super) line: u32,
}

/// Returns a digest of the words by which two claims of one value differ: the same on every machine.
fn said<'w>(text: &'w str, shape: &'w Claim, defaults: Option<&'w Source>) -> u64 {
    let url = written(&shape.url).or_else(|| written(&defaults?.url));
    let published = date(text, &shape.published).or_else(|| date(text, &defaults?.published));
    let said = [
        written(&shape.quote),
        written(&shape.note),
        url,
        published,
        date(text, &shape.withdrawn),
    ];
    said.iter().fold(0, |digest, words| match words {
        Some(words) => xxh3_64_with_seed(words.as_bytes(), digest ^ 1),
        None => xxh3_64_with_seed(&[], digest),
    })
}

/// Returns the words of a key.
fn written(key: &Text) -> Option<&str> {
    key.as_ref().map(|words| words.get_ref().as_str())
}

/// Returns a date as it is in the text of its file, without quotation marks.
fn date<'w>(text: &'w str, key: &'w Any) -> Option<&'w str> {
    key.as_ref().map(|date| match date.get_ref() {
        Raw::Text(words) => words.as_str(),
        _ => text.get(date.span()).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::FileId;
    use crate::load::quick;

    /// Reads the claims of a text, and returns the words of each.
    fn rows(text: &str) -> (Rows, Words) {
        let (mut words, mut rows) = (Words::default(), Rows::default());
        assert!(quick::read(text, FileId::at(0), &mut words, &mut rows).is_some());
        (rows, words)
    }

    const TEXT: &str = "\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\n\
        [[claim]]\nevent = 'e'\nunit = 'u'\nvia = 'v'\nquote = 'q'\n\
        [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 2\nproposed = true\nwithdrawn = 2025-01-01\n";

    #[test]
    fn a_row_keeps_what_is_looked_up_and_no_quote() {
        let (rows, words) = rows(TEXT);
        for (claim, key, word) in [
            (0, "unit", ""),
            (1, "unit", "u"),
            (1, "via", "v"),
            (1, "quote", ""),
            (1, "withdrawn", ""),
            (2, "unit", ""),
            (2, "withdrawn", "2025-01-01"),
        ] {
            let found = rows.rare(&rows.all()[claim]).word(ClaimKey::new(key));
            assert_eq!(words.get(found), word, "{claim} {key}");
        }
        let counts: Vec<bool> = rows.all().iter().map(|row| rows.counts(row)).collect();
        assert_eq!(counts, [true, false, false]);
    }

    #[test]
    fn rows_of_another_thread_keep_their_words() {
        let (mut first, mut words) = rows("[[claim]]\nevent = 'x'\nunit = 'w'\n");
        let (second, later) = rows(TEXT);
        first.append(second, &words.merge(later));
        let row = &first.all()[2];
        assert_eq!(words.get(row.event), "e");
        let rare = first.rare(row);
        assert_eq!(words.get(rare.word(ClaimKey::new("unit"))), "u");
        assert!(first.rare(&first.all()[3]).is_proposed());
    }

    #[test]
    fn rows_that_are_taken_back_leave_the_others_whole() {
        let (mut rows, words) = rows(TEXT);
        rows.truncate(2);
        assert_eq!(rows.len(), 2);
        let rare = rows.rare(&rows.all()[1]);
        assert_eq!(words.get(rare.word(ClaimKey::new("via"))), "v");
        assert_eq!(rows.rare.len(), 2);
    }

    #[test]
    fn a_claim_differs_from_another_by_what_it_says_beside_its_value() {
        let (rows, _) = rows(
            "[source]\nurl = 'u'\n\
            [[claim]]\nvalue = 1\n\
            [[claim]]\nvalue = 1\nurl = 'u'\n\
            [[claim]]\nvalue = 1\nnote = 'n'\n\
            [[claim]]\nvalue = 1\nquote = 'n'\n",
        );
        let said: Vec<u64> = rows.sites().iter().map(|site| site.said).collect();
        assert_eq!(said[0], said[1]);
        assert!(said[0] != said[2] && said[0] != said[3] && said[2] != said[3]);
    }
}

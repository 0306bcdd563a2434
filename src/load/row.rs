//! A claim as it is kept while everything is read: numbers of words and a place. What only matters
//! where the claim is shown, its quote above all, is read from the file again then.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::reader::Entry;
use super::shape::{self, Any, Flag, Raw, Text};
use super::words::{Renamed, WordId, Words};
use crate::model::Site;

/// What one `[[claim]]` says, as numbers of words: 24 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the contract says what each key means")]
pub struct Row {
    pub event: WordId,
    pub attribute: WordId,
    pub value: WordId,
    pub by: WordId,
    pub as_of: WordId,
    /// The keys that few claims have: a place in the list of them.
    rare: u32,
}

/// The keys that few claims have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the contract says what each key means")]
pub struct Rare {
    pub via: WordId,
    pub published: WordId,
    pub unit: WordId,
    pub id: WordId,
    pub supersedes: WordId,
    pub withdrawn: WordId,
    /// Whether nobody has confirmed it yet.
    pub proposed: bool,
}

impl Row {
    /// Whether it has all that a claim needs.
    pub fn is_complete(&self) -> bool {
        self.event.is_given() && self.attribute.is_given() && self.value.is_given()
    }
}

impl Rare {
    const NONE: Self = Self {
        via: WordId::ABSENT,
        published: WordId::ABSENT,
        unit: WordId::ABSENT,
        id: WordId::ABSENT,
        supersedes: WordId::ABSENT,
        withdrawn: WordId::ABSENT,
        proposed: false,
    };
}

/// The claims of many files, in the order of the files: each file has a range of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rows {
    list: Vec<Row>,
    rare: Vec<Rare>,
    sites: Vec<Site>,
}

impl Rows {
    /// The claims.
    pub fn all(&self) -> &[Row] {
        &self.list
    }

    /// Where each claim stands.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no claim.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The keys of a claim that few have.
    pub fn rare(&self, row: &Row) -> Rare {
        self.rare
            .get(row.rare as usize)
            .copied()
            .unwrap_or(Rare::NONE)
    }

    /// Whether a claim counts: it has all that a claim needs, and somebody has confirmed it.
    pub fn counts(&self, row: &Row) -> bool {
        row.is_complete() && !self.rare(row).proposed
    }

    /// What is left of the claims once they are read: where they stand.
    pub fn into_sites(self) -> Vec<Site> {
        self.sites
    }

    /// Takes back the claims from a place on: the file in which they stand is read in another way.
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
        for Row {
            event,
            attribute,
            value,
            by,
            as_of,
            rare,
        } in &mut later.list
        {
            for word in [event, attribute, value, by, as_of] {
                *word = words.of(*word);
            }
            *rare = rare.saturating_add(before);
        }
        for Rare {
            via,
            published,
            unit,
            id,
            supersedes,
            withdrawn,
            proposed: _,
        } in &mut later.rare
        {
            for word in [via, published, unit, id, supersedes, withdrawn] {
                *word = words.of(*word);
            }
        }
        self.list.append(&mut later.list);
        self.rare.append(&mut later.rare);
        self.sites.append(&mut later.sites);
    }

    /// Keeps a claim: its words, and where it stands.
    pub(super) fn push(
        &mut self,
        words: &mut Words,
        text: &str,
        entry: &Entry<shape::Claim>,
        extent: Extent,
        defaults: Option<&shape::Source>,
    ) {
        let shape = &entry.shape;
        let mut kept = Kept {
            words,
            text,
            broken: &entry.broken,
        };
        let rare = Rare {
            via: kept.text("via", &shape.via),
            published: kept.value("published", &shape.published),
            unit: kept.text("unit", &shape.unit),
            id: kept.text("id", &shape.id),
            supersedes: kept.text("supersedes", &shape.supersedes),
            withdrawn: kept.value("withdrawn", &shape.withdrawn),
            proposed: kept.is_proposed(&shape.proposed),
        };
        let row = Row {
            event: kept.text("event", &shape.event),
            attribute: kept.text("attribute", &shape.attribute),
            value: kept.value("value", &shape.value),
            by: kept.text("by", &shape.by),
            as_of: kept.value("as_of", &shape.as_of),
            rare: if rare == Rare::NONE {
                u32::MAX
            } else {
                narrow(self.rare.len())
            },
        };
        let start = entry.place.start;
        let quote = shape
            .quote
            .as_ref()
            .map_or(0, |quote| narrow(quote.span().start).saturating_sub(start));
        self.sites.push(Site {
            start,
            end: extent.end,
            line: extent.line,
            quote,
            said: said(text, shape, defaults),
        });
        if rare != Rare::NONE {
            self.rare.push(rare);
        }
        self.list.push(row);
    }
}

/// Files larger than 1 GiB are not read.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How far a claim reaches in its file, and on which line it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) end: u32,
    pub(super) line: u32,
}

struct Kept<'k> {
    words: &'k mut Words,
    text: &'k str,
    broken: &'k [String],
}

impl Kept<'_> {
    fn text(&mut self, key: &str, text: &Text) -> WordId {
        match text {
            Some(text) => self.words.text(text.get_ref()),
            None => self.missing(key),
        }
    }

    fn value(&mut self, key: &str, value: &Any) -> WordId {
        let Some(value) = value else {
            return self.missing(key);
        };
        self.words.value(
            value.get_ref(),
            self.text.get(value.span()).unwrap_or_default(),
        )
    }

    fn missing(&self, key: &str) -> WordId {
        if self.is_broken(key) {
            WordId::BROKEN
        } else {
            WordId::ABSENT
        }
    }

    /// Somebody who writes `proposed` badly has not confirmed the claim.
    fn is_proposed(&self, proposed: &Flag) -> bool {
        proposed.as_ref().map_or_else(
            || self.is_broken("proposed"),
            |proposed| *proposed.get_ref(),
        )
    }

    fn is_broken(&self, key: &str) -> bool {
        self.broken.iter().any(|broken| broken == key)
    }
}

/// A digest of the words by which two claims of one value differ: the same on every machine.
fn said<'w>(text: &'w str, shape: &'w shape::Claim, defaults: Option<&'w shape::Source>) -> u64 {
    let words = |key: &'w Text| key.as_ref().map(|words| words.get_ref().as_bytes());
    let date = |key: &'w Any| {
        key.as_ref().map(|date| match date.get_ref() {
            Raw::Text(words) => words.as_bytes(),
            _ => text.as_bytes().get(date.span()).unwrap_or_default(),
        })
    };
    let url = words(&shape.url).or_else(|| words(&defaults?.url));
    let published = date(&shape.published).or_else(|| date(&defaults?.published));
    let said = [
        words(&shape.quote),
        words(&shape.note),
        url,
        published,
        date(&shape.withdrawn),
    ];
    said.iter().fold(0, |digest, words| match words {
        Some(words) => xxh3_64_with_seed(words, digest ^ 1),
        None => xxh3_64_with_seed(&[], digest),
    })
}

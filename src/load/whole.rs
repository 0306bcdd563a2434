//! Claims with all their words, quotes above all: a row keeps only what is compared.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::raw::Spanned;
use super::shape::{Claim, Tables};
use super::table::Entry;
use super::{quick, reader};
use crate::files::{FileId, Files, Span};

/// The claims of files with faults, with all their words: such a file is not read a second time. A claim
/// of another file is read again when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct WholeClaims(BTreeMap<(FileId, u32), Entry<Claim>>);

impl WholeClaims {
    /// Takes the claims out of the tables.
    pub(crate) fn new(tables: &mut [Tables]) -> Self {
        let entries = tables
            .iter_mut()
            .flat_map(|tables| std::mem::take(&mut tables.claims));
        Self(
            entries
                .map(|entry| ((entry.place.file, entry.place.start), entry))
                .collect(),
        )
    }

    /// Returns the claim whose table is at a place; `None` if its file has changed.
    pub(crate) fn claim(&self, files: &Files, extent: Span) -> Option<Whole<'_>> {
        match self.0.get(&(extent.file, extent.start)) {
            Some(entry) => Some(Whole::kept(entry)),
            None => Whole::again(files.text(extent.file), extent),
        }
    }

    /// Returns the same from the text of its file.
    pub(crate) fn claim_in(&self, text: &str, extent: Span) -> Option<Whole<'_>> {
        match self.0.get(&(extent.file, extent.start)) {
            Some(entry) => Some(Whole::kept(entry)),
            None => Whole::again(text, extent),
        }
    }
}

/// A claim with all its words.
#[derive(Debug)]
pub(crate) struct Whole<'e> {
    entry: Cow<'e, Entry<Claim>>,
    /// How many bytes its places are before those in the file.
    origin: i64,
}

impl<'e> Whole<'e> {
    /// Borrows a claim that is kept.
    pub(super) fn kept(entry: &'e Entry<Claim>) -> Self {
        Self {
            entry: Cow::Borrowed(entry),
            origin: 0,
        }
    }

    /// Reads a claim again, from the text of its file and the extent of its table.
    pub(super) fn again(text: &str, extent: Span) -> Option<Self> {
        let table = text.get(extent.start as usize..extent.end as usize)?;
        // A table in braces is in a list, after a key.
        let before = if table.starts_with('{') {
            "claim = "
        } else {
            ""
        };
        let padded = format!("{before}{table}");
        let entry =
            quick::claim(&padded, extent.file).or_else(|| reader::claim(&padded, extent.file))?;
        let origin = i64::from(extent.start) - i64::try_from(before.len()).ok()?;
        Some(Self {
            entry: Cow::Owned(entry),
            origin,
        })
    }

    /// Returns its keys.
    pub(crate) fn shape(&self) -> &Claim {
        &self.entry.shape
    }

    /// Returns the place of its header.
    pub(crate) fn place(&self) -> Span {
        let place = self.entry.place;
        self.moved(place.file, place.start as usize..place.end as usize)
    }

    /// Returns the place of the value of a key.
    pub(crate) fn span<T>(&self, value: &Spanned<T>) -> Span {
        self.moved(self.entry.place.file, value.span())
    }

    /// Returns the place in the file of a place in the text that was read.
    fn moved(&self, file: FileId, bytes: Range<usize>) -> Span {
        Span::new(
            file,
            plus(bytes.start, self.origin)..plus(bytes.end, self.origin),
        )
    }
}

/// Adds to an offset. A place before the beginning of the file is the beginning.
fn plus(at: usize, origin: i64) -> usize {
    i64::try_from(at)
        .ok()
        .and_then(|at| usize::try_from(at + origin).ok())
        .unwrap_or_default()
}

//! Where the words of a long text begin, by the words: a quote is held against the places that begin with its first
//! word, and not against all of a text of megabytes.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// The most bytes of a word by which it is known.
const MOST_BYTES: usize = 24;

/// The places at which words of a text begin, by their words.
#[derive(Debug)]
pub(super) struct Anchors(Vec<(u64, u32)>);

/// How much of a piece of a quote the text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// All of it, there.
    Whole(Range<usize>),
    /// Its longest beginning that goes on behind its first word, and where that ends; the first of several.
    Beginning(usize, usize),
    /// Not more than its first word.
    Nothing,
}

impl Anchors {
    /// Takes the places at which words begin, in their order.
    pub(super) fn new(text: &str, places: impl Iterator<Item = u32>) -> Self {
        let text = text.as_bytes();
        let mut anchors: Vec<(u64, u32)> = places
            .map(|place| (xxh3_64(word(&text[place as usize..]).0), place))
            .collect();
        anchors.sort_unstable();
        Self(anchors)
    }

    /// Looks for a piece of a quote from a place on. `None` if its first word does not tell where it could be, or if
    /// that is at too many places.
    pub(super) fn find(
        &self,
        text: &str,
        piece: &str,
        from: usize,
        is_whole: impl Fn(usize, usize) -> bool,
    ) -> Option<Held> {
        let (first, is_known) = word(piece.as_bytes());
        if !is_known {
            return None;
        }
        let hash = xxh3_64(first);
        let begin = self.0.partition_point(|anchor| *anchor < (hash, 0));
        let places = self.0[begin..]
            .iter()
            .take_while(|(other, _)| *other == hash);
        let (mut held, mut looked_at) = (Held::Nothing, 0);
        let first_word = piece.find(' ').unwrap_or(piece.len());
        let mut longest = first_word;
        for (_, place) in places.filter(|(_, place)| *place as usize >= from) {
            let start = *place as usize;
            let same = same_bytes(&text.as_bytes()[start..], piece.as_bytes());
            if same == piece.len() && is_whole(start, start + same) {
                return Some(Held::Whole(start..start + same));
            }
            let same = piece.floor_char_boundary(same);
            if same > longest {
                longest = same;
                held = Held::Beginning(same, start + same);
            }
            looked_at += same + 1;
            if looked_at > text.len() {
                return None;
            }
        }
        Some(held)
    }
}

/// Returns the first word of a text, cut, and whether that is all of it that counts: it ends there, or is cut.
fn word(text: &[u8]) -> (&[u8], bool) {
    let text = &text[..text.len().min(MOST_BYTES)];
    match text.iter().position(|byte| *byte == b' ') {
        Some(end) => (&text[..end], true),
        None => (text, text.len() == MOST_BYTES),
    }
}

/// Counts the bytes with which two texts begin alike.
fn same_bytes(left: &[u8], right: &[u8]) -> usize {
    let both = left.iter().zip(right);
    both.take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "the army said the rebels fled the army camp";

    #[test]
    fn a_piece_is_looked_for_where_its_first_word_is() {
        let starts = TEXT.match_indices(' ').map(|(at, _)| at + 1);
        let starts: Vec<u32> = std::iter::once(0)
            .chain(starts)
            .map(|at| u32::try_from(at).unwrap())
            .collect();
        let anchors = Anchors::new(TEXT, starts.into_iter());
        let find = |piece: &str, from| anchors.find(TEXT, piece, from, |_, _| true);
        for (piece, from, held) in [
            ("the rebels", 0, Some(Held::Whole(14..24))),
            ("the army", 1, Some(Held::Whole(30..38))),
            ("the army fled", 0, Some(Held::Beginning(9, 9))),
            ("the army camps", 0, Some(Held::Beginning(13, 43))),
            ("an army", 0, Some(Held::Nothing)),
            ("camp fire", 0, Some(Held::Nothing)),
            ("army", 0, None),
        ] {
            assert_eq!(find(piece, from), held, "{piece}");
        }
    }
}

//! Finds a quote in a text word for word. Typography makes no difference: white space and line breaks,
//! kinds of quotation marks and dashes, letter case, Unicode's compatible forms (NFKC).

use std::cell::OnceCell;
use std::ops::Range;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use super::anchors::{Anchors, Held};
use crate::files::narrow;

/// A text that is searched for quotes.
pub(crate) struct SourceText<'t> {
    text: &'t str,
    folded: Folded,
    anchors: OnceCell<Anchors>,
}

/// From so many bytes on, the words of a text are listed before quotes are looked for.
const WORTH_ANCHORS: usize = 1 << 18;

/// The place from which on a quote differs from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Miss {
    /// The offset in bytes of the first word of the quote that the text does not have.
    pub(crate) in_quote: usize,
    /// The offset in bytes of what the text has instead; `None` if nothing in the text begins like the quote.
    pub(crate) in_text: Option<usize>,
}

impl<'t> SourceText<'t> {
    /// Prepares a text for the search.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            folded: Folded::new(text),
            anchors: OnceCell::new(),
        }
    }

    /// Returns the bytes of the first place of a quote. "…" and square brackets in it mean words that are left
    /// out; a quote without words is found at the beginning.
    ///
    /// # Errors
    ///
    /// Returns where quote and text differ, if the quote is not there.
    pub(crate) fn find(&self, quote: &str) -> Result<Range<usize>, Miss> {
        let folded = Folded::new(quote);
        let (mut first, mut from) = (None, 0);
        for (start, end) in pieces(&folded.text) {
            let piece = &folded.text[start..end];
            match self.find_piece(piece, from) {
                Ok(found) => {
                    first = first.or(Some(found.start));
                    from = found.end;
                }
                Err((matched, at)) => return Err(self.miss(&folded, start, matched, at)),
            }
        }
        Ok(self.folded.origin(first.unwrap_or(0))..self.folded.origin(from))
    }

    /// Returns the beginning of the first word in which a piece of a quote differs from the text.
    fn miss(&self, quote: &Folded, start: usize, matched: usize, at: Option<usize>) -> Miss {
        let differs = start + matched;
        let word = quote.text[start..differs]
            .rfind(' ')
            .map_or(start, |space| start + space + 1);
        let in_text = at.map(|at| self.folded.origin(at - (differs - word)));
        Miss {
            in_quote: quote.origin(word),
            in_text,
        }
    }

    /// Returns the first place of a piece; else the length of its longest beginning in the text and where that
    /// ends.
    fn find_piece(&self, piece: &str, from: usize) -> Result<Range<usize>, (usize, Option<usize>)> {
        if self.folded.text.len() >= WORTH_ANCHORS {
            let anchors = self.anchors.get_or_init(|| self.anchors());
            let is_whole = |start, end| self.is_whole(start, end);
            match anchors.find(&self.folded.text, piece, from, is_whole) {
                Some(Held::Whole(found)) => return Ok(found),
                Some(Held::Beginning(length, end)) => return Err((length, Some(end))),
                Some(Held::Nothing) => return Err((0, None)),
                None => {}
            }
        }
        if let Some(found) = self.folded.text[from..].find(piece) {
            let (start, end) = (from + found, from + found + piece.len());
            if self.is_whole(start, end) {
                return Ok(start..end);
            }
        }
        self.walked(piece, from)
    }

    /// Lists the places at which words of the text begin.
    fn anchors(&self) -> Anchors {
        let places = self.folded.text.char_indices().map(|(at, _)| at);
        let begin = places.filter(|at| is_between_words(self.text, self.folded.origin(*at)));
        Anchors::new(&self.folded.text, begin.map(narrow))
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        [start, end]
            .into_iter()
            .all(|at| is_between_words(self.text, self.folded.origin(at)))
    }

    /// Searches as [`Self::find_piece`] does, in one pass whatever the text is: by the algorithm of Knuth, Morris
    /// and Pratt.
    fn walked(&self, piece: &str, from: usize) -> Result<Range<usize>, (usize, Option<usize>)> {
        let (pattern, borders) = (piece.as_bytes(), borders(piece.as_bytes()));
        let (mut matched, mut best) = (0, (0, None));
        for (at, byte) in self.folded.text.bytes().enumerate().skip(from) {
            while matched > 0 && (matched == pattern.len() || pattern[matched] != byte) {
                matched = borders[matched - 1];
            }
            matched += usize::from(pattern[matched] == byte);
            if matched == pattern.len() && self.is_whole(at + 1 - matched, at + 1) {
                return Ok(at + 1 - matched..at + 1);
            }
            // Two letters may begin with the same bytes: what matches of them is no beginning of the piece.
            let is_longer = matched > best.0 && piece.is_char_boundary(matched);
            if is_longer && is_between_words(self.text, self.folded.origin(at + 1 - matched)) {
                best = (matched, Some(at + 1));
            }
        }
        let first_word = piece.find(' ').unwrap_or(piece.len());
        Err(if best.0 <= first_word {
            (0, None)
        } else {
            best
        })
    }
}

/// Returns for each beginning of a pattern the length of its longest border: a shorter beginning that is
/// also its end.
fn borders(pattern: &[u8]) -> Vec<usize> {
    let mut borders = vec![0; pattern.len()];
    for at in 1..pattern.len() {
        let mut border = borders[at - 1];
        while border > 0 && pattern[border] != pattern[at] {
            border = borders[border - 1];
        }
        borders[at] = border + usize::from(pattern[border] == pattern[at]);
    }
    borders
}

/// Returns true if no word and no number goes on across an offset. Only letters with case count as words:
/// not every language puts spaces between the others.
pub(crate) fn is_between_words(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    let (last, first) = (left.next(), right.next());
    let in_number = is_digit(last) && is_digit(first)
        || is_digit(last) && is_point(first) && is_digit(right.next())
        || is_point(last) && is_digit(first) && is_digit(left.next());
    !(in_number || has_case(last) && has_case(first))
}

fn has_case(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_lowercase() || letter.is_uppercase())
}

fn is_digit(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_digit())
}

fn is_point(letter: Option<char>) -> bool {
    matches!(letter, Some('.' | ','))
}

/// A text without its typography, and the offset that each byte of it comes from.
struct Folded {
    text: String,
    origins: Vec<u32>,
}

impl Folded {
    /// Folds every character by itself, so that a part of a text folds to a part of the folded text.
    fn new(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len() + 1),
        };
        let mut space = None;
        for (at, letter) in text.char_indices() {
            match letter {
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                _ if letter.is_whitespace() => space = space.or(Some(at)),
                _ => {
                    let before = space.take();
                    folded.push(letter, at, before);
                }
            }
        }
        folded.origins.push(narrow(text.len()));
        folded
    }

    fn push(&mut self, letter: char, at: usize, space: Option<usize>) {
        let dash = is_dash(letter);
        // Beside a dash some house styles put a space and others none.
        if let Some(space) =
            space.filter(|_| !dash && !self.text.is_empty() && !self.text.ends_with('-'))
        {
            self.put(' ', space);
        }
        match letter {
            _ if dash => self.put('-', at),
            _ if is_quotation(letter) => self.put('\'', at),
            _ if letter.is_ascii() => self.put(letter.to_ascii_lowercase(), at),
            _ => {
                let parts = std::iter::once(letter).nfkd().default_case_fold().nfkd();
                parts.for_each(|part| self.put(part, at));
            }
        }
    }

    fn put(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.origins.resize(self.text.len(), narrow(at));
    }

    /// Returns the offset in the original of the byte at an offset.
    fn origin(&self, at: usize) -> usize {
        self.origins.get(at).map_or(0, |origin| *origin as usize)
    }
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

fn is_quotation(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\'' | '`' | '´' | '‘'..='‟' | '‹' | '›' | '«' | '»' | 'ʼ' | '＂' | '＇'
    )
}

/// Returns the pieces of a folded quote between the words that it leaves out, without the marks at their
/// ends.
fn pieces(folded: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    // Of many brackets that are never closed, each would be read to the end.
    let closed = folded.rfind(']').unwrap_or_default();
    while at < folded.len() {
        match gap(&folded[at..], at < closed) {
            Some(length) => {
                pieces.push((start, at));
                at += length;
                start = at;
            }
            None => at = folded.ceil_char_boundary(at + 1),
        }
    }
    pieces.push((start, folded.len()));
    pieces
        .into_iter()
        .filter_map(|(start, end)| trimmed(folded, start, end))
        .collect()
}

/// Returns the length of the sign for left-out words with which a text begins: "...", "[...]", "[the army]".
fn gap(rest: &str, is_closed: bool) -> Option<usize> {
    if is_closed && rest.starts_with('[') {
        return rest.find(']').map(|end| end + 1);
    }
    let dots = rest.len() - rest.trim_start_matches('.').len();
    (dots >= 3).then_some(dots)
}

/// Takes off the marks at the ends of a piece: the text need not have them.
fn trimmed(folded: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    const MARKS: [char; 8] = [' ', '\'', '.', ',', ';', ':', '!', '?'];
    let piece = &folded[start..end];
    let begin = start + piece.len() - piece.trim_start_matches(MARKS).len();
    let length = folded[begin..end].trim_end_matches(MARKS).len();
    (length > 0).then_some((begin, begin + length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "The brigade said that “over 20” people\n were hurt – among them 1,200 birds; the\u{a0}ﬁre, it \
                        added, was not laid.  Zoë’s café burned.";

    /// Returns the words of the quote and of the text from which on they differ, or `None` if they do not.
    fn differs(quote: &str) -> Option<(&str, Option<&'static str>)> {
        let miss = SourceText::new(TEXT).find(quote).err()?;
        Some((
            &quote[miss.in_quote..],
            miss.in_text.map(|at| &TEXT[at..at + 9]),
        ))
    }

    #[test]
    fn a_whole_word_is_found_behind_one_that_only_holds_it() {
        let text = "Outover 20 hurt, over 20 killed, over 200 gone";
        assert_eq!(SourceText::new(text).find("over 20").ok(), Some(17..24));
        assert!(SourceText::new("aaaa aaaa").find("aaa").is_err());
    }

    #[test]
    fn a_long_text_is_searched_like_a_short_one() {
        let words = [
            "the army",
            "said that",
            "20 people",
            "was, it",
            "“over 1,200” birds",
            "Zoë's café",
        ];
        let mut long = String::new();
        for at in 0_usize.. {
            if long.len() > WORTH_ANCHORS + 1_000 {
                break;
            }
            long.push_str(words[at.wrapping_mul(2_654_435_761) / 97 % words.len()]);
            long.push(' ');
        }
        long.push_str("the end of it all is near; Bathe army marched.");
        let searched = SourceText::new(&long);
        for quote in [
            "the end of it all",
            "the end of it was",
            "it all is near",
            "the army marched",
            "birds … the end of",
            "the army … it all was",
            "nobody said it",
            "over 1,200 birds the end",
            "near",
            "cafe",
        ] {
            let folded = Folded::new(quote);
            for (start, end) in pieces(&folded.text) {
                let piece = &folded.text[start..end];
                assert_eq!(
                    searched.find_piece(piece, 0),
                    searched.walked(piece, 0),
                    "{piece}"
                );
            }
        }
    }

    #[test]
    fn brackets_that_are_never_closed_are_words() {
        assert_eq!(pieces("a [b] c [d [e"), [(0, 1), (6, 13)]);
    }

    #[test]
    fn typography_makes_no_difference() {
        for quote in [
            "over 20",
            "said that \"over 20\" people were hurt - among them",
            "people were hurt—among",
            "THE FIRE, it added",
            "The brigade … were hurt",
            "The brigade said that ... the fire [...] was not laid",
            "it added, [the fire] was not laid",
            "“The brigade said,”",
            "Zoe\u{308}'s café",
            "",
            "…",
            "[…]",
        ] {
            assert_eq!(differs(quote), None, "{quote}");
        }
    }

    #[test]
    fn a_miss_names_the_first_word_that_differs() {
        for (quote, of_quote, of_text) in [
            ("over 200 people", "200 people", Some("20” peopl")),
            ("over 2", "2", Some("20” peopl")),
            ("among them 1", "1", Some("1,200 bir")),
            ("200 birds", "200 birds", None),
            ("ver 20", "ver 20", None),
            ("the brigade said … no fire", "no fire", None),
            ("was not laid … the brigade", "the brigade", None),
            ("said that … the bridge", "bridge", Some("ﬁre, i")),
            ("people were killed", "killed", Some("hurt – ")),
            ("Zoe's café", "Zoe's café", None),
            ("nothing of it", "nothing of it", None),
        ] {
            let miss = SourceText::new(TEXT).find(quote).expect_err(quote);
            assert_eq!(&quote[miss.in_quote..], of_quote, "{quote}");
            let there = miss.in_text.map(|at| &TEXT[at..]);
            assert_eq!(there.is_some(), of_text.is_some(), "{quote}: {there:?}");
            assert!(
                of_text.is_none_or(|text| there.is_some_and(|there| there.starts_with(text))),
                "{there:?}"
            );
        }
    }

    /// A space; letters of several scripts, some of which begin with the same bytes; marks that combine with
    /// the letter before them, and what else is in texts.
    const LETTER: &str = r" |[сртщابت日旤กข👩👨]|[ЇåßİﬁA-c٣\u{301}\u{308}\u{34f}\u{651}\u{94d}\u{200d}🇺🇦0-9,.…\[\]'-]";

    #[test]
    fn letters_that_begin_with_the_same_bytes_differ() {
        let text = "За даними штабу, Загинули 12 російських";
        let quote = "Загинули 12 солдатів";
        let miss = SourceText::new(text).find(quote).unwrap_err();
        assert_eq!(&quote[miss.in_quote..], "солдатів");
        assert_eq!(miss.in_text.map(|at| &text[at..]), Some("російських"));
    }

    proptest! {
        #[test]
        fn what_is_cut_out_between_words_is_found(
            text in r"(\PC|[ \n.,'\[\]0-9a-zé-]){0,60}",
            cut in any::<(usize, usize)>(),
        ) {
            let [left, right] =
                [cut.0, cut.1].map(|at| text.floor_char_boundary(at % (text.len() + 1)));
            let (start, end) = (left.min(right), left.max(right));
            prop_assume!(is_between_words(&text, start) && is_between_words(&text, end));
            prop_assert!(SourceText::new(&text).find(&text[start..end]).is_ok());
        }

        /// A quote that is the text with some letters exchanged is found, or differs at a letter of both.
        #[test]
        fn a_miss_is_at_a_letter_whatever_the_script(
            text in prop::collection::vec(LETTER, 0..40),
            exchanged in prop::collection::vec((any::<prop::sample::Index>(), LETTER), 0..4),
            cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let mut quote = text.clone();
            for (at, letter) in exchanged.iter().filter(|_| !text.is_empty()) {
                quote[at.index(text.len())].clone_from(letter);
            }
            let [left, right] = [cut.0, cut.1].map(|at| at.index(quote.len() + 1));
            let (text, quote) = (text.concat(), quote[left.min(right)..left.max(right)].concat());
            match SourceText::new(&text).find(&quote) {
                Ok(found) => prop_assert!(text.get(found).is_some()),
                Err(miss) => {
                    prop_assert!(quote.is_char_boundary(miss.in_quote));
                    prop_assert!(miss.in_text.is_none_or(|at| text.is_char_boundary(at)));
                }
            }
        }
    }
}

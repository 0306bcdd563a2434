//! The one table of phrases that widen a number, and of words that mean one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexer::Token;
use super::sieve::Sieve;

/// The effect of a phrase on the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Leaves everything above it.
    Over,
    /// Leaves it and everything above.
    AtLeast,
    /// Leaves everything below it.
    Under,
    /// Leaves it and everything below.
    UpTo,
    /// Leaves it and what lies near on both sides.
    About,
    /// Leaves what lies near on the side of 0, without it.
    Nearly,
    /// Leaves what lies near above it, without it.
    JustOver,
    /// Leaves what lies near below it, without it.
    JustUnder,
    /// Leaves nothing but the number.
    Exactly,
}

impl Hedge {
    /// Returns true if it says how low the number may be: beside one that says how high, it says nothing.
    pub(super) fn bounds_below(self) -> bool {
        matches!(self, Self::Over | Self::AtLeast | Self::JustOver)
    }

    /// Returns true if it says how high the number may be.
    pub(super) fn bounds_above(self) -> bool {
        matches!(
            self,
            Self::Under | Self::UpTo | Self::Nearly | Self::JustUnder
        )
    }

    /// Returns true if it leaves what lies near on one side: beside a range it does not say of which end.
    pub(super) fn is_near_one_side(self) -> bool {
        matches!(self, Self::Nearly | Self::JustOver | Self::JustUnder)
    }
}

/// The phrases with one meaning.
struct HedgePhrases {
    hedge: Hedge,
    /// The phrases that come before the number.
    before: &'static [&'static str],
    /// The phrases that come after it.
    after: &'static [&'static str],
}

/// Every hedge.
const HEDGES: [HedgePhrases; 9] = [
    HedgePhrases {
        hedge: Hedge::Over,
        before: &[
            "over",
            "more than",
            "above",
            ">",
            "upwards of",
            "upward of",
            "in excess of",
            "greater than",
            "higher than",
            "well over",
            "well above",
            "well in excess of",
            "far more than",
            "many more than",
            "exceeding",
            "exceeds",
            "exceeded",
            "surpassing",
            "north of",
        ],
        after: &[],
    },
    HedgePhrases {
        hedge: Hedge::AtLeast,
        before: &[
            "at least",
            ">=",
            "=>",
            "≥",
            "no fewer than",
            "not fewer than",
            "no less than",
            "not less than",
            "as few as",
            "as little as",
            "as low as",
            "a minimum of",
            "minimum of",
            "minimum",
            "min .",
            "min",
            "at a minimum",
            "at the very least",
        ],
        after: &[
            "+",
            "plus",
            "- plus",
            "or more",
            "or above",
            "or over",
            "and more",
            "and above",
            "and over",
            "and up",
            "and counting",
            "at least",
            "at a minimum",
            "at the very least",
        ],
    },
    HedgePhrases {
        hedge: Hedge::Under,
        before: &[
            "under",
            "fewer than",
            "less than",
            "below",
            "<",
            "lower than",
            "well under",
            "well below",
        ],
        after: &[],
    },
    HedgePhrases {
        hedge: Hedge::UpTo,
        before: &[
            "up to",
            "at most",
            "<=",
            "=<",
            "≤",
            "no more than",
            "not more than",
            "as many as",
            "as much as",
            "as high as",
            "a maximum of",
            "maximum of",
            "maximum",
            "max .",
            "max",
        ],
        after: &[
            "or fewer",
            "or less",
            "or below",
            "or under",
            "at most",
            "at the most",
        ],
    },
    HedgePhrases {
        hedge: Hedge::About,
        before: &[
            "about",
            "around",
            "roughly",
            "some",
            "approximately",
            "approx",
            "approx .",
            "circa",
            "c .",
            "c",
            "ca .",
            "ca",
            "appx .",
            "appx",
            "an estimated",
            "estimated",
            "estimated at",
            "est .",
            "est",
            "in the region of",
            "in the order of",
            "on the order of",
            "in the neighbourhood of",
            "in the neighborhood of",
            "~",
            "≈",
        ],
        after: &[
            "or so",
            "or thereabouts",
            "odd",
            "- odd",
            "ish",
            "- ish",
            "give or take",
            ", give or take",
            "approximately",
            "approx",
            "approx .",
            "( approximately )",
            "( approx . )",
            "( approx )",
            "est",
            "est .",
            "( est . )",
            "( est )",
            "( estimated )",
            "( estimate )",
        ],
    },
    HedgePhrases {
        hedge: Hedge::Nearly,
        before: &[
            "nearly",
            "almost",
            "close to",
            "nearing",
            "approaching",
            "not quite",
        ],
        after: &[],
    },
    HedgePhrases {
        hedge: Hedge::JustOver,
        before: &[
            "just over",
            "slightly over",
            "a little over",
            "just above",
            "slightly above",
            "just more than",
            "slightly more than",
            "a little more than",
        ],
        after: &[],
    },
    HedgePhrases {
        hedge: Hedge::JustUnder,
        before: &[
            "just under",
            "slightly under",
            "a little under",
            "just below",
            "slightly below",
            "just less than",
            "slightly less than",
            "a little less than",
            "slightly fewer than",
            "just short of",
            "short of",
            "just shy of",
            "shy of",
        ],
        after: &[],
    },
    HedgePhrases {
        hedge: Hedge::Exactly,
        before: &[
            "exactly",
            "precisely",
            "just",
            "only",
            "a total of",
            "total of",
            "total",
        ],
        after: &["exactly", "in total", "in all", "total"],
    },
];

/// Hedges that in running prose are often something else ("over the pass", "about the talks"): a
/// quote with one of them is read both with it and without it.
const LOOSE: [&str; 22] = [
    "over", "under", "above", "below", "some", "about", "around", "up to", "plus", "+", "<", ">",
    "~", "minimum", "maximum", "min", "min .", "max", "max .", "c", "est", "ca",
];

/// Words for a number and everything above it.
pub(super) const VAGUE: [(&str, i64); 16] = [
    ("a couple", 2),
    ("couple", 2),
    ("multiple", 2),
    ("several", 3),
    ("a few", 3),
    ("a handful", 3),
    ("handful", 3),
    ("many", 3),
    ("tens", 10),
    ("dozens", 12),
    ("scores", 20),
    ("hundreds", 100),
    ("thousands", 1_000),
    ("millions", 1_000_000),
    ("billions", 1_000_000_000),
    ("trillions", 1_000_000_000_000),
];

/// Words for 0.
pub(super) const ZERO: [&str; 8] = [
    "none", "no one", "no - one", "nobody", "nil", "zero", "nought", "no",
];

/// Words and marks between the ends of a range.
pub(super) const JOINTS: [&str; 5] = ["to", "-", "–", "—", ".."];

/// A hedge that was found at the beginning of some tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    /// Its effect on the number.
    pub(super) hedge: Hedge,
    /// True if in prose it may be something else.
    pub(super) loose: bool,
    /// Its length in tokens.
    pub(super) length: usize,
}

/// The hedges of one side by their first words. A look-up is five times as fast as trying each hedge.
struct PhraseIndex {
    first_words: Sieve,
    phrases: BTreeMap<&'static str, Vec<(&'static str, Hedge)>>,
}

static BEFORE: LazyLock<PhraseIndex> = LazyLock::new(|| PhraseIndex::new(|row| row.before));

static AFTER: LazyLock<PhraseIndex> = LazyLock::new(|| PhraseIndex::new(|row| row.after));

impl PhraseIndex {
    fn new(side: impl Fn(&HedgePhrases) -> &'static [&'static str]) -> Self {
        let mut index = Self {
            first_words: Sieve::new(&[]),
            phrases: BTreeMap::new(),
        };
        for row in &HEDGES {
            index.first_words = index.first_words.and(side(row));
            for phrase in side(row) {
                let first = phrase.split(' ').next().unwrap_or_default();
                index
                    .phrases
                    .entry(first)
                    .or_default()
                    .push((phrase, row.hedge));
            }
        }
        index
    }

    /// Returns the longest phrase with which these tokens begin.
    fn longest(&self, tokens: &[Token<'_>]) -> Option<Match> {
        let first = tokens
            .first()
            .filter(|token| self.first_words.may_hold(token.hash))?;
        let matches = self
            .phrases
            .get(&*first.text)?
            .iter()
            .filter_map(|(phrase, hedge)| {
                let length = phrase_length(tokens, phrase)?;
                Some(Match {
                    hedge: *hedge,
                    loose: LOOSE.contains(phrase),
                    length,
                })
            });
        matches.max_by_key(|found| found.length)
    }
}

/// Returns the longest hedge that comes before a number and with which these tokens begin.
pub(super) fn before(tokens: &[Token<'_>]) -> Option<Match> {
    BEFORE.longest(tokens)
}

/// Returns the longest hedge that comes after a number and with which these tokens begin.
pub(super) fn after(tokens: &[Token<'_>]) -> Option<Match> {
    AFTER.longest(tokens)
}

/// Returns the length of a phrase in tokens, or `None` if the tokens do not begin with it.
pub(super) fn phrase_length(tokens: &[Token<'_>], phrase: &str) -> Option<usize> {
    // Most differ in the first letter: twice as fast as cutting each into words.
    if tokens.first()?.text.as_bytes().first() != phrase.as_bytes().first() {
        return None;
    }
    let mut length = 0;
    for word in phrase.split(' ') {
        if !tokens.get(length)?.is(word) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::model::About;
    use crate::wording::number::{Domain, read};

    #[test]
    fn everything_in_the_table_can_be_read() {
        for row in table().lines().skip(2) {
            let written = row.trim_matches('|').split(" | ").next().unwrap();
            for phrase in written
                .split('"')
                .skip(1)
                .step_by(2)
                .filter(|phrase| *phrase != "of …")
            {
                let text = phrase
                    .replace('N', "58")
                    .replace('A', "20")
                    .replace('B', "30");
                let read = read(&text, Domain::Count, &About::default());
                assert!(read.is_ok(), "{text}: {read:?}");
            }
        }
    }

    #[test]
    fn no_phrase_has_two_meanings() {
        for side in [
            |row: &HedgePhrases| row.before,
            |row: &HedgePhrases| row.after,
        ] {
            let mut phrases: Vec<_> = HEDGES.iter().flat_map(side).collect();
            phrases.sort_unstable();
            assert!(phrases.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }

    #[test]
    fn the_table_of_phrases_is_as_approved() {
        crate::testing::snapshot("phrases", &table());
    }

    /// Lists what may be written for a number and what each leaves possible, as a markdown table made from
    /// the phrases that the reader itself uses.
    fn table() -> String {
        let mut table = String::from("| written | leaves possible |\n| --- | --- |\n");
        line(&mut table, NUMBERS, "exactly that");
        for row in &HEDGES {
            let before = row
                .before
                .iter()
                .map(|phrase| format!("\"{} N\"", plain(phrase)));
            let after = row.after.iter().map(|phrase| match plain(phrase) {
                glued if glued.starts_with(['+', '-', ',']) => format!("\"N{glued}\""),
                word => format!("\"N {word}\""),
            });
            line(
                &mut table,
                &before.chain(after).collect::<Vec<_>>().join(", "),
                leaves(row.hedge),
            );
        }
        line(&mut table, &ranges(), "A to B, both included");
        line(&mut table, &quoted(ZERO.iter().copied()), "0");
        line(
            &mut table,
            "\"a\", \"an\", \"one\", \"first\", \"third\"",
            "1, 1, 1, 1, 3",
        );
        let values: Vec<_> = VAGUE.iter().map(|(_, least)| least.to_string()).collect();
        let words = quoted(VAGUE.iter().map(|(word, _)| *word));
        let leaves = format!("{} and up", values.join(", "));
        line(
            &mut table,
            &format!("{words}, with \"of …\" or without"),
            &leaves,
        );
        table
    }

    /// Numbers without a hedge, by example.
    const NUMBERS: &str = "58, \"58\", \"1,200\", \"1 200\", \"fifty-eight\", \"1.2 million\", \"two dozen\", \
                       \"half a million\"";

    fn line(table: &mut String, written: &str, leaves: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {written} | {leaves} |");
    }

    /// Says which numbers a hedge leaves possible, in words for readers.
    fn leaves(hedge: Hedge) -> &'static str {
        match hedge {
            Hedge::Over => "N+1 and up / above N",
            Hedge::AtLeast => "N and up",
            Hedge::Under => "up to N−1 / below N",
            Hedge::UpTo => "up to N",
            Hedge::About => "N ± `about`",
            Hedge::Nearly | Hedge::JustUnder => "N − `about` to N−1 / below N",
            Hedge::JustOver => "N+1 / above N to N + `about`",
            Hedge::Exactly => "exactly that",
        }
    }

    fn ranges() -> String {
        let short = JOINTS.iter().map(|joint| match *joint {
            "to" => "\"A to B\"".to_owned(),
            mark => format!("\"A{mark}B\""),
        });
        let long = ["\"between A and B\"", "\"from A to B\""].map(str::to_owned);
        short.chain(long).collect::<Vec<_>>().join(", ")
    }

    fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
        words
            .map(|word| format!("\"{}\"", plain(word)))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns a phrase as people write it: in the table its marks are words of their own, as tokens are.
    fn plain(phrase: &str) -> String {
        phrase
            .replace(" .", ".")
            .replace(" - ", "-")
            .replace("- ", "-")
            .replace("( ", "(")
            .replace(" )", ")")
    }
}

//! Digits and number words, without the hedges around them.

use super::Problem;
use super::hedge::{VAGUE, ZERO, phrase_length};
use super::lexer::{Token, TokenKind};
use super::literal::{
    Flaw, grouped, grouped_by_point, is_group_mark, last_digit, literal, may_be_thousands,
};
use super::sieve::Sieve;
use crate::model::Decimal;

/// A bare number, in digits or words.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    /// The number.
    pub(super) value: Decimal,
    /// The number before its scale word: 1.2 in "1.2 million".
    pub(super) head: Decimal,
    /// The factor of the scale words at its end.
    pub(super) scale: Option<Decimal>,
    /// What one in its last digit given is worth: 100,000 for "2.7 million". `None` for words without one.
    pub(super) last_digit: Option<Decimal>,
    /// True if its digits have marks between their groups.
    pub(super) grouped: bool,
    /// True for a word that means a number and everything above.
    pub(super) vague: bool,
    /// True if an "and" holds it together.
    pub(super) joined: bool,
    /// Another number that it may be in prose: 20 for "20 m" and for "-20".
    pub(super) also: Option<Decimal>,
    /// How doubtful it is in prose that it is a number ("a", "no").
    pub(super) doubt: Doubt,
    /// A fault in the way it is written.
    pub(super) flaw: Option<Flaw>,
    /// The index of the first token after it.
    pub(super) next: usize,
}

/// How doubtful it is in running prose that a numeral is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It is a number.
    None,
    /// It is a number if a hedge says so ("one", "first").
    Some,
    /// It is mostly no number ("a", "no").
    Much,
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The ordinals from the first on.
pub(super) const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// The words that multiply the number before them, with their factors.
const SCALES: [(&str, i64); 18] = [
    ("dozen", 12),
    ("dozens", 12),
    ("score", 20),
    ("hundred", 100),
    ("hundreds", 100),
    ("thousand", 1_000),
    ("thousands", 1_000),
    ("lakh", 100_000),
    ("lakhs", 100_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("crore", 10_000_000),
    ("crores", 10_000_000),
    ("billion", 1_000_000_000),
    ("billions", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("trillions", 1_000_000_000_000),
    ("lac", 100_000),
];

/// The scales that only digits have: after a word they are something else.
const ABBREVIATIONS: [(&str, i64); 6] = [
    ("k", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
    ("tn", 1_000_000_000_000),
    ("mln", 1_000_000),
];

/// The parts of a whole.
const PARTS: [(&str, &str); 8] = [
    ("half", "0.5"),
    ("a half", "0.5"),
    ("one half", "0.5"),
    ("a quarter", "0.25"),
    ("one quarter", "0.25"),
    ("quarter", "0.25"),
    ("three quarters", "0.75"),
    ("three - quarters", "0.75"),
];

/// The most scale words in a row that a number needs ("two hundred thousand million").
const MOST_SCALES: usize = 4;

impl Numeral {
    fn plain(value: Decimal, next: usize) -> Self {
        Self {
            head: value.clone(),
            value,
            scale: None,
            last_digit: Some(Decimal::from(1)),
            grouped: false,
            vague: false,
            joined: false,
            also: None,
            doubt: Doubt::None,
            flaw: None,
            next,
        }
    }

    fn scaled(mut self, by: &Decimal, next: usize) -> Self {
        self.value = &self.value * by;
        self.last_digit = self.last_digit.map(|digit| &digit * by);
        self.scale = Some(self.scale.map_or_else(|| by.clone(), |scale| &scale * by));
        if self.flaw == Some(Flaw::Decimals) {
            self.flaw = None;
        }
        self.next = next;
        self
    }

    /// Multiplies the number by the scale word of a later number: 2 in "2 to 3 million".
    pub(super) fn with_scale_of(self, other: &Self) -> Self {
        match &other.scale {
            Some(scale) if self.scale.is_none() && !self.vague && self.value < other.head => {
                let next = self.next;
                self.scaled(scale, next)
            }
            _ => self,
        }
    }
}

/// The words with which a number in words can begin.
static FIRST_WORDS: Sieve = Sieve::new(&["a", "an", "single"])
    .and_table(&PARTS)
    .and_table(&VAGUE)
    .and_table(&SCALES)
    .and(&SMALL)
    .and(&TENS)
    .and(&ZERO)
    .and(&ORDINALS);

static PART_WORDS: Sieve = Sieve::new(&[]).and_table(&PARTS);

static VAGUE_WORDS: Sieve = Sieve::new(&[]).and_table(&VAGUE);

static SCALE_WORDS: Sieve = Sieve::new(&[]).and_table(&SCALES);

static ORDINAL_WORDS: Sieve = Sieve::new(&ORDINALS);

/// Reads the number that begins at a token. With `join`, "and" may continue it ("two hundred and ten").
pub(super) fn numeral(tokens: &[Token<'_>], at: usize, join: bool) -> Option<Numeral> {
    let token = tokens.get(at)?;
    if token.is_any(&["-", "–", "minus"]) {
        return negative(tokens, at);
    }
    if token.kind == TokenKind::Number {
        return Some(digits(tokens, at));
    }
    if token.kind != TokenKind::Word || !FIRST_WORDS.may_hold(token.hash) {
        return None;
    }
    fraction(tokens, at)
        .or_else(|| vague(tokens, at))
        .or_else(|| words(tokens, at, join))
        .or_else(|| single(tokens, at))
}

fn negative(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let first = tokens.get(at + 1)?;
    let glued = !first.spaced || tokens[at].is("minus");
    if first.kind != TokenKind::Number || !glued {
        return None;
    }
    let number = digits(tokens, at + 1);
    let also = Some(number.value.clone());
    Some(Numeral {
        value: -&number.value,
        head: -&number.head,
        also,
        ..number
    })
}

/// Reads a number in digits, with its scale words or its ordinal ending.
fn digits(tokens: &[Token<'_>], at: usize) -> Numeral {
    let digits = &*tokens[at].text;
    let (value, flaw) = literal(digits);
    let number = Numeral {
        flaw,
        last_digit: last_digit(digits),
        grouped: digits.contains(is_group_mark),
        also: grouped_by_point(digits),
        ..Numeral::plain(value, at + 1)
    };
    let Some(after) = tokens.get(at + 1) else {
        return number;
    };
    if !after.spaced && after.is_any(&["st", "nd", "rd", "th"]) {
        // In prose, more often a day ("on the 11th").
        return Numeral {
            doubt: Doubt::Some,
            next: at + 2,
            ..number
        };
    }
    if let Some(scale) = lookup(&ABBREVIATIONS, after) {
        return Numeral {
            also: Some(number.head.clone()),
            ..number.scaled(&scale, at + 2)
        };
    }
    scales(tokens, number)
}

/// Applies the scale words after a number. A hyphen may come before one ("half-a-dozen", "two-dozen").
fn scales(tokens: &[Token<'_>], mut number: Numeral) -> Numeral {
    for _ in 0..MOST_SCALES {
        let hyphen = usize::from(tokens.get(number.next).is_some_and(|token| token.is("-")));
        let at = number.next + hyphen;
        let Some(scale) = tokens.get(at).and_then(scale_factor) else {
            break;
        };
        number = number.scaled(&scale, at + 1);
    }
    number
}

/// Returns the factor of a scale word.
pub(super) fn scale_factor(token: &Token<'_>) -> Option<Decimal> {
    SCALE_WORDS
        .may_hold(token.hash)
        .then(|| lookup(&SCALES, token))?
}

/// Returns the factor of a short scale word, which only digits and units have: "mn", "bn".
pub(super) fn abbreviated_scale(token: &Token<'_>) -> Option<Decimal> {
    lookup(&ABBREVIATIONS, token)
}

/// Returns true if a word multiplies the number before it.
pub(super) fn is_scale(token: &Token<'_>) -> bool {
    scale_factor(token).is_some()
}

fn lookup(table: &[(&str, i64)], token: &Token<'_>) -> Option<Decimal> {
    table
        .iter()
        .find(|(word, _)| token.is(word))
        .map(|(_, value)| Decimal::from(*value))
}

/// Reads "half a million", "a quarter of a million", "a half", "three quarters of a million".
fn fraction(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    if !PART_WORDS.may_hold(tokens[at].hash) {
        return None;
    }
    let found = PARTS.iter().filter_map(|(words, part)| {
        Some((phrase_length(&tokens[at..], words)?, Decimal::parse(part)?))
    });
    let (length, part) = found.max_by_key(|(length, _)| *length)?;
    let mut next = at + length;
    let number = Numeral {
        flaw: Some(Flaw::Decimals),
        doubt: Doubt::Much,
        last_digit: None,
        ..Numeral::plain(part, next)
    };
    for word in ["-", "of", "a", "-"] {
        next += usize::from(tokens.get(next).is_some_and(|token| token.is(word)));
    }
    let whole = scales(
        tokens,
        Numeral {
            next,
            ..number.clone()
        },
    );
    if whole.scale.is_none() {
        return Some(number);
    }
    Some(Numeral {
        doubt: Doubt::None,
        ..whole
    })
}

/// Reads "several", "a few dozen", "tens of thousands".
fn vague(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    if !VAGUE_WORDS.may_hold(tokens[at].hash) {
        return None;
    }
    let found = VAGUE.iter().filter_map(|(words, least)| {
        let length = phrase_length(&tokens[at..], words)?;
        Some((length, *least))
    });
    let (length, least) = found.max_by_key(|(length, _)| *length)?;
    let next = at + length;
    let number = Numeral {
        vague: true,
        last_digit: None,
        ..Numeral::plain(Decimal::from(least), next)
    };
    let of = usize::from(tokens.get(next).is_some_and(|token| token.is("of")));
    let multiplied = scales(
        tokens,
        Numeral {
            next: next + of,
            ..number.clone()
        },
    );
    let single = if multiplied.scale.is_some() {
        multiplied
    } else {
        number
    };
    Some(Numeral {
        scale: None,
        ..single
    })
}

/// Reads a cardinal in words, up to the trillions.
fn words(tokens: &[Token<'_>], at: usize, join: bool) -> Option<Numeral> {
    let mut number = section(tokens, at, join)?;
    // Each further part must be smaller than the scale before it: "two million three thousand".
    for _ in 0..MOST_SCALES {
        let Some(limit) = number
            .scale
            .clone()
            .filter(|scale| *scale >= Decimal::from(100))
        else {
            break;
        };
        let Some((from, joined)) = continuation(tokens, number.next, join) else {
            break;
        };
        let Some(part) = section(tokens, from, join).filter(|part| part.value < limit) else {
            break;
        };
        number = Numeral {
            value: &number.value + &part.value,
            head: part.head,
            // "one hundred and fifty" has its scale inside, not at its end.
            scale: part.scale,
            last_digit: part.last_digit,
            joined: number.joined || joined || part.joined,
            next: part.next,
            ..number
        };
    }
    Some(half_more(tokens, number))
}

/// Returns the token with which a number may go on after a scale word, and true if an "and" comes first.
fn continuation(tokens: &[Token<'_>], at: usize, join: bool) -> Option<(usize, bool)> {
    let token = tokens.get(at)?;
    if token.is("and") {
        return join.then_some((at + 1, true));
    }
    let glued = usize::from(token.is("-") && !token.spaced);
    Some((at + glued, false))
}

/// Adds the half of "two and a half million" and "a million and a half".
fn half_more(tokens: &[Token<'_>], number: Numeral) -> Numeral {
    let Some(length) = phrase_length(tokens.get(number.next..).unwrap_or_default(), "and a half")
    else {
        return number;
    };
    let Some(half) = Decimal::parse("0.5") else {
        return number;
    };
    let next = number.next + length;
    let more = match &number.scale {
        Some(scale) => &number.value + &(scale * &half),
        None => &number.value + &half,
    };
    let flaw = number.scale.is_none().then_some(Flaw::Decimals);
    let unscaled = number.scale.is_none();
    let number = Numeral {
        value: more.clone(),
        last_digit: None,
        flaw,
        next,
        doubt: Doubt::None,
        joined: true,
        ..number
    };
    if unscaled {
        scales(
            tokens,
            Numeral {
                head: more,
                ..number
            },
        )
    } else {
        number
    }
}

/// Reads a number below a thousand with the scale words after it: "twenty-one", "three hundred",
/// "three hundred and five thousand", "a dozen".
fn section(tokens: &[Token<'_>], at: usize, join: bool) -> Option<Numeral> {
    let token = tokens.get(at)?;
    if token.is_any(&["a", "an"]) {
        return one_of(tokens, at + 1);
    }
    if is_scale(token) {
        // "million" alone: in prose more often a part of something else ("multi-million").
        return one_of(tokens, at).map(|number| Numeral {
            doubt: Doubt::Some,
            ..number
        });
    }
    let mut number = below_hundred(tokens, at)?;
    if tokens
        .get(number.next)
        .is_some_and(|token| token.is("hundred"))
    {
        let next = number.next + 1;
        number = number.scaled(&Decimal::from(100), next);
        number = tail(tokens, number, join);
    }
    let head = number.value.clone();
    let inside = number.scale.take();
    let whole = scales(tokens, number.clone());
    if whole.scale.is_some() {
        return Some(Numeral {
            head,
            doubt: Doubt::None,
            ..whole
        });
    }
    Some(Numeral {
        scale: inside,
        ..number
    })
}

/// Reads one of a scale: "(a) hundred", "(a) dozen".
fn one_of(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let hyphen = usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is("-") && !token.spaced),
    );
    let number = scales(tokens, Numeral::plain(Decimal::from(1), at + hyphen));
    number.scale.is_some().then_some(number)
}

/// Adds what follows "hundred": "five", "and five".
fn tail(tokens: &[Token<'_>], number: Numeral, join: bool) -> Numeral {
    let number = Numeral {
        doubt: Doubt::None,
        ..number
    };
    let Some((from, joined)) = continuation(tokens, number.next, join) else {
        return number;
    };
    let Some(rest) = below_hundred(tokens, from) else {
        return number;
    };
    let value = &number.value + &rest.value;
    Numeral {
        head: value.clone(),
        value,
        scale: None,
        last_digit: rest.last_digit,
        joined,
        next: rest.next,
        ..number
    }
}

/// Reads "eight", "fifty", "fifty-eight", "fifty eight".
fn below_hundred(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let token = tokens.get(at)?;
    if let Some(small) = index_of(&SMALL, token) {
        let doubt = if small == 1 { Doubt::Some } else { Doubt::None };
        return Some(Numeral {
            doubt,
            ..Numeral::plain(Decimal::from(small), at + 1)
        });
    }
    let tens = (index_of(&TENS, token)? + 2) * 10;
    let hyphen = usize::from(
        tokens
            .get(at + 1)
            .is_some_and(|token| token.is_any(&["-", "–"]) && !token.spaced),
    );
    let unit = tokens
        .get(at + 1 + hyphen)
        .and_then(|token| index_of(&SMALL, token));
    Some(match unit.filter(|unit| (1..=9).contains(unit)) {
        Some(unit) => Numeral::plain(Decimal::from(tens + unit), at + hyphen + 2),
        None => Numeral::plain(Decimal::from(tens), at + 1),
    })
}

fn index_of(words: &[&str], token: &Token<'_>) -> Option<i64> {
    let index = words.iter().position(|word| token.is(word))?;
    i64::try_from(index).ok()
}

/// Reads a word that is a number by itself: "none", "a", "third".
fn single(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let zero = ZERO
        .iter()
        .filter_map(|word| phrase_length(&tokens[at..], word))
        .max();
    if let Some(length) = zero {
        return Some(Numeral {
            doubt: Doubt::Much,
            ..Numeral::plain(Decimal::from(0), at + length)
        });
    }
    let single =
        phrase_length(&tokens[at..], "a single").or(phrase_length(&tokens[at..], "single"));
    if let Some(length) = single {
        return Some(Numeral {
            doubt: Doubt::Much,
            ..Numeral::plain(Decimal::from(1), at + length)
        });
    }
    if tokens[at].is_any(&["a", "an"]) {
        return Some(Numeral {
            doubt: Doubt::Much,
            ..Numeral::plain(Decimal::from(1), at + 1)
        });
    }
    let ordinal = ordinal(&tokens[at])?;
    let doubt = if ordinal <= 2 {
        Doubt::Some
    } else {
        Doubt::None
    };
    Some(Numeral {
        doubt,
        ..Numeral::plain(Decimal::from(ordinal), at + 1)
    })
}

/// Returns the number of an ordinal in words.
pub(super) fn ordinal(token: &Token<'_>) -> Option<i64> {
    ORDINAL_WORDS
        .may_hold(token.hash)
        .then(|| index_of(&ORDINALS, token))?
        .map(|index| index + 1)
}

/// Checks that a numeral can be a count.
///
/// # Errors
///
/// Returns a problem if it is below 0 or no whole number.
pub(super) fn check_count(numeral: &Numeral, text: &str) -> Result<(), Problem> {
    if numeral.value.is_negative() {
        return Err(Problem::new(
            format!("“{text}” is below 0, and a count is not"),
            "write a number from 0 up, or make the attribute an amount: kind = \"amount\"",
        ));
    }
    let is_count = numeral.value.is_whole()
        && (numeral.flaw != Some(Flaw::Decimals) || !may_be_thousands(text));
    if !is_count {
        return Err(Problem::new(
            format!("“{text}” is not a whole number, and a count is"),
            decimals_help(&numeral.value, text),
        ));
    }
    Ok(())
}

/// Says what to write instead of a count with decimals. Whoever wrote "1.200" may mean 1200; no other
/// decimals are a count.
fn decimals_help(value: &Decimal, text: &str) -> String {
    if may_be_thousands(text) {
        let thousands = (value * &Decimal::from(1_000)).to_string();
        return format!(
            "write {thousands} or {}, or make the attribute an amount",
            grouped(&thousands)
        );
    }
    let whole = value.floor();
    format!(
        "write a whole number, such as {whole}, or make the attribute an amount: kind = \"amount\""
    )
}

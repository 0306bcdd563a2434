//! Prose cut into numbers, words and marks.

use std::borrow::Cow;

use super::digits::{ascii_digit, is_digit};
use super::sieve::WordHash;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Digits with their groups, point and exponent.
    Number,
    /// Letters.
    Word,
    /// Anything else that is not white space.
    Mark,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// The kind of characters that it is made of.
    pub(crate) kind: TokenKind,
    /// The text as written.
    pub(crate) raw: &'a str,
    /// The text in lower case, with ASCII digits and one form of each mark: the minus sign and the hyphens are
    /// "-", every tilde is "~".
    pub(crate) text: Cow<'a, str>,
    /// The hash of the text, for a sieve.
    pub(super) hash: WordHash,
    /// The offset of its first byte.
    pub(crate) start: usize,
    /// True if white space comes before it, or nothing.
    pub(crate) spaced: bool,
}

impl Token<'_> {
    /// Returns the offset after its last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.raw.len()
    }

    /// Returns true if it is this word or mark, in lower case.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Returns true if it is one of these words or marks, in lower case.
    pub(crate) fn is_any(&self, texts: &[&str]) -> bool {
        texts.contains(&&*self.text)
    }
}

/// Marks of two characters that mean something together.
const PAIRS: [&str; 5] = ["..", "<=", ">=", "=<", "=>"];

/// Fractions that are one character, as decimals.
pub(super) const FRACTIONS: [(char, &str); 3] = [('½', ".5"), ('¼', ".25"), ('¾', ".75")];

/// Cuts a text into tokens, in one pass.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(letter) = text[at..].chars().next() {
        if is_space(letter) {
            at += letter.len_utf8();
            spaced = true;
            continue;
        }
        let (kind, length) = piece(&text[at..], letter);
        let raw = &text[at..at + length];
        let text = plain(raw);
        tokens.push(Token {
            kind,
            raw,
            hash: WordHash::new(&text),
            text,
            start: at,
            spaced,
        });
        at += length;
        spaced = false;
    }
    tokens
}

/// Returns a piece in lower case and with plain digits and marks. Lower-case ASCII, as most of prose is, is not
/// copied: five times as fast.
fn plain(raw: &str) -> Cow<'_, str> {
    let lower = raw
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if lower {
        return Cow::Borrowed(raw);
    }
    if raw.is_ascii() {
        return Cow::Owned(raw.to_ascii_lowercase());
    }
    // The whole at once: a sigma at the end of a word has a form of its own.
    Cow::Owned(raw.to_lowercase().chars().map(plain_letter).collect())
}

/// Returns the form by which a digit or a mark is known. An en dash stays one: in prose it is no hyphen.
fn plain_letter(letter: char) -> char {
    match letter {
        '−' | '‐' | '‑' | '﹣' | '－' => '-',
        '∼' | '˜' | '～' | '〜' => '~',
        '٬' | '，' => ',',
        '٫' | '．' => '.',
        letter => ascii_digit(letter).unwrap_or(letter),
    }
}

/// Returns true for white space and for marks that nobody sees.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns the kind and the length in bytes of the token with which a text begins.
fn piece(rest: &str, letter: char) -> (TokenKind, usize) {
    if is_digit(letter) || is_fraction(letter) {
        return (TokenKind::Number, number_length(rest));
    }
    if letter.is_alphabetic() {
        let end = rest.find(|next: char| !next.is_alphabetic());
        return (TokenKind::Word, end.unwrap_or(rest.len()));
    }
    let pair = PAIRS.iter().any(|pair| rest.starts_with(pair));
    (TokenKind::Mark, if pair { 2 } else { letter.len_utf8() })
}

fn is_fraction(letter: char) -> bool {
    FRACTIONS.iter().any(|(fraction, _)| *fraction == letter)
}

/// Returns the length in bytes of the digits with which a text begins.
fn digits(text: &str) -> usize {
    text.find(|letter: char| !is_digit(letter))
        .unwrap_or(text.len())
}

/// Returns the length in bytes of exactly three digits with which a text begins, and no fourth.
fn three_digits(text: &str) -> Option<usize> {
    let length = digits(text);
    (text[..length].chars().count() == 3).then_some(length)
}

/// Returns the length in bytes of the number with which a text begins.
fn number_length(text: &str) -> usize {
    let mut length = digits(text);
    let grouped = groups(&text[length..]);
    if (1..=3).contains(&text[..length].chars().count()) && grouped > 0 {
        length += grouped;
        length += point(&text[length..]);
    } else {
        length += separated(&text[length..]);
    }
    if let Some(fraction) = text[length..]
        .chars()
        .next()
        .filter(|letter| is_fraction(*letter))
    {
        return length + fraction.len_utf8();
    }
    length + exponent(&text[length..])
}

/// Returns the length in bytes of the groups after a space or an apostrophe: only groups of exactly three
/// digits, since other digits after such a mark are something else.
fn groups(text: &str) -> usize {
    let mut length = 0;
    while let Some(mark) = text[length..].chars().next().filter(|mark| parts(*mark)) {
        let Some(group) = three_digits(&text[length + mark.len_utf8()..]) else {
            break;
        };
        length += mark.len_utf8() + group;
    }
    length
}

/// Returns true for a mark that parts groups of digits and is elsewhere something else.
fn parts(mark: char) -> bool {
    mark.is_whitespace() || matches!(mark, '\'' | '’' | 'ʼ' | '٬')
}

/// Returns the length in bytes of groups and decimals after commas and points, well made or not.
fn separated(text: &str) -> usize {
    let mut length = 0;
    while let Some(mark) = text[length..].chars().next().filter(|mark| is_point(*mark)) {
        let group = digits(&text[length + mark.len_utf8()..]);
        if group == 0 {
            break;
        }
        length += mark.len_utf8() + group;
    }
    length
}

/// Returns true for a mark that parts groups or comes before decimals, by whatever custom.
fn is_point(mark: char) -> bool {
    matches!(plain_letter(mark), ',' | '.')
}

fn point(text: &str) -> usize {
    let mark = text
        .chars()
        .next()
        .filter(|mark| plain_letter(*mark) == '.');
    let mark = mark.map_or(0, char::len_utf8);
    match digits(&text[mark..]) {
        decimals if mark > 0 && decimals > 0 => mark + decimals,
        _ => 0,
    }
}

fn exponent(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else {
        return 0;
    };
    let sign = usize::from(rest.starts_with(['+', '-']));
    let length = digits(&rest[sign..]);
    let glued = rest[sign + length..].starts_with(char::is_alphabetic);
    if length == 0 || glued {
        0
    } else {
        1 + sign + length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_marks_have_one_form() {
        for (text, plain) in [
            ("٢٠٠", "200"),
            ("−5", "- 5"),
            ("∼5", "~ 5"),
            ("OVER", "over"),
        ] {
            let tokens = lex(text);
            let texts: Vec<_> = tokens.iter().map(|token| &*token.text).collect();
            assert_eq!(texts.join(" "), plain, "{text}");
        }
    }

    #[test]
    fn a_text_is_cut_into_tokens() {
        for (text, pieces) in [
            ("over 1 200 men", "over|1 200|men"),
            ("1,200.5kg", "1,200.5|kg"),
            ("20..30", "20|..|30"),
            ("58, 30", "58|,|30"),
            ("1.5e3", "1.5e3"),
            ("3rd", "3|rd"),
            (">=5½", ">=|5½"),
            ("2 20", "2|20"),
            ("fifty-eight.", "fifty|-|eight|."),
            ("1'200 men", "1'200|men"),
            ("1’200", "1’200"),
            ("5'6", "5|'|6"),
            ("'58 and '200'", "'|58|and|'|200|'"),
            ("١٬٢٠٠٫٥ رجل", "١٬٢٠٠٫٥|رجل"),
            ("200人", "200|人"),
        ] {
            let raw: Vec<_> = lex(text).iter().map(|token| token.raw).collect();
            assert_eq!(raw.join("|"), pieces, "{text}");
        }
    }
}

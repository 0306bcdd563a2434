//! Text that is safe to show, as a type of its own. Claim files, articles, sheets and saved reports come
//! from strangers: their text must not move a cursor, hide itself, or turn a line around.
//!
//! [`Shown`] can be made only here: from foreign text by [`safe`], from the program's own words, from
//! numbers, and by putting such parts together. What takes a `Shown` can therefore be given nothing else,
//! and the compiler finds whatever was forgotten. Formats escape it further, each in its own way.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text that can be put on a terminal or a page.
///
/// ```
/// use crosscheck::safe::safe;
///
/// assert_eq!(safe("58\u{202e} soldiers\n").as_str(), "58<U+202E> soldiers ");
/// ```
///
/// Text that lives shorter than the program makes none:
///
/// ```compile_fail
/// let text = "58 soldiers".to_owned();
/// let shown = crosscheck::safe::Shown::from(text.as_str());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(String);

/// Makes foreign text safe to show: control characters and characters that reorder or hide text become
/// `<U+202E>`, line breaks and tabs become a space. In an order to a CI runner (`::error::`, `##[…]`) its second
/// sign is shown in the same way. Text that is safe stays as it is.
pub fn safe(text: &str) -> Shown {
    let mut shown = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' | '\t' => shown.push(' '),
            _ if is_treacherous(letter) || is_order(text, at) => number(&mut shown, letter),
            _ => shown.push(letter),
        }
    }
    Shown(shown)
}

/// Makes foreign text one field of a line that is read by its separators: as it is if it holds none of them
/// and is safe, else in quotation marks, with what is not safe as `\u{202E}`. No two texts give one field.
pub(crate) fn field(text: &str, separators: &[&str]) -> Shown {
    let holds_one = || separators.iter().any(|between| text.contains(between));
    let is_plain = !text.is_empty() && text.trim() == text && !text.starts_with('"');
    if is_plain && safe(text) == text && !holds_one() {
        return Shown(text.to_owned());
    }
    let mut quoted = String::from('"');
    for (at, letter) in text.char_indices() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            _ if is_treacherous(letter) || is_order(text, at) => {
                quoted.push_str(&format!("\\u{{{:04X}}}", u32::from(letter)));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    Shown(quoted)
}

/// Appends the number of a character: `<U+202E>`.
fn number(text: &mut String, letter: char) {
    text.push_str(&format!("<U+{:04X}>", u32::from(letter)));
}

/// Returns true for a character that would make an order to a CI runner of the text around it: the second of
/// `::`, wherever it stands, since a cell can be broken before it, and the second of `##[` or `##word[`. At
/// the end and the beginning of a text also what would be one with that behind or before it.
pub(crate) fn is_order(text: &str, at: usize) -> bool {
    let (before, rest) = (&text[..at], &text[at..]);
    if rest.starts_with(':') {
        return before.ends_with(':');
    }
    let Some(rest) = rest.strip_prefix('#') else {
        return false;
    };
    let opens = rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
    (before.is_empty() && opens.starts_with('['))
        || (before.ends_with('#') && (opens.is_empty() || opens.starts_with('[')))
}

/// Returns true for characters that act on the text around them instead of being seen: controls,
/// bidirectional marks, invisible separators and fillers, tags, and what is no character. Joiners (U+200C, U+200D) are
/// none of them: Persian and Urdu need them.
pub fn is_treacherous(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns the first signs of a text, as readers count them: a letter with its accents is one, and so is an emoji of
/// several characters. Returns `None` if the text has no more of them. A letter under a heap of accents is cut, too.
pub(crate) fn beginning(text: &str, signs: usize) -> Option<&str> {
    let most = text
        .char_indices()
        .nth(signs * MOST_IN_A_SIGN)
        .map_or(text, |(end, _)| &text[..end]);
    match most.grapheme_indices(true).nth(signs) {
        Some((end, _)) => Some(&text[..end]),
        None => (most.len() < text.len()).then_some(most),
    }
}

/// On average no sign of a text has more characters: an emoji of a family has seven.
const MOST_IN_A_SIGN: usize = 8;

impl Shown {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text as a string. There is no way back but through [`safe`].
    pub fn into_string(self) -> String {
        self.0
    }

    /// Returns true if there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts the columns that the text takes on a terminal.
    pub fn width(&self) -> usize {
        self.0.width()
    }

    /// Returns the text in capitals.
    #[must_use]
    pub fn to_uppercase(&self) -> Self {
        Self(self.0.to_uppercase())
    }

    /// Appends a part.
    pub fn push(&mut self, part: impl Part) {
        part.add_to(&mut self.0);
    }

    /// Puts parts together with the same words between each two.
    pub fn join<P: Part>(parts: impl IntoIterator<Item = P>, between: &'static str) -> Self {
        let mut joined = String::new();
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                append(&mut joined, between);
            }
            part.add_to(&mut joined);
        }
        Self(joined)
    }

    /// Puts parts into the `{}` of a form, in order. [`shown!`] also checks that they are as many.
    pub(crate) fn from_form(form: &'static str, parts: &[&dyn Part]) -> Self {
        let mut text = String::with_capacity(form.len() + 16 * parts.len());
        let mut parts = parts.iter();
        for (at, words) in form.split("{}").enumerate() {
            if at > 0
                && let Some(part) = parts.next()
            {
                part.add_to(&mut text);
            }
            append(&mut text, words);
        }
        Self(text)
    }
}

/// Puts parts into the `{}` of a literal: `shown!("{} against {}", low, high)`. The parts are [`Shown`],
/// literals and numbers; a string of a claim file does not compile, nor does one captured as `{name}`.
macro_rules! shown {
    ($form:literal $(, $part:expr)* $(,)?) => {{
        const { assert!($crate::safe::places($form) == <[&str]>::len(&[$(stringify!($part)),*])) };
        $crate::safe::Shown::from_form($form, &[$(&$part),*])
    }};
}
pub(crate) use shown;

/// Counts the `{}` of a form. No other brace may stand in it.
pub(crate) const fn places(form: &str) -> usize {
    let (form, mut at, mut places) = (form.as_bytes(), 0, 0);
    while at < form.len() {
        assert!(form[at] != b'}', "a brace that closes nothing");
        if form[at] == b'{' {
            at += 1;
            assert!(
                at < form.len() && form[at] == b'}',
                "parts are given, not captured"
            );
            places += 1;
        }
        at += 1;
    }
    places
}

impl From<&'static str> for Shown {
    fn from(words: &'static str) -> Self {
        Self(words.to_owned())
    }
}

impl<P: Part> FromIterator<P> for Shown {
    fn from_iter<I: IntoIterator<Item = P>>(parts: I) -> Self {
        Self::join(parts, "")
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<&str> for Shown {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// What safe text can be put together from: safe text, the program's own words, and numbers. An option
/// is its part, or nothing.
pub trait Part: sealed::Sealed {
    /// Appends the part to a text.
    fn add_to(&self, text: &mut String);
}

/// Appends safe text. A colon behind a colon is shown by its number: together they would be an order.
fn append(text: &mut String, more: &str) {
    match more.strip_prefix(':') {
        Some(rest) if text.ends_with(':') => {
            number(text, ':');
            text.push_str(rest);
        }
        _ => text.push_str(more),
    }
}

/// No other room can declare something a part.
mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Shown {}
    impl Sealed for &'static str {}
    impl<P: Sealed> Sealed for Option<P> {}
    impl<P: Sealed> Sealed for &P {}
}

impl Part for Shown {
    fn add_to(&self, text: &mut String) {
        append(text, &self.0);
    }
}

impl Part for &'static str {
    fn add_to(&self, text: &mut String) {
        append(text, self);
    }
}

impl<P: Part> Part for Option<P> {
    fn add_to(&self, text: &mut String) {
        if let Some(part) = self {
            part.add_to(text);
        }
    }
}

impl<P: Part> Part for &P {
    fn add_to(&self, text: &mut String) {
        (*self).add_to(text);
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl sealed::Sealed for $number {}

        impl Part for $number {
            fn add_to(&self, text: &mut String) {
                text.push_str(&self.to_string());
            }
        }
    )*};
}

numbers! { u8 i8 u32 i64 u64 usize }

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn treacherous_characters_are_shown() {
        for (text, shown) in [
            ("58 soldiers", "58 soldiers"),
            ("a\u{1b}[31mb", "a<U+001B>[31mb"),
            ("a\u{202e}b", "a<U+202E>b"),
            ("a\u{9b}b\u{7}", "a<U+009B>b<U+0007>"),
            ("a\u{ffff}b", "a<U+FFFF>b"),
            ("two\nlines\tand", "two lines and"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(safe(text), shown);
        }
    }

    #[test]
    fn no_text_is_an_order_to_a_runner() {
        for (text, shown) in [
            ("::error::x", ":<U+003A>error:<U+003A>x"),
            ("a:::b", "a:<U+003A><U+003A>b"),
            ("10:30, #5: a", "10:30, #5: a"),
            ("##[error]x", "#<U+0023>[error]x"),
            ("a ##vso[x] ## b", "a #<U+0023>vso[x] ## b"),
            ("#[x]", "<U+0023>[x]"),
            ("a##", "a#<U+0023>"),
        ] {
            assert_eq!(safe(text), shown);
        }
        let (left, right) = (safe("a:"), safe(":b"));
        assert_eq!(shown!("{}{}: c", left, right), "a:<U+003A>b: c");
        assert_eq!(shown!("{}: c", left), "a:<U+003A> c");
        assert_eq!(Shown::join([&right, &left], ":"), ":b:a:");
    }

    #[test]
    fn a_field_is_quoted_if_it_holds_what_separates_fields() {
        for (text, shown) in [
            ("Red Army", "Red Army"),
            ("O’Hara \"Bob\"", "O’Hara \"Bob\""),
            ("A, B", "\"A, B\""),
            ("\"A", "\"\\\"A\""),
            ("a\\b\nc", "\"a\\\\b\\u{000A}c\""),
            ("::x", "\":\\u{003A}x\""),
            (" a", "\" a\""),
            ("", "\"\""),
        ] {
            assert_eq!(field(text, &[","]), shown);
        }
    }

    #[test]
    fn parts_are_put_together_in_order() {
        let (name, none) = (safe("a\u{7}"), None::<Shown>);
        for (text, shown) in [
            (shown!("nothing in it"), "nothing in it"),
            (shown!("{}", name), "a<U+0007>"),
            (
                shown!("{}{}: {} of {}.", none, name, 3_usize, "five"),
                "a<U+0007>: 3 of five.",
            ),
            (Shown::join([&name, &name], ", "), "a<U+0007>, a<U+0007>"),
            (Shown::join::<Shown>([], ", "), ""),
            ([Some("a"), None, Some("b")].into_iter().collect(), "ab"),
        ] {
            assert_eq!(text, shown);
        }
    }

    #[test]
    fn a_form_has_places_for_parts_and_no_other_braces() {
        for (form, count) in [("", Some(0)), ("{} and {}", Some(2)), ("{}{}", Some(2))] {
            assert_eq!(Some(places(form)), count);
        }
        for form in ["{name}", "{", "a }", "{{}}", "{:?}"] {
            let places = std::panic::catch_unwind(|| places(form));
            assert!(places.is_err(), "{form}");
        }
    }

    /// Returns the text in a field.
    fn read(field: &str) -> String {
        let Some(quoted) = field.strip_prefix('"') else {
            return field.to_owned();
        };
        let (mut text, mut rest) = (String::new(), quoted.strip_suffix('"').unwrap());
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            match (letter, rest.strip_prefix("u{")) {
                ('\\', Some(number)) => {
                    let (number, after) = number.split_once('}').unwrap();
                    let number = u32::from_str_radix(number, 16).unwrap();
                    text.push(char::from_u32(number).unwrap());
                    rest = after;
                }
                ('\\', None) => {
                    text.push(rest.chars().next().unwrap());
                    rest = &rest[1..];
                }
                _ => text.push(letter),
            }
        }
        text
    }

    /// Returns true if a runner would find an order in a text, however it is broken into lines.
    fn has_order(text: &str) -> bool {
        text.contains("::") || text.contains("##[") || text.contains("##a[")
    }

    #[test]
    fn a_text_is_cut_between_signs() {
        let heap = format!("a{}", "\u{301}".repeat(100));
        for (text, signs, kept) in [
            ("abc", 3, None),
            ("abcd", 3, Some("abc")),
            ("", 0, None),
            // A letter with an accent, a Hangul syllable of parts, a flag, a family, a thumb with a skin tone.
            ("e\u{301}e\u{301}", 1, Some("e\u{301}")),
            (
                "\u{1100}\u{1161}\u{11a8}x",
                1,
                Some("\u{1100}\u{1161}\u{11a8}"),
            ),
            ("🇺🇦🇷🇺", 1, Some("🇺🇦")),
            ("👨‍👩‍👧‍👦!", 1, Some("👨‍👩‍👧‍👦")),
            ("👍🏽👍🏽", 1, Some("👍🏽")),
            ("солдатів", 3, Some("сол")),
            ("नमस्ते", 2, Some("नम")),
            (&heap, 1, Some(&heap[..15])),
        ] {
            assert_eq!(beginning(text, signs), kept, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_beginning_begins_the_text_at_every_length(
            text in "([a\u{301}\u{1f468}\u{200d}\u{1f467}\u{1f1fa}\u{1f1e6}\u{1f3fd}и\u{915}\u{94d}\u{937} ]|\\PC){0,20}",
            signs in 0..12_usize,
        ) {
            match beginning(&text, signs) {
                Some(kept) => {
                    prop_assert!(text.starts_with(kept) && kept.len() < text.len());
                    prop_assert!(kept.graphemes(true).count() <= signs);
                }
                None => prop_assert!(text.graphemes(true).count() <= signs),
            }
        }

        #[test]
        fn a_field_gives_back_its_text(text in r#"([ab,"\\:# \n\[{}u<\u{202e}\u{e9}]|\PC){0,12}"#) {
            let shown = field(&text, &[","]);
            prop_assert_eq!(read(shown.as_str()), text);
            prop_assert!(!has_order(shown.as_str()), "{}", shown);
            prop_assert!(!shown.as_str().chars().any(is_treacherous));
        }

        #[test]
        fn no_parts_together_are_an_order(parts in proptest::collection::vec("[:#\\[a ]{0,5}", 0..5)) {
            let parts: Vec<Shown> = parts.iter().map(|part| safe(part)).collect();
            for between in ["", ":", ": ", ", "] {
                let shown = Shown::join(&parts, between);
                prop_assert!(!shown.as_str().contains("::"), "{}", shown);
                prop_assert!(between.is_empty() || !has_order(shown.as_str()), "{}", shown);
            }
        }

        #[test]
        fn safe_text_has_nothing_treacherous_and_stays_as_it_is(text in any::<String>()) {
            let shown = safe(&text);
            prop_assert!(!shown.as_str().chars().any(is_treacherous));
            prop_assert_eq!(safe(shown.as_str()), shown);
        }
    }
}

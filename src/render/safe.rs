//! The one place where text from a claim file is made safe to show. Claim files come from
//! strangers: their text must not move a cursor, hide itself, or turn a line around.

use std::fmt;

/// Text that can be put on a terminal: control characters and characters that reorder or hide text
/// are shown as `<U+202E>`, line breaks and tabs as a space.
#[derive(Debug, Clone, Copy)]
pub struct Safe<'a>(pub &'a str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for letter in self.0.chars() {
            match letter {
                '\n' | '\r' | '\t' => f.write_char(' ')?,
                _ if is_treacherous(letter) => write!(f, "<U+{:04X}>", u32::from(letter))?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Whether a character acts on the text around it instead of being seen: controls, bidirectional
/// marks, invisible separators, tags, what is no character. Joiners (U+200C, U+200D) stay: Persian and Urdu need them.
pub fn is_treacherous(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The text, safe to show.
pub fn safe(text: &str) -> String {
    Safe(text).to_string()
}

#[cfg(test)]
mod tests {
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
}

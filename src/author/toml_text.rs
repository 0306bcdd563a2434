//! The TOML of a table that is added to a file. What is in the file keeps every byte: a table goes
//! behind it. (`toml_edit` would turn CRLF into LF and take a byte-order mark away.)

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::load::raw::Raw;
use crate::load::raw::bare;
use crate::model::Kind;
use crate::safe::is_treacherous;

/// A key of a table, and what was typed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyLine<'a> {
    /// The key.
    pub(crate) key: &'static str,
    /// What was typed: several are a list.
    pub(crate) words: &'a [String],
    /// What it is read as.
    pub(crate) kind: Kind,
}

/// Writes a table with its header, the signs of equality below each other.
pub(crate) fn table(header: &str, lines: &[KeyLine<'_>]) -> String {
    let widest = lines.iter().map(|line| line.key.len()).max().unwrap_or(0);
    let rows = lines
        .iter()
        .map(|line| format!("{:widest$} = {}\n", line.key, value(line.words, line.kind)));
    std::iter::once(format!("{header}\n")).chain(rows).collect()
}

/// Returns a text with tables behind it: a blank line before each, and line breaks as the text has them.
pub(crate) fn appended(text: &str, tables: &[String]) -> String {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let line_break = if first.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut whole = text.to_owned();
    for table in tables {
        // A byte-order mark is no line.
        if !whole.trim_start_matches('\u{feff}').is_empty() {
            let ends = whole.replace("\r\n", "\n");
            let missing = usize::from(!ends.ends_with('\n')) + usize::from(!ends.ends_with("\n\n"));
            whole.push_str(&line_break.repeat(missing));
        }
        whole.push_str(&table.replace('\n', line_break));
    }
    whole
}

fn value(words: &[String], kind: Kind) -> String {
    match words {
        [one] if is_bare(one, kind) => one.clone(),
        [one] => quoted(one),
        several => {
            let items: Vec<String> = several.iter().map(|word| quoted(word)).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

/// Returns true if words go into a file as they are: a number or a date that is written just as TOML has it.
pub(super) fn is_bare(words: &str, kind: Kind) -> bool {
    match kind {
        Kind::Count => has_only(words, "-") && matches!(bare(words), Raw::Whole(_)),
        Kind::Amount => has_only(words, "-.") && matches!(bare(words), Raw::Whole(_) | Raw::Float),
        Kind::Date => has_only(words, "-+:.TZ") && matches!(bare(words), Raw::Date),
        Kind::YesNo | Kind::Text | Kind::Names | Kind::Statement => false,
    }
}

/// Returns true if words are digits and some marks.
fn has_only(words: &str, marks: &str) -> bool {
    let mut bytes = words.bytes();
    bytes.all(|byte| byte.is_ascii_digit() || marks.as_bytes().contains(&byte))
}

/// Writes a TOML string on one line. Nothing in it can end it, and nothing in it is unseen.
fn quoted(text: &str) -> String {
    let basic = TomlStringBuilder::new(text).as_basic().to_toml_value();
    let mut quoted = String::new();
    for letter in basic.chars() {
        if is_treacherous(letter) {
            quoted.push_str(&format!("\\U{:08X}", u32::from(letter)));
        } else {
            quoted.push(letter);
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(words: &str, kind: Kind) -> String {
        value(&[words.to_owned()], kind)
    }

    #[test]
    fn what_toml_knows_is_written_as_it_is() {
        for (words, kind, written) in [
            ("58", Kind::Count, "58"),
            ("over 50", Kind::Count, "\"over 50\""),
            ("007", Kind::Count, "\"007\""),
            ("1_000", Kind::Count, "\"1_000\""),
            ("0x10", Kind::Count, "\"0x10\""),
            ("+5", Kind::Count, "\"+5\""),
            ("5.0", Kind::Count, "\"5.0\""),
            (
                "99999999999999999999",
                Kind::Count,
                "\"99999999999999999999\"",
            ),
            ("1.50", Kind::Amount, "1.50"),
            ("1.", Kind::Amount, "\"1.\""),
            ("1e3", Kind::Amount, "\"1e3\""),
            ("inf", Kind::Amount, "\"inf\""),
            ("-3", Kind::Amount, "-3"),
            ("2025-10-12", Kind::Date, "2025-10-12"),
            ("2025-13-12", Kind::Date, "\"2025-13-12\""),
            (
                "2025-10-12T02:45:00+04:30",
                Kind::Date,
                "2025-10-12T02:45:00+04:30",
            ),
            ("2025-10", Kind::Date, "\"2025-10\""),
            ("2021", Kind::Date, "\"2021\""),
            ("58", Kind::Text, "\"58\""),
            ("true", Kind::YesNo, "\"true\""),
            ("", Kind::Count, "\"\""),
            ("a\u{1b}\u{202e}b", Kind::Text, "\"a\\u001B\\U0000202Eb\""),
            ("58\nx = 1", Kind::Count, "\"58\\nx = 1\""),
        ] {
            assert_eq!(line(words, kind), written, "{words}");
        }
        let names = ["Qatar".to_owned(), "Türkiye".to_owned()];
        assert_eq!(value(&names, Kind::Names), "[\"Qatar\", \"Türkiye\"]");
    }

    #[test]
    fn a_table_goes_behind_what_is_there() {
        for (text, whole) in [
            ("", "[[claim]]\nk = 1\n"),
            ("a = 1", "a = 1\n\n[[claim]]\nk = 1\n"),
            ("a = 1\n", "a = 1\n\n[[claim]]\nk = 1\n"),
            ("a = 1\n\n", "a = 1\n\n[[claim]]\nk = 1\n"),
            ("a = 1\r\n", "a = 1\r\n\r\n[[claim]]\r\nk = 1\r\n"),
            ("a = 1\r\n\r\n", "a = 1\r\n\r\n[[claim]]\r\nk = 1\r\n"),
            (
                "a = 1\r\nb = 2",
                "a = 1\r\nb = 2\r\n\r\n[[claim]]\r\nk = 1\r\n",
            ),
            ("\u{feff}", "\u{feff}[[claim]]\nk = 1\n"),
            ("# end", "# end\n\n[[claim]]\nk = 1\n"),
        ] {
            assert_eq!(
                appended(text, &["[[claim]]\nk = 1\n".to_owned()]),
                whole,
                "{text:?}"
            );
        }
    }

    proptest! {
        /// Whatever is typed, it comes back as it was, on one line.
        #[test]
        fn nothing_breaks_out_of_a_string(words in "(\\PC|[\"'\\\\#=\\[\\]\r\n\t\u{0}-\u{1f}\u{7f}\u{85}\u{202e}]){0,40}") {
            let written = quoted(&words);
            prop_assert!(!written.chars().any(is_treacherous), "{written}");
            prop_assert_eq!(bare(&written), Raw::Text(words));
        }
    }
}

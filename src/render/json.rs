//! JSON of any document, in which no character acts on what shows it.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::safe::{is_order, is_treacherous};

/// So many bytes are handed on at once.
const BUFFER: usize = 1 << 16;

/// Writes a document with two blanks a level and a line break at the end. Its lists are written item by
/// item.
///
/// # Errors
///
/// If `out` fails.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::wire::ReportJson;
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::json(&ReportJson::new(&report), &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn json(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write(document, PrettyFormatter::new(), out)
}

/// Writes a document in one line, for programs: half of an indented document is blanks.
///
/// # Errors
///
/// If `out` fails.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::wire::ReportJson;
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::compact_json(&ReportJson::new(&report), &mut out)?;
/// assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compact_json(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write(document, CompactFormatter, out)
}

/// Writes items one a line, each a document by itself (JSON Lines).
///
/// # Errors
///
/// If `out` fails.
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::wire::lines;
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::json_lines(lines(&report), &mut out)?;
/// assert!(out.ends_with(b"}\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn json_lines<T: Serialize>(
    items: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    for item in items {
        line(&item, CompactFormatter, &mut out)?;
    }
    out.flush()
}

fn write(
    document: &impl Serialize,
    formatter: impl Formatter,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A buffer of our own: the small writes of the serializer are compiled into it, not called.
    let mut out = BufWriter::with_capacity(BUFFER, out);
    line(document, formatter, &mut out)?;
    out.flush()
}

/// Writes a document and a line break.
fn line(
    document: &impl Serialize,
    formatter: impl Formatter,
    out: &mut impl Write,
) -> io::Result<()> {
    document.serialize(&mut Serializer::with_formatter(
        &mut *out,
        Careful(formatter),
    ))?;
    out.write_all(b"\n")
}

/// JSON in which no character acts on what shows it: markup, and whatever a terminal
/// a page or a CI runner would obey, is written as a `\u` escape, which means the same to every reader of JSON.
struct Careful<F>(F);

impl<F: Formatter> Formatter for Careful<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Nearly every fragment is plain: to look at its bytes takes a sixth of the time.
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, letter) in fragment.char_indices() {
            let acts = is_treacherous(letter) || is_order(fragment, at);
            if matches!(letter, '<' | '>' | '&') || acts {
                out.write_all(&fragment.as_bytes()[plain..at])?;
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                plain = at + letter.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// Returns true for text that is written as it is.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let is_pair = byte == b':' && before == b':';
        before = byte;
        let acts = matches!(byte, b'<' | b'>' | b'&' | b'#') || is_pair;
        byte.is_ascii() && !byte.is_ascii_control() && !acts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_page_or_a_terminal_is_escaped() {
        for (text, shown) in [
            ("58 soldiers", r#""58 soldiers""#),
            ("a \"b\"\n", r#""a \"b\"\n""#),
            ("</script>", r#""\u003c/script\u003e""#),
            ("a&b", r#""a\u0026b""#),
            ("::error::x 1:2", r#"":\u003aerror:\u003ax 1:2""#),
            ("##[error] #5", r##""#\u0023[error] #5""##),
            ("\u{1b}[31m", r#""\u001b[31m""#),
            ("\u{9b}\u{202e}", r#""\u009b\u202e""#),
            ("\u{e0041}", r#""\udb40\udc41""#),
            ("ü, می\u{200c}خواهم", "\"ü, می\u{200c}خواهم\""),
        ] {
            let mut out = Vec::new();
            json(&text, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{shown}\n"));
            let mut lines = Vec::new();
            json_lines([&text, &text], &mut lines).unwrap();
            assert_eq!(
                String::from_utf8(lines).unwrap(),
                format!("{shown}\n{shown}\n")
            );
            let read: String = serde_json::from_str(shown).unwrap();
            assert_eq!(read, text);
        }
    }
}

//! Claim files line by line, also half-written ones: which table a line belongs to, and which words are
//! keys and which are values. A text that cannot be read as TOML is read all the same.

use std::ops::Range;

/// A line of a claim file. All ranges are offsets in the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EditedLine {
    /// What it covers, without its line break.
    pub(super) range: Range<usize>,
    /// The table it stands in; `None` above the first header.
    pub(super) table: Option<Header>,
    /// Its words, from left to right. A header has none.
    pub(super) words: Vec<LineWord>,
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Where its brackets begin.
    pub(super) start: usize,
    /// Its name.
    pub(super) name: Range<usize>,
}

/// A word on a line: a text in quotation marks, or what stands between blanks and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineWord {
    /// What it covers, with its quotation marks.
    pub(super) range: Range<usize>,
    /// What it says, without them.
    pub(super) inner: Range<usize>,
    /// True if it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whose value it is. A key has none, nor has what stands where no value can.
    pub(super) key: Option<Range<usize>>,
}

impl EditedLine {
    /// Returns true if it is the header of its table.
    pub(super) fn is_header(&self) -> bool {
        self.table
            .as_ref()
            .is_some_and(|table| self.range.contains(&table.start))
    }
}

/// Returns the lines of a text. Those inside a text of several lines are left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = EditedLine> + '_ {
    let (mut at, mut table, mut open) = (0, None, None::<&str>);
    let pieces = text.split('\n').map(move |piece| {
        let start = at;
        at += piece.len() + 1;
        (start, piece.trim_end_matches('\r'))
    });
    pieces.filter_map(move |(start, piece)| {
        if let Some(mark) = open {
            open = open.filter(|_| !piece.contains(mark));
            return None;
        }
        if let Some(header) = header(start, piece) {
            table = Some(header);
            let range = start..start + piece.len();
            return Some(EditedLine {
                range,
                table: table.clone(),
                words: Vec::new(),
            });
        }
        let (words, unclosed) = words(start, piece);
        open = unclosed;
        Some(EditedLine {
            range: start..start + piece.len(),
            table: table.clone(),
            words,
        })
    })
}

/// Reads a header: a line that begins with a bracket and a name, however far it was written.
fn header(start: usize, line: &str) -> Option<Header> {
    let blank = line.len() - line.trim_start().len();
    let rest = line[blank..].trim_start_matches('[');
    let brackets = line.len() - blank - rest.len();
    let name = rest.trim_start_matches([' ', '\t']);
    let from = line.len() - name.len();
    let length = name
        .find(|letter: char| !is_bare(letter))
        .unwrap_or(name.len());
    // A list over several lines has such lines too, with something else behind the bracket.
    let is_name = name.starts_with(|letter: char| letter.is_alphabetic()) || name.is_empty();
    (brackets > 0 && is_name).then(|| Header {
        start: start + blank,
        name: start + from..start + from + length,
    })
}

/// Returns a letter of a word without quotation marks: numbers, dates and names.
pub(super) fn is_bare(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':' | '+')
}

/// Returns the words of a line, and the mark that ends a text of several lines which begins here.
fn words(start: usize, line: &str) -> (Vec<LineWord>, Option<&'static str>) {
    let mut reader = Reader {
        start,
        line,
        at: 0,
        key: None,
        words: Vec::new(),
        open: None,
    };
    while let Some(letter) = line[reader.at..].chars().next() {
        match letter {
            '#' => break,
            '=' => reader.equals(),
            '"' | '\'' => reader.text(letter),
            _ if is_bare(letter) => reader.bare(),
            _ => reader.at += letter.len_utf8(),
        }
    }
    (reader.words, reader.open)
}

/// Reads a line word by word.
struct Reader<'t> {
    start: usize,
    line: &'t str,
    /// How far it has read.
    at: usize,
    /// The key whose value comes next.
    key: Option<Range<usize>>,
    words: Vec<LineWord>,
    /// The mark that ends a text of several lines which begins here.
    open: Option<&'static str>,
}

impl Reader<'_> {
    /// What stands before a sign of equality is a key.
    fn equals(&mut self) {
        if let Some(word) = self.words.last_mut() {
            word.key = None;
            self.key = Some(word.inner.clone());
        }
        self.at += 1;
    }

    fn text(&mut self, mark: char) {
        let rest = &self.line[self.at..];
        let Some(mark) = ["\"\"\"", "'''"]
            .into_iter()
            .find(|mark| rest.starts_with(mark))
        else {
            let (length, closed) = quoted(rest, mark);
            return self.word(length, 1, usize::from(closed));
        };
        let end = rest[3..].find(mark);
        self.open = if end.is_none() { Some(mark) } else { None };
        self.at = end.map_or(self.line.len(), |end| self.at + 3 + end + 3);
    }

    fn bare(&mut self) {
        let rest = &self.line[self.at..];
        let length = rest.find(|letter| !is_bare(letter)).unwrap_or(rest.len());
        self.word(length, 0, 0);
    }

    /// A word of some length, with so many quotation marks before and after it.
    fn word(&mut self, length: usize, before: usize, after: usize) {
        let range = self.start + self.at..self.start + self.at + length;
        let inner = range.start + before..range.end - after;
        self.words.push(LineWord {
            range,
            inner,
            quoted: before > 0,
            key: self.key.clone(),
        });
        self.at += length;
    }
}

/// Returns how long a text in quotation marks is, and whether it is closed on its line.
fn quoted(rest: &str, mark: char) -> (usize, bool) {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == mark && !escaped {
            return (at + 1, true);
        }
        escaped = mark == '"' && letter == '\\' && !escaped;
    }
    (rest.len(), false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// "claim.event=flood" for each value, "claim.event" for each key.
    fn read(text: &str) -> Vec<String> {
        let mut read = Vec::new();
        for line in lines(text) {
            let table = line
                .table
                .as_ref()
                .map_or("", |table| &text[table.name.clone()]);
            for word in &line.words {
                let inner = &text[word.inner.clone()];
                read.push(match &word.key {
                    Some(key) => format!("{table}.{}={inner}", &text[key.clone()]),
                    None => format!("{table}.{inner}"),
                });
            }
        }
        read
    }

    #[test]
    fn words_are_keys_and_values_however_far_they_were_written() {
        for (text, words) in [
            (
                "[[claim]]\nevent = \"flood\"",
                &["claim.event", "claim.event=flood"][..],
            ),
            (
                "[[claim]] # x\r\n  event='a b' # c = d\r\n",
                &["claim.event", "claim.event=a b"],
            ),
            (
                "[[claim]]\nevent = \"flo",
                &["claim.event", "claim.event=flo"],
            ),
            ("[[claim]]\neve", &["claim.eve"]),
            ("[[claim]]\nevent =", &["claim.event"]),
            ("[[claim]]\n= 5", &["claim.5"]),
            (
                "[claim\nevent = 2025-01-01T10:00:00Z",
                &["claim.event", "claim.event=2025-01-01T10:00:00Z"],
            ),
            (
                "[[ claim ]]\n\"event\" = \"a\\\"b\"",
                &["claim.event", "claim.event=a\\\"b"],
            ),
            (
                "units = { a = 6, b = 7 }",
                &[".units", ".a", ".a=6", ".b", ".b=7"],
            ),
            ("value = [\"a\", 'b']", &[".value", ".value=a", ".value=b"]),
            (
                "note = \"\"\"\n[[event]]\nx = 1\n\"\"\"\nid = 'y'",
                &[".note", ".id", ".id=y"],
            ),
            ("note = '''x''' \nid = 'y'", &[".note", ".id", ".id=y"]),
            ("note = \"é", &[".note", ".note=é"]),
        ] {
            let read = read(text);
            let read: Vec<&str> = read.iter().map(String::as_str).collect();
            // A key stands before its value once, and in its own right.
            assert_eq!(read, words, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_lines(text in r#"[\[\]{}="'\\#\n\r a1é-]{0,40}"#) {
            for line in lines(&text) {
                for word in &line.words {
                    prop_assert!(text.get(word.inner.clone()).is_some());
                    prop_assert!(line.range.start <= word.range.start && word.range.end <= line.range.end);
                }
            }
        }
    }
}

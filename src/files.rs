//! The texts that were read, and places in them: every message points back here.

/// The number of a file in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// The offset of its first byte. Files over 1 GiB are not read, so 32 bits are enough.
    pub start: u32,
    /// The offset after its last byte.
    pub end: u32,
}

/// Something that was read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Where a byte stands for a reader: line and column count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One file: its name and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path relative to the folder that was named, with `/` on every system.
    pub name: String,
    /// The whole text, without a byte-order mark.
    pub text: String,
    line_starts: Vec<u32>,
}

/// Every file that was read, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Files(Vec<SourceFile>);

impl Files {
    /// Adds a file and gives it its number.
    pub fn add(&mut self, name: String, text: String) -> FileId {
        let id = FileId(narrow(self.0.len()));
        let after_newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0).chain(after_newlines.map(|(at, _)| narrow(at + 1))).collect();
        self.0.push(SourceFile { name, text, line_starts });
        id
    }

    /// The files with their numbers, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.0.iter().enumerate().map(|(at, file)| (FileId(narrow(at)), file))
    }

    /// How many files were read.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The file of that number.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.0[id.0 as usize]
    }

    /// The name of a span's file.
    pub fn name(&self, span: Span) -> &str {
        &self.get(span.file).name
    }

    /// The text that a span covers.
    pub fn text(&self, span: Span) -> &str {
        &self.get(span.file).text[span.start as usize..span.end as usize]
    }

    /// Where a span begins, for a reader.
    pub fn position(&self, span: Span) -> Position {
        let file = self.get(span.file);
        let line = file.line_starts.partition_point(|&start| start <= span.start);
        let line_start = file.line_starts[line - 1] as usize;
        let column = file.text[line_start..span.start as usize].chars().count() + 1;
        Position { line, column }
    }

    /// The text of a span's first line without its line break, and the offset where that line begins.
    pub fn line(&self, span: Span) -> (&str, u32) {
        let file = self.get(span.file);
        let line = file.line_starts.partition_point(|&start| start <= span.start);
        let start = file.line_starts[line - 1];
        let end = file.line_starts.get(line).map_or(file.text.len(), |&next| next as usize);
        (file.text[start as usize..end].trim_end_matches(['\n', '\r']), start)
    }
}

impl Span {
    /// A span of a file from byte offsets.
    pub fn new(file: FileId, bytes: std::ops::Range<usize>) -> Self {
        Self { file, start: narrow(bytes.start), end: narrow(bytes.end) }
    }
}

/// Offsets and counts stay below 4 Gi because larger files are refused before they are read.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let mut files = Files::default();
        let id = files.add("a.toml".into(), "ü = 1\r\nänd = 2".into());
        let at = |start| files.position(Span::new(id, start..start));
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(2), Position { line: 1, column: 2 });
        assert_eq!(at(8), Position { line: 2, column: 1 });
        assert_eq!(at(15), Position { line: 2, column: 7 });
        assert_eq!(files.line(Span::new(id, 3..4)).0, "ü = 1");
    }
}

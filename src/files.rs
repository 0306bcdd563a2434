//! The texts that were read, and places in them: every message points back here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The number of a file in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(u32);

/// A stretch of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// The file it lies in.
    pub(crate) file: FileId,
    /// The offset of its first byte. Files over 1 GiB are not read, so 32 bits are enough.
    pub(crate) start: u32,
    /// The offset after its last byte.
    pub(crate) end: u32,
}

/// Where a byte stands for a reader: line and column count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LineColumn {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
}

/// One file: its name, and its text for as long as that is needed.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path relative to the folder that was named, with `/` on every system.
    name: String,
    /// What stands before the name on the way from the working folder; empty where that is unknown.
    folder: Arc<str>,
    origin: Origin,
    /// True if it holds no claims: a source keeps it to be quoted.
    is_beside: bool,
    text: OnceLock<String>,
    index: OnceLock<Index>,
}

/// Where the text of a file comes from.
#[derive(Debug)]
enum Origin {
    /// It is kept.
    Memory,
    /// It is read again when it is asked for; so many bytes it must have then.
    Disk { path: PathBuf, bytes: usize },
    /// It could not be read in the first place.
    Unread,
}

impl SourceFile {
    /// Returns a file whose text, without a byte-order mark, is kept.
    pub(crate) fn kept(name: String, text: String) -> Self {
        Self::of(name, Origin::Memory, text.into())
    }

    /// Returns a file whose text is let go, and read again from the path when it is asked for.
    pub(crate) fn let_go(name: String, text: &str, path: &Path) -> Self {
        let origin = Origin::Disk {
            path: path.to_owned(),
            bytes: text.len(),
        };
        Self::of(name, origin, OnceLock::new())
    }

    /// Returns a file that could not be read.
    pub(crate) fn unread(name: String) -> Self {
        Self::of(name, Origin::Unread, String::new().into())
    }

    /// Returns the same file, found under a folder that was named so.
    #[must_use]
    pub(crate) fn under(self, folder: &Arc<str>) -> Self {
        Self {
            folder: Arc::clone(folder),
            ..self
        }
    }

    fn of(name: String, origin: Origin, text: OnceLock<String>) -> Self {
        Self {
            name,
            folder: Arc::default(),
            origin,
            is_beside: false,
            text,
            index: OnceLock::new(),
        }
    }
}

/// What it takes to find a line and a column without counting from the beginning.
#[derive(Debug)]
struct Index {
    /// The offset of every line.
    lines: Vec<u32>,
    /// How many characters begin before every offset that is a multiple of [`STRIDE`]: a file may
    /// hold all of its claims on one line.
    characters: Vec<u32>,
}

/// The distance between two counts of characters, in bytes.
const STRIDE: usize = 1_024;

/// How a file is read again. Reading is another room's work.
pub(crate) type Reread = fn(&Path) -> Option<String>;

/// Every file that was read, in the order of their names; last what was found and not looked into.
///
/// The texts of many files are not kept: a million claims need 200 MB of text once and a few pages of
/// it later, where something is shown. Such a file is read again when its text is asked for.
#[derive(Debug)]
pub(crate) struct Files {
    list: Vec<SourceFile>,
    /// The folders of the files that could not be read, by their names.
    unread: BTreeMap<String, Arc<str>>,
    reread: Reread,
    /// The first file that was found changed when it was read again.
    changed: OnceLock<FileId>,
}

impl Default for Files {
    fn default() -> Self {
        Self::new(|_| None)
    }
}

impl Files {
    /// No files yet, and how to read one again.
    pub(crate) fn new(reread: Reread) -> Self {
        Self {
            list: Vec::new(),
            unread: BTreeMap::new(),
            reread,
            changed: OnceLock::new(),
        }
    }

    /// Adds a file, the next by its name. Its number is how many there were before it.
    pub(crate) fn add(&mut self, file: SourceFile) {
        if matches!(file.origin, Origin::Unread) {
            self.unread
                .insert(file.name.clone(), Arc::clone(&file.folder));
        }
        self.list.push(file);
    }

    /// Adds a text that holds no claims and that the source in another file keeps to be quoted.
    pub(crate) fn add_beside(&mut self, of: FileId, file: SourceFile) -> FileId {
        let folder = Arc::clone(&self.list[of.index()].folder);
        self.list.push(SourceFile {
            is_beside: true,
            folder,
            ..file
        });
        FileId::at(self.list.len() - 1)
    }

    /// Returns the number of every claim file that was read.
    pub(crate) fn read(&self) -> impl Iterator<Item = FileId> {
        self.list
            .iter()
            .enumerate()
            .filter(|(_, file)| !file.is_beside && !matches!(file.origin, Origin::Unread))
            .map(|(at, _)| FileId::at(at))
    }

    /// Returns the names of the claim files that could not be read.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = &str> {
        let files = self.list.iter();
        files
            .filter(|file| !file.is_beside && matches!(file.origin, Origin::Unread))
            .map(|file| file.name.as_str())
    }

    /// Returns true if all texts are kept.
    pub(crate) fn are_kept(&self) -> bool {
        !self
            .list
            .iter()
            .any(|file| matches!(file.origin, Origin::Disk { .. }))
    }

    /// Returns the name of a file.
    pub(crate) fn name(&self, file: FileId) -> &str {
        &self.list[file.index()].name
    }

    /// Returns the path of a file from the working folder, as far as that was named: the folder as it was named,
    /// and the name. That is how other programs find it.
    pub(crate) fn path(&self, file: FileId) -> String {
        let SourceFile { name, folder, .. } = &self.list[file.index()];
        path_from(&[folder, name])
    }

    /// Returns the path of a file that could not be read, by its name.
    pub(crate) fn path_of_unread(&self, name: &str) -> String {
        let folder = self.unread.get(name).map_or("", |folder| folder);
        path_from(&[folder, name])
    }

    /// Returns the whole text of a file, without a byte-order mark. Once asked for, it is kept.
    pub(crate) fn text(&self, file: FileId) -> &str {
        self.list[file.index()]
            .text
            .get_or_init(|| self.again(file))
    }

    /// Returns the whole text of a file for one look: a text that is not kept is read for it, and let go.
    pub(crate) fn glance<T>(&self, file: FileId, look: impl FnOnce(&str) -> T) -> T {
        match self.list[file.index()].text.get() {
            Some(text) => look(text),
            None => look(&self.again(file)),
        }
    }

    /// Reads a file again. One that has changed meanwhile gives no text: its places mean nothing now.
    fn again(&self, id: FileId) -> String {
        let text = match &self.list[id.index()].origin {
            Origin::Disk { path, bytes } => (self.reread)(path).filter(|text| text.len() == *bytes),
            Origin::Memory | Origin::Unread => None,
        };
        text.unwrap_or_else(|| {
            self.changed.get_or_init(|| id);
            String::new()
        })
    }

    /// Returns a file that was changed while it was in use: nothing that was shown of it can be trusted.
    pub(crate) fn changed(&self) -> Option<&str> {
        self.changed.get().map(|file| self.name(*file))
    }

    /// Returns the text that a span covers.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text(span.file)
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Returns a copy of the text that a span covers, for one look.
    pub(crate) fn copy(&self, span: Span) -> String {
        self.glance(span.file, |text| {
            text.get(span.start as usize..span.end as usize)
                .unwrap_or_default()
                .to_owned()
        })
    }

    /// Returns where a span ends: the place after its last character.
    pub(crate) fn end(&self, span: Span) -> LineColumn {
        self.position(Span {
            start: span.end,
            ..span
        })
    }

    /// Returns where a span begins, for a reader.
    pub(crate) fn position(&self, span: Span) -> LineColumn {
        let (line, start) = self.line_of(span);
        LineColumn {
            line,
            column: self.characters_between(span.file, start, span.start) + 1,
        }
    }

    /// Returns the number of the line in which a span begins. A text that is not kept is read for it, and let
    /// go.
    pub(crate) fn line_number(&self, span: Span) -> usize {
        if self.list[span.file.index()].text.get().is_some() {
            return self.line_of(span).0;
        }
        self.glance(span.file, |text| {
            let before = text.bytes().take(span.start as usize);
            before.filter(|byte| *byte == b'\n').count() + 1
        })
    }

    /// Returns the text of a span's first line without its line break, and the offset where that line begins.
    pub(crate) fn line(&self, span: Span) -> (&str, u32) {
        let (number, start) = self.line_of(span);
        let text = self.text(span.file);
        // The end is looked up, not looked for: a line may be the whole file, and all faults on it.
        let next = self.index(span.file).lines.get(number);
        let end = next.map_or(text.len(), |next| *next as usize - 1);
        let line = text.get(start as usize..end).unwrap_or_default();
        (line.trim_end_matches('\r'), start)
    }

    /// Returns the number of the line in which a span begins, and the offset where that line begins.
    fn line_of(&self, span: Span) -> (usize, u32) {
        let lines = &self.index(span.file).lines;
        let line = lines.partition_point(|&start| start <= span.start);
        (line, lines[line - 1])
    }

    fn characters_between(&self, file: FileId, start: u32, end: u32) -> usize {
        match self.text(file).as_bytes().get(start as usize..end as usize) {
            Some(line) if line.len() <= STRIDE => characters(line),
            _ => self.characters_before(file, end) - self.characters_before(file, start),
        }
    }

    fn characters_before(&self, file: FileId, offset: u32) -> usize {
        let bytes = self.text(file).as_bytes();
        let end = (offset as usize).min(bytes.len());
        self.index(file).characters[end / STRIDE] as usize
            + characters(&bytes[end - end % STRIDE..end])
    }

    fn index(&self, file: FileId) -> &Index {
        self.list[file.index()]
            .index
            .get_or_init(|| Index::of(self.text(file)))
    }
}

impl Index {
    fn of(text: &str) -> Self {
        let after_newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0)
            .chain(after_newlines.map(|(at, _)| narrow(at + 1)))
            .collect();
        let mut before = 0;
        let mut characters = vec![0];
        for stretch in text.as_bytes().chunks(STRIDE) {
            before += self::characters(stretch);
            characters.push(narrow(before));
        }
        Self { lines, characters }
    }
}

/// Joins parts of a path with `/`, without the steps that lead nowhere.
pub(crate) fn path_from(parts: &[&str]) -> String {
    let root = if parts
        .iter()
        .find(|part| !part.is_empty())
        .is_some_and(|part| part.starts_with('/'))
    {
        "/"
    } else {
        ""
    };
    let steps = parts.iter().flat_map(|part| part.split('/'));
    let steps: Vec<&str> = steps.filter(|step| !matches!(*step, "" | ".")).collect();
    format!("{root}{}", steps.join("/"))
}

/// Returns how many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000)
        .count()
}

impl FileId {
    /// Returns the number of the file at a place in the list.
    pub(crate) fn at(index: usize) -> Self {
        Self(narrow(index))
    }

    /// Returns the place in the list.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Span {
    /// Returns a span of a file from byte offsets.
    pub(crate) fn new(file: FileId, bytes: std::ops::Range<usize>) -> Self {
        Self {
            file,
            start: narrow(bytes.start),
            end: narrow(bytes.end),
        }
    }
}

/// Returns an offset, a count or a place in a list in 32 bits. They fit, as larger files and more claims are refused
/// when files are read.
///
/// # Panics
///
/// If it does not fit: another number in its place would be a wrong answer.
#[expect(
    clippy::expect_used,
    reason = "a wrong number would be a wrong answer without a word"
)]
pub(crate) fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("files of more than 1 GiB, and more claims than fit, are not read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let mut files = Files::default();
        files.add(SourceFile::kept("a.toml".into(), "ü = 1\r\nänd = 2".into()));
        let id = FileId::at(0);
        let at = |start| files.position(Span::new(id, start..start));
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(2), LineColumn { line: 1, column: 2 });
        assert_eq!(at(8), LineColumn { line: 2, column: 1 });
        assert_eq!(at(15), LineColumn { line: 2, column: 7 });
        assert_eq!(files.line(Span::new(id, 3..4)).0, "ü = 1");
        assert_eq!(
            files.end(Span::new(id, 8..14)),
            LineColumn { line: 2, column: 6 }
        );
    }

    #[test]
    fn a_path_is_the_folder_as_it_was_named_and_the_name() {
        for (folder, name, path) in [
            ("claims", "a/b.toml", "claims/a/b.toml"),
            ("./claims/", "b.toml", "claims/b.toml"),
            (".", "b.toml", "b.toml"),
            ("", "b.toml", "b.toml"),
            ("", "./claims/b.toml", "claims/b.toml"),
            ("../claims", "b.toml", "../claims/b.toml"),
            ("/srv/claims", "b.toml", "/srv/claims/b.toml"),
            ("/", "b.toml", "/b.toml"),
        ] {
            let mut files = Files::default();
            files.add(SourceFile::kept(name.into(), String::new()).under(&folder.into()));
            assert_eq!(files.path(FileId::at(0)), path);
        }
    }
}

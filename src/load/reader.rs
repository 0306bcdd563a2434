//! From the text of one file to its tables. A fault costs the key or the table in which it stands,
//! never its neighbours.

use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::quick;
use super::raw::Spanned;
use super::row::{Extent, Rows};
use super::shape::{Claim, TABLES, Tables};
use super::suggest::nearest;
use super::table::{Entry, Key, ReadTables, Shape, Takes};
use super::words::Words;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};

/// More syntax errors than this in one file are not told: they follow from each other.
const MOST_SYNTAX_ERRORS: usize = 20;

/// Reads the tables of a file and tells every fault in them: the quick way where all is plainly right,
/// else by the reference.
pub(super) fn read(
    text: &str,
    file: FileId,
    words: &mut Words,
    rows: &mut Rows,
) -> (Tables, Vec<Diagnostic>) {
    let before = rows.len();
    if let Some(tables) = quick::read(text, file, words, rows) {
        return (tables, Vec::new());
    }
    rows.truncate(before);
    reference(text, file, words, rows)
}

/// Reads the tables of a file by the reference for what TOML is.
pub(super) fn reference(
    text: &str,
    file: FileId,
    words: &mut Words,
    rows: &mut Rows,
) -> (Tables, Vec<Diagnostic>) {
    let (document, faults) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        text,
        damaged: damaged(&document, &faults, text),
        diagnostics: Vec::new(),
    };
    reader.syntax(&faults);
    let mut document = document.into_inner();
    let mut tables = Tables::new(file);
    for table in TABLES {
        let value = document.remove(table.name);
        tables.fill(
            table.name,
            &mut Named {
                reader: &mut reader,
                value,
            },
        );
    }
    let defaults = tables.source.first().map(|entry| &entry.shape);
    let (first, mut line, mut counted) = (rows.len(), 1, 0);
    for entry in &tables.claims {
        line += quick::newlines(
            text.get(counted..entry.place.start as usize)
                .unwrap_or_default(),
        );
        counted = entry.place.start as usize;
        rows.push(
            words,
            text,
            entry,
            Extent {
                end: entry.place.end,
                line,
            },
            defaults,
        );
    }
    tables.rows = first..rows.len();
    reader.unknown_tables(&document);
    (tables, reader.diagnostics)
}

/// Reads the claim of a text that holds nothing else, by the reference.
pub(super) fn claim(text: &str, file: FileId) -> Option<Entry<Claim>> {
    let (document, _) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        text,
        damaged: Vec::new(),
        diagnostics: Vec::new(),
    };
    let claims = document.into_inner().remove(Claim::TABLE.name)?;
    reader.tables(claims).pop()
}

/// The tables of one name in a document, which are read once.
struct Named<'n, 'r, 'd> {
    reader: &'n mut Reader<'r>,
    value: Option<Spanned<DeValue<'d>>>,
}

impl ReadTables for Named<'_, '_, '_> {
    fn read<S: Shape>(&mut self) -> Option<Vec<Entry<S>>> {
        Some(self.reader.tables(self.value.take()?))
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    damaged: Vec<std::ops::Range<usize>>,
    diagnostics: Vec<Diagnostic>,
}

/// The stretches of text, from one table's header to the next, in which a syntax error stands. What
/// a parser recovers from them may be anything (`5 8` is recovered as a string), so nothing is taken.
fn damaged(
    document: &Spanned<DeTable<'_>>,
    faults: &[toml::de::Error],
    text: &str,
) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = vec![0, text.len() + 1];
    for value in document.get_ref().values() {
        match value.get_ref() {
            DeValue::Array(items) => starts.extend(items.iter().map(|item| item.span().start)),
            _ => starts.push(value.span().start),
        }
    }
    starts.sort_unstable();
    let stretches = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let mut at: Vec<usize> = faults
        .iter()
        .filter_map(toml::de::Error::span)
        .map(|span| span.start)
        .collect();
    at.sort_unstable();
    stretches
        .filter(|stretch| {
            let first = at.partition_point(|&fault| fault < stretch.start);
            at.get(first).is_some_and(|&fault| fault < stretch.end)
        })
        .collect()
}

impl Reader<'_> {
    fn syntax(&mut self, faults: &[toml::de::Error]) {
        let mut faults: Vec<_> = faults.iter().collect();
        faults.sort_by_key(|fault| fault.span().map_or(0, |span| span.start));
        for fault in faults.iter().take(MOST_SYNTAX_ERRORS) {
            let span = self.span(fault.span());
            let left_out = faults.len().saturating_sub(MOST_SYNTAX_ERRORS);
            let more = if left_out > 0 {
                format!(" ({left_out} more not shown)")
            } else {
                String::new()
            };
            self.diagnostics.push(Diagnostic::at(
                Code::Syntax,
                span,
                format!("this is not TOML: {}", fault.message()),
                format!("mend this line; the table in which it stands was left out{more}"),
            ));
        }
    }

    /// A span cut to the text and to whole characters.
    fn span(&self, bytes: Option<std::ops::Range<usize>>) -> Span {
        let bytes = bytes.unwrap_or(0..0);
        let start = self
            .text
            .floor_char_boundary(bytes.start.min(self.text.len()));
        let end = self
            .text
            .ceil_char_boundary(bytes.end.clamp(start, self.text.len()));
        Span::new(self.file, start..end)
    }

    /// Reads the tables of one name: a list of them, or one.
    fn tables<S: Shape>(&mut self, value: Spanned<DeValue<'_>>) -> Vec<Entry<S>> {
        let whole = value.span();
        let items = match value.into_inner() {
            DeValue::Array(items) => items.into_iter().collect(),
            other => vec![Spanned::new(whole, other)],
        };
        items
            .into_iter()
            .filter_map(|item| self.entry(item))
            .collect()
    }

    /// Reads one table. Each key that cannot be read is told, taken out, and the rest read again.
    fn entry<S: Shape>(&mut self, item: Spanned<DeValue<'_>>) -> Option<Entry<S>> {
        let span = item.span();
        if self
            .damaged
            .iter()
            .any(|stretch| stretch.contains(&span.start))
        {
            return None;
        }
        let place = self.span(Some(span.clone()));
        let DeValue::Table(mut table) = item.into_inner() else {
            let name = S::TABLE.name;
            let help = format!("write [[{name}]] on a line of its own, and its keys below");
            self.diagnostics.push(Diagnostic::at(
                Code::BadValue,
                place,
                format!("“{name}” is not a table"),
                help,
            ));
            return None;
        };
        let mut broken = Vec::new();
        loop {
            let attempt = Spanned::new(span.clone(), DeValue::Table(table.clone()));
            match S::deserialize(ValueDeserializer::from(attempt)) {
                Ok(shape) => {
                    return Some(Entry {
                        shape,
                        place,
                        broken,
                    });
                }
                Err(fault) => {
                    let key = self.faulty_key(&table, &fault)?;
                    self.tell_key(&fault, &table, &key, S::TABLE.keys);
                    table.remove(key.as_str());
                    broken.push(key);
                }
            }
        }
    }

    /// The key whose name or value a fault points at.
    fn faulty_key(&mut self, table: &DeTable<'_>, fault: &toml::de::Error) -> Option<String> {
        let at = fault.span().unwrap_or(0..0);
        let inside = |span: std::ops::Range<usize>| span.start <= at.start && at.end <= span.end;
        let entry = table
            .iter()
            .find(|(key, value)| inside(key.span()) || inside(value.span()));
        if entry.is_none() {
            let span = self.span(fault.span());
            self.diagnostics.push(Diagnostic::at(
                Code::BadValue,
                span,
                fault.message(),
                "write this table anew",
            ));
        }
        entry.map(|(key, _)| key.get_ref().to_string())
    }

    fn tell_key(&mut self, fault: &toml::de::Error, table: &DeTable<'_>, key: &str, keys: &[Key]) {
        let span = self.span(fault.span());
        let names = || keys.iter().map(|key| key.name);
        let diagnostic = if let Some(known) = keys.iter().find(|known| known.name == key) {
            let found = table
                .get(key)
                .map_or("", |value| value.get_ref().type_str());
            let (message, help) = wrong_type(known, found);
            let written = self.text.get(span.start as usize..span.end as usize);
            Diagnostic::at(Code::BadValue, span, message, help)
                .with_text(span, written.filter(|_| needs_quotes(found)))
        } else {
            let near = nearest(key, names());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys here are {}", listed(names())),
            };
            Diagnostic::at(
                Code::UnknownKey,
                span,
                format!("there is no key `{key}` here"),
                help,
            )
            .with_name(span, near)
        };
        self.diagnostics.push(diagnostic);
    }

    fn unknown_tables(&mut self, document: &DeTable<'_>) {
        for key in document.keys() {
            let name = key.get_ref();
            let span = self.span(Some(key.span()));
            if self
                .damaged
                .iter()
                .any(|stretch| stretch.contains(&key.span().start))
            {
                continue;
            }
            let tables = || TABLES.iter().map(|table| table.name);
            let near = nearest(name, tables());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a claim file holds the tables {}", listed(tables())),
            };
            let message = format!("there is no table or key `{name}` at the top of a claim file");
            let fault = Diagnostic::at(Code::UnknownKey, span, message, help);
            self.diagnostics.push(fault.with_name(span, near));
        }
    }
}

/// Whether a value of that type says what it should in quotation marks.
fn needs_quotes(found: &str) -> bool {
    matches!(found, "integer" | "float" | "boolean" | "datetime")
}

/// Puts names into a sentence.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// What to say of a key whose value has a type that the key does not take.
fn wrong_type(key: &Key, found: &str) -> (String, &'static str) {
    let Key {
        name: key, takes, ..
    } = key;
    match found {
        "integer" | "float" if *takes == Takes::Value => (
            format!("this number is too long for `{key}` as it stands"),
            "put it in quotes: \"…\"",
        ),
        "integer" | "float" => (
            format!("`{key}` does not take a number"),
            "put it in quotes: \"…\"",
        ),
        "boolean" => (
            format!("`{key}` does not take yes or no"),
            "put it in quotes: \"…\"",
        ),
        "datetime" => (
            format!("`{key}` does not take a date"),
            "put it in quotes: \"…\"",
        ),
        "string" if *takes == Takes::Flag => (
            format!("`{key}` does not take a text"),
            "write true or false, without quotes",
        ),
        "array" => (
            format!("`{key}` does not take this list"),
            "`crosscheck schema` says what this key takes",
        ),
        "table" => (
            format!("`{key}` does not take this table"),
            "`crosscheck schema` says what this key takes",
        ),
        _ => (
            format!("`{key}` does not take this text"),
            "`crosscheck schema` says what this key takes",
        ),
    }
}

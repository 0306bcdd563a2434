//! From the text of one file to its tables. A fault costs its key or its table, never their neighbours.

use std::ops::Range;

use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::quick;
use super::raw::Spanned;
use super::row::{RowExtent, Rows};
use super::shape::{Claim, TABLES, Tables};
use super::suggest::nearest;
use super::table::{Entry, Key, ReadTables, Shape, Takes};
use super::words::Words;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};

/// The most syntax errors of one file that are reported: further ones follow from each other.
const MOST_SYNTAX_ERRORS: usize = 20;

/// Reads the tables of a file, and reports every fault in them: the quick way if all is plainly right, else
/// by the reference.
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
    let mut reader = TomlReader {
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
        let mut tables_of_name = DocumentTables {
            reader: &mut reader,
            value,
        };
        tables.fill(table.name, &mut tables_of_name);
    }
    let first = rows.len();
    push_claims(&tables, text, words, rows);
    tables.rows = first..rows.len();
    reader.unknown_tables(&document);
    (tables, reader.diagnostics)
}

/// Keeps the claims of a file.
fn push_claims(tables: &Tables, text: &str, words: &mut Words, rows: &mut Rows) {
    let defaults = tables.source.first().map(|entry| &entry.shape);
    let (mut line, mut counted) = (1, 0);
    for entry in &tables.claims {
        let start = entry.place.start as usize;
        line += quick::newlines(text.get(counted..start).unwrap_or_default());
        counted = start;
        let end = entry.place.end;
        rows.push(words, text, entry, RowExtent { end, line }, defaults);
    }
}

/// Reads the claim of a text that holds nothing else, by the reference.
pub(super) fn claim(text: &str, file: FileId) -> Option<Entry<Claim>> {
    let (document, _) = DeTable::parse_recoverable(text);
    let mut reader = TomlReader {
        file,
        text,
        damaged: Vec::new(),
        diagnostics: Vec::new(),
    };
    let claims = document.into_inner().remove(Claim::TABLE.name)?;
    reader.tables(claims).pop()
}

/// The tables of one name in a document, which are read once.
struct DocumentTables<'n, 'r, 'd> {
    reader: &'n mut TomlReader<'r>,
    value: Option<Spanned<DeValue<'d>>>,
}

impl ReadTables for DocumentTables<'_, '_, '_> {
    fn read<S: Shape>(&mut self) -> Option<Vec<Entry<S>>> {
        Some(self.reader.tables(self.value.take()?))
    }
}

/// Reads the text of one file by the reference.
struct TomlReader<'a> {
    file: FileId,
    text: &'a str,
    /// The parts of the text that have a syntax error.
    damaged: Vec<Range<usize>>,
    diagnostics: Vec<Diagnostic>,
}

/// Lists the parts of a text, each from one table's header to the next, that have a syntax error. What a
/// parser recovers from them may be anything (`5 8` is recovered as a string), so nothing is taken.
fn damaged(
    document: &Spanned<DeTable<'_>>,
    faults: &[toml::de::Error],
    text: &str,
) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = vec![0, text.len() + 1];
    for value in document.get_ref().values() {
        match value.get_ref() {
            DeValue::Array(items) => starts.extend(items.iter().map(|item| item.span().start)),
            _ => starts.push(value.span().start),
        }
    }
    starts.sort_unstable();
    let parts = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let mut at: Vec<usize> = faults
        .iter()
        .filter_map(toml::de::Error::span)
        .map(|span| span.start)
        .collect();
    at.sort_unstable();
    parts
        .filter(|part| {
            let first = at.partition_point(|&fault| fault < part.start);
            at.get(first).is_some_and(|&fault| fault < part.end)
        })
        .collect()
}

impl TomlReader<'_> {
    /// Reports the syntax errors, up to a bound.
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

    /// Returns a span, cut to the text and to whole characters.
    fn span(&self, bytes: Option<Range<usize>>) -> Span {
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

    /// Returns true if an offset is in a part of the text that has a syntax error.
    fn is_damaged(&self, at: usize) -> bool {
        let next = self.damaged.partition_point(|part| part.start <= at);
        next > 0 && self.damaged[next - 1].contains(&at)
    }

    /// Adds a fault at a place.
    fn fault(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::at(code, span, message, help));
    }

    /// Reads one table. Each key that cannot be read is reported and taken out, and the rest read again.
    fn entry<S: Shape>(&mut self, item: Spanned<DeValue<'_>>) -> Option<Entry<S>> {
        let span = item.span();
        if self.is_damaged(span.start) {
            return None;
        }
        let place = self.span(Some(span.clone()));
        let DeValue::Table(mut table) = item.into_inner() else {
            let name = S::TABLE.name;
            let help = format!("write [[{name}]] on a line of its own, and its keys below");
            self.fault(
                Code::BadValue,
                place,
                format!("“{name}” is not a table"),
                help,
            );
            return None;
        };
        let mut broken = self.take_unknown_keys::<S>(&mut table);
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
                    let key = self.faulty_key::<S>(&table, &fault)?;
                    self.report_key(&fault, &table, key);
                    table.remove(key.name);
                    broken.push(key.name.to_owned());
                }
            }
        }
    }

    /// Takes the keys out of a table that it does not have, and reports each: all at once, as reading the
    /// table again for every one of 25,000 took minutes. Returns their names.
    fn take_unknown_keys<S: Shape>(&mut self, table: &mut DeTable<'_>) -> Vec<String> {
        let names: Vec<&str> = S::TABLE.keys.iter().map(|key| key.name).collect();
        let is_unknown = |key: &str| !names.contains(&key);
        let unknown: Vec<(Range<usize>, String)> = table
            .keys()
            .filter(|key| is_unknown(key.get_ref()))
            .map(|key| (key.span(), key.get_ref().to_string()))
            .collect();
        for (span, key) in &unknown {
            table.remove(key.as_str());
            let span = self.span(Some(span.clone()));
            let message = format!("there is no key `{key}` here");
            self.diagnostics.push(self::unknown(
                span,
                message,
                key,
                &names,
                "the keys here are",
            ));
        }
        unknown.into_iter().map(|(_, key)| key).collect()
    }

    /// Returns the key whose name or value a fault points at.
    fn faulty_key<S: Shape>(
        &mut self,
        table: &DeTable<'_>,
        fault: &toml::de::Error,
    ) -> Option<&'static Key> {
        let at = fault.span().unwrap_or(0..0);
        let entry = table.iter().find(|(key, value)| {
            [key.span(), value.span()]
                .iter()
                .any(|span| span.start <= at.start && at.end <= span.end)
        });
        let key =
            entry.and_then(|(name, _)| S::TABLE.keys.iter().find(|key| key.name == name.get_ref()));
        if key.is_none() {
            let span = self.span(fault.span());
            self.fault(
                Code::BadValue,
                span,
                fault.message(),
                "write this table anew",
            );
        }
        key
    }

    /// Reports a key whose value cannot be read.
    fn report_key(&mut self, fault: &toml::de::Error, table: &DeTable<'_>, key: &Key) {
        let span = self.span(fault.span());
        let found = table
            .get(key.name)
            .map_or("", |value| value.get_ref().type_str());
        let (message, help) = wrong_type(key, found);
        let written = self.text.get(span.start as usize..span.end as usize);
        self.diagnostics.push(
            Diagnostic::at(Code::BadValue, span, message, help)
                .with_text(span, written.filter(|_| needs_quotes(found))),
        );
    }

    /// Reports what is at the top of a file and is no table of a claim file.
    fn unknown_tables(&mut self, document: &DeTable<'_>) {
        for key in document.keys() {
            if self.is_damaged(key.span().start) {
                continue;
            }
            let (name, span) = (key.get_ref(), self.span(Some(key.span())));
            let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
            let message = format!("there is no table or key `{name}` at the top of a claim file");
            let fault = unknown(span, message, name, &names, "a claim file holds the tables");
            self.diagnostics.push(fault);
        }
    }
}

/// Returns the diagnostic of a name that is not one of those known: the help is the nearest of them, or all
/// of them after some words.
fn unknown(span: Span, message: String, name: &str, known: &[&str], all: &str) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{all} {}", known.join(", ")),
    };
    Diagnostic::at(Code::UnknownKey, span, message, help).with_name(span, near)
}

/// Returns true if a value of that type says what it should in quotation marks.
fn needs_quotes(found: &str) -> bool {
    matches!(found, "integer" | "float" | "boolean" | "datetime")
}

/// Returns the message and the help for a key whose value has a type that the key does not take.
fn wrong_type(key: &Key, found: &str) -> (String, &'static str) {
    let name = key.name;
    let (what, help) = match found {
        "integer" | "float" if key.takes == Takes::Value => {
            let message = format!(
                "`{name}` cannot take this number as it stands: it has too many digits, or none"
            );
            return (message, IN_QUOTES);
        }
        "integer" | "float" => ("a number", IN_QUOTES),
        "boolean" => ("yes or no", IN_QUOTES),
        "datetime" => ("a date", IN_QUOTES),
        "string" if key.takes == Takes::Flag => ("a text", "write true or false, without quotes"),
        "array" => ("this list", BY_SCHEMA),
        "table" => ("this table", BY_SCHEMA),
        _ => ("this text", BY_SCHEMA),
    };
    (format!("`{name}` does not take {what}"), help)
}

const IN_QUOTES: &str = "put it in quotes: \"…\"";
const BY_SCHEMA: &str = "`crosscheck schema` says what this key takes";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::table::Presence;

    /// Reads a text by the reference, and returns the number of its claims and what is wrong.
    fn faults(text: &str) -> (usize, Vec<String>) {
        let (mut words, mut rows) = (Words::default(), Rows::default());
        let (tables, diagnostics) = reference(text, FileId::at(0), &mut words, &mut rows);
        assert_eq!(tables.rows, 0..rows.len());
        let faults = diagnostics
            .iter()
            .map(|fault| format!("{}: {}; {}", fault.code.word(), fault.message, fault.help));
        (rows.len(), faults.collect())
    }

    #[test]
    fn a_fault_costs_its_key_or_its_table() {
        for (text, claims, expected) in [
            ("[[claim]]\nvalue = 1\n", 1, &[][..]),
            (
                "[[claim]]\nnote = 5\nvalue = 1\nquote = true\n",
                1,
                &[
                    "bad-value: `note` does not take a number; put it in quotes: \"…\"",
                    "bad-value: `quote` does not take yes or no; put it in quotes: \"…\"",
                ],
            ),
            (
                "[[claim]]\nvalue = 5 8\n[[claim]]\nvalue = 1\n",
                1,
                &[
                    "syntax: this is not TOML: string values must be quoted, expected literal string; \
                   mend this line; the table in which it stands was left out",
                ],
            ),
            (
                "claim = [5, { value = 1 }]",
                1,
                &[
                    "bad-value: “claim” is not a table; write [[claim]] on a line of its own, and its keys below",
                ],
            ),
            (
                "[[claim]]\nvaleu = 1\n",
                1,
                &["unknown-key: there is no key `valeu` here; did you mean `value`?"],
            ),
            (
                "[[rule]]\nzzzzzz = 1\n",
                0,
                &["unknown-key: there is no key `zzzzzz` here; the keys here are holds"],
            ),
            (
                "[[evnet]]\nid = 'e'\n",
                0,
                &[
                    "unknown-key: there is no table or key `evnet` at the top of a claim file; did you mean `event`?",
                ],
            ),
        ] {
            let (read, found) = faults(text);
            assert_eq!(found, expected, "{text}");
            assert_eq!(read, claims, "{text}");
        }
    }

    #[test]
    fn many_syntax_errors_are_counted() {
        let text = "[[claim]]\nvalue = 5 8\n".repeat(MOST_SYNTAX_ERRORS + 3);
        let (claims, faults) = faults(&text);
        assert_eq!((claims, faults.len()), (0, MOST_SYNTAX_ERRORS));
        assert!(
            faults[0].ends_with("was left out (3 more not shown)"),
            "{}",
            faults[0]
        );
    }

    #[test]
    fn claims_are_on_the_line_of_their_header() {
        let text = "# é\n[[claim]]\nvalue = [\n1]\n\n[[claim]]\n";
        let (mut words, mut rows) = (Words::default(), Rows::default());
        reference(text, FileId::at(0), &mut words, &mut rows);
        let lines: Vec<u32> = rows.sites().iter().map(|site| site.line).collect();
        assert_eq!(lines, [2, 6]);
    }

    #[test]
    fn a_value_of_another_type_is_named_with_what_to_write() {
        let key = |takes| Key {
            name: "k",
            takes,
            presence: Presence::Optional,
            about: "",
        };
        for (takes, found, message, help) in [
            (
                Takes::Text,
                "integer",
                "`k` does not take a number",
                IN_QUOTES,
            ),
            (
                Takes::Value,
                "integer",
                "`k` cannot take this number as it stands: it has too many digits, or none",
                IN_QUOTES,
            ),
            (
                Takes::Text,
                "boolean",
                "`k` does not take yes or no",
                IN_QUOTES,
            ),
            (
                Takes::Text,
                "datetime",
                "`k` does not take a date",
                IN_QUOTES,
            ),
            (
                Takes::Flag,
                "string",
                "`k` does not take a text",
                "write true or false, without quotes",
            ),
            (
                Takes::Date,
                "string",
                "`k` does not take this text",
                BY_SCHEMA,
            ),
            (
                Takes::Text,
                "array",
                "`k` does not take this list",
                BY_SCHEMA,
            ),
            (
                Takes::Text,
                "table",
                "`k` does not take this table",
                BY_SCHEMA,
            ),
        ] {
            assert_eq!(wrong_type(&key(takes), found), (message.to_owned(), help));
        }
    }
}

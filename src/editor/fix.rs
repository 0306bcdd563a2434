//! What mends a fault at a word.

use std::ops::Range;

use super::line::lines;
use super::subject::topic_of;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Suggestion};
use crate::files::{FileId, Span};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};
use crate::wording::fold::slug;
use crate::wording::guess;
use crate::wording::prose::{MentionKind, mentions};

/// A change that mends a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fix<'r> {
    /// The fault.
    pub(crate) diagnostic: &'r Diagnostic,
    /// What is replaced, and by what.
    pub(crate) change: Suggestion,
    /// What it does, for a menu.
    pub(crate) title: Shown,
    /// True if it is the likely one.
    pub(crate) is_likely: bool,
}

/// Returns the changes that mend the faults touching a part of a file, in the order of the faults; of one fault the
/// likeliest first.
pub(crate) fn fixes(report: &Report, file: FileId, bytes: Range<usize>) -> Vec<Fix<'_>> {
    let touching = report.diagnostics.iter().filter_map(|diagnostic| {
        let Place::At(span) = diagnostic.place else {
            return None;
        };
        (span.file == file && touches(span, &bytes)).then_some((diagnostic, span))
    });
    touching
        .flat_map(|(diagnostic, span)| {
            let near = diagnostic.suggestion.clone();
            let near = near.map(|change| (shown!("Write {}", safe(&change.text)), change));
            let others = [
                declaration(report, diagnostic.code, span),
                confirmation(report, diagnostic.code, span),
                quoted_value(report, diagnostic.code, span),
            ];
            let is_likely = near.is_none();
            near.into_iter()
                .map(|(title, change)| (title, change, true))
                .chain(
                    others
                        .into_iter()
                        .flatten()
                        .map(move |(title, change)| (title, change, is_likely)),
                )
                .map(move |(title, change, is_likely)| Fix {
                    diagnostic,
                    change,
                    title,
                    is_likely,
                })
        })
        .collect()
}

/// Returns true if a span shares a byte or an end with a range of bytes.
fn touches(span: Span, bytes: &Range<usize>) -> bool {
    span.start as usize <= bytes.end && bytes.start <= span.end as usize
}

/// Declares what nobody has: at the end of the file that has the topic's vocabulary.
fn declaration(report: &Report, code: Code, place: Span) -> Option<(Shown, Suggestion)> {
    let text = report.files.text(place.file);
    let written = &text[place.start as usize..place.end as usize];
    let words = written.trim_matches(['"', '\'']);
    let id = slug(words);
    let is_name = code == Code::UnknownSpeaker && !id.is_empty();
    if id != words && !is_name {
        return None;
    }
    let table = match code {
        Code::UnknownEvent => format!("[[event]]\nid    = \"{id}\"\ntitle = \"{id}\"\n"),
        Code::UnknownAttribute => {
            let kind = guess::kind(&value_beside(text, place)?).word();
            format!("[[attribute]]\nid    = \"{id}\"\nlabel = \"{id}\"\nkind  = \"{kind}\"\n")
        }
        Code::UnknownSpeaker => {
            let name = words.replace('\\', "\\\\").replace('"', "\\\"");
            format!("[[speaker]]\nid   = \"{id}\"\nname = \"{name}\"\n")
        }
        _ => return None,
    };
    let topic = &report.record[topic_of(report, place.file)?];
    let home = report.vocabulary_file(&topic.folder);
    let home = report
        .files
        .read()
        .find(|file| report.files.name(*file) == home)?;
    let end = report.files.text(home).len();
    let before = match report.files.text(home) {
        text if text.is_empty() || text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let change = Suggestion {
        span: Span::new(home, end..end),
        text: format!("{before}{table}"),
    };
    let name = report.files.name(home);
    Some((
        shown!("Declare “{}” in {}", safe(words), safe(name)),
        change,
    ))
}

/// Returns the value of the table in which a place lies.
fn value_beside(text: &str, place: Span) -> Option<String> {
    let at = place.start as usize;
    let mut all = lines(text);
    let header = all.find(|line| line.range.contains(&at))?.table?.start;
    let of_table = lines(text).filter(|line| {
        line.table
            .as_ref()
            .is_some_and(|table| table.start == header)
    });
    let mut words = of_table.flat_map(|line| line.words);
    let value = words.find(|word| {
        word.key
            .as_ref()
            .is_some_and(|key| &text[key.clone()] == "value")
    })?;
    Some(text[value.inner].to_owned())
}

/// Confirms a proposal: its line `proposed = true` goes.
fn confirmation(report: &Report, code: Code, place: Span) -> Option<(Shown, Suggestion)> {
    if code != Code::Unconfirmed {
        return None;
    }
    let text = report.files.text(place.file);
    let at = place.start as usize;
    let header = lines(text)
        .find(|line| line.range.contains(&at))?
        .table?
        .start;
    let mut of_table = lines(text).filter(|line| {
        line.table
            .as_ref()
            .is_some_and(|table| table.start == header)
    });
    let line = of_table.find(|line| {
        let first = line.words.first();
        first.is_some_and(|word| &text[word.inner.clone()] == "proposed")
    })?;
    let end = text[line.range.end..]
        .find('\n')
        .map_or(line.range.end, |more| line.range.end + more + 1);
    let change = Suggestion {
        span: Span::new(place.file, line.range.start..end),
        text: String::new(),
    };
    Some(("Confirm: I compared it with the text".into(), change))
}

/// Writes the only number of a quote as the value, where the quote lacks the value.
fn quoted_value(report: &Report, code: Code, place: Span) -> Option<(Shown, Suggestion)> {
    if code != Code::QuoteMismatch {
        return None;
    }
    let record = &report.record;
    let mut claims = record.claims.iter().filter(|claim| {
        let extent = record.extent(claim);
        extent.file == place.file && (extent.start..extent.end).contains(&place.start)
    });
    let details = report.details(claims.next()?);
    let quote = details.quote?;
    let found = mentions(&quote);
    let mut numbers = found
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Number) && !mention.weak);
    let (only, None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let words = &quote[only.start..only.end];
    let is_bare = words.bytes().all(|byte| byte.is_ascii_digit()) && !words.starts_with('0');
    let text = if is_bare {
        words.to_owned()
    } else {
        format!("\"{words}\"")
    };
    let plain = !words.contains(['"', '\\']) && !words.contains(char::is_control);
    let change = Suggestion {
        span: details.value_place?,
        text,
    };
    plain.then(|| {
        (
            shown!("Write {}, as the quote has it", safe(&change.text)),
            change,
        )
    })
}

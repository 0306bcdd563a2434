//! Proposals as a claim file. The article is a stranger's: its words stand only inside TOML strings, which
//! they cannot end, and in comments, which they cannot leave.

use std::io::{self, Write};
use std::ops::Range;

use crate::draft::{Note, ProposedClaim, ProposedValue};
use crate::files::{FileId, Files, SourceFile, Span};
use crate::safe::{is_order, is_treacherous, safe};

/// What stands at the head of the file.
#[derive(Debug, Default)]
pub(crate) struct Head<'h> {
    /// The name of the article's file.
    pub name: &'h str,
    /// The id of the source.
    pub source: &'h str,
    /// The day on which the article was published, as it is written.
    pub published: Option<&'h str>,
    /// The article's path from where the claim file is; `None` where it does not stand beside it.
    pub beside: Option<&'h str>,
}

/// No comment shows more letters of the article than this.
const MOST_LETTERS: usize = 80;

/// Writes proposals as a claim file.
pub(crate) fn toml(
    head: &Head<'_>,
    text: &str,
    proposals: &[ProposedClaim],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut files = Files::default();
    files.add(SourceFile::kept(head.name.to_owned(), text.to_owned()));
    writeln!(
        out,
        "# Proposed by `crosscheck draft` from {}. It reads words and not meanings.",
        safe(head.name)
    )?;
    if proposals.is_empty() {
        return writeln!(
            out,
            "# No number, no date and no reported speech was found in it."
        );
    }
    if proposals.iter().any(|proposal| !proposal.confirmed) {
        write!(out, "{INSTRUCTIONS}")?;
    }
    write!(out, "\n[source]\nid        = {}\n", string(head.source))?;
    match head.beside {
        Some(path) => writeln!(out, "text      = {}", string(path))?,
        None => {
            writeln!(
                out,
                "# text    = {}   # if you keep the article beside this file",
                string(head.name)
            )?;
        }
    }
    if let Some(published) = head.published {
        writeln!(out, "published = {}", string(published))?;
    }
    for proposal in proposals {
        claim(&files, text, proposal, out)?;
    }
    Ok(())
}

const INSTRUCTIONS: &str = "\
# Nothing here counts yet. For each claim: compare it with the text at LINE:COLUMN, correct it, take the # away
# from what you fill in, and delete the line `proposed = true`. If it is no claim, delete it.
";

fn claim(
    files: &Files,
    text: &str,
    proposal: &ProposedClaim,
    out: &mut dyn Write,
) -> io::Result<()> {
    let at = files.position(Span::new(FileId::at(0), proposal.quote.clone()));
    write!(out, "\n# {}:{}", at.line, at.column)?;
    if let Some(counted) = &proposal.counted {
        write!(out, ", counts {}", comment(text, counted))?;
    }
    writeln!(out, "\n[[claim]]")?;
    if !proposal.confirmed {
        writeln!(out, "proposed  = true")?;
    }
    id(out, "event", proposal.event.as_deref())?;
    id(out, "attribute", proposal.attribute.as_deref())?;
    writeln!(out, "value     = {}", value(&proposal.value))?;
    writeln!(
        out,
        "quote     = {}",
        string(&one_line(text, &proposal.quote))
    )?;
    match (&proposal.by, &proposal.speaker) {
        (Some(by), _) => writeln!(out, "by        = {}", string(by))?,
        (None, Some(words)) => {
            // Without it the words would become the article's own when the claim is confirmed.
            let words = one_line(text, words);
            let plain = (1..=MOST_LETTERS).contains(&words.chars().count());
            let aside = if plain { "" } else { "# " };
            writeln!(out, "{aside}by        = {}", string(&words))?;
        }
        (None, None) => {}
    }
    // What a note asks was answered when the claim was confirmed.
    let mut open = proposal.notes.iter().filter(|_| !proposal.confirmed);
    open.try_for_each(|note| writeln!(out, "# {}", said(*note)))
}

fn id(out: &mut dyn Write, key: &str, id: Option<&str>) -> io::Result<()> {
    match id {
        Some(id) => writeln!(out, "{key:<9} = {}", string(id)),
        None => writeln!(out, "# {key:<9} = \"…\""),
    }
}

/// Returns what a note asks of whoever confirms a proposal.
pub(crate) fn said(note: Note) -> &'static str {
    match note {
        Note::Reckoned => {
            "The text does not give this date in full: it is reckoned from --published."
        }
        Note::NoYear => {
            "The text does not give this date in full: complete it, or give --published."
        }
        Note::Negated => {
            "There is a “not” or “no” in these words: does the attribute ask it the other way round?"
        }
    }
}

fn value(value: &ProposedValue) -> String {
    match value {
        // As it stands in most claims: bare.
        ProposedValue::Number(words) if is_plain(words) => words.clone(),
        ProposedValue::Day(day) => day.to_string(),
        ProposedValue::Number(words)
        | ProposedValue::Date(words)
        | ProposedValue::Answer(words)
        | ProposedValue::Name(words) => string(words),
    }
}

/// Returns true if TOML reads some words as the whole number that they are.
fn is_plain(words: &str) -> bool {
    let digits = words.bytes().all(|byte| byte.is_ascii_digit());
    digits && (1..=15).contains(&words.len()) && (words == "0" || !words.starts_with('0'))
}

/// Words of the article on one line.
/// Returns words of the article on one line.
pub(crate) fn one_line(text: &str, bytes: &Range<usize>) -> String {
    let words = text
        .get(bytes.clone())
        .unwrap_or_default()
        .split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// Words of the article for a comment.
fn comment(text: &str, bytes: &Range<usize>) -> String {
    let line = one_line(text, bytes);
    let cut = line
        .char_indices()
        .nth(MOST_LETTERS)
        .map_or(line.len(), |(at, _)| at);
    safe(&line[..cut]).into_string()
}

/// Returns a TOML string in quotation marks. What acts on the text around it is written as its number.
fn string(text: &str) -> String {
    let mut written = String::from('"');
    for (at, letter) in text.char_indices() {
        match letter {
            '"' | '\\' => written.extend(['\\', letter]),
            _ if is_treacherous(letter) || is_order(text, at) => {
                written += &format!("\\U{:08X}", u32::from(letter));
            }
            _ => written.push(letter),
        }
    }
    written + "\""
}

//! Whether quotes stand word for word in the text that their source keeps. Only what was read there is
//! held against it: a claim with a `via` or `url` of its own was read elsewhere.

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};
use crate::load::shape::{self, Tables};
use crate::load::table::Text as Given;
use crate::load::whole::Whole;
use crate::model::Site;
use crate::parallel;
use crate::wording::verbatim::{Miss, SourceText};

/// Below so many files one thread looks for all quotes.
const WORTH_THREADS: usize = 2;

/// No message shows more letters of a word than this.
const LONGEST_WORD: usize = 40;

/// Tells every quote that is not in the text of its source.
pub(super) fn check(resolver: &mut Resolver<'_>, tables: &[Tables]) {
    let with_text: Vec<(&Tables, FileId)> = tables
        .iter()
        .filter_map(|tables| Some((tables, tables.text?)))
        .collect();
    let told = parallel::each(&with_text, WORTH_THREADS, |(tables, text)| {
        Some(
            resolver
                .files
                .glance(*text, |article| of_file(resolver, tables, *text, article)),
        )
    });
    resolver.diagnostics.extend(told.into_iter().flatten());
}

fn of_file(
    resolver: &Resolver<'_>,
    tables: &Tables,
    text: FileId,
    article: &str,
) -> Vec<Diagnostic> {
    let searched = SourceText::new(article);
    let source = tables.source.first().map(|entry| &entry.shape);
    let name = resolver.files.name(text);
    let of_site = |claims: &str, site: &Site| {
        let claim = resolver.kept.claim_in(claims, site.extent(tables.file))?;
        let quote = claim
            .shape()
            .quote
            .as_ref()
            .filter(|_| is_read_there(&claim, source))?;
        let miss = searched.find(quote.get_ref()).err()?;
        Some(told(
            &miss,
            quote.get_ref(),
            claim.span(quote),
            (text, article, name),
        ))
    };
    resolver.files.glance(tables.file, |claims| {
        let sites = resolver.record.sites[tables.rows.clone()]
            .iter()
            .filter(|site| site.quote > 0);
        sites.filter_map(|site| of_site(claims, site)).collect()
    })
}

/// Whether a claim was read in its source's text.
fn is_read_there(claim: &Whole<'_>, source: Option<&shape::Source>) -> bool {
    let same = |own: &Given, sources: Option<&Given>| {
        let words = |text: &Given| text.as_ref().map(|text| text.get_ref().clone());
        own.is_none() || words(own) == sources.and_then(words)
    };
    let shape = claim.shape();
    same(&shape.via, source.map(|source| &source.via))
        && same(&shape.url, source.map(|source| &source.url))
}

fn told(
    miss: &Miss,
    quote: &str,
    span: Span,
    (file, article, name): (FileId, &str, &str),
) -> Diagnostic {
    let help = "copy the words from the text, and write … where you leave some out";
    let Some(at) = miss.in_text else {
        let message = format!(
            "the quote is not in “{name}”: nothing there begins like “{}”",
            word(quote, miss.in_quote)
        );
        return Diagnostic::at(Code::QuoteNotInText, span, message, help);
    };
    let there = word(article, at);
    let message = format!(
        "the quote is not in “{name}” word for word: it has “{}”, the text “{there}”",
        word(quote, miss.in_quote)
    );
    let place = Span::new(file, at..at + there.len());
    Diagnostic::at(Code::QuoteNotInText, span, message, help)
        .and(place, "here the text goes on otherwise")
}

/// The word that begins at an offset, without the marks after it.
fn word(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .char_indices()
        .position(|(at, letter)| at > 0 && letter.is_whitespace());
    let letters = end.unwrap_or(usize::MAX).min(LONGEST_WORD);
    let word = rest
        .char_indices()
        .nth(letters)
        .map_or(rest, |(end, _)| &rest[..end]);
    let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if bare.is_empty() { word } else { bare }
}

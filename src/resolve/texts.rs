//! Quotes against the text that their source keeps, word for word. Only what was read there is compared
//! with it: a claim with a `via` or `url` of its own was read elsewhere.

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};
use crate::load::raw::Spanned;
use crate::load::shape::{self, Tables};
use crate::load::table::Text;
use crate::load::whole::Whole;
use crate::model::Site;
use crate::parallel;
use crate::safe::beginning;
use crate::wording::verbatim::{Miss, SourceText};

/// Below so many files one thread looks for all quotes.
const WORTH_THREADS: usize = 2;

/// No message shows more letters of a word than this.
const LONGEST_WORD: usize = 40;

/// The text that a source keeps.
struct SourceArticle<'a> {
    file: FileId,
    name: &'a str,
    text: &'a str,
}

/// Diagnoses every quote that is not in the text of its source.
pub(super) fn check(resolver: &mut Resolver<'_>, tables: &[Tables]) {
    let with_text: Vec<(&Tables, FileId)> = tables
        .iter()
        .filter_map(|tables| Some((tables, tables.text?)))
        .collect();
    let diagnostics = parallel::each(&with_text, WORTH_THREADS, |(tables, file)| {
        Some(resolver.files.glance(*file, |text| {
            let name = resolver.files.name(*file);
            let article = SourceArticle {
                file: *file,
                name,
                text,
            };
            check_file(resolver, tables, &article)
        }))
    });
    resolver
        .diagnostics
        .extend(diagnostics.into_iter().flatten());
}

fn check_file(
    resolver: &Resolver<'_>,
    tables: &Tables,
    article: &SourceArticle<'_>,
) -> Vec<Diagnostic> {
    let searched = SourceText::new(article.text);
    resolver.files.glance(tables.file, |claims| {
        resolver.record.sites[tables.rows.clone()]
            .iter()
            .filter(|site| site.quote > 0)
            .filter_map(|site| check_claim(resolver, tables, site, claims, &searched, article))
            .collect()
    })
}

fn check_claim(
    resolver: &Resolver<'_>,
    tables: &Tables,
    site: &Site,
    claims: &str,
    searched: &SourceText<'_>,
    article: &SourceArticle<'_>,
) -> Option<Diagnostic> {
    let source = tables.source.first().map(|entry| &entry.shape);
    let claim = resolver.kept.claim_in(claims, site.extent(tables.file))?;
    let quote = claim.shape().quote.as_ref()?;
    if !is_read_there(&claim, source) {
        return None;
    }
    let miss = searched.find(quote.get_ref()).err()?;
    Some(diagnostic(
        &miss,
        quote.get_ref(),
        claim.span(quote),
        article,
    ))
}

/// Returns true if a claim was read in its source's text.
fn is_read_there(claim: &Whole<'_>, source: Option<&shape::Source>) -> bool {
    let shape = claim.shape();
    is_default(&shape.via, source.and_then(|source| source.via.as_ref()))
        && is_default(&shape.url, source.and_then(|source| source.url.as_ref()))
}

/// Returns true if a claim's key is missing or says what its source says.
fn is_default(own: &Text, source: Option<&Spanned<String>>) -> bool {
    let Some(own) = own else { return true };
    source.is_some_and(|source| source.get_ref() == own.get_ref())
}

fn diagnostic(miss: &Miss, quote: &str, span: Span, article: &SourceArticle<'_>) -> Diagnostic {
    let help = "copy the words from the text, and write … where you leave some out";
    let (name, own) = (article.name, word(quote, miss.in_quote));
    let Some(at) = miss.in_text else {
        let message = format!("the quote is not in “{name}”: nothing there begins like “{own}”");
        return Diagnostic::at(Code::QuoteNotInText, span, message, help);
    };
    let there = word(article.text, at);
    let message =
        format!("the quote is not in “{name}” word for word: it has “{own}”, the text “{there}”");
    let place = Span::new(article.file, at..at + there.len());
    Diagnostic::at(Code::QuoteNotInText, span, message, help)
        .and(place, "here the text goes on otherwise")
}

/// Returns the word that begins at an offset, without the marks after it.
fn word(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = rest[first..].find(char::is_whitespace);
    let word = end.map_or(rest, |end| &rest[..first + end]);
    let word = beginning(word, LONGEST_WORD).unwrap_or(word);
    let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if bare.is_empty() { word } else { bare }
}

#[cfg(test)]
mod tests {
    use super::super::testing::diagnostics_of;
    use super::*;

    #[test]
    fn words_end_at_spaces_and_marks() {
        let long = "a".repeat(50);
        for (text, at, shown) in [
            ("58 soldiers, died", 3, "soldiers"),
            ("soldiers", 0, "soldiers"),
            ("… and", 0, "…"),
            ("«é» x", 0, "«é"),
            (long.as_str(), 0, &long[..LONGEST_WORD]),
        ] {
            assert_eq!(word(text, at), shown, "{text}");
        }
    }

    #[test]
    fn a_quote_is_looked_for_where_it_was_read() {
        let article = "The army said that 58 soldiers were killed.";
        for (source, claim, found) in [
            ("", "quote = '58 soldiers were killed'", None),
            (
                "",
                "quote = '58 soldiers were wounded'",
                Some("word for word: it has “wounded”, the text “killed”"),
            ),
            (
                "",
                "quote = 'nobody knows'",
                Some("nothing there begins like “nobody”"),
            ),
            ("", "quote = 'nobody knows'\nurl = 'https://x'", None),
            ("", "quote = 'nobody knows'\nvia = 'paper'", None),
            (
                "url = 'https://x'",
                "quote = 'nobody knows'\nurl = 'https://x'",
                Some("nothing there begins like “nobody”"),
            ),
        ] {
            let text = format!(
                "[source]\ntext = 'a.txt'\n{source}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 'x'\n{claim}"
            );
            let mut diagnostics = diagnostics_of(&[("a.toml", &text), ("a.txt", article)]);
            diagnostics.retain(|diagnostic| diagnostic.starts_with("quote-not-in-text"));
            assert_eq!(diagnostics.len(), usize::from(found.is_some()), "{claim}");
            let said = diagnostics.concat();
            assert!(said.contains(found.unwrap_or_default()), "{said}");
        }
    }
}

//! Quotes against the values of their claims. Every quote is read for this, file by file and on several
//! threads: quotes are most of what a file holds.

use std::borrow::Cow;

use super::attribution::{self, KnownNames};
use super::complaint::Complaint;
use super::keys::{self, text as words};
use super::resolver::Resolver;
use super::wires;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::FileId;
use crate::model::{
    Attribute, Claim, ClaimId, Decimal, End, Interval, Kind, Meaning, Record, Site, Value,
};
use crate::parallel;
use crate::wording::date::day_in;
use crate::wording::language::{is_english, reads_as_english};
use crate::wording::number::{self, Domain};
use crate::wording::quote::{self, Fit};

/// Below so many files one thread reads all their quotes.
const WORTH_THREADS: usize = 32;

/// Reads every quote once: diagnoses those that lack the value of their claim, that name somebody else than the
/// claim does, and that have the words of another source.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let record = &resolver.record;
    let asked = QuotesAsked {
        known: KnownNames::new(record),
        compared: wires::candidates(record),
    };
    let mut files = Vec::new();
    let mut first = 0;
    for claims in record
        .claims
        .chunk_by(|left, right| left.file == right.file)
    {
        files.push((first, claims));
        first += claims.len();
    }
    let read = parallel::each(&files, WORTH_THREADS, |(first, claims)| {
        check_file(resolver, &asked, *first, claims)
    });
    let mut runs = Vec::new();
    for file in read {
        resolver.diagnostics.extend(file.diagnostics);
        runs.extend(file.runs);
    }
    wires::check(resolver, runs);
}

/// What the quotes of all files are held against.
struct QuotesAsked {
    known: KnownNames,
    /// Claims on questions that several sources answer with quotes, by their places in the record.
    compared: Vec<bool>,
}

/// What was found in the quotes of a file.
#[derive(Default)]
struct FileQuotes {
    diagnostics: Vec<Diagnostic>,
    runs: Vec<(ClaimId, Vec<u32>)>,
}

/// Reads the quotes of a file, whose claims begin at a place in the record.
fn check_file(
    resolver: &Resolver<'_>,
    asked: &QuotesAsked,
    first: usize,
    claims: &[Claim],
) -> Option<FileQuotes> {
    let record = &resolver.record;
    let quoted = |claim: &Claim| record[claim.site].quote > 0;
    let file = claims.iter().find(|claim| quoted(claim))?.file;
    resolver.files.glance(file, |text| {
        let mut found = FileQuotes::default();
        for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| quoted(claim)) {
            let site = &record[claim.site];
            if is_comparable(record, claim) {
                let value = &record[claim.value];
                let diagnostic = check_site(resolver, claim.file, site, value, text);
                found.diagnostics.extend(diagnostic);
            }
            if !claim.relayed {
                let diagnostic = unattributed(resolver, &asked.known, claim, text);
                found.diagnostics.extend(diagnostic);
            }
            if asked.compared[first + at]
                && let Some(words) = quote_of(resolver, claim, text)
            {
                found
                    .runs
                    .push((ClaimId::from(first + at), wires::runs(&words)));
            }
        }
        Some(found)
    })
}

/// Returns the words of a claim's quote, from the text of its file.
fn quote_of<'t>(resolver: &'t Resolver<'_>, claim: &Claim, text: &'t str) -> Option<Cow<'t, str>> {
    let record = &resolver.record;
    let site = &record[claim.site];
    let literal = text.get((site.start + site.quote) as usize..)?;
    if let Some(words) = plain(literal) {
        return Some(Cow::Borrowed(words));
    }
    let whole = resolver.kept.claim_in(text, record.extent(claim))?;
    words(&whole.shape().quote).map(Cow::Owned)
}

/// Returns what is wrong if a quote names who says it, and its claim does not.
fn unattributed(
    resolver: &Resolver<'_>,
    known: &KnownNames,
    claim: &Claim,
    text: &str,
) -> Option<Diagnostic> {
    let record = &resolver.record;
    let words = quote_of(resolver, claim, text)?;
    let at = record.extent(claim);
    attribution::complaint(resolver, known, claim, &words, at)?;
    // Nearly all quotes end here.
    let whole = resolver.kept.claim_in(text, at)?;
    let shape = whole.shape();
    let language = keys::language(shape, record.defaults.get(&claim.file));
    if shape.by.is_some() || !language.is_none_or(is_english) || !reads_as_english(&words) {
        return None;
    }
    attribution::complaint(
        resolver,
        known,
        claim,
        &words,
        whole.span(shape.quote.as_ref()?),
    )
}

/// Returns true if a claim has a quote, and a value that a quote can be compared with.
fn is_comparable(record: &Record, claim: &Claim) -> bool {
    let kind = record[claim.attribute].kind;
    record[claim.site].quote > 0 && matches!(kind, Kind::Count | Kind::Amount | Kind::Date)
}

/// Returns what is wrong with the quote of a claim, from the text of its file.
pub(super) fn check_site(
    resolver: &Resolver<'_>,
    file: FileId,
    site: &Site,
    value: &Value,
    text: &str,
) -> Option<Diagnostic> {
    let attribute = &resolver.record[value.attribute];
    let literal = text.get((site.start + site.quote) as usize..)?;
    if let Some(words) = plain(literal) {
        // Nearly all quotes end here.
        complaint(words, value, attribute, None)?;
    }
    let whole = resolver.kept.claim_in(text, site.extent(file))?;
    let shape = whole.shape();
    let quote = shape.quote.as_ref()?;
    let language = keys::language(shape, resolver.record.defaults.get(&file));
    if !language.is_none_or(is_english) || !reads_as_english(quote.get_ref()) {
        return None;
    }
    let unit = words(&shape.unit);
    let complaint = complaint(quote.get_ref(), value, attribute, unit.as_deref())?;
    let diagnostic = complaint.at(whole.span(quote));
    Some(diagnostic.and(whole.span(shape.value.as_ref()?), "the value"))
}

/// Returns the words of a TOML string if the file has them as they are: on one line, without an escape.
fn plain(literal: &str) -> Option<&str> {
    let words = literal
        .strip_prefix('"')
        .filter(|words| !words.starts_with("\"\""))?;
    let end = words.find(['"', '\\'])?;
    words[end..].starts_with('"').then(|| &words[..end])
}

/// Returns what is wrong with a quote: that it lacks the value, or its hedge.
fn complaint(
    words: &str,
    value: &Value,
    attribute: &Attribute,
    unit: Option<&str>,
) -> Option<Complaint> {
    let Meaning::Range { interval, .. } = &value.meaning else {
        return None;
    };
    let fit = match attribute.kind {
        Kind::Count => number_fit(words, value, interval, Domain::Count, attribute, unit),
        Kind::Amount => number_fit(words, value, interval, Domain::Amount, attribute, unit),
        Kind::Date => date_fit(words, interval, attribute),
        Kind::YesNo | Kind::Text | Kind::Names | Kind::Statement => return None,
    };
    let (found, lacks) = match fit {
        Fit::Fits | Fit::NothingToCompare => return None,
        Fit::Lacks { found } => (found, "the value"),
        Fit::LacksHedge { found } => (found, "the value's hedge"),
    };
    let message = format!(
        "the quote lacks {lacks}: it has {}, the value is {}",
        found.join(", "),
        value.written
    );
    let help = "write the value as the quote has it, or quote the words that hold it";
    Some(Complaint::new(Code::QuoteMismatch, message, help))
}

/// Compares a quote with a number. A quote has the numbers of the source's own unit: if the value was converted,
/// they are read from its words again. A scale word that the unit holds may stand in the quote: "14.2 million
/// dollars" is 14.2 in million USD.
fn number_fit(
    words: &str,
    value: &Value,
    interval: &Interval,
    domain: Domain,
    attribute: &Attribute,
    unit: Option<&str>,
) -> Fit {
    let about = &attribute.about;
    let own = value
        .converted
        .then(|| read_again(value, domain, attribute))
        .flatten();
    let own = own.map_or_else(|| interval.clone(), |own| own.interval);
    let stated = || read_again(value, domain, attribute).map_or(Vec::new(), |own| own.stated);
    let fit = quote::number_fits(words, &own, stated, domain, about);
    if matches!(fit, Fit::Fits | Fit::NothingToCompare) {
        return fit;
    }
    let unit = unit.or(attribute.unit.as_deref());
    let Some(scale) = unit.and_then(number::scale_of_unit) else {
        return fit;
    };
    let by = |end: &Decimal| end * &scale;
    match quote::number_fits(words, &own.map_ends(by, by), Vec::new, domain, about) {
        Fit::Fits => Fit::Fits,
        _ => fit,
    }
}

/// Reads the words of a value in the unit in which they are written.
fn read_again(
    value: &Value,
    domain: Domain,
    attribute: &Attribute,
) -> Option<number::NumberReading> {
    let words = value.written.replace('_', "");
    let unit = value.unit.as_ref().map(|unit| unit.written.as_str());
    let unit = unit.or(attribute.unit.as_deref());
    number::read_in(&words, unit, domain, &attribute.about).ok()
}

fn date_fit(words: &str, interval: &Interval, attribute: &Attribute) -> Fit {
    let first = day(interval.low_end(), attribute);
    let last = day(interval.high_end(), attribute);
    quote::date_fits(words, first, last)
}

fn day(end: Option<End<'_>>, attribute: &Attribute) -> Option<jiff::civil::Date> {
    day_in(end?.number.to_i64()?, &attribute.zone)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, diagnostics};
    use super::*;

    #[test]
    fn only_strings_without_escapes_are_plain() {
        for (literal, words) in [
            ("\"58 soldiers\"\nx = 1", Some("58 soldiers")),
            ("\"\"", Some("")),
            ("\"a \\\"b\\\"\"", None),
            ("\"\"\"a\"\"\"", None),
            ("'a'", None),
            ("\"a", None),
        ] {
            assert_eq!(plain(literal), words, "{literal}");
        }
    }

    fn claim(kind: &str, keys: &str) -> String {
        format!(
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = '{kind}'\nunit = 'people'\nunits = {{ pairs = 2 }}\n\
             [[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}"
        )
    }

    #[test]
    fn a_quote_holds_the_value_of_its_claim() {
        check(&[
            (&claim("count", "value = 58\nquote = \"58 soldiers\""), &[]),
            (&claim("count", "value = 58\nquote = 'the soldiers'"), &[]),
            (
                &claim("count", "value = 58\nquote = \"57 soldiers\""),
                &["quote-mismatch: the quote lacks the value: it has 57, the value is 58"],
            ),
            // In the source's own unit.
            (
                &claim("count", "value = 3\nunit = 'pairs'\nquote = 'three pairs'"),
                &[],
            ),
            (
                &claim(
                    "count",
                    "value = 3\nunit = 'pairs'\nquote = 'six pairs were found'",
                ),
                &["quote-mismatch: the quote lacks the value: it has six, the value is 3"],
            ),
            (
                &claim(
                    "amount",
                    "value = 14.2\nunit = 'million USD'\nquote = '14.2 million dollars were lost'",
                ),
                &[
                    "unit-mismatch: “million USD” is not the unit of “a”, which is counted in people",
                ],
            ),
            (
                &claim(
                    "amount",
                    "value = 14.2\nunit = 'million USD'\nquote = '142 million dollars were lost'",
                ),
                &[
                    "unit-mismatch: “million USD” is not the unit of “a”, which is counted in people",
                    "quote-mismatch: the quote lacks the value: it has 142 million, the value is 14.2",
                ],
            ),
            (&claim("text", "value = 'x'\nquote = '58 soldiers'"), &[]),
        ]);
    }

    #[test]
    fn only_an_english_quote_is_held_against_its_value() {
        const MISMATCH: &str =
            "quote-mismatch: the quote lacks the value: it has 57, the value is 58";
        for (source, own, expected) in [
            ("", "", Some(MISMATCH)),
            ("", "lang = 'en-GB'", Some(MISMATCH)),
            ("", "lang = 'de'", None),
            ("lang = 'de'", "", None),
            ("lang = 'de'", "lang = 'en'", Some(MISMATCH)),
            ("lang = 'en'", "lang = 'ps'", None),
            ("", "proposed = true\nlang = 'de'", None),
        ] {
            let claim = claim(
                "count",
                &format!("value = 58\nquote = '57 soldiers'\n{own}"),
            );
            let mut found = diagnostics(&format!("[source]\n{source}\n{claim}"));
            found.retain(|diagnostic| !diagnostic.starts_with("unconfirmed"));
            assert_eq!(found, Vec::from_iter(expected), "{source} {own}");
        }
    }
}

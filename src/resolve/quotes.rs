//! Whether the quote of a claim holds its value. Every quote is read for this, file by file and on
//! several threads: quotes are most of what a file holds.

use super::resolver::{Complaint, Resolver};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::FileId;
use crate::model::{Attribute, Claim, Interval, Kind, Meaning, Record, Site, Value};
use crate::parallel;
use crate::wording::date::day_in;
use crate::wording::number::{self, Domain};
use crate::wording::quote::{self, Fit};

/// Below so many files one thread reads all their quotes.
const WORTH_THREADS: usize = 32;

/// Tells every quote that does not hold the value of its claim.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let by_file: Vec<&[Claim]> = resolver
        .record
        .claims
        .chunk_by(|left, right| left.file == right.file)
        .collect();
    let told = parallel::each(&by_file, WORTH_THREADS, |claims| {
        Some(of_file(resolver, claims))
    });
    resolver.diagnostics.extend(told.into_iter().flatten());
}

fn of_file(resolver: &Resolver<'_>, claims: &[Claim]) -> Vec<Diagnostic> {
    let Some(file) = claims.first().map(|claim| claim.file) else {
        return Vec::new();
    };
    let quoted = |claim: &&Claim| {
        resolver.record[claim.site].quote > 0 && has_measure(&resolver.record, claim)
    };
    if !claims.iter().any(|claim| quoted(&claim)) {
        return Vec::new();
    }
    resolver.files.glance(file, |text| {
        claims
            .iter()
            .filter(quoted)
            .filter_map(|claim| of_claim(resolver, claim, text))
            .collect()
    })
}

/// Whether a value has something that a quote can be held against.
fn has_measure(record: &Record, claim: &Claim) -> bool {
    let kind = record[claim.attribute].kind;
    matches!(kind, Kind::Count | Kind::Amount | Kind::Date)
}

fn of_claim(resolver: &Resolver<'_>, claim: &Claim, text: &str) -> Option<Diagnostic> {
    of_site(
        resolver,
        claim.file,
        &resolver.record[claim.site],
        &resolver.record[claim.value],
        text,
    )
}

/// What is wrong with the quote that stands with a value in the text of its file.
pub(super) fn of_site(
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
        complaint(words, value, attribute)?;
    }
    let whole = resolver.kept.claim_in(text, site.extent(file))?;
    let shape = whole.shape();
    let quote = shape.quote.as_ref()?;
    let complaint = complaint(quote.get_ref(), value, attribute)?.at(whole.span(quote));
    Some(complaint.and(whole.span(shape.value.as_ref()?), "the value"))
}

/// The words of a TOML string that stand in the file as they are: on one line, without an escape.
fn plain(literal: &str) -> Option<&str> {
    let words = literal
        .strip_prefix('"')
        .filter(|words| !words.starts_with("\"\""))?;
    let end = words.find(['"', '\\'])?;
    words[end..].starts_with('"').then(|| &words[..end])
}

/// What is wrong with a quote: that it lacks the value, or its hedge.
fn complaint(words: &str, value: &Value, attribute: &Attribute) -> Option<Complaint> {
    let Meaning::Range { interval, .. } = &value.meaning else {
        return None;
    };
    let fit = match attribute.kind {
        Kind::Count => number_fit(words, value, interval, Domain::Count, attribute),
        Kind::Amount => number_fit(words, value, interval, Domain::Amount, attribute),
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

/// A quote has the numbers of the source's own unit: where the value was converted, they are read
/// from its words again.
fn number_fit(
    words: &str,
    value: &Value,
    interval: &Interval,
    domain: Domain,
    attribute: &Attribute,
) -> Fit {
    let about = &attribute.about;
    let again = || number::read(&value.written.replace('_', ""), domain, about).ok();
    let stated = || again().map(|reading| reading.stated).unwrap_or_default();
    let own = value.converted.then(again).flatten();
    match own {
        Some(reading) => quote::number_fits(words, &reading.interval, stated, domain, about),
        None => quote::number_fits(words, interval, stated, domain, about),
    }
}

fn date_fit(words: &str, interval: &Interval, attribute: &Attribute) -> Fit {
    let day = |end: Option<crate::model::End<'_>>| day_in(end?.number.to_i64()?, &attribute.zone);
    quote::date_fits(words, day(interval.low_end()), day(interval.high_end()))
}

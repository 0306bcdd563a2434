//! What is doubtful in the claims although every word of them can be read.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::complaint::Complaint;
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{AsOf, Claim, ClaimId, OverTime, Record};
use crate::parallel;
use crate::wording::date::day_in;

/// Diagnoses claims without a time that counts, claims about a day before their event, and claims that are
/// given twice.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let complaints = undated(&resolver.record);
    complain(resolver, complaints);
    let complaints = early(&resolver.record);
    complain(resolver, complaints);
    duplicates(resolver);
}

fn complain(resolver: &mut Resolver<'_>, complaints: Vec<(ClaimId, Complaint)>) {
    for (claim, complaint) in complaints {
        let span = header(resolver, claim);
        resolver.complain(Some(&complaint), span);
    }
}

/// Returns the place of the header of a claim.
fn header(resolver: &Resolver<'_>, claim: ClaimId) -> Span {
    resolver.key_place(claim, |claim| Some(claim.place()))
}

/// Finds claims without `as_of` on what changes over time: they are compared with none.
fn undated(record: &Record) -> Vec<(ClaimId, Complaint)> {
    let undated = record.numbered_claims().filter(|(_, claim)| {
        claim.as_of.is_none() && record[claim.attribute].over_time != OverTime::Fixed
    });
    let complaints = undated.map(|(id, claim)| {
        let label = &record[claim.attribute].label;
        let message = format!("this claim has no `as_of`, and “{label}” changes over time");
        let help = "add as_of = …, the day for which the figure was given; without it the claim is compared with none";
        (id, Complaint::new(Code::UndatedClaim, message, help))
    });
    complaints.collect()
}

/// Finds figures for a day before their event began.
fn early(record: &Record) -> Vec<(ClaimId, Complaint)> {
    let begins: Vec<Option<Date>> = record
        .events
        .iter()
        .map(|event| day_in(event.begins?, &TimeZone::UTC))
        .collect();
    // The attributes that share a time share a zone: each time is read once.
    let mut last_days = vec![None; record.times.len()];
    let mut complaints = Vec::new();
    for (id, claim) in record.numbered_claims() {
        let (Some(first), Some(time)) = (begins[claim.event.index()], claim.as_of) else {
            continue;
        };
        let (as_of, zone) = (&record[time], &record[claim.attribute].zone);
        let last = *last_days[time.index()].get_or_insert_with(|| last_day(as_of, zone));
        if last.is_some_and(|last| last < first) {
            let message = format!(
                "this claim is as of {}, before its event began ({first})",
                as_of.written
            );
            let help = "check `as_of` and the date of the event";
            complaints.push((id, Complaint::new(Code::EarlyClaim, message, help)));
        }
    }
    complaints
}

fn last_day(as_of: &AsOf, zone: &TimeZone) -> Option<Date> {
    day_in(as_of.span.high_end()?.number.to_i64()?, zone)
}

/// Diagnoses claims that are given twice, word for word.
fn duplicates(resolver: &mut Resolver<'_>) {
    let mut diagnostics = Vec::new();
    for alike in alike(&resolver.record) {
        for (id, first) in repeated(resolver, &alike) {
            let diagnostic = Diagnostic::at(
                Code::DuplicateClaim,
                header(resolver, id),
                "this claim is given twice, word for word",
                "take one of the two away, or say what tells them apart",
            );
            diagnostics.push(diagnostic.and(header(resolver, first), "the first one"));
        }
    }
    resolver.diagnostics.extend(diagnostics);
}

/// Lists the claims that are alike in all that the record has of them.
fn alike(record: &Record) -> Vec<Vec<ClaimId>> {
    // Sorting digests takes a quarter of the time of sorting what they are digests of, and short ones
    // an eighth of its memory: that two are equal by chance costs only a look at the words.
    let state = foldhash::fast::FixedState::default();
    let mut digests: Vec<(u32, ClaimId)> = record
        .numbered_claims()
        .map(|(id, claim)| ((state.hash_one(said(record, claim)) >> 32) as u32, id))
        .collect();
    parallel::sort(&mut digests);
    let mut alike = Vec::new();
    for same_digest in digests.chunk_by(|left, right| left.0 == right.0) {
        if same_digest.len() > 1 {
            let mut by_words: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
            for (_, id) in same_digest {
                by_words
                    .entry(said(record, &record[*id]))
                    .or_default()
                    .push(*id);
            }
            alike.extend(by_words.into_values().filter(|ids| ids.len() > 1));
        }
    }
    alike
}

/// Returns all that the record has of a claim's words.
fn said(record: &Record, claim: &Claim) -> impl Ord + std::hash::Hash + use<> {
    let question = (claim.event, claim.attribute);
    let sources = (claim.speaker, claim.publisher);
    (
        question,
        sources,
        claim.value,
        claim.as_of,
        record[claim.site].said,
    )
}

/// Lists those of some claims whose other words were said before, each with the first that says them.
fn repeated(resolver: &Resolver<'_>, ids: &[ClaimId]) -> Vec<(ClaimId, ClaimId)> {
    let mut seen = BTreeMap::new();
    let mut repeated = Vec::new();
    for id in ids {
        let details = resolver.details(*id);
        let words = (
            details.quote,
            details.note,
            details.url,
            details.published,
            details.withdrawn,
        );
        let first = *seen.entry(words).or_insert(*id);
        repeated.extend((first != *id).then_some((*id, first)));
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    fn claims(keys: &[&str]) -> String {
        let vocabulary = "[[event]]\nid = 'e'\ndate = 2025-10-11\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                          [[attribute]]\nid = 'g'\nlabel = 'G'\nkind = 'count'\nover_time = 'grows'\n";
        let claims = keys
            .iter()
            .map(|keys| format!("[[claim]]\nevent = 'e'\n{keys}\n"));
        vocabulary.to_owned() + &claims.collect::<String>()
    }

    #[test]
    fn a_total_needs_a_day_and_no_day_is_before_the_event() {
        let early =
            "early-claim: this claim is as of 2025-10-10, before its event began (2025-10-11)";
        check(&[
            (&claims(&["attribute = 'a'\nvalue = 1"]), &[]),
            (
                &claims(&["attribute = 'g'\nvalue = 1"]),
                &["undated-claim: this claim has no `as_of`, and “G” changes over time"],
            ),
            (
                &claims(&["attribute = 'g'\nvalue = 1\nas_of = 2025-10-11"]),
                &[],
            ),
            (
                &claims(&["attribute = 'a'\nvalue = 1\nas_of = 2025-10-10"]),
                &[early],
            ),
        ]);
    }

    #[test]
    fn a_claim_given_twice_is_said_for_the_second() {
        let twice = "duplicate-claim: this claim is given twice, word for word";
        let one = "attribute = 'a'\nvalue = 1\nquote = 'one'";
        check(&[
            (&claims(&[one, one]), &[twice]),
            (&claims(&[one, one, one]), &[twice, twice]),
            (
                &claims(&[one, "attribute = 'a'\nvalue = 2\nquote = '2'"]),
                &[],
            ),
            (
                &claims(&[one, "attribute = 'a'\nvalue = 1\nquote = 'just one'"]),
                &[],
            ),
            (
                &claims(&[
                    one,
                    "attribute = 'a'\nvalue = 1\nquote = 'one'\nas_of = 2025-10-12",
                ]),
                &[],
            ),
        ]);
    }
}

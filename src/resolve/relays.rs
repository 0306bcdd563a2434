//! Reports that are older than what they relay.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolver, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{
    AttributeId, Claim, ClaimId, Cut, EventId, Interval, PositionKey, Record, SpeakerId,
};

const HELP: &str =
    "check `published` and `as_of` of both: a report cannot come before what it relays";

/// Diagnoses the claims that were published before the figure that they relay was given, as far as the
/// dates say so for certain. It needs to know whom a claim names, so it comes before the chains are
/// followed.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let before_own = before_own_time(&resolver.record).into_iter();
    let diagnostics = before_own.map(|id| before_own_diagnostic(resolver, id));
    let before_cited = before_cited(&resolver.record).into_iter();
    let cited = before_cited.map(|(id, cited)| before_cited_diagnostic(resolver, id, cited));
    let diagnostics: Vec<Diagnostic> = diagnostics.chain(cited).collect();
    resolver.diagnostics.extend(diagnostics);
}

fn before_own_diagnostic(resolver: &Resolver<'_>, id: ClaimId) -> Diagnostic {
    let as_of = resolver.record.as_of(&resolver.record[id]);
    let message = format!(
        "this report is dated {}, before the figure that it gives (as of {})",
        published(resolver, id),
        as_of.map_or("", |as_of| as_of.written.as_str()),
    );
    let place = resolver.key_place(id, key!(value));
    Diagnostic::at(Code::EarlyRelay, place, message, HELP)
}

fn before_cited_diagnostic(resolver: &Resolver<'_>, id: ClaimId, cited: ClaimId) -> Diagnostic {
    let source = resolver.record[cited].source;
    let message = format!(
        "this report is dated {}, before “{}”, which it cites, gave the figure",
        published(resolver, id),
        resolver.record[source].name.id,
    );
    let [place, other] = [id, cited].map(|id| resolver.key_place(id, key!(value)));
    Diagnostic::at(Code::EarlyRelay, place, message, HELP)
        .and(other, "given here, with a later date")
}

/// Returns when a claim was published, as written.
fn published(resolver: &Resolver<'_>, id: ClaimId) -> String {
    resolver.details(id).published.unwrap_or_default()
}

/// Lists the claims published before the time for which their own figure is given.
fn before_own_time(record: &Record) -> Vec<ClaimId> {
    record
        .numbered_claims()
        .filter(|(id, claim)| {
            let dates = record.published(*id).zip(record.as_of(claim));
            dates.is_some_and(|(published, as_of)| published.is_before(&as_of.span))
        })
        .map(|(id, _)| id)
        .collect()
}

/// A source's value on a question.
type SourceValue<'r> = (SpeakerId, EventId, AttributeId, PositionKey<'r>);

/// Lists the claims published before every claim of the same value that the source they cite gives; each
/// with the first of those.
fn before_cited(record: &Record) -> Vec<(ClaimId, ClaimId)> {
    let has_file = record.speakers_with_file();
    let citing: Vec<(ClaimId, &Claim)> = record
        .numbered_claims()
        .filter(|(id, claim)| {
            claim.speaker != claim.source
                && has_file[claim.speaker.index()]
                && record.published(*id).is_some()
        })
        .collect();
    let first = first_given(record, &citing);
    let early = citing.into_iter().filter_map(|(id, claim)| {
        let (begins, cited) = first.get(&value_of(record, claim.speaker, claim))?;
        (record.published(id)?.high() <= *begins).then_some((id, *cited))
    });
    early.collect()
}

/// Finds the first claim of each value that a cited source gives, and its earliest moment.
fn first_given<'r>(
    record: &'r Record,
    citing: &[(ClaimId, &Claim)],
) -> BTreeMap<SourceValue<'r>, (&'r Cut, ClaimId)> {
    let cited: BTreeSet<_> = citing
        .iter()
        .map(|(_, claim)| (claim.speaker, claim.event, claim.attribute))
        .collect();
    let mut first = BTreeMap::new();
    if cited.is_empty() {
        return first;
    }
    for (id, claim) in record.numbered_claims() {
        if cited.contains(&(claim.source, claim.event, claim.attribute)) {
            let moment = (begins(record, id), id);
            first
                .entry(value_of(record, claim.source, claim))
                .and_modify(|known| *known = moment.min(*known))
                .or_insert(moment);
        }
    }
    first
}

/// Returns the earliest moment at which a claim may have been made: any, if it has no date.
fn begins(record: &Record, id: ClaimId) -> &Cut {
    let as_of = record.as_of(&record[id]).map(|as_of| &as_of.span);
    let dates = as_of.into_iter().chain(record.published(id));
    dates.map(Interval::low).min().unwrap_or(&Cut::Lowest)
}

fn value_of<'r>(record: &'r Record, source: SpeakerId, claim: &Claim) -> SourceValue<'r> {
    let value = record[claim.value].position_key();
    (source, claim.event, claim.attribute, value)
}

#[cfg(test)]
mod tests {
    use super::super::testing::diagnostics_of;

    const VOCABULARY: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n";

    fn claim(keys: &str) -> String {
        format!("[[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}\n")
    }

    #[test]
    fn a_report_cannot_come_before_what_it_relays() {
        let own = "early-relay: this report is dated 2025-10-11, before the figure that it gives (as of 2025-10-12)";
        let cited = "early-relay: this report is dated 2025-10-11, before “army”, which it cites, gave the figure";
        for (army, paper, expected) in [
            (
                "value = 3\npublished = 2025-10-10",
                "value = 3\nby = 'army'\npublished = 2025-10-11",
                None,
            ),
            (
                "value = 3\npublished = 2025-10-11",
                "value = 3\nby = 'army'\npublished = 2025-10-11",
                None,
            ),
            (
                "value = 3",
                "value = 3\nby = 'army'\npublished = 2025-10-11",
                None,
            ),
            (
                "value = 4\npublished = 2025-10-12",
                "value = 3\nby = 'army'\npublished = 2025-10-11",
                None,
            ),
            (
                "value = 3\npublished = 2025-10-12",
                "value = 3\nby = 'army'\npublished = 2025-10-11",
                Some(cited),
            ),
            (
                "value = 3",
                "value = 3\nas_of = 2025-10-12\npublished = 2025-10-11",
                Some(own),
            ),
        ] {
            let found = diagnostics_of(&[
                ("army.toml", &claim(army)),
                ("paper.toml", &claim(paper)),
                ("topic.toml", VOCABULARY),
            ]);
            assert_eq!(found, Vec::from_iter(expected), "{army} {paper}");
        }
    }
}

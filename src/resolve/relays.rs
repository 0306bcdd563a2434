//! Reports that are older than what they relay.

use std::collections::{BTreeMap, BTreeSet};

use super::details::details;
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{
    AttributeId, Claim, ClaimId, Cut, EventId, Interval, PositionKey, Record, SpeakerId,
};

/// What a source says on a question.
type SourceValue<'r> = (SpeakerId, EventId, AttributeId, PositionKey<'r>);

/// Tells the claims that were published before the figure that they relay was given, as far as the
/// dates say so for certain. It needs to know whom a claim names, so it comes before the chains are
/// followed.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let (too_early, before_cited) = (
        before_own_day(&resolver.record),
        before_cited(&resolver.record),
    );
    for id in too_early {
        let as_of = resolver
            .record
            .as_of(&resolver.record[id])
            .map(|as_of| as_of.written.clone());
        let message = format!(
            "this report is dated {}, before the figure that it gives (as of {})",
            published(resolver, id),
            as_of.unwrap_or_default(),
        );
        let diagnostic = Diagnostic::at(Code::EarlyRelay, value(resolver, id), message, HELP);
        resolver.diagnostics.push(diagnostic);
    }
    for (id, cited) in before_cited {
        let source = &resolver.record[resolver.record[cited].source].name.id;
        let message = format!(
            "this report is dated {}, before “{source}”, which it cites, gave the figure",
            published(resolver, id)
        );
        let diagnostic = Diagnostic::at(Code::EarlyRelay, value(resolver, id), message, HELP);
        resolver
            .diagnostics
            .push(diagnostic.and(value(resolver, cited), "given here, with a later date"));
    }
}

const HELP: &str =
    "check `published` and `as_of` of both: a report cannot come before what it relays";

/// The claims published before the time for which their own figure is given.
fn before_own_day(record: &Record) -> Vec<ClaimId> {
    let is_early = |(id, claim): &(ClaimId, &Claim)| {
        let dates = record.published(*id).zip(record.as_of(claim));
        dates.is_some_and(|(published, as_of)| published.is_before(&as_of.span))
    };
    numbered(record)
        .filter(is_early)
        .map(|(id, _)| id)
        .collect()
}

/// The claims published before every claim of the same value that the source they cite gives; each with
/// the first of those.
fn before_cited(record: &Record) -> Vec<(ClaimId, ClaimId)> {
    let mut has_file = vec![false; record.speakers.len()];
    for claim in &record.claims {
        has_file[claim.source.index()] = true;
    }
    let cites = |claim: &Claim| claim.speaker != claim.source && has_file[claim.speaker.index()];
    let citing: Vec<(ClaimId, &Claim)> = numbered(record)
        .filter(|(id, claim)| cites(claim) && record.published(*id).is_some())
        .collect();
    let asked: BTreeSet<_> = citing
        .iter()
        .map(|(_, claim)| (claim.speaker, claim.event, claim.attribute))
        .collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let mut given: BTreeMap<SourceValue<'_>, (&Cut, ClaimId)> = BTreeMap::new();
    for (id, claim) in numbered(record) {
        if asked.contains(&(claim.source, claim.event, claim.attribute)) {
            let begins = begins(record, id);
            let first = given
                .entry(said(record, claim.source, claim))
                .or_insert((begins, id));
            *first = (*first).min((begins, id));
        }
    }
    let early = |(id, claim): (ClaimId, &Claim)| {
        let (begins, first) = given.get(&said(record, claim.speaker, claim))?;
        (record.published(id)?.high() <= *begins).then_some((id, *first))
    };
    citing.into_iter().filter_map(early).collect()
}

/// The earliest moment at which a claim may have been made: any, where it has no date.
fn begins(record: &Record, id: ClaimId) -> &Cut {
    let as_of = record.as_of(&record[id]).map(|as_of| &as_of.span);
    let dates = as_of.into_iter().chain(record.published(id));
    dates.map(Interval::low).min().unwrap_or(&Cut::Lowest)
}

fn said<'r>(record: &'r Record, source: SpeakerId, claim: &Claim) -> SourceValue<'r> {
    (
        source,
        claim.event,
        claim.attribute,
        record[claim.value].position_key(),
    )
}

fn numbered(record: &Record) -> impl Iterator<Item = (ClaimId, &Claim)> {
    (0..).map(ClaimId::from).zip(&record.claims)
}

/// When a claim was published, as written.
fn published(resolver: &Resolver<'_>, id: ClaimId) -> String {
    let claim = &resolver.record[id];
    let details = details(
        resolver.files.text(claim.file),
        resolver.kept,
        &resolver.record,
        claim,
    );
    details.published.unwrap_or_default()
}

/// Where the value of a claim stands.
fn value(resolver: &Resolver<'_>, id: ClaimId) -> Span {
    let claim = &resolver.record[id];
    let details = details(
        resolver.files.text(claim.file),
        resolver.kept,
        &resolver.record,
        claim,
    );
    details
        .value_place
        .unwrap_or_else(|| resolver.record.extent(claim))
}

//! The findings on one question.

use std::collections::{BTreeMap, BTreeSet};

use super::detail::{Detail, Finding};
use crate::compare::{Comparison, Pairs, Position, Status};
use crate::model::{ClaimId, Record, SpeakerId};

/// Finds what there is to find on a question: by code, then in the order of its claims.
pub(crate) fn find(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(contradiction(comparison));
    let falling = falling_totals(comparison);
    let own = own_contradictions(record, comparison).into_iter();
    findings.extend(own.filter(|finding| !is_a_fall(finding, &falling)));
    findings.extend(falling);
    findings.extend(weekday_mismatches(record, comparison));
    findings.extend(strained(comparison));
    findings.extend(revisions(comparison));
    findings.extend(outdated_repeats(record, comparison));
    findings.extend(withdrawn_still_cited(record, comparison));
    findings
}

/// Returns whether a speaker's contradiction with itself is said already, as a running total that fell.
fn is_a_fall(finding: &Finding, falling: &[Finding]) -> bool {
    matches!(finding.detail, Detail::SelfContradiction(_))
        && finding
            .claims
            .iter()
            .all(|claim| falling.iter().any(|fall| fall.claims.contains(claim)))
}

/// Makes a finding that names each claim once, in the order of the files.
fn finding(
    comparison: &Comparison,
    detail: Detail,
    claims: impl IntoIterator<Item = ClaimId>,
) -> Finding {
    let claims: BTreeSet<ClaimId> = claims.into_iter().collect();
    Finding {
        detail,
        event: comparison.question.event,
        attribute: comparison.question.attribute,
        claims: claims.into_iter().collect(),
    }
}

/// Returns the live claims of a position.
fn live(position: &Position) -> impl Iterator<Item = ClaimId> {
    let live = position.claims.iter();
    live.filter(|held| held.status == Status::Live)
        .map(|held| held.claim)
}

/// Returns the claims that are in a contradicting pair of some kind.
fn clashing(
    comparison: &Comparison,
    count: fn(&Pairs) -> u64,
) -> impl Iterator<Item = ClaimId> + '_ {
    let claims = comparison.conflicts.by_claim.iter();
    claims
        .filter(move |(_, pairs)| count(pairs) > 0)
        .map(|(claim, _)| *claim)
}

/// Finds that speakers contradict each other. It names the positions that do, with all who hold them, and
/// those of the widest gap, which its message gives.
fn contradiction(comparison: &Comparison) -> Option<Finding> {
    let conflicts = &comparison.conflicts;
    let widest = comparison.widest_gap.as_ref();
    let positions = comparison.positions.iter().enumerate();
    let claims = positions.filter(|(at, position)| {
        widest.is_some_and(|gap| [gap.low, gap.high].contains(at))
            || live(position).any(|claim| conflicts.of_claim(claim).between_speakers > 0)
    });
    let claims = claims.flat_map(|(_, position)| live(position));
    let pairs = conflicts.pairs.between_speakers;
    (pairs > 0).then(|| finding(comparison, Detail::Contradiction(pairs), claims))
}

fn own_contradictions(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &(speaker, pairs) in &comparison.conflicts.by_speaker {
        if pairs.misquote > 0 {
            let claims = clashing(comparison, |pairs| pairs.misquote);
            let claims = of_speaker(record, speaker, claims);
            findings.push(finding(comparison, Detail::Misquote(speaker), claims));
        }
        if pairs.own > 0 {
            let claims = clashing(comparison, |pairs| pairs.own);
            let claims = of_speaker(record, speaker, claims);
            findings.push(finding(
                comparison,
                Detail::SelfContradiction(speaker),
                claims,
            ));
        }
    }
    findings
}

fn of_speaker(
    record: &Record,
    speaker: SpeakerId,
    claims: impl Iterator<Item = ClaimId>,
) -> impl Iterator<Item = ClaimId> {
    claims.filter(move |claim| record[*claim].speaker == speaker)
}

fn falling_totals(comparison: &Comparison) -> Vec<Finding> {
    let falls = comparison.falls.iter();
    falls
        .map(|fall| {
            let (earlier, later) = (fall.earlier, fall.later);
            let detail = Detail::FallingTotal { earlier, later };
            finding(comparison, detail, [earlier, later])
        })
        .collect()
}

fn weekday_mismatches(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let claims = comparison.question.claims.iter();
    claims
        .filter_map(|claim| {
            let slip = record[record[*claim].value].slip?;
            Some(finding(comparison, Detail::WeekdayMismatch(slip), [*claim]))
        })
        .collect()
}

fn strained(comparison: &Comparison) -> Vec<Finding> {
    let strained = comparison.relations.iter();
    strained
        .filter(|related| related.strained)
        .map(|related| {
            let between = related.between.map(|at| &comparison.positions[at]);
            let claims = between.into_iter().flat_map(live);
            finding(comparison, Detail::Strained(related.between), claims)
        })
        .collect()
}

fn revisions(comparison: &Comparison) -> Vec<Finding> {
    let positions = comparison.positions.iter();
    let held = positions.flat_map(|position| &position.claims);
    let mut replaced: Vec<(ClaimId, ClaimId)> = held
        .filter_map(|held| match held.status {
            Status::Revised(to) | Status::Superseded(to) => Some((held.claim, to)),
            Status::Live | Status::Withdrawn | Status::Outdated(_) => None,
        })
        .collect();
    replaced.sort_unstable();
    replaced
        .into_iter()
        .map(|(from, to)| finding(comparison, Detail::Revised { from, to }, [from, to]))
        .collect()
}

/// Finds values that their speaker gave up for another, and that a report gives which came after that.
fn outdated_repeats(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let mut repeats: BTreeMap<(ClaimId, usize), Vec<ClaimId>> = BTreeMap::new();
    for (at, position) in comparison.positions.iter().enumerate() {
        for held in &position.claims {
            if let Status::Outdated(Some(by)) = held.status
                && record.came(held.claim) > record.came(by)
                && record.came(by).is_some()
            {
                repeats.entry((by, at)).or_default().push(held.claim);
            }
        }
    }
    repeats
        .into_iter()
        .map(|((by, _), claims)| {
            let claims = claims.into_iter().chain([by]);
            finding(comparison, Detail::OutdatedRepeat { by }, claims)
        })
        .collect()
}

/// Finds claims that were withdrawn, while another file still gives them as their speaker's word.
fn withdrawn_still_cited(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let mut findings = Vec::new();
    for position in &comparison.positions {
        let withdrawn = position.claims.iter();
        let withdrawn = withdrawn.filter(|held| held.status == Status::Withdrawn);
        for withdrawn in withdrawn.map(|held| held.claim) {
            let told = position
                .claims
                .iter()
                .filter(|held| matches!(held.status, Status::Live | Status::Outdated(None)));
            let cited = told.map(|held| held.claim).filter(|cited| {
                let claim = &record[*cited];
                claim.relayed && claim.speaker == record[withdrawn].speaker
            });
            let mut claims: Vec<ClaimId> = cited.collect();
            if !claims.is_empty() {
                claims.push(withdrawn);
                let detail = Detail::WithdrawnStillCited { withdrawn };
                findings.push(finding(comparison, detail, claims));
            }
        }
    }
    findings
}

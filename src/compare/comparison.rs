//! A question with everything that comparing its claims shows.

use std::collections::BTreeSet;

use super::conflicts::Conflicts;
use super::evidence::Evidence;
use super::falls::{Fall, falls};
use super::outcome::Outcome;
use super::position::{Position, by_id, positions};
use super::rank::Ranking;
use super::relation::{MOST_RELATIONS, Related, relations};
use super::rule::{Rule, Testimony};
use super::settled::{Settled, settled};
use super::widest::{WidestGap, widest_gap};
use crate::model::{Interval, Kind, PartyId, Record, SpeakerId};
use crate::question::Question;

/// A question with everything that comparing its claims has shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The question.
    pub(crate) question: Question,
    /// Its positions, from low to high; those that nobody holds any more last.
    pub(crate) positions: Vec<Position>,
    /// How the positions with a live claim compare: the first thousand pairs.
    pub(crate) relations: Vec<Related>,
    /// True if there are more pairs than `relations` lists.
    pub(crate) relations_cut: bool,
    /// How often its live claims contradict each other: all of them.
    pub(crate) conflicts: Conflicts,
    /// What comes out.
    pub(crate) outcome: Outcome,
    /// The span of the live values, in the attribute's unit.
    pub(crate) span: Option<Interval>,
    /// The widest gap between positions that contradict each other.
    pub(crate) widest_gap: Option<WidestGap>,
    /// Two positions that contradict each other, if any do: those of the widest gap, else the first.
    pub(crate) clash: Option<[usize; 2]>,
    /// True if a value of the question names a time of day.
    pub(crate) timed: bool,
    /// The independent speakers with a live value, by their ids.
    pub(crate) speakers: Vec<SpeakerId>,
    /// Their parties.
    pub(crate) parties: Vec<PartyId>,
    /// Running totals that fell, speaker by speaker.
    pub(crate) falls: Vec<Fall>,
    /// Contradictions that speakers settled, if there is one right value: the first thousand.
    pub(crate) settled: Vec<Settled>,
    /// True if there may be more than `settled` lists.
    pub(crate) settled_cut: bool,
}

impl Comparison {
    /// Counts the pairs of live claims that contradict each other.
    pub(crate) fn contradicting_pairs(&self) -> u64 {
        self.conflicts.pairs.total()
    }

    /// Returns the indices of the positions that take part in a contradiction, in their order.
    pub(crate) fn contradicted_positions(&self) -> Vec<usize> {
        let positions = (0..self.positions.len()).filter(|at| {
            let mut claims = self.positions[*at].claims.iter();
            claims.any(|held| self.conflicts.of_claim(held.claim).total() > 0)
        });
        positions.collect()
    }
}

/// Compares the claims on a question.
pub(super) fn compare(record: &Record, ranking: &Ranking, question: Question) -> Comparison {
    let attribute = &record[question.attribute];
    let positions = positions(record, ranking, attribute, &question);
    let evidence = Evidence::new(record, ranking, attribute, &positions);
    let claims: Vec<&Testimony> = evidence.claims.iter().collect();
    let live = positions
        .iter()
        .take_while(|position| position.is_live())
        .count();
    let conflicts = Conflicts::new(record, &evidence.rule, &claims);
    let speakers = speakers(record, &positions, &evidence);
    let known = positions[..live].iter();
    let known = known.filter(|position| !position.unknown).count();
    let (settled, settled_cut) = settled(record, ranking, attribute, &positions, &evidence);
    let widest_gap = widest_gap(record, attribute, &positions, &evidence.rule, &claims);
    let widest = widest_gap.as_ref().map(|widest| [widest.low, widest.high]);
    Comparison {
        clash: widest.or_else(|| first_clash(&evidence.rule, &conflicts, &claims)),
        relations: relations(record, attribute, &positions, &evidence, live),
        relations_cut: live * live.saturating_sub(1) / 2 > MOST_RELATIONS,
        outcome: Outcome::new(conflicts.pairs.total(), known, speakers.len()),
        conflicts,
        span: span(attribute.kind, &positions[..live]),
        widest_gap,
        timed: positions
            .iter()
            .any(|position| position.timed(record).is_some()),
        parties: parties(record, &speakers),
        speakers,
        falls: falls(&evidence.rule, &claims),
        settled,
        settled_cut,
        positions,
        question,
    }
}

/// Returns the positions of the first claim that contradicts another, and of the first one it contradicts.
fn first_clash(rule: &Rule, conflicts: &Conflicts, claims: &[&Testimony]) -> Option<[usize; 2]> {
    let mut clashing = claims.iter();
    let first = clashing.find(|claim| conflicts.of_claim(claim.claim).total() > 0)?;
    let rival = claims.iter().find(|other| rule.contradict(first, other))?;
    Some([first.position, rival.position])
}

/// Returns the independent speakers with a live value. An unnamed one is none.
fn speakers(record: &Record, positions: &[Position], evidence: &Evidence) -> Vec<SpeakerId> {
    let known = evidence
        .claims
        .iter()
        .filter(|claim| !positions[claim.position].unknown)
        .map(|claim| claim.speaker);
    let named = known.filter(|speaker| record[*speaker].unnamed_in.is_none());
    by_id(record, named.collect())
}

fn parties(record: &Record, speakers: &[SpeakerId]) -> Vec<PartyId> {
    let parties = speakers.iter().filter_map(|speaker| record[*speaker].party);
    let parties: BTreeSet<PartyId> = parties.collect();
    parties.into_iter().collect()
}

/// Returns the span of the values in the attribute's unit.
fn span(kind: Kind, live: &[Position]) -> Option<Interval> {
    if kind == Kind::YesNo {
        return None;
    }
    live.iter()
        .filter(|position| position.unit.is_none())
        .filter_map(|position| position.interval.clone())
        .reduce(|left, right| left.hull(&right))
}

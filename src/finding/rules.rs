//! What is found on one question.

use std::collections::{BTreeMap, BTreeSet};

use super::{Detail, Finding};
use crate::compare::{Comparison, Outcome, Pairs, Relation, Status};
use crate::model::{Claim, ClaimId, Interval, Meaning, OverTime, Record, SpeakerId, Tolerance};

/// Everything found on a question, by code, then in the order of its claims.
pub(super) fn of_question(record: &Record, comparison: &Comparison) -> Vec<Finding> {
    let found = Found { record, comparison };
    let mut findings = Vec::new();
    findings.extend(found.contradiction());
    let falling = found.falling();
    findings.extend(
        found
            .own()
            .into_iter()
            .filter(|finding| !is_told(finding, &falling)),
    );
    findings.extend(falling);
    findings.extend(found.weekdays());
    findings.extend(found.strained());
    findings.extend(found.revised());
    findings.extend(found.withdrawn_still_cited());
    findings
}

/// Whether a speaker's contradiction with itself is told already, as a running total that fell.
fn is_told(finding: &Finding, falling: &[Finding]) -> bool {
    let told = |claim: &ClaimId| falling.iter().any(|fall| fall.claims.contains(claim));
    matches!(finding.detail, Detail::SelfContradiction(_)) && finding.claims.iter().all(told)
}

struct Found<'a> {
    record: &'a Record,
    comparison: &'a Comparison,
}

impl Found<'_> {
    fn finding(&self, detail: Detail, claims: impl IntoIterator<Item = ClaimId>) -> Finding {
        let claims: BTreeSet<ClaimId> = claims.into_iter().collect();
        let question = &self.comparison.question;
        Finding {
            detail,
            event: question.event,
            attribute: question.attribute,
            claims: claims.into_iter().collect(),
        }
    }

    fn claim(&self, id: ClaimId) -> &Claim {
        &self.record[id]
    }

    fn live(&self) -> impl Iterator<Item = (usize, ClaimId)> {
        let held = self.comparison.positions.iter().enumerate();
        held.flat_map(|(at, position)| position.claims.iter().map(move |held| (at, held)))
            .filter(|(_, held)| held.status == Status::Live)
            .map(|(at, held)| (at, held.claim))
    }

    /// The positions that take part in a contradiction of some kind.
    fn clashing(&self, kind: impl Fn(Pairs) -> u64) -> BTreeSet<usize> {
        let related = self.comparison.relations.iter();
        related
            .filter(|related| matches!(related.relation, Relation::Contradicts(pairs) if kind(pairs) > 0))
            .flat_map(|related| related.between)
            .collect()
    }

    fn contradiction(&self) -> Option<Finding> {
        if self.comparison.outcome != Outcome::Contradicted {
            return None;
        }
        let own: u64 = self
            .comparison
            .own_pairs
            .iter()
            .map(|(_, pairs)| pairs.total())
            .sum();
        let pairs = self.comparison.contradicting_pairs.saturating_sub(own);
        let mut clashing = self.clashing(|pairs| pairs.between_speakers);
        clashing.extend(
            self.comparison
                .farthest
                .iter()
                .flat_map(|farthest| [farthest.low, farthest.high]),
        );
        let claims = self
            .live()
            .filter(|(at, _)| clashing.contains(at))
            .map(|(_, claim)| claim);
        (pairs > 0).then(|| self.finding(Detail::Contradiction(pairs), claims))
    }

    fn own(&self) -> Vec<Finding> {
        if self.comparison.own_pairs.is_empty() {
            return Vec::new();
        }
        let mut told: BTreeMap<SpeakerId, Vec<(usize, ClaimId)>> = BTreeMap::new();
        for (at, id) in self.live() {
            told.entry(self.claim(id).speaker)
                .or_default()
                .push((at, id));
        }
        let misquoted = self.clashing(|pairs| pairs.misquote);
        let inconsistent = self.clashing(|pairs| pairs.own);
        let of = |speaker: SpeakerId, clashing: &BTreeSet<usize>| {
            let told = told.get(&speaker).into_iter().flatten();
            told.filter(|(at, _)| clashing.contains(at))
                .map(|(_, claim)| *claim)
                .collect::<Vec<_>>()
        };
        let mut findings = Vec::new();
        for &(speaker, pairs) in &self.comparison.own_pairs {
            if pairs.misquote > 0 {
                findings.push(self.finding(Detail::Misquote(speaker), of(speaker, &misquoted)));
            }
            if pairs.own > 0 {
                findings.push(self.finding(
                    Detail::SelfContradiction(speaker),
                    of(speaker, &inconsistent),
                ));
            }
        }
        findings
    }

    /// A running total that fell, told once for a claim, against its speaker's highest earlier low
    /// end: not against the claim before it, which may have fallen already. Where that end was given
    /// several times, the last of them tells when it fell.
    fn falling(&self) -> Vec<Finding> {
        let attribute = &self.record[self.comparison.question.attribute];
        if attribute.over_time != OverTime::Grows {
            return Vec::new();
        }
        let mut series: BTreeMap<(SpeakerId, Option<&str>), Vec<Dated<'_>>> = BTreeMap::new();
        for (_, id) in self.live() {
            let claim = self.claim(id);
            let value = &self.record[claim.value];
            if let (Some(as_of), Meaning::Range { interval, .. }) =
                (self.record.as_of(claim), &value.meaning)
            {
                let dated = Dated {
                    id,
                    time: &as_of.span,
                    value: interval,
                };
                let unit = value.unit.as_ref().map(|unit| unit.folded.as_str());
                series.entry((claim.speaker, unit)).or_default().push(dated);
            }
        }
        let falls = series
            .into_values()
            .flat_map(|claims| falls(&claims, &attribute.tolerance));
        falls
            .map(|(earlier, later)| {
                self.finding(Detail::FallingTotal { earlier, later }, [earlier, later])
            })
            .collect()
    }

    fn weekdays(&self) -> Vec<Finding> {
        let slips = self
            .comparison
            .question
            .claims
            .iter()
            .filter_map(|&id| Some((id, self.record[self.claim(id).value].slip?)));
        slips
            .map(|(id, slip)| self.finding(Detail::WeekdayMismatch(slip), [id]))
            .collect()
    }

    fn strained(&self) -> Vec<Finding> {
        let strained = self
            .comparison
            .relations
            .iter()
            .filter(|related| related.strained);
        strained
            .map(|related| {
                let claims = self
                    .live()
                    .filter(|(at, _)| related.between.contains(at))
                    .map(|(_, claim)| claim);
                self.finding(Detail::Strained(related.between), claims)
            })
            .collect()
    }

    fn revised(&self) -> Vec<Finding> {
        let held = self
            .comparison
            .positions
            .iter()
            .flat_map(|position| &position.claims);
        let mut replaced: Vec<(ClaimId, ClaimId)> = held
            .filter_map(|held| match held.status {
                Status::Revised(to) | Status::Superseded(to) => Some((held.claim, to)),
                Status::Live | Status::Withdrawn => None,
            })
            .collect();
        replaced.sort_unstable();
        replaced
            .into_iter()
            .map(|(from, to)| self.finding(Detail::Revised { from, to }, [from, to]))
            .collect()
    }

    /// A claim that was taken back, while another file still gives it as its speaker's word.
    fn withdrawn_still_cited(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for position in &self.comparison.positions {
            for held in position
                .claims
                .iter()
                .filter(|held| held.status == Status::Withdrawn)
            {
                let withdrawn = self.claim(held.claim);
                let cited = position.claims.iter().filter(|other| {
                    let claim = self.claim(other.claim);
                    other.status == Status::Live
                        && claim.relayed
                        && claim.speaker == withdrawn.speaker
                });
                let cited: Vec<ClaimId> = cited.map(|other| other.claim).collect();
                if !cited.is_empty() {
                    let detail = Detail::WithdrawnStillCited {
                        withdrawn: held.claim,
                    };
                    findings.push(self.finding(detail, cited.into_iter().chain([held.claim])));
                }
            }
        }
        findings
    }
}

/// One step of a running total.
struct Dated<'a> {
    id: ClaimId,
    time: &'a Interval,
    value: &'a Interval,
}

/// Every claim below the highest low end before it, with the last claim that was so high.
fn falls(claims: &[Dated<'_>], tolerance: &Tolerance) -> Vec<(ClaimId, ClaimId)> {
    let mut earlier: Vec<&Dated<'_>> = claims.iter().collect();
    earlier.sort_by_key(|claim| claim.time.high());
    let mut later: Vec<&Dated<'_>> = claims.iter().collect();
    later.sort_by_key(|claim| claim.time.low());
    let (mut passed, mut falls) = (0, Vec::new());
    let mut highest: Option<&Dated<'_>> = None;
    for claim in later {
        while let Some(before) = earlier
            .get(passed)
            .filter(|before| before.time.is_before(claim.time))
        {
            if highest.is_none_or(|known| before.value.low() >= known.value.low()) {
                highest = Some(before);
            }
            passed += 1;
        }
        let fell = |top: &&Dated<'_>| {
            tolerance
                .reach(claim.value)
                .is_before(&tolerance.reach(top.value))
        };
        falls.extend(highest.filter(fell).map(|top| (top.id, claim.id)));
    }
    falls
}

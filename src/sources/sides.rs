//! What the speakers of one side say on a question, taken together.

use crate::compare::{Comparison, Position, Status};
use crate::model::{AsOf, Claim, ClaimId, Interval, Meaning, PartyId, Record};

/// What a side says of a loss: several different figures are taken together, from the lowest to the
/// highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Its positions on the question, by their indices: from low to high.
    pub positions: Vec<usize>,
    /// Its live claims of these, in the order of the positions.
    pub claims: Vec<ClaimId>,
    /// What they leave possible together.
    pub span: Interval,
}

/// What the speakers of a party, whose names are known, say on a question.
pub(super) struct Voice<'r> {
    pub(super) record: &'r Record,
    pub(super) comparison: &'r Comparison,
    pub(super) party: PartyId,
}

impl<'r> Voice<'r> {
    /// Its live claims of a position.
    fn claims(&self, position: &'r Position) -> impl Iterator<Item = (ClaimId, &'r Claim)> {
        let live = position
            .claims
            .iter()
            .take_while(|held| held.status == Status::Live);
        let claims = live.map(|held| (held.claim, &self.record[held.claim]));
        claims.filter(|(_, claim)| {
            let speaker = &self.record[claim.speaker];
            speaker.unnamed_in.is_none() && speaker.party == Some(self.party)
        })
    }

    /// Whether it says anything at all.
    pub(super) fn is_heard(&self) -> bool {
        self.comparison
            .positions
            .iter()
            .any(|position| self.claims(position).next().is_some())
    }

    /// Its figures in the attribute's unit; of those for some time only, if one is given.
    pub(super) fn figures(&self, time: Option<&Interval>) -> Option<Figures> {
        let (mut positions, mut claims, mut span) = (Vec::new(), Vec::new(), None::<Interval>);
        for (at, position) in self.comparison.positions.iter().enumerate() {
            let Some(interval) = position
                .interval
                .as_ref()
                .filter(|_| position.unit.is_none())
            else {
                continue;
            };
            let of_time = |claim: &Claim| {
                time.is_none_or(|time| {
                    self.record
                        .as_of(claim)
                        .is_some_and(|as_of| as_of.span == *time)
                })
            };
            let before = claims.len();
            claims.extend(
                self.claims(position)
                    .filter(|(_, claim)| of_time(claim))
                    .map(|(id, _)| id),
            );
            if claims.len() > before {
                positions.push(at);
                span = Some(span.map_or_else(|| interval.clone(), |span| span.hull(interval)));
            }
        }
        Some(Figures {
            positions,
            claims,
            span: span?,
        })
    }

    /// The times for which it gives figures.
    pub(super) fn times(&self) -> impl Iterator<Item = &'r AsOf> {
        let numbers = self.comparison.positions.iter();
        let numbers =
            numbers.filter(|position| position.interval.is_some() && position.unit.is_none());
        numbers
            .flat_map(|position| self.claims(position))
            .filter_map(|(_, claim)| self.record.as_of(claim))
    }

    /// Whether it says yes, and whether it says no, in plain words.
    pub(super) fn answers(&self) -> (bool, bool) {
        let (mut yes, mut no) = (false, false);
        for position in &self.comparison.positions {
            for (_, claim) in self.claims(position) {
                if let Meaning::Range {
                    interval,
                    apart: None,
                    ..
                } = &self.record[claim.value].meaning
                {
                    yes |= interval
                        .low_end()
                        .is_some_and(|end| end.number.is_positive());
                    no |= interval
                        .high_end()
                        .is_some_and(|end| !end.number.is_positive());
                }
            }
        }
        (yes, no)
    }
}

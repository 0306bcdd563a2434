//! The claims of one side on a question, taken together.

use crate::compare::{Comparison, Position, Status};
use crate::model::{AsOf, Claim, ClaimId, Interval, Meaning, PartyId, Record};

/// The figures of a side for a loss: several are taken together, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Its positions on the question, by their indices: from low to high.
    pub positions: Vec<usize>,
    /// Its live claims of these, in the order of the positions.
    pub claims: Vec<ClaimId>,
    /// The numbers that they leave possible together.
    pub span: Interval,
}

/// The claims of a party's named speakers on a question.
pub(super) struct PartyClaims<'r> {
    record: &'r Record,
    comparison: &'r Comparison,
    party: PartyId,
}

impl<'r> PartyClaims<'r> {
    pub(super) fn new(record: &'r Record, comparison: &'r Comparison, party: PartyId) -> Self {
        Self {
            record,
            comparison,
            party,
        }
    }

    /// Returns its live claims of a position.
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

    /// Says whether it has a live claim.
    pub(super) fn is_heard(&self) -> bool {
        self.comparison
            .positions
            .iter()
            .any(|position| self.claims(position).next().is_some())
    }

    /// Says whether it gives a figure in the attribute's unit.
    pub(super) fn gives_figure(&self) -> bool {
        self.figures(None).is_some()
    }

    /// Returns its figures in the attribute's unit; only those for some time, if one is given. `None` if there
    /// are none.
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
            let before = claims.len();
            claims.extend(
                self.claims(position)
                    .filter(|(_, claim)| self.is_for(claim, time))
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

    /// Says whether a claim is for this time. Without a time every claim is.
    fn is_for(&self, claim: &Claim, time: Option<&Interval>) -> bool {
        time.is_none_or(|time| {
            self.record
                .as_of(claim)
                .is_some_and(|as_of| as_of.span == *time)
        })
    }

    /// Returns the times for which it gives figures.
    pub(super) fn times(&self) -> impl Iterator<Item = &'r AsOf> {
        let numbers = self.comparison.positions.iter();
        let numbers =
            numbers.filter(|position| position.interval.is_some() && position.unit.is_none());
        numbers
            .flat_map(|position| self.claims(position))
            .filter_map(|(_, claim)| self.record.as_of(claim))
    }

    /// Says whether it says yes, and whether it says no, in plain words.
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

#[cfg(test)]
mod tests {
    use super::super::example::report;
    use super::*;
    use crate::model::{Cut, Decimal, Side};

    /// Checks what red says on the first question.
    fn check(
        claims: &[(&str, &str, &str, &str, &str)],
        expected: impl Fn(&PartyClaims<'_>) -> bool,
    ) {
        let report = report(claims);
        let red = report.record[report.comparisons[0].question.attribute].harms;
        let party = PartyClaims::new(&report.record, &report.comparisons[0], red.unwrap());
        assert!(expected(&party), "{claims:?}");
    }

    #[test]
    fn several_figures_are_taken_together() {
        for (values, low, high) in [
            (&["5"][..], 5, 5),
            (&["5", "9"], 5, 9),
            (&["9", "5", "7"], 5, 9),
            (&["5 to 6", "2"], 2, 6),
        ] {
            let claims: Vec<_> = values
                .iter()
                .map(|value| ("e", "a", "red", *value, ""))
                .collect();
            let span = Interval::new(
                Cut::At(Decimal::from(low), Side::Before),
                Cut::At(Decimal::from(high), Side::After),
            );
            check(&claims, |party| {
                let figures = party.figures(None).unwrap();
                figures.positions.len() == values.len() && Some(figures.span) == span
            });
        }
    }

    #[test]
    fn only_live_figures_of_the_party_count() {
        for claims in [
            [("e", "a", "blue", "5", "")],
            [("e", "a", "they", "5", "")],
            [("e", "a", "red", "unknown", "")],
            [("e", "a", "red", "5", "withdrawn = 2025-10-12")],
        ] {
            check(&claims, |party| !party.gives_figure());
        }
        check(&[("e", "a", "red-2", "5", "")], |party| {
            party.gives_figure()
        });
    }

    #[test]
    fn answers_are_plain() {
        for (value, answers) in [
            ("yes", (true, false)),
            ("no", (false, true)),
            ("yes, if it was ordered", (false, false)),
            ("unknown", (false, false)),
        ] {
            check(&[("e", "b", "red", value, "")], |party| {
                party.answers() == answers && party.is_heard()
            });
        }
    }
}

//! What one party claims of another's losses, against what the other concedes.

use std::collections::{BTreeMap, BTreeSet};

use super::ratio::{Quotient, Ratio};
use super::sides::{Figures, PartyClaims};
use crate::compare::Comparison;
use crate::model::{AsOf, Attribute, Interval, Kind, OverTime, PartyId, Record};
use crate::report::Report;

/// The way in which a claimed figure lies from the conceded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lean {
    /// All of it lies above, even after the tolerance.
    More,
    /// All of it lies below, even after the tolerance.
    Less,
    /// It is one and the same position.
    Same,
    /// The two differ and leave room for each other.
    Overlapping,
}

impl Lean {
    /// Returns its word in the output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Same => "same",
            Self::Overlapping => "overlapping",
        }
    }
}

/// A question of losses on which both sides give a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loss {
    /// The index of its comparison in the report.
    pub comparison: usize,
    /// The time for which both give it, if figures for other times are not compared.
    pub as_of: Option<AsOf>,
    /// What the other side claims.
    pub claimed: Figures,
    /// What the side that lost concedes.
    pub conceded: Figures,
    /// The claimed figure divided by the conceded one.
    pub ratio: Option<Ratio>,
    /// The way it leans.
    pub lean: Lean,
}

/// The spread of some ratios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spread {
    /// The one in the middle, or the mean of the two there.
    pub median: Quotient,
    /// The smallest.
    pub least: Quotient,
    /// The largest.
    pub most: Quotient,
    /// The number of ratios.
    pub of: usize,
}

/// The accusations of one party against another. Each counts once: `made` is the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Accusations {
    /// Questions on which it says yes.
    pub made: usize,
    /// The accused says no, and nothing else.
    pub denied: usize,
    /// The accused says yes, and never no.
    pub admitted: usize,
    /// The accused says both, or yes or no under a condition, or that it does not know.
    pub otherwise: usize,
    /// Nobody from the accused side says anything.
    pub unanswered: usize,
}

/// What one party claims of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaning {
    /// Who claims.
    pub claimant: PartyId,
    /// Whose losses they are, or who is accused.
    pub loser: PartyId,
    /// The questions on which both give a figure, in the order of the report.
    pub losses: Vec<Loss>,
    /// The spread of the ratios that are single numbers.
    pub spread: Option<Spread>,
    /// Questions on which the claimant gives a figure and the loser none.
    pub unconceded: usize,
    /// Questions on which the loser gives a figure and the claimant none.
    pub unclaimed: usize,
    /// Questions on which both give figures, and none for one and the same time.
    pub other_times: usize,
    /// The accusations.
    pub accusations: Accusations,
}

impl Leaning {
    fn new((claimant, loser): (PartyId, PartyId)) -> Self {
        Self {
            claimant,
            loser,
            losses: Vec::new(),
            spread: None,
            unconceded: 0,
            unclaimed: 0,
            other_times: 0,
            accusations: Accusations::default(),
        }
    }

    /// Counts the questions on which it leans that way.
    pub(crate) fn count(&self, lean: Lean) -> usize {
        self.losses.iter().filter(|loss| loss.lean == lean).count()
    }
}

/// Returns what each party claims of each other one.
pub(super) fn leanings(report: &Report) -> Vec<Leaning> {
    let record = &report.record;
    let mut pairs = LeaningsByPair::default();
    for (at, comparison) in report.comparisons.iter().enumerate() {
        let attribute = &record[comparison.question.attribute];
        let Some(loser) = attribute.harms else {
            continue;
        };
        match attribute.kind {
            Kind::Count | Kind::Amount => pairs.add_loss(record, at, comparison, loser),
            Kind::YesNo => pairs.add_accusation(record, comparison, loser),
            Kind::Date | Kind::Text | Kind::Names | Kind::Statement => {}
        }
    }
    let mut leanings: Vec<Leaning> = pairs.leanings.into_values().collect();
    for leaning in &mut leanings {
        let conceded = pairs
            .conceded
            .get(&leaning.loser)
            .copied()
            .unwrap_or_default();
        leaning.unclaimed = conceded - leaning.losses.len() - leaning.other_times;
        leaning.spread = spread(&leaning.losses);
    }
    leanings.sort_by_key(|leaning| {
        [leaning.claimant, leaning.loser].map(|party| &record[party].name.id)
    });
    leanings
}

/// The leanings so far by claimant and loser, and the number of questions on which each party concedes a
/// loss.
#[derive(Default)]
struct LeaningsByPair {
    leanings: BTreeMap<(PartyId, PartyId), Leaning>,
    conceded: BTreeMap<PartyId, usize>,
}

impl LeaningsByPair {
    fn leaning(&mut self, pair: (PartyId, PartyId)) -> &mut Leaning {
        self.leanings
            .entry(pair)
            .or_insert_with(|| Leaning::new(pair))
    }

    /// Adds what each other party claims of a loss.
    fn add_loss(&mut self, record: &Record, at: usize, comparison: &Comparison, loser: PartyId) {
        let concedes = PartyClaims::new(record, comparison, loser).gives_figure();
        *self.conceded.entry(loser).or_default() += usize::from(concedes);
        for claimant in others(comparison, loser) {
            if !PartyClaims::new(record, comparison, claimant).gives_figure() {
                continue;
            }
            let leaning = self.leaning((claimant, loser));
            match loss(record, at, comparison, (claimant, loser)) {
                Some(loss) => leaning.losses.push(loss),
                None if concedes => leaning.other_times += 1,
                None => leaning.unconceded += 1,
            }
        }
    }

    /// Adds the accusation of each other party that says yes.
    fn add_accusation(&mut self, record: &Record, comparison: &Comparison, accused: PartyId) {
        for claimant in others(comparison, accused) {
            let (says_yes, _) = PartyClaims::new(record, comparison, claimant).answers();
            if says_yes {
                self.leaning((claimant, accused))
                    .accusations
                    .add(&PartyClaims::new(record, comparison, accused));
            }
        }
    }
}

/// Returns the parties with a live value on a question, without the one that lost.
fn others(comparison: &Comparison, loser: PartyId) -> impl Iterator<Item = PartyId> {
    comparison
        .parties
        .iter()
        .copied()
        .filter(move |party| *party != loser)
}

/// Returns what both sides say of a loss; `None` if one says nothing, or nothing for the same time.
fn loss(
    record: &Record,
    at: usize,
    comparison: &Comparison,
    (claimant, loser): (PartyId, PartyId),
) -> Option<Loss> {
    let attribute = &record[comparison.question.attribute];
    let [claimant, loser] =
        [claimant, loser].map(|party| PartyClaims::new(record, comparison, party));
    let as_of = if attribute.over_time == OverTime::Fixed {
        None
    } else {
        Some(last_common(&claimant, &loser)?)
    };
    let time = as_of.as_ref().map(|as_of| &as_of.span);
    let (claimed, conceded) = (claimant.figures(time)?, loser.figures(time)?);
    let ratio = Ratio::of(&claimed.span, &conceded.span);
    let lean = lean(attribute, &claimed, &conceded);
    Some(Loss {
        comparison: at,
        as_of,
        claimed,
        conceded,
        ratio,
        lean,
    })
}

/// Returns the latest time for which both give a figure.
fn last_common(left: &PartyClaims<'_>, right: &PartyClaims<'_>) -> Option<AsOf> {
    let theirs: BTreeSet<&Interval> = right.times().map(|time| &time.span).collect();
    let common = left.times().filter(|time| theirs.contains(&time.span));
    common
        .max_by(|one, other| {
            one.span
                .cmp(&other.span)
                .then(other.written.cmp(&one.written))
        })
        .cloned()
}

/// Returns the way in which a claimed figure lies from the conceded one, after the attribute's tolerance.
fn lean(attribute: &Attribute, claimed: &Figures, conceded: &Figures) -> Lean {
    let [claim, concession] =
        [claimed, conceded].map(|figures| attribute.tolerance.reach(&figures.span));
    if concession.is_before(&claim) {
        Lean::More
    } else if claim.is_before(&concession) {
        Lean::Less
    } else if claimed.positions == conceded.positions && claimed.positions.len() == 1 {
        Lean::Same
    } else {
        Lean::Overlapping
    }
}

/// Returns the spread of the ratios that are single numbers; `None` if there are none.
fn spread(losses: &[Loss]) -> Option<Spread> {
    let ratios = losses
        .iter()
        .filter_map(|loss| loss.ratio.as_ref()?.exactly());
    let mut ratios: Vec<&Quotient> = ratios.collect();
    ratios.sort();
    let (least, most) = (ratios.first()?, ratios.last()?);
    let (low, high) = (ratios[(ratios.len() - 1) / 2], ratios[ratios.len() / 2]);
    let median = if ratios.len() % 2 == 1 {
        low.clone()
    } else {
        low.mean(high)
    };
    Some(Spread {
        median,
        least: (*least).clone(),
        most: (*most).clone(),
        of: ratios.len(),
    })
}

impl Accusations {
    /// Counts one more, by what the accused says to it.
    fn add(&mut self, accused: &PartyClaims<'_>) {
        self.made += 1;
        match accused.answers() {
            (false, true) => self.denied += 1,
            (true, false) => self.admitted += 1,
            _ if accused.is_heard() => self.otherwise += 1,
            _ => self.unanswered += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::report;
    use super::*;

    /// Returns what blue claims of red.
    fn leaning(claims: &[(&str, &str, &str, &str, &str)]) -> Leaning {
        let mut leanings = leanings(&report(claims));
        assert_eq!(leanings.len(), 1, "{claims:?}");
        leanings.remove(0)
    }

    #[test]
    fn a_claimed_figure_is_held_against_the_conceded_one() {
        for (claimed, conceded, lean, ratio) in [
            ("58", "23", Lean::More, Some(58.0 / 23.0)),
            ("23", "58", Lean::Less, Some(23.0 / 58.0)),
            ("23", "twenty-three", Lean::Same, Some(1.0)),
            ("20 to 30", "23", Lean::Overlapping, None),
            ("over 23", "23", Lean::More, None),
            ("over 22", "23", Lean::Overlapping, None),
        ] {
            let leaning = leaning(&[
                ("e", "a", "blue", claimed, ""),
                ("e", "a", "red", conceded, ""),
            ]);
            assert_eq!(leaning.losses[0].lean, lean, "{claimed} {conceded}");
            assert_eq!(leaning.count(lean), 1);
            let exact = leaning.losses[0].ratio.as_ref().and_then(Ratio::exactly);
            assert_eq!(
                exact.and_then(Quotient::figure),
                ratio,
                "{claimed} {conceded}"
            );
        }
    }

    #[test]
    fn losses_of_which_one_side_is_silent_are_counted() {
        let blue = |event| (event, "a", "blue", "5", "");
        let red = |event| (event, "a", "red", "3", "");
        for (claims, counted) in [
            (&[blue("e")][..], (0, 1, 0)),
            (&[blue("e"), red("e")], (1, 0, 0)),
            (&[blue("e"), red("f")], (0, 1, 1)),
            (&[blue("e"), red("e"), red("f")], (1, 0, 1)),
        ] {
            let leaning = leaning(claims);
            let found = (leaning.losses.len(), leaning.unconceded, leaning.unclaimed);
            assert_eq!(found, counted, "{claims:?}");
        }
        assert!(leanings(&report(&[red("e")])).is_empty());
    }

    #[test]
    fn an_accusation_counts_by_the_answer() {
        for (answers, counted) in [
            (&[][..], "unanswered"),
            (&["no"], "denied"),
            (&["yes"], "admitted"),
            (&["yes", "no"], "otherwise"),
            (&["unknown"], "otherwise"),
            (&["yes, if it was ordered"], "otherwise"),
        ] {
            let mut claims = vec![("e", "b", "blue", "yes", "")];
            claims.extend(answers.iter().map(|answer| ("e", "b", "red", *answer, "")));
            let found = leaning(&claims).accusations;
            let expected = Accusations {
                made: 1,
                denied: usize::from(counted == "denied"),
                admitted: usize::from(counted == "admitted"),
                otherwise: usize::from(counted == "otherwise"),
                unanswered: usize::from(counted == "unanswered"),
            };
            assert_eq!(found, expected, "{answers:?}");
        }
        assert!(leanings(&report(&[("e", "b", "blue", "no", "")])).is_empty());
    }

    #[test]
    fn the_median_lies_between_the_least_and_the_most() {
        let pair = |event, claimed| {
            [
                (event, "a", "blue", claimed, ""),
                (event, "a", "red", "2", ""),
            ]
        };
        let one = leaning(&pair("e", "3")).spread.unwrap();
        assert_eq!((one.median.figure(), one.of), (Some(1.5), 1));
        let claims = [pair("e", "3"), pair("f", "4")].concat();
        let two = leaning(&claims).spread.unwrap();
        let figures = [&two.least, &two.median, &two.most].map(Quotient::figure);
        assert_eq!(figures, [Some(1.5), Some(1.75), Some(2.0)]);
        assert_eq!(two.of, 2);
    }
}

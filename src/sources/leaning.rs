//! What one party claims of another's losses, against what that one concedes.

use std::collections::{BTreeMap, BTreeSet};

use super::ratio::{Quotient, Ratio};
use super::sides::{Figures, Voice};
use crate::compare::Comparison;
use crate::model::{AsOf, Attribute, Interval, Kind, OverTime, PartyId, Record, Tolerance};
use crate::report::Report;

/// Which way a claimed figure lies from the conceded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lean {
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
    /// Its word in the output.
    pub fn word(self) -> &'static str {
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
pub struct Loss {
    /// The index of its comparison in the report.
    pub comparison: usize,
    /// The time for which both give it, where figures for other times are not compared.
    pub as_of: Option<AsOf>,
    /// What the other side claims.
    pub claimed: Figures,
    /// What the side that lost concedes.
    pub conceded: Figures,
    /// How many times the conceded figure the claimed one is.
    pub ratio: Option<Ratio>,
    /// Which way it leans.
    pub lean: Lean,
}

/// How far some ratios spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The one in the middle, or the mean of the two there.
    pub median: Quotient,
    /// The smallest.
    pub least: Quotient,
    /// The largest.
    pub most: Quotient,
    /// How many there are.
    pub of: usize,
}

/// The accusations of one party against another. Each counts once: `made` is the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accusations {
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
pub struct Leaning {
    /// Who claims.
    pub claimant: PartyId,
    /// Whose losses they are, or who is accused.
    pub loser: PartyId,
    /// The questions on which both give a figure, in the order of the report.
    pub losses: Vec<Loss>,
    /// How far the ratios spread that are single numbers.
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
        let (losses, accusations) = (Vec::new(), Accusations::default());
        let (unconceded, unclaimed, other_times) = (0, 0, 0);
        Self {
            claimant,
            loser,
            losses,
            spread: None,
            unconceded,
            unclaimed,
            other_times,
            accusations,
        }
    }

    /// On how many questions it leans that way.
    pub fn count(&self, lean: Lean) -> usize {
        self.losses.iter().filter(|loss| loss.lean == lean).count()
    }
}

/// What each party claims of each other one.
pub(super) fn leanings(report: &Report) -> Vec<Leaning> {
    let record = &report.record;
    let mut pairs = Pairs::default();
    for (at, comparison) in report.comparisons.iter().enumerate() {
        let attribute = &record[comparison.question.attribute];
        let Some(loser) = attribute.harms else {
            continue;
        };
        match attribute.kind {
            Kind::Count | Kind::Amount => pairs.loss(record, at, comparison, loser),
            Kind::YesNo => pairs.accusation(record, comparison, loser),
            Kind::Date | Kind::Text | Kind::Names | Kind::Statement => {}
        }
    }
    let mut leanings: Vec<Leaning> = pairs.found.into_values().collect();
    for leaning in &mut leanings {
        let conceded = pairs
            .conceded
            .get(&leaning.loser)
            .copied()
            .unwrap_or_default();
        leaning.unclaimed = conceded - leaning.losses.len() - leaning.other_times;
        leaning.spread = spread(&leaning.losses);
    }
    let id = |party: PartyId| &record[party].name.id;
    leanings.sort_by_key(|leaning| (id(leaning.claimant), id(leaning.loser)));
    leanings
}

/// What was found so far, by claimant and loser, and on how many questions each party concedes a loss.
#[derive(Default)]
struct Pairs {
    found: BTreeMap<(PartyId, PartyId), Leaning>,
    conceded: BTreeMap<PartyId, usize>,
}

impl Pairs {
    fn of(&mut self, pair: (PartyId, PartyId)) -> &mut Leaning {
        self.found.entry(pair).or_insert_with(|| Leaning::new(pair))
    }

    fn loss(&mut self, record: &Record, at: usize, comparison: &Comparison, loser: PartyId) {
        let gives_figure = |party| {
            Voice {
                record,
                comparison,
                party,
            }
            .figures(None)
            .is_some()
        };
        let concedes = gives_figure(loser);
        *self.conceded.entry(loser).or_default() += usize::from(concedes);
        for claimant in others(comparison, loser).filter(|claimant| gives_figure(*claimant)) {
            let leaning = self.of((claimant, loser));
            match loss(record, at, comparison, (claimant, loser)) {
                Some(loss) => leaning.losses.push(loss),
                None if concedes => leaning.other_times += 1,
                None => leaning.unconceded += 1,
            }
        }
    }

    fn accusation(&mut self, record: &Record, comparison: &Comparison, loser: PartyId) {
        let voice = |party| Voice {
            record,
            comparison,
            party,
        };
        for claimant in others(comparison, loser).filter(|claimant| voice(*claimant).answers().0) {
            self.of((claimant, loser)).accusations.take(&voice(loser));
        }
    }
}

/// The parties that are heard on a question, without the one that lost.
fn others(comparison: &Comparison, loser: PartyId) -> impl Iterator<Item = PartyId> {
    comparison
        .parties
        .iter()
        .copied()
        .filter(move |party| *party != loser)
}

/// What both sides say of a loss; `None` where one says nothing, or nothing for the same time.
fn loss(
    record: &Record,
    at: usize,
    comparison: &Comparison,
    (claimant, loser): (PartyId, PartyId),
) -> Option<Loss> {
    let attribute = &record[comparison.question.attribute];
    let [claimant, loser] = [claimant, loser].map(|party| Voice {
        record,
        comparison,
        party,
    });
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

/// The latest time for which both give a figure.
fn last_common(left: &Voice<'_>, right: &Voice<'_>) -> Option<AsOf> {
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

fn lean(attribute: &Attribute, claimed: &Figures, conceded: &Figures) -> Lean {
    let tolerance: &Tolerance = &attribute.tolerance;
    let (claim, concession) = (
        tolerance.reach(&claimed.span),
        tolerance.reach(&conceded.span),
    );
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
    fn take(&mut self, accused: &Voice<'_>) {
        self.made += 1;
        match accused.answers() {
            (false, true) => self.denied += 1,
            (true, false) => self.admitted += 1,
            _ if accused.is_heard() => self.otherwise += 1,
            _ => self.unanswered += 1,
        }
    }
}

//! Comparing: the claims on a question become positions, and the positions are held against each
//! other. Values arrive here as sets; no words are read.

mod contest;
mod farthest;
mod ordered;
mod pairs;
mod position;
mod relation;
mod scale;
mod settled;
mod status;

use crate::model::{ClaimId, Decimal, Interval, PartyId, Record, SpeakerId};
use crate::question::Question;

pub use contest::{Contest, Word};
use scale::Scale;
pub use status::Status;

/// What comes out where the claims on a question are compared (the contract, §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// At least one pair of live claims cannot both be right.
    Contradicted,
    /// Two or more speakers whose values differ and do not contradict.
    Compatible,
    /// Two or more speakers, all with the same value.
    Agreed,
    /// One speaker's word.
    Uncorroborated,
    /// Nobody gives a live value.
    Unknown,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Contradicted,
        Self::Compatible,
        Self::Agreed,
        Self::Uncorroborated,
        Self::Unknown,
    ];

    /// The first that fits (the contract, §5).
    fn of(contradicting_pairs: u64, positions: usize, speakers: usize) -> Self {
        match (contradicting_pairs, positions, speakers) {
            (1.., _, _) => Self::Contradicted,
            (_, 0, _) => Self::Unknown,
            (_, _, 0 | 1) => Self::Uncorroborated,
            (_, 1, _) => Self::Agreed,
            _ => Self::Compatible,
        }
    }

    /// Its word in the output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Compatible => "compatible",
            Self::Agreed => "agreed",
            Self::Uncorroborated => "uncorroborated",
            Self::Unknown => "unknown",
        }
    }
}

/// A claim in a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The claim.
    pub claim: ClaimId,
    /// Whether it still stands.
    pub status: Status,
}

/// A distinct value on a question, with all the claims that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The wording to show: the first claim's, or "yes" and "no".
    pub value: String,
    /// The set, in the attribute's unit, or in `unit` where that could not be converted. `None` for
    /// names, prose and "unknown".
    pub interval: Option<Interval>,
    /// The unit, where it could not be converted to the attribute's.
    pub unit: Option<String>,
    /// Whether it is "unknown".
    pub unknown: bool,
    /// The claims: live ones first, otherwise in the order of the files.
    pub claims: Vec<Held>,
    /// The speakers of its live claims, each once, by their ids.
    pub speakers: Vec<SpeakerId>,
    /// In how many reports it stands: its live claims, those of one speaker by one publisher once.
    pub reports: usize,
}

impl Position {
    /// Whether somebody still holds it.
    pub fn is_live(&self) -> bool {
        self.claims.iter().any(|held| held.status == Status::Live)
    }
}

/// How two positions compare (the contract, §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// One lies inside the other: the index of the inner one.
    Refines(usize),
    /// Some common ground, neither inside the other; or within the tolerance.
    Overlaps,
    /// Nothing in common.
    Contradicts(Pairs),
    /// Not compared: other units, unknown, prose, or other times.
    Incomparable,
}

impl Relation {
    /// Its word in the output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Refines(_) => "refines",
            Self::Overlaps => "overlaps",
            Self::Contradicts(_) => "contradicts",
            Self::Incomparable => "incomparable",
        }
    }
}

/// How many contradicting pairs of live claims there are, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pairs {
    /// Two speakers.
    pub between_speakers: u64,
    /// One speaker, told differently by two publishers.
    pub misquote: u64,
    /// One speaker against itself.
    pub own: u64,
}

impl Pairs {
    /// All of them.
    pub fn total(self) -> u64 {
        self.between_speakers + self.misquote + self.own
    }

    /// The first kind that occurs, as the output names it.
    pub fn kind(self) -> &'static str {
        match self {
            Self {
                between_speakers: 1..,
                ..
            } => "between-speakers",
            Self { misquote: 1.., .. } => "misquote",
            Self { .. } => "self",
        }
    }
}

/// A pair of positions and how they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Related {
    /// Their indices, the smaller first.
    pub between: [usize; 2],
    /// How they compare.
    pub relation: Relation,
    /// They meet only through an open end, and the other is more than twice as far.
    pub strained: bool,
}

/// How far the two positions lie apart that lie farthest apart, between their nearest ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Farthest {
    /// The index of the lower position.
    pub low: usize,
    /// The index of the higher position.
    pub high: usize,
    /// The distance.
    pub gap: Gap,
    /// The higher end divided by the lower, where the lower is above 0.
    pub ratio: Option<f64>,
    /// The smallest share by which both may be off so that they meet.
    pub reconciles_at: Option<f64>,
    /// A slip that would explain two dates.
    pub hint: Option<DateHint>,
}

/// The distance between two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// Of two numbers.
    Number(Decimal),
    /// Of two days.
    Days(i64),
    /// Of two times.
    Seconds(i64),
}

/// What may lie behind two dates that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateHint {
    /// One is the other with day and month exchanged.
    DayAndMonthSwapped,
    /// One is the day after the other.
    NextDay,
}

/// A contradiction that a speaker settled: an earlier claim of its own contradicts what another one says,
/// and nothing that it still says does. For each position of others it is told once, with the latest of
/// the earlier claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The claim that stands no more.
    pub claim: ClaimId,
    /// What replaced it; `None` where it was taken back.
    pub by: Option<ClaimId>,
    /// A live claim of another speaker that it contradicts: the first of its position.
    pub against: ClaimId,
}

/// A question with everything that comparing its claims has shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The question.
    pub question: Question,
    /// Its positions, from low to high; those that nobody holds any more last.
    pub positions: Vec<Position>,
    /// How the positions with a live claim compare: the first thousand pairs.
    pub relations: Vec<Related>,
    /// Whether there are more pairs than `relations` lists.
    pub relations_cut: bool,
    /// How many pairs of live claims contradict: all of them.
    pub contradicting_pairs: u64,
    /// What comes out.
    pub outcome: Outcome,
    /// The span of the live values, in the attribute's unit.
    pub span: Option<Interval>,
    /// How far apart the positions lie, where any contradict.
    pub farthest: Option<Farthest>,
    /// Whether a value of the question names a time of day.
    pub timed: bool,
    /// The independent speakers with a live value, by their ids.
    pub speakers: Vec<SpeakerId>,
    /// Their parties.
    pub parties: Vec<PartyId>,
    /// Speakers that are misquoted or contradict themselves, with what was found.
    pub own_pairs: Vec<(SpeakerId, Pairs)>,
    /// Contradictions that speakers settled, where there is one right value: the first thousand.
    pub settled: Vec<Settled>,
    /// Whether there may be more than `settled` lists.
    pub settled_cut: bool,
}

/// Compares the claims of a record, question by question.
pub struct Comparer<'r> {
    record: &'r Record,
    scale: Scale,
}

impl<'r> Comparer<'r> {
    /// Prepares to compare the claims of a record.
    pub fn new(record: &'r Record) -> Self {
        Self {
            record,
            scale: Scale::of(record),
        }
    }

    /// The outcome of the question with these claims. Costs a tenth of the whole comparison, except
    /// where the question may be contradicted.
    pub fn outcome(&self, claims: &[ClaimId]) -> Option<Outcome> {
        position::outcome(self.record, &self.scale, claims)
            .or_else(|| Some(self.comparison(Question::of(self.record, claims)?).outcome))
    }

    /// The whole comparison of a question.
    pub fn comparison(&self, question: Question) -> Comparison {
        position::comparison(self.record, &self.scale, question)
    }

    /// The words on a question that was compared, and which of them contradict each other.
    pub fn contest(&self, comparison: &Comparison) -> Contest {
        Contest::of(self.record, &self.scale, comparison)
    }
}

//! Contradictions that a speaker settled: what it said before contradicts what another one says, and
//! nothing that it still says does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::position::{Held, Position};
use super::rank::{RankInterval, Ranking};
use super::rule::Extent;
use super::status::Status;
use crate::model::{Attribute, ClaimId, Kind, OverTime, Record, SpeakerId};

/// No more than this are listed for a question.
const MOST_SETTLED: usize = 1_000;

/// No more pairs of positions than this are looked at for a question.
const MOST_LOOKS: usize = 100_000;

/// A contradiction that a speaker settled: an earlier claim of its own contradicts what another one says,
/// and nothing that it still says does. For each position of others there is one, with the latest of the
/// earlier claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The claim that is history.
    pub(crate) claim: ClaimId,
    /// The claim that replaced it; `None` if it was withdrawn.
    pub(crate) by: Option<ClaimId>,
    /// A live claim of another speaker that it contradicts: the first of its position.
    pub(crate) against: ClaimId,
}

/// A claim that is history.
struct Past {
    claim: ClaimId,
    position: usize,
    /// The claim that replaced it, with its position.
    replaced: Option<(ClaimId, usize)>,
}

/// The positions of one speaker, former and present.
#[derive(Default)]
struct Course {
    /// From the latest to the first.
    past: Vec<Past>,
    present: BTreeSet<usize>,
}

/// Returns the contradictions that were settled, and whether there may be more of them. Only if a value is
/// fixed: if it changes over time a position is held for one day and not for another, and what is no
/// longer said of one day settles nothing for the others.
pub(super) fn settled(
    record: &Record,
    ranking: &Ranking,
    attribute: &Attribute,
    positions: &[Position],
    evidence: &Evidence,
) -> (Vec<Settled>, bool) {
    if attribute.over_time != OverTime::Fixed
        || attribute.kind == Kind::Statement
        || held(positions).all(|(_, held)| held.status == Status::Live)
    {
        return (Vec::new(), false);
    }
    let mut search = SettledSearch {
        record,
        positions,
        evidence,
        looks: 0,
        found: Vec::new(),
    };
    let live = positions.iter().take_while(|position| position.is_live());
    let live = live.count();
    let ends = OuterEnds::new(&evidence.values[..live]);
    for (speaker, mut course) in courses(record, ranking, positions) {
        course
            .past
            .retain(|past| ends.may_miss(evidence.values[past.position]));
        if !course.past.is_empty() && !search.go_through(speaker, &course, live) {
            return (search.found, true);
        }
    }
    (search.found, false)
}

/// Returns every claim, with the index of its position.
fn held(positions: &[Position]) -> impl Iterator<Item = (usize, Held)> {
    let positions = positions.iter().enumerate();
    positions.flat_map(|(at, position)| position.claims.iter().map(move |held| (at, *held)))
}

struct SettledSearch<'a> {
    record: &'a Record,
    positions: &'a [Position],
    evidence: &'a Evidence,
    looks: usize,
    found: Vec<Settled>,
}

impl SettledSearch<'_> {
    /// Finds what one speaker settled. Returns whether the search may go on.
    fn go_through(&mut self, speaker: SpeakerId, course: &Course, live: usize) -> bool {
        for other in 0..live {
            let holders = &self.positions[other].speakers;
            if holders.iter().all(|holder| *holder == speaker) {
                continue;
            }
            self.looks += course.past.len() + course.present.len();
            if self.looks > MOST_LOOKS || self.found.len() == MOST_SETTLED {
                return false;
            }
            let settled = self.ended(course, other).and_then(|past| {
                Some(Settled {
                    claim: past.claim,
                    by: past.replaced.map(|(by, _)| by),
                    against: self.first_of_others(speaker, other)?,
                })
            });
            self.found.extend(settled);
        }
        true
    }

    /// Returns the latest former claim that contradicts a position, if no present one does, nor the one
    /// that replaced it.
    fn ended<'c>(&self, course: &'c Course, position: usize) -> Option<&'c Past> {
        let evidence = self.evidence;
        let mut present = course.present.iter();
        if present.any(|at| evidence.are_apart(*at, position)) {
            return None;
        }
        course.past.iter().find(|past| {
            let replaced = past.replaced.map(|(_, at)| at);
            evidence.are_apart(past.position, position)
                && !replaced.is_some_and(|at| evidence.are_apart(at, position))
        })
    }

    /// Returns the first live claim of a position that is another speaker's.
    fn first_of_others(&self, speaker: SpeakerId, position: usize) -> Option<ClaimId> {
        let held = self.positions[position].claims.iter();
        held.filter(|held| held.status == Status::Live)
            .map(|held| held.claim)
            .find(|claim| self.record[*claim].speaker != speaker)
    }
}

/// Returns the former and present positions of each speaker with a former one, by the speakers' ids.
fn courses(record: &Record, ranking: &Ranking, positions: &[Position]) -> Vec<(SpeakerId, Course)> {
    let places: BTreeMap<ClaimId, usize> =
        held(positions).map(|(at, held)| (held.claim, at)).collect();
    let mut courses: BTreeMap<SpeakerId, Course> = BTreeMap::new();
    let former =
        |(_, held): &(usize, Held)| !matches!(held.status, Status::Live | Status::Outdated(_));
    for (position, held) in held(positions).filter(former) {
        let course = courses.entry(record[held.claim].speaker).or_default();
        course.past.push(Past {
            claim: held.claim,
            position,
            replaced: replaced(held.status, &places),
        });
    }
    for (position, held) in held(positions).filter(|(_, held)| held.status == Status::Live) {
        if let Some(course) = courses.get_mut(&record[held.claim].speaker) {
            course.present.insert(position);
        }
    }
    for course in courses.values_mut() {
        course.past.sort_by_key(|past| {
            let time = ranking.time(&record[past.claim]);
            Reverse((time.map(|time| time.low), past.claim))
        });
    }
    let mut courses: Vec<(SpeakerId, Course)> = courses.into_iter().collect();
    courses.sort_by_key(|(speaker, _)| (&record[*speaker].name.id, *speaker));
    courses
}

/// Returns the claim that replaced one of that status, with its position.
fn replaced(status: Status, places: &BTreeMap<ClaimId, usize>) -> Option<(ClaimId, usize)> {
    let by = status.replaced_by()?;
    Some((by, *places.get(&by)?))
}

/// The lowest high end and the highest low end of some ranges, whatever their units.
struct OuterEnds(RankInterval);

impl OuterEnds {
    fn new(values: &[Extent]) -> Self {
        let mut ends = RankInterval {
            low: u32::MAX,
            high: 0,
        };
        for value in values {
            if let Extent::Range { reach, .. } = value {
                ends.low = ends.low.min(reach.high);
                ends.high = ends.high.max(reach.low);
            }
        }
        Self(ends)
    }

    /// Returns whether a value may have nothing in common with one of them.
    fn may_miss(&self, value: Extent) -> bool {
        match value {
            Extent::Range { reach, .. } => reach.high <= self.0.high || self.0.low <= reach.low,
            Extent::Names(_) | Extent::Incomparable => true,
        }
    }
}

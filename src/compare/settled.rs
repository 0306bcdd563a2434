//! Contradictions that a speaker settled: what it said before contradicts what another one says, and
//! nothing that it still says does.

use std::collections::{BTreeMap, BTreeSet};

use super::scale::{Scale, Stretch};
use super::status::Status;
use super::{Position, Settled};
use crate::model::{Attribute, ClaimId, Kind, OverTime, Record, SpeakerId};

/// No more than this are listed for a question.
const MOST_SETTLED: usize = 1_000;

/// No more pairs of positions than this are looked at for a question.
const MOST_LOOKS: usize = 100_000;

/// A claim that stands no more.
struct Past {
    claim: ClaimId,
    position: usize,
    /// Where what replaced it stands.
    replaced: Option<(ClaimId, usize)>,
}

/// What one speaker said and says.
#[derive(Default)]
struct Says {
    /// From the latest to the first.
    before: Vec<Past>,
    now: BTreeSet<usize>,
}

/// The contradictions that were settled, and whether there may be more of them. Only where a value is
/// fixed: where it changes over time a position is held for one day and not for another, and what is no
/// longer said of one day settles nothing for the others.
pub(super) fn settled(
    record: &Record,
    scale: &Scale,
    attribute: &Attribute,
    positions: &[Position],
    disjoint: impl Fn(usize, usize) -> bool,
) -> (Vec<Settled>, bool) {
    let has_past = positions
        .iter()
        .flat_map(|position| &position.claims)
        .any(|held| held.status != Status::Live);
    if !has_past || attribute.over_time != OverTime::Fixed || attribute.kind == Kind::Statement {
        return (Vec::new(), false);
    }
    let live = positions
        .iter()
        .take_while(|position| position.is_live())
        .count();
    let reach = |at: usize| scale.reach(&record[positions[at].claims.first()?.claim]);
    let all = Ends::of((0..live).filter_map(reach));
    let (mut settled, mut looks) = (Vec::new(), 0);
    for (speaker, mut says) in by_speaker(record, scale, positions) {
        says.before
            .retain(|past| reach(past.position).is_none_or(|reach| all.may_miss(reach)));
        if says.before.is_empty() {
            continue;
        }
        let others = |at: &usize| {
            positions[*at]
                .speakers
                .iter()
                .any(|other| *other != speaker)
        };
        for other in (0..live).filter(others) {
            looks += says.before.len() + says.now.len();
            if looks > MOST_LOOKS || settled.len() == MOST_SETTLED {
                return (settled, true);
            }
            let against = |at: usize| at != other && disjoint(at, other);
            if says.now.iter().any(|at| against(*at)) {
                continue;
            }
            let ended = |past: &&Past| {
                against(past.position)
                    && !past.replaced.is_some_and(|(_, position)| against(position))
            };
            if let Some(past) = says.before.iter().find(ended) {
                let held = positions[other].claims.iter().find(|held| {
                    held.status == Status::Live && record[held.claim].speaker != speaker
                });
                settled.extend(held.map(|held| Settled {
                    claim: past.claim,
                    by: past.replaced.map(|(by, _)| by),
                    against: held.claim,
                }));
            }
        }
    }
    (settled, false)
}

/// What each speaker with a past said and says, by their ids.
fn by_speaker(record: &Record, scale: &Scale, positions: &[Position]) -> Vec<(SpeakerId, Says)> {
    let held = || {
        let held = positions.iter().enumerate();
        held.flat_map(|(at, position)| position.claims.iter().map(move |held| (at, *held)))
    };
    let places: BTreeMap<ClaimId, usize> = held().map(|(at, held)| (held.claim, at)).collect();
    let mut all: BTreeMap<SpeakerId, Says> = BTreeMap::new();
    for (position, held) in held().filter(|(_, held)| held.status != Status::Live) {
        let replaced = match held.status {
            Status::Superseded(by) | Status::Revised(by) => places.get(&by).map(|at| (by, *at)),
            Status::Live | Status::Withdrawn => None,
        };
        let says = all.entry(record[held.claim].speaker).or_default();
        says.before.push(Past {
            claim: held.claim,
            position,
            replaced,
        });
    }
    for (position, held) in held().filter(|(_, held)| held.status == Status::Live) {
        if let Some(says) = all.get_mut(&record[held.claim].speaker) {
            says.now.insert(position);
        }
    }
    for says in all.values_mut() {
        let begins = |past: &Past| scale.time(&record[past.claim]).map(|time| time.low);
        says.before
            .sort_by_key(|past| std::cmp::Reverse((begins(past), past.claim)));
    }
    let mut all: Vec<(SpeakerId, Says)> = all.into_iter().collect();
    all.sort_by_key(|(speaker, _)| (&record[*speaker].name.id, *speaker));
    all
}

/// The lowest end and the highest beginning of some stretches.
struct Ends {
    lowest: u32,
    highest: u32,
}

impl Ends {
    fn of(reaches: impl Iterator<Item = Stretch>) -> Self {
        let none = Self {
            lowest: u32::MAX,
            highest: 0,
        };
        reaches.fold(none, |ends, reach| Self {
            lowest: ends.lowest.min(reach.high),
            highest: ends.highest.max(reach.low),
        })
    }

    /// Whether a stretch may have nothing in common with one of them.
    fn may_miss(&self, reach: Stretch) -> bool {
        reach.high <= self.highest || self.lowest <= reach.low
    }
}

//! Which claims count, and which are history (docs/format.md, "Who is compared with whom").

use std::collections::BTreeMap;

use super::rank::Ranking;
use crate::model::{Claim, ClaimId, Kind, OverTime, Record, SpeakerId};

/// The status of a claim: only a live one is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// It counts.
    Live,
    /// Its speaker took it back.
    Withdrawn,
    /// A claim of the same speaker says that it replaces this one.
    Superseded(ClaimId),
    /// The same speaker gave a value for a later time.
    Revised(ClaimId),
}

/// Returns the claims of a question, each with its status.
pub(super) fn statuses(
    record: &Record,
    ranking: &Ranking,
    claims: &[ClaimId],
) -> Vec<(ClaimId, Status)> {
    let replaced = replaced(record, claims);
    let latest = Latest::new(record, ranking, claims);
    let with_status = claims.iter().map(|id| {
        let claim = &record[*id];
        let status = if claim.withdrawn {
            Status::Withdrawn
        } else if let Some(&by) = replaced.get(id) {
            Status::Superseded(by)
        } else if let Some(by) = latest.after(claim, ranking) {
            Status::Revised(by)
        } else {
            Status::Live
        };
        (*id, status)
    });
    with_status.collect()
}

/// Returns the claims that another one says it replaces, with that one.
fn replaced(record: &Record, claims: &[ClaimId]) -> BTreeMap<ClaimId, ClaimId> {
    let mut replaced = BTreeMap::new();
    if !record.supersedes.is_empty() {
        for id in claims {
            if let Some(old) = record.supersedes.get(id) {
                replaced.entry(*old).or_insert(*id);
            }
        }
    }
    replaced
}

/// For each speaker, the claim for the latest time, by when that begins: among all of them, and among
/// those at first hand, in the speaker's own file. What somebody else reports never revises those.
#[derive(Default)]
struct Latest {
    all: BTreeMap<SpeakerId, (u32, ClaimId)>,
    first_hand: BTreeMap<SpeakerId, (u32, ClaimId)>,
}

impl Latest {
    fn new(record: &Record, ranking: &Ranking, claims: &[ClaimId]) -> Self {
        let mut latest = Self::default();
        let Some(first) = claims.first() else {
            return latest;
        };
        let attribute = &record[record[*first].attribute];
        if attribute.over_time != OverTime::Fixed || attribute.kind == Kind::Statement {
            return latest;
        }
        for &id in claims {
            let claim = &record[id];
            let Some(time) = ranking.time(claim) else {
                continue;
            };
            keep_later(&mut latest.all, claim.speaker, time.low, id);
            if !claim.relayed {
                keep_later(&mut latest.first_hand, claim.speaker, time.low, id);
            }
        }
        latest
    }

    /// Returns the claim that revises this one.
    fn after(&self, claim: &Claim, ranking: &Ranking) -> Option<ClaimId> {
        let time = ranking.time(claim)?;
        let among = if claim.relayed {
            &self.all
        } else {
            &self.first_hand
        };
        let (begins, by) = among.get(&claim.speaker)?;
        (time.high <= *begins).then_some(*by)
    }
}

fn keep_later(
    latest: &mut BTreeMap<SpeakerId, (u32, ClaimId)>,
    speaker: SpeakerId,
    begins: u32,
    id: ClaimId,
) {
    let known = latest.entry(speaker).or_insert((begins, id));
    if known.0 < begins {
        *known = (begins, id);
    }
}

//! Which claims count, and which are history (docs/format.md, "Who is compared with whom").

use std::collections::BTreeMap;

use super::rank::Ranking;
use crate::model::{AsOfId, Claim, ClaimId, Kind, OverTime, Record, ScopeId, SpeakerId};

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
    /// Somebody still reports as the speaker's a value that the speaker gave up in its own words: for that of
    /// this claim, or, if there is none, by taking it back.
    Outdated(Option<ClaimId>),
}

impl Status {
    /// Returns the claim of the same speaker that stands in the place of one of this status.
    pub(crate) fn replaced_by(self) -> Option<ClaimId> {
        match self {
            Self::Superseded(by) | Self::Revised(by) | Self::Outdated(Some(by)) => Some(by),
            Self::Live | Self::Withdrawn | Self::Outdated(None) => None,
        }
    }
}

/// Returns the claims of a question, each with its status.
pub(super) fn statuses(
    record: &Record,
    ranking: &Ranking,
    claims: &[ClaimId],
) -> Vec<(ClaimId, Status)> {
    let replaced = replaced(record, claims);
    let latest = Latest::new(record, ranking, claims);
    let statuses = claims.iter();
    let mut statuses: Vec<(ClaimId, Status)> = statuses
        .map(|id| (*id, status(record, ranking, &replaced, &latest, *id)))
        .collect();
    let given_up = given_up(record, ranking, &statuses);
    if given_up.is_empty() {
        return statuses;
    }
    // What is outdated revises nothing: not even an earlier report of the same speaker's words.
    let outdated = |id: ClaimId| {
        let said = record[id].relayed.then(|| Said::new(record, ranking, id));
        said.and_then(|said| given_up.get(&said).copied())
    };
    let others: Vec<ClaimId> = claims
        .iter()
        .copied()
        .filter(|id| outdated(*id).is_none())
        .collect();
    let latest = Latest::new(record, ranking, &others);
    for (id, known) in &mut statuses {
        *known = match (*known, outdated(*id)) {
            (Status::Live | Status::Revised(_), Some(by)) => Status::Outdated(by),
            _ => status(record, ranking, &replaced, &latest, *id),
        };
    }
    statuses
}

fn status(
    record: &Record,
    ranking: &Ranking,
    replaced: &BTreeMap<ClaimId, ClaimId>,
    latest: &Latest,
    id: ClaimId,
) -> Status {
    let claim = &record[id];
    if claim.withdrawn {
        Status::Withdrawn
    } else if let Some(&by) = replaced.get(&id) {
        Status::Superseded(by)
    } else if let Some(by) = latest.after(record, claim, ranking) {
        Status::Revised(by)
    } else {
        Status::Live
    }
}

/// What a speaker says: a value, and the time for which it is given if values change over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    speaker: SpeakerId,
    value: u32,
    as_of: Option<AsOfId>,
}

impl Said {
    fn new(record: &Record, ranking: &Ranking, id: ClaimId) -> Self {
        let claim = &record[id];
        let is_fixed = record[claim.attribute].over_time == OverTime::Fixed;
        Self {
            speaker: claim.speaker,
            value: ranking.key(claim),
            as_of: claim.as_of.filter(|_| !is_fixed),
        }
    }
}

/// Returns what speakers said at first hand and no longer say, with the claim that took its place, if it was
/// not just taken back.
fn given_up(
    record: &Record,
    ranking: &Ranking,
    statuses: &[(ClaimId, Status)],
) -> BTreeMap<Said, Option<ClaimId>> {
    let mut given_up = BTreeMap::new();
    let mut own = statuses.iter().filter(|(id, _)| !record[*id].relayed);
    let is_statement =
        |(id, _): &(ClaimId, Status)| record[record[*id].attribute].kind == Kind::Statement;
    if own.clone().all(|(_, status)| *status == Status::Live) || own.clone().any(is_statement) {
        return given_up;
    }
    for (id, status) in own.clone().filter(|(_, status)| *status != Status::Live) {
        given_up.insert(Said::new(record, ranking, *id), status.replaced_by());
    }
    for (id, _) in own.by_ref().filter(|(_, status)| *status == Status::Live) {
        given_up.remove(&Said::new(record, ranking, *id));
    }
    given_up
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

/// For each speaker and scope, the claim for the latest time, by when that begins: among all of them, and
/// among those at first hand, in the speaker's own file. What somebody else reports never revises those.
#[derive(Default)]
struct Latest {
    all: LatestClaims,
    first_hand: LatestClaims,
}

type LatestClaims = BTreeMap<(SpeakerId, Option<ScopeId>), (u32, ClaimId)>;

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
            let key = speaker_in_scope(record, claim);
            keep_later(&mut latest.all, key, time.low, id);
            if !claim.relayed {
                keep_later(&mut latest.first_hand, key, time.low, id);
            }
        }
        latest
    }

    /// Returns the claim that revises this one.
    fn after(&self, record: &Record, claim: &Claim, ranking: &Ranking) -> Option<ClaimId> {
        let time = ranking.time(claim)?;
        let among = if claim.relayed {
            &self.all
        } else {
            &self.first_hand
        };
        let (begins, by) = among.get(&speaker_in_scope(record, claim))?;
        (time.high <= *begins).then_some(*by)
    }
}

/// Returns whose figure a claim is, and of which scope: a figure for one is no revision of another's.
fn speaker_in_scope(record: &Record, claim: &Claim) -> (SpeakerId, Option<ScopeId>) {
    let scope = record[claim.value].scope.as_ref();
    (claim.speaker, scope.map(|scope| scope.scope))
}

fn keep_later(
    latest: &mut LatestClaims,
    key: (SpeakerId, Option<ScopeId>),
    begins: u32,
    id: ClaimId,
) {
    let known = latest.entry(key).or_insert((begins, id));
    if known.0 < begins {
        *known = (begins, id);
    }
}

//! Which claims still stand (the contract, §5 and §9 "Live").

use std::collections::BTreeMap;

use crate::model::{AsOf, Claim, ClaimId, Cut, Kind, OverTime, Record, SpeakerId};
use crate::question::Question;

/// Whether a claim still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    /// It stands.
    Live,
    /// Its speaker took it back.
    Withdrawn,
    /// A claim of the same speaker says that it replaces this one.
    Superseded(ClaimId),
    /// The same speaker gave a value for a later time.
    Revised(ClaimId),
}

/// The claims of a question, each with its life.
pub(super) fn lives(record: &Record, question: &Question) -> Vec<(ClaimId, Life)> {
    let claim = |id: &ClaimId| &record.claims[id.index()];
    let mut replaced: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    for &id in &question.claims {
        if let Some(old) = claim(&id).supersedes {
            replaced.entry(old).or_insert(id);
        }
    }
    let attribute = &record.attributes[question.attribute.index()];
    let revisable = attribute.over_time == OverTime::Fixed && attribute.kind != Kind::Statement;
    let latest = if revisable { Latest::of(record, question) } else { Latest::default() };
    let life = |id: &ClaimId| {
        if claim(id).withdrawn.is_some() {
            Life::Withdrawn
        } else if let Some(&by) = replaced.get(id) {
            Life::Superseded(by)
        } else if let Some(by) = latest.after(claim(id)) {
            Life::Revised(by)
        } else {
            Life::Live
        }
    };
    question.claims.iter().map(|id| (*id, life(id))).collect()
}

/// For each speaker, the claim for the latest time: among all of them, and among those that stand
/// first-hand in the speaker's own file. What somebody else tells never revises those.
#[derive(Default)]
struct Latest {
    told: BTreeMap<SpeakerId, (Cut, ClaimId)>,
    first_hand: BTreeMap<SpeakerId, (Cut, ClaimId)>,
}

impl Latest {
    fn of(record: &Record, question: &Question) -> Self {
        let mut latest = Self::default();
        for &id in &question.claims {
            let claim = &record.claims[id.index()];
            let Some(as_of) = &claim.as_of else { continue };
            keep_later(&mut latest.told, claim.speaker, as_of, id);
            if !claim.relayed {
                keep_later(&mut latest.first_hand, claim.speaker, as_of, id);
            }
        }
        latest
    }

    /// The claim that revises this one.
    fn after(&self, claim: &Claim) -> Option<ClaimId> {
        let as_of = claim.as_of.as_ref()?;
        let among = if claim.relayed { &self.told } else { &self.first_hand };
        let (begins, by) = among.get(&claim.speaker)?;
        (as_of.span.high() <= begins).then_some(*by)
    }
}

fn keep_later(
    latest: &mut BTreeMap<SpeakerId, (Cut, ClaimId)>,
    speaker: SpeakerId,
    as_of: &AsOf,
    id: ClaimId,
) {
    let begins = as_of.span.low();
    match latest.get(&speaker) {
        Some((known, _)) if known >= begins => {}
        _ => {
            latest.insert(speaker, (begins.clone(), id));
        }
    }
}

//! From the claims on a question to its positions.

use super::rank::Ranking;
use super::status::{Status, statuses};
use crate::model::{Attribute, ClaimId, Grain, Interval, Kind, Meaning, Record, SpeakerId, Value};
use crate::question::Question;

/// A claim in a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    /// The claim.
    pub(crate) claim: ClaimId,
    /// Whether it is live or history.
    pub(crate) status: Status,
}

/// A distinct value on a question, with all the claims that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    /// The wording to show: the first claim's, or "yes" and "no".
    pub(crate) value: String,
    /// The set, in the attribute's unit, or in `unit` if that could not be converted. `None` for names,
    /// prose and "unknown".
    pub(crate) interval: Option<Interval>,
    /// The unit, if it could not be converted to the attribute's.
    pub(crate) unit: Option<String>,
    /// The id of the scope that it counts, if its claims say one.
    pub(crate) scope: Option<String>,
    /// True if it is "unknown".
    pub(crate) unknown: bool,
    /// The claims: live ones first, otherwise in the order of the files.
    pub(crate) claims: Vec<Held>,
    /// The speakers of its live claims, each once, by their ids.
    pub(crate) speakers: Vec<SpeakerId>,
    /// The number of reports: its live claims, those of one speaker by one publisher once.
    pub(crate) reports: usize,
}

impl Position {
    /// Returns whether it has a live claim.
    pub(crate) fn is_live(&self) -> bool {
        self.claims.iter().any(|held| held.status == Status::Live)
    }

    /// Returns what its claims leave possible.
    pub(super) fn meaning<'r>(&self, record: &'r Record) -> Option<&'r Meaning> {
        let first = self.claims.first()?;
        Some(&record[record[first.claim].value].meaning)
    }

    /// Returns how finely its time of day is written, or `None` if it names none.
    pub(super) fn timed(&self, record: &Record) -> Option<Grain> {
        match self.meaning(record)? {
            Meaning::Range { timed, .. } => *timed,
            _ => None,
        }
    }
}

/// Returns the positions of a question, from low to high; "unknown" last, and last of all those without a
/// live claim. Prose is a position of its own in each claim.
pub(super) fn positions(
    record: &Record,
    ranking: &Ranking,
    attribute: &Attribute,
    question: &Question,
) -> Vec<Position> {
    let mut held: Vec<(u32, Held)> = statuses(record, ranking, &question.claims)
        .into_iter()
        .map(|(claim, status)| (ranking.key(&record[claim]), Held { claim, status }))
        .collect();
    held.sort_by_key(|(key, _)| *key);
    let groups = held.chunk_by(|left, right| {
        left.0 == right.0 && record[record[left.1.claim].value].meaning != Meaning::Prose
    });
    let mut positions: Vec<Position> = groups
        .map(|group| {
            let held = group.iter().map(|(_, held)| *held);
            position(record, attribute, held.collect())
        })
        .collect();
    positions.sort_by_cached_key(|position| {
        let ends = position.interval.clone();
        (
            !position.is_live(),
            position.unknown,
            position.scope.clone(),
            position.unit.clone(),
            ends.filter(|_| attribute.kind != Kind::YesNo),
            position.value.clone(),
            position.claims.first().map(|held| held.claim),
        )
    });
    positions
}

/// Returns the position of the claims that hold it: live ones first, then file by file, and in a file by
/// what they say, so that moving a claim within its file changes no wording.
fn position(record: &Record, attribute: &Attribute, mut held: Vec<Held>) -> Position {
    held.sort_by_cached_key(|held| {
        let claim = &record[held.claim];
        (
            held.status != Status::Live,
            claim.file,
            record[claim.value].written.as_str(),
            record[claim.site].said,
            held.claim,
        )
    });
    let first = held.first().map(|held| &record[record[held.claim].value]);
    let reports = reports(record, &held);
    let speakers = reports.iter().map(|(speaker, _)| *speaker).collect();
    Position {
        value: first
            .map(|value| wording(value, attribute))
            .unwrap_or_default(),
        interval: first.and_then(|value| match &value.meaning {
            Meaning::Range { interval, .. } => Some(interval.clone()),
            _ => None,
        }),
        unit: first.and_then(|value| Some(value.unit.as_ref()?.written.clone())),
        scope: first.and_then(|value| Some(value.scope.as_ref()?.id.clone())),
        unknown: first.is_some_and(|value| value.meaning == Meaning::Unknown),
        speakers: by_id(record, speakers),
        reports: reports.len(),
        claims: held,
    }
}

/// Returns the speakers and publishers of the live claims, each pair once.
fn reports(record: &Record, held: &[Held]) -> Vec<(SpeakerId, SpeakerId)> {
    let live = held.iter().filter(|held| held.status == Status::Live);
    let mut reports: Vec<_> = live
        .map(|held| &record[held.claim])
        .map(|claim| (claim.speaker, claim.publisher))
        .collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

/// Returns the wording to show: as written, but a plain answer as yes or no.
fn wording(value: &Value, attribute: &Attribute) -> String {
    match &value.meaning {
        Meaning::Range {
            interval,
            apart: None,
            ..
        } if attribute.kind == Kind::YesNo => {
            let yes = interval
                .low_end()
                .is_some_and(|end| end.number.is_positive());
            if yes { "yes" } else { "no" }.to_owned()
        }
        _ => value.written.clone(),
    }
}

/// Returns each speaker once, by id.
pub(super) fn by_id(record: &Record, mut speakers: Vec<SpeakerId>) -> Vec<SpeakerId> {
    speakers.sort_unstable();
    speakers.dedup();
    speakers.sort_by_key(|speaker| (&record[*speaker].name.id, *speaker));
    speakers
}

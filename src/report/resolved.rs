//! Questions that an editor has looked at, and whether that look still holds.

use std::collections::BTreeMap;

use crate::accounts::Asked;
use crate::code::Code;
use crate::compare::{Comparer, Comparison, Held, Outcome, Position, Status};
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Span};
use crate::load::whole::WholeClaims;
use crate::model::{ClaimId, Cut, Interval, OverTime, Record, Resolution, SpeakerId};
use crate::question::{Question, Questions};
use crate::resolve;
use crate::wording::date;

/// No more new positions than this are pointed at in one message.
const MOST_PLACES: usize = 4;

/// A question that an editor has looked at.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What the editor wrote: of several, the one with the latest day.
    pub resolution: Resolution,
    /// Why it holds no more: a contradiction then counts as if nobody had looked at it.
    pub stale: Option<Stale>,
}

/// Why a resolution holds no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale {
    /// Nothing contradicts on its question.
    NotContradicted,
    /// The editor cannot have seen these positions: of each, the claim that came first.
    NewPositions(Vec<ClaimId>),
}

/// The questions that editors have looked at, and what is to be told of it. Costs nothing where there is
/// no resolution.
pub(super) fn resolved(
    (files, kept): (&Files, &WholeClaims),
    record: &Record,
    comparer: &Comparer<'_>,
    questions: &Questions,
) -> (BTreeMap<Asked, Resolved>, Vec<Diagnostic>) {
    let mut latest: BTreeMap<Asked, &Resolution> = BTreeMap::new();
    for resolution in &record.resolutions {
        let known = latest
            .entry((resolution.event, resolution.attribute))
            .or_insert(resolution);
        if resolution.date >= known.date {
            *known = resolution;
        }
    }
    if latest.is_empty() {
        return Default::default();
    }
    let claims = claims(record, questions, &latest);
    let (mut resolved, mut told) = (BTreeMap::new(), Vec::new());
    for (asked, resolution) in latest {
        let question = claims
            .get(&asked)
            .and_then(|claims| Question::new(record, claims));
        let look = question.and_then(|question| {
            let comparison = comparer.comparison(question);
            (comparison.outcome == Outcome::Contradicted)
                .then(|| Look::of((files, kept), record, comparison, resolution))
        });
        let stale = match &look {
            None => Some(Stale::NotContradicted),
            Some(look) => Some(look.news(comparer))
                .filter(|new| !new.is_empty())
                .map(Stale::NewPositions),
        };
        told.extend(
            stale
                .as_ref()
                .map(|stale| message(record, resolution, stale, look.as_ref())),
        );
        resolved.insert(
            asked,
            Resolved {
                resolution: resolution.clone(),
                stale,
            },
        );
    }
    (resolved, told)
}

/// The claims on the questions with a resolution.
fn claims<'q>(
    record: &Record,
    questions: &'q Questions,
    wanted: &BTreeMap<Asked, &Resolution>,
) -> BTreeMap<Asked, &'q [ClaimId]> {
    let asked = |claims: &&'q [ClaimId]| {
        let claim = &record[*claims.first()?];
        Some((claim.event, claim.attribute))
    };
    let all = questions
        .iter()
        .filter_map(|claims| Some((asked(&claims)?, claims)));
    all.filter(|(asked, _)| wanted.contains_key(asked))
        .collect()
}

/// When a claim came, and where its value stands.
struct Came {
    when: Option<Interval>,
    place: Option<Span>,
}

/// A look at a question that is contradicted: what came after it was not seen.
struct Look<'r> {
    record: &'r Record,
    comparison: Comparison,
    over_time: OverTime,
    came: BTreeMap<ClaimId, Came>,
    /// Everything up to the end of the day on which the editor looked.
    seen: Option<Interval>,
}

impl<'r> Look<'r> {
    fn of(
        (files, kept): (&Files, &WholeClaims),
        record: &'r Record,
        comparison: Comparison,
        resolution: &Resolution,
    ) -> Self {
        let attribute = &record[resolution.attribute];
        let read = |written: String| date::read(&written).ok()?.interval(&attribute.zone);
        let claims = comparison.question.claims.to_vec();
        let came = resolve::map_details(files, kept, record, claims, |id, details| {
            let as_of = || Some(record.as_of(&record[id])?.span.clone());
            let when = details.published.and_then(read).or_else(as_of);
            (
                id,
                Came {
                    when,
                    place: details.value_place,
                },
            )
        });
        Self {
            record,
            over_time: attribute.over_time,
            came: came.into_iter().collect(),
            seen: date::up_to(resolution.date, &attribute.zone),
            comparison,
        }
    }

    fn when(&self, id: ClaimId) -> Option<&Interval> {
        self.came.get(&id)?.when.as_ref()
    }

    /// Whether a claim came after the look. Of one without a date nobody can tell.
    fn is_new(&self, id: ClaimId) -> bool {
        self.seen
            .as_ref()
            .zip(self.when(id))
            .is_some_and(|(seen, when)| seen.is_before(when))
    }

    /// The claims by which positions came that the editor cannot have seen.
    fn news(&self, comparer: &Comparer<'_>) -> Vec<ClaimId> {
        match self.over_time {
            OverTime::Fixed => self.new_positions(),
            OverTime::Grows | OverTime::Varies => self.new_clashes(comparer),
        }
    }

    /// The positions of which the first dated claim came after the look. Where one who holds it stood by it
    /// on that day already, it is only said again.
    fn new_positions(&self) -> Vec<ClaimId> {
        let stood = self.stood_by();
        let known = self
            .comparison
            .positions
            .iter()
            .enumerate()
            .filter(|(_, position)| !position.unknown);
        known
            .filter_map(|(at, position)| {
                let first = self
                    .first(position, |_| true)
                    .filter(|first| self.is_new(*first))?;
                let again = position
                    .speakers
                    .iter()
                    .any(|speaker| stood.get(speaker) == Some(&at));
                (!again).then_some(first)
            })
            .collect()
    }

    /// The position by which each speaker stood when the editor looked.
    fn stood_by(&self) -> BTreeMap<SpeakerId, usize> {
        let mut latest: BTreeMap<SpeakerId, (&Cut, usize)> = BTreeMap::new();
        for (at, position) in self.comparison.positions.iter().enumerate() {
            let told = position
                .claims
                .iter()
                .filter(|held| held.status != Status::Withdrawn);
            for id in told.map(|held| held.claim).filter(|id| !self.is_new(*id)) {
                let Some(when) = self.when(id) else { continue };
                let known = latest
                    .entry(self.record[id].speaker)
                    .or_insert((when.low(), at));
                *known = (*known).max((when.low(), at));
            }
        }
        latest
            .into_iter()
            .map(|(speaker, (_, at))| (speaker, at))
            .collect()
    }

    /// Where values change over time, the same position is another statement on another day, and new days
    /// are no news: what counts is whether claims that came after the look contradict anything.
    fn new_clashes(&self, comparer: &Comparer<'_>) -> Vec<ClaimId> {
        let live = self.comparison.positions.iter().flat_map(live);
        let seen: Vec<ClaimId> = live.filter(|id| !self.is_new(*id)).collect();
        let before =
            Question::new(self.record, &seen).map(|question| comparer.comparison(question));
        let before = before.map_or(0, |comparison| comparison.contradicting_pairs());
        if before == self.comparison.contradicting_pairs() {
            return Vec::new();
        }
        let clashing = self.comparison.contradicted_positions().into_iter();
        clashing
            .filter_map(|at| {
                let position = &self.comparison.positions[at];
                self.first(position, |id| self.is_new(id))
            })
            .collect()
    }

    /// The first dated live claim of a position, among some.
    fn first(&self, position: &Position, among: impl Fn(ClaimId) -> bool) -> Option<ClaimId> {
        let dated = live(position)
            .filter(|id| among(*id))
            .filter_map(|id| Some((self.when(id)?.low(), id)));
        dated.min().map(|(_, id)| id)
    }
}

fn live(position: &Position) -> impl Iterator<Item = ClaimId> {
    let live = |held: &&Held| held.status == Status::Live;
    position
        .claims
        .iter()
        .take_while(live)
        .map(|held| held.claim)
}

/// What to tell of a resolution that holds no more.
fn message(
    record: &Record,
    resolution: &Resolution,
    stale: &Stale,
    look: Option<&Look<'_>>,
) -> Diagnostic {
    let label = &record[resolution.attribute].label;
    let title = &record[resolution.event].title;
    let told =
        |message, help| Diagnostic::at(Code::StaleResolution, resolution.place, message, help);
    match stale {
        Stale::NotContradicted => told(
            format!("“{label}” ({title}) is not contradicted: this resolution settles nothing"),
            "take it out, or check its event and attribute",
        ),
        Stale::NewPositions(claims) => {
            let who = |id: &ClaimId| {
                let claim = &record[*id];
                let speaker = &record[claim.speaker].short;
                format!("{} ({speaker})", record[claim.value].written)
            };
            let mut named: Vec<String> = claims.iter().take(MOST_PLACES).map(who).collect();
            let more = claims.len().saturating_sub(MOST_PLACES);
            named.extend((more > 0).then(|| format!("and {more} more")));
            let message = format!(
                "“{label}” ({title}) has a position that came after {}: {}",
                resolution.date,
                named.join(", ")
            );
            let help = "look at the question again, and write the new day; until then it counts as unresolved";
            let place = |id: &ClaimId| Some((look?.came.get(id)?.place?, "came later"));
            let places = claims.iter().take(MOST_PLACES).filter_map(place);
            places.fold(told(message, help), |told, (span, label)| {
                told.and(span, label)
            })
        }
    }
}

//! Resolutions: the questions that an editor has looked at, and whether that still holds.

use std::collections::BTreeMap;

use crate::accounts::Asked;
use crate::code::Code;
use crate::compare::{Comparer, Comparison, Outcome, Position, Status};
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Span};
use crate::load::whole::WholeClaims;
use crate::model::{Attribute, ClaimId, Cut, Interval, OverTime, Record, Resolution, SpeakerId};
use crate::question::{Question, Questions};
use crate::resolve::{self, Details};
use crate::wording::date;

/// No more new positions than this are pointed at in one message.
const MOST_PLACES: usize = 4;

/// A question that an editor has looked at.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    /// The text of the editor: of several, the one with the latest day.
    pub resolution: Resolution,
    /// The reason why it holds no more: a contradiction then counts as if nobody had looked at it.
    pub stale: Option<Stale>,
}

/// The reason why a resolution holds no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stale {
    /// Nothing contradicts on its question.
    NotContradicted,
    /// The editor cannot have seen some positions: the claim of each that came first.
    NewPositions(Vec<ClaimId>),
}

/// Returns the questions that editors have looked at, with a warning for each resolution that holds no more.
/// Costs nothing if there is no resolution.
pub(super) fn resolved(
    (files, kept): (&Files, &WholeClaims),
    record: &Record,
    comparer: &Comparer<'_>,
    questions: &Questions,
) -> (BTreeMap<Asked, Resolved>, Vec<Diagnostic>) {
    let latest = latest(&record.resolutions);
    if latest.is_empty() {
        return Default::default();
    }
    let claims = claims(record, questions, &latest);
    let (mut resolved, mut warnings) = (BTreeMap::new(), Vec::new());
    for (asked, resolution) in latest {
        let question = claims
            .get(&asked)
            .and_then(|claims| Question::new(record, claims));
        let review = question.and_then(|question| {
            let comparison = comparer.comparison(question);
            (comparison.outcome == Outcome::Contradicted)
                .then(|| Review::new((files, kept), record, comparison, resolution))
        });
        let stale = match &review {
            None => Some(Stale::NotContradicted),
            Some(review) => Some(review.news(comparer))
                .filter(|new| !new.is_empty())
                .map(Stale::NewPositions),
        };
        warnings.extend(
            stale
                .as_ref()
                .map(|stale| warning(record, resolution, stale, review.as_ref())),
        );
        resolved.insert(
            asked,
            Resolved {
                resolution: resolution.clone(),
                stale,
            },
        );
    }
    (resolved, warnings)
}

/// Returns the resolution of each question: of several, the one with the latest day.
fn latest(resolutions: &[Resolution]) -> BTreeMap<Asked, &Resolution> {
    let mut latest: BTreeMap<Asked, &Resolution> = BTreeMap::new();
    for resolution in resolutions {
        let known = latest
            .entry((resolution.event, resolution.attribute))
            .or_insert(resolution);
        if resolution.date >= known.date {
            *known = resolution;
        }
    }
    latest
}

/// Returns the claims on the questions with a resolution.
fn claims<'q>(
    record: &Record,
    questions: &'q Questions,
    wanted: &BTreeMap<Asked, &Resolution>,
) -> BTreeMap<Asked, &'q [ClaimId]> {
    questions
        .iter()
        .filter_map(|claims| Some((asked(record, claims)?, claims)))
        .filter(|(asked, _)| wanted.contains_key(asked))
        .collect()
}

/// Returns the question that claims are on.
fn asked(record: &Record, claims: &[ClaimId]) -> Option<Asked> {
    let claim = &record[*claims.first()?];
    Some((claim.event, claim.attribute))
}

/// The time at which a claim came, and the place of its value in its file.
struct ClaimArrival {
    when: Option<Interval>,
    place: Option<Span>,
}

/// An editor's review of a question that is contradicted: what came after it was not seen.
struct Review<'r> {
    record: &'r Record,
    comparison: Comparison,
    over_time: OverTime,
    arrivals: BTreeMap<ClaimId, ClaimArrival>,
    /// Everything up to the end of the day on which the editor looked.
    seen: Option<Interval>,
}

impl ClaimArrival {
    /// Returns when a claim came: when it was published, or else at the time for which it was given.
    fn new(record: &Record, attribute: &Attribute, id: ClaimId, details: Details) -> Self {
        let published = details
            .published
            .and_then(|written| date::read(&written).ok()?.interval(&attribute.zone));
        let as_of = record.as_of(&record[id]);
        Self {
            when: published.or_else(|| Some(as_of?.span.clone())),
            place: details.value_place,
        }
    }
}

impl<'r> Review<'r> {
    fn new(
        (files, kept): (&Files, &WholeClaims),
        record: &'r Record,
        comparison: Comparison,
        resolution: &Resolution,
    ) -> Self {
        let attribute = &record[resolution.attribute];
        let claims = comparison.question.claims.to_vec();
        let arrivals = resolve::map_details(files, kept, record, claims, |id, details| {
            (id, ClaimArrival::new(record, attribute, id, details))
        });
        Self {
            record,
            over_time: attribute.over_time,
            arrivals: arrivals.into_iter().collect(),
            seen: date::up_to(resolution.date, &attribute.zone),
            comparison,
        }
    }

    fn when(&self, id: ClaimId) -> Option<&Interval> {
        self.arrivals.get(&id)?.when.as_ref()
    }

    /// Says whether a claim came after the review. Nobody knows of one without a date.
    fn is_new(&self, id: ClaimId) -> bool {
        self.seen
            .as_ref()
            .zip(self.when(id))
            .is_some_and(|(seen, when)| seen.is_before(when))
    }

    /// Returns the claims that brought positions which the editor cannot have seen.
    fn news(&self, comparer: &Comparer<'_>) -> Vec<ClaimId> {
        match self.over_time {
            OverTime::Fixed => self.new_positions(),
            OverTime::Grows | OverTime::Varies => self.new_clashes(comparer),
        }
    }

    /// Returns the first dated claim of each position, if it came after the review. If one who holds the
    /// position held it on that day already, it is only said again.
    fn new_positions(&self) -> Vec<ClaimId> {
        let held = self.held_then();
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
                    .any(|speaker| held.get(speaker) == Some(&at));
                (!again).then_some(first)
            })
            .collect()
    }

    /// Returns the position that each speaker held when the editor looked.
    fn held_then(&self) -> BTreeMap<SpeakerId, usize> {
        let mut latest: BTreeMap<SpeakerId, (&Cut, usize)> = BTreeMap::new();
        for (at, position) in self.comparison.positions.iter().enumerate() {
            let told = position
                .claims
                .iter()
                .filter(|held| !matches!(held.status, Status::Withdrawn | Status::Outdated(_)));
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

    /// Returns the new claims of positions that contradict, if claims that came after the review contradict
    /// anything. If values change over time, the same position is another statement on another day, and new
    /// days are no news.
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

    /// Returns the first dated live claim of a position, among some.
    fn first(&self, position: &Position, among: impl Fn(ClaimId) -> bool) -> Option<ClaimId> {
        let dated = live(position)
            .filter(|id| among(*id))
            .filter_map(|id| Some((self.when(id)?.low(), id)));
        dated.min().map(|(_, id)| id)
    }
}

/// Returns the live claims of a position, which come first.
fn live(position: &Position) -> impl Iterator<Item = ClaimId> {
    position
        .claims
        .iter()
        .take_while(|held| held.status == Status::Live)
        .map(|held| held.claim)
}

/// Returns the warning about a resolution that holds no more.
fn warning(
    record: &Record,
    resolution: &Resolution,
    stale: &Stale,
    review: Option<&Review<'_>>,
) -> Diagnostic {
    let question = format!(
        "“{}” ({})",
        record[resolution.attribute].label, record[resolution.event].title
    );
    let (message, help) = match stale {
        Stale::NotContradicted => (
            format!("{question} is not contradicted: this resolution settles nothing"),
            "take it out, or check its event and attribute",
        ),
        Stale::NewPositions(claims) => (
            format!(
                "{question} has a position that came after {}: {}",
                resolution.date,
                named(record, claims)
            ),
            "look at the question again, and write the new day; until then it counts as unresolved",
        ),
    };
    let warning = Diagnostic::at(Code::StaleResolution, resolution.place, message, help);
    match (stale, review) {
        (Stale::NewPositions(claims), Some(review)) => claims
            .iter()
            .take(MOST_PLACES)
            .filter_map(|claim| review.arrivals.get(claim)?.place)
            .fold(warning, |warning, place| warning.and(place, "came later")),
        _ => warning,
    }
}

/// Returns the values of claims with their speakers; of many the first ones.
fn named(record: &Record, claims: &[ClaimId]) -> String {
    let mut named: Vec<String> = claims
        .iter()
        .take(MOST_PLACES)
        .map(|claim| {
            let claim = &record[*claim];
            let speaker = &record[claim.speaker].short;
            format!("{} ({speaker})", record[claim.value].written)
        })
        .collect();
    let more = claims.len().saturating_sub(MOST_PLACES);
    named.extend((more > 0).then(|| format!("and {more} more")));
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::code::Code;
    use crate::load::load_texts;
    use crate::report::{Report, Selection};

    /// Returns the warnings on a question that an editor looked at on 12 October, with claims written as value,
    /// speaker and more keys.
    fn warnings(over_time: &str, claims: &[(&str, &str, &str)]) -> Vec<String> {
        let head = format!(
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\nover_time = '{over_time}'\n\
             [[resolution]]\nevent = 'e'\nattribute = 'a'\ndate = 2025-10-12\n"
        );
        let claims: Vec<String> = claims
            .iter()
            .map(|(value, by, more)| {
                format!(
                    "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\nby = '{by}'\n{more}\n"
                )
            })
            .collect();
        let claims = claims.concat();
        let text = head + &claims;
        let report = Report::new(
            load_texts([("s.toml", text.as_str())]),
            &Selection::default(),
        );
        report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == Code::StaleResolution)
            .map(|diagnostic| diagnostic.message.clone())
            .collect()
    }

    #[test]
    fn a_resolution_holds_until_a_position_comes() {
        const AFTER: &str = "published = 2025-10-13";
        let clash = [("1", "x", "published = 2025-10-11"), ("2", "y", "")];
        for (more, expected) in [
            (&[][..], ""),
            (&[("3", "z", AFTER)], "came after 2025-10-12: 3 (z)"),
            (
                &[("3", "z", AFTER), ("4", "z", AFTER)],
                "came after 2025-10-12: 3 (z), 4 (z)",
            ),
            // A further speaker brings no new position, and so does a claim without a date.
            (&[("1", "z", AFTER)], ""),
            (&[("3", "z", "")], ""),
            (&[("3", "z", "published = 2025-10-12")], ""),
            (
                &[("3", "z", "as_of = 2025-10-13")],
                "came after 2025-10-12: 3 (z)",
            ),
        ] {
            let claims = [&clash, more].concat();
            let found = warnings("fixed", &claims).join("\n");
            assert!(found.ends_with(expected), "{claims:?}: {found}");
            assert_eq!(found.is_empty(), expected.is_empty(), "{claims:?}: {found}");
        }
    }

    #[test]
    fn a_resolution_of_what_is_not_contradicted_settles_nothing() {
        for claims in [
            &[][..],
            &[("1", "x", "")],
            &[("1", "x", ""), ("1", "y", "")],
        ] {
            let found = warnings("fixed", claims);
            assert_eq!(found.len(), 1, "{claims:?}");
            assert!(found[0].ends_with("is not contradicted: this resolution settles nothing"));
        }
    }

    #[test]
    fn new_days_are_no_news_if_values_change_over_time() {
        let clash = [
            ("1", "x", "as_of = 2025-10-10"),
            ("2", "y", "as_of = 2025-10-10"),
        ];
        for (more, is_stale) in [
            (("3", "x", "as_of = 2025-10-13"), false),
            (
                ("4", "z", "as_of = 2025-10-10\npublished = 2025-10-13"),
                true,
            ),
        ] {
            let claims = [clash[0], clash[1], more];
            assert_eq!(
                !warnings("varies", &claims).is_empty(),
                is_stale,
                "{more:?}"
            );
        }
    }

    #[test]
    fn of_many_new_positions_the_first_are_named() {
        let mut claims = vec![("1", "x", ""), ("2", "y", "")];
        let values = ["3", "4", "5", "6", "7", "8"];
        claims.extend(values.map(|value| (value, "z", "published = 2025-10-13")));
        let found = warnings("fixed", &claims).concat();
        assert!(
            found.ends_with("3 (z), 4 (z), 5 (z), 6 (z), and 2 more"),
            "{found}"
        );
    }
}

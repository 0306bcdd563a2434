//! From the claims on a question to its positions, and from these to everything else.

use std::collections::{BTreeMap, BTreeSet};

use super::farthest::farthest;
use super::pairs::{Day, Member, contradicting, day_of, tally};
use super::relation::{Inclusions, Sets, Shape, intervals, strained};
use super::scale::{Scale, Stretch};
use super::settled::settled;
use super::status::{Status, statuses};
use super::{Comparison, Held, Outcome, Pairs, Position, Related, Relation};
use crate::model::{
    AsOfId, Attribute, ClaimId, Interval, Kind, Meaning, OverTime, PartyId, Record, SpeakerId,
    Value,
};
use crate::question::Question;

/// No more relations than this are listed; the counts are of all.
const MOST_RELATIONS: usize = 1_000;

/// A question's positions while they are compared.
struct Bench<'a> {
    attribute: &'a Attribute,
    positions: Vec<Position>,
    shapes: Vec<Shape<'a>>,
    timed: Vec<bool>,
    members: Vec<Member<'a>>,
}

/// Compares the claims on a question.
pub(super) fn comparison(record: &Record, scale: &Scale, question: Question) -> Comparison {
    let days = days(record, &question);
    let bench = Bench::new(record, scale, &question, &days);
    let live = bench
        .positions
        .iter()
        .take_while(|position| position.is_live())
        .count();
    let inclusions = Inclusions::new(bench.attribute, bench.names());
    let compatible = bench.compatible(&inclusions);
    let over_time = bench.attribute.over_time;
    let disjoint = |left, right| bench.sets(left, right, &inclusions) == Some(Sets::Disjoint);
    let (settled, settled_cut) =
        settled(record, scale, bench.attribute, &bench.positions, disjoint);
    let contradicting_pairs = contradicting(&bench.members, &bench.shapes, &compatible, over_time);
    let speakers = bench.speakers(record);
    let known = bench.positions[..live]
        .iter()
        .filter(|position| !position.unknown)
        .count();
    let parties: BTreeSet<PartyId> = speakers
        .iter()
        .filter_map(|speaker| record[*speaker].party)
        .collect();
    Comparison {
        relations: bench.relations(live, &inclusions),
        relations_cut: live * live.saturating_sub(1) / 2 > MOST_RELATIONS,
        outcome: Outcome::of(contradicting_pairs, known, speakers.len()),
        span: bench.span(live),
        farthest: farthest(
            bench.attribute,
            &bench.positions,
            &bench.shapes,
            &bench.timed,
            &bench.members,
        ),
        timed: bench.timed.iter().any(|timed| *timed),
        own_pairs: bench.own_pairs(record, &inclusions),
        settled,
        settled_cut,
        contradicting_pairs,
        speakers,
        parties: parties.into_iter().collect(),
        positions: bench.positions,
        question,
    }
}

/// The days for which claims were given, where only claims for one day are compared.
pub(super) fn days(record: &Record, question: &Question) -> BTreeMap<AsOfId, Day> {
    let attribute = &record[question.attribute];
    if attribute.over_time != OverTime::Varies {
        return BTreeMap::new();
    }
    let times: BTreeSet<AsOfId> = question
        .claims
        .iter()
        .filter_map(|id| record[*id].as_of)
        .collect();
    let day = |time: AsOfId| Some((time, day_of(&record[time], &attribute.zone)?));
    times.into_iter().filter_map(day).collect()
}

/// The pairs of a question's positions of names that have something in common, the smaller index first,
/// each with itself too.
pub(super) fn compatible(
    record: &Record,
    scale: &Scale,
    question: &Question,
) -> Vec<(usize, usize)> {
    let days = BTreeMap::new();
    let bench = Bench::new(record, scale, question, &days);
    bench.compatible(&Inclusions::new(bench.attribute, bench.names()))
}

impl<'a> Bench<'a> {
    fn new(
        record: &'a Record,
        scale: &Scale,
        question: &Question,
        days: &'a BTreeMap<AsOfId, Day>,
    ) -> Self {
        let attribute = &record[question.attribute];
        let mut positions = positions(record, scale, attribute, question);
        let first = |position: &Position| position.claims.first().map(|held| &record[held.claim]);
        positions.sort_by_cached_key(|position| {
            let first = position.claims.first().map(|held| held.claim);
            let unit = position.unit.clone();
            let ends = position
                .interval
                .clone()
                .filter(|_| attribute.kind != Kind::YesNo);
            (
                !position.is_live(),
                position.unknown,
                unit,
                ends,
                position.value.clone(),
                first,
            )
        });
        let value = |position: &Position| first(position).map(|claim| &record[claim.value]);
        let reach = |position: &Position| first(position).and_then(|claim| scale.reach(claim));
        let shape = |position: &Position| match (value(position), reach(position)) {
            (
                Some(Value {
                    meaning:
                        Meaning::Range {
                            interval, apart, ..
                        },
                    unit,
                    ..
                }),
                Some(reach),
            ) => {
                let unit = unit.as_ref().map(|unit| unit.folded.as_str());
                Shape::Range {
                    interval,
                    reach,
                    apart: apart.as_deref(),
                    unit,
                }
            }
            (
                Some(Value {
                    meaning: Meaning::Names(names),
                    ..
                }),
                _,
            ) => Shape::Names(names),
            _ => Shape::Alone,
        };
        let timed = |position: &Position| {
            value(position)
                .is_some_and(|value| matches!(value.meaning, Meaning::Range { timed: true, .. }))
        };
        Self {
            attribute,
            shapes: positions.iter().map(shape).collect(),
            timed: positions.iter().map(timed).collect(),
            members: members(record, scale, days, &positions),
            positions,
        }
    }

    fn names(&self) -> impl Iterator<Item = &'a String> {
        let names = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Names(names) => Some(*names),
            _ => None,
        });
        names.flatten()
    }

    /// The pairs of positions of names that have something in common, each with itself too. Found
    /// through the names they share, so that a thousand strangers cost nothing.
    fn compatible(&self, inclusions: &Inclusions<'_>) -> Vec<(usize, usize)> {
        let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, shape) in self.shapes.iter().enumerate() {
            let Shape::Names(names) = shape else { continue };
            let outward: BTreeSet<&str> = names
                .iter()
                .flat_map(|name| inclusions.outward(name))
                .collect();
            for name in outward {
                sharing.entry(name).or_default().push(at);
            }
        }
        let mut pairs = BTreeSet::new();
        for (at, shape) in self.shapes.iter().enumerate() {
            let Shape::Names(names) = shape else { continue };
            pairs.insert((at, at));
            // Two names inside a third have nothing in common for that: only what a position names
            // itself leads to the positions that name it or something inside it.
            for other in names
                .iter()
                .filter_map(|name| sharing.get(name.as_str()))
                .flatten()
            {
                let pair = (at.min(*other), at.max(*other));
                if at != *other && self.sets(pair.0, pair.1, inclusions) != Some(Sets::Disjoint) {
                    pairs.insert(pair);
                }
            }
        }
        pairs.into_iter().collect()
    }

    /// How two positions compare as sets; `None` where they are not compared.
    fn sets(&self, left: usize, right: usize, inclusions: &Inclusions<'_>) -> Option<Sets> {
        match (&self.shapes[left], &self.shapes[right]) {
            (
                Shape::Range {
                    interval: a,
                    reach: a_reach,
                    apart: a_apart,
                    unit: a_unit,
                },
                Shape::Range {
                    interval: b,
                    reach: b_reach,
                    apart: b_apart,
                    unit: b_unit,
                },
            ) if a_unit == b_unit => Some(intervals(
                (a, *a_reach, a_apart.is_some()),
                (b, *b_reach, b_apart.is_some()),
            )),
            (Shape::Names(a), Shape::Names(b)) => Some(inclusions.compare(a, b)),
            _ => None,
        }
    }

    fn relations(&self, live: usize, inclusions: &Inclusions<'_>) -> Vec<Related> {
        let held = self.held_by_position();
        let pairs = (0..live).flat_map(|left| (left + 1..live).map(move |right| (left, right)));
        pairs
            .take(MOST_RELATIONS)
            .map(|(left, right)| {
                let relation = match self.sets(left, right, inclusions) {
                    None => Relation::Incomparable,
                    Some(Sets::Inside) => Relation::Refines(left),
                    Some(Sets::Around) => Relation::Refines(right),
                    Some(Sets::Overlap) => Relation::Overlaps,
                    Some(Sets::Disjoint) => {
                        match tally(held[left], held[right], self.attribute.over_time) {
                            pairs if pairs.total() == 0 => Relation::Incomparable,
                            pairs => Relation::Contradicts(pairs),
                        }
                    }
                };
                Related {
                    between: [left, right],
                    relation,
                    strained: self.strained(left, right),
                }
            })
            .collect()
    }

    /// The members of each position, by speaker and publisher.
    fn held_by_position(&self) -> Vec<&[Member<'a>]> {
        let mut held = vec![&[][..]; self.positions.len()];
        for members in self
            .members
            .chunk_by(|left, right| left.position == right.position)
        {
            held[members[0].position] = members;
        }
        held
    }

    fn strained(&self, left: usize, right: usize) -> bool {
        if !matches!(self.attribute.kind, Kind::Count | Kind::Amount) {
            return false;
        }
        match (&self.shapes[left], &self.shapes[right]) {
            (
                Shape::Range {
                    interval: a,
                    apart: None,
                    unit: a_unit,
                    ..
                },
                Shape::Range {
                    interval: b,
                    apart: None,
                    unit: b_unit,
                    ..
                },
            ) if a_unit == b_unit => strained(a, b) || strained(b, a),
            _ => false,
        }
    }

    /// For each speaker that contradicts itself or is told differently: how often, as far as the
    /// first thousand pairs of its positions show.
    fn own_pairs(&self, record: &Record, inclusions: &Inclusions<'_>) -> Vec<(SpeakerId, Pairs)> {
        let mut members: Vec<Member<'a>> = self.members.clone();
        members.sort_by_key(|member| (member.speaker, member.position, member.publisher));
        let mut found = Vec::new();
        for held in members.chunk_by(|left, right| left.speaker == right.speaker) {
            let positions: Vec<&[Member<'a>]> = held
                .chunk_by(|left, right| left.position == right.position)
                .collect();
            let sum = self.pairs_of(&positions, inclusions);
            found.extend(
                held.first()
                    .filter(|_| sum.total() > 0)
                    .map(|member| (member.speaker, sum)),
            );
        }
        found.sort_by_key(|(speaker, _)| (&record[*speaker].name.id, *speaker));
        found
    }

    /// The contradicting pairs of one speaker's claims, position by position.
    fn pairs_of(&self, positions: &[&[Member<'a>]], inclusions: &Inclusions<'_>) -> Pairs {
        let mut sum = Pairs::default();
        let pairs = positions
            .iter()
            .enumerate()
            .flat_map(|(at, left)| positions[at + 1..].iter().map(move |right| (*left, *right)));
        for (left, right) in pairs.take(MOST_RELATIONS) {
            if self.sets(left[0].position, right[0].position, inclusions) == Some(Sets::Disjoint) {
                let pairs = tally(left, right, self.attribute.over_time);
                sum.misquote += pairs.misquote;
                sum.own += pairs.own;
            }
        }
        sum
    }

    /// The independent speakers with a live value. An unnamed one is none.
    fn speakers(&self, record: &Record) -> Vec<SpeakerId> {
        let known = self
            .members
            .iter()
            .filter(|member| !self.positions[member.position].unknown);
        let named = known
            .map(|member| member.speaker)
            .filter(|speaker| record[*speaker].unnamed_in.is_none());
        by_id(record, named.collect())
    }

    /// The span of the live values in the attribute's unit.
    fn span(&self, live: usize) -> Option<Interval> {
        if self.attribute.kind == Kind::YesNo {
            return None;
        }
        let own_unit = self.positions[..live]
            .iter()
            .filter(|position| position.unit.is_none());
        own_unit
            .filter_map(|position| position.interval.clone())
            .reduce(|left, right| left.hull(&right))
    }
}

/// The claims of a question that are one position each, in the order of their keys. Prose is a
/// position of its own wherever it stands.
fn positions(
    record: &Record,
    scale: &Scale,
    attribute: &Attribute,
    question: &Question,
) -> Vec<Position> {
    let mut held: Vec<(u32, Held)> = statuses(record, scale, &question.claims)
        .into_iter()
        .map(|(claim, status)| (scale.key(&record[claim]), Held { claim, status }))
        .collect();
    held.sort_by_key(|(key, _)| *key);
    let together = |left: &(u32, Held), right: &(u32, Held)| {
        left.0 == right.0 && record[record[left.1.claim].value].meaning != Meaning::Prose
    };
    let groups = held.chunk_by(together);
    groups
        .map(|group| {
            position(
                record,
                attribute,
                group.iter().map(|(_, held)| *held).collect(),
            )
        })
        .collect()
}

/// A position from the claims that hold it: live ones first, then file by file. In a file they stand by
/// what they say, so that moving a claim within its file changes no wording.
fn position(record: &Record, attribute: &Attribute, mut held: Vec<Held>) -> Position {
    let value = |held: &Held| &record[record[held.claim].value];
    held.sort_by_cached_key(|held| {
        let said = (
            value(held).written.as_str(),
            record[record[held.claim].site].said,
        );
        (
            held.status != Status::Live,
            record[held.claim].file,
            said,
            held.claim,
        )
    });
    let first = held.first().map(value);
    let live = held
        .iter()
        .filter(|held| held.status == Status::Live)
        .map(|held| &record[held.claim]);
    let mut told: Vec<_> = live.map(|claim| (claim.speaker, claim.publisher)).collect();
    told.sort_unstable();
    told.dedup();
    let speakers = told.iter().map(|(speaker, _)| *speaker).collect();
    Position {
        value: first
            .map(|value| wording(value, attribute))
            .unwrap_or_default(),
        interval: first.and_then(|value| match &value.meaning {
            Meaning::Range { interval, .. } => Some(interval.clone()),
            _ => None,
        }),
        unit: first.and_then(|value| Some(value.unit.as_ref()?.written.clone())),
        unknown: first.is_some_and(|value| value.meaning == Meaning::Unknown),
        speakers: by_id(record, speakers),
        reports: told.len(),
        claims: held,
    }
}

/// The wording to show: as written, but a plain answer as yes or no.
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

fn members<'a>(
    record: &Record,
    scale: &Scale,
    days: &'a BTreeMap<AsOfId, Day>,
    positions: &[Position],
) -> Vec<Member<'a>> {
    let held = positions.iter().enumerate();
    let held = held.flat_map(|(at, position)| position.claims.iter().map(move |held| (at, held)));
    let mut members: Vec<Member<'a>> = held
        .filter(|(_, held)| held.status == Status::Live)
        .map(|(position, held)| {
            let claim = &record[held.claim];
            Member {
                position,
                speaker: claim.speaker,
                publisher: claim.publisher,
                time: scale.time(claim),
                timed: record.as_of(claim).is_some_and(|as_of| as_of.timed),
                day: claim.as_of.and_then(|time| days.get(&time)),
            }
        })
        .collect();
    members.sort_by_key(|member| (member.position, member.speaker, member.publisher));
    members
}

/// Each speaker once, by id.
fn by_id(record: &Record, mut speakers: Vec<SpeakerId>) -> Vec<SpeakerId> {
    speakers.sort_unstable();
    speakers.dedup();
    speakers.sort_by_key(|speaker| (&record[*speaker].name.id, *speaker));
    speakers
}

/// The outcome of a question, and no more: most questions need no closer look than at the highest
/// beginning and the lowest end of their values. `None` where they do.
pub(super) fn outcome(record: &Record, scale: &Scale, claims: &[ClaimId]) -> Option<Outcome> {
    let mut glance = Glance::default();
    for (id, status) in statuses(record, scale, claims) {
        if status == Status::Live {
            glance.take(record, scale, id);
        }
    }
    (!glance.may_contradict).then(|| Outcome::of(0, glance.positions, glance.speakers))
}

/// What a look at one claim after the other shows.
#[derive(Default)]
struct Glance {
    /// The key of the first claim with a value, and how many positions there are: 2 for more.
    key: Option<u32>,
    positions: usize,
    speaker: Option<SpeakerId>,
    /// 2 for more.
    speakers: usize,
    common: Option<Stretch>,
    may_contradict: bool,
}

impl Glance {
    fn take(&mut self, record: &Record, scale: &Scale, id: ClaimId) {
        let claim = &record[id];
        let meaning = &record[claim.value].meaning;
        if *meaning == Meaning::Unknown {
            return;
        }
        let other = self
            .key
            .replace(scale.key(claim))
            .is_some_and(|key| key != scale.key(claim));
        let prose = *meaning == Meaning::Prose;
        self.positions = if self.positions == 0 {
            1
        } else {
            self.positions.max(1 + usize::from(other || prose))
        };
        if record[claim.speaker].unnamed_in.is_none() {
            let other = self
                .speaker
                .replace(claim.speaker)
                .is_some_and(|speaker| speaker != claim.speaker);
            self.speakers = self.speakers.max(1 + usize::from(other));
        }
        match scale.reach(claim) {
            Some(reach) => {
                let common = self.common.map_or(reach, |common| common.overlap(reach));
                self.may_contradict |= common.low >= common.high;
                self.common = Some(common);
            }
            None => self.may_contradict |= other && !prose,
        }
    }
}

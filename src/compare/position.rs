//! From the claims on a question to its positions, and from these to everything else.

use std::collections::{BTreeMap, BTreeSet};

use super::farthest::farthest;
use super::live::{Life, lives};
use super::pairs::{self, Member, contradicting, day_of, holders, tally};
use super::relation::{Inclusions, Sets, Shape, intervals, strained};
use super::{Comparison, Held, Outcome, Pairs, Position, Related, Relation};
use crate::model::{Attribute, Claim, ClaimId, Interval, Kind, Meaning, PartyId, Record, SpeakerId};
use crate::question::Question;
use crate::wording::fold::fold;

/// No more relations than this are listed; the counts are of all.
const MOST_RELATIONS: usize = 1_000;

/// What makes two claims one position.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Range(Option<String>, &'a Interval, Option<&'a str>),
    Names(&'a [String]),
    Prose(ClaimId),
    Unknown,
}

/// A question's positions while they are compared.
struct Bench<'a> {
    attribute: &'a Attribute,
    positions: Vec<Position>,
    shapes: Vec<Shape>,
    timed: Vec<bool>,
    members: Vec<Member<'a>>,
}

/// Compares the claims on a question.
pub(super) fn comparison(record: &Record, question: Question) -> Comparison {
    let bench = Bench::new(record, &question);
    let live = bench.positions.iter().take_while(|position| position.is_live()).count();
    let inclusions = Inclusions::new(bench.attribute, bench.names());
    let compatible = bench.compatible(&inclusions);
    let over_time = bench.attribute.over_time;
    let contradicting_pairs = contradicting(&bench.members, &bench.shapes, &compatible, over_time);
    let speakers = bench.speakers(record);
    let parties: BTreeSet<PartyId> =
        speakers.iter().filter_map(|speaker| record.speakers[speaker.index()].party).collect();
    Comparison {
        relations: bench.relations(live, &inclusions),
        relations_cut: live * live.saturating_sub(1) / 2 > MOST_RELATIONS,
        outcome: bench.outcome(contradicting_pairs, speakers.len()),
        span: bench.span(live),
        farthest: farthest(bench.attribute, &bench.positions, &bench.shapes, &bench.timed, &bench.members),
        timed: bench.timed.iter().any(|timed| *timed),
        own_pairs: bench.own_pairs(record, &inclusions),
        contradicting_pairs,
        speakers,
        parties: parties.into_iter().collect(),
        question,
        positions: bench.positions,
    }
}

impl<'a> Bench<'a> {
    fn new(record: &'a Record, question: &Question) -> Self {
        let attribute = &record.attributes[question.attribute.index()];
        let claim = |id: ClaimId| &record.claims[id.index()];
        let mut groups: BTreeMap<Key<'a>, Vec<Held>> = BTreeMap::new();
        for (id, life) in lives(record, question) {
            groups.entry(key(claim(id), id)).or_default().push(Held { claim: id, life });
        }
        let mut positions: Vec<Position> =
            groups.into_values().map(|held| position(record, attribute, held)).collect();
        positions.sort_by_cached_key(|position| {
            let first = position.claims.first().map(|held| held.claim);
            let unit = position.unit.clone();
            let ends = position.interval.clone().filter(|_| attribute.kind != Kind::YesNo);
            (!position.is_live(), position.unknown, unit, ends, position.value.clone(), first)
        });
        let first = |position: &Position| position.claims.first().map(|held| claim(held.claim));
        let shapes = positions.iter().map(|position| shape(first(position), attribute)).collect();
        let timed = positions.iter().map(|position| first(position).is_some_and(is_timed)).collect();
        let members = members(record, attribute, &positions);
        Self { attribute, positions, shapes, timed, members }
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        let names = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Names(names) => Some(names),
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
            let outward: BTreeSet<&str> = names.iter().flat_map(|name| inclusions.outward(name)).collect();
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
            for other in names.iter().filter_map(|name| sharing.get(name.as_str())).flatten() {
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
                Shape::Range { interval: a, reach: a_reach, apart: a_apart, unit: a_unit },
                Shape::Range { interval: b, reach: b_reach, apart: b_apart, unit: b_unit },
            ) if a_unit == b_unit => {
                Some(intervals((a, a_reach, a_apart.is_some()), (b, b_reach, b_apart.is_some())))
            }
            (Shape::Names(a), Shape::Names(b)) => Some(inclusions.compare(a, b)),
            _ => None,
        }
    }

    fn relations(&self, live: usize, inclusions: &Inclusions<'_>) -> Vec<Related> {
        let holders = holders(&self.members, self.positions.len());
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
                        match tally(&holders[left], &holders[right], self.attribute.over_time) {
                            pairs if pairs.total() == 0 => Relation::Incomparable,
                            pairs => Relation::Contradicts(pairs),
                        }
                    }
                };
                Related { between: [left, right], relation, strained: self.strained(left, right) }
            })
            .collect()
    }

    fn strained(&self, left: usize, right: usize) -> bool {
        if !matches!(self.attribute.kind, Kind::Count | Kind::Amount) {
            return false;
        }
        match (&self.shapes[left], &self.shapes[right]) {
            (
                Shape::Range { interval: a, apart: None, unit: a_unit, .. },
                Shape::Range { interval: b, apart: None, unit: b_unit, .. },
            ) if a_unit == b_unit => strained(a, b) || strained(b, a),
            _ => false,
        }
    }

    /// For each speaker that contradicts itself or is told differently: how often, as far as the
    /// first thousand pairs of its positions show.
    fn own_pairs(&self, record: &Record, inclusions: &Inclusions<'_>) -> Vec<(SpeakerId, Pairs)> {
        let mut speakers: BTreeMap<SpeakerId, BTreeMap<usize, Vec<Member<'a>>>> = BTreeMap::new();
        for member in &self.members {
            let held = speakers.entry(member.speaker).or_default();
            held.entry(member.position).or_default().push(member.clone());
        }
        let mut found = Vec::new();
        for (speaker, held) in speakers.into_iter().filter(|(_, held)| held.len() > 1) {
            let positions: Vec<usize> = held.keys().copied().collect();
            let members: Vec<Member<'a>> = held.into_values().flatten().collect();
            let holders = pairs::holders(&members, self.positions.len());
            let mut sum = Pairs::default();
            let pairs = positions
                .iter()
                .enumerate()
                .flat_map(|(at, left)| positions[at + 1..].iter().map(move |right| (*left, *right)));
            for (left, right) in pairs.take(MOST_RELATIONS) {
                if self.sets(left, right, inclusions) == Some(Sets::Disjoint) {
                    let pairs = tally(&holders[left], &holders[right], self.attribute.over_time);
                    sum.misquote += pairs.misquote;
                    sum.own += pairs.own;
                }
            }
            if sum.total() > 0 {
                found.push((speaker, sum));
            }
        }
        found.sort_by_key(|(speaker, _)| (&record.speakers[speaker.index()].name.id, *speaker));
        found
    }

    /// The independent speakers with a live value. An unnamed one is none.
    fn speakers(&self, record: &Record) -> Vec<SpeakerId> {
        let known = self.members.iter().filter(|member| !self.positions[member.position].unknown);
        let named = known
            .map(|member| member.speaker)
            .filter(|speaker| record.speakers[speaker.index()].unnamed_in.is_none());
        by_id(record, named.collect())
    }

    /// The first that fits (the contract, §5).
    fn outcome(&self, contradicting_pairs: u64, speakers: usize) -> Outcome {
        let known = self.positions.iter().filter(|position| position.is_live() && !position.unknown).count();
        match (contradicting_pairs, known, speakers) {
            (1.., _, _) => Outcome::Contradicted,
            (_, 0, _) => Outcome::Unknown,
            (_, _, 0 | 1) => Outcome::Uncorroborated,
            (_, 1, _) => Outcome::Agreed,
            _ => Outcome::Compatible,
        }
    }

    /// The span of the live values in the attribute's unit.
    fn span(&self, live: usize) -> Option<Interval> {
        if self.attribute.kind == Kind::YesNo {
            return None;
        }
        let own_unit = self.positions[..live].iter().filter(|position| position.unit.is_none());
        own_unit.filter_map(|position| position.interval.clone()).reduce(|left, right| left.hull(&right))
    }
}

fn key(claim: &Claim, id: ClaimId) -> Key<'_> {
    match &claim.value.meaning {
        Meaning::Unknown => Key::Unknown,
        Meaning::Range { interval, apart, .. } => {
            Key::Range(claim.unit.as_deref().map(fold), interval, apart.as_deref())
        }
        Meaning::Names(names) => Key::Names(names),
        Meaning::Prose => Key::Prose(id),
    }
}

/// A position from the claims that hold it: live ones first, then file by file. In a file they stand by
/// what they say, so that moving a claim within its file changes no wording.
fn position(record: &Record, attribute: &Attribute, mut held: Vec<Held>) -> Position {
    held.sort_by_cached_key(|held| {
        let claim = &record.claims[held.claim.index()];
        let said = (claim.value.written.clone(), claim.quote.clone(), claim.note.clone());
        (held.life != Life::Live, claim.place.file, said, held.claim)
    });
    let first = held.first().map(|held| &record.claims[held.claim.index()]);
    let live = held.iter().filter(|held| held.life == Life::Live);
    let speakers = live.map(|held| record.claims[held.claim.index()].speaker).collect();
    Position {
        value: first.map(|claim| wording(claim, attribute)).unwrap_or_default(),
        interval: first.and_then(|claim| match &claim.value.meaning {
            Meaning::Range { interval, .. } => Some(interval.clone()),
            _ => None,
        }),
        unit: first.and_then(|claim| claim.unit.clone()),
        unknown: first.is_some_and(|claim| claim.value.meaning == Meaning::Unknown),
        speakers: by_id(record, speakers),
        claims: held,
    }
}

/// The wording to show: as written, but a plain answer as yes or no.
fn wording(claim: &Claim, attribute: &Attribute) -> String {
    match &claim.value.meaning {
        Meaning::Range { interval, apart: None, .. } if attribute.kind == Kind::YesNo => {
            let yes = interval.low_end().is_some_and(|end| end.number.is_positive());
            if yes { "yes" } else { "no" }.to_owned()
        }
        _ => claim.value.written.clone(),
    }
}

fn shape(claim: Option<&Claim>, attribute: &Attribute) -> Shape {
    match claim.map(|claim| (claim, &claim.value.meaning)) {
        Some((claim, Meaning::Range { interval, apart, .. })) => Shape::Range {
            interval: interval.clone(),
            reach: attribute.tolerance.reach(interval),
            apart: apart.clone(),
            unit: claim.unit.as_deref().map(fold),
        },
        Some((_, Meaning::Names(names))) => Shape::Names(names.iter().cloned().collect()),
        _ => Shape::Alone,
    }
}

fn is_timed(claim: &Claim) -> bool {
    matches!(claim.value.meaning, Meaning::Range { timed: true, .. })
}

fn members<'a>(record: &'a Record, attribute: &Attribute, positions: &[Position]) -> Vec<Member<'a>> {
    let mut members = Vec::new();
    for (position, held) in positions
        .iter()
        .enumerate()
        .flat_map(|(at, position)| position.claims.iter().map(move |held| (at, held)))
    {
        if held.life == Life::Live {
            let claim = &record.claims[held.claim.index()];
            let as_of = claim.as_of.as_ref();
            let day = as_of.and_then(|as_of| day_of(as_of, &attribute.zone));
            members.push(Member { position, speaker: claim.speaker, publisher: claim.publisher, as_of, day });
        }
    }
    members
}

/// Each speaker once, by id.
fn by_id(record: &Record, speakers: BTreeSet<SpeakerId>) -> Vec<SpeakerId> {
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|speaker| (&record.speakers[speaker.index()].name.id, *speaker));
    speakers
}

//! Counting the contradictions among claims: as often as [`Rule::contradict`] holds, without asking it
//! about every pair. Costs are those of sorting.

use std::collections::{BTreeMap, BTreeSet};

use super::names::NameLists;
use super::pairs::Pairs;
use super::places::Tally;
use super::rank::RankInterval;
use super::rule::{Cohort, Extent, Placed, Rule, Testimony, are_successive, kind};
use super::sweep::{Dated, Ends, TimeStep, changes_of_each, falls_of_each, in_time};
use crate::model::{ClaimId, Record, SpeakerId};

/// So few claims are held against each other one by one: that costs less than sorting them.
const FEW: usize = 8;

/// The contradictions among the live claims on a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Conflicts {
    /// All contradicting pairs.
    pub(crate) pairs: Pairs,
    /// For each claim that contradicts any, in how many pairs it is; sorted by claim.
    pub(crate) by_claim: Vec<(ClaimId, Pairs)>,
    /// For each speaker whose claims contradict any, in how many pairs they are; in the order of the
    /// speakers' ids.
    pub(crate) by_speaker: Vec<(SpeakerId, Pairs)>,
}

impl Conflicts {
    /// Counts the contradictions among claims.
    pub(super) fn new(record: &Record, rule: &Rule, claims: &[&Testimony]) -> Self {
        let mut speakers: BTreeMap<SpeakerId, Pairs> = BTreeMap::new();
        let (mut both, mut by_claim) = (Pairs::default(), Vec::new());
        for (claim, pairs) in claims.iter().zip(pairs_of_each(rule, claims)) {
            if pairs.total() > 0 {
                both += pairs;
                by_claim.push((claim.claim, pairs));
                *speakers.entry(claim.speaker).or_default() += pairs;
            }
        }
        by_claim.sort_unstable();
        let mut by_speaker: Vec<(SpeakerId, Pairs)> = speakers
            .into_iter()
            .map(|(speaker, pairs)| (speaker, pairs.with_own_halved()))
            .collect();
        by_speaker.sort_by_key(|(speaker, _)| (&record[*speaker].name.id, *speaker));
        Self {
            pairs: both / 2,
            by_claim,
            by_speaker,
        }
    }

    /// Returns in how many pairs a claim is.
    pub(crate) fn of_claim(&self, claim: ClaimId) -> Pairs {
        let place = self.by_claim.binary_search_by_key(&claim, |(id, _)| *id);
        place.map_or(Pairs::default(), |place| self.by_claim[place].1)
    }
}

/// Counts the contradicting pairs among claims.
pub(super) fn pairs_among(rule: &Rule, claims: &[&Testimony]) -> Pairs {
    let mut both = Pairs::default();
    for pairs in pairs_of_each(rule, claims) {
        both += pairs;
    }
    both / 2
}

/// Counts for each claim in how many contradicting pairs it is.
fn pairs_of_each(rule: &Rule, claims: &[&Testimony]) -> Vec<Pairs> {
    if claims.len() <= FEW {
        return pairs_one_by_one(rule, claims);
    }
    let mut pairs: Vec<Pairs> = degrees(rule, claims)
        .into_iter()
        .map(|between_speakers| Pairs {
            between_speakers,
            ..Pairs::default()
        })
        .collect();
    for group in of_one_speaker(claims, &pairs) {
        let own: Vec<&Testimony> = group.iter().map(|at| claims[*at]).collect();
        for (at, own) in group.iter().zip(own_pairs_of_each(rule, &own)) {
            pairs[*at].between_speakers -= own.total();
            pairs[*at] += own;
        }
    }
    pairs
}

fn pairs_one_by_one(rule: &Rule, claims: &[&Testimony]) -> Vec<Pairs> {
    let mut pairs = vec![Pairs::default(); claims.len()];
    for (at, left) in claims.iter().enumerate() {
        for (other, right) in claims.iter().enumerate().skip(at + 1) {
            if rule.contradict(left, right) {
                pairs[at].add(kind(left, right));
                pairs[other].add(kind(left, right));
            }
        }
    }
    pairs
}

/// Groups the claims that contradict any by speaker, as places in the list. Of a speaker with one of
/// them there is no group.
fn of_one_speaker(claims: &[&Testimony], pairs: &[Pairs]) -> Vec<Vec<usize>> {
    let mut places: Vec<usize> = (0..claims.len())
        .filter(|at| pairs[*at].total() > 0)
        .collect();
    places.sort_by_key(|at| claims[*at].speaker);
    places
        .chunk_by(|left, right| claims[*left].speaker == claims[*right].speaker)
        .filter(|group| group.len() > 1)
        .map(<[usize]>::to_vec)
        .collect()
}

/// Counts for each claim of one speaker in how many contradicting pairs it is. Those of one publisher,
/// and those for times that follow each other, are the speaker's own contradictions.
fn own_pairs_of_each(rule: &Rule, claims: &[&Testimony]) -> Vec<Pairs> {
    let mut publishers: BTreeMap<SpeakerId, Vec<Placed<'_>>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        publishers
            .entry(claim.publisher)
            .or_default()
            .push((at, claim));
    }
    let all = degrees(rule, claims);
    let mut own = vec![0; claims.len()];
    if publishers.len() == 1 {
        own.clone_from(&all);
    } else {
        add(&mut own, successive_degrees(rule, claims));
        for placed in publishers.values() {
            let claims = unplaced(placed);
            add_placed(&mut own, placed, degrees(rule, &claims));
            take_off(&mut own, placed, successive_degrees(rule, &claims));
        }
    }
    all.into_iter()
        .zip(own)
        .map(|(all, own)| Pairs {
            between_speakers: 0,
            misquote: all - own,
            own,
        })
        .collect()
}

/// Counts for each claim how many of the others it contradicts.
pub(super) fn degrees(rule: &Rule, claims: &[&Testimony]) -> Vec<u64> {
    if claims.len() <= FEW {
        return one_by_one(claims, |left, right| rule.contradict(left, right));
    }
    let mut degrees = of_cohorts(rule, claims, apart_from_each);
    if rule.grows() {
        add(&mut degrees, falls(claims));
    }
    degrees
}

/// Counts for each claim how many of those for a time wholly before or after its own it contradicts.
fn successive_degrees(rule: &Rule, claims: &[&Testimony]) -> Vec<u64> {
    if claims.len() <= FEW {
        return one_by_one(claims, |left, right| {
            are_successive(left, right) && rule.contradict(left, right)
        });
    }
    if rule.grows() {
        return falls(claims);
    }
    of_cohorts(rule, claims, successive_apart_from_each)
}

fn one_by_one(
    claims: &[&Testimony],
    contradict: impl Fn(&Testimony, &Testimony) -> bool,
) -> Vec<u64> {
    let mut degrees = vec![0; claims.len()];
    for (at, left) in claims.iter().enumerate() {
        for (other, right) in claims.iter().enumerate().skip(at + 1) {
            if contradict(left, right) {
                degrees[at] += 1;
                degrees[other] += 1;
            }
        }
    }
    degrees
}

/// Counts in each cohort. What is for different moments is counted with all others, and taken off again.
fn of_cohorts(
    rule: &Rule,
    claims: &[&Testimony],
    count: fn(&Rule, &[&Testimony]) -> Vec<u64>,
) -> Vec<u64> {
    let mut degrees = vec![0; claims.len()];
    for Cohort { general, moments } in rule.cohorts(claims) {
        let timed = moments.concat();
        let all = [general, timed.clone()].concat();
        add_placed(&mut degrees, &all, count(rule, &unplaced(&all)));
        for moment in &moments {
            add_placed(&mut degrees, moment, count(rule, &unplaced(moment)));
        }
        take_off(&mut degrees, &timed, count(rule, &unplaced(&timed)));
    }
    degrees
}

fn unplaced<'c>(placed: &[Placed<'c>]) -> Vec<&'c Testimony> {
    placed.iter().map(|(_, claim)| *claim).collect()
}

fn add(degrees: &mut [u64], more: Vec<u64>) {
    for (degree, more) in degrees.iter_mut().zip(more) {
        *degree += more;
    }
}

fn add_placed(degrees: &mut [u64], placed: &[Placed<'_>], more: Vec<u64>) {
    for ((at, _), more) in placed.iter().zip(more) {
        degrees[*at] += more;
    }
}

fn take_off(degrees: &mut [u64], placed: &[Placed<'_>], less: Vec<u64>) {
    for ((at, _), less) in placed.iter().zip(less) {
        degrees[*at] -= less;
    }
}

/// Counts for each claim the others with whose values its own has nothing in common.
fn apart_from_each(rule: &Rule, claims: &[&Testimony]) -> Vec<u64> {
    let runs: Vec<&[&Testimony]> = claims
        .chunk_by(|left, right| left.position == right.position)
        .collect();
    if runs.len() == 1 {
        return vec![0; claims.len()];
    }
    let mut ranges: BTreeMap<usize, Vec<(RankInterval, u64)>> = BTreeMap::new();
    let mut names: Vec<(usize, u64)> = Vec::new();
    for run in &runs {
        match run[0].value {
            Extent::Range { unit, reach } => {
                ranges
                    .entry(unit)
                    .or_default()
                    .push((reach, run.len() as u64));
            }
            Extent::Names(position) => names.push((position, run.len() as u64)),
            Extent::Incomparable => {}
        }
    }
    let ends: BTreeMap<usize, Ends> = ranges
        .into_iter()
        .map(|(unit, ranges)| (unit, Ends::new(&ranges)))
        .collect();
    let mut held = Held::new(rule, names.iter().map(|(position, _)| *position));
    for (position, claims) in names {
        held.add(position, claims);
    }
    let mut degrees = Vec::with_capacity(claims.len());
    for run in runs {
        let degree = match run[0].value {
            Extent::Range { unit, reach } => ends[&unit].disjoint_from(reach),
            Extent::Names(position) => held.apart_from(position),
            Extent::Incomparable => 0,
        };
        degrees.extend(std::iter::repeat_n(degree, run.len()));
    }
    degrees
}

/// Counts for each claim the earlier ones from which it fell and the later ones that fell from it.
fn falls(claims: &[&Testimony]) -> Vec<u64> {
    of_dated_ranges(claims, falls_of_each)
}

/// Counts for each claim the earlier and later ones with whose values its own has nothing in common.
fn successive_apart_from_each(rule: &Rule, claims: &[&Testimony]) -> Vec<u64> {
    let mut degrees = of_dated_ranges(claims, changes_of_each);
    add(&mut degrees, successive_strangers(rule, claims));
    degrees
}

/// Counts among the claims with a time and a range, unit by unit.
fn of_dated_ranges(claims: &[&Testimony], count: fn(&[Dated]) -> Vec<u64>) -> Vec<u64> {
    let mut degrees = vec![0; claims.len()];
    for dated in dated_ranges(claims).into_values() {
        let values: Vec<Dated> = dated.iter().map(|(_, dated)| *dated).collect();
        for ((at, _), degree) in dated.iter().zip(count(&values)) {
            degrees[*at] += degree;
        }
    }
    degrees
}

/// The unit of a running total, and how often it had started anew.
type TotalSeries = (usize, [usize; 2]);

/// Returns the claims that have a time and a range, by unit and by the restarts before them, as places in the
/// list.
pub(super) fn dated_ranges(claims: &[&Testimony]) -> BTreeMap<TotalSeries, Vec<(usize, Dated)>> {
    let mut series: BTreeMap<TotalSeries, Vec<(usize, Dated)>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        if let (Extent::Range { unit, reach }, Some(time)) = (claim.value, claim.time) {
            let dated = Dated {
                time: time.span,
                value: reach,
            };
            let of = (unit, time.restarts);
            series.entry(of).or_default().push((at, dated));
        }
    }
    series
}

/// Counts for each claim of names the earlier and later ones with which it shares none. For each, the
/// positions compatible with its own are looked through.
fn successive_strangers(rule: &Rule, claims: &[&Testimony]) -> Vec<u64> {
    let named: Vec<(usize, usize, RankInterval)> = claims
        .iter()
        .enumerate()
        .filter_map(|(at, claim)| match (claim.value, claim.time) {
            (Extent::Names(position), Some(time)) => Some((at, position, time.span)),
            _ => None,
        })
        .collect();
    let mut degrees = vec![0; claims.len()];
    for reversed in [false, true] {
        let times: Vec<RankInterval> = named
            .iter()
            .map(|(.., time)| if reversed { time.reversed() } else { *time })
            .collect();
        let mut passed = Held::new(rule, named.iter().map(|(_, position, _)| *position));
        for step in in_time(&times) {
            match step {
                TimeStep::Ends(at) => passed.add(named[at].1, 1),
                TimeStep::Begins(at) => {
                    let (place, position, _) = named[at];
                    degrees[place] += passed.apart_from(position);
                }
            }
        }
    }
    degrees
}

/// How many claims of names hold each position.
struct Held<'r> {
    names: &'r NameLists,
    all: u64,
    by_position: ByPosition,
}

/// Counts of claims by their positions.
enum ByPosition {
    /// Of so few that each is held against another position alone.
    Few(BTreeMap<usize, u64>),
    Many(Tally),
}

impl<'r> Held<'r> {
    /// Makes room for claims of some positions.
    fn new(rule: &'r Rule, positions: impl Iterator<Item = usize>) -> Self {
        let positions: BTreeSet<usize> = positions.collect();
        let size = rule.names.len();
        // Holding one against another takes some thirty times as long as looking at 64 of all positions at once.
        let by_position = if positions.len() * 2 <= size.div_ceil(64).max(FEW) {
            ByPosition::Few(BTreeMap::new())
        } else {
            ByPosition::Many(Tally::new(size))
        };
        Self {
            names: &rule.names,
            all: 0,
            by_position,
        }
    }

    fn add(&mut self, position: usize, claims: u64) {
        self.all += claims;
        match &mut self.by_position {
            ByPosition::Few(held) => *held.entry(position).or_default() += claims,
            ByPosition::Many(held) => held.add(position, claims),
        }
    }

    /// Counts the claims that have nothing in common with a position.
    fn apart_from(&self, position: usize) -> u64 {
        match &self.by_position {
            ByPosition::Few(held) => {
                let held = held.iter();
                held.filter(|(other, _)| !self.names.are_compatible(position, **other))
                    .map(|(_, claims)| claims)
                    .sum()
            }
            ByPosition::Many(held) => self.all - held.of(&self.names.compatible_with(position)),
        }
    }
}

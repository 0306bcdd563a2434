//! Which findings are new, settled or changed.

use std::collections::{BTreeMap, BTreeSet};

use super::pairing::{Rule, pair};
use super::side::{Held, Key, Side, moves, place};
use super::state::{FindingState, QuestionState};
use super::{Fate, Found, Move, Place, Standing};
use crate::code::Code;

/// The codes of findings for which a question counts as contradicted.
const CONTRADICTIONS: [Code; 4] = [
    Code::Contradiction,
    Code::SelfContradiction,
    Code::Misquote,
    Code::FallingTotal,
];

/// A finding of one state, and the question it is about.
struct Told<'s> {
    finding: &'s FindingState,
    key: Key<'s>,
}

/// What makes two findings the same one: a question, a code, and an identity or a message.
type SameFinding<'t> = (Option<Key<'t>>, &'t str, &'t str);

/// The contradictions and the other findings of which something changed.
pub(super) fn changes<'s>(sides: &[Side<'s>; 2]) -> (Vec<Found<'s>>, Vec<Found<'s>>) {
    let [old, new] = sides.each_ref().map(told);
    // Where topics share ids of events, an identity changes with a topic's title; the topic is still the same.
    let rules: [Rule<'_, Told<'s>, SameFinding<'_>>; 3] = [
        &|told| Some((None, &told.finding.code, &told.finding.identity)),
        &|told| Some((Some(told.key), &told.finding.code, &told.finding.message)),
        &|told| {
            Some((Some(told.key), told.finding.code.as_str(), ""))
                .filter(|_| is(told.finding, Code::Contradiction))
        },
    ];
    let pairs = pair(&old, &new, &rules);
    let mut gone = vec![true; old.len()];
    pairs.iter().flatten().for_each(|at| gone[*at] = false);
    let paired = new
        .iter()
        .zip(&pairs)
        .map(|(new, at)| (at.map(|at| old[at].finding), Some(new.finding), new.key));
    let gone = old.iter().zip(gone).filter(|(_, gone)| *gone);
    let gone = gone.map(|(old, _)| (Some(old.finding), None, old.key));
    let mut moved = Moved::new();
    let found = paired
        .chain(gone)
        .filter_map(|(old, new, key)| found(sides, &mut moved, old, new, &key));
    found.partition(|found| CONTRADICTIONS.iter().any(|code| code.word() == found.code))
}

fn told<'s>(side: &Side<'s>) -> Vec<Told<'s>> {
    let told = |finding| {
        Some(Told {
            finding,
            key: side.key(finding)?,
        })
    };
    side.state.findings.iter().filter_map(told).collect()
}

fn is(finding: &FindingState, code: Code) -> bool {
    finding.code == code.word()
}

/// Who moved on a question: worked out once, however many findings are about it.
type Moved<'s> = BTreeMap<Key<'s>, Vec<Move<'s>>>;

fn found<'s>(
    sides: &[Side<'s>; 2],
    known: &mut Moved<'s>,
    before: Option<&'s FindingState>,
    after: Option<&'s FindingState>,
    key: &Key<'s>,
) -> Option<Found<'s>> {
    let (place, finding) = (place(sides, key)?, after.or(before)?);
    let held = [
        held(&sides[0], (&place, key), place.before, before),
        held(&sides[1], (&place, key), place.after, after),
    ];
    let fate = match (before, after) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        _ => Fate::Changed,
    };
    let moves = if fate == Fate::Changed {
        moves(&held[0], &held[1])
    } else {
        let all = known
            .entry(*key)
            .or_insert_with(|| moves(&sides[0].held(place.before), &sides[1].held(place.after)));
        if is(finding, Code::Contradiction) {
            all.clone()
        } else {
            of_voices(all, &held)
        }
    };
    let [was_resolved, is_resolved] = place.resolved();
    let looked_at = was_resolved != is_resolved && is(finding, Code::Contradiction);
    let standing = standing(if after.is_some() { &held[1] } else { &held[0] });
    (fate != Fate::Changed || !moves.is_empty() || looked_at).then_some(Found {
        fate,
        code: &finding.code,
        identity: &finding.identity,
        message: &finding.message,
        place,
        standing,
        moves,
    })
}

/// What the speakers hold between whom a finding is. Where not all relations of a question are listed,
/// everybody on it counts: which of them are listed says nothing.
fn held<'s>(
    side: &Side<'s>,
    (place, key): (&Place<'s>, &Key<'s>),
    question: Option<&'s QuestionState>,
    finding: Option<&'s FindingState>,
) -> Held<'s> {
    // Of several claims of one day that revise another, the order of the claims says which one is told.
    let Some(finding) = finding.filter(|finding| !is(finding, Code::Revised)) else {
        return Held::new();
    };
    let cut = [place.before, place.after]
        .into_iter()
        .flatten()
        .any(|question| question.relations_cut);
    if cut && is(finding, Code::Contradiction) {
        side.held(question)
    } else {
        side.held_in(key, finding)
    }
}

/// Of all who moved on a question, those whose words a finding puts together. They stand by voice.
fn of_voices<'s>(all: &[Move<'s>], held: &[Held<'s>; 2]) -> Vec<Move<'s>> {
    let voices: BTreeSet<_> = held.iter().flat_map(BTreeMap::keys).collect();
    let found = voices
        .into_iter()
        .filter_map(|voice| all.binary_search_by_key(voice, |one| one.voice).ok());
    found.map(|at| all[at].clone()).collect()
}

/// The positions, from low to high, each with those who hold it.
fn standing<'s>(held: &Held<'s>) -> Vec<Standing<'s>> {
    let mut standing: BTreeMap<usize, Standing<'s>> = BTreeMap::new();
    for (voice, values) in held {
        for (at, position) in values.values() {
            let standing = standing.entry(*at).or_insert_with(|| Standing {
                position,
                voices: Vec::new(),
            });
            standing.voices.push(*voice);
        }
    }
    standing.into_values().collect()
}

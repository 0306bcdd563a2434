//! What became of the claims that were there before: which of them count no more or say something else,
//! although whoever made them said nothing new.

use std::collections::BTreeSet;

use super::QuestionPlace;
use super::index::{PlacedClaim, QuestionKey, StateIndex, place, placed_claims};
use super::pairing::{SameBy, pair};
use super::state::{ClaimState, FilePlace, PositionState};
use super::words::WordChange;
use crate::vocabulary;

/// A claim that counted before, and counts no more or says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimChange<'s> {
    /// Its question.
    pub place: QuestionPlace<'s>,
    /// The claim as it was.
    pub claim: &'s ClaimState,
    /// The position that it held.
    pub position: &'s PositionState,
    /// What became of it.
    pub how: ClaimFate<'s>,
    /// Where it is in the files now, or was last.
    pub at: &'s FilePlace,
    /// What its question is known by.
    pub(super) key: QuestionKey<'s>,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClaimFate<'s> {
    /// It is there no more, or is only proposed.
    Gone,
    /// It was taken back, on a day as written.
    Withdrawn(&'s str),
    /// It was replaced by a claim of this source that was there before.
    Replaced(&'s str),
    /// It is now on another question.
    Moved(QuestionPlace<'s>),
    /// This key of it was changed in its place, from one value to another: the same words, read otherwise.
    Edited(&'static str, [&'s str; 2]),
}

impl ClaimFate<'_> {
    /// Returns the word for it in JSON.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Withdrawn(_) => "withdrawn",
            Self::Replaced(_) => "replaced",
            Self::Moved(_) => "moved",
            Self::Edited(..) => "edited",
        }
    }
}

/// What became of all claims.
pub(super) struct ClaimChanges<'s> {
    /// Those that counted before, and count no more or say something else.
    pub(super) changes: Vec<ClaimChange<'s>>,
    /// Those that were not there before or have other words, with their questions.
    pub(super) new: Vec<(QuestionKey<'s>, &'s ClaimState)>,
}

/// A claim by its question and its name.
pub(super) type ClaimKey<'s> = (QuestionKey<'s>, &'s str);

/// A claim on its question.
#[derive(Clone, Copy)]
struct KeyedClaim<'s> {
    key: QuestionKey<'s>,
    position: &'s PositionState,
    claim: &'s ClaimState,
}

/// Returns what became of the claims.
pub(super) fn changes<'s>(
    states: &[StateIndex<'s>; 2],
    words: &[WordChange<'s>],
) -> ClaimChanges<'s> {
    let [before, after] = states;
    let (mut old, mut new, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    let keys: BTreeSet<QuestionKey<'s>> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let [on_old, on_new] = states.each_ref().map(|index| claims(index, key));
        let paired = pair(&on_old, &on_new, &rules());
        let mut is_left = vec![true; on_old.len()];
        for (claim, at) in on_new.iter().zip(paired) {
            match at {
                Some(at) => {
                    is_left[at] = false;
                    pairs.push((on_old[at], *claim));
                }
                None => new.push(*claim),
            }
        }
        let left = on_old.into_iter().zip(is_left).filter(|(_, left)| *left);
        old.extend(left.map(|(claim, _)| claim));
    }
    let fates = Fates { states, words };
    let (mut changes, mut new) = fates.moved(&old, &new);
    let reworded = pairs.iter().filter(|(old, now)| has_other_words(old, now));
    new.extend(reworded.map(|(_, now)| *now));
    let new: Vec<_> = new
        .into_iter()
        .map(|claim| (claim.key, claim.claim))
        .collect();
    let names: BTreeSet<ClaimKey<'s>> = new
        .iter()
        .map(|(key, claim)| (*key, claim.id.as_str()))
        .collect();
    for (old, now) in pairs {
        changes.extend(fates.of_pair(&old, &now, &names));
    }
    changes.sort_by_key(|change| (change.key, &change.claim.id));
    ClaimChanges { changes, new }
}

fn claims<'s>(index: &StateIndex<'s>, key: QuestionKey<'s>) -> Vec<KeyedClaim<'s>> {
    let claims = index.question(&key).into_iter().flat_map(placed_claims);
    claims
        .map(|(_, position, claim): PlacedClaim<'s>| KeyedClaim {
            key,
            position,
            claim,
        })
        .collect()
}

/// Returns the rules by which two claims on one question are the same one, the surest first: an id of its
/// own; else what it says and who says so, and then all but one or two of these.
fn rules<'t, 's>() -> [SameBy<'t, KeyedClaim<'s>, [&'t str; 5]>; 10] {
    [
        |it| it.own_id().map(|id| [id, "", "", "", ""]),
        |it| Some(it.key([it.source(), it.speaker(), it.publisher(), it.identity()])),
        |it| Some(it.key([it.source(), it.speaker(), it.publisher(), it.words()])),
        |it| Some(it.key([it.source(), it.speaker(), "", it.identity()])),
        |it| Some([it.source(), it.speaker(), it.identity(), "", ""]),
        |it| Some(it.key([it.source(), "", "", it.identity()])),
        |it| Some(it.key([it.source(), it.speaker(), "", ""])),
        |it| Some([it.source(), it.speaker(), "", "", ""]),
        |it| Some(it.key([it.speaker(), "", "", it.identity()])),
        |it| Some(it.key(["", "", "", it.identity()])),
    ]
}

/// Returns the rules by which a claim on another question is the same one.
fn moving<'t, 's>() -> [SameBy<'t, KeyedClaim<'s>, [&'t str; 5]>; 2] {
    [
        |it| it.own_id().map(|id| [id, it.source(), "", "", ""]),
        |it| Some(it.key([it.source(), it.speaker(), "", it.words()])),
    ]
}

impl KeyedClaim<'_> {
    /// Returns the id that its file gives it. Without one it is known by file and line, which move.
    fn own_id(&self) -> Option<&str> {
        Some(self.claim.id.as_str()).filter(|id| !id.contains(':'))
    }

    fn key<'t>(&'t self, [first, second, third, fourth]: [&'t str; 4]) -> [&'t str; 5] {
        [first, second, third, fourth, self.as_of()]
    }

    fn source(&self) -> &str {
        &self.claim.source
    }

    fn speaker(&self) -> &str {
        &self.claim.speaker
    }

    fn publisher(&self) -> &str {
        &self.claim.publisher
    }

    fn identity(&self) -> &str {
        &self.position.identity
    }

    fn words(&self) -> &str {
        &self.claim.as_written
    }

    fn as_of(&self) -> &str {
        self.claim.as_of.as_deref().unwrap_or_default()
    }
}

/// Says whether a claim was given another value, and not from the same words. A quote that was taken away is no
/// other words.
fn has_other_words(old: &KeyedClaim<'_>, now: &KeyedClaim<'_>) -> bool {
    let is_other_quote = match (&old.claim.quote, &now.claim.quote) {
        (None, None) => true,
        (_, None) => false,
        (old, now) => old != now,
    };
    let is_other_value = old.position.identity != now.position.identity;
    is_other_value && old.claim.as_written != now.claim.as_written && is_other_quote
}

/// Finds what became of claims.
struct Fates<'i, 's> {
    states: &'i [StateIndex<'s>; 2],
    words: &'i [WordChange<'s>],
}

impl<'s> Fates<'_, 's> {
    /// Returns what became of the claims that are on their questions no more, and the claims that are really
    /// new.
    fn moved(
        &self,
        old: &[KeyedClaim<'s>],
        new: &[KeyedClaim<'s>],
    ) -> (Vec<ClaimChange<'s>>, Vec<KeyedClaim<'s>>) {
        let paired = pair(old, new, &moving());
        let mut fates = vec![None; old.len()];
        for (at, now) in paired.iter().zip(new) {
            if let Some(at) = at {
                let fate = place(self.states, &now.key).map(ClaimFate::Moved);
                fates[*at] = fate.map(|fate| (fate, now.claim));
            }
        }
        let gone = old.iter().zip(fates).filter(|(old, _)| old.claim.live);
        let gone = gone.filter_map(|(old, fate)| {
            let (fate, now) = fate.unwrap_or((ClaimFate::Gone, old.claim));
            self.change(old, fate, now)
        });
        let unpaired = new.iter().zip(&paired).filter(|(_, at)| at.is_none());
        (gone.collect(), unpaired.map(|(claim, _)| *claim).collect())
    }

    fn change(
        &self,
        old: &KeyedClaim<'s>,
        how: ClaimFate<'s>,
        now: &'s ClaimState,
    ) -> Option<ClaimChange<'s>> {
        Some(ClaimChange {
            place: place(self.states, &old.key)?,
            claim: old.claim,
            position: old.position,
            how,
            at: &now.at,
            key: old.key,
        })
    }

    /// Returns what became of a claim that is still on its question.
    fn of_pair(
        &self,
        old: &KeyedClaim<'s>,
        now: &KeyedClaim<'s>,
        new: &BTreeSet<ClaimKey<'s>>,
    ) -> Vec<ClaimChange<'s>> {
        if !old.claim.live {
            return Vec::new();
        }
        let ended = if now.claim.live {
            None
        } else if let Some(day) = &now.claim.withdrawn {
            Some(ClaimFate::Withdrawn(day))
        } else {
            self.replaced(now, new)
        };
        let edits = if has_other_words(old, now) {
            Vec::new()
        } else {
            self.edits(old, now)
        };
        let fates = edits.into_iter().chain(ended);
        fates
            .filter_map(|fate| self.change(old, fate, now.claim))
            .collect()
    }

    /// Returns how a claim was replaced, unless its speaker said something new.
    fn replaced(
        &self,
        now: &KeyedClaim<'s>,
        new: &BTreeSet<ClaimKey<'s>>,
    ) -> Option<ClaimFate<'s>> {
        let by = now.claim.replaced_by.as_deref()?;
        let by = self.states[1].claim(&now.key, by)?;
        let is_new = new.contains(&(now.key, by.id.as_str()));
        (!is_new).then_some(ClaimFate::Replaced(&by.source))
    }

    /// Returns the keys of a claim that were changed in its place.
    fn edits(&self, old: &KeyedClaim<'s>, now: &KeyedClaim<'s>) -> Vec<ClaimFate<'s>> {
        let as_of = |claim: &'s ClaimState| claim.as_of.as_deref().unwrap_or("none");
        let (before, after) = (old.claim, now.claim);
        let keys = [
            ("by", [before.speaker.as_str(), &after.speaker]),
            ("via", [&before.publisher, &after.publisher]),
            ("source", [&before.source, &after.source]),
            ("as_of", [as_of(before), as_of(after)]),
        ];
        let keys = keys
            .into_iter()
            .filter(|(_, [before, after])| before != after);
        let value = self
            .is_reworded(old, now)
            .then_some(("value", [&*old.position.shown, &now.position.shown]));
        value
            .into_iter()
            .chain(keys)
            .map(|(key, values)| ClaimFate::Edited(key, values))
            .collect()
    }

    /// Says whether a claim has another value. If its words are the same, the vocabulary may be what reads
    /// them otherwise now.
    fn is_reworded(&self, old: &KeyedClaim<'s>, now: &KeyedClaim<'s>) -> bool {
        let (topic, _, attribute) = old.key;
        let is_other = old.position.identity != now.position.identity;
        let mut words = self.words.iter();
        is_other
            && (old.claim.as_written != now.claim.as_written
                || !words.any(|word| word.is_about(topic, vocabulary::ATTRIBUTE, attribute)))
    }
}

//! Ids of claims, and which claim replaces which.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::claims::Mark;
use super::declarations::{Seen, duplicate, is_valid, valid_id};
use super::desk::{Desk, ids_of};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::load::suggest::nearest;
use crate::model::{Claim, ClaimId, TopicId};

/// Looks up every `supersedes`, within one speaker and one question.
pub(super) fn link(desk: &mut Desk<'_>, marks: &[Mark]) {
    let ids = ids(desk, marks);
    for mark in marks {
        let Some(target) = mark.supersedes.map(|word| desk.words.get(word)) else {
            continue;
        };
        match ids.get(&(mark.topic, target.to_owned())) {
            None => {
                let near = nearest(target, ids_of(&ids, mark.topic));
                let help = match near {
                    Some(near) => format!("did you mean “{near}”?"),
                    None => "give the claim that this one replaces that id".to_owned(),
                };
                let span = target_place(desk, mark.claim);
                let message = format!("no claim has the id “{target}”");
                let fault = Diagnostic::at(Code::UnknownClaim, span, message, help);
                desk.diagnostics.push(fault.with_text(span, near));
            }
            Some(&other) if alike(&desk.record[mark.claim], &desk.record[other]) => {
                desk.record.supersedes.insert(mark.claim, other);
            }
            Some(_) => {
                let span = target_place(desk, mark.claim);
                desk.tell(
                    Code::BadValue,
                    span,
                    format!("“{target}” is another speaker's claim, or on another question"),
                    "a claim can replace only one of the same speaker on the same event and attribute",
                );
            }
        }
    }
    break_circles(desk);
}

/// Where `supersedes` stands in a claim.
fn target_place(desk: &Desk<'_>, claim: ClaimId) -> Span {
    let extent = desk.record.extent(&desk.record[claim]);
    let claim = desk.kept.claim(desk.files, extent);
    claim
        .and_then(|claim| Some(claim.span(claim.shape().supersedes.as_ref()?)))
        .unwrap_or(extent)
}

fn alike(left: &Claim, right: &Claim) -> bool {
    (left.event, left.attribute, left.speaker) == (right.event, right.attribute, right.speaker)
}

fn ids(desk: &mut Desk<'_>, marks: &[Mark]) -> BTreeMap<(TopicId, String), ClaimId> {
    let mut ids = BTreeMap::new();
    let mut doubtful = Vec::new();
    for mark in marks {
        let Some(id) = mark.id.map(|word| desk.words.get(word)) else {
            continue;
        };
        let first = *ids.entry((mark.topic, id.to_owned())).or_insert(mark.claim);
        if first != mark.claim || !is_valid(id) {
            doubtful.extend([(mark.topic, id, first), (mark.topic, id, mark.claim)]);
        }
    }
    // Only these are read again, to say where the ids stand.
    doubtful.sort_unstable_by_key(|(_, _, claim)| *claim);
    doubtful.dedup();
    let mut seen = Seen::new();
    for (topic, id, claim) in doubtful {
        let extent = desk.record.extent(&desk.record[claim]);
        let whole = desk.kept.claim(desk.files, extent);
        let span = whole
            .and_then(|claim| Some(claim.span(claim.shape().id.as_ref()?)))
            .unwrap_or(extent);
        valid_id(desk, id, span);
        duplicate(desk, &mut seen, topic, id, span, "claim");
    }
    ids
}

/// A circle replaces nothing: its links are told and taken out.
fn break_circles(desk: &mut Desk<'_>) {
    let mut visited: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    let starts: Vec<ClaimId> = desk.record.supersedes.keys().copied().collect();
    for start in starts {
        let mut at = start;
        while let Entry::Vacant(new) = visited.entry(at) {
            new.insert(start);
            let Some(&next) = desk.record.supersedes.get(&at) else {
                break;
            };
            at = next;
            if visited.get(&at) == Some(&start) {
                tell_circle(desk, at);
                break;
            }
        }
    }
}

fn tell_circle(desk: &mut Desk<'_>, start: ClaimId) {
    let mut at = start;
    while let Some(next) = desk.record.supersedes.remove(&at) {
        let span = target_place(desk, at);
        let message = "these claims replace each other in a circle";
        desk.tell(
            Code::CircularSupersedes,
            span,
            message,
            "take `supersedes` out of the oldest of them",
        );
        at = next;
    }
}

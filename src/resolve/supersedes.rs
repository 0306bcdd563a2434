//! Ids of claims, and which claim replaces which.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::claims::NamedClaim;
use super::declarations::{FirstPlaces, duplicate, is_valid, valid_id};
use super::resolver::{Resolver, ids_of};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::load::suggest::nearest;
use crate::model::{Claim, ClaimId, TopicId};

/// Looks up every `supersedes`, within one speaker and one question.
pub(super) fn link(resolver: &mut Resolver<'_>, named: &[NamedClaim]) {
    let ids = ids(resolver, named);
    for claim_name in named {
        let Some(target) = claim_name.supersedes.map(|word| resolver.words.get(word)) else {
            continue;
        };
        match ids.get(&(claim_name.topic, target.to_owned())) {
            None => {
                let near = nearest(target, ids_of(&ids, claim_name.topic));
                let help = match near {
                    Some(near) => format!("did you mean “{near}”?"),
                    None => "give the claim that this one replaces that id".to_owned(),
                };
                let span = target_place(resolver, claim_name.claim);
                let message = format!("no claim has the id “{target}”");
                let diagnostic = Diagnostic::at(Code::UnknownClaim, span, message, help);
                resolver.diagnostics.push(diagnostic.with_text(span, near));
            }
            Some(&other) if alike(&resolver.record[claim_name.claim], &resolver.record[other]) => {
                resolver.record.supersedes.insert(claim_name.claim, other);
            }
            Some(_) => {
                let span = target_place(resolver, claim_name.claim);
                resolver.diagnose(
                    Code::BadValue,
                    span,
                    format!("“{target}” is another speaker's claim, or on another question"),
                    "a claim can replace only one of the same speaker on the same event and attribute",
                );
            }
        }
    }
    break_circles(resolver);
}

/// Where `supersedes` stands in a claim.
fn target_place(resolver: &Resolver<'_>, claim: ClaimId) -> Span {
    let extent = resolver.record.extent(&resolver.record[claim]);
    let claim = resolver.kept.claim(resolver.files, extent);
    claim
        .and_then(|claim| Some(claim.span(claim.shape().supersedes.as_ref()?)))
        .unwrap_or(extent)
}

fn alike(left: &Claim, right: &Claim) -> bool {
    (left.event, left.attribute, left.speaker) == (right.event, right.attribute, right.speaker)
}

fn ids(resolver: &mut Resolver<'_>, named: &[NamedClaim]) -> BTreeMap<(TopicId, String), ClaimId> {
    let mut ids = BTreeMap::new();
    let mut doubtful = Vec::new();
    for claim_name in named {
        let Some(id) = claim_name.id.map(|word| resolver.words.get(word)) else {
            continue;
        };
        let first = *ids
            .entry((claim_name.topic, id.to_owned()))
            .or_insert(claim_name.claim);
        if first != claim_name.claim || !is_valid(id) {
            doubtful.extend([
                (claim_name.topic, id, first),
                (claim_name.topic, id, claim_name.claim),
            ]);
        }
    }
    // Only these are read again, to say where the ids stand.
    doubtful.sort_unstable_by_key(|(_, _, claim)| *claim);
    doubtful.dedup();
    let mut seen = FirstPlaces::new();
    for (topic, id, claim) in doubtful {
        let extent = resolver.record.extent(&resolver.record[claim]);
        let whole = resolver.kept.claim(resolver.files, extent);
        let span = whole
            .and_then(|claim| Some(claim.span(claim.shape().id.as_ref()?)))
            .unwrap_or(extent);
        valid_id(resolver, id, span);
        duplicate(resolver, &mut seen, topic, id, span, "claim");
    }
    ids
}

/// A circle replaces nothing: its links are told and taken out.
fn break_circles(resolver: &mut Resolver<'_>) {
    let mut visited: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    let starts: Vec<ClaimId> = resolver.record.supersedes.keys().copied().collect();
    for start in starts {
        let mut at = start;
        while let Entry::Vacant(new) = visited.entry(at) {
            new.insert(start);
            let Some(&next) = resolver.record.supersedes.get(&at) else {
                break;
            };
            at = next;
            if visited.get(&at) == Some(&start) {
                tell_circle(resolver, at);
                break;
            }
        }
    }
}

fn tell_circle(resolver: &mut Resolver<'_>, start: ClaimId) {
    let mut at = start;
    while let Some(next) = resolver.record.supersedes.remove(&at) {
        let span = target_place(resolver, at);
        let message = "these claims replace each other in a circle";
        resolver.diagnose(
            Code::CircularSupersedes,
            span,
            message,
            "take `supersedes` out of the oldest of them",
        );
        at = next;
    }
}

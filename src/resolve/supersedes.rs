//! Ids of claims, and which claim replaces which.

use std::collections::BTreeMap;

use super::claims::Link;
use super::declarations::{Seen, duplicate, valid_id};
use super::desk::{Desk, ids_of};
use crate::code::Code;
use crate::files::Span;
use crate::load::suggest::nearest;
use crate::model::{Claim, ClaimId, TopicId};

/// Looks up every `supersedes`, within one speaker and one question.
pub(super) fn link(desk: &mut Desk<'_>, links: &[Link<'_>]) {
    let ids = ids(desk, links);
    for (at, link) in links.iter().enumerate() {
        let Some(target) = &link.shape.supersedes else { continue };
        let span = Span::new(desk.record.claims[at].place.file, target.span());
        let Some(&other) = ids.get(&(link.topic, target.get_ref().clone())) else {
            let help = match nearest(target.get_ref(), ids_of(&ids, link.topic)) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "give the claim that this one replaces that id".to_owned(),
            };
            desk.tell(Code::UnknownClaim, span, format!("no claim has the id “{}”", target.get_ref()), help);
            continue;
        };
        if alike(&desk.record.claims[at], &desk.record.claims[other.index()]) {
            desk.record.claims[at].supersedes = Some(other);
        } else {
            desk.tell(
                Code::BadValue,
                span,
                format!("“{}” is another speaker's claim, or on another question", target.get_ref()),
                "a claim can replace only one of the same speaker on the same event and attribute",
            );
        }
    }
    break_circles(desk, links);
}

fn alike(left: &Claim, right: &Claim) -> bool {
    (left.event, left.attribute, left.speaker) == (right.event, right.attribute, right.speaker)
}

fn ids(desk: &mut Desk<'_>, links: &[Link<'_>]) -> BTreeMap<(TopicId, String), ClaimId> {
    let (mut seen, mut ids) = (Seen::new(), BTreeMap::new());
    for (at, link) in (0..).zip(links) {
        let Some(id) = &link.shape.id else { continue };
        let span = Span::new(desk.record.claims[ClaimId(at).index()].place.file, id.span());
        valid_id(desk, id.get_ref(), span);
        if !duplicate(desk, &mut seen, link.topic, id.get_ref(), span, "claim") {
            ids.insert((link.topic, id.get_ref().clone()), ClaimId(at));
        }
    }
    ids
}

/// A circle replaces nothing: its links are told and taken out.
fn break_circles(desk: &mut Desk<'_>, links: &[Link<'_>]) {
    const NEW: usize = usize::MAX;
    let mut visited = vec![NEW; links.len()];
    for start in 0..links.len() {
        let mut at = start;
        while visited[at] == NEW {
            visited[at] = start;
            let Some(next) = desk.record.claims[at].supersedes else { break };
            at = next.index();
            if visited[at] == start {
                tell_circle(desk, links, at);
                break;
            }
        }
    }
}

fn tell_circle(desk: &mut Desk<'_>, links: &[Link<'_>], start: usize) {
    let mut at = start;
    while let Some(next) = desk.record.claims[at].supersedes.take() {
        if let Some(target) = &links[at].shape.supersedes {
            let span = Span::new(desk.record.claims[at].place.file, target.span());
            let message = "these claims replace each other in a circle";
            desk.tell(Code::CircularSupersedes, span, message, "take `supersedes` out of the oldest of them");
        }
        at = next.index();
    }
}

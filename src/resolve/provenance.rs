//! Whose word a claim is: `by` is followed to the end of the chain (the contract, §2 and §9).

use std::collections::BTreeMap;

use super::claims::Link;
use super::desk::Desk;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{AttributeId, Claim, EventId, Meaning, Speaker, SpeakerId};

/// What a relay says on a question: with one value, or at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    event: EventId,
    attribute: AttributeId,
    relay: SpeakerId,
    /// The value by which claims lead on; `None` for all of them.
    value: Option<String>,
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// At this speaker, as this source cites it.
    At { speaker: SpeakerId, cited_in: SpeakerId },
    /// Nowhere: it runs in a circle.
    Circle,
}

struct Chains<'a> {
    claims: &'a [Claim],
    by: Vec<Option<SpeakerId>>,
    members: BTreeMap<Node, Vec<usize>>,
    ends: BTreeMap<Node, Option<End>>,
}

/// Gives every claim its speaker, and every unnamed speaker an identity in each source.
pub(super) fn follow(desk: &mut Desk<'_>, links: &[Link<'_>]) {
    let claims = std::mem::take(&mut desk.record.claims);
    let mut chains = Chains::new(&claims, links);
    let ends: Vec<Option<End>> = (0..claims.len()).map(|at| chains.end_of_claim(at)).collect();
    desk.record.claims = claims;
    let mut unnamed = BTreeMap::new();
    for (at, end) in ends.into_iter().enumerate() {
        let source = desk.record.claims[at].source;
        let (speaker, cited_in) = match end {
            Some(End::At { speaker, cited_in }) => (speaker, cited_in),
            Some(End::Circle) => {
                tell_circle(desk, links, at);
                (desk.record.claims[at].speaker, source)
            }
            None => (desk.record.claims[at].speaker, source),
        };
        desk.record.claims[at].speaker = identity(desk, &mut unnamed, speaker, cited_in);
    }
}

fn tell_circle(desk: &mut Desk<'_>, links: &[Link<'_>], at: usize) {
    let Some(by) = &links[at].shape.by else { return };
    let claim = &desk.record.claims[at];
    let span = Span::new(claim.place.file, by.span());
    let message = format!("this citation runs in a circle: “{}” cites this source in turn", by.get_ref());
    desk.diagnostics.push(Diagnostic::at(
        Code::CircularCitation,
        span,
        message,
        "find out who said it first, and take `by` out of that one's claim",
    ));
}

/// "As per reports" is somebody else in every source that cites it.
fn identity(
    desk: &mut Desk<'_>,
    known: &mut BTreeMap<(SpeakerId, SpeakerId), SpeakerId>,
    speaker: SpeakerId,
    cited_in: SpeakerId,
) -> SpeakerId {
    let named = &desk.record.speakers[speaker.index()];
    if named.kind.as_deref() != Some("unnamed") {
        return speaker;
    }
    let named = named.clone();
    *known.entry((speaker, cited_in)).or_insert_with(|| {
        let id = SpeakerId::from(desk.record.speakers.len());
        desk.record.speakers.push(Speaker { unnamed_in: Some(cited_in), ..named });
        id
    })
}

impl<'a> Chains<'a> {
    fn new(claims: &'a [Claim], links: &[Link<'_>]) -> Self {
        let mut members: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
        for (at, claim) in claims.iter().enumerate() {
            let node =
                |value| Node { event: claim.event, attribute: claim.attribute, relay: claim.source, value };
            members.entry(node(Some(key(claim)))).or_default().push(at);
            members.entry(node(None)).or_default().push(at);
        }
        Self { claims, by: links.iter().map(|link| link.by).collect(), members, ends: BTreeMap::new() }
    }

    /// Where the chain of a claim ends; `None` where it relays nobody.
    fn end_of_claim(&mut self, at: usize) -> Option<End> {
        let by = self.by[at]?;
        match self.node(at, by) {
            Some(node) => Some(self.end_of_node(&node)),
            None => Some(End::At { speaker: by, cited_in: self.claims[at].source }),
        }
    }

    /// What the relay of a claim says: the same value, else anything on the question.
    fn node(&self, at: usize, relay: SpeakerId) -> Option<Node> {
        let claim = &self.claims[at];
        let node = |value| Node { event: claim.event, attribute: claim.attribute, relay, value };
        [node(Some(key(claim))), node(None)].into_iter().find(|node| self.members.contains_key(node))
    }

    /// Follows a chain without recursion: a hostile file can make it as long as it likes.
    fn end_of_node(&mut self, start: &Node) -> End {
        let mut stack = vec![start.clone()];
        while let Some(node) = stack.last().cloned() {
            if matches!(self.ends.get(&node), Some(Some(_))) {
                stack.pop();
                continue;
            }
            self.ends.insert(node.clone(), None);
            let (end, waiting) = self.settle(&node);
            if let Some(next) = waiting {
                stack.push(next);
            } else {
                self.ends.insert(node, Some(end));
                stack.pop();
            }
        }
        self.ends.get(start).copied().flatten().unwrap_or(End::Circle)
    }

    /// Where a node ends, or the node that must be known first.
    fn settle(&self, node: &Node) -> (End, Option<Node>) {
        let itself = End::At { speaker: node.relay, cited_in: node.relay };
        let mut common: Option<End> = None;
        for &at in self.members.get(node).into_iter().flatten() {
            let Some(by) = self.by[at] else { return (itself, None) };
            let end = match self.node(at, by) {
                None => End::At { speaker: by, cited_in: node.relay },
                Some(next) => match self.ends.get(&next) {
                    None => return (itself, Some(next)),
                    Some(None) => End::Circle,
                    Some(Some(end)) => *end,
                },
            };
            match common {
                None => common = Some(end),
                Some(before) if same_speaker(before, end) => {}
                Some(_) => return (itself, None),
            }
        }
        (common.unwrap_or(itself), None)
    }
}

fn same_speaker(left: End, right: End) -> bool {
    match (left, right) {
        (End::At { speaker: left, .. }, End::At { speaker: right, .. }) => left == right,
        (End::Circle, End::Circle) => true,
        _ => false,
    }
}

/// Two claims have the same key exactly where they would be one position.
fn key(claim: &Claim) -> String {
    let meaning = match &claim.value.meaning {
        Meaning::Prose => return claim.value.written.clone(),
        Meaning::Range { interval, apart, .. } => format!("{interval:?} {apart:?}"),
        other => format!("{other:?}"),
    };
    format!("{meaning} {:?}", claim.unit)
}

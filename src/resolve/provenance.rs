//! Whose word a claim is: `by` is followed to the end of the chain (the contract, §2 and §9).

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{AttributeId, Claim, ClaimId, EventId, Record, Speaker, SpeakerId, Stand};

/// What a relay says on a question: with one value, or at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    event: EventId,
    attribute: AttributeId,
    relay: SpeakerId,
    /// The number of the value by which claims lead on; `None` for all of them.
    value: Option<usize>,
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// At this speaker, as this source cites it.
    At { speaker: SpeakerId, cited_in: SpeakerId },
    /// Nowhere: it runs in a circle.
    Circle,
}

/// The claims that may be part of a chain: those on questions on which somebody cites a source that
/// has a file of its own.
struct Chains<'a> {
    record: &'a Record,
    members: BTreeMap<Node, Vec<ClaimId>>,
    values: BTreeMap<Stand<'a>, usize>,
    ends: BTreeMap<Node, Option<End>>,
}

/// Gives every claim its speaker, and every unnamed speaker an identity in each source.
pub(super) fn follow(desk: &mut Desk<'_>) {
    let ends = ends(&desk.record);
    let mut unnamed = BTreeMap::new();
    for (at, id) in (0..desk.record.claims.len()).zip((0..).map(ClaimId)) {
        let Claim { source, speaker, .. } = desk.record.claims[at];
        let (speaker, cited_in) = match ends.get(&id) {
            Some(End::At { speaker, cited_in }) => (*speaker, *cited_in),
            Some(End::Circle) => {
                tell_circle(desk, id);
                (speaker, source)
            }
            None => (speaker, source),
        };
        desk.record.claims[at].speaker = identity(desk, &mut unnamed, speaker, cited_in);
    }
}

/// The ends of the chains that lead anywhere but to whom the claim names.
fn ends(record: &Record) -> BTreeMap<ClaimId, End> {
    let mut has_file = vec![false; record.speakers.len()];
    for claim in &record.claims {
        has_file[claim.source.index()] = true;
    }
    let cites_file = |claim: &Claim| claim.speaker != claim.source && has_file[claim.speaker.index()];
    let cited: BTreeSet<_> = record.claims.iter().filter(|claim| cites_file(claim)).map(question).collect();
    if cited.is_empty() {
        return BTreeMap::new();
    }
    let mut chains = Chains::new(record, &cited);
    let citing = record.claims.iter().zip((0..).map(ClaimId)).filter(|(claim, _)| cites_file(claim));
    citing.filter_map(|(_, id)| Some((id, chains.end_of_claim(id)?))).collect()
}

fn question(claim: &Claim) -> (EventId, AttributeId) {
    (claim.event, claim.attribute)
}

fn tell_circle(desk: &mut Desk<'_>, id: ClaimId) {
    let extent = desk.record.extent(desk.record.claim(id));
    let Some(claim) = desk.kept.claim(desk.files, extent) else { return };
    let Some(by) = &claim.shape().by else { return };
    let message = format!("this citation runs in a circle: “{}” cites this source in turn", by.get_ref());
    desk.diagnostics.push(Diagnostic::at(
        Code::CircularCitation,
        claim.span(by),
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
    fn new(record: &'a Record, cited: &BTreeSet<(EventId, AttributeId)>) -> Self {
        let (members, values) = (BTreeMap::new(), BTreeMap::new());
        let mut chains = Self { record, members, values, ends: BTreeMap::new() };
        let involved = record.claims.iter().zip((0..).map(ClaimId));
        for (claim, id) in involved.filter(|(claim, _)| cited.contains(&question(claim))) {
            let next = chains.values.len();
            let value = *chains.values.entry(record.value(claim).stand()).or_insert(next);
            for node in nodes(claim, claim.source, value) {
                chains.members.entry(node).or_default().push(id);
            }
        }
        chains
    }

    /// Whom a claim names, where that is another than its source.
    fn by(&self, id: ClaimId) -> Option<SpeakerId> {
        let claim = self.record.claim(id);
        (claim.speaker != claim.source).then_some(claim.speaker)
    }

    /// Where the chain of a claim ends; `None` where it relays nobody.
    fn end_of_claim(&mut self, id: ClaimId) -> Option<End> {
        let by = self.by(id)?;
        match self.node(id, by) {
            Some(node) => Some(self.end_of_node(&node)),
            None => Some(End::At { speaker: by, cited_in: self.record.claim(id).source }),
        }
    }

    /// What the relay of a claim says: the same value, else anything on the question.
    fn node(&self, id: ClaimId, relay: SpeakerId) -> Option<Node> {
        let claim = self.record.claim(id);
        let value = *self.values.get(&self.record.value(claim).stand())?;
        nodes(claim, relay, value).into_iter().find(|node| self.members.contains_key(node))
    }

    /// Follows a chain without recursion: a hostile file can make it as long as it likes.
    fn end_of_node(&mut self, start: &Node) -> End {
        let mut open = vec![Open::new(*start)];
        while let Some(mut top) = open.pop() {
            if matches!(self.ends.get(&top.node), Some(Some(_))) {
                continue;
            }
            self.ends.insert(top.node, None);
            match self.settle(&mut top) {
                Ok(end) => {
                    self.ends.insert(top.node, Some(end));
                }
                Err(next) => open.extend([top, Open::new(next)]),
            }
        }
        self.ends.get(start).copied().flatten().unwrap_or(End::Circle)
    }

    /// Where a node ends, or the node that must be known first.
    fn settle(&self, open: &mut Open) -> Result<End, Node> {
        let relay = open.node.relay;
        let itself = End::At { speaker: relay, cited_in: relay };
        let members = self.members.get(&open.node).map_or(&[][..], Vec::as_slice);
        while let Some(&id) = members.get(open.passed) {
            let Some(by) = self.by(id) else { return Ok(itself) };
            let end = match self.node(id, by) {
                None => End::At { speaker: by, cited_in: relay },
                Some(next) => match self.ends.get(&next) {
                    None => return Err(next),
                    Some(None) => End::Circle,
                    Some(Some(end)) => *end,
                },
            };
            match open.common {
                None => open.common = Some(end),
                Some(before) if same_speaker(before, end) => {}
                Some(_) => return Ok(itself),
            }
            open.passed += 1;
        }
        Ok(open.common.unwrap_or(itself))
    }
}

/// A node that is being settled: how many of its members were looked at, and where those end.
struct Open {
    node: Node,
    passed: usize,
    common: Option<End>,
}

impl Open {
    fn new(node: Node) -> Self {
        Self { node, passed: 0, common: None }
    }
}

fn same_speaker(left: End, right: End) -> bool {
    match (left, right) {
        (End::At { speaker: left, .. }, End::At { speaker: right, .. }) => left == right,
        (End::Circle, End::Circle) => true,
        _ => false,
    }
}

/// What a relay says on a claim's question: with the claim's value, and at all.
fn nodes(claim: &Claim, relay: SpeakerId, value: usize) -> [Node; 2] {
    [Some(value), None].map(|value| Node { event: claim.event, attribute: claim.attribute, relay, value })
}

//! Whose word a claim is: `by` is followed to the end of the chain (the contract, §2 and §9).

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{AttributeId, Claim, ClaimId, EventId, PositionKey, Record, Speaker, SpeakerId};

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
enum ChainEnd {
    /// At this speaker, as this source cites it.
    At {
        speaker: SpeakerId,
        cited_in: SpeakerId,
    },
    /// Nowhere: it runs in a circle.
    Circle,
}

/// The claims that may be part of a chain: those on questions on which somebody cites a source that
/// has a file of its own.
struct Chains<'a> {
    record: &'a Record,
    members: BTreeMap<Node, Vec<ClaimId>>,
    values: BTreeMap<PositionKey<'a>, usize>,
    ends: BTreeMap<Node, Option<ChainEnd>>,
}

/// Gives every claim its speaker, and every unnamed speaker an identity in each source.
pub(super) fn follow(resolver: &mut Resolver<'_>) {
    let ChainEnds {
        ends,
        circles,
        into_circles,
    } = followed(&resolver.record);
    for circle in circles {
        tell_circle(resolver, &circle);
    }
    for id in into_circles {
        tell_into_circle(resolver, id);
    }
    let mut unnamed = BTreeMap::new();
    for (at, id) in (0..resolver.record.claims.len()).zip((0..).map(ClaimId::from)) {
        let Claim {
            source, speaker, ..
        } = resolver.record.claims[at];
        let (speaker, cited_in) = match ends.get(&id) {
            Some(ChainEnd::At { speaker, cited_in }) => (*speaker, *cited_in),
            Some(ChainEnd::Circle) | None => (speaker, source),
        };
        resolver.record.claims[at].speaker = identity(resolver, &mut unnamed, speaker, cited_in);
    }
}

/// What comes of following every chain.
#[derive(Default)]
struct ChainEnds {
    /// The ends of the chains that lead anywhere but to whom the claim names.
    ends: BTreeMap<ClaimId, ChainEnd>,
    /// The claims of each circle, each citing the next and the last the first.
    circles: Vec<Vec<ClaimId>>,
    /// The claims that lead into a circle and are no part of it.
    into_circles: Vec<ClaimId>,
}

fn followed(record: &Record) -> ChainEnds {
    let mut has_file = vec![false; record.speakers.len()];
    for claim in &record.claims {
        has_file[claim.source.index()] = true;
    }
    let cites_file =
        |claim: &Claim| claim.speaker != claim.source && has_file[claim.speaker.index()];
    let cited: BTreeSet<_> = record
        .claims
        .iter()
        .filter(|claim| cites_file(claim))
        .map(question)
        .collect();
    if cited.is_empty() {
        return ChainEnds::default();
    }
    let mut chains = Chains::new(record, &cited);
    let citing = record
        .claims
        .iter()
        .zip((0..).map(ClaimId::from))
        .filter(|(claim, _)| cites_file(claim));
    let ends: BTreeMap<ClaimId, ChainEnd> = citing
        .filter_map(|(_, id)| Some((id, chains.end_of_claim(id)?)))
        .collect();
    let (circles, into_circles) = chains.circles(&ends);
    ChainEnds {
        ends,
        circles,
        into_circles,
    }
}

fn question(claim: &Claim) -> (EventId, AttributeId) {
    (claim.event, claim.attribute)
}

/// No more members of a circle than this are named and shown.
const MOST_SHOWN: usize = 12;

/// Tells a circle once, with all who are part of it.
fn tell_circle(resolver: &mut Resolver<'_>, circle: &[ClaimId]) {
    let source = |id: &ClaimId| &resolver.record[resolver.record[*id].source].name.id;
    let shown = circle.iter().take(MOST_SHOWN);
    let mut names: Vec<&str> = shown.clone().map(|id| source(id).as_str()).collect();
    let left_out = circle.len() - names.len();
    let rest = format!("({left_out} more)");
    names.extend((left_out > 0).then_some(rest.as_str()));
    names.extend(circle.first().map(|id| source(id).as_str()));
    let message = format!("these citations run in a circle: {}", names.join(" → "));
    let mut places = shown.map(|id| by_place(resolver, *id));
    let Some(first) = places.next() else { return };
    let help = "find out who said it first, and take `by` out of that one's claim";
    let diagnostic = Diagnostic::at(Code::CircularCitation, first, message, help);
    let diagnostic = places.fold(diagnostic, |diagnostic, place| {
        diagnostic.and(place, "which cites")
    });
    resolver.diagnostics.push(diagnostic);
}

fn tell_into_circle(resolver: &mut Resolver<'_>, id: ClaimId) {
    let message = "this citation leads into a circle: nobody in it said it first";
    let help = "find out who said it first, and name that speaker in `by`";
    let diagnostic = Diagnostic::at(
        Code::CircularCitation,
        by_place(resolver, id),
        message,
        help,
    );
    resolver.diagnostics.push(diagnostic);
}

/// Where `by` stands in a claim.
fn by_place(resolver: &Resolver<'_>, id: ClaimId) -> Span {
    let extent = resolver.record.extent(&resolver.record[id]);
    let claim = resolver.kept.claim(resolver.files, extent);
    claim
        .and_then(|claim| Some(claim.span(claim.shape().by.as_ref()?)))
        .unwrap_or(extent)
}

/// "As per reports" is somebody else in every source that cites it.
fn identity(
    resolver: &mut Resolver<'_>,
    known: &mut BTreeMap<(SpeakerId, SpeakerId), SpeakerId>,
    speaker: SpeakerId,
    cited_in: SpeakerId,
) -> SpeakerId {
    let named = &resolver.record[speaker];
    if named.kind.as_deref() != Some("unnamed") {
        return speaker;
    }
    let named = named.clone();
    *known.entry((speaker, cited_in)).or_insert_with(|| {
        let id = SpeakerId::from(resolver.record.speakers.len());
        resolver.record.speakers.push(Speaker {
            unnamed_in: Some(cited_in),
            ..named
        });
        id
    })
}

impl<'a> Chains<'a> {
    fn new(record: &'a Record, cited: &BTreeSet<(EventId, AttributeId)>) -> Self {
        let (members, values) = (BTreeMap::new(), BTreeMap::new());
        let mut chains = Self {
            record,
            members,
            values,
            ends: BTreeMap::new(),
        };
        let involved = record.claims.iter().zip((0..).map(ClaimId::from));
        for (claim, id) in involved.filter(|(claim, _)| cited.contains(&question(claim))) {
            let next = chains.values.len();
            let value = *chains
                .values
                .entry(record[claim.value].position_key())
                .or_insert(next);
            for node in nodes(claim, claim.source, value) {
                chains.members.entry(node).or_default().push(id);
            }
        }
        chains
    }

    /// Whom a claim names, where that is another than its source.
    fn by(&self, id: ClaimId) -> Option<SpeakerId> {
        let claim = &self.record[id];
        (claim.speaker != claim.source).then_some(claim.speaker)
    }

    /// Where the chain of a claim ends; `None` where it relays nobody.
    fn end_of_claim(&mut self, id: ClaimId) -> Option<ChainEnd> {
        let by = self.by(id)?;
        match self.node(id, by) {
            Some(node) => Some(self.end_of_node(&node)),
            None => Some(ChainEnd::At {
                speaker: by,
                cited_in: self.record[id].source,
            }),
        }
    }

    /// What the relay of a claim says: the same value, else anything on the question.
    fn node(&self, id: ClaimId, relay: SpeakerId) -> Option<Node> {
        let claim = &self.record[id];
        let value = *self.values.get(&self.record[claim.value].position_key())?;
        nodes(claim, relay, value)
            .into_iter()
            .find(|node| self.members.contains_key(node))
    }

    /// Follows a chain without recursion: a hostile file can make it as long as it likes.
    fn end_of_node(&mut self, start: &Node) -> ChainEnd {
        let mut open = vec![Visit::new(*start)];
        while let Some(mut top) = open.pop() {
            if matches!(self.ends.get(&top.node), Some(Some(_))) {
                continue;
            }
            self.ends.insert(top.node, None);
            match self.settle(&mut top) {
                Ok(end) => {
                    self.ends.insert(top.node, Some(end));
                }
                Err(next) => open.extend([top, Visit::new(next)]),
            }
        }
        self.ends
            .get(start)
            .copied()
            .flatten()
            .unwrap_or(ChainEnd::Circle)
    }

    /// The circles among the claims that end in one, and the claims that only lead into them: each such
    /// claim is followed to the first claim that it cites, until the way comes back to itself.
    fn circles(&self, ends: &BTreeMap<ClaimId, ChainEnd>) -> (Vec<Vec<ClaimId>>, Vec<ClaimId>) {
        let circular = || {
            ends.iter()
                .filter(|(_, end)| **end == ChainEnd::Circle)
                .map(|(id, _)| *id)
        };
        let mut walk_of: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
        let mut circles: Vec<Vec<ClaimId>> = Vec::new();
        for start in circular() {
            let (mut walk, mut at) = (Vec::new(), Some(start));
            while let Some(id) = at.filter(|id| !walk_of.contains_key(id)) {
                walk_of.insert(id, start);
                walk.push(id);
                at = self.cited(id);
            }
            let back = walk.iter().position(|id| Some(*id) == at);
            circles.extend(back.map(|first| walk.split_off(first)));
        }
        let round: BTreeSet<ClaimId> = circles.iter().flatten().copied().collect();
        (
            circles,
            circular().filter(|id| !round.contains(id)).collect(),
        )
    }

    /// The first claim of what a claim cites.
    fn cited(&self, id: ClaimId) -> Option<ClaimId> {
        let node = self.node(id, self.by(id)?)?;
        self.members.get(&node)?.first().copied()
    }

    /// Where a node ends, or the node that must be known first.
    fn settle(&self, open: &mut Visit) -> Result<ChainEnd, Node> {
        let relay = open.node.relay;
        let itself = ChainEnd::At {
            speaker: relay,
            cited_in: relay,
        };
        let members = self.members.get(&open.node).map_or(&[][..], Vec::as_slice);
        // Whoever speaks for itself ends a chain, wherever in its file that claim stands.
        if open.passed == 0 && members.iter().any(|id| self.by(*id).is_none()) {
            return Ok(itself);
        }
        while let Some(&id) = members.get(open.passed) {
            let Some(by) = self.by(id) else {
                return Ok(itself);
            };
            let end = match self.node(id, by) {
                None => ChainEnd::At {
                    speaker: by,
                    cited_in: relay,
                },
                Some(next) => match self.ends.get(&next) {
                    None => return Err(next),
                    Some(None) => ChainEnd::Circle,
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
struct Visit {
    node: Node,
    passed: usize,
    common: Option<ChainEnd>,
}

impl Visit {
    fn new(node: Node) -> Self {
        Self {
            node,
            passed: 0,
            common: None,
        }
    }
}

fn same_speaker(left: ChainEnd, right: ChainEnd) -> bool {
    match (left, right) {
        (ChainEnd::At { speaker: left, .. }, ChainEnd::At { speaker: right, .. }) => left == right,
        (ChainEnd::Circle, ChainEnd::Circle) => true,
        _ => false,
    }
}

/// What a relay says on a claim's question: with the claim's value, and at all.
fn nodes(claim: &Claim, relay: SpeakerId, value: usize) -> [Node; 2] {
    [Some(value), None].map(|value| Node {
        event: claim.event,
        attribute: claim.attribute,
        relay,
        value,
    })
}

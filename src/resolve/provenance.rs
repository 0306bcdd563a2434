//! Whose word a claim is: `by` is followed to the end of the chain (the contract, §2 and §9).

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolver, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
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
    /// The end of each node; `None` while it is looked for.
    ends: BTreeMap<Node, Option<ChainEnd>>,
}

/// The end of every chain.
#[derive(Default)]
struct ChainEnds {
    /// The ends of the chains that lead anywhere but to whom the claim names.
    ends: BTreeMap<ClaimId, ChainEnd>,
    /// The claims of each circle, each citing the next and the last the first.
    circles: Vec<Vec<ClaimId>>,
    /// The claims that lead into a circle and are no part of it.
    into_circles: Vec<ClaimId>,
}

/// Gives every claim its speaker, and every unnamed speaker an identity in each source.
pub(super) fn follow(resolver: &mut Resolver<'_>) {
    let chains = chain_ends(&resolver.record);
    for circle in &chains.circles {
        let diagnostic = circle_diagnostic(resolver, circle);
        resolver.diagnostics.extend(diagnostic);
    }
    for id in &chains.into_circles {
        let message = "this citation leads into a circle: nobody in it said it first";
        let help = "find out who said it first, and name that speaker in `by`";
        let place = resolver.key_place(*id, key!(by));
        resolver.diagnose(Code::CircularCitation, place, message, help);
    }
    give_speakers(&mut resolver.record, &chains.ends);
}

/// Gives every claim its speaker once more, after claims were taken out: a chain must not lead on through a claim
/// that is there no more.
pub(crate) fn follow_again(record: &mut Record) {
    for (id, speaker) in std::mem::take(&mut record.named) {
        record[id].speaker = speaker;
    }
    while record
        .speakers
        .last()
        .is_some_and(|last| last.unnamed_in.is_some())
    {
        record.speakers.pop();
    }
    let chains = chain_ends(record);
    give_speakers(record, &chains.ends);
}

fn give_speakers(record: &mut Record, ends: &BTreeMap<ClaimId, ChainEnd>) {
    let mut unnamed = BTreeMap::new();
    for id in (0..record.claims.len()).map(ClaimId::from) {
        let claim = &record[id];
        let (named, source) = (claim.speaker, claim.source);
        let (speaker, cited_in, in_circle) = match ends.get(&id) {
            Some(ChainEnd::At { speaker, cited_in }) => (*speaker, *cited_in, false),
            // Nobody there speaks first-hand: whoever is named corroborates nothing.
            Some(ChainEnd::Circle) => (named, source, true),
            None => (named, source, false),
        };
        let speaker = if in_circle || is_unnamed(record, speaker) {
            identity(record, &mut unnamed, speaker, cited_in)
        } else {
            speaker
        };
        if speaker != named {
            record.named.push((id, named));
            record[id].speaker = speaker;
        }
    }
}

/// No more members of a circle than this are named and shown.
const MOST_SHOWN: usize = 12;

/// Returns one diagnostic of a circle, with all who are part of it.
fn circle_diagnostic(resolver: &Resolver<'_>, circle: &[ClaimId]) -> Option<Diagnostic> {
    let record = &resolver.record;
    let shown = &circle[..circle.len().min(MOST_SHOWN)];
    let mut names: Vec<&str> = shown
        .iter()
        .map(|id| record[record[*id].source].name.id.as_str())
        .collect();
    let left_out = format!("({} more)", circle.len() - shown.len());
    let first = names.first().copied();
    names.extend((shown.len() < circle.len()).then_some(left_out.as_str()));
    names.extend(first);
    let message = format!("these citations run in a circle: {}", names.join(" → "));
    let mut places = shown.iter().map(|id| resolver.key_place(*id, key!(by)));
    let help = "find out who said it first, and take `by` out of that one's claim";
    let diagnostic = Diagnostic::at(Code::CircularCitation, places.next()?, message, help);
    Some(places.fold(diagnostic, |diagnostic, place| {
        diagnostic.and(place, "which cites")
    }))
}

/// Returns true for a speaker without a name ("as per reports").
fn is_unnamed(record: &Record, speaker: SpeakerId) -> bool {
    record[speaker].kind.as_deref() == Some("unnamed")
}

/// Returns the speaker that this source cites, who is another in every source and corroborates nothing.
fn identity(
    record: &mut Record,
    unnamed: &mut BTreeMap<(SpeakerId, SpeakerId), SpeakerId>,
    speaker: SpeakerId,
    cited_in: SpeakerId,
) -> SpeakerId {
    *unnamed.entry((speaker, cited_in)).or_insert_with(|| {
        let id = SpeakerId::from(record.speakers.len());
        record.speakers.push(Speaker {
            unnamed_in: Some(cited_in),
            ..record[speaker].clone()
        });
        id
    })
}

fn chain_ends(record: &Record) -> ChainEnds {
    let has_file = record.speakers_with_file();
    let citing: Vec<(ClaimId, &Claim)> = record
        .numbered_claims()
        .filter(|(_, claim)| claim.speaker != claim.source && has_file[claim.speaker.index()])
        .collect();
    if citing.is_empty() {
        return ChainEnds::default();
    }
    let cited = citing.iter().map(|(_, claim)| question(claim)).collect();
    let mut chains = Chains::new(record, &cited);
    let ends: BTreeMap<ClaimId, ChainEnd> = citing
        .iter()
        .filter_map(|(id, _)| Some((*id, chains.end_of_claim(*id)?)))
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

impl<'a> Chains<'a> {
    fn new(record: &'a Record, cited: &BTreeSet<(EventId, AttributeId)>) -> Self {
        let mut chains = Self {
            record,
            members: BTreeMap::new(),
            values: BTreeMap::new(),
            ends: BTreeMap::new(),
        };
        let involved = record.numbered_claims();
        for (id, claim) in involved.filter(|(_, claim)| cited.contains(&question(claim))) {
            let next = chains.values.len();
            let key = record[claim.value].position_key();
            let value = *chains.values.entry(key).or_insert(next);
            for node in nodes(claim, claim.source, value) {
                chains.members.entry(node).or_default().push(id);
            }
        }
        chains
    }

    /// Returns whom a claim names, if that is another than its source.
    fn by(&self, id: ClaimId) -> Option<SpeakerId> {
        let claim = &self.record[id];
        (claim.speaker != claim.source).then_some(claim.speaker)
    }

    /// Returns the end of a claim's chain; `None` if it relays nobody.
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

    /// Returns what the relay of a claim says: the same value, else anything on the question.
    fn node(&self, id: ClaimId, relay: SpeakerId) -> Option<Node> {
        let claim = &self.record[id];
        let key = self.record[claim.value].position_key();
        let value = *self.values.get(&key)?;
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
        let end = self.ends.get(start).copied().flatten();
        end.unwrap_or(ChainEnd::Circle)
    }

    /// Returns the end of a node, or the node whose end must be known first.
    fn settle(&self, visit: &mut Visit) -> Result<ChainEnd, Node> {
        let relay = visit.node.relay;
        let itself = ChainEnd::At {
            speaker: relay,
            cited_in: relay,
        };
        let members = self.members.get(&visit.node).map_or(&[][..], Vec::as_slice);
        // Whoever speaks for itself ends a chain, wherever in its file that claim is.
        if visit.passed == 0 && members.iter().any(|id| self.by(*id).is_none()) {
            return Ok(itself);
        }
        while let Some(&id) = members.get(visit.passed) {
            let end = match self.by(id) {
                Some(by) => self.next_end(id, by, relay)?,
                None => return Ok(itself),
            };
            match visit.common {
                None => visit.common = Some(end),
                Some(before) if is_same_speaker(before, end) => {}
                Some(_) => return Ok(itself),
            }
            visit.passed += 1;
        }
        Ok(visit.common.unwrap_or(itself))
    }

    /// Returns the end to which a claim of a relay leads, or the node whose end must be known first.
    fn next_end(&self, id: ClaimId, by: SpeakerId, relay: SpeakerId) -> Result<ChainEnd, Node> {
        let Some(next) = self.node(id, by) else {
            return Ok(ChainEnd::At {
                speaker: by,
                cited_in: relay,
            });
        };
        match self.ends.get(&next) {
            None => Err(next),
            Some(None) => Ok(ChainEnd::Circle),
            Some(Some(end)) => Ok(*end),
        }
    }

    /// Finds the circles among the claims that end in one, and the claims that only lead into them: each
    /// such claim is followed to the first claim that it cites, until the way comes back to itself.
    fn circles(&self, ends: &BTreeMap<ClaimId, ChainEnd>) -> (Vec<Vec<ClaimId>>, Vec<ClaimId>) {
        let circular = ends.iter().filter(|(_, end)| **end == ChainEnd::Circle);
        let mut rest: Vec<ClaimId> = circular.map(|(id, _)| *id).collect();
        let mut seen: BTreeSet<ClaimId> = BTreeSet::new();
        let mut circles: Vec<Vec<ClaimId>> = Vec::new();
        for start in &rest {
            let (mut walk, mut at) = (Vec::new(), Some(*start));
            while let Some(id) = at.filter(|id| seen.insert(*id)) {
                walk.push(id);
                at = self.cited(id);
            }
            let back = walk.iter().position(|id| Some(*id) == at);
            circles.extend(back.map(|first| walk.split_off(first)));
        }
        let in_circles: BTreeSet<ClaimId> = circles.iter().flatten().copied().collect();
        rest.retain(|id| !in_circles.contains(id));
        (circles, rest)
    }

    /// Returns the first claim of what a claim cites.
    fn cited(&self, id: ClaimId) -> Option<ClaimId> {
        let node = self.node(id, self.by(id)?)?;
        self.members.get(&node)?.first().copied()
    }
}

/// A node whose end is looked for: how many of its members were looked at, and where those end.
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

fn is_same_speaker(left: ChainEnd, right: ChainEnd) -> bool {
    match (left, right) {
        (ChainEnd::At { speaker: left, .. }, ChainEnd::At { speaker: right, .. }) => left == right,
        (ChainEnd::Circle, ChainEnd::Circle) => true,
        _ => false,
    }
}

/// Returns what a relay says on a claim's question: with the claim's value, and at all.
fn nodes(claim: &Claim, relay: SpeakerId, value: usize) -> [Node; 2] {
    [Some(value), None].map(|value| Node {
        event: claim.event,
        attribute: claim.attribute,
        relay,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::resolved;

    /// Resolves files with one claim each, and returns `source: speaker` with what is wrong.
    fn speakers(claims: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let texts: Vec<(String, String)> = claims
            .iter()
            .map(|(source, keys)| {
                let claim = format!("[[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}");
                (format!("{source}.toml"), claim)
            })
            .collect();
        let vocabulary = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                          [[speaker]]\nid = 'army'\n[[speaker]]\nid = 'reports'\nkind = 'unnamed'";
        let mut texts: Vec<(&str, &str)> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        texts.push(("topic.toml", vocabulary));
        let (record, mut diagnostics) = resolved(&texts);
        diagnostics.retain(|diagnostic| diagnostic.starts_with("circular"));
        let speakers = record.claims.iter().map(|claim| {
            let [source, speaker] = [claim.source, claim.speaker].map(|id| &record[id]);
            let unnamed_in = speaker.unnamed_in.map(|id| &record[id].name.id);
            let within = unnamed_in.map(|id| format!(" in {id}")).unwrap_or_default();
            format!("{}: {}{within}", source.name.id, speaker.name.id)
        });
        (speakers.collect(), diagnostics)
    }

    #[test]
    fn a_chain_is_followed_to_its_end() {
        for (claims, expected) in [
            (&[("a", "value = 1")][..], &["a: a"][..]),
            (&[("a", "value = 1\nby = 'army'")], &["a: army"]),
            (
                &[
                    ("a", "value = 1\nby = 'b'"),
                    ("b", "value = 1\nby = 'army'"),
                ],
                &["a: army", "b: army"],
            ),
            // Of another value: what it says on the question at all.
            (
                &[
                    ("a", "value = 2\nby = 'b'"),
                    ("b", "value = 1\nby = 'army'"),
                ],
                &["a: army", "b: army"],
            ),
            // Whoever speaks for itself ends the chain.
            (
                &[("a", "value = 1\nby = 'b'"), ("b", "value = 1")],
                &["a: b", "b: b"],
            ),
            // Also if it relays somebody else first, who relays it.
            (
                &[
                    ("a", "value = 1\nby = 'b'"),
                    (
                        "b",
                        "value = 1\nby = 'c'\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1",
                    ),
                    ("c", "value = 1\nby = 'b'"),
                ],
                &["a: b", "b: b", "b: b", "c: b"],
            ),
            // An unnamed speaker is another one in each source, that of the source which cites it.
            (
                &[
                    ("a", "value = 1\nby = 'b'"),
                    ("b", "value = 1\nby = 'reports'"),
                    ("c", "value = 1\nby = 'reports'"),
                ],
                &["a: reports in b", "b: reports in b", "c: reports in c"],
            ),
        ] {
            let (speakers, diagnostics) = speakers(claims);
            assert_eq!(speakers, expected);
            assert_eq!(diagnostics, [""; 0]);
        }
    }

    #[test]
    fn a_circle_is_said_once_and_what_leads_into_it_too() {
        let (speakers, diagnostics) = speakers(&[
            ("a", "value = 1\nby = 'b'"),
            ("b", "value = 1\nby = 'a'"),
            ("c", "value = 1\nby = 'a'"),
        ]);
        // None of them is anybody's word.
        assert_eq!(speakers, ["a: b in a", "b: a in b", "c: a in c"]);
        assert_eq!(
            diagnostics,
            [
                "circular-citation: these citations run in a circle: a → b → a",
                "circular-citation: this citation leads into a circle: nobody in it said it first",
            ]
        );
    }

    #[test]
    fn of_a_long_circle_only_some_are_named() {
        let names: Vec<String> = (10..30).map(|number| format!("s{number}")).collect();
        let next = names.iter().cycle().skip(1);
        let claims: Vec<String> = next
            .take(20)
            .map(|next| format!("value = 1\nby = '{next}'"))
            .collect();
        let claims: Vec<(&str, &str)> = names
            .iter()
            .zip(&claims)
            .map(|(name, claim)| (name.as_str(), claim.as_str()))
            .collect();
        let (_, diagnostics) = speakers(&claims);
        assert_eq!(diagnostics.len(), 1);
        assert!(
            diagnostics[0].ends_with("s20 → s21 → (8 more) → s10"),
            "{diagnostics:?}"
        );
    }
}

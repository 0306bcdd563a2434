//! Questions, positions, and how positions compare.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::{ClaimJson, claim_name, speaker_id};
use super::ends::{self, EndsJson};
use super::text::Text;
use crate::compare::{Comparison, Pairs, Position, Related, Relation, Settled};
use crate::finding::{self, Hint};
use crate::identity;
use crate::model::Attribute;
use crate::phrase::value::raw_position;
use crate::report::{Report, Resolved};

/// A question: one attribute of one event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionJson<'a> {
    /// The id of the attribute.
    #[serde(borrow)]
    pub attribute: Text<'a>,
    /// The name of the attribute.
    pub label: Text<'a>,
    /// The kind of its values, such as `count`.
    pub kind: Text<'a>,
    /// The unit of its values.
    pub unit: Option<Text<'a>>,
    /// What comes out, such as `contradicted`.
    pub outcome: Text<'a>,
    /// The ends of all live values together.
    #[serde(flatten)]
    pub ends: EndsJson<'a>,
    /// The gap between the contradicting positions that lie farthest apart.
    pub gap: Option<Text<'a>>,
    /// How many times the lower of their nearest ends the higher one is.
    pub ratio: Option<f64>,
    /// The tolerance, as a share, at which they would meet.
    pub reconciles_at: Option<f64>,
    /// Named speakers with a live value.
    pub speakers: usize,
    /// Parties of these.
    pub parties: usize,
    /// True if an editor has resolved it, and nothing has come since.
    pub resolved: bool,
    /// What the editor wrote.
    pub resolution: Option<ResolutionJson<'a>>,
    /// The positions: from low to high, those without a live claim last.
    pub positions: Vec<PositionJson<'a>>,
    /// How each two positions with a live claim compare.
    pub relations: Vec<RelationJson<'a>>,
    /// What may explain contradictions on it: the first few.
    pub hints: Vec<HintJson<'a>>,
    /// True if there are more relations than are listed.
    pub relations_cut: bool,
    /// Pairs of live claims that contradict each other.
    pub contradicting_pairs: u64,
    /// What speakers settled by a revision or a withdrawal.
    pub settled: Vec<SettledJson<'a>>,
    /// True if more was settled than is listed.
    pub settled_cut: bool,
}

/// What an editor wrote on a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ResolutionJson<'a> {
    /// Who looked at it.
    #[serde(borrow)]
    pub by: Option<Text<'a>>,
    /// On which day.
    pub date: Text<'a>,
    /// What the editor says of it.
    pub note: Option<Text<'a>>,
    /// True if it holds no more.
    pub stale: bool,
}

/// A position: a value with all the claims that hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PositionJson<'a> {
    /// What the value is known by, whatever its words.
    #[serde(borrow)]
    pub identity: Text<'a>,
    /// The value in the words of the first claim.
    pub value: Text<'a>,
    /// The same, with what the words of a number leave unsaid: its unit, or what it was converted to.
    pub shown: Text<'a>,
    /// The ends of the values that it leaves possible.
    #[serde(flatten)]
    pub ends: EndsJson<'a>,
    /// The id of the scope that it counts, if its claims say one.
    pub scope: Option<Text<'a>>,
    /// Its unit: the question's, or its own if that cannot be converted.
    pub unit: Option<Text<'a>>,
    /// The ids of the named speakers whose live claims hold it.
    pub speakers: Vec<Text<'a>>,
    /// Live claims that hold it.
    pub reports: usize,
    /// The claims, live ones first.
    pub claims: Vec<ClaimJson<'a>>,
}

/// What may explain that two positions contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct HintJson<'a> {
    /// `rounding` or `near-name`.
    #[serde(borrow)]
    pub hint: Text<'a>,
    /// The indices of the two positions, from 0: of a rounded number first that with the rounded one.
    pub between: [usize; 2],
    /// Of names the two, as they are compared.
    pub names: Vec<Text<'a>>,
}

impl HintJson<'_> {
    fn new(hint: &Hint) -> Self {
        let names = match hint {
            Hint::Rounding { .. } => Vec::new(),
            Hint::NearName { names, .. } => names.iter().cloned().map(Text::from).collect(),
        };
        Self {
            hint: Text::from(hint.word()),
            between: hint.between(),
            names,
        }
    }
}

/// How two positions compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RelationJson<'a> {
    /// The indices of the two positions, from 0.
    pub between: [usize; 2],
    /// `refines`, `overlaps`, `contradicts` or `incomparable`.
    #[serde(borrow)]
    pub relation: Text<'a>,
    /// The kind of a contradiction: the first of `between-speakers`, `misquote` and `self` that occurs.
    pub kind: Option<Text<'a>>,
    /// The contradicting pairs of claims.
    pub pairs: Option<PairsJson>,
    /// If one refines the other: the index of the inner one.
    pub inner: Option<usize>,
    /// True if they only agree because one has no upper end.
    pub strained: bool,
}

/// Pairs of live claims that contradict each other, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PairsJson {
    /// Of two speakers.
    pub between_speakers: u64,
    /// Of one speaker, told differently by two publishers.
    pub misquote: u64,
    /// Of one speaker.
    #[serde(rename = "self")]
    pub own: u64,
}

/// A contradiction that is no more, because a speaker replaced or took back a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SettledJson<'a> {
    /// The id of the claim that was replaced or taken back.
    #[serde(borrow)]
    pub claim: Text<'a>,
    /// The id of the claim that replaced it; `null` if it was taken back.
    pub by: Option<Text<'a>>,
    /// The id of the claim that it contradicted.
    pub against: Text<'a>,
}

impl<'a> QuestionJson<'a> {
    /// Returns a question that was compared.
    pub(super) fn new(report: &'a Report, comparison: &'a Comparison) -> Self {
        let attribute = &report.record[comparison.question.attribute];
        let widest = comparison.widest_gap.as_ref();
        let timed = comparison.timed;
        Self {
            attribute: Text::from(&attribute.name.id),
            label: Text::from(&attribute.label),
            kind: Text::from(attribute.kind.word()),
            unit: attribute.unit.as_deref().map(Text::from),
            outcome: Text::from(comparison.outcome.word()),
            ends: EndsJson::new(attribute, comparison.span.as_ref(), timed),
            gap: widest.map(|widest| ends::gap(&widest.gap)),
            ratio: widest.and_then(|widest| widest.ratio).map(ends::ratio),
            reconciles_at: widest
                .and_then(|widest| widest.reconciles_at)
                .map(ends::share),
            speakers: comparison.speakers.len(),
            parties: comparison.parties.len(),
            resolved: report.is_resolved(comparison),
            resolution: report.resolved(comparison).map(ResolutionJson::new),
            positions: comparison
                .positions
                .iter()
                .map(|position| PositionJson::new(report, attribute, timed, position))
                .collect(),
            relations: comparison.relations.iter().map(RelationJson::new).collect(),
            hints: finding::hints(&report.record, comparison)
                .iter()
                .map(HintJson::new)
                .collect(),
            relations_cut: comparison.relations_cut,
            contradicting_pairs: comparison.contradicting_pairs(),
            settled: comparison
                .settled
                .iter()
                .map(|settled| SettledJson::new(report, settled))
                .collect(),
            settled_cut: comparison.settled_cut,
        }
    }
}

impl<'a> ResolutionJson<'a> {
    fn new(resolved: &'a Resolved) -> Self {
        Self {
            by: resolved.resolution.by.as_deref().map(Text::from),
            date: Text::from(resolved.resolution.date.to_string()),
            note: resolved.resolution.note.as_deref().map(Text::from),
            stale: resolved.stale.is_some(),
        }
    }
}

impl<'a> PositionJson<'a> {
    fn new(
        report: &'a Report,
        attribute: &'a Attribute,
        timed: bool,
        position: &'a Position,
    ) -> Self {
        let record = &report.record;
        let first = position.claims.first();
        let unit = position.unit.as_deref().or(attribute.unit.as_deref());
        Self {
            identity: first
                .map(|held| identity::of_value(&record[record[held.claim].value]))
                .map(|identity| Text::from(identity.to_string()))
                .unwrap_or_default(),
            value: Text::from(&position.value),
            shown: Text::from(raw_position(record, position)),
            ends: EndsJson::new(attribute, position.interval.as_ref(), timed),
            scope: position.scope.as_deref().map(Text::from),
            unit: unit.map(Text::from),
            speakers: position
                .speakers
                .iter()
                .map(|speaker| speaker_id(report, *speaker))
                .collect(),
            reports: position.reports,
            claims: position
                .claims
                .iter()
                .map(|held| ClaimJson::new(report, *held))
                .collect(),
        }
    }
}

impl RelationJson<'_> {
    fn new(related: &Related) -> Self {
        let (pairs, inner) = match related.relation {
            Relation::Contradicts(pairs) => (Some(pairs), None),
            Relation::Refines(inner) => (None, Some(inner)),
            Relation::Overlaps | Relation::Incomparable => (None, None),
        };
        Self {
            between: related.between,
            relation: Text::from(related.relation.word()),
            kind: pairs.map(|pairs| Text::from(pairs.kind())),
            pairs: pairs.map(PairsJson::new),
            inner,
            strained: related.strained,
        }
    }
}

impl PairsJson {
    fn new(pairs: Pairs) -> Self {
        Self {
            between_speakers: pairs.between_speakers,
            misquote: pairs.misquote,
            own: pairs.own,
        }
    }
}

impl<'a> SettledJson<'a> {
    fn new(report: &'a Report, settled: &Settled) -> Self {
        Self {
            claim: claim_name(report, settled.claim),
            by: settled.by.map(|by| claim_name(report, by)),
            against: claim_name(report, settled.against),
        }
    }
}

//! The report: everything that is known at the end, what of it is shown, and what that means for
//! the exit status. Renderers only word it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::code::{Code, Severity};
use crate::compare::{self, Comparison, Outcome};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::finding::{self, Finding};
use crate::load::{self, LoadError, Loaded};
use crate::model::{AttributeId, ClaimId, EventId, Record, SpeakerId};
use crate::question;
use crate::resolve;

/// Everything that is known about the claims.
#[derive(Debug)]
pub struct Report {
    /// The texts, to point at.
    pub files: Files,
    /// What the files say.
    pub record: Record,
    /// The questions that are shown, compared.
    pub comparisons: Vec<Comparison>,
    /// What was found about the questions that are shown.
    pub findings: Vec<Finding>,
    /// Everything wrong with the files, by place.
    pub diagnostics: Vec<Diagnostic>,
    places: BTreeMap<(EventId, AttributeId), usize>,
}

/// Which questions are shown. What is left empty selects everything.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids of events.
    pub events: Vec<String>,
    /// Ids of attributes.
    pub attributes: Vec<String>,
    /// Ids of sources, speakers or publishers with a claim on the question.
    pub sources: Vec<String>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
}

/// The counts at the head of a report. They count what is shown; `files`, `errors` and `warnings`
/// count what was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is a key of the contract's summary, §8")]
pub struct Summary {
    pub files: usize,
    pub sources: usize,
    pub speakers: usize,
    pub claims: usize,
    pub events: usize,
    pub questions: usize,
    pub contradicted: usize,
    pub compatible: usize,
    pub agreed: usize,
    pub uncorroborated: usize,
    pub unknown: usize,
    pub contradicting_pairs: u64,
    pub errors: usize,
    pub warnings: usize,
}

impl Report {
    /// Reads the claim files under the named paths and compares what they say.
    pub fn read(paths: &[PathBuf], progress: &dyn Fn(usize, usize)) -> Result<Self, LoadError> {
        Ok(Self::of(load::load(paths, progress)?))
    }

    /// Compares what was read.
    pub fn of(loaded: Loaded) -> Self {
        let (record, mut diagnostics) = resolve::resolve(&loaded.files, &loaded.tables);
        diagnostics.extend(loaded.diagnostics);
        diagnostics.sort_by(|left, right| {
            (&left.place, left.code, &left.message).cmp(&(&right.place, right.code, &right.message))
        });
        let comparisons = compare::compare(&record, question::group(&record));
        let findings = finding::find(&record, &comparisons);
        let places = places(&comparisons);
        Self { files: loaded.files, record, comparisons, findings, diagnostics, places }
    }

    /// The same report with only the questions of a selection.
    #[must_use]
    pub fn select(mut self, selection: &Selection) -> Self {
        let record = &self.record;
        self.comparisons.retain(|comparison| selection.takes(record, comparison));
        self.places = places(&self.comparisons);
        let shown = &self.places;
        self.findings.retain(|finding| shown.contains_key(&(finding.event, finding.attribute)));
        self
    }

    /// The counts of what is shown.
    pub fn summary(&self) -> Summary {
        let outcomes = |outcome| self.comparisons.iter().filter(|c| c.outcome == outcome).count();
        let severe = |severity| self.diagnostics.iter().filter(|d| d.code.severity() == severity).count();
        let claims = || self.claims().map(|claim| &self.record.claims[claim.index()]);
        let named = |speaker: &SpeakerId| self.record.speakers[speaker.index()].unnamed_in.is_none();
        Summary {
            files: self.files.len(),
            sources: distinct(claims().map(|claim| claim.source)),
            speakers: distinct(claims().map(|claim| claim.speaker).filter(named)),
            claims: self.claims().count(),
            events: distinct(self.comparisons.iter().map(|comparison| comparison.question.event)),
            questions: self.comparisons.len(),
            contradicted: outcomes(Outcome::Contradicted),
            compatible: outcomes(Outcome::Compatible),
            agreed: outcomes(Outcome::Agreed),
            uncorroborated: outcomes(Outcome::Uncorroborated),
            unknown: outcomes(Outcome::Unknown),
            contradicting_pairs: self.comparisons.iter().map(|c| c.contradicting_pairs).sum(),
            errors: severe(Severity::Error),
            warnings: severe(Severity::Warning),
        }
    }

    /// Whether the files have errors: then the exit status is 1.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Whether there is a warning, for `--deny warnings`.
    pub fn has_warnings(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Warning)
    }

    /// Whether reports contradict each other, for `--deny contradictions`.
    pub fn has_contradictions(&self) -> bool {
        self.comparisons.iter().any(|comparison| comparison.outcome == Outcome::Contradicted)
    }

    /// The findings of one code.
    pub fn findings_of(&self, code: Code) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.code() == code)
    }

    /// The comparison of a question that is shown.
    pub fn comparison(&self, event: EventId, attribute: AttributeId) -> Option<&Comparison> {
        self.places.get(&(event, attribute)).map(|at| &self.comparisons[*at])
    }

    /// The name by which other programs know a claim: its id, else `FILE:LINE`.
    pub fn claim_name(&self, claim: ClaimId) -> String {
        let claim = &self.record.claims[claim.index()];
        claim.id.clone().unwrap_or_else(|| {
            format!("{}:{}", self.files.name(claim.place), self.files.position(claim.place).line)
        })
    }

    fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.comparisons.iter().flat_map(|comparison| comparison.question.claims.iter().copied())
    }
}

impl Selection {
    fn takes(&self, record: &Record, comparison: &Comparison) -> bool {
        let question = &comparison.question;
        let among = |wanted: &[String], id: &str| wanted.is_empty() || wanted.iter().any(|want| want == id);
        let by_source = |claim: &ClaimId| {
            let claim = &record.claims[claim.index()];
            [claim.source, claim.speaker, claim.publisher]
                .iter()
                .any(|speaker| among(&self.sources, &record.speakers[speaker.index()].name.id))
        };
        among(&self.events, &record.events[question.event.index()].name.id)
            && among(&self.attributes, &record.attributes[question.attribute.index()].name.id)
            && (self.outcomes.is_empty() || self.outcomes.contains(&comparison.outcome))
            && question.claims.iter().any(by_source)
    }
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> usize {
    items.collect::<BTreeSet<_>>().len()
}

fn places(comparisons: &[Comparison]) -> BTreeMap<(EventId, AttributeId), usize> {
    let question = |comparison: &Comparison| (comparison.question.event, comparison.question.attribute);
    comparisons.iter().enumerate().map(|(at, comparison)| (question(comparison), at)).collect()
}

//! The report: everything that is known at the end, what of it is shown, and what that means for
//! the exit status. Renderers only word it.

mod resolved;
mod stages;
#[cfg(test)]
mod tests;
mod until;
mod weight;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use crate::accounts::{self, Accounts, Asked, Implied};
use crate::code::{Code, Severity};
use crate::compare::{Comparer, Comparison};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::finding::{self, Finding};
use crate::load::whole::WholeClaims;
use crate::load::{self, LoadError, Loaded, Overlay};
use crate::model::{AttributeId, Claim, ClaimId, EventId, Record, SiteId};
use crate::parallel;
use crate::question::{self, Question};
use crate::resolve::{self, Details};
use crate::system::Limit;

pub use crate::compare::Outcome;
pub use resolved::{Resolved, Stale};
#[doc(hidden)]
pub use stages::stages;
pub use until::{LookedBack, Until};
pub use weight::{Denied, Weight};

/// Below so many questions one thread compares them all.
const WORTH_THREADS: usize = 512;

/// Up to one claim in so many shown is few.
const FEW: usize = 4;

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
    /// What the laws and the undisputed claims imply for numbers of the events that are shown.
    pub implied: Vec<Implied>,
    /// Everything wrong with the files, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was left out to show the record as it stood on an earlier day.
    pub looked_back: Option<LookedBack>,
    /// What was asked for.
    pub selection: Selection,
    kept: WholeClaims,
    gathered: Gathered,
    resolved: BTreeMap<Asked, Resolved>,
    places: BTreeMap<Asked, usize>,
}

/// Which questions are shown, and as of when. What is left empty selects everything.
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
    /// The record as it stood at the end of this day.
    pub until: Option<Until>,
}

/// The counts at the head of a report. They count what is shown; `files`, `errors` and `warnings`
/// count what was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each field is a key of the contract's summary, §8"
)]
pub struct Summary {
    pub files: usize,
    pub sources: usize,
    pub speakers: usize,
    pub claims: usize,
    pub events: usize,
    pub questions: usize,
    pub contradicted: usize,
    pub resolved: usize,
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
    pub fn read(
        paths: &[PathBuf],
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, LoadError> {
        Self::read_over(paths, &Overlay::new(), selection, progress)
    }

    /// Reads them with the texts of some files replaced or added, and compares what they say.
    pub fn read_over(
        paths: &[PathBuf],
        overlay: &Overlay,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, LoadError> {
        Ok(Self::of(
            load::load_over(paths, overlay, progress)?,
            selection,
        ))
    }

    /// Compares what was read, as far as it is selected: what is not shown costs next to nothing.
    pub fn of(mut loaded: Loaded, selection: &Selection) -> Self {
        let kept = WholeClaims::new(&mut loaded.tables);
        let Loaded {
            files,
            tables,
            rows,
            words,
            mut diagnostics,
        } = loaded;
        let (mut record, told) = resolve::resolve(&files, &tables, rows, &words, &kept);
        drop((tables, words));
        diagnostics.extend(told);
        let looked_back = selection
            .until
            .as_ref()
            .map(|until| until::look_back(&mut record, until));
        let Compared {
            comparisons,
            findings,
            implied,
            limits,
            resolved,
            stale,
        } = compare((&files, &kept), &record, selection);
        diagnostics.extend(stale);
        diagnostics.extend(
            limits
                .into_iter()
                .filter_map(|limit| cut_short(&record, limit)),
        );
        diagnostics.sort_by(|left, right| {
            (&left.place, left.code, &left.message).cmp(&(&right.place, right.code, &right.message))
        });
        let places = places(&comparisons);
        let gathered = gathered(&files, &kept, &record, &comparisons);
        let selection = selection.clone();
        Self {
            files,
            record,
            comparisons,
            findings,
            implied,
            diagnostics,
            looked_back,
            selection,
            kept,
            gathered,
            resolved,
            places,
        }
    }

    /// What only matters where a claim is shown: its quote and the like, read from its file again.
    pub fn details(&self, claim: &Claim) -> Details {
        match self.gathered.get(&claim.site) {
            Some(details) => details.clone(),
            None => resolve::details(self.files.text(claim.file), &self.kept, &self.record, claim),
        }
    }

    /// The counts of what is shown.
    pub fn summary(&self) -> Summary {
        let outcomes = |outcome| {
            self.comparisons
                .iter()
                .filter(|c| c.outcome == outcome)
                .count()
        };
        let severe = |severity| {
            self.diagnostics
                .iter()
                .filter(|d| d.code.severity() == severity)
                .count()
        };
        let record = &self.record;
        let claims = || self.claims().map(|claim| &record[claim]);
        let named = |speaker: &usize| record.speakers[*speaker].unnamed_in.is_none();
        Summary {
            files: self.files.read().count(),
            sources: distinct(
                record.speakers.len(),
                claims().map(|claim| claim.source.index()),
            ),
            speakers: distinct(
                record.speakers.len(),
                claims().map(|claim| claim.speaker.index()).filter(named),
            ),
            claims: self.claims().count(),
            events: distinct(
                record.events.len(),
                self.comparisons.iter().map(|c| c.question.event.index()),
            ),
            questions: self.comparisons.len(),
            contradicted: outcomes(Outcome::Contradicted),
            resolved: self
                .comparisons
                .iter()
                .filter(|shown| self.is_resolved(shown))
                .count(),
            compatible: outcomes(Outcome::Compatible),
            agreed: outcomes(Outcome::Agreed),
            uncorroborated: outcomes(Outcome::Uncorroborated),
            unknown: outcomes(Outcome::Unknown),
            contradicting_pairs: self
                .comparisons
                .iter()
                .map(Comparison::contradicting_pairs)
                .sum(),
            errors: severe(Severity::Error),
            warnings: severe(Severity::Warning),
        }
    }

    /// Whether the files have errors: then the exit status is 1.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Whether there is a warning.
    fn has_warnings(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Warning)
    }

    /// Whether reports contradict each other and no editor has resolved it.
    fn has_contradictions(&self) -> bool {
        let contradicted = |shown: &&Comparison| shown.outcome == Outcome::Contradicted;
        self.comparisons
            .iter()
            .filter(contradicted)
            .any(|shown| !self.is_resolved(shown))
    }

    /// What an editor wrote on a question, and whether it still holds.
    pub fn resolved(&self, comparison: &Comparison) -> Option<&Resolved> {
        self.resolved
            .get(&(comparison.question.event, comparison.question.attribute))
    }

    /// Whether an editor has looked at a contradiction, and nothing has come since.
    pub fn is_resolved(&self, comparison: &Comparison) -> bool {
        self.resolved(comparison)
            .is_some_and(|resolved| resolved.stale.is_none())
    }

    /// The findings of one code.
    pub fn findings_of(&self, code: Code) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.code() == code)
    }

    /// The comparison of a question that is shown.
    pub fn comparison(&self, event: EventId, attribute: AttributeId) -> Option<&Comparison> {
        self.places
            .get(&(event, attribute))
            .map(|at| &self.comparisons[*at])
    }

    /// The name by which other programs know a claim: its id, else `FILE:LINE`.
    pub fn claim_name(&self, claim: ClaimId) -> String {
        let claim = &self.record[claim];
        let id = claim.has_id.then(|| self.details(claim).id).flatten();
        id.unwrap_or_else(|| {
            format!(
                "{}:{}",
                self.files.name(claim.file),
                self.record[claim.site].line
            )
        })
    }

    fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.comparisons
            .iter()
            .flat_map(|comparison| comparison.question.claims.iter().copied())
    }
}

/// What comes of comparing the selected questions.
struct Compared {
    comparisons: Vec<Comparison>,
    findings: Vec<Finding>,
    implied: Vec<Implied>,
    limits: Vec<(EventId, Limit)>,
    resolved: BTreeMap<Asked, Resolved>,
    stale: Vec<Diagnostic>,
}

/// The questions that are selected, compared, and what was found on them, in their order; last what
/// shows only where claims are put together.
fn compare(texts: (&Files, &WholeClaims), record: &Record, selection: &Selection) -> Compared {
    let comparer = Comparer::new(record);
    let questions = question::group(record);
    let asked: Vec<&[ClaimId]> = questions
        .iter()
        .filter(|claims| selection.asks(record, claims))
        .collect();
    let shown = parallel::each(&asked, WORTH_THREADS, |claims| {
        if !selection.outcomes.is_empty()
            && !selection.outcomes.contains(&comparer.outcome(claims)?)
        {
            return None;
        }
        let comparison = comparer.comparison(Question::new(record, claims)?);
        let findings = finding::find(record, &comparison);
        Some((comparison, findings))
    });
    let (comparisons, findings): (Vec<_>, Vec<_>) = shown.into_iter().unzip();
    let mut findings: Vec<Finding> = findings.into_iter().flatten().collect();
    let Accounts {
        clashes,
        mut implied,
        mut limits,
    } = accounts::accounts(record, &comparer, &questions);
    let (resolved, stale) = resolved::resolved(texts, record, &comparer, &questions);
    let shown: BTreeSet<Asked> = places(&comparisons).into_keys().collect();
    let is_shown = |id: &ClaimId| {
        let claim = &record[*id];
        shown.contains(&(claim.event, claim.attribute))
    };
    let clashes = clashes
        .into_iter()
        .filter(|clash| clash.claims.iter().any(is_shown));
    findings.extend(clashes.filter_map(|clash| finding::impossible(record, clash)));
    implied.retain(|implied| implied.claims.iter().any(is_shown));
    let events: BTreeSet<EventId> = shown.iter().map(|(event, _)| *event).collect();
    limits.retain(|(event, _)| events.contains(event));
    Compared {
        comparisons,
        findings,
        implied,
        limits,
        resolved,
        stale,
    }
}

/// Says that not everything was searched: what was not found there may be there.
fn cut_short(record: &Record, (event, limit): (EventId, Limit)) -> Option<Diagnostic> {
    let event = &record[event];
    let what = match limit {
        Limit::Rules => "its rules can be added up in more ways than are tried",
        Limit::Checks => "its claims can be put together in more ways than are tried",
        Limit::Listed => "more sets of its claims clash than are listed",
    };
    let rule = || {
        record
            .rules
            .iter()
            .find(|rule| rule.topic == event.topic)
            .map(|rule| rule.place)
    };
    Some(Diagnostic::at(
        Code::SearchCut,
        event.name.declared.or_else(rule)?,
        format!(
            "not everything that cannot hold is told for “{}”: {what}",
            event.title
        ),
        "settle some of what is told, or split the event; what is told is right all the same",
    ))
}

impl Selection {
    /// Whether everything is asked for. A look back at an earlier day is whole: it shows all there was.
    pub fn is_whole(&self) -> bool {
        let ids = [&self.events, &self.attributes, &self.sources];
        ids.iter().all(|ids| ids.is_empty()) && self.outcomes.is_empty()
    }

    /// Whether the question with these claims is asked for, whatever its outcome.
    fn asks(&self, record: &Record, claims: &[ClaimId]) -> bool {
        let Some(first) = claims.first().map(|id| &record[*id]) else {
            return false;
        };
        let among =
            |wanted: &[String], id: &str| wanted.is_empty() || wanted.iter().any(|want| want == id);
        let by_source = |id: &ClaimId| {
            let claim = &record[*id];
            [claim.source, claim.speaker, claim.publisher]
                .iter()
                .any(|speaker| among(&self.sources, &record[*speaker].name.id))
        };
        among(&self.events, &record[first.event].name.id)
            && among(&self.attributes, &record[first.attribute].name.id)
            && (self.sources.is_empty() || claims.iter().any(by_source))
    }
}

/// The details of shown claims, by their sites, where the texts are not kept.
type Gathered = HashMap<SiteId, Details>;

/// Reads the details of the shown claims, file by file and on all threads. Where most of the record is
/// shown the texts are kept instead, one file after the other: they are no larger than their details.
fn gathered(
    files: &Files,
    kept: &WholeClaims,
    record: &Record,
    comparisons: &[Comparison],
) -> Gathered {
    let shown = || {
        comparisons
            .iter()
            .flat_map(|comparison| comparison.question.claims.iter().copied())
    };
    if files.are_kept() || shown().count() > record.claims.len() / FEW {
        return Gathered::new();
    }
    let by_site = |id: ClaimId, details| (record[id].site, details);
    resolve::map_details(files, kept, record, shown().collect(), by_site)
        .into_iter()
        .collect()
}

/// How many different ones there are among so many.
fn distinct(among: usize, indices: impl Iterator<Item = usize>) -> usize {
    let mut seen = vec![false; among];
    indices
        .filter(|at| !std::mem::replace(&mut seen[*at], true))
        .count()
}

fn places(comparisons: &[Comparison]) -> BTreeMap<Asked, usize> {
    let question =
        |comparison: &Comparison| (comparison.question.event, comparison.question.attribute);
    comparisons
        .iter()
        .enumerate()
        .map(|(at, comparison)| (question(comparison), at))
        .collect()
}

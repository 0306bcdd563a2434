//! The report: everything that is known at the end, the part of it that is shown, and the exit status that
//! follows from it. Renderers only word it.

mod elsewhere;
mod home;
mod resolved;
mod selection;
mod stages;
mod summary;
#[cfg(test)]
mod tests;
mod until;
mod weight;
mod widest;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::accounts::{self, Accounts, Asked, Implied};
use crate::code::{Code, Severity};
use crate::compare::{Comparer, Comparison};
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Span};
use crate::finding::{self, Finding};
use crate::load::whole::WholeClaims;
use crate::load::{self, Loaded, OtherFile, Overlay, unread};
use crate::model::{AttributeId, Claim, ClaimId, EventId, OverTime, Record, Rule, SiteId};
use crate::parallel;
use crate::question::{self, Question};
use crate::resolve::{self, Details};
use crate::system::{Limit, LinearRule};
use crate::touched::{Touch, Touched};

pub use crate::compare::Outcome;
pub use crate::load::LoadError;
pub(crate) use resolved::{Resolved, Stale};
pub use selection::Selection;
#[doc(hidden)]
pub use stages::stages;
pub use summary::Summary;
pub(crate) use until::LookedBack;
pub use until::Until;
pub use weight::Denied;
pub(crate) use weight::{Weight, weight_of_diagnostic};
pub(crate) use widest::by_width;

/// Below so many questions one thread compares them all.
const WORTH_THREADS: usize = 512;

/// Up to one claim in so many shown is few.
const FEW: usize = 4;

/// Everything that is known about the claims.
#[derive(Debug)]
pub struct Report {
    /// The texts, to point at.
    pub(crate) files: Files,
    /// What the files say.
    pub(crate) record: Record,
    /// The questions that are shown, compared.
    pub(crate) comparisons: Vec<Comparison>,
    /// What was found about the questions that are shown.
    pub(crate) findings: Vec<Finding>,
    /// What the laws and the undisputed claims imply for numbers of the events that are shown.
    pub(crate) implied: Vec<Implied>,
    /// Everything wrong with the files, by place.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What was left out to show the record as it stood on an earlier day.
    pub(crate) looked_back: Option<LookedBack>,
    /// What was asked for.
    pub(crate) selection: Selection,
    /// What a change touches, if the report is on one.
    pub(crate) touched: Option<Touched>,
    /// How many contradicted questions there are, if only the widest of them are shown.
    pub(crate) contradicted_in_all: Option<usize>,
    others: Vec<OtherFile>,
    kept: WholeClaims,
    gathered: Gathered,
    warnings_elsewhere: usize,
    resolved: BTreeMap<Asked, Resolved>,
    places: BTreeMap<Asked, usize>,
}

impl Report {
    /// Reads the claim files under some paths, and compares what they say as far as it is selected.
    ///
    /// A folder is read with all folders below it, in the order of their names.
    ///
    /// # Errors
    ///
    /// If a path is not there or cannot be read, or if there is no claim file under any of them. What is
    /// wrong inside a file is no error here: the report names it (see [`CheckJson`](crate::wire::CheckJson)),
    /// and compares the rest.
    ///
    /// ```
    /// use crosscheck::report::{Outcome, Report, Selection};
    ///
    /// let selection = Selection {
    ///     outcomes: vec![Outcome::Contradicted],
    ///     ..Selection::default()
    /// };
    /// let report = Report::read(&["claims"], &selection)?;
    /// assert!(report.summary().contradicted > 0);
    /// # Ok::<(), crosscheck::report::LoadError>(())
    /// ```
    pub fn read(paths: &[impl AsRef<Path>], selection: &Selection) -> Result<Self, LoadError> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.as_ref().into()).collect();
        Self::read_over(&paths, &Overlay::new(), selection, &|_, _| {})
    }

    /// Reads claim files from memory, each with its name, and compares what they say as far as it is
    /// selected. Texts that a source names are not looked for.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    ///
    /// let report = Report::from_texts(
    ///     [
    ///         ("army.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 23\n"),
    ///         ("rebels.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 'over 50'\n"),
    ///     ],
    ///     &Selection::default(),
    /// );
    /// assert_eq!(report.summary().contradicting_pairs, 1);
    /// ```
    pub fn from_texts<'a>(
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        selection: &Selection,
    ) -> Self {
        Self::new(load::load_texts(texts), selection)
    }

    /// Reads claim files with the texts of some replaced or added, and says on the way how many of how many
    /// bytes are read.
    pub(crate) fn read_over(
        paths: &[PathBuf],
        overlay: &Overlay,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, LoadError> {
        Ok(Self::new(
            load::load_over(paths, overlay, progress)?,
            selection,
        ))
    }

    /// Compares what was read, as far as it is selected. What is not shown costs next to nothing.
    pub(crate) fn new(mut loaded: Loaded, selection: &Selection) -> Self {
        let kept = WholeClaims::new(&mut loaded.tables);
        let Loaded {
            files,
            tables,
            rows,
            words,
            mut diagnostics,
            others,
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
            idle,
            resolved,
            stale,
            contradicted_in_all,
        } = compare((&files, &kept), &record, selection);
        diagnostics.extend(stale);
        diagnostics.extend(
            limits
                .into_iter()
                .filter_map(|limit| cut_short(&record, limit)),
        );
        // Of a record that was cut at a day, the claims that a rule needs may come later.
        if looked_back.is_none() {
            let idle = idle.into_iter().filter(|rule| !record[rule.topic].is_open);
            diagnostics.extend(idle.map(|rule| idle_rule(&record, rule)));
        }
        diagnostics.sort_by(|left, right| {
            (&left.place, left.code, &left.message).cmp(&(&right.place, right.code, &right.message))
        });
        let places = places(&comparisons);
        let shown = places.keys().copied().collect();
        let warnings_elsewhere = elsewhere::take_out(&mut diagnostics, &record, selection, &shown);
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
            touched: None,
            contradicted_in_all,
            others,
            kept,
            gathered,
            warnings_elsewhere,
            resolved,
            places,
        }
    }

    /// Returns what only matters for a claim that is shown, such as its quote, read again from its file.
    pub(crate) fn details(&self, claim: &Claim) -> Details {
        match self.gathered.get(&claim.site) {
            Some(details) => details.clone(),
            None => resolve::details(self.files.text(claim.file), &self.kept, &self.record, claim),
        }
    }

    /// Returns true if the files have errors: the exit status is then 1.
    ///
    /// ```
    /// use crosscheck::report::{Report, Selection};
    ///
    /// let report = Report::from_texts([("a.toml", "[[clam]]\n")], &Selection::default());
    /// assert!(report.has_errors());
    /// ```
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Says whether there is a contradiction that no editor has resolved.
    fn has_contradictions(&self) -> bool {
        self.comparisons.iter().any(|comparison| {
            comparison.outcome == Outcome::Contradicted && !self.is_resolved(comparison)
        })
    }

    /// Returns the names of the files beside the claim files that could hold claims and are not read. They
    /// are looked at now.
    pub(crate) fn unread(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter();
        let could = others.filter(|other| unread::could_hold_claims(other));
        could.map(|other| other.name.as_str())
    }

    /// Returns what an editor wrote on a question.
    pub(crate) fn resolved(&self, comparison: &Comparison) -> Option<&Resolved> {
        self.resolved
            .get(&(comparison.question.event, comparison.question.attribute))
    }

    /// Says whether an editor has looked at a contradiction, and nothing has come since.
    pub(crate) fn is_resolved(&self, comparison: &Comparison) -> bool {
        self.resolved(comparison)
            .is_some_and(|resolved| resolved.stale.is_none())
    }

    /// Returns how near the change that is reported on comes to a place.
    pub(crate) fn touch(&self, place: Span) -> Touch {
        let touched = self.touched.as_ref();
        touched.map_or(Touch::Not, |touched| touched.near(&self.files, place))
    }

    /// Returns the findings of one code.
    pub(crate) fn findings_of(&self, code: Code) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.code() == code)
    }

    /// Returns the comparison of a question, if it is shown.
    pub(crate) fn comparison(&self, event: EventId, attribute: AttributeId) -> Option<&Comparison> {
        self.places
            .get(&(event, attribute))
            .map(|at| &self.comparisons[*at])
    }

    /// Returns the name by which other programs know a claim: its id, or `FILE:LINE` if it has none.
    pub(crate) fn claim_name(&self, claim: ClaimId) -> String {
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
}

/// The selected questions, compared.
struct Compared<'r> {
    comparisons: Vec<Comparison>,
    findings: Vec<Finding>,
    implied: Vec<Implied>,
    limits: Vec<(EventId, Limit)>,
    idle: Vec<&'r Rule>,
    resolved: BTreeMap<Asked, Resolved>,
    stale: Vec<Diagnostic>,
    contradicted_in_all: Option<usize>,
}

/// Compares the questions that are selected, and finds what there is to find on each, in their order; last
/// what only shows in several claims together.
fn compare<'r>(
    texts: (&Files, &WholeClaims),
    record: &'r Record,
    selection: &Selection,
) -> Compared<'r> {
    let comparer = Comparer::new(record);
    let questions = question::group(record);
    let asked: Vec<&[ClaimId]> = questions
        .iter()
        .filter(|claims| selection.asks(record, claims))
        .collect();
    let mut shown = parallel::each(&asked, WORTH_THREADS, |claims| {
        if !selection.outcomes.is_empty()
            && !selection.outcomes.contains(&comparer.outcome(claims)?)
        {
            return None;
        }
        let comparison = comparer.comparison(Question::new(record, claims)?);
        let findings = finding::find(record, &comparison);
        Some((comparison, findings))
    });
    let contradicted_in_all = selection.top.map(|most| widest::keep(&mut shown, most));
    let (comparisons, findings): (Vec<_>, Vec<_>) = shown.into_iter().unzip();
    let mut findings: Vec<Finding> = findings.into_iter().flatten().collect();
    let Accounts {
        clashes,
        mut implied,
        mut limits,
        idle,
    } = accounts::accounts(record, &comparer, &questions);
    let (resolved, stale) = resolved::resolved(texts, record, &comparer, &questions);
    let shown: BTreeSet<Asked> = places(&comparisons).into_keys().collect();
    let clashes = clashes
        .into_iter()
        .filter(|clash| is_any_shown(record, &shown, &clash.claims));
    findings.extend(clashes.filter_map(|clash| finding::impossible(record, clash)));
    implied.retain(|implied| is_any_shown(record, &shown, &implied.claims));
    let events: BTreeSet<EventId> = shown.iter().map(|(event, _)| *event).collect();
    limits.retain(|(event, _)| events.contains(event));
    Compared {
        comparisons,
        findings,
        implied,
        limits,
        idle: idle.into_iter().map(|rule| &record.rules[rule]).collect(),
        resolved,
        stale,
        contradicted_in_all,
    }
}

/// Says whether one of these claims is on a question that is shown.
fn is_any_shown(record: &Record, shown: &BTreeSet<Asked>, claims: &[ClaimId]) -> bool {
    claims
        .iter()
        .map(|claim| &record[*claim])
        .any(|claim| shown.contains(&(claim.event, claim.attribute)))
}

/// Warns that a rule is never used, and says why.
fn idle_rule(record: &Record, rule: &Rule) -> Diagnostic {
    let terms = LinearRule::parse(&rule.holds).map_or(Vec::new(), |read| read.terms);
    let is_dated = record.attributes.iter().any(|attribute| {
        attribute.topic == rule.topic
            && attribute.over_time != OverTime::Fixed
            && terms.iter().any(|(_, name, _)| *name == attribute.name.id)
    });
    let has_events = record.events.iter().any(|event| event.topic == rule.topic);
    let (why, help) = if !has_events {
        ("its topic has no event", "add one, or take the rule out")
    } else if is_dated {
        (
            "no event has a figure for each of its totals on one and the same day",
            "give the claims their as_of, add those that are missing, or take the rule out",
        )
    } else {
        (
            "nobody gives a figure for any of its attributes",
            "add a claim, name another attribute, or take the rule out",
        )
    };
    let message = format!("the rule “{}” is never used: {why}", rule.holds);
    Diagnostic::at(Code::IdleRule, rule.place, message, help)
}

/// Warns that not everything was searched, so that there may be more than was found.
fn cut_short(record: &Record, (event, limit): (EventId, Limit)) -> Option<Diagnostic> {
    let event = &record[event];
    let what = match limit {
        Limit::Rules => "its rules can be added up in more ways than are tried",
        Limit::Checks => "its claims can be put together in more ways than are tried",
        Limit::Listed => "more sets of its claims clash than are listed",
    };
    let rule = record.rules.iter().find(|rule| rule.topic == event.topic);
    Some(Diagnostic::at(
        Code::SearchCut,
        event.name.declared.or(rule.map(|rule| rule.place))?,
        format!(
            "not everything that cannot hold is told for “{}”: {what}",
            event.title
        ),
        "settle some of what is told, or split the event; what is told is right all the same",
    ))
}

/// The details of shown claims by their sites, if the texts are not kept.
type Gathered = HashMap<SiteId, Details>;

/// Reads the details of the shown claims, file by file and on all threads. If most of the record is shown,
/// the texts are kept instead, one file after the other: they are no larger than their details.
fn gathered(
    files: &Files,
    kept: &WholeClaims,
    record: &Record,
    comparisons: &[Comparison],
) -> Gathered {
    let shown: Vec<ClaimId> = if files.are_kept() {
        Vec::new()
    } else {
        comparisons
            .iter()
            .flat_map(|comparison| comparison.question.claims.iter().copied())
            .collect()
    };
    if shown.len() > record.claims.len() / FEW {
        return Gathered::new();
    }
    resolve::map_details(files, kept, record, shown, |id, details| {
        (record[id].site, details)
    })
    .into_iter()
    .collect()
}

/// Returns the index of the comparison of each question.
fn places(comparisons: &[Comparison]) -> BTreeMap<Asked, usize> {
    comparisons
        .iter()
        .map(|comparison| &comparison.question)
        .enumerate()
        .map(|(at, question)| ((question.event, question.attribute), at))
        .collect()
}

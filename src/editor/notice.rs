//! What an editor underlines: everything wrong with the files, and every finding at each of its claims.

use std::collections::{BTreeMap, BTreeSet};

use super::subject::value_place;
use crate::code::{Code, Severity};
use crate::compare::{Comparer, Contest};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{FileId, Position, Span};
use crate::finding::{Detail, Finding};
use crate::model::ClaimId;
use crate::render::safe::safe;
use crate::render::words;
use crate::report::Report;

/// No more other places than this are named with one notice.
const MOST_RELATED: usize = 10;

/// No more notices than this are given for one file: an editor cannot show more, nor anybody read them.
const MOST_IN_A_FILE: usize = 1_000;

/// How much a notice weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Part of the file could not be read.
    Error,
    /// Something in the file is doubtful.
    Warning,
    /// Something found out about the reports.
    Finding,
    /// The same, and nothing is left to be done about it.
    Settled,
}

/// Something to underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is.
    pub code: Code,
    /// How much it weighs.
    pub weight: Weight,
    /// What it says, and what to do about it.
    pub message: String,
    /// Where it is; `None` where its file could not be read.
    pub span: Option<Span>,
    /// Where reading stopped, in a file that could not be read.
    pub stopped: Option<Position>,
    /// Other places that have to do with it.
    pub related: Vec<(Span, String)>,
}

/// The notices of every file that has any, by the names of the files.
pub fn notices(report: &Report) -> BTreeMap<&str, Vec<Notice>> {
    let mut by_file: BTreeMap<&str, Sheet> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        let name = match &diagnostic.place {
            Place::Unread(name, _) => name,
            Place::At(span) => report.files.name(span.file),
        };
        by_file.entry(name).or_default().add(|| notice(diagnostic));
    }
    let comparer = Comparer::new(&report.record);
    for finding in &report.findings {
        let quarrel = Quarrel::of(report, &comparer, finding);
        for claim in &finding.claims {
            let name = report.files.name(report.record[*claim].file);
            by_file
                .entry(name)
                .or_default()
                .add(|| quarrel.notice(report, *claim));
        }
    }
    by_file
        .into_iter()
        .map(|(name, sheet)| (name, sheet.finished()))
        .collect()
}

/// The notices of one file.
#[derive(Default)]
struct Sheet {
    notices: Vec<Notice>,
    left_out: usize,
}

impl Sheet {
    fn add(&mut self, notice: impl FnOnce() -> Notice) {
        if self.notices.len() < MOST_IN_A_FILE {
            self.notices.push(notice());
        } else {
            self.left_out += 1;
        }
    }

    /// All of them. The last one says how many there are besides.
    fn finished(mut self) -> Vec<Notice> {
        if let Some(last) = self.notices.last_mut().filter(|_| self.left_out > 0) {
            let more = format!(
                "\n{} more in this file: `crosscheck check` tells all",
                self.left_out
            );
            last.message.push_str(&more);
        }
        self.notices
    }
}

/// The notice of a fault.
pub fn notice(diagnostic: &Diagnostic) -> Notice {
    let weight = match diagnostic.code.severity() {
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
        Severity::Finding => Weight::Finding,
    };
    let (span, stopped) = match diagnostic.place {
        Place::At(span) => (Some(span), None),
        Place::Unread(_, at) => (None, at),
    };
    Notice {
        code: diagnostic.code,
        weight,
        message: format!("{}\n{}", safe(&diagnostic.message), safe(&diagnostic.help)),
        span,
        stopped,
        related: diagnostic
            .also
            .iter()
            .map(|(span, label)| (*span, safe(label)))
            .collect(),
    }
}

/// A finding, and which of its claims stand against each other.
struct Quarrel<'f> {
    finding: &'f Finding,
    weight: Weight,
    message: String,
    contest: Option<Contest>,
    /// The word to which each claim belongs.
    words: BTreeMap<ClaimId, usize>,
    involved: BTreeSet<ClaimId>,
}

impl<'f> Quarrel<'f> {
    fn of(report: &Report, comparer: &Comparer<'_>, finding: &'f Finding) -> Self {
        let contradicts = matches!(
            finding.detail,
            Detail::Contradiction(_)
                | Detail::SelfContradiction(_)
                | Detail::Misquote(_)
                | Detail::FallingTotal { .. }
        );
        let comparison = report
            .comparison(finding.event, finding.attribute)
            .filter(|_| contradicts);
        let contest = comparison.map(|comparison| comparer.contest(comparison));
        let resolved = comparison.and_then(|comparison| report.resolved(comparison));
        let notes = resolved
            .map(|resolved| words::resolved(report, resolved))
            .unwrap_or_default();
        let settled = comparison.is_some_and(|comparison| report.is_resolved(comparison))
            || matches!(finding.detail, Detail::Revised { .. });
        let said = [
            vec![words::finding(report, finding)],
            notes,
            vec![words::finding_help(finding).to_owned()],
        ];
        let words = contest.iter().flat_map(Contest::words).enumerate();
        Self {
            finding,
            weight: if settled {
                Weight::Settled
            } else {
                Weight::Finding
            },
            message: said.concat().join("\n"),
            words: words
                .flat_map(|(at, word)| word.claims.iter().map(move |claim| (*claim, at)))
                .collect(),
            involved: finding.claims.iter().copied().collect(),
            contest,
        }
    }

    /// What is said at one of the claims.
    fn notice(&self, report: &Report, claim: ClaimId) -> Notice {
        let mut others: Vec<ClaimId> = self.against(claim).take(MOST_RELATED).collect();
        if others.is_empty() {
            others = self
                .finding
                .claims
                .iter()
                .copied()
                .filter(|other| *other != claim)
                .take(MOST_RELATED)
                .collect();
        }
        Notice {
            code: self.finding.code(),
            weight: self.weight,
            message: self.message.clone(),
            span: Some(value_place(report, claim)),
            stopped: None,
            related: others
                .into_iter()
                .map(|other| related(report, other))
                .collect(),
        }
    }

    /// The claims of the finding that contradict one of them.
    fn against(&self, claim: ClaimId) -> impl Iterator<Item = ClaimId> + '_ {
        let word = self.words.get(&claim).copied();
        let contest = self.contest.as_ref().zip(word);
        let rivals = contest.into_iter().flat_map(|(contest, word)| {
            contest
                .rivals(word)
                .flat_map(|rival| contest.words()[rival].claims.iter().copied())
        });
        rivals.filter(|other| self.involved.contains(other))
    }
}

fn related(report: &Report, id: ClaimId) -> (Span, String) {
    let claim = &report.record[id];
    let value = safe(&report.record[claim.value].written);
    (
        value_place(report, id),
        format!("{}: {value}", words::name(report, claim.speaker)),
    )
}

/// The file of that name.
pub fn file_named(report: &Report, name: &str) -> Option<FileId> {
    report
        .files
        .read()
        .find(|file| report.files.name(*file) == name)
}

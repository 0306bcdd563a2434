//! What an editor underlines: everything wrong with the files, and every finding at each of its claims.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{Code, Severity};
use crate::compare::{Comparer, Contest};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{FileId, Files, LineColumn, Span};
use crate::finding::Finding;
use crate::message::{Label, Message, value_label, value_place};
use crate::model::ClaimId;
use crate::report::Report;
use crate::safe::{Shown, shown};

/// No more other places than this are named with one notice.
const MOST_RELATED: usize = 10;

/// No more notices than this are given for one file: an editor cannot show more, nor anybody read them.
const MOST_IN_A_FILE: usize = 1_000;

/// How much an editor makes of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
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
pub(crate) struct Notice {
    /// Its kind.
    pub(crate) code: Code,
    /// How much to make of it.
    pub(crate) level: Level,
    /// What is wrong or was found, and what to do about it, in lines.
    pub(crate) text: Shown,
    /// Where it is; `None` if its file could not be read.
    pub(crate) span: Option<Span>,
    /// Where reading stopped, in a file that could not be read.
    pub(crate) stopped: Option<LineColumn>,
    /// Other places that have to do with it, and why.
    pub(crate) related: Vec<(Span, Shown)>,
}

/// Returns the notices of every file that has any, by the names of the files.
pub(crate) fn notices(report: &Report) -> BTreeMap<&str, Vec<Notice>> {
    let mut by_file: BTreeMap<&str, FileNotices> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        let name = match &diagnostic.place {
            Place::Unread(name, _) => name,
            Place::At(span) => report.files.name(span.file),
        };
        let file = by_file.entry(name).or_default();
        file.add(|| notice(&report.files, diagnostic));
    }
    let comparer = Comparer::new(&report.record);
    for finding in &report.findings {
        let dispute = Dispute::new(report, &comparer, finding);
        for claim in &finding.claims {
            let name = report.files.name(report.record[*claim].file);
            let file = by_file.entry(name).or_default();
            file.add(|| dispute.notice(report, *claim));
        }
    }
    by_file
        .into_iter()
        .map(|(name, notices)| (name, notices.finished()))
        .collect()
}

/// The notices of one file.
#[derive(Default)]
struct FileNotices {
    notices: Vec<Notice>,
    left_out: usize,
}

impl FileNotices {
    fn add(&mut self, notice: impl FnOnce() -> Notice) {
        if self.notices.len() < MOST_IN_A_FILE {
            self.notices.push(notice());
        } else {
            self.left_out += 1;
        }
    }

    /// Returns all of them. The last one says how many more there are.
    fn finished(mut self) -> Vec<Notice> {
        if let Some(last) = self.notices.last_mut().filter(|_| self.left_out > 0) {
            last.text.push(shown!(
                "\n{} more in this file: `crosscheck check` tells all",
                self.left_out
            ));
        }
        self.notices
    }
}

/// Makes the notice of a diagnostic.
pub(crate) fn notice(files: &Files, diagnostic: &Diagnostic) -> Notice {
    let message = Message::from_diagnostic(files, diagnostic);
    let (span, stopped) = match diagnostic.place {
        Place::At(span) => (Some(span), None),
        Place::Unread(_, at) => (None, at),
    };
    Notice {
        code: message.code,
        level: level(&message),
        text: text(&message),
        span,
        stopped,
        related: message.others().iter().filter_map(related).collect(),
    }
}

fn level(message: &Message) -> Level {
    match message.code.severity() {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Finding if message.settled => Level::Settled,
        Severity::Finding => Level::Finding,
    }
}

fn text(message: &Message) -> Shown {
    Shown::join(message.sentences(), "\n")
}

fn related(label: &Label) -> Option<(Span, Shown)> {
    match label.place {
        Place::At(span) => Some((span, label.words.clone())),
        Place::Unread(..) => None,
    }
}

/// A finding, and which of its claims contradict each other.
struct Dispute<'f> {
    finding: &'f Finding,
    message: Message,
    contest: Option<Contest>,
    /// The word to which each claim belongs.
    words: BTreeMap<ClaimId, usize>,
    involved: BTreeSet<ClaimId>,
}

impl<'f> Dispute<'f> {
    fn new(report: &Report, comparer: &Comparer<'_>, finding: &'f Finding) -> Self {
        let contest = report
            .contradicted(finding)
            .map(|comparison| comparer.contest(comparison));
        let words = contest.iter().flat_map(Contest::words).enumerate();
        Self {
            finding,
            message: Message::from_finding(report, finding, 0),
            words: words
                .flat_map(|(at, word)| word.claims.iter().map(move |claim| (*claim, at)))
                .collect(),
            involved: finding.claims.iter().copied().collect(),
            contest,
        }
    }

    /// Makes the notice at one of the claims. It names those that contradict the claim; if none does, the
    /// others of the finding.
    fn notice(&self, report: &Report, claim: ClaimId) -> Notice {
        let mut others: Vec<ClaimId> = self.against(claim).take(MOST_RELATED).collect();
        if others.is_empty() {
            let rest = self.finding.claims.iter().copied();
            others = rest
                .filter(|other| *other != claim)
                .take(MOST_RELATED)
                .collect();
        }
        Notice {
            code: self.message.code,
            level: level(&self.message),
            text: text(&self.message),
            span: Some(value_place(report, claim)),
            stopped: None,
            related: others
                .into_iter()
                .filter_map(|other| related(&value_label(report, other)))
                .collect(),
        }
    }

    /// Returns the claims of the finding that contradict one of them.
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

/// Returns the file of that name, if one of that name was read.
pub(crate) fn file_named(report: &Report, name: &str) -> Option<FileId> {
    report
        .files
        .read()
        .find(|file| report.files.name(*file) == name)
}

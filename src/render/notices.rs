//! What `check` tells, in the one shape that the formats for other programs share: a sentence, how much it
//! weighs, and places by paths that other programs find.

use super::safe::safe;
use super::words;
use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{Position, Span};
use crate::finding::Finding;
use crate::identity;
use crate::model::{AttributeId, EventId};
use crate::report::{Denied, Report, Weight};

/// No more places than this are kept of one finding: code scanning takes no more.
const MOST_PLACES: usize = 1_000;

/// No more other places than this are named in words.
const MOST_NAMED: usize = 10;

/// Something that is told about a file or about reports. All its words are safe to show.
pub(super) struct Notice {
    pub(super) about: About,
    pub(super) code: Code,
    pub(super) weight: Weight,
    pub(super) message: String,
    pub(super) help: String,
    /// What an editor wrote on it.
    pub(super) notes: Vec<String>,
    /// Where it is.
    pub(super) spot: Spot,
    /// Other places that have to do with it.
    pub(super) also: Vec<Spot>,
    /// How many more places there are.
    pub(super) left_out: usize,
    /// By what it is known across edits.
    pub(super) identity: String,
}

/// What something is told about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// A file, by its path.
    File(String),
    /// A question.
    Question(EventId, AttributeId),
}

/// A place in a file, and what stands there.
pub(super) struct Spot {
    /// The path of the file, as it is: a format has to escape it.
    pub(super) path: String,
    /// The first place, and the one after the last.
    pub(super) region: Option<(Position, Position)>,
    /// Whose word it is, or what it has to do with it.
    pub(super) label: String,
}

impl Notice {
    /// The sentence, what an editor wrote, and what to do.
    pub(super) fn text(&self) -> String {
        let help = format!("help: {}", self.help);
        let lines = std::iter::once(&self.message)
            .chain(&self.notes)
            .chain(std::iter::once(&help));
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The same with the other places, for formats that have room for one place only.
    pub(super) fn text_with_places(&self) -> String {
        let mut text = self.text();
        for spot in self.also.iter().take(MOST_NAMED) {
            text += &format!("\nsee also {}", spot.named());
        }
        let more = self.also.len().saturating_sub(MOST_NAMED) + self.left_out;
        if more > 0 {
            text += &format!("\nand {more} more places");
        }
        text
    }
}

impl Spot {
    fn of(report: &Report, span: Span, label: String) -> Self {
        let region = Some((report.files.position(span), report.files.end(span)));
        Self {
            path: report.files.path(span.file),
            region,
            label,
        }
    }

    /// The place in words, safe to show.
    pub(super) fn named(&self) -> String {
        let at = self
            .region
            .map(|(first, _)| format!(":{}:{}", first.line, first.column));
        let label = if self.label.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.label)
        };
        format!("{}{}{label}", safe(&self.path), at.unwrap_or_default())
    }
}

/// Everything that is told, what weighs most first, and then by place: of the same weight what is wrong
/// and what contradicts comes before what is doubtful.
pub(super) fn notices(report: &Report, denied: Denied) -> Vec<Notice> {
    let diagnostics = report
        .diagnostics
        .iter()
        .zip(identity::of_diagnostics(report));
    let findings = report.findings.iter().zip(identity::of_findings(report));
    let diagnostics =
        diagnostics.map(|(told, identity)| of_diagnostic(report, denied, told, identity));
    let findings = findings.map(|(found, identity)| of_finding(report, denied, found, identity));
    let mut notices: Vec<Notice> = diagnostics.chain(findings).collect();
    notices.sort_by(|left, right| order(left).cmp(&order(right)));
    notices
}

/// By what they are sorted.
fn order(notice: &Notice) -> impl Ord + '_ {
    let spot = &notice.spot;
    (
        notice.weight,
        notice.code.severity() == Severity::Warning,
        &spot.path,
        spot.region,
        notice.code,
    )
}

fn of_diagnostic(
    report: &Report,
    denied: Denied,
    diagnostic: &Diagnostic,
    identity: identity::Identity,
) -> Notice {
    let spot = match &diagnostic.place {
        Place::Unread(name, at) => Spot {
            path: report.files.path_of_unread(name),
            region: at.map(|at| (at, at)),
            label: String::new(),
        },
        Place::At(span) => Spot::of(report, *span, String::new()),
    };
    let also = diagnostic
        .also
        .iter()
        .map(|(span, label)| Spot::of(report, *span, safe(label)));
    Notice {
        about: About::File(spot.path.clone()),
        code: diagnostic.code,
        weight: report.weight_of_diagnostic(diagnostic, denied),
        message: safe(&diagnostic.message),
        help: safe(&diagnostic.help),
        notes: Vec::new(),
        spot,
        also: also.collect(),
        left_out: 0,
        identity: identity.to_string(),
    }
}

fn of_finding(
    report: &Report,
    denied: Denied,
    finding: &Finding,
    identity: identity::Identity,
) -> Notice {
    let mut spots = finding.claims.iter().take(MOST_PLACES).map(|id| {
        let claim = &report.record[*id];
        let place = report
            .details(claim)
            .value_place
            .unwrap_or_else(|| report.record.extent(claim));
        Spot::of(report, place, words::name(report, claim.speaker))
    });
    // Every finding is about a claim.
    let spot = spots.next().unwrap_or(Spot {
        path: String::new(),
        region: None,
        label: String::new(),
    });
    Notice {
        about: About::Question(finding.event, finding.attribute),
        code: finding.code(),
        weight: report.weight_of_finding(finding, denied),
        message: words::finding(report, finding),
        help: words::finding_help(finding).to_owned(),
        notes: words::resolved_finding(report, finding),
        spot,
        also: spots.collect(),
        left_out: finding.claims.len().saturating_sub(MOST_PLACES),
        identity: identity.to_string(),
    }
}

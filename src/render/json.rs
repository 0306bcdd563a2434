//! JSON, version 1: the structs of the contract (§8), and how they are written.

mod crux;
mod diff;
mod sources;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter, Serializer};

use super::safe::is_treacherous;
use super::words;
use crate::compare::{Comparison, Gap, Held, Position, Related, Relation, Settled, Status};
use crate::diagnostic::{Diagnostic, Place};
use crate::finding::Finding;
use crate::identity::{self, Identity};
use crate::model::{Attribute, ClaimId, EventId, Interval, Kind, Speaker, SpeakerId};
use crate::report::{LookedBack, Report, Resolved, Selection};
use crate::wording::date::show_span;

pub use crux::crux;
pub use diff::diff;
pub use sources::sources;

/// The version of the contract.
const SCHEMA: &str = "crosscheck/1";

/// So many bytes are handed on at once.
const BUFFER: usize = 1 << 16;

#[derive(Serialize)]
struct ReportOut<'r> {
    schema: &'static str,
    selection: Option<SelectionOut<'r>>,
    summary: SummaryOut,
    speakers: Speakers<'r>,
    events: Events<'r>,
    findings: Findings<'r>,
    diagnostics: Diagnostics<'r>,
}

#[derive(Serialize)]
struct CheckOut<'r> {
    schema: &'static str,
    summary: SummaryOut,
    findings: Findings<'r>,
    diagnostics: Diagnostics<'r>,
}

/// Lists that are written as they go: an item takes shape when its turn comes.
macro_rules! lists {
    ($($name:ident = $items:expr;)*) => {$(
        struct $name<'r>(&'r Report);

        impl Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq($items(self.0))
            }
        }
    )*};
}

lists! {
    Speakers = speakers;
    Events = events;
    Findings = findings;
    Diagnostics = diagnostics;
}

#[derive(Serialize)]
struct SelectionOut<'r> {
    events: &'r [String],
    attributes: &'r [String],
    sources: &'r [String],
    outcomes: Vec<&'static str>,
}

#[derive(Serialize)]
struct SpeakerOut<'r> {
    id: &'r str,
    name: &'r str,
    short: &'r str,
    party: Option<&'r str>,
    unnamed: bool,
}

#[derive(Serialize)]
struct SummaryOut {
    files: usize,
    sources: usize,
    speakers: usize,
    claims: usize,
    events: usize,
    questions: usize,
    contradicted: usize,
    resolved: usize,
    compatible: usize,
    agreed: usize,
    uncorroborated: usize,
    unknown: usize,
    contradicting_pairs: u64,
    errors: usize,
    warnings: usize,
    as_of: Option<AsOfOut>,
}

#[derive(Serialize)]
struct AsOfOut {
    date: String,
    later: usize,
    undated: usize,
}

#[derive(Serialize)]
struct EventOut<'r> {
    id: &'r str,
    title: &'r str,
    date: Option<&'r str>,
    topic: &'r str,
    folder: &'r str,
    questions: QuestionsOut<'r>,
    implied: Vec<ImpliedOut<'r>>,
}

#[derive(Serialize)]
struct ImpliedOut<'r> {
    attribute: &'r str,
    low: Option<String>,
    high: Option<String>,
    low_excluded: bool,
    high_excluded: bool,
    claims: Vec<String>,
}

/// The questions of one event.
struct QuestionsOut<'r>(&'r Report, &'r [Comparison]);

impl Serialize for QuestionsOut<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|comparison| question(self.0, comparison)))
    }
}

#[derive(Serialize)]
struct QuestionOut<'r> {
    attribute: &'r str,
    label: &'r str,
    kind: &'static str,
    unit: Option<&'r str>,
    outcome: &'static str,
    #[serde(flatten)]
    ends: EndsOut,
    gap: Option<String>,
    ratio: Option<f64>,
    reconciles_at: Option<f64>,
    speakers: usize,
    parties: usize,
    resolved: bool,
    resolution: Option<ResolutionOut<'r>>,
    positions: Vec<PositionOut<'r>>,
    relations: Vec<RelationOut>,
    relations_cut: bool,
    contradicting_pairs: u64,
    settled: Vec<SettledOut>,
    settled_cut: bool,
}

#[derive(Serialize)]
struct SettledOut {
    claim: String,
    by: Option<String>,
    against: String,
}

#[derive(Serialize)]
struct ResolutionOut<'r> {
    by: Option<&'r str>,
    date: String,
    note: Option<&'r str>,
    stale: bool,
}

#[derive(Serialize)]
struct EndsOut {
    low: Option<String>,
    high: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low_excluded: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high_excluded: Option<bool>,
}

#[derive(Serialize)]
struct PositionOut<'r> {
    identity: String,
    value: &'r str,
    shown: String,
    #[serde(flatten)]
    ends: EndsOut,
    unit: Option<&'r str>,
    speakers: Vec<&'r str>,
    reports: usize,
    claims: Vec<ClaimOut<'r>>,
}

#[derive(Serialize)]
struct ClaimOut<'r> {
    id: String,
    source: &'r str,
    speaker: &'r str,
    publisher: &'r str,
    party: Option<&'r str>,
    file: &'r str,
    line: u32,
    as_written: &'r str,
    quote: Option<String>,
    note: Option<String>,
    url: Option<String>,
    archived: Option<String>,
    published: Option<String>,
    as_of: Option<&'r str>,
    live: bool,
    withdrawn: Option<String>,
    replaced_by: Option<String>,
}

#[derive(Serialize)]
struct RelationOut {
    between: [usize; 2],
    relation: &'static str,
    kind: Option<&'static str>,
    pairs: Option<PairsOut>,
    inner: Option<usize>,
    strained: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct PairsOut {
    between_speakers: u64,
    misquote: u64,
    #[serde(rename = "self")]
    own: u64,
}

#[derive(Serialize)]
struct FindingOut<'r> {
    identity: String,
    code: &'static str,
    folder: &'r str,
    event: &'r str,
    attribute: &'r str,
    message: String,
    claims: Vec<String>,
}

#[derive(Serialize)]
struct DiagnosticOut<'r> {
    identity: String,
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    help: &'r str,
    file: &'r str,
    line: Option<usize>,
    column: Option<usize>,
}

/// Writes the whole report.
pub fn report(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let value = ReportOut {
        schema: SCHEMA,
        selection: Some(&report.selection)
            .filter(|selection| !selection.is_whole())
            .map(selection),
        summary: summary(report),
        speakers: Speakers(report),
        events: Events(report),
        findings: Findings(report),
        diagnostics: Diagnostics(report),
    };
    write(&value, out)
}

/// Writes the findings and the diagnostics.
pub fn check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let value = CheckOut {
        schema: SCHEMA,
        summary: summary(report),
        findings: Findings(report),
        diagnostics: Diagnostics(report),
    };
    write(&value, out)
}

pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // A buffer of our own: the small writes of the serializer are compiled into it, not called.
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let mut serializer = Serializer::with_formatter(&mut out, Careful(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn selection(selection: &Selection) -> SelectionOut<'_> {
    SelectionOut {
        events: &selection.events,
        attributes: &selection.attributes,
        sources: &selection.sources,
        outcomes: selection
            .outcomes
            .iter()
            .map(|outcome| outcome.word())
            .collect(),
    }
}

/// Everybody who makes one of the claims shown, by id.
fn speakers(report: &Report) -> impl Iterator<Item = SpeakerOut<'_>> {
    let claims = report
        .comparisons
        .iter()
        .flat_map(|shown| &shown.question.claims);
    let mut shown = vec![false; report.record.speakers.len()];
    claims.for_each(|claim| shown[report.record[*claim].speaker.index()] = true);
    let speakers = report
        .record
        .speakers
        .iter()
        .zip(shown)
        .filter(|(_, shown)| *shown);
    // An unnamed one is another one in each source, under one id.
    let by_id: BTreeMap<&str, &Speaker> = speakers
        .map(|(speaker, _)| (speaker.name.id.as_str(), speaker))
        .collect();
    by_id.into_values().map(|speaker| SpeakerOut {
        id: &speaker.name.id,
        name: &speaker.full,
        short: &speaker.short,
        party: speaker
            .party
            .map(|party| report.record[party].name.id.as_str()),
        unnamed: speaker.unnamed_in.is_some(),
    })
}

fn summary(report: &Report) -> SummaryOut {
    let summary = report.summary();
    let as_of = |back: &LookedBack| AsOfOut {
        date: back.written.clone(),
        later: back.later,
        undated: back.undated,
    };
    SummaryOut {
        files: summary.files,
        sources: summary.sources,
        speakers: summary.speakers,
        claims: summary.claims,
        events: summary.events,
        questions: summary.questions,
        contradicted: summary.contradicted,
        resolved: summary.resolved,
        compatible: summary.compatible,
        agreed: summary.agreed,
        uncorroborated: summary.uncorroborated,
        unknown: summary.unknown,
        contradicting_pairs: summary.contradicting_pairs,
        errors: summary.errors,
        warnings: summary.warnings,
        as_of: report.looked_back.as_ref().map(as_of),
    }
}

fn events(report: &Report) -> impl Iterator<Item = EventOut<'_>> {
    let of_one_event =
        |left: &Comparison, right: &Comparison| left.question.event == right.question.event;
    let events = report.comparisons.chunk_by(of_one_event);
    events.filter_map(|comparisons| {
        let event = &report.record[comparisons.first()?.question.event];
        let topic = &report.record[event.topic];
        Some(EventOut {
            id: &event.name.id,
            title: &event.title,
            date: event.date.as_deref(),
            topic: &topic.title,
            folder: &topic.folder,
            questions: QuestionsOut(report, comparisons),
            implied: implied(report, comparisons.first()?.question.event),
        })
    })
}

fn implied(report: &Report, event: EventId) -> Vec<ImpliedOut<'_>> {
    let excluded = |end: Option<crate::model::End<'_>>| end.is_some_and(|end| !end.included);
    let number = |end: Option<crate::model::End<'_>>| end.map(|end| end.number.to_string());
    // They stand by event.
    let from = report
        .implied
        .partition_point(|implied| implied.asked.0 < event);
    let of_event = report.implied[from..]
        .iter()
        .take_while(|implied| implied.asked.0 == event);
    of_event
        .map(|implied| ImpliedOut {
            attribute: &report.record[implied.asked.1].name.id,
            low: number(implied.interval.low_end()),
            high: number(implied.interval.high_end()),
            low_excluded: excluded(implied.interval.low_end()),
            high_excluded: excluded(implied.interval.high_end()),
            claims: implied
                .claims
                .iter()
                .map(|claim| report.claim_name(*claim))
                .collect(),
        })
        .collect()
}

fn question<'r>(report: &'r Report, comparison: &'r Comparison) -> QuestionOut<'r> {
    let attribute = &report.record[comparison.question.attribute];
    let farthest = comparison.farthest.as_ref();
    let position = |position| self::position(report, attribute, comparison.timed, position);
    QuestionOut {
        attribute: &attribute.name.id,
        label: &attribute.label,
        kind: attribute.kind.word(),
        unit: attribute.unit.as_deref(),
        outcome: comparison.outcome.word(),
        ends: ends(attribute, comparison.span.as_ref(), comparison.timed),
        gap: farthest.map(|farthest| gap(&farthest.gap)),
        ratio: farthest
            .and_then(|farthest| farthest.ratio)
            .map(|ratio| rounded(ratio, 1.0, 2)),
        reconciles_at: farthest
            .and_then(|farthest| farthest.reconciles_at)
            .map(|share| rounded(share, 0.0, 3)),
        speakers: comparison.speakers.len(),
        parties: comparison.parties.len(),
        resolved: report.is_resolved(comparison),
        resolution: report.resolved(comparison).map(resolution),
        positions: comparison.positions.iter().map(position).collect(),
        relations: comparison.relations.iter().map(relation).collect(),
        relations_cut: comparison.relations_cut,
        contradicting_pairs: comparison.contradicting_pairs,
        settled: comparison
            .settled
            .iter()
            .map(|settled| self::settled(report, settled))
            .collect(),
        settled_cut: comparison.settled_cut,
    }
}

fn settled(report: &Report, settled: &Settled) -> SettledOut {
    SettledOut {
        claim: report.claim_name(settled.claim),
        by: settled.by.map(|by| report.claim_name(by)),
        against: report.claim_name(settled.against),
    }
}

fn resolution(resolved: &Resolved) -> ResolutionOut<'_> {
    ResolutionOut {
        by: resolved.resolution.by.as_deref(),
        date: resolved.resolution.date.to_string(),
        note: resolved.resolution.note.as_deref(),
        stale: resolved.stale.is_some(),
    }
}

/// The ends of a set as exact text: decimals, days, or times in UTC.
fn ends(attribute: &Attribute, interval: Option<&Interval>, timed: bool) -> EndsOut {
    let number = |end: Option<crate::model::End<'_>>| end.map(|end| end.number.to_string());
    let (low, high) = match (attribute.kind, interval) {
        (Kind::Count | Kind::Amount, Some(set)) => (number(set.low_end()), number(set.high_end())),
        (Kind::Date, Some(set)) => show_span(set, &attribute.zone, timed),
        _ => (None, None),
    };
    let amount = attribute.kind == Kind::Amount;
    let excluded = |end: Option<crate::model::End<'_>>| end.is_some_and(|end| !end.included);
    EndsOut {
        low,
        high,
        low_excluded: amount.then(|| excluded(interval.and_then(Interval::low_end))),
        high_excluded: amount.then(|| excluded(interval.and_then(Interval::high_end))),
    }
}

fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Number(number) => number.to_string(),
        Gap::Days(days) => days.to_string(),
        Gap::Seconds(seconds) => format!("{seconds} s"),
    }
}

/// Rounded to so many decimals, or to as many as keep three digits of the number, less `whole`:
/// a small difference must not be rounded away.
fn rounded(number: f64, whole: f64, decimals: usize) -> f64 {
    let digits = |places: usize| format!("{number:.places$}").parse().unwrap_or(number);
    let kept = |places: &usize| ((digits(*places) - number) / (number - whole)).abs() < 0.005;
    (decimals..16).find(kept).map_or(number, digits)
}

fn position<'r>(
    report: &'r Report,
    attribute: &Attribute,
    timed: bool,
    position: &'r Position,
) -> PositionOut<'r> {
    let first = position
        .claims
        .first()
        .map(|held| &report.record[report.record[held.claim].value]);
    PositionOut {
        identity: first
            .map(|value| identity::of_value(value).to_string())
            .unwrap_or_default(),
        value: &position.value,
        shown: words::shown(report, position),
        ends: ends(attribute, position.interval.as_ref(), timed),
        unit: position.unit.as_deref(),
        speakers: position
            .speakers
            .iter()
            .map(|speaker| speaker_id(report, *speaker))
            .collect(),
        reports: position.reports,
        claims: position
            .claims
            .iter()
            .map(|held| claim(report, *held))
            .collect(),
    }
}

fn speaker_id(report: &Report, speaker: SpeakerId) -> &str {
    &report.record[speaker].name.id
}

fn claim(report: &Report, held: Held) -> ClaimOut<'_> {
    let claim = &report.record[held.claim];
    let details = report.details(claim);
    let party = report.record[claim.speaker].party;
    ClaimOut {
        id: details.id.unwrap_or_else(|| report.claim_name(held.claim)),
        source: speaker_id(report, claim.source),
        speaker: speaker_id(report, claim.speaker),
        publisher: speaker_id(report, claim.publisher),
        party: party.map(|party| report.record[party].name.id.as_str()),
        file: report.files.name(claim.file),
        line: report.record[claim.site].line,
        as_written: &report.record[claim.value].written,
        quote: details.quote,
        note: details.note,
        url: details.url,
        archived: details.archived,
        published: details.published,
        as_of: report
            .record
            .as_of(claim)
            .map(|as_of| as_of.written.as_str()),
        live: held.status == Status::Live,
        withdrawn: details.withdrawn,
        replaced_by: replaced_by(held.status).map(|by| report.claim_name(by)),
    }
}

fn replaced_by(status: Status) -> Option<ClaimId> {
    match status {
        Status::Superseded(by) | Status::Revised(by) => Some(by),
        Status::Live | Status::Withdrawn => None,
    }
}

fn relation(related: &Related) -> RelationOut {
    let (pairs, inner) = match related.relation {
        Relation::Contradicts(pairs) => (Some(pairs), None),
        Relation::Refines(inner) => (None, Some(inner)),
        Relation::Overlaps | Relation::Incomparable => (None, None),
    };
    RelationOut {
        between: related.between,
        relation: related.relation.word(),
        kind: pairs.map(crate::compare::Pairs::kind),
        pairs: pairs.map(|pairs| PairsOut {
            between_speakers: pairs.between_speakers,
            misquote: pairs.misquote,
            own: pairs.own,
        }),
        inner,
        strained: related.strained,
    }
}

fn findings(report: &Report) -> impl Iterator<Item = FindingOut<'_>> {
    let known_by = identity::of_findings(report);
    report
        .findings
        .iter()
        .zip(known_by)
        .map(|(finding, identity)| self::finding(report, finding, identity))
}

fn finding<'r>(report: &'r Report, finding: &Finding, identity: Identity) -> FindingOut<'r> {
    let event = &report.record[finding.event];
    FindingOut {
        identity: identity.to_string(),
        code: finding.code().word(),
        folder: &report.record[event.topic].folder,
        event: &event.name.id,
        attribute: &report.record[finding.attribute].name.id,
        message: words::finding(report, finding),
        claims: finding
            .claims
            .iter()
            .map(|claim| report.claim_name(*claim))
            .collect(),
    }
}

fn diagnostics(report: &Report) -> impl Iterator<Item = DiagnosticOut<'_>> {
    let known_by = identity::of_diagnostics(report);
    let diagnostics = report.diagnostics.iter().zip(known_by);
    diagnostics.map(|(diagnostic, identity)| self::diagnostic(report, diagnostic, identity))
}

fn diagnostic<'r>(
    report: &'r Report,
    diagnostic: &'r Diagnostic,
    identity: Identity,
) -> DiagnosticOut<'r> {
    let (file, at) = match &diagnostic.place {
        Place::Unread(name, at) => (name.as_str(), *at),
        Place::At(span) => (
            report.files.name(span.file),
            Some(report.files.position(*span)),
        ),
    };
    DiagnosticOut {
        identity: identity.to_string(),
        code: diagnostic.code.word(),
        severity: diagnostic.code.severity().word(),
        message: &diagnostic.message,
        help: &diagnostic.help,
        file,
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
    }
}

/// Pretty-printed JSON in which no character acts on what shows it: markup, and whatever a terminal
/// or a page would obey, is written as a `\u` escape, which means the same to every reader of JSON.
struct Careful(PrettyFormatter<'static>);

impl Formatter for Careful {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Nearly every fragment is plain: to look at its bytes takes a sixth of the time.
        let is_plain = |byte: u8| {
            byte.is_ascii() && !byte.is_ascii_control() && !matches!(byte, b'<' | b'>' | b'&')
        };
        if fragment.bytes().all(is_plain) {
            return out.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, letter) in fragment.char_indices() {
            if matches!(letter, '<' | '>' | '&') || is_treacherous(letter) {
                out.write_all(&fragment.as_bytes()[plain..at])?;
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                plain = at + letter.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_difference_is_not_rounded_away() {
        for (number, whole, decimals, shown) in [
            (58.0 / 23.0, 1.0, 2, "2.52"),
            (100_001.0 / 100_000.0, 1.0, 2, "1.00001"),
            (1.0 + f64::EPSILON, 1.0, 2, "1.0000000000000002"),
            (35.0 / 81.0, 0.0, 3, "0.432"),
            (0.5, 0.0, 3, "0.5"),
            (1e-20, 0.0, 3, "1e-20"),
            (0.0, 0.0, 3, "0.0"),
            (1e300, 1.0, 2, "1e+300"),
        ] {
            let rounded = rounded(number, whole, decimals);
            assert_eq!(serde_json::to_string(&rounded).unwrap(), shown);
        }
    }
}

//! The head: what the report rests on, and what came out, in counts.

use std::collections::BTreeSet;

use super::super::safe::safe;
use super::accused;
use super::dates;
use super::desk::Desk;
use crate::code::Code;
use crate::report::{LookedBack, Summary};

/// The titles of the topics shown, in capitals.
pub(super) fn titles(desk: &Desk<'_>) -> Vec<String> {
    let topics: BTreeSet<_> = desk
        .comparisons()
        .iter()
        .map(|shown| desk.event(shown).topic)
        .collect();
    let title = |topic: crate::model::TopicId| &desk.report.record[topic].title;
    let titles = topics
        .into_iter()
        .map(|topic| safe(title(topic)).to_uppercase());
    // The folder that was named is a topic without a name where no file gives it a title.
    titles.filter(|title| !title.is_empty()).collect()
}

/// The lines below the titles.
pub(super) fn lines(desk: &Desk<'_>) -> Vec<String> {
    let summary = desk.report.summary();
    let lines = [
        as_of(desk),
        rests_on(desk, summary),
        outcomes(summary),
        findings(desk),
        faults(summary),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The lines that say what is counted, and not what came out.
pub(super) fn basis(desk: &Desk<'_>) -> Vec<String> {
    let summary = desk.report.summary();
    let lines = [as_of(desk), rests_on(desk, summary), faults(summary)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// "As it stood on 14 Oct 2025: 3 claims that came later are left out."
fn as_of(desk: &Desk<'_>) -> String {
    let Some(LookedBack {
        written,
        later,
        undated,
    }) = &desk.report.looked_back
    else {
        return String::new();
    };
    let left_out = match later {
        0 => "no claim came later".to_owned(),
        1 => "1 claim that came later is left out".to_owned(),
        _ => format!("{later} claims that came later are left out"),
    };
    let undated = match undated {
        0 => String::new(),
        1 => "; 1 claim without a date counts as known".to_owned(),
        _ => format!("; {undated} claims without a date count as known"),
    };
    format!(
        "As it stood on {}: {left_out}{undated}.",
        dates::of_edtf(written)
    )
}

fn rests_on(desk: &Desk<'_>, summary: Summary) -> String {
    if summary.claims == 0 {
        return "No claims to show.".to_owned();
    }
    let counts = [
        counted(summary.claims, "claim", "claims"),
        counted(summary.questions, "question", "questions"),
        counted(summary.speakers, "speaker", "speakers"),
    ];
    let place = desk
        .publisher
        .map(|publisher| safe(&desk.speaker(publisher).full));
    let place = place
        .map(|name| format!(" All of it read in one place: {name}."))
        .unwrap_or_default();
    format!("{}.{place}", counts.join(", "))
}

fn outcomes(summary: Summary) -> String {
    let resolved = summary.resolved;
    let contradicted = match resolved {
        0 => "contradicted".to_owned(),
        _ => format!("contradicted ({resolved} resolved)"),
    };
    joined([
        (summary.contradicted, &contradicted, &contradicted),
        (summary.agreed, "agreed", "agreed"),
        (summary.compatible, "compatible", "compatible"),
        (
            summary.uncorroborated,
            "on one speaker's word",
            "on one speaker's word",
        ),
        (summary.unknown, "unknown", "unknown"),
    ])
}

fn findings(desk: &Desk<'_>) -> String {
    let found = |code| desk.report.findings_of(code).count();
    let settled = || desk.comparisons().iter().flat_map(|shown| &shown.settled);
    let revisions = settled().filter(|settled| settled.by.is_some()).count();
    // Where not all of them were looked for, there may be more.
    let more = if desk.comparisons().iter().any(|shown| shown.settled_cut) {
        " (and maybe more)"
    } else {
        ""
    };
    let [revision, withdrawal] =
        ["revision", "withdrawal"].map(|by| format!("settled by a {by}{more}"));
    joined([
        (
            found(Code::Impossible),
            "sum that does not add up",
            "sums that do not add up",
        ),
        (
            found(Code::Misquote),
            "speaker told differently",
            "speakers told differently",
        ),
        (
            found(Code::SelfContradiction),
            "speaker against itself",
            "speakers against themselves",
        ),
        (found(Code::FallingTotal), "falling total", "falling totals"),
        (
            found(Code::WeekdayMismatch),
            "wrong weekday",
            "wrong weekdays",
        ),
        (
            found(Code::Strained),
            "strained agreement",
            "strained agreements",
        ),
        (
            accused::unanswered(desk).count(),
            "accusation without an answer",
            "accusations without an answer",
        ),
        (found(Code::Revised), "revised", "revised"),
        (revisions, &revision, &revision),
        (settled().count() - revisions, &withdrawal, &withdrawal),
        (
            found(Code::WithdrawnStillCited),
            "taken back and still cited",
            "taken back and still cited",
        ),
    ])
}

fn faults(summary: Summary) -> String {
    let severe = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
    ];
    let counts = severe.into_iter().filter(|(count, _, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    if counts.is_empty() {
        return String::new();
    }
    format!(
        "{} in the files: crosscheck check tells which",
        counts.join(" and ")
    )
}

fn joined<const N: usize>(counts: [(usize, &str, &str); N]) -> String {
    let counts = counts.into_iter().filter(|(count, _, _)| *count > 0);
    counts
        .map(|(count, one, many)| counted(count, one, many))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

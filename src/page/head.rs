//! The head of a page: what a report rests on, and what came out, in counts.

use std::collections::BTreeSet;

use super::accused;
use super::context::{PageContext, counted};
use crate::code::Code;
use crate::compare::Settled;
use crate::phrase::date;
use crate::report::{LookedBack, Summary};
use crate::safe::{Shown, safe, shown};

/// Returns the titles of the topics that are shown, in capitals.
pub(super) fn titles(context: &PageContext<'_>) -> Vec<Shown> {
    let topics: BTreeSet<_> = context
        .comparisons()
        .iter()
        .map(|comparison| context.event(comparison).topic)
        .collect();
    let titles = topics
        .into_iter()
        .map(|topic| safe(&context.report.record[topic].title).to_uppercase());
    // The folder that was named is a topic without a name if no file gives it a title.
    titles.filter(|title| !title.is_empty()).collect()
}

/// Says what is counted and what came out.
pub(super) fn lines(context: &PageContext<'_>) -> Vec<Shown> {
    let summary = context.report.summary();
    present([
        looked_back(context),
        Some(rests_on(context, summary)),
        outcomes(summary),
        findings(context),
        faults(summary),
    ])
}

/// Says what is counted, and not what came out.
pub(super) fn basis(context: &PageContext<'_>) -> Vec<Shown> {
    let summary = context.report.summary();
    present([
        looked_back(context),
        Some(rests_on(context, summary)),
        faults(summary),
    ])
}

fn present<const N: usize>(lines: [Option<Shown>; N]) -> Vec<Shown> {
    lines.into_iter().flatten().collect()
}

/// "As it stood on 14 Oct 2025: 3 claims that came later are left out."
fn looked_back(context: &PageContext<'_>) -> Option<Shown> {
    let LookedBack {
        written,
        later,
        undated,
    } = context.report.looked_back.as_ref()?;
    let left_out = match later {
        0 => "no claim came later".into(),
        1 => "1 claim that came later is left out".into(),
        _ => shown!("{} claims that came later are left out", later),
    };
    let undated = match undated {
        0 => Shown::default(),
        1 => "; 1 claim without a date counts as known".into(),
        _ => shown!("; {} claims without a date count as known", undated),
    };
    let day = date::of_edtf(written);
    Some(shown!("As it stood on {}: {}{}.", day, left_out, undated))
}

fn rests_on(context: &PageContext<'_>, summary: Summary) -> Shown {
    if summary.claims == 0 {
        return "No claims to show.".into();
    }
    let counts = [
        counted(summary.claims, "claim", "claims"),
        counted(summary.questions, "question", "questions"),
        counted(summary.speakers, "speaker", "speakers"),
    ];
    let publisher = context.publisher.map(|publisher| {
        let name = safe(&context.speaker(publisher).full);
        shown!(" All of it read in one place: {}.", name)
    });
    shown!("{}.{}", Shown::join(counts, ", "), publisher)
}

fn outcomes(summary: Summary) -> Option<Shown> {
    let contradicted = match summary.resolved {
        0 => "contradicted".into(),
        resolved => shown!("contradicted ({} resolved)", resolved),
    };
    joined([
        (summary.contradicted, contradicted),
        (summary.agreed, "agreed".into()),
        (summary.compatible, "compatible".into()),
        (summary.uncorroborated, "on one speaker's word".into()),
        (summary.unknown, "unknown".into()),
    ])
}

fn findings(context: &PageContext<'_>) -> Option<Shown> {
    let unanswered = accused::unanswered(context).count();
    let accusations = [
        "accusation without an answer",
        "accusations without an answer",
    ];
    let [revisions, withdrawals] = settled(context);
    joined([
        of_code(
            context,
            Code::Impossible,
            ["sum that does not add up", "sums that do not add up"],
        ),
        of_code(
            context,
            Code::Misquote,
            ["speaker told differently", "speakers told differently"],
        ),
        of_code(
            context,
            Code::SelfContradiction,
            ["speaker against itself", "speakers against themselves"],
        ),
        of_code(
            context,
            Code::FallingTotal,
            ["falling total", "falling totals"],
        ),
        of_code(
            context,
            Code::WeekdayMismatch,
            ["wrong weekday", "wrong weekdays"],
        ),
        of_code(
            context,
            Code::Strained,
            ["strained agreement", "strained agreements"],
        ),
        with_noun(unanswered, accusations),
        of_code(context, Code::Revised, ["revised"; 2]),
        revisions,
        withdrawals,
        of_code(
            context,
            Code::OutdatedRepeat,
            ["outdated value repeated", "outdated values repeated"],
        ),
        of_code(
            context,
            Code::WithdrawnStillCited,
            ["taken back and still cited"; 2],
        ),
    ])
}

/// Counts the findings of a code, with the noun that fits the count.
fn of_code(context: &PageContext<'_>, code: Code, nouns: [&'static str; 2]) -> (usize, Shown) {
    with_noun(context.report.findings_of(code).count(), nouns)
}

/// Counts the contradictions settled by revisions, and those settled by withdrawals.
fn settled(context: &PageContext<'_>) -> [(usize, Shown); 2] {
    let comparisons = context.comparisons();
    let settled = comparisons
        .iter()
        .flat_map(|comparison| &comparison.settled);
    let (revisions, withdrawals): (Vec<&Settled>, Vec<&Settled>) =
        settled.partition(|settled| settled.by.is_some());
    // If not all of them were looked for, there may be more.
    let cut = comparisons.iter().any(|comparison| comparison.settled_cut);
    let more = if cut { " (and maybe more)" } else { "" };
    [
        (revisions.len(), shown!("settled by a revision{}", more)),
        (withdrawals.len(), shown!("settled by a withdrawal{}", more)),
    ]
}

fn faults(summary: Summary) -> Option<Shown> {
    let counts = [
        (summary.errors, ["error", "errors"]),
        (summary.warnings, ["warning", "warnings"]),
    ];
    let counts: Vec<Shown> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, many])| counted(count, one, many))
        .collect();
    let elsewhere = summary.warnings_elsewhere;
    let found = match (counts.is_empty(), elsewhere) {
        (true, 0) => return None,
        (true, _) => shown!(
            "{} on what is not shown",
            counted(elsewhere, "warning", "warnings")
        ),
        (false, 0) => shown!("{} in the files", Shown::join(counts, " and ")),
        (false, _) => shown!(
            "{} in the files, and {} on what is not shown",
            Shown::join(counts, " and "),
            counted(elsewhere, "more warning", "more warnings")
        ),
    };
    Some(shown!("{}: crosscheck check tells which", found))
}

/// Adds to a count the noun that fits it.
fn with_noun(count: usize, [one, many]: [&'static str; 2]) -> (usize, Shown) {
    (count, if count == 1 { one } else { many }.into())
}

/// Lists the counts that are not 0, each before its words.
fn joined<const N: usize>(counts: [(usize, Shown); N]) -> Option<Shown> {
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<Shown> = counts
        .map(|(count, words)| shown!("{} {}", count, words))
        .collect();
    (!counts.is_empty()).then(|| Shown::join(counts, " · "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::report;
    use super::*;

    #[test]
    fn the_head_counts_what_there_is() {
        for (claims, expected) in [
            (&[][..], &["No claims to show."][..]),
            (
                &["ford | guns | 23 | red-army"],
                &[
                    "1 claim, 1 question, 1 speaker. All of it read in one place: gazette.",
                    "1 on one speaker's word",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 24 | blue-army",
                    "ford | shot-first | true | red-army",
                    "ford | mortars | 30 | red-army",
                ],
                &[
                    "4 claims, 3 questions, 2 speakers. All of it read in one place: gazette.",
                    "1 contradicted · 2 on one speaker's word",
                    "1 sum that does not add up · 1 accusation without an answer",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 24 | blue-army | withdrawn = 2025-05-03",
                    "ford | rain | unknown | red-army",
                    "nowhere | guns | 1 | blue-army",
                ],
                &[
                    "4 claims, 3 questions, 2 speakers. All of it read in one place: gazette.",
                    "2 on one speaker's word · 1 unknown",
                    "1 settled by a withdrawal",
                ],
            ),
        ] {
            let report = report(claims);
            let lines = super::lines(&PageContext::new(&report));
            // The topic declares more than a case uses, which is warned of.
            let lines: Vec<&str> = lines
                .iter()
                .map(Shown::as_str)
                .filter(|line| !line.contains("in the files"))
                .collect();
            assert_eq!(lines, expected, "{claims:#?}");
        }
    }
}

//! What is said beside all messages: the counts, and what waits for claims.

use crate::phrase::name;
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// Counts what is wrong with the files and how much contradicts, in one line.
pub(crate) fn counts(report: &Report) -> Shown {
    let summary = report.summary();
    let resolved = (summary.resolved > 0).then(|| shown!(" ({} resolved)", summary.resolved));
    shown!(
        "{}, {}; {} contradicted{} of {}",
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        summary.contradicted,
        resolved,
        count(summary.questions, "question"),
    )
}

/// Names the topics that are declared and on which nobody has filed a claim yet, in one line. `None` if there are none.
pub(crate) fn open_topics(report: &Report) -> Option<Shown> {
    let open = report.record.topics.iter().filter(|topic| topic.is_open);
    let names: Vec<Shown> = open
        .map(|topic| {
            let folder = (!topic.folder.is_empty()).then(|| shown!(" ({})", safe(&topic.folder)));
            shown!("“{}”{}", safe(&topic.title), folder)
        })
        .collect();
    let topics = match names.len() {
        0 => return None,
        1 => shown!("the topic "),
        number => shown!("{} topics: ", number),
    };
    Some(shown!("no claims yet on {}{}", topics, name::list(names)))
}

/// Counts the warnings and the findings that are not shown because they are not denied. `None` if there are none.
pub(crate) fn not_denied(warnings: usize, findings: usize) -> Option<Shown> {
    let counts = [(warnings, "warning"), (findings, "finding")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<Shown> = counts.map(|(number, name)| count(number, name)).collect();
    let them = if warnings + findings == 1 {
        "it"
    } else {
        "them"
    };
    (!counts.is_empty()).then(|| {
        shown!(
            "not denied, and not shown: {}; without --deny, check shows {}",
            Shown::join(counts, ", "),
            them
        )
    })
}

/// Counts things by their name: "1 error", "2 errors".
fn count(number: usize, name: &'static str) -> Shown {
    let plural = (number != 1).then_some("s");
    shown!("{} {}{}", number, name, plural)
}

//! A row for each claim.

use super::Cell;
use super::shared::{QUESTION, count, ends, given, question, text};
use crate::compare::{Comparison, Held, Position, Status};
use crate::report::Report;

/// The headings of the columns.
pub(super) const HEADINGS: [&str; 35] = {
    let mut headings = [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "as_written",
        "low",
        "low_excluded",
        "high",
        "high_excluded",
        "scope",
        "speaker",
        "name",
        "party",
        "publisher",
        "source",
        "live",
        "replaced_by",
        "withdrawn",
        "as_of",
        "published",
        "quote",
        "lang",
        "note",
        "best",
        "url",
        "archived",
        "id",
        "file",
        "line",
    ];
    let mut at = 0;
    while at < QUESTION.len() {
        headings[at] = QUESTION[at];
        at += 1;
    }
    headings
};

/// Returns the rows.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Vec<Cell>> {
    report.comparisons.iter().flat_map(move |comparison| {
        let asked = question(report, comparison);
        comparison.positions.iter().flat_map(move |position| {
            let asked = asked.clone();
            let claims = position.claims.iter();
            claims.map(move |held| row(report, &asked, (comparison, position), *held))
        })
    })
}

fn row(
    report: &Report,
    asked: &[Cell],
    (comparison, position): (&Comparison, &Position),
    held: Held,
) -> Vec<Cell> {
    let record = &report.record;
    let claim = &record[held.claim];
    let (attribute, speaker) = (&record[claim.attribute], &record[claim.speaker]);
    let value = &record[claim.value];
    let details = report.details(claim);
    let replaced_by = held.status.replaced_by();
    let replaced_by = replaced_by.map(|by| report.claim_name(by));
    let mut row = asked.to_vec();
    row.push(text(&value.written));
    row.extend(ends(
        attribute,
        position.interval.as_ref(),
        comparison.timed,
    ));
    row.extend([
        given(position.scope.as_deref()),
        text(&speaker.name.id),
        text(&speaker.full),
        given(speaker.party.map(|party| record[party].name.id.as_str())),
        text(&record[claim.publisher].name.id),
        text(&record[claim.source].name.id),
        Cell::Flag(held.status == Status::Live),
        given(replaced_by.as_deref()),
        given(details.withdrawn.as_deref()),
        given(record.as_of(claim).map(|as_of| as_of.written.as_str())),
        given(details.published.as_deref()),
        given(details.quote.as_deref()),
        given(details.lang.as_deref()),
        given(details.note.as_deref()),
        given(value.best.as_deref()),
        given(details.url.as_deref()),
        given(details.archived.as_deref()),
        text(&report.claim_name(held.claim)),
        text(report.files.name(claim.file)),
        count(&record[claim.site].line),
    ]);
    row
}

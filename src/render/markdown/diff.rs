//! What changed, as a comment on a pull request: the headline first, small tables, the rest folded away, and
//! never longer than GitHub takes.

use std::io::{self, Write};

use super::super::rows::diff as told;
use super::super::safe::safe;
use super::super::words;
use super::{escape, line, paragraph};
use crate::diff::{Changed, Diff, Fate, Found};

/// GitHub takes 65,536 characters; what is around a comment may need some.
const MOST_BYTES: usize = 60_000;
/// No cell is longer, in characters: one value must not crowd out all others.
const MOST_CELL: usize = 300;

/// Writes what changed as GitHub markdown.
pub fn diff(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut comment = Comment {
        text: String::new(),
        left: MOST_BYTES,
    };
    let mut head = told::head(diff).into_iter();
    comment.paragraph(&format!("**{}**", escape(&head.next().unwrap_or_default())));
    head.for_each(|sentence| comment.paragraph(&escape(&sentence)));
    for (fate, heading, columns) in [
        (Fate::New, "New contradictions", ["Question", "Values"]),
        (
            Fate::Changed,
            "Changed contradictions",
            ["Question", "What stands, and who moved"],
        ),
        (
            Fate::Gone,
            "Settled contradictions",
            ["Question", "What stood, and who moved"],
        ),
    ] {
        let found = diff
            .contradictions
            .iter()
            .filter(|found| found.fate == fate);
        let rows = found.map(|found| contradiction(diff, found)).collect();
        comment.table(heading, columns, rows, fate == Fate::Gone);
    }
    let findings = diff.findings.iter().map(|found| {
        [
            told::mark(found.fate).to_owned(),
            cell(&safe(found.message)),
        ]
        .map(|text| escape(&text))
    });
    comment.table("Other findings", ["", "Finding"], findings.collect(), true);
    let questions = diff.questions.iter().map(|changed| question(diff, changed));
    comment.table(
        "Questions",
        ["Question", "What changed"],
        questions.collect(),
        true,
    );
    writeln!(out, "{}", comment.text.trim_end())
}

/// A comment as it grows.
struct Comment {
    text: String,
    /// So many bytes it may still take.
    left: usize,
}

impl Comment {
    fn paragraph(&mut self, text: &str) {
        paragraph(&mut self.text, text);
        self.left = MOST_BYTES.saturating_sub(self.text.len());
    }

    /// A table of as many rows as there is room for. What is left out is counted.
    fn table(&mut self, heading: &str, columns: [&str; 2], rows: Vec<[String; 2]>, folded: bool) {
        /// What stands around the rows.
        const AROUND: usize = 400;
        if rows.is_empty() {
            return;
        }
        let (all, mut shown, mut kept) = (rows.len(), String::new(), 0);
        for row in rows {
            let mut next = String::new();
            line(&mut next, row.into_iter());
            if shown.len() + next.len() + AROUND > self.left {
                break;
            }
            shown += &next;
            kept += 1;
        }
        if folded {
            self.paragraph(&format!("<details><summary>{heading}: {all}</summary>"));
        } else {
            self.paragraph(&format!("### {heading}"));
        }
        if kept > 0 {
            line(&mut self.text, columns.map(str::to_owned).into_iter());
            line(
                &mut self.text,
                ["---", "---"].map(str::to_owned).into_iter(),
            );
            self.paragraph(&shown);
        }
        if kept < all {
            let more = words::grouped(&(all - kept).to_string());
            self.paragraph(&format!(
                "{more} more are left out here: `crosscheck diff` without `--format markdown` shows all."
            ));
        }
        if folded {
            self.paragraph("</details>");
        }
    }
}

fn contradiction(diff: &Diff<'_>, found: &Found<'_>) -> [String; 2] {
    let positions = told::standing(diff, found)
        .into_iter()
        .map(|cells| cells.map(|text| escape(&cell(&text))));
    let mut parts: Vec<String> = positions
        .map(|[value, who]| format!("**{value}** {who}"))
        .collect();
    if found.fate != Fate::New {
        let moves = told::moves(diff, found).into_iter();
        parts.extend(moves.map(|[who, how]| escape(&format!("{}: {}", cell(&who), cell(&how)))));
    }
    parts.extend(told::remark(found).map(escape));
    let question = format!(
        "{}{} ({})",
        told::label(&found.place),
        told::kind(found),
        told::event(&found.place)
    );
    [escape(&cell(&question)), parts.join("<br>")]
}

fn question(diff: &Diff<'_>, changed: &Changed<'_>) -> [String; 2] {
    let question = format!(
        "{} ({})",
        told::label(&changed.place),
        told::event(&changed.place)
    );
    let people = cell(&told::people(diff, changed));
    let parts = [told::outcome(changed), people]
        .into_iter()
        .filter(|part| !part.is_empty());
    [
        escape(&cell(&question)),
        parts
            .map(|part| escape(&part))
            .collect::<Vec<_>>()
            .join("<br>"),
    ]
}

/// A text that is not too long for a cell.
fn cell(text: &str) -> String {
    match text.char_indices().nth(MOST_CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

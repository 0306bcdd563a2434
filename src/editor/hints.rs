//! What values are taken to mean, shown behind them while one reads.

use std::ops::Range;

use super::subject::value_place;
use crate::files::FileId;
use crate::model::ClaimId;
use crate::phrase::value::meaning_of_claim;
use crate::report::Report;
use crate::safe::{Shown, shown};

/// No more than this are shown at once.
const MOST: usize = 1_000;

/// A hint behind a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueHint {
    /// The offset behind the value.
    pub(crate) at: usize,
    /// What it is taken to mean.
    pub(crate) words: Shown,
}

/// Returns hints for the values in a part of a file whose words do not say it themselves: "over 50" is 51 and up, 58 is 58.
pub(crate) fn hints(report: &Report, file: FileId, bytes: &Range<usize>) -> Vec<ValueHint> {
    let record = &report.record;
    let from = record.claims.partition_point(|claim| claim.file < file);
    let claims = (from..).map(ClaimId::from).zip(&record.claims[from..]);
    let own = claims.take_while(|(_, claim)| claim.file == file);
    let within = own.filter(|(_, claim)| {
        let extent = record.extent(claim);
        (extent.start as usize) < bytes.end && bytes.start < extent.end as usize
    });
    let hints = within.filter_map(|(id, _)| hint(report, id));
    hints.take(MOST).collect()
}

fn hint(report: &Report, id: ClaimId) -> Option<ValueHint> {
    let claim = &report.record[id];
    let means = meaning_of_claim(&report.record, claim);
    let written = report.record[claim.value].written.as_str();
    let is_said = means.as_str() == written || is_plain(written);
    let at = value_place(report, id).end as usize;
    (!is_said).then(|| ValueHint {
        at,
        words: shown!(" {}", means),
    })
}

/// Returns true for words that mean what they say: a number, a day, yes or no.
fn is_plain(written: &str) -> bool {
    let is_figure = written
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    is_figure || matches!(written, "yes" | "no" | "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::file_named;
    use crate::testing::report_of;

    #[test]
    fn what_words_do_not_say_stands_behind_them() {
        let text = "[[attribute]]\nid = 'a'\nkind = 'count'\n\
            [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 58\n\
            [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 'over 50' # é\n\
            [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = '12–15'\n";
        let report = report_of(&[("t.toml", text)]);
        let file = file_named(&report, "t.toml").unwrap();
        let shown = |bytes| {
            let hints = hints(&report, file, &bytes);
            let hints = hints.iter();
            hints
                .map(|hint| format!("{}{}", &text[hint.at - 3..hint.at], hint.words))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(0..text.len()), ["50' 51 and up", "15' 12 to 15"]);
        let first = text.find("over").unwrap();
        assert_eq!(shown(first..first + 1), ["50' 51 and up"]);
        assert_eq!(shown(0..1), Vec::<String>::new());
    }
}

//! Warnings on what is not shown: they are counted, and not told.

use std::collections::BTreeSet;

use super::Selection;
use crate::accounts::Asked;
use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Place};
use crate::files::Span;
use crate::model::{Claim, Record};

/// Takes out the warnings on what is not shown, and counts them. An error stays, wherever it is: it decides
/// the exit status.
pub(super) fn take_out(
    diagnostics: &mut Vec<Diagnostic>,
    record: &Record,
    selection: &Selection,
    shown: &BTreeSet<Asked>,
) -> usize {
    if selection.is_whole() {
        return 0;
    }
    let all = diagnostics.len();
    let hidden = hidden_names(record, shown);
    diagnostics.retain(|diagnostic| {
        diagnostic.code.severity() != Severity::Warning
            || match diagnostic.place {
                Place::At(span) => is_shown(record, shown, &hidden, diagnostic.code, span),
                Place::Unread(..) => true,
            }
    });
    all - diagnostics.len()
}

/// Says whether a warning speaks of what is shown, or of no question at all.
fn is_shown(
    record: &Record,
    shown: &BTreeSet<Asked>,
    hidden: &BTreeSet<Span>,
    code: Code,
    place: Span,
) -> bool {
    let question = claim_at(record, place)
        .map(|claim| (claim.event, claim.attribute))
        .or_else(|| resolution_at(record, place));
    match question {
        Some(question) => shown.contains(&question),
        // What no claim uses is part of nothing that is shown.
        None => code != Code::UnusedDeclaration && !hidden.contains(&place),
    }
}

/// Returns the claim in whose table a place lies. Claims are in the order of the files and of their lines.
fn claim_at(record: &Record, place: Span) -> Option<&Claim> {
    let after = record.claims.partition_point(|claim| {
        let extent = record.extent(claim);
        (extent.file, extent.start) <= (place.file, place.start)
    });
    let claim = record.claims[..after].last()?;
    let extent = record.extent(claim);
    (extent.file == place.file && place.end <= extent.end).then_some(claim)
}

fn resolution_at(record: &Record, place: Span) -> Option<Asked> {
    let mut resolutions = record.resolutions.iter();
    let resolution = resolutions.find(|resolution| resolution.place == place)?;
    Some((resolution.event, resolution.attribute))
}

/// Returns the places of the events and attributes of which no question is shown.
fn hidden_names(record: &Record, shown: &BTreeSet<Asked>) -> BTreeSet<Span> {
    let mut events = vec![true; record.events.len()];
    let mut attributes = vec![true; record.attributes.len()];
    for (event, attribute) in shown {
        events[event.index()] = false;
        attributes[attribute.index()] = false;
    }
    let of_events = record.events.iter().map(|event| &event.name).zip(events);
    let of_attributes = record.attributes.iter().map(|attribute| &attribute.name);
    of_events
        .chain(of_attributes.zip(attributes))
        .filter_map(|(name, hidden)| name.declared.filter(|_| hidden))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::load::load_texts;
    use crate::report::{Report, Selection};

    const TOPIC: &str = "[[event]]\nid = 'a'\n[[event]]\nid = 'b'\n[[event]]\nid = 'unused'\n\
        [[attribute]]\nid = 'killed'\nkind = 'count'\n";

    fn claim(event: &str, value: u8) -> String {
        format!("[[claim]]\nevent = '{event}'\nattribute = 'killed'\nvalue = {value}\n")
    }

    #[test]
    fn warnings_on_what_is_not_shown_are_counted() {
        let claims = claim("a", 3) + &claim("b", 4) + "quote = '5 killed'\n";
        for (events, told, elsewhere) in [
            (&[][..], &["unused-declaration", "quote-mismatch"][..], 0),
            (&["a"], &[], 2),
            (&["b"], &["quote-mismatch"], 1),
        ] {
            let selection = Selection {
                events: events.iter().map(|id| (*id).to_owned()).collect(),
                ..Selection::default()
            };
            let texts = [("topic.toml", TOPIC), ("s.toml", claims.as_str())];
            let report = Report::new(load_texts(texts), &selection);
            let codes = report.diagnostics.iter().map(|told| told.code.word());
            let mut codes: Vec<&str> = codes.collect();
            codes.reverse();
            assert_eq!(codes, told, "{events:?}");
            let summary = report.summary();
            assert_eq!(summary.warnings, told.len(), "{events:?}");
            assert_eq!(summary.warnings_elsewhere, elsewhere, "{events:?}");
        }
    }

    #[test]
    fn an_error_is_told_wherever_it_is() {
        let claims = claim("a", 3) + &claim("b", 4) + "colour = 1\n";
        let selection = Selection {
            events: vec!["a".to_owned()],
            ..Selection::default()
        };
        let report = Report::new(load_texts([("s.toml", claims.as_str())]), &selection);
        assert!(report.has_errors());
    }
}

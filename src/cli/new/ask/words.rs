//! The questions in their order, and those that take words as they are.

use crate::safe::safe;
use crate::wording::date;

use super::super::entry::ClaimEntry;

const NAME: &str = "the name in full, as readers know it";
const SIDE: &str = "the side for which they speak; Enter leaves it out";

/// A question of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Source,
    SourceName,
    SourceSide,
    SourceKind,
    Event,
    EventTitle,
    EventDate,
    EventPlace,
    Topic,
    By,
    ByName,
    BySide,
    Attribute,
    AttributeLabel,
    Value,
    AttributeKind,
    AttributeUnit,
    Quote,
    AsOf,
    Url,
    Note,
}

/// The questions in the order in which they are asked: who says so before what is said, so that the value is shown as
/// the word of whoever it is.
pub(super) const STEPS: &[Step] = &[
    Step::Source,
    Step::SourceName,
    Step::SourceSide,
    Step::SourceKind,
    Step::Event,
    Step::EventTitle,
    Step::EventDate,
    Step::EventPlace,
    Step::Topic,
    Step::By,
    Step::ByName,
    Step::BySide,
    Step::Attribute,
    Step::AttributeLabel,
    Step::Value,
    Step::AttributeKind,
    Step::AttributeUnit,
    Step::Quote,
    Step::AsOf,
    Step::Url,
    Step::Note,
];

/// A question for words that are taken as they are.
pub(super) struct Words {
    pub(super) text: &'static str,
    pub(super) help: &'static str,
    /// Where the answer goes.
    pub(super) field: fn(&mut ClaimEntry) -> &mut Option<String>,
    pub(super) is_needed: bool,
    pub(super) is_side: bool,
    pub(super) fault: fn(&str) -> Option<String>,
}

/// Returns the question of a step for words, if it is one.
pub(super) fn words(step: Step) -> Option<Words> {
    let words = |text, help, field| Words {
        text,
        help,
        field,
        is_needed: false,
        is_side: false,
        fault: no_fault,
    };
    let needed = |question: Words| Words {
        is_needed: true,
        ..question
    };
    let side = |question: Words| Words {
        is_side: true,
        ..question
    };
    let date = |question: Words| Words {
        fault: no_date,
        ..question
    };
    Some(match step {
        Step::SourceName => needed(words("Name of the new source:", NAME, |entry| {
            &mut entry.name
        })),
        Step::SourceSide => side(words("Side:", SIDE, |entry| &mut entry.party)),
        Step::SourceKind => words(
            "What it is:",
            "media, government, witness, or another word; Enter leaves it out",
            |entry| &mut entry.kind,
        ),
        Step::EventTitle => needed(words(
            "Title of the new event:",
            "what happened, for a heading: Air strike near Balakot",
            |entry| &mut entry.missing.event_title,
        )),
        Step::EventDate => date(words(
            "Date of the event:",
            "when it was: 2019-02-26, February 2019, 2025-10-11/2025-10-12; Enter leaves it out",
            |entry| &mut entry.missing.event_date,
        )),
        Step::EventPlace => words(
            "Place of the event:",
            "where it was; Enter leaves it out",
            |entry| &mut entry.missing.event_place,
        ),
        Step::ByName => needed(words("Name of the new speaker:", NAME, |entry| {
            &mut entry.missing.by_name
        })),
        Step::BySide => side(words("Side of the speaker:", SIDE, |entry| {
            &mut entry.missing.by_party
        })),
        Step::AttributeLabel => needed(words(
            "Label of the new attribute:",
            "what is claimed, for a table: Militants killed",
            |entry| &mut entry.missing.attribute_label,
        )),
        Step::Quote => words(
            "Quote:",
            "the words themselves, short; Enter leaves it out",
            |entry| &mut entry.quote,
        ),
        Step::AsOf => date(words(
            "As of:",
            "the day for which it was given, such as 2025-10-12; Enter leaves it out",
            |entry| &mut entry.as_of,
        )),
        Step::Url => words(
            "Address:",
            "where to read it; Enter leaves it out",
            |entry| &mut entry.url,
        ),
        Step::Note => words(
            "Note:",
            "what the value cannot say; Enter leaves it out",
            |entry| &mut entry.note,
        ),
        _ => return None,
    })
}

pub(super) fn no_fault(_: &str) -> Option<String> {
    None
}

fn no_date(answer: &str) -> Option<String> {
    date::read(answer)
        .err()
        .map(|problem| safe(&format!("{}: {}", problem.what, problem.help)).into_string())
}

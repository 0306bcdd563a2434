//! `[[rule]]`: arithmetic that must hold within every event of a topic.

use super::attributes::is_number;
use super::declarations::{Topics, entries};
use super::desk::{Desk, Fault, ids_of, unknown};
use crate::code::Code;
use crate::files::Span;
use crate::load::reader::{Entry, Tables};
use crate::load::shape;
use crate::load::suggest::nearest;
use crate::model::{Rule, TopicId};
use crate::system;

/// Reads every rule. One that cannot be read, or names something else than numbers, is told and left
/// out.
pub(super) fn rules(desk: &mut Desk<'_>, tables: &[Tables], topics: &Topics) {
    for (entry, topic) in entries(tables, topics, |tables| &tables.rules) {
        let rule = rule(desk, entry, topic);
        desk.record.rules.extend(rule);
    }
}

fn rule(desk: &mut Desk<'_>, entry: &Entry<shape::Rule>, topic: TopicId) -> Option<Rule> {
    let Some(holds) = &entry.shape.holds else {
        if entry.broken.is_empty() {
            let help = "add holds = \"…\", such as \"aboard = survivors + killed\"";
            desk.tell(
                Code::MissingKey,
                entry.place,
                "this [[rule]] has no holds",
                help,
            );
        }
        return None;
    };
    let place = Span::new(entry.place.file, holds.span());
    let rule = match system::Rule::parse(holds.get_ref()) {
        Ok(rule) => rule,
        Err(fault) => {
            let at = within(desk, place, holds.get_ref(), &fault.range);
            desk.tell(Code::BadRule, at, fault.what, fault.help);
            return None;
        }
    };
    let mut stands = true;
    for (name, _) in &rule.terms {
        let fault = name_fault(desk, topic, name);
        stands &= fault.is_none();
        desk.named.attributes.insert((topic, name.clone()));
        desk.tell_at(fault.as_ref(), place);
    }
    stands.then(|| Rule {
        topic,
        holds: holds.get_ref().clone(),
        place,
    })
}

/// What is wrong with a name in a rule: nothing declares it, or its values are no numbers.
fn name_fault(desk: &Desk<'_>, topic: TopicId, name: &str) -> Option<Fault> {
    match desk.attributes.get(&(topic, name.to_owned())) {
        None => {
            let near = nearest(name, ids_of(&desk.attributes, topic));
            Some(unknown(Code::UnknownAttribute, "attribute", name, near))
        }
        Some(id) if is_number(desk.record[*id].kind) => None,
        Some(_) => Some(Fault::new(
            Code::BadRule,
            format!("“{name}” is no number, and a rule adds numbers"),
            "a rule takes attributes of kind \"count\" or \"amount\"",
        )),
    }
}

/// The place of a stretch of a rule's text, where it stands in the file letter by letter.
fn within(desk: &Desk<'_>, place: Span, text: &str, range: &std::ops::Range<usize>) -> Span {
    let quoted = desk.files.slice(place);
    if quoted.get(1..quoted.len().saturating_sub(1)) != Some(text) {
        return place;
    }
    let start = place.start as usize + 1;
    Span::new(place.file, start + range.start..start + range.end)
}

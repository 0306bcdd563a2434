//! `[[rule]]`: arithmetic that must hold within every event of a topic.

use super::attributes::is_number;
use super::declarations::{Topics, entries};
use super::resolver::{Complaint, Resolver, ids_of, unknown};
use crate::code::Code;
use crate::files::Span;
use crate::load::shape::{self, Tables};
use crate::load::suggest::nearest;
use crate::load::table::Entry;
use crate::model::{Rule, TopicId};
use crate::system;

/// Reads every rule. One that cannot be read, or names something else than numbers, is told and left
/// out.
pub(super) fn rules(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    for (entry, topic) in entries(tables, topics, |tables| &tables.rules) {
        let rule = rule(resolver, entry, topic);
        resolver.record.rules.extend(rule);
    }
}

fn rule(resolver: &mut Resolver<'_>, entry: &Entry<shape::Rule>, topic: TopicId) -> Option<Rule> {
    let Some(holds) = &entry.shape.holds else {
        if entry.broken.is_empty() {
            let help = "add holds = \"…\", such as \"aboard = survivors + killed\"";
            resolver.diagnose(
                Code::MissingKey,
                entry.place,
                "this [[rule]] has no holds",
                help,
            );
        }
        return None;
    };
    let place = Span::new(entry.place.file, holds.span());
    let rule = match system::LinearRule::parse(holds.get_ref()) {
        Ok(rule) => rule,
        Err(complaint) => {
            let at = within(resolver, place, holds.get_ref(), &complaint.range);
            resolver.diagnose(Code::BadRule, at, complaint.what, complaint.help);
            return None;
        }
    };
    let mut stands = true;
    for (name, _) in &rule.terms {
        let complaint = name_complaint(resolver, topic, name);
        stands &= complaint.is_none();
        resolver.mentions.attributes.insert((topic, name.clone()));
        resolver.complain(complaint.as_ref(), place);
    }
    stands.then(|| Rule {
        topic,
        holds: holds.get_ref().clone(),
        place,
    })
}

/// What is wrong with a name in a rule: nothing declares it, or its values are no numbers.
fn name_complaint(resolver: &Resolver<'_>, topic: TopicId, name: &str) -> Option<Complaint> {
    match resolver.attributes.get(&(topic, name.to_owned())) {
        None => {
            let near = nearest(name, ids_of(&resolver.attributes, topic));
            Some(unknown(Code::UnknownAttribute, "attribute", name, near))
        }
        Some(id) if is_number(resolver.record[*id].kind) => None,
        Some(_) => Some(Complaint::new(
            Code::BadRule,
            format!("“{name}” is no number, and a rule adds numbers"),
            "a rule takes attributes of kind \"count\" or \"amount\"",
        )),
    }
}

/// The place of a stretch of a rule's text, where it stands in the file letter by letter.
fn within(
    resolver: &Resolver<'_>,
    place: Span,
    text: &str,
    range: &std::ops::Range<usize>,
) -> Span {
    let quoted = resolver.files.slice(place);
    if quoted.get(1..quoted.len().saturating_sub(1)) != Some(text) {
        return place;
    }
    let start = place.start as usize + 1;
    Span::new(place.file, start + range.start..start + range.end)
}

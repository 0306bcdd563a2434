//! `[[rule]]`: arithmetic that must hold within every event of a topic.

use std::ops::Range;

use super::complaint::Complaint;
use super::declarations::{Topics, entries};
use super::resolver::{Resolver, ids_of};
use crate::code::Code;
use crate::files::Span;
use crate::load::shape::{self, Tables};
use crate::load::suggest::nearest;
use crate::load::table::Entry;
use crate::model::{Kind, OverTime, Rule, TopicId};
use crate::system::{LinearForm, LinearRule};

/// Reads every rule. One that cannot be read, or names something else than numbers, is diagnosed and left
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
            let message = "this [[rule]] has no holds";
            resolver.diagnose(Code::MissingKey, entry.place, message, help);
        }
        return None;
    };
    let place = Span::new(entry.place.file, holds.span());
    let rule = parse(resolver, holds.get_ref(), place)?;
    let mut can_hold = true;
    for (form, name, _) in &rule.terms {
        let complaint = check_number(resolver, topic, *form, name);
        can_hold &= complaint.is_none();
        resolver.mentions.attributes.insert((topic, name.clone()));
        resolver.complain(complaint.as_ref(), place);
    }
    can_hold.then(|| Rule {
        topic,
        holds: holds.get_ref().clone(),
        place,
    })
}

fn parse(resolver: &mut Resolver<'_>, holds: &str, place: Span) -> Option<LinearRule> {
    LinearRule::parse(holds)
        .map_err(|error| {
            let at = within(resolver.files.slice(place), place, holds, &error.range);
            resolver.diagnose(Code::BadRule, at, error.what, error.help);
        })
        .ok()
}

/// Returns what is wrong with a name in a rule: nothing declares it, or there is no such number of it.
fn check_number(
    resolver: &Resolver<'_>,
    topic: TopicId,
    form: LinearForm,
    name: &str,
) -> Option<Complaint> {
    let Some(id) = resolver.attributes.get(&(topic, name.to_owned())) else {
        let known = ids_of(&resolver.attributes, topic);
        let near = nearest(name, known);
        return Some(Complaint::unknown(
            Code::UnknownAttribute,
            "attribute",
            name,
            near,
        ));
    };
    let attribute = &resolver.record[*id];
    let (fits, message, help) = match form {
        LinearForm::Plain => (
            attribute.kind.is_number(),
            format!("“{name}” is no number, and a rule adds numbers"),
            "a rule takes attributes of kind \"count\" or \"amount\"; for how many names a complete list has, \
             write count(x)",
        ),
        LinearForm::Change => (
            attribute.over_time == OverTime::Grows,
            format!("“{name}” is no running total, and only such a one has a change"),
            "add over_time = \"grows\" to the attribute, or take change( ) out",
        ),
        LinearForm::Count => (
            attribute.kind == Kind::Names && attribute.complete,
            format!("“{name}” is no complete list of names, and only such a one is counted"),
            "take an attribute of kind \"names\" that has complete = true, or take count( ) out",
        ),
    };
    (!fits).then(|| Complaint::new(Code::BadRule, message, help))
}

/// Returns the place of a part of a rule's text, or of the whole if the file has it in other letters.
fn within(in_file: &str, place: Span, text: &str, range: &Range<usize>) -> Span {
    if in_file.get(1..in_file.len().saturating_sub(1)) != Some(text) {
        return place;
    }
    let start = place.start as usize + 1;
    Span::new(place.file, start + range.start..start + range.end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};
    use super::*;
    use crate::files::FileId;

    const ATTRIBUTES: &str = "[[attribute]]\nid = 'a'\nkind = 'count'\n[[attribute]]\nid = 'b'\nkind = 'amount'\n\
                              [[attribute]]\nid = 'c'\nkind = 'text'\n";

    fn with(holds: &str) -> String {
        format!("{ATTRIBUTES}[[rule]]\n{holds}")
    }

    #[test]
    fn a_rule_adds_numbers_that_are_declared() {
        check(&[
            (&with("holds = 'a <= 2 * b'"), &[]),
            (&with(""), &["missing-key: this [[rule]] has no holds"]),
            (
                &with("holds = 'a <= aa'"),
                &["unknown-attribute: no [[attribute]] has the id “aa”"],
            ),
            (
                &with("holds = 'a = c'"),
                &["bad-rule: “c” is no number, and a rule adds numbers"],
            ),
        ]);
        assert_eq!(record(&with("holds = 'a = b'")).rules.len(), 1);
        assert_eq!(record(&with("holds = 'a = c'")).rules.len(), 0);
    }

    #[test]
    fn a_part_of_a_rule_has_its_place_if_the_text_is_plain() {
        let place = Span::new(FileId::at(0), 10..17);
        let part = Span::new(FileId::at(0), 15..16);
        assert_eq!(within("'a = b'", place, "a = b", &(4..5)), part);
        assert_eq!(within("\"a \\u003d b\"", place, "a = b", &(4..5)), place);
    }
}

//! Names that look alike and have other letters (Unicode Technical Standard 39, "skeleton").

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::resolver::{Resolver, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{ClaimId, Meaning, Name, Record};
use crate::wording::fold::fold_name;

/// The place of a name: where it is declared, or in the value of a claim, which is read again only to show
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamePlace {
    At(Span),
    InValue(ClaimId),
}

impl NamePlace {
    fn span(self, resolver: &Resolver<'_>) -> Span {
        match self {
            Self::At(span) => span,
            Self::InValue(claim) => resolver.key_place(claim, key!(value)),
        }
    }
}

/// Names of one sort, with their places.
type Names = Vec<(String, NamePlace)>;

/// A name that looks like another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Lookalike {
    place: NamePlace,
    name: String,
    other: String,
    other_place: NamePlace,
}

/// Diagnoses every two names of one sort that look alike and differ.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let sorts = declared_names(&resolver.record)
        .into_iter()
        .chain(names_of_values(&resolver.record));
    let lookalikes: BTreeSet<Lookalike> = sorts.flat_map(lookalikes).collect();
    for Lookalike {
        place,
        name,
        other,
        other_place,
    } in lookalikes
    {
        let message = format!("“{name}” looks like “{other}”, and its letters are others");
        let help = "write both with the same letters, or tell them apart";
        let (span, other) = (place.span(resolver), other_place.span(resolver));
        let diagnostic = Diagnostic::at(Code::ConfusableId, span, message, help);
        resolver
            .diagnostics
            .push(diagnostic.and(other, "the other one"));
    }
}

/// Lists the declared ids of each kind, and the names of speakers.
fn declared_names(record: &Record) -> [Names; 6] {
    let speakers = record.speakers.iter();
    let full_names = speakers.filter_map(|speaker| {
        let place = NamePlace::At(speaker.name.declared?);
        Some((fold_name(&speaker.full), place))
    });
    [
        declared(record.events.iter().map(|event| &event.name)),
        declared(record.attributes.iter().map(|attribute| &attribute.name)),
        declared(record.speakers.iter().map(|speaker| &speaker.name)),
        declared(record.parties.iter().map(|party| &party.name)),
        declared(record.scopes.iter().map(|scope| &scope.name)),
        full_names.collect(),
    ]
}

fn declared<'n>(names: impl Iterator<Item = &'n Name>) -> Names {
    let declared = names.filter_map(|name| Some((name.id.clone(), NamePlace::At(name.declared?))));
    declared.collect()
}

/// Lists the names that claims give as values, for each attribute: each value with its first claim.
fn names_of_values(record: &Record) -> Vec<Names> {
    let mut seen = vec![false; record.values.len()];
    let mut names: BTreeMap<_, Names> = BTreeMap::new();
    for (id, claim) in record.numbered_claims() {
        if std::mem::replace(&mut seen[claim.value.index()], true) {
            continue;
        }
        if let Meaning::Names(of_value) | Meaning::OneOf(of_value) = &record[claim.value].meaning {
            let places = of_value
                .iter()
                .map(|name| (name.clone(), NamePlace::InValue(id)));
            names.entry(claim.attribute).or_default().extend(places);
        }
    }
    names.into_values().collect()
}

/// Finds the names that look like an earlier one.
fn lookalikes(names: Names) -> Vec<Lookalike> {
    let mut by_skeleton: BTreeMap<String, (String, NamePlace)> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (name, place) in names {
        if !known.insert(name.clone()) {
            continue;
        }
        let (other, other_place) = by_skeleton
            .entry(skeleton(&name).collect())
            .or_insert_with(|| (name.clone(), place));
        if *other != name {
            let (other, other_place) = (other.clone(), *other_place);
            found.push(Lookalike {
                place,
                name,
                other,
                other_place,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn names_look_alike_by_their_skeletons() {
        let place = NamePlace::InValue(ClaimId::from(0));
        for (names, found) in [
            (&["paypal", "paypa1"][..], &["paypa1 like paypal"][..]),
            (&["a", "b"], &[]),
            // The Cyrillic а.
            (&["kabul", "kаbul", "kаbul"], &["kаbul like kabul"]),
        ] {
            let names = names
                .iter()
                .map(|name| ((*name).to_owned(), place))
                .collect();
            let lookalikes: Vec<String> = lookalikes(names)
                .iter()
                .map(|found| format!("{} like {}", found.name, found.other))
                .collect();
            assert_eq!(lookalikes, found);
        }
    }

    fn claim(attribute: &str, name: &str) -> String {
        format!("[[claim]]\nevent = 'e'\nattribute = '{attribute}'\nvalue = '{name}'\n")
    }

    #[test]
    fn names_of_one_sort_are_compared() {
        let alike = "confusable-id: “kаbul” looks like “kabul”, and its letters are others";
        let vocabulary = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'p'\nkind = 'text'\n[[attribute]]\nid = 'q'\nkind = 'text'\n";
        check(&[
            (
                &(vocabulary.to_owned() + &claim("p", "Kabul") + &claim("p", "Kаbul")),
                &[alike],
            ),
            (
                &(vocabulary.to_owned() + &claim("p", "Kabul") + &claim("q", "Kаbul")),
                &[],
            ),
        ]);
    }
}

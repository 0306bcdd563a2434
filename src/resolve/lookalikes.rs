//! Names that look alike and have other letters (Unicode Technical Standard 39, "skeleton").

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::resolver::{Resolver, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::load::raw::Raw;
use crate::load::words::WordId;
use crate::model::{ClaimId, Meaning, Name, Record, SpeakerId};
use crate::wording::fold::{fold_name, unalias};

/// The place of a name: where it is declared, in the value of a claim, or in its `by` or `via`. A claim is read
/// again only to show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamePlace {
    At(Span),
    InValue(ClaimId),
    InClaim(ClaimId),
}

impl NamePlace {
    fn span(self, resolver: &Resolver<'_>) -> Span {
        match self {
            Self::At(span) => span,
            Self::InValue(claim) => resolver.key_place(claim, key!(value)),
            Self::InClaim(claim) => resolver.key_place(claim, |claim| {
                let shape = claim.shape();
                Some(claim.span(shape.by.as_ref().or(shape.via.as_ref())?))
            }),
        }
    }
}

/// A name of one sort.
#[derive(Debug, Clone)]
struct Named {
    /// As it is written.
    written: String,
    /// What it is the name of. Two names of one thing need not look different.
    key: Key,
    place: NamePlace,
}

/// What a name is the name of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Whatever is written with these letters, folded.
    Letters(String),
    /// A speaker: another one may be written with the same letters.
    Speaker(SpeakerId),
}

/// A name that looks like another.
#[derive(Debug)]
struct Lookalike {
    name: Named,
    other: Named,
}

/// Diagnoses every two names of one sort that look alike and are not names of one thing. `words` has the word of
/// each value.
pub(super) fn check(resolver: &mut Resolver<'_>, words: &[WordId]) {
    let speakers = speakers(&resolver.record);
    let mut found = of_one_name(resolver, &speakers);
    let sorts = declared_names(&resolver.record)
        .into_iter()
        .chain([one_a_name(speakers)])
        .chain(names_of_values(resolver, words));
    for Lookalike { name, other } in sorts.flat_map(lookalikes) {
        let (written, like) = (name.written, other.written);
        let message = format!("“{written}” looks like “{like}”, and its letters are others");
        let help = "write both with the same letters, or tell them apart";
        let [span, other] = [name.place, other.place].map(|place| place.span(resolver));
        let diagnostic = Diagnostic::at(Code::ConfusableId, span, message, help);
        found.push(diagnostic.and(other, "the other one"));
    }
    found.sort_by(|a, b| (&a.place, &a.message).cmp(&(&b.place, &b.message)));
    // An id that is a name, too, is told once.
    found.dedup();
    resolver.diagnostics.extend(found);
}

/// Lists the declared ids of each kind, and the names of parties.
fn declared_names(record: &Record) -> [Vec<Named>; 6] {
    let parties = record.parties.iter();
    let full_names = parties.filter_map(|party| {
        let place = NamePlace::At(party.name.declared?);
        Some(Named::new(&party.full, place))
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

fn declared<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<Named> {
    let declared =
        names.filter_map(|name| Some(Named::new(&name.id, NamePlace::At(name.declared?))));
    declared.collect()
}

/// Lists the names of all speakers: one that nothing declares stands where a claim first names it.
fn speakers(record: &Record) -> Vec<Named> {
    let mut undeclared: BTreeMap<SpeakerId, NamePlace> = BTreeMap::new();
    let is_declared = |id: SpeakerId| record[id].name.declared.is_some();
    if !(0..record.speakers.len())
        .map(SpeakerId::from)
        .all(is_declared)
    {
        let led_on: BTreeMap<ClaimId, SpeakerId> = record.named.iter().copied().collect();
        for (id, claim) in record.numbered_claims() {
            let named = led_on.get(&id).copied().unwrap_or(claim.speaker);
            for speaker in [named, claim.publisher] {
                if !is_declared(speaker) {
                    undeclared.entry(speaker).or_insert(NamePlace::InClaim(id));
                }
            }
        }
    }
    // One without a name is another speaker in each source.
    let all = record.speakers.iter().enumerate();
    let own = all.filter(|(_, speaker)| speaker.unnamed_in.is_none());
    let named = own.filter_map(|(at, speaker)| {
        let id = SpeakerId::from(at);
        let declared = speaker.name.declared.map(NamePlace::At);
        Some(Named {
            written: speaker.full.clone(),
            key: Key::Speaker(id),
            place: declared.or_else(|| undeclared.get(&id).copied())?,
        })
    });
    named.collect()
}

/// Diagnoses each name that several speakers have: each of them is a voice of its own.
fn of_one_name(resolver: &Resolver<'_>, speakers: &[Named]) -> Vec<Diagnostic> {
    let mut by_name: BTreeMap<String, Vec<&Named>> = BTreeMap::new();
    for speaker in speakers {
        let folded = fold_name(&speaker.written);
        by_name.entry(folded).or_default().push(speaker);
    }
    let several = by_name.into_values().filter(|named| named.len() > 1);
    let diagnostics = several.map(|named| {
        let (first, rest) = (named[0], &named[1..]);
        let many = match rest.len() {
            1 => "two speakers have".to_owned(),
            more => format!("{} speakers have", more + 1),
        };
        let message = format!(
            "{many} the name “{}”, and each counts as a voice of its own",
            first.written
        );
        let help = "name what tells them apart; if they are one, keep one [[speaker]]";
        let place = rest[0].place.span(resolver);
        Diagnostic::at(Code::ConfusableId, place, message, help)
            .and(first.place.span(resolver), "the other one")
    });
    diagnostics.collect()
}

/// Leaves of the speakers of one name the first: that they have one name is told already.
fn one_a_name(speakers: Vec<Named>) -> Vec<Named> {
    let named = speakers.into_iter();
    named
        .map(|speaker| Named::new(&speaker.written, speaker.place))
        .collect()
}

/// Lists the names that claims give as values, for each attribute: each value with its first claim.
fn names_of_values(resolver: &Resolver<'_>, words: &[WordId]) -> Vec<Vec<Named>> {
    let record = &resolver.record;
    let mut seen = vec![false; record.values.len()];
    let mut names: BTreeMap<_, Vec<Named>> = BTreeMap::new();
    for (id, claim) in record.numbered_claims() {
        let at = claim.value.index();
        let is_name = matches!(
            record[claim.value].meaning,
            Meaning::Names(_) | Meaning::OneOf(_)
        );
        if std::mem::replace(&mut seen[at], true) || !is_name {
            continue;
        }
        let aliases = &record[claim.attribute].aliases;
        let written = match resolver.words.raw(words[at]) {
            Raw::Text(name) => vec![name],
            Raw::List(items) => items.into_iter().filter_map(name_in_list).collect(),
            _ => Vec::new(),
        };
        let of_value = written.into_iter().map(|written| Named {
            key: Key::Letters(unalias(&fold_name(&written), aliases)),
            written,
            place: NamePlace::InValue(id),
        });
        names.entry(claim.attribute).or_default().extend(of_value);
    }
    names.into_values().collect()
}

fn name_in_list(item: Raw) -> Option<String> {
    match item {
        Raw::Text(name) => Some(name),
        _ => None,
    }
}

impl Named {
    fn new(written: &str, place: NamePlace) -> Self {
        Self {
            written: written.to_owned(),
            key: Key::Letters(fold_name(written)),
            place,
        }
    }
}

/// What the names so far look like; of names that look the same, the first.
#[derive(Default)]
struct Looks {
    /// As they are written, and folded.
    written: BTreeMap<String, Named>,
    /// In capitals: those that are written so.
    capitals: BTreeMap<String, Named>,
    /// In capitals: the others.
    raised: BTreeMap<String, Named>,
}

impl Looks {
    /// Returns an earlier name that looks like this one and means something else. Keeps this one for the next.
    ///
    /// Letters that differ may look alike in capitals only ("ВОМВ" in Cyrillic and "Bomb"): what is written in
    /// capitals is held against the capitals of all. Between two names in small letters that would tell of
    /// "i" and "1", which look alike in capitals only.
    fn earlier(&mut self, name: &Named) -> Option<Named> {
        let mut found = None;
        for look in [name.written.as_str(), &fold_name(&name.written)] {
            let look: String = skeleton(look).collect();
            found = found.or(other(&self.written, &look, name));
            self.written.entry(look).or_insert_with(|| name.clone());
        }
        let look: String = skeleton(&name.written.to_uppercase()).collect();
        found = found.or(other(&self.capitals, &look, name));
        if is_in_capitals(&name.written) {
            found = found.or(other(&self.raised, &look, name));
            self.capitals.entry(look).or_insert_with(|| name.clone());
        } else {
            self.raised.entry(look).or_insert_with(|| name.clone());
        }
        found
    }
}

/// Returns the name of this look, if it means something else.
fn other(looks: &BTreeMap<String, Named>, look: &str, name: &Named) -> Option<Named> {
    let other = looks.get(look);
    other.filter(|other| other.key != name.key).cloned()
}

/// Returns true if a name has capitals and no small letters.
fn is_in_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Finds the names that look like an earlier one and mean something else.
fn lookalikes(names: Vec<Named>) -> Vec<Lookalike> {
    let mut looks = Looks::default();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut told: BTreeSet<Key> = BTreeSet::new();
    let mut found = Vec::new();
    for name in names {
        if !known.insert(name.written.clone()) {
            continue;
        }
        let other = looks.earlier(&name);
        if let Some(other) = other.filter(|_| told.insert(name.key.clone())) {
            found.push(Lookalike { name, other });
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
            // The Cyrillic а, and other letters that are drawn like Latin ones.
            (&["kabul", "kаbul", "kаbul"], &["kаbul like kabul"]),
            (&["Kabul", "KАBUL"], &["KАBUL like Kabul"]),
            (&["Bomb", "ВОМВ"], &["ВОМВ like Bomb"]),
            (&["ВОМВ", "bomb"], &["bomb like ВОМВ"]),
            // As they are written, not only without capitals.
            (&["I. Smith", "l. Smith"], &["l. Smith like I. Smith"]),
            (&["Unit O", "Unit 0"], &["Unit 0 like Unit O"]),
            (&["clash-i", "clash-1"], &[]),
            // What is not seen.
            (&["Navy", "Navy\u{3164}"], &["Navy\u{3164} like Navy"]),
            (&["Navy", "Na\u{200b}vy"], &["Na\u{200b}vy like Navy"]),
            (&["Navy", "Na\u{2062}vy"], &["Na\u{2062}vy like Navy"]),
            // What folding leaves out makes no other name.
            (&["Army", "ARMY", "Ármy", "Ar\u{34f}my", "A.R.M.Y."], &[]),
        ] {
            let names = names.iter().map(|name| Named::new(name, place)).collect();
            let lookalikes: Vec<String> = lookalikes(names)
                .iter()
                .map(|found| format!("{} like {}", found.name.written, found.other.written))
                .collect();
            assert_eq!(lookalikes, found);
        }
    }

    const VOCABULARY: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'p'\nkind = 'text'\n\
                              [[attribute]]\nid = 'q'\nkind = 'names'\naliases = { Smith = ['l. Smith'] }\n";

    fn with(claims: &[(&str, &str)]) -> String {
        let claims = claims.iter().map(|(attribute, keys)| {
            format!("[[claim]]\nevent = 'e'\nattribute = '{attribute}'\nvalue = {keys}\n")
        });
        VOCABULARY.to_owned() + &claims.collect::<String>()
    }

    #[test]
    fn names_of_one_sort_are_compared() {
        let alike = |name: &str, other: &str| {
            format!("confusable-id: “{name}” looks like “{other}”, and its letters are others")
        };
        for (claims, said) in [
            (
                &[("p", "'Kabul'"), ("p", "'Kаbul'")][..],
                vec![alike("Kаbul", "Kabul")],
            ),
            (&[("p", "'Kabul'"), ("q", "['Kаbul']")], vec![]),
            (
                &[("q", "['I. Kol', 'A']"), ("q", "['l. Kol', 'B']")],
                vec![alike("l. Kol", "I. Kol")],
            ),
            // An alias says that they are one.
            (&[("q", "['Smith']"), ("q", "['l. Smith']")], vec![]),
        ] {
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            check(&[(&with(claims), &said)]);
        }
    }

    #[test]
    fn speakers_of_one_name_are_told_once() {
        let of = |names: &[&str]| {
            let speakers = names.iter().enumerate().map(|(at, name)| {
                format!(
                    "[[speaker]]\nid = 's{}'\nname = '{name}'\n",
                    b'a' + u8::try_from(at).unwrap_or(0)
                )
            });
            speakers.collect::<String>()
        };
        let ending = "and each counts as a voice of its own";
        for (names, said) in [
            (&["Army", "Navy"][..], vec![]),
            (
                &["Army", "ARMY"],
                vec![format!(
                    "confusable-id: two speakers have the name “Army”, {ending}"
                )],
            ),
            (
                &["Army", "ARMY", "Ar\u{34f}my"],
                vec![format!(
                    "confusable-id: 3 speakers have the name “Army”, {ending}"
                )],
            ),
        ] {
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            check(&[(&of(names), &said)]);
        }
    }

    #[test]
    fn a_speaker_that_nothing_declares_is_compared_too() {
        let text = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                    [[speaker]]\nid = 'navy'\nname = 'Navy'\n\
                    [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\nby = 'Nаvy'\n";
        check(&[(
            text,
            &[
                "unknown-speaker: no [[speaker]] has the id “Nаvy”",
                "confusable-id: “Nаvy” looks like “Navy”, and its letters are others",
            ],
        )]);
    }
}

//! What is doubtful in the files although every word of it can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use unicode_security::skeleton;

use super::details::details;
use super::resolver::{Complaint, Resolver};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{Claim, ClaimId, Meaning, Name, OverTime, PartyId};
use crate::parallel;
use crate::wording::date::day_in;
use crate::wording::fold::fold;

/// Tells what is doubtful.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    undated(resolver);
    early(resolver);
    duplicates(resolver);
    confusable(resolver);
    unused(resolver);
}

/// Tells complaints of whole claims.
fn tell(resolver: &mut Resolver<'_>, complaints: Vec<(ClaimId, Complaint)>) {
    for (claim, complaint) in complaints {
        let span = header(resolver, claim);
        resolver.complain(Some(&complaint), span);
    }
}

/// Where the header of a claim stands.
fn header(resolver: &Resolver<'_>, claim: ClaimId) -> Span {
    let extent = resolver.record.extent(&resolver.record[claim]);
    resolver
        .kept
        .claim(resolver.files, extent)
        .map_or(extent, |claim| claim.place())
}

fn numbered<'d>(resolver: &'d Resolver<'_>) -> impl Iterator<Item = (ClaimId, &'d Claim)> {
    (0..).map(ClaimId::from).zip(&resolver.record.claims)
}

/// Where time counts, a claim without `as_of` is compared with none.
fn undated(resolver: &mut Resolver<'_>) {
    let attributes = &resolver.record.attributes;
    let needed = |claim: &Claim| attributes[claim.attribute.index()].over_time != OverTime::Fixed;
    let undated = numbered(resolver).filter(|(_, claim)| claim.as_of.is_none() && needed(claim));
    let complaints = undated.map(|(id, claim)| {
        let label = &attributes[claim.attribute.index()].label;
        let message = format!("this claim has no `as_of`, and “{label}” changes over time");
        let help = "add as_of = …, the day for which the figure was given; without it the claim is compared with none";
        (id, Complaint::new(Code::UndatedClaim, message, help))
    });
    let complaints = complaints.collect();
    tell(resolver, complaints);
}

/// A figure for a day before its event began.
fn early(resolver: &mut Resolver<'_>) {
    let record = &resolver.record;
    let begins: Vec<_> = record
        .events
        .iter()
        .map(|event| day_in(event.begins?, &jiff::tz::TimeZone::UTC))
        .collect();
    // The attributes that share a time share a zone: each time is read once.
    let mut ends = vec![None; record.times.len()];
    let mut complaints = Vec::new();
    for (id, claim) in numbered(resolver) {
        let (Some(first), Some(time)) = (begins[claim.event.index()], claim.as_of) else {
            continue;
        };
        let as_of = &record[time];
        let zone = &record[claim.attribute].zone;
        let last = *ends[time.index()].get_or_insert_with(|| {
            as_of
                .span
                .high_end()
                .and_then(|end| day_in(end.number.to_i64()?, zone))
        });
        if last.is_some_and(|last| last < first) {
            let message = format!(
                "this claim is as of {}, before its event began ({first})",
                as_of.written
            );
            let help = "check `as_of` and the date of the event";
            complaints.push((id, Complaint::new(Code::EarlyClaim, message, help)));
        }
    }
    tell(resolver, complaints);
}

/// The same claim given twice, word for word.
fn duplicates(resolver: &mut Resolver<'_>) {
    let record = &resolver.record;
    let said = |claim: &Claim| {
        let question = (claim.event, claim.attribute, claim.speaker, claim.publisher);
        (question, claim.value, claim.as_of, record[claim.site].said)
    };
    // Sorting digests takes a quarter of the time of sorting what they are digests of, and short ones
    // an eighth of its memory: that two are equal by chance costs only a look at the words.
    let state = foldhash::fast::FixedState::default();
    let digest = |claim: &Claim| (state.hash_one(said(claim)) >> 32) as u32;
    let mut digests: Vec<(u32, ClaimId)> = numbered(resolver)
        .map(|(id, claim)| (digest(claim), id))
        .collect();
    parallel::sort(&mut digests);
    let mut complaints = Vec::new();
    for alike in digests
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|alike| alike.len() > 1)
    {
        let mut seen = BTreeMap::new();
        for (_, id) in alike {
            seen.entry(said(&record[*id]))
                .or_insert_with(Vec::new)
                .push(*id);
        }
        complaints.extend(
            seen.into_values()
                .filter(|ids| ids.len() > 1)
                .flat_map(|ids| repeated(resolver, &ids)),
        );
    }
    for (id, first) in complaints {
        let diagnostic = Diagnostic::at(
            Code::DuplicateClaim,
            header(resolver, id),
            "this claim is given twice, word for word",
            "take one of the two away, or say what tells them apart",
        );
        resolver
            .diagnostics
            .push(diagnostic.and(header(resolver, first), "the first one"));
    }
}

/// The claims among some of one value whose other words were said before, each with the first that
/// says them.
fn repeated(resolver: &Resolver<'_>, ids: &[ClaimId]) -> Vec<(ClaimId, ClaimId)> {
    let mut seen = BTreeMap::new();
    let mut repeated = Vec::new();
    for id in ids {
        let claim = &resolver.record[*id];
        let words = details(
            resolver.files.text(claim.file),
            resolver.kept,
            &resolver.record,
            claim,
        );
        let words = (
            words.quote,
            words.note,
            words.url,
            words.published,
            words.withdrawn,
        );
        let first = *seen.entry(words).or_insert(*id);
        repeated.extend((first != *id).then_some((*id, first)));
    }
    repeated
}

/// Two names of one sort that look alike and are not (Unicode Technical Standard 39, "skeleton").
fn confusable(resolver: &mut Resolver<'_>) {
    let record = &resolver.record;
    let declared = |name: &Name| {
        name.declared
            .map(|span| (name.id.clone(), NamePlace::At(span)))
    };
    let mut sorts: Vec<Vec<(String, NamePlace)>> = vec![
        record
            .events
            .iter()
            .filter_map(|event| declared(&event.name))
            .collect(),
        record
            .attributes
            .iter()
            .filter_map(|attribute| declared(&attribute.name))
            .collect(),
        record
            .speakers
            .iter()
            .filter_map(|speaker| declared(&speaker.name))
            .collect(),
        record
            .parties
            .iter()
            .filter_map(|party| declared(&party.name))
            .collect(),
        record
            .speakers
            .iter()
            .filter_map(|speaker| {
                Some((fold(&speaker.full), NamePlace::At(speaker.name.declared?)))
            })
            .collect(),
    ];
    sorts.extend(names_of_values(resolver));
    let told: BTreeSet<_> = sorts.into_iter().flat_map(look_alikes).collect();
    for (stands, name, other, first) in told {
        let (span, first) = (stands.span(resolver), first.span(resolver));
        let message = format!("“{name}” looks like “{other}”, and its letters are others");
        let help = "write both with the same letters, or tell them apart";
        resolver.diagnostics.push(
            Diagnostic::at(Code::ConfusableId, span, message, help).and(first, "the other one"),
        );
    }
}

/// Where a name stands: at a place, or as the value of a claim, which is read again where it matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamePlace {
    At(Span),
    InValue(ClaimId),
}

impl NamePlace {
    fn span(self, resolver: &Resolver<'_>) -> Span {
        match self {
            Self::At(span) => span,
            Self::InValue(claim) => {
                let claim = &resolver.record[claim];
                let details = details(
                    resolver.files.text(claim.file),
                    resolver.kept,
                    &resolver.record,
                    claim,
                );
                details
                    .value_place
                    .unwrap_or_else(|| resolver.record.extent(claim))
            }
        }
    }
}

/// The names that claims give as values, for each attribute: each value with its first claim.
fn names_of_values(resolver: &Resolver<'_>) -> Vec<Vec<(String, NamePlace)>> {
    let mut seen = vec![false; resolver.record.values.len()];
    let mut names: BTreeMap<_, Vec<(String, NamePlace)>> = BTreeMap::new();
    for (id, claim) in numbered(resolver) {
        if std::mem::replace(&mut seen[claim.value.index()], true) {
            continue;
        }
        if let Meaning::Names(of_value) = &resolver.record[claim.value].meaning {
            let all = of_value
                .iter()
                .map(|name| (name.clone(), NamePlace::InValue(id)));
            names.entry(claim.attribute).or_default().extend(all);
        }
    }
    names.into_values().collect()
}

fn look_alikes(names: Vec<(String, NamePlace)>) -> Vec<(NamePlace, String, String, NamePlace)> {
    let mut seen: BTreeMap<String, (String, NamePlace)> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (name, stands) in names {
        if !known.insert(name.clone()) {
            continue;
        }
        let (other, first) = seen
            .entry(skeleton(&name).collect())
            .or_insert((name.clone(), stands));
        if *other != name {
            found.push((stands, name, other.clone(), *first));
        }
    }
    found
}

/// What is declared and no claim uses.
fn unused(resolver: &mut Resolver<'_>) {
    let record = &resolver.record;
    let mut used = UsedNames::default();
    let (mut heard, mut asked) = (
        vec![false; record.speakers.len()],
        vec![false; record.attributes.len()],
    );
    for claim in &record.claims {
        for speaker in [claim.source, claim.speaker, claim.publisher] {
            heard[speaker.index()] = true;
        }
        asked[claim.attribute.index()] = true;
    }
    for (speaker, _) in record
        .speakers
        .iter()
        .zip(heard)
        .filter(|(_, heard)| *heard)
    {
        used.speaker(resolver, &speaker.name.id);
    }
    for (attribute, _) in record
        .attributes
        .iter()
        .zip(asked)
        .filter(|(_, asked)| *asked)
    {
        used.parties.extend(attribute.harms);
    }
    let sources = resolver
        .mentions
        .sources
        .iter()
        .map(|source| &record[*source].name.id);
    for relay in sources.chain(&resolver.mentioned_speakers) {
        used.speaker(resolver, relay);
    }
    let mut told: Vec<(&Name, &str)> = Vec::new();
    let unused = |list: &mut Vec<_>, name, what, is_used: bool| {
        if !is_used {
            list.push((name, what));
        }
    };
    for event in &record.events {
        let named = resolver
            .mentions
            .events
            .contains(&(event.topic, event.name.id.clone()));
        unused(&mut told, &event.name, "event", named);
    }
    for attribute in &record.attributes {
        let named = resolver
            .mentions
            .attributes
            .contains(&(attribute.topic, attribute.name.id.clone()));
        unused(&mut told, &attribute.name, "attribute", named);
    }
    for speaker in record
        .speakers
        .iter()
        .filter(|speaker| speaker.unnamed_in.is_none())
    {
        unused(
            &mut told,
            &speaker.name,
            "source or speaker",
            used.speakers.contains(&speaker.name.id),
        );
    }
    for (party, id) in record.parties.iter().zip((0..).map(PartyId::from)) {
        unused(&mut told, &party.name, "party", used.parties.contains(&id));
    }
    let told: Vec<Diagnostic> = told
        .into_iter()
        .filter_map(|(name, what)| {
            let message = format!("no claim uses the {what} “{}”", name.id);
            Some(Diagnostic::at(
                Code::UnusedDeclaration,
                name.declared?,
                message,
                "take it out, or check how claims name it",
            ))
        })
        .collect();
    resolver.diagnostics.extend(told);
}

#[derive(Default)]
struct UsedNames {
    speakers: BTreeSet<String>,
    parties: BTreeSet<PartyId>,
}

impl UsedNames {
    fn speaker(&mut self, resolver: &Resolver<'_>, id: &str) {
        if self.speakers.insert(id.to_owned())
            && let Some(speaker) = resolver.speakers.get(id)
        {
            self.parties.extend(resolver.record[*speaker].party);
        }
    }
}

//! What is doubtful in the files although every word of it can be read.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::desk::Desk;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::load::reader::Tables;
use crate::model::{Attribute, Claim, Interval, Kind, Meaning, Name, OverTime};
use crate::wording::date::day_in;
use crate::wording::fold::fold;
use crate::wording::number::Domain;
use crate::wording::quote::{self, Fit};

/// Tells what is doubtful.
pub(super) fn check(desk: &mut Desk<'_>, tables: &[Tables]) {
    let quotes = quote_places(tables);
    let mut told = Vec::new();
    for claim in &desk.record.claims {
        let attribute = &desk.record.attributes[claim.attribute.index()];
        told.extend(undated(claim, attribute));
        told.extend(early(desk, claim));
        told.extend(quotes.get(&claim.place).and_then(|span| quote(claim, attribute, *span)));
    }
    desk.diagnostics.extend(told);
    duplicates(desk);
    confusable(desk);
    unused(desk);
}

fn quote_places(tables: &[Tables]) -> BTreeMap<Span, Span> {
    let entries = tables.iter().flat_map(|tables| &tables.claims);
    entries
        .filter_map(|entry| {
            let quote = entry.shape.quote.as_ref()?;
            Some((entry.place, Span::new(entry.place.file, quote.span())))
        })
        .collect()
}

/// Where time counts, a claim without `as_of` is compared with none.
fn undated(claim: &Claim, attribute: &Attribute) -> Option<Diagnostic> {
    let needed = attribute.over_time != OverTime::Fixed && claim.as_of.is_none();
    needed.then(|| {
        let message = format!("this claim has no `as_of`, and “{}” changes over time", attribute.label);
        let help = "add as_of = …, the day for which the figure was given; without it the claim is compared with none";
        Diagnostic::at(Code::UndatedClaim, claim.place, message, help)
    })
}

/// A figure for a day before its event began.
fn early(desk: &Desk<'_>, claim: &Claim) -> Option<Diagnostic> {
    let event = &desk.record.events[claim.event.index()];
    let zone = &desk.record.attributes[claim.attribute.index()].zone;
    let as_of = claim.as_of.as_ref()?;
    let last = day_in(as_of.span.high_end()?.number.to_i64()?, zone)?;
    let first = day_in(event.begins?, &jiff::tz::TimeZone::UTC)?;
    (last < first).then(|| {
        let message = format!("this claim is as of {}, before its event began ({first})", as_of.written);
        Diagnostic::at(Code::EarlyClaim, claim.place, message, "check `as_of` and the date of the event")
    })
}

fn quote(claim: &Claim, attribute: &Attribute, span: Span) -> Option<Diagnostic> {
    let Meaning::Range { interval, .. } = &claim.value.meaning else { return None };
    let words = claim.quote.as_deref()?;
    let fit = match attribute.kind {
        Kind::Count => number_fit(words, claim, interval, Domain::Count, attribute),
        Kind::Amount => number_fit(words, claim, interval, Domain::Amount, attribute),
        Kind::Date => date_fit(words, interval, attribute),
        Kind::YesNo | Kind::Text | Kind::Names | Kind::Statement => return None,
    };
    let (found, lacks) = match fit {
        Fit::Fits | Fit::NothingToCompare => return None,
        Fit::Lacks { found } => (found, "the value"),
        Fit::LacksHedge { found } => (found, "the value's hedge"),
    };
    let message =
        format!("the quote lacks {lacks}: it has {}, the value is {}", found.join(", "), claim.value.written);
    let help = "write the value as the quote has it, or quote the words that hold it";
    let fault = Diagnostic::at(Code::QuoteMismatch, span, message, help);
    Some(fault.and(claim.value_place, "the value"))
}

/// A quote has the numbers of the source's own unit: where the value was converted, they are read
/// from its words again.
fn number_fit(words: &str, claim: &Claim, interval: &Interval, domain: Domain, attribute: &Attribute) -> Fit {
    let about = &attribute.about;
    let again = |domain| crate::wording::number::read(&claim.value.written.replace('_', ""), domain, about);
    let Ok(reading) = again(domain) else { return quote::number_fits(words, interval, &[], domain, about) };
    quote::number_fits(words, &reading.interval, &reading.stated, domain, about)
}

fn date_fit(words: &str, interval: &Interval, attribute: &Attribute) -> Fit {
    let day = |end: Option<crate::model::End<'_>>| day_in(end?.number.to_i64()?, &attribute.zone);
    quote::date_fits(words, day(interval.low_end()), day(interval.high_end()))
}

/// The same claim given twice, word for word.
fn duplicates(desk: &mut Desk<'_>) {
    let mut seen: BTreeMap<_, Span> = BTreeMap::new();
    let mut told = Vec::new();
    for claim in &desk.record.claims {
        let question = (claim.event, claim.attribute, claim.speaker, claim.publisher);
        let value = (&claim.value.written, &claim.unit, claim.as_of.as_ref().map(|as_of| &as_of.written));
        let words = (&claim.quote, &claim.note, &claim.url, &claim.published, &claim.withdrawn);
        if let Some(first) = seen.get(&(question, value, words)) {
            let help = "take one of the two away, or say what tells them apart";
            let fault = Diagnostic::at(
                Code::DuplicateClaim,
                claim.place,
                "this claim is given twice, word for word",
                help,
            );
            told.push(fault.and(*first, "the first one"));
        } else {
            seen.insert((question, value, words), claim.place);
        }
    }
    desk.diagnostics.extend(told);
}

/// Two names of one sort that look alike and are not (Unicode Technical Standard 39, "skeleton").
fn confusable(desk: &mut Desk<'_>) {
    let record = &desk.record;
    let declared = |name: &Name| name.declared.map(|span| (name.id.clone(), span));
    let mut sorts: Vec<Vec<(String, Span)>> = vec![
        record.events.iter().filter_map(|event| declared(&event.name)).collect(),
        record.attributes.iter().filter_map(|attribute| declared(&attribute.name)).collect(),
        record.speakers.iter().filter_map(|speaker| declared(&speaker.name)).collect(),
        record.parties.iter().filter_map(|party| declared(&party.name)).collect(),
        record
            .speakers
            .iter()
            .filter_map(|speaker| Some((fold(&speaker.full), speaker.name.declared?)))
            .collect(),
    ];
    let mut values: BTreeMap<_, Vec<(String, Span)>> = BTreeMap::new();
    for claim in &record.claims {
        if let Meaning::Names(names) = &claim.value.meaning {
            let named = names.iter().map(|name| (name.clone(), claim.value_place));
            values.entry(claim.attribute).or_default().extend(named);
        }
    }
    sorts.extend(values.into_values());
    let told: BTreeSet<_> = sorts.into_iter().flat_map(look_alikes).collect();
    for (span, name, other, first) in told {
        let message = format!("“{name}” looks like “{other}”, and its letters are others");
        let help = "write both with the same letters, or tell them apart";
        desk.diagnostics
            .push(Diagnostic::at(Code::ConfusableId, span, message, help).and(first, "the other one"));
    }
}

fn look_alikes(names: Vec<(String, Span)>) -> Vec<(Span, String, String, Span)> {
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (name, span) in names {
        if !known.insert(name.clone()) {
            continue;
        }
        let (other, first) = seen.entry(skeleton(&name).collect()).or_insert((name.clone(), span));
        if *other != name {
            found.push((span, name, other.clone(), *first));
        }
    }
    found
}

/// What is declared and no claim uses.
fn unused(desk: &mut Desk<'_>) {
    let record = &desk.record;
    let mut used = Used::default();
    for claim in &record.claims {
        for speaker in [claim.source, claim.speaker, claim.publisher] {
            used.speaker(desk, &record.speakers[speaker.index()].name.id);
        }
        used.parties.extend(record.attributes[claim.attribute.index()].harms);
    }
    let sources = desk.named.sources.iter().map(|source| &record.speakers[source.index()].name.id);
    for relay in sources.chain(&desk.named_in_passing) {
        used.speaker(desk, relay);
    }
    let mut told: Vec<(&Name, &str)> = Vec::new();
    let unused = |list: &mut Vec<_>, name, what, is_used: bool| {
        if !is_used {
            list.push((name, what));
        }
    };
    for event in &record.events {
        let named = desk.named.events.contains(&(event.topic, event.name.id.clone()));
        unused(&mut told, &event.name, "event", named);
    }
    for attribute in &record.attributes {
        let named = desk.named.attributes.contains(&(attribute.topic, attribute.name.id.clone()));
        unused(&mut told, &attribute.name, "attribute", named);
    }
    for speaker in record.speakers.iter().filter(|speaker| speaker.unnamed_in.is_none()) {
        unused(&mut told, &speaker.name, "source or speaker", used.speakers.contains(&speaker.name.id));
    }
    for (party, id) in record.parties.iter().zip((0..).map(crate::model::PartyId)) {
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
    desk.diagnostics.extend(told);
}

#[derive(Default)]
struct Used {
    speakers: BTreeSet<String>,
    parties: BTreeSet<crate::model::PartyId>,
}

impl Used {
    fn speaker(&mut self, desk: &Desk<'_>, id: &str) {
        if self.speakers.insert(id.to_owned())
            && let Some(speaker) = desk.speakers.get(id)
        {
            self.parties.extend(desk.record.speakers[speaker.index()].party);
        }
    }
}

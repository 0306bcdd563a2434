//! What findings, values and diagnostics are known by across edits.
//!
//! A finding's identity is the XXH3 hash (64 bits) of what it is about: its code, the ids of its event
//! and attribute, and, where a question can have several of the code, the speakers, days or
//! figures that tell them apart. Each part is hashed as `LENGTH:TEXT`. Names of files, lines, the order
//! of anything, labels and the wording of values have no part in it.
//!
//! Its topic has a part only where several topics have an event of that id. It is known by its title then,
//! folded, as its folder is named differently from where one stands; topics that share a title have their
//! folders added. An `impossible` sum is known by its figures, so
//! that it is another one when a figure changes; every other finding stays itself when values change.
//! A value is known by what it leaves possible.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::Place;
use crate::finding::{Detail, Finding};
use crate::model::{
    AsOf, AttributeId, Claim, ClaimId, Cut, EventId, Interval, PositionKey, Record, Side,
    SpeakerId, Value,
};
use crate::report::Report;
use crate::wording::fold::fold;

/// What something is known by: shown as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity(u64);

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The identities of a report's findings, in their order. No two are the same.
pub fn of_findings(report: &Report) -> Vec<Identity> {
    let about = About::of(&report.record);
    let keys: Vec<Key> = report
        .findings
        .iter()
        .map(|finding| about.finding(finding))
        .collect();
    let shared = shared(keys.iter().map(Key::identity));
    let more = |(key, finding): (Key, &Finding)| {
        if shared.contains(&key.identity()) {
            key.and(&about.told_of(finding))
        } else {
            key
        }
    };
    distinct(keys.into_iter().zip(&report.findings).map(more))
}

/// The identities of a report's diagnostics, in their order: the code, the file, the text of the line, and
/// how many such lines with that code stand above it.
pub fn of_diagnostics(report: &Report) -> Vec<Identity> {
    let keys = report.diagnostics.iter().map(|diagnostic| {
        let (file, line) = match &diagnostic.place {
            Place::Unread(name, _) => (name.as_str(), ""),
            Place::At(span) => (
                report.files.name(span.file),
                report.files.line(*span).0.trim(),
            ),
        };
        Key::default()
            .and(diagnostic.code.word())
            .and(file)
            .and(line)
    });
    distinct(keys)
}

/// What a value is known by, whatever its words: "58" and "fifty-eight" are the same.
pub fn of_value(value: &Value) -> Identity {
    Key(key_text(value.position_key())).identity()
}

/// What "unknown" is known by.
pub fn of_unknown() -> Identity {
    Key(key_text(PositionKey::Unknown)).identity()
}

/// The parts that are hashed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key(String);

impl Key {
    fn and(mut self, part: &str) -> Self {
        self.0.push_str(&part.len().to_string());
        self.0.push(':');
        self.0.push_str(part);
        self
    }

    fn identity(&self) -> Identity {
        Identity(xxh3_64(self.0.as_bytes()))
    }
}

/// The identities that occur more than once.
fn shared(identities: impl Iterator<Item = Identity>) -> BTreeSet<Identity> {
    let mut seen = BTreeSet::new();
    identities
        .filter(|identity| !seen.insert(*identity))
        .collect()
}

/// The identities of keys. Those that nothing tells apart are counted.
fn distinct(keys: impl Iterator<Item = Key>) -> Vec<Identity> {
    let (mut taken, mut times) = (BTreeSet::new(), BTreeMap::<Key, usize>::new());
    let identity = |key: Key| {
        let first = Some(key.identity()).filter(|identity| taken.insert(*identity));
        first.unwrap_or_else(|| {
            let times = times.entry(key.clone()).or_default();
            loop {
                *times += 1;
                let identity = key.clone().and(&times.to_string()).identity();
                if taken.insert(identity) {
                    return identity;
                }
            }
        })
    };
    keys.map(identity).collect()
}

/// What each topic is known by.
fn topics(record: &Record) -> Vec<String> {
    let titles: Vec<String> = record
        .topics
        .iter()
        .map(|topic| fold(&topic.title))
        .collect();
    let mut times = BTreeMap::<&str, usize>::new();
    for title in &titles {
        *times.entry(title).or_default() += 1;
    }
    let key = |(title, topic): (&String, &crate::model::Topic)| {
        let key = Key::default().and(title);
        if times[title.as_str()] > 1 {
            key.and(&topic.folder).0
        } else {
            key.0
        }
    };
    titles.iter().zip(&record.topics).map(key).collect()
}

/// What findings are about.
struct About<'r> {
    record: &'r Record,
    topics: Vec<String>,
    /// Ids of events that several topics have.
    ambiguous: BTreeSet<&'r str>,
}

impl<'r> About<'r> {
    fn of(record: &'r Record) -> Self {
        // An event is in the record once for each topic that has it.
        let mut seen = BTreeSet::new();
        let ids = record.events.iter().map(|event| event.name.id.as_str());
        let ambiguous = ids.filter(|id| !seen.insert(*id)).collect();
        Self {
            record,
            topics: topics(record),
            ambiguous,
        }
    }

    fn finding(&self, finding: &Finding) -> Key {
        let event = &self.record[finding.event];
        let topic = Some(event.topic).filter(|_| self.ambiguous.contains(event.name.id.as_str()));
        let code = Key::default().and(finding.code().word());
        let key = match topic {
            Some(topic) => code.and(&self.topics[topic.index()]),
            None => code,
        };
        let asked = || {
            key.clone()
                .and(&self.asked(finding.event, finding.attribute))
        };
        let claim = |id: ClaimId| &self.record[id];
        match &finding.detail {
            Detail::Contradiction(_) => asked(),
            Detail::SelfContradiction(speaker) | Detail::Misquote(speaker) => {
                asked().and(&self.speaker(*speaker))
            }
            Detail::FallingTotal { later: one, .. }
            | Detail::WithdrawnStillCited { withdrawn: one } => {
                let claim = claim(*one);
                asked()
                    .and(&self.speaker(claim.speaker))
                    .and(&self.time(claim))
            }
            Detail::Revised { from, to } => {
                let (from, to) = (claim(*from), claim(*to));
                asked()
                    .and(&self.speaker(from.speaker))
                    .and(&self.time(from))
                    .and(&self.time(to))
            }
            Detail::WeekdayMismatch(slip) => {
                let told = finding.claims.iter().map(|id| {
                    let claim = claim(*id);
                    Key::default()
                        .and(&self.speaker(claim.speaker))
                        .and(&self.speaker(claim.publisher))
                        .0
                });
                let slip = format!("{} {:?}", slip.date, slip.written);
                asked().and(&told.collect::<String>()).and(&slip)
            }
            Detail::Strained(_) | Detail::Impossible(_) => key.and(&self.figures(finding)),
        }
    }

    /// The figures that a finding puts together: which claim stands for a position depends on the order of
    /// the files, and does not matter.
    fn figures(&self, finding: &Finding) -> String {
        let figure = |id: &ClaimId| {
            let claim = &self.record[*id];
            let asked = self.asked(claim.event, claim.attribute);
            Key(asked)
                .and(&key_text(self.record[claim.value].position_key()))
                .0
        };
        finding
            .claims
            .iter()
            .map(figure)
            .collect::<BTreeSet<String>>()
            .into_iter()
            .collect()
    }

    /// Everything about the claim that is told of by which it may differ from another one. Of several
    /// claims that it may be held against, the order of the files says which one is.
    fn told_of(&self, finding: &Finding) -> String {
        let told = match &finding.detail {
            Detail::FallingTotal { later: one, .. }
            | Detail::WithdrawnStillCited { withdrawn: one }
            | Detail::Revised { from: one, .. } => std::slice::from_ref(one),
            _ => &finding.claims,
        };
        let told = told.iter().map(|id| {
            let claim = &self.record[*id];
            let who =
                [claim.speaker, claim.publisher, claim.source].map(|speaker| self.speaker(speaker));
            let key = who.iter().fold(Key::default(), |key, who| key.and(who));
            key.and(&self.time(claim))
                .and(&key_text(self.record[claim.value].position_key()))
                .0
        });
        told.collect()
    }

    fn asked(&self, event: EventId, attribute: AttributeId) -> String {
        let event = &self.record[event].name.id;
        Key::default()
            .and(event)
            .and(&self.record[attribute].name.id)
            .0
    }

    /// An unnamed speaker is somebody else in each source.
    fn speaker(&self, speaker: SpeakerId) -> String {
        let speaker = &self.record[speaker];
        let key = Key::default().and(&speaker.name.id);
        let source = speaker
            .unnamed_in
            .map(|source| &self.record[source].name.id);
        source
            .map_or_else(|| key.clone(), |source| key.clone().and(source))
            .0
    }

    fn time(&self, claim: &Claim) -> String {
        self.record
            .as_of(claim)
            .map(|AsOf { span, .. }| ends(span))
            .unwrap_or_default()
    }
}

/// A value by what it leaves possible, whatever its words.
fn key_text(key: PositionKey<'_>) -> String {
    let text = Key::default();
    match key {
        PositionKey::Range(unit, interval, apart) => {
            let text = text.and("range").and(&ends(interval));
            text.and(unit.unwrap_or_default())
                .and(apart.unwrap_or_default())
        }
        PositionKey::Names(names) => names
            .iter()
            .fold(text.and("names"), |text, name| text.and(name)),
        PositionKey::Prose(words) => text.and("prose").and(words),
        PositionKey::Unknown => text.and("unknown"),
    }
    .0
}

/// The ends of an interval: `[` or `]` where the number is included, `(` or `)` where it is not.
fn ends(interval: &Interval) -> String {
    let mut ends = String::with_capacity(24);
    // Nothing fails that is written into a string.
    let _ = match interval.low() {
        Cut::At(number, Side::Before) => write!(ends, "[{number},"),
        Cut::At(number, Side::After) => write!(ends, "({number},"),
        Cut::Lowest | Cut::Highest => write!(ends, "(,"),
    };
    let _ = match interval.high() {
        Cut::At(number, Side::After) => write!(ends, "{number}]"),
        Cut::At(number, Side::Before) => write!(ends, "{number})"),
        Cut::Lowest | Cut::Highest => write!(ends, ")"),
    };
    ends
}

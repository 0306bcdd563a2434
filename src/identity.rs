//! The identities by which findings, values and diagnostics are known across edits.
//!
//! A finding's identity is the XXH3 hash (64 bits) of what it is about: its code, the ids of its event
//! and attribute, and, if a question can have several of the code, the speakers, days or figures that
//! distinguish them. Each part is hashed as `LENGTH:TEXT`. Names of files, lines, the order of anything,
//! labels and the wording of values have no part in it.
//!
//! Its topic has a part only if several topics have an event of that id. It is then known by its folded
//! title, as the name of its folder depends on the working folder; topics that share a title have their
//! folders added. An `impossible` sum is known by its figures, so that it is another one when a figure
//! changes; every other finding stays itself when values change. A value is known by what it leaves
//! possible.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::diagnostic::{Diagnostic, Place};
use crate::files::{FileId, Files};
use crate::finding::{Detail, Finding};
use crate::model::{
    AttributeId, Claim, ClaimId, Cut, EventId, Interval, PositionKey, Record, Side, SpeakerId,
    TopicId, Value,
};
use crate::report::Report;
use crate::wording::fold::fold;

/// An identity, shown as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity(u64);

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Returns the identities of a report's findings, in their order. No two are the same.
pub(crate) fn of_findings(report: &Report) -> Vec<Identity> {
    let keys = FindingKeys::new(&report.record);
    let short: Vec<IdentityKey> = report
        .findings
        .iter()
        .map(|finding| keys.finding(finding))
        .collect();
    let shared = shared(short.iter().map(IdentityKey::identity));
    let whole = short.into_iter().zip(&report.findings);
    let whole = whole.map(|(key, finding)| {
        if shared.contains(&key.identity()) {
            key.and(&keys.differing_claims(finding))
        } else {
            key
        }
    });
    distinct(whole, |key, again| match again {
        Some(times) => key.clone().and(&times.to_string()).identity(),
        None => key.identity(),
    })
}

/// Returns the identities of a report's diagnostics, in their order: made of the code, the file, the text
/// of the line, and the number of such lines with that code above it.
pub(crate) fn of_diagnostics(report: &Report) -> Vec<Identity> {
    let mut keys = DiagnosticKeys::default();
    let numbers: Vec<usize> = report
        .diagnostics
        .iter()
        .map(|diagnostic| keys.number(&report.files, diagnostic))
        .collect();
    distinct(numbers.into_iter(), |number, again| {
        keys.identity(*number, again)
    })
}

/// Returns the identity of a value, whatever its words: "58" and "fifty-eight" have the same.
pub(crate) fn of_value(value: &Value) -> Identity {
    position_key(value.position_key()).identity()
}

/// Returns the identity of "unknown".
pub(crate) fn of_unknown() -> Identity {
    position_key(PositionKey::Unknown).identity()
}

/// The parts that are hashed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct IdentityKey(String);

impl IdentityKey {
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

/// Returns the identities that occur more than once.
fn shared(identities: impl Iterator<Item = Identity>) -> BTreeSet<Identity> {
    let mut seen = BTreeSet::new();
    identities
        .filter(|identity| !seen.insert(*identity))
        .collect()
}

/// Returns the identities of keys. If a key occurs again, the number of the occurrence is added to it.
fn distinct<K: Ord + Clone>(
    keys: impl Iterator<Item = K>,
    mut identity_of: impl FnMut(&K, Option<usize>) -> Identity,
) -> Vec<Identity> {
    let (mut taken, mut times) = (BTreeSet::new(), BTreeMap::<K, usize>::new());
    let mut identities = Vec::new();
    for key in keys {
        let mut identity = identity_of(&key, None);
        while !taken.insert(identity) {
            let times = times.entry(key.clone()).or_default();
            *times += 1;
            identity = identity_of(&key, Some(*times));
        }
        identities.push(identity);
    }
    identities
}

/// The keys of diagnostics: code, file and text of the line. A file may hold 30,000 faults on one line of
/// megabytes, so the text of a line is looked at once for each code.
#[derive(Default)]
struct DiagnosticKeys<'f> {
    /// The number of a text, by the place of its line.
    places: BTreeMap<(FileId, u32), usize>,
    /// The number of a text, by the name of the file and the text itself.
    texts: BTreeMap<[&'f str; 2], usize>,
    /// The number of a key, by the word of the code and the number of the text.
    numbers: BTreeMap<(&'static str, usize), usize>,
    /// The parts of each key, and their identity.
    keys: Vec<([&'f str; 3], Identity)>,
    /// The hash of each key that occurs again, to which the number of the occurrence is added.
    hashes: BTreeMap<usize, Xxh3>,
}

impl<'f> DiagnosticKeys<'f> {
    /// Returns the number of the key of a diagnostic.
    fn number(&mut self, files: &'f Files, diagnostic: &'f Diagnostic) -> usize {
        let (text, [file, line]) = match &diagnostic.place {
            Place::Unread(name, _) => {
                let words = [name.as_str(), ""];
                (number_of(&mut self.texts, words), words)
            }
            Place::At(span) => {
                let (line, start) = files.line(*span);
                let words = [files.name(span.file), line.trim()];
                let texts = &mut self.texts;
                let place = self.places.entry((span.file, start));
                (*place.or_insert_with(|| number_of(texts, words)), words)
            }
        };
        let code = diagnostic.code.word();
        let number = number_of(&mut self.numbers, (code, text));
        if number == self.keys.len() {
            let parts = [code, file, line];
            self.keys.push((parts, key_of(parts).identity()));
        }
        number
    }

    /// Returns the identity of a key; with the number of its occurrence, if it occurs again.
    fn identity(&mut self, number: usize, again: Option<usize>) -> Identity {
        let (parts, identity) = self.keys[number];
        let Some(times) = again else {
            return identity;
        };
        let hash = self.hashes.entry(number).or_insert_with(|| {
            let mut hash = Xxh3::new();
            hash.update(key_of(parts).0.as_bytes());
            hash
        });
        let mut hash = hash.clone();
        let times = IdentityKey::default().and(&times.to_string());
        hash.update(times.0.as_bytes());
        Identity(hash.digest())
    }
}

/// Returns the key that is made of some parts.
fn key_of(parts: [&str; 3]) -> IdentityKey {
    let parts = parts.iter();
    parts.fold(IdentityKey::default(), |key, part| key.and(part))
}

/// Returns the number of something, which is the next one if it is new.
fn number_of<K: Ord>(numbers: &mut BTreeMap<K, usize>, key: K) -> usize {
    let next = numbers.len();
    *numbers.entry(key).or_insert(next)
}

/// Returns the key of each topic: its folded title, with its folder if another topic has that title.
fn topic_keys(record: &Record) -> Vec<IdentityKey> {
    let titles: Vec<String> = record
        .topics
        .iter()
        .map(|topic| fold(&topic.title))
        .collect();
    let mut times = BTreeMap::<&str, usize>::new();
    for title in &titles {
        *times.entry(title).or_default() += 1;
    }
    titles
        .iter()
        .zip(&record.topics)
        .map(|(title, topic)| {
            let key = IdentityKey::default().and(title);
            if times[title.as_str()] > 1 {
                key.and(&topic.folder)
            } else {
                key
            }
        })
        .collect()
}

/// Makes the keys of findings.
struct FindingKeys<'r> {
    record: &'r Record,
    topics: Vec<IdentityKey>,
    /// Ids of events that several topics have.
    ambiguous: BTreeSet<&'r str>,
}

impl<'r> FindingKeys<'r> {
    fn new(record: &'r Record) -> Self {
        // An event is in the record once for each topic that has it.
        let mut seen = BTreeSet::new();
        let ids = record.events.iter().map(|event| event.name.id.as_str());
        let ambiguous = ids.filter(|id| !seen.insert(*id)).collect();
        Self {
            record,
            topics: topic_keys(record),
            ambiguous,
        }
    }

    /// Returns what a finding is about.
    fn finding(&self, finding: &Finding) -> IdentityKey {
        let key = IdentityKey::default().and(finding.code().word());
        let key = match self.topic(finding.event) {
            Some(topic) => key.and(&self.topics[topic.index()].0),
            None => key,
        };
        if let Detail::Strained(_) | Detail::Impossible(_) = finding.detail {
            return key.and(&self.figures(finding));
        }
        let key = key.and(&self.question(finding.event, finding.attribute).0);
        match &finding.detail {
            Detail::Contradiction(_) | Detail::Strained(_) | Detail::Impossible(_) => key,
            Detail::SelfContradiction(speaker) | Detail::Misquote(speaker) => {
                key.and(&self.speaker(*speaker).0)
            }
            Detail::FallingTotal { later: claim, .. }
            | Detail::OutdatedRepeat { by: claim }
            | Detail::WithdrawnStillCited { withdrawn: claim } => {
                let claim = &self.record[*claim];
                key.and(&self.speaker(claim.speaker).0)
                    .and(&self.time(claim))
            }
            Detail::Revised { from, to } => {
                let (from, to) = (&self.record[*from], &self.record[*to]);
                key.and(&self.speaker(from.speaker).0)
                    .and(&self.time(from))
                    .and(&self.time(to))
            }
            Detail::WeekdayMismatch(slip) => key
                .and(&self.tellers(&finding.claims))
                .and(&format!("{} {:?}", slip.date, slip.written)),
        }
    }

    /// Returns the topic of an event if another topic has an event of that id.
    fn topic(&self, event: EventId) -> Option<TopicId> {
        let event = &self.record[event];
        self.ambiguous
            .contains(event.name.id.as_str())
            .then_some(event.topic)
    }

    /// Returns the speakers and publishers of claims.
    fn tellers(&self, claims: &[ClaimId]) -> String {
        let mut tellers = String::new();
        for claim in claims {
            let claim = &self.record[*claim];
            let key = IdentityKey::default()
                .and(&self.speaker(claim.speaker).0)
                .and(&self.speaker(claim.publisher).0);
            tellers.push_str(&key.0);
        }
        tellers
    }

    /// Returns the figures that a finding puts together. Which claim represents a position depends on the
    /// order of the files, and does not matter.
    fn figures(&self, finding: &Finding) -> String {
        let figures: BTreeSet<String> = finding
            .claims
            .iter()
            .map(|claim| self.figure(&self.record[*claim]).0)
            .collect();
        figures.into_iter().collect()
    }

    fn figure(&self, claim: &Claim) -> IdentityKey {
        self.question(claim.event, claim.attribute)
            .and(&self.value(claim))
    }

    /// Returns everything by which the claims of this finding may differ from those of another one. Of
    /// several claims that a claim may be compared with, the order of the files decides which one it is.
    fn differing_claims(&self, finding: &Finding) -> String {
        let claims = match &finding.detail {
            Detail::FallingTotal { later: claim, .. }
            | Detail::OutdatedRepeat { by: claim }
            | Detail::WithdrawnStillCited { withdrawn: claim }
            | Detail::Revised { from: claim, .. } => std::slice::from_ref(claim),
            _ => &finding.claims,
        };
        claims
            .iter()
            .map(|claim| self.claim(&self.record[*claim]).0)
            .collect()
    }

    fn claim(&self, claim: &Claim) -> IdentityKey {
        IdentityKey::default()
            .and(&self.speaker(claim.speaker).0)
            .and(&self.speaker(claim.publisher).0)
            .and(&self.speaker(claim.source).0)
            .and(&self.time(claim))
            .and(&self.value(claim))
    }

    fn value(&self, claim: &Claim) -> String {
        position_key(self.record[claim.value].position_key()).0
    }

    fn question(&self, event: EventId, attribute: AttributeId) -> IdentityKey {
        IdentityKey::default()
            .and(&self.record[event].name.id)
            .and(&self.record[attribute].name.id)
    }

    /// Returns the key of a speaker. An unnamed speaker is another one in each source.
    fn speaker(&self, speaker: SpeakerId) -> IdentityKey {
        let speaker = &self.record[speaker];
        let key = IdentityKey::default().and(&speaker.name.id);
        match speaker.unnamed_in {
            Some(source) => key.and(&self.record[source].name.id),
            None => key,
        }
    }

    /// Returns the time for which a claim was given; nothing if it was given for none.
    fn time(&self, claim: &Claim) -> String {
        self.record
            .as_of(claim)
            .map(|as_of| ends(&as_of.span))
            .unwrap_or_default()
    }
}

/// Returns what a value leaves possible, whatever its words.
fn position_key(position: PositionKey<'_>) -> IdentityKey {
    let key = IdentityKey::default();
    match position {
        PositionKey::Range(scope, unit, interval, apart) => {
            let key = key
                .and("range")
                .and(&ends(interval))
                .and(unit.unwrap_or_default())
                .and(apart.unwrap_or_default());
            match scope {
                Some(scope) => key.and("scope").and(scope),
                None => key,
            }
        }
        PositionKey::Names(names) => names
            .iter()
            .fold(key.and("names"), |key, name| key.and(name)),
        PositionKey::OneOf(names) => names
            .iter()
            .fold(key.and("one-of"), |key, name| key.and(name)),
        PositionKey::Prose(words) => key.and("prose").and(words),
        PositionKey::Unknown => key.and("unknown"),
    }
}

/// Returns the ends of an interval: `[` or `]` if the number is included, `(` or `)` if it is not.
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

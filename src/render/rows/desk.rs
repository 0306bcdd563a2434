//! What every section asks for: names, values, who holds them, and the notes that are gathered on
//! the way.

use std::collections::{BTreeMap, BTreeSet};

use super::super::safe::safe;
use super::super::words;
use super::{Block, Section, dates};
use crate::compare::{Comparison, Position, Status};
use crate::model::{
    AsOf, Attribute, Claim, ClaimId, Event, Interval, Kind, Meaning, PartyId, Speaker, SpeakerId,
    TopicId,
};
use crate::report::Report;

/// The report with what was gathered while its page is written.
pub(super) struct Desk<'r> {
    pub(super) report: &'r Report,
    /// The publisher, where everything was read in one place.
    pub(super) publisher: Option<SpeakerId>,
    /// Who is read in its own words and also tells those of others.
    pub(super) relays: BTreeSet<SpeakerId>,
    topics: usize,
    notes: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

/// How a speaker stands to the party that an attribute harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// It speaks for that party.
    Harmed,
    /// It speaks for another one.
    Other,
    /// It speaks for none.
    Nobody,
}

impl<'r> Desk<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let shown = || {
            report
                .comparisons
                .iter()
                .flat_map(|comparison| &comparison.question.claims)
        };
        let publishers: BTreeSet<_> = shown()
            .map(|claim| report.record[*claim].publisher)
            .collect();
        let claims = shown().map(|claim| &report.record[*claim]);
        let relayed = claims.filter(|claim| claim.publisher != claim.speaker);
        let topics: BTreeSet<_> = report
            .comparisons
            .iter()
            .map(|comparison| report.record[comparison.question.event].topic)
            .collect();
        Self {
            report,
            publisher: publishers
                .first()
                .copied()
                .filter(|_| publishers.len() == 1),
            relays: relayed.map(|claim| claim.publisher).collect(),
            topics: topics.len(),
            notes: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }

    pub(super) fn comparisons(&self) -> &'r [Comparison] {
        &self.report.comparisons
    }

    pub(super) fn claim(&self, id: ClaimId) -> &'r Claim {
        &self.report.record[id]
    }

    pub(super) fn speaker(&self, id: SpeakerId) -> &'r Speaker {
        &self.report.record[id]
    }

    /// Their names, each once: by their ids, whoever the files name first.
    pub(super) fn names(&self, speakers: impl Iterator<Item = SpeakerId>) -> String {
        let by_id: BTreeSet<_> = speakers
            .map(|speaker| (&self.speaker(speaker).name.id, speaker))
            .collect();
        words::list(
            by_id
                .into_iter()
                .map(|(_, speaker)| words::name(self.report, speaker))
                .collect(),
        )
    }

    pub(super) fn event(&self, comparison: &Comparison) -> &'r Event {
        &self.report.record[comparison.question.event]
    }

    pub(super) fn attribute(&self, comparison: &Comparison) -> &'r Attribute {
        &self.report.record[comparison.question.attribute]
    }

    pub(super) fn label(&self, comparison: &Comparison) -> String {
        safe(&self.attribute(comparison).label)
    }

    pub(super) fn party(&self, party: PartyId) -> String {
        safe(&self.report.record[party].full)
    }

    /// The event and its date.
    pub(super) fn event_and_date(&self, comparison: &Comparison) -> String {
        let event = self.event(comparison);
        let date = event
            .date
            .as_deref()
            .map(|date| format!(", {}", dates::of_edtf(date)));
        format!("{}{}", safe(&event.title), date.unwrap_or_default())
    }

    /// The live claims of a position.
    pub(super) fn live<'p>(
        &self,
        position: &'p Position,
    ) -> impl Iterator<Item = &'r Claim> + use<'r, 'p> {
        let claims = &self.report.record.claims;
        let live = position
            .claims
            .iter()
            .take_while(|held| held.status == Status::Live);
        live.map(|held| &claims[held.claim.index()])
    }

    /// The heading of a topic, wherever another one begins.
    pub(super) fn topic(
        &self,
        last: &mut Option<TopicId>,
        comparison: &Comparison,
    ) -> Option<Block> {
        let topic = self.event(comparison).topic;
        let begins = self.topics > 1 && *last != Some(topic);
        *last = Some(topic);
        begins.then(|| Block::Topic(safe(&self.report.record[topic].title)))
    }

    /// On which side of a question a speaker stands.
    pub(super) fn side(&self, comparison: &Comparison, speaker: SpeakerId) -> Side {
        match (
            self.speaker(speaker).party,
            self.attribute(comparison).harms,
        ) {
            (Some(party), Some(harmed)) if party == harmed => Side::Harmed,
            (Some(_), Some(_)) => Side::Other,
            _ => Side::Nobody,
        }
    }

    /// The value of a position, with the numbers of the notes on it.
    pub(super) fn noted(&mut self, comparison: &Comparison, position: &Position) -> String {
        let shown = self.value(comparison, position);
        let notes: Vec<String> = self
            .live(position)
            .filter_map(|claim| self.report.details(claim).note)
            .collect();
        let numbers: BTreeSet<usize> = notes
            .into_iter()
            .filter_map(|note| self.note(note))
            .collect();
        let marks: Vec<String> = numbers.iter().map(|number| format!("[{number}]")).collect();
        if marks.is_empty() {
            shown
        } else {
            format!("{shown} {}", marks.concat())
        }
    }

    /// The number of a note: the same words are one note.
    fn note(&mut self, note: String) -> Option<usize> {
        let next = self.notes.len() + 1;
        let number = *self.numbers.entry(note.clone()).or_insert(next);
        let says = !note.trim().is_empty();
        if number == next {
            self.notes.push(note);
        }
        says.then_some(number)
    }

    /// The value of a position.
    pub(super) fn value(&self, comparison: &Comparison, position: &Position) -> String {
        let first = position.claims.first().map(|held| self.claim(held.claim));
        let written = safe(&position.value);
        let Some(first) = first else { return written };
        if position.unit.is_some() || self.attribute(comparison).kind != Kind::Date {
            return format!("{written}{}", self.unit(comparison, first));
        }
        self.date(comparison, first).unwrap_or(written)
    }

    /// The value of one claim.
    pub(super) fn value_of(&self, comparison: &Comparison, claim: &Claim) -> String {
        let date = self.attribute(comparison).kind == Kind::Date;
        let date = date.then(|| self.date(comparison, claim)).flatten();
        date.unwrap_or_else(|| {
            format!(
                "{}{}",
                safe(self.written(claim)),
                self.unit(comparison, claim)
            )
        })
    }

    fn date(&self, comparison: &Comparison, claim: &Claim) -> Option<String> {
        let value = &self.report.record[claim.value];
        match &value.meaning {
            // A blank instead of the T lets a narrow column break there.
            Meaning::Range { timed: true, .. } => Some(safe(&value.written.replacen('T', " ", 1))),
            _ if value.slip.is_some() => Some(format!("{} !", safe(&value.written))),
            Meaning::Range { interval, .. } => Some(dates::shown(
                &value.written,
                interval,
                &self.attribute(comparison).zone,
            )),
            _ => None,
        }
    }

    fn unit(&self, comparison: &Comparison, claim: &Claim) -> String {
        safe(&words::unsaid(
            self.attribute(comparison),
            &self.report.record[claim.value],
        ))
    }

    /// Who holds a position, in short names.
    pub(super) fn who(&self, position: &Position) -> String {
        let names = position
            .speakers
            .iter()
            .map(|speaker| safe(&self.speaker(*speaker).short))
            .collect();
        format!("{}{}", words::list(names), self.read_in(position))
    }

    /// Who holds a position, in full, and since when.
    pub(super) fn who_in_full(&self, comparison: &Comparison, position: &Position) -> String {
        let names = position
            .speakers
            .iter()
            .map(|speaker| safe(&self.speaker(*speaker).full))
            .collect();
        let day = self
            .day_of(comparison, position)
            .map(|day| format!(", {day}"))
            .unwrap_or_default();
        format!("{}{day}{}", words::list(names), self.read_in(position))
    }

    /// The one day for which a position's live claims were all given.
    fn day_of(&self, comparison: &Comparison, position: &Position) -> Option<String> {
        let mut days = self.live(position).map(|claim| self.as_of(claim));
        let first = days.next()??;
        let same = days.all(|other| other.is_some_and(|other| other.span == first.span));
        same.then(|| self.day(comparison, first))
    }

    /// The time for which a claim was given.
    pub(super) fn day(&self, comparison: &Comparison, as_of: &AsOf) -> String {
        dates::of_time(as_of, &self.attribute(comparison).zone)
    }

    /// Where a position's live claims were read, if not from the speakers themselves; and that they are
    /// fewer voices than reports, where they are.
    fn read_in(&self, position: &Position) -> String {
        if self.publisher.is_some() {
            return String::new();
        }
        let voices = self.voices(position);
        let relayed = self
            .live(position)
            .filter(|claim| claim.publisher != claim.speaker);
        let publishers: BTreeSet<_> = relayed.map(|claim| claim.publisher).collect();
        let names: Vec<_> = publishers
            .iter()
            .map(|publisher| safe(&self.speaker(*publisher).short))
            .collect();
        if names.is_empty() {
            String::new()
        } else {
            format!(" (in {}{voices})", words::list(names))
        }
    }

    /// That ten outlets with one wire are one voice.
    fn voices(&self, position: &Position) -> String {
        let named = |speaker: &&SpeakerId| self.speaker(**speaker).unnamed_in.is_none();
        match (
            position.speakers.iter().filter(named).count(),
            position.reports,
        ) {
            (voices, reports) if reports <= position.speakers.len() || voices == 0 => String::new(),
            (1, reports) => format!(": {reports} reports, one voice"),
            (voices, reports) => format!(": {reports} reports, {voices} voices"),
        }
    }

    /// The quotes and the places of a position's first live claim.
    pub(super) fn quote_and_place(&self, position: &Position) -> [String; 2] {
        let Some(first) = self.live(position).next() else {
            return Default::default();
        };
        [self.quote(first), self.place(first)]
    }

    /// The quote of a claim, in its marks; empty where there is none.
    pub(super) fn quote(&self, claim: &Claim) -> String {
        self.report
            .details(claim)
            .quote
            .map(|quote| format!("“{}”", safe(&quote)))
            .unwrap_or_default()
    }

    /// The words of a claim's value.
    pub(super) fn written(&self, claim: &Claim) -> &'r str {
        &self.report.record[claim.value].written
    }

    /// What a claim's value leaves possible.
    pub(super) fn meaning(&self, claim: &Claim) -> &'r Meaning {
        &self.report.record[claim.value].meaning
    }

    /// The time for which a claim was given.
    pub(super) fn as_of(&self, claim: &Claim) -> Option<&'r AsOf> {
        self.report.record.as_of(claim)
    }

    /// File and line of a claim. The topic's folder goes without saying.
    pub(super) fn place(&self, claim: &Claim) -> String {
        let record = &self.report.record;
        let folder = &record[record[claim.event].topic].folder;
        let name = self.report.files.name(claim.file);
        let inside = name
            .strip_prefix(folder.as_str())
            .and_then(|rest| rest.strip_prefix('/'));
        format!(
            "{}:{}",
            safe(inside.unwrap_or(name)),
            record[claim.site].line
        )
    }

    /// The notes gathered so far.
    pub(super) fn notes(&self) -> Section {
        let numbered = (1..)
            .zip(&self.notes)
            .filter(|(_, note)| !note.trim().is_empty());
        Section {
            heading: "NOTES",
            aside: String::new(),
            small: true,
            blocks: numbered
                .map(|(number, note)| Block::Note(number, safe(note)))
                .collect(),
        }
    }
}

/// Whether a position is a plain yes.
pub(super) fn is_yes(position: &Position, meaning: Option<&Meaning>) -> bool {
    let plain =
        meaning.is_some_and(|meaning| matches!(meaning, Meaning::Range { apart: None, .. }));
    let end = position.interval.as_ref().and_then(Interval::low_end);
    plain && end.is_some_and(|end| end.number.is_positive())
}

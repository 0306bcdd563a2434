//! Everything that sections ask about a question: names, values, who holds them, and where they were read.

use std::collections::BTreeSet;

use super::address;
use super::layout::{Cell, CellLine};
use crate::compare::{Comparison, Position, Status};
use crate::model::{
    AsOf, Attribute, Claim, ClaimId, Event, Interval, Kind, Meaning, OverTime, PartyId, Speaker,
    SpeakerId,
};
use crate::phrase::{date, name, value};
use crate::report::Report;
use crate::safe::{Shown, safe, shown};

/// A report with what holds for all of its page.
pub(super) struct PageContext<'r> {
    /// The report.
    pub(super) report: &'r Report,
    /// The publisher, if everything was read in one place.
    pub(super) publisher: Option<SpeakerId>,
    /// The publishers that pass on the words of others.
    pub(super) relays: BTreeSet<SpeakerId>,
    /// True if questions of more than one topic are shown.
    pub(super) several_topics: bool,
}

/// The relation of a speaker to the party that an attribute harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Affiliation {
    /// It speaks for that party.
    Harmed,
    /// It speaks for another one.
    Other,
    /// It speaks for none.
    Unaffiliated,
}

impl<'r> PageContext<'r> {
    /// Finds out what holds for all of a report.
    pub(super) fn new(report: &'r Report) -> Self {
        let (mut publishers, mut relays, mut topics) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for comparison in &report.comparisons {
            topics.insert(report.record[comparison.question.event].topic);
            for claim in &comparison.question.claims {
                let claim = &report.record[*claim];
                publishers.insert(claim.publisher);
                if claim.publisher != claim.speaker {
                    relays.insert(claim.publisher);
                }
            }
        }
        Self {
            report,
            publisher: publishers.pop_first().filter(|_| publishers.is_empty()),
            relays,
            several_topics: topics.len() > 1,
        }
    }

    /// Returns the comparisons in the order of the page.
    pub(super) fn comparisons(&self) -> &'r [Comparison] {
        &self.report.comparisons
    }

    /// Returns a claim.
    pub(super) fn claim(&self, id: ClaimId) -> &'r Claim {
        &self.report.record[id]
    }

    /// Returns a speaker.
    pub(super) fn speaker(&self, id: SpeakerId) -> &'r Speaker {
        &self.report.record[id]
    }

    /// Returns the event of a question.
    pub(super) fn event(&self, comparison: &Comparison) -> &'r Event {
        &self.report.record[comparison.question.event]
    }

    /// Returns the attribute of a question.
    pub(super) fn attribute(&self, comparison: &Comparison) -> &'r Attribute {
        &self.report.record[comparison.question.attribute]
    }

    /// Names a speaker in a few words.
    pub(super) fn name(&self, speaker: SpeakerId) -> Shown {
        name::name(&self.report.record, speaker)
    }

    /// Lists the names of speakers, each once and in the order of their ids, whoever the files name first.
    pub(super) fn names(&self, speakers: impl Iterator<Item = SpeakerId>) -> Shown {
        let by_id: BTreeSet<_> = speakers
            .map(|speaker| (&self.speaker(speaker).name.id, speaker))
            .collect();
        let names = by_id.into_iter().map(|(_, speaker)| self.name(speaker));
        name::list(names.collect())
    }

    /// Words a question.
    pub(super) fn label(&self, comparison: &Comparison) -> Shown {
        safe(&self.attribute(comparison).label)
    }

    /// Names a party in full.
    pub(super) fn party(&self, party: PartyId) -> Shown {
        safe(&self.report.record[party].full)
    }

    /// Names the event of a question.
    pub(super) fn event_title(&self, comparison: &Comparison) -> Shown {
        safe(&self.event(comparison).title)
    }

    /// Names the event of a question with its date.
    pub(super) fn event_and_date(&self, comparison: &Comparison) -> Shown {
        let event = self.event(comparison);
        dated_title(&event.title, event.date.as_deref())
    }

    /// Returns the live claims of a position.
    pub(super) fn live_claims<'p>(
        &self,
        position: &'p Position,
    ) -> impl Iterator<Item = &'r Claim> + use<'r, 'p> {
        let record = &self.report.record;
        let live = position
            .claims
            .iter()
            .take_while(|held| held.status == Status::Live);
        live.map(|held| &record[held.claim])
    }

    /// Returns the relation of a speaker to the party that a question's attribute harms.
    pub(super) fn affiliation(&self, comparison: &Comparison, speaker: SpeakerId) -> Affiliation {
        match (
            self.speaker(speaker).party,
            self.attribute(comparison).harms,
        ) {
            (Some(party), Some(harmed)) if party == harmed => Affiliation::Harmed,
            (Some(_), Some(_)) => Affiliation::Other,
            _ => Affiliation::Unaffiliated,
        }
    }

    /// Returns true if a position is a plain yes, without a condition.
    pub(super) fn is_yes(&self, position: &Position) -> bool {
        let first = self.live_claims(position).next();
        let plain = first
            .is_some_and(|claim| matches!(self.meaning(claim), Meaning::Range { apart: None, .. }));
        let end = position.interval.as_ref().and_then(Interval::low_end);
        plain && end.is_some_and(|end| end.number.is_positive())
    }

    /// Words the value of a position.
    pub(super) fn value(&self, comparison: &Comparison, position: &Position) -> Shown {
        let first = position.claims.first().map(|held| self.claim(held.claim));
        let written = safe(&position.value);
        let Some(first) = first else { return written };
        if position.unit.is_some() || self.attribute(comparison).kind != Kind::Date {
            return shown!("{}{}", written, self.unit(comparison, first));
        }
        self.date(comparison, first).unwrap_or(written)
    }

    /// Words the value of one claim.
    pub(super) fn value_of(&self, comparison: &Comparison, claim: &Claim) -> Shown {
        let is_date = self.attribute(comparison).kind == Kind::Date;
        let date = is_date.then(|| self.date(comparison, claim)).flatten();
        date.unwrap_or_else(|| shown!("{}{}", self.written(claim), self.unit(comparison, claim)))
    }

    fn date(&self, comparison: &Comparison, claim: &Claim) -> Option<Shown> {
        let value = &self.report.record[claim.value];
        match &value.meaning {
            Meaning::Range { timed: Some(_), .. } => Some(date::of_moment(&value.written)),
            _ if value.slip.is_some() => Some(shown!("{} !", safe(&value.written))),
            Meaning::Range { interval, .. } => Some(date::shown(
                &value.written,
                interval,
                &self.attribute(comparison).zone,
            )),
            _ => None,
        }
    }

    fn unit(&self, comparison: &Comparison, claim: &Claim) -> Shown {
        value::unsaid(self.attribute(comparison), &self.report.record[claim.value])
    }

    /// Names those who hold a position, in a few words.
    pub(super) fn holders(&self, position: &Position) -> Shown {
        let names = position
            .speakers
            .iter()
            .map(|speaker| safe(&self.speaker(*speaker).short));
        let names = name::list(names.collect());
        shown!("{}{}", names, self.read_in(position))
    }

    /// Names those who hold a position, in full, and since when they do.
    pub(super) fn holders_in_full(&self, comparison: &Comparison, position: &Position) -> Shown {
        let names = position
            .speakers
            .iter()
            .map(|speaker| safe(&self.speaker(*speaker).full));
        let names = name::list(names.collect());
        let day = self
            .day_of(comparison, position)
            .map(|day| shown!(", {}", day));
        shown!("{}{}{}", names, day, self.read_in(position))
    }

    /// Words the time for which all live claims of a position were given: if it is the same one, or if it
    /// is a running total, which says nothing without one.
    fn day_of(&self, comparison: &Comparison, position: &Position) -> Option<Shown> {
        let claims = self.live_claims(position);
        let mut times: Vec<&AsOf> = claims
            .map(|claim| self.as_of(claim))
            .collect::<Option<_>>()?;
        times.sort_by_key(|time| (time.span.low(), time.span.high()));
        let (first, last) = (times.first()?, times.last()?);
        let [from, to] = [first, last].map(|time| self.day(comparison, time));
        if first.span == last.span {
            return Some(from);
        }
        let grows = self.attribute(comparison).over_time == OverTime::Grows;
        grows.then(|| shown!("{} to {}", date::before(&from, &to), to))
    }

    /// Words the time for which a claim was given.
    pub(super) fn day(&self, comparison: &Comparison, as_of: &AsOf) -> Shown {
        date::of_time(as_of, &self.attribute(comparison).zone)
    }

    /// Names the publishers in which a position's live claims were read, if these are not the speakers
    /// themselves; and counts the voices, if there are fewer than reports.
    fn read_in(&self, position: &Position) -> Shown {
        if self.publisher.is_some() {
            return Shown::default();
        }
        let relayed = self
            .live_claims(position)
            .filter(|claim| claim.publisher != claim.speaker);
        let publishers: BTreeSet<_> = relayed.map(|claim| claim.publisher).collect();
        if publishers.is_empty() {
            return Shown::default();
        }
        let names = publishers
            .iter()
            .map(|publisher| safe(&self.speaker(*publisher).short));
        shown!(
            " (in {}{})",
            name::list(names.collect()),
            self.voices(position)
        )
    }

    /// Says how many voices several reports are: ten outlets with one wire are one.
    fn voices(&self, position: &Position) -> Shown {
        let named = position
            .speakers
            .iter()
            .filter(|speaker| self.speaker(**speaker).unnamed_in.is_none());
        match (named.count(), position.reports) {
            (voices, reports) if reports <= position.speakers.len() || voices == 0 => {
                Shown::default()
            }
            (1, reports) => shown!(": {} reports, one voice", reports),
            (voices, reports) => shown!(": {} reports, {} voices", reports, voices),
        }
    }

    /// Returns the quote and the place of a position's first live claim.
    pub(super) fn quote_and_place(&self, position: &Position) -> [Cell; 2] {
        match self.live_claims(position).next() {
            Some(first) => [self.quote(first), self.place(first).into()],
            None => [Cell::from(""), Cell::from("")],
        }
    }

    /// Returns the quote of a claim in quotation marks, and where to read it; nothing if the claim has neither.
    pub(super) fn quote(&self, claim: &Claim) -> Cell {
        let details = self.report.details(claim);
        let quote = details.quote.map(|quote| shown!("“{}”", safe(&quote)));
        Cell::Lines(vec![CellLine {
            value: Shown::default(),
            text: quote.unwrap_or_default(),
            links: address::all(details.url.as_deref(), details.archived.as_deref()),
        }])
    }

    /// Returns the words of a claim's value.
    pub(super) fn written(&self, claim: &Claim) -> Shown {
        safe(&self.report.record[claim.value].written)
    }

    /// Writes a figure and what it counts: "761 survivors", "30 killed (confirmed)".
    pub(super) fn counted(&self, claim: &Claim) -> Shown {
        let record = &self.report.record;
        let label = safe(&record[claim.attribute].label);
        let scope = record[claim.value].scope.as_ref();
        let scope = scope.map(|scope| shown!(" ({})", safe(&scope.label)));
        shown!("{} {}{}", self.written(claim), label, scope)
    }

    /// Returns the meaning of a claim's value.
    pub(super) fn meaning(&self, claim: &Claim) -> &'r Meaning {
        &self.report.record[claim.value].meaning
    }

    /// Returns the time for which a claim was given.
    pub(super) fn as_of(&self, claim: &Claim) -> Option<&'r AsOf> {
        self.report.record.as_of(claim)
    }

    /// Returns file and line of a claim, without the folder of its topic.
    pub(super) fn place(&self, claim: &Claim) -> Shown {
        let record = &self.report.record;
        let folder = &record[record[claim.event].topic].folder;
        let name = self.report.files.name(claim.file);
        let inside = name
            .strip_prefix(folder.as_str())
            .and_then(|rest| rest.strip_prefix('/'));
        shown!(
            "{}:{}",
            safe(inside.unwrap_or(name)),
            record[claim.site].line
        )
    }
}

/// Returns the title of an event with its date: "Border clash, 11–12 Oct 2025".
pub(super) fn dated_title(title: &str, date: Option<&str>) -> Shown {
    let date = date.map(|date| shown!(", {}", date::of_edtf(date)));
    shown!("{}{}", safe(title), date)
}

/// Returns a count with the noun that fits it.
pub(super) fn counted(count: usize, one: &'static str, many: &'static str) -> Shown {
    shown!("{} {}", count, if count == 1 { one } else { many })
}

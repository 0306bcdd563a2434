//! The page that a person reads: sections of blocks of rows, built once for every format. Every text
//! from a claim file is made safe here.

use super::safe::safe;
use super::words;
use crate::code::Code;
use crate::compare::{Comparison, Held, Life, Outcome, Position};
use crate::finding::Detail;
use crate::model::{Attribute, Claim, Event, Kind, Meaning, PartyId, Speaker, SpeakerId};
use crate::report::Report;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The title and the counts.
    pub(super) head: Vec<String>,
    /// What follows.
    pub(super) sections: Vec<Section>,
}

/// A part of the page under one heading.
#[derive(Debug)]
pub(super) struct Section {
    /// The heading.
    pub(super) title: &'static str,
    /// A few words beside it.
    pub(super) note: String,
    /// Whether it is small print.
    pub(super) small: bool,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
}

/// A question, or a list, with rows of cells.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// What it is about; empty where the heading says it.
    pub(super) title: String,
    /// Where that happened.
    pub(super) event: String,
    /// The head of its columns, where they need one.
    pub(super) columns: Vec<&'static str>,
    /// Its rows.
    pub(super) rows: Vec<Vec<String>>,
    /// A line below the rows.
    pub(super) note: String,
}

/// Builds the page. With `detail` it has quotes, publishers, and file and line.
pub(super) fn page(report: &Report, detail: bool) -> Page {
    let builder = Builder { report, detail, publisher: only_publisher(report) };
    let sections = [
        builder.contradicted(),
        builder.check(),
        builder.losses(),
        builder.accused(),
        builder.agreed(),
        builder.history(),
        builder.single(),
        builder.unknown(),
    ];
    Page {
        head: builder.head(),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}

/// The publisher, where everything was read in one place.
fn only_publisher(report: &Report) -> Option<SpeakerId> {
    let claims = report.comparisons.iter().flat_map(|comparison| &comparison.question.claims);
    let mut publishers = claims.map(|claim| report.record.claims[claim.index()].publisher);
    let first = publishers.next()?;
    publishers.all(|publisher| publisher == first).then_some(first)
}

struct Builder<'a> {
    report: &'a Report,
    detail: bool,
    publisher: Option<SpeakerId>,
}

impl<'a> Builder<'a> {
    fn claim(&self, held: Held) -> &'a Claim {
        &self.report.record.claims[held.claim.index()]
    }

    fn attribute(&self, comparison: &Comparison) -> &'a Attribute {
        &self.report.record.attributes[comparison.question.attribute.index()]
    }

    fn event(&self, comparison: &Comparison) -> &'a Event {
        &self.report.record.events[comparison.question.event.index()]
    }

    fn speaker(&self, speaker: SpeakerId) -> &'a Speaker {
        &self.report.record.speakers[speaker.index()]
    }

    fn of(&self, outcome: Outcome) -> impl Iterator<Item = &'a Comparison> {
        self.report.comparisons.iter().filter(move |comparison| comparison.outcome == outcome)
    }

    fn head(&self) -> Vec<String> {
        let summary = self.report.summary();
        let mut topics: Vec<String> = Vec::new();
        for comparison in &self.report.comparisons {
            let topic = &self.report.record.topics[self.event(comparison).topic.index()];
            let title = safe(&topic.title).to_uppercase();
            if !topics.contains(&title) && !title.is_empty() {
                topics.push(title);
            }
        }
        let read = self.publisher.map(|publisher| {
            format!(" All of it read in one place: {}.", safe(&self.speaker(publisher).full))
        });
        let counts = [
            (summary.contradicted, "contradicted"),
            (summary.agreed, "agreed"),
            (summary.compatible, "compatible"),
            (summary.uncorroborated, "on one speaker's word"),
            (summary.unknown, "unknown"),
        ];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let mut head = topics;
        head.push(format!(
            "{}, {}, {}.{}",
            counted(summary.claims, "claim"),
            counted(summary.questions, "question"),
            counted(summary.speakers, "speaker"),
            read.unwrap_or_default()
        ));
        head.push(counts.join(" · "));
        if summary.errors + summary.warnings > 0 {
            let (errors, warnings) = (counted(summary.errors, "error"), counted(summary.warnings, "warning"));
            head.push(format!("{errors} and {warnings} in the files: `crosscheck check` tells which"));
        }
        head.retain(|line| !line.is_empty());
        head
    }

    fn contradicted(&self) -> Section {
        let blocks = self.of(Outcome::Contradicted).zip(1..).map(|(comparison, number)| {
            let attribute = self.attribute(comparison);
            let mut block = self.question(comparison);
            block.title = format!("{number}  {}", block.title);
            block.note = self.how_far(comparison, attribute);
            block
        });
        section("CONTRADICTED", "", blocks.collect())
    }

    /// The gap, and who contradicts only itself or is told differently.
    fn how_far(&self, comparison: &Comparison, attribute: &Attribute) -> String {
        let mut said: Vec<String> =
            comparison.farthest.iter().map(|farthest| words::apart(farthest, attribute.kind)).collect();
        for (speaker, pairs) in &comparison.own_pairs {
            let name = words::name(self.report, *speaker);
            if pairs.misquote > 0 {
                said.push(format!("{name} is told differently"));
            }
            if pairs.own > 0 {
                said.push(format!("{name} contradicts itself"));
            }
        }
        said.join("; ")
    }

    /// A question with a row for each position that somebody still holds.
    fn question(&self, comparison: &Comparison) -> Block {
        let live = comparison.positions.iter().filter(|position| position.is_live());
        Block {
            title: label(self.attribute(comparison)),
            event: event_title(self.event(comparison)),
            rows: live.map(|position| self.row(comparison, position)).collect(),
            ..Block::default()
        }
    }

    fn row(&self, comparison: &Comparison, position: &Position) -> Vec<String> {
        let attribute = self.attribute(comparison);
        let mut row =
            vec![Self::value(attribute, position), self.holders(position), self.stance(attribute, position)];
        if self.detail {
            let first = position.claims.first().map(|held| self.claim(*held));
            let quote = first.and_then(|claim| claim.quote.as_deref());
            row.push(quote.map(|quote| format!("“{}”", safe(quote))).unwrap_or_default());
            row.push(first.map(|claim| self.where_read(claim)).unwrap_or_default());
        }
        row
    }

    fn value(attribute: &Attribute, position: &Position) -> String {
        let unit = position.unit.as_deref().map(|unit| format!(" {}", safe(unit))).unwrap_or_default();
        let value = safe(&position.value);
        let plain = value.bytes().all(|byte| byte.is_ascii_digit());
        let value = match attribute.kind {
            Kind::Date => words::day(&value),
            _ if plain && value.len() > 4 => words::grouped(&value),
            _ => value,
        };
        format!("{value}{unit}")
    }

    fn holders(&self, position: &Position) -> String {
        let names = position.speakers.iter().map(|speaker| safe(&self.speaker(*speaker).full));
        words::list(names.collect())
    }

    /// Whether a side speaks of itself or of the other.
    fn stance(&self, attribute: &Attribute, position: &Position) -> String {
        let Some(harmed) = attribute.harms else { return String::new() };
        let parties: Vec<Option<PartyId>> =
            position.speakers.iter().map(|speaker| self.speaker(*speaker).party).collect();
        let own = parties.contains(&Some(harmed));
        let other = parties.iter().any(|party| party.is_some_and(|party| party != harmed));
        let words = match (attribute.kind, own, other, position.value.as_str()) {
            (Kind::Count | Kind::Amount, true, true, _) => "on both sides",
            (Kind::Count | Kind::Amount, true, false, _) => "on its own loss",
            (Kind::Count | Kind::Amount, false, true, _) => "on the other side's loss",
            (Kind::YesNo, true, _, "no") => "denies: the accused",
            (Kind::YesNo, true, _, "yes") => "admits: the accused",
            (Kind::YesNo, _, _, "no") => "denies",
            (Kind::YesNo, _, _, "yes") => "accuses",
            _ => "",
        };
        words.to_owned()
    }

    /// Where a claim was read, where that is not the same for all.
    fn where_read(&self, claim: &Claim) -> String {
        let elsewhere = self.publisher.is_none() && claim.publisher != claim.speaker;
        if elsewhere { format!("in {}", words::name(self.report, claim.publisher)) } else { String::new() }
    }

    fn check(&self) -> Section {
        let told = [
            Code::WeekdayMismatch,
            Code::Misquote,
            Code::SelfContradiction,
            Code::FallingTotal,
            Code::WithdrawnStillCited,
            Code::Strained,
        ];
        let findings = told.iter().flat_map(|code| self.report.findings_of(*code));
        let mut blocks: Vec<Block> = findings
            .map(|finding| {
                let places = finding.claims.iter().take(3).map(|claim| self.report.claim_name(*claim));
                let places: Vec<String> = places.map(|place| safe(&place)).collect();
                Block {
                    title: format!("!  {}", words::finding(self.report, finding)),
                    event: String::new(),
                    note: if self.detail { places.join(", ") } else { String::new() },
                    ..Block::default()
                }
            })
            .collect();
        blocks.extend(self.of(Outcome::Compatible).filter(|comparison| self.is_conditional(comparison)).map(
            |comparison| {
                let block = self.question(comparison);
                Block { title: format!("?  {}: not the same promise", block.title), ..block }
            },
        ));
        section("CHECK", "", blocks)
    }

    fn is_conditional(&self, comparison: &Comparison) -> bool {
        let conditional = |position: &Position| {
            let first = position.claims.first().map(|held| &self.claim(*held).value.meaning);
            position.is_live() && matches!(first, Some(Meaning::Range { apart: Some(_), .. }))
        };
        self.attribute(comparison).kind == Kind::YesNo && comparison.positions.iter().any(conditional)
    }

    fn losses(&self) -> Section {
        let mut blocks: Vec<Block> = Vec::new();
        for comparison in &self.report.comparisons {
            let attribute = self.attribute(comparison);
            let counts = matches!(attribute.kind, Kind::Count | Kind::Amount);
            let (Some(harmed), true) = (attribute.harms, counts) else { continue };
            let event = event_title(self.event(comparison));
            if blocks.last().is_none_or(|block| block.event != event) {
                let columns = vec!["", "the side that lost", "the other side", ""];
                blocks.push(Block { event, columns, ..Block::default() });
            }
            let side = |own: bool| self.said_by(comparison, |party| (party == Some(harmed)) == own);
            let clash = if comparison.outcome == Outcome::Contradicted { "≠" } else { "" };
            let row = vec![label(attribute), side(true), side(false), clash.to_owned()];
            blocks.last_mut().map(|block| block.rows.push(row)).unwrap_or_default();
        }
        section("LOSSES", "– = nobody from that side, in these files", blocks)
    }

    /// What speakers of some parties say on a question: "23 Pakistan's army".
    fn said_by(&self, comparison: &Comparison, party: impl Fn(Option<PartyId>) -> bool) -> String {
        let mut said = Vec::new();
        for position in comparison.positions.iter().filter(|position| position.is_live()) {
            let of_party = position.speakers.iter().filter(|speaker| party(self.speaker(**speaker).party));
            let names: Vec<String> = of_party.map(|speaker| words::name(self.report, *speaker)).collect();
            if !names.is_empty() {
                let value = Self::value(self.attribute(comparison), position);
                said.push(format!("{value}  {}", words::list(names)));
            }
        }
        if said.is_empty() { "–".to_owned() } else { said.join("; ") }
    }

    fn accused(&self) -> Section {
        let mut rows = Vec::new();
        for comparison in &self.report.comparisons {
            let attribute = self.attribute(comparison);
            let (Some(harmed), Kind::YesNo) = (attribute.harms, attribute.kind) else { continue };
            let live = || comparison.positions.iter().filter(|position| position.is_live());
            let answered = live()
                .flat_map(|position| &position.speakers)
                .any(|speaker| self.speaker(*speaker).party == Some(harmed));
            if let (Some(accusation), false) = (live().find(|position| position.value == "yes"), answered) {
                let party = safe(&self.report.record.parties[harmed.index()].full);
                rows.push(vec![party, label(attribute), self.short_holders(accusation)]);
            }
        }
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block { rows, ..Block::default() }] };
        section("ACCUSED, NO ANSWER IN THESE FILES", "", blocks)
    }

    fn short_holders(&self, position: &Position) -> String {
        let named = |speaker: &SpeakerId| words::name(self.report, *speaker);
        words::list(position.speakers.iter().map(named).collect())
    }

    fn agreed(&self) -> Section {
        let mut rows = Vec::new();
        for comparison in &self.report.comparisons {
            if !matches!(comparison.outcome, Outcome::Agreed | Outcome::Compatible) {
                continue;
            }
            let title =
                format!("{}: {}", safe(&self.event(comparison).title), label(self.attribute(comparison)));
            let sides = if comparison.outcome == Outcome::Agreed && comparison.parties.len() > 1 {
                format!(" ({} parties)", comparison.parties.len())
            } else {
                String::new()
            };
            let live = comparison.positions.iter().filter(|position| position.is_live());
            for (at, position) in live.enumerate() {
                let title = if at == 0 { title.clone() } else { String::new() };
                let value = Self::value(self.attribute(comparison), position);
                rows.push(vec![title, value, format!("{}{sides}", self.short_holders(position))]);
            }
        }
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block { rows, ..Block::default() }] };
        section("AGREED OR COMPATIBLE", "", blocks)
    }

    fn history(&self) -> Section {
        let mut rows = Vec::new();
        for finding in self.report.findings_of(Code::Revised) {
            if let Detail::Revised { .. } = finding.detail {
                rows.push(vec![words::finding(self.report, finding)]);
            }
        }
        for comparison in &self.report.comparisons {
            let held = comparison.positions.iter().flat_map(|position| &position.claims);
            for held in held.filter(|held| held.life == Life::Withdrawn) {
                let claim = self.claim(*held);
                rows.push(vec![format!(
                    "{} ({}): {} took {} back on {}",
                    label(self.attribute(comparison)),
                    safe(&self.event(comparison).title),
                    words::name(self.report, claim.speaker),
                    safe(&claim.value.written),
                    safe(claim.withdrawn.as_deref().unwrap_or_default())
                )]);
            }
        }
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block { rows, ..Block::default() }] };
        section("REVISED OR WITHDRAWN", "", blocks)
    }

    /// What rests on one speaker's word: by speaker, then by event.
    fn single(&self) -> Section {
        let mut blocks: Vec<(String, Block)> = Vec::new();
        let mut notes = 0;
        for comparison in self.of(Outcome::Uncorroborated) {
            let attribute = self.attribute(comparison);
            if is_shown_above(comparison, attribute) {
                continue;
            }
            for position in
                comparison.positions.iter().filter(|position| position.is_live() && !position.unknown)
            {
                let who = self.single_speaker(position);
                let at = blocks.iter().position(|(name, _)| *name == who).unwrap_or_else(|| {
                    let title = who.clone();
                    blocks.push((who.clone(), Block { title, ..Block::default() }));
                    blocks.len() - 1
                });
                self.add_fact(&mut blocks[at].1, comparison, position, &mut notes);
            }
        }
        let blocks = blocks.into_iter().map(|(_, block)| block).collect();
        Section {
            title: "ON ONE SPEAKER'S WORD",
            note: "losses and accusations above".to_owned(),
            small: true,
            blocks,
        }
    }

    fn single_speaker(&self, position: &Position) -> String {
        let name =
            words::list(position.speakers.iter().map(|speaker| safe(&self.speaker(*speaker).full)).collect());
        let unnamed = position.speakers.iter().all(|speaker| self.speaker(*speaker).unnamed_in.is_some());
        if unnamed { format!("{name}: counted as nobody's word, does not corroborate") } else { name }
    }

    /// Adds "When: 2021" to the event's row, and its note below the speaker's rows.
    fn add_fact(&self, block: &mut Block, comparison: &Comparison, position: &Position, notes: &mut usize) {
        let attribute = self.attribute(comparison);
        let note = position.claims.first().and_then(|held| self.claim(*held).note.as_deref());
        let mark = note.map(|note| {
            *notes += 1;
            let separator = if block.note.is_empty() { "" } else { "\n" };
            block.note += &format!("{separator}[{notes}] {}", safe(note));
            format!(" [{notes}]")
        });
        let value = Self::value(attribute, position);
        let fact = format!("{}: {value}{}", label(attribute), mark.unwrap_or_default());
        let event = safe(&self.event(comparison).title);
        match block.rows.iter_mut().find(|row| row[0] == event) {
            Some(row) => row[1] += &format!(" · {fact}"),
            None => block.rows.push(vec![event, fact]),
        }
    }

    fn unknown(&self) -> Section {
        let rows: Vec<Vec<String>> = self
            .of(Outcome::Unknown)
            .map(|comparison| vec![safe(&self.event(comparison).title), label(self.attribute(comparison))])
            .collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block { rows, ..Block::default() }] };
        Section { title: "UNKNOWN", note: "nobody gives a value that stands".to_owned(), small: true, blocks }
    }
}

/// Whether a question stands among the losses, or among the accusations.
fn is_shown_above(comparison: &Comparison, attribute: &Attribute) -> bool {
    match attribute.kind {
        Kind::Count | Kind::Amount => attribute.harms.is_some(),
        Kind::YesNo => {
            let accused = |position: &Position| position.is_live() && position.value == "yes";
            attribute.harms.is_some() && comparison.positions.iter().any(accused)
        }
        Kind::Date | Kind::Text | Kind::Names | Kind::Statement => false,
    }
}

fn section(title: &'static str, note: &str, blocks: Vec<Block>) -> Section {
    Section { title, note: note.to_owned(), small: false, blocks }
}

fn label(attribute: &Attribute) -> String {
    safe(&attribute.label)
}

fn event_title(event: &Event) -> String {
    let date = event.date.as_deref().map(|date| format!(", {}", words::day(date))).unwrap_or_default();
    format!("{}{date}", safe(&event.title))
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

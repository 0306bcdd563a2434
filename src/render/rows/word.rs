//! What rests on one speaker's word: by speaker, then by event.

use std::collections::BTreeMap;

use super::super::safe::safe;
use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use super::{accused, losses};
use crate::compare::{Comparison, Outcome};
use crate::model::{SpeakerId, TopicId};

/// The questions that rest on one speaker, by topic and speaker, in the order of the page.
type BySpeaker<'d> = Vec<(TopicId, SpeakerId, Vec<&'d Comparison>)>;

pub(super) fn section(desk: &mut Desk<'_>) -> Section {
    let groups = by_speaker(desk);
    let shown: usize = groups.iter().map(|(_, _, questions)| questions.len()).sum();
    let (mut blocks, mut topic) = (Vec::new(), None);
    for (_, speaker, questions) in groups {
        blocks.extend(
            questions
                .first()
                .and_then(|first| desk.topic(&mut topic, first)),
        );
        blocks.push(Block::Group(heading(desk, speaker)));
        let of_one_event =
            |left: &&Comparison, right: &&Comparison| left.question.event == right.question.event;
        let rows = questions
            .chunk_by(of_one_event)
            .map(|questions| row(desk, questions, speaker))
            .collect();
        blocks.push(Block::Rows(Shape::Word, rows));
    }
    Section {
        heading: "ON ONE SPEAKER'S WORD",
        aside: aside(desk, shown),
        small: true,
        blocks,
    }
}

fn aside(desk: &Desk<'_>, shown: usize) -> String {
    let all = desk.report.summary().uncorroborated;
    if shown == all {
        return format!("{all}");
    }
    format!("{shown}, with losses and accusations above: {all}")
}

fn by_speaker<'r>(desk: &Desk<'r>) -> BySpeaker<'r> {
    let mut groups: BySpeaker<'r> = Vec::new();
    let mut places: BTreeMap<(TopicId, SpeakerId), usize> = BTreeMap::new();
    let alone = desk
        .comparisons()
        .iter()
        .filter(|shown| shown.outcome == Outcome::Uncorroborated);
    let told =
        |shown: &&Comparison| losses::is_loss(desk, shown) || accused::is_unanswered(desk, shown);
    for comparison in alone.filter(|shown| !told(shown)) {
        let Some(speaker) = speaker(desk, comparison) else {
            continue;
        };
        let topic = desk.event(comparison).topic;
        let place = *places.entry((topic, speaker)).or_insert_with(|| {
            groups.push((topic, speaker, Vec::new()));
            groups.len() - 1
        });
        groups[place].2.push(comparison);
    }
    // Unnamed speakers last: theirs is nobody's word.
    groups.sort_by_key(|(topic, speaker, _)| (*topic, desk.speaker(*speaker).unnamed_in.is_some()));
    groups
}

/// The speaker whose word it is; an unnamed one where there is no other.
fn speaker(desk: &Desk<'_>, comparison: &Comparison) -> Option<SpeakerId> {
    let live = || {
        comparison
            .positions
            .iter()
            .flat_map(|position| position.speakers.iter().copied())
    };
    live()
        .find(|speaker| desk.speaker(*speaker).unnamed_in.is_none())
        .or_else(|| live().next())
}

fn heading(desk: &Desk<'_>, speaker: SpeakerId) -> String {
    let name = safe(&desk.speaker(speaker).full);
    if desk.speaker(speaker).unnamed_in.is_some() {
        return format!("{name} (unnamed): counted as nobody's word; does not corroborate");
    }
    let relays = desk.relays.contains(&speaker);
    if relays {
        format!("{name}, in its own voice")
    } else {
        name
    }
}

fn row(desk: &mut Desk<'_>, questions: &[&Comparison], speaker: SpeakerId) -> Row {
    let event = questions
        .first()
        .map(|first| safe(&desk.event(first).title))
        .unwrap_or_default();
    let facts: Vec<String> = questions
        .iter()
        .map(|question| fact(desk, question, speaker))
        .collect();
    Row::new([event, facts.join(" · ")])
}

/// "When: 2021 [1]", and who else says so without counting.
fn fact(desk: &mut Desk<'_>, comparison: &Comparison, speaker: SpeakerId) -> String {
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    let mut values = Vec::new();
    for position in live {
        let others = position.speakers.iter().filter(|other| **other != speaker);
        let others: Vec<_> = others
            .map(|other| words::name(desk.report, *other))
            .collect();
        let also = if others.is_empty() {
            String::new()
        } else {
            format!(" (also {})", words::list(others))
        };
        let publisher = elsewhere(desk, position);
        values.push(format!(
            "{}{also}{publisher}",
            desk.noted(comparison, position)
        ));
    }
    format!("{}: {}", desk.label(comparison), values.join("; "))
}

/// Where it was read, unless that was said in the head.
fn elsewhere(desk: &Desk<'_>, position: &crate::compare::Position) -> String {
    let relayed = desk
        .live(position)
        .find(|claim| claim.publisher != claim.speaker);
    let relayed = relayed.filter(|_| desk.publisher.is_none());
    relayed
        .map(|claim| format!(" (in {})", words::name(desk.report, claim.publisher)))
        .unwrap_or_default()
}

//! Questions that rest on one speaker's word: by speaker, then by event.

use std::collections::BTreeMap;

use super::bound;
use super::context::PageContext;
use super::footnotes::Footnotes;
use super::layout::{Block, Cells, Column, Columns, Emphasis, Section};
use super::outline::Outline;
use super::{accused, losses};
use crate::compare::{Comparison, Outcome, Position};
use crate::model::{SpeakerId, TopicId};
use crate::phrase::name;
use crate::safe::{Shown, safe, shown};

/// An event, and what one speaker says of it.
static EVENTS: Columns<2> = Columns::new(4, [Column::TEXT; 2]);

/// The questions of a topic that rest on one speaker, in the order of the page.
struct SpeakerGroup<'r> {
    topic: TopicId,
    speaker: SpeakerId,
    questions: Vec<&'r Comparison>,
}

/// Makes the section of the questions that rest on one speaker, without those shown elsewhere.
pub(super) fn section(context: &PageContext<'_>, notes: &mut Footnotes) -> Section {
    let (groups, more) = groups(context);
    let shown = groups.iter().map(|group| group.questions.len());
    let shown = shown.sum::<usize>() + more;
    let mut outline = Outline::new(context);
    for SpeakerGroup {
        speaker, questions, ..
    } in groups
    {
        if let Some(first) = questions.first() {
            outline.topic(first);
        }
        outline.push(Block::Group(heading(context, speaker)));
        let rows = questions
            .chunk_by(|left, right| left.question.event == right.question.event)
            .map(|questions| row(context, notes, questions, speaker));
        outline.push(EVENTS.table(rows));
    }
    outline.extend(bound::more_below(more));
    Section::new("ON ONE SPEAKER'S WORD", outline.into_blocks())
        .with_aside(aside(context, shown))
        .with_emphasis(Emphasis::Small)
}

fn aside(context: &PageContext<'_>, shown: usize) -> Shown {
    let all = context.report.summary().uncorroborated;
    if shown == all {
        return shown!("{}", all);
    }
    shown!("{}, with losses and accusations above: {}", shown, all)
}

/// Groups the first questions by topic and speaker, and counts the others. Unnamed speakers come last:
/// theirs is nobody's word.
fn groups<'r>(context: &PageContext<'r>) -> (Vec<SpeakerGroup<'r>>, usize) {
    let mut groups: Vec<SpeakerGroup<'r>> = Vec::new();
    let mut places: BTreeMap<(TopicId, SpeakerId), usize> = BTreeMap::new();
    let comparisons = context.comparisons().iter();
    let mut on_one_word = comparisons
        .filter(|comparison| {
            comparison.outcome == Outcome::Uncorroborated && !is_shown_above(context, comparison)
        })
        .filter_map(|comparison| Some((comparison, speaker(context, comparison)?)));
    for (comparison, speaker) in on_one_word.by_ref().take(bound::MOST_QUESTIONS) {
        let topic = context.event(comparison).topic;
        let place = *places.entry((topic, speaker)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(SpeakerGroup {
                topic,
                speaker,
                questions: Vec::new(),
            });
        }
        groups[place].questions.push(comparison);
    }
    let more = on_one_word.count();
    groups.sort_by_key(|group| {
        let unnamed = context.speaker(group.speaker).unnamed_in.is_some();
        (group.topic, unnamed)
    });
    (groups, more)
}

fn is_shown_above(context: &PageContext<'_>, comparison: &Comparison) -> bool {
    losses::is_loss(context, comparison) || accused::is_unanswered(context, comparison)
}

/// Returns the speaker whose word it is: an unnamed one if there is no other.
fn speaker(context: &PageContext<'_>, comparison: &Comparison) -> Option<SpeakerId> {
    let speakers = comparison
        .positions
        .iter()
        .flat_map(|position| position.speakers.iter().copied());
    speakers
        .clone()
        .find(|speaker| context.speaker(*speaker).unnamed_in.is_none())
        .or_else(|| speakers.clone().next())
}

fn heading(context: &PageContext<'_>, speaker: SpeakerId) -> Shown {
    let name = safe(&context.speaker(speaker).full);
    if context.speaker(speaker).unnamed_in.is_some() {
        shown!(
            "{} (unnamed): counted as nobody's word; does not corroborate",
            name
        )
    } else if context.relays.contains(&speaker) {
        shown!("{}, in its own voice", name)
    } else {
        name
    }
}

fn row(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    questions: &[&Comparison],
    speaker: SpeakerId,
) -> Cells<2> {
    let event = questions
        .first()
        .map(|first| context.event_title(first))
        .unwrap_or_default();
    let facts = questions
        .iter()
        .map(|question| fact(context, notes, question, speaker));
    Cells::new([event, Shown::join(facts, " · ")])
}

/// "When: 2021 [1]", and who else says so without counting.
fn fact(
    context: &PageContext<'_>,
    notes: &mut Footnotes,
    comparison: &Comparison,
    speaker: SpeakerId,
) -> Shown {
    let live = comparison
        .positions
        .iter()
        .filter(|position| position.is_live() && !position.unknown);
    let values = live.map(|position| {
        shown!(
            "{}{}{}",
            notes.value(context, comparison, position),
            others(context, position, speaker),
            read_in(context, position)
        )
    });
    let values = bound::first_values(values.collect());
    shown!("{}: {}", context.label(comparison), values)
}

/// Names the other speakers who hold a position.
fn others(context: &PageContext<'_>, position: &Position, speaker: SpeakerId) -> Option<Shown> {
    let others = position.speakers.iter().filter(|other| **other != speaker);
    let others: Vec<Shown> = others.map(|other| context.name(*other)).collect();
    (!others.is_empty()).then(|| shown!(" (also {})", name::list(others)))
}

/// Names the publisher in which a position was read, unless the head of the page does.
fn read_in(context: &PageContext<'_>, position: &Position) -> Option<Shown> {
    let mut live = context.live_claims(position);
    let relayed = live.find(|claim| claim.publisher != claim.speaker);
    let relayed = relayed.filter(|_| context.publisher.is_none());
    relayed.map(|claim| shown!(" (in {})", context.name(claim.publisher)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    fn on_one_word(context: &PageContext<'_>) -> Section {
        section(context, &mut Footnotes::default())
    }

    #[test]
    fn questions_are_shown_by_speaker_and_event() {
        for (claims, expected) in [
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 24 | blue-army",
                ][..],
                &[][..],
            ),
            // Losses and accusations are shown elsewhere.
            (
                &[
                    "ford | killed | 23 | red-army",
                    "ford | shot-first | true | red-army",
                ],
                &[],
            ),
            (
                &[
                    "ford | guns | 23 | red-army | note = 'seen'",
                    "ford | mortars | 5 | red-army",
                    "bridge | guns | 7 | red-army",
                    "ford | rain | 7 | blue-army",
                ],
                &[
                    "= The Blue Army",
                    "Ford | Rain: 7 mm",
                    "= The Red Army",
                    "Ford | guns: 23 [1] · mortars: 5",
                    "Bridge | guns: 7",
                ],
            ),
            (
                &[
                    "ford | guns | 23 | red-army",
                    "ford | guns | 23 | observers | withdrawn = 2025-05-03",
                ],
                &["= The Red Army", "Ford | guns: 23"],
            ),
        ] {
            check(on_one_word, claims, expected);
        }
    }
}

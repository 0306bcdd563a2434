//! How each speaker fares, in counts.

use super::super::safe::safe;
use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::sources::{Sources, Track};

pub(super) fn section(desk: &Desk<'_>, sources: &Sources) -> Section {
    let mut blocks = Vec::new();
    if !sources.tracks.is_empty() {
        let rows = sources
            .tracks
            .iter()
            .map(|track| row(desk, track))
            .collect();
        blocks.push(Block::Rows(Shape::Track, rows));
    }
    match sources.unnamed {
        0 => {}
        1 => blocks.push(line("1 claim of an unnamed speaker is in no row.")),
        many => blocks.push(line(&format!(
            "{many} claims of unnamed speakers are in no row."
        ))),
    }
    let aside = "against = contradicts another; itself = contradicts itself".to_owned();
    Section {
        heading: "SPEAKERS",
        aside,
        small: false,
        blocks,
    }
}

fn line(text: &str) -> Block {
    Block::Line {
        text: text.to_owned(),
        place: String::new(),
    }
}

/// An empty cell is none.
fn row(desk: &Desk<'_>, track: &Track) -> Row {
    let counts = [
        track.claims,
        track.questions,
        track.agrees,
        track.alone,
        track.contradicts,
        track.itself,
        track.revised,
        track.withdrawn,
    ];
    let counts = counts.map(|count| {
        if count == 0 {
            String::new()
        } else {
            words::grouped(&count.to_string())
        }
    });
    let side = desk
        .speaker(track.speaker)
        .party
        .map(|party| desk.party(party))
        .unwrap_or_default();
    Row::new(
        [safe(&desk.speaker(track.speaker).short), side]
            .into_iter()
            .chain(counts),
    )
}

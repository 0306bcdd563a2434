//! How each speaker fares, in counts.

use super::context::PageContext;
use super::layout::{Block, Cells, Column, Columns, Narrow, Section};
use crate::phrase::number;
use crate::safe::{Shown, safe, shown};
use crate::sources::{Sources, Track};

/// A speaker, its side, and counts.
static COUNTS: Columns<10> = Columns::new(
    4,
    [
        Column::TEXT,
        Column::TEXT.headed("side").if_narrow(Narrow::Hide),
        Column::count("claims"),
        Column::count("questions"),
        Column::count("agrees"),
        Column::count("alone"),
        Column::count("against"),
        Column::count("itself"),
        Column::count("revised"),
        Column::count("withdrawn").if_narrow(Narrow::Hide),
    ],
);

/// Makes the section of the speakers.
pub(super) fn section(context: &PageContext<'_>, sources: &Sources) -> Section {
    let mut blocks = Vec::new();
    if !sources.tracks.is_empty() {
        let rows = sources.tracks.iter().map(|track| row(context, track));
        blocks.push(COUNTS.table(rows));
    }
    blocks.extend(unnamed(sources.unnamed).map(Block::remark));
    Section::new("SPEAKERS", blocks)
        .with_aside("against = contradicts another; itself = contradicts itself")
}

fn unnamed(claims: usize) -> Option<Shown> {
    match claims {
        0 => None,
        1 => Some("1 claim of an unnamed speaker is in no row.".into()),
        many => Some(shown!("{} claims of unnamed speakers are in no row.", many)),
    }
}

fn row(context: &PageContext<'_>, track: &Track) -> Cells<10> {
    let speaker = context.speaker(track.speaker);
    let side = speaker.party.map(|party| context.party(party));
    Cells::new([
        safe(&speaker.short),
        side.unwrap_or_default(),
        count(track.claims),
        count(track.questions),
        count(track.agrees),
        count(track.alone),
        count(track.contradicts),
        count(track.itself),
        count(track.revised),
        count(track.withdrawn),
    ])
}

/// Words a count. An empty cell is none.
fn count(count: usize) -> Shown {
    if count == 0 {
        Shown::default()
    } else {
        number::grouped(count)
    }
}

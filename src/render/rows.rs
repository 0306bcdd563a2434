//! The page that every reader-facing format shows: built once from a report, as plain data. What to
//! say and in which order is decided here; how it looks is left to the format. Every string from a
//! file has been made safe.

mod accused;
mod added;
mod agreed;
mod check;
mod contradicted;
mod crux;
pub(super) mod dates;
mod desk;
pub(super) mod diff;
mod head;
mod leaning;
mod losses;
mod revised;
mod sums;
mod track;
mod unknown;
mod word;

use crate::crux::Crux;
use crate::diff::Diff;
use crate::model::ClaimId;
use crate::report::Report;
use crate::sources::Sources;
use desk::Desk;

/// A whole report, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// The titles of the topics, in capitals.
    pub(super) titles: Vec<String>,
    /// What the report rests on, and what came out.
    pub(super) head: Vec<String>,
    /// The sections, none of them empty.
    pub(super) sections: Vec<Section>,
}

/// A part of the page with a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// Its heading.
    pub(super) heading: &'static str,
    /// What the reader needs to know about it, beside the heading. May be empty.
    pub(super) aside: String,
    /// Whether it is there only for completeness, and may be shown small.
    pub(super) small: bool,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// The title of a topic, where there are several.
    Topic(String),
    /// What the rows below have in common: an event, or a speaker.
    Group(String),
    /// A question of its own.
    Title {
        /// Its number, or a sign.
        mark: String,
        /// What is asked, or what was found.
        text: String,
        /// The event.
        event: String,
    },
    /// Rows of one shape.
    Rows(Shape, Vec<Row>),
    /// A sentence about what stands above it.
    Line {
        /// The sentence.
        text: String,
        /// The file and line it speaks of. May be empty.
        place: String,
    },
    /// What a claim's value could not say.
    Note(usize, String),
}

/// Which cells a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Value, who holds it, what it means for them, the quote, file and line.
    Positions,
    /// What was lost; value and speaker on the side that lost, on the other, on none; a sign.
    Losses,
    /// Who is accused, of what, by whom, in which event.
    Accused,
    /// What is asked, the value, who gives it.
    Agreed,
    /// What is asked, what follows for it, and from what.
    Implied,
    /// What is asked, who changed it, and how.
    Revised,
    /// An event, and what one speaker says of it.
    Word,
    /// What is asked, and who was asked.
    Unknown,
    /// What was lost; value and speakers of the other side's claim, of the concession; which way it
    /// leans, and how many times it is.
    Leaning,
    /// A speaker, its side, and counts.
    Track,
    /// A number, a value, what is asked, who says so, how many contradictions go, how many stay, and
    /// whether the question is settled.
    Crux,
    /// File and line of a claim, where it was read, and the quote.
    Telling,
    /// How a new claim stands to a position, the position's value, who holds it.
    Standing,
    /// A speaker, and what became of its values.
    Moves,
    /// What is asked, what comes out, and who came and left.
    Changed,
    /// A sign, and a sentence.
    Remarks,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its cells, as many as its shape has columns.
    pub(super) cells: Vec<String>,
    /// Whether its values contradict another row's or each other.
    pub(super) hot: bool,
}

impl Row {
    fn new(cells: impl IntoIterator<Item = String>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            hot: false,
        }
    }
}

impl Shape {
    /// The headings of its columns; empty where the rows speak for themselves.
    pub(super) fn header(self) -> &'static [&'static str] {
        match self {
            Self::Positions => &["", "", "", "", ""],
            Self::Losses => &[
                "",
                "the side that lost",
                "",
                "the other side",
                "",
                "others",
                "",
                "",
            ],
            Self::Accused => &["", "", "", ""],
            Self::Agreed
            | Self::Implied
            | Self::Revised
            | Self::Telling
            | Self::Standing
            | Self::Changed => &["", "", ""],
            Self::Word | Self::Unknown | Self::Moves | Self::Remarks => &["", ""],
            Self::Leaning => &["", "claimed", "", "conceded", "", "", ""],
            Self::Track => &[
                "",
                "side",
                "claims",
                "questions",
                "agrees",
                "alone",
                "against",
                "itself",
                "revised",
                "withdrawn",
            ],
            Self::Crux => &["", "", "", "", "clears", "leaves", ""],
        }
    }

    /// The columns for which only a wide page has room.
    pub(super) fn roomy(self) -> &'static [usize] {
        match self {
            Self::Positions => &[3, 4],
            Self::Accused => &[3],
            Self::Leaning => &[2, 4],
            Self::Track => &[1, 9],
            Self::Telling => &[0, 2],
            _ => &[],
        }
    }

    /// The columns with counts: set to the right, and as wide as their headings.
    pub(super) fn counts(self) -> &'static [usize] {
        match self {
            Self::Track => &[2, 3, 4, 5, 6, 7, 8, 9],
            Self::Crux => &[4, 5],
            _ => &[],
        }
    }

    /// The columns with values, which stand out where they contradict.
    pub(super) fn values(self) -> &'static [usize] {
        match self {
            Self::Positions => &[0],
            Self::Standing => &[1],
            Self::Losses => &[1, 3, 5, 7],
            Self::Leaning => &[1, 3],
            _ => &[],
        }
    }
}

impl Page {
    /// Words a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut desk = Desk::new(report);
        let sections = [
            contradicted::section(&mut desk),
            sums::section(&desk),
            sums::implied(&desk),
            check::section(&mut desk),
            losses::section(&mut desk),
            accused::section(&mut desk),
            agreed::section(&mut desk),
            revised::section(&desk),
            word::section(&mut desk),
            unknown::section(&desk),
            desk.notes(),
        ];
        Self {
            titles: head::titles(&desk),
            head: head::lines(&desk),
            sections: sections
                .into_iter()
                .filter(|section| !section.blocks.is_empty())
                .collect(),
        }
    }

    /// Words who leans where, and how each speaker fares.
    pub(super) fn of_sources(report: &Report, sources: &Sources) -> Self {
        let desk = Desk::new(report);
        let sections = [
            leaning::section(&desk, sources),
            track::section(&desk, sources),
        ];
        Self {
            titles: head::titles(&desk),
            head: head::basis(&desk),
            sections: sections
                .into_iter()
                .filter(|section| !section.blocks.is_empty())
                .collect(),
        }
    }

    /// Words what new claims mean, and how they stand to what others say.
    pub(super) fn of_added(report: &Report, claims: &[ClaimId]) -> Self {
        let section = added::section(&Desk::new(report), claims);
        Self {
            titles: Vec::new(),
            head: Vec::new(),
            sections: vec![section],
        }
    }

    /// Words what to check first.
    pub(super) fn of_crux(report: &Report, crux: &Crux) -> Self {
        let desk = Desk::new(report);
        let mut head = head::basis(&desk);
        let section = crux::section(&desk, crux);
        if crux.groups.is_empty() {
            head.push("Nothing contradicts.".to_owned());
        }
        let sections = [section]
            .into_iter()
            .filter(|section| !section.blocks.is_empty());
        Self {
            titles: head::titles(&desk),
            head,
            sections: sections.collect(),
        }
    }

    /// Words what changed.
    pub(super) fn of_diff(diff: &Diff<'_>) -> Self {
        let sections = diff::sections(diff).into_iter();
        Self {
            titles: Vec::new(),
            head: diff::head(diff),
            sections: sections
                .filter(|section| !section.blocks.is_empty())
                .collect(),
        }
    }
}

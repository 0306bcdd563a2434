//! What a message consists of.

use crate::accounts::Asked;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::files::{Files, LineColumn, Span};
use crate::safe::{Shown, safe, shown};

/// No more other places than this are named in words.
const MOST_NAMED: usize = 10;

/// A diagnostic or a finding, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Its kind, with the severity.
    pub(crate) code: Code,
    /// What it is about.
    pub(crate) scope: Scope,
    /// What is wrong, or what was found, in one sentence.
    pub(crate) title: Shown,
    /// What an editor wrote on it.
    pub(crate) notes: Vec<Shown>,
    /// Where the claims that are shown can be read. For formats that do not link.
    pub(crate) addresses: Vec<Shown>,
    /// What to do about it.
    pub(crate) help: Shown,
    /// The places: first where it is, then the others that have to do with it.
    pub(crate) labels: Vec<Label>,
    /// How many more places there are.
    pub(crate) left_out: usize,
    /// Nothing is left to be done about it.
    pub(crate) settled: bool,
}

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// A file, by its path from the working folder.
    File(String),
    /// A question.
    Question(Asked),
}

/// A place in a file, and what it has to do with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The place.
    pub(crate) place: Place,
    /// Whose word it is, or why it matters. May be empty.
    pub(crate) words: Shown,
}

impl Message {
    /// Returns its sentences: the title, what an editor wrote, and the help.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &Shown> {
        std::iter::once(&self.title)
            .chain(&self.notes)
            .chain(std::iter::once(&self.help))
    }

    /// Returns the first place.
    pub(crate) fn primary(&self) -> Option<&Label> {
        self.labels.first()
    }

    /// Returns the places after the first one.
    pub(crate) fn others(&self) -> &[Label] {
        self.labels.get(1..).unwrap_or_default()
    }

    /// Returns its text, in lines, for formats that show the places themselves.
    pub(crate) fn text(&self) -> Shown {
        let mut text = self.sentences_with_help();
        push_more(&mut text, self.left_out);
        text
    }

    /// Returns its text with the other places in words, for formats that show one place only.
    pub(crate) fn text_with_places(&self, files: &Files) -> Shown {
        let mut text = self.sentences_with_help();
        let others = self.others();
        for label in others.iter().take(MOST_NAMED) {
            text.push(shown!("\nsee also {}", label.in_words(files)));
        }
        push_more(
            &mut text,
            others.len().saturating_sub(MOST_NAMED) + self.left_out,
        );
        text
    }

    fn sentences_with_help(&self) -> Shown {
        let mut text = self.title.clone();
        for note in &self.notes {
            text.push(shown!("\n{}", note));
        }
        text.push(shown!("\nhelp: {}", self.help));
        text
    }
}

/// Appends how many more places there are, if there are any.
fn push_more(text: &mut Shown, more: usize) {
    if more > 0 {
        text.push(shown!("\nand {} more places", more));
    }
}

impl Label {
    /// Labels a span.
    pub(crate) fn at(span: Span, words: Shown) -> Self {
        Self {
            place: Place::At(span),
            words,
        }
    }

    /// Returns the path of its file from the working folder. It is raw: a format has to escape it.
    pub(crate) fn path(&self, files: &Files) -> String {
        match &self.place {
            Place::Unread(name, _) => files.path_of_unread(name),
            Place::At(span) => files.path(span.file),
        }
    }

    /// Returns where it begins, and the position after its end. A file that was not read has at most the
    /// position at which reading stopped.
    pub(crate) fn region(&self, files: &Files) -> Option<(LineColumn, LineColumn)> {
        match self.place {
            Place::Unread(_, at) => at.map(|at| (at, at)),
            Place::At(span) => Some((files.position(span), files.end(span))),
        }
    }

    /// Writes the place and its words: "claims/a.toml:3:9 (Army)".
    pub(crate) fn in_words(&self, files: &Files) -> Shown {
        let at = self
            .region(files)
            .map(|(first, _)| shown!(":{}:{}", first.line, first.column));
        let words = (!self.words.is_empty()).then(|| shown!(" ({})", self.words));
        shown!("{}{}{}", safe(&self.path(files)), at, words)
    }
}

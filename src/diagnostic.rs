//! What is wrong with a file of ours: data only, each renderer shows it in its own way.

use crate::code::Code;
use crate::files::Span;

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault it is; the code also says how much it weighs.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where it is.
    pub place: Place,
    /// Other places that have to do with it, and what stands there.
    pub also: Vec<(Span, String)>,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a file that could not be read as text: its name, relative to the folder that was named,
    /// and the line and column where reading stopped, where that is known.
    Unread(String, Option<crate::files::Position>),
    /// At a place in a text.
    At(Span),
}

impl Diagnostic {
    /// A fault at a place in a text.
    pub fn at(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, message, help, place: Place::At(span), also: Vec::new() }
    }

    /// The same fault with another place that has to do with it.
    #[must_use]
    pub fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.also.push((span, label.into()));
        self
    }
}

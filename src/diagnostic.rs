//! What is wrong with a file of ours: data only, each renderer shows it in its own way.

use crate::code::Code;
use crate::files::Span;

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// Which kind of fault it is; the code also says how much it weighs.
    pub(crate) code: Code,
    /// What is wrong.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: String,
    /// Where it is.
    pub(crate) place: Place,
    /// Other places that have to do with it, and what stands there.
    pub(crate) also: Vec<(Span, String)>,
    /// What to put in its place, where that is plain: an editor can do it at a word.
    pub(crate) suggestion: Option<Suggestion>,
}

/// A stretch of text that may be replaced by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// What is replaced.
    pub(crate) span: Span,
    /// What stands there afterwards, as TOML.
    pub(crate) text: String,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In a file that could not be read as text: its name, relative to the folder that was named,
    /// and the line and column where reading stopped, where that is known.
    Unread(String, Option<crate::files::LineColumn>),
    /// At a place in a text.
    At(Span),
}

impl Diagnostic {
    /// Returns a fault at a place in a text.
    pub(crate) fn at(
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let (message, help) = (message.into(), help.into());
        Self {
            code,
            message,
            help,
            place: Place::At(span),
            also: Vec::new(),
            suggestion: None,
        }
    }

    /// Returns the same fault with another place that has to do with it.
    #[must_use]
    pub(crate) fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.also.push((span, label.into()));
        self
    }

    /// Adds a name to put in place of one that nothing knows, if it needs no quotation marks.
    #[must_use]
    pub(crate) fn with_name(self, span: Span, near: Option<&str>) -> Self {
        let suggestion = near
            .filter(|near| near.chars().all(is_bare))
            .map(|near| Suggestion {
                span,
                text: near.to_owned(),
            });
        Self {
            suggestion: suggestion.or(self.suggestion),
            ..self
        }
    }

    /// Adds a text to put in its place, in quotation marks, if it needs no escapes.
    #[must_use]
    pub(crate) fn with_text(self, span: Span, near: Option<&str>) -> Self {
        let suggestion = near
            .filter(|near| !near.contains(needs_escape))
            .map(|near| Suggestion {
                span,
                text: format!("\"{near}\""),
            });
        Self {
            suggestion: suggestion.or(self.suggestion),
            ..self
        }
    }
}

/// Returns true if a key can have a letter without quotation marks.
fn is_bare(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// Returns true if a letter must be escaped between quotation marks.
fn needs_escape(letter: char) -> bool {
    letter.is_control() || matches!(letter, '"' | '\\')
}

//! What is wrong with some words, before it is known at how many places they are.

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::wording::Problem;
use crate::wording::fold::slug;

/// What is wrong with some words, wherever they are.
#[derive(Debug, Clone)]
pub(super) struct Complaint {
    code: Code,
    message: String,
    help: String,
    /// The text that may be meant.
    near: Option<String>,
    /// True if it is said once for all places, with their count.
    once: bool,
}

impl Complaint {
    pub(super) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            near: None,
            once: false,
        }
    }

    /// Returns the same complaint, said once for all places that have the words.
    pub(super) fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Returns what tells this complaint from others, if it is said once for all places.
    pub(super) fn said_once(&self) -> Option<&str> {
        self.once.then_some(&*self.message)
    }

    /// Returns what to say of a value that cannot be read.
    pub(super) fn from_problem(problem: Problem) -> Self {
        Self::new(Code::BadValue, problem.what, problem.help)
    }

    /// Returns what to say of an id that no `[[table]]` declares, with the nearest one that is declared.
    pub(super) fn unknown(code: Code, table: &str, id: &str, near: Option<&str>) -> Self {
        let declare = format!("eclare it: [[{table}]] with id = \"{}\"", slug(id));
        let help = match near {
            Some(near) => format!("did you mean `{near}`? Else d{declare}"),
            None => format!("d{declare}"),
        };
        let complaint = Self::new(code, format!("no [[{table}]] has the id “{id}”"), help);
        Self {
            near: near.map(str::to_owned),
            ..complaint
        }
    }

    /// Returns the diagnostic at a place that has not the words themselves.
    pub(super) fn beside(&self, span: Span) -> Diagnostic {
        Diagnostic::at(self.code, span, self.message.clone(), self.help.clone())
    }

    /// Returns the diagnostic at the words, with what to put in their place.
    pub(super) fn at(&self, span: Span) -> Diagnostic {
        self.beside(span).with_text(span, self.near.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::FileId;

    #[test]
    fn a_near_id_is_suggested_at_the_words_only() {
        let span = Span::new(FileId::at(0), 3..7);
        let complaint = Complaint::unknown(Code::UnknownEvent, "event", "Clush", Some("clash"));
        let diagnostic = complaint.at(span);
        assert_eq!(diagnostic.message, "no [[event]] has the id “Clush”");
        assert_eq!(
            diagnostic.help,
            "did you mean `clash`? Else declare it: [[event]] with id = \"clush\""
        );
        assert!(diagnostic.suggestion.is_some());
        assert_eq!(complaint.beside(span).suggestion, None);
        let alone = Complaint::unknown(Code::UnknownEvent, "event", "clash", None).at(span);
        assert_eq!(alone.help, "declare it: [[event]] with id = \"clash\"");
        assert_eq!(alone.suggestion, None);
    }
}

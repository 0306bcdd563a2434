//! Messages from diagnostics.

use super::data::{Label, Message, Scope};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::safe::{Shown, safe};

impl Message {
    /// Makes a diagnostic showable.
    pub(crate) fn from_diagnostic(files: &Files, diagnostic: &Diagnostic) -> Self {
        let primary = Label {
            place: diagnostic.place.clone(),
            words: Shown::default(),
        };
        let scope = Scope::File(primary.path(files));
        let others = diagnostic
            .also
            .iter()
            .map(|(span, words)| Label::at(*span, safe(words)));
        Self {
            code: diagnostic.code,
            scope,
            title: safe(&diagnostic.message),
            notes: Vec::new(),
            addresses: Vec::new(),
            help: safe(&diagnostic.help),
            labels: std::iter::once(primary).chain(others).collect(),
            left_out: 0,
            settled: false,
        }
    }
}

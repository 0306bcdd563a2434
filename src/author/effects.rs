//! What comes of a text that is about to be written: what is wrong with it, and where its claims went.

use std::collections::BTreeMap;

use crate::code::Severity;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::FileId;
use crate::model::ClaimId;
use crate::report::Report;

/// What a new text brings.
#[derive(Debug)]
pub(crate) struct Effects<'r> {
    /// Errors that were not there before, wherever they are.
    pub(crate) errors: Vec<&'r Diagnostic>,
    /// Warnings about what is new.
    pub(crate) warnings: Vec<&'r Diagnostic>,
    /// The new claims, as far as they could be read.
    pub(crate) claims: Vec<ClaimId>,
}

/// Returns what was read with the new text and not before. In the file, what is behind the offset is new.
pub(crate) fn effects<'r>(
    before: &Report,
    after: &'r Report,
    file: &str,
    from: usize,
) -> Effects<'r> {
    let mut effects = Effects {
        errors: Vec::new(),
        warnings: Vec::new(),
        claims: Vec::new(),
    };
    for diagnostic in new_diagnostics(before, after) {
        match diagnostic.code.severity() {
            Severity::Error => effects.errors.push(diagnostic),
            Severity::Warning => {
                if let Place::At(span) = diagnostic.place
                    && is_new(after, file, from, span.file, span.start)
                {
                    effects.warnings.push(diagnostic);
                }
            }
            Severity::Finding => {}
        }
    }
    let claims = after.record.numbered_claims().filter(|(_, claim)| {
        let start = after.record[claim.site].start;
        is_new(after, file, from, claim.file, start)
    });
    effects.claims = claims.map(|(id, _)| id).collect();
    effects
}

/// Returns true if a place is in the file that is written, behind the offset.
fn is_new(after: &Report, file: &str, from: usize, at: FileId, start: u32) -> bool {
    after.files.name(at) == file && start as usize >= from
}

/// Lists the diagnostics that were not there before. Their lines may have moved.
fn new_diagnostics<'r>(before: &Report, after: &'r Report) -> Vec<&'r Diagnostic> {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in &before.diagnostics {
        *known.entry(without_line(before, diagnostic)).or_default() += 1;
    }
    let mut new = Vec::new();
    for diagnostic in &after.diagnostics {
        match known.get_mut(&without_line(after, diagnostic)) {
            Some(left @ 1..) => *left -= 1,
            _ => new.push(diagnostic),
        }
    }
    new
}

/// Returns what a diagnostic says, and its file.
fn without_line<'r>(
    report: &'r Report,
    diagnostic: &'r Diagnostic,
) -> (&'static str, &'r str, &'r str) {
    let file = match &diagnostic.place {
        Place::Unread(name, _) => name,
        Place::At(span) => report.files.name(span.file),
    };
    (diagnostic.code.word(), &diagnostic.message, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    fn report(text: &str) -> Report {
        Report::new(load_texts([("a.toml", text)]), &Selection::default())
    }

    fn claim(keys: &str) -> String {
        format!("[[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}\n")
    }

    #[test]
    fn what_was_there_before_is_no_effect() {
        let old = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                   [[claim]]\nevent = 'f'\nattribute = 'a'\nvalue = 'x'\n\
                   [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 0\nby = 'somebody'\n";
        for (new, errors, warnings, claims) in [
            (String::new(), 0, 0, 0),
            (claim("value = 1"), 0, 0, 1),
            (claim("value = 'x'"), 1, 0, 0),
            (claim("value = 1\nby = 'nobody'"), 0, 1, 1),
            (claim("value = 1") + &claim("value = 2"), 0, 0, 2),
        ] {
            let (before, after) = (report(old), report(&format!("{old}{new}")));
            let effects = effects(&before, &after, "a.toml", old.len());
            assert_eq!(effects.errors.len(), errors, "{new}");
            assert_eq!(effects.warnings.len(), warnings, "{new}");
            assert_eq!(effects.claims.len(), claims, "{new}");
        }
    }
}

//! What the unit tests of this room share.

use crate::load::load_texts;
use crate::load::whole::WholeClaims;
use crate::model::Record;

/// Resolves texts by their names, and returns the record with what is wrong, as `code: message`.
pub(super) fn resolved(texts: &[(&str, &str)]) -> (Record, Vec<String>) {
    let mut loaded = load_texts(texts.iter().copied());
    let kept = WholeClaims::new(&mut loaded.tables);
    let (record, diagnostics) = super::resolve(
        &loaded.files,
        &loaded.tables,
        loaded.rows,
        &loaded.words,
        &kept,
    );
    let diagnostics = diagnostics
        .iter()
        .map(|diagnostic| format!("{}: {}", diagnostic.code.word(), diagnostic.message))
        .collect();
    (record, diagnostics)
}

/// Resolves one text and returns the record.
pub(super) fn record(text: &str) -> Record {
    resolved(&[("a.toml", text)]).0
}

/// Resolves one text and returns what is wrong, but for what only says that nothing uses it.
pub(super) fn diagnostics(text: &str) -> Vec<String> {
    diagnostics_of(&[("a.toml", text)])
}

/// Returns the same for several texts by their names.
pub(super) fn diagnostics_of(texts: &[(&str, &str)]) -> Vec<String> {
    let mut diagnostics = resolved(texts).1;
    diagnostics.retain(|diagnostic| !diagnostic.starts_with("unused-declaration"));
    diagnostics
}

/// Checks for each text that it gives these diagnostics and no others.
pub(super) fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(diagnostics(text), *expected, "{text}");
    }
}

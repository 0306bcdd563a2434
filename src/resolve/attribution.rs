//! Quotes that name somebody else than the claim does: who is quoted is not who is read.

use std::collections::BTreeSet;

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::Span;
use crate::model::{Claim, Record, Speaker, SpeakerId};
use crate::speech;
use crate::wording::fold::fold;

/// The names that speakers go by, folded.
pub(super) struct KnownNames(BTreeSet<String>);

impl KnownNames {
    pub(super) fn new(record: &Record) -> Self {
        let names = record.speakers.iter().flat_map(names);
        Self(names.map(fold).collect())
    }
}

/// Returns what is wrong if the quote of a claim names who says it, and the claim does not. `at` is the place of
/// the quote.
pub(super) fn complaint(
    resolver: &Resolver<'_>,
    known: &KnownNames,
    claim: &Claim,
    quote: &str,
    at: Span,
) -> Option<Diagnostic> {
    let record = &resolver.record;
    let words = speech::named_speakers(quote).into_iter().find(|words| {
        !is_source(record, claim.source, words)
            && (speaks_for_others(&record[claim.source]) || known.0.contains(&bare(words)))
    })?;
    let help = format!(
        "add by = \"{}\", or the id of whoever that is; if it is the source itself, write the source's id in `by`",
        bare(words)
    );
    let message = format!("the quote names who says it, “{words}”, and the claim does not");
    Some(Diagnostic::at(Code::Unattributed, at, message, help))
}

/// Returns true for a source that mostly tells what others say. One that has a side, or is a body of its own
/// kind, is called by many names in its own statements: "the army", "the ministry".
fn speaks_for_others(source: &Speaker) -> bool {
    source.party.is_none() && source.kind.as_deref().is_none_or(|kind| kind == "media")
}

/// Returns true if some words may mean a source: they share a word with its names or those of its side.
fn is_source(record: &Record, source: SpeakerId, words: &str) -> bool {
    let source = &record[source];
    let party = source.party.map(|party| &record[party]);
    let side = party
        .iter()
        .flat_map(|party| [party.name.id.as_str(), party.full.as_str()]);
    let own: BTreeSet<String> = names(source)
        .into_iter()
        .chain(side)
        .flat_map(words_of)
        .collect();
    words_of(words).any(|word| own.contains(&word))
}

fn names(speaker: &Speaker) -> [&str; 3] {
    [&speaker.name.id, &speaker.full, &speaker.short]
}

/// Returns the words of a name that mean something, folded.
fn words_of(name: &str) -> impl Iterator<Item = String> {
    let folded = fold(name);
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| {
            word.chars().count() > 1 && !["the", "of", "for", "and", "an"].contains(word)
        })
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// Returns a name without its article, folded.
fn bare(words: &str) -> String {
    let folded = fold(words);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::diagnostics_of;

    const TOPIC: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                         [[speaker]]\nid = 'moh'\nname = 'Ministry of Health'\n";

    /// Returns the words that a quote names, or nothing.
    fn named(source: &str, claim: &str, quote: &str) -> Option<String> {
        let file = format!(
            "[source]\n{source}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 12\n{claim}\nquote = \"{quote}\"\n"
        );
        let found = diagnostics_of(&[("topic.toml", TOPIC), ("s.toml", &file)]);
        let mut told = found.iter().filter_map(|found| {
            found
                .strip_prefix("unattributed: the quote names who says it, “")?
                .strip_suffix("”, and the claim does not")
        });
        told.next().map(str::to_owned)
    }

    #[test]
    fn a_paper_that_quotes_somebody_names_them_in_by() {
        const POST: &str = "id = 'post'\nname = 'The Post'\nkind = 'media'";
        for (quote, expected) in [
            (
                "the army said on Sunday that 12 people were killed",
                Some("the army"),
            ),
            (
                "12 were killed, according to the health ministry",
                Some("the health ministry"),
            ),
            (
                "“12 are dead,” said a police spokesman.",
                Some("a police spokesman"),
            ),
            ("Hamas says 12 people were killed", Some("Hamas")),
            (
                "officials told reporters that 12 people were killed",
                Some("officials"),
            ),
            // The paper itself.
            ("The Post said that 12 people were killed", None),
            ("12 people were killed, according to the Post", None),
            // Nobody is named.
            ("he said 12 people were killed", None),
            ("it is said that 12 people were killed", None),
            ("12 people were killed", None),
            // Not certain that these are speakers.
            ("the attack claimed 12 lives", None),
            ("the hospital reported 12 dead", None),
        ] {
            assert_eq!(named(POST, "", quote).as_deref(), expected, "{quote}");
        }
    }

    #[test]
    fn who_names_a_speaker_is_not_asked_for_one() {
        const QUOTE: &str = "the army said on Sunday that 12 people were killed";
        const MIXED: &str = "the army said: убито 12";
        for (source, claim, quote, expected) in [
            ("id = 'post'", "", QUOTE, true),
            ("id = 'post'", "by = 'moh'", QUOTE, false),
            ("id = 'post'", "via = 'moh'", QUOTE, false),
            ("id = 'post'\nvia = 'moh'", "", QUOTE, false),
            // Its own id says that the source itself is meant.
            ("id = 'post'", "by = 'post'", QUOTE, false),
            ("id = 'post'", "lang = 'de'", QUOTE, false),
            ("id = 'post'", "", MIXED, false),
            ("id = 'red-army'", "", QUOTE, false),
            // A body of its own kind is called by many names.
            ("id = 'ispr'\nkind = 'government'", "", QUOTE, false),
            (
                "id = 'ispr'\nkind = 'government'",
                "",
                "the Ministry of Health said 12 people were killed",
                true,
            ),
        ] {
            let found = named(source, claim, quote);
            assert_eq!(
                found.is_some(),
                expected,
                "{source} {claim} {quote}: {found:?}"
            );
        }
    }
}

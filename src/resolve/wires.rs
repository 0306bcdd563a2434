//! One wire report in two papers: quotes on one question that share their words.

use std::collections::BTreeMap;

use super::resolver::{Resolver, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Claim, ClaimId, Record, SpeakerId};

/// So many words in a row are no chance.
const WORDS: usize = 8;

/// No more words of a quote are looked at.
const MOST_WORDS: usize = 400;

/// Returns the claims, by their places in the record, whose quotes are to be held against each other: those on
/// questions that several sources answer.
pub(super) fn candidates(record: &Record) -> Vec<bool> {
    let quoted = record.claims.iter().enumerate();
    let mut asked: Vec<(_, _, SpeakerId, usize)> = quoted
        .filter(|(_, claim)| record[claim.site].quote > 0)
        .map(|(at, claim)| (claim.event, claim.attribute, claim.source, at))
        .collect();
    asked.sort_unstable();
    let mut candidates = vec![false; record.claims.len()];
    for claims in asked.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
        let first = claims.first().map(|claim| claim.2);
        if claims.iter().any(|claim| Some(claim.2) != first) {
            for claim in claims {
                candidates[claim.3] = true;
            }
        }
    }
    candidates
}

/// Returns a number for every eight words in a row of a quote: the same for the same words, whatever their
/// letter case and the marks between them.
pub(super) fn runs(quote: &str) -> Vec<u32> {
    let words = quote
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<u64> = words.take(MOST_WORDS).map(number).collect();
    let runs = words.windows(WORDS).map(|run| {
        let all = run
            .iter()
            .fold(0_u64, |all, word| all.rotate_left(7) ^ word);
        // The upper half depends on all of it.
        u32::try_from(all.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or_default()
    });
    runs.collect()
}

/// Returns a number for a word (FNV-1a).
fn number(word: &str) -> u64 {
    let letters = word.chars().flat_map(char::to_lowercase);
    letters.fold(0xCBF2_9CE4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Warns of every claim whose quote shares its words with an earlier one of another source.
pub(super) fn check(resolver: &mut Resolver<'_>, runs: Vec<(ClaimId, Vec<u32>)>) {
    let record = &resolver.record;
    let mut questions: BTreeMap<_, Vec<(ClaimId, Vec<u32>)>> = BTreeMap::new();
    for (id, runs) in runs {
        let claim = &record[id];
        let question = questions.entry((claim.event, claim.attribute));
        question.or_default().push((id, runs));
    }
    let mut told = Vec::new();
    for mut claims in questions.into_values() {
        claims.sort_by_cached_key(|(id, _)| {
            let came = record.came(*id).cloned();
            (came.is_none(), came, *id)
        });
        told.extend(same_words(record, &claims));
    }
    for (later, earlier) in told {
        let diagnostic = diagnostic(resolver, later, earlier);
        resolver.diagnostics.push(diagnostic);
    }
}

/// Returns the claims that share words with an earlier one, each with the first such.
fn same_words(record: &Record, claims: &[(ClaimId, Vec<u32>)]) -> Vec<(ClaimId, ClaimId)> {
    let mut first: BTreeMap<u32, Vec<ClaimId>> = BTreeMap::new();
    let mut told = Vec::new();
    for (id, runs) in claims {
        let earlier = runs
            .iter()
            .flat_map(|run| first.get(run).into_iter().flatten());
        let earlier = earlier.filter(|earlier| are_independent(&record[**earlier], &record[*id]));
        told.extend(earlier.min().map(|earlier| (*id, *earlier)));
        for run in runs {
            let known = first.entry(*run).or_default();
            // Each source once: a third one need not be held against all.
            if known
                .iter()
                .all(|known| record[*known].source != record[*id].source)
                && known.len() < MOST_KNOWN
            {
                known.push(*id);
            }
        }
    }
    told
}

/// No more claims are kept for the same words.
const MOST_KNOWN: usize = 4;

/// Returns true if two claims count as two reports of two speakers, and neither relays the other.
fn are_independent(left: &Claim, right: &Claim) -> bool {
    let of = |claim: &Claim| [claim.source, claim.speaker, claim.publisher];
    !of(left).iter().any(|one| of(right).contains(one))
}

fn diagnostic(resolver: &Resolver<'_>, later: ClaimId, earlier: ClaimId) -> Diagnostic {
    let record = &resolver.record;
    let [at, there] = [later, earlier].map(|id| resolver.key_place(id, key!(quote)));
    let name = &record[record[earlier].source].full;
    let message = format!(
        "eight words in a row stand in the quote of {name} too: perhaps both print one report"
    );
    let help = "if one has it from the other, name that one in `by`; if both have it from an agency, name that \
                in `via`";
    Diagnostic::at(Code::SameWords, at, message, help).and(there, "the same words")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::diagnostics_of;
    use super::*;

    const TOPIC: &str =
        "[[event]]\nid = 'e'\n[[event]]\nid = 'f'\n[[attribute]]\nid = 'a'\nkind = 'count'\n";
    const WIRE: &str = "twelve people were killed in the fire on Sunday night";

    fn file(source: &str, event: &str, keys: &str, quote: &str) -> (String, String) {
        let text = format!(
            "[source]\nid = '{source}'\nname = 'The {source}'\n[[claim]]\nevent = '{event}'\nattribute = 'a'\n\
             value = 12\n{keys}\nquote = '{quote}'\n"
        );
        (format!("{source}.toml"), text)
    }

    /// Returns the names of the sources whose words are found again.
    fn found(files: &[(String, String)]) -> Vec<String> {
        let mut texts = vec![("0.toml", TOPIC)];
        texts.extend(
            files
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let found = diagnostics_of(&texts);
        let told = found.iter().filter_map(|found| {
            let found =
                found.strip_prefix("same-words: eight words in a row stand in the quote of ")?;
            found.strip_suffix(" too: perhaps both print one report")
        });
        told.map(str::to_owned).collect()
    }

    #[test]
    fn two_sources_with_the_same_words_may_print_one_report() {
        const LONGER: &str = "Officials: Twelve people were killed, in the fire, on sunday.";
        for (left, right, expected) in [
            (
                file("a", "e", "", WIRE),
                file("b", "e", "", WIRE),
                &["The a"][..],
            ),
            (
                file("a", "e", "", WIRE),
                file("b", "e", "", LONGER),
                &["The a"],
            ),
            (
                file("a", "e", "published = 2025-05-03", WIRE),
                file("b", "e", "published = 2025-05-02", WIRE),
                &["The b"],
            ),
            (file("a", "e", "", WIRE), file("b", "f", "", WIRE), &[]),
            (
                file("a", "e", "", WIRE),
                file("b", "e", "by = 'a'", WIRE),
                &[],
            ),
            (
                file("a", "e", "by = 'x'", WIRE),
                file("b", "e", "by = 'x'", WIRE),
                &[],
            ),
            (
                file("a", "e", "via = 'x'", WIRE),
                file("b", "e", "via = 'x'", WIRE),
                &[],
            ),
            (
                file("a", "e", "", WIRE),
                file("b", "e", "", "seven people were killed in the fire on"),
                &[],
            ),
        ] {
            let files = [left, right];
            assert_eq!(found(&files), expected, "{files:?}");
        }
    }

    #[test]
    fn one_wire_in_many_papers_is_told_once_for_each() {
        let files: Vec<_> = (0..7)
            .map(|at| file(&format!("p{at}"), "e", "", WIRE))
            .collect();
        assert_eq!(found(&files), vec!["The p0"; 6]);
    }

    proptest! {
        /// Where eight words are the same, a number is, whatever stands around them.
        #[test]
        fn the_same_words_have_the_same_numbers(before in "\\PC{0,40}", after in "\\PC{0,40}", mark in "[ ,.;–]{1,3}") {
            let words = ["Twelve", "people", "were", "killed", "in", "the", "fire", "on"];
            let plain = runs(&words.join(" "));
            let marked = runs(&format!("{before} {} {after}", words.join(&mark)));
            prop_assert_eq!(plain.len(), 1);
            prop_assert!(marked.contains(&plain[0]));
        }
    }
}

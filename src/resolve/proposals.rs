//! Claims that nobody has confirmed (`proposed = true`): they are diagnosed, and are no part of the record.

use super::quotes;
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::FileId;
use crate::model::{SiteId, ValueId};

/// A claim that nobody has confirmed.
pub(super) struct UnconfirmedClaim {
    /// Its file.
    pub(super) file: FileId,
    /// Its place there.
    pub(super) site: SiteId,
    /// For each of [`NEEDED`], if it is given.
    pub(super) given: [bool; 3],
    /// Its value, if it could be read.
    pub(super) value: Option<ValueId>,
}

/// What a claim needs.
const NEEDED: [&str; 3] = ["event", "attribute", "value"];

/// Diagnoses every claim that nobody has confirmed, and what is wrong with its quote.
pub(super) fn check(resolver: &mut Resolver<'_>, proposals: &[UnconfirmedClaim]) {
    for of_file in proposals.chunk_by(|left, right| left.file == right.file) {
        let diagnostics: Vec<Diagnostic> = resolver.files.glance(of_file[0].file, |text| {
            let diagnostics = of_file
                .iter()
                .flat_map(|claim| check_claim(resolver, claim, text));
            diagnostics.collect()
        });
        resolver.diagnostics.extend(diagnostics);
    }
}

fn check_claim(
    resolver: &Resolver<'_>,
    claim: &UnconfirmedClaim,
    text: &str,
) -> impl Iterator<Item = Diagnostic> + use<> {
    let site = &resolver.record[claim.site];
    let value = claim.value.filter(|_| site.quote > 0);
    let quote = value.and_then(|value| {
        quotes::check_site(resolver, claim.file, site, &resolver.record[value], text)
    });
    let extent = site.extent(claim.file);
    let whole = resolver.kept.claim_in(text, extent);
    let shape = whole.as_ref().map(|whole| (whole, whole.shape()));
    let key = shape.and_then(|(whole, shape)| Some(whole.span(shape.proposed.as_ref()?)));
    let words = shape.and_then(|(whole, shape)| Some(whole.span(shape.quote.as_ref()?)));
    let message = "nobody has confirmed this claim, so it counts nowhere yet";
    let place = key.unwrap_or(extent);
    let mut diagnostic = Diagnostic::at(Code::Unconfirmed, place, message, to_do(claim.given));
    if let Some(words) = words {
        diagnostic = diagnostic.and(words, "its words");
    }
    [Some(diagnostic), quote].into_iter().flatten()
}

/// Says what to do with a proposal that has some of [`NEEDED`].
fn to_do(given: [bool; 3]) -> String {
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .zip(given)
        .filter(|(_, given)| !given)
        .map(|(key, _)| key)
        .collect();
    let fill_in = match missing.as_slice() {
        [] => String::new(),
        [key] => format!(", fill in `{key}`"),
        [first, last] => format!(", fill in `{first}` and `{last}`"),
        [first, rest @ ..] => format!(", fill in `{first}`, `{}`", rest.join("` and `")),
    };
    format!(
        "compare event, value and who says so (`by`) with the text{fill_in}, then delete the line `proposed = true`"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{diagnostics, record};
    use super::*;

    #[test]
    fn what_is_missing_is_to_be_filled_in() {
        for (given, part) in [
            ([true, true, true], "text, then"),
            ([false, true, true], "fill in `event`, then"),
            ([false, true, false], "fill in `event` and `value`, then"),
            (
                [false, false, false],
                "fill in `event`, `attribute` and `value`, then",
            ),
        ] {
            assert!(to_do(given).contains(part), "{}", to_do(given));
        }
    }

    #[test]
    fn a_proposal_is_checked_and_counts_nowhere() {
        let proposal = "[[attribute]]\nid = 'a'\nkind = 'count'\n\
                        [[claim]]\nproposed = true\nattribute = 'a'\nvalue = 3\nquote = 'five soldiers'";
        assert_eq!(
            diagnostics(proposal),
            [
                "unconfirmed: nobody has confirmed this claim, so it counts nowhere yet",
                "quote-mismatch: the quote lacks the value: it has five, the value is 3",
            ]
        );
        assert_eq!(record(proposal).claims.len(), 0);
    }
}

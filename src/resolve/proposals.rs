//! Claims that nobody has confirmed (`proposed = true`): they are told, and are no part of the record.

use super::quotes;
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::FileId;
use crate::model::{SiteId, ValueId};

/// A claim that nobody has confirmed.
pub(super) struct UnconfirmedClaim {
    /// The file in which it stands.
    pub(super) file: FileId,
    /// Where it stands there.
    pub(super) site: SiteId,
    /// Whether it has an event, an attribute and a value.
    pub(super) given: [bool; 3],
    /// Its value, where it could be read.
    pub(super) value: Option<ValueId>,
}

/// What a claim needs.
const NEEDED: [&str; 3] = ["event", "attribute", "value"];

/// Tells every claim that nobody has confirmed, and what is wrong with its quote.
pub(super) fn check(resolver: &mut Resolver<'_>, proposals: &[UnconfirmedClaim]) {
    let by_file = proposals.chunk_by(|left, right| left.file == right.file);
    let told: Vec<Diagnostic> = by_file
        .flat_map(|proposals| {
            resolver.files.glance(proposals[0].file, |text| {
                let of_each = proposals
                    .iter()
                    .flat_map(|proposal| of_proposal(resolver, proposal, text));
                of_each.collect::<Vec<_>>()
            })
        })
        .collect();
    resolver.diagnostics.extend(told);
}

fn of_proposal(
    resolver: &Resolver<'_>,
    proposal: &UnconfirmedClaim,
    text: &str,
) -> Vec<Diagnostic> {
    let site = &resolver.record[proposal.site];
    let value = proposal.value.map(|value| &resolver.record[value]);
    let quote = value
        .filter(|_| site.quote > 0)
        .and_then(|value| quotes::of_site(resolver, proposal.file, site, value, text));
    let extent = site.extent(proposal.file);
    let claim = resolver.kept.claim_in(text, extent);
    let key = claim
        .as_ref()
        .and_then(|claim| Some(claim.span(claim.shape().proposed.as_ref()?)));
    let message = "nobody has confirmed this claim, so it counts nowhere yet";
    let mut told = Diagnostic::at(
        Code::Unconfirmed,
        key.unwrap_or(extent),
        message,
        to_do(proposal.given),
    );
    if let Some((claim, words)) = claim
        .as_ref()
        .and_then(|claim| Some((claim, claim.shape().quote.as_ref()?)))
    {
        told = told.and(claim.span(words), "its words");
    }
    [Some(told), quote].into_iter().flatten().collect()
}

fn to_do(given: [bool; 3]) -> String {
    let missing: Vec<&str> = NEEDED
        .iter()
        .zip(given)
        .filter(|(_, given)| !given)
        .map(|(key, _)| *key)
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

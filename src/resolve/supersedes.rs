//! Ids of claims, and which claim replaces which.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::claims::NamedClaim;
use super::declarations::{FirstPlaces, check_id, duplicate, is_valid};
use super::resolver::{Resolver, ids_of, key};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Claim, ClaimId, TopicId};

/// The claims by their ids.
type ClaimsById = BTreeMap<(TopicId, String), ClaimId>;

/// Looks up every `supersedes`, within one speaker and one question.
pub(super) fn link(resolver: &mut Resolver<'_>, named: &[NamedClaim]) {
    let ids = ids(resolver, named);
    for claim in named {
        let Some(target) = claim.supersedes.map(|word| resolver.words.get(word)) else {
            continue;
        };
        match ids.get(&(claim.topic, target.to_owned())) {
            None => unknown_claim(resolver, claim, target, &ids),
            Some(&other) if is_alike(&resolver.record[claim.claim], &resolver.record[other]) => {
                let (new, old) = (&resolver.record[claim.claim], &resolver.record[other]);
                if new.relayed && !old.relayed {
                    own_words(resolver, claim.claim, target);
                } else {
                    resolver.record.supersedes.insert(claim.claim, other);
                }
            }
            Some(_) => resolver.diagnose(
                Code::BadValue,
                resolver.key_place(claim.claim, key!(supersedes)),
                format!("“{target}” is another speaker's claim, or on another question"),
                "a claim can replace only one of the same speaker on the same event and attribute",
            ),
        }
    }
    break_circles(resolver);
}

fn unknown_claim(resolver: &mut Resolver<'_>, claim: &NamedClaim, target: &str, ids: &ClaimsById) {
    let near = resolver.suggest(target, ids_of(ids, claim.topic));
    resolver.count_suggestion();
    let help = match near {
        Some(near) => format!("did you mean “{near}”?"),
        None => "give the claim that this one replaces that id".to_owned(),
    };
    let span = resolver.key_place(claim.claim, key!(supersedes));
    let message = format!("no claim has the id “{target}”");
    let diagnostic = Diagnostic::at(Code::UnknownClaim, span, message, help);
    resolver.diagnostics.push(diagnostic.with_text(span, near));
}

/// Diagnoses that a report by somebody else is to replace a speaker's own words.
fn own_words(resolver: &mut Resolver<'_>, claim: ClaimId, target: &str) {
    resolver.diagnose(
        Code::BadValue,
        resolver.key_place(claim, key!(supersedes)),
        format!("“{target}” is in the speaker's own file, and what others report of it replaces nothing there"),
        "take `supersedes` out; or find the correction in the speaker's own words, and record it in its file",
    );
}

fn is_alike(left: &Claim, right: &Claim) -> bool {
    (left.event, left.attribute, left.speaker) == (right.event, right.attribute, right.speaker)
}

/// Returns the claims by their ids, the first if several have one id.
fn ids(resolver: &mut Resolver<'_>, named: &[NamedClaim]) -> ClaimsById {
    let mut ids = ClaimsById::new();
    let mut doubtful = Vec::new();
    for claim in named {
        let Some(id) = claim.id.map(|word| resolver.words.get(word)) else {
            continue;
        };
        let key = (claim.topic, id.to_owned());
        let first = *ids.entry(key).or_insert(claim.claim);
        if first != claim.claim || !is_valid(id) {
            doubtful.extend([(claim.topic, id, first), (claim.topic, id, claim.claim)]);
        }
    }
    // Only these are read again, to say at which place the ids are.
    doubtful.sort_unstable_by_key(|(_, _, claim)| *claim);
    doubtful.dedup();
    let mut first = FirstPlaces::new();
    for (topic, id, claim) in doubtful {
        let span = resolver.key_place(claim, key!(id));
        check_id(resolver, id, span);
        duplicate(resolver, &mut first, topic, id, span, "claim");
    }
    ids
}

/// Takes out the links of each circle: it replaces nothing.
fn break_circles(resolver: &mut Resolver<'_>) {
    let mut visited: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    let starts: Vec<ClaimId> = resolver.record.supersedes.keys().copied().collect();
    for start in starts {
        let mut at = start;
        while let Entry::Vacant(new) = visited.entry(at) {
            new.insert(start);
            let Some(&next) = resolver.record.supersedes.get(&at) else {
                break;
            };
            at = next;
            if visited.get(&at) == Some(&start) {
                break_circle(resolver, at);
                break;
            }
        }
    }
}

fn break_circle(resolver: &mut Resolver<'_>, start: ClaimId) {
    let mut at = start;
    while let Some(next) = resolver.record.supersedes.remove(&at) {
        let span = resolver.key_place(at, key!(supersedes));
        let message = "these claims replace each other in a circle";
        let help = "take `supersedes` out of the oldest of them";
        resolver.diagnose(Code::CircularSupersedes, span, message, help);
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, diagnostics_of, record};
    use super::*;

    const VOCABULARY: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                              [[attribute]]\nid = 'b'\nkind = 'count'\n";

    fn key(key: &str, word: &str) -> String {
        match word {
            "" => String::new(),
            word => format!("{key} = '{word}'\n"),
        }
    }

    /// Writes claims from their attributes, ids and what they supersede.
    fn claims(claims: &[(&str, &str, &str)]) -> String {
        let claims = claims
            .iter()
            .zip(1..)
            .map(|((attribute, id, supersedes), value)| {
                format!(
                    "[[claim]]\nevent = 'e'\nattribute = '{attribute}'\nvalue = {value}\n{}{}",
                    key("id", id),
                    key("supersedes", supersedes)
                )
            });
        VOCABULARY.to_owned() + &claims.collect::<String>()
    }

    #[test]
    fn a_claim_replaces_one_on_the_same_question() {
        let another = "bad-value: “one” is another speaker's claim, or on another question";
        let circle = "circular-supersedes: these claims replace each other in a circle";
        check(&[
            (&claims(&[("a", "one", ""), ("a", "", "one")]), &[]),
            (
                &claims(&[("a", "one", ""), ("a", "", "two")]),
                &["unknown-claim: no claim has the id “two”"],
            ),
            (&claims(&[("a", "one", ""), ("b", "", "one")]), &[another]),
            (
                &claims(&[("a", "one", ""), ("a", "one", "")]),
                &["duplicate-id: the id “one” belongs to another claim already"],
            ),
            (
                &claims(&[("a", "One", "")]),
                &["bad-value: “One” cannot be an id"],
            ),
            (
                &claims(&[("a", "one", "two"), ("a", "two", "one"), ("a", "", "one")]),
                &[circle, circle],
            ),
        ]);
    }

    #[test]
    fn a_circle_is_taken_out_and_what_leads_into_it_stays() {
        let record = record(&claims(&[
            ("a", "one", "two"),
            ("a", "two", "one"),
            ("a", "", "one"),
        ]));
        let [first, third] = [0, 2].map(ClaimId::from);
        assert_eq!(record.supersedes, BTreeMap::from([(third, first)]));
    }

    #[test]
    fn a_report_replaces_no_word_of_the_speakers_own_file() {
        let own =
            "[source]\nid = 'm'\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\nid = 'own'\n";
        let told = |by: &str, id: &str, old: &str| {
            format!(
                "[source]\nid = 'o'\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 2\n{by}\n\
                 id = '{id}'\nsupersedes = '{old}'\n"
            )
        };
        let refused = "bad-value: “own” is in the speaker's own file, and what others report of it replaces \
                       nothing there";
        for (file, expected) in [
            (told("by = 'm'", "new", "own"), &[refused][..]),
            (
                told("by = 'm'", "own-2", "own-2"),
                &["circular-supersedes: these claims replace each other in a circle"],
            ),
        ] {
            let texts = [("v.toml", VOCABULARY), ("m.toml", own), ("o.toml", &file)];
            let found = diagnostics_of(&texts);
            assert_eq!(found, expected, "{file}");
        }
    }
}

//! What is declared and no claim uses.

use std::collections::BTreeSet;

use super::declarations::Topics;
use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Name, PartyId, ScopeId};

/// Diagnoses every declaration that nothing uses. A topic that waits for its first claim declares what they will use.
pub(super) fn check(resolver: &mut Resolver<'_>, topics: &Topics) {
    let unused = unused(resolver);
    let diagnostics: Vec<Diagnostic> = unused
        .into_iter()
        .filter_map(|(name, what)| {
            let message = format!("no claim uses the {what} “{}”", name.id);
            let help = "take it out, or check how claims name it";
            let place = name.declared?;
            if resolver.record[topics[&place.file]].is_open {
                return None;
            }
            Some(Diagnostic::at(
                Code::UnusedDeclaration,
                place,
                message,
                help,
            ))
        })
        .collect();
    resolver.diagnostics.extend(diagnostics);
}

/// Lists the names that nothing uses, and what each is.
fn unused<'r>(resolver: &'r Resolver<'_>) -> Vec<(&'r Name, &'static str)> {
    let (record, mentions) = (&resolver.record, &resolver.mentions);
    let used = UsedNames::new(resolver);
    let events = record.events.iter().filter(|event| {
        let key = (event.topic, event.name.id.clone());
        !mentions.events.contains(&key)
    });
    let attributes = record.attributes.iter().filter(|attribute| {
        let key = (attribute.topic, attribute.name.id.clone());
        !mentions.attributes.contains(&key)
    });
    let speakers = record.speakers.iter().filter(|speaker| {
        speaker.unnamed_in.is_none() && !used.speakers.contains(speaker.name.id.as_str())
    });
    let parties = record.parties.iter().zip((0..).map(PartyId::from));
    let parties = parties.filter(|(_, id)| !used.parties.contains(id));
    let scopes = record.scopes.iter().zip((0..).map(ScopeId::from));
    let scopes = scopes.filter(|(_, id)| !mentions.scopes.contains(id));
    let mut unused = Vec::new();
    unused.extend(events.map(|event| (&event.name, "event")));
    unused.extend(attributes.map(|attribute| (&attribute.name, "attribute")));
    unused.extend(speakers.map(|speaker| (&speaker.name, "source or speaker")));
    unused.extend(parties.map(|(party, _)| (&party.name, "party")));
    unused.extend(scopes.map(|(scope, _)| (&scope.name, "scope")));
    unused
}

/// The ids of speakers that claims name, and the parties of these and of their attributes.
#[derive(Default)]
struct UsedNames<'r> {
    speakers: BTreeSet<&'r str>,
    parties: BTreeSet<PartyId>,
}

impl<'r> UsedNames<'r> {
    fn new(resolver: &'r Resolver<'_>) -> Self {
        let record = &resolver.record;
        // There may be a million claims: each speaker and attribute is looked at once.
        let mut is_named = vec![false; record.speakers.len()];
        let mut is_asked = vec![false; record.attributes.len()];
        for claim in &record.claims {
            for speaker in [claim.source, claim.speaker, claim.publisher] {
                is_named[speaker.index()] = true;
            }
            is_asked[claim.attribute.index()] = true;
        }
        for source in &resolver.mentions.sources {
            is_named[source.index()] = true;
        }
        let mut used = Self::default();
        let speakers = record.speakers.iter().zip(is_named);
        for (speaker, _) in speakers.filter(|(_, is_named)| *is_named) {
            used.add_speaker(resolver, &speaker.name.id);
        }
        for id in &resolver.mentioned_speakers {
            used.add_speaker(resolver, id);
        }
        let attributes = record.attributes.iter().zip(is_asked);
        for (attribute, _) in attributes.filter(|(_, is_asked)| *is_asked) {
            used.parties.extend(attribute.harms);
        }
        used
    }

    fn add_speaker(&mut self, resolver: &'r Resolver<'_>, id: &'r str) {
        if self.speakers.insert(id)
            && let Some(speaker) = resolver.speakers.get(id)
        {
            self.parties.extend(resolver.record[*speaker].party);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::resolved;

    #[test]
    fn what_no_claim_names_is_unused() {
        let vocabulary = "[[event]]\nid = 'e'\n[[event]]\nid = 'f'\n\
                          [[attribute]]\nid = 'a'\nkind = 'count'\nharms = 'p'\n[[attribute]]\nid = 'b'\nkind = 'count'\n\
                          [[party]]\nid = 'p'\n[[party]]\nid = 'q'\n[[party]]\nid = 'r'\n\
                          [[speaker]]\nid = 's'\nparty = 'q'\n[[speaker]]\nid = 't'\nparty = 'r'\n";
        let claim = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\nby = 's'";
        let (_, diagnostics) = resolved(&[("a.toml", claim), ("topic.toml", vocabulary)]);
        let unused = [
            "event “f”",
            "attribute “b”",
            "source or speaker “t”",
            "party “r”",
        ];
        assert_eq!(
            diagnostics,
            unused.map(|what| format!("unused-declaration: no claim uses the {what}"))
        );
    }

    #[test]
    fn a_topic_without_claims_waits_for_them() {
        let open = "[topic]\ntitle = 'Open'\n[[event]]\nid = 'f'\n[[attribute]]\nid = 'b'\nkind = 'count'\n\
                    [[party]]\nid = 'q'\n[[speaker]]\nid = 't'\nparty = 'q'\n";
        let used = "[topic]\n[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                    [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\n";
        let broken = "[[claim]]\nevent = 'e'\n";
        for (files, told) in [
            (&[("open/topic.toml", open), ("used/a.toml", used)][..], 0),
            // Elsewhere they may be left over, and where somebody has begun to write, they may be misspelt.
            (
                &[("open/a.toml", &open["[topic]\ntitle = 'Open'\n".len()..])],
                4,
            ),
            (&[("open/topic.toml", open), ("open/b.toml", broken)], 4),
        ] {
            let (_, diagnostics) = resolved(files);
            let is_unused = |told: &&String| told.starts_with("unused-declaration");
            assert_eq!(
                diagnostics.iter().filter(is_unused).count(),
                told,
                "{diagnostics:?}"
            );
        }
    }

    #[test]
    fn what_a_broken_claim_names_is_used() {
        let text = "[[event]]\nid = 'e'\n[[claim]]\nevent = 'e'\nattribute = 'a'";
        let (_, diagnostics) = resolved(&[("a.toml", text)]);
        assert_eq!(diagnostics, ["missing-key: this claim has no value"]);
    }
}

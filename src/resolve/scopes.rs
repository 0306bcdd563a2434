//! `[[scope]]`: parts of what questions count, and which lies within which.

use super::declarations::{FirstPlaces, Topics, declared_id, duplicate, entries};
use super::keys::text;
use super::resolver::Resolver;
use crate::code::Code;
use crate::files::Span;
use crate::load::shape::Tables;
use crate::model::{Name, Scope, ScopeId};

/// Reads every `[[scope]]`, and then what each lies within. A circle is broken at its first link.
pub(super) fn scopes(resolver: &mut Resolver<'_>, tables: &[Tables], topics: &Topics) {
    let mut first = FirstPlaces::new();
    for (entry, topic) in entries(tables, topics, |tables| &tables.scopes) {
        let shape = &entry.shape;
        let declared = declared_id(resolver, entry, &shape.id, shape.label.as_ref(), "scope");
        let Some((id, span)) = declared else { continue };
        if duplicate(resolver, &mut first, topic, &id, span, "scope") {
            continue;
        }
        let name = Name {
            id,
            declared: Some(span),
        };
        let scope = Scope::new(topic, name);
        let label = text(&shape.label).unwrap_or_else(|| scope.label.clone());
        resolver.add_scope(Scope { label, ..scope });
    }
    for (entry, topic) in entries(tables, topics, |tables| &tables.scopes) {
        let shape = &entry.shape;
        let inner = text(&shape.id).and_then(|id| resolver.scopes.get(&(topic, id)).copied());
        let (Some(inner), Some(within)) = (inner, &shape.within) else {
            continue;
        };
        let place = Span::new(entry.place.file, within.span());
        let (outer, complaint) = resolver.scope(topic, within.get_ref());
        resolver.complain(complaint.as_ref(), place);
        resolver.mentions.scopes.insert(outer);
        resolver.record[inner].within = Some(outer);
        if is_within_itself(&resolver.record.scopes, inner) {
            resolver.record[inner].within = None;
            let message = "this scope is part of itself, by way of the scopes it is within";
            let help = "take out the `within` that is wrong";
            resolver.diagnose(Code::CircularWithin, place, message, help);
        }
    }
}

/// Returns true if a scope is within itself. No more steps are made than there are scopes.
fn is_within_itself(scopes: &[Scope], scope: ScopeId) -> bool {
    let mut at = scope;
    for _ in 0..scopes.len() {
        match scopes[at.index()].within {
            Some(outer) if outer == scope => return true,
            Some(outer) => at = outer,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};

    const HEAD: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
                        [[scope]]\nid = 'confirmed'\nlabel = 'confirmed only'\nwithin = 'all'\n\
                        [[scope]]\nid = 'all'\n";

    fn with(keys: &str) -> String {
        format!("{HEAD}[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\n{keys}\n")
    }

    #[test]
    fn a_scope_is_declared_and_wide_ones_hold_narrow_ones() {
        check(&[
            (&with("scope = 'confirmed'"), &[]),
            (
                &with("scope = 'confirmd'"),
                &["unknown-scope: no [[scope]] has the id “confirmd”"],
            ),
            (
                &(with("scope = 'all'") + "[[scope]]\nid = 'all'\n"),
                &["duplicate-id: the id “all” belongs to another scope already"],
            ),
            (
                &(with("scope = 'x'") + "[[scope]]\nid = 'x'\nwithin = 'y'\n"),
                &["unknown-scope: no [[scope]] has the id “y”"],
            ),
            (
                &(with("scope = 'x'") + "[[scope]]\nid = 'x'\nwithin = 'x'\n"),
                &[
                    "circular-within: this scope is part of itself, by way of the scopes it is within",
                ],
            ),
            (
                "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'text'\n[[scope]]\nid = 's'\n\
                 [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 'Larn'\nscope = 's'\n",
                &["bad-value: only numbers have a scope, and this is of kind \"text\""],
            ),
        ]);
    }

    #[test]
    fn numbers_know_their_scope() {
        let record = record(&with("scope = 'confirmed'"));
        let scope = record.values[0].scope.as_ref().unwrap();
        assert_eq!((&*scope.id, &*scope.label), ("confirmed", "confirmed only"));
        let wider = record[scope.scope].within.unwrap();
        assert_eq!(record[wider].name.id, "all");
    }
}

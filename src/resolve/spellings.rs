//! Which spellings of a name mean the same, and which names contain others.

use std::collections::BTreeMap;

use super::resolver::Resolver;
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::shape;
use crate::wording::fold::{fold_name, unalias};

/// The folded names that contain a folded name.
type Broader = BTreeMap<String, Vec<String>>;

/// Reads `aliases`: folded spelling → folded name. A spelling of two names stays with the first.
pub(super) fn aliases(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
) -> BTreeMap<String, String> {
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    for (name, spellings) in &shape.aliases {
        let folded = fold_name(name.get_ref());
        for spelling in spellings {
            let known = aliases
                .entry(fold_name(spelling))
                .or_insert_with(|| folded.clone());
            if *known != folded {
                let message =
                    format!("“{spelling}” is an alias of two names, “{known}” and “{folded}”");
                let span = Span::new(file, name.span());
                resolver.diagnose(Code::BadValue, span, message, "keep it under one of them");
            }
        }
    }
    aliases.retain(|spelling, name| spelling != name);
    aliases
}

/// Reads `broader`, with aliases replaced. The names of a circle are left out.
pub(super) fn broader(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
    aliases: &BTreeMap<String, String>,
) -> Broader {
    let mut broader = Broader::new();
    for (inner, outer) in &shape.broader {
        let outer = outer.names();
        broader
            .entry(name(inner.get_ref(), aliases))
            .or_default()
            .extend(outer.iter().map(|outer| name(outer, aliases)));
    }
    for inner in shape.broader.keys() {
        if let Some(circle) = circle(&name(inner.get_ref(), aliases), &broader) {
            let span = Span::new(file, inner.span());
            let message = format!("`broader` runs in a circle: {}", circle.join(" in "));
            let help = "take out the link that is wrong";
            resolver.diagnose(Code::CircularBroader, span, message, help);
            for name in &circle {
                broader.remove(name);
            }
        }
    }
    broader
}

fn name(words: &str, aliases: &BTreeMap<String, String>) -> String {
    unalias(&fold_name(words), aliases)
}

/// Returns the way from a name back to itself, if `broader` has one. Every name is visited once.
fn circle(start: &str, broader: &Broader) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = vec![start];
    while let Some(name) = open.pop() {
        for outer in broader.get(name).into_iter().flatten() {
            if outer == start {
                return Some(way(name, start, &came_from));
            }
            if !came_from.contains_key(outer.as_str()) {
                came_from.insert(outer, name);
                open.push(outer);
            }
        }
    }
    None
}

/// Returns the names from the start to a name, and the start again.
fn way(name: &str, start: &str, came_from: &BTreeMap<&str, &str>) -> Vec<String> {
    let back = std::iter::successors(Some(name), |at| came_from.get(at).copied());
    let mut way: Vec<String> = back.map(str::to_owned).collect();
    way.reverse();
    way.push(start.to_owned());
    way
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};
    use super::*;

    fn links(links: &[(&str, &[&str])]) -> Broader {
        let links = links.iter().map(|(inner, outer)| {
            let outer = outer.iter().map(|name| (*name).to_owned());
            ((*inner).to_owned(), outer.collect())
        });
        links.collect()
    }

    #[test]
    fn circles_are_found_from_the_names_in_them() {
        let broader = links(&[
            ("a", &["x", "b"]),
            ("b", &["c"]),
            ("c", &["a"]),
            ("d", &["a"]),
        ]);
        for (start, way) in [
            ("a", Some("a b c a")),
            ("b", Some("b c a b")),
            ("d", None),
            ("x", None),
        ] {
            let found = circle(start, &broader).map(|way| way.join(" "));
            assert_eq!(found.as_deref(), way, "{start}");
        }
        assert_eq!(circle("a", &links(&[("a", &["a"])])).unwrap(), ["a", "a"]);
    }

    #[test]
    fn spellings_are_folded() {
        let text = "[[attribute]]\nid = 'p'\nkind = 'text'\n\
                    aliases = { 'Türkiye' = ['Turkey', 'TÜRKIYE'] }\n\
                    broader = { Turkey = ['Asia', 'Europe'] }";
        let attribute = &record(text).attributes[0];
        let aliases: Vec<_> = attribute.aliases.iter().collect();
        assert_eq!(aliases.len(), 1);
        assert_eq!(attribute.aliases["turkey"], fold_name("Türkiye"));
        assert_eq!(attribute.broader[&fold_name("Türkiye")], ["asia", "europe"]);
    }

    fn attribute(keys: &str) -> String {
        format!("[[attribute]]\nid = 'p'\nkind = 'text'\n{keys}")
    }

    #[test]
    fn one_spelling_of_two_names_and_circles_are_said() {
        check(&[
            (
                &attribute("aliases = { A = ['x'], B = ['x'] }"),
                &["bad-value: “x” is an alias of two names, “a” and “b”"],
            ),
            (
                &attribute("broader = { A = 'B', B = 'A' }"),
                &["circular-broader: `broader` runs in a circle: a in b in a"],
            ),
        ]);
    }
}

//! Which spellings of a name mean the same, and which names contain others.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::Resolver;
use crate::code::Code;
use crate::files::{FileId, Span};
use crate::load::shape;
use crate::wording::fold::{fold_name, unalias};

/// The most levels that lie above a name.
const MOST_LEVELS: usize = 2_000;

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
    take_out_circles(resolver, file, shape, aliases, &mut broader);
    take_out_the_deepest(resolver, file, shape, aliases, &mut broader);
    broader
}

/// Says which names lie in themselves, and leaves them out.
fn take_out_circles(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
    aliases: &BTreeMap<String, String>,
    broader: &mut Broader,
) {
    let above = levels(broader);
    let keys = shape.broader.keys();
    let suspects: Vec<_> = keys
        .map(|inner| (inner, name(inner.get_ref(), aliases)))
        .filter(|(_, start)| !above.contains_key(start.as_str()))
        .collect();
    for (inner, start) in suspects {
        if let Some(circle) = circle(&start, broader) {
            let span = Span::new(file, inner.span());
            let message = format!("`broader` runs in a circle: {}", circle.join(" in "));
            let help = "take out the link that is wrong";
            resolver.diagnose(Code::CircularBroader, span, message, help);
            for name in &circle {
                broader.remove(name);
            }
        }
    }
}

/// Says that names have too many levels above them, at the first of them, and leaves these out: each name is
/// compared with all above it.
fn take_out_the_deepest(
    resolver: &mut Resolver<'_>,
    file: FileId,
    shape: &shape::Attribute,
    aliases: &BTreeMap<String, String>,
    broader: &mut Broader,
) {
    let above = levels(broader);
    let deepest: BTreeSet<String> = above
        .into_iter()
        .filter(|(_, levels)| *levels > MOST_LEVELS)
        .map(|(name, _)| name.to_owned())
        .collect();
    let mut keys = shape.broader.keys();
    let Some(first) = keys.find(|inner| deepest.contains(&name(inner.get_ref(), aliases))) else {
        return;
    };
    let message = format!(
        "`broader` has more than {MOST_LEVELS} levels above “{}”{}",
        first.get_ref(),
        match deepest.len() - 1 {
            0 => String::new(),
            1 => " and one more name".to_owned(),
            others => format!(" and {others} more names"),
        }
    );
    let span = Span::new(file, first.span());
    let help = "keep the levels that sources name, such as a town, its province and its country";
    resolver.diagnose(Code::BadValue, span, message, help);
    broader.retain(|name, _| !deepest.contains(name));
}

fn name(words: &str, aliases: &BTreeMap<String, String>) -> String {
    unalias(&fold_name(words), aliases)
}

/// Returns how many levels lie above each name: 0 above one that lies in nothing. A name from which a way leads
/// into a circle has none.
fn levels(broader: &Broader) -> BTreeMap<&str, usize> {
    let mut inside: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, outer) in broader {
        open.insert(name, outer.len());
        for outer in outer {
            inside.entry(outer).or_default().push(name);
        }
    }
    let outermost = inside.keys().filter(|name| !open.contains_key(*name));
    let mut ready: Vec<&str> = outermost.copied().collect();
    let mut levels: BTreeMap<&str, usize> = ready.iter().map(|name| (*name, 0)).collect();
    while let Some(outer) = ready.pop() {
        let above = levels.get(outer).copied().unwrap_or_default() + 1;
        for inner in inside.get(outer).into_iter().flatten() {
            let level = levels.entry(inner).or_default();
            *level = above.max(*level);
            if let Some(left) = open.get_mut(inner) {
                *left -= 1;
                if *left == 0 {
                    open.remove(inner);
                    ready.push(inner);
                }
            }
        }
    }
    levels.retain(|name, _| !open.contains_key(name));
    levels
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
        assert_eq!(levels(&broader), BTreeMap::from([("x", 0)]));
        let plain = links(&[("a", &["b", "b", "d"]), ("b", &["c", "d"]), ("c", &["d"])]);
        let above = BTreeMap::from([("a", 3), ("b", 2), ("c", 1), ("d", 0)]);
        assert_eq!(levels(&plain), above);
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

    /// Returns links of one name to the next.
    fn chain(links: usize) -> String {
        let links = (0..links).map(|at| format!("x{at} = 'x{}'", at + 1));
        links.collect::<Vec<_>>().join(", ")
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
            (
                &attribute(&format!("broader = {{ {} }}", chain(MOST_LEVELS))),
                &[],
            ),
            (
                &attribute(&format!("broader = {{ {} }}", chain(MOST_LEVELS + 1))),
                &["bad-value: `broader` has more than 2000 levels above “x0”"],
            ),
            (
                &attribute(&format!("broader = {{ {} }}", chain(MOST_LEVELS + 3))),
                &["bad-value: `broader` has more than 2000 levels above “x0” and 2 more names"],
            ),
        ]);
    }
}

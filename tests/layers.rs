//! Imports run one way: a room uses only rooms below it, and no two files of a room use each other.

mod imports;

use std::collections::{BTreeMap, BTreeSet};

use imports::{Sources, Use};

/// The rooms from the ground up.
pub(crate) const FLOORS: &[&str] = &[
    "parallel",
    "files",
    "safe",
    "code",
    "diagnostic",
    "model",
    "system",
    "vocabulary",
    "wording",
    "speech",
    "load",
    "touched",
    "resolve",
    "question",
    "compare",
    "phrase",
    "accounts",
    "finding",
    "report",
    "identity",
    "sources",
    "crux",
    "diff",
    "draft",
    "message",
    "wire",
    "sheet",
    "page",
    "render",
    "import",
    "editor",
    "author",
    "cli",
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|name| *name == room)
}

/// Returns the room of a file, or of a path with `::`.
fn room(of: &str) -> &str {
    let end = of.find(['/', '.', ':']).unwrap_or(of.len());
    &of[..end]
}

fn sources() -> Sources {
    Sources::read(&crate::support::root("src"))
}

#[test]
fn each_room_has_a_floor() {
    for file in sources().files().filter(|file| *file != "lib.rs") {
        assert!(
            floor(room(file)).is_some(),
            "{file} is in a room that FLOORS does not list"
        );
    }
}

#[test]
fn no_import_runs_upward() {
    for Use { from, path, .. } in sources().uses() {
        let (own, used) = (floor(room(&from)), floor(room(&path)));
        assert!(used <= own, "{from} uses {path}, which is above it");
    }
}

#[test]
fn no_files_use_each_other() {
    let uses = sources().uses();
    let circles = circles(&uses);
    let shown: Vec<String> = circles
        .values()
        .flatten()
        .map(|(from, to)| format!("{from} → {to}"))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

/// The files of each circle, in their order, with the uses between them.
type Circles<'u> = BTreeMap<String, BTreeSet<(&'u str, &'u str)>>;

/// Finds the files that use each other, also by way of others.
///
/// A module and the modules in it are one subject: between them everything is allowed.
fn circles(uses: &BTreeSet<Use>) -> Circles<'_> {
    let between: BTreeSet<(&str, &str)> = uses
        .iter()
        .map(|used| (used.from.as_str(), used.to.as_str()))
        .filter(|(from, to)| !is_inside(from, to) && !is_inside(to, from))
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = between
        .iter()
        .map(|(from, _)| (*from, reached(&between, from)))
        .collect();
    let mut circles = Circles::new();
    for (file, others) in reached
        .iter()
        .filter(|(file, others)| others.contains(*file))
    {
        let circle: BTreeSet<&str> = others
            .iter()
            .copied()
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(file)))
            .collect();
        let inside = between
            .iter()
            .filter(|(from, to)| circle.contains(from) && circle.contains(to));
        circles.insert(
            circle.iter().copied().collect::<Vec<_>>().join(", "),
            inside.copied().collect(),
        );
    }
    circles
}

/// Lists what a file uses, and what that uses, and so on.
fn reached<'u>(between: &BTreeSet<(&'u str, &'u str)>, start: &'u str) -> BTreeSet<&'u str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        let next = between
            .range((file, "")..)
            .take_while(|(from, _)| *from == file);
        open.extend(next.map(|(_, to)| *to).filter(|to| reached.insert(*to)));
    }
    reached
}

/// If a file is in the folder of another: `render/json/diff.rs` in that of `render/json.rs`.
fn is_inside(file: &str, other: &str) -> bool {
    let folder = other.trim_end_matches(".rs").trim_end_matches("/mod");
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

#[test]
fn circles_are_seen_however_the_path_is_written() {
    const ROOM: &str = "mod x; mod y; pub use x::X; pub(crate) use y::*;";
    let circle = "a/x.rs, a/y.rs";
    for (x, y, found) in [
        ("use crate::a::y::Y;", "use super::x;", circle),
        (
            "use crate::{b, a::{y::{self, Y}}};",
            "fn f() { super::x::f(); }",
            circle,
        ),
        (
            "use super::y as other; fn f() { other::f() }",
            "fn f() -> crate::a::x::X {}",
            circle,
        ),
        // By way of what the room passes on.
        ("pub struct X; use crate::a::y;", "use super::X;", circle),
        (
            "pub struct X; use crate::a::y;",
            "fn f() { super::X::new() }",
            circle,
        ),
        (
            "use super::*; fn f() -> super::Y {}",
            "pub struct Y; use super::x;",
            circle,
        ),
        // By way of a third.
        ("use crate::z::Z;", "use super::x;", "a/x.rs, a/y.rs, z.rs"),
        // No circles.
        ("use crate::b::B;", "use super::x;", ""),
        ("use super::y;", "use super::A;", ""),
        (
            "use super::y;",
            "// use super::x;\nconst A: &str = \"use super::x;\"; /* super::x::f() */",
            "",
        ),
        (
            "use super::y;",
            "const A: char = '\"'; const B: &str = r#\"\" super::x::f \"#; fn f<'a>() {}",
            "",
        ),
        (
            "use super::y;",
            "#[cfg(test)] mod tests { use super::super::x; } struct Y;",
            "",
        ),
        (
            "use super::y;",
            "pub(super) fn x() { x::f(); self.x.f() }",
            "",
        ),
    ] {
        let texts = [
            ("a/x.rs", x),
            ("a/y.rs", y),
            ("a/mod.rs", ROOM),
            ("b.rs", "pub struct B;"),
            ("z.rs", "use crate::a::y::Y;"),
            ("lib.rs", "mod a; mod b; mod z;"),
        ];
        let sources =
            Sources::from_texts(texts.map(|(file, text)| (file.to_owned(), text.to_owned())));
        let uses = sources.uses();
        let circles: Vec<String> = circles(&uses).into_keys().collect();
        assert_eq!(circles.join("; "), found, "{x} and {y}");
    }
}

#[test]
fn each_library_stays_in_its_room() {
    let sources = sources();
    for (library, rooms) in [
        ("comfy_table", vec!["render/table.rs", "render/table/"]),
        ("toml::", vec!["load/"]),
        ("schemars", vec!["load/schema.rs", "wire/"]),
        ("std::fs", vec!["load/", "cli/output"]),
        ("clap", vec!["cli/"]),
        ("rustyline::", vec!["cli/prompt.rs"]),
        ("annotate_snippets", vec!["render/check.rs"]),
        ("csv::Writer", vec!["render/csv.rs"]),
        (
            "percent_encoding",
            vec!["cli/lsp/", "page/address.rs", "render/sarif.rs"],
        ),
        ("quick_xml", vec!["render/junit.rs"]),
        ("lsp_", vec!["cli/lsp.rs", "cli/lsp/"]),
    ] {
        for (name, text) in sources.texts() {
            let home = rooms.iter().any(|room| name.starts_with(room));
            assert!(home || !text.contains(library), "{library} in {name}");
        }
    }
}

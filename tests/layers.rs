//! Imports run one way: a room uses only rooms below it.

use std::path::Path;

/// The rooms from the ground up.
const FLOORS: &[&str] = &[
    "parallel",
    "files",
    "code",
    "diagnostic",
    "model",
    "system",
    "wording",
    "draft",
    "load",
    "resolve",
    "question",
    "compare",
    "accounts",
    "finding",
    "report",
    "identity",
    "sources",
    "crux",
    "diff",
    "render",
    "editor",
    "author",
    "cli",
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|name| *name == room)
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let src = crate::support::root("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let name = path
            .strip_prefix(&src)
            .expect("below src")
            .to_string_lossy()
            .replace('\\', "/");
        (name, text)
    };
    found.into_iter().map(read).collect()
}

#[test]
fn no_import_runs_upward() {
    for (name, text) in all() {
        let room = name
            .split('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs");
        let Some(own) = floor(room) else { continue };
        for (at, _) in text.match_indices("crate::") {
            let used: String = text[at + 7..]
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            if let Some(used_floor) = floor(&used) {
                assert!(
                    used_floor <= own,
                    "{name} uses crate::{used}, which stands above it"
                );
            }
        }
    }
}

#[test]
fn each_library_stays_in_its_room() {
    for (library, rooms) in [
        ("comfy_table", vec!["render/table.rs", "render/table/"]),
        ("toml::", vec!["load/"]),
        ("schemars", vec!["load/schema.rs"]),
        ("std::fs", vec!["load/", "cli/output"]),
        ("clap", vec!["cli/"]),
        ("inquire::", vec!["cli/new/prompt.rs"]),
        ("annotate_snippets", vec!["render/check.rs"]),
        ("quick_xml", vec!["render/junit.rs"]),
        ("lsp_", vec!["cli/lsp.rs", "cli/lsp/"]),
    ] {
        for (name, text) in all() {
            let home = rooms.iter().any(|room| name.starts_with(room));
            assert!(home || !text.contains(library), "{library} in {name}");
        }
    }
}

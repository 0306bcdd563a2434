//! Holds README.md, CONTRIBUTING.md and the book in docs/ to what the program does.
//!
//! A page is a script (`script`): what it shows of a file is written to a folder, and the commands that
//! it shows are run there. Links lead somewhere (`links`), and the reference pages name every command,
//! option, key and code (`reference`).

mod links;
mod reference;
mod script;

use std::path::Path;

use crate::support::root;

/// A page of the documents.
struct Page {
    /// Its path from the project's root, with '/'.
    name: String,
    text: String,
}

/// Reads one page.
fn page(name: &str) -> Page {
    Page {
        name: name.to_owned(),
        text: std::fs::read_to_string(root(name)).expect("a page"),
    }
}

/// Reads every page that a reader may open, by name.
fn pages() -> Vec<Page> {
    let mut names = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    names.extend(book());
    names.iter().map(|name| page(name)).collect()
}

/// Names the pages of the book, in order.
fn book() -> Vec<String> {
    let mut names = Vec::new();
    collect(&root("docs"), "docs", &mut names);
    names.sort();
    assert!(names.len() > 10, "{names:?}");
    names
}

fn collect(folder: &Path, name: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let own = path.file_name().unwrap().to_string_lossy().into_owned();
        let name = format!("{name}/{own}");
        if path.is_dir() {
            collect(&path, &name, names);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            names.push(name);
        }
    }
}

#[test]
fn the_readme_is_short() {
    let lines = page("README.md").text.lines().count();
    assert!(
        lines <= 200,
        "README.md has {lines} lines: the rest belongs in docs/"
    );
}

#[test]
fn no_line_of_a_page_is_endless() {
    for Page { name, text } in pages() {
        for (at, line) in text.lines().enumerate() {
            let is_table = line.starts_with('|');
            assert!(
                is_table || line.chars().count() <= 160,
                "{name}:{} is too long to review",
                at + 1
            );
        }
    }
}

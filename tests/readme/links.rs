//! Checks that links between the pages lead to something.

use std::path::{Component, Path, PathBuf};

use super::{Page, book, page, pages};
use crate::support::root;

#[test]
fn every_relative_link_leads_to_something() {
    let mut seen = 0;
    for Page { name, text } in pages() {
        for target in links(&text) {
            if target.starts_with("https://") {
                continue;
            }
            seen += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = if path.is_empty() {
                PathBuf::from(&name)
            } else {
                plain(&Path::new(&name).parent().unwrap().join(path))
            };
            assert!(
                root(&file.to_string_lossy()).exists(),
                "{name} links to {target}, which is not there"
            );
            if !anchor.is_empty() {
                let anchors = anchors(&page(&file.to_string_lossy()).text);
                assert!(
                    anchors.iter().any(|known| known == anchor),
                    "{name} links to {target}: no such heading among {anchors:?}"
                );
            }
        }
    }
    assert!(seen > 50, "only {seen} links");
}

#[test]
fn the_book_is_whole_and_stands_alone() {
    let summary = links(&page("docs/SUMMARY.md").text);
    for name in book() {
        let own = name.strip_prefix("docs/").unwrap();
        let listed = summary.iter().filter(|link| *link == own).count();
        let wanted = usize::from(own != "SUMMARY.md");
        assert_eq!(listed, wanted, "{name} in docs/SUMMARY.md");
        for link in links(&page(&name).text) {
            let leads_out = !link.starts_with("https://")
                && !plain(&Path::new(&name).parent().unwrap().join(&link)).starts_with("docs");
            assert!(
                !leads_out,
                "{name} links to {link}, which is not in the book"
            );
        }
    }
}

#[test]
fn anchors_are_those_of_github() {
    let text = "# One `two`\n## 5. Who is, and isn't\n```\n# no heading\n```\n## One two\n";
    assert_eq!(anchors(text), ["one-two", "5-who-is-and-isnt", "one-two-1"]);
    assert_eq!(
        links("a [b](c.md) `[d](e)` [f `g`](h#i)\n```\n[j](k)\n```\n"),
        ["c.md", "h#i"]
    );
}

/// Returns a path without `..` and `.`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(plain.pop(), "{} leads out", path.display()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Returns the lines of a page that are in no fence.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// Returns where the links of a page lead to.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        // What is between two backticks is code.
        let words: String = line.split('`').step_by(2).collect();
        for rest in words.split("](").skip(1) {
            found.push(rest.split(')').next().unwrap_or_default().to_owned());
        }
    }
    found
}

/// Returns the anchors of a page, as GitHub makes them from its headings.
fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
        let anchor = kept.collect::<String>().replace(' ', "-");
        let before = found.iter().filter(|known| **known == anchor).count();
        found.push(if before == 0 {
            anchor
        } else {
            format!("{anchor}-{before}")
        });
    }
    found
}

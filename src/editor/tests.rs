//! What an editor is told about texts that nobody would write on purpose, and about the README's example.

use std::ops::Range;

use super::complete::Completions;
use super::hover::Hover;
use crate::editor;
use crate::files::{FileId, Span};
use crate::report::Report;
use proptest::prelude::*;

use crate::testing::{report_of, root};

/// Returns some claim files with every kind of fault, and a topic for them.
fn texts() -> [String; 4] {
    [
        "made-up/topic.toml",
        "made-up/gazette.toml",
        "invalid/syntax.toml",
        "invalid/unknown-names.toml",
    ]
    .map(|name| std::fs::read_to_string(root("tests").join(name)).unwrap())
}

fn file(report: &Report, name: &str) -> FileId {
    editor::file_named(report, name).unwrap()
}

/// Returns true if a stretch of a text can be cut out of it.
fn is_in(text: &str, bytes: &Range<usize>) -> bool {
    text.get(bytes.clone()).is_some()
}

fn spans_are_real(report: &Report, spans: &[Span]) -> bool {
    let real = |span: &Span| {
        is_in(
            report.files.text(span.file),
            &(span.start as usize..span.end as usize),
        )
    };
    spans.iter().all(real)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_answered_at_any_place(
        which in 0_usize..4,
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..40, r#"[\[\]="'\n .{}#a1\-é😀\r]{0,4}"#),
            0..4,
        ),
        places in prop::collection::vec(any::<prop::sample::Index>(), 8),
    ) {
        let texts = texts();
        let mut text = texts[which].clone();
        text.truncate(text.floor_char_boundary(3_000));
        for (place, cut, put) in changes {
            let start = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + cut).min(text.len()));
            text.replace_range(start..end, &put);
        }
        let report = report_of(&[("a.toml", &text), ("b.toml", &texts[1]), ("topic.toml", &texts[0])]);
        let own = file(&report, "a.toml");
        for place in places {
            let at = text.floor_char_boundary(place.index(text.len() + 1));
            if let Some(Hover { bytes, .. }) = editor::hover(&report, own, at) {
                prop_assert!(is_in(&text, &bytes) && bytes.start <= at && at <= bytes.end);
            }
            if let Some(Completions { bytes, .. }) = editor::complete(&report, own, at) {
                prop_assert!(is_in(&text, &bytes) && bytes.start <= at && at <= bytes.end, "{bytes:?} {at}");
                prop_assert!(!text[bytes].contains('\n'));
            }
            prop_assert!(spans_are_real(&report, &editor::definitions(&report, own, at)));
            prop_assert!(spans_are_real(&report, &editor::references(&report, own, at)));
            let fixes = editor::fixes(&report, own, at..at);
            prop_assert!(fixes.iter().all(|fix| spans_are_real(&report, &[fix.change.span])));
            if let Some(bytes) = editor::renamed(&report, own, at) {
                prop_assert!(is_in(&text, &bytes) && bytes.start <= at && at <= bytes.end);
            }
            if let Ok(spans) = editor::rename(&report, own, at, "another-id") {
                prop_assert!(spans_are_real(&report, &spans));
            }
        }
        for symbol in editor::outline(&report, own) {
            prop_assert!(is_in(&text, &symbol.whole) && is_in(&text, &symbol.header));
        }
        for hint in editor::hints(&report, own, &(0..text.len())) {
            prop_assert!(text.is_char_boundary(hint.at));
        }
        for notice in editor::notices(&report).into_values().flatten() {
            let related: Vec<Span> = notice.related.iter().map(|(span, _)| *span).collect();
            prop_assert!(spans_are_real(&report, &related));
            prop_assert!(spans_are_real(&report, notice.span.as_slice()));
        }
    }
}

#[test]
fn no_file_has_more_notices_than_an_editor_can_show() {
    let text = "[[claim]]\nevent = \"e\"\n".repeat(1_300);
    let report = report_of(&[("a.toml", &text)]);
    let notices = editor::notices(&report).remove("a.toml").unwrap();
    assert_eq!(notices.len(), 1_000);
    let left_out = report.diagnostics.len() - 1_000;
    assert!(notices[999].text.as_str().ends_with(&format!(
        "{left_out} more in this file: `crosscheck check` tells all"
    )));
}

/// The files of the README's example, and what the book says is shown there.
#[test]
fn the_hover_of_the_book_is_the_real_one() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    let block = |name: &str| {
        let (_, rest) = readme.split_once(&format!("`example/{name}`")).unwrap();
        rest.split("```")
            .nth(1)
            .unwrap()
            .strip_prefix("toml\n")
            .unwrap()
            .to_owned()
    };
    let [topic, brigade, post] =
        ["topic.toml", "fire-brigade.toml", "evening-post.toml"].map(block);
    let report = report_of(&[
        ("topic.toml", &topic),
        ("fire-brigade.toml", &brigade),
        ("evening-post.toml", &post),
    ]);
    let at = post.find("over 20").unwrap();
    let shown = editor::hover(&report, file(&report, "evening-post.toml"), at)
        .unwrap()
        .markdown;
    let quoted: String = shown
        .lines()
        .map(|line| format!("> {line}").trim_end().to_owned() + "\n")
        .collect();
    let page = std::fs::read_to_string(root("docs/editors.md")).unwrap();
    assert!(
        page.contains(&quoted),
        "put this into docs/editors.md:\n{quoted}"
    );
}

//! Every fault of a file, beside what is said about it.

use std::collections::BTreeSet;

use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::testing::{check, report, report_of, root, snapshot};

/// Faults that no text can have, or none that anybody would read: tests/cli.rs and the tests of accounts
/// make such files.
const NOT_TEXT: [Code; 4] = [
    Code::Encoding,
    Code::Unreadable,
    Code::TooLarge,
    Code::SearchCut,
];

fn cases() -> Vec<String> {
    let folder = std::fs::read_dir(root("tests/invalid")).expect("the folder of invalid files");
    let mut names: Vec<String> = folder
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_said_of_each_invalid_file() {
    for case in cases() {
        let report = report(&format!("tests/invalid/{case}"));
        let name = case.trim_end_matches(".toml");
        snapshot(&format!("invalid-{name}"), &check(&report, 100));
    }
}

#[test]
fn every_diagnostic_has_its_invalid_file() {
    let told: BTreeSet<Code> = cases()
        .iter()
        .flat_map(|case| report(&format!("tests/invalid/{case}")).diagnostics)
        .map(|diagnostic| diagnostic.code)
        .collect();
    for code in Code::ALL
        .iter()
        .filter(|code| code.severity() != Severity::Finding)
    {
        assert!(
            told.contains(code) || NOT_TEXT.contains(code),
            "no file for {}",
            code.word()
        );
    }
}

#[test]
fn a_bad_claim_never_hides_a_good_one() {
    let report = report("tests/invalid/syntax.toml");
    assert_eq!(report.record.claims.len(), 1);
    assert_eq!(report.record[report.record.claims[0].value].written, "7");
}

/// Returns a text with one place of it replaced.
fn mended(text: &str, suggestion: &Suggestion) -> String {
    let mut text = text.to_owned();
    text.replace_range(
        suggestion.span.start as usize..suggestion.span.end as usize,
        &suggestion.text,
    );
    text
}

#[test]
fn what_is_suggested_mends_what_is_told() {
    const TOPIC: &str = "[[event]]\nid = \"flood\"\n[[attribute]]\nid = \"homes\"\nkind = \"count\"\n\
                         [[speaker]]\nid = \"mayor\"\nname = \"Mayor\"\n[[party]]\nid = \"river\"\nname = \"River\"\n";
    for (line, suggested) in [
        (
            "[[claim]]\nevent = \"flod\"\nattribute = 'home'\nvalue = 1",
            &["\"flood\"", "\"homes\""][..],
        ),
        (
            "[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 1\nby = \"mayr\"",
            &["\"mayor\""],
        ),
        (
            "[[claim]]\nevnt = \"flood\"\nattribute = \"homes\"\nvalue = 1",
            &["event"],
        ),
        (
            "[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 1\nunit = 5",
            &["\"5\""],
        ),
        ("[[clam]]\nevent = \"flood\"", &["claim"]),
        ("[source]\nparty = \"rivr\"", &["\"river\""]),
        (
            "[[event]]\nid = \"after\"\nwithin = \"flod\"",
            &["\"flood\""],
        ),
        (
            "[[attribute]]\nid = \"a\"\nkind = \"cuont\"",
            &["\"count\""],
        ),
        (
            "[[resolution]]\nevent = \"flod\"\nattribute = \"homes\"\ndate = 2025-01-01",
            &["\"flood\""],
        ),
        (
            "[[claim]]\nid = \"one\"\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 1\nsupersedes = \"oen\"",
            &["\"one\""],
        ),
        (
            "[[claim]]\nevent = \"something-else\"\nattribute = \"homes\"\nvalue = 1",
            &[],
        ),
    ] {
        let read = |text: &str| report_of(&[("a.toml", text), ("topic.toml", TOPIC)]);
        let report = read(line);
        let mut found = Vec::new();
        for told in &report.diagnostics {
            let Some(suggestion) = &told.suggestion else {
                continue;
            };
            found.push(suggestion.text.as_str());
            let after = read(&mended(line, suggestion));
            let still =
                |other: &&Diagnostic| (other.code, &other.message) == (told.code, &told.message);
            assert!(
                !after.diagnostics.iter().any(|other| still(&other)),
                "{line}: {told:?}"
            );
        }
        found.sort_unstable();
        assert_eq!(found, suggested, "{line}");
    }
}

/// Each place at which the same unknown id stands can be mended.
#[test]
fn the_nearest_id_is_told_wherever_an_unknown_one_stands() {
    let claim = "[[claim]]\nevent = \"flod\"\nattribute = \"homes\"\nvalue = 1\nby = \"mayr\"\n";
    let topic = "[[event]]\nid = \"flood\"\n[[attribute]]\nid = \"homes\"\nkind = \"count\"\n\
                 [[speaker]]\nid = \"mayor\"\nname = \"Mayor\"\n";
    let report = report_of(&[("a.toml", &claim.repeat(3)), ("topic.toml", topic)]);
    let suggested = report
        .diagnostics
        .iter()
        .filter(|told| told.suggestion.is_some());
    assert_eq!(suggested.count(), 6, "{:?}", report.diagnostics);
}

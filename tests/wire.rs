//! The JSON is written and read by the same types.

use crate::support::{crux_json, diff_json, json, report, report_of, root, sources_json, written};
use crosscheck::crux::Crux;
use crosscheck::diff::{Diff, State};
use crosscheck::render;
use crosscheck::report::{Report, Selection, Until};
use crosscheck::sources::Sources;
use crosscheck::wire::{CheckJson, CruxJson, DiffJson, ReportJson, SourcesJson};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

const FOLDERS: [&str; 4] = [
    "claims",
    "tests/made-up",
    "tests/two-sides",
    "tests/invalid",
];

fn write(document: &impl Serialize) -> String {
    written(|out| render::json(document, out))
}

fn check_json(report: &Report) -> String {
    write(&CheckJson::new(report))
}

/// Reads a document and writes it again.
fn again<'j, T: Serialize + Deserialize<'j>>(json: &'j str) -> String {
    write(&serde_json::from_str::<T>(json).unwrap())
}

/// Returns what a snapshot holds, below its head.
fn approved(name: &str) -> String {
    let path = root("snapshots").join(format!("{name}.snap"));
    let text = std::fs::read_to_string(path).unwrap();
    text.splitn(3, "---\n").nth(2).unwrap().to_owned()
}

#[test]
fn what_is_approved_is_the_same_when_it_is_read_and_written_again() {
    for name in ["claims-json", "made-up-json"] {
        let json = approved(name);
        assert_eq!(again::<ReportJson<'_>>(&json), json, "{name}");
    }
    for name in [
        "sources-claims-json",
        "sources-made-up-json",
        "sources-two-sides-json",
    ] {
        let json = approved(name);
        assert_eq!(again::<SourcesJson<'_>>(&json), json, "{name}");
    }
    for name in [
        "crux-claims-json",
        "crux-made-up-json",
        "crux-two-sides-json",
    ] {
        let json = approved(name);
        assert_eq!(again::<CruxJson<'_>>(&json), json, "{name}");
    }
    let json = approved("diff-made-up-json");
    assert_eq!(again::<DiffJson<'_>>(&json), json);
}

#[test]
fn what_is_read_equals_what_was_written() {
    for folder in FOLDERS {
        let report = report(folder);
        let text = json(&report);
        let read: ReportJson<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, ReportJson::new(&report), "{folder}");
        let text = check_json(&report);
        let read: CheckJson<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, CheckJson::new(&report), "{folder}");
        let (text, sources) = (sources_json(&report), Sources::new(&report));
        let read: SourcesJson<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, SourcesJson::new(&report, &sources), "{folder}");
        let (text, crux) = (crux_json(&report), Crux::new(&report, &[], 5));
        let read: CruxJson<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, CruxJson::new(&report, &crux), "{folder}");
        let nothing = report_of(&[]);
        for (before, after) in [(&nothing, &report), (&report, &nothing)] {
            let text = diff_json(before, after);
            let read: DiffJson<'_> = serde_json::from_str(&text).unwrap();
            let (before, after) = (State::from(before), State::from(after));
            assert_eq!(read, DiffJson::new(&Diff::new(&before, &after)), "{folder}");
        }
    }
}

#[test]
fn a_selection_and_a_look_back_are_read_too() {
    let selection = Selection {
        events: vec!["flood".to_owned()],
        until: Some(Until::read("2025-03-10").unwrap()),
        ..Selection::default()
    };
    let report = Report::read(&[root("tests/made-up")], &selection).unwrap();
    let text = json(&report);
    let read: ReportJson<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, ReportJson::new(&report));
    assert_eq!(&*read.selection.unwrap().events[0], "flood");
    assert_eq!(&*read.summary.as_of.unwrap().date, "2025-03-10");
}

#[test]
fn keys_of_a_later_version_are_passed_over() {
    let report = report("tests/made-up");
    let text = json(&report).replace("\"as_written\"", "\"later\": [{}],\n\"as_written\"");
    let read: ReportJson<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, ReportJson::new(&report));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_number_and_any_text_is_read_as_it_was_written(
        number in 1..u64::from(u32::MAX), more in 1..1_000_u64, scale in 0..12_u32, words in "\\PC{0,12}",
    ) {
        let other = u128::from(number) * 10_u128.pow(scale) + u128::from(more);
        let words = words.replace(['\\', '"'], "");
        let text = format!(
            "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {number}\nnote = \"{words}\"\n\
             [[claim]]\nevent = \"e\"\nattribute = \"a\"\nby = \"b\"\nvalue = \"{other}\"\n"
        );
        let report = report_of(&[("a.toml", &text)]);
        let written = json(&report);
        let read: ReportJson<'_> = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read, &ReportJson::new(&report));
        prop_assert_eq!(&write(&read), &written);
    }
}

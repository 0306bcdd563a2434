//! Claims that nobody has confirmed: told, and no part of the record.

use crate::code::Code;
use crate::testing::{json, report_of, table};

const TOPIC: &str = "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\n";

fn claim(value: &str, more: &str) -> String {
    format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\n{more}")
}

#[test]
fn a_proposal_is_in_no_report_and_no_count() {
    let without = format!("{TOPIC}{}", claim("5", ""));
    // One that would contradict, one that would be another kind, one with an id and a speaker.
    let proposals = [
        claim("50", "proposed = true\n"),
        "[[claim]]\nvalue = \"lots\"\nproposed = true\n".to_owned(),
        claim(
            "6",
            "id = \"x\"\nby = \"a-stranger\"\npublished = 2025-01-01\nproposed = true\n",
        ),
    ];
    let with = format!("{without}{}", proposals.concat());
    let (without, with) = (
        report_of(&[("a.toml", &without)]),
        report_of(&[("a.toml", &with)]),
    );
    let warned = "4 warnings in the files: crosscheck check tells which\n";
    assert_eq!(table(&without, 100), table(&with, 100).replace(warned, ""));
    let told = |text: String| {
        text.split("\"diagnostics\"")
            .next()
            .unwrap()
            .replace("\"warnings\": 4", "\"warnings\": 0")
    };
    assert_eq!(told(json(&without)), told(json(&with)));
    let codes: Vec<_> = with
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(
        codes,
        [
            Code::Unconfirmed,
            Code::Unconfirmed,
            Code::UnknownSpeaker,
            Code::Unconfirmed
        ]
    );
}

#[test]
fn a_proposal_decides_no_kind_of_an_attribute_that_nothing_declares() {
    let text = format!(
        "{}{}",
        claim("5", ""),
        claim("\"many words\"", "proposed = true\n")
    );
    let report = report_of(&[("a.toml", &text)]);
    assert_eq!(
        report.summary().errors,
        1,
        "the words are no count: {:?}",
        report.diagnostics
    );
    assert_eq!(report.summary().claims, 1);
}

#[test]
fn a_file_may_hold_nothing_but_proposals() {
    let text = format!(
        "{TOPIC}[source]\nid = \"s\"\n{}",
        claim("5", "proposed = true\n")
    );
    let report = report_of(&[("a.toml", &text)]);
    let codes: Vec<_> = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(codes, [Code::Unconfirmed]);
    assert_eq!(report.summary().claims, 0);
}

//! Two topics in every format: the real claims, and a made-up one with every kind, relation,
//! outcome and finding. The snapshots are what people and programs see.

use serde_json::{Value, json};

use crate::render;
use crate::report::{Denied, Report, Selection};
use crate::sheet::Sheet;
use crate::testing::{
    check, csv, github, json, json_lines, junit, markdown, report, root, sarif, snapshot, table,
    written,
};
use crate::wire::LineJson;

const TOPICS: [(&str, &str); 2] = [("claims", "claims"), ("made-up", "tests/made-up")];

/// Reads the report on a folder or a file, with paths from the project's root: cargo runs the tests there.
pub(crate) fn report_from_here(path: &str) -> Report {
    Report::read(&[path], &Selection::default()).expect("the test's own files")
}

#[test]
fn every_format_is_as_approved() {
    for (name, path) in TOPICS {
        let report = report(path);
        for width in [80, 120] {
            snapshot(&format!("{name}-table-{width}"), &table(&report, width));
        }
        snapshot(&format!("{name}-markdown"), &markdown(&report));
        snapshot(&format!("{name}-json"), &json(&report));
        snapshot(&format!("{name}-check"), &check(&report, 100));
    }
}

#[test]
fn every_format_for_other_programs_is_as_approved() {
    for (name, path) in TOPICS {
        let report = report_from_here(path);
        snapshot(&format!("{name}-github"), &github(&report));
        snapshot(&format!("{name}-sarif"), &sarif(&report));
        snapshot(&format!("{name}-junit"), &junit(&report, Denied::default()));
    }
}

#[test]
fn every_sheet_is_as_approved() {
    for (name, path) in TOPICS {
        let report = report(path);
        snapshot(&format!("{name}-csv"), &csv(&report, Sheet::claims));
        snapshot(
            &format!("{name}-csv-questions"),
            &csv(&report, Sheet::questions),
        );
        snapshot(
            &format!("{name}-csv-findings"),
            &csv(&report, Sheet::findings),
        );
    }
}

#[test]
fn the_lines_say_what_the_document_says() {
    for (_, path) in TOPICS {
        let report = report(path);
        let whole: Value = serde_json::from_str(&json(&report)).unwrap();
        let text = json_lines(&report);
        let mut lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let mut expected = Vec::new();
        for event in whole["events"].as_array().unwrap() {
            for question in event["questions"].as_array().unwrap() {
                let mut question = question.clone();
                for (key, of_event) in [
                    ("topic", "topic"),
                    ("folder", "folder"),
                    ("event", "id"),
                    ("title", "title"),
                    ("date", "date"),
                ] {
                    question[key] = event[of_event].clone();
                }
                expected.push(question);
            }
        }
        for (list, key) in [("findings", "finding"), ("diagnostics", "diagnostic")] {
            let items = whole[list].as_array().unwrap().iter();
            expected.extend(items.map(|item| json!({ key: item })));
        }
        let end = lines.pop().unwrap();
        assert_eq!(lines, expected);
        for key in ["schema", "selection", "summary"] {
            assert_eq!(end[key], whole[key]);
        }
        for line in text.lines() {
            let read: LineJson<'_> = serde_json::from_str(line).unwrap();
            assert_eq!(
                written(|out| render::compact_json(&read, out)),
                format!("{line}\n")
            );
        }
    }
}

#[test]
fn the_widest_contradictions_are_as_approved() {
    let selection = Selection {
        top: Some(5),
        ..Selection::default()
    };
    let report = Report::read(&[root("tests/made-up")], &selection).unwrap();
    for width in [80, 120] {
        snapshot(&format!("made-up-top-{width}"), &table(&report, width));
    }
}

#[test]
fn no_line_of_a_table_is_wider_than_asked() {
    for (_, path) in TOPICS {
        let report = report(path);
        for width in 40..=160 {
            for line in table(&report, width).lines() {
                let taken = unicode_width::UnicodeWidthStr::width(line);
                assert!(taken <= usize::from(width), "{taken} of {width}: {line}");
                assert_eq!(line.trim_end(), line, "blanks at the end at width {width}");
            }
        }
    }
}

#[test]
fn the_real_claims_are_clean() {
    let report = report("claims");
    assert_eq!(report.diagnostics, []);
}

#[test]
fn the_made_up_topic_uses_everything() {
    let report = report("tests/made-up");
    let shown = json(&report);
    for kind in crate::model::Kind::ALL.map(|(_, word)| word) {
        assert!(
            shown.contains(&format!("\"kind\": \"{kind}\"")),
            "no {kind}"
        );
    }
    for relation in ["refines", "overlaps", "contradicts", "incomparable"] {
        assert!(
            shown.contains(&format!("\"relation\": \"{relation}\"")),
            "no {relation}"
        );
    }
    for kind in ["between-speakers", "misquote", "self"] {
        assert!(
            shown.contains(&format!("\"kind\": \"{kind}\"")),
            "no {kind}"
        );
    }
    for outcome in crate::compare::Outcome::ALL.map(crate::compare::Outcome::word) {
        assert!(
            shown.contains(&format!("\"outcome\": \"{outcome}\"")),
            "no {outcome}"
        );
    }
    for code in crate::code::Code::ALL {
        if code.severity() == crate::code::Severity::Finding {
            assert!(
                report.findings_of(*code).next().is_some(),
                "no {}",
                code.word()
            );
        }
    }
}

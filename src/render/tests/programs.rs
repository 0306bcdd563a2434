//! What other programs are told: GitHub, code scanning, test reports. A claim cannot speak to them in our
//! name, and they can tell what is new from what was there before.

use std::collections::BTreeSet;

use super::formats::report_from_here;
use crate::code::CodeSet;
use crate::render;
use crate::report::{Denied, Report};
use crate::testing::{github, junit, report, report_of, sarif, written};
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;

const ALL_DENIED: Denied = Denied {
    warnings: true,
    contradictions: true,
    codes: CodeSet::NONE,
};

/// Two speakers who contradict each other in such words, and a key that there is not.
fn hostile(words: &str) -> Report {
    let quoted = words
        .replace(['\\', '"'], "")
        .chars()
        .fold(String::new(), |text, letter| {
            text + &format!("\\U{:08X}", u32::from(letter))
        });
    let text = format!(
        "[topic]\ntitle = \"{quoted}\"\n[source]\nname = \"{quoted}\"\n\
         [[event]]\nid = \"e\"\ntitle = \"{quoted}\"\n[[attribute]]\nid = \"a\"\nkind = \"text\"\nlabel = \"{quoted}\"\n\
         [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{quoted}x\"\nnote = \"{quoted}\"\n\
         [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{quoted}y\"\nby = \"{quoted}z\"\n\"{quoted}\" = 3\n"
    );
    report_of(&[("a.toml", &text)])
}

/// Words that mean something to a runner, to a reader of SARIF or of XML.
fn words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "\\PC{0,3}",
        prop::sample::select(vec![
            "\n::error::",
            "::stop-commands::x",
            "##[add-mask]",
            "%0A",
            "\r",
            ",line=1",
            "]]>",
            "<failure>",
            "&amp;",
            "{0}",
            "[a](https://b)",
            "\u{1b}[31m",
            "\u{202e}",
            "\u{0}",
            "\u{b}",
            "\u{ffff}",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_claim_speaks_in_our_name(words in words()) {
        let report = hostile(&words);
        let told = report.diagnostics.len() + report.findings.len();

        let lines = github(&report);
        prop_assert_eq!(lines.lines().count(), told + 1, "{}", lines);
        for line in lines.lines().take(told) {
            let parts: Vec<&str> = line.splitn(3, "::").collect();
            let command = parts[1].split(' ').next().unwrap();
            prop_assert!(parts[0].is_empty() && ["error", "warning", "notice"].contains(&command), "{}", line);
            prop_assert!(!line.contains('\r'));
            let escapes = line.match_indices('%').all(|(at, _)| {
                ["%25", "%0A", "%3A", "%2C"].iter().any(|escape| line[at..].starts_with(escape))
            });
            prop_assert!(escapes, "{}", line);
        }

        let results = serde_json::from_str::<Value>(&sarif(&report)).unwrap()["runs"][0]["results"].clone();
        prop_assert_eq!(results.as_array().unwrap().len(), told);
        for result in results.as_array().unwrap() {
            let text = result["message"]["text"].as_str().unwrap();
            prop_assert!(!text.replace("{{", "").contains('{') && !text.contains("]("), "{}", text);
        }

        let (names, texts) = xml(&junit(&report, ALL_DENIED));
        let known = ["testsuites", "testsuite", "testcase", "failure", "system-out"];
        prop_assert!(names.iter().all(|name| known.contains(&name.as_str())), "{:?}", names);
        prop_assert!(texts.chars().all(is_xml), "{:?}", texts);
    }
}

/// Returns the names of an XML text's elements, and all its text.
fn xml(text: &str) -> (Vec<String>, String) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut names, mut texts) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                names.push(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    texts += &attribute
                        .unwrap()
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .unwrap();
                }
            }
            Event::Text(text) => texts += &text,
            Event::Eof => return (names, texts),
            _ => {}
        }
    }
}

/// Returns what XML 1.0 lets stand in a text.
fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns the results of a SARIF log.
fn results(report: &Report, denied: Denied) -> Vec<Value> {
    let log = written(|out| render::sarif(report, denied, out));
    let log: Value = serde_json::from_str(&log).unwrap();
    log["runs"][0]["results"].as_array().unwrap().clone()
}

/// The published schema may not be copied here. These are its demands on what we write.
#[test]
fn a_log_has_what_the_standard_asks() {
    for path in [
        "claims",
        "tests/made-up",
        "tests/two-sides",
        "tests/invalid",
    ] {
        let log: Value = serde_json::from_str(&sarif(&report_from_here(path))).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "crosscheck");
        let rules = driver["rules"].as_array().unwrap();
        for rule in rules {
            for text in [
                &rule["shortDescription"],
                &rule["fullDescription"],
                &rule["help"],
            ] {
                assert!(text["text"].as_str().unwrap().len() > 20, "{rule}");
            }
        }
        let mut last = 0;
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(result["ruleId"], rule["id"]);
            let level = result["level"].as_str().unwrap();
            let at = ["error", "warning", "note"]
                .iter()
                .position(|name| *name == level)
                .unwrap();
            assert!(at >= last, "{level} after what weighs less");
            last = at;
            let location = &result["locations"][0]["physicalLocation"];
            let uri = location["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.starts_with(path) && !uri.contains(' '), "{uri}");
            let region = |key: &str| location["region"][key].as_u64().unwrap();
            assert!(
                region("startLine") >= 1 && region("startColumn") >= 1,
                "{location}"
            );
            let [start, end] = [["startLine", "startColumn"], ["endLine", "endColumn"]];
            assert!(start.map(region) <= end.map(region), "{location}");
        }
    }
}

#[test]
fn a_fingerprint_is_one_results_and_outlives_moved_lines() {
    let fingerprints = |texts: &[(&str, &str)]| -> Vec<String> {
        let results = results(&report_of(texts), Denied::default());
        let print = |result: &Value| {
            result["partialFingerprints"]["crosscheckIdentity/v1"]
                .as_str()
                .map(str::to_owned)
        };
        results
            .iter()
            .map(|result| print(result).unwrap())
            .collect()
    };
    let claim = |value: &str| {
        format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\nnoet = 1\n")
    };
    let before = [claim("1"), claim("2")];
    let after = [
        "# A comment.\n\n".to_owned() + &before[0],
        before[1].clone(),
    ];
    let told =
        |texts: &[String; 2]| fingerprints(&[("army.toml", &texts[0]), ("rebels.toml", &texts[1])]);
    assert_eq!(told(&before), told(&after));
    assert_eq!(
        told(&before).iter().collect::<BTreeSet<_>>().len(),
        told(&before).len()
    );
}

#[test]
fn paths_are_written_as_uris() {
    let text = "[[claim]]\nevent = \"e\"\nnoet = 1\n";
    for (name, uri) in [
        ("a b.toml", "a%20b.toml"),
        ("a/ü:%.toml", "a/%C3%BC%3A%25.toml"),
        ("a\u{202e}\"#?.toml", "a%E2%80%AE%22%23%3F.toml"),
        ("/srv/claims/a.toml", "file:///srv/claims/a.toml"),
    ] {
        let first = &results(&report_of(&[(name, text)]), Denied::default())[0];
        assert_eq!(
            first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            uri
        );
    }
}

#[test]
fn a_property_of_an_annotation_ends_where_we_end_it() {
    let text = "[[claim]]\nevent = \"e\"\nnoet = 1\n";
    let shown = github(&report_of(&[("a,line=9::b:%\n.toml", text)]));
    assert!(
        shown.starts_with("::error file=a%2Cline=9%3A<U+003A>b%3A%25 .toml,line="),
        "{shown}"
    );
}

/// A question on which a thousand and more disagree.
#[test]
fn places_that_are_not_named_are_counted() {
    let claim =
        |at| format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {at}\nby = \"s{at}\"\n");
    let text = (0..1_005).map(claim).collect::<Vec<_>>().concat();
    let report = report_of(&[("a.toml", &text)]);
    let claims = report.findings[0].claims.len();
    let shown = github(&report);
    let line = shown
        .lines()
        .find(|line| line.contains("title=contradiction"))
        .unwrap();
    assert_eq!(line.matches("see also").count(), 10);
    assert!(
        line.ends_with(&format!("and {} more places", claims - 11)),
        "{line}"
    );
    let results = results(&report, Denied::default());
    let found = results
        .iter()
        .find(|result| result["ruleId"] == "contradiction")
        .unwrap();
    assert_eq!(found["relatedLocations"].as_array().unwrap().len(), 999);
    let more = format!("and {} more places", claims - 1_000);
    assert!(
        found["message"]["text"].as_str().unwrap().ends_with(&more),
        "{more}"
    );
}

#[test]
fn what_is_denied_weighs_most() {
    let report = report("tests/made-up");
    for (denied, failing) in [
        (Denied::default(), 0),
        (
            Denied {
                warnings: true,
                ..Denied::default()
            },
            2,
        ),
        (
            Denied {
                contradictions: true,
                ..Denied::default()
            },
            11,
        ),
        (ALL_DENIED, 13),
    ] {
        let errors = results(&report, denied)
            .iter()
            .filter(|result| result["level"] == "error")
            .count();
        assert_eq!(errors, failing, "{denied:?}");
        assert_eq!(report.fails(denied), failing > 0, "{denied:?}");
        let annotated = written(|out| render::github(&report, denied, out));
        assert_eq!(
            annotated
                .lines()
                .filter(|line| line.starts_with("::error "))
                .count(),
            failing
        );
        // A test can fail for more than one reason.
        let failures = xml(&junit(&report, denied))
            .0
            .iter()
            .filter(|name| *name == "failure")
            .count();
        assert!(
            failures <= failing && (failures > 0) == (failing > 0),
            "{denied:?}"
        );
    }
}

//! Every fault of a file, beside what is said about it.

use std::collections::BTreeSet;

use crate::support::{check, report, root, snapshot};
use crosscheck::code::{Code, Severity};

/// Faults that no text can have, or none that anybody would read: tests/cli.rs and tests/accounts.rs
/// make such files.
const NOT_TEXT: [Code; 4] = [Code::Encoding, Code::Unreadable, Code::TooLarge, Code::SearchCut];

fn cases() -> Vec<String> {
    let folder = std::fs::read_dir(root("tests/invalid")).expect("the folder of invalid files");
    let mut names: Vec<String> =
        folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
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
    for code in Code::ALL.iter().filter(|code| code.severity() != Severity::Finding) {
        assert!(told.contains(code) || NOT_TEXT.contains(code), "no file for {}", code.word());
    }
}

#[test]
fn a_bad_claim_never_hides_a_good_one() {
    let report = report("tests/invalid/syntax.toml");
    assert_eq!(report.record.claims.len(), 1);
    assert_eq!(report.record.value(&report.record.claims[0]).written, "7");
}

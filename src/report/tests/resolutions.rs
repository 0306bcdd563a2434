//! What an editor has looked at, and what came after.

use std::fmt::Write as _;

use crate::code::Code;
use crate::report::{Report, Stale};
use crate::testing::report_of;

/// Claims on one question, a line each: `VALUE SPEAKER AS_OF PUBLISHED`, with `-` for a date that is not
/// given; then the days of its resolutions.
fn report(over_time: &str, claims: &str, days: &[&str]) -> Report {
    let mut text = format!(
        "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\nover_time = \"{over_time}\"\n"
    );
    for line in claims.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [value, speaker, as_of, published, more @ ..] = &words[..] else {
            continue;
        };
        let _ = writeln!(
            text,
            "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{value}\"\nby = \"{speaker}\""
        );
        for (key, day) in [("as_of", as_of), ("published", published)] {
            if *day != "-" {
                let _ = writeln!(text, "{key} = {day}");
            }
        }
        let _ = writeln!(text, "{}", more.join(" "));
    }
    for day in days {
        let _ = writeln!(
            text,
            "[[resolution]]\nevent = \"e\"\nattribute = \"a\"\ndate = {day}\nnote = \"{day}\""
        );
    }
    report_of(&[("a.toml", &text)])
}

/// Returns the values of the positions that came after the resolution; `None` where nothing contradicts.
fn news(report: &Report) -> Option<Vec<String>> {
    let resolved = report.resolved(&report.comparisons[0]).unwrap();
    let told = report
        .diagnostics
        .iter()
        .filter(|told| told.code == Code::StaleResolution)
        .count();
    assert_eq!(told, usize::from(resolved.stale.is_some()));
    assert_eq!(
        report.is_resolved(&report.comparisons[0]),
        resolved.stale.is_none()
    );
    let written =
        |claim: &crate::model::ClaimId| report.record[report.record[*claim].value].written.clone();
    match &resolved.stale {
        None => Some(Vec::new()),
        Some(Stale::NewPositions(claims)) => Some(claims.iter().map(written).collect()),
        Some(Stale::NotContradicted) => None,
    }
}

#[test]
fn what_came_after_the_look_is_new() {
    const BEFORE: &str = "23 army 2025-10-12 -\n58 rebels 2025-10-12 -\n";
    for (more, new) in [
        ("", &[][..]),
        ("61 post 2025-10-20 -", &[]),
        ("61 post 2025-10-21 -", &["61"]),
        // What was published later could not be read before, whatever day it speaks of.
        ("61 post 2025-10-12 2025-10-21", &["61"]),
        ("61 post 2025-10-21 2025-10-20", &[]),
        ("61 post 2025-10 -", &[]),
        ("61 post 2025-10-21T00:00:00 -", &["61"]),
        // Of a claim without a date nobody can tell.
        ("61 post - -", &[]),
        ("61 post - -\n61 times 2025-10-21 -", &["61"]),
        // Another voice for a position that was there.
        ("58 post 2025-10-21 -", &[]),
        ("unknown post 2025-10-21 -", &[]),
        ("61 post 2025-10-21 -\n7 times 2025-10-22 -", &["7", "61"]),
        // A speaker who says the same again, and one who goes back to what it said before.
        ("58 rebels 2025-10-21 -", &[]),
        ("60 rebels 2025-10-15 -\n58 rebels 2025-10-21 -", &["58"]),
        ("60 rebels 2025-10-21 -\n58 rebels 2025-10-22 -", &[]),
    ] {
        let report = report("fixed", &format!("{BEFORE}{more}"), &["2025-10-20"]);
        assert_eq!(news(&report).unwrap(), new, "{more}");
    }
}

#[test]
fn a_withdrawn_claim_was_not_stood_by() {
    let claims =
        "23 army 2025-10-12 -\n58 rebels 2025-10-12 - withdrawn=2025-10-13\n58 rebels 2025-10-21 -";
    assert_eq!(
        news(&report("fixed", claims, &["2025-10-20"])).unwrap(),
        ["58"]
    );
}

#[test]
fn where_nothing_contradicts_a_resolution_settles_nothing() {
    for claims in [
        "58 army 2025-10-12 -\n58 rebels 2025-10-12 -",
        "58 army 2025-10-12 -",
    ] {
        assert_eq!(news(&report("fixed", claims, &["2025-10-20"])), None);
    }
}

#[test]
fn of_two_resolutions_the_later_day_counts() {
    let claims = "23 army 2025-10-12 -\n58 rebels 2025-10-21 -";
    for days in [["2025-10-20", "2025-10-22"], ["2025-10-22", "2025-10-20"]] {
        let report = report("fixed", claims, &days);
        assert_eq!(news(&report).unwrap(), Vec::<String>::new());
        let resolved = report.resolved(&report.comparisons[0]).unwrap();
        assert_eq!(resolved.resolution.note.as_deref(), Some("2025-10-22"));
    }
}

#[test]
fn where_values_change_only_a_later_contradiction_is_new() {
    let day = "40 army 2025-10-12 -\n50 rebels 2025-10-12 -\n";
    for (over_time, more, new) in [
        (
            "varies",
            "60 army 2025-10-21 -\n60 rebels 2025-10-21 -",
            &[][..],
        ),
        // The same two values on another day are another contradiction.
        (
            "varies",
            "40 army 2025-10-21 -\n50 rebels 2025-10-21 -",
            &["40", "50"],
        ),
        (
            "varies",
            "60 army 2025-10-21 -\n70 rebels 2025-10-21 -",
            &["60", "70"],
        ),
        ("grows", "60 army 2025-10-21 -\n60 rebels 2025-10-22 -", &[]),
        ("grows", "45 army 2025-10-21 -", &["45"]),
        (
            "grows",
            "60 army 2025-10-21 -\n40 rebels 2025-10-22 -",
            &["40", "60"],
        ),
    ] {
        let report = report(over_time, &format!("{day}{more}"), &["2025-10-20"]);
        assert_eq!(news(&report).unwrap(), new, "{over_time}: {more}");
    }
}

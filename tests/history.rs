//! What speakers revised, took back and settled, and when a total fell.

use std::fmt::Write as _;

use crate::support::{report_of, table};
use crosscheck::code::Code;
use crosscheck::render::words;
use crosscheck::report::Report;

/// Claims on one question, a line each: a value and a speaker, then more keys.
fn report(over_time: &str, claims: &[(&str, &str, &str)]) -> Report {
    let mut text = format!(
        "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\nover_time = \"{over_time}\"\n"
    );
    for (value, speaker, more) in claims {
        let _ = writeln!(
            text,
            "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{value}\"\nby = \"{speaker}\"\n{more}"
        );
    }
    report_of(&[("a.toml", &text)])
}

/// The rows on what was revised, with single blanks.
fn revised(report: &Report) -> Vec<String> {
    let shown = table(report, 140);
    let rows = shown.lines().skip_while(|line| *line != "REVISED OR WITHDRAWN").skip(2);
    rows.take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_history_reads_from_the_first_value_to_the_last() {
    for (claims, told) in [
        (
            &[("23", "army", "as_of = 2025-10-12"), ("29", "army", "as_of = 2025-10-14")][..],
            &["a army 23 (12 Oct) → 29 (14 Oct 2025)"][..],
        ),
        (
            &[("23", "army", "as_of = 2024-12-31"), ("29", "army", "as_of = 2025-01-01")],
            &["a army 23 (31 Dec 2024) → 29 (1 Jan 2025)"],
        ),
        // The links tell the order where there are no days.
        (
            &[
                ("29", "army", "id = \"c\"\nsupersedes = \"b\""),
                ("5", "army", "id = \"a\""),
                ("7", "army", "id = \"b\"\nsupersedes = \"a\""),
            ],
            &["a army 5 → 7 → 29"],
        ),
        // The same value again is no revision.
        (
            &[
                ("23", "army", "as_of = 2025-10-12"),
                ("twenty-three", "army", "as_of = 2025-10-13"),
                ("29", "army", "as_of = 2025-10-14"),
                ("29", "army", "as_of = 2025-10-15"),
            ],
            &["a army 23 (12 Oct) → 29 (14 Oct 2025)"],
        ),
        (&[("23", "army", "as_of = 2025-10-12"), ("23", "army", "as_of = 2025-10-14")], &[]),
        (
            &[("58", "rebels", "withdrawn = 2025-10-14"), ("23", "army", "")],
            &["a rebels 58, withdrawn 14 Oct 2025", "settles the contradiction with army, 23"],
        ),
        (
            &[
                ("58", "rebels", "as_of = 2025-10-12"),
                ("23", "rebels", "as_of = 2025-10-13"),
                ("23", "army", ""),
                ("20 to 30", "post", ""),
            ],
            &[
                "a rebels 58 (12 Oct) → 23 (13 Oct 2025)",
                "settles the contradictions with post (20 to 30), army (23)",
            ],
        ),
        // It says another number, and that one fits no better.
        (
            &[
                ("58", "rebels", "as_of = 2025-10-12"),
                ("50", "rebels", "as_of = 2025-10-13"),
                ("23", "army", ""),
            ],
            &["a rebels 58 (12 Oct) → 50 (13 Oct 2025)"],
        ),
        // It still says so elsewhere.
        (
            &[
                ("58", "rebels", "withdrawn = 2025-10-14"),
                ("58", "rebels", "via = \"post\""),
                ("23", "army", ""),
            ],
            &["a rebels 58, withdrawn 14 Oct 2025"],
        ),
    ] {
        assert_eq!(revised(&report("fixed", claims)), told, "{claims:?}");
    }
}

#[test]
fn a_long_history_leaves_out_its_middle() {
    let days: Vec<String> = (1..=28).map(|day| format!("as_of = 2025-02-{day:02}")).collect();
    let values: Vec<String> = (1..=28).map(|value| value.to_string()).collect();
    let claims: Vec<_> =
        days.iter().zip(&values).map(|(day, value)| (value.as_str(), "army", day.as_str())).collect();
    let told = revised(&report("fixed", &claims)).join(" ");
    assert!(told.contains("4 (4 Feb) → … 20 more … → 25 (25 Feb)"), "{told}");
}

#[test]
fn where_values_change_over_time_nothing_is_settled() {
    let claims = [
        ("58", "rebels", "as_of = 2025-10-12\nwithdrawn = 2025-10-14"),
        ("23", "army", "as_of = 2025-10-12"),
    ];
    for (over_time, settled) in [("fixed", 1), ("grows", 0), ("varies", 0)] {
        assert_eq!(report(over_time, &claims).comparisons[0].settled.len(), settled, "{over_time}");
    }
}

#[test]
fn what_is_settled_is_listed_up_to_a_bound() {
    let values: Vec<String> = (1..=1_100).map(|value| value.to_string()).collect();
    for (others, listed, cut) in [(900, 900, false), (1_100, 1_000, true)] {
        let others = values[..others].iter().map(|value| (value.as_str(), value.as_str(), ""));
        let claims: Vec<_> = others.chain([("5000", "rebels", "withdrawn = 2025-10-14")]).collect();
        let report = report("fixed", &claims);
        let shown = &report.comparisons[0];
        assert_eq!((shown.settled.len(), shown.settled_cut), (listed, cut));
    }
}

#[test]
fn of_a_chain_the_link_that_settles_is_named() {
    let claims = [
        ("29", "rebels", "id = \"c\"\nsupersedes = \"b\""),
        ("60", "rebels", "id = \"b\"\nsupersedes = \"a\""),
        ("58", "rebels", "id = \"a\""),
        ("29", "army", ""),
    ];
    let report = report("fixed", &claims);
    let settled = &report.comparisons[0].settled;
    let named =
        settled.iter().map(|settled| (report.claim_name(settled.claim), settled.by)).collect::<Vec<_>>();
    assert_eq!(named, [("b".to_owned(), Some(crosscheck::model::ClaimId(0)))]);
}

#[test]
fn a_fall_is_dated_from_the_last_claim_that_was_so_high() {
    for (claims, told) in [
        (&["12 2025-03-02", "9 2025-03-03"][..], "fell from 12 to 9 between 2 and 3 Mar 2025"),
        (&["12 2025-03-01", "12 2025-03-02", "9 2025-03-03"], "fell from 12 to 9 between 2 and 3 Mar 2025"),
        (
            &["12 2025-02-27", "11 2025-02-28", "13 2025-03-04"],
            "fell from 12 to 11 between 27 and 28 Feb 2025",
        ),
        (&["12 2024-12-31", "9 2025-01-01"], "fell from 12 to 9 between 31 Dec 2024 and 1 Jan 2025"),
    ] {
        let days: Vec<_> = claims.iter().filter_map(|claim| claim.split_once(' ')).collect();
        let keys: Vec<String> = days.iter().map(|(_, day)| format!("as_of = {day}")).collect();
        let claims: Vec<_> =
            days.iter().zip(&keys).map(|((value, _), key)| (*value, "board", key.as_str())).collect();
        let report = report("grows", &claims);
        let fell: Vec<String> =
            report.findings_of(Code::FallingTotal).map(|finding| words::finding(&report, finding)).collect();
        assert_eq!(fell, [format!("a (e): the running total of board {told}")]);
        assert!(table(&report, 80).contains(&format!("It {told}.")));
    }
}

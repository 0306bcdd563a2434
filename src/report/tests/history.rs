//! What speakers revised, took back and settled, and when a total fell.

use std::fmt::Write as _;

use crate::code::Code;
use crate::compare::Outcome;
use crate::load::load_texts;
use crate::message;
use crate::report::{Report, Selection, Until};
use crate::testing::{json, report_of, table};
use proptest::prelude::*;

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

/// Returns the rows on what was revised, with single blanks.
fn revised(report: &Report) -> Vec<String> {
    let shown = table(report, 140);
    let rows = shown
        .lines()
        .skip_while(|line| *line != "REVISED OR WITHDRAWN")
        .skip(2);
    rows.take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_history_reads_from_the_first_value_to_the_last() {
    for (claims, told) in [
        (
            &[
                ("23", "army", "as_of = 2025-10-12"),
                ("29", "army", "as_of = 2025-10-14"),
            ][..],
            &["a army 23 (12 Oct) → 29 (14 Oct 2025)"][..],
        ),
        (
            &[
                ("23", "army", "as_of = 2024-12-31"),
                ("29", "army", "as_of = 2025-01-01"),
            ],
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
        (
            &[
                ("23", "army", "as_of = 2025-10-12"),
                ("23", "army", "as_of = 2025-10-14"),
            ],
            &[],
        ),
        (
            &[
                ("58", "rebels", "withdrawn = 2025-10-14"),
                ("23", "army", ""),
            ],
            &[
                "a rebels 58, withdrawn 14 Oct 2025",
                "settles the contradiction with army, 23",
            ],
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
    let days: Vec<String> = (1..=28)
        .map(|day| format!("as_of = 2025-02-{day:02}"))
        .collect();
    let values: Vec<String> = (1..=28).map(|value| value.to_string()).collect();
    let claims: Vec<_> = days
        .iter()
        .zip(&values)
        .map(|(day, value)| (value.as_str(), "army", day.as_str()))
        .collect();
    let told = revised(&report("fixed", &claims)).join(" ");
    assert!(
        told.contains("4 (4 Feb) → … 20 more … → 25 (25 Feb)"),
        "{told}"
    );
}

#[test]
fn where_values_change_over_time_nothing_is_settled() {
    let claims = [
        ("58", "rebels", "as_of = 2025-10-12\nwithdrawn = 2025-10-14"),
        ("23", "army", "as_of = 2025-10-12"),
    ];
    for (over_time, settled) in [("fixed", 1), ("grows", 0), ("varies", 0)] {
        assert_eq!(
            report(over_time, &claims).comparisons[0].settled.len(),
            settled,
            "{over_time}"
        );
    }
}

#[test]
fn what_is_settled_is_listed_up_to_a_bound() {
    let values: Vec<String> = (1..=1_100).map(|value| value.to_string()).collect();
    for (others, listed, cut) in [(900, 900, false), (1_100, 1_000, true)] {
        let others = values[..others]
            .iter()
            .map(|value| (value.as_str(), value.as_str(), ""));
        let claims: Vec<_> = others
            .chain([("5000", "rebels", "withdrawn = 2025-10-14")])
            .collect();
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
    let named = settled
        .iter()
        .map(|settled| (report.claim_name(settled.claim), settled.by))
        .collect::<Vec<_>>();
    assert_eq!(
        named,
        [("b".to_owned(), Some(crate::model::ClaimId::from(0)))]
    );
}

#[test]
fn a_fall_is_dated_from_the_last_claim_that_was_so_high() {
    for (claims, told) in [
        (
            &["12 2025-03-02", "9 2025-03-03"][..],
            "fell from 12 to 9 between 2 and 3 Mar 2025",
        ),
        (
            &["12 2025-03-01", "12 2025-03-02", "9 2025-03-03"],
            "fell from 12 to 9 between 2 and 3 Mar 2025",
        ),
        (
            &["12 2025-02-27", "11 2025-02-28", "13 2025-03-04"],
            "fell from 12 to 11 between 27 and 28 Feb 2025",
        ),
        (
            &["12 2024-12-31", "9 2025-01-01"],
            "fell from 12 to 9 between 31 Dec 2024 and 1 Jan 2025",
        ),
    ] {
        let days: Vec<_> = claims
            .iter()
            .filter_map(|claim| claim.split_once(' '))
            .collect();
        let keys: Vec<String> = days
            .iter()
            .map(|(_, day)| format!("as_of = {day}"))
            .collect();
        let claims: Vec<_> = days
            .iter()
            .zip(&keys)
            .map(|((value, _), key)| (*value, "board", key.as_str()))
            .collect();
        let report = report("grows", &claims);
        let fell: Vec<String> = report
            .findings_of(Code::FallingTotal)
            .map(|finding| message::title(&report, finding).into_string())
            .collect();
        assert_eq!(fell, [format!("a (e): the running total of board {told}")]);
        assert!(table(&report, 80).contains(&format!("It {told}.")));
    }
}

/// Returns the report on the record as it stood at the end of a day.
fn as_of(day: &str, texts: &[(&str, &str)]) -> Report {
    let until = Until::read(day).expect("a day");
    let selection = Selection {
        until: Some(until),
        ..Selection::default()
    };
    Report::new(load_texts(texts.iter().copied()), &selection)
}

#[test]
fn a_look_back_leaves_out_what_came_later() {
    for (keys, day, left) in [
        ("as_of = 2025-10-14", "2025-10-13", 0),
        ("as_of = 2025-10-14", "2025-10-14", 1),
        ("as_of = 2025-10-14T12:00:00", "2025-10-14", 1),
        ("as_of = 2025-10-14T12:00:00", "2025-10-14T11:59:59", 0),
        ("as_of = \"2025-10\"", "2025-10-01", 1),
        ("as_of = \"2025-10\"", "2025-09", 0),
        // What counts is when it was published; without that, for when it was given.
        (
            "as_of = 2025-10-12\npublished = 2025-10-14",
            "2025-10-13",
            0,
        ),
        (
            "as_of = 2025-10-20\npublished = 2025-10-14",
            "2025-10-15",
            1,
        ),
        ("published = \"2025-10-14/..\"", "2025-10-13", 0),
        ("published = \"../2025-10-14\"", "2025-10-01", 1),
        ("", "1900", 1),
    ] {
        let text = format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 5\n{keys}\n");
        let report = as_of(day, &[("a.toml", &text)]);
        let back = report.looked_back.clone().expect("a look back");
        assert_eq!(report.record.claims.len(), left, "{keys} on {day}");
        assert_eq!(
            (back.later, back.undated),
            (1 - left, usize::from(keys.is_empty())),
            "{keys} on {day}"
        );
    }
}

#[test]
fn a_day_to_look_back_to_ends_in_the_zone_of_the_attribute() {
    let text = "[[attribute]]\nid = \"a\"\nkind = \"count\"\nzone = \"Asia/Kabul\"\n\
        [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 5\nas_of = 2025-10-15\n";
    // The 15th begins in Kabul while the 14th is not yet over in UTC.
    for (day, left) in [("2025-10-14", 0), ("2025-10-15", 1)] {
        assert_eq!(
            as_of(day, &[("a.toml", text)]).record.claims.len(),
            left,
            "{day}"
        );
    }
}

#[test]
fn what_was_taken_back_or_resolved_later_was_not_yet() {
    let text = "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 5\nby = \"x\"\nwithdrawn = 2025-10-20\n\
        [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 6\nby = \"y\"\nas_of = 2025-10-12\n\
        [[resolution]]\nevent = \"e\"\nattribute = \"a\"\ndate = 2025-10-15\n";
    for (day, outcome, resolved) in [
        ("2025-10-11", Outcome::Uncorroborated, 0),
        ("2025-10-14", Outcome::Contradicted, 0),
        ("2025-10-15", Outcome::Contradicted, 1),
        ("2025-10-20", Outcome::Uncorroborated, 0),
    ] {
        let report = as_of(day, &[("a.toml", text)]);
        assert_eq!(report.comparisons[0].outcome, outcome, "{day}");
        assert_eq!(report.summary().resolved, resolved, "{day}");
        let taken_back = json(&report).contains(r#""withdrawn": "2025-10-20""#);
        assert_eq!(taken_back, day == "2025-10-20", "{day}");
    }
}

#[test]
fn what_has_no_end_is_no_day_to_look_back_to() {
    for words in ["2025-10-14/..", "..", "soon", ""] {
        assert!(Until::read(words).is_err(), "{words}");
    }
}

/// A claim of the property below: a value and a speaker, the days of `as_of`, `published` and `withdrawn`,
/// and whether it replaces the speaker's claim before it.
type Told = (u8, u8, Option<u8>, Option<u8>, Option<u8>, bool);

/// Returns a file for each claim that is told, or only for what had come by a day.
fn files_of(told: &[Told], day: Option<u8>) -> Vec<(String, String)> {
    let came = |date: u8| day.is_none_or(|day| date <= day);
    let file = |(at, claim): (usize, &Told)| {
        let (value, speaker, as_of, published, withdrawn, replaces) = *claim;
        let mut text = format!(
            "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\nby = \"s{speaker}\"\nid = \"c{at}\"\n"
        );
        let withdrawn = withdrawn.filter(|date| came(*date));
        for (key, date) in [
            ("as_of", as_of),
            ("published", published),
            ("withdrawn", withdrawn),
        ] {
            text += &date
                .map(|date| format!("{key} = 2025-01-{date:02}\n"))
                .unwrap_or_default();
        }
        let before = told[..at]
            .iter()
            .rposition(|before| before.1 == speaker)
            .filter(|_| replaces);
        text += &before
            .map(|before| format!("supersedes = \"c{before}\"\n"))
            .unwrap_or_default();
        (format!("file-{at}.toml"), text)
    };
    let vocabulary = "[[attribute]]\nid = \"a\"\nkind = \"count\"\n[[event]]\nid = \"e\"\n";
    let in_time = told
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.3.or(claim.2).is_none_or(came));
    let files = in_time.map(file);
    std::iter::once(("topic.toml".to_owned(), vocabulary.to_owned()))
        .chain(files)
        .collect()
}

/// Returns the tables below the line on what was left out, without what is wrong with the files.
fn tables(report: &Report) -> String {
    let shown = table(report, 80);
    let lines = shown.lines().skip_while(|line| !line.contains(" question"));
    lines
        .filter(|line| !line.contains("in the files:"))
        .collect::<Vec<_>>()
        .join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn a_look_back_shows_what_the_files_of_that_day_would(
        told in prop::collection::vec(
            (0..4u8, 0..3u8, prop::option::of(1..6u8), prop::option::weighted(0.3, 1..6u8), prop::option::weighted(0.2, 1..6u8), any::<bool>()),
            1..10,
        ),
        day in 1..6u8,
    ) {
        let (all, then) = (files_of(&told, None), files_of(&told, Some(day)));
        let back = as_of(&format!("2025-01-{day:02}"), &pairs(&all));
        prop_assert_eq!(tables(&back), tables(&report_of(&pairs(&then))));
    }
}

fn pairs(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}

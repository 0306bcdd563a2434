//! What must add up: rules, parts and wholes, and what follows for the other numbers.

use std::fmt::Write as _;

use crate::code::Code;
use crate::message;
use crate::report::Report;
use crate::testing::report_of;
use proptest::prelude::*;

/// Returns a topic with events and counts, and claims: `EVENT ATTRIBUTE VALUE SPEAKER`, a line each. "5 @s" is 5
/// in the scope s.
fn report(topic: &str, claims: &str) -> Report {
    let mut text = format!("[topic]\ntitle = \"t\"\n{topic}\n");
    for id in ["aboard", "killed", "survivors", "crew"] {
        let _ = writeln!(
            text,
            "[[attribute]]\nid = \"{id}\"\nlabel = \"{id}\"\nkind = \"count\""
        );
    }
    for line in claims.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [event, attribute, value @ .., speaker] = &words[..] else {
            continue;
        };
        let value = value.join(" ");
        let (value, scope) = value.split_once(" @").unwrap_or((&value, ""));
        let _ = writeln!(
            text,
            "[[claim]]\nevent = \"{event}\"\nattribute = \"{attribute}\"\nvalue = \"{value}\"\nby = \"{speaker}\""
        );
        if !scope.is_empty() {
            let _ = writeln!(text, "scope = \"{scope}\"");
        }
    }
    report_of(&[("t/a.toml", &text)])
}

/// Returns what does not add up, one sentence each.
fn sums(report: &Report) -> Vec<String> {
    report
        .findings_of(Code::Impossible)
        .map(|finding| message::title(report, finding).into_string())
        .collect()
}

const RULE: &str =
    "[[event]]\nid = \"e\"\ntitle = \"E\"\n[[rule]]\nholds = \"aboard = killed + survivors\"\n";
const PARTS: &str = "[[event]]\nid = \"w\"\ntitle = \"W\"\n[[event]]\nid = \"p\"\ntitle = \"P\"\nwithin = \"w\"\n\
                     [[event]]\nid = \"q\"\ntitle = \"Q\"\nwithin = \"w\"\n";

const SCOPES: &str = "[[event]]\nid = \"e\"\ntitle = \"E\"\n[[event]]\nid = \"p\"\ntitle = \"P\"\nwithin = \"e\"\n\
                      [[rule]]\nholds = \"aboard = killed + survivors\"\n\
                      [[scope]]\nid = \"sure\"\nwithin = \"likely\"\n\
                      [[scope]]\nid = \"likely\"\nwithin = \"all\"\n[[scope]]\nid = \"all\"\n";

#[test]
fn what_counts_in_a_scope_counts_in_the_wider_ones() {
    for (claims, said) in [
        // No part of what another counts is less than it.
        (
            "e killed 3 @sure a\ne killed 4 @likely b\ne killed 2 c",
            vec![],
        ),
        (
            "e killed 4 @sure a\ne killed 3 @likely b",
            vec!["E: 4 killed (sure), but 3 killed (likely): 1 too many"],
        ),
        (
            "e killed 4 @sure a\ne killed 3 @all a",
            vec!["E: a: 4 killed (sure), but 3 killed (all): 1 too many"],
        ),
        // Rules hold among figures of one scope.
        (
            "e aboard 10 @sure a\ne killed 4 @sure a\ne survivors 7 @sure a",
            vec![
                "E: a: 10 aboard (sure), but 4 killed (sure) and 7 survivors (sure), together 11: a difference of 1",
            ],
        ),
        (
            "e aboard 10 @sure a\ne killed 4 @sure a\ne survivors 7 a",
            vec![],
        ),
        // So do parts, and both go together.
        (
            "p killed 4 @sure a\ne killed 3 @sure b",
            vec!["P: 4 killed (sure) in “P”, but 3 killed (sure) in “E”: 1 too many"],
        ),
        ("p killed 4 @sure a\ne killed 3 b", vec![]),
    ] {
        assert_eq!(sums(&report(SCOPES, claims)), said, "{claims}");
    }
    let crossed = "p killed 4 @sure a\ne killed 3 @all b";
    assert_eq!(sums(&report(SCOPES, crossed)).len(), 1);
}

#[test]
fn what_does_not_add_up_is_said_with_the_arithmetic() {
    for (topic, claims, said) in [
        (RULE, "e aboard 10 a\ne killed 3 a\ne survivors 7 a", vec![]),
        (
            RULE,
            "e aboard 10 a\ne killed 4 a\ne survivors 7 a",
            vec!["E: a: 10 aboard, but 4 killed and 7 survivors, together 11: a difference of 1"],
        ),
        (
            RULE,
            "e aboard 10 a\ne killed 4 b\ne survivors 7 a",
            vec!["E: 10 aboard, but 4 killed and 7 survivors, together 11: a difference of 1"],
        ),
        // A count is at least 0: more cannot have survived than were aboard.
        (
            RULE,
            "e aboard 10 a\ne survivors 12 b",
            vec!["E: 10 aboard, but 12 survivors: a difference of 2"],
        ),
        // Words leave room.
        (
            RULE,
            "e aboard about 10 a\ne killed 4 b\ne survivors 7 a",
            vec![],
        ),
        (
            RULE,
            "e aboard up to 10 a\ne killed over 4 b\ne survivors 7 a",
            vec![
                "E: at most 10 aboard, but at least 5 killed and 7 survivors, together at least 12: a difference of at least 2",
            ],
        ),
        (
            RULE,
            "e aboard at least 10 a\ne killed 4 b\ne survivors 7 a",
            vec![],
        ),
        // Of a number that is contradicted anyway only a speaker's own sums are told.
        (
            RULE,
            "e aboard 10 a\ne aboard 11 b\ne killed 4 a\ne survivors 7 a",
            vec!["E: a: 10 aboard, but 4 killed and 7 survivors, together 11: a difference of 1"],
        ),
        (
            RULE,
            "e aboard 10 a\ne aboard 11 b\ne killed 4 c\ne survivors 8 d",
            vec![],
        ),
        (PARTS, "w killed 10 a\np killed 10 a\nq killed 3 b", vec![]),
        (
            PARTS,
            "w killed 10 a\np killed 12 b",
            vec!["W: 12 killed in “P”, but 10 killed in “W”: 2 too many"],
        ),
    ] {
        assert_eq!(sums(&report(topic, claims)), said, "{claims}");
    }
}

#[test]
fn disjoint_parts_together_have_no_more_than_the_whole() {
    let disjoint = PARTS.replacen("title = \"W\"", "title = \"W\"\ndisjoint = true", 1);
    let claims = "w killed 10 a\np killed 8 b\nq killed 3 c";
    assert_eq!(
        sums(&report(&disjoint, claims)),
        ["W: 8 killed in “P” and 3 killed in “Q”, together 11, but 10 killed in “W”: 1 too many"]
    );
    assert_eq!(sums(&report(PARTS, claims)), Vec::<String>::new());
}

#[test]
fn a_tolerance_leaves_room_in_sums_too() {
    let topic = "[[event]]\nid = \"e\"\ntitle = \"E\"\n[[rule]]\nholds = \"all <= some\"\n\
                 [[attribute]]\nid = \"all\"\nkind = \"count\"\ntolerance = 2\n\
                 [[attribute]]\nid = \"some\"\nkind = \"count\"\n";
    assert_eq!(
        sums(&report(topic, "e all 12 a\ne some 10 b")),
        Vec::<String>::new()
    );
    assert_eq!(sums(&report(topic, "e all 13 a\ne some 10 b")).len(), 1);
}

#[test]
fn a_search_that_is_cut_short_says_so() {
    let mut claims = String::new();
    for at in 0..11 {
        let _ = write!(
            claims,
            "e aboard at least {} s{at}\ne killed up to {at} s{at}\ne survivors up to {at} s{at}\n",
            1_000 + at,
        );
    }
    let report = report(RULE, &claims);
    let cut = report
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == Code::SearchCut);
    assert!(cut.is_some_and(|cut| {
        cut.message
            .contains("more sets of its claims clash than are listed")
    }));
    assert_eq!(sums(&report).len(), 1_000);
}

#[test]
fn what_follows_is_told_where_nobody_gives_it_or_it_is_disputed() {
    let implied = |claims: &str| {
        let report = report(RULE, claims);
        let name = |at: usize| report.record.attributes[at].name.id.clone();
        let ends = |set: &crate::model::Interval| {
            [set.low_end(), set.high_end()].map(|end| end.map(|end| end.number.to_string()))
        };
        let implied = report.implied.iter();
        implied
            .map(|implied| {
                (
                    name(implied.asked.attribute.index()),
                    ends(&implied.interval),
                )
            })
            .collect::<Vec<_>>()
    };
    let number = |number: &str| Some(number.to_owned());
    assert_eq!(
        implied("e aboard 10 a\ne survivors 7 b"),
        [("killed".to_owned(), [number("3"), number("3")])]
    );
    assert_eq!(
        implied("e aboard 10 a\ne survivors at least 7 b"),
        [("killed".to_owned(), [number("0"), number("3")])]
    );
    // Two say different things: the others decide between them nothing, and say what they imply.
    assert_eq!(
        implied("e aboard 10 a\ne survivors 7 b\ne killed 2 a\ne killed 3 b"),
        [("killed".to_owned(), [number("3"), number("3")])]
    );
    assert_eq!(implied("e aboard 10 a\ne survivors 7 b\ne killed 3 b"), []);
}

proptest! {
    #[test]
    fn exact_figures_are_told_exactly_where_they_do_not_add_up(aboard in 0..9_u32, killed in 0..9_u32, survivors in 0..9_u32) {
        let claims = format!("e aboard {aboard} a\ne killed {killed} b\ne survivors {survivors} c");
        let sums = sums(&report(RULE, &claims));
        prop_assert_eq!(sums.is_empty(), aboard == killed + survivors, "{:?}", sums);
    }
}

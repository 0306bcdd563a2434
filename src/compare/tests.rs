//! Words and which of them contradict each other: counted without listing them, as by listing them.

mod brute_force;

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::compare::{Comparer, Outcome, Relation};
use crate::report::Report;
use crate::testing::report_of;

/// A claim: its value, its day and hour, and its speaker.
type Told = (usize, u8, u8, u8);

const NUMBERS: [&str; 7] = ["5", "8", "over 6", "under 6", "5 to 9", "unknown", "20"];
const NAMES: [&str; 6] = [
    "['a']",
    "['b']",
    "['a', 'b']",
    "['c', 'in-a']",
    "['d']",
    "'unknown'",
];

fn report(kind: &str, over_time: &str, told: &[Told]) -> Report {
    let mut text = format!(
        "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = '{kind}'\nover_time = '{over_time}'\n{}\n",
        if kind == "names" {
            "broader = { in-a = 'a' }"
        } else {
            "tolerance = 1"
        }
    );
    for (value, day, hour, speaker) in told {
        let value = match kind {
            "names" => NAMES[value % NAMES.len()].to_owned(),
            _ => format!("'{}'", NUMBERS[value % NUMBERS.len()]),
        };
        let _ = writeln!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a'\nby = 's{speaker}'\nvalue = {value}"
        );
        match (day, hour) {
            (0, _) => {}
            (_, 0) => drop(writeln!(text, "as_of = 2025-01-{day:02}")),
            _ => drop(writeln!(text, "as_of = 2025-01-{day:02}T0{hour}:00:00")),
        }
    }
    report_of(&[("a.toml", &text)])
}

proptest! {
    #[test]
    fn degrees_are_those_of_all_pairs(
        kind in prop::sample::select(vec!["count", "amount", "names"]),
        over_time in prop::sample::select(vec!["fixed", "grows", "varies"]),
        told in prop::collection::vec((0..7_usize, 0..4_u8, 0..3_u8, 0..9_u8), 1..16),
        some in prop::collection::vec(any::<bool>(), 16),
    ) {
        let over_time = if kind == "names" && over_time == "grows" { "varies" } else { over_time };
        let report = report(kind, over_time, &told);
        let contest = Comparer::new(&report.record).contest(&report.comparisons[0]);
        let among: Vec<usize> = (0..contest.words().len()).filter(|word| some[*word]).collect();
        let counted = |word: &usize| {
            among.iter().filter(|other| contest.contradict(*word, **other)).count() as u64
        };
        prop_assert_eq!(contest.degrees(&among), among.iter().map(counted).collect::<Vec<_>>());
    }

    #[test]
    fn with_a_speaker_for_each_claim_the_words_contradict_as_often_as_the_claims(
        kind in prop::sample::select(vec!["count", "names"]),
        over_time in prop::sample::select(vec!["fixed", "grows", "varies"]),
        told in prop::collection::vec((0..7_usize, 0..4_u8, 0..3_u8), 1..16),
    ) {
        let over_time = if kind == "names" && over_time == "grows" { "varies" } else { over_time };
        let told: Vec<Told> =
            (0..).zip(&told).map(|(at, (value, day, hour))| (*value, *day, *hour, at)).collect();
        let report = report(kind, over_time, &told);
        let comparison = &report.comparisons[0];
        let contest = Comparer::new(&report.record).contest(comparison);
        let all: Vec<usize> = (0..contest.words().len()).collect();
        prop_assert_eq!(all.len(), told.len());
        let degrees: u64 = contest.degrees(&all).iter().sum();
        prop_assert_eq!(degrees, 2 * comparison.contradicting_pairs());
    }
}

#[test]
fn what_several_outlets_tell_of_one_speaker_is_one_word() {
    let report = report(
        "count",
        "fixed",
        &[(0, 0, 0, 1), (0, 0, 0, 1), (1, 0, 0, 1), (1, 0, 0, 2)],
    );
    let contest = Comparer::new(&report.record).contest(&report.comparisons[0]);
    let claims: Vec<usize> = contest
        .words()
        .iter()
        .map(|word| word.claims.len())
        .collect();
    assert_eq!(claims, [2, 1, 1]);
    assert_eq!(contest.rivals(0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(contest.degrees(&[0, 1, 2]), [2, 1, 1]);
}

#[test]
fn of_two_lists_that_lie_inside_each_other_the_first_is_the_inner_one() {
    let names = |values: [&str; 2]| {
        report_of(&[(
            "a.toml",
            &text_of("kind = 'names'\nbroader = { in-a = 'a' }", values),
        )])
    };
    for (values, inner) in [
        (["['a']", "['in-a', 'a']"], Some(0)),
        (["['in-a', 'a']", "['a']"], Some(0)),
        (["['a']", "['in-a']"], Some(1)),
        (["['b']", "['a', 'b']"], Some(1)),
        (["['b', 'c']", "['a', 'b']"], None),
    ] {
        let relation = names(values).comparisons[0].relations[0].relation;
        let expected = inner.map_or(Relation::Overlaps, Relation::Refines);
        assert_eq!(relation, expected, "{values:?}");
    }
}

#[test]
fn of_either_name_one_is_meant() {
    let (list, whole) = ("kind = 'names'", "kind = 'names'\ncomplete = true");
    let either = "['A', 'B']\none_of = true";
    for (attribute, values, expected) in [
        ("kind = 'text'", [either, "'A'"], Outcome::Compatible),
        ("kind = 'text'", [either, "'C'"], Outcome::Contradicted),
        (list, [either, "['A', 'B']"], Outcome::Compatible),
        (list, [either, "['B', 'C']"], Outcome::Compatible),
        (list, [either, "['C']"], Outcome::Contradicted),
        (list, [either, "['b', 'a']\none_of = true"], Outcome::Agreed),
        (whole, [either, "['A']"], Outcome::Compatible),
        (whole, [either, "['A', 'B']"], Outcome::Contradicted),
        (whole, ["['A', 'B']", either], Outcome::Contradicted),
        (whole, [either, "['A', 'C']"], Outcome::Contradicted),
        (
            whole,
            [either, "['A', 'C']\none_of = true"],
            Outcome::Compatible,
        ),
        (
            whole,
            [either, "['C', 'D']\none_of = true"],
            Outcome::Contradicted,
        ),
    ] {
        assert_eq!(
            outcome(attribute, values),
            expected,
            "{attribute} {values:?}"
        );
    }
}

#[test]
fn a_best_estimate_is_compared_with_nothing() {
    let count = "kind = 'count'";
    for (values, expected) in [
        (["'30 to 50'\nbest = 40", "'30 to 50'"], Outcome::Agreed),
        (
            ["'30 to 50'\nbest = 40", "'30 to 50'\nbest = 45"],
            Outcome::Agreed,
        ),
        (["'30 to 50'\nbest = 40", "45"], Outcome::Compatible),
    ] {
        assert_eq!(outcome(count, values), expected, "{values:?}");
    }
}

#[test]
fn only_figures_of_one_scope_are_compared() {
    let count = "kind = 'count'\n[[scope]]\nid = 's'\n[[scope]]\nid = 't'";
    for (values, expected) in [
        (["4", "5"], Outcome::Contradicted),
        (["4\nscope = 's'", "5\nscope = 's'"], Outcome::Contradicted),
        (["4\nscope = 's'", "5\nscope = 't'"], Outcome::Compatible),
        (["4\nscope = 's'", "5"], Outcome::Compatible),
        (["4\nscope = 's'", "4"], Outcome::Compatible),
        (["4\nscope = 's'", "4\nscope = 's'"], Outcome::Agreed),
        (
            ["4\nscope = 's'\nunit = 'cattle'", "5\nscope = 's'"],
            Outcome::Compatible,
        ),
    ] {
        assert_eq!(outcome(count, values), expected, "{values:?}");
    }
    let revised = ["4\nscope = 's'\nas_of = 2025-01-01", "5\nscope = 's'"];
    assert_eq!(outcome(count, revised), Outcome::Contradicted);
    let own = |scope: &str| {
        let text = format!(
            "{}[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\nby = 'x'\nas_of = 2025-01-09\n{scope}",
            text_of(
                count,
                ["4\nscope = 's'\nas_of = 2025-01-01", "4\nscope = 's'"]
            )
        );
        report_of(&[("a.toml", &text)]).comparisons[0].outcome
    };
    // A later figure of another scope replaces nothing.
    assert_eq!(own("scope = 't'"), Outcome::Compatible);
    assert_eq!(own("scope = 's'"), Outcome::Contradicted);
}

/// Returns the outcome of a question with an attribute and two values, each with its keys.
fn outcome(attribute: &str, values: [&str; 2]) -> Outcome {
    report_of(&[("a.toml", &text_of(attribute, values))]).comparisons[0].outcome
}

/// Writes two claims on one attribute.
fn text_of(attribute: &str, values: [&str; 2]) -> String {
    let mut text = format!("[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\n{attribute}\n");
    for (value, speaker) in values.iter().zip(["x", "y"]) {
        let _ = writeln!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a'\nby = '{speaker}'\nvalue = {value}"
        );
    }
    text
}

#[test]
fn a_tolerance_is_in_the_attributes_unit_and_between_days_in_whole_days() {
    let people = "kind = 'count'\nunit = 'people'\ntolerance = 2";
    let share = "kind = 'count'\nunit = 'people'\ntolerance = '20%'";
    let [minutes, day, hours] = ["'30 min'", "1", "'36 h'"]
        .map(|tolerance| format!("kind = 'date'\ntolerance = {tolerance}"));
    for (attribute, values, expected) in [
        (people, ["4", "5"], Outcome::Compatible),
        (
            people,
            ["4\nunit = 'cattle'", "5\nunit = 'cattle'"],
            Outcome::Contradicted,
        ),
        (
            share,
            ["4\nunit = 'cattle'", "5\nunit = 'cattle'"],
            Outcome::Compatible,
        ),
        (
            &minutes,
            ["2025-11-01", "2025-11-02"],
            Outcome::Contradicted,
        ),
        (&day, ["2025-11-01", "2025-11-02"], Outcome::Compatible),
        (&day, ["2025-11-01", "2025-11-03"], Outcome::Contradicted),
        (&hours, ["2025-11-01", "2025-11-03"], Outcome::Contradicted),
        (
            &minutes,
            ["2025-11-01T12:00:00Z", "2025-11-01T12:30:00Z"],
            Outcome::Compatible,
        ),
        (
            &minutes,
            ["2025-11-01T12:00:00Z", "2025-11-01T12:31:00Z"],
            Outcome::Contradicted,
        ),
    ] {
        assert_eq!(
            outcome(attribute, values),
            expected,
            "{attribute} {values:?}"
        );
    }
}

#[test]
fn a_circle_of_citations_supports_nothing() {
    let vocabulary = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n";
    let claim =
        |by: &str| format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\nby = '{by}'\n");
    let [x, y, z] = ["y", "z", "x"].map(claim);
    let report = report_of(&[
        ("topic.toml", vocabulary),
        ("x.toml", &x),
        ("y.toml", &y),
        ("z.toml", &z),
    ]);
    assert_eq!(report.comparisons[0].outcome, Outcome::Uncorroborated);
    assert_eq!(report.comparisons[0].speakers, []);
}

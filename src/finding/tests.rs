use std::fmt::Write as _;

use crate::compare::Status;
use crate::report::Report;
use crate::testing::report_of;

/// A claim: its value, its speaker, and more keys.
type Said<'t> = (&'t str, &'t str, &'t str);

/// Returns the report on claims on one question of a kind, each in the file of its source, `p`.
fn report(attribute: &str, claims: &[Said<'_>]) -> Report {
    let mut text =
        format!("[source]\nid = 'p'\n[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\n{attribute}\n");
    for (value, speaker, more) in claims {
        let _ = writeln!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\nby = '{speaker}'\n{more}"
        );
    }
    report_of(&[("p.toml", &text)])
}

/// Lists the findings, each as its code and the claims that it names, counted from 0.
fn found(attribute: &str, claims: &[Said<'_>]) -> Vec<String> {
    words(&report(attribute, claims))
}

fn words(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings
        .map(|finding| {
            let claims = finding.claims.iter().map(|claim| claim.index().to_string());
            let claims: Vec<String> = claims.collect();
            format!("{} {}", finding.code().word(), claims.join(" "))
        })
        .collect()
}

#[test]
fn a_finding_names_the_claims_that_take_part_and_no_others() {
    for (attribute, claims, expected) in [
        // Nothing contradicts.
        (
            "kind = 'count'",
            &[("5", "x", ""), ("'over 4'", "y", "")][..],
            &[][..],
        ),
        // Two speakers; a third one agrees with one of them.
        (
            "kind = 'count'",
            &[("5", "x", ""), ("9", "y", ""), ("5", "z", "")],
            &["contradiction 0 1 2"],
        ),
        // A value that meets both is no part of it.
        (
            "kind = 'count'",
            &[("5", "x", ""), ("9", "y", ""), ("'5 to 9'", "z", "")],
            &["contradiction 0 1"],
        ),
        // One speaker against itself, beside a claim of its own that contradicts nothing.
        (
            "kind = 'count'",
            &[("5", "x", ""), ("9", "x", ""), ("'5 to 9'", "x", "")],
            &["self-contradiction 0 1"],
        ),
        // A later value replaces the earlier one.
        (
            "kind = 'count'",
            &[
                ("5", "x", "as_of = 2025-01-01"),
                ("9", "x", "as_of = 2025-01-02"),
            ],
            &["revised 0 1"],
        ),
        // A running total that falls is said once, as that.
        (
            "kind = 'count'\nover_time = 'grows'",
            &[
                ("9", "x", "as_of = 2025-01-01"),
                ("5", "x", "as_of = 2025-01-02"),
            ],
            &["falling-total 0 1"],
        ),
        // What varies is compared day by day.
        (
            "kind = 'count'\nover_time = 'varies'",
            &[
                ("9", "x", "as_of = 2025-01-01"),
                ("5", "y", "as_of = 2025-01-02"),
            ],
            &[],
        ),
        // They agree only because one has no upper end.
        (
            "kind = 'count'",
            &[("'over 4'", "x", ""), ("90", "y", "")],
            &["strained 0 1"],
        ),
        (
            "kind = 'count'\nover_time = 'grows'",
            &[
                ("'over 4'", "x", "as_of = 2025-01-01"),
                ("90", "y", "as_of = 2025-01-01"),
            ],
            &["strained 0 1"],
        ),
        (
            "kind = 'count'\nover_time = 'grows'",
            &[
                ("'over 4'", "x", "as_of = 2025-01-01"),
                ("90", "y", "as_of = 2025-01-09"),
            ],
            &[],
        ),
        (
            "kind = 'date'",
            &[("'Friday 6 November 2025'", "x", "")],
            &["weekday-mismatch 0"],
        ),
    ] {
        assert_eq!(found(attribute, claims), expected, "{attribute} {claims:?}");
    }
}

#[test]
fn one_speaker_told_differently_by_two_papers_is_a_misquote() {
    let claim =
        |value| format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nby = 'x'\nvalue = {value}\n");
    let report = report_of(&[
        ("courier.toml", &claim(5)),
        ("post.toml", &claim(9)),
        ("wire.toml", &claim(5)),
    ]);
    let [misquote] = &report.findings[..] else {
        panic!("{:?}", report.findings);
    };
    assert_eq!(misquote.code().word(), "misquote");
    assert_eq!(misquote.claims.len(), 3);
}

/// A report of what a speaker said, beside its own words.
#[test]
fn what_a_speaker_gave_up_is_history_in_every_report() {
    const OWN: &str = "58|as_of = 2025-01-01;23|as_of = 2025-01-03";
    for (own, told, live, expected) in [
        // Told later: the outlet's slip, not the speaker's.
        (
            OWN,
            "58|as_of = 2025-01-05",
            &["23"][..],
            &["revised 0 1", "outdated-repeat 1 2"][..],
        ),
        // Told before, or nobody knows when.
        (OWN, "58|as_of = 2025-01-02", &["23"], &["revised 0 1"]),
        (OWN, "58|", &["23"], &["revised 0 1"]),
        (
            OWN,
            "58|as_of = 2025-01-02\npublished = 2025-01-04",
            &["23"],
            &["revised 0 1", "outdated-repeat 1 2"],
        ),
        // It revises no other report.
        (
            OWN,
            "23|as_of = 2025-01-04;58|as_of = 2025-01-05",
            &["23", "23"],
            &["revised 0 1", "outdated-repeat 1 3"],
        ),
        // Another value is a misquote as before.
        (
            OWN,
            "60|as_of = 2025-01-05",
            &["23", "60"],
            &["self-contradiction 1 2", "revised 0 1"],
        ),
        // The speaker says it again.
        (
            "58|as_of = 2025-01-01;23|as_of = 2025-01-03;58|as_of = 2025-01-06",
            "58|as_of = 2025-01-05",
            &["58"],
            &["revised 0 2", "revised 1 2", "revised 2 3"],
        ),
        // Taken back.
        (
            "58|withdrawn = 2025-01-03",
            "58|as_of = 2025-01-05",
            &[],
            &["withdrawn-still-cited 0 1"],
        ),
        (
            "58|withdrawn = 2025-01-03;23|as_of = 2025-01-03",
            "58|as_of = 2025-01-05",
            &["23"],
            &["withdrawn-still-cited 0 2"],
        ),
        // What is relayed takes nothing back.
        ("58|", "58|withdrawn = 2025-01-05", &["58"], &[]),
    ] {
        let claim = |by: &str, claim: &str| {
            let (value, keys) = claim.split_once('|').unwrap();
            format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\n{by}{keys}\n")
        };
        let own: String = own.split(';').map(|own| claim("", own)).collect();
        let told: String = told
            .split(';')
            .map(|told| claim("by = 'm'\n", told))
            .collect();
        let report = report_of(&[
            (
                "topic.toml",
                "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n",
            ),
            ("m.toml", &format!("[source]\nid = 'm'\n{own}")),
            ("o.toml", &format!("[source]\nid = 'o'\n{told}")),
        ]);
        assert_eq!(words(&report), expected, "{told}");
        let positions = report.comparisons[0].positions.iter();
        let held = positions.flat_map(|position| &position.claims);
        let values: Vec<&str> = held
            .filter(|held| held.status == Status::Live)
            .map(|held| {
                report.record[report.record[held.claim].value]
                    .written
                    .as_str()
            })
            .collect();
        assert_eq!(values, live, "{told}");
    }
}

/// Returns the hints on claims, each as its word and its positions.
fn hinted(attribute: &str, claims: &[Said<'_>]) -> Vec<String> {
    let report = report(attribute, claims);
    let hints = super::hints(&report.record, &report.comparisons[0]);
    let hints = hints.iter().map(|hint| {
        let values = hint
            .between()
            .map(|at| report.comparisons[0].positions[at].value.clone());
        format!("{} {}", hint.word(), values.join(" / "))
    });
    hints.collect()
}

#[test]
fn rounding_and_near_names_are_hints_and_no_match() {
    const COMPLETE: &str = "kind = 'names'\ncomplete = true";
    for (attribute, values, expected) in [
        (
            "kind = 'count'",
            ["2690345", "'2.7 million'"],
            &["rounding 2.7 million / 2690345"][..],
        ),
        (
            "kind = 'count'",
            ["'2.7 million'", "2650000"],
            &["rounding 2.7 million / 2650000"],
        ),
        ("kind = 'count'", ["'2.7 million'", "2649999"], &[]),
        (
            "kind = 'count'",
            ["'2.7 million'", "'about 4 million'"],
            &[],
        ),
        ("kind = 'count'", ["58", "57"], &[]),
        ("kind = 'amount'", ["5.25", "5.3"], &["rounding 5.3 / 5.25"]),
        ("kind = 'amount'", ["5.25", "5.2"], &[]),
        (
            "kind = 'text'",
            ["'Kharkiv'", "'Kharkov'"],
            &["near-name Kharkiv / Kharkov"],
        ),
        ("kind = 'text'", ["'Kabul'", "'Kunar'"], &[]),
        (
            COMPLETE,
            ["['Mohammed al-Masri', 'Bo']", "['Bo', 'Muhammad Al Masri']"],
            &["near-name Bo, Muhammad Al Masri / Mohammed al-Masri, Bo"],
        ),
    ] {
        let [one, other] = values;
        let claims = [(one, "x", ""), (other, "y", "")];
        assert_eq!(hinted(attribute, &claims), expected, "{values:?}");
        assert!(found(attribute, &claims)[0].starts_with("contradiction"));
    }
}

#[test]
fn rounded_numbers_contradict_only_what_does_not_round_to_them() {
    for (attribute, keys, other, contradicts) in [
        ("kind = 'count'\nrounded = true", "", "2690345", false),
        ("kind = 'count'\nrounded = true", "", "2749999", false),
        ("kind = 'count'\nrounded = true", "", "2750000", true),
        ("kind = 'count'", "rounded = true", "2690345", false),
        (
            "kind = 'count'\nrounded = true",
            "rounded = false",
            "2690345",
            true,
        ),
        ("kind = 'count'", "", "2690345", true),
    ] {
        let found = found(attribute, &[("'2.7 million'", "x", keys), (other, "y", "")]);
        assert_eq!(
            !found.is_empty(),
            contradicts,
            "{attribute} {keys} {other}: {found:?}"
        );
    }
}

//! What findings are known by: it outlives every edit that changes nothing of what they are about.

use std::collections::BTreeSet;

use crate::identity;
use crate::report::Report;
use crate::testing::{edited, made_up, report_of, reversed};
use proptest::prelude::*;

fn findings(report: &Report) -> BTreeSet<String> {
    let identities = identity::of_findings(report);
    let distinct: BTreeSet<String> = identities.iter().map(ToString::to_string).collect();
    assert_eq!(
        distinct.len(),
        report.findings.len(),
        "two findings are known by the same"
    );
    distinct
}

fn of(texts: &[(String, String)]) -> BTreeSet<String> {
    let texts: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    findings(&report_of(&texts))
}

#[test]
fn edits_that_change_nothing_leave_every_identity() {
    let before = of(&made_up());
    assert!(before.len() > 15, "{before:?}");
    let same = |name: &str| name.to_owned();
    for (what, after) in [
        (
            "other files",
            edited(|name, text| (name.replace('/', "/z").replace('o', "0"), text.to_owned())),
        ),
        (
            "another folder",
            edited(|name, text| (format!("archive/2025/{name}"), text.to_owned())),
        ),
        (
            "other lines",
            edited(|name, text| (same(name), format!("# A remark.\n\n\n{text}"))),
        ),
        (
            "other labels",
            edited(|name, text| (same(name), text.replace("label = \"", "label = \"New: "))),
        ),
        (
            "other titles",
            edited(|name, text| (same(name), text.replace("title = \"", "title = \"New: "))),
        ),
        (
            "another order",
            edited(|name, text| (same(name), reversed(text))),
        ),
        (
            "other words",
            edited(|name, text| (same(name), text.replace("= 12\n", "= \"twelve\"\n"))),
        ),
    ] {
        let after = of(&after);
        let lost: Vec<_> = before.difference(&after).collect();
        assert_eq!((lost, before.len()), (Vec::new(), after.len()), "{what}");
    }
}

#[test]
fn topics_of_one_title_and_unnamed_speakers_are_told_apart() {
    let claims = "[topic]\ntitle = \"T\"\n[[speaker]]\nid = \"reports\"\nkind = \"unnamed\"\n\
                  [[claim]]\nevent = \"e\"\nattribute = \"a\"\nby = \"reports\"\nvalue = 5\n\
                  [[claim]]\nevent = \"e\"\nattribute = \"a\"\nby = \"reports\"\nvalue = 6\n";
    let texts =
        ["a/x.toml", "a/y.toml", "b/x.toml"].map(|name| (name.to_owned(), claims.to_owned()));
    // Two topics; in each the contradiction between sources, and each source's own.
    assert!(of(&texts).len() >= 4);
}

#[test]
fn a_diagnostic_is_known_by_its_line() {
    let wrong = "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 5\ncolour = 1\n";
    let twice = format!("{wrong}{wrong}");
    let known = |text: &str| {
        let identities = identity::of_diagnostics(&report_of(&[("a.toml", text)]));
        identities
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>()
    };
    assert!(known(&twice).is_superset(&known(wrong)) && known(&twice).len() > known(wrong).len());
    assert_eq!(known(wrong), known(&format!("\n# A remark.\n{wrong}")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn findings_are_told_apart_whatever_the_order(
        claims in prop::collection::vec(
            (0..3u8, prop::sample::select(vec!["5", "five", "9", "over 4", "at least 30"]), prop::option::of(1..4u8),
             0..2u8, prop::bool::weighted(0.2)),
            1..16,
        ),
        over_time in prop::sample::select(vec!["fixed", "grows", "varies"]),
    ) {
        let claim = |(speaker, value, day, attribute, withdrawn): &(u8, &str, Option<u8>, u8, bool)| {
            let day = day.map(|day| format!("as_of = 2025-01-{day:02}\n")).unwrap_or_default();
            let withdrawn = if *withdrawn { "withdrawn = 2025-02-01\n" } else { "" };
            format!("[[claim]]\nevent = \"e\"\nattribute = \"a{attribute}\"\nby = \"s{speaker}\"\n\
                     value = \"{value}\"\n{day}{withdrawn}")
        };
        let declared = ["a0", "a1"].map(|id| {
            format!("[[attribute]]\nid = \"{id}\"\nkind = \"count\"\nover_time = \"{over_time}\"\n")
        });
        let told: Vec<String> = claims.iter().map(claim).collect();
        let texts = |told: Vec<String>| {
            let (left, right) = told.split_at(told.len() / 2);
            let source = |id: &str, claims: &[String]| {
                (format!("{id}.toml"), format!("[source]\nid = \"{id}\"\n{}", claims.concat()))
            };
            vec![("topic.toml".to_owned(), declared.concat()), source("left", left), source("right", right)]
        };
        let forward = texts(told);
        let known = of(&forward);
        let renamed = (0..9).rev().zip(&forward).map(|(at, (_, text))| (format!("{at}.toml"), reversed(text)));
        prop_assert_eq!(known, of(&renamed.collect::<Vec<_>>()));
    }
}

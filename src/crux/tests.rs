//! What to check first: in every format, and what is left when it is withdrawn.

use std::fmt::Write as _;

use crate::accounts::Asked;
use crate::compare::Outcome;
use crate::crux::{Crux, Group, Proof};
use crate::finding::Detail;
use crate::report::Report;
use crate::testing::{crux_json, crux_markdown, crux_table, report, report_of, snapshot};
use proptest::prelude::*;

const TOPICS: [(&str, &str); 3] = [
    ("claims", "claims"),
    ("made-up", "tests/made-up"),
    ("two-sides", "tests/two-sides"),
];

#[test]
fn every_format_is_as_approved() {
    for (name, path) in TOPICS {
        let report = report(path);
        for width in [80, 120] {
            snapshot(
                &format!("crux-{name}-table-{width}"),
                &crux_table(&report, width),
            );
        }
        snapshot(&format!("crux-{name}-markdown"), &crux_markdown(&report));
        snapshot(&format!("crux-{name}-json"), &crux_json(&report));
    }
}

#[test]
fn no_line_of_a_table_is_wider_than_asked() {
    for (_, path) in TOPICS {
        let report = report(path);
        for width in 40..=160 {
            for line in crux_table(&report, width).lines() {
                let taken = unicode_width::UnicodeWidthStr::width(line);
                assert!(taken <= usize::from(width), "{taken} of {width}: {line}");
            }
        }
    }
}

/// A claim: the attribute, its value, its speaker, and whether it is withdrawn.
#[derive(Debug, Clone)]
struct Told(usize, &'static str, usize, bool);

/// Claims on three numbers of an event, of which two add up to the third, and on a name.
fn claims(told: &[Told]) -> Report {
    let mut text = String::from(
        "[topic]\ntitle = 't'\n[[event]]\nid = 'e'\n[[rule]]\nholds = 'a0 = a1 + a2'\n\
         [[attribute]]\nid = 'a3'\nkind = 'text'\n",
    );
    for at in 0..3 {
        let _ = write!(text, "[[attribute]]\nid = 'a{at}'\nkind = 'count'\n");
    }
    for Told(attribute, value, speaker, withdrawn) in told {
        let _ = write!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a{attribute}'\nby = 's{speaker}'\nvalue = '{value}'\n{}",
            if *withdrawn {
                "withdrawn = 2025-01-01\n"
            } else {
                ""
            }
        );
    }
    report_of(&[("t/a.toml", &text)])
}

fn total(report: &Report) -> u64 {
    Crux::new(report, &[], 1)
        .groups
        .iter()
        .map(Group::total)
        .sum()
}

/// Counts the sums of several speakers that have a number which was contradicted before.
fn new_sums(before: &Report, after: &Report) -> u64 {
    let contradicted = |asked: Asked| {
        before.comparisons.iter().any(|comparison| {
            let question = &comparison.question;
            comparison.outcome == Outcome::Contradicted
                && (question.event, question.attribute) == asked
        })
    };
    let sums = after.findings.iter().filter(|finding| {
        matches!(&finding.detail, Detail::Impossible(clash) if clash.speakers.is_empty())
            && finding.claims.iter().any(|id| {
                let claim = &after.record[*id];
                contradicted((claim.event, claim.attribute))
            })
    });
    sums.count() as u64
}

/// Returns true if several speakers each have all the figures of a sum.
fn has_shared_sum(report: &Report) -> bool {
    let mut findings = report.findings.iter();
    findings
        .any(|found| matches!(&found.detail, Detail::Impossible(clash) if clash.speakers.len() > 1))
}

fn told(words: &[(usize, &'static str, usize)]) -> Vec<Told> {
    words
        .iter()
        .map(|(attribute, value, speaker)| Told(*attribute, value, *speaker, false))
        .collect()
}

#[test]
fn a_word_told_twice_is_one_word_and_all_its_claims_are_named() {
    let report = claims(&told(&[
        (0, "5", 1),
        (0, "five", 1),
        (0, "7", 2),
        (0, "8", 3),
        (0, "4 to 8", 4),
    ]));
    let crux = Crux::new(&report, &[], 5);
    let [group] = &crux.groups[..] else {
        panic!("{crux:?}")
    };
    assert_eq!((group.pairs, group.sums), (3, 0));
    let cleared: Vec<_> = group
        .steps
        .iter()
        .map(|step| (step.pick.word.claims.len(), step.clears))
        .collect();
    assert_eq!(cleared, [(2, 2), (1, 1)]);
    assert_eq!((group.remaining(), group.proof), (0, Proof::Exact));
    assert!(!group.steps[0].settles && group.steps[1].settles);
    assert_eq!(group.steps[1].all_as_many, 1);
}

#[test]
fn a_sum_goes_only_with_the_last_word_for_a_position() {
    let both = claims(&told(&[
        (0, "5", 1),
        (0, "5", 2),
        (1, "4", 3),
        (1, "4", 4),
        (2, "4", 5),
        (2, "4", 6),
    ]));
    let crux = Crux::new(&both, &[], 1);
    assert_eq!((crux.groups[0].sums, crux.groups[0].steps.len()), (1, 0));
    let crux = Crux::new(&both, &[], 2);
    let cleared: Vec<u64> = crux.groups[0]
        .steps
        .iter()
        .map(|step| step.clears)
        .collect();
    assert_eq!((cleared, crux.groups[0].remaining()), (vec![0, 1], 0));
    assert!(crux_table(&both, 80).contains("clears nothing alone, but together with the next"));
}

#[test]
fn events_are_selected_with_those_on_which_the_same_sum_rests() {
    let report = report("tests/made-up");
    let events = |ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let groups = Crux::new(&report, &ids, 5).groups;
        let id = |event: &crate::model::EventId| report.record[*event].name.id.clone();
        groups
            .iter()
            .map(|group| group.events.iter().map(id).collect())
            .collect::<Vec<Vec<String>>>()
    };
    assert_eq!(events(&["dam"]), [["dam"]]);
    assert_eq!(events(&["embarkation"]), [["crossing", "embarkation"]]);
    assert_eq!(events(&["embarkation"]), events(&["crossing"]));
    assert_eq!(events(&[]).len(), 4);
}

#[test]
fn without_contradictions_there_is_nothing_to_check() {
    let report = claims(&told(&[(0, "5", 1), (0, "over 4", 2)]));
    assert_eq!(Crux::new(&report, &[], 5).groups, []);
    assert!(crux_table(&report, 80).contains("Nothing contradicts."));
}

#[test]
fn so_many_claims_that_their_pairs_cannot_be_listed_have_a_crux_all_the_same() {
    let mut text = String::from("[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n");
    for at in 0..20_000 {
        let _ = write!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a'\nby = 's{at}'\nvalue = {}\n",
            at % 50
        );
    }
    let crux = Crux::new(&report_of(&[("a.toml", &text)]), &[], 3);
    let group = &crux.groups[0];
    assert_eq!(group.pairs, 50 * 49 / 2 * 400 * 400);
    let cleared: Vec<u64> = group.steps.iter().map(|step| step.clears).collect();
    assert_eq!(cleared, [49 * 400; 3]);
    assert_eq!(group.proof, Proof::Exact);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// The claims of each step are marked as withdrawn: then as many contradictions are left as it said, and
    /// the sums of several speakers that come up as nothing contradicts their numbers any more.
    #[test]
    fn what_is_withdrawn_clears_what_was_said(
        words in prop::collection::vec(
            (0..4_usize, prop::sample::select(vec!["2", "3", "5", "over 3", "up to 4"]), 0..5_usize), 1..16,
        ),
        top in 1..4_usize,
    ) {
        let mut told = told(&words);
        let report = claims(&told);
        for group in Crux::new(&report, &[], top).groups {
            prop_assert_eq!(group.total(), total(&report));
            let mut last = group.total();
            for step in &group.steps {
                for claim in &step.pick.word.claims {
                    told[claim.index()].3 = true;
                }
                prop_assert_eq!(last - step.clears, step.remaining);
                last = step.remaining;
                let after = claims(&told);
                let left = total(&after) - new_sums(&report, &after);
                // Of two speakers with the same figures each may have taken back another.
                prop_assert!(left <= step.remaining, "{} {:?}", left, told);
                prop_assert!(left == step.remaining || has_shared_sum(&report), "{} {:?}", left, told);
            }
        }
    }

    /// Whatever else is withdrawn, as many words clear no more.
    #[test]
    fn no_other_words_clear_more(
        words in prop::collection::vec(
            (0..4_usize, prop::sample::select(vec!["2", "3", "5", "over 3", "up to 4"]), 0..5_usize), 1..9,
        ),
        first in 0..9_usize,
        second in 0..9_usize,
    ) {
        let mut told = told(&words);
        let crux = Crux::new(&claims(&told), &[], 2);
        let remaining: u64 = crux.groups.iter().map(Group::remaining).sum();
        prop_assert!(crux.groups.iter().all(|group| group.proof == Proof::Exact));
        for at in [first, second] {
            // A word goes with all its claims.
            if let Some((attribute, value, speaker)) = words.get(at) {
                let same = |told: &&mut Told| (told.0, told.1, told.2) == (*attribute, *value, *speaker);
                told.iter_mut().filter(same).for_each(|told| told.3 = true);
            }
        }
        prop_assert!(total(&claims(&told)) >= remaining);
    }
}

/// Returns the words to check first on one question, with what each clears, for claims of `s0`, `s1` and so on.
fn steps(values: &[&str], top: usize) -> Vec<(String, u64)> {
    let claims: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = '{value}'\nby = 's{at}'\n")
        })
        .collect();
    let report = report_of(&[("s.toml", &claims.concat())]);
    let crux = Crux::new(&report, &[], top);
    crux.groups
        .iter()
        .flat_map(|group| &group.steps)
        .map(|step| {
            let speaker = &report.record[step.pick.word.speaker];
            (speaker.name.id.clone(), step.clears)
        })
        .collect()
}

#[test]
fn the_words_that_clear_the_most_come_first() {
    for (values, top, expected) in [
        (&["5"][..], 5, &[][..]),
        (&["5", "5"], 5, &[]),
        (&["5", "5", "9"], 5, &[("s2", 2)]),
        (&["5", "5", "9", "9", "9"], 1, &[("s0", 3)]),
        (&["5", "5", "9", "9", "9"], 2, &[("s0", 3), ("s1", 3)]),
        (&["5", "9", "5 to 6"], 5, &[("s1", 2)]),
    ] {
        let expected: Vec<_> = expected
            .iter()
            .map(|(speaker, clears)| ((*speaker).to_owned(), *clears))
            .collect();
        assert_eq!(steps(values, top), expected, "{values:?} {top}");
    }
}

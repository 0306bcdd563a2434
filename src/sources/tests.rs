//! Who leans where, and how each speaker fares: in every format, and against counts by brute force.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::compare::Status;
use crate::model::{ClaimId, Meaning};
use crate::report::Report;
use crate::sources::{Lean, Ratio, Sources};
use crate::testing::{report, report_of, snapshot, sources_json, sources_markdown, sources_table};
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
                &format!("sources-{name}-table-{width}"),
                &sources_table(&report, width),
            );
        }
        snapshot(
            &format!("sources-{name}-markdown"),
            &sources_markdown(&report),
        );
        snapshot(&format!("sources-{name}-json"), &sources_json(&report));
    }
}

#[test]
fn no_line_of_a_table_is_wider_than_asked() {
    for (_, path) in TOPICS {
        let report = report(path);
        for width in 40..=160 {
            for line in sources_table(&report, width).lines() {
                let taken = unicode_width::UnicodeWidthStr::width(line);
                assert!(taken <= usize::from(width), "{taken} of {width}: {line}");
            }
        }
    }
}

/// Two parties, a loss of each in an event, and an accusation; then claims: `PARTY ATTRIBUTE VALUE`.
fn two_sides(over_time: &str, claims: &[(&str, &str, &str)]) -> Sources {
    let mut text = String::from("[[event]]\nid = 'e'\n");
    for party in ["red", "blue"] {
        let _ = write!(
            text,
            "[[party]]\nid = '{party}'\nname = '{party}'\n\
             [[attribute]]\nid = '{party}-dead'\nkind = 'count'\nharms = '{party}'\n{over_time}\n\
             [[attribute]]\nid = '{party}-lied'\nkind = 'yes-no'\nharms = '{party}'\n"
        );
    }
    let mut speakers = String::new();
    for (at, (party, attribute, value)) in claims.iter().enumerate() {
        let (value, day) = value.split_once(" on ").unwrap_or((value, ""));
        let as_of = if day.is_empty() {
            String::new()
        } else {
            format!("as_of = {day}\n")
        };
        let _ = write!(
            speakers,
            "[[speaker]]\nid = 's{at}'\nname = 's{at}'\nparty = '{party}'\n\
             [[claim]]\nevent = 'e'\nattribute = '{attribute}'\nby = 's{at}'\nvalue = '{value}'\n{as_of}"
        );
    }
    Sources::new(&report_of(&[("a.toml", &(text + &speakers))]))
}

#[test]
fn figures_of_both_sides_are_held_against_each_other() {
    let figure = |quotient: Option<&crate::sources::Quotient>| {
        quotient.and_then(crate::sources::Quotient::figure)
    };
    for (claimed, conceded, lean, ratio) in [
        (
            "58",
            "23",
            Lean::More,
            Some((Some(58.0 / 23.0), Some(58.0 / 23.0))),
        ),
        ("20", "40", Lean::Less, Some((Some(0.5), Some(0.5)))),
        ("5", "five", Lean::Same, Some((Some(1.0), Some(1.0)))),
        (
            "over 50",
            "60",
            Lean::Overlapping,
            Some((Some(51.0 / 60.0), None)),
        ),
        ("over 50", "25", Lean::More, Some((Some(51.0 / 25.0), None))),
        ("several", "2", Lean::More, Some((Some(1.5), None))),
        ("5", "0", Lean::More, None),
        ("0", "5", Lean::Less, Some((Some(0.0), Some(0.0)))),
    ] {
        let sources = two_sides(
            "",
            &[
                ("red", "blue-dead", claimed),
                ("blue", "blue-dead", conceded),
            ],
        );
        let [leaning] = &sources.leanings[..] else {
            panic!("{sources:?}")
        };
        let loss = &leaning.losses[0];
        let ends = loss.ratio.as_ref().map(|ratio| match ratio {
            Ratio::Exactly(both) => (figure(Some(both)), figure(Some(both))),
            Ratio::Between(low, high) => (figure(low.as_ref()), figure(high.as_ref())),
        });
        assert_eq!(
            (loss.lean, ends),
            (lean, ratio),
            "{claimed} against {conceded}"
        );
    }
}

#[test]
fn what_only_one_side_says_is_counted() {
    let sources = two_sides("", &[("red", "blue-dead", "5"), ("red", "red-dead", "7")]);
    let [leaning] = &sources.leanings[..] else {
        panic!("{sources:?}")
    };
    assert_eq!(
        (leaning.losses.len(), leaning.unconceded, leaning.unclaimed),
        (0, 1, 0)
    );
    let more = [
        ("red", "blue-dead", "5"),
        ("blue", "red-dead", "7"),
        ("red", "red-dead", "unknown"),
    ];
    let sources = two_sides("", &more);
    let told: Vec<_> = sources
        .leanings
        .iter()
        .map(|leaning| (leaning.unconceded, leaning.unclaimed))
        .collect();
    assert_eq!(told, [(1, 0), (1, 0)]);
}

#[test]
fn several_figures_of_a_side_are_taken_together() {
    let claims = [
        ("red", "blue-dead", "50"),
        ("red", "blue-dead", "80"),
        ("blue", "blue-dead", "60"),
    ];
    let sources = two_sides("", &claims);
    let loss = &sources.leanings[0].losses[0];
    assert_eq!(
        (loss.lean, loss.claimed.positions.len()),
        (Lean::Overlapping, 2)
    );
    let Some(Ratio::Between(Some(low), Some(high))) = &loss.ratio else {
        panic!("{loss:?}")
    };
    assert_eq!(
        [low.figure(), high.figure()],
        [Some(50.0 / 60.0), Some(80.0 / 60.0)]
    );
}

#[test]
fn running_totals_are_held_against_each_other_for_one_day_only() {
    let days = |blue| {
        let sources = two_sides(
            "over_time = 'grows'",
            &[
                ("red", "blue-dead", "5 on 2025-01-02"),
                ("red", "blue-dead", "9 on 2025-01-04"),
                ("blue", "blue-dead", blue),
            ],
        );
        let leaning = &sources.leanings[0];
        let told = leaning
            .losses
            .iter()
            .map(|loss| loss.as_of.as_ref().unwrap().written.clone());
        (
            told.collect::<Vec<_>>(),
            leaning.losses.first().map(|loss| loss.lean),
            leaning.other_times,
        )
    };
    assert_eq!(
        days("5 on 2025-01-02"),
        (vec!["2025-01-02".to_owned()], Some(Lean::Same), 0)
    );
    assert_eq!(
        days("5 on 2025-01-04"),
        (vec!["2025-01-04".to_owned()], Some(Lean::More), 0)
    );
    assert_eq!(days("5 on 2025-01-03"), (vec![], None, 1));
    assert_eq!(days("5"), (vec![], None, 1));
}

#[test]
fn accusations_are_counted_by_what_the_accused_says() {
    for (answers, [denied, admitted, otherwise, unanswered]) in [
        (&["no"][..], [1, 0, 0, 0]),
        (&["yes"], [0, 1, 0, 0]),
        (&["yes", "no"], [0, 0, 1, 0]),
        (&["no, unless asked"], [0, 0, 1, 0]),
        (&["unknown"], [0, 0, 1, 0]),
        (&[], [0, 0, 0, 1]),
    ] {
        let answers = answers.iter().map(|answer| ("blue", "blue-lied", *answer));
        let claims: Vec<_> = [("red", "blue-lied", "yes")]
            .into_iter()
            .chain(answers)
            .collect();
        let sources = two_sides("", &claims);
        let told = sources.leanings[0].accusations;
        assert_eq!(told.made, 1);
        let counts = [told.denied, told.admitted, told.otherwise, told.unanswered];
        assert_eq!(
            counts,
            [denied, admitted, otherwise, unanswered],
            "{claims:?}"
        );
    }
    assert_eq!(
        two_sides(
            "",
            &[("red", "blue-lied", "no"), ("blue", "blue-lied", "no")]
        )
        .leanings,
        []
    );
}

#[test]
fn more_positions_than_are_listed_change_no_count() {
    let told: Vec<_> = (0..80)
        .map(|at| (format!("{at}"), at))
        .chain([("5".to_owned(), 80)])
        .collect();
    let report = claims(&told);
    assert!(report.comparisons[0].relations_cut);
    for track in Sources::new(&report).tracks {
        assert_eq!((track.contradicts, track.itself), (1, 0), "{track:?}");
    }
}

/// Claims on one question: a value and a speaker each.
fn claims(told: &[(String, usize)]) -> Report {
    let mut text = String::from("[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n");
    for (value, speaker) in told {
        let _ = write!(
            text,
            "[[claim]]\nevent = 'e'\nattribute = 'a'\nby = 's{speaker}'\nvalue = '{value}'\n"
        );
    }
    report_of(&[("a.toml", &text)])
}

proptest! {
    #[test]
    fn the_counts_of_speakers_are_those_by_brute_force(
        told in prop::collection::vec(
            (prop::sample::select(vec!["5", "8", "over 6", "under 7", "5 to 9", "unknown"]), 0..5_usize), 1..14,
        ),
    ) {
        let told: Vec<(String, usize)> = told.iter().map(|(value, by)| ((*value).to_owned(), *by)).collect();
        let report = claims(&told);
        let record = &report.record;
        let comparison = &report.comparisons[0];
        let held = comparison.positions.iter().flat_map(|position| &position.claims);
        let live: Vec<ClaimId> = held.filter(|held| held.status == Status::Live).map(|held| held.claim).collect();
        let meaning = |id: ClaimId| &record[record[id].value].meaning;
        let speaker = |id: ClaimId| record[id].speaker;
        let clash = |left: ClaimId, right: ClaimId| match (meaning(left), meaning(right)) {
            (Meaning::Range { interval: a, .. }, Meaning::Range { interval: b, .. }) => a.is_disjoint(b),
            _ => false,
        };
        let pairs = || live.iter().flat_map(|left| live.iter().map(move |right| (*left, *right)));
        for track in Sources::new(&report).tracks {
            let own = |id: ClaimId| speaker(id) == track.speaker;
            let known = |id: &&ClaimId| *meaning(**id) != Meaning::Unknown;
            let voices: BTreeSet<_> = live.iter().filter(known).map(|id| speaker(*id)).collect();
            let contradicts = pairs().any(|(left, right)| own(left) && !own(right) && clash(left, right));
            let itself = pairs().any(|(left, right)| own(left) && own(right) && clash(left, right));
            let agrees = pairs().any(|(left, right)| {
                own(left) && !own(right) && meaning(left) == meaning(right) && *meaning(left) != Meaning::Unknown
            });
            prop_assert_eq!(track.contradicts, usize::from(contradicts));
            prop_assert_eq!(track.itself, usize::from(itself));
            prop_assert_eq!(track.agrees, usize::from(agrees));
            prop_assert_eq!(track.alone, usize::from(voices.len() == 1 && voices.contains(&track.speaker)));
            prop_assert_eq!(track.claims, live.iter().filter(|id| own(**id)).count());
        }
    }
}

#[test]
fn claims_of_unnamed_speakers_are_counted_apart() {
    let report = super::example::report(&[
        ("e", "a", "they", "1", ""),
        ("e", "b", "they", "yes", ""),
        ("e", "a", "red", "1", ""),
    ]);
    let sources = Sources::new(&report);
    assert_eq!((sources.unnamed, sources.tracks.len()), (2, 1));
}

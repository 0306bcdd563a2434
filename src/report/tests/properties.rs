//! What must hold for every input.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Comparison, Outcome, Relation, Status};
use crate::finding::Detail;
use crate::model::{ClaimId, SpeakerId};
use crate::report::{Denied, Report};
use crate::safe::is_treacherous;
use crate::testing::{
    check, crux_json, crux_markdown, crux_table, github, json, junit, markdown, report_of, sarif,
    sources_json, sources_markdown, sources_table, table,
};
use proptest::prelude::*;

const VOCABULARY: &str = "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"amount\"\n";

/// Returns a value of an amount, with its ends and whether they are included, by hand.
fn value() -> impl Strategy<Value = (String, Ends)> {
    let number = -20..20i64;
    prop_oneof![
        number.clone().prop_map(|n| (
            n.to_string(),
            Ends {
                low: Some((n, true)),
                high: Some((n, true))
            }
        )),
        number.clone().prop_map(|n| (
            format!("over {n}"),
            Ends {
                low: Some((n, false)),
                high: None
            }
        )),
        number.clone().prop_map(|n| (
            format!("at least {n}"),
            Ends {
                low: Some((n, true)),
                high: None
            }
        )),
        number.clone().prop_map(|n| (
            format!("under {n}"),
            Ends {
                low: None,
                high: Some((n, false))
            }
        )),
        (number, 0..5i64).prop_map(|(n, more)| {
            (
                format!("{n} to {}", n + more),
                Ends {
                    low: Some((n, true)),
                    high: Some((n + more, true)),
                },
            )
        }),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Ends {
    low: Option<(i64, bool)>,
    high: Option<(i64, bool)>,
}

impl Ends {
    fn below(self, other: Self) -> bool {
        match (self.high, other.low) {
            (Some((high, in_high)), Some((low, in_low))) => {
                high < low || high == low && !(in_high && in_low)
            }
            _ => false,
        }
    }

    fn disjoint(self, other: Self) -> bool {
        self.below(other) || other.below(self)
    }
}

fn claims(over_time: &str, values: &[(String, Option<u8>, u8)]) -> String {
    let mut text = format!("{VOCABULARY}over_time = \"{over_time}\"\n");
    for (value, day, speaker) in values {
        text += &format!(
            "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{value}\"\nby = \"s{speaker}\"\n"
        );
        if let Some(day) = day {
            text += &format!("as_of = 2025-01-{day:02}\n");
        }
    }
    text
}

fn pairs(text: &str) -> (u64, u64) {
    let report = report_of(&[("a.toml", text)]);
    let comparison = &report.comparisons[0];
    let listed = comparison
        .relations
        .iter()
        .map(|related| match related.relation {
            Relation::Contradicts(pairs) => pairs.total(),
            _ => 0,
        });
    (comparison.contradicting_pairs(), listed.sum())
}

/// Of each speaker and each position of others, whether the speaker settled a contradiction with it: by
/// brute force, as pairs of a speaker and the position's first claim.
fn settled(report: &Report, shown: &Comparison, ends: &[Ends]) -> BTreeSet<(SpeakerId, ClaimId)> {
    let held = || shown.positions.iter().flat_map(|position| &position.claims);
    let speaker = |id: ClaimId| report.record[id].speaker;
    let disjoint = |left: ClaimId, right: ClaimId| ends[left.index()].disjoint(ends[right.index()]);
    let mut pairs = BTreeSet::new();
    for own in held().map(|held| speaker(held.claim)) {
        for position in shown.positions.iter().filter(|position| position.is_live()) {
            let other = position.claims[0].claim;
            let ended = held()
                .filter(|held| speaker(held.claim) == own)
                .any(|held| match held.status {
                    Status::Live | Status::Outdated(_) => false,
                    Status::Withdrawn => disjoint(held.claim, other),
                    Status::Superseded(by) | Status::Revised(by) => {
                        disjoint(held.claim, other) && !disjoint(by, other)
                    }
                });
            let still = held()
                .filter(|held| held.status == Status::Live && speaker(held.claim) == own)
                .any(|held| disjoint(held.claim, other));
            if ended && !still && position.speakers.iter().any(|other| *other != own) {
                pairs.insert((own, other));
            }
        }
    }
    pairs
}

/// Returns the claims of each sum that does not add up.
fn impossible(report: &Report) -> BTreeSet<Vec<ClaimId>> {
    let sums = report
        .findings
        .iter()
        .filter_map(|finding| match &finding.detail {
            Detail::Impossible(clash) => Some(clash.claims.clone()),
            _ => None,
        });
    sums.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_swept_count_is_the_count_by_brute_force(
        values in prop::collection::vec((value(), prop::option::of(1..4u8)), 1..14),
        over_time in prop::sample::select(vec!["fixed", "grows", "varies"]),
    ) {
        let mut expected = 0;
        for (at, ((_, left), left_day)) in values.iter().enumerate() {
            for ((_, right), right_day) in &values[at + 1..] {
                let clash = match (over_time, left_day, right_day) {
                    ("fixed", _, _) => left.disjoint(*right),
                    (_, Some(l), Some(r)) if l == r => left.disjoint(*right),
                    ("grows", Some(l), Some(r)) if l < r => right.below(*left),
                    ("grows", Some(_), Some(_)) => left.below(*right),
                    _ => false,
                };
                expected += u64::from(clash);
            }
        }
        // A speaker for each claim, so that nobody revises anything.
        let told: Vec<_> = (0..).zip(&values).map(|(at, ((words, _), day))| (words.clone(), *day, at)).collect();
        let (swept, listed) = pairs(&claims(over_time, &told));
        prop_assert_eq!(swept, expected);
        prop_assert_eq!(listed, expected);
    }

    #[test]
    fn what_is_settled_is_what_brute_force_finds(
        values in prop::collection::vec((value(), prop::option::of(1..4u8), 0..4u8, prop::bool::weighted(0.2)), 1..14),
    ) {
        let told: Vec<_> = values.iter().map(|((words, _), day, speaker, _)| (words.clone(), *day, *speaker)).collect();
        let mut text = claims("fixed", &told);
        for (at, (.., withdrawn)) in values.iter().enumerate().rev() {
            if let (true, Some((place, _))) = (withdrawn, text.match_indices("[[claim]]\n").nth(at)) {
                text.insert_str(place + "[[claim]]\n".len(), "withdrawn = 2025-02-01\n");
            }
        }
        let report = report_of(&[("a.toml", &text)]);
        let shown = &report.comparisons[0];
        let ends: Vec<Ends> = values.iter().map(|((_, ends), ..)| *ends).collect();
        let firsts: BTreeMap<ClaimId, ClaimId> = shown
            .positions
            .iter()
            .flat_map(|position| position.claims.iter().map(|held| (held.claim, position.claims[0].claim)))
            .collect();
        let pair = |settled: &crate::compare::Settled| {
            (report.record[settled.claim].speaker, firsts[&settled.against])
        };
        let found: Vec<_> = shown.settled.iter().map(pair).collect();
        let pairs: BTreeSet<_> = found.iter().copied().collect();
        prop_assert_eq!(pairs.len(), found.len());
        prop_assert_eq!(pairs, settled(&report, shown, &ends));
        for one in &shown.settled {
            let [claim, against] = [one.claim, one.against].map(|id| report.record[id].speaker);
            prop_assert!(claim != against && ends[one.claim.index()].disjoint(ends[one.against.index()]));
        }
    }

    #[test]
    fn pairs_of_one_speaker_and_between_speakers_add_up(
        values in prop::collection::vec((value(), 0..3u8), 1..12),
    ) {
        let told: Vec<_> = values.iter().map(|((words, _), speaker)| (words.clone(), None, *speaker)).collect();
        let (swept, listed) = pairs(&claims("fixed", &told));
        prop_assert_eq!(swept, listed);
    }

    #[test]
    fn the_order_of_files_changes_no_byte(values in prop::collection::vec(value(), 2..6)) {
        let texts: Vec<(String, String)> = values
            .iter()
            .enumerate()
            .map(|(at, (words, _))| {
                let claim = format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{words}\"\n");
                (format!("s{at}.toml"), claim)
            })
            .chain([("topic.toml".to_owned(), VOCABULARY.to_owned())])
            .collect();
        let mut borrowed: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let forward = json(&report_of(&borrowed));
        borrowed.reverse();
        prop_assert_eq!(forward, json(&report_of(&borrowed)));
    }

    #[test]
    fn the_order_of_claims_in_a_file_changes_no_byte(
        values in prop::collection::vec((prop::sample::select(vec!["5", "five", "over 5", "9"]), 0..3u8), 2..7),
    ) {
        let claim = |(words, speaker): &(&str, u8)| (String::from(*words), None, *speaker);
        let mut told: Vec<_> = values.iter().map(claim).collect();
        let shown = |told: &[_]| table(&report_of(&[("a.toml", &claims("fixed", told))]), 80);
        let forward = shown(&told);
        told.reverse();
        prop_assert_eq!(forward, shown(&told));
    }

    #[test]
    fn widening_a_hedge_never_creates_a_contradiction(n in 1..200u32, other in value()) {
        let outcome = |words: &str| {
            let told = [(words.to_owned(), None, 0), (other.0.clone(), None, 1)];
            report_of(&[("a.toml", &claims("fixed", &told))]).comparisons[0].outcome
        };
        for (narrow, wide) in [("", "about "), ("", "at least "), ("over ", "at least "), ("nearly ", "about ")] {
            if outcome(&format!("{wide}{n}")) == Outcome::Contradicted {
                prop_assert_eq!(outcome(&format!("{narrow}{n}")), Outcome::Contradicted);
            }
        }
    }

    #[test]
    fn widening_a_date_never_creates_a_contradiction(
        day in 10..28u8,
        other in 10..28u8,
        form in prop::sample::select(vec!["{} March 2025", "March {}, 2025", "{} March 2025, 22:30", "2025-03-{}T22:30:15"]),
        against in prop::sample::select(vec!["{} March 2025", "{} March 2025, 10 pm", "before {} March 2025", "after {} March 2025"]),
    ) {
        let against = against.replace("{}", &other.to_string());
        let outcome = |words: &str| {
            let text = claims("fixed", &[(words.to_owned(), None, 0), (against.clone(), None, 1)]);
            report_of(&[("a.toml", &text.replace("amount", "date"))]).comparisons[0].outcome
        };
        let plain = form.replace("{}", &day.to_string());
        for (narrow, wide) in [("", "about "), ("", "until "), ("", "since "), ("before ", "until "), ("after ", "since ")] {
            if outcome(&format!("{wide}{plain}")) == Outcome::Contradicted {
                prop_assert_eq!(outcome(&format!("{narrow}{plain}")), Outcome::Contradicted, "{}{}", wide, plain);
            }
        }
    }

    #[test]
    fn an_unknown_value_changes_no_outcome(
        values in prop::collection::vec((value(), prop::option::of(1..4u8), 0..3u8), 1..8),
        unknown in (prop::option::of(1..4u8), 5..9u8),
        at in 0..8_usize,
        over_time in prop::sample::select(vec!["fixed", "grows", "varies"]),
    ) {
        let mut told: Vec<_> = values.iter().map(|((words, _), day, speaker)| (words.clone(), *day, *speaker)).collect();
        let seen = |told: &[_]| {
            let report = report_of(&[("a.toml", &claims(over_time, told))]);
            let comparison = &report.comparisons[0];
            (comparison.outcome, comparison.contradicting_pairs(), impossible(&report))
        };
        let before = seen(&told);
        told.insert(at.min(told.len()), ("unknown".to_owned(), unknown.0, unknown.1));
        prop_assert_eq!(before, seen(&told));
    }

    #[test]
    fn rules_in_several_files_are_rules_in_one(
        figures in prop::collection::vec(0..6u8, 3),
        rules in prop::collection::vec((0..3_usize, 0..3_usize, 0..3_usize, prop::sample::select(vec!["=", "<=", ">="])), 1..4),
        home in prop::collection::vec(0..3_usize, 4),
    ) {
        let names = ["x", "y", "z"];
        let rules: Vec<String> = rules
            .iter()
            .map(|(sum, one, other, sign)| format!("[[rule]]\nholds = '{} {sign} {} + {}'\n", names[*sum], names[*one], names[*other]))
            .collect();
        let mut topic = "[[event]]\nid = 'e'\n".to_owned();
        let mut told = "[source]\nid = 's'\n".to_owned();
        for (name, figure) in names.iter().zip(&figures) {
            topic += &format!("[[attribute]]\nid = '{name}'\nkind = 'count'\n");
            told += &format!("[[claim]]\nevent = 'e'\nattribute = '{name}'\nvalue = {figure}\n");
        }
        let clashes = |files: &[String; 3]| {
            let report = report_of(&[("topic.toml", &files[0]), ("a.toml", &files[1]), ("b.toml", &files[2]), ("s.toml", &told)]);
            impossible(&report)
        };
        let together = [topic.clone() + &rules.concat(), String::new(), String::new()];
        let mut apart = [topic, String::new(), String::new()];
        for (rule, home) in rules.iter().zip(&home) {
            apart[*home] += rule;
        }
        prop_assert_eq!(clashes(&together), clashes(&apart));
    }

    #[test]
    fn nothing_treacherous_is_ever_shown(words in "\\PC{0,20}[\u{1b}\u{9b}\u{202e}\u{7}\u{200f}]\\PC{0,20}") {
        let quoted = words.replace(['\\', '"'], "").chars().fold(String::new(), |text, letter| {
            text + &format!("\\U{:08X}", u32::from(letter))
        });
        let text = format!(
            "[topic]\ntitle = \"{quoted}\"\n[source]\nname = \"{quoted}\"\n[[claim]]\nevent = \"{quoted}\"\n\
             attribute = \"a\"\nvalue = \"{quoted}\"\nquote = \"{quoted}\"\nnote = \"{quoted}\"\nby = \"{quoted}\"\n\
             [[claim]]\nevent = \"e\"\nattribute = \"b\"\nvalue = 5\nnote = \"{quoted}\"\n{words} = 3\n"
        );
        let sides = ["red", "blue"].map(|party| {
            format!(
                "[[party]]\nid = \"{party}\"\nname = \"{quoted} {party}\"\n\
                 [[speaker]]\nid = \"{party}-army\"\nname = \"{quoted} {party} army\"\nparty = \"{party}\"\n\
                 [[claim]]\nevent = \"e\"\nattribute = \"dead\"\nby = \"{party}-army\"\nvalue = {}\n\
                 quote = \"{quoted}\"\n",
                party.len()
            )
        });
        let losses = format!(
            "[[event]]\nid = \"e\"\ntitle = \"{quoted}\"\n\
             [[attribute]]\nid = \"dead\"\nlabel = \"{quoted}\"\nkind = \"count\"\nharms = \"blue\"\n{}",
            sides.concat()
        );
        let report = report_of(&[("a.toml", &text), ("b.toml", &losses)]);
        prop_assert!(crux_table(&report, 80).contains("settled"));
        prop_assert!(sources_table(&report, 80).contains("less"));
        let shown = [
            table(&report, 80),
            markdown(&report),
            json(&report),
            check(&report, 80),
            github(&report),
            sarif(&report),
            junit(&report, Denied::default()),
            sources_table(&report, 80),
            sources_markdown(&report),
            sources_json(&report),
            crux_table(&report, 80),
            crux_markdown(&report),
            crux_json(&report),
        ];
        for text in shown {
            let bad = text.chars().find(|letter| *letter != '\n' && is_treacherous(*letter));
            prop_assert_eq!(bad, None, "in {}", text);
        }
    }

    #[test]
    fn no_quote_of_any_script_panics_beside_its_text(
        text in "([a-z58 .,’—\u{301}\u{34f}]|[а-яіїє]|[\u{600}-\u{6ff}]|[\u{900}-\u{97f}]|[\u{4e00}-\u{4e20}]|[\u{1100}-\u{11ff}]|[\u{1f1e6}-\u{1f1ff}\u{1f468}\u{200d}\u{1f3fd}]){0,60}",
        from in 0..60_usize,
        other in "\\PC{0,3}",
    ) {
        // A stretch of the text, with something in it that is not there.
        let mut quote: String = text.chars().skip(from).take(20).filter(|letter| *letter != '\'').collect();
        quote.insert_str(quote.ceil_char_boundary(quote.len() / 2), &other.replace('\'', ""));
        let claim = format!(
            "[source]\nid = 's'\ntext = 's.txt'\n[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n\
             [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 58\nquote = '{quote}'\n\
             [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = '{quote}'\nby = '{quote}'\n"
        );
        let report = report_of(&[("s.toml", &claim), ("s.txt", &text)]);
        for width in [40, 80] {
            table(&report, width);
            check(&report, width);
        }
        markdown(&report);
        github(&report);
    }

    #[test]
    fn no_input_panics(text in "(\\[\\[(claim|event|attribute)\\]\\]\n|(event|attribute|value|as_of|id|kind|units) = (\"\\PC{0,12}\"|[0-9.e+-]{1,8}|\\[.{0,5}\\])\n|\\PC{0,10}\n){0,20}") {
        let report = report_of(&[("a.toml", &text)]);
        table(&report, 60);
        markdown(&report);
        json(&report);
        check(&report, 80);
        github(&report);
        sarif(&report);
        junit(&report, Denied::default());
        sources_table(&report, 60);
        sources_markdown(&report);
        sources_json(&report);
        crux_table(&report, 60);
        crux_markdown(&report);
        crux_json(&report);
    }
}

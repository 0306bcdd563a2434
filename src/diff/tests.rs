//! What changed between two states of the claims.

use crate::diff::{Diff, Fate, State};
use crate::report::{Report, Selection};
use crate::safe::is_treacherous;
use crate::testing::{
    diff_json, diff_markdown, diff_table, edited, json, made_up, report, report_of, reversed,
    snapshot, table_of_diff,
};
use crate::wire::{SavedError, read_report};
use proptest::prelude::*;

const TOPIC: &str = "[topic]\ntitle = \"T\"\n[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\n\
                     [[attribute]]\nid = \"b\"\nkind = \"count\"\n\
                     [[speaker]]\nid = \"they\"\nkind = \"unnamed\"\n";

const CLASH: &str = "[[claim]]\nevent = \"e\"\nattribute = \"a\"\nby = \"x\"\nvalue = 5\n\
                     [[claim]]\nevent = \"e\"\nattribute = \"a\"\nby = \"y\"\nvalue = 9\n";

fn of(texts: &[(String, String)]) -> Report {
    let texts: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    report_of(&texts)
}

/// Claims written as "speaker attribute value", and what else stands in a topic.
fn told(claims: &[&str], more: &str) -> State {
    let claim = |claim: &&str| {
        let mut words = claim.splitn(3, ' ');
        let [speaker, attribute, value] = [(); 3].map(|()| words.next().unwrap());
        format!(
            "[[claim]]\nevent = \"e\"\nattribute = \"{attribute}\"\nby = \"{speaker}\"\nvalue = \"{value}\"\n"
        )
    };
    let claims: String = claims.iter().map(claim).collect();
    State::from(&report_of(&[("s.toml", &format!("{TOPIC}{more}{claims}"))]))
}

/// Returns what changed, one line each: contradictions, then questions.
fn changes(before: &State, after: &State) -> Vec<String> {
    let diff = Diff::new(before, after);
    let moved = |moves: &[crate::diff::Move<'_>]| {
        let moved = |one: &crate::diff::Move<'_>| {
            let values = [&one.before, &one.after].map(|held| {
                held.iter()
                    .map(|position| position.value.as_str())
                    .collect::<Vec<_>>()
                    .join("+")
            });
            format!(" {}:{}", one.voice.id, values.join(">"))
        };
        moves.iter().map(moved).collect::<String>()
    };
    let contradictions = diff.contradictions.iter().map(|found| {
        format!(
            "{} {} {}{}",
            found.fate.word(),
            found.code,
            found.place.question().unwrap().attribute,
            moved(&found.moves)
        )
    });
    let questions = diff.questions.iter().map(|changed| {
        let [old, new] = changed
            .place
            .outcomes()
            .map(|outcome| outcome.unwrap_or("-"));
        let question = changed.place.question().unwrap();
        format!(
            "{} {}: {old}>{new}{}",
            changed.fate.word(),
            question.attribute,
            moved(&changed.moves)
        )
    });
    contradictions.chain(questions).collect()
}

#[test]
fn what_changed_is_told() {
    let cases: &[(&[&str], &[&str], &[&str])] = &[
        (&["x a 5"], &["x a five"], &[]),
        (
            &["x a 5"],
            &["x a 5", "y a 5"],
            &["changed a: uncorroborated>agreed y:>5"],
        ),
        (
            &["x a 5", "y a 5"],
            &["x a 5"],
            &["changed a: agreed>uncorroborated y:5>"],
        ),
        (
            &["x a 5"],
            &["x a 5", "they a 5"],
            &["changed a: uncorroborated>uncorroborated they:>5"],
        ),
        (
            &["x a 5"],
            &["x b 5"],
            &[
                "new b: ->uncorroborated x:>5",
                "gone a: uncorroborated>- x:5>",
            ],
        ),
        (
            &["x a 5", "y a 5"],
            &["x a 5", "y a 9"],
            &[
                "new contradiction a y:5>9",
                "changed a: agreed>contradicted y:5>9",
            ],
        ),
        (
            &["x a 5", "y a 9"],
            &["x a 5", "y a 5"],
            &[
                "gone contradiction a y:9>5",
                "changed a: contradicted>agreed y:9>5",
            ],
        ),
        (
            &["x a 5", "y a 9"],
            &["x a 5", "y a 8", "z a 3"],
            &[
                "changed contradiction a y:9>8 z:>3",
                "changed a: contradicted>contradicted y:9>8 z:>3",
            ],
        ),
        (
            &["x a 5", "y a 9"],
            &["y a 9"],
            &[
                "gone contradiction a x:5>",
                "changed a: contradicted>uncorroborated x:5>",
            ],
        ),
        (&["x a 5", "y a 9"], &["y a nine", "x a 5"], &[]),
        (
            &["x a 5"],
            &["x a 5", "x a 9"],
            &[
                "new self-contradiction a x:5>5+9",
                "changed a: uncorroborated>contradicted x:5>5+9",
            ],
        ),
        // Who gives no value supports nothing.
        (&["x a 5"], &["x a 5", "y a unknown"], &[]),
        // Who holds what does not clash has no part in the contradiction.
        (
            &["x a 5", "y a 9"],
            &["x a 5", "y a 9", "z a 1 to 20"],
            &["changed a: contradicted>contradicted z:>1 to 20"],
        ),
    ];
    for (before, after, expected) in cases {
        assert_eq!(
            changes(&told(before, ""), &told(after, "")),
            *expected,
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn what_an_editor_resolved_is_told_and_not_refused() {
    let clash = ["x a 5", "y a 9"];
    let look = "[[resolution]]\nevent = \"e\"\nattribute = \"a\"\ndate = 2025-11-20\n";
    let [none, open, resolved] = [told(&["x a 5"], ""), told(&clash, ""), told(&clash, look)];
    for (before, after, fate, refused) in [
        (&none, &open, Some(Fate::New), true),
        (&none, &resolved, Some(Fate::New), false),
        (&open, &resolved, Some(Fate::Changed), false),
        (&resolved, &open, Some(Fate::Changed), true),
        (&open, &open, None, false),
        (&open, &none, Some(Fate::Gone), false),
        (&resolved, &none, Some(Fate::Gone), false),
    ] {
        let diff = Diff::new(before, after);
        assert_eq!(diff.contradictions.first().map(|found| found.fate), fate);
        assert_eq!(diff.unresolved().next().is_some(), refused, "{fate:?}");
    }
}

#[test]
fn edits_that_change_nothing_are_no_change() {
    let before = State::from(&of(&made_up()));
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
            "another title",
            edited(|name, text| (same(name), text.replace("The flood at Larn", "The flood"))),
        ),
        (
            "other labels",
            edited(|name, text| (same(name), text.replace("label = \"", "label = \"New: "))),
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
        let after = State::from(&of(&after));
        let diff = Diff::new(&before, &after);
        assert!(diff.is_empty(), "{what}: {diff:#?}");
    }
}

#[test]
fn a_topic_that_has_the_ids_of_another_one_is_another_one() {
    let topic = |folder: &str, title: &str, value: u32| {
        let text = format!(
            "[topic]\ntitle = \"{title}\"\n[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = {value}\n"
        );
        (format!("{folder}/s.toml"), text)
    };
    let fates = |before: &[(String, String)], after: &[(String, String)]| {
        let (before, after) = (State::from(&of(before)), State::from(&of(after)));
        Diff::new(&before, &after)
            .questions
            .iter()
            .map(|changed| changed.fate)
            .collect::<Vec<_>>()
    };
    let (one, two) = (topic("x", "X", 1), topic("y", "Y", 2));
    assert_eq!(
        fates(std::slice::from_ref(&one), &[one.clone(), two.clone()]),
        [Fate::New]
    );
    assert_eq!(
        fates(
            &[one.clone(), two],
            &[topic("z", "Y", 2), topic("x", "New", 1)]
        ),
        []
    );
    assert_eq!(
        fates(&[one], &[topic("z", "Z", 1)]),
        [Fate::New, Fate::Gone]
    );
}

#[test]
fn a_saved_report_says_what_its_folder_says() {
    for path in [
        "claims",
        "tests/made-up",
        "tests/two-sides",
        "tests/invalid",
    ] {
        let report = report(path);
        assert_eq!(
            read_report(json(&report).as_bytes()).map(State::from),
            Ok(State::from(&report)),
            "{path}"
        );
    }
}

/// An older version saved no lines on how claims are read. What else changed is told all the same.
#[test]
fn a_report_that_an_older_version_saved_is_compared_without_how_claims_are_read() {
    let before = report_of(&[("s.toml", &format!("{TOPIC}{CLASH}"))]);
    let wide = TOPIC.replace("kind = \"count\"", "kind = \"count\"\ntolerance = \"90%\"");
    let after = State::from(&report_of(&[("s.toml", &format!("{wide}{CLASH}"))]));
    let whole: serde_json::Value = serde_json::from_str(&json(&before)).unwrap();
    let mut older = whole.clone();
    older.as_object_mut().unwrap().remove("vocabulary").unwrap();
    for (saved, lacks, words) in [(whole, false, 2), (older, true, 0)] {
        let saved = saved.to_string();
        let saved = State::from(read_report(saved.as_bytes()).unwrap());
        let diff = Diff::new(&saved, &after);
        assert_eq!((diff.lacks_vocabulary(), diff.words.len()), (lacks, words));
        assert_eq!(diff.silenced().count(), 1);
        let told = "An older version saved one of the reports";
        assert_eq!(table_of_diff(&diff, 120).contains(told), lacks);
    }
}

#[test]
fn what_is_no_whole_report_is_refused() {
    let report = report("tests/made-up");
    let whole = json(&report);
    let part = Selection {
        events: vec!["flood".to_owned()],
        ..Selection::default()
    };
    let part = Report::read(&[crate::testing::root("tests/made-up")], &part).unwrap();
    let other = Err(SavedError::Schema(Some("crosscheck-diff/1".to_owned())));
    for (text, expected) in [
        (diff_json(&report, &report), other),
        ("{}".to_owned(), Err(SavedError::Schema(None))),
        (
            crate::testing::sources_json(&report),
            Err(SavedError::NoReport),
        ),
        (
            crate::testing::crux_json(&report),
            Err(SavedError::NoReport),
        ),
        (json(&part), Err(SavedError::Selected)),
        (
            whole.replace("\"identity\"", "\"other\""),
            Err(SavedError::Older),
        ),
        (
            whole.replacen("\"speakers\": [", "\"others\": [", 1),
            Err(SavedError::Older),
        ),
    ] {
        assert_eq!(
            read_report(text.as_bytes()).map(State::from),
            expected,
            "{}",
            &text[..text.len().min(80)]
        );
    }
    for broken in [
        "",
        "{",
        "[]",
        "null",
        &whole[..whole.len() / 2],
        "{\"schema\": 1}",
    ] {
        assert!(
            matches!(read_report(broken.as_bytes()), Err(SavedError::Syntax(_))),
            "{broken:.80}"
        );
    }
}

/// Returns the made-up topics after a day of work on them.
fn a_day_later() -> Vec<(String, String)> {
    edited(|name, text| {
        let text = match name {
            "post.toml" => format!(
                "{text}\n[[claim]]\nevent = \"flood\"\nattribute = \"dead\"\nvalue = 3\nas_of = 2025-03-05\n\n\
                 [[claim]]\nevent = \"dam\"\nattribute = \"rain\"\nvalue = 55\n"
            ),
            "gazette.toml" => text
                .replace("\"over 50\"", "30")
                .replace("more than 50 homes", "30 homes"),
            "courier.toml" => text.replacen("value     = 15", "value     = 16", 1),
            "topic.toml" => format!(
                "{text}\n[[resolution]]\nevent = \"dam\"\nattribute = \"rain\"\ndate = 2025-12-01\nby = \"Ada\"\n"
            ),
            "lusitania/inquiry-report.toml" => text.replace("= 1195", "= 1201"),
            _ => text.to_owned(),
        };
        (name.to_owned(), text)
    })
}

#[test]
fn every_format_is_as_approved() {
    let (before, after) = (of(&made_up()), of(&a_day_later()));
    for width in [80, 120] {
        snapshot(
            &format!("diff-made-up-table-{width}"),
            &diff_table(&before, &after, width),
        );
    }
    snapshot("diff-made-up-markdown", &diff_markdown(&before, &after));
    snapshot("diff-made-up-json", &diff_json(&before, &after));
    snapshot(
        "diff-made-up-back-table-80",
        &diff_table(&after, &before, 80),
    );
    for width in 40..=160 {
        for line in diff_table(&before, &after, width).lines() {
            assert!(
                unicode_width::UnicodeWidthStr::width(line) <= usize::from(width),
                "{width}: {line}"
            );
        }
    }
}

#[test]
fn a_comment_is_never_longer_than_github_takes() {
    let claims = |claims: usize, long: usize| {
        let claim = |at: usize| {
            let words = "<*|".repeat(long);
            format!(
                "[[claim]]\nevent = \"e{at}\"\nattribute = \"{words}\"\nvalue = {at}\nby = \"s{words}\"\n\
                     [[claim]]\nevent = \"e{at}\"\nattribute = \"{words}\"\nvalue = 5000\nby = \"t\"\n"
            )
        };
        report_of(&[("a.toml", &(0..claims).map(claim).collect::<String>())])
    };
    let nothing = report_of(&[("a.toml", "")]);
    for (count, long) in [(3_000, 1), (40, 3_000), (1, 100_000)] {
        for (before, after) in [
            (&nothing, &claims(count, long)),
            (&claims(count, long), &nothing),
        ] {
            let comment = diff_markdown(before, after);
            assert!(comment.len() < 65_536, "{}", comment.len());
            assert!(
                count == 1 || comment.contains("more are left out here"),
                "{count}"
            );
            assert_eq!(
                comment.matches("<details>").count(),
                comment.matches("</details>").count()
            );
        }
    }
}

fn claims() -> impl Strategy<Value = Vec<(u8, &'static str, Option<u8>, u8)>> {
    let value = prop::sample::select(vec![
        "5",
        "five",
        "9",
        "over 4",
        "at least 30",
        "unknown",
        "several",
    ]);
    prop::collection::vec((0..4u8, value, prop::option::of(1..4u8), 0..2u8), 0..12)
}

fn text(claims: &[(u8, &str, Option<u8>, u8)]) -> String {
    let claim = |(speaker, value, day, attribute): &(u8, &str, Option<u8>, u8)| {
        let by = ["x", "y", "z", "they"][usize::from(*speaker)];
        let attribute = ["a", "b"][usize::from(*attribute)];
        let day = day
            .map(|day| format!("as_of = 2025-01-{day:02}\n"))
            .unwrap_or_default();
        format!(
            "[[claim]]\nevent = \"e\"\nattribute = \"{attribute}\"\nby = \"{by}\"\nvalue = \"{value}\"\n{day}"
        )
    };
    format!("{TOPIC}{}", claims.iter().map(claim).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_saved_report_gives_the_same_diff(old in claims(), new in claims()) {
        let reports = [old, new].map(|claims| report_of(&[("s.toml", &text(&claims))]));
        let [old, new] = reports.each_ref().map(State::from);
        let saved = reports.each_ref().map(|report| State::from(read_report(json(report).as_bytes()).unwrap()));
        let (from_folders, from_files) = (Diff::new(&old, &new), Diff::new(&saved[0], &saved[1]));
        prop_assert_eq!(&from_folders, &from_files);
        // What is new one way is gone the other way, and nothing changes without a difference.
        let back = Diff::new(&new, &old);
        let count = |diff: &Diff<'_>, fate| diff.contradictions.iter().filter(|found| found.fate == fate).count();
        prop_assert_eq!(count(&from_folders, Fate::New), count(&back, Fate::Gone));
        prop_assert_eq!(count(&from_folders, Fate::Changed), count(&back, Fate::Changed));
        prop_assert!(Diff::new(&old, &old).is_empty());
        let contradicted = |state: &State| {
            let questions = state.events.iter().flat_map(|event| &event.questions);
            questions.filter(|question| question.outcome == "contradicted").count()
        };
        if contradicted(&old) < contradicted(&new) {
            prop_assert!(from_folders.unresolved().next().is_some());
            prop_assert!(from_folders.refused().next().is_some());
        }
        // What is silenced is gone or resolved, and what did it is in the lists.
        for found in from_folders.silenced() {
            prop_assert!(found.fate != Fate::New);
            let by = found.silenced.as_ref().unwrap();
            prop_assert!(by.words.iter().all(|at| *at < from_folders.words.len()));
            prop_assert!(by.claims.iter().all(|at| *at < from_folders.claims.len()));
        }
    }

    #[test]
    fn nothing_treacherous_is_ever_shown(words in "\\PC{0,20}[\u{1b}\u{9b}\u{202e}\u{7}\u{200f}]\\PC{0,20}") {
        let quoted = words.replace(['\\', '"'], "").chars().fold(String::new(), |text, letter| {
            text + &format!("\\U{:08X}", u32::from(letter))
        });
        let text = |more: &str| format!(
            "[topic]\ntitle = \"{quoted}\"\n[[event]]\nid = \"e\"\ntitle = \"{quoted}\"\ndate = \"{quoted}\"\n\
             [[attribute]]\nid = \"a\"\nlabel = \"{quoted}\"\nkind = \"text\"\n\
             [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{quoted}\"\nby = \"{quoted}\"\n{more}"
        );
        let before = report_of(&[("a.toml", &text(""))]);
        let other = format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = \"{quoted} 2\"\nby = \"s{quoted}\"\n");
        let after = report_of(&[("a.toml", &text(&other))]);
        prop_assert!(diff_table(&before, &after, 80).contains("1 new contradiction"));
        for (before, after) in [(&before, &after), (&after, &before)] {
            let shown = [diff_table(before, after, 80), diff_markdown(before, after), diff_json(before, after)];
            for text in shown {
                let bad = text.chars().find(|letter| *letter != '\n' && is_treacherous(*letter));
                prop_assert_eq!(bad, None, "in {}", text);
            }
        }
    }
}

//! Claims that are proposed from an article: which, and that no text can make the file anything else.

use crosscheck::code::Code;
use crosscheck::draft::vocabulary::Vocabulary;
use crosscheck::draft::{Known, Proposal, Value, draft};
use crosscheck::render::draft::{Head, toml};
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{report_of, snapshot, written};

/// An invented topic.
const TOPIC: &str = r#"
[topic]
title = "Flood at Larn"

[[event]]
id = "flood"
title = "Flood at Larn"
date = "2025-03-14"
place = "Larn"

[[attribute]]
id = "killed"
label = "People killed"
kind = "count"

[[attribute]]
id = "rescued"
label = "People rescued"
kind = "count"

[[attribute]]
id = "rain"
label = "Rain fallen"
kind = "amount"

[[attribute]]
id = "when"
label = "Dam opened"
kind = "date"

[[attribute]]
id = "on-purpose"
label = "The dam was opened on purpose"
kind = "yes-no"

[[attribute]]
id = "at-fault"
label = "Blamed for the flood"
kind = "text"

[[speaker]]
id = "mayor"
name = "Mayor Anna Holt"
short = "Holt"

[[speaker]]
id = "red-cross"
name = "The Red Cross"
"#;

/// An invented article.
const ARTICLE: &str = "At least 12 people were killed when the river flooded Larn on Friday (14th March), Mayor Anna \
    Holt said. “The dam was not opened on purpose,” she added.\n\nAccording to the Red Cross, some 40 people were \
    rescued, including several children. Farmers blamed the River Board for the flood, an allegation denied by the \
    board. The dam was opened on 13 March, and about 5.5 million litres were let out.\n";

fn known() -> Known {
    let report = report_of(&[("topic.toml", TOPIC)]);
    Known { published: Some(date(2025, 3, 16)), vocabulary: Vocabulary::of(&report.record) }
}

fn file(name: &str, text: &str, known: &Known) -> String {
    let head = Head { name, source: "draft", published: Some("2025-03-16"), beside: Some("a.txt") };
    let proposals = draft(text, known);
    written(|out| toml(&head, text, &proposals, out))
}

#[test]
fn the_draft_of_an_invented_article() {
    snapshot("draft", &file("a.txt", ARTICLE, &known()));
}

/// What is proposed for a text, one claim a line: "speaker: value | quote".
fn seen(text: &str) -> Vec<String> {
    let value = |proposal: &Proposal| match &proposal.value {
        Value::Number(words) | Value::Date(words) | Value::Answer(words) | Value::Name(words) => {
            words.clone()
        }
        Value::Day(day) => day.to_string(),
    };
    let one = |proposal: &Proposal| {
        let speaker = proposal.speaker.clone().map_or("-", |words| &text[words]);
        format!("{speaker}: {} | {}", value(proposal), &text[proposal.quote.clone()])
    };
    let known = Known { published: Some(date(2025, 3, 16)), ..Known::default() };
    draft(text, &known).iter().map(one).collect()
}

#[test]
fn texts_and_what_is_proposed() {
    for (text, proposals) in [
        (
            "The army said that over 200 rebels were slain.",
            &["The army: over 200 | over 200 rebels were slain"][..],
        ),
        (
            "The army said 5 men died and added that the road was open.",
            &["The army: 5 | 5 men died", "The army: yes | the road was open"],
        ),
        (
            "They took two villages, killing 58 men and wounding 30 others, as confirmed by Colonel Tor.",
            &[
                "Colonel Tor: two | two villages",
                "Colonel Tor: 58 | killing 58 men",
                "Colonel Tor: 30 | wounding 30 others",
            ],
        ),
        ("According to the health ministry, 9 died.", &["the health ministry: 9 | 9 died"]),
        ("“We lost 7 men,” said a spokesman for the army.", &["a spokesman for the army: 7 | 7 men"]),
        (
            "“The bridge will be rebuilt soon,” the minister, Ada Bell, added.",
            &["the minister, Ada Bell: yes | The bridge will be rebuilt soon"],
        ),
        (
            "Blue accused Red of breaking the truce, an allegation denied by Red.",
            &["Blue: yes | accused Red of breaking the truce", "Red: no | an allegation denied by Red"],
        ),
        (
            "Ada Bell said the truce would hold as long as there is no attack.",
            &[
                "Ada Bell: yes, as long as there is no attack | the truce would hold as long as there is no attack",
            ],
        ),
        ("Blue blamed Red’s “stubbornness” for it.", &["Blue: Red | blamed Red’s “stubbornness” for it"]),
        ("It rained on Monday.", &["-: 2025-03-10 | It rained on Monday"]),
        ("It rained last month.", &["-: February 2025 | It rained last month"]),
        ("It rained over the last month.", &[]),
        ("It rained on 28 December.", &["-: 2024-12-28 | It rained on 28 December"]),
        (
            "It rained on Friday (14th March).",
            &["-: Friday 14 March 2025 | It rained on Friday (14th March)"],
        ),
        ("A man and the third man met one woman.", &["-: third | third man met one woman"]),
        ("", &[]),
    ] {
        assert_eq!(seen(text), proposals, "{text}");
    }
}

#[test]
fn without_a_day_of_publication_a_date_stays_as_it_is() {
    let proposals = draft("It rained on Friday (14th March).", &Known::default());
    assert_eq!(proposals[0].value, Value::Date("Friday 14 March".into()));
    let proposals = draft("It rained on Friday.", &Known::default());
    assert_eq!(proposals[0].value, Value::Date("Friday".into()));
}

/// Words of articles, and what a hostile one may hold.
fn article() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "58",
        "over",
        "200",
        "1 200,5",
        "½5",
        "people",
        "were",
        "killed",
        "the",
        "Red",
        "Cross",
        "Mayor",
        "Holt",
        "said",
        "that",
        "denied",
        "by",
        "accused",
        "blamed",
        "of",
        "according",
        "to",
        "as",
        "per",
        "reports",
        "long",
        "not",
        "on",
        "Friday",
        "(14th",
        "March)",
        "14",
        "March",
        "2025",
        "last",
        "month",
        "yesterday",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "'",
        "’s",
        "\\",
        "\"\"\"",
        "'''",
        "\n",
        "\n\n",
        "\r\n",
        "[[claim]]",
        "#",
        "= ",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "…",
        "...",
        "[",
        "]",
        "–",
        "e\u{301}",
        "™",
        "ﬁ",
        "百",
        "58名",
        "million",
        "and",
        "adding",
        "he",
        "holds",
        "responsible",
        "is",
        "claim",
        "third",
        "a",
        "few",
        "several",
        "dam",
        "opened",
        "purpose",
    ]);
    let piece = prop_oneof![9 => words.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let spaced = (piece, prop::bool::weighted(0.8));
    prop::collection::vec(spaced, 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_draft_of_any_text_needs_nothing_but_confirmation(text in article(), name in "(\\PC|[\n\r\"#])*") {
        let known = known();
        let drafted = file(&name, &text, &known);
        let report = report_of(&[("topic.toml", TOPIC), ("draft.toml", &drafted), ("a.txt", &text)]);
        let told: Vec<_> = report.diagnostics.iter().filter(|told| told.code != Code::UnusedDeclaration).collect();
        prop_assert!(told.iter().all(|told| told.code == Code::Unconfirmed), "{:?}\n{}", told, drafted);
        prop_assert_eq!(told.len(), draft(&text, &known).len());
        prop_assert_eq!(report.summary().claims, 0);
    }

    #[test]
    fn a_confirmed_draft_can_be_read(text in article()) {
        let drafted = file("a.txt", &text, &known()).replace("proposed  = true\n", "event = \"flood\"\n");
        let lines: Vec<&str> = drafted.lines().filter(|line| !line.starts_with("event  ")).collect();
        let drafted = lines.join("\n");
        let report = report_of(&[("topic.toml", TOPIC), ("draft.toml", &drafted), ("a.txt", &text)]);
        let wrong = [Code::Syntax, Code::BadValue, Code::QuoteMismatch, Code::QuoteNotInText, Code::UnknownKey];
        let told: Vec<_> = report.diagnostics.iter().filter(|told| wrong.contains(&told.code)).collect();
        prop_assert!(told.is_empty(), "{:?}\n{}", told, drafted);
    }
}

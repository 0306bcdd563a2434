//! Claims that are proposed from an article: which, and that no text can make the file anything else.

mod recall;

use crate::code::Code;
use crate::draft::vocabulary::Vocabulary;
use crate::draft::{Context, Note, ProposedClaim, ProposedValue, draft};
use crate::render::draft::{Head, toml};
use jiff::civil::date;
use proptest::prelude::*;

use crate::testing::{report_of, snapshot, written};

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

fn known() -> Context {
    let report = report_of(&[("topic.toml", TOPIC)]);
    Context {
        published: Some(date(2025, 3, 16)),
        vocabulary: Vocabulary::from_record(&report.record),
    }
}

fn file(name: &str, text: &str, known: &Context) -> String {
    let head = Head {
        name,
        source: "draft",
        published: Some("2025-03-16"),
        beside: Some("a.txt"),
    };
    let proposals = draft(text, known);
    written(|out| toml(&head, text, &proposals, out))
}

#[test]
fn the_draft_of_an_invented_article() {
    snapshot("draft", &file("a.txt", ARTICLE, &known()));
}

/// Returns what is proposed for a text, one claim a line: "speaker: value | quote".
fn seen(text: &str) -> Vec<String> {
    let value = |proposal: &ProposedClaim| match &proposal.value {
        ProposedValue::Number(words)
        | ProposedValue::Date(words)
        | ProposedValue::Answer(words)
        | ProposedValue::Name(words) => words.clone(),
        ProposedValue::Day(day) => day.to_string(),
    };
    let one = |proposal: &ProposedClaim| {
        let speaker = proposal.speaker.clone().map_or("-", |words| &text[words]);
        format!(
            "{speaker}: {} | {}",
            value(proposal),
            &text[proposal.quote.clone()]
        )
    };
    let known = Context {
        published: Some(date(2025, 3, 16)),
        ..Context::default()
    };
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
            &[
                "The army: 5 | 5 men died",
                "The army: yes | the road was open",
            ],
        ),
        (
            "They took two villages, killing 58 men and wounding 30 others, as confirmed by Colonel Tor.",
            &[
                "Colonel Tor: two | two villages",
                "Colonel Tor: 58 | killing 58 men",
                "Colonel Tor: 30 | wounding 30 others",
            ],
        ),
        (
            "According to the health ministry, 9 died.",
            &["the health ministry: 9 | 9 died"],
        ),
        (
            "“We lost 7 men,” said a spokesman for the army.",
            &["a spokesman for the army: 7 | 7 men"],
        ),
        (
            "“The bridge will be rebuilt soon,” the minister, Ada Bell, added.",
            &["the minister, Ada Bell: yes | The bridge will be rebuilt soon"],
        ),
        (
            "Blue accused Red of breaking the truce, an allegation denied by Red.",
            &[
                "Blue: yes | accused Red of breaking the truce",
                "Red: no | an allegation denied by Red",
            ],
        ),
        (
            "Ada Bell said the truce would hold as long as there is no attack.",
            &[
                "Ada Bell: yes, as long as there is no attack | the truce would hold as long as there is no attack",
            ],
        ),
        (
            "Blue blamed Red for the flood.",
            &["Blue: Red | blamed Red for the flood"],
        ),
        (
            "Blue blamed Red’s “stubbornness” for it.",
            &["Blue: Red | blamed Red’s “stubbornness” for it"],
        ),
        (
            "It rained on Monday.",
            &["-: 2025-03-10 | It rained on Monday"],
        ),
        (
            "It rained last month.",
            &["-: February 2025 | It rained last month"],
        ),
        ("It rained over the last month.", &[]),
        (
            "It rained on 28 December.",
            &["-: 2024-12-28 | It rained on 28 December"],
        ),
        (
            "It rained on Friday (14th March).",
            &["-: Friday 14 March 2025 | It rained on Friday (14th March)"],
        ),
        (
            "A man and the third man met one woman.",
            &["-: third | third man met one woman"],
        ),
        ("", &[]),
    ] {
        assert_eq!(seen(text), proposals, "{text}");
    }
}

#[test]
fn nothing_is_the_reverse_of_what_the_text_says() {
    for (text, proposals) in [
        (
            "The mayor of Vesk, Anna Holt, denied that 40 civilians had died.",
            &["The mayor of Vesk, Anna Holt: no | denied that 40 civilians had died"][..],
        ),
        (
            "The army rejected claims that it shelled 3 huts, and said that 2 men died.",
            &[
                "The army: no | rejected claims that it shelled 3 huts",
                "The army: 2 | 2 men died",
            ],
        ),
        (
            "The army said it did not kill 40 people.",
            &["The army: 40 | not kill 40 people"],
        ),
        (
            "40 men died, a claim that the army denied.",
            &["the army: no | 40 men died, a claim that"],
        ),
        (
            "“We have not mined the dam,” Petrov told reporters on Saturday (8 March).",
            &[
                "Petrov: no | We have not mined the dam",
                "-: Saturday 8 March 2025 | told reporters on Saturday (8 March)",
            ],
        ),
        (
            "“We have not mined the dam,” Petrov told the BBC.",
            &["Petrov: no | We have not mined the dam"],
        ),
        (
            "Petrov told journalists the dam was safe.",
            &["Petrov: yes | the dam was safe"],
        ),
        (
            "“We did not strike the hospital,” General X said on Monday.",
            &[
                "General X: no | We did not strike the hospital",
                "-: 2025-03-10 | X said on Monday",
            ],
        ),
        (
            "The bridge is open, the army said in a statement.",
            &["the army: yes | The bridge is open"],
        ),
        (
            "Ada Bell said it will last (in the north).",
            &["Ada Bell: yes | it will last (in the north)"],
        ),
        (
            "Nobody was killed, said the army.",
            &["the army: Nobody | Nobody was killed"],
        ),
        ("The army said nothing had been agreed.", &[]),
        (
            "The farmers said they saw no soldiers.",
            &["The farmers: no | they saw no soldiers"],
        ),
        ("The army said it did not see no soldiers.", &[]),
        (
            "The death toll rose from 12 to 19.",
            &["-: 19 | rose from 12 to 19"],
        ),
        (
            "The toll is 19, up from 12, officials said.",
            &["officials: 19 | 19"],
        ),
        (
            "They came from 12 to 19 villages.",
            &["-: from 12 to 19 | from 12 to 19 villages"],
        ),
        (
            "Ten people drowned, an aid worker who asked not to be named said.",
            &["an aid worker: Ten | Ten people drowned"],
        ),
        (
            "An aid worker, who was not named, said 7 men died.",
            &["An aid worker: 7 | 7 men died"],
        ),
        (
            "It was an attack which the army said killed 7 men.",
            &["the army: 7 | killed 7 men"],
        ),
        (
            "The Southern Ministry of Defence said 7 men died.",
            &["The Southern Ministry of Defence: 7 | 7 men died"],
        ),
        (
            "The U.N. estimates that 1.2 million people fled.",
            &["The U.N.: 1.2 million | 1.2 million people fled"],
        ),
        ("According to the U.N., 9 died.", &["the U.N.: 9 | 9 died"]),
        (
            "Petrov said two of five drones were shot down.",
            &["Petrov: two | two of five drones were shot down"],
        ),
    ] {
        assert_eq!(seen(text), proposals, "{text}");
    }
}

#[test]
fn nobody_is_named_who_did_not_say_it() {
    for (text, proposals) in [
        (
            "At least 12 men drowned, the head of the agency, Omar Said, told Reuters.",
            &["the head of the agency, Omar Said: At least 12 | At least 12 men drowned"][..],
        ),
        (
            "“We found 30 bodies,” Tarek Halim told AFP.",
            &["Tarek Halim: 30 | 30 bodies"],
        ),
        (
            "Police said Monday, almost tripling initial estimates, that 178 men drowned.",
            &["Police: 178 | 178 men drowned"],
        ),
        (
            "Nearly 180 men drowned, police said, almost tripling initial estimates.",
            &["police: Nearly 180 | Nearly 180 men drowned"],
        ),
        (
            "178 men, which if confirmed would make it the worst, were named.",
            &["-: 178 | 178 men"],
        ),
        (
            "Residents told the agency that 30 men drowned. The United Nations counted 9 dead; it said that the figure would rise.",
            &[
                "Residents: 30 | 30 men drowned",
                "-: 9 | counted 9 dead",
                "-: yes | the figure would rise",
            ],
        ),
        (
            "The army said 30 men drowned. On the shore, it said, the search went on.",
            &[
                "The army: 30 | 30 men drowned",
                "The army: yes | the search went on",
            ],
        ),
    ] {
        assert_eq!(seen(text), proposals, "{text}");
    }
}

#[test]
fn a_date_keeps_the_words_that_widen_it_and_its_time() {
    for (text, proposals) in [
        (
            "It fell around 6 March 2025.",
            &["-: around 6 March 2025 | It fell around 6 March 2025"][..],
        ),
        (
            "In early March 2025 it fell.",
            &["-: early March 2025 | In early March 2025"],
        ),
        (
            "It began at 10:30 pm on 5 March 2025.",
            &["-: 10:30 pm on 5 March 2025 | It began at 10:30 pm on 5 March 2025"],
        ),
        (
            "On 7 March, at about 22:30 local time, it fell.",
            &["-: 7 March 2025, at about 22:30 | On 7 March, at about 22:30"],
        ),
        (
            "On 7 March 2025 the man left.",
            &["-: 2025-03-07 | On 7 March 2025"],
        ),
    ] {
        assert_eq!(seen(text), proposals, "{text}");
    }
}

/// A topic with several events, and attributes that differ in whose soldiers they count.
const RAIDS: &str = r#"
[[event]]
id = "raid"
title = "Raid on Vesk"

[[event]]
id = "breach"
title = "Dam breach at Orin"

[[attribute]]
id = "north-soldiers-killed"
label = "Northern soldiers killed"
kind = "count"

[[attribute]]
id = "south-soldiers-killed"
label = "Southern soldiers killed"
kind = "count"
"#;

#[test]
fn event_and_attribute_stay_open_where_several_fit() {
    let report = report_of(&[("topic.toml", RAIDS)]);
    let known = Context {
        vocabulary: Vocabulary::from_record(&report.record),
        ..Context::default()
    };
    let (north, open) = (Some("north-soldiers-killed"), None);
    for (text, filled) in [
        (
            "The Northern Army said nearly three dozen soldiers had been killed.",
            &[(open, open)][..],
        ),
        (
            "The Southern Army said 7 Northern soldiers were killed.",
            &[(open, north)],
        ),
        (
            "The raid on Vesk killed 9 men. Then 6 houses burned.",
            &[(Some("raid"), open); 2],
        ),
        (
            "The raid on Vesk lasted.\n\nThen 6 houses burned.",
            &[(open, open)],
        ),
        (
            "The raid on Vesk burned 9 huts. The dam breach at Orin took 4 huts. Then 6 huts burned.",
            &[(Some("raid"), open), (Some("breach"), open), (open, open)],
        ),
    ] {
        let proposals = draft(text, &known);
        let seen: Vec<_> = proposals
            .iter()
            .map(|one| (one.event.as_deref(), one.attribute.as_deref()))
            .collect();
        assert_eq!(seen, filled, "{text}");
    }
}

#[test]
fn a_number_after_a_not_says_so() {
    for (text, notes) in [
        (
            "The army said it did not kill 40 people.",
            &[Note::Negated][..],
        ),
        (
            "The army said it was not there and that 40 people died.",
            &[],
        ),
    ] {
        assert_eq!(draft(text, &Context::default())[0].notes, notes, "{text}");
    }
}

#[test]
fn who_speaks_stays_with_the_claim_when_it_is_confirmed() {
    let long = format!(
        "The {}Army said 5 men died.",
        "Northern Reconnaissance ".repeat(4)
    );
    for (text, line) in [
        (
            "The Northern Army said 5 men died.",
            "\nby        = \"The Northern Army\"\n",
        ),
        (&long, "\n# by        = \"Northern Reconnaissance "),
    ] {
        let drafted = file("a.txt", text, &Context::default());
        assert!(drafted.contains(line), "{drafted}");
    }
}

#[test]
fn without_a_day_of_publication_a_date_stays_as_it_is() {
    let proposals = draft("It rained on Friday (14th March).", &Context::default());
    assert_eq!(
        proposals[0].value,
        ProposedValue::Date("Friday 14 March".into())
    );
    let proposals = draft("It rained on Friday.", &Context::default());
    assert_eq!(proposals[0].value, ProposedValue::Date("Friday".into()));
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
    let piece =
        prop_oneof![9 => words.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let spaced = (piece, prop::bool::weighted(0.8));
    prop::collection::vec(spaced, 0..60).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, space)| if space { piece + " " } else { piece })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_draft_of_any_text_needs_nothing_but_confirmation(text in article(), name in "(\\PC|[\n\r\"#])*") {
        let known = known();
        let drafted = file(&name, &text, &known);
        let report = report_of(&[("topic.toml", TOPIC), ("draft.toml", &drafted), ("a.txt", &text)]);
        // Who speaks need not be one of the topic.
        let beside = [Code::UnusedDeclaration, Code::UnknownSpeaker];
        let told: Vec<_> = report.diagnostics.iter().filter(|told| !beside.contains(&told.code)).collect();
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

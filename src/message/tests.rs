use super::Message;
use crate::report::Report;
use crate::safe::Shown;
use crate::testing::report_of;

const QUESTION: &str = "[[event]]\nid = 'e'\ntitle = 'Clash'\n[[attribute]]\nid = 'a'\nlabel = 'Killed'\nkind = 'count'\n";

/// Returns the report on claims, each written as its value, its speaker and more keys.
fn report(question: &str, claims: &[(&str, &str, &str)]) -> Report {
    let claims: Vec<String> = claims
        .iter()
        .map(|(value, by, more)| {
            format!(
                "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\nby = '{by}'\n{more}\n"
            )
        })
        .collect();
    report_of(&[("p.toml", &(question.to_owned() + &claims.concat()))])
}

/// Returns the message of the first finding, with at most two places.
fn message(report: &Report) -> Message {
    Message::from_finding(report, &report.findings[0], 2)
}

#[test]
fn a_finding_is_said_in_one_sentence() {
    let grows = format!("{QUESTION}over_time = 'grows'\n");
    for (question, claims, title) in [
        (
            QUESTION,
            &[("5", "x", ""), ("9", "y", "")][..],
            "Killed (Clash): 5 against 9; 4 apart, 1.8 times; it would take 29 % to reconcile them",
        ),
        (
            QUESTION,
            &[("5", "x", ""), ("9", "x", "")],
            "Killed (Clash): x contradicts itself: 5, 9",
        ),
        (
            &grows,
            &[
                ("9", "x", "as_of = 2025-01-01"),
                ("5", "x", "as_of = 2025-01-02"),
            ],
            "Killed (Clash): the running total of x fell from 9 to 5 between 1 and 2 Jan 2025",
        ),
        (
            QUESTION,
            &[("'over 4'", "x", ""), ("90", "y", "")],
            "Killed (Clash): over 4, 90 agree only because one has no upper end",
        ),
        (
            QUESTION,
            &[
                ("5", "x", "as_of = 2025-01-01"),
                ("9", "x", "as_of = 2025-01-02"),
            ],
            "Killed (Clash): x went from 5 (2025-01-01) to 9 (2025-01-02)",
        ),
    ] {
        assert_eq!(message(&report(question, claims)).title.as_str(), title);
    }
}

#[test]
fn the_places_that_are_left_out_are_counted() {
    let report = report(QUESTION, &[("5", "x", ""), ("9", "y", ""), ("5", "z", "")]);
    let message = message(&report);
    let words: Vec<&str> = message
        .labels
        .iter()
        .map(|label| label.words.as_str())
        .collect();
    assert_eq!((words, message.left_out), (vec!["x", "y"], 1));
    let text = message.text_with_places(&report.files);
    assert!(
        text.as_str()
            .contains("see also p.toml:17:9 (y)\nand 1 more places"),
        "{text:?}"
    );
}

#[test]
fn what_an_editor_wrote_is_a_note_and_settles_it() {
    let resolution = "[[resolution]]\nevent = 'e'\nattribute = 'a'\ndate = 2025-02-01\nby = 'Desk'\nnote = 'both kept'\n";
    let claims = [
        ("5", "x", "published = 2025-01-01"),
        ("9", "y", "published = 2025-01-02"),
    ];
    let open = message(&report(QUESTION, &claims));
    assert!(open.notes.is_empty() && !open.settled);
    let looked_at = message(&report(&format!("{QUESTION}{resolution}"), &claims));
    let notes: Vec<&str> = looked_at.notes.iter().map(Shown::as_str).collect();
    let note = "An editor looked at this on 1 Feb 2025 (Desk): both kept.";
    assert_eq!((notes, looked_at.settled), (vec![note], true));
}

#[test]
fn words_of_strangers_are_harmless_in_a_message() {
    let question = QUESTION.replace("'Clash'", "\"Cl\\u202Eash\"");
    let report = report(&question, &[("5", "x", ""), ("9", "y", "")]);
    let title = message(&report).title;
    assert!(title.as_str().contains("(Cl<U+202E>ash)"), "{title:?}");
}

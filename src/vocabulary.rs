//! What the files say about how claims are read and compared: one line for each thing that can make two
//! claims contradict each other, or stop them from doing so. Who reviews a change compares these lines.
//!
//! A further key is one more line in the list of its table. What is left at its default has no line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::fmt::friendly::{Designator, Spacing, SpanPrinter};
use jiff::tz::TimeZone;

use crate::files::{FileId, Span};
use crate::model::{
    About, Attribute, Decimal, Event, Kind, Name, OverTime, Record, Resolution, Rule, Speaker,
    SpeakerId, Tolerance, TopicId,
};

/// The word for a flag that is set.
pub(crate) const YES: &str = "yes";

/// The table of lines about an editor's decision.
pub(crate) const RESOLUTION: &str = "resolution";
/// The table of lines about arithmetic.
pub(crate) const RULE: &str = "rule";
/// The table of lines about an event.
pub(crate) const EVENT: &str = "event";
/// The table of lines about a part of what is counted.
pub(crate) const SCOPE: &str = "scope";
/// The table of lines about what is claimed.
pub(crate) const ATTRIBUTE: &str = "attribute";
/// The table of lines about somebody who makes claims, in whatever topic.
pub(crate) const SPEAKER: &str = "speaker";

/// One thing that the files say about how claims are read and compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct VocabularyLine<'r> {
    /// The folder of its topic; empty for a speaker.
    pub(crate) folder: &'r str,
    /// The title of its topic; empty for a speaker.
    pub(crate) topic: &'r str,
    /// The kind of thing that it is about, such as [`ATTRIBUTE`].
    pub(crate) table: &'static str,
    /// The id of that thing; for a decision those of its question, for a rule its text.
    pub(crate) id: String,
    /// The key, such as `tolerance`.
    pub(crate) key: String,
    /// The value in words.
    pub(crate) value: String,
    /// The place of its declaration; `None` of what claims use and nothing declares.
    pub(crate) at: Option<Span>,
}

/// A key with its value; no value if it is left at its default.
type KeyLine = (&'static str, Option<String>);

/// Returns the lines of everything that is declared, and the kind of every attribute, in an order that does
/// not depend on the files.
pub(crate) fn lines(record: &Record) -> BTreeSet<VocabularyLine<'_>> {
    let mut lines = BTreeSet::new();
    for attribute in &record.attributes {
        let Name { id, declared } = &attribute.name;
        let mut add = adding(
            &mut lines,
            record,
            Some(attribute.topic),
            ATTRIBUTE,
            *declared,
        );
        attribute_keys(record, attribute).for_each(|(key, value)| add(id, key.into(), value));
        more_attribute_keys(attribute).for_each(|(key, value)| add(id, key, Some(value)));
    }
    for event in &record.events {
        let Name { id, declared } = &event.name;
        let mut add = adding(&mut lines, record, Some(event.topic), EVENT, *declared);
        event_keys(record, event).for_each(|(key, value)| add(id, key.into(), value));
    }
    for scope in &record.scopes {
        let Name { id, declared } = &scope.name;
        let mut add = adding(&mut lines, record, Some(scope.topic), SCOPE, *declared);
        let within = scope.within.map(|wider| record[wider].name.id.clone());
        add(id, "within".into(), within);
    }
    for rule in &record.rules {
        let mut add = adding(&mut lines, record, Some(rule.topic), RULE, Some(rule.place));
        rule_keys().for_each(|(key, value)| add(&rule_text(rule), key.into(), value));
    }
    for resolution in &record.resolutions {
        let (event, attribute) = (&record[resolution.event], &record[resolution.attribute]);
        let at = Some(resolution.place);
        let mut add = adding(&mut lines, record, Some(event.topic), RESOLUTION, at);
        let question = question_id(&event.name.id, &attribute.name.id);
        resolution_keys(resolution).for_each(|(key, value)| add(&question, key.into(), value));
    }
    for speaker in &record.speakers {
        let Name { id, declared } = &speaker.name;
        let mut add = adding(&mut lines, record, None, SPEAKER, *declared);
        speaker_keys(record, speaker).for_each(|(key, value)| add(id, key.into(), value));
    }
    for (speaker, files) in files_by_source(record) {
        let Name { id, declared } = &record[speaker].name;
        let mut add = adding(&mut lines, record, None, SPEAKER, *declared);
        let several = (files.len() > 1).then(|| files.len().to_string());
        add(id, "files".into(), several);
    }
    lines
}

/// Returns the files with claims of each source. A new file that speaks for one that is there has to be seen.
fn files_by_source(record: &Record) -> BTreeMap<SpeakerId, BTreeSet<FileId>> {
    let mut files: BTreeMap<SpeakerId, BTreeSet<FileId>> = BTreeMap::new();
    // Claims are in the order of their files, so that most stand behind one of the same.
    let mut last = None;
    for claim in &record.claims {
        let own = (claim.source, claim.file);
        if last.replace(own) != Some(own) {
            files.entry(claim.source).or_default().insert(claim.file);
        }
    }
    files
}

/// Returns the id of the lines about a question.
pub(crate) fn question_id(event: &str, attribute: &str) -> String {
    format!("{event} / {attribute}")
}

/// Returns what adds a line about something of a topic, if it has a value.
fn adding<'l, 'r>(
    lines: &'l mut BTreeSet<VocabularyLine<'r>>,
    record: &'r Record,
    topic: Option<TopicId>,
    table: &'static str,
    at: Option<Span>,
) -> impl FnMut(&str, String, Option<String>) + use<'l, 'r> {
    let (folder, topic) = topic.map_or(("", ""), |topic| {
        (&*record[topic].folder, &*record[topic].title)
    });
    move |id, key, value| {
        let line = value.map(|value| VocabularyLine {
            folder,
            topic,
            table,
            id: id.to_owned(),
            key,
            value,
            at,
        });
        lines.extend(line);
    }
}

fn attribute_keys(record: &Record, attribute: &Attribute) -> impl Iterator<Item = KeyLine> {
    let harms = attribute.harms.map(|party| record[party].name.id.clone());
    [
        ("kind", Some(attribute.kind.word().to_owned())),
        ("unit", attribute.unit.as_deref().map(quoted)),
        ("tolerance", tolerance(attribute)),
        ("about", about(attribute)),
        ("rounded", flag(attribute.rounded)),
        ("over_time", over_time(attribute.over_time)),
        ("restarts", restarts(attribute)),
        ("zone", zone(&attribute.zone)),
        ("harms", harms),
        ("complete", flag(attribute.complete)),
    ]
    .into_iter()
}

/// Returns the lines about words: other units, other spellings, names within names.
fn more_attribute_keys(attribute: &Attribute) -> impl Iterator<Item = (String, String)> {
    let units = attribute
        .units
        .iter()
        .map(|(unit, factor)| (format!("units {}", quoted(unit)), factor.to_string()));
    let aliases = attribute
        .aliases
        .iter()
        .map(|(spelling, name)| (format!("alias {}", quoted(spelling)), quoted(name)));
    let broader = attribute.broader.iter().map(|(name, wider)| {
        let wider: Vec<String> = wider.iter().map(|name| quoted(name)).collect();
        (format!("broader than {}", quoted(name)), wider.join(", "))
    });
    units.chain(aliases).chain(broader)
}

fn event_keys(record: &Record, event: &Event) -> impl Iterator<Item = KeyLine> {
    let within = event.within.map(|whole| record[whole].name.id.clone());
    [
        ("within", within),
        ("disjoint", flag(event.disjoint)),
        ("complete", flag(event.complete)),
    ]
    .into_iter()
}

fn rule_keys() -> impl Iterator<Item = KeyLine> {
    [("holds", flag(true))].into_iter()
}

fn resolution_keys(resolution: &Resolution) -> impl Iterator<Item = KeyLine> {
    [
        ("date", Some(resolution.date.to_string())),
        ("by", resolution.by.as_deref().map(quoted)),
    ]
    .into_iter()
}

fn speaker_keys(record: &Record, speaker: &Speaker) -> impl Iterator<Item = KeyLine> {
    let party = speaker.party.map(|party| record[party].name.id.clone());
    [
        ("party", party),
        ("kind", speaker.kind.as_deref().map(quoted)),
    ]
    .into_iter()
}

/// Returns the text of a rule with one space between its words.
fn rule_text(rule: &Rule) -> String {
    rule.holds.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tolerance(attribute: &Attribute) -> Option<String> {
    match &attribute.tolerance {
        Tolerance::None => None,
        Tolerance::Share(share) => Some(percent(share)),
        Tolerance::Distance(seconds) if attribute.kind == Kind::Date => Some(duration(seconds)),
        Tolerance::Distance(distance) => Some(distance.to_string()),
    }
}

fn about(attribute: &Attribute) -> Option<String> {
    match &attribute.about {
        _ if attribute.about_time.is_some() => attribute.about_time.as_ref().map(span_in_words),
        about if *about == About::default() => None,
        About::Share(share) => Some(percent(share)),
        About::Distance(distance) => Some(distance.to_string()),
    }
}

/// Writes a span of time: "2 days", "1 year".
fn span_in_words(span: &jiff::Span) -> String {
    let printer = SpanPrinter::new()
        .designator(Designator::Verbose)
        .spacing(Spacing::BetweenUnitsAndDesignators);
    printer.span_to_string(span)
}

fn over_time(over_time: OverTime) -> Option<String> {
    (over_time != OverTime::default()).then(|| over_time.word().to_owned())
}

fn restarts(attribute: &Attribute) -> Option<String> {
    let days: Vec<String> = attribute.restarts.iter().map(Date::to_string).collect();
    (!days.is_empty()).then(|| days.join(", "))
}

fn zone(zone: &TimeZone) -> Option<String> {
    let name = zone.iana_name();
    name.filter(|_| *zone != TimeZone::UTC).map(quoted)
}

fn flag(is_set: bool) -> Option<String> {
    is_set.then(|| YES.to_owned())
}

fn percent(share: &Decimal) -> String {
    format!("{} %", share * &Decimal::from(100))
}

/// Writes seconds in the largest unit of which they are a whole number.
fn duration(seconds: &Decimal) -> String {
    let units = [(86_400, "days"), (3_600, "h"), (60, "min")];
    let whole = seconds.to_i64().and_then(|seconds| {
        let (length, unit) = units.iter().find(|(length, _)| seconds % length == 0)?;
        Some(format!("{} {unit}", seconds / length))
    });
    whole.unwrap_or_else(|| format!("{seconds} s"))
}

/// Puts words of the files into quotation marks: nothing inside them can end the quotation.
fn quoted(words: &str) -> String {
    let mut quoted = String::from("“");
    for letter in words.chars() {
        if matches!(letter, '“' | '”' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('”');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report_of;

    /// Returns the lines of a topic, each as it is read: "attribute a: kind count".
    fn told(text: &str) -> Vec<String> {
        let report = report_of(&[("t/topic.toml", text)]);
        let lines = lines(&report.record);
        lines
            .iter()
            .map(|line| format!("{} {}: {} {}", line.table, line.id, line.key, line.value))
            .collect()
    }

    #[test]
    fn every_key_that_can_silence_a_contradiction_has_a_line() {
        for (keys, lines) in [
            ("kind = 'count'", &["kind count"][..]),
            ("kind = 'statement'", &["kind statement"]),
            (
                "kind = 'count'\ntolerance = 0.50",
                &["kind count", "tolerance 0.5"],
            ),
            (
                "kind = 'count'\ntolerance = '5%'",
                &["kind count", "tolerance 5 %"],
            ),
            (
                "kind = 'date'\ntolerance = 2",
                &["kind date", "tolerance 2 days"],
            ),
            (
                "kind = 'date'\ntolerance = '90 min'",
                &["kind date", "tolerance 90 min"],
            ),
            ("kind = 'count'\nabout = '10%'", &["kind count"]),
            (
                "kind = 'date'\nabout = '1 year'",
                &["about 1 year", "kind date"],
            ),
            (
                "kind = 'count'\nabout = '60%'",
                &["about 60 %", "kind count"],
            ),
            ("kind = 'count'\nabout = 7", &["about 7", "kind count"]),
            (
                "kind = 'count'\nunit = 'men'",
                &["kind count", "unit “men”"],
            ),
            (
                "kind = 'count'\nunits = { Pairs = 2 }",
                &["kind count", "units “pairs” 2"],
            ),
            (
                "kind = 'count'\nover_time = 'grows'",
                &["kind count", "over_time grows"],
            ),
            ("kind = 'count'\nover_time = 'fixed'", &["kind count"]),
            (
                "kind = 'count'\nrounded = true",
                &["kind count", "rounded yes"],
            ),
            (
                "kind = 'count'\nover_time = 'grows'\nrestarts = [2026-03-02, 2026-01-01]",
                &[
                    "kind count",
                    "over_time grows",
                    "restarts 2026-01-01, 2026-03-02",
                ],
            ),
            (
                "kind = 'date'\nzone = 'Asia/Kabul'",
                &["kind date", "zone “Asia/Kabul”"],
            ),
            ("kind = 'date'\nzone = 'UTC'", &["kind date"]),
            (
                "kind = 'text'\naliases = { Kabul = ['Kaboul'] }",
                &["alias “kaboul” “kabul”", "kind text"],
            ),
            (
                "kind = 'text'\nbroader = { Kabul = 'Asia' }",
                &["broader than “kabul” “asia”", "kind text"],
            ),
            (
                "kind = 'names'\ncomplete = true",
                &["complete yes", "kind names"],
            ),
        ] {
            let found = told(&format!("[[attribute]]\nid = 'a'\n{keys}\n"));
            let expected: Vec<String> = lines
                .iter()
                .map(|line| format!("attribute a: {line}"))
                .collect();
            assert_eq!(found, expected, "{keys}");
        }
    }

    #[test]
    fn events_rules_decisions_and_speakers_have_lines() {
        let head = "[[attribute]]\nid = 'a'\nkind = 'count'\n[[attribute]]\nid = 'b'\nkind = 'count'\n\
                    [[event]]\nid = 'e'\n[[event]]\nid = 'f'\n";
        for (text, line) in [
            ("within = 'e'", "event f: within e"),
            ("disjoint = true", "event f: disjoint yes"),
            ("complete = true", "event f: complete yes"),
            (
                "[[scope]]\nid = 's'\nwithin = 't'\n[[scope]]\nid = 't'",
                "scope s: within t",
            ),
            ("[[rule]]\nholds = 'a  <=  b'", "rule a <= b: holds yes"),
            (
                "[[resolution]]\nevent = 'e'\nattribute = 'a'\ndate = 2025-11-20",
                "resolution e / a: date 2025-11-20",
            ),
            (
                "[[resolution]]\nevent = 'e'\nattribute = 'a'\ndate = 2025-11-20\nby = 'M. “L”'",
                "resolution e / a: by “M. \\“L\\””",
            ),
            (
                "[[party]]\nid = 'p'\n[[speaker]]\nid = 's'\nparty = 'p'",
                "speaker s: party p",
            ),
            (
                "[[speaker]]\nid = 's'\nkind = 'unnamed'",
                "speaker s: kind “unnamed”",
            ),
        ] {
            let found = told(&format!("{head}{text}\n"));
            assert!(found.iter().any(|found| found == line), "{line}: {found:?}");
        }
        assert_eq!(told(head).len(), 2);
    }
}

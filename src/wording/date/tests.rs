use std::time::{Duration, Instant};

use edtf_core::{Bound, Edtf};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// Shows "first..last" in UTC, without the times that every day has.
fn shown(text: &str, zone: &TimeZone) -> String {
    let dated = read(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let (low, high) = show_span(&dated.interval(zone).unwrap(), zone, dated.timed());
    format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default())
}

#[test]
fn figures() {
    for (text, span) in [
        ("2025", "2025-01-01..2025-12-31"),
        ("0001", "0001-01-01..0001-12-31"),
        ("9999", "9999-01-01..9999-12-31"),
        ("2025-02", "2025-02-01..2025-02-28"),
        ("2024-02", "2024-02-01..2024-02-29"),
        (" 2025-11-06 ", "2025-11-06..2025-11-06"),
        ("201X", "2010-01-01..2019-12-31"),
        ("20xx", "2000-01-01..2099-12-31"),
        ("2025-10-XX", "2025-10-01..2025-10-31"),
        ("2025-XX", "2025-01-01..2025-12-31"),
        ("2025-XX-XX", "2025-01-01..2025-12-31"),
        ("2025?", "2025-01-01..2025-12-31"),
        ("2025-11~", "2025-11-01..2025-11-30"),
        ("2025-11-06%", "2025-11-06..2025-11-06"),
        ("2025-10-11/2025-10-12", "2025-10-11..2025-10-12"),
        ("2025-10-11 / 2025-10-12", "2025-10-11..2025-10-12"),
        ("2025-10/2025-12?", "2025-10-01..2025-12-31"),
        ("2025-10-11/..", "2025-10-11.."),
        ("2025-10-11/", "2025-10-11.."),
        ("../2025-10-11", "..2025-10-11"),
        ("/2025-10-11", "..2025-10-11"),
        ("Thursday 2025-11-06", "2025-11-06..2025-11-06"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn figures_in_an_order_of_which_one_reading_is_possible() {
    for (text, day) in [
        ("13/01/2006", "2006-01-13"),
        ("1/13/2006", "2006-01-13"),
        ("25.12.2025", "2025-12-25"),
        ("06/06/2025", "2025-06-06"),
        ("2025/11/06", "2025-11-06"),
        ("2025-1-6", "2025-01-06"),
        ("20190115", "2019-01-15"),
    ] {
        assert_eq!(
            shown(text, &TimeZone::UTC),
            format!("{day}..{day}"),
            "{text}"
        );
    }
}

#[test]
fn open_ends() {
    for (text, span) in [
        ("before 6 November 2025", "..2025-11-05"),
        ("until 6 November 2025", "..2025-11-06"),
        ("by 2025-11-06", "..2025-11-06"),
        ("not later than 6 Nov 2025", "..2025-11-06"),
        ("on or before 6 November 2025", "..2025-11-06"),
        ("not before 6 November 2025", "2025-11-06.."),
        ("since November 2025", "2025-11-01.."),
        ("after 6–7 November 2025", "2025-11-08.."),
        ("after 1930", "1931-01-01.."),
        ("before 1930", "..1929-12-31"),
        ("2025-11-06 to 2025-11-07", "2025-11-06..2025-11-07"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn times() {
    for (text, span) in [
        (
            "2025-10-11T22:15",
            "2025-10-11T22:15:00Z..2025-10-11T22:15:59Z",
        ),
        (
            "2025-10-11t22:15:07z",
            "2025-10-11T22:15:07Z..2025-10-11T22:15:07Z",
        ),
        (
            "2025-10-11 22:15:00+05:00",
            "2025-10-11T17:15:00Z..2025-10-11T17:15:00Z",
        ),
        (
            "2025-10-11T22:15+0430",
            "2025-10-11T17:45:00Z..2025-10-11T17:45:59Z",
        ),
        (
            "2025-10-11T22:15-05",
            "2025-10-12T03:15:00Z..2025-10-12T03:15:59Z",
        ),
        (
            "2025-10-11T22:15−05:00",
            "2025-10-12T03:15:00Z..2025-10-12T03:15:59Z",
        ),
        (
            "2025-10-11T22:15:00.999999999999Z",
            "2025-10-11T22:15:00Z..2025-10-11T22:15:00Z",
        ),
        (
            "1969-12-31T23:59:58.5Z",
            "1969-12-31T23:59:58Z..1969-12-31T23:59:58Z",
        ),
        (
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:59Z..2016-12-31T23:59:59Z",
        ),
        (
            "2025-10-11T22:00Z/2025-10-12T01:00Z",
            "2025-10-11T22:00:00Z..2025-10-12T01:00:59Z",
        ),
        (
            "2025-10-11T22:00+04:30/2025-10-11",
            "2025-10-11T17:30:00Z..2025-10-11T23:59:59Z",
        ),
        ("2025-10-11T22:00Z/..", "2025-10-11T22:00:00Z.."),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
        assert!(read(text).unwrap().timed(), "{text}");
    }
    assert!(!read("2025-10-11/2025-10-12").unwrap().timed());
}

#[test]
fn words() {
    for (text, span) in [
        ("6 November 2025", "2025-11-06..2025-11-06"),
        ("6th November 2025", "2025-11-06..2025-11-06"),
        ("the 6th of November, 2025", "2025-11-06..2025-11-06"),
        ("6 NOV. 2025", "2025-11-06..2025-11-06"),
        ("6-Nov-2025", "2025-11-06..2025-11-06"),
        ("November 6, 2025", "2025-11-06..2025-11-06"),
        ("Sept 6 2025", "2025-09-06..2025-09-06"),
        ("November 2025", "2025-11-01..2025-11-30"),
        ("6–7 November 2025", "2025-11-06..2025-11-07"),
        ("6-7 November 2025", "2025-11-06..2025-11-07"),
        ("6 — 7 November 2025", "2025-11-06..2025-11-07"),
        ("6 to 7 November 2025", "2025-11-06..2025-11-07"),
        ("from 6th to 7th November 2025", "2025-11-06..2025-11-07"),
        ("November 6-7, 2025", "2025-11-06..2025-11-07"),
        ("November 6 – December 1, 2025", "2025-11-06..2025-12-01"),
        ("31 October – 2 November 2025", "2025-10-31..2025-11-02"),
        (
            "31 December 2025 – 1 January 2026",
            "2025-12-31..2026-01-01",
        ),
        ("between 6 and 7 November 2025", "2025-11-06..2025-11-07"),
        (
            "between 31 October and 2 November 2025",
            "2025-10-31..2025-11-02",
        ),
        ("October to November 2025", "2025-10-01..2025-11-30"),
        ("May-June 2025", "2025-05-01..2025-06-30"),
        ("Thursday 6 November 2025", "2025-11-06..2025-11-06"),
        ("on Thurs., November 6, 2025", "2025-11-06..2025-11-06"),
        ("6\u{a0}November\t2025", "2025-11-06..2025-11-06"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn a_weekday_that_does_not_fit_leaves_both_possible() {
    for (text, span, nearest) in [
        (
            "Friday 6 November 2025",
            "2025-11-06..2025-11-07",
            "2025-11-07",
        ),
        ("Fri, 6 Nov 2025", "2025-11-06..2025-11-07", "2025-11-07"),
        ("FRIDAY 2025-11-06", "2025-11-06..2025-11-07", "2025-11-07"),
        (
            "Monday 6 November 2025",
            "2025-11-03..2025-11-06",
            "2025-11-03",
        ),
        (
            "Sunday November 6, 2025",
            "2025-11-06..2025-11-09",
            "2025-11-09",
        ),
        (
            "Monday 31 December 2025",
            "2025-12-29..2025-12-31",
            "2025-12-29",
        ),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
        let slip = read(text).unwrap().slip.unwrap();
        assert_eq!(slip.nearest.to_string(), nearest, "{text}");
        assert_eq!(slip.nearest.weekday(), slip.written, "{text}");
    }
    assert_eq!(read("Thursday 6 November 2025").unwrap().slip, None);
}

/// Shows the ends in UTC, to the second.
fn utc(text: &str, zone: &TimeZone) -> String {
    let interval = read(text).unwrap().interval(zone).unwrap();
    let (low, high) = show_span(&interval, zone, true);
    format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default())
}

#[test]
fn zones() {
    for (text, name, span) in [
        (
            "2025-10-11",
            "Asia/Kabul",
            "2025-10-10T19:30:00Z..2025-10-11T19:29:59Z",
        ),
        (
            "2025-10-11T22:15",
            "Asia/Kabul",
            "2025-10-11T17:45:00Z..2025-10-11T17:45:59Z",
        ),
        (
            "2025-10-11T22:15Z",
            "Asia/Kabul",
            "2025-10-11T22:15:00Z..2025-10-11T22:15:59Z",
        ),
        // The clock goes from 2 back to 1: the first of two.
        (
            "2025-11-02T01:30",
            "America/New_York",
            "2025-11-02T05:30:00Z..2025-11-02T05:30:59Z",
        ),
        // The clock goes from 2 to 3: read with the offset before.
        (
            "2025-03-09T02:30",
            "America/New_York",
            "2025-03-09T07:30:00Z..2025-03-09T07:30:59Z",
        ),
        // Days of 25 and of 23 hours.
        (
            "2025-11-02",
            "America/New_York",
            "2025-11-02T04:00:00Z..2025-11-03T04:59:59Z",
        ),
        (
            "2025-03-09",
            "America/New_York",
            "2025-03-09T05:00:00Z..2025-03-10T03:59:59Z",
        ),
        // Midnight is skipped: the day begins at 1.
        (
            "2018-11-04",
            "America/Sao_Paulo",
            "2018-11-04T03:00:00Z..2018-11-05T01:59:59Z",
        ),
        (
            "9999-12-31",
            "Asia/Kabul",
            "9999-12-30T19:30:00Z..9999-12-31T19:29:59Z",
        ),
        (
            "9999-12-31T23:30",
            "UTC",
            "9999-12-31T23:30:00Z..9999-12-31T23:30:59Z",
        ),
        (
            "0001-01-01",
            "Asia/Kolkata",
            "0000-12-31T18:06:32Z..0001-01-01T18:06:31Z",
        ),
    ] {
        assert_eq!(utc(text, &zone(name)), span, "{text} in {name}");
    }
    let kabul = zone("Asia/Kabul");
    for (second, day) in [(1_760_129_999, "2025-10-11"), (1_760_124_599, "2025-10-10")] {
        assert_eq!(day_in(second, &kabul).unwrap().to_string(), day);
    }
    assert_eq!(day_in(i64::MAX, &TimeZone::UTC), None);
    assert_eq!(day_in(i64::MIN, &zone("Asia/Kabul")), None);
}

#[test]
fn an_interval_is_empty_only_if_the_zone_makes_it_so() {
    // Samoa crossed the date line and had no such day.
    assert_eq!(
        read("2011-12-30").unwrap().interval(&zone("Pacific/Apia")),
        None
    );
    let mixed = read("2025-10-11T22:00/2025-10-11T18:00Z").unwrap();
    assert_eq!(mixed.interval(&TimeZone::UTC), None);
    assert!(mixed.interval(&zone("Asia/Kabul")).is_some());
    let all = WrittenDate {
        first: None,
        last: None,
        slip: None,
    };
    assert_eq!(
        show_span(&all.interval(&TimeZone::UTC).unwrap(), &TimeZone::UTC, true),
        (None, None)
    );
}

/// Texts that are not read, and words of the message that says why.
const PROBLEMS: &[(&str, &str)] = &[
    ("", "no date between"),
    (" \u{3000}", "no date between"),
    ("abc", "is not a date"),
    ("22:15", "write the day as well"),
    ("T22:15Z", "write the day as well"),
    ("07:30:00", "write the day as well"),
    ("10 pm", "write the day as well"),
    ("10:30 P.M.", "write the day as well"),
    ("noon", "write the day as well"),
    ("2025-10-11T22:00/23:00", "write the day as well"),
    ("6 November 2025, 22:15", "2025-11-06T22:15"),
    ("10 pm on 6 November 2025", "2025-11-06T22:15"),
    ("2025-10-11 10 pm", "2025-11-06T22:15"),
    ("2025-10-11T22", "2025-11-06T22:15"),
    ("2025-10-11T9:15", "2025-11-06T22:15"),
    ("2025-10-11T22:15.5", "2025-11-06T22:15"),
    ("2025-10-11T24:00", "not on the clock"),
    ("2025-10-11T22:60", "not on the clock"),
    ("2025-10-11T22:15:61", "not on the clock"),
    ("2025-10-11T22:15+4:30", "cannot be read"),
    ("2025-10-11T22:15+99:00", "not on the clock"),
    ("2025-10-11T22:15++04", "cannot be read"),
    ("2025-02-30", "February 2025 has 28 days"),
    ("2025-02-30", "to 2025-02-28"),
    ("2024-02-30?", "to 2024-02-29"),
    ("2025-02-30T10:00", "to 2025-02-28"),
    ("2025-02-01/2025-02-30", "to 2025-02-28"),
    ("31 November 2025", "to 2025-11-30"),
    ("0 November 2025", "November 2025 has 30 days"),
    ("30 – 31 November 2025", "to 2025-11-30"),
    ("2025-13", "01 to 12"),
    ("2025-13-01", "01 to 12"),
    ("2025-00-01", "01 to 12"),
    ("2025-21", "season"),
    ("summer 2025", "season"),
    ("[2025,2026]", "2025-11-06/2025-11-08"),
    ("2025-1X", "the last day that are possible"),
    ("2004-06-XX/2004-07-03", "the last day that are possible"),
    ("?2025-11-06", "the last day that are possible"),
    ("0000", "0001 to 9999"),
    ("0000-01-01T10:00", "0001 to 9999"),
    ("-0044", "0001 to 9999"),
    ("Y12025", "0001 to 9999"),
    ("12025", "0001 to 9999"),
    ("1 May 0000", "0001 to 9999"),
    ("9999-12-31T23:00-05:00", "0001 to 9999"),
    ("2025-10-12/2025-10-11", "ends before it begins"),
    (
        "2025-10-11T22:00Z/2025-10-11T21:00Z",
        "ends before it begins",
    ),
    ("7–6 November 2025", "ends before it begins"),
    ("31 December – 1 January 2026", "each with its own year"),
    ("../..", "at least one day"),
    ("/", "at least one day"),
    ("2025/2026/2027", "is not a date"),
    ("6 November", "write the year as well: 6 November 2025"),
    ("nov 6", "write the year as well: Nov 6 2025"),
    ("6–7 November", "write the year as well: 6-7 November 2025"),
    (
        "Friday 6 November",
        "write the year as well: 6 November 2025",
    ),
    ("6 Nov 25", "four digits"),
    (
        "06/11/2025",
        "write 2025-11-06 or 2025-06-11, whichever is meant",
    ),
    (
        "11/06/2025",
        "write 2025-06-11 or 2025-11-06, whichever is meant",
    ),
    ("6.11.2025", "write 2025-11-06 or 2025-06-11"),
    ("06/11/25", "write a day as"),
    ("yesterday", "write the day"),
    ("last month", "write the day"),
    ("Friday night", "write the day"),
    ("last Friday", "write the day"),
    ("Friday", "write the day"),
    ("early November 2025", "the first and the last day"),
    ("about 6 November 2025", "2025-11-06~"),
    ("after 2025-11-06T22:30", "the first and the last day"),
    ("before 0001", "0001 to 9999"),
    ("after 9999", "0001 to 9999"),
    ("by 6/11/2025", "2025-11-06 or 2025-06-11"),
    ("6 and 7 November 2025", "6–7 November 2025"),
    ("Friday November 2025", "one single day"),
    ("Friday 6–7 November 2025", "one single day"),
    ("Friday 2025-11", "one single day"),
    ("Friday 2025-11-06T10:00", "one single day"),
    ("6 November 2025, Friday", "one single day"),
    ("Friday 6 – Saturday 7 November 2025", "one single day"),
    ("Friday Friday 7 November 2025", "one single day"),
    ("between 6 November 2025", "is not a date"),
    ("6 7 November 2025", "is not a date"),
    ("6 – 7 – 8 November 2025", "is not a date"),
    ("November – 7 2025", "is not a date"),
    ("99999999999999999999 November 2025", "is not a date"),
];

#[test]
fn problems() {
    let mut wrong = Vec::new();
    for (text, part) in PROBLEMS {
        match read(text) {
            Err(problem) if format!("{} — {}", problem.what, problem.help).contains(part) => {}
            other => wrong.push(format!("{text}: {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_problem_quotes_no_more_than_sixty_letters() {
    let problem = read(&"é".repeat(90)).unwrap_err();
    assert!(
        problem.what.starts_with(&format!("“{}…”", "é".repeat(59))),
        "{problem:?}"
    );
    assert!(
        read(&"é".repeat(60))
            .unwrap_err()
            .what
            .contains(&"é".repeat(60))
    );
}

#[test]
fn megabytes_are_refused_at_once() {
    let begin = Instant::now();
    for text in [
        "6 ".repeat(5_000_000),
        "\u{fdfa}".repeat(5_000_000),
        " ".repeat(10_000_000),
        "-".repeat(201),
    ] {
        assert!(read(&text).unwrap_err().what.contains("too long"));
    }
    for letter in ["\u{fdfa}", "-", "6 ", "\u{301}", "/", "am", "X", "1:"] {
        let longest: String = letter.chars().cycle().take(LONGEST).collect();
        assert!(read(&longest).is_err());
    }
    assert!(begin.elapsed() < Duration::from_secs(5));
}

fn shown_bound(bound: Bound) -> String {
    match bound {
        Bound::Date(date) => date.to_string(),
        _ => String::new(),
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("a day that its month has", |(year, month, day)| {
            Date::new(year, month, day).ok()
        })
}

/// Pieces of dates in any order come nearer to the readers than any letters do.
const PIECES: [&str; 34] = [
    "2025",
    "-",
    "11",
    "6",
    "/",
    "..",
    "X",
    "?",
    "~",
    "T",
    ":",
    "22:15",
    "Z",
    "+04:30",
    " ",
    "–",
    "to",
    "and",
    "between ",
    "from ",
    "november",
    "May",
    "friday",
    ",",
    "6th",
    "0000",
    "9999-12-31",
    "2025-11-06",
    "é",
    "am",
    "12-31",
    "60",
    ".",
    "Y",
];

proptest! {
    #[test]
    fn no_words_make_it_panic(text in any::<String>(), pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        for text in [text, pieces.concat()] {
            match read(&text) {
                Ok(dated) => for name in ["UTC", "Asia/Kabul", "America/New_York", "Pacific/Kiritimati"] {
                    let zone = zone(name);
                    if let Some(interval) = dated.interval(&zone) {
                        let (low, high) = show_span(&interval, &zone, dated.timed());
                        prop_assert!(low.is_some() || high.is_some());
                    }
                },
                Err(problem) => prop_assert!(!problem.what.is_empty() && !problem.help.is_empty()),
            }
        }
    }

    #[test]
    fn every_spelling_of_a_day_is_that_day(day in any_day()) {
        for format in [
            "%Y-%m-%d", "%Y-%m-%d?", "%Y-%m-%d~", "%-d %B %Y", "%d %B %Y", "%-dth %B %Y", "%-d %b %Y", "%B %-d, %Y",
            "%b. %-d %Y", "%A %-d %B %Y", "%a, %-d %b %Y", "%A %Y-%m-%d", "%-d-%b-%Y", "%Y-%m-%d/%Y-%m-%d",
            "%-d–%-d %B %Y", "%-d %B to %-d %B %Y", "between %-d and %-d %B %Y", "%-d %B %Y – %-d %B %Y",
        ] {
            let text = day.strftime(format).to_string();
            let whole = WrittenDate { first: Some(Moment::Day(day)), last: Some(Moment::Day(day)), slip: None };
            prop_assert_eq!(read(&text), Ok(whole), "{}", &text);
            prop_assert_eq!(read(&text.to_uppercase()), Ok(whole), "{}", text);
        }
        let months = read(&day.strftime("%B %Y").to_string()).unwrap();
        prop_assert_eq!(months.first, Some(Moment::Day(day.first_of_month())));
        prop_assert_eq!(months.last, Some(Moment::Day(day.last_of_month())));
    }

    #[test]
    fn a_weekday_is_never_more_than_three_days_away(day in any_day(), weekday in 0_usize..7) {
        prop_assume!(day > Date::constant(1, 1, 3) && day < Date::constant(9999, 12, 29));
        let (name, weekday) = WEEKDAYS[weekday];
        let dated = read(&format!("{name} {day}")).unwrap();
        match dated.slip {
            None => prop_assert_eq!(day.weekday(), weekday),
            Some(slip) => {
                let away = (slip.nearest.duration_since(day).as_hours() / 24).abs();
                prop_assert!((1..=3).contains(&away));
                prop_assert_eq!(slip.nearest.weekday(), weekday);
                prop_assert_eq!(dated.first, Some(Moment::Day(day.min(slip.nearest))));
            }
        }
    }

    #[test]
    fn bounds_are_those_of_another_calendar(day in any_day()) {
        let decade = day.year() / 10;
        prop_assume!(decade > 0);
        let year = day.strftime("%Y").to_string();
        for (text, first, last) in [
            (day.to_string(), day, day),
            (year[..].to_owned() + &day.strftime("-%m").to_string(), day.first_of_month(), day.last_of_month()),
            (year.clone(), day.first_of_year(), day.last_of_year()),
            (format!("{}X", &year[..3]), Date::constant(decade * 10, 1, 1), Date::constant(decade * 10 + 9, 12, 31)),
        ] {
            let bounds = Edtf::parse(&text).unwrap().bounds();
prop_assert_eq!(shown_bound(bounds.earliest), first.to_string());
prop_assert_eq!(shown_bound(bounds.latest), last.to_string());
            let dated = read(&text).unwrap();
            prop_assert_eq!((dated.first, dated.last), (Some(Moment::Day(first)), Some(Moment::Day(last))));
        }
    }

    #[test]
    fn a_day_is_the_day_of_each_of_its_seconds(day in any_day(), zone_name in prop::sample::select(&["UTC", "Asia/Kabul", "America/New_York", "America/Sao_Paulo"][..])) {
        let zone = zone(zone_name);
        let whole = Moment::Day(day);
        prop_assert_eq!(day_in(whole.first_second(&zone), &zone), Some(day));
        prop_assert_eq!(day_in(whole.last_second(&zone), &zone), Some(day));
    }
}

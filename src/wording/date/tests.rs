use std::time::{Duration, Instant};

use edtf_core::{Bound, Edtf};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::names::WEEKDAYS;
use super::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// Shows "first..last" in UTC, without the times that every day has.
fn shown(text: &str, zone: &TimeZone) -> String {
    let dated = read(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let (low, high) = show_span(
        &dated.interval(zone).unwrap(),
        zone,
        dated.timed().is_some(),
    );
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
        ("2025-10-11/2025-10-12", "2025-10-11..2025-10-12"),
        ("2025-10-11 / 2025-10-12", "2025-10-11..2025-10-12"),
        ("2025-10/2025-12?", "2025-10-01..2025-12-31"),
        ("2025-10-11/..", "2025-10-11.."),
        ("2025-10-11/", "2025-10-11.."),
        ("../2025-10-11", "..2025-10-11"),
        ("/2025-10-11", "..2025-10-11"),
        ("Thursday 2025-11-06", "2025-11-06..2025-11-06"),
        ("2025-11-06–2025-11-07", "2025-11-06..2025-11-07"),
        ("2025-11-06 — 2025-11-07", "2025-11-06..2025-11-07"),
        (
            "between 2025-11-06 and 2025-11-07",
            "2025-11-06..2025-11-07",
        ),
        ("2025-11-06 or 2025-11-07", "2025-11-06..2025-11-07"),
        ("1937 or 1938", "1937-01-01..1938-12-31"),
        ("1937-38", "1937-01-01..1938-12-31"),
        ("1937–1938", "1937-01-01..1938-12-31"),
        ("1937/38", "1937-01-01..1938-12-31"),
        ("from 1937 to 1940", "1937-01-01..1940-12-31"),
        ("2004-06", "2004-06-01..2004-06-30"),
        ("11/2025", "2025-11-01..2025-11-30"),
        ("2025/11", "2025-11-01..2025-11-30"),
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
        ("6 November 2025 or later", "2025-11-06.."),
        ("2025-11-06 onwards", "2025-11-06.."),
        ("Thu 6 Nov 2025 or earlier", "..2025-11-06"),
        ("November 2025 or before", "..2025-11-30"),
        ("2025-11-06 to 2025-11-07", "2025-11-06..2025-11-07"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn about_widens_by_one_unit_of_what_is_written() {
    for (text, span) in [
        ("about 6 November 2025", "2025-11-05..2025-11-07"),
        ("around 6–7 November 2025", "2025-11-05..2025-11-08"),
        ("ca. November 2025", "2025-10-01..2025-12-31"),
        ("c. 28 February 2025", "2025-02-27..2025-03-01"),
        ("circa February 2025", "2025-01-01..2025-03-31"),
        ("c.1833", "1832-01-01..1834-12-31"),
        ("~1833", "1832-01-01..1834-12-31"),
        ("1833~", "1832-01-01..1834-12-31"),
        ("1833%", "1832-01-01..1834-12-31"),
        ("1833?~", "1832-01-01..1834-12-31"),
        ("183X~", "1820-01-01..1849-12-31"),
        ("18XX~", "1700-01-01..1999-12-31"),
        ("2025-11~/2025-12", "2025-10-01..2025-12-31"),
        ("2025-11/2025-12~", "2025-11-01..2026-01-31"),
        ("2025-11-06~/..", "2025-11-05.."),
        ("6 November 2025~", "2025-11-05..2025-11-07"),
        ("not before about 6 November 2025", "2025-11-05.."),
        ("before about 6 November 2025", "..2025-11-06"),
        ("about Friday 7 November 2025", "2025-11-06..2025-11-08"),
        // Either may be the slip, and either is only about then.
        ("about Friday 6 November 2025", "2025-11-05..2025-11-08"),
        ("6 November 2025 (?)", "2025-11-06..2025-11-06"),
        ("6 November 2025?", "2025-11-06..2025-11-06"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn about_widens_by_what_the_attribute_says() {
    for (text, about, span) in [
        ("about 6 November 2025", "2 days", "2025-11-04..2025-11-08"),
        ("about November 2025", "1 year", "2024-11-01..2026-11-30"),
        (
            "about 28 February 2025",
            "1 month",
            "2025-01-28..2025-03-31",
        ),
        (
            "about 22:30 on 6 November 2025",
            "30 min",
            "2025-11-06T22:00:00Z..2025-11-06T23:00:59Z",
        ),
        (
            "2025-11-06T00:10Z~",
            "1 day",
            "2025-11-05T00:10:00Z..2025-11-07T00:10:59Z",
        ),
        // A day that is moved by less than a day becomes two times.
        (
            "about 6 November 2025",
            "30 min",
            "2025-11-05T23:30:00Z..2025-11-07T00:29:59Z",
        ),
        ("about 6 November 2025", "0 s", "2025-11-06..2025-11-06"),
        ("6 November 2025", "2 days", "2025-11-06..2025-11-06"),
    ] {
        let about: Span = about.parse().unwrap();
        let dated = read_within(text, Some(&about)).unwrap();
        let interval = dated.interval(&TimeZone::UTC).unwrap();
        let (low, high) = show_span(&interval, &TimeZone::UTC, dated.timed().is_some());
        let shown = format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default());
        assert_eq!(shown, span, "{text}, {about:#}");
    }
}

#[test]
fn parts_of_months_and_days() {
    for (text, span) in [
        ("early November 2025", "2025-11-01..2025-11-10"),
        ("mid-November 2025", "2025-11-11..2025-11-20"),
        ("mid November 2025", "2025-11-11..2025-11-20"),
        ("late February 2024", "2024-02-21..2024-02-29"),
        ("late in 2025-11", "2025-11-21..2025-11-30"),
        ("about mid-November 2025", "2025-11-10..2025-11-21"),
        ("before late November 2025", "..2025-11-20"),
        ("the night of 6 November 2025", "2025-11-06..2025-11-06"),
        ("night of 11/12 October 2025", "2025-10-11..2025-10-12"),
        ("overnight 11–12 October 2025", "2025-10-11..2025-10-12"),
        (
            "on the night of 31 October to 1 November 2025",
            "2025-10-31..2025-11-01",
        ),
        ("the morning of 2025-11-06", "2025-11-06..2025-11-06"),
        (
            "in the early morning of 6 November 2025",
            "2025-11-06..2025-11-06",
        ),
        ("6 November 2025, early morning", "2025-11-06..2025-11-06"),
        ("6 November 2025 in the evening", "2025-11-06..2025-11-06"),
        ("dawn, 14 July 2016", "2016-07-14..2016-07-14"),
        ("Thursday night, 6 November 2025", "2025-11-06..2025-11-06"),
        ("30 or 31 October 2025", "2025-10-30..2025-10-31"),
        ("31 October or 1 November 2025", "2025-10-31..2025-11-01"),
        ("6/7 November 2025", "2025-11-06..2025-11-07"),
        ("October or November 2025", "2025-10-01..2025-11-30"),
        ("Friday (7th November) 2025", "2025-11-07..2025-11-07"),
        ("in November 2025", "2025-11-01..2025-11-30"),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
    }
}

#[test]
fn times_in_words() {
    let minute = "2025-11-06T22:30:00Z..2025-11-06T22:30:59Z";
    let hour = "2025-11-06T22:00:00Z..2025-11-06T22:59:59Z";
    for (text, span) in [
        ("6 November 2025, 22:30", minute),
        ("6 November 2025 at 10:30 pm", minute),
        ("10.30 p.m. on 6 November 2025", minute),
        ("at 10:30PM, 6 November 2025", minute),
        ("6 November 2025, 2230 hours", minute),
        ("2230 hrs on Thursday 6 November 2025", minute),
        ("22h30 on 6 November 2025", minute),
        ("6 November 2025 (22:30 UTC)", minute),
        ("6 November 2025, 22:30 local time", minute),
        ("6 November 2025, 22.30", minute),
        ("2025-11-06 10:30 pm", minute),
        ("2025-11-06 22:30 GMT", minute),
        ("2025-11-06, 22:30", minute),
        ("7 November 2025, 03:00 UTC+4:30", minute),
        ("7 November 2025, 03:00+04:30", minute),
        (
            "6 November 2025, 22:30:15",
            "2025-11-06T22:30:15Z..2025-11-06T22:30:15Z",
        ),
        ("6 November 2025, 10 pm", hour),
        ("6 November 2025, 22h", hour),
        (
            "noon on 6 November 2025",
            "2025-11-06T12:00:00Z..2025-11-06T12:00:59Z",
        ),
        (
            "12 am on 6 November 2025",
            "2025-11-06T00:00:00Z..2025-11-06T00:59:59Z",
        ),
        (
            "12:30 pm on 6 November 2025",
            "2025-11-06T12:30:00Z..2025-11-06T12:30:59Z",
        ),
        (
            "6 November 2025, between 22:30 and 23:00",
            "2025-11-06T22:30:00Z..2025-11-06T23:00:59Z",
        ),
        (
            "22:30–23:00 UTC, 6 November 2025",
            "2025-11-06T22:30:00Z..2025-11-06T23:00:59Z",
        ),
        (
            "from 10 pm to 11:15 pm on 6 November 2025",
            "2025-11-06T22:00:00Z..2025-11-06T23:15:59Z",
        ),
        (
            "6 November 2025 22:30 to 7 November 2025 01:00",
            "2025-11-06T22:30:00Z..2025-11-07T01:00:59Z",
        ),
        // On its day, everything after that minute.
        (
            "6 November 2025, after 22:30",
            "2025-11-06T22:31:00Z..2025-11-06T23:59:59Z",
        ),
        (
            "6 November 2025, before 22:30",
            "2025-11-06T00:00:00Z..2025-11-06T22:29:59Z",
        ),
        (
            "6 November 2025, by 22:30",
            "2025-11-06T00:00:00Z..2025-11-06T22:30:59Z",
        ),
        (
            "6 November 2025, since 10 pm",
            "2025-11-06T22:00:00Z..2025-11-06T23:59:59Z",
        ),
        // Of the whole, everything after that minute.
        ("after 22:30 on 6 November 2025", "2025-11-06T22:31:00Z.."),
        ("before 10 pm on 6 November 2025", "..2025-11-06T21:59:59Z"),
        ("after 2025-11-06T22:30:15", "2025-11-06T22:30:16Z.."),
        (
            "6 November 2025, around 3 am",
            "2025-11-06T02:00:00Z..2025-11-06T04:59:59Z",
        ),
        (
            "about 22:30, 6 November 2025",
            "2025-11-06T21:30:00Z..2025-11-06T23:30:59Z",
        ),
        (
            "2025-11-06T22:30:00~",
            "2025-11-06T21:30:00Z..2025-11-06T23:30:00Z",
        ),
        // Either day is possible, and the time is certain.
        (
            "Friday 6 November 2025, 22:30",
            "2025-11-06T22:30:00Z..2025-11-07T22:30:59Z",
        ),
    ] {
        assert_eq!(shown(text, &TimeZone::UTC), span, "{text}");
        assert!(read(text).unwrap().timed().is_some(), "{text}");
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
        assert!(read(text).unwrap().timed().is_some(), "{text}");
    }
    assert_eq!(read("2025-10-11/2025-10-12").unwrap().timed(), None);
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
    ("06/11/25", "four digits"),
    ("79", "four digits"),
    ("79-08-24", "four digits"),
    ("3/11/02", "four digits"),
    ("14-Jul-16", "four digits"),
    ("2021-22", "write 2021/2022 for the years"),
    ("2005/06", "write 2005/2006 for the years"),
    ("2025-11-00", "write the month as 2025-11"),
    ("2003-00-00", "write the month as 2025-11"),
    ("n/a", "write \"unknown\""),
    ("—", "write \"unknown\""),
    ("undated", "write \"unknown\""),
    ("2 August 216 BC", "0001 to 9999"),
    ("5 BCE", "0001 to 9999"),
    ("AD 79", "such as 0079"),
    ("10 Muharram 61 AH", "Gregorian"),
    (
        "25 October 1917 (7 November 1917 N.S.)",
        "more than one date",
    ),
    ("1950s", "195X"),
    ("17th century", "1601/1700"),
    ("2015 Q3", "2015-07/2015-09"),
    ("2015-W31", "2015-07-27/2015-08-02"),
    ("16 March 1937 or 1938", "write 1937-03-16/1938-03-16"),
    ("6 or 9 November 2025", "write 2025-11-06/2025-11-09"),
    ("7 or 6 November 2025", "ends before it begins"),
    ("late 2015", "before a month and its year"),
    ("early 6 November 2025", "before a month and its year"),
    ("early to mid November 2025", "the first and the last day"),
    ("end of March 2022", "the first and the last day"),
    ("first week of March 2022", "the first and the last day"),
    ("the night of November 2025", "the first and the last day"),
    (
        "the night of 6–9 November 2025",
        "the first and the last day",
    ),
    ("night of 6 November", "write the day"),
    ("midnight on 6 November 2025", "2025-11-07T00:00"),
    ("6 November 2025, 25:00", "not on the clock"),
    ("6 November 2025, 13 pm", "not on the clock"),
    ("6 November 2025, 2260 hours", "not on the clock"),
    ("6–7 November 2025, 22:30", "both ends with their day"),
    ("6 November 2025, 22:30 CET", "its offset from UTC"),
    ("6 November 2025, 3 am Moscow time", "its offset from UTC"),
    ("6 November 2025, between 22:30", "2025-11-06T22:15"),
    ("6 November 2025, 10:30 pm or 11 pm", "its offset from UTC"),
    ("about 0001", "0001 to 9999"),
    ("9999-12-31~", "0001 to 9999"),
    ("before before 2025-11-06", "the first and the last day"),
    ("yesterday", "write the day"),
    ("last month", "write the day"),
    ("Friday night", "write the day"),
    ("last Friday", "write the day"),
    ("Friday", "write the day"),
    ("before 0001", "0001 to 9999"),
    ("after 9999", "0001 to 9999"),
    ("by 6/11/2025", "2025-11-06 or 2025-06-11"),
    ("6 and 7 November 2025", "6–7 November 2025"),
    ("Friday November 2025", "one single day"),
    ("Friday 6–7 November 2025", "one single day"),
    ("Friday 2025-11", "one single day"),
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
const PIECES: [&str; 48] = [
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
    "about ",
    "before ",
    " by ",
    "early ",
    "mid-",
    " night of ",
    " or ",
    " 10 pm ",
    "2230 hours",
    "22h30",
    "noon",
    " UTC",
    "(",
    ")",
];

proptest! {
    #[test]
    fn no_words_make_it_panic(text in any::<String>(), pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        for text in [text, pieces.concat()] {
            match read(&text) {
                Ok(dated) => for name in ["UTC", "Asia/Kabul", "America/New_York", "Pacific/Kiritimati"] {
                    let zone = zone(name);
                    if let Some(interval) = dated.interval(&zone) {
                        let (low, high) = show_span(&interval, &zone, dated.timed().is_some());
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
            "%Y-%m-%d", "%Y-%m-%d?", "%-d %B %Y", "%d %B %Y", "%-dth %B %Y", "%-d %b %Y", "%B %-d, %Y",
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

    #[test]
    fn a_hedge_only_widens(
        day in any_day(),
        form in prop::sample::select(&["%Y", "%Y-%m", "%Y-%m-%d", "%B %Y", "%-d %B %Y", "%-d %B %Y, 22:30", "%-d %B %Y, 3 am", "%Y-%m-%dT22:30:15Z", "late %B %Y", "%Y-%m-%d/.."][..]),
        wider in (0_i64..40, 0_i64..40),
    ) {
        prop_assume!((100..=9800).contains(&day.year()));
        let text = day.strftime(form).to_string();
        let plain = read(&text).unwrap().interval(&TimeZone::UTC).unwrap();
        let (less, more) = (Span::new().hours(wider.0.min(wider.1)), Span::new().hours(wider.0.max(wider.1)));
        let about = format!("about {text}");
        let hedged: Vec<_> = [read(&about), read_within(&about, Some(&less)), read_within(&about, Some(&more))]
            .into_iter()
            .map(|read| read.unwrap().interval(&TimeZone::UTC).unwrap())
            .collect();
        prop_assert!(hedged[0].contains(&plain) && hedged[1].contains(&plain) && hedged[2].contains(&hedged[1]), "{}", about);
        for open in ["until", "since"] {
            if let Ok(open) = read(&format!("{open} {text}")) {
                prop_assert!(open.interval(&TimeZone::UTC).unwrap().contains(&plain));
            }
        }
        for (open, other) in [("before", "since"), ("after", "until")] {
            if let (Ok(open), Ok(other)) = (read(&format!("{open} {text}")), read(&format!("{other} {text}"))) {
                prop_assert!(open.interval(&TimeZone::UTC).unwrap().is_disjoint(&other.interval(&TimeZone::UTC).unwrap()), "{}", text);
            }
        }
    }
}

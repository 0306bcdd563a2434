//! Dates as people write them: "Thu 6 Nov 2025", "11–12 Oct 2025", "October 2025".

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{AsOf, End, Interval};
use crate::safe::{Shown, safe, shown};
use crate::wording::date;

/// Writes a date as people read it. `set` is what it leaves possible; a date that is qualified, open or
/// unusual stays as it is written.
pub(crate) fn shown(written: &str, set: &Interval, zone: &TimeZone) -> Shown {
    match days(set, zone) {
        Some((first, last)) if date::is_plain(written) => span(first, last),
        _ => of_moment(written),
    }
}

/// Writes the same without the weekday, for a date beside something else.
pub(crate) fn brief(written: &str, set: &Interval, zone: &TimeZone) -> Shown {
    match days(set, zone) {
        Some((first, last)) if first == last && date::is_plain(written) => {
            in_form(first, "%-d %b %Y")
        }
        _ => shown(written, set, zone),
    }
}

/// Writes the days that a set leaves possible, whatever its words are.
pub(crate) fn of_set(set: &Interval, zone: &TimeZone) -> Shown {
    match (day(set.low_end(), zone), day(set.high_end(), zone)) {
        (Some(low), Some(high)) => span(low, high),
        (Some(low), None) => shown!("{} or later", in_form(low, "%a %-d %b %Y")),
        (None, Some(high)) => shown!("{} or earlier", in_form(high, "%a %-d %b %Y")),
        (None, None) => "any day".into(),
    }
}

/// Writes the EDTF date of an event or a withdrawal.
pub(crate) fn of_edtf(written: &str) -> Shown {
    let zone = TimeZone::UTC;
    let set = date::read(written)
        .ok()
        .and_then(|dated| dated.interval(&zone));
    set.map_or_else(|| of_moment(written), |set| brief(written, &set, &zone))
}

/// Writes the time for which a figure was given.
pub(crate) fn of_time(as_of: &AsOf, zone: &TimeZone) -> Shown {
    if as_of.timed {
        of_moment(&as_of.written)
    } else {
        brief(&as_of.written, &as_of.span, zone)
    }
}

/// Writes a time as it is written. A blank instead of the T between figures lets a narrow column break there.
pub(crate) fn of_moment(written: &str) -> Shown {
    match written.split_once(['T', 't']) {
        Some((day, time)) if day.ends_with(|letter: char| letter.is_ascii_digit()) => {
            shown!("{} {}", safe(day), safe(time))
        }
        _ => safe(written),
    }
}

/// Writes two dates, and what both end with once: "between 2 and 3 Mar 2025".
pub(crate) fn between(first: &Shown, last: &Shown) -> Shown {
    let first = without_common(first.as_str(), last.as_str(), usize::MAX);
    shown!("between {} and {}", safe(first), last)
}

/// Writes a date that is followed by another: without its year if both are of one year.
pub(crate) fn before(first: &Shown, next: &Shown) -> Shown {
    safe(without_common(first.as_str(), next.as_str(), 1))
}

/// Writes a day in a form of `strftime`.
pub(crate) fn in_form(day: Date, form: &'static str) -> Shown {
    safe(&day.strftime(form).to_string())
}

/// Returns a date without its last words, up to `most` of them, if another one ends with them too.
fn without_common<'d>(date: &'d str, other: &str, most: usize) -> &'d str {
    let ends = date.rsplit(' ').zip(other.rsplit(' '));
    let common = ends
        .take(most)
        .take_while(|(left, right)| left == right)
        .count();
    // A span over two months reads badly without its end.
    let cut = common.checked_sub(1).filter(|_| !date.contains('–'));
    let cut = cut.and_then(|last| date.rmatch_indices(' ').nth(last));
    cut.map_or(date, |(at, _)| &date[..at])
}

fn days(set: &Interval, zone: &TimeZone) -> Option<(Date, Date)> {
    Some((day(set.low_end(), zone)?, day(set.high_end(), zone)?))
}

fn day(end: Option<End<'_>>, zone: &TimeZone) -> Option<Date> {
    date::day_in(end?.number.floor().to_i64()?, zone)
}

/// Writes the days from one to another, and what both have in common once.
fn span(first: Date, last: Date) -> Shown {
    let whole_months = first.day() == 1 && last.day() == last.days_in_month();
    let (same_year, same_month) = (first.year() == last.year(), first.month() == last.month());
    if first == last {
        in_form(first, "%a %-d %b %Y")
    } else if whole_months && same_year && same_month {
        in_form(first, "%B %Y")
    } else if whole_months && same_year && (first.month(), last.month()) == (1, 12) {
        in_form(first, "%Y")
    } else if same_year && same_month {
        shown!("{}–{}", first.day(), in_form(last, "%-d %b %Y"))
    } else {
        let form = if same_year { "%-d %b" } else { "%-d %b %Y" };
        shown!("{} – {}", in_form(first, form), in_form(last, "%-d %b %Y"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_two_dates_share_is_said_once() {
        for (first, last, read) in [
            ("2 Mar 2025", "3 Mar 2025", "between 2 and 3 Mar 2025"),
            ("28 Feb 2025", "3 Mar 2025", "between 28 Feb and 3 Mar 2025"),
            (
                "3 Mar 2024",
                "3 Mar 2025",
                "between 3 Mar 2024 and 3 Mar 2025",
            ),
            (
                "2 Mar 2025",
                "2 Mar 2025",
                "between 2 Mar 2025 and 2 Mar 2025",
            ),
            (
                "October 2025",
                "2 Nov 2025",
                "between October and 2 Nov 2025",
            ),
            (
                "30 Oct – 2 Nov 2025",
                "2 Nov 2025",
                "between 30 Oct – 2 Nov 2025 and 2 Nov 2025",
            ),
            ("2024", "2025", "between 2024 and 2025"),
        ] {
            assert_eq!(between(&safe(first), &safe(last)), read);
        }
        assert_eq!(before(&safe("2 Mar 2025"), &safe("3 Mar 2025")), "2 Mar");
        assert_eq!(
            before(&safe("2 Mar 2024"), &safe("3 Mar 2025")),
            "2 Mar 2024"
        );
    }

    #[test]
    fn only_the_t_of_a_date_time_gives_way() {
        for (written, read) in [
            ("2025-11-06T22:30", "2025-11-06 22:30"),
            ("2025-11-06t22:30Z", "2025-11-06 22:30Z"),
            (
                "Tuesday 4 November 2025, 22:30",
                "Tuesday 4 November 2025, 22:30",
            ),
            ("22:30 on 6 October 2025", "22:30 on 6 October 2025"),
        ] {
            assert_eq!(of_moment(written), read);
        }
    }

    #[test]
    fn dates_are_for_people() {
        for (written, read) in [
            ("2025-11-06", "6 Nov 2025"),
            ("2025-10-11/2025-10-12", "11–12 Oct 2025"),
            ("2025-10-30/2025-11-02", "30 Oct – 2 Nov 2025"),
            ("2025-12-30/2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
            ("2025-10", "October 2025"),
            ("2025", "2025"),
            ("2024/2025", "1 Jan 2024 – 31 Dec 2025"),
            ("2025-10-11?", "2025-10-11?"),
            ("2025-10-11/..", "2025-10-11/.."),
            ("some day", "some day"),
            ("6 or 7 November 2025", "6–7 Nov 2025"),
            ("Thursday 6 November 2025", "6 Nov 2025"),
            ("about 6 November 2025", "about 6 November 2025"),
            ("before 6 November 2025", "before 6 November 2025"),
            ("early November 2025", "early November 2025"),
            ("night of 6 November 2025", "night of 6 November 2025"),
            ("6 November 2025 (?)", "6 November 2025 (?)"),
            ("201X", "201X"),
        ] {
            assert_eq!(of_edtf(written), read, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_said_of_days_is_read_as_those_days(
            year in 1000..3000_i16,
            day in 1..=365_i16,
            more in prop::sample::select(vec![0, 1, 3, 27, 30, 31, 90, 364, 365, 900]),
            open in 0..3_u8,
        ) {
            let first = Date::new(year, 1, 1).unwrap().with().day_of_year(day).build().unwrap();
            let last = first.checked_add(jiff::Span::new().days(more)).unwrap();
            let written = match open {
                0 => format!("{first}/{last}"),
                1 => format!("{first}/.."),
                _ => format!("../{last}"),
            };
            let zone = TimeZone::UTC;
            let set = date::read(&written).unwrap().interval(&zone).unwrap();
            for said in [shown(&written, &set, &zone), brief(&written, &set, &zone), of_set(&set, &zone), of_edtf(&written)] {
                let read = date::read(said.as_str()).map(|read| read.interval(&zone));
                prop_assert_eq!(read, Ok(Some(set.clone())), "{}", said);
            }
        }
    }
}

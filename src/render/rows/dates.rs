//! Dates as people write them: "Thu 6 Nov 2025", "11–12 Oct 2025", "October 2025".

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::safe::safe;
use crate::model::{AsOf, End, Interval};
use crate::wording::date;

/// What marks a date as qualified, open or unusual: then it is shown as written.
const UNUSUAL: [char; 6] = ['?', '~', '%', 'X', 'T', '['];

/// A date as written, in the form that people read. `set` is what it leaves possible.
pub(crate) fn shown(written: &str, set: &Interval, zone: &TimeZone) -> String {
    if is_unusual(written) {
        return safe(written);
    }
    days(set, zone).map_or_else(|| safe(written), |(first, last)| span(first, last))
}

/// The same without the weekday, for a date beside something else.
pub(crate) fn brief(written: &str, set: &Interval, zone: &TimeZone) -> String {
    match days(set, zone) {
        Some((first, last)) if first == last && !is_unusual(written) => {
            first.strftime("%-d %b %Y").to_string()
        }
        _ => shown(written, set, zone),
    }
}

/// The days that a set leaves possible, whatever the words are.
pub(crate) fn of_set(set: &Interval, zone: &TimeZone) -> String {
    let day = |end| day(end, zone).map(|day| day.strftime("%a %-d %b %Y").to_string());
    match (day(set.low_end()), day(set.high_end())) {
        (Some(low), None) => format!("{low} or later"),
        (None, Some(high)) => format!("{high} or earlier"),
        _ => {
            days(set, zone).map_or_else(|| "any day".to_owned(), |(first, last)| span(first, last))
        }
    }
}

/// A day that stands for itself, of an event or a withdrawal, as EDTF.
pub(crate) fn of_edtf(written: &str) -> String {
    let zone = TimeZone::UTC;
    let set = date::read(written)
        .ok()
        .and_then(|dated| dated.interval(&zone));
    set.map_or_else(|| safe(written), |set| brief(written, &set, &zone))
}

/// The time for which a figure was given.
pub(crate) fn of_time(as_of: &AsOf, zone: &TimeZone) -> String {
    if as_of.timed {
        safe(&as_of.written)
    } else {
        brief(&as_of.written, &as_of.span, zone)
    }
}

/// "between 2 and 3 Mar 2025": what both dates end with is said once.
pub(crate) fn between(first: &str, last: &str) -> String {
    format!(
        "between {} and {last}",
        without_common(first, last, usize::MAX)
    )
}

/// A date that is followed by another: without its year, where that is the same.
pub(crate) fn before<'d>(first: &'d str, next: &str) -> &'d str {
    without_common(first, next, 1)
}

/// A date without the last words, up to so many, that another one ends with too.
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

fn is_unusual(written: &str) -> bool {
    // Words ("Thursday 6 November 2025") have such letters, too, and are nothing unusual.
    written.contains(UNUSUAL) && !written.starts_with(char::is_alphabetic)
}

fn days(set: &Interval, zone: &TimeZone) -> Option<(Date, Date)> {
    Some((day(set.low_end(), zone)?, day(set.high_end(), zone)?))
}

fn day(end: Option<End<'_>>, zone: &TimeZone) -> Option<Date> {
    date::day_in(end?.number.floor().to_i64()?, zone)
}

fn span(first: Date, last: Date) -> String {
    let show = |day: Date, form: &str| day.strftime(form).to_string();
    let whole_months = first.day() == 1 && last.day() == last.days_in_month();
    let (same_year, same_month) = (first.year() == last.year(), first.month() == last.month());
    if first == last {
        show(first, "%a %-d %b %Y")
    } else if whole_months && same_year && same_month {
        show(first, "%B %Y")
    } else if whole_months && same_year && (first.month(), last.month()) == (1, 12) {
        show(first, "%Y")
    } else if same_year && same_month {
        format!("{}–{}", first.day(), show(last, "%-d %b %Y"))
    } else {
        let from = show(first, if same_year { "%-d %b" } else { "%-d %b %Y" });
        format!("{from} – {}", show(last, "%-d %b %Y"))
    }
}

#[cfg(test)]
mod tests {
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
            assert_eq!(between(first, last), read);
        }
        assert_eq!(before("2 Mar 2025", "3 Mar 2025"), "2 Mar");
        assert_eq!(before("2 Mar 2024", "3 Mar 2025"), "2 Mar 2024");
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
        ] {
            assert_eq!(of_edtf(written), read, "{written}");
        }
    }
}

//! How the values of an attribute are compared: tolerance, how wide "about" is, units, time.

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::load::raw::{Raw, items};
use crate::model::{About, Decimal, Kind, OverTime, Tolerance};
use crate::wording::fold::fold;
use crate::wording::{Problem, date};

const DATE_HELP: &str = "write days, such as 1, or \"10 min\", \"2 h\"";

/// Reads how far two values may lie apart: a percentage below 100, a number in the attribute's unit, or a
/// duration for dates.
pub(super) fn tolerance(words: &str, raw: &Raw, kind: Kind) -> Result<Tolerance, Problem> {
    let is_date = kind == Kind::Date;
    if let Some(percentage) = percentage(words) {
        if is_date {
            return Err(Problem::new("a date has no percentage", DATE_HELP));
        }
        let share = share(percentage).filter(|share| *share < Decimal::from(1));
        return share.map(Tolerance::Share).ok_or_else(|| {
            let what = format!("“{words}” is no percentage from 0% to below 100%");
            Problem::new(what, "write a percentage such as \"5%\"")
        });
    }
    let distance = if is_date {
        duration(words)
    } else {
        not_negative(words)
    };
    let known_type = matches!(raw, Raw::Text(_) | Raw::Whole(_) | Raw::Float);
    let distance = distance.filter(|_| known_type);
    distance.map(Tolerance::Distance).ok_or_else(|| {
        let help = if is_date {
            DATE_HELP
        } else {
            "write \"5%\" or a number"
        };
        Problem::new(format!("“{words}” is not a tolerance"), help)
    })
}

/// Reads how wide "about" is: a percentage or a number.
pub(super) fn about(words: &str) -> Result<About, Problem> {
    let about = match percentage(words) {
        Some(percentage) => share(percentage).map(About::Share),
        None => not_negative(words).map(About::Distance),
    };
    about.ok_or_else(|| {
        Problem::new(
            format!("“{words}” does not say how wide “about” is"),
            "write \"10%\" or a number",
        )
    })
}

/// Reads how wide "about" is beside a date: days as a plain number, or a duration such as "30 min" or "1 year".
pub(super) fn about_time(words: &str) -> Result<Span, Problem> {
    let help = "write days, such as 2, or \"30 min\", \"2 days\", \"1 year\"";
    if percentage(words).is_some() {
        return Err(Problem::new("a date has no percentage", help));
    }
    let days = words.trim().parse().ok();
    let span = days
        .and_then(|days: i32| Span::new().try_days(days).ok())
        .or_else(|| fold(words).parse().ok());
    // Finer than a second nothing is compared.
    let coarse = |span: &Span| {
        !span.is_negative()
            && span.get_milliseconds() == 0
            && span.get_microseconds() == 0
            && span.get_nanoseconds() == 0
    };
    span.filter(coarse).ok_or_else(|| {
        Problem::new(
            format!("“{words}” does not say how wide “about” is beside a date"),
            help,
        )
    })
}

/// Reads how values given for different times compare.
pub(super) fn over_time(words: &str, kind: Kind) -> Result<OverTime, Problem> {
    match OverTime::from_word(words) {
        Some(OverTime::Grows) if !kind.is_number() => Err(Problem::new(
            "only a count or an amount can grow",
            "write \"fixed\" or \"varies\"",
        )),
        Some(over_time) => Ok(over_time),
        None => Err(Problem::new(
            format!("“{words}” does not say how the value goes over time"),
            "write \"fixed\", \"grows\" or \"varies\"",
        )),
    }
}

/// Reads the days on which a running total starts anew, from the text of the list.
pub(super) fn restarts(list: &str, over_time: OverTime) -> Result<Vec<Date>, Problem> {
    let help = "write a list of days, such as [2026-03-02]";
    if over_time != OverTime::Grows {
        return Err(Problem::new(
            "only a running total starts anew",
            "add over_time = \"grows\", or take `restarts` out",
        ));
    }
    let written =
        items(list).ok_or_else(|| Problem::new(format!("{list} is no list of days"), help))?;
    let days = written.into_iter().map(|words| {
        let day = date::read(&words).ok().and_then(|date| date.day());
        day.ok_or_else(|| Problem::new(format!("“{words}” is not a day"), help))
    });
    let mut days = days.collect::<Result<Vec<Date>, Problem>>()?;
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

/// Reads the name of a time zone.
pub(super) fn zone(words: &str) -> Result<TimeZone, Problem> {
    TimeZone::get(words).map_err(|_| {
        Problem::new(
            format!("“{words}” is not a time zone"),
            "write its name, such as \"Asia/Kabul\" or \"UTC\"",
        )
    })
}

/// Reads what one of another unit is in the attribute's own.
pub(super) fn factor(words: &str) -> Result<Decimal, Problem> {
    let factor = Decimal::parse(words).filter(Decimal::is_positive);
    factor.ok_or_else(|| {
        Problem::new(
            format!("“{words}” is not a number above 0"),
            "write what one of this unit is in `unit`",
        )
    })
}

/// Returns the number of a percentage: "5" of "5%".
fn percentage(words: &str) -> Option<&str> {
    words.trim().strip_suffix('%')
}

/// Returns the share that a percentage is: 0.05 for "5".
fn share(percentage: &str) -> Option<Decimal> {
    Some(&not_negative(percentage.trim())? * &Decimal::parse("0.01")?)
}

/// Reads a number from 0 up.
fn not_negative(words: &str) -> Option<Decimal> {
    Decimal::parse(words).filter(|number| !number.is_negative())
}

/// Reads days as a plain number, or a number with its unit of time; in seconds.
fn duration(words: &str) -> Option<Decimal> {
    let words = fold(words);
    let unit = words.find(char::is_alphabetic).unwrap_or(words.len());
    let seconds = match words[unit..].trim() {
        "" | "d" | "day" | "days" => 86_400,
        "h" | "hour" | "hours" => 3_600,
        "min" | "minute" | "minutes" => 60,
        "s" | "sec" | "second" | "seconds" => 1,
        _ => return None,
    };
    let number = not_negative(words[..unit].trim())?;
    Some(&number * &Decimal::from(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn distance(text: &str) -> Tolerance {
        Tolerance::Distance(number(text))
    }

    #[test]
    fn tolerances_are_shares_numbers_and_durations() {
        for (words, kind, tolerance_of) in [
            ("5%", Kind::Count, Some(Tolerance::Share(number("0.05")))),
            ("5 %", Kind::Count, Some(Tolerance::Share(number("0.05")))),
            ("0%", Kind::Count, Some(Tolerance::Share(number("0")))),
            ("100%", Kind::Count, None),
            ("-5%", Kind::Count, None),
            ("2.5", Kind::Amount, Some(distance("2.5"))),
            ("-1", Kind::Amount, None),
            ("5%", Kind::Date, None),
            ("1", Kind::Date, Some(distance("86400"))),
            ("1.5 Days", Kind::Date, Some(distance("129600"))),
            ("10 min", Kind::Date, Some(distance("600"))),
            ("2h", Kind::Date, Some(distance("7200"))),
            ("2 weeks", Kind::Date, None),
        ] {
            let raw = Raw::Text(words.to_owned());
            assert_eq!(
                tolerance(words, &raw, kind).ok(),
                tolerance_of,
                "{words} {kind:?}"
            );
        }
        assert!(tolerance("5", &Raw::Bool(true), Kind::Count).is_err());
    }

    #[test]
    fn about_is_a_share_or_a_number() {
        for (words, read) in [
            ("10%", Some(About::Share(number("0.1")))),
            ("5", Some(About::Distance(number("5")))),
            ("-5", None),
            ("x%", None),
        ] {
            assert_eq!(about(words).ok(), read, "{words}");
        }
    }

    #[test]
    fn about_a_date_is_a_duration() {
        for (words, read) in [
            ("2", Some("2 days")),
            ("2 days", Some("2 days")),
            ("30 min", Some("30 min")),
            ("1 Year", Some("1 year")),
            ("0", Some("0 days")),
            ("1h 30m", Some("90 min")),
            ("-1", None),
            ("10%", None),
            ("10 ms", None),
            ("soon", None),
        ] {
            let read: Option<Span> = read.map(|span| span.parse().unwrap());
            let days = jiff::civil::date(2025, 1, 1);
            let hours = |span: Span| span.total((jiff::Unit::Second, days)).unwrap();
            assert_eq!(
                about_time(words).ok().map(hours),
                read.map(hours),
                "{words}"
            );
        }
    }

    #[test]
    fn only_numbers_grow() {
        for (words, kind, read) in [
            ("grows", Kind::Count, Some(OverTime::Grows)),
            ("grows", Kind::Date, None),
            ("varies", Kind::Date, Some(OverTime::Varies)),
            ("shrinks", Kind::Count, None),
        ] {
            assert_eq!(over_time(words, kind).ok(), read, "{words} {kind:?}");
        }
    }

    #[test]
    fn factors_are_above_0() {
        assert_eq!(factor("0.5").ok(), Some(number("0.5")));
        assert!(factor("0").is_err() && factor("-1").is_err() && factor("six").is_err());
    }
}

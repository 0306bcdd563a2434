//! The dates in prose, held against a span of days.

use std::iter::successors;

use jiff::civil::Date;

use super::forms::{ProseDate, dates_at};
use crate::wording::lexer::Token;

/// More days than these hold every day of the year, 29 February too.
const ALL_DAYS: i32 = 3_000;

/// Returns true if some day from `first` to `last` has all the parts of a date. `None` is an open end.
pub(in crate::wording) fn agrees(
    date: &ProseDate,
    first: Option<Date>,
    last: Option<Date>,
) -> bool {
    let (mut low, mut high) = (first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX));
    if let Some(year) = date.year {
        let (Ok(begin), Ok(end)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
            return false;
        };
        (low, high) = (low.max(begin), high.min(end));
    }
    if high < low {
        return false;
    }
    if (high - low).get_days() > ALL_DAYS {
        return true;
    }
    let (from, to) = date.days.unwrap_or((1, 31));
    // Month by month: for the span of a year thirty times as fast as day by day.
    let mut months = successors(Some(low.first_of_month()), |month| {
        month.last_of_month().tomorrow().ok()
    })
    .take_while(|month| *month <= high);
    months.any(|month| {
        let last = month.days_in_month();
        let (Ok(begin), Ok(end)) = (
            month.with().day(from.min(last)).build(),
            month.with().day(to.min(last)).build(),
        ) else {
            return false;
        };
        date.month.is_none_or(|wanted| wanted == month.month())
            && from <= last
            && low.max(begin) <= high.min(end)
    })
}

/// Returns every date in the prose.
pub(in crate::wording) fn dates(tokens: &[Token<'_>]) -> Vec<ProseDate> {
    let mut all: Vec<ProseDate> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = dates_at(tokens, at);
        let next = found.first().map_or(at + 1, |date| date.next);
        for mut date in found {
            date.weak |= is_relative(tokens, at);
            all.push(date);
        }
        at = next;
    }
    weaken_spans(tokens, &mut all);
    all
}

/// Weakens both dates of a span ("30 September to 2 October"): each gives only an end.
fn weaken_spans(tokens: &[Token<'_>], dates: &mut [ProseDate]) {
    const JOINTS: [&str; 8] = ["to", "until", "till", "through", "-", "–", "—", "/"];
    for place in 1..dates.len() {
        let (left, right) = (dates[place - 1], dates[place]);
        let between = left
            .start
            .checked_sub(1)
            .is_some_and(|before| tokens[before].is("between"));
        let joint = &tokens[left.next.min(right.start)];
        let joined = joint.is_any(&JOINTS) || (between && joint.is("and"));
        if left.next + 1 == right.start && joined {
            dates[place - 1].weak = true;
            dates[place].weak = true;
        }
    }
}

/// Returns true if the words before a date make it the end of a span of unknown length ("after 6
/// November").
fn is_relative(tokens: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: [&str; 14] = [
        "the",
        "on",
        "(",
        ",",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "early",
        "late",
        "mid",
    ];
    const RELATIVE: [&str; 13] = [
        "after",
        "before",
        "since",
        "until",
        "till",
        "by",
        "from",
        "following",
        "pre",
        "post",
        "than",
        "beyond",
        "between",
    ];
    let mut before = tokens[..at]
        .iter()
        .rev()
        .take(5)
        .skip_while(|token| token.is_any(&BETWEEN));
    before.next().is_some_and(|token| token.is_any(&RELATIVE))
}

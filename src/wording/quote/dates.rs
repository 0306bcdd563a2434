//! The dates of a quote, and whether one of them can be a value.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::forms::{Written, dates_at};
use crate::wording::lexer::Token;

/// In more days than this every day of the year occurs, 29 February too.
const ALL_DAYS: i32 = 3_000;

/// Whether some day of the span has all the parts that are given.
pub(super) fn agrees(date: &Written, first: Option<Date>, last: Option<Date>) -> bool {
    let (mut low, mut high) = (first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX));
    if let Some(year) = date.year {
        let (Ok(begin), Ok(end)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return false };
        (low, high) = (low.max(begin), high.min(end));
    }
    if high < low {
        return false;
    }
    if (high - low).get_days() > ALL_DAYS {
        return true;
    }
    let mut days = low.series(1.day()).take_while(|day| *day <= high);
    days.any(|day| {
        date.month.is_none_or(|month| month == day.month())
            && date.days.is_none_or(|(from, to)| (from..=to).contains(&day.day()))
    })
}

/// Every date in the prose.
pub(super) fn dates(tokens: &[Token<'_>]) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
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

/// Of a span in two dates ("30 September to 2 October") each gives only an end.
fn weaken_spans(tokens: &[Token<'_>], dates: &mut [Written]) {
    const JOINTS: [&str; 8] = ["to", "until", "till", "through", "-", "–", "—", "/"];
    for place in 1..dates.len() {
        let (left, right) = (dates[place - 1], dates[place]);
        let between = left.start.checked_sub(1).is_some_and(|before| tokens[before].is("between"));
        let joint = &tokens[left.next.min(right.start)];
        let joined = joint.is_any(&JOINTS) || (between && joint.is("and"));
        if left.next + 1 == right.start && joined {
            dates[place - 1].weak = true;
            dates[place].weak = true;
        }
    }
}

/// Whether the words before a date make it the end of a span of unknown length ("after 6 November").
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
    let mut before = tokens[..at].iter().rev().take(5).skip_while(|token| token.is_any(&BETWEEN));
    before.next().is_some_and(|token| token.is_any(&RELATIVE))
}

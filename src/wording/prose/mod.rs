//! Numbers and dates in running prose. The check of quotes against values and the draft of claims from an
//! article read by the same grammar.

mod dates;
mod forms;
mod numbers;
mod parts;

use jiff::civil::Weekday;

use super::date::weekday_of;
use super::lexer::{Token, lex};
use super::number::Domain;
use crate::model::About;

pub(super) use dates::{agrees, dates};
pub(super) use numbers::numbers;

/// A number or a date in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The offset of its first byte.
    pub(crate) start: usize,
    /// The offset after its last byte.
    pub(crate) end: usize,
    /// A number or a date.
    pub(crate) kind: MentionKind,
    /// True if it may be something else ("a", "one", "after 6 November").
    pub(crate) weak: bool,
}

/// The kind of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// A number with its hedges.
    Number,
    /// A date; parts of it may be left out.
    Date(DateParts),
}

/// The parts of a date that prose gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DateParts {
    /// The weekday beside it.
    pub(crate) weekday: Option<Weekday>,
    /// The year.
    pub(crate) year: Option<i16>,
    /// The month.
    pub(crate) month: Option<i8>,
    /// The first and the last day.
    pub(crate) days: Option<(i8, i8)>,
}

/// Returns every number and every date in prose, from left to right.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let (tokens, about) = (lex(text), About::default());
    let numbers = numbers(text, &tokens, Domain::Amount, &about).map(|found| Mention {
        start: found.start,
        end: found.start + found.text.len(),
        kind: MentionKind::Number,
        weak: found.weak,
    });
    let mut all: Vec<Mention> = dates(&tokens)
        .iter()
        .map(|date| dated(&tokens, date))
        .collect();
    // If a date can be read in several orders, none of them is certain.
    all.dedup_by(|later, first| {
        let same = later.start == first.start;
        first.weak |= same;
        same
    });
    let numbers: Vec<Mention> = numbers
        .filter(|number| !overlaps_date(&all, number))
        .collect();
    all.extend(numbers);
    all.sort_by_key(|mention| (mention.start, mention.end));
    all
}

/// Returns true if a number lies in one of the dates, which are in order.
fn overlaps_date(dates: &[Mention], number: &Mention) -> bool {
    let at = dates.partition_point(|date| date.end <= number.start);
    dates
        .get(at)
        .is_some_and(|date| !date.weak && date.start < number.end)
}

fn dated(tokens: &[Token<'_>], date: &forms::ProseDate) -> Mention {
    let (weekday, from, next) = with_weekday(tokens, date.start, date.next);
    let parts = DateParts {
        weekday,
        year: date.year,
        month: date.month,
        days: date.days,
    };
    let (start, end) = (tokens[from].start, tokens[next - 1].end());
    Mention {
        start,
        end,
        kind: MentionKind::Date(parts),
        weak: date.weak,
    }
}

/// Returns the weekday beside a date and the tokens from the first to after the last of both: "Friday (6th
/// November)", "Friday, 6 November", "6 November (Friday)".
fn with_weekday(
    tokens: &[Token<'_>],
    start: usize,
    next: usize,
) -> (Option<Weekday>, usize, usize) {
    let between = (1..=2).find(|back| {
        start
            .checked_sub(*back)
            .is_some_and(|at| !tokens[at].is_any(&["(", ",", "the"]))
    });
    let before = between.and_then(|back| start.checked_sub(back));
    if let Some((at, day)) = before.and_then(|at| Some((at, weekday_at(tokens, at)?))) {
        let opened = (at..start).any(|at| is_at(tokens, at, "("));
        let closed = opened && is_at(tokens, next, ")");
        return (Some(day), at, next + usize::from(closed));
    }
    let after = weekday_at(tokens, next + 1)
        .filter(|_| is_at(tokens, next, "(") && is_at(tokens, next + 2, ")"));
    (after, start, next + if after.is_some() { 3 } else { 0 })
}

fn weekday_at(tokens: &[Token<'_>], at: usize) -> Option<Weekday> {
    weekday_of(&tokens.get(at)?.text)
}

fn is_at(tokens: &[Token<'_>], at: usize, mark: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.is(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows a mention: a date after D, one with its weekday after W, a weak mention in brackets.
    fn shown(text: &str, mention: &Mention) -> String {
        let words = &text[mention.start..mention.end];
        let words = match &mention.kind {
            MentionKind::Number => words.to_owned(),
            MentionKind::Date(parts) if parts.weekday.is_some() => format!("W {words}"),
            MentionKind::Date(_) => format!("D {words}"),
        };
        if mention.weak {
            format!("[{words}]")
        } else {
            words
        }
    }

    #[test]
    fn numbers_and_dates_of_a_text() {
        for (text, expected) in [
            ("over 200 people were hurt", "over 200"),
            (
                "on Friday (6th November) 58 men",
                "W Friday (6th November); 58",
            ),
            (
                "on Friday, 6 November 2025, at 22:15",
                "W Friday, 6 November 2025",
            ),
            ("6 November (Friday)", "W 6 November (Friday)"),
            ("a 2021 accord", "[a]; D 2021"),
            ("between 20 and 30 boats", "between 20 and 30"),
            ("03/04/2025", "[D 03/04/2025]"),
            ("2025-11-06", "D 2025-11-06"),
        ] {
            let shown: Vec<_> = mentions(text)
                .iter()
                .map(|mention| shown(text, mention))
                .collect();
            assert_eq!(shown.join("; "), expected, "{text}");
        }
    }
}

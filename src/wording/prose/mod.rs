//! Numbers and dates in running prose. Whoever holds a quote against a value and whoever drafts claims
//! from an article read by the same grammar.

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
pub struct Mention {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// A number or a date.
    pub kind: MentionKind,
    /// Whether it may be something else ("a", "one", "after 6 November").
    pub weak: bool,
}

/// What is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// A number with its hedges.
    Number,
    /// A date, of which parts may be left out.
    Date(DateParts),
}

/// The parts of a date that prose gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateParts {
    /// The weekday beside it.
    pub weekday: Option<Weekday>,
    /// The year.
    pub year: Option<i16>,
    /// The month.
    pub month: Option<i8>,
    /// The first and the last day.
    pub days: Option<(i8, i8)>,
}

/// Every number and every date in prose, from left to right.
pub fn mentions(text: &str) -> Vec<Mention> {
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
    // Where a date can be read in several orders, none of them is certain.
    all.dedup_by(|later, first| {
        let same = later.start == first.start;
        first.weak |= same;
        same
    });
    let in_date = |number: &Mention| {
        let at = all.partition_point(|date| date.end <= number.start);
        all.get(at)
            .is_some_and(|date| !date.weak && date.start < number.end)
    };
    let numbers: Vec<Mention> = numbers.filter(|number| !in_date(number)).collect();
    all.extend(numbers);
    all.sort_by_key(|mention| (mention.start, mention.end));
    all
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

/// The weekday beside a date, and how far both reach: "Friday (6th November)", "Friday, 6 November",
/// "6 November (Friday)".
fn with_weekday(
    tokens: &[Token<'_>],
    start: usize,
    next: usize,
) -> (Option<Weekday>, usize, usize) {
    let weekday = |at: usize| tokens.get(at).and_then(|token| weekday_of(&token.text));
    let is = |at: usize, mark: &str| tokens.get(at).is_some_and(|token| token.is(mark));
    let between = (1..=2).find(|back| {
        start
            .checked_sub(*back)
            .is_some_and(|at| !tokens[at].is_any(&["(", ",", "the"]))
    });
    let before = between.and_then(|back| start.checked_sub(back));
    if let Some((at, day)) = before.and_then(|at| Some((at, weekday(at)?))) {
        let opened = (at..start).any(|at| is(at, "("));
        return (Some(day), at, next + usize::from(opened && is(next, ")")));
    }
    if is(next, "(") && is(next + 2, ")") && weekday(next + 1).is_some() {
        return (weekday(next + 1), start, next + 3);
    }
    (None, start, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mentions of a text, the weak ones in brackets.
    fn seen(text: &str) -> String {
        let shown = |mention: &Mention| {
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
        };
        mentions(text)
            .iter()
            .map(shown)
            .collect::<Vec<_>>()
            .join("; ")
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
            assert_eq!(seen(text), expected, "{text}");
        }
    }
}

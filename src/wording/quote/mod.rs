//! Holds a quote against its value. Only what is certain counts against it: ordinary prose is full of words
//! that are numbers and dates elsewhere.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::lexer::lex;
use super::number::{Domain, ProseNumber};
use super::prose::{agrees, dates, numbers};
use crate::model::{About, Decimal, Interval};

/// The relation of a quote to its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Something in the quote can be the value.
    Fits,
    /// The quote has no number, or no date, that could be held against the value.
    NothingToCompare,
    /// The quote has others than the value.
    Lacks {
        /// The first few of them, as written.
        found: Vec<String>,
    },
    /// The quote has the value's number without the words that widen it.
    LacksHedge {
        /// The first few numbers of the quote, as written.
        found: Vec<String>,
    },
}

/// The most numbers of a quote that a message shows.
const SHOWN: usize = 5;

/// Checks whether a quote can hold a number. `stated` returns the bare numbers in the value's own words; it is
/// called only if the quote does not hold the value.
pub(crate) fn number_fits(
    quote: &str,
    value: &Interval,
    stated: impl FnOnce() -> Vec<Decimal>,
    domain: Domain,
    about: &About,
) -> Fit {
    let mut strong = Vec::new();
    for found in numbers(quote, &lex(quote), domain, about) {
        if supports(&found, value, domain) {
            return Fit::Fits;
        }
        if !found.weak {
            strong.push(found);
        }
    }
    let found = shown(strong.iter().map(|found| found.text.as_str()));
    if found.is_empty() {
        Fit::NothingToCompare
    } else {
        let stated = stated();
        let hedge = strong.iter().any(|found| states(found, &stated));
        if hedge {
            Fit::LacksHedge { found }
        } else {
            Fit::Lacks { found }
        }
    }
}

/// Returns true if a number of the quote can be the value, or an amount that the value just leaves out.
fn supports(found: &ProseNumber, interval: &Interval, domain: Domain) -> bool {
    found.readings.iter().any(|reading| {
        let excluded = reading
            .stated
            .iter()
            .any(|number| is_excluded_end(interval, number));
        !reading.interval.is_disjoint(interval) || (domain == Domain::Amount && excluded)
    })
}

fn is_excluded_end(interval: &Interval, number: &Decimal) -> bool {
    [interval.low_end(), interval.high_end()]
        .into_iter()
        .flatten()
        .any(|end| !end.included && end.number == number)
}

/// Returns true if the quote has a number of the value's words, bare.
fn states(found: &ProseNumber, stated: &[Decimal]) -> bool {
    stated.iter().any(|number| {
        let exact = Interval::exactly(number.clone());
        found
            .readings
            .iter()
            .any(|reading| reading.interval == exact)
    })
}

/// Checks whether a quote can hold a date between a first and a last possible day. `None` is an open end.
pub(crate) fn date_fits(quote: &str, first: Option<Date>, last: Option<Date>) -> Fit {
    let tokens = lex(quote);
    let dates = dates(&tokens);
    if dates.iter().any(|date| agrees(date, first, last)) {
        return Fit::Fits;
    }
    let strong = dates.iter().filter(|date| !date.weak);
    let found =
        shown(strong.map(|date| &quote[tokens[date.start].start..tokens[date.next - 1].end()]));
    if found.is_empty() {
        Fit::NothingToCompare
    } else {
        Fit::Lacks { found }
    }
}

fn shown<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts
        .filter(|text| seen.insert(*text))
        .take(SHOWN)
        .map(str::to_owned)
        .collect()
}

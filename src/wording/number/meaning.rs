//! The numbers that a number phrase leaves possible.

use super::phrase::{Joint, Last, Phrase};
use super::{Domain, NumberReading, odd_groups};
use crate::model::{About, Cut, Decimal, Interval, Side};
use crate::wording::Problem;
use crate::wording::hedge::Hedge;
use crate::wording::numeral::{Flaw, Numeral, check_count};

/// Works out what a phrase means. `text` is quoted in problems.
///
/// # Errors
///
/// Returns a problem if the phrase breaks a rule of numbers or leaves none possible.
pub(super) fn reading(
    phrase: &Phrase,
    text: &str,
    domain: Domain,
    about: &About,
) -> Result<NumberReading, Problem> {
    for numeral in phrase.numerals() {
        if numeral.flaw == Some(Flaw::Groups) {
            return Err(odd_groups(text));
        }
        if domain == Domain::Count {
            check_count(numeral, text)?;
        }
    }
    let vague = phrase.numerals().any(|numeral| numeral.vague);
    let mut cuts = cuts(phrase, text, domain)?;
    for found in &phrase.hedges {
        if vague && !matches!(found.hedge, Hedge::Over | Hedge::AtLeast | Hedge::About) {
            return Err(vague_end(text));
        }
        cuts = cuts
            .hedged(found.hedge, domain, about)
            .ok_or_else(|| nothing_left(text))?;
    }
    let interval = Interval::new(cuts.low, cuts.high).ok_or_else(|| nothing_left(text))?;
    Ok(NumberReading {
        interval,
        vague,
        stated: phrase
            .numerals()
            .map(|numeral| numeral.value.clone())
            .collect(),
    })
}

fn vague_end(text: &str) -> Problem {
    Problem::new(
        format!("“{text}” has no end that I can read: its number is a vague word"),
        "write a number in its place, or the vague word alone, such as \"several\" or \"at least several\"",
    )
}

fn nothing_left(text: &str) -> Problem {
    Problem::new(
        format!("“{text}” leaves no number possible"),
        "write what the source leaves possible, such as 0 or \"at least 1\"",
    )
}

/// Returns the two cuts between which the bare numbers of a phrase lie.
fn cuts(phrase: &Phrase, text: &str, domain: Domain) -> Result<Cuts, Problem> {
    let low = &phrase.first;
    let Some(last) = &phrase.last else {
        let after = Cut::At(low.value.clone(), Side::After);
        let high = if low.vague { Cut::Highest } else { after };
        let cuts = Cuts {
            low: Cut::At(low.value.clone(), Side::Before),
            high,
        };
        return Ok(cuts.within(domain));
    };
    check_range(low, last, text)?;
    let low = Cut::At(low.value.clone(), Side::Before);
    Ok(Cuts {
        low,
        high: Cut::At(last.numeral.value.clone(), Side::After),
    })
}

fn check_range(first: &Numeral, last: &Last, text: &str) -> Result<(), Problem> {
    let high = &last.numeral;
    if first.vague || high.vague {
        return Err(vague_end(text));
    }
    if last.joint == Joint::Dash && (first.signed || high.signed) {
        return Err(Problem::new(
            format!("“{text}” has a dash beside a minus sign"),
            "write the range with two points or with \"to\": \"-20..-10\", \"-20 to -10\"",
        ));
    }
    if high.value < first.value {
        return Err(Problem::new(
            format!(
                "the range “{text}” is the wrong way round: {} is above {}",
                first.value, high.value
            ),
            format!(
                "write the lower end first: \"{} to {}\"",
                high.value, first.value
            ),
        ));
    }
    if last.joint == Joint::Or && !neighbours(first, high) {
        return Err(Problem::new(
            format!("“{text}” gives two numbers and nothing between them"),
            format!(
                "write a range, \"{} to {}\", or a claim for each",
                first.value, high.value
            ),
        ));
    }
    Ok(())
}

/// Returns true if nothing lies between two numbers in their own scale: 2 and 3 in "two or three dozen".
fn neighbours(first: &Numeral, last: &Numeral) -> bool {
    let one = Decimal::from(1);
    &first.value + &one == last.value
        || (first.scale == last.scale && &first.head + &one == last.head)
}

/// The two cuts of an interval to be: they may still be the wrong way round.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cuts {
    low: Cut,
    high: Cut,
}

impl Cuts {
    /// Returns the union of what the hedge makes of each number within, or `None` if nothing is left.
    fn hedged(self, hedge: Hedge, domain: Domain, about: &About) -> Option<Self> {
        let Self { low, high } = self;
        let (low, high) = match hedge {
            Hedge::Over => (beside(low, Side::After), Cut::Highest),
            Hedge::AtLeast => (low, Cut::Highest),
            Hedge::Under => (Cut::Lowest, beside(high, Side::Before)),
            Hedge::UpTo => (Cut::Lowest, high),
            Hedge::About => (
                low.map(|low| low - &half_width(low, domain, about)),
                high.map(|high| high + &half_width(high, domain, about)),
            ),
            Hedge::Nearly if is_zero(&low) && is_zero(&high) => return None,
            Hedge::Nearly => (
                nearly_low(low, |number| half_width(number, domain, about)),
                nearly_high(high, |number| half_width(number, domain, about)),
            ),
        };
        let cuts = Self { low, high }.within(domain);
        (cuts.low < cuts.high).then_some(cuts)
    }

    /// Narrows a count to the whole numbers from 0 up that lie between the cuts.
    fn within(self, domain: Domain) -> Self {
        if domain == Domain::Amount {
            return self;
        }
        let low = match self.low {
            Cut::At(low, Side::Before) => Cut::At(low.ceil(), Side::Before),
            Cut::At(low, Side::After) => Cut::At(&low.floor() + &Decimal::from(1), Side::Before),
            open => open,
        };
        let high = match self.high {
            Cut::At(high, Side::After) => Cut::At(high.floor(), Side::After),
            Cut::At(high, Side::Before) => Cut::At(&high.ceil() - &Decimal::from(1), Side::After),
            open => open,
        };
        Self {
            low: low.max(Cut::At(Decimal::from(0), Side::Before)),
            high,
        }
    }
}

/// Moves a cut to a given side of its number.
fn beside(cut: Cut, side: Side) -> Cut {
    match cut {
        Cut::At(number, _) => Cut::At(number, side),
        open => open,
    }
}

fn is_zero(cut: &Cut) -> bool {
    matches!(cut, Cut::At(number, _) if !number.is_negative() && !number.is_positive())
}

/// Returns how far "about" reaches on each side of a number.
fn half_width(number: &Decimal, domain: Domain, about: &About) -> Decimal {
    match about {
        About::Distance(distance) => distance.clone(),
        About::Share(share) if domain == Domain::Count => {
            (share * &number.abs()).max(Decimal::from(1))
        }
        About::Share(share) => share * &number.abs(),
    }
}

/// Returns where "nearly" begins: it reaches towards 0, so a negative number is its own low end.
fn nearly_low(cut: Cut, width: impl Fn(&Decimal) -> Decimal) -> Cut {
    match cut {
        Cut::At(number, _) if number.is_negative() => Cut::At(number, Side::After),
        Cut::At(number, _) => Cut::At(&number - &width(&number), Side::Before),
        open => open,
    }
}

/// Returns where "nearly" ends.
fn nearly_high(cut: Cut, width: impl Fn(&Decimal) -> Decimal) -> Cut {
    match cut {
        Cut::At(number, _) if number.is_negative() => {
            Cut::At(&number + &width(&number), Side::After)
        }
        Cut::At(number, _) => Cut::At(number, Side::Before),
        open => open,
    }
}

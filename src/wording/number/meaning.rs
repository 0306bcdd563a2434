//! The numbers that a number phrase leaves possible.

use super::phrase::{Joint, Last, Phrase};
use super::refusal::odd_groups;
use super::{Domain, NumberReading};
use crate::model::{About, Cut, Decimal, Interval, Side};
use crate::wording::Problem;
use crate::wording::hedge::Hedge;
use crate::wording::literal::Flaw;
use crate::wording::numeral::{Numeral, check_count};

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
    check_hedges(phrase, text)?;
    let mut cuts = cuts(phrase, text, domain, about)?;
    for hedge in hedges(phrase) {
        cuts = cuts
            .hedged(hedge, domain, about)
            .ok_or_else(|| nothing_left(text))?;
    }
    if let Some(limit) = &phrase.limit {
        let other = Cuts::exactly(&limit.numeral.value)
            .hedged(limit.hedge, domain, about)
            .ok_or_else(|| nothing_left(text))?;
        cuts = cuts.both(other);
    }
    let interval = Interval::new(cuts.low, cuts.high).ok_or_else(|| nothing_left(text))?;
    Ok(NumberReading {
        interval,
        vague: None,
        last_digits: last_digits(phrase),
        stated: phrase
            .numerals()
            .map(|numeral| numeral.value.clone())
            .collect(),
    })
}

/// Returns the hedges from the inside out. One that stands twice ("some 200 or so") counts once.
fn hedges(phrase: &Phrase) -> impl Iterator<Item = Hedge> {
    let all = phrase.hedges.iter().map(|found| found.hedge);
    all.clone().enumerate().filter_map(move |(at, hedge)| {
        let is_first = all.clone().take(at).all(|before| before != hedge);
        is_first.then_some(hedge)
    })
}

/// Returns what one in the last digit given of each end is worth, if no hedge says more of it.
fn last_digits(phrase: &Phrase) -> Option<[Decimal; 2]> {
    let is_plain = !phrase.is_vague()
        && phrase.limit.is_none()
        && !phrase.about_first
        && hedges(phrase).all(|hedge| hedge == Hedge::Exactly);
    let low = phrase.first.last_digit.clone().filter(|_| is_plain)?;
    match &phrase.last {
        Some(last) if last.about => None,
        Some(last) => Some([low, last.numeral.last_digit.clone()?]),
        None => Some([low.clone(), low]),
    }
}

/// Checks that the hedges of a phrase go with each other and with its numbers.
fn check_hedges(phrase: &Phrase, text: &str) -> Result<(), Problem> {
    const WITH_VAGUE: [Hedge; 4] = [Hedge::Over, Hedge::AtLeast, Hedge::About, Hedge::Exactly];
    let is_bounded =
        phrase.limit.is_some() || hedges(phrase).any(|hedge| !WITH_VAGUE.contains(&hedge));
    if phrase.is_vague() && is_bounded {
        return Err(vague_end(text));
    }
    if hedges(phrase).any(Hedge::bounds_below) && hedges(phrase).any(Hedge::bounds_above) {
        return Err(Problem::new(
            format!("“{text}” says of one number how low and how high it may be"),
            "write one of the two, or a number for each: \"more than 10 but fewer than 20\"",
        ));
    }
    match &phrase.last {
        Some(last) if hedges(phrase).any(Hedge::is_near_one_side) => Err(Problem::new(
            format!("“{text}” does not say which end of the range it is near"),
            format!(
                "write the range alone, \"{} to {}\", or one number",
                phrase.first.value, last.numeral.value
            ),
        )),
        _ => Ok(()),
    }
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
fn cuts(phrase: &Phrase, text: &str, domain: Domain, about: &About) -> Result<Cuts, Problem> {
    let exactly = Cuts::exactly(&phrase.first.value);
    let Some(last) = &phrase.last else {
        let high = match exactly.high {
            _ if phrase.first.vague => Cut::Highest,
            high => high,
        };
        return Ok(Cuts { high, ..exactly }.within(domain));
    };
    check_range(&phrase.first, last, text)?;
    if let Some(larger) = other_size(phrase) {
        return Err(two_sizes(phrase, last, &larger, text));
    }
    // What stands before the whole range widens both ends already.
    let alone = hedges(phrase).all(|hedge| hedge != Hedge::About);
    let (mut low, mut high) = (exactly, Cuts::exactly(&last.numeral.value));
    for (end, is_about) in [(&mut low, phrase.about_first), (&mut high, last.about)] {
        if is_about && alone {
            let wider = end.clone().hedged(Hedge::About, domain, about);
            *end = wider.ok_or_else(|| nothing_left(text))?;
        }
    }
    Ok(Cuts {
        low: low.low,
        high: high.high,
    })
}

/// Returns the first end of a range in another size that it may be meant in: 30,000 for "30-40,000". The
/// thousands of the second end may hold for both; in the short form so may its hundreds ("2-300").
pub(super) fn other_size(phrase: &Phrase) -> Option<Decimal> {
    let (first, last) = (&phrase.first, phrase.last.as_ref()?);
    let high = &last.numeral;
    let is_small = first.scale.is_none() && !first.grouped && first.value < Decimal::from(1_000);
    if !is_small || !first.value.is_positive() || first.vague || high.vague {
        return None;
    }
    let thousands = high.grouped || high.scale >= Some(Decimal::from(1_000));
    if thousands {
        return larger(first, high, 1_000);
    }
    if last.joint != Joint::Dash || high.scale.is_some() {
        return None;
    }
    let by_thousands = larger(first, high, 1_000).filter(|_| is_multiple(&high.value, "0.001"));
    by_thousands.or_else(|| larger(first, high, 100).filter(|_| is_multiple(&high.value, "0.01")))
}

/// Returns the first end of a range so many times as large, if it stays below the second.
fn larger(first: &Numeral, high: &Numeral, by: i64) -> Option<Decimal> {
    Some(&first.value * &Decimal::from(by)).filter(|larger| *larger < high.value)
}

/// Returns true if a number times a share is whole: if it is a multiple of 1,000 for "0.001".
fn is_multiple(number: &Decimal, share: &str) -> bool {
    Decimal::parse(share).is_some_and(|share| (number * &share).is_whole())
}

fn two_sizes(phrase: &Phrase, last: &Last, larger: &Decimal, text: &str) -> Problem {
    let (low, high) = (&phrase.first.value, &last.numeral.value);
    Problem::new(
        format!("“{text}” may begin at {low} or at {larger}"),
        format!(
            "write both ends in full: \"{larger} to {high}\", or \"{low} to {high}\" without marks"
        ),
    )
}

fn check_range(first: &Numeral, last: &Last, text: &str) -> Result<(), Problem> {
    let high = &last.numeral;
    if first.vague || high.vague {
        return Err(vague_end(text));
    }
    if last.joint == Joint::Dash && (first.value.is_negative() || high.value.is_negative()) {
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
    fn exactly(number: &Decimal) -> Self {
        Self {
            low: Cut::At(number.clone(), Side::Before),
            high: Cut::At(number.clone(), Side::After),
        }
    }

    /// Returns what two have in common.
    fn both(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

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
            Hedge::Exactly => (low, high),
            Hedge::JustOver => (
                beside(low, Side::After),
                high.map(|high| high + &half_width(high, domain, about)),
            ),
            Hedge::JustUnder => (
                low.map(|low| low - &half_width(low, domain, about)),
                beside(high, Side::Before),
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

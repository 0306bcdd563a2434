//! Numbers: from a value as written, and from running prose.

mod doubt;
mod meaning;
mod phrase;
mod prose;
mod refusal;
mod unit;

#[cfg(test)]
mod tests;

use self::meaning::reading;
use self::phrase::{Phrase, joins, phrase};
pub(crate) use self::prose::ProseNumber;
pub(super) use self::prose::prose;
use self::refusal::{is_part, refusal};
pub(crate) use self::unit::scale_of_unit;
use self::unit::without_sign;
use super::Problem;
use super::hedge::VAGUE;
use super::lexer::{Token, TokenKind, lex};
use super::numeral::{Doubt, numeral};
use crate::model::{About, Cut, Decimal, Interval, Side};

/// The numbers that a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Domain {
    /// Whole numbers from 0 up.
    Count,
    /// Any decimal number.
    Amount,
}

/// The meaning of a number phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberReading {
    /// The numbers that it leaves possible.
    pub(crate) interval: Interval,
    /// The vague word (several, dozens) that it is, which compares with itself alone.
    pub(crate) vague: Option<String>,
    /// The bare numbers in the words: N, or A and B.
    pub(crate) stated: Vec<Decimal>,
    /// What one in the last digit given of the lower and of the upper end is worth, where no hedge says more of
    /// them: 100,000 and 100,000 for "2.7 million".
    pub(crate) last_digits: Option<[Decimal; 2]>,
}

impl NumberReading {
    /// Returns all numbers that round to these at their last digit: 2,650,000 up to but not 2,750,000 for
    /// "2.7 million". A half is rounded up. Words with a hedge, and numbers without a last digit, stay as they
    /// are.
    pub(crate) fn rounded(&self, domain: Domain) -> Interval {
        let Some([low, high]) = &self.last_digits else {
            return self.interval.clone();
        };
        let half = Decimal::tenths(5);
        let ends = (self.interval.low_end(), self.interval.high_end());
        let (Some(least), Some(most)) = ends else {
            return self.interval.clone();
        };
        let least = least.number - &(low * &half);
        let most = most.number + &(high * &half);
        let cuts = match domain {
            Domain::Count => (
                Cut::At(least.ceil(), Side::Before),
                Cut::At(&most.ceil() - &Decimal::from(1), Side::After),
            ),
            Domain::Amount => (Cut::At(least, Side::Before), Cut::At(most, Side::Before)),
        };
        Interval::new(cuts.0, cuts.1).unwrap_or_else(|| self.interval.clone())
    }
}

/// The most bytes of a number.
const LONGEST: usize = 200;

/// Reads a value: the whole text is one number phrase.
///
/// # Errors
///
/// Returns a problem if the text is no number, leaves no number possible, or is no count although the
/// domain is counts.
pub(crate) fn read(text: &str, domain: Domain, about: &About) -> Result<NumberReading, Problem> {
    read_in(text, None, domain, about)
}

/// Reads a value in a unit: its words may have the sign of a share or of a currency if the unit is that.
///
/// # Errors
///
/// Returns a problem if the text is no number, leaves no number possible, is no count although the domain is
/// counts, or has the sign of another unit.
pub(crate) fn read_in(
    text: &str,
    unit: Option<&str>,
    domain: Domain,
    about: &About,
) -> Result<NumberReading, Problem> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Problem::new(
            format!("these {} letters are not a number", text.chars().count()),
            "write the number alone; what else the source says goes in note",
        ));
    }
    let tokens = without_sign(lex(text), unit);
    let mut problem = None;
    for phrase in whole_phrases(&tokens) {
        match reading(&phrase, text, domain, about) {
            Ok(reading) => {
                let vague = phrase
                    .is_vague()
                    .then(|| vague_words(text, &tokens, &phrase));
                return Ok(NumberReading { vague, ..reading });
            }
            Err(why) => problem = problem.or(Some(why)),
        }
    }
    let refused = problem.filter(|_| !is_part(&tokens));
    Err(refused.unwrap_or_else(|| refusal(text, &tokens, unit)))
}

/// Returns the ways to read all the tokens as one phrase.
fn whole_phrases<'t>(tokens: &'t [Token<'_>]) -> impl Iterator<Item = Phrase> + 't {
    let tokens = match tokens {
        [rest @ .., stop] if stop.is(".") && !stop.spaced => rest,
        all => all,
    };
    let from = [Some(0), vague_from(tokens)];
    from.into_iter()
        .flatten()
        .flat_map(move |from| {
            let ways = joins(tokens).iter();
            ways.filter_map(move |joins| phrase(tokens, from, *joins))
        })
        .filter(move |phrase| ends_well(tokens, phrase))
}

/// Returns where the vague word of "in the hundreds" stands.
fn vague_from(tokens: &[Token<'_>]) -> Option<usize> {
    match tokens {
        [first, second, word, ..] if first.is("in") && second.is("the") => {
            VAGUE.iter().any(|(vague, _)| word.is(vague)).then_some(2)
        }
        _ => None,
    }
}

/// Returns the words of a vague number without what it counts: "dozens" for "dozens of people".
fn vague_words(text: &str, tokens: &[Token<'_>], phrase: &Phrase) -> String {
    let from = vague_from(tokens).unwrap_or(0);
    text[tokens[from].start..tokens[phrase.next - 1].end()].to_owned()
}

/// The words that may stand after a vague one: what became of those whom it counts.
const FATES: [&str; 8] = [
    "dead",
    "killed",
    "wounded",
    "injured",
    "hurt",
    "missing",
    "arrested",
    "displaced",
];

/// Returns true if nothing is left over but what a vague word may count: "of …", or "dead".
fn ends_well(tokens: &[Token<'_>], phrase: &Phrase) -> bool {
    let rest = tokens.get(phrase.next..).unwrap_or_default();
    let counted = match rest {
        [] => return true,
        [fate] => fate.is_any(&FATES),
        [of, things @ ..] => {
            of.is("of") && things.iter().all(|token| token.kind == TokenKind::Word)
        }
    };
    phrase.first.vague && counted && !has_figure(rest)
}

/// Returns true if some words go on to a second number: "of dead and thousands of wounded". A number elsewhere
/// belongs to what is counted ("first responders").
fn has_figure(tokens: &[Token<'_>]) -> bool {
    let mut ands = (1..tokens.len()).filter(|at| tokens[at - 1].is("and"));
    ands.any(|at| numeral(tokens, at, false).is_some_and(|found| found.doubt == Doubt::None))
}

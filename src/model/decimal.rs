//! Exact decimal numbers. No value of a claim ever becomes a binary float.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use bigdecimal::num_bigint::Sign;
use bigdecimal::{BigDecimal, RoundingMode, ToPrimitive, Zero};

/// A number longer than this, written out, is refused: a file from a stranger must not be able to
/// fill the memory with `1e999999999`.
const MAX_DIGITS: i64 = 1_000;

/// An exact decimal number: 0.30 equals 0.3, and 9007199254740993 is not 9007199254740992.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(BigDecimal);

impl Decimal {
    /// Reads digits with an optional sign, point and exponent. `None` where the text is no number
    /// or would be longer than a thousand digits when written out.
    pub fn parse(text: &str) -> Option<Self> {
        let mantissa = text.split(['e', 'E']).next()?;
        if mantissa.len() > usize::try_from(MAX_DIGITS).ok()? || text.contains('_') {
            return None;
        }
        let number = BigDecimal::from_str(text).ok()?;
        if number.is_zero() {
            return Some(Self(BigDecimal::zero()));
        }
        let written_out = number.order_of_magnitude().unsigned_abs();
        (written_out <= MAX_DIGITS.unsigned_abs()).then(|| Self(number.normalized()))
    }

    /// So many tenths.
    pub fn tenths(tenths: i64) -> Self {
        Self(BigDecimal::new(tenths.into(), 1))
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// The largest whole number that is not above this one.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.with_scale_round(0, RoundingMode::Floor))
    }

    /// The smallest whole number that is not below this one.
    #[must_use]
    pub fn ceil(&self) -> Self {
        Self(self.0.with_scale_round(0, RoundingMode::Ceiling))
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Minus
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.0.sign() == Sign::Plus
    }

    /// `self / other` as a float, to be shown and never to be compared. `None` where `other` is zero.
    pub fn ratio(&self, other: &Self) -> Option<f64> {
        if other.0.is_zero() {
            return None;
        }
        let quotient = &self.0 / &other.0;
        quotient.with_prec(17).to_f64().filter(|ratio| ratio.is_finite())
    }

    /// The number as a whole one, where it is one and small enough.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_i64()).flatten()
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(BigDecimal::from(number))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.normalized().to_plain_string())
    }
}

impl Add for &Decimal {
    type Output = Decimal;
    fn add(self, other: Self) -> Decimal {
        Decimal(&self.0 + &other.0)
    }
}

impl Sub for &Decimal {
    type Output = Decimal;
    fn sub(self, other: Self) -> Decimal {
        Decimal(&self.0 - &other.0)
    }
}

impl Mul for &Decimal {
    type Output = Decimal;
    fn mul(self, other: Self) -> Decimal {
        Decimal(&self.0 * &other.0)
    }
}

impl Neg for &Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        Decimal(-&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_print_plainly() {
        for (text, shown) in [
            ("58", "58"),
            ("0.30", "0.3"),
            ("-0", "0"),
            ("1e3", "1000"),
            ("1.5e-3", "0.0015"),
            ("9007199254740993", "9007199254740993"),
            ("+7", "7"),
            ("007", "7"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), shown, "{text}");
        }
        assert_ne!(Decimal::parse("9007199254740993"), Decimal::parse("9007199254740992"));
        assert_eq!(Decimal::parse("0.30"), Decimal::parse("0.3"));
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for text in ["", "x", "nan", "inf", "1_000", "1e1001", "1e-1001", "1e999999999999", &"9".repeat(1001)]
        {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse("0e999999999").unwrap().to_string(), "0");
    }
}

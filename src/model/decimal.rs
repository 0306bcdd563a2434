//! Exact decimal numbers. No value of a claim ever becomes a binary float.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use bigdecimal::num_bigint::{BigInt, Sign};
use bigdecimal::{BigDecimal, RoundingMode, ToPrimitive, Zero};

/// A number longer than this, written out, is refused: a file from a stranger must not be able to
/// fill the memory with `1e999999999`.
const MAX_DIGITS: i64 = 1_000;

/// No short form has more decimals: two of them always go into 128 bits at the same point, and so
/// does their product.
const MOST_PLACES: u8 = 18;

/// An exact decimal number: 0.30 equals 0.3, and 9007199254740993 is not 9007199254740992.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Decimal(Form);

/// How a number is kept. Each has one form only, so that equal numbers have equal forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Its digits, and how many of them are decimals; the last decimal is not 0. It needs no memory
    /// elsewhere: to copy and to compare it is ten times as fast as the long form.
    Short(i64, u8),
    /// What does not go into the short form.
    Long(Box<BigDecimal>),
}

use Form::{Long, Short};

impl Decimal {
    /// Reads digits with an optional sign, point and exponent. `None` if the text is no number
    /// or would be longer than a thousand digits when written out.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::parse_plain(text).or_else(|| Self::parse_any(text))
    }

    /// Reads few digits, with or without a point, as nearly every number is: ten times as fast as the rest.
    fn parse_plain(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > usize::from(MOST_PLACES) {
            return None;
        }
        let (mut digits, mut places) = (0_i64, None);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + i64::from(byte - b'0');
                    places = places.map(|places| places + 1);
                }
                b'.' if places.is_none() && text.len() > 1 => places = Some(0),
                _ => return None,
            }
        }
        Some(Self::from_digits(digits.into(), places.unwrap_or(0)))
    }

    /// Reads any number, with an exponent or many digits.
    fn parse_any(text: &str) -> Option<Self> {
        let mantissa = text.split(['e', 'E']).next()?;
        if mantissa.len() > usize::try_from(MAX_DIGITS).ok()? || text.contains('_') {
            return None;
        }
        let number = BigDecimal::from_str(text).ok()?;
        let written_out = number.order_of_magnitude().unsigned_abs();
        (number.sign() == Sign::NoSign || written_out <= MAX_DIGITS.unsigned_abs())
            .then(|| Self::from(number))
    }

    /// Returns the number with these digits, so many of them decimals, in the form that is its.
    fn from_digits(mut digits: i128, mut places: u8) -> Self {
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        match i64::try_from(digits) {
            Ok(digits) if places <= MOST_PLACES => Self(Short(digits, places)),
            _ => Self(Long(Box::new(BigDecimal::new(
                digits.into(),
                places.into(),
            )))),
        }
    }

    /// Returns so many tenths.
    pub(crate) fn tenths(tenths: i64) -> Self {
        Self::from_digits(tenths.into(), 1)
    }

    /// Returns the number in the form that has room for all.
    fn long(&self) -> BigDecimal {
        match &self.0 {
            Short(digits, places) => BigDecimal::new((*digits).into(), (*places).into()),
            Long(number) => (**number).clone(),
        }
    }

    /// Returns the digits of two short numbers with as many decimals in both, and how many these are.
    fn aligned(&self, other: &Self) -> Option<(i128, i128, u8)> {
        let (Short(left, left_places), Short(right, right_places)) = (&self.0, &other.0) else {
            return None;
        };
        let places = *left_places.max(right_places);
        let left = i128::from(*left) * power_of_ten(places - left_places);
        let right = i128::from(*right) * power_of_ten(places - right_places);
        Some((left, right, places))
    }

    /// Returns the absolute value.
    #[must_use]
    pub(crate) fn abs(&self) -> Self {
        if self.is_negative() {
            -self
        } else {
            self.clone()
        }
    }

    /// Returns the largest whole number that is not above this one.
    #[must_use]
    pub(crate) fn floor(&self) -> Self {
        match &self.0 {
            Short(_, 0) => self.clone(),
            Short(digits, places) => {
                Self::from_digits(i128::from(*digits).div_euclid(power_of_ten(*places)), 0)
            }
            Long(number) => number.with_scale_round(0, RoundingMode::Floor).into(),
        }
    }

    /// Returns the smallest whole number that is not below this one.
    #[must_use]
    pub(crate) fn ceil(&self) -> Self {
        -&(-self).floor()
    }

    /// Returns true for a whole number.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.0 {
            Short(_, places) => *places == 0,
            Long(number) => number.is_integer(),
        }
    }

    /// Returns true for a number below zero.
    pub(crate) fn is_negative(&self) -> bool {
        match &self.0 {
            Short(digits, _) => *digits < 0,
            Long(number) => number.sign() == Sign::Minus,
        }
    }

    /// Returns true for a number above zero.
    pub(crate) fn is_positive(&self) -> bool {
        !self.is_negative() && !self.is_zero()
    }

    fn is_zero(&self) -> bool {
        self.0 == Short(0, 0)
    }

    /// Returns `self / other` as a float, to be shown and never to be compared. `None` if `other` is zero.
    pub(crate) fn ratio(&self, other: &Self) -> Option<f64> {
        if other.is_zero() {
            return None;
        }
        let quotient = self.long() / other.long();
        quotient
            .with_prec(17)
            .to_f64()
            .filter(|ratio| ratio.is_finite())
    }

    /// Returns `self / divisor`, rounded down to so many digits after the point. `None` if the divisor is
    /// zero.
    pub(crate) fn quotient(&self, divisor: i64, digits: u32) -> Option<Self> {
        let (number, scale) = self.long().as_bigint_and_exponent();
        let ten = BigInt::from(10);
        let more = i64::from(digits) - scale;
        let power = ten.pow(u32::try_from(more.unsigned_abs()).ok()?);
        let divisor = BigInt::from(divisor);
        let (above, below) = if more < 0 {
            (number, divisor * power)
        } else {
            (number * power, divisor)
        };
        let nearer_zero = above.checked_div(&below)?;
        let left = &above - &nearer_zero * &below;
        let down = !left.is_zero() && left.sign() != below.sign();
        let floor = if down { nearer_zero - 1 } else { nearer_zero };
        Some(BigDecimal::new(floor, digits.into()).into())
    }

    /// Returns the number as an integer, if it is a whole one and small enough.
    pub(crate) fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Short(digits, 0) => Some(digits),
            _ => None,
        }
    }
}

fn power_of_ten(exponent: u8) -> i128 {
    10_i128.pow(exponent.into())
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(Short(number, 0))
    }
}

impl From<BigDecimal> for Decimal {
    fn from(number: BigDecimal) -> Self {
        let number = number.normalized();
        let (digits, places) = number.as_bigint_and_exponent();
        let short = digits.to_i64().and_then(|digits| match places {
            0..=18 => Some(Short(digits, u8::try_from(places).ok()?)),
            -18..0 => Some(Short(
                digits.checked_mul(10_i64.pow(u32::try_from(-places).ok()?))?,
                0,
            )),
            _ => None,
        });
        Self(short.unwrap_or_else(|| Long(Box::new(number))))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(other) {
            Some((left, right, _)) => left.cmp(&right),
            None => self.long().cmp(&other.long()),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Short(digits, 0) => write!(f, "{digits}"),
            _ => f.write_str(&self.long().normalized().to_plain_string()),
        }
    }
}

impl Add for &Decimal {
    type Output = Decimal;
    fn add(self, other: Self) -> Decimal {
        match self.aligned(other) {
            Some((left, right, places)) => Decimal::from_digits(left + right, places),
            None => (self.long() + other.long()).into(),
        }
    }
}

impl Sub for &Decimal {
    type Output = Decimal;
    fn sub(self, other: Self) -> Decimal {
        self + &-other
    }
}

impl Mul for &Decimal {
    type Output = Decimal;
    fn mul(self, other: Self) -> Decimal {
        match (&self.0, &other.0) {
            (Short(left, left_places), Short(right, right_places)) => Decimal::from_digits(
                i128::from(*left) * i128::from(*right),
                left_places + right_places,
            ),
            _ => (self.long() * other.long()).into(),
        }
    }
}

impl Neg for &Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        match &self.0 {
            Short(digits, places) => Decimal::from_digits(-i128::from(*digits), *places),
            Long(number) => (-&**number).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_ne!(
            Decimal::parse("9007199254740993"),
            Decimal::parse("9007199254740992")
        );
        assert_eq!(Decimal::parse("0.30"), Decimal::parse("0.3"));
    }

    #[test]
    fn a_quotient_is_rounded_down() {
        for (number, divisor, digits, quotient) in [
            ("7", 2, 0, Some("3")),
            ("-7", 2, 0, Some("-4")),
            ("7", -2, 0, Some("-4")),
            ("-7", -2, 0, Some("3")),
            ("7", 2, 1, Some("3.5")),
            ("1", 3, 4, Some("0.3333")),
            ("-1", 3, 4, Some("-0.3334")),
            ("0.123456", 1, 3, Some("0.123")),
            ("1e20", 4, 2, Some("25000000000000000000")),
            ("0", 5, 3, Some("0")),
            ("7", 0, 3, None),
        ] {
            let number = Decimal::parse(number).unwrap();
            assert_eq!(
                number.quotient(divisor, digits),
                quotient.and_then(Decimal::parse),
                "{number}/{divisor}"
            );
        }
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for text in [
            "",
            "x",
            "nan",
            "inf",
            "1_000",
            "1e1001",
            "1e-1001",
            "1e999999999999",
            &"9".repeat(1001),
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse("0e999999999").unwrap().to_string(), "0");
    }

    /// Numbers on both sides of the edge between the forms.
    fn number() -> impl Strategy<Value = String> {
        let edge = [
            i64::MAX.to_string(),
            i64::MIN.to_string(),
            "0".into(),
            "1e18".into(),
            "1e-19".into(),
        ];
        prop_oneof![
            "-?[0-9]{1,22}(\\.[0-9]{1,22})?",
            proptest::sample::select(edge.to_vec())
        ]
    }

    proptest! {
        #[test]
        fn both_forms_reckon_alike(left in number(), right in number()) {
            let [a, b] = [&left, &right].map(|text| Decimal::parse(text).unwrap());
            let [x, y] = [&left, &right].map(|text| BigDecimal::from_str(text).unwrap());
            prop_assert_eq!(&a + &b, Decimal::from(&x + &y));
            prop_assert_eq!(&a - &b, Decimal::from(&x - &y));
            prop_assert_eq!(&a * &b, Decimal::from(&x * &y));
            prop_assert_eq!(-&a, Decimal::from(-&x));
            prop_assert_eq!(a.floor(), Decimal::from(x.with_scale_round(0, RoundingMode::Floor)));
            prop_assert_eq!(a.ceil(), Decimal::from(x.with_scale_round(0, RoundingMode::Ceiling)));
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.to_string(), x.normalized().to_plain_string());
            prop_assert_eq!(a.to_i64(), x.is_integer().then(|| x.to_i64()).flatten());
        }
    }
}

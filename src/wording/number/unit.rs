//! Signs of units beside a number: of a share, and of a currency.

use crate::model::Decimal;
use crate::wording::fold::fold;
use crate::wording::lexer::{Token, TokenKind, lex};
use crate::wording::numeral::{abbreviated_scale, is_scale, scale_factor};

/// The signs of currencies, and what people write as a unit for each. A sign that several countries use is that of
/// each of them.
const CURRENCIES: [(&str, &[&str]); 7] = [
    ("$", &["usd", "us$", "$", "dollars", "us dollars"]),
    ("€", &["eur", "€", "euro", "euros"]),
    ("£", &["gbp", "£", "pounds", "pounds sterling"]),
    ("¥", &["jpy", "cny", "rmb", "¥", "yen", "yuan"]),
    ("₹", &["inr", "₹", "rupees", "indian rupees"]),
    ("₽", &["rub", "₽", "roubles", "rubles"]),
    ("₴", &["uah", "₴", "hryvnia", "hryvnias"]),
];

/// What people write as a unit for a share.
const SHARES: [&str; 5] = ["%", "percent", "per cent", "percentage", "pct"];

/// Returns true if a unit is a share of a hundred.
pub(super) fn is_share(unit: &str) -> bool {
    SHARES.contains(&&*fold(unit))
}

/// Returns the factor of the scale words in a unit: a million for "million USD", a thousand for "'000 US$".
pub(crate) fn scale_of_unit(unit: &str) -> Option<Decimal> {
    let tokens = lex(unit);
    let factors = tokens.iter().filter_map(|token| match &*token.text {
        "000" => Some(Decimal::from(1_000)),
        // Metres and kilos.
        "m" | "k" => None,
        _ => scale_factor(token).or_else(|| abbreviated_scale(token)),
    });
    factors.reduce(|left, right| &left * &right)
}

/// Returns true for the sign of a currency.
pub(super) fn is_currency(token: &Token<'_>) -> bool {
    CURRENCIES.iter().any(|(sign, _)| token.is(sign))
}

/// Takes the sign of the unit from the tokens of a number: "%" and "per cent" after it, "$" before it.
pub(super) fn without_sign<'t>(tokens: Vec<Token<'t>>, unit: Option<&str>) -> Vec<Token<'t>> {
    if !(0..tokens.len()).any(|at| is_currency(&tokens[at]) || share_length(&tokens[at..]) > 0) {
        return tokens;
    }
    let Some(unit) = unit.map(fold).filter(|unit| scale_of_unit(unit).is_none()) else {
        return tokens;
    };
    let share = is_share(&unit);
    let signs = CURRENCIES
        .iter()
        .filter(|(_, units)| units.contains(&&*unit));
    let signs: Vec<&str> = signs.map(|(sign, _)| *sign).collect();
    if !share && signs.is_empty() {
        return tokens;
    }
    let mut kept: Vec<Token<'t>> = Vec::with_capacity(tokens.len());
    let mut rest = &tokens[..];
    while let Some(token) = rest.first() {
        let after_number = kept
            .last()
            .is_some_and(|last| last.kind == TokenKind::Number || is_scale(last));
        let length = match share {
            true if after_number => share_length(rest),
            true => 0,
            false => currency_length(rest, &signs),
        };
        if length == 0 {
            kept.push(token.clone());
        }
        rest = &rest[length.max(1)..];
    }
    kept
}

/// Returns the length in tokens of the sign of a share with which some tokens begin.
pub(super) fn share_length(tokens: &[Token<'_>]) -> usize {
    match tokens {
        [sign, ..] if sign.is_any(&["%", "percent", "pct"]) => 1,
        [per, cent, ..] if per.is("per") && cent.is("cent") => 2,
        _ => 0,
    }
}

/// Returns the length in tokens of the sign of a currency before a number: "$", "US$".
fn currency_length(tokens: &[Token<'_>], signs: &[&str]) -> usize {
    let (country, rest) = match tokens {
        [country, rest @ ..] if country.is("us") && signs.contains(&"$") => (1, rest),
        rest => (0, rest),
    };
    match rest {
        [sign, number, ..] if sign.is_any(signs) && number.kind == TokenKind::Number => country + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_of_the_unit_is_taken_out() {
        for (text, unit, left) in [
            ("over $1.2 billion", "USD", "over 1.2 billion"),
            ("US$ 5 million", "us dollars", "5 million"),
            ("$5 to $6 million", "USD", "5 to 6 million"),
            ("$5", "EUR", "$ 5"),
            ("$5", "million USD", "$ 5"),
            ("10%–15%", "%", "10 – 15"),
            ("70 per cent", "percent", "70"),
            ("70%", "people", "70 %"),
        ] {
            let tokens = without_sign(lex(text), Some(unit));
            let texts: Vec<_> = tokens.iter().map(|token| &*token.text).collect();
            assert_eq!(texts.join(" "), left, "{text} in {unit}");
        }
    }

    #[test]
    fn units_may_hold_a_scale() {
        for (unit, scale) in [
            ("million USD", Some(1_000_000)),
            ("'000 US$", Some(1_000)),
            ("USD bn", Some(1_000_000_000)),
            ("people", None),
        ] {
            assert_eq!(scale_of_unit(unit), scale.map(Decimal::from), "{unit}");
        }
    }
}

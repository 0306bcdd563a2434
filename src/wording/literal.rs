//! Numbers in digits: their groups, their decimals, and the faults in them.

use std::borrow::Cow;

use super::digits::is_digit;
use super::lexer::FRACTIONS;
use crate::model::Decimal;

/// A fault in the way a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Its groups are not of three digits.
    Groups,
    /// It has decimals and no scale word: wrong for a count.
    Decimals,
}

/// Returns the number that digits mean, and the fault in them.
pub(super) fn literal(raw: &str) -> (Decimal, Option<Flaw>) {
    // Most numbers are digits without marks: ten times as fast.
    if raw.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(number) = Decimal::parse(raw)
    {
        return (number, None);
    }
    let text = in_decimals(raw);
    let end = text.find(['e', 'E']).unwrap_or(text.len());
    let (whole, decimals) = match text[..end].split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (&text[..end], None),
    };
    let odd = !well_grouped(whole)
        || decimals.is_some_and(|part| part.contains(|c: char| !c.is_ascii_digit()));
    let flaw = match decimals {
        _ if odd => Some(Flaw::Groups),
        Some(_) => Some(Flaw::Decimals),
        None => None,
    };
    // An odd number is read as if its marks were groups, so that there is something to show.
    let bare: String = text
        .chars()
        .filter(|c| !(is_group_mark(*c) || odd && *c == '.'))
        .collect();
    let number = Decimal::parse(&bare);
    let flaw = if number.is_none() {
        Some(Flaw::Groups)
    } else {
        flaw
    };
    (number.unwrap_or_else(|| Decimal::from(0)), flaw)
}

/// Returns what one in the last digit given is worth: 0.01 for "5.25". Digits with an exponent or a fraction in one
/// letter have none.
pub(super) fn last_digit(digits: &str) -> Option<Decimal> {
    if digits.contains(|letter: char| {
        letter == 'e' || FRACTIONS.iter().any(|(fraction, _)| *fraction == letter)
    }) {
        return None;
    }
    match digits.split_once('.') {
        Some((_, decimals)) => {
            let zeros = decimals.chars().count().checked_sub(1)?;
            Decimal::parse(&format!("0.{}1", "0".repeat(zeros)))
        }
        None => Some(Decimal::from(1)),
    }
}

/// Returns true for a mark between groups of digits.
pub(super) fn is_group_mark(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | '\'' | '’' | 'ʼ')
}

/// Replaces a fraction in one letter by decimals: "5½" becomes "5.5".
fn in_decimals(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(
        FRACTIONS
            .iter()
            .fold(raw.to_owned(), |text, (letter, point)| {
                text.replace(*letter, point)
            }),
    )
}

/// Returns true if digits have no groups, or groups of exactly three with one and the same mark.
fn well_grouped(whole: &str) -> bool {
    let Some(mark) = whole.chars().find(|letter| !letter.is_ascii_digit()) else {
        return true;
    };
    let mut groups = whole.split(mark);
    let first = groups.next().map_or(0, str::len);
    (1..=3).contains(&first)
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true if the decimals of a number may be a group: "1.200", "1.000".
pub(super) fn may_be_thousands(text: &str) -> bool {
    let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
    let digits = decimals.chars().take_while(|letter| is_digit(*letter));
    digits.count() == 3
}

/// Returns what digits mean if their point parts groups: 1200 for "1.200".
pub(super) fn grouped_by_point(digits: &str) -> Option<Decimal> {
    let (whole, _) = digits
        .split_once('.')
        .filter(|_| may_be_thousands(digits))?;
    let is_group = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    Decimal::parse(&digits.replace('.', "")).filter(|_| is_group)
}

/// Writes digits in groups of three.
pub(super) fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

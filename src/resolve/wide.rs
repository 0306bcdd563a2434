//! Claims that a wide tolerance keeps from contradicting anything: more than half of what they say is let pass.

use std::collections::BTreeMap;

use super::resolver::Resolver;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::files::{FileId, Span};
use crate::model::{
    About, Attribute, AttributeId, Claim, ClaimId, Decimal, Interval, Kind, Meaning, Record,
    Tolerance,
};

/// The key of an attribute that lets so much pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WideKey {
    Tolerance,
    About,
}

/// Where claims meet a wide key: each file is told once of each attribute.
type WideSpot = (FileId, AttributeId, WideKey);

/// Diagnoses the first claim of each file on an attribute that lets pass more than half of what it says.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let spots = spots(&resolver.record);
    let diagnostics: Vec<Diagnostic> = spots
        .into_iter()
        .map(|((_, attribute, key), (first, count))| {
            let place = resolver.key_place(first, |claim| Some(claim.place()));
            told(&resolver.record[attribute], key, count, place)
        })
        .collect();
    resolver.diagnostics.extend(diagnostics);
}

/// Returns the first claim of every such spot, and how many there are.
fn spots(record: &Record) -> BTreeMap<WideSpot, (ClaimId, usize)> {
    let mut spots = BTreeMap::new();
    for (id, claim) in record.numbered_claims() {
        for key in wide_keys(record, claim) {
            let spot = (claim.file, claim.attribute, key);
            let (_, count) = spots.entry(spot).or_insert((id, 0));
            *count += 1;
        }
    }
    spots
}

/// Returns the keys of a claim's attribute that let pass more than half of what it says.
fn wide_keys(record: &Record, claim: &Claim) -> impl Iterator<Item = WideKey> + use<> {
    let attribute = &record[claim.attribute];
    let range = match &record[claim.value].meaning {
        Meaning::Range { interval, .. } if is_number(attribute) => Some(interval),
        _ => None,
    };
    let tolerance = range.filter(|range| is_wide_tolerance(&attribute.tolerance, range));
    // "About" makes a range of a number: what is one number was not read by it.
    let about = range.filter(|range| is_wide_about(&attribute.about, range) && !is_point(range));
    let tolerance = tolerance.map(|_| WideKey::Tolerance);
    tolerance.into_iter().chain(about.map(|_| WideKey::About))
}

fn is_number(attribute: &Attribute) -> bool {
    matches!(attribute.kind, Kind::Count | Kind::Amount)
}

fn is_point(range: &Interval) -> bool {
    let ends = range.low_end().zip(range.high_end());
    ends.is_some_and(|(low, high)| low.number == high.number)
}

fn is_wide_tolerance(tolerance: &Tolerance, range: &Interval) -> bool {
    match tolerance {
        Tolerance::None => false,
        Tolerance::Share(share) => *share > Decimal::tenths(5),
        Tolerance::Distance(distance) => exceeds_half(distance, range),
    }
}

fn is_wide_about(about: &About, range: &Interval) -> bool {
    match about {
        About::Share(share) => *share > Decimal::tenths(5),
        About::Distance(distance) => {
            let middle = range.high_end().map(|high| high.number - distance);
            middle.is_some_and(|middle| {
                is_about(range, &middle, distance) && {
                    exceeds_half(distance, &Interval::exactly(middle))
                }
            })
        }
    }
}

/// Says whether a range is all that lies at most so far from a number, and not below 0.
fn is_about(range: &Interval, middle: &Decimal, distance: &Decimal) -> bool {
    let low = range.low_end().map(|low| low.number);
    low.is_some_and(|low| *low == middle - distance || *low == Decimal::from(0))
}

/// Says whether a distance is more than half of the end that is farthest from 0. Of 0 nothing is a half.
fn exceeds_half(distance: &Decimal, range: &Interval) -> bool {
    let ends = [range.low_end(), range.high_end()];
    let ends = ends.iter().flatten().map(|end| end.number.abs());
    ends.max().is_some_and(|farthest| {
        farthest.is_positive() && *distance > &farthest * &Decimal::tenths(5)
    })
}

fn told(attribute: &Attribute, key: WideKey, count: usize, place: Span) -> Diagnostic {
    let key = match key {
        WideKey::Tolerance => "tolerance",
        WideKey::About => "about",
    };
    let more = match count {
        1 => String::new(),
        _ => format!(", and of {} more in this file", count - 1),
    };
    let message = format!(
        "the `{key}` of “{}” is more than half of what this claim says{more}: values far apart do not contradict \
         each other",
        attribute.label
    );
    let help = format!("look at what it lets pass, and make `{key}` smaller");
    Diagnostic::at(Code::WideTolerance, place, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::testing::report_of;

    /// Returns the warnings about values of an attribute, each with its line in `s.toml`.
    fn warnings(keys: &str, values: &[&str]) -> Vec<(usize, String)> {
        let head = format!("[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nlabel = 'A'\n{keys}\n");
        let claim =
            |value: &&str| format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\n");
        let claims: String = values.iter().map(claim).collect();
        let report = report_of(&[("s.toml", &claims), ("topic.toml", &head)]);
        let wide = report.diagnostics.iter();
        let wide = wide.filter(|told| told.code == Code::WideTolerance);
        wide.map(|told| match &told.place {
            Place::At(span) => (report.files.line_number(*span), told.message.clone()),
            Place::Unread(..) => panic!("{told:?}"),
        })
        .collect()
    }

    #[test]
    fn what_lets_more_than_half_pass_is_told_once_a_file() {
        let of = |key: &str, more: &str| {
            format!(
                "the `{key}` of “A” is more than half of what this claim says{more}: values far apart do not \
                 contradict each other"
            )
        };
        let count = |keys: &str| format!("kind = 'count'\n{keys}");
        for (keys, values, expected) in [
            (count(""), &["58"][..], vec![]),
            (count("tolerance = '50%'"), &["58"], vec![]),
            (
                count("tolerance = '51%'"),
                &["58"],
                vec![(1, of("tolerance", ""))],
            ),
            (
                count("tolerance = '51%'"),
                &["58", "60", "'unknown'"],
                vec![(1, of("tolerance", ", and of 1 more in this file"))],
            ),
            // A plain distance is held against each value.
            (
                count("tolerance = 20"),
                &["40", "39", "'over 30'"],
                vec![(5, of("tolerance", ", and of 1 more in this file"))],
            ),
            (count("tolerance = 20"), &["0"], vec![]),
            (
                "kind = 'amount'\ntolerance = 20".to_owned(),
                &["-30"],
                vec![(1, of("tolerance", ""))],
            ),
            (
                "kind = 'date'\ntolerance = 20".to_owned(),
                &["'2025-11-06'"],
                vec![],
            ),
            (
                count("about = '60%'"),
                &["58", "'about 58'"],
                vec![(5, of("about", ""))],
            ),
            (count("about = '50%'"), &["'about 58'"], vec![]),
            (
                count("about = 40"),
                &["'about 90'", "'about 58'", "'70 to 90'"],
                vec![(5, of("about", ""))],
            ),
        ] {
            assert_eq!(warnings(&keys, values), expected, "{keys} {values:?}");
        }
    }
}

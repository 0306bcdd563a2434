//! Numbers in other units than their attribute's.

use super::complaint::Complaint;
use crate::code::Code;
use crate::model::{Attribute, Meaning, Unit, Value};
use crate::wording::fold::fold;

/// Brings a number into the attribute's unit: its own ends, multiplied without rounding. If that cannot be
/// done, the value keeps its unit, and what is wrong is returned.
pub(super) fn convert(value: &mut Value, unit: &str, attribute: &Attribute) -> Option<Complaint> {
    let folded = fold(unit);
    let own = attribute.unit.as_deref().map(fold);
    if own.is_some_and(|own| own == folded) {
        return None;
    }
    let is_number = attribute.kind.is_number();
    if is_number && let Some(factor) = attribute.units.get(&folded) {
        if let Meaning::Range { interval, .. } = &mut value.meaning {
            let converted = interval.map_ends(|low| low * factor, |high| high * factor);
            value.converted = *interval != converted;
            *interval = converted;
        }
        return None;
    }
    value.unit = is_number.then(|| {
        Box::new(Unit {
            written: unit.to_owned(),
            folded,
        })
    });
    Some(mismatch(unit, attribute))
}

fn mismatch(unit: &str, attribute: &Attribute) -> Complaint {
    let id = &attribute.name.id;
    let (message, help) = match &attribute.unit {
        _ if !attribute.kind.is_number() => (
            format!("the values of “{id}” have no unit"),
            "take the unit out".to_owned(),
        ),
        Some(own) => (
            format!("“{unit}” is not the unit of “{id}”, which is counted in {own}"),
            format!("write the number in {own}, or say what one is: units = {{ \"{unit}\" = … }}"),
        ),
        None => (
            format!("“{id}” has no unit, and this value has one"),
            format!("add unit = \"{unit}\" to the attribute, or take it out here"),
        ),
    };
    Complaint::new(Code::UnitMismatch, message, help)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, record};
    use super::*;

    fn with(kind: &str, unit: &str, claim: &str) -> String {
        format!(
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = '{kind}'\n{unit}\nunits = {{ pairs = 2, each = 1 }}\n\
             [[claim]]\nevent = 'e'\nattribute = 'a'\n{claim}"
        )
    }

    #[test]
    fn ends_are_multiplied_and_other_units_are_kept() {
        for (claim, low, converted, unit) in [
            ("value = 3", "3", false, None),
            ("value = 3\nunit = 'People'", "3", false, None),
            ("value = 3\nunit = 'pairs'", "6", true, None),
            ("value = 3\nunit = 'each'", "3", false, None),
            ("value = 3\nunit = 'Dozens'", "3", false, Some("dozens")),
        ] {
            let record = record(&with("count", "unit = 'people'", claim));
            let value = &record.values[0];
            let Meaning::Range { interval, .. } = &value.meaning else {
                panic!("{claim} is a number");
            };
            let found = interval.low_end().map(|end| end.number.to_string());
            assert_eq!(found.as_deref(), Some(low), "{claim}");
            assert_eq!(value.converted, converted, "{claim}");
            let folded = value.unit.as_ref().map(|unit| unit.folded.as_str());
            assert_eq!(folded, unit, "{claim}");
        }
    }

    #[test]
    fn what_cannot_be_converted_is_said() {
        check(&[
            (
                &with("count", "unit = 'people'", "value = 3\nunit = 'dozens'"),
                &["unit-mismatch: “dozens” is not the unit of “a”, which is counted in people"],
            ),
            (
                &with("count", "", "value = 3\nunit = 'dozens'"),
                &["unit-mismatch: “a” has no unit, and this value has one"],
            ),
            (
                &with("text", "", "value = 'x'\nunit = 'dozens'"),
                &["unit-mismatch: the values of “a” have no unit"],
            ),
        ]);
    }
}

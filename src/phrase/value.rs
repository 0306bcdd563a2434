//! Values: what they are taken to mean, and what their words leave unsaid.

use super::{date, number};
use crate::compare::Position;
use crate::model::{Attribute, Claim, Interval, Kind, Meaning, Record, Value};
use crate::safe::{Shown, safe, shown};
use crate::wording::date::show_span;

/// Writes what the value of a claim leaves possible: "21 and up people", "6–7 Nov 2025".
pub(crate) fn meaning_of_claim(record: &Record, claim: &Claim) -> Shown {
    meaning(&record[claim.attribute], &record[claim.value])
}

/// Writes what a value leaves possible, whether a claim has it or not.
pub(crate) fn meaning(attribute: &Attribute, value: &Value) -> Shown {
    match &value.meaning {
        Meaning::Unknown => "anything: nobody is contradicted by it".into(),
        Meaning::Prose => "nothing that is compared: it is shown as it stands".into(),
        Meaning::Names(names) => {
            let names = names.iter().map(|name| shown!("“{}”", safe(name)));
            Shown::join(names, ", ")
        }
        Meaning::OneOf(names) => {
            let names = names.iter().map(|name| shown!("“{}”", safe(name)));
            Shown::join(names, " or ")
        }
        Meaning::Range {
            interval, timed, ..
        } => match attribute.kind {
            Kind::YesNo => answer(interval).into(),
            Kind::Date if timed.is_some() => times(attribute, interval),
            Kind::Date => date::of_set(interval, &attribute.zone),
            _ => shown!("{}{}", number::exact(interval), unit(attribute, value)),
        },
    }
}

fn answer(set: &Interval) -> &'static str {
    if number::is_exactly(set, 1) {
        "yes"
    } else if number::is_exactly(set, 0) {
        "no"
    } else {
        "yes and no: it hangs on a condition"
    }
}

/// Writes moments, in UTC.
fn times(attribute: &Attribute, set: &Interval) -> Shown {
    let (low, high) = show_span(set, &attribute.zone, true);
    if let Some(minute) = one_minute(low.as_deref(), high.as_deref()) {
        return shown!("{}Z", safe(minute));
    }
    match (low.as_deref().map(safe), high.as_deref().map(safe)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => shown!("{} to {}", low, high),
        (Some(low), None) => shown!("{} or later", low),
        (None, Some(high)) => shown!("{} or earlier", high),
        (None, None) => "any time".into(),
    }
}

/// Returns the minute that two times begin and end, if it is one and the same.
fn one_minute<'t>(low: Option<&'t str>, high: Option<&str>) -> Option<&'t str> {
    let first = low?.strip_suffix(":00Z")?;
    let last = high?.strip_suffix(":59Z")?;
    (first == last).then_some(first)
}

/// Writes the unit in which a number is compared, in brackets.
fn unit(attribute: &Attribute, value: &Value) -> Option<Shown> {
    let own = value.unit.as_ref().map(|unit| &unit.written);
    own.or(attribute.unit.as_ref())
        .map(|unit| shown!(" ({})", safe(unit)))
}

/// Returns a position as it was written, with what a number's words leave unsaid. The text is the claim
/// file's: a format has to escape it.
pub(crate) fn raw_position(record: &Record, position: &Position) -> String {
    let first = position.claims.first();
    let unsaid = first.map(|held| {
        let value = &record[record[held.claim].value];
        raw_unsaid(&record[value.attribute], value)
    });
    format!("{}{}", position.value, unsaid.unwrap_or_default())
}

/// Writes what a number's words leave unsaid, to be put behind them: its unit, and what it comes to if it
/// was converted. A count needs none, since its label says what is counted.
pub(crate) fn unsaid(attribute: &Attribute, value: &Value) -> Shown {
    safe(&raw_unsaid(attribute, value))
}

fn raw_unsaid(attribute: &Attribute, value: &Value) -> String {
    if !matches!(attribute.kind, Kind::Count | Kind::Amount) || value.meaning == Meaning::Unknown {
        return String::new();
    }
    let scope = value
        .scope
        .as_ref()
        .map(|scope| format!(" ({})", scope.label));
    let best = value.best.as_ref().map(|best| format!(", best {best}"));
    let best = best.unwrap_or_default();
    best + &raw_unit(attribute, value) + &scope.unwrap_or_default()
}

fn raw_unit(attribute: &Attribute, value: &Value) -> String {
    if let Some(unit) = &value.unit {
        return format!(" {}", unit.written);
    }
    let unit = attribute.unit.as_ref().map(|unit| format!(" {unit}"));
    let unit = unit.unwrap_or_default();
    match &value.meaning {
        Meaning::Range { interval, .. } if value.converted => {
            format!(" (= {}{unit})", number::ends(interval))
        }
        _ if attribute.kind == Kind::Amount => unit,
        _ => String::new(),
    }
}

//! What a value is taken to mean, in words.

use super::rows::dates;
use super::safe::safe;
use super::words::grouped;
use crate::model::{Attribute, Claim, Decimal, Interval, Kind, Meaning, Value};
use crate::report::Report;
use crate::wording::date;

/// What the value of a claim leaves possible: "21 and up people", "6–7 Nov 2025".
pub fn meaning(report: &Report, claim: &Claim) -> String {
    let record = &report.record;
    of(&record[claim.attribute], &record[claim.value])
}

/// What a value leaves possible, whether a claim has it or not.
pub fn of(attribute: &Attribute, value: &Value) -> String {
    match &value.meaning {
        Meaning::Unknown => "anything: nobody is contradicted by it".to_owned(),
        Meaning::Prose => "nothing that is compared: it is shown as it stands".to_owned(),
        Meaning::Names(names) => {
            let names: Vec<String> = names
                .iter()
                .map(|name| format!("“{}”", safe(name)))
                .collect();
            names.join(", ")
        }
        Meaning::Range {
            interval, timed, ..
        } => match attribute.kind {
            Kind::YesNo => answer(interval).to_owned(),
            Kind::Date if *timed => times(attribute, interval),
            Kind::Date => dates::of_set(interval, &attribute.zone),
            _ => format!("{}{}", numbers(interval), unit(attribute, value)),
        },
    }
}

fn answer(set: &Interval) -> &'static str {
    let is = |number: i64| *set == Interval::exactly(Decimal::from(number));
    match (is(1), is(0)) {
        (true, _) => "yes",
        (_, true) => "no",
        _ => "yes and no: it hangs on a condition",
    }
}

/// Moments, in UTC.
fn times(attribute: &Attribute, set: &Interval) -> String {
    match date::show_span(set, &attribute.zone, true) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or later"),
        (None, Some(high)) => format!("{high} or earlier"),
        (None, None) => "any time".to_owned(),
    }
}

fn numbers(set: &Interval) -> String {
    let end = |number: &Decimal| grouped(&number.to_string());
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low.number == high.number => {
            format!("exactly {}", end(low.number))
        }
        (Some(low), Some(high)) => {
            let above = if low.included { "" } else { "above " };
            let below = if high.included { "to" } else { "to below" };
            format!("{above}{} {below} {}", end(low.number), end(high.number))
        }
        (Some(low), None) if low.included => format!("{} and up", end(low.number)),
        (Some(low), None) => format!("above {}", end(low.number)),
        (None, Some(high)) if high.included => format!("up to {}", end(high.number)),
        (None, Some(high)) => format!("below {}", end(high.number)),
        (None, None) => "any number".to_owned(),
    }
}

/// The unit in which a number is compared.
fn unit(attribute: &Attribute, value: &Value) -> String {
    let own = value.unit.as_ref().map(|unit| &unit.written);
    let unit = own
        .or(attribute.unit.as_ref())
        .map(|unit| format!(" ({})", safe(unit)));
    unit.unwrap_or_default()
}

//! What the words of a value are taken to mean, as a sentence without its subject.

use super::rows::dates;
use super::safe::safe;
use super::words::grouped;
use crate::model::{Attribute, End, Interval, Kind, Meaning};

/// "leaves possible: 51 and up".
pub fn meaning(attribute: &Attribute, written: &str, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Unknown => "says that the source does not know; it contradicts nothing".to_owned(),
        Meaning::Prose => "is shown and never compared".to_owned(),
        Meaning::Names(names) => format!("is compared as: {}", safe(&names.join(", "))),
        Meaning::Range { interval, apart, timed } => {
            let set = match attribute.kind {
                Kind::Date if *timed => safe(written),
                Kind::Date => dates::shown(written, interval, &attribute.zone),
                Kind::YesNo => answers(interval),
                _ => numbers(interval),
            };
            let vague = match (apart, attribute.kind) {
                (None, _) => "",
                (Some(_), Kind::YesNo) => ", under this condition",
                (Some(_), _) => ", as a vague word: a position of its own",
            };
            format!("leaves possible: {set}{vague}")
        }
    }
}

fn answers(set: &Interval) -> String {
    let yes = set.high_end().is_none_or(|end| end.number.is_positive());
    let no = set.low_end().is_none_or(|end| !end.number.is_positive());
    let answer = match (yes, no) {
        (true, true) => "yes and no",
        (true, false) => "yes",
        (false, _) => "no",
    };
    answer.to_owned()
}

fn numbers(set: &Interval) -> String {
    let number = |end: &End<'_>| grouped(&end.number.to_string());
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low == high => number(&low),
        (Some(low), Some(high)) => {
            let but = |end: End<'_>| {
                if end.included { String::new() } else { format!(", without {}", number(&end)) }
            };
            format!("{} to {}{}{}", number(&low), number(&high), but(low), but(high))
        }
        (Some(low), None) if low.included => format!("{} and up", number(&low)),
        (Some(low), None) => format!("above {}", number(&low)),
        (None, Some(high)) if high.included => format!("up to {}", number(&high)),
        (None, Some(high)) => format!("below {}", number(&high)),
        (None, None) => "any number".to_owned(),
    }
}

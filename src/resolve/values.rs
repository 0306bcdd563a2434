//! The value of a claim, read by the kind of its attribute.

use super::complaint::Complaint;
use crate::code::Code;
use crate::load::raw::Raw;
use crate::model::{Attribute, AttributeId, Decimal, Interval, Kind, Meaning, Value, WeekdaySlip};
use crate::wording::Problem;
use crate::wording::answer::{self, Answer};
use crate::wording::date;
use crate::wording::fold::{fold, fold_name, unalias};
use crate::wording::number::{self, Domain};

/// A value as TOML has it, and the text that it covers in the file.
pub(super) struct RawValue<'a> {
    pub(super) raw: &'a Raw,
    pub(super) text: &'a str,
}

/// What a value means, before its unit is looked at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadValue {
    written: String,
    meaning: Meaning,
    slip: Option<WeekdaySlip>,
}

impl ReadValue {
    fn new(written: &str, meaning: Meaning) -> Self {
        Self {
            written: written.to_owned(),
            meaning,
            slip: None,
        }
    }

    /// Returns the value, in the attribute's own unit.
    pub(super) fn into_value(self, attribute: AttributeId) -> Value {
        Value {
            attribute,
            written: self.written,
            meaning: self.meaning,
            slip: self.slip,
            unit: None,
            scope: None,
            converted: false,
        }
    }
}

/// Reads a value: in the claim's own unit, if it has one, and for all numbers that round to it, if it is rounded.
pub(super) fn read(
    value: &RawValue<'_>,
    kind: Kind,
    attribute: &Attribute,
    unit: (Option<&str>, bool),
) -> Result<ReadValue, Problem> {
    if let Raw::Text(words) = value.raw
        && fold(words) == "unknown"
    {
        return Ok(ReadValue::new(words, Meaning::Unknown));
    }
    match kind {
        Kind::Count => number(value, Domain::Count, attribute, unit),
        Kind::Amount => number(value, Domain::Amount, attribute, unit),
        Kind::Date => date(value, attribute),
        Kind::YesNo => yes_no(value),
        Kind::Text => match value.raw {
            Raw::Text(words) if !fold(words).is_empty() => Ok(names(words, &[words], attribute)),
            _ => Err(other_kind(value, "a text", "write the name in quotes")),
        },
        Kind::Names => list(value, attribute),
        Kind::Statement => match value.raw {
            Raw::Text(words) => Ok(ReadValue::new(words, Meaning::Prose)),
            _ => Err(other_kind(
                value,
                "a statement",
                "write the words in quotes",
            )),
        },
    }
}

/// Returns what is wrong with a value of another kind than is asked.
fn other_kind(value: &RawValue<'_>, asked: &str, help: &str) -> Problem {
    let given = match value.raw {
        Raw::Text(_) => "a text",
        Raw::Whole(_) | Raw::Float => "a number",
        Raw::Bool(_) => "a yes or no",
        Raw::Date => "a date",
        Raw::List(_) => "a list",
        Raw::Table => "a table",
    };
    let what = if given == asked {
        "this is not a usable one".to_owned()
    } else {
        format!("this is {given}, and {asked} is asked")
    };
    Problem::new(what, help)
}

/// Returns that values of a kind cannot be rounded.
pub(super) fn not_rounded(kind: Kind) -> Complaint {
    let message = format!(
        "only numbers are rounded, and this is of kind \"{}\"",
        kind.word()
    );
    Complaint::new(Code::BadValue, message, "take `rounded` out")
}

/// Returns that values of a kind have no scope.
pub(super) fn no_scope(kind: Kind) -> Complaint {
    let message = format!(
        "only numbers have a scope, and this is of kind \"{}\"",
        kind.word()
    );
    let help = "take `scope` out, and say in `note` what it leaves out";
    Complaint::new(Code::BadValue, message, help)
}

fn number(
    value: &RawValue<'_>,
    domain: Domain,
    attribute: &Attribute,
    (unit, rounded): (Option<&str>, bool),
) -> Result<ReadValue, Problem> {
    let digits = value.text.replace('_', "");
    match (value.raw, &domain) {
        (Raw::Text(words), _) => {
            let unit = unit.or(attribute.unit.as_deref());
            let reading = number::read_in(words, unit, domain, &attribute.about)?;
            let interval = if rounded {
                reading.rounded(domain)
            } else {
                reading.interval
            };
            let apart = reading.vague.map(|words| fold(&words).into());
            Ok(ReadValue::new(words, range(interval, apart)))
        }
        (Raw::Whole(_) | Raw::Float, Domain::Amount) if rounded => {
            let reading = number::read(&digits, domain, &attribute.about)?;
            Ok(ReadValue::new(
                value.text,
                range(reading.rounded(domain), None),
            ))
        }
        (Raw::Whole(number), Domain::Count) if *number < 0 => Err(Problem::new(
            "a count starts at 0",
            "write how many, without a minus sign",
        )),
        (Raw::Whole(number), _) => Ok(exactly(value.text, Decimal::from(*number))),
        (Raw::Float, Domain::Count) => Err(Problem::new(
            format!("{digits} is not a whole number"),
            "write a count without a decimal point",
        )),
        (Raw::Float, Domain::Amount) => match Decimal::parse(&digits) {
            Some(number) => Ok(exactly(value.text, number)),
            None => Err(Problem::new(
                format!("{digits} is not a number that can be compared"),
                NUMBER_HELP,
            )),
        },
        (_, Domain::Count) => Err(other_kind(value, "a count", NUMBER_HELP)),
        (_, Domain::Amount) => Err(other_kind(value, "an amount", NUMBER_HELP)),
    }
}

const NUMBER_HELP: &str = "write a number, or its words in quotes, such as \"over 58\"";

fn exactly(written: &str, number: Decimal) -> ReadValue {
    ReadValue::new(written, range(Interval::exactly(number), None))
}

/// Returns a set that is no time of day.
fn range(interval: Interval, apart: Option<Box<str>>) -> Meaning {
    Meaning::Range {
        interval,
        apart,
        timed: false,
    }
}

fn date(value: &RawValue<'_>, attribute: &Attribute) -> Result<ReadValue, Problem> {
    let words = match value.raw {
        Raw::Text(words) => words.as_str(),
        Raw::Date => value.text,
        Raw::Whole(_) => {
            let help = format!("put it in quotes: \"{}\"", value.text);
            return Err(Problem::new("this is a number, and a date is asked", help));
        }
        _ => {
            let help = "write a date such as 2025-11-06 or \"November 2025\"";
            return Err(other_kind(value, "a date", help));
        }
    };
    let dated = date::read(words)?;
    let interval = dated.interval(&attribute.zone).ok_or_else(|| {
        Problem::new(
            format!("“{words}” is no time that a calendar has"),
            "write a date such as 2025-11-06",
        )
    })?;
    let meaning = Meaning::Range {
        interval,
        apart: None,
        timed: dated.timed(),
    };
    Ok(ReadValue {
        slip: dated.slip,
        ..ReadValue::new(words, meaning)
    })
}

/// Reads a yes or no: "no" is 0 and "yes" is 1; under a condition both are possible.
fn yes_no(value: &RawValue<'_>) -> Result<ReadValue, Problem> {
    let (written, answer) = match value.raw {
        Raw::Bool(answer) => (value.text, Answer::Plain(*answer)),
        Raw::Text(words) => (words.as_str(), answer::read(words)?),
        _ => return Err(other_kind(value, "a yes or no", "write \"yes\" or \"no\"")),
    };
    let [no, yes] = [0, 1].map(|answer| Interval::exactly(Decimal::from(answer)));
    let meaning = match answer {
        Answer::Plain(true) => range(yes, None),
        Answer::Plain(false) => range(no, None),
        Answer::Conditional(words) => range(no.hull(&yes), Some(words.into())),
    };
    Ok(ReadValue::new(written, meaning))
}

const LIST_HELP: &str = "write a list of names: [\"…\", \"…\"]";

fn list(value: &RawValue<'_>, attribute: &Attribute) -> Result<ReadValue, Problem> {
    let words: Vec<&str> = match value.raw {
        Raw::Text(words) => vec![words],
        Raw::List(items) => items.iter().map(item).collect::<Result<_, _>>()?,
        _ => return Err(other_kind(value, "a list of names", LIST_HELP)),
    };
    if words.is_empty() || words.iter().any(|words| fold(words).is_empty()) {
        return Err(Problem::new("this list holds no name", LIST_HELP));
    }
    Ok(names(&words.join(", "), &words, attribute))
}

fn item(raw: &Raw) -> Result<&str, Problem> {
    match raw {
        Raw::Text(words) => Ok(words.as_str()),
        _ => Err(Problem::new(
            "this list holds something that is not a name",
            LIST_HELP,
        )),
    }
}

fn names(written: &str, words: &[impl AsRef<str>], attribute: &Attribute) -> ReadValue {
    let names = words.iter().map(|words| fold_name(words.as_ref()));
    let mut names: Vec<String> = names
        .map(|name| unalias(&name, &attribute.aliases))
        .collect();
    names.sort_unstable();
    names.dedup();
    ReadValue::new(written, Meaning::Names(names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Name, TopicId};

    fn attribute(kind: Kind) -> Attribute {
        let name = Name {
            id: "a".to_owned(),
            declared: None,
        };
        Attribute {
            aliases: [("turkey".to_owned(), "turkiye".to_owned())].into(),
            ..Attribute::new(TopicId::from(0), name, kind)
        }
    }

    /// Returns a value's meaning in short, or what is wrong with it.
    fn meaning(kind: Kind, raw: &Raw, text: &str) -> String {
        let value = RawValue { raw, text };
        match read(&value, kind, &attribute(kind), (None, false)).map(|read| read.meaning) {
            Ok(Meaning::Unknown) => "unknown".to_owned(),
            Ok(Meaning::Prose) => "prose".to_owned(),
            Ok(Meaning::Names(names)) => names.join(" + "),
            Ok(Meaning::Range {
                interval, apart, ..
            }) => {
                let low = interval.low_end().map(|end| end.number.to_string());
                let high = interval.high_end().map(|end| end.number.to_string());
                let ends = [low, high].map(Option::unwrap_or_default).join("..");
                ends + &apart.map(|words| format!(" {words}")).unwrap_or_default()
            }
            Err(problem) => format!("! {}", problem.what),
        }
    }

    fn names(items: &[&str]) -> Raw {
        let items = items.iter().map(|item| Raw::Text((*item).to_owned()));
        Raw::List(items.collect())
    }

    #[test]
    fn toml_values_are_read_by_the_kind() {
        for (kind, raw, text, means) in [
            (Kind::Count, Raw::Whole(58), "58", "58..58"),
            (Kind::Count, Raw::Whole(-1), "-1", "! a count starts at 0"),
            (Kind::Amount, Raw::Whole(-1), "-1", "-1..-1"),
            (
                Kind::Count,
                Raw::Float,
                "2.5",
                "! 2.5 is not a whole number",
            ),
            (Kind::Amount, Raw::Float, "1_000.50", "1000.5..1000.5"),
            (
                Kind::Amount,
                Raw::Float,
                "nan",
                "! nan is not a number that can be compared",
            ),
            (
                Kind::Count,
                Raw::Bool(true),
                "true",
                "! this is a yes or no, and a count is asked",
            ),
            (Kind::Date, Raw::Date, "1970-01-01", "0..86399"),
            (
                Kind::Date,
                Raw::Whole(1970),
                "1970",
                "! this is a number, and a date is asked",
            ),
            (Kind::YesNo, Raw::Bool(true), "true", "1..1"),
            (
                Kind::YesNo,
                Raw::Whole(1),
                "1",
                "! this is a number, and a yes or no is asked",
            ),
            (
                Kind::Text,
                Raw::Bool(true),
                "true",
                "! this is a yes or no, and a text is asked",
            ),
            (Kind::Names, names(&["B", "Turkey", "b"]), "", "b + turkiye"),
            (Kind::Names, names(&[]), "[]", "! this list holds no name"),
            (
                Kind::Names,
                Raw::List(vec![Raw::Whole(1)]),
                "[1]",
                "! this list holds something that is not a name",
            ),
            (
                Kind::Names,
                Raw::Whole(1),
                "1",
                "! this is a number, and a list of names is asked",
            ),
            (
                Kind::Statement,
                Raw::Whole(1),
                "1",
                "! this is a number, and a statement is asked",
            ),
        ] {
            assert_eq!(meaning(kind, &raw, text), means, "{kind:?} {text}");
        }
    }

    #[test]
    fn words_are_read_by_the_kind() {
        for (kind, words, means) in [
            (Kind::Count, "Unknown", "unknown"),
            (Kind::Text, "UNKNOWN", "unknown"),
            (Kind::Count, "over 50", "51.."),
            (Kind::Amount, "over 50", "50.."),
            (Kind::Count, "several", "3.. several"),
            (Kind::YesNo, "denies", "0..0"),
            (Kind::YesNo, "yes, if asked", "0..1 yes, if asked"),
            (Kind::Text, "Turkey", "turkiye"),
            (Kind::Text, " ", "! this is not a usable one"),
            (Kind::Names, "Turkey", "turkiye"),
            (Kind::Statement, "We did not.", "prose"),
        ] {
            let raw = Raw::Text(words.to_owned());
            assert_eq!(meaning(kind, &raw, ""), means, "{kind:?} {words}");
        }
    }
}

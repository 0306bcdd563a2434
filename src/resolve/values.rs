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
            best: None,
            converted: false,
        }
    }
}

/// What a claim says of how its value is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meant<'a> {
    /// Its own unit, if it has one.
    pub(super) unit: Option<&'a str>,
    /// True if a number stands for all that round to it.
    pub(super) rounded: bool,
    /// True if one of several names is meant.
    pub(super) one_of: bool,
}

/// Reads a value.
pub(super) fn read(
    value: &RawValue<'_>,
    kind: Kind,
    attribute: &Attribute,
    meant: Meant<'_>,
) -> Result<ReadValue, Problem> {
    if let Raw::Text(words) = value.raw
        && fold(words) == "unknown"
    {
        return Ok(ReadValue::new(words, Meaning::Unknown));
    }
    match kind {
        Kind::Count => number(value, Domain::Count, attribute, meant),
        Kind::Amount => number(value, Domain::Amount, attribute, meant),
        Kind::Date => date(value, attribute),
        Kind::YesNo => yes_no(value),
        Kind::Text | Kind::Names if meant.one_of => one_of(value, attribute),
        Kind::Text => match value.raw {
            Raw::Text(words) if !fold(words).is_empty() => Ok(names(words, &[words], attribute)),
            Raw::Text(_) => Err(Problem::new(
                "this text is empty",
                "write the name that the source gives, or \"unknown\"",
            )),
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
    Problem::new(format!("this is {given}, and {asked} is asked"), help)
}

/// Returns that values of a kind cannot have a key.
pub(super) fn odd_key(key: &str, kind: Kind) -> Complaint {
    let (what, help) = match key {
        "rounded" => ("only numbers are rounded", "take `rounded` out"),
        "best" => (
            "only ranges of numbers have a best estimate",
            "take `best` out, or put it in `note`",
        ),
        "scope" => (
            "only numbers have a scope",
            "take `scope` out, and say in `note` what it leaves out",
        ),
        _ => (
            "only of names one can be meant",
            "take `one_of` out, or claim each in a claim of its own",
        ),
    };
    let message = format!("{what}, and this is of kind \"{}\"", kind.word());
    Complaint::new(Code::BadValue, message, help)
}

/// Reads the best estimate beside a value, which must be a range and hold it. Returns it as it is written.
pub(super) fn best(
    best: &RawValue<'_>,
    value: &Meaning,
    attribute: &Attribute,
) -> Result<Box<str>, Problem> {
    let domain = match attribute.kind {
        Kind::Count => Domain::Count,
        _ => Domain::Amount,
    };
    let words = match best.raw {
        Raw::Text(words) => words.as_str(),
        _ => best.text,
    };
    let read = number::read(&words.replace('_', ""), domain, &attribute.about)
        .ok()
        .map(|reading| reading.interval);
    let Some(number) = read.filter(|read| read.low_end() == read.high_end()) else {
        return Err(Problem::new(
            "a best estimate is one number",
            "write it in figures, such as best = 40",
        ));
    };
    match value {
        Meaning::Range { interval, .. } if interval == &number => Err(Problem::new(
            "this value is one number: it is the best estimate itself",
            "take `best` out, or write the range in `value`",
        )),
        Meaning::Range { interval, .. } if interval.contains(&number) => Ok(words.into()),
        Meaning::Range { .. } => Err(Problem::new(
            "the best estimate lies outside the range in `value`",
            "check both; if they are of two sources, write two claims",
        )),
        _ => Err(Problem::new(
            "only a range has a best estimate",
            "write the range in `value`, or take `best` out",
        )),
    }
}

fn number(
    value: &RawValue<'_>,
    domain: Domain,
    attribute: &Attribute,
    Meant { unit, rounded, .. }: Meant<'_>,
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
        timed: None,
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
    let dated = date::read_within(words, attribute.about_time.as_ref())?;
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

/// Reads several names of which one is meant.
fn one_of(value: &RawValue<'_>, attribute: &Attribute) -> Result<ReadValue, Problem> {
    let help = "write them as a list: value = [\"…\", \"…\"]";
    let Raw::List(items) = value.raw else {
        return Err(other_kind(value, "a list of names", help));
    };
    let words: Vec<&str> = items.iter().map(item).collect::<Result<_, _>>()?;
    if words.len() < 2 || words.iter().any(|words| fold(words).is_empty()) {
        return Err(Problem::new("one of several names needs several", help));
    }
    let written = words.join(" or ");
    let Meaning::Names(names) = names(&written, &words, attribute).meaning else {
        return Err(Problem::new("this list holds no name", help));
    };
    Ok(ReadValue::new(&written, Meaning::OneOf(names)))
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
        match read(&value, kind, &attribute(kind), Meant::default()).map(|read| read.meaning) {
            Ok(Meaning::Unknown) => "unknown".to_owned(),
            Ok(Meaning::Prose) => "prose".to_owned(),
            Ok(Meaning::Names(names)) => names.join(" + "),
            Ok(Meaning::OneOf(names)) => names.join(" or "),
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
            (Kind::Text, " ", "! this text is empty"),
            (Kind::Names, "Turkey", "turkiye"),
            (Kind::Statement, "We did not.", "prose"),
        ] {
            let raw = Raw::Text(words.to_owned());
            assert_eq!(meaning(kind, &raw, ""), means, "{kind:?} {words}");
        }
    }
}

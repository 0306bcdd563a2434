//! The value of a claim, read by the kind of its attribute.

use crate::load::raw::Raw;
use crate::model::{Attribute, Decimal, Interval, Kind, Meaning, WeekdaySlip};
use crate::wording::Problem;
use crate::wording::answer::{self, Answer};
use crate::wording::date;
use crate::wording::fold::{fold, unalias};
use crate::wording::number::{self, Domain};

/// A value as TOML has it, and the text that it covers in the file.
pub(super) struct RawValue<'a> {
    pub(super) raw: &'a Raw,
    pub(super) text: &'a str,
}

/// What the words of a value mean, before its unit is looked at.
pub(super) struct ReadValue {
    pub(super) written: String,
    pub(super) meaning: Meaning,
    pub(super) slip: Option<WeekdaySlip>,
}

/// Reads a value.
pub(super) fn read(
    value: &RawValue<'_>,
    kind: Kind,
    attribute: &Attribute,
) -> Result<ReadValue, Problem> {
    if let Raw::Text(words) = value.raw
        && fold(words) == "unknown"
    {
        return Ok(plain(words, Meaning::Unknown));
    }
    match kind {
        Kind::Count => number(value, Domain::Count, attribute),
        Kind::Amount => number(value, Domain::Amount, attribute),
        Kind::Date => date(value, attribute),
        Kind::YesNo => yes_no(value),
        Kind::Text => match value.raw {
            Raw::Text(words) if !fold(words).is_empty() => {
                Ok(names(words, [words.as_str()], attribute))
            }
            _ => Err(other_kind(value, "a text", "write the name in quotes")),
        },
        Kind::Names => list(value, attribute),
        Kind::Statement => match value.raw {
            Raw::Text(words) => Ok(plain(words, Meaning::Prose)),
            _ => Err(other_kind(
                value,
                "a statement",
                "write the words in quotes",
            )),
        },
    }
}

fn plain(written: &str, meaning: Meaning) -> ReadValue {
    ReadValue {
        written: written.to_owned(),
        meaning,
        slip: None,
    }
}

fn other_kind(value: &RawValue<'_>, kind: &str, help: &str) -> Problem {
    let found = match value.raw {
        Raw::Text(_) => "a text",
        Raw::Whole(_) | Raw::Float => "a number",
        Raw::Bool(_) => "a yes or no",
        Raw::Date => "a date",
        Raw::List(_) => "a list",
        Raw::Table => "a table",
    };
    let article = if found == kind {
        "not a usable one".to_owned()
    } else {
        format!("{found}, and {kind} is asked")
    };
    Problem::new(format!("this is {article}"), help)
}

fn number(
    value: &RawValue<'_>,
    domain: Domain,
    attribute: &Attribute,
) -> Result<ReadValue, Problem> {
    let kind = if matches!(domain, Domain::Count) {
        "a count"
    } else {
        "an amount"
    };
    let help = "write a number, or its words in quotes, such as \"over 58\"";
    let digits = value.text.replace('_', "");
    let exact = |number: Decimal| Meaning::Range {
        interval: Interval::exactly(number),
        apart: None,
        timed: false,
    };
    match (value.raw, &domain) {
        (Raw::Text(words), _) => {
            let reading = number::read(words, domain, &attribute.about)?;
            let apart = reading.vague.then(|| fold(words).into());
            Ok(plain(
                words,
                Meaning::Range {
                    interval: reading.interval,
                    apart,
                    timed: false,
                },
            ))
        }
        (Raw::Whole(number), Domain::Count) if *number < 0 => Err(Problem::new(
            "a count starts at 0",
            "write how many, without a minus sign",
        )),
        (Raw::Whole(number), _) => Ok(plain(value.text, exact(Decimal::from(*number)))),
        (Raw::Float, Domain::Count) => Err(Problem::new(
            format!("{digits} is not a whole number"),
            "write a count without a decimal point",
        )),
        (Raw::Float, Domain::Amount) => match Decimal::parse(&digits) {
            Some(number) => Ok(plain(value.text, exact(number))),
            None => Err(Problem::new(
                format!("{digits} is not a number that can be compared"),
                help,
            )),
        },
        _ => Err(other_kind(value, kind, help)),
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
            return Err(other_kind(
                value,
                "a date",
                "write a date such as 2025-11-06 or \"November 2025\"",
            ));
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
        ..plain(words, meaning)
    })
}

/// "no" is 0 and "yes" is 1; under a condition both stay possible.
fn yes_no(value: &RawValue<'_>) -> Result<ReadValue, Problem> {
    let answer = match value.raw {
        Raw::Bool(answer) => Answer::Plain(*answer),
        Raw::Text(words) => answer::read(words)?,
        _ => return Err(other_kind(value, "a yes or no", "write \"yes\" or \"no\"")),
    };
    let (interval, apart) = match answer {
        Answer::Plain(yes) => (Interval::exactly(Decimal::from(i64::from(yes))), None),
        Answer::Conditional(words) => (either(), Some(words.into())),
    };
    let written = match value.raw {
        Raw::Text(words) => words,
        _ => value.text,
    };
    Ok(plain(
        written,
        Meaning::Range {
            interval,
            apart,
            timed: false,
        },
    ))
}

/// The set of both answers.
fn either() -> Interval {
    let no = Interval::exactly(Decimal::from(0));
    let yes = Interval::exactly(Decimal::from(1));
    no.hull(&yes)
}

fn list(value: &RawValue<'_>, attribute: &Attribute) -> Result<ReadValue, Problem> {
    let help = "write a list of names: [\"…\", \"…\"]";
    let words: Vec<&str> = match value.raw {
        Raw::Text(words) => vec![words],
        Raw::List(items) => items
            .iter()
            .map(|item| match item {
                Raw::Text(words) => Ok(words.as_str()),
                _ => Err(Problem::new(
                    "this list holds something that is not a name",
                    help,
                )),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(other_kind(value, "a list of names", help)),
    };
    if words.is_empty() || words.iter().any(|words| fold(words).is_empty()) {
        return Err(Problem::new("this list holds no name", help));
    }
    Ok(names(&words.join(", "), words.iter().copied(), attribute))
}

fn names<'a>(
    written: &str,
    words: impl IntoIterator<Item = &'a str>,
    attribute: &Attribute,
) -> ReadValue {
    let mut names: Vec<String> = words
        .into_iter()
        .map(|words| unalias(&fold(words), &attribute.aliases))
        .collect();
    names.sort_unstable();
    names.dedup();
    plain(written, Meaning::Names(names))
}

//! The values of TOML, as a claim file has them.

use serde::Deserialize;

/// A value with the bytes it covers in its file.
pub(crate) type Spanned<T> = toml::Spanned<T>;

/// A TOML value, by its type. Numbers and dates keep no value of their own: floats would lose
/// digits, so all of them are read from the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "toml::Value")]
pub(crate) enum Raw {
    /// A string.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a point or an exponent.
    Float,
    /// `true` or `false`.
    Bool(bool),
    /// A date, a time or both.
    Date,
    /// A list.
    List(Vec<Raw>),
    /// A table.
    Table,
}

impl From<toml::Value> for Raw {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::Text(text),
            toml::Value::Integer(number) => Self::Whole(number),
            toml::Value::Float(_) => Self::Float,
            toml::Value::Boolean(answer) => Self::Bool(answer),
            toml::Value::Datetime(_) => Self::Date,
            toml::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            toml::Value::Table(_) => Self::Table,
        }
    }
}

/// One name or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a name or a list of names")]
pub(crate) enum OneOrMany {
    /// One name.
    One(String),
    /// A list of names.
    Many(Vec<String>),
}

impl OneOrMany {
    /// Returns the names.
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

/// Reads a value that is written in a file without being a string: a number, a date, a list. What is no
/// value of TOML is taken for a table, which no key takes.
pub(crate) fn bare(text: &str) -> Raw {
    #[derive(Deserialize)]
    struct BareValue {
        value: Raw,
    }
    toml::from_str(&format!("value = {text}")).map_or(Raw::Table, |line: BareValue| line.value)
}

/// Reads the items of a list as they are written, without quotes. Returns `None` if it is no list of words,
/// numbers and dates.
pub(crate) fn items(text: &str) -> Option<Vec<String>> {
    let toml::Value::Array(items) = toml::from_str::<toml::Table>(&format!("list = {text}"))
        .ok()?
        .remove("list")?
    else {
        return None;
    };
    let items = items.into_iter().map(|item| match item {
        toml::Value::String(text) => Some(text),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_a_value_by_its_type() {
        for (text, raw) in [
            ("58", Raw::Whole(58)),
            ("1_000", Raw::Whole(1_000)),
            ("1.5", Raw::Float),
            ("true", Raw::Bool(true)),
            ("2025-10-12", Raw::Date),
            ("\"x\"", Raw::Text("x".to_owned())),
            (
                "['a', 1]",
                Raw::List(vec![Raw::Text("a".to_owned()), Raw::Whole(1)]),
            ),
            ("{ a = 1 }", Raw::Table),
            ("5 8", Raw::Table),
            ("1\nother = 2", Raw::Whole(1)),
        ] {
            assert_eq!(bare(text), raw, "{text}");
        }
    }

    #[test]
    fn the_items_of_a_list_are_read_as_written() {
        let read = items("[2026-03-02, # a day\n \"March 2026\", 7]");
        assert_eq!(read.unwrap(), ["2026-03-02", "March 2026", "7"]);
        assert_eq!(items("2026-03-02"), None);
        assert_eq!(items("[[1]]"), None);
    }
}

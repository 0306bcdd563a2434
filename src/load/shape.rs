//! The TOML of a claim file, key for key. What each key means is decided in `resolve`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::quick::{Quick, Take};

/// A value with the bytes it covers in its file.
pub type Spanned<T> = toml::Spanned<T>;

/// Text, where the key is given.
pub type Text = Option<Spanned<String>>;

/// Yes or no, where the key is given.
pub type Flag = Option<Spanned<bool>>;

/// A value of any type, where the key is given. Its digits are read from the text it covers.
pub type Any = Option<Spanned<Raw>>;

/// A TOML value, by its type. Numbers and dates keep no value of their own: floats would lose
/// digits, so all of them are read from the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "toml::Value")]
pub enum Raw {
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
pub enum OneOrMany {
    /// One name.
    One(String),
    /// A list of names.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The names.
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident { $($key:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $shape { $(#[allow(missing_docs, reason = "the contract says what each key means")] pub $key: $type,)* }

        impl $shape {
            /// Its keys, as the contract names them.
            pub const KEYS: &[&str] = &[$(stringify!($key),)*];
        }

        impl Quick for $shape {
            fn quick(table: &toml_spanner::Table<'_>) -> Option<Self> {
                let mut shape = Self::default();
                for (key, item) in table {
                    match key.name {
                        $(stringify!($key) => shape.$key = Take::take(key, item)?,)*
                        _ => return None,
                    }
                }
                Some(shape)
            }
        }
    )*};
}

shapes! {
    /// `[topic]`
    Topic { title: Text, }
    /// `[[event]]`
    Event { id: Text, title: Text, date: Any, place: Text, within: Text, disjoint: bool, }
    /// `[[attribute]]`
    Attribute {
        id: Text, label: Text, kind: Text, unit: Text, units: BTreeMap<String, Spanned<Raw>>,
        tolerance: Any, about: Any, over_time: Text, zone: Text, harms: Text,
        aliases: BTreeMap<Spanned<String>, Vec<String>>, broader: BTreeMap<Spanned<String>, OneOrMany>,
        complete: bool,
    }
    /// `[[speaker]]`
    Speaker { id: Text, name: Text, short: Text, party: Text, kind: Text, }
    /// `[[party]]`
    Party { id: Text, name: Text, short: Text, }
    /// `[[rule]]`
    Rule { holds: Text, }
    /// `[[resolution]]`
    Resolution { event: Text, attribute: Text, by: Text, date: Any, note: Text, }
    /// `[source]`
    Source {
        id: Text, name: Text, short: Text, party: Text, kind: Text, url: Text, published: Any,
        via: Text, as_of: Any, note: Text, text: Text,
    }
    /// `[[claim]]`
    Claim {
        event: Text, attribute: Text, value: Any, quote: Text, by: Text, via: Text, as_of: Any,
        published: Any, unit: Text, url: Text, archived: Text, note: Text, id: Text, supersedes: Text,
        withdrawn: Any, proposed: Flag,
    }
}

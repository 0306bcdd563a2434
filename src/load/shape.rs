//! The TOML of a claim file, key for key: what is read, and what `crosscheck schema` tells editors. What
//! each key means is decided in `resolve`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::quick::{Quick, Take};
use super::schema::{
    Described, Key, aliases, broader, date, distance, flag, id, one_of, text, units, value,
};
use crate::model::{Kind, OverTime};

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

/// The name of a table from its header.
macro_rules! table {
    ([$name:ident]) => {
        stringify!($name)
    };
    ($name:ident) => {
        stringify!($name)
    };
}

/// Whether a file may hold several of a table.
macro_rules! repeats {
    ([$name:ident]) => {
        true
    };
    ($name:ident) => {
        false
    };
}

macro_rules! shapes {
    ($($(#[doc = $about:literal])+ [$table:tt] $shape:ident {
        $($(#[doc = $doc:literal])+ $key:ident: $type:ty as $takes:expr,)*
    })*) => {
        /// The tables that a claim file may hold.
        pub const TABLES: &[&str] = &[$(table!($table),)*];

        /// What each table may hold, in the order of [`TABLES`].
        pub(super) fn described() -> Vec<Described> {
            vec![$(Described {
                name: table!($table),
                about: concat!($($about),+),
                repeats: repeats!($table),
                keys: vec![$(Key { name: stringify!($key), about: concat!($($doc),+), takes: $takes },)*],
            },)*]
        }

        $(
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $shape { $($(#[doc = $doc])+ pub $key: $type,)* }

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
        )*
    };
}

shapes! {
    /// What the files of this folder are about.
    [topic] Topic {
        /// The heading of the report.
        title: Text as text(),
    }
    /// Whom this file is about: a spokesman, a press office, an outlet, a data set. One source, one
    /// file.
    [source] Source {
        /// Small letters, digits and hyphens. Left out, it is made from the name of the file.
        id: Text as id(),
        /// The name in full.
        name: Text as text(),
        /// A short name, for table cells.
        short: Text as text(),
        /// The id of the party for which the source speaks.
        party: Text as text(),
        /// A free word: media, government, ngo, witness, dataset …
        kind: Text as text(),
        /// Where to read it. Holds for all claims of the file.
        url: Text as text(),
        /// When it was published. Holds for all claims of the file.
        published: Any as date(),
        /// Where it was read, where that is not the source itself: an id or a name. Holds for all
        /// claims of the file.
        via: Text as text(),
        /// The day or moment for which the figures were given. Holds for all claims of the file.
        as_of: Any as date(),
        /// Anything else worth knowing about the source.
        note: Text as text(),
        /// The file with the source's own words, in this folder or below: quotes are checked against it.
        text: Text as text(),
    }
    /// An incident, at a time and a place.
    [[event]] Event {
        /// Small letters, digits and hyphens, such as border-clash.
        id: Text as id().needed(),
        /// Words for a heading.
        title: Text as text(),
        /// When it was: a day, a month, a year or a span, such as "2025-10-11/2025-10-12".
        date: Any as date(),
        /// Where it was.
        place: Text as text(),
        /// The id of the larger event of which it is a part.
        within: Text as text(),
        /// true where nobody is counted in two of its parts.
        disjoint: bool as flag(),
    }
    /// What is claimed about events.
    [[attribute]] Attribute {
        /// Small letters, digits and hyphens, such as soldiers-killed.
        id: Text as id().needed(),
        /// Words for a table cell.
        label: Text as text(),
        /// How its values are read: as a whole number (count), any number (amount), a date, yes or no
        /// (yes-no), one name (text), a list of names (names), or prose (statement).
        kind: Text as one_of(Kind::ALL.map(|(_, word)| word)).needed(),
        /// The unit of a count or an amount.
        unit: Text as text(),
        /// Other units, and what one of each is in `unit`: `{ households = 6 }`
        units: BTreeMap<String, Spanned<Raw>> as units(),
        /// How far apart values may lie without contradicting each other: "5%" or a number; for dates
        /// days, or "10 min", "2 h".
        tolerance: Any as distance(),
        /// How wide "about" is: "10%" or a number. Left out, it is 10 %.
        about: Any as distance(),
        /// How the value goes over time: it does not change (fixed), is a running total (grows), or
        /// goes up and down (varies).
        over_time: Text as one_of(OverTime::ALL.map(|(_, word)| word)),
        /// The time zone of times without an offset, such as Asia/Kabul. Left out, it is UTC.
        zone: Text as text(),
        /// The id of the party whose loss this counts, or against which a "yes" speaks.
        harms: Text as text(),
        /// Spellings that mean the same: `{ "Türkiye" = ["Turkey"] }`
        aliases: BTreeMap<Spanned<String>, Vec<String>> as aliases(),
        /// What contains what: `{ "Kabul" = "Afghanistan" }`
        broader: BTreeMap<Spanned<String>, OneOrMany> as broader(),
        /// true where a list of names claims to name everybody.
        complete: bool as flag(),
    }
    /// Somebody who is named in `by` or `via` and has no file of their own.
    [[speaker]] Speaker {
        /// Small letters, digits and hyphens, such as blue-army.
        id: Text as id().needed(),
        /// The name in full.
        name: Text as text(),
        /// A short name, for table cells.
        short: Text as text(),
        /// The id of the party for which they speak.
        party: Text as text(),
        /// A free word. Who is "unnamed" counts as nobody's word.
        kind: Text as text(),
    }
    /// A side.
    [[party]] Party {
        /// Small letters, digits and hyphens, such as blue.
        id: Text as id().needed(),
        /// The name in full.
        name: Text as text(),
        /// A short name, for table cells.
        short: Text as text(),
    }
    /// What one speaker says on one question.
    [[claim]] Claim {
        /// The id of the event.
        event: Text as text().needed(),
        /// The id of what is claimed.
        attribute: Text as text().needed(),
        /// What is claimed, as the source says it: `58`, `"over 50"`, `"6 November 2025"`, `"yes"`,
        /// `["Kabul", "Herat"]`; `"unknown"` where the source says that it does not know.
        value: Any as value().needed(),
        /// The words themselves, short.
        quote: Text as text(),
        /// Who says so, where the source only relays it: an id or a name.
        by: Text as text(),
        /// Where it was read, where that is not the source itself: an id or a name.
        via: Text as text(),
        /// The day or moment for which the figure was given; else when it was said.
        as_of: Any as date(),
        /// When it was published. It never stands in for `as_of`.
        published: Any as date(),
        /// The unit, where it is not the attribute's.
        unit: Text as text(),
        /// Where it stands.
        url: Text as text(),
        /// A copy that stays.
        archived: Text as text(),
        /// What the value cannot say, such as "counts one province only".
        note: Text as text(),
        /// A name for this claim, where another has to point at it.
        id: Text as id(),
        /// The id of the claim that this one replaces.
        supersedes: Text as text(),
        /// The day on which the speaker took it back.
        withdrawn: Any as date(),
        /// true where nobody has compared the claim with the text yet: it then counts for nothing.
        proposed: Flag as flag(),
    }
    /// Arithmetic that must hold within every event that has these attributes.
    [[rule]] Rule {
        /// Ids of attributes and =, <= or >=, such as "aboard = survivors + killed".
        holds: Text as text().needed(),
    }
    /// An editor has looked at this question.
    [[resolution]] Resolution {
        /// The id of the event.
        event: Text as text().needed(),
        /// The id of what is claimed.
        attribute: Text as text().needed(),
        /// Who looked at it.
        by: Text as text(),
        /// The day on which that was.
        date: Any as date().needed(),
        /// What was found.
        note: Text as text(),
    }
}

//! What the one list says of tables and keys, and how a table of a file is filled.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::raw::{OneOrMany, Raw, Spanned};
use crate::files::Span;

/// Text, if the key is given.
pub(crate) type Text = Option<Spanned<String>>;

/// Yes or no, if the key is given.
pub(crate) type Flag = Option<Spanned<bool>>;

/// A value of any type, if the key is given. Its digits are read from the text it covers.
pub(crate) type Any = Option<Spanned<Raw>>;

/// Names of units, each with how many of the attribute's unit one of it is.
pub(crate) type Units = BTreeMap<String, Spanned<Raw>>;

/// Names, each with its other spellings.
pub(crate) type Aliases = BTreeMap<Spanned<String>, Vec<String>>;

/// Names, each with what contains it.
pub(crate) type Broader = BTreeMap<Spanned<String>, OneOrMany>;

/// A table that a claim file may hold.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) about: &'static str,
    /// True if a file may hold several of it.
    pub(crate) repeats: bool,
    /// The keys that it may have.
    pub(crate) keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
    /// Whether its table needs it.
    pub(crate) presence: Presence,
    /// What it is for, as a sentence. [`Table::about`] says more on a source.
    pub(crate) about: &'static str,
}

/// Whether a table needs a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It may be left out.
    Optional,
    /// Without it the table says nothing.
    Needed,
    /// A claim without it has that of its source.
    Inherited,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Text that is shown as it is.
    Text,
    /// A word that is compared with others.
    Word,
    /// A new id, in small letters, digits and hyphens.
    NewId(Referent),
    /// The id or the name of something.
    Id(Referent),
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// Arithmetic with ids of attributes.
    Arithmetic,
    /// `true` or `false`.
    Flag,
    /// A date, or its words in quotes.
    Date,
    /// A list of dates.
    Days,
    /// A number from 0 up, or one with its unit or percent sign in quotes.
    Distance,
    /// What a source claims, whatever the kind of its attribute.
    Value,
    /// Names of units, each with a number above 0.
    Units,
    /// Names, each with a list of spellings.
    Aliases,
    /// Names, each with one that contains it or a list of them.
    Broader,
}

/// What an id can be the id of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the table of that name")]
pub(crate) enum Referent {
    Event,
    Attribute,
    Speaker,
    Party,
    Scope,
    Claim,
}

/// A table of a file, and the place of its header.
#[derive(Debug, Clone)]
pub(crate) struct Entry<T> {
    /// Its keys.
    pub(crate) shape: T,
    /// Where its header begins and ends; for a table in braces, where it does.
    pub(crate) place: Span,
    /// Keys that are given and cannot be read: each has its diagnostic already.
    pub(crate) broken: Vec<String>,
}

/// The keys of one table, as they are given in a file.
pub(super) trait Shape: Default + DeserializeOwned {
    /// What the list says of the table.
    const TABLE: Table;

    /// Returns the place for the value of a key; `None` if the table has no such key.
    fn slot(&mut self, key: &str) -> Option<Slot<'_>>;

    /// Returns what is given for each key of the table, in the order of the list; `None` for a key that
    /// is left out, or that takes more than a word.
    fn given(&self) -> impl Iterator<Item = Option<Given<'_>>>;
}

/// The place for the value of a key, by the type in which it is kept.
pub(super) enum Slot<'s> {
    Text(&'s mut Text),
    Flag(&'s mut Flag),
    Any(&'s mut Any),
    Units(&'s mut Units),
    Aliases(&'s mut Aliases),
    Broader(&'s mut Broader),
}

/// The value that is given for a key.
pub(super) enum Given<'s> {
    Text(&'s str),
    Any(&'s Spanned<Raw>),
}

/// A way to read tables from one document.
pub(super) trait ReadTables {
    /// Reads the tables of one name; `None` if they are left to another reader.
    fn read<S: Shape>(&mut self) -> Option<Vec<Entry<S>>>;
}

/// Lets a value say what is given.
pub(super) trait Give {
    fn give(&self) -> Option<Given<'_>>;
}

impl Give for Text {
    fn give(&self) -> Option<Given<'_>> {
        self.as_ref().map(|text| Given::Text(text.get_ref()))
    }
}

impl Give for Any {
    fn give(&self) -> Option<Given<'_>> {
        self.as_ref().map(Given::Any)
    }
}

impl Give for Flag {
    fn give(&self) -> Option<Given<'_>> {
        let word = |flag: &Spanned<bool>| if *flag.get_ref() { "true" } else { "false" };
        self.as_ref().map(|flag| Given::Text(word(flag)))
    }
}

impl<K, V> Give for BTreeMap<K, V> {
    fn give(&self) -> Option<Given<'_>> {
        None
    }
}

impl Table {
    /// Returns the key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Says what a key of the table is for.
    pub(crate) fn about(&self, key: &Key) -> String {
        let about = key.about.trim();
        if key.presence == Presence::Inherited && !self.repeats {
            format!("{about} Holds for all claims of the file.")
        } else {
            about.to_owned()
        }
    }
}

impl Takes {
    /// Returns true if what is given is looked up, claim by claim. The rest is read from the file again if it is
    /// shown.
    pub(super) const fn is_looked_up(self) -> bool {
        !matches!(self, Self::Text)
    }

    /// Returns what the ids are ids of that the key takes.
    pub(crate) fn referent(self) -> Option<Referent> {
        match self {
            Self::NewId(referent) | Self::Id(referent) => Some(referent),
            Self::Arithmetic => Some(Referent::Attribute),
            _ => None,
        }
    }
}

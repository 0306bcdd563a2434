//! The one list of the tables and keys of a claim file. Both readers, the rows, the schema, the editor
//! and `crosscheck new` follow from it. What each key means is decided in `resolve`.
//!
//! A new key is a line of the list: its description, its name, the type in which it is kept, and what it
//! takes.

use std::ops::Range;

use serde::Deserialize;

use super::table::{
    Aliases, Any, Broader, Entry, Flag, Give, Given, Key, Presence, ReadTables, Referent, Shape,
    Slot, Table, Takes, Text, Units,
};
use crate::files::FileId;
use crate::model::{Kind, OverTime};

/// Returns the table of that name.
pub(crate) fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// Returns the words of a choice.
const fn words<T: Copy, const N: usize>(choice: [(T, &'static str); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = choice[at].1;
        at += 1;
    }
    words
}

const KINDS: &[&str] = &words(Kind::ALL);
const OVER_TIME: &[&str] = &words(OverTime::ALL);

/// The name of a table from its header.
macro_rules! name {
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

/// Whether a table needs a key.
macro_rules! presence {
    () => {
        Presence::Optional
    };
    (needed) => {
        Presence::Needed
    };
    (inherited) => {
        Presence::Inherited
    };
}

/// Makes a struct of a table, with the keys of its source or claim among its own.
macro_rules! shape {
    ([$($about:literal)+] $table:tt $shape:ident { $($first:tt)* } { $($shared:tt)* } { $($last:tt)* }) => {
        shape! { [$($about)+] $table $shape { $($first)* $($shared)* $($last)* } }
    };
    ([$($about:literal)+] $table:tt $shape:ident {
        $($(#[doc = $doc:literal])+ $key:ident: $type:ident = $takes:expr $(, $presence:ident)?;)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(crate) struct $shape { $($(#[doc = $doc])+ pub $key: $type,)* }

        impl Shape for $shape {
            const TABLE: Table = Table {
                name: name!($table),
                about: concat!($($about),+),
                repeats: repeats!($table),
                keys: &[$(Key {
                    name: stringify!($key),
                    about: concat!($($doc),+),
                    takes: $takes,
                    presence: presence!($($presence)?),
                },)*],
            };

            fn slot(&mut self, key: &str) -> Option<Slot<'_>> {
                match key {
                    $(stringify!($key) => Some(Slot::$type(&mut self.$key)),)*
                    _ => None,
                }
            }

            fn given(&self) -> impl Iterator<Item = Option<Given<'_>>> {
                [$(self.$key.give(),)*].into_iter()
            }
        }
    };
}

/// Makes what follows from the list.
macro_rules! shapes {
    (
        inherited $shared:tt
        $($(#[doc = $about:literal])+ [$table:tt] $field:ident: $shape:ident
            $first:tt $(inherited $last:tt)?)*
    ) => {
        /// The tables that a claim file may hold.
        pub(crate) static TABLES: &[Table] = &[$($shape::TABLE,)*];

        /// The tables of one file.
        #[derive(Debug)]
        pub(crate) struct Tables {
            /// The file.
            pub(crate) file: FileId,
            /// The text that the source keeps beside it, if there is one that can be read.
            pub(crate) text: Option<FileId>,
            /// The rows of its claims.
            pub(crate) rows: Range<usize>,
            $($(#[doc = $about])+ pub $field: Vec<Entry<$shape>>,)*
        }

        impl Tables {
            /// Returns the tables of a file of which nothing is read yet.
            pub(super) fn new(file: FileId) -> Self {
                Self { file, text: None, rows: 0..0, $($field: Vec::new(),)* }
            }

            /// Reads the tables of one name. Returns `None` if there is no such table, or if the
            /// reader leaves them to another.
            pub(super) fn fill(&mut self, name: &str, reader: &mut impl ReadTables) -> Option<()> {
                match name {
                    $(name!($table) => self.$field = reader.read()?,)*
                    _ => return None,
                }
                Some(())
            }
        }

        $(shape! { [$($about)+] $table $shape $first $($shared $last)? })*
    };
}

shapes! {
    // A claim says these for itself, and its source for all claims that do not.
    inherited {
        /// Where it was read, where that is not the source itself: an id or a name.
        via: Text = Takes::Id(Referent::Speaker), inherited;
        /// The day or moment for which the figure was given; else when it was said.
        as_of: Any = Takes::Date, inherited;
        /// When it was published. It never stands in for `as_of`.
        published: Any = Takes::Date, inherited;
        /// Where to read it.
        url: Text = Takes::Text, inherited;
        /// The language of the quote, as a BCP 47 tag such as en or pt-BR. Only an English quote is
        /// compared with its value.
        lang: Text = Takes::Word, inherited;
    }
    /// What the files of this folder are about.
    [topic] topic: Topic {
        /// The heading of the report.
        title: Text = Takes::Text;
    }
    /// Whom this file is about: a spokesman, a press office, an outlet, a data set. A source may
    /// have several files with the same id, an article each.
    [source] source: Source {
        /// Small letters, digits and hyphens. Left out, it is made from the name of the file.
        id: Text = Takes::NewId(Referent::Speaker);
        /// The name in full.
        name: Text = Takes::Text;
        /// A short name, for table cells.
        short: Text = Takes::Text;
        /// The id of the party for which the source speaks.
        party: Text = Takes::Id(Referent::Party);
        /// A free word: media, government, ngo, witness, dataset …
        kind: Text = Takes::Text;
    } inherited {
        /// Anything else worth knowing about the source.
        note: Text = Takes::Text;
        /// The file with the source's own words, in this folder or below: quotes are checked against it.
        text: Text = Takes::Text;
    }
    /// An incident, at a time and a place.
    [[event]] events: Event {
        /// Small letters, digits and hyphens, such as border-clash.
        id: Text = Takes::NewId(Referent::Event), needed;
        /// Words for a heading.
        title: Text = Takes::Text;
        /// When it was: a day, a month, a year or a span, such as "2025-10-11/2025-10-12".
        date: Any = Takes::Date;
        /// Where it was.
        place: Text = Takes::Text;
        /// The id of the larger event of which it is a part.
        within: Text = Takes::Id(Referent::Event);
        /// true where nobody is counted in two of its parts.
        disjoint: Flag = Takes::Flag;
        /// true where its parts make up all of it: their counts add up to its own.
        complete: Flag = Takes::Flag;
    }
    /// What is claimed about events.
    [[attribute]] attributes: Attribute {
        /// Small letters, digits and hyphens, such as soldiers-killed.
        id: Text = Takes::NewId(Referent::Attribute), needed;
        /// Words for a table cell.
        label: Text = Takes::Text;
        /// How its values are read: as a whole number (count), any number (amount), a date, yes or no
        /// (yes-no), one name (text), a list of names (names), or prose (statement).
        kind: Text = Takes::OneOf(KINDS), needed;
        /// The unit of a count or an amount.
        unit: Text = Takes::Text;
        /// Other units, and what one of each is in `unit`: `{ households = 6 }`
        units: Units = Takes::Units;
        /// How far apart values may lie without contradicting each other: "5%" or a number; for dates
        /// days, or "10 min", "2 h".
        tolerance: Any = Takes::Distance;
        /// true where the numbers are rounded: each then stands for all that round to it at its last digit.
        rounded: Flag = Takes::Flag;
        /// How wide "about" is: "10%" or a number; for dates days, or "30 min", "2 days", "1 year". Left out, it
        /// is 10 %, and of a date one unit of what is written.
        about: Any = Takes::Distance;
        /// How the value goes over time: it does not change (fixed), is a running total (grows), or
        /// goes up and down (varies).
        over_time: Text = Takes::OneOf(OVER_TIME);
        /// The days on which a running total starts anew, such as [2026-03-02]: what comes before is not
        /// compared with what comes from that day on.
        restarts: Any = Takes::Days;
        /// The time zone of times without an offset, such as Asia/Kabul. Left out, it is UTC.
        zone: Text = Takes::Text;
        /// The id of the party whose loss this counts, or against which a "yes" speaks.
        harms: Text = Takes::Id(Referent::Party);
        /// Spellings that mean the same: `{ "Türkiye" = ["Turkey"] }`
        aliases: Aliases = Takes::Aliases;
        /// What contains what: `{ "Kabul" = "Afghanistan" }`
        broader: Broader = Takes::Broader;
        /// true where a list of names claims to name everybody.
        complete: Flag = Takes::Flag;
    }
    /// Somebody who is named in `by` or `via` and has no file of their own.
    [[speaker]] speakers: Speaker {
        /// Small letters, digits and hyphens, such as blue-army.
        id: Text = Takes::NewId(Referent::Speaker), needed;
        /// The name in full.
        name: Text = Takes::Text;
        /// A short name, for table cells.
        short: Text = Takes::Text;
        /// The id of the party for which they speak.
        party: Text = Takes::Id(Referent::Party);
        /// A free word. Who is "unnamed" counts as nobody's word.
        kind: Text = Takes::Text;
    }
    /// A side.
    [[party]] parties: Party {
        /// Small letters, digits and hyphens, such as blue.
        id: Text = Takes::NewId(Referent::Party), needed;
        /// The name in full.
        name: Text = Takes::Text;
        /// A short name, for table cells.
        short: Text = Takes::Text;
    }
    /// What a number counts of a question, such as only what is confirmed.
    [[scope]] scopes: Scope {
        /// Small letters, digits and hyphens, such as confirmed.
        id: Text = Takes::NewId(Referent::Scope), needed;
        /// Words for a table cell.
        label: Text = Takes::Text;
        /// The id of a wider scope that has all of it: what counts in this one counts in that one too.
        within: Text = Takes::Id(Referent::Scope);
    }
    /// What one speaker says on one question.
    [[claim]] claims: Claim {
        /// The id of the event.
        event: Text = Takes::Id(Referent::Event), needed;
        /// The id of what is claimed.
        attribute: Text = Takes::Id(Referent::Attribute), needed;
        /// What is claimed, as the source says it: `58`, `"over 50"`, `"6 November 2025"`, `"yes"`,
        /// `["Kabul", "Herat"]`; `"unknown"` where the source says that it does not know.
        value: Any = Takes::Value, needed;
        /// The words themselves, short.
        quote: Text = Takes::Text;
        /// Who says so, where the source only relays it: an id or a name.
        by: Text = Takes::Id(Referent::Speaker);
    } inherited {
        /// The unit, where it is not the attribute's.
        unit: Text = Takes::Word;
        /// true where the source names several and means one of them: either Kabul or Herat.
        one_of: Flag = Takes::Flag;
        /// The source's own best estimate, where the value is a range. It is shown and never compared.
        best: Any = Takes::Value;
        /// The id of the part of the question that the number counts, such as confirmed. Only numbers of one
        /// scope are compared.
        scope: Text = Takes::Id(Referent::Scope);
        /// true where the number is rounded, and false where it is not although the attribute's are: it then
        /// stands for all that round to it at its last digit.
        rounded: Flag = Takes::Flag;
        /// A copy that stays.
        archived: Text = Takes::Text;
        /// What the value cannot say, such as "counts one province only".
        note: Text = Takes::Text;
        /// A name for this claim, where another has to point at it.
        id: Text = Takes::NewId(Referent::Claim);
        /// The id of the claim that this one replaces.
        supersedes: Text = Takes::Id(Referent::Claim);
        /// The day on which the speaker took it back.
        withdrawn: Any = Takes::Date;
        /// true where nobody has compared the claim with the text yet: it then counts for nothing.
        proposed: Flag = Takes::Flag;
    }
    /// Arithmetic that must hold within every event that has these attributes.
    [[rule]] rules: Rule {
        /// Ids of attributes and =, <= or >=, such as "aboard = survivors + killed".
        holds: Text = Takes::Arithmetic, needed;
    }
    /// An editor has looked at this question.
    [[resolution]] resolutions: Resolution {
        /// The id of the event.
        event: Text = Takes::Id(Referent::Event), needed;
        /// The id of what is claimed.
        attribute: Text = Takes::Id(Referent::Attribute), needed;
        /// Who looked at it.
        by: Text = Takes::Text;
        /// The day on which that was.
        date: Any = Takes::Date, needed;
        /// What was found.
        note: Text = Takes::Text;
    }
}

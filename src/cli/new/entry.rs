//! The answers for a new claim, and the tables made of them.

use std::slice;

use clap::{Arg, ArgMatches, Command, FromArgMatches};

use crate::author::{self, KeyLine};
use crate::load::shape;
use crate::load::table::{Key, Takes};
use crate::model::{Kind, Record};
use crate::wording::fold::slug;

use super::super::completions;
use super::missing::{Missing, Named};

/// The answers for a new claim, by options or in the conversation.
#[derive(clap::Args, Default, Clone)]
pub(super) struct ClaimEntry {
    /// Name the source, by its id or its name
    #[arg(long, value_name = "ID", add = completions::sources())]
    pub(super) source: Option<String>,
    /// Give a new source this name; needed if its id is close to a known one
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) name: Option<String>,
    /// Say that a new source speaks for this side
    #[arg(long, value_name = "ID", add = completions::parties())]
    pub(super) party: Option<String>,
    /// Say what a new source is: media, government, witness, or another word
    #[arg(long, value_name = "WORD")]
    pub(super) kind: Option<String>,
    /// Name the event, by id
    #[arg(long, value_name = "ID", add = completions::events())]
    pub(super) event: Option<String>,
    /// Name the attribute that is claimed, by id
    #[arg(long, value_name = "ID", add = completions::attributes())]
    pub(super) attribute: Option<String>,
    /// Give the value in the source's own words; several times for a list of names
    #[arg(long, allow_hyphen_values = true)]
    pub(super) value: Vec<String>,
    /// Quote the words themselves, short
    #[arg(long, allow_hyphen_values = true)]
    pub(super) quote: Option<String>,
    /// Name who says so, if the source only relays it
    #[arg(long, value_name = "ID", add = completions::sources())]
    pub(super) by: Option<String>,
    /// Name where you read it, if not in the source itself
    #[arg(long, value_name = "ID", add = completions::sources())]
    pub(super) via: Option<String>,
    /// Give the day that the figure is for, else the day on which it was said
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Give the day of publication
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Give the unit, if it is not the attribute's
    #[arg(long)]
    pub(super) unit: Option<String>,
    /// Give the address of the statement
    #[arg(long)]
    pub(super) url: Option<String>,
    /// Give the address of a copy that stays
    #[arg(long, value_name = "URL")]
    pub(super) archived: Option<String>,
    /// Note what the value cannot say
    #[arg(long, allow_hyphen_values = true)]
    pub(super) note: Option<String>,
    /// Give this claim an id
    #[arg(long)]
    pub(super) id: Option<String>,
    /// Name the claim that this one replaces, by id
    #[arg(long, value_name = "ID")]
    pub(super) supersedes: Option<String>,
    /// Give the day on which the speaker took it back
    #[arg(long, value_name = "DATE")]
    pub(super) withdrawn: Option<String>,
    #[command(flatten)]
    pub(super) others: OtherKeys,
    #[command(flatten)]
    pub(super) missing: Missing,
}

/// The keys of a claim for which [`ClaimEntry`] has no field. Their flags follow from the list of keys.
#[derive(Debug, Default, Clone)]
pub(super) struct OtherKeys(Vec<(&'static Key, String)>);

impl clap::Args for OtherKeys {
    fn augment_args(command: Command) -> Command {
        claim_keys().fold(command, |command, key| {
            let has_field = command
                .get_arguments()
                .any(|argument| argument.get_id() == key.name);
            if has_field {
                command
            } else {
                command.arg(flag(key))
            }
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for OtherKeys {
    /// Takes what is given for every key: also for those with a field, of which nothing is written twice.
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = claim_keys().filter_map(|key| {
            let words = matches.try_get_one::<String>(key.name).ok()??;
            Some((key, words.clone()))
        });
        Ok(Self(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Returns the keys of a claim whose value is given in words.
fn claim_keys() -> impl Iterator<Item = &'static Key> {
    let keys = shape::table("claim").map_or(&[][..], |table| table.keys);
    keys.iter().filter(|key| key.takes != Takes::Flag)
}

/// Returns the flag of a key. Its help is the description in the list, as an order and without the full stop.
fn flag(key: &Key) -> Arg {
    let about = key.about.trim().trim_end_matches('.');
    let (first, rest) = about.split_at(about.chars().next().map_or(0, char::len_utf8));
    Arg::new(key.name)
        .long(key.name.replace('_', "-"))
        .value_name(key.name.to_uppercase())
        .help(format!("Give {}{rest}", first.to_lowercase()))
}

/// Returns what the words for a key are read as.
fn kind_of(key: &Key) -> Kind {
    if key.takes == Takes::Date {
        Kind::Date
    } else {
        Kind::Statement
    }
}

impl ClaimEntry {
    /// Returns it with the ids of what is to be made, where they are not given: they follow from the titles.
    pub(super) fn with_ids(&self) -> Self {
        let id = |given: &Option<String>, title: &Option<String>| {
            given.clone().or_else(|| title.as_deref().map(slug))
        };
        Self {
            event: id(&self.event, &self.missing.event_title),
            attribute: id(&self.attribute, &self.missing.attribute_label),
            by: id(&self.by, &self.missing.by_name),
            ..self.clone()
        }
    }

    /// Returns the ids that it has, and its value.
    pub(super) fn named(&self) -> Named<'_> {
        Named {
            event: self.event.as_deref(),
            attribute: self.attribute.as_deref(),
            by: self.by.as_deref(),
            value: self.value.first().map(String::as_str),
        }
    }

    /// Lists the options that a claim needs and that were not given.
    pub(super) fn needed(&self, has_file: bool) -> Vec<&'static str> {
        let needed = [
            ("--source", self.source.is_some() || has_file),
            (
                "--event",
                self.event.is_some() || self.missing.event_title.is_some(),
            ),
            (
                "--attribute",
                self.attribute.is_some() || self.missing.attribute_label.is_some(),
            ),
            ("--value", !self.value.is_empty()),
        ];
        needed
            .into_iter()
            .filter(|(_, given)| !given)
            .map(|(flag, _)| flag)
            .collect()
    }

    /// Returns the options that give the same entry: `--flag=words`.
    pub(super) fn flags(&self) -> Vec<String> {
        let made = &self.missing;
        let fields: [(&str, &[String]); 28] = [
            ("source", self.source.as_slice()),
            ("name", self.name.as_slice()),
            ("party", self.party.as_slice()),
            ("kind", self.kind.as_slice()),
            ("event", self.event.as_slice()),
            ("attribute", self.attribute.as_slice()),
            ("value", self.value.as_slice()),
            ("quote", self.quote.as_slice()),
            ("by", self.by.as_slice()),
            ("via", self.via.as_slice()),
            ("as-of", self.as_of.as_slice()),
            ("published", self.published.as_slice()),
            ("unit", self.unit.as_slice()),
            ("url", self.url.as_slice()),
            ("archived", self.archived.as_slice()),
            ("note", self.note.as_slice()),
            ("id", self.id.as_slice()),
            ("supersedes", self.supersedes.as_slice()),
            ("withdrawn", self.withdrawn.as_slice()),
            ("topic", made.topic.as_slice()),
            ("event-title", made.event_title.as_slice()),
            ("event-date", made.event_date.as_slice()),
            ("event-place", made.event_place.as_slice()),
            ("attribute-label", made.attribute_label.as_slice()),
            ("attribute-kind", made.attribute_kind.as_slice()),
            ("attribute-unit", made.attribute_unit.as_slice()),
            ("by-name", made.by_name.as_slice()),
            ("by-party", made.by_party.as_slice()),
        ];
        let flag = |name: &str, words: &str| format!("--{}={words}", name.replace('_', "-"));
        let mut flags = Vec::new();
        for (name, words) in fields {
            flags.extend(words.iter().map(|words| flag(name, words)));
        }
        let others = self.others.0.iter();
        let others = others.map(|(key, words)| flag(key.name, words));
        let others: Vec<String> = others.filter(|other| !flags.contains(other)).collect();
        flags.extend(others);
        flags
    }

    /// Writes the table of the claim.
    pub(super) fn claim(&self, kind: Kind) -> String {
        let text = Kind::Statement;
        let lines = [
            ("event", self.event.as_slice(), text),
            ("attribute", self.attribute.as_slice(), text),
            ("value", self.value.as_slice(), kind),
            ("quote", self.quote.as_slice(), text),
            ("by", self.by.as_slice(), text),
            ("via", self.via.as_slice(), text),
            ("as_of", self.as_of.as_slice(), Kind::Date),
            ("published", self.published.as_slice(), Kind::Date),
            ("unit", self.unit.as_slice(), text),
            ("url", self.url.as_slice(), text),
            ("archived", self.archived.as_slice(), text),
            ("note", self.note.as_slice(), text),
            ("id", self.id.as_slice(), text),
            ("supersedes", self.supersedes.as_slice(), text),
            ("withdrawn", self.withdrawn.as_slice(), Kind::Date),
        ];
        let mut given = given(lines);
        for (key, words) in &self.others.0 {
            if given.iter().all(|line| line.key != key.name) {
                given.push(KeyLine {
                    key: key.name,
                    words: slice::from_ref(words),
                    kind: kind_of(key),
                });
            }
        }
        author::table("[[claim]]", &given)
    }

    /// Writes the table of a source that has no file in the topic. One that is known from another topic stays
    /// as it is known: the first of its tables holds for all.
    pub(super) fn source_table(&self, id: &str, record: &Record) -> String {
        let known = author::speaker(record, id).map(|known| &record[known]);
        let typed = self.source.clone().filter(|typed| typed != id);
        let party = known.and_then(|known| known.party);
        let party = party.map(|party| record[party].name.id.clone());
        let short = known
            .filter(|known| known.short != known.full)
            .map(|known| known.short.clone());
        let full = known.map(|known| known.full.clone());
        let name = self.name.clone().or(full).or(typed);
        let party = self.party.clone().or(party);
        let kind = self
            .kind
            .clone()
            .or_else(|| known.and_then(|known| known.kind.clone()));
        let text = Kind::Statement;
        let id = Some(id.to_owned());
        let lines = [
            ("id", id.as_slice(), text),
            ("name", name.as_slice(), text),
            ("short", short.as_slice(), text),
            ("party", party.as_slice(), text),
            ("kind", kind.as_slice(), text),
        ];
        author::table("[source]", &given(lines))
    }
}

/// Returns the lines of the keys for which something is given.
fn given<'a, const N: usize>(lines: [(&'static str, &'a [String], Kind); N]) -> Vec<KeyLine<'a>> {
    let given = lines.into_iter().filter(|(_, words, _)| !words.is_empty());
    given
        .map(|(key, words, kind)| KeyLine { key, words, kind })
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::Args as _;

    use super::*;

    #[test]
    fn every_option_can_be_given_again() {
        let command = ClaimEntry::augment_args(Command::new("new").no_binary_name(true));
        let flags = command.get_arguments().filter_map(Arg::get_long);
        let mut flags: Vec<String> = flags.map(|flag| format!("--{flag}=x")).collect();
        let matches = command.clone().get_matches_from(&flags);
        let mut again = ClaimEntry::from_arg_matches(&matches).unwrap().flags();
        flags.sort();
        again.sort();
        assert_eq!(again, flags);
    }

    #[test]
    fn every_key_of_a_claim_has_a_flag() {
        let command = ClaimEntry::augment_args(Command::new("new"));
        for key in claim_keys() {
            let flag = command
                .get_arguments()
                .find(|argument| argument.get_id() == key.name);
            let long = flag.and_then(Arg::get_long).map(str::to_owned);
            assert_eq!(long, Some(key.name.replace('_', "-")));
        }
    }

    #[test]
    fn a_key_without_a_field_is_written_once() {
        let command = OtherKeys::augment_args(Command::new("new"));
        let matches = command.get_matches_from(["new", "--as-of", "2025-10-12", "--note", "n"]);
        let others = OtherKeys::from_arg_matches(&matches).unwrap();
        let note = Some("of the field".to_owned());
        let entry = ClaimEntry {
            note,
            others,
            ..ClaimEntry::default()
        };
        let written = entry.claim(Kind::Count);
        assert_eq!(
            written,
            "[[claim]]\nnote  = \"of the field\"\nas_of = 2025-10-12\n"
        );
    }
}

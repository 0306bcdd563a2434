//! The answers for a new claim, and the tables made of them.

use crate::author::{self, KeyLine};
use crate::model::{Kind, Record};

/// The answers for a new claim, by options or in the conversation.
#[derive(clap::Args, Default, Clone)]
pub(super) struct ClaimEntry {
    /// Name the source, by its id or its name
    #[arg(long, value_name = "ID")]
    pub(super) source: Option<String>,
    /// Give a new source this name; needed if its id is close to a known one
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) name: Option<String>,
    /// Say that a new source speaks for this side
    #[arg(long, value_name = "ID")]
    pub(super) party: Option<String>,
    /// Say what a new source is: media, government, witness, or another word
    #[arg(long, value_name = "WORD")]
    pub(super) kind: Option<String>,
    /// Name the event, by id
    #[arg(long, value_name = "ID")]
    pub(super) event: Option<String>,
    /// Name the attribute that is claimed, by id
    #[arg(long, value_name = "ID")]
    pub(super) attribute: Option<String>,
    /// Give the value in the source's own words; several times for a list of names
    #[arg(long, allow_hyphen_values = true)]
    pub(super) value: Vec<String>,
    /// Quote the words themselves, short
    #[arg(long, allow_hyphen_values = true)]
    pub(super) quote: Option<String>,
    /// Name who says so, if the source only relays it
    #[arg(long, value_name = "ID")]
    pub(super) by: Option<String>,
    /// Name where you read it, if not in the source itself
    #[arg(long, value_name = "ID")]
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
}

impl ClaimEntry {
    /// Lists the options that a claim needs and that were not given.
    pub(super) fn missing(&self, has_file: bool) -> Vec<&'static str> {
        let needed = [
            ("--source", self.source.is_some() || has_file),
            ("--event", self.event.is_some()),
            ("--attribute", self.attribute.is_some()),
            ("--value", !self.value.is_empty()),
        ];
        needed
            .into_iter()
            .filter(|(_, given)| !given)
            .map(|(flag, _)| flag)
            .collect()
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
        author::table("[[claim]]", &given(lines))
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

fn given<'a, const N: usize>(lines: [(&'static str, &'a [String], Kind); N]) -> Vec<KeyLine<'a>> {
    let given = lines.into_iter().filter(|(_, words, _)| !words.is_empty());
    given
        .map(|(key, words, kind)| KeyLine { key, words, kind })
        .collect()
}

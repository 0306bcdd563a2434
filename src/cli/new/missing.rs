//! What a claim needs and nothing declares yet: a topic, an event, an attribute, a speaker. Each becomes a table of the
//! topic's own file.

use crate::author::{self, KeyLine};
use crate::load::suggest::nearest;
use crate::model::{Kind, Name, Record};
use crate::report::Report;
use crate::wording::fold::{fold, slug};
use crate::wording::guess;

use super::super::Failure;

/// The answers that make what is missing.
#[derive(clap::Args, Default, Clone)]
#[command(next_help_heading = "To make what is not there yet")]
pub(super) struct Missing {
    /// Put the new event into this topic, by its folder or its title; a title that is new makes a topic in a folder of its
    /// own
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Option<String>,
    /// Make the event, with this title
    #[arg(long, value_name = "TITLE")]
    pub(super) event_title: Option<String>,
    /// Say when the new event was: a day, a month, a year or a span
    #[arg(long, value_name = "DATE")]
    pub(super) event_date: Option<String>,
    /// Say where the new event was
    #[arg(long, value_name = "PLACE")]
    pub(super) event_place: Option<String>,
    /// Make the attribute, with this label
    #[arg(long, value_name = "LABEL")]
    pub(super) attribute_label: Option<String>,
    /// Say how values of the new attribute are read: count, amount, date, yes-no, text, names or statement [default: as the
    /// value looks]
    #[arg(long, value_name = "KIND")]
    pub(super) attribute_kind: Option<String>,
    /// Give the unit of the new attribute
    #[arg(long, value_name = "UNIT")]
    pub(super) attribute_unit: Option<String>,
    /// Make the speaker that --by names, with this name
    #[arg(long, value_name = "NAME")]
    pub(super) by_name: Option<String>,
    /// Say for which side the new speaker speaks
    #[arg(long, value_name = "ID")]
    pub(super) by_party: Option<String>,
}

/// Tables that are to be added to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewTables {
    /// The name of the file, relative to the folder of all claims, with `/`.
    pub(super) file: String,
    /// The tables, in their order.
    pub(super) tables: Vec<String>,
}

/// The ids that a claim has, and its value.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Named<'a> {
    /// The id of the event.
    pub(super) event: Option<&'a str>,
    /// The id of the attribute.
    pub(super) attribute: Option<&'a str>,
    /// The id of the speaker.
    pub(super) by: Option<&'a str>,
    /// The value, in words.
    pub(super) value: Option<&'a str>,
}

impl Missing {
    /// Returns true if nothing is to be made.
    pub(super) fn is_empty(&self) -> bool {
        self.event_title.is_none() && self.attribute_label.is_none() && self.by_name.is_none()
    }

    /// Returns the tables that make what is missing, and the file into which they go.
    ///
    /// # Errors
    ///
    /// If something is to be made that is there, or has no id or no topic.
    pub(super) fn tables(&self, report: &Report, named: Named<'_>) -> Result<NewTables, Failure> {
        self.check()?;
        let record = &report.record;
        let event = named.event.unwrap_or_default();
        let mut tables = Vec::new();
        let folder = match &self.event_title {
            None => folder_of_event(record, event)?,
            Some(title) => {
                is_new(
                    "event",
                    "--event-title",
                    event,
                    record.events.iter().map(|known| &known.name),
                )?;
                let (folder, topic) = self.topic(record)?;
                tables.extend(topic);
                tables.push(self.event(event, title));
                folder
            }
        };
        if let Some(label) = &self.attribute_label {
            let id = named.attribute.unwrap_or_default();
            let known = record.attributes.iter();
            let known = known.filter(|known| record[known.topic].folder == folder);
            is_new(
                "attribute",
                "--attribute-label",
                id,
                known.map(|known| &known.name),
            )?;
            tables.push(self.attribute(id, label, named.value.unwrap_or_default()));
        }
        if let Some(name) = &self.by_name {
            let id = named.by.unwrap_or_default();
            is_new(
                "speaker",
                "--by-name",
                id,
                record.speakers.iter().map(|known| &known.name),
            )?;
            tables.push(self.speaker(id, name));
        }
        Ok(NewTables {
            file: report.vocabulary_file(&folder),
            tables,
        })
    }

    /// Checks that nothing is said of what is not to be made.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let event = self.event_title.is_some();
        let attribute = self.attribute_label.is_some();
        for (flag, given, with, there) in [
            ("--topic", &self.topic, "--event-title", event),
            ("--event-date", &self.event_date, "--event-title", event),
            ("--event-place", &self.event_place, "--event-title", event),
            (
                "--attribute-kind",
                &self.attribute_kind,
                "--attribute-label",
                attribute,
            ),
            (
                "--attribute-unit",
                &self.attribute_unit,
                "--attribute-label",
                attribute,
            ),
            (
                "--by-party",
                &self.by_party,
                "--by-name",
                self.by_name.is_some(),
            ),
        ] {
            if given.is_some() && !there {
                return Err(Failure(format!(
                    "{flag} goes with {with}: it is about what is made"
                )));
            }
        }
        Ok(())
    }

    /// Returns the folder of the topic, and its table if it is new.
    fn topic(&self, record: &Record) -> Result<(String, Option<String>), Failure> {
        let Some(words) = &self.topic else {
            let folders: Vec<&str> = record
                .topics
                .iter()
                .map(|topic| topic.folder.as_str())
                .collect();
            return Err(Failure(format!(
                "say with --topic where the new event belongs: a folder that is there ({}), or the title of a new topic",
                folders.join(", ")
            )));
        };
        let is_meant = |folder: &str, title: &str| folder == words || fold(title) == fold(words);
        if let Some(known) = record
            .topics
            .iter()
            .find(|topic| is_meant(&topic.folder, &topic.title))
        {
            return Ok((known.folder.clone(), None));
        }
        let folder = slug(words);
        if folder.is_empty() {
            return Err(Failure(format!(
                "no folder can be named after “{words}”: use letters or digits"
            )));
        }
        if let Some(known) = record.topics.iter().find(|topic| topic.folder == folder) {
            return Err(Failure(format!(
                "the folder “{folder}” has a topic already, “{}”: name it, or choose another title",
                known.title
            )));
        }
        let title = [words.clone()];
        let line = text("title", &title);
        Ok((folder, Some(author::table("[topic]", &[line]))))
    }

    fn event(&self, id: &str, title: &str) -> String {
        let (id, title) = ([id.to_owned()], [title.to_owned()]);
        let lines = [text("id", &id), text("title", &title)];
        let date = KeyLine {
            kind: Kind::Date,
            ..text("date", self.event_date.as_slice())
        };
        let place = text("place", self.event_place.as_slice());
        author::table("[[event]]", &given(lines.into_iter().chain([date, place])))
    }

    fn attribute(&self, id: &str, label: &str, value: &str) -> String {
        let kind = self.attribute_kind.clone();
        let kind = [kind.unwrap_or_else(|| guess::kind(value).word().to_owned())];
        let (id, label) = ([id.to_owned()], [label.to_owned()]);
        let lines = [text("id", &id), text("label", &label), text("kind", &kind)];
        let unit = text("unit", self.attribute_unit.as_slice());
        author::table("[[attribute]]", &given(lines.into_iter().chain([unit])))
    }

    fn speaker(&self, id: &str, name: &str) -> String {
        let (id, name) = ([id.to_owned()], [name.to_owned()]);
        let lines = [text("id", &id), text("name", &name)];
        let party = text("party", self.by_party.as_slice());
        author::table("[[speaker]]", &given(lines.into_iter().chain([party])))
    }
}

fn text<'a>(key: &'static str, words: &'a [String]) -> KeyLine<'a> {
    KeyLine {
        key,
        words,
        kind: Kind::Statement,
    }
}

fn given<'a>(lines: impl Iterator<Item = KeyLine<'a>>) -> Vec<KeyLine<'a>> {
    lines.filter(|line| !line.words.is_empty()).collect()
}

/// Checks that an id can be used for something that is made.
fn is_new<'r>(
    what: &str,
    flag: &str,
    id: &str,
    known: impl Iterator<Item = &'r Name>,
) -> Result<(), Failure> {
    if id.is_empty() || slug(id) != id {
        let near = slug(id);
        return Err(Failure(format!(
            "“{id}” cannot be the id of a new {what}: use small letters, digits and hyphens, such as “{near}”"
        )));
    }
    let mut declared = known.filter(|name| name.declared.is_some());
    if declared.any(|name| name.id == id) {
        return Err(Failure(format!(
            "the {what} “{id}” is there already: leave out {flag}"
        )));
    }
    Ok(())
}

/// Returns the folder of the topic that has an event.
fn folder_of_event(record: &Record, event: &str) -> Result<String, Failure> {
    let mut events = record.events.iter().filter(|known| known.name.id == event);
    match (events.next(), events.next()) {
        (Some(one), None) => Ok(record[one.topic].folder.clone()),
        (Some(_), Some(_)) => Err(Failure(format!(
            "several topics have an event “{event}”: declare what is missing in the topic.toml that is meant"
        ))),
        (None, _) => {
            let ids = record.events.iter().map(|known| known.name.id.as_str());
            let near = nearest(event, ids).map(|near| format!(" Did you mean “{near}”?"));
            let near = near.unwrap_or_default();
            Err(Failure(format!(
                "no topic has an event “{event}”.{near} --event-title makes it"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_texts;
    use crate::report::Selection;

    fn report() -> Report {
        let texts = [
            (
                "north/topic.toml",
                "[topic]\ntitle = 'The north'\n[[event]]\nid = 'ford'\n[[attribute]]\nid = 'killed'\nkind = 'count'\n\
                 [[speaker]]\nid = 'mayor'\n",
            ),
            ("south/words.toml", "[topic]\n[[event]]\nid = 'dam'\n"),
        ];
        Report::new(load_texts(texts), &Selection::default())
    }

    fn words(text: &str) -> Option<String> {
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Makes what has words, and returns the file with the tables on one line, or why not.
    fn made([topic, title, label, by]: [&str; 4], event: &str) -> String {
        let missing = Missing {
            topic: words(topic),
            event_title: words(title),
            event_date: words(title).map(|_| "2019-02-26".to_owned()),
            attribute_label: words(label),
            by_name: words(by),
            ..Missing::default()
        };
        let named = Named {
            event: Some(event),
            attribute: Some("wounded"),
            by: Some("army"),
            value: Some("over 300"),
        };
        match missing.tables(&report(), named) {
            Ok(NewTables { file, tables }) => {
                format!("{file}: {}", tables.join("; ").replace('\n', " "))
            }
            Err(Failure(told)) => format!("! {told}"),
        }
    }

    #[test]
    fn what_is_missing_goes_into_the_file_of_its_topic() {
        let bridge = "[[event]] id    = \"bridge\" title = \"The bridge\" date  = 2019-02-26 ";
        let wounded = "[[attribute]] id    = \"wounded\" label = \"Wounded\" kind  = \"count\" ";
        let army = "[[speaker]] id   = \"army\" name = \"The Army\" ";
        for (given, event, file, table) in [
            (
                ["north", "The bridge", "", ""],
                "bridge",
                "north/topic.toml",
                bridge,
            ),
            (
                ["the NORTH", "The bridge", "", ""],
                "bridge",
                "north/topic.toml",
                bridge,
            ),
            (
                ["Air strikes", "The bridge", "", ""],
                "bridge",
                "air-strikes/topic.toml",
                "[topic] title = \"Air strikes\" ; [[event]]",
            ),
            (["", "", "Wounded", ""], "ford", "north/topic.toml", wounded),
            (["", "", "Wounded", ""], "dam", "south/words.toml", wounded),
            (["", "", "", "The Army"], "ford", "north/topic.toml", army),
        ] {
            let made = made(given, event);
            assert!(made.starts_with(&format!("{file}: {table}")), "{made}");
        }
    }

    #[test]
    fn what_is_there_or_has_no_place_is_not_made() {
        for (given, event, told) in [
            (
                ["", "The bridge", "", ""],
                "bridge",
                "say with --topic where the new event belongs",
            ),
            (
                ["north", "The ford", "", ""],
                "ford",
                "the event “ford” is there already",
            ),
            (
                ["north", "The ford", "", ""],
                "The ford",
                "“The ford” cannot be the id of a new event",
            ),
            (
                ["…", "The bridge", "", ""],
                "bridge",
                "no folder can be named after “…”",
            ),
            (
                ["north", "", "", "The Army"],
                "ford",
                "--topic goes with --event-title",
            ),
            (
                ["", "", "Wounded", ""],
                "fort",
                "no topic has an event “fort”. Did you mean “ford”?",
            ),
        ] {
            let made = made(given, event);
            assert!(made.starts_with(&format!("! {told}")), "{made}");
        }
    }
}

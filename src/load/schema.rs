//! A JSON Schema of claim files, for editors: made from the same list of keys that reads them.
//!
//! It is draft 7, which both taplo and Tombi know, and has no references: each table occurs once. What
//! TOML has and JSON has not are dates. Taplo takes them for strings; Tombi goes by the format.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::shape;

/// A table of a claim file.
pub(super) struct Described {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Whether a file may hold several of it.
    pub(super) repeats: bool,
    pub(super) keys: Vec<Key>,
}

/// A key of a table.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) takes: Takes,
}

/// What a key takes.
pub(super) struct Takes {
    schema: Schema,
    needed: bool,
}

impl Takes {
    /// The same for a key without which its table says nothing.
    pub(super) fn needed(self) -> Self {
        Self {
            needed: true,
            ..self
        }
    }
}

impl From<Schema> for Takes {
    fn from(schema: Schema) -> Self {
        Self {
            schema,
            needed: false,
        }
    }
}

/// Text.
pub(super) fn text() -> Takes {
    json_schema!({ "type": "string" }).into()
}

/// The letters that an id may have.
pub(super) fn id() -> Takes {
    json_schema!({ "type": "string", "pattern": "^[a-z0-9-]+$" }).into()
}

/// One of some words.
pub(super) fn one_of<const N: usize>(words: [&'static str; N]) -> Takes {
    json_schema!({ "type": "string", "enum": words.as_slice() }).into()
}

/// `true` or `false`.
pub(super) fn flag() -> Takes {
    json_schema!({ "type": "boolean" }).into()
}

/// A date, or its words in quotes.
pub(super) fn date() -> Takes {
    let [day, moment, local] = dates();
    json_schema!({ "anyOf": [day, moment, local, { "type": "string", "pattern": "[0-9]" }] }).into()
}

/// A number from 0 up, or one with its unit or percent sign in quotes.
pub(super) fn distance() -> Takes {
    json_schema!({ "anyOf": [
        { "type": "integer", "minimum": 0 },
        { "type": "number", "minimum": 0 },
        { "type": "string", "pattern": "[0-9]" },
    ] })
    .into()
}

/// What a source claims, whatever the kind of its attribute.
pub(super) fn value() -> Takes {
    let [day, moment, local] = dates();
    json_schema!({ "anyOf": [
        { "type": "string" },
        { "type": "integer" },
        { "type": "number" },
        { "type": "boolean" },
        day,
        moment,
        local,
        { "type": "array", "items": { "type": "string" }, "minItems": 1 },
    ] })
    .into()
}

/// Names of units, each with a number above 0.
pub(super) fn units() -> Takes {
    json_schema!({ "type": "object", "additionalProperties": { "anyOf": [
        { "type": "integer", "exclusiveMinimum": 0 },
        { "type": "number", "exclusiveMinimum": 0 },
        { "type": "string", "pattern": "[0-9]" },
    ] } })
    .into()
}

/// Names, each with a list of spellings.
pub(super) fn aliases() -> Takes {
    json_schema!({ "type": "object", "additionalProperties": names() }).into()
}

/// Names, each with one that contains it or a list of them.
pub(super) fn broader() -> Takes {
    json_schema!({ "type": "object", "additionalProperties": { "anyOf": [{ "type": "string" }, names()] } })
        .into()
}

fn names() -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string" } })
}

/// The dates of TOML by the formats under which Tombi knows them: a day, a moment, and a time of a day
/// without an offset. Most validators pass over a format, so that the pattern is there as well.
fn dates() -> [Schema; 3] {
    let date = |format| json_schema!({ "type": "string", "format": format, "pattern": "[0-9]" });
    ["date", "date-time", "date-time-local"].map(date)
}

/// A whole claim file.
struct ClaimFile;

impl JsonSchema for ClaimFile {
    fn schema_name() -> Cow<'static, str> {
        "Claim file of crosscheck".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let tables = shape::described().into_iter();
        let tables: Map<String, Value> = tables
            .map(|table| (table.name.to_owned(), Value::from(of_table(table))))
            .collect();
        json_schema!({
            "description": "What one source claims, or what the files of a folder share.",
            "type": "object",
            "properties": tables,
            "additionalProperties": false,
        })
    }
}

fn of_table(table: Described) -> Schema {
    let needed: Vec<&str> = table
        .keys
        .iter()
        .filter(|key| key.takes.needed)
        .map(|key| key.name)
        .collect();
    let keys = table.keys.into_iter().map(|Key { name, about, takes }| {
        let mut schema = takes.schema;
        schema.insert("description".to_owned(), about.trim().into());
        (name.to_owned(), Value::from(schema))
    });
    let about = table.about.trim();
    let one = json_schema!({
        "description": about,
        "type": "object",
        "properties": keys.collect::<Map<_, _>>(),
        "required": needed,
        "additionalProperties": false,
    });
    if table.repeats {
        json_schema!({ "description": about, "type": "array", "items": one })
    } else {
        one
    }
}

/// The schema as JSON.
pub fn schema() -> String {
    let schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<ClaimFile>();
    format!("{:#}\n", schema.as_value())
}

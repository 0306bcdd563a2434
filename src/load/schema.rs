//! A JSON Schema of claim files, for editors: made from the list of keys.
//!
//! It is draft 7, which both taplo and Tombi know, and has no references: each table occurs once. What
//! TOML has and JSON has not are dates. Taplo takes them for strings; Tombi goes by the format.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::shape::TABLES;
use super::table::{Key, Presence, Table, Takes};

/// Returns the schema of a claim file, as JSON.
pub(crate) fn schema() -> String {
    let schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<ClaimFile>();
    format!("{:#}\n", schema.as_value())
}

/// A whole claim file.
struct ClaimFile;

impl JsonSchema for ClaimFile {
    fn schema_name() -> Cow<'static, str> {
        "Claim file of crosscheck".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let tables: Map<String, Value> = TABLES
            .iter()
            .map(|table| (table.name.to_owned(), table_schema(table).into()))
            .collect();
        json_schema!({
            "description": "What one source claims, or what the files of a folder share.",
            "type": "object",
            "properties": tables,
            "additionalProperties": false,
        })
    }
}

/// Returns the schema of a table: of one, or of the list of them.
fn table_schema(table: &Table) -> Schema {
    let needed = table
        .keys
        .iter()
        .filter(|key| key.presence == Presence::Needed);
    let needed: Vec<&str> = needed.map(|key| key.name).collect();
    let keys: Map<String, Value> = table
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), key_schema(table, key).into()))
        .collect();
    let about = table.about.trim();
    let one = json_schema!({
        "description": about,
        "type": "object",
        "properties": keys,
        "required": needed,
        "additionalProperties": false,
    });
    if table.repeats {
        json_schema!({ "description": about, "type": "array", "items": one })
    } else {
        one
    }
}

/// Returns the schema of a key, with what the key is for.
fn key_schema(table: &Table, key: &Key) -> Schema {
    let mut schema = value_schema(key.takes);
    schema.insert("description".to_owned(), table.about(key).into());
    schema
}

/// Returns the schema of what a key takes.
fn value_schema(takes: Takes) -> Schema {
    match takes {
        Takes::Text | Takes::Word | Takes::Id(_) | Takes::Arithmetic => text(),
        Takes::NewId(_) => json_schema!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        Takes::OneOf(words) => json_schema!({ "type": "string", "enum": words }),
        Takes::Flag => json_schema!({ "type": "boolean" }),
        Takes::Date => date(),
        Takes::Days => json_schema!({ "type": "array", "items": date() }),
        Takes::Distance => number("minimum"),
        Takes::Value => value(),
        Takes::Units => each(&number("exclusiveMinimum")),
        Takes::Aliases => each(&names()),
        Takes::Broader => each(&json_schema!({ "anyOf": [text(), names()] })),
    }
}

fn text() -> Schema {
    json_schema!({ "type": "string" })
}

fn names() -> Schema {
    json_schema!({ "type": "array", "items": text() })
}

/// Returns the schema of any names, each with something.
fn each(value: &Schema) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": value })
}

/// Returns the schema of a number that 0 limits, or of one with its unit or percent sign in quotes.
fn number(limit: &str) -> Schema {
    json_schema!({ "anyOf": [
        { "type": "integer", limit: 0 },
        { "type": "number", limit: 0 },
        { "type": "string", "pattern": "[0-9]" },
    ] })
}

/// Returns the schema of a date, or of its words in quotes.
fn date() -> Schema {
    let [day, moment, local] = dates();
    json_schema!({ "anyOf": [day, moment, local, { "type": "string", "pattern": "[0-9]" }] })
}

/// Returns the schema of what a source claims, whatever the kind of its attribute.
fn value() -> Schema {
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
}

/// Returns the schemas of the dates of TOML, by the formats of Tombi: a day, a moment, and a time of a day
/// without an offset. Most validators pass over a format, so that the pattern is there as well.
fn dates() -> [Schema; 3] {
    ["date", "date-time", "date-time-local"]
        .map(|format| json_schema!({ "type": "string", "format": format, "pattern": "[0-9]" }))
}

#[cfg(test)]
mod tests;

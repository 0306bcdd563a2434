//! The JSON Schema against a validator: what the program reads, an editor accepts; what is wrong by its
//! shape alone, an editor marks.

use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::load::{schema, shape};
use crate::testing::{report_of, root, snapshot};
use serde_json::Value;

/// Files that are wrong by their shape. What is wrong with the others shows only to somebody who looks
/// up names, reads words or counts: an id that is there twice, a circle, a quote without its value. A
/// file that is no TOML (`syntax.toml`) is the editor's own affair. Of a proposal (in the last two) an
/// editor says which keys are still to be filled in.
const WRONG_BY_SHAPE: &[&str] = &[
    "bad-rule.toml",
    "bad-value.toml",
    "missing-key.toml",
    "resolution.toml",
    "unknown-key.toml",
    "quote-not-in-text/post.toml",
    "unconfirmed.toml",
];

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema::schema()).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// Returns a claim file as an editor hands it to its validator: dates are strings.
fn value(text: &str) -> Option<Value> {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(answer) => answer.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key, of(value)))
                .collect(),
        }
    }
    toml::from_str(text).ok().map(of)
}

/// Lists the claim files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn the_schema_is_as_approved() {
    snapshot("schema", &schema::schema());
}

#[test]
fn every_file_that_is_read_is_valid() {
    let validator = validator();
    for path in ["claims", "tests/made-up", "tests/two-sides"]
        .iter()
        .flat_map(|path| files(&root(path)))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&value(&text).unwrap())
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
    }
}

#[test]
fn every_file_that_is_wrong_by_its_shape_is_invalid() {
    let validator = validator();
    for path in files(&root("tests/invalid")) {
        let name = path
            .strip_prefix(root("tests/invalid"))
            .unwrap()
            .to_str()
            .unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let Some(value) = value(&text) else {
            assert!(
                name == "syntax.toml" || name == "bad-value.toml",
                "{name} is no TOML"
            );
            continue;
        };
        assert_eq!(
            !validator.is_valid(&value),
            WRONG_BY_SHAPE.contains(&name),
            "{name}"
        );
    }
}

fn claim(keys: &str) -> String {
    format!("[[claim]]\nevent = \"e\"\nattribute = \"a\"\n{keys}\n")
}

fn attribute(keys: &str) -> String {
    format!("[[attribute]]\nid = \"a\"\nkind = \"count\"\n{keys}\n")
}

#[test]
fn what_a_key_takes_is_described_as_it_is_read() {
    let validator = validator();
    for (text, valid) in [
        (claim("value = 58"), true),
        (claim("value = 0.5"), true),
        (claim("value = \"over 50\""), true),
        (claim("value = true"), true),
        (claim("value = 2025-11-06"), true),
        (claim("value = 2025-11-06T10:00:00+04:30"), true),
        (claim("value = [\"Kabul\"]"), true),
        (claim("value = []"), false),
        (claim("value = [1]"), false),
        (claim("value = { low = 1 }"), false),
        (claim("value = 1\nas_of = \"November 2025\""), true),
        (claim("value = 1\npublished = \"2025-10-11/..\""), true),
        (claim("value = 1\nas_of = \"some day\""), false),
        (claim("value = 1\nas_of = 2025"), false),
        (claim("value = 1\nid = \"Red 1\""), false),
        (claim("value = 1\nquote = 5"), false),
        (claim("valeu = 1\nvalue = 1"), false),
        (attribute("tolerance = \"5%\""), true),
        (attribute("tolerance = 3"), true),
        (attribute("tolerance = \"lots\""), false),
        (attribute("tolerance = -1"), false),
        (attribute("over_time = \"grows\""), true),
        (attribute("over_time = \"shrinks\""), false),
        (attribute("units = { households = 6, pairs = \"2\" }"), true),
        (attribute("units = { households = 0 }"), false),
        (attribute("complete = \"yes\""), false),
        (
            attribute("broader = { a = \"b\", c = [\"d\", \"e\"] }"),
            true,
        ),
        (attribute("aliases = { a = \"b\" }"), false),
        (
            "[[attribute]]\nid = \"a\"\nkind = \"counts\"".to_owned(),
            false,
        ),
        ("[[evnet]]\nid = \"e\"".to_owned(), false),
        ("version = 1".to_owned(), false),
        (String::new(), true),
    ] {
        assert_eq!(validator.is_valid(&value(&text).unwrap()), valid, "{text}");
        let wrong = report_of(&[("a.toml", &text)]).has_errors();
        assert_eq!(!wrong, valid, "{text}");
    }
}

/// Each table with all the keys that it needs, and one more.
const WHOLE: [(&str, &[(&str, &str)]); 7] = [
    ("event", &[("id", "\"e\""), ("title", "\"E\"")]),
    (
        "attribute",
        &[("id", "\"a\""), ("kind", "\"count\""), ("label", "\"A\"")],
    ),
    ("speaker", &[("id", "\"s\""), ("name", "\"S\"")]),
    ("party", &[("id", "\"p\""), ("name", "\"P\"")]),
    ("scope", &[("id", "\"s\""), ("label", "\"S\"")]),
    (
        "claim",
        &[
            ("event", "\"e\""),
            ("attribute", "\"a\""),
            ("value", "1"),
            ("note", "\"N\""),
        ],
    ),
    ("rule", &[("holds", "\"a = a\"")]),
];

#[test]
fn a_key_is_required_if_the_program_misses_it() {
    let validator = validator();
    let resolution = (
        "resolution",
        &[
            ("event", "\"e\""),
            ("attribute", "\"a\""),
            ("date", "2025-01-01"),
        ][..],
    );
    for (table, keys) in WHOLE.into_iter().chain([resolution]) {
        for left_out in std::iter::once("").chain(keys.iter().map(|(key, _)| *key)) {
            let given = keys.iter().filter(|(key, _)| *key != left_out);
            let lines: Vec<String> = given
                .map(|(key, value)| format!("{key} = {value}\n"))
                .collect();
            let text = format!("[[{table}]]\n{}", lines.concat());
            let told = report_of(&[("a.toml", &text)]).diagnostics;
            let missed = told
                .iter()
                .any(|diagnostic| diagnostic.code == Code::MissingKey);
            assert_eq!(
                validator.is_valid(&value(&text).unwrap()),
                !missed,
                "{text}"
            );
        }
    }
    assert_eq!(
        shape::TABLES.len(),
        WHOLE.len() + ["topic", "source", "resolution"].len()
    );
}

#[test]
fn every_table_and_key_says_what_it_is_for() {
    let schema: Value = serde_json::from_str(&schema::schema()).unwrap();
    for name in shape::TABLES.iter().map(|table| table.name) {
        let table = &schema["properties"][name];
        let one = if table["type"] == "array" {
            &table["items"]
        } else {
            table
        };
        assert_eq!(one["additionalProperties"], false, "{name}");
        for (key, takes) in one["properties"].as_object().unwrap() {
            assert!(
                takes["description"].as_str().unwrap().len() > 5,
                "{name}.{key}"
            );
        }
    }
}

//! SARIF 2.1.0, for code scanning: the structs of the standard that are used here, and how they are filled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::json;
use super::notices::{Notice, Spot, notices};
use crate::code::Code;
use crate::report::{Denied, Report, Weight};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const VERSION: &str = "2.1.0";

/// Relative paths start at the top of what is scanned.
const TOP: &str = "%SRCROOT%";

/// The name and version of our fingerprints.
const FINGERPRINT: &str = "crosscheckIdentity/v1";

/// What is written otherwise in the path of a URI.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Serialize)]
struct Sarif {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    /// Columns are counted in characters, as everywhere in this program.
    column_kind: &'static str,
    results: Vec<ResultOut>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Writes each diagnostic and each finding as a result, what weighs most first.
pub fn sarif(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    let notices = notices(report, denied);
    let told: BTreeSet<Code> = notices.iter().map(|notice| notice.code).collect();
    let codes: Vec<Code> = told.into_iter().collect();
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| rule(*code)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: notices
            .iter()
            .map(|notice| result(notice, &codes))
            .collect(),
    };
    json::json(
        &Sarif {
            schema: SCHEMA,
            version: VERSION,
            runs: [run],
        },
        out,
    )
}

/// A code, and what `crosscheck explain` says of it.
fn rule(code: Code) -> Rule {
    let explanation = code.explanation();
    let about = explanation
        .split("\n\n")
        .nth(1)
        .unwrap_or_default()
        .replace('\n', " ");
    let first = about
        .split_once(". ")
        .map_or(about.as_str(), |(first, _)| first);
    Rule {
        id: code.word(),
        short_description: Text {
            text: first.trim_end_matches('.').to_owned() + ".",
        },
        full_description: Text {
            text: about.clone(),
        },
        help: Help {
            text: explanation,
            markdown: explanation,
        },
    }
}

/// `codes` are in their order.
fn result(notice: &Notice, codes: &[Code]) -> ResultOut {
    ResultOut {
        rule_id: notice.code.word(),
        rule_index: codes.partition_point(|code| *code < notice.code),
        level: match notice.weight {
            Weight::Fails => "error",
            Weight::Warns => "warning",
            Weight::Notes => "note",
        },
        message: Text {
            text: plain(&message(notice)),
        },
        locations: vec![location(&notice.spot)],
        related_locations: notice.also.iter().map(location).collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, notice.identity.clone())]),
    }
}

/// The places themselves are data.
fn message(notice: &Notice) -> String {
    match notice.left_out {
        0 => notice.text(),
        more => format!("{}\nand {more} more places", notice.text()),
    }
}

fn location(spot: &Spot) -> Location {
    let region = spot.region.map(|(first, last)| Region {
        start_line: first.line,
        start_column: first.column,
        end_line: last.line,
        end_column: last.column,
    });
    let message = Some(&spot.label)
        .filter(|label| !label.is_empty())
        .map(|label| Text { text: plain(label) });
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(&spot.path),
            region,
        },
        message,
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    let uri = utf8_percent_encode(path, IN_PATH).to_string();
    if uri.starts_with('/') {
        return ArtifactLocation {
            uri: format!("file://{uri}"),
            uri_base_id: None,
        };
    }
    ArtifactLocation {
        uri,
        uri_base_id: Some(TOP),
    }
}

/// Words in which a reader of SARIF finds no place to fill in (`{0}`) and no link (`[words](where)`).
fn plain(words: &str) -> String {
    words
        .replace('{', "{{")
        .replace('}', "}}")
        .replace("](", "] (")
}

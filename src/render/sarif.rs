//! SARIF 2.1.0, for code scanning: the structs of the standard that are used here, and how they are filled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::json;
use crate::code::Code;
use crate::files::Files;
use crate::message::{Label, Ranked, ranked};
use crate::report::{Denied, Report, Weight};
use crate::safe::Shown;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const VERSION: &str = "2.1.0";

/// Relative paths start at the top of what is scanned.
const TOP: &str = "%SRCROOT%";

/// The name and version of our fingerprints.
const FINGERPRINT: &str = "crosscheckIdentity/v1";

/// What is escaped in the path of a URI.
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
    runs: [SarifRun; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun {
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
    rules: Vec<SarifRule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRule {
    id: &'static str,
    short_description: SarifText,
    full_description: SarifText,
    help: Help,
}

#[derive(Serialize)]
struct SarifText {
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
    message: SarifText,
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
    message: Option<SarifText>,
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
///
/// ```
/// use crosscheck::render;
/// use crosscheck::report::{Denied, Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let mut out = Vec::new();
/// render::sarif(&report, Denied::default(), &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sarif(report: &Report, denied: Denied, out: &mut dyn Write) -> io::Result<()> {
    let ranked = ranked(report, denied);
    let codes: BTreeSet<Code> = ranked.iter().map(|ranked| ranked.message.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| rule(*code)).collect(),
    };
    let run = SarifRun {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: ranked
            .iter()
            .map(|ranked| result(&report.files, ranked, &codes))
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

/// Describes a code with what `crosscheck explain` says of it.
fn rule(code: Code) -> SarifRule {
    let explanation = code.explanation();
    let about = explanation
        .split("\n\n")
        .nth(1)
        .unwrap_or_default()
        .replace('\n', " ");
    let first = about
        .split_once(". ")
        .map_or(about.as_str(), |(first, _)| first);
    SarifRule {
        id: code.word(),
        short_description: SarifText {
            text: first.trim_end_matches('.').to_owned() + ".",
        },
        full_description: SarifText {
            text: about.clone(),
        },
        help: Help {
            text: explanation,
            markdown: explanation,
        },
    }
}

/// Makes the result of a message. `codes` are sorted.
fn result(files: &Files, ranked: &Ranked, codes: &[Code]) -> ResultOut {
    let message = &ranked.message;
    ResultOut {
        rule_id: message.code.word(),
        rule_index: codes.partition_point(|code| *code < message.code),
        level: match ranked.weight {
            Weight::Fails => "error",
            Weight::Warns => "warning",
            Weight::Notes => "note",
        },
        message: text(&message.text()),
        locations: locations(files, message.primary()),
        related_locations: locations(files, message.others()),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, ranked.identity.to_string())]),
    }
}

fn locations<'l>(files: &Files, labels: impl IntoIterator<Item = &'l Label>) -> Vec<Location> {
    labels
        .into_iter()
        .map(|label| location(files, label))
        .collect()
}

fn location(files: &Files, label: &Label) -> Location {
    let region = label.region(files).map(|(first, last)| Region {
        start_line: first.line,
        start_column: first.column,
        end_line: last.line,
        end_column: last.column,
    });
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(&label.path(files)),
            region,
        },
        message: (!label.words.is_empty()).then(|| text(&label.words)),
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

/// Escapes text so that a reader of SARIF finds no place to fill in (`{0}`) and no link (`[words](where)`).
fn text(shown: &Shown) -> SarifText {
    SarifText {
        text: shown
            .as_str()
            .replace('{', "{{")
            .replace('}', "}}")
            .replace("](", "] ("),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::safe;

    #[test]
    fn text_has_no_placeholder_and_no_link() {
        for (words, written) in [
            ("23 against 58", "23 against 58"),
            ("{0} [a](b)", "{{0}} [a] (b)"),
        ] {
            assert_eq!(text(&safe(words)).text, written);
        }
    }

    #[test]
    fn paths_are_uris_below_the_top_unless_they_are_absolute() {
        for (path, uri, base) in [
            ("claims/a b.toml", "claims/a%20b.toml", Some(TOP)),
            ("/tmp/ü.toml", "file:///tmp/%C3%BC.toml", None),
            ("a?#%.toml", "a%3F%23%25.toml", Some(TOP)),
        ] {
            let artifact = artifact(path);
            assert_eq!((artifact.uri.as_str(), artifact.uri_base_id), (uri, base));
        }
    }
}

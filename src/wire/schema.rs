//! A JSON Schema of the report, made from the types that write it.

use schemars::generate::SchemaSettings;

use super::report::ReportJson;

/// Returns the JSON Schema (draft 2020-12) of the document of `crosscheck report`, as JSON. Keys that it does not name may be
/// added within a version.
///
/// ```
/// let schema = crosscheck::wire::report_schema();
/// assert!(schema.contains("\"contradicting_pairs\""));
/// ```
pub fn report_schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = settings.into_generator();
    let schema = generator.into_root_schema_for::<ReportJson<'static>>();
    format!("{:#}\n", schema.as_value())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::testing::{json, report, snapshot};

    #[test]
    fn every_report_fits_the_schema() {
        let schema: Value = serde_json::from_str(&report_schema()).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        for path in [
            "claims",
            "tests/made-up",
            "tests/two-sides",
            "tests/invalid",
        ] {
            let document: Value = serde_json::from_str(&json(&report(path))).unwrap();
            let faults: Vec<String> = schema
                .iter_errors(&document)
                .map(|fault| fault.to_string())
                .collect();
            assert_eq!(faults, Vec::<String>::new(), "{path}");
            for key in document.as_object().unwrap().keys() {
                let mut lacking = document.clone();
                lacking.as_object_mut().unwrap().remove(key);
                assert!(!schema.is_valid(&lacking), "{path} without {key}");
            }
        }
    }

    #[test]
    fn the_schema_is_as_approved() {
        snapshot("schema-report", &report_schema());
    }
}

//! Words that are typed for a claim stay within their keys.

use proptest::prelude::*;

use crate::author::{self, KeyLine};
use crate::model::Kind;

fn words() -> impl Strategy<Value = String> {
    "(\\PC|[\"'\\\\#=\\[\\]\r\n\t\u{0}-\u{1f}\u{85}\u{202e}]){0,24}"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// Whatever is typed: what stood there stands there still, and every word comes back as it was.
    #[test]
    fn whatever_is_typed_stays_within_its_key(
        typed in prop::collection::vec(words(), 6),
        before in "([a-z]{1,6} = [0-9]{1,3}(\r)?\n|# \\PC{0,9}\n|\n){0,5}(# \\PC{0,5})?",
    ) {
        prop_assume!(toml::from_str::<toml::Table>(&before).is_ok());
        let keys = ["event", "attribute", "value", "quote", "by", "note"];
        let kinds = [Kind::Text, Kind::Text, Kind::Amount, Kind::Text, Kind::Text, Kind::Date];
        let lines: Vec<KeyLine<'_>> = (0..6)
            .map(|at| KeyLine { key: keys[at], words: std::slice::from_ref(&typed[at]), kind: kinds[at] })
            .collect();
        let after = author::appended(&before, &[author::table("[[claim]]", &lines)]);
        prop_assert!(after.starts_with(&before));
        let mut parsed: toml::Table = toml::from_str(&after).unwrap();
        let claims = parsed.remove("claim").unwrap();
        prop_assert_eq!(parsed, toml::from_str::<toml::Table>(&before).unwrap());
        let claim = claims.as_array().unwrap()[0].as_table().unwrap();
        prop_assert_eq!((claims.as_array().unwrap().len(), claim.len()), (1, 6));
        for (at, key) in keys.iter().enumerate() {
            if let toml::Value::String(text) = &claim[*key] {
                prop_assert_eq!(text, &typed[at]);
            } else {
                let line = format!("= {}", typed[at]);
                prop_assert!(after.contains(&line));
            }
        }
    }
}

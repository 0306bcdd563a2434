//! Texts of a document.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text of a document: borrowed from what the document shows or from the JSON that it was read from,
/// and owned only if neither has it as it is.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_borrowed_unless_an_escape_changes_it() {
        for (json, borrowed) in [
            (r#"["58"]"#, true),
            (r#"["ü"]"#, true),
            (r#"["\u003c"]"#, false),
            (r#"["a \"b\""]"#, false),
        ] {
            let [text]: [Text<'_>; 1] = serde_json::from_str(json).unwrap();
            assert_eq!(matches!(text.0, Cow::Borrowed(_)), borrowed, "{json}");
        }
        let inside: Option<Text<'_>> = serde_json::from_str("\"58\"").unwrap();
        assert!(matches!(inside, Some(Text(Cow::Borrowed("58")))));
    }
}

//! The parts of a message of the protocol.

use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::uri;

/// Reads the part at a JSON pointer; `None` if it is missing or of another shape.
pub(super) fn part<T: DeserializeOwned>(params: &Value, pointer: &str) -> Option<T> {
    serde_json::from_value(params.pointer(pointer)?.clone()).ok()
}

/// Returns the text at a JSON pointer.
pub(super) fn text_at<'p>(params: &'p Value, pointer: &str) -> Option<&'p str> {
    params.pointer(pointer)?.as_str()
}

/// Lists the folders at a JSON pointer.
pub(super) fn roots(params: &Value, pointer: &str) -> Vec<PathBuf> {
    let folders = params
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    folders
        .filter_map(|folder| uri::path(text_at(folder, "/uri")?))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_are_found_by_their_pointers() {
        let params = json!({ "a": { "n": 3, "t": "x" }, "f": [{ "uri": "file:///c/d" }, { "uri": "untitled:1" }, {}] });
        assert_eq!(part::<u8>(&params, "/a/n"), Some(3));
        assert_eq!(part::<u8>(&params, "/a/t"), None);
        assert_eq!(text_at(&params, "/a/t"), Some("x"));
        assert_eq!(text_at(&params, "/b"), None);
        assert_eq!(roots(&params, "/f").len(), 1);
        assert_eq!(roots(&params, "/g"), Vec::<PathBuf>::new());
    }
}

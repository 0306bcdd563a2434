//! Safe text as a string, until everything that is shown takes it as a type.

pub use crate::safe::is_treacherous;

/// The text, safe to show.
pub fn safe(text: &str) -> String {
    crate::safe::safe(text).into_string()
}

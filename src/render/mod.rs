//! Renderers: a report goes in, text comes out. They word and lay out; they do not choose, compare
//! or decide.

pub(crate) mod changes;
pub(crate) mod check;
mod csv;
#[cfg(feature = "cli")]
pub(crate) mod draft;
mod excerpt;
mod github;
mod json;
mod junit;
pub(crate) mod markdown;
mod sarif;
pub(crate) mod snapshot;
mod style;
mod table;
#[cfg(test)]
mod tests;

pub use check::check;
pub use csv::csv;
pub use github::github;
pub use json::{compact_json, json, json_lines};
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use snapshot::snapshot;
pub use style::Style;
pub use table::table;

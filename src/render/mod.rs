//! Renderers: a report goes in, text comes out. They word and lay out; they do not choose, compare
//! or decide.

pub mod check;
pub mod draft;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod meaning;
mod notices;
pub mod page;
pub(crate) mod rows;
pub mod safe;
pub mod sarif;
pub mod snapshot;
mod style;
mod sums;
pub mod table;
pub mod words;

pub use style::Style;

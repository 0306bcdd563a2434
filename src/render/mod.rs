//! Renderers: a report goes in, text comes out. They word and lay out; they do not choose, compare
//! or decide.

pub mod check;
pub mod draft;
mod excerpt;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod snapshot;
mod style;
pub mod table;

pub use style::Style;

//! Renderers: a report goes in, text comes out. They word and lay out; they do not choose, compare
//! or decide.

pub mod check;
pub mod draft;
pub mod json;
pub mod markdown;
mod rows;
pub mod safe;
mod sums;
pub mod table;
pub mod words;

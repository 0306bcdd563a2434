//! Renderers: a report goes in, text comes out. They word and lay out; they do not choose, compare
//! or decide.

pub mod json;
pub mod safe;
pub mod words;

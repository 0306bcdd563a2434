//! Checks conflicting reports.

pub mod code;
pub mod compare;
pub mod diagnostic;
pub mod files;
pub mod finding;
pub mod load;
pub mod model;
pub mod question;
pub mod render;
pub mod report;
pub mod resolve;
pub mod wording;

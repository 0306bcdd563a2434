//! Checks conflicting reports.

pub mod diagnostic;
pub mod files;
pub mod model;
pub mod wording;

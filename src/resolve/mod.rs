//! Resolving.

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::load::reader::Tables;
use crate::model::Record;

/// Resolves.
pub fn resolve(_files: &Files, _tables: &[Tables]) -> (Record, Vec<Diagnostic>) {
    (Record::default(), Vec::new())
}

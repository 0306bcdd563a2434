//! Rules.

use super::Finding;
use crate::compare::Comparison;
use crate::model::Record;

pub(super) fn of_question(_record: &Record, _comparison: &Comparison) -> Vec<Finding> {
    Vec::new()
}

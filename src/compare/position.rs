//! Positions.

use super::Comparison;
use crate::model::Record;
use crate::question::Question;

pub(super) fn comparison(_record: &Record, _question: Question) -> Comparison {
    unimplemented!()
}
